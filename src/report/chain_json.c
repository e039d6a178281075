#include <stdio.h>

#include "arena.h"
#include "chain.h"
#include "json_value.h"

/* Where an item stands: the document by its place in "documents". */
static void set_place(struct arena *arena, json_t *object, size_t document, const struct plan *plan, size_t block) {
    struct position at = chain_position(arena, block == INDEX_NONE ? NULL : plan->blocks[block].passage);
    json_value_set(object, "document", json_value_number(document));
    json_value_set(object, "line", json_value_number(at.line));
    json_value_set(object, "column", json_value_number(at.column));
}

static json_t *interval_json(struct interval interval) {
    if (interval.first > interval.last)
        return json_null();
    json_t *value = json_array();
    json_array_append_new(value, json_integer(date_year_of(interval.first)));
    json_array_append_new(value, json_integer(date_year_of(interval.last)));
    return value;
}

static json_t *documents_json(const struct chain *chain) {
    json_t *list = json_array();
    for (size_t i = 0; i < chain->coverage->document_count; i++) {
        const struct plan *plan = chain->coverage->documents[i];
        bool yearly = plan->kind == PLAN_AP || plan->kind == PLAN_RAPPORT;
        json_t *item = json_object();
        json_value_set(item, "path", json_value_string(chain->results[i]->path));
        json_value_set(item, "kind", json_string(plan_kind_name(plan->kind)));
        json_value_set(item, "context", json_boolean(chain->results[i]->context));
        json_value_set(item, "years", interval_json(yearly ? plan->year : plan->period));
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
        json_value_set(item, "id", json_value_string(goal->id));
        json_value_set(item, "title", json_value_string(str_trim(plan_title(goal->title->text))));
        set_place(arena, item, covered->document, plan, goal->block);
        json_value_set(item, "focusArea", json_value_string(chain_area(chain, goal->focus)));
        json_value_set(item, "state",
                       json_string(covered->activities  ? "covered"
                                   : covered->justified ? "justified"
                                                        : "uncovered"));
        json_value_set(item, "reach", json_string(reach_name(covered->reach)));
        json_value_set(item, "activities", json_value_number(covered->activities));
        json_value_set(item, "reported", json_value_number(covered->reported));
        json_value_set(item, "entries", json_value_number(covered->entries));
        for (size_t y = 0; y < coverage->year_count; y++)
            json_value_set(years, year_key(key, coverage->years[y]), json_value_number(covered->by_year[y]));
        json_value_set(item, "years", years);
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
            json_array_append_new(list, json_value_number(goal));
    }
    return list;
}

static json_t *links_json(const struct coverage *coverage, const struct covered_activity *covered) {
    const struct trace *trace = coverage->traces[covered->document];
    json_t *list = json_array();
    for (size_t i = 0; trace && i < covered->link_count; i++) {
        const struct trace_link *link = &trace->links[covered->first_link + i];
        size_t goal = coverage_goal(coverage, trace, link);
        json_t *item = json_object();
        json_value_set(item, "state", json_string(trace_state_name(link->state)));
        json_value_set(item, "reference", json_value_string(str_trim(link->reference)));
        json_value_set(item, "goal", goal == INDEX_NONE ? json_null() : json_value_number(goal));
        json_value_set(item, "suggestions", suggestions_json(coverage, trace, link));
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
        json_value_set(item, "text", json_value_string(chain_activity(chain, i)));
        set_place(arena, item, covered->document, plan, activity->block);
        json_value_set(item, "year", year ? json_integer(year) : json_null());
        json_value_set(item, "focusArea", json_value_string(chain_area(chain, activity->focus)));
        json_value_set(item, "traced", json_boolean(covered->traced));
        json_value_set(item, "entries", json_value_number(covered->entries));
        json_value_set(item, "links", links_json(coverage, covered));
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
        json_value_set(item, "text", json_value_string(chain_entry(chain, i)));
        set_place(arena, item, covered->document, plan, plan->entries[covered->entry].block);
        json_value_set(item, "activity", found ? json_value_number(covered->activity) : json_null());
        json_value_set(item, "certain", json_boolean(found && follow->links[covered->entry].certain));
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *sum_json(const struct coverage_sum *sum) {
    json_t *value = json_object(), *reach = json_object();
    json_value_set(value, "goals", json_value_number(sum->goals));
    json_value_set(value, "covered", json_value_number(sum->covered));
    json_value_set(value, "activities", json_value_number(sum->activities));
    json_value_set(value, "traced", json_value_number(sum->traced));
    json_value_set(value, "reported", json_value_number(sum->reported));
    json_value_set(value, "entries", json_value_number(sum->entries));
    json_value_set(value, "followed", json_value_number(sum->followed));
    json_value_set(value, "planned", json_value_number(sum->planned));
    for (enum reach i = REACH_NONE; i < REACHES; i++)
        json_value_set(reach, reach_name(i), json_value_number(sum->reach[i]));
    json_value_set(value, "reach", reach);
    return value;
}

static json_t *summary_json(struct arena *arena, const struct chain *chain) {
    const struct coverage *coverage = chain->coverage;
    json_t *summary = sum_json(&coverage->all), *years = json_object(), *areas = json_object();
    char key[16];
    for (size_t i = 0; i < coverage->year_count; i++) {
        json_t *sum = sum_json(&coverage->by_year[i]);
        json_object_del(sum, "reach"); /* how far a goal got is said over all years */
        json_value_set(years, year_key(key, coverage->years[i]), sum);
    }
    for (size_t i = 0; i < coverage->area_count; i++)
        json_value_set(areas, str_copy(arena, chain_area(chain, i)).data, sum_json(&coverage->by_area[i]));
    json_value_set(summary, "byYear", years);
    json_value_set(summary, "byFocusArea", areas);
    return summary;
}

void chain_json(const struct chain *chain, struct buf *out) {
    json_t *root = json_object();
    struct arena *arena = out->arena;
    json_value_set(root, "schemaVersion", json_integer(1));
    json_value_set(root, "tool", json_value_tool(chain->version));
    json_value_set(root, "documents", documents_json(chain));
    json_value_set(root, "goals", goals_json(arena, chain));
    json_value_set(root, "activities", activities_json(arena, chain));
    json_value_set(root, "entries", entries_json(arena, chain));
    json_value_set(root, "summary", summary_json(arena, chain));
    json_value_write(out, root);
}
