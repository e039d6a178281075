/* The JSON contract of design.md section 7, schemaVersion 1: fields are only ever added. */
#include "finding.h"
#include "json_value.h"
#include "report.h"

static json_t *document_json(const struct result *result) {
    json_t *document = json_object(), *counts = json_object();
    json_value_set(document, "path", json_value_string(result->path));
    json_value_set(document, "kind", result->kind ? json_string(result->kind) : json_null());
    json_value_set(document, "format", json_value_string(str_from(result->format)));
    json_value_set(document, "status", json_string(result->refused ? "refused" : "checked"));
    json_value_set(document, "context", json_boolean(result->context));
    json_value_set(counts, "focusAreas", json_value_number(result->counts.focus_areas));
    json_value_set(counts, "goals", json_value_number(result->counts.goals));
    json_value_set(counts, "activities", json_value_number(result->counts.activities));
    json_value_set(counts, "entries", json_value_number(result->counts.entries));
    json_value_set(counts, "milestones", json_value_number(result->counts.milestones));
    json_value_set(document, "counts", counts);
    return document;
}

static json_t *related_json(struct arena *scratch, const struct outcome *outcome, const struct kind *kind,
                            const struct diag *diag) {
    json_t *list = json_array();
    for (size_t i = 0; i < diag->related_count; i++) {
        struct shown_place at = outcome_show(scratch, diag->related[i].place);
        json_t *related = json_object();
        json_value_set(related, "path", json_value_string(at.path));
        json_value_set(related, "line", json_value_number(at.begin.line));
        json_value_set(related, "column", json_value_number(at.begin.column));
        json_value_set(related, "message",
                       json_value_string(kind_related_message(scratch, kind, diag, i, outcome->language)));
        json_value_set(related, "quote", json_value_string(at.quote));
        json_array_append_new(list, related);
    }
    return list;
}

static json_t *fix_json(const struct fix *fix) {
    if (!fix)
        return json_null();
    json_t *value = json_object(), *edits = json_array();
    for (size_t i = 0; i < fix->edit_count; i++) {
        const struct edit *edit = &fix->edits[i];
        json_t *item = json_object();
        size_t begin, end;
        outcome_stored(edit->place, &begin, &end);
        json_value_set(item, "byteStart", json_value_number(begin));
        json_value_set(item, "byteEnd", json_value_number(end));
        json_value_set(item, "text", json_value_string(edit->text));
        json_array_append_new(edits, item);
    }
    json_value_set(value, "safe", json_boolean(fix->safe));
    json_value_set(value, "edits", edits);
    return value;
}

static json_t *suppressed_json(const struct diag *diag) {
    if (!diag->suppressed_by)
        return json_null();
    json_t *value = json_object();
    json_value_set(value, "reason", json_value_string(diag->suppressed));
    json_value_set(value, "by", json_string(diag->suppressed_by));
    return value;
}

json_t *json_value_diag(struct arena *scratch, const struct outcome *outcome, const struct diag *diag) {
    const struct kind *kind = outcome_kind(outcome, diag);
    struct shown_place at = outcome_show(scratch, diag->place);
    json_t *value = json_object(), *headings = json_array(), *suggestions = json_array();
    size_t heading_count;
    struct str *path = outcome_headings(scratch, diag->place, &heading_count);
    for (size_t i = 0; i < heading_count; i++)
        json_array_append_new(headings, json_value_string(path[i]));
    for (size_t i = 0; i < diag->suggestion_count; i++)
        json_array_append_new(suggestions, json_value_string(diag->suggestions[i]));

    json_value_set(value, "id", json_value_string(kind->id));
    json_value_set(value, "name", json_value_string(kind->name));
    json_value_set(value, "severity", json_string(severity_name(diag->severity)));
    json_value_set(value, "message", json_value_string(kind_message(scratch, kind, diag, outcome->language)));
    json_value_set(value, "path", json_value_string(at.path));
    json_value_set(value, "line", json_value_number(at.begin.line));
    json_value_set(value, "column", json_value_number(at.begin.column));
    json_value_set(value, "endLine", json_value_number(at.end.line));
    json_value_set(value, "endColumn", json_value_number(at.end.column));
    json_value_set(value, "part", at.part.len ? json_value_string(at.part) : json_null());
    json_value_set(value, "byteStart", json_value_number(at.stored_begin));
    json_value_set(value, "byteEnd", json_value_number(at.stored_end));
    json_value_set(value, "quote", json_value_string(at.quote));
    json_value_set(value, "paragraph", at.paragraph ? json_value_number(at.paragraph) : json_null());
    json_value_set(value, "headingPath", headings);
    json_value_set(value, "fingerprint", json_value_string(diag->fingerprint));
    json_value_set(value, "related", related_json(scratch, outcome, kind, diag));
    json_value_set(value, "suggestions", suggestions);
    json_value_set(value, "fix", fix_json(diag->fix));
    json_value_set(value, "suppressed", suppressed_json(diag));
    return value;
}

