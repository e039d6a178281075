/* TAP 14: a point for each document, its findings in the YAML block under it (notes on formats, section 2.8). YAML
 * reads every string of JSON. */
#include "finding.h"
#include "json_value.h"
#include "report.h"

static void add_description(struct buf *out, struct str text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '#' || text.data[i] == '\\')
            buf_byte(out, '\\');
        buf_byte(out, text.data[i]);
    }
}

static void add_finding(struct buf *out, struct arena *arena, const struct outcome *outcome, const struct diag *diag) {
    struct finding finding = finding_show(arena, outcome, NULL, diag);
    buf_format(out, "    - id: %.*s\n      severity: %s\n      line: %zu\n      column: %zu\n      message: ",
               STR_ARGS(finding.kind->id), severity_name(diag->severity), finding.at.begin.line,
               finding.at.begin.column);
    json_value_add(out, json_value_string(finding.message));
    buf_byte(out, '\n');
}

static bool is_shown(const struct result *result) {
    return result->diags.count || (result->path.len && !result->context);
}

static void add_point(struct buf *out, struct arena *arena, const struct outcome *outcome, const struct result *result,
                      size_t number) {
    size_t counted = 0, known = 0;
    const struct diag *accepted = NULL;
    for (size_t i = 0; i < result->diags.count; i++) {
        const struct diag *diag = result->diags.items[i];
        bool baseline = diag->suppressed_by && strcmp(diag->suppressed_by, "baseline") == 0;
        counted += !diag->suppressed_by;
        known += baseline;
        if (diag->suppressed_by && !baseline && !accepted)
            accepted = diag;
    }
    buf_format(out, "%s %zu - ", counted || known ? "not ok" : "ok", number);
    add_description(out, finding_safe(arena, result->path.len ? result->path : STR("planlint")));
    /* What is not ok and to be done one day is no failure; what is accepted was not judged. */
    if (!counted && known)
        buf_format(out, " # TODO baseline (%zu)", known);
    else if (!counted && accepted) {
        buf_add(out, STR(" # SKIP "));
        add_description(out, finding_safe(arena, accepted->suppressed));
    }
    buf_byte(out, '\n');
    if (counted == 0)
        return;
    buf_add(out, STR("  ---\n  findings:\n"));
    for (size_t i = 0; i < result->diags.count; i++)
        if (!result->diags.items[i]->suppressed_by)
            add_finding(out, arena, outcome, result->diags.items[i]);
    buf_add(out, STR("  ...\n"));
}

void report_tap(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    (void)options;
    struct arena *scratch = arena_create();
    size_t points = 0, number = 0;
    for (size_t i = 0; i < outcome->result_count; i++)
        points += is_shown(outcome->results[i]);
    buf_format(out, "TAP version 14\n1..%zu\n", points);
    for (size_t i = 0; i < outcome->result_count; i++) {
        if (is_shown(outcome->results[i]))
            add_point(out, scratch, outcome, outcome->results[i], ++number);
        arena_reset(scratch);
    }
    arena_destroy(scratch);
}
