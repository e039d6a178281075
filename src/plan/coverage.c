#include "coverage.h"

#include <stdlib.h>

#include "arena.h"

const char *reach_name(enum reach reach) {
    static const char *const names[REACHES] = {
        [REACH_NONE] = "none", [REACH_PLANNED] = "planned", [REACH_PARTLY] = "partly", [REACH_FULLY] = "fully"};
    return names[reach];
}

static int year_of(const struct plan *plan) {
    return date_known(plan->year) ? date_year_of(plan->year.first) : 0;
}

static int by_number(const void *a, const void *b) {
    int left = *(const int *)a, right = *(const int *)b;
    return (left > right) - (left < right);
}

static bool is_yearly(const struct plan *plan) {
    return plan->kind == PLAN_AP || plan->kind == PLAN_RAPPORT;
}

static void find_years(struct coverage *coverage, struct arena *arena) {
    coverage->years = arena_array(arena, int, coverage->document_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < coverage->document_count; i++)
        if (is_yearly(coverage->documents[i]))
            coverage->years[count++] = year_of(coverage->documents[i]);
    if (count)
        qsort(coverage->years, count, sizeof *coverage->years, by_number);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || coverage->years[i] != coverage->years[i - 1])
            coverage->years[coverage->year_count++] = coverage->years[i];
}

static size_t year_index(const struct coverage *coverage, const struct plan *plan) {
    int year = year_of(plan);
    for (size_t i = 0; i < coverage->year_count; i++)
        if (coverage->years[i] == year)
            return i;
    return 0;
}

static size_t area_index(const struct coverage *coverage, size_t focus) {
    return focus < coverage->area_count - 1 ? focus : coverage->area_count - 1;
}

/* Counting needs the first number of each document's items in the arrays of all. */
struct offsets {
    size_t *goals, *activities;
};

static void collect(struct coverage *coverage, struct arena *arena, struct offsets *offsets) {
    size_t goals = 0, activities = 0, entries = 0;
    offsets->goals = arena_array(arena, size_t, coverage->document_count + 1);
    offsets->activities = arena_array(arena, size_t, coverage->document_count + 1);
    for (size_t i = 0; i < coverage->document_count; i++) {
        const struct plan *plan = coverage->documents[i];
        offsets->goals[i] = goals;
        offsets->activities[i] = activities;
        goals += plan->kind == PLAN_VP ? plan->goal_count : 0;
        activities += plan->kind == PLAN_AP ? plan->activity_count : 0;
        entries += plan->kind == PLAN_RAPPORT ? plan->entry_count : 0;
    }
    coverage->goals = arena_array(arena, struct covered_goal, goals + 1);
    coverage->activities = arena_array(arena, struct covered_activity, activities + 1);
    coverage->entries = arena_array(arena, struct covered_entry, entries + 1);
    for (size_t i = 0; i < coverage->document_count; i++) {
        const struct plan *plan = coverage->documents[i];
        for (size_t k = 0; plan->kind == PLAN_VP && k < plan->goal_count; k++)
            coverage->goals[coverage->goal_count++] = (struct covered_goal){
                .document = i, .goal = k, .by_year = arena_array(arena, size_t, coverage->year_count + 1)};
        for (size_t k = 0; plan->kind == PLAN_AP && k < plan->activity_count; k++)
            coverage->activities[coverage->activity_count++] = (struct covered_activity){
                .document = i, .activity = k, .state = TRACE_UNRESOLVED, .year = year_index(coverage, plan)};
        for (size_t k = 0; plan->kind == PLAN_RAPPORT && k < plan->entry_count; k++)
            coverage->entries[coverage->entry_count++] =
                (struct covered_entry){.document = i, .entry = k, .activity = INDEX_NONE};
    }
}

static size_t document_of(const struct coverage *coverage, const struct plan *plan) {
    for (size_t i = 0; i < coverage->document_count; i++)
        if (coverage->documents[i] == plan)
            return i;
    return INDEX_NONE;
}

