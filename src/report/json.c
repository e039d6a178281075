/* The JSON contract of design.md section 7, schemaVersion 1: fields are only ever added. */
#include <jansson.h>

#include "report.h"

/* JSON strings must be valid Unicode; document text always is, names of files need not be. */
static json_t *string(struct str s) {
    if (s.len == 0)
        return json_stringn("", 0);
    if (utf8_check(s) == s.len)
        return json_stringn(s.data, s.len);
    struct arena *scratch = arena_create();
    struct buf repaired = buf_in(scratch);
    for (size_t offset = 0; offset < s.len;)
        buf_code_point(&repaired, utf8_next(s, &offset));
    json_t *value = json_stringn(repaired.data, repaired.len);
    arena_destroy(scratch);
    return value;
}

static json_t *number(size_t value) {
    return json_integer((json_int_t)value);
}

/* Sets a key of an object; the object takes over the value. */
static void set(json_t *object, const char *key, json_t *value) {
    json_object_set_new(object, key, value);
}

static json_t *document_json(const struct result *result) {
    json_t *document = json_object(), *counts = json_object();
    const struct plan *plan = result->plan;
    set(document, "path", string(result->path));
    set(document, "kind", plan ? string(str_from(plan_kind_name(plan->kind))) : json_null());
    set(document, "format", string(str_from(result->format)));
    set(document, "status", json_string(result->refused ? "refused" : "checked"));
    set(document, "context", json_boolean(result->context));
    set(counts, "focusAreas", number(plan ? plan->focus_area_count : 0));
    set(counts, "goals", number(plan ? plan->goal_count : 0));
    set(counts, "activities", number(plan ? plan->activity_count : 0));
    set(counts, "entries", number(plan ? plan->entry_count : 0));
    set(counts, "milestones", number(plan ? plan->milestone_count : 0));
    set(document, "counts", counts);
    return document;
}

static json_t *related_json(struct arena *scratch, const struct outcome *outcome, const struct kind *kind,
                            const struct diag *diag) {
    json_t *list = json_array();
    for (size_t i = 0; i < diag->related_count; i++) {
        struct shown_place at = outcome_show(scratch, diag->related[i].place);
        json_t *related = json_object();
        set(related, "path", string(at.path));
        set(related, "line", number(at.begin.line));
        set(related, "column", number(at.begin.column));
        set(related, "message", string(kind_related_message(scratch, kind, diag, i, outcome->language)));
        set(related, "quote", string(at.quote));
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
        set(item, "byteStart", number(source_stored(edit->place.source, edit->place.begin)));
        set(item, "byteEnd", number(source_stored(edit->place.source, edit->place.end)));
        set(item, "text", string(edit->text));
        json_array_append_new(edits, item);
    }
    set(value, "safe", json_boolean(fix->safe));
    set(value, "edits", edits);
    return value;
}

static json_t *suppressed_json(const struct diag *diag) {
    if (!diag->suppressed_by)
        return json_null();
    json_t *value = json_object();
    set(value, "reason", string(diag->suppressed));
    set(value, "by", json_string(diag->suppressed_by));
    return value;
}

