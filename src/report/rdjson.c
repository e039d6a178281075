/* Reviewdog's diagnostic format, whole (rdjson) and a line each (rdjsonl). Columns are bytes of UTF-8, and a range
 * without columns is whole lines: what stands in a package has no range (notes on formats, section 2.7). */
#include "finding.h"
#include "json_value.h"
#include "report.h"

static const char *const severities[SEVERITIES] = {"INFO", "INFO", "WARNING", "ERROR"};

static json_t *position_json(struct position position) {
    json_t *value = json_object();
    json_value_set(value, "line", json_value_number(position.line));
    json_value_set(value, "column", json_value_number(position.column_bytes));
    return value;
}

static json_t *range_json(const struct shown_place *at) {
    json_t *value = json_object();
    json_value_set(value, "start", position_json(at->begin));
    json_value_set(value, "end", position_json(at->end));
    return value;
}

static json_t *location_json(const struct finding *finding) {
    json_t *value = json_object();
    json_value_set(value, "path", json_value_string(finding->path));
    if (finding->lines && finding->path.len)
        json_value_set(value, "range", range_json(&finding->at));
    return value;
}

static json_t *related_json(struct arena *arena, const struct outcome *outcome, const struct finding *finding) {
    const struct diag *diag = finding->diag;
    json_t *list = json_array();
    for (size_t i = 0; i < diag->related_count; i++) {
        struct diag at = {.id = diag->id, .place = diag->related[i].place};
        struct finding related = finding_show(arena, outcome, NULL, &at);
        json_t *value = json_object();
        struct str text = kind_related_message(arena, finding->kind, diag, i, outcome->language);
        json_value_set(value, "message", json_value_string(finding_safe(arena, text)));
        json_value_set(value, "location", location_json(&related));
        json_array_append_new(list, value);
    }
    return list;
}

/* A suggestion is one replacement: half of a fix would do harm. */
static json_t *suggestions_json(struct arena *arena, const struct finding *finding) {
    const struct fix *fix = finding->diag->fix;
    json_t *list = json_array();
    if (!fix || fix->edit_count != 1 || !finding->lines)
        return list;
    struct shown_place at = outcome_show(arena, fix->edits[0].place);
    json_t *value = json_object();
    json_value_set(value, "range", range_json(&at));
    json_value_set(value, "text", json_value_string(fix->edits[0].text));
    json_array_append_new(list, value);
    return list;
}

static json_t *source_json(void) {
    json_t *source = json_object();
    json_value_set(source, "name", json_string("planlint"));
    return source;
}

static json_t *diagnostic_json(struct arena *arena, const struct outcome *outcome, const struct diag *diag) {
    struct finding finding = finding_show(arena, outcome, NULL, diag);
    struct str where = finding_paragraph(arena, outcome, &finding);
    json_t *value = json_object(), *code = json_object();
    json_value_set(value, "message",
                   json_value_string(str_format(arena, "%.*s%.*s", STR_ARGS(where), STR_ARGS(finding.message))));
    json_value_set(value, "location", location_json(&finding));
    json_value_set(value, "severity", json_string(severities[diag->severity]));
    json_value_set(value, "source", source_json());
    json_value_set(code, "value", json_value_string(finding.kind->id));
    json_value_set(value, "code", code);
    json_value_set(value, "suggestions", suggestions_json(arena, &finding));
    json_value_set(value, "related_locations", related_json(arena, outcome, &finding));
    return value;
}

void report_rdjson(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    (void)options;
    struct arena *arena = arena_create(), *scratch = arena_create();
    size_t count;
    const struct diag **diags = finding_list(arena, outcome, false, &count);
    buf_byte(out, '{');
    json_value_member(out, "source", source_json());
    json_value_member(out, "diagnostics", NULL);
    buf_byte(out, '[');
    for (size_t i = 0; i < count; i++) {
        json_value_item(out, diagnostic_json(scratch, outcome, diags[i]));
        arena_reset(scratch);
    }
    buf_add(out, STR("]\n}\n"));
    arena_destroy(scratch);
    arena_destroy(arena);
}

void report_rdjsonl(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    (void)options;
    struct arena *arena = arena_create(), *scratch = arena_create();
    size_t count;
    const struct diag **diags = finding_list(arena, outcome, false, &count);
    for (size_t i = 0; i < count; i++) {
        json_value_add(out, diagnostic_json(scratch, outcome, diags[i]));
        buf_byte(out, '\n');
        arena_reset(scratch);
    }
    arena_destroy(scratch);
    arena_destroy(arena);
}
