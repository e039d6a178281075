/* The readable report: location, message, the line with a caret, related places and suggestions (design.md section 5).
 * Every line from a document stands behind a gutter, so that no text can begin a line of a log. */
#include "map.h"
#include "report.h"
#include "width.h"

enum {
    WINDOW_CELLS = 140,
    WINDOW_CODE_POINTS = 280 /* combining marks take no cells */,
    TEXT_LIMIT = 300 /* code points of a message or suggestion */
};

/* Words of the report itself, not of any finding. */
static const struct words {
    const char *suggestion, *clean, *refused, *more, *dropped, *statistics;
    const char *suppressed[2], *fixed[2];
    const char *quotes[2];                            /* opening, closing */
    const char *documents[2], *levels[SEVERITIES][2]; /* one, several */
} words[LANGUAGES] = {
    [LANGUAGE_SV] = {"Menade du",
                     "inga fynd",
                     "kunde inte granskas",
                     "fynd till visas inte (--max-diagnostics)",
                     "fynd till räknades men sparades inte (--limit diagnostics=N)",
                     "fynd per regel",
                     {"undantaget", "undantagna"},
                     {"rättat", "rättade"},
                     {"”", "”"},
                     {"dokument", "dokument"},
                     {{"", ""}, {"upplysning", "upplysningar"}, {"varning", "varningar"}, {"fel", "fel"}}},
    [LANGUAGE_EN] = {"Did you mean",
                     "no findings",
                     "could not be checked",
                     "more findings are not shown (--max-diagnostics)",
                     "more findings were counted but not kept (--limit diagnostics=N)",
                     "findings per rule",
                     {"suppressed", "suppressed"},
                     {"fixed", "fixed"},
                     {"“", "”"},
                     {"document", "documents"},
                     {{"", ""}, {"info", "infos"}, {"warning", "warnings"}, {"error", "errors"}}},
};

#define SGR(code) "\x1b[" code "m"
static const char *const level_color[SEVERITIES] = {"", SGR("1;36"), SGR("1;33"), SGR("1;31")};

struct printer {
    const struct outcome *outcome;
    const struct report_options *options;
    struct arena *scratch;
    struct buf *out;
};

static void color(struct printer *printer, const char *sequence) {
    if (printer->options->color)
        buf_add(printer->out, str_from(sequence));
}

/* At most `code_points` of `s`, with an ellipsis when it is cut. */
static void add_cut(struct buf *out, struct str s, size_t code_points) {
    size_t offset = 0;
    for (size_t seen = 0; offset < s.len && seen < code_points; seen++)
        utf8_next(s, &offset);
    width_safe(out, str_slice(s, 0, offset));
    if (offset < s.len)
        buf_add(out, STR("…"));
}

static void add_location(struct printer *printer, struct str path, struct position at) {
    color(printer, SGR("1"));
    report_location(printer->out, path, at);
    color(printer, SGR("0"));
}

/* Terminal cells that `s` takes once it is made harmless. */
static size_t shown_cells(struct printer *printer, struct str s) {
    struct buf safe = buf_in(printer->scratch);
    width_safe(&safe, s);
    return width_cells(buf_str(&safe));
}

enum way { BACK, FORTH }; /* along a line */

/* The code point boundary after or before `offset`, where there is one. */
static size_t boundary(struct str line, size_t offset, enum way way) {
    if (way == FORTH) {
        utf8_next(line, &offset);
        return offset;
    }
    do
        offset--;
    while (offset > 0 && ((unsigned char)line.data[offset] & 0xc0) == 0x80);
    return offset;
}

/* The last code point boundary at most `cells` cells from `offset`. */
static size_t reach(struct printer *printer, struct str line, size_t offset, size_t cells, enum way way) {
    for (size_t seen = 0; (way == FORTH ? offset < line.len : offset > 0) && seen < WINDOW_CODE_POINTS; seen++) {
        size_t next = boundary(line, offset, way);
        size_t width =
            shown_cells(printer, way == FORTH ? str_slice(line, offset, next) : str_slice(line, next, offset));
        if (width > cells)
            break;
        cells -= width;
        offset = next;
    }
    return offset;
}

/* The line of text, a window around the place, and carets under it. Both lines go through width_safe, so that carets
 * stand under what was printed. */
static void add_snippet(struct printer *printer, struct place place, size_t line_number) {
    size_t begin, end;
    struct str line = outcome_snippet(place, &begin, &end);
    if (line.len == 0 || str_is_blank(line))
        return;
    size_t first = reach(printer, line, begin, WINDOW_CELLS / 3, BACK);
    size_t last = reach(printer, line, first, WINDOW_CELLS, FORTH);
    if (end > last)
        end = last;
    if (begin > last)
        begin = last;

    struct buf before = buf_in(printer->scratch), marked = buf_in(printer->scratch);
    if (first > 0)
        buf_add(&before, STR("…"));
    width_safe(&before, str_slice(line, first, begin));
    width_safe(&marked, str_slice(line, begin, end));
    size_t indent = width_cells(buf_str(&before)), carets = width_cells(buf_str(&marked));

    struct str number = str_format(printer->scratch, "%5zu", line_number);
    color(printer, SGR("34"));
    buf_format(printer->out, "%.*s | ", STR_ARGS(number));
    color(printer, SGR("0"));
    buf_add(printer->out, buf_str(&before));
    buf_add(printer->out, buf_str(&marked));
    width_safe(printer->out, str_slice(line, end, last));
    if (last < line.len)
        buf_add(printer->out, STR("…"));
    color(printer, SGR("34"));
    buf_format(printer->out, "\n%*s | ", (int)number.len, "");
    color(printer, SGR("0"));
    for (size_t i = 0; i < indent; i++)
        buf_byte(printer->out, ' ');
    color(printer, SGR("1;32"));
    for (size_t i = 0; i < (carets ? carets : 1); i++)
        buf_byte(printer->out, '^');
    color(printer, SGR("0"));
    buf_byte(printer->out, '\n');
}

