#include <jansson.h>
#include <stdlib.h>

#include "arena.h"
#include "chain.h"

static json_t *string(struct arena *arena, struct str s) {
    struct buf repaired = buf_in(arena);
    if (utf8_check(s) == s.len)
        return json_stringn(s.len ? s.data : "", s.len);
    for (size_t offset = 0; offset < s.len;)
        buf_code_point(&repaired, utf8_next(s, &offset));
    return json_stringn(repaired.data, repaired.len);
}

static json_t *number(size_t value) {
    return json_integer((json_int_t)value);
}

static void set(json_t *object, const char *key, json_t *value) {
    json_object_set_new(object, key, value);
}

/* Where an item stands: the document by its place in "documents". */
static void set_place(struct arena *arena, json_t *object, size_t document, const struct plan *plan, size_t block) {
    struct position at = chain_position(arena, block == INDEX_NONE ? NULL : plan->blocks[block].passage);
    set(object, "document", number(document));
    set(object, "line", number(at.line));
    set(object, "column", number(at.column));
}

static json_t *interval_json(struct interval interval) {
    if (interval.first > interval.last)
        return json_null();
    json_t *value = json_array();
    json_array_append_new(value, json_integer(date_year_of(interval.first)));
    json_array_append_new(value, json_integer(date_year_of(interval.last)));
    return value;
}

static json_t *documents_json(struct arena *arena, const struct chain *chain) {
    json_t *list = json_array();
    for (size_t i = 0; i < chain->coverage->document_count; i++) {
        const struct plan *plan = chain->coverage->documents[i];
        bool yearly = plan->kind == PLAN_AP || plan->kind == PLAN_RAPPORT;
        json_t *item = json_object();
        set(item, "path", string(arena, chain->results[i]->path));
        set(item, "kind", json_string(plan_kind_name(plan->kind)));
        set(item, "context", json_boolean(chain->results[i]->context));
        set(item, "years", interval_json(yearly ? plan->year : plan->period));
        json_array_append_new(list, item);
    }
    return list;
}

/* JSON has strings as keys: "2025", and "" for documents without year. */
static const char *year_key(char key[16], int year) {
    snprintf(key, 16, year ? "%d" : "%.0d", year);
    return key;
}

static json_t *goals_json(struct arena *arena, const struct chain *chain) {
    const struct coverage *coverage = chain->coverage;
    json_t *list = json_array();
    char key[16];
    for (size_t i = 0; i < coverage->goal_count; i++) {
        const struct covered_goal *covered = &coverage->goals[i];
        const struct plan *plan = coverage->documents[covered->document];
        const struct goal *goal = &plan->goals[covered->goal];
        json_t *item = json_object(), *years = json_object();
        set(item, "id", string(arena, goal->id));
        set(item, "title", string(arena, goal->title ? str_trim(plan_title(goal->title->text)) : (struct str){0}));
        set_place(arena, item, covered->document, plan, goal->block);
        set(item, "focusArea", string(arena, chain_area(chain, goal->focus)));
        set(item, "state", json_string(covered->activities ? "covered" : "uncovered"));
        set(item, "reach", json_string(reach_name(covered->reach)));
        set(item, "activities", number(covered->activities));
        set(item, "reported", number(covered->reported));
        set(item, "entries", number(covered->entries));
        for (size_t y = 0; y < coverage->year_count; y++)
            set(years, year_key(key, coverage->years[y]), number(covered->by_year[y]));
        set(item, "years", years);
        json_array_append_new(list, item);
    }
    return list;
}

/* Goals that an orphan may mean, best first. */
static json_t *suggestions_json(const struct coverage *coverage, const struct trace *trace,
                                const struct trace_link *link) {
    json_t *list = json_array();
    for (size_t i = 0; i < link->suggestion_count; i++) {
        size_t goal = coverage_number(coverage, trace, link->suggestions[i].text);
        if (goal != INDEX_NONE)
            json_array_append_new(list, number(goal));
    }
    return list;
}