/* What the entries of each report say of the activities of its year. */
static void add_entries(struct coverage *coverage, const struct offsets *offsets) {
    for (size_t i = 0; i < coverage->entry_count; i++) {
        struct covered_entry *entry = &coverage->entries[i];
        const struct follow *follow = coverage->follows[entry->document];
        const struct follow_link *link = follow ? &follow->links[entry->entry] : NULL;
        size_t document =
            link && link->plan != INDEX_NONE ? document_of(coverage, follow->plans[link->plan]) : INDEX_NONE;
        if (document != INDEX_NONE)
            entry->activity = offsets->activities[document] + link->activity;
    }
    for (size_t d = 0; d < coverage->document_count; d++) {
        const struct follow *follow = coverage->follows[d];
        for (size_t p = 0; follow && p < follow->plan_count; p++) {
            size_t document = document_of(coverage, follow->plans[p]);
            for (size_t a = 0; document != INDEX_NONE && a < follow->plans[p]->activity_count; a++)
                coverage->activities[offsets->activities[document] + a].entries += follow_entries(follow, p, a);
        }
    }
}

/* The number of a goal of a plan. */
static size_t find_goal(const struct coverage *coverage, const struct plan *plan, size_t goal) {
    size_t low = 0, document = document_of(coverage, plan);
    if (document == INDEX_NONE)
        return INDEX_NONE;
    for (size_t high = coverage->goal_count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (coverage->goals[middle].document < document)
            low = middle + 1;
        else
            high = middle;
    }
    return low + goal;
}

size_t coverage_goal(const struct coverage *coverage, const struct trace *trace, const struct trace_link *link) {
    if (!trace_serves(link->state) || link->plan >= trace->plan_count)
        return INDEX_NONE;
    return find_goal(coverage, trace->plans[link->plan], link->goal);
}

size_t coverage_number(const struct coverage *coverage, const struct trace *trace, size_t number) {
    if (number >= trace->goal_count)
        return INDEX_NONE;
    return find_goal(coverage, trace->plans[trace->goals[number].plan], trace->goals[number].goal);
}

/* One activity of a trace, with its links. An activity that names a goal twice serves it once. */
static void add_activity(struct coverage *coverage, const struct trace *trace, struct covered_activity *activity,
                         const struct covered_activity **last) {
    for (size_t i = 0; i < activity->link_count; i++) {
        const struct trace_link *link = &trace->links[activity->first_link + i];
        size_t number = coverage_goal(coverage, trace, link);
        activity->traced |= number != INDEX_NONE;
        if (number == INDEX_NONE || last[number] == activity)
            continue;
        last[number] = activity;
        struct covered_goal *goal = &coverage->goals[number];
        goal->activities++;
        goal->reported += activity->entries > 0;
        goal->entries += activity->entries;
        goal->by_year[activity->year]++;
    }
}

static void add_traces(struct coverage *coverage, struct arena *arena, const struct offsets *offsets) {
    const struct covered_activity **last = /* for each goal: the activity that was counted last */
        arena_array(arena, const struct covered_activity *, coverage->goal_count + 1);
    for (size_t d = 0; d < coverage->document_count; d++) {
        const struct trace *trace = coverage->documents[d]->kind == PLAN_AP ? coverage->traces[d] : NULL;
        for (size_t i = 0, next; trace && i < trace->link_count; i = next) {
            struct covered_activity *activity =
                &coverage->activities[offsets->activities[d] + trace->links[i].activity];
            for (next = i; next < trace->link_count && trace->links[next].activity == trace->links[i].activity;)
                next++;
            activity->first_link = i;
            activity->link_count = next - i;
            activity->state = trace->links[i].state;
            add_activity(coverage, trace, activity, last);
        }
        for (size_t i = 0; trace && i < trace->goal_count; i++) {
            size_t number = trace->goals[i].justified ? coverage_number(coverage, trace, i) : INDEX_NONE;
            if (number != INDEX_NONE)
                coverage->goals[number].justified = true;
        }
    }
    for (size_t i = 0; i < coverage->goal_count; i++) {
        struct covered_goal *goal = &coverage->goals[i];
        goal->reach = goal->activities == 0               ? REACH_NONE
                      : goal->reported == 0               ? REACH_PLANNED
                      : goal->reported < goal->activities ? REACH_PARTLY
                                                          : REACH_FULLY;
        goal->justified &= goal->activities == 0;
    }
}