static json_t *goal_json(const struct trace *trace, size_t index) {
    const struct trace_goal *covered = &trace->goals[index];
    const struct goal *goal = &trace->plans[covered->plan]->goals[covered->goal];
    json_t *value = json_object();
    json_value_set(value, "id", json_value_string(goal->id));
    json_value_set(value, "title", json_value_string(str_trim(goal->title->text)));
    json_value_set(value, "state",
                   json_string(covered->activities  ? "covered"
                               : covered->justified ? "justified"
                                                    : "uncovered"));
    json_value_set(value, "activities", json_value_number(covered->activities));
    return value;
}

static json_t *activity_json(const struct traced *activity) {
    json_t *value = json_object();
    json_value_set(value, "text", json_value_string(activity->text));
    json_value_set(value, "goal", activity->goal ? json_value_string(activity->goal->id) : json_null());
    json_value_set(value, "state", json_string(trace_state_name(activity->state)));
    return value;
}

static void add_trace(struct buf *out, const struct outcome *outcome) {
    json_value_member(out, "trace", NULL);
    buf_byte(out, '{');
    json_value_member(out, "goals", NULL);
    buf_byte(out, '[');
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct trace *trace = outcome->results[i]->context ? NULL : outcome->results[i]->trace;
        for (size_t k = 0; trace && k < trace->goal_count; k++)
            json_value_item(out, goal_json(trace, k));
    }
    buf_byte(out, ']');
    json_value_member(out, "activities", NULL);
    buf_byte(out, '[');
    for (size_t i = 0; i < outcome->result_count; i++)
        for (size_t k = 0; k < outcome->results[i]->activity_count; k++)
            json_value_item(out, activity_json(&outcome->results[i]->activities[k]));
    buf_byte(out, ']');
    buf_byte(out, '}');
}

json_t *json_value_summary(const struct outcome *outcome) {
    json_t *summary = json_object();
    json_value_set(summary, "errors", json_value_number(outcome->severities[SEVERITY_ERROR]));
    json_value_set(summary, "warnings", json_value_number(outcome->severities[SEVERITY_WARNING]));
    json_value_set(summary, "infos", json_value_number(outcome->severities[SEVERITY_INFO]));
    json_value_set(summary, "suppressed", json_value_number(outcome->suppressed));
    json_value_set(summary, "fixed", json_value_number(outcome->fixed));
    return summary;
}

json_t *json_value_tool(const char *version) {
    json_t *tool = json_object();
    json_value_set(tool, "name", json_string("planlint"));
    json_value_set(tool, "version", json_string(version));
    return tool;
}

void report_json(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    struct arena *arena = arena_create(), *scratch = arena_create();
    size_t count;
    const struct diag **diags = finding_list(arena, outcome, true, &count);
    buf_byte(out, '{');
    json_value_member(out, "schemaVersion", json_integer(1));
    json_value_member(out, "tool", json_value_tool(options->version));
    json_value_member(out, "columnUnit", json_string("codepoint"));
    json_value_member(out, "documents", NULL);
    buf_byte(out, '[');
    for (size_t i = 0; i < outcome->result_count; i++)
        if (outcome->results[i]->path.len) /* configuration findings belong to no document */
            json_value_item(out, document_json(outcome->results[i]));
    buf_byte(out, ']');
    json_value_member(out, "diagnostics", NULL);
    buf_byte(out, '[');
    for (size_t i = 0; i < count; i++) {
        json_value_item(out, json_value_diag(scratch, outcome, diags[i]));
        arena_reset(scratch);
    }
    buf_byte(out, ']');
    add_trace(out, outcome);
    json_value_member(out, "summary", json_value_summary(outcome));
    buf_add(out, STR("\n}\n"));
    arena_destroy(scratch);
    arena_destroy(arena);
}