static json_t *links_json(struct arena *arena, const struct coverage *coverage,
                          const struct covered_activity *covered) {
    const struct trace *trace = coverage->traces[covered->document];
    json_t *list = json_array();
    for (size_t i = 0; trace && i < covered->link_count; i++) {
        const struct trace_link *link = &trace->links[covered->first_link + i];
        size_t goal = coverage_goal(coverage, trace, link);
        json_t *item = json_object();
        set(item, "state", json_string(trace_state_name(link->state)));
        set(item, "reference", string(arena, str_trim(link->reference)));
        set(item, "goal", goal == INDEX_NONE ? json_null() : number(goal));
        set(item, "suggestions", suggestions_json(coverage, trace, link));
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *activities_json(struct arena *arena, const struct chain *chain) {
    const struct coverage *coverage = chain->coverage;
    json_t *list = json_array();
    for (size_t i = 0; i < coverage->activity_count; i++) {
        const struct covered_activity *covered = &coverage->activities[i];
        const struct plan *plan = coverage->documents[covered->document];
        const struct activity *activity = &plan->activities[covered->activity];
        int year = coverage->years[covered->year];
        json_t *item = json_object();
        set(item, "text", string(arena, chain_activity(chain, i)));
        set_place(arena, item, covered->document, plan, activity->block);
        set(item, "year", year ? json_integer(year) : json_null());
        set(item, "focusArea", string(arena, chain_area(chain, activity->focus)));
        set(item, "traced", json_boolean(covered->traced));
        set(item, "entries", number(covered->entries));
        set(item, "links", links_json(arena, coverage, covered));
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *entries_json(struct arena *arena, const struct chain *chain) {
    const struct coverage *coverage = chain->coverage;
    json_t *list = json_array();
    for (size_t i = 0; i < coverage->entry_count; i++) {
        const struct covered_entry *covered = &coverage->entries[i];
        const struct plan *plan = coverage->documents[covered->document];
        const struct follow *follow = coverage->follows[covered->document];
        bool found = covered->activity != INDEX_NONE;
        json_t *item = json_object();
        set(item, "text", string(arena, chain_entry(chain, i)));
        set_place(arena, item, covered->document, plan, plan->entries[covered->entry].block);
        set(item, "activity", found ? number(covered->activity) : json_null());
        set(item, "certain", json_boolean(found && follow->links[covered->entry].certain));
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *sum_json(const struct coverage_sum *sum) {
    json_t *value = json_object(), *reach = json_object();
    set(value, "goals", number(sum->goals));
    set(value, "covered", number(sum->covered));
    set(value, "activities", number(sum->activities));
    set(value, "traced", number(sum->traced));
    set(value, "reported", number(sum->reported));
    set(value, "entries", number(sum->entries));
    set(value, "followed", number(sum->followed));
    set(value, "planned", number(sum->planned));
    for (enum reach i = REACH_NONE; i < REACHES; i++)
        set(reach, reach_name(i), number(sum->reach[i]));
    set(value, "reach", reach);
    return value;
}

static json_t *summary_json(struct arena *arena, const struct chain *chain) {
    const struct coverage *coverage = chain->coverage;
    json_t *summary = sum_json(&coverage->all), *years = json_object(), *areas = json_object();
    char key[16];
    for (size_t i = 0; i < coverage->year_count; i++) {
        json_t *sum = sum_json(&coverage->by_year[i]);
        json_object_del(sum, "reach"); /* how far a goal got is said over all years */
        set(years, year_key(key, coverage->years[i]), sum);
    }
    for (size_t i = 0; i < coverage->area_count; i++)
        set(areas, str_copy(arena, chain_area(chain, i)).data, sum_json(&coverage->by_area[i]));
    set(summary, "byYear", years);
    set(summary, "byFocusArea", areas);
    return summary;
}

void chain_json(const struct chain *chain, struct buf *out) {
    json_t *root = json_object(), *tool = json_object();
    struct arena *arena = out->arena;
    set(tool, "name", json_string("planlint"));
    set(tool, "version", json_string(chain->version));
    set(root, "schemaVersion", json_integer(1));
    set(root, "tool", tool);
    set(root, "documents", documents_json(arena, chain));
    set(root, "goals", goals_json(arena, chain));
    set(root, "activities", activities_json(arena, chain));
    set(root, "entries", entries_json(arena, chain));
    set(root, "summary", summary_json(arena, chain));
    char *dumped = json_dumps(root, JSON_INDENT(1));
    if (!dumped)
        arena_out_of_memory();
    buf_add(out, str_from(dumped));
    buf_byte(out, '\n');
    free(dumped);
    json_decref(root);
}