static void add_diag(struct printer *printer, const struct diag *diag) {
    const struct outcome *outcome = printer->outcome;
    const struct kind *kind = outcome_kind(outcome, diag);
    const struct words *say = &words[outcome->language];
    struct shown_place at = outcome_show(printer->scratch, diag->place);

    add_location(printer, at.path, report_position(printer->options, diag->place, &at));
    buf_byte(printer->out, ' ');
    color(printer, level_color[diag->severity]);
    buf_format(printer->out, "%s:", say->levels[diag->severity][0]);
    color(printer, SGR("0"));
    buf_byte(printer->out, ' ');
    add_cut(printer->out, kind_message(printer->scratch, kind, diag, outcome->language), TEXT_LIMIT);
    buf_format(printer->out, " [%.*s %.*s]\n", STR_ARGS(kind->id), STR_ARGS(kind->name));
    add_snippet(printer, diag->place, at.begin.line);

    for (size_t i = 0; i < diag->suggestion_count; i++) {
        buf_format(printer->out, "      = %s %s", say->suggestion, say->quotes[0]);
        add_cut(printer->out, diag->suggestions[i], TEXT_LIMIT);
        buf_format(printer->out, "%s?\n", say->quotes[1]);
    }
    for (size_t i = 0; i < diag->related_count; i++) {
        struct shown_place other = outcome_show(printer->scratch, diag->related[i].place);
        buf_add(printer->out, STR("      > "));
        add_location(printer, other.path, report_position(printer->options, diag->related[i].place, &other));
        buf_byte(printer->out, ' ');
        add_cut(printer->out, kind_related_message(printer->scratch, kind, diag, i, outcome->language), TEXT_LIMIT);
        buf_byte(printer->out, '\n');
        add_snippet(printer, diag->related[i].place, other.begin.line);
    }
}

static void add_summary(struct printer *printer, size_t hidden, size_t dropped) {
    const struct outcome *outcome = printer->outcome;
    const struct words *say = &words[outcome->language];
    struct buf *out = printer->out;
    bool any = false;
    if (hidden)
        buf_format(out, "%zu %s\n", hidden, say->more);
    if (dropped)
        buf_format(out, "%zu %s\n", dropped, say->dropped);
    buf_format(out, "%zu %s: ", outcome->given, say->documents[outcome->given != 1]);
    for (enum severity level = SEVERITY_ERROR; level > SEVERITY_OFF; level--)
        if (outcome->severities[level]) {
            size_t count = outcome->severities[level];
            buf_format(out, "%s%zu %s", any ? ", " : "", count, say->levels[level][count != 1]);
            any = true;
        }
    if (!any)
        buf_add(out, str_from(say->clean));
    if (outcome->suppressed)
        buf_format(out, "; %zu %s", outcome->suppressed, say->suppressed[outcome->suppressed != 1]);
    if (outcome->fixed)
        buf_format(out, "; %zu %s", outcome->fixed, say->fixed[outcome->fixed != 1]);
    if (outcome->refused)
        buf_format(out, "; %zu %s", outcome->refused, say->refused);
    buf_byte(out, '\n');
}

static void add_statistics(struct printer *printer) {
    const struct outcome *outcome = printer->outcome;
    const struct rules *rules = outcome->rules;
    size_t *counts = arena_array(printer->scratch, size_t, rules->count);
    struct map *by_id = map_create(printer->scratch);
    for (size_t r = 0; r < rules->count; r++)
        map_add(by_id, rules->items[r]->kind.id, r);
    for (size_t i = 0; i < outcome->result_count; i++)
        for (size_t k = 0; k < outcome->results[i]->diags.count; k++)
            if (!outcome->results[i]->diags.items[k]->suppressed_by)
                counts[map_find(by_id, outcome->results[i]->diags.items[k]->id)]++;
    buf_format(printer->out, "%s:\n", words[outcome->language].statistics);
    for (size_t r = 0; r < rules->count; r++)
        if (counts[r])
            buf_format(printer->out, "%7zu %.*s %.*s\n", counts[r], STR_ARGS(rules->items[r]->kind.id),
                       STR_ARGS(rules->items[r]->kind.name));
}

void report_text(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    struct printer printer = {outcome, options, arena_create(), out};
    size_t shown = 0, hidden = 0, dropped = 0;
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct diag_list *diags = &outcome->results[i]->diags;
        dropped += diags->dropped;
        for (size_t k = 0; k < diags->count; k++) {
            if (diags->items[k]->suppressed_by)
                continue;
            if (options->max_diagnostics && shown == options->max_diagnostics) {
                hidden++;
                continue;
            }
            add_diag(&printer, diags->items[k]);
            arena_reset(printer.scratch);
            shown++;
        }
    }
    if (!options->quiet)
        add_summary(&printer, hidden, dropped);
    if (options->statistics)
        add_statistics(&printer);
    arena_destroy(printer.scratch);
}
