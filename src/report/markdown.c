/* A table for comments and summaries of a build (GitHub Flavored Markdown). What comes from documents stands in code
 * spans, where nothing is markup, a link, a picture or a mention. */
#include "finding.h"
#include "report.h"

/* Between more backticks than any run inside. The bar would end the cell even there, and its backslash must not be
 * taken for one that another escapes. */
static void add_code(struct buf *out, struct str text) {
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < text.len; i++) {
        run = text.data[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    for (size_t i = 0; i <= longest; i++)
        buf_byte(out, '`');
    buf_byte(out, ' ');
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '|')
            buf_add(out, i && text.data[i - 1] == '\\' ? STR(" \\") : STR("\\"));
        buf_byte(out, text.data[i]);
    }
    buf_byte(out, ' ');
    for (size_t i = 0; i <= longest; i++)
        buf_byte(out, '`');
}

static void add_finding(struct buf *out, struct arena *arena, const struct outcome *outcome, const struct diag *diag) {
    struct finding finding = finding_show(arena, outcome, NULL, diag);
    struct buf place = buf_in(arena);
    if (finding.name.len)
        buf_format(&place, "%.*s:%zu:%zu", STR_ARGS(finding.name), finding.at.begin.line, finding.at.begin.column);
    else
        buf_add(&place, STR("planlint"));
    buf_format(out, "| %s | %.*s | ", severity_name(diag->severity), STR_ARGS(finding.kind->id));
    add_code(out, buf_str(&place));
    buf_add(out, STR(" | "));
    add_code(out, finding.message);
    buf_add(out, STR(" |\n"));
}

void report_markdown(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    static const char *const headers[LANGUAGES] = {
        [LANGUAGE_SV] = "| Nivå | Regel | Plats | Fynd |\n|---|---|---|---|\n",
        [LANGUAGE_EN] = "| Level | Rule | Place | Finding |\n|---|---|---|---|\n",
    };
    static const char *const clean[LANGUAGES] = {[LANGUAGE_SV] = "Inga fynd.\n", [LANGUAGE_EN] = "No findings.\n"};
    struct arena *arena = arena_create(), *scratch = arena_create();
    size_t count;
    const struct diag **diags = finding_list(arena, outcome, false, &count);
    buf_add(out, str_from(count ? headers[outcome->language] : clean[outcome->language]));
    for (size_t i = 0; i < count; i++) {
        size_t before = out->len;
        add_finding(out, scratch, outcome, diags[i]);
        arena_reset(scratch);
        if (options->max_bytes && out->len > options->max_bytes) {
            out->len = before;
            buf_format(out,
                       outcome->language == LANGUAGE_SV ? "\n%zu fynd till får inte plats här.\n"
                                                        : "\nThere is no room here for %zu more findings.\n",
                       count - i);
            break;
        }
    }
    arena_destroy(scratch);
    arena_destroy(arena);
}
