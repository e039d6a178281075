/* The findings of `--output json`, a line each, and a last line with the counts: without it the output was cut off. */
#include "finding.h"
#include "json_value.h"
#include "report.h"

void report_jsonl(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    struct arena *arena = arena_create(), *scratch = arena_create();
    json_t *last = json_object();
    size_t count;
    const struct diag **diags = finding_list(arena, outcome, true, &count);
    for (size_t i = 0; i < count; i++) {
        json_value_add(out, json_value_diag(scratch, outcome, diags[i]));
        buf_byte(out, '\n');
        arena_reset(scratch);
    }
    json_value_set(last, "schemaVersion", json_integer(1));
    json_value_set(last, "tool", json_value_tool(options->version));
    json_value_set(last, "columnUnit", json_string("codepoint"));
    json_value_set(last, "summary", json_value_summary(outcome));
    json_value_add(out, last);
    buf_byte(out, '\n');
    arena_destroy(scratch);
    arena_destroy(arena);
}
