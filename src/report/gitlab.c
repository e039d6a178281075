/* GitLab Code Quality: one array, empty when all is well; one item with a fault hides the rest, and equal fingerprints
 * replace each other (notes on formats, section 2.3). */
#include "finding.h"
#include "json_value.h"
#include "report.h"

static const char *const severities[SEVERITIES] = {"info", "info", "minor", "major"};

static json_t *item_json(struct arena *arena, const struct outcome *outcome, const struct report_options *options,
                         const struct diag *diag) {
    struct finding finding = finding_show(arena, outcome, options, diag);
    json_t *item = json_object(), *location = json_object(), *lines = json_object();
    struct str where = finding_paragraph(arena, outcome, &finding);
    json_value_set(item, "description",
                   json_value_string(str_format(arena, "%.*s: %.*s%.*s", STR_ARGS(finding.kind->id), STR_ARGS(where),
                                                STR_ARGS(finding.message))));
    json_value_set(item, "check_name", json_value_string(finding.kind->id));
    json_value_set(item, "fingerprint", json_value_string(finding.fingerprint));
    json_value_set(item, "severity", json_string(severities[diag->severity]));
    json_value_set(lines, "begin", json_value_number(finding.at.begin.line));
    json_value_set(lines, "end", json_value_number(finding.at.end.line));
    /* What is about the command line has no file; an item must. */
    json_value_set(location, "path", json_value_string(finding.path.len ? finding.path : STR("planlint.xml")));
    json_value_set(location, "lines", lines);
    json_value_set(item, "location", location);
    return item;
}

void report_gitlab(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    struct arena *arena = arena_create(), *scratch = arena_create();
    size_t count;
    const struct diag **diags = finding_list(arena, outcome, false, &count);
    buf_byte(out, '[');
    for (size_t i = 0; i < count; i++) {
        json_value_item(out, item_json(scratch, outcome, options, diags[i]));
        arena_reset(scratch);
    }
    buf_add(out, STR("]\n"));
    arena_destroy(scratch);
    arena_destroy(arena);
}