static json_t *diag_json(struct arena *scratch, const struct outcome *outcome, const struct diag *diag) {
    const struct kind *kind = outcome_kind(outcome, diag);
    struct shown_place at = outcome_show(scratch, diag->place);
    json_t *value = json_object(), *headings = json_array(), *suggestions = json_array();
    size_t heading_count;
    struct str *path = outcome_headings(scratch, diag->place, &heading_count);
    for (size_t i = 0; i < heading_count; i++)
        json_array_append_new(headings, string(path[i]));
    for (size_t i = 0; i < diag->suggestion_count; i++)
        json_array_append_new(suggestions, string(diag->suggestions[i]));

    set(value, "id", string(kind->id));
    set(value, "name", string(kind->name));
    set(value, "severity", json_string(severity_name(diag->severity)));
    set(value, "message", string(kind_message(scratch, kind, diag, outcome->language)));
    set(value, "path", string(at.path));
    set(value, "line", number(at.begin.line));
    set(value, "column", number(at.begin.column));
    set(value, "endLine", number(at.end.line));
    set(value, "endColumn", number(at.end.column));
    set(value, "part", at.part.len ? string(at.part) : json_null());
    set(value, "byteStart", number(at.stored_begin));
    set(value, "byteEnd", number(at.stored_end));
    set(value, "quote", string(at.quote));
    set(value, "paragraph", at.paragraph ? number(at.paragraph) : json_null());
    set(value, "headingPath", headings);
    set(value, "fingerprint", string(diag->fingerprint));
    set(value, "related", related_json(scratch, outcome, kind, diag));
    set(value, "suggestions", suggestions);
    set(value, "fix", fix_json(diag->fix));
    set(value, "suppressed", suppressed_json(diag));
    return value;
}

/* The text of an activity or a goal as the trace shows it. */
static json_t *title_json(const struct passage *passage) {
    return string(str_trim(passage->text));
}

static void add_trace(const struct trace *trace, json_t *goals, json_t *activities) {
    for (size_t i = 0; i < trace->goal_count; i++) {
        const struct trace_goal *covered = &trace->goals[i];
        const struct goal *goal = &trace->plans[covered->plan]->goals[covered->goal];
        json_t *value = json_object();
        set(value, "id", string(goal->id));
        set(value, "title", title_json(goal->title));
        set(value, "state",
            json_string(covered->activities  ? "covered"
                        : covered->justified ? "justified"
                                             : "uncovered"));
        set(value, "activities", number(covered->activities));
        json_array_append_new(goals, value);
    }
    for (size_t i = 0; i < trace->link_count; i++) {
        const struct trace_link *link = &trace->links[i];
        const struct activity *activity = &trace->from->activities[link->activity];
        json_t *value = json_object();
        set(value, "text", title_json(trace->from->blocks[activity->block].passage));
        set(value, "goal",
            link->goal == INDEX_NONE ? json_null() : string(trace->plans[link->plan]->goals[link->goal].id));
        set(value, "state", json_string(trace_state_name(link->state)));
        json_array_append_new(activities, value);
    }
}

void report_json(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    struct arena *scratch = arena_create();
    json_t *root = json_object(), *tool = json_object(), *documents = json_array(), *diagnostics = json_array();
    json_t *trace = json_object(), *goals = json_array(), *activities = json_array(), *summary = json_object();
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct result *result = outcome->results[i];
        if (result->path.len) /* configuration findings belong to no document */
            json_array_append_new(documents, document_json(result));
        for (size_t k = 0; k < result->diags.count; k++)
            json_array_append_new(diagnostics, diag_json(scratch, outcome, result->diags.items[k]));
        if (result->trace && !result->context)
            add_trace(result->trace, goals, activities);
    }
    set(tool, "name", json_string("planlint"));
    set(tool, "version", json_string(options->version));
    set(trace, "goals", goals);
    set(trace, "activities", activities);
    set(summary, "errors", number(outcome->severities[SEVERITY_ERROR]));
    set(summary, "warnings", number(outcome->severities[SEVERITY_WARNING]));
    set(summary, "infos", number(outcome->severities[SEVERITY_INFO]));
    set(summary, "suppressed", number(outcome->suppressed));
    set(summary, "fixed", number(outcome->fixed));

    set(root, "schemaVersion", json_integer(1));
    set(root, "tool", tool);
    set(root, "columnUnit", json_string("codepoint"));
    set(root, "documents", documents);
    set(root, "diagnostics", diagnostics);
    set(root, "trace", trace);
    set(root, "summary", summary);
    char *dumped = json_dumps(root, JSON_INDENT(1));
    if (!dumped)
        arena_out_of_memory();
    buf_add(out, str_from(dumped));
    buf_byte(out, '\n');
    free(dumped);
    json_decref(root);
    arena_destroy(scratch);
}