/* ---- Sums ---- */

static void sum_goal(struct coverage_sum *sum, const struct covered_goal *goal) {
    sum->goals++;
    sum->covered += goal->activities > 0;
    sum->reach[goal->reach]++;
}

static void sum_activity(struct coverage_sum *sum, const struct covered_activity *activity) {
    sum->activities++;
    sum->traced += activity->traced;
    sum->reported += activity->entries > 0;
}

static void sum_entry(struct coverage_sum *sum, const struct coverage *coverage, const struct covered_entry *entry) {
    const struct follow *follow = coverage->follows[entry->document];
    sum->entries++;
    sum->followed += follow && follow->plan_count > 0;
    sum->planned += entry->activity != INDEX_NONE;
}

/* Goals count in every year in which an activity plan could have served them: that lies in the period of their plan. */
static bool counts_in(const struct plan *plan, int year) {
    return year == 0 || !date_known(plan->period) ||
           (year >= date_year_of(plan->period.first) && year <= date_year_of(plan->period.last));
}

static void sum_up(struct coverage *coverage) {
    for (size_t i = 0; i < coverage->goal_count; i++) {
        const struct covered_goal *goal = &coverage->goals[i];
        const struct plan *plan = coverage->documents[goal->document];
        sum_goal(&coverage->all, goal);
        sum_goal(&coverage->by_area[area_index(coverage, plan->goals[goal->goal].focus)], goal);
        for (size_t y = 0; y < coverage->year_count; y++)
            if (counts_in(plan, coverage->years[y])) {
                coverage->by_year[y].goals++;
                coverage->by_year[y].covered += goal->by_year[y] > 0;
            }
    }
    for (size_t i = 0; i < coverage->activity_count; i++) {
        const struct covered_activity *activity = &coverage->activities[i];
        const struct plan *plan = coverage->documents[activity->document];
        sum_activity(&coverage->all, activity);
        sum_activity(&coverage->by_year[activity->year], activity);
        sum_activity(&coverage->by_area[area_index(coverage, plan->activities[activity->activity].focus)], activity);
    }
    for (size_t i = 0; i < coverage->entry_count; i++) {
        const struct covered_entry *entry = &coverage->entries[i];
        const struct plan *plan = coverage->documents[entry->document];
        sum_entry(&coverage->all, coverage, entry);
        sum_entry(&coverage->by_year[year_index(coverage, plan)], coverage, entry);
        sum_entry(&coverage->by_area[area_index(coverage, plan->entries[entry->entry].focus)], coverage, entry);
    }
}

struct coverage *coverage_build(struct arena *arena, const struct plan *const *documents,
                                const struct trace *const *traces, const struct follow *const *follows,
                                size_t document_count, size_t area_count) {
    struct coverage *coverage = arena_new(arena, struct coverage);
    struct offsets offsets;
    *coverage = (struct coverage){.documents = documents,
                                  .traces = traces,
                                  .follows = follows,
                                  .document_count = document_count,
                                  .area_count = area_count + 1};
    find_years(coverage, arena);
    coverage->by_year = arena_array(arena, struct coverage_sum, coverage->year_count + 1);
    coverage->by_area = arena_array(arena, struct coverage_sum, area_count + 1);
    collect(coverage, arena, &offsets);
    add_entries(coverage, &offsets);
    add_traces(coverage, arena, &offsets);
    sum_up(coverage);
    return coverage;
}
