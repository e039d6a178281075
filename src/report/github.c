/* Workflow commands of GitHub Actions, one annotation a line (notes on formats, section 2.4). The runner shows ten of
 * each level a step: errors come first, and what it will not show is told before the notices. */
#include "finding.h"
#include "report.h"

enum { SHOWN = 10 };

static const char *const commands[SEVERITIES] = {"notice", "notice", "warning", "error"};

/* Messages escape what ends a line, properties also what ends a property. */
static void add_escaped(struct buf *out, struct str s, bool property) {
    for (size_t i = 0; i < s.len; i++) {
        char byte = s.data[i];
        if (byte == '%' || byte == '\r' || byte == '\n' || (property && (byte == ':' || byte == ',')))
            buf_format(out, "%%%02X", (unsigned char)byte);
        else
            buf_byte(out, byte);
    }
}

static void add_command(struct buf *out, struct arena *arena, const struct outcome *outcome,
                        const struct report_options *options, const struct diag *diag) {
    struct finding finding = finding_show(arena, outcome, options, diag);
    struct position begin = finding.at.begin, end = finding.at.end;
    buf_format(out, "::%s ", commands[diag->severity]);
    if (finding.path.len) {
        buf_add(out, STR("file="));
        add_escaped(out, finding.name, true);
        if (finding.lines)
            buf_format(out, ",line=%zu,endLine=%zu", begin.line, end.line);
        /* The runner drops an annotation that has columns of different lines. */
        if (finding.lines && begin.line == end.line)
            buf_format(out, ",col=%zu,endColumn=%zu", begin.column, end.column);
        buf_byte(out, ',');
    }
    buf_format(out, "title=%.*s %.*s::", STR_ARGS(finding.kind->id), STR_ARGS(finding.kind->name));
    add_escaped(out, finding_paragraph(arena, outcome, &finding), false);
    add_escaped(out, finding.message, false);
    buf_byte(out, '\n');
}

void report_github(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    struct arena *arena = arena_create(), *scratch = arena_create();
    size_t count, hidden = 0, levels[SEVERITIES] = {0};
    const struct diag **diags = finding_list(arena, outcome, false, &count);
    for (size_t i = 0; i < count; i++)
        hidden += ++levels[diags[i]->severity] > SHOWN;
    /* The notice about the rest takes one of the ten places. */
    hidden += hidden && levels[SEVERITY_INFO] >= SHOWN;
    for (enum severity severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--) {
        if (severity == SEVERITY_INFO && hidden) {
            buf_add(out, STR("::notice title=planlint::"));
            buf_format(out,
                       outcome->language == LANGUAGE_SV
                           ? "GitHub visar högst %d anteckningar av varje slag; %zu fynd till står i loggen"
                           : "GitHub shows at most %d annotations of each level; %zu more findings are in the log",
                       SHOWN, hidden);
            buf_byte(out, '\n');
        }
        for (size_t i = 0; i < count; i++) {
            if (diags[i]->severity == severity)
                add_command(out, scratch, outcome, options, diags[i]);
            arena_reset(scratch);
        }
    }
    arena_destroy(scratch);
    arena_destroy(arena);
}
