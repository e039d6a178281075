#include "arena.h"
#include "cell.h"
#include "chain.h"

enum column {
    PLAN,
    GOAL,
    GOAL_TITLE,
    AREA,
    REACH,
    ACTIVITY_PLAN,
    YEAR,
    ACTIVITY,
    STATE,
    REFERENCE,
    REPORT,
    ENTRY,
    COLUMNS
};

static const char *const titles[COLUMNS] = {"plan",       "goal",          "goal_title", "focus_area",
                                            "goal_state", "activity_plan", "year",       "activity",
                                            "link_state", "reference",     "report",     "entry"};

static void add_row(struct buf *out, const struct str row[COLUMNS]) {
    for (enum column i = PLAN; i < COLUMNS; i++)
        cell_add(out, row[i], i + 1 == COLUMNS);
}

/* One table; the chains of entries for each activity are made once. */
struct table {
    const struct chain *chain;
    struct buf *out;
    size_t *first, *next; /* entries of an activity, INDEX_NONE at the end */
};

static void set_goal(const struct table *table, struct str row[COLUMNS], size_t number) {
    const struct coverage *coverage = table->chain->coverage;
    const struct covered_goal *covered = &coverage->goals[number];
    const struct plan *plan = coverage->documents[covered->document];
    const struct goal *goal = &plan->goals[covered->goal];
    row[PLAN] = table->chain->results[covered->document]->path;
    row[GOAL] = goal->id;
    row[GOAL_TITLE] = str_trim(plan_title(goal->title->text));
    row[AREA] = chain_area(table->chain, goal->focus);
    row[REACH] = covered->justified ? STR("justified") : str_from(reach_name(covered->reach));
}

static void set_activity(const struct table *table, struct str row[COLUMNS], size_t number) {
    const struct coverage *coverage = table->chain->coverage;
    const struct covered_activity *covered = &coverage->activities[number];
    int year = coverage->years[covered->year];
    row[ACTIVITY_PLAN] = table->chain->results[covered->document]->path;
    row[YEAR] = year ? str_format(table->out->arena, "%d", year) : (struct str){0};
    row[ACTIVITY] = chain_activity(table->chain, number);
    row[STATE] = str_from(trace_state_name(covered->state));
}

static void set_entry(const struct table *table, struct str row[COLUMNS], size_t number) {
    row[REPORT] = table->chain->results[table->chain->coverage->entries[number].document]->path;
    row[ENTRY] = chain_entry(table->chain, number);
}

/* A row for each entry of the activity, or one without. */
static void add_entries(const struct table *table, struct str row[COLUMNS], size_t activity) {
    if (table->first[activity] == INDEX_NONE)
        add_row(table->out, row);
    for (size_t i = table->first[activity]; i != INDEX_NONE; i = table->next[i]) {
        set_entry(table, row, i);
        add_row(table->out, row);
    }
}

static void add_activity(const struct table *table, size_t number) {
    const struct coverage *coverage = table->chain->coverage;
    const struct covered_activity *covered = &coverage->activities[number];
    const struct trace *trace = coverage->traces[covered->document];
    struct str bare[COLUMNS] = {{0}};
    set_activity(table, bare, number);
    if (!trace || covered->link_count == 0)
        add_entries(table, bare, number);
    for (size_t i = 0; trace && i < covered->link_count; i++) {
        const struct trace_link *link = &trace->links[covered->first_link + i];
        size_t goal = coverage_goal(coverage, trace, link);
        struct str row[COLUMNS];
        memcpy(row, bare, sizeof row);
        row[STATE] = str_from(trace_state_name(link->state));
        row[REFERENCE] = str_trim(link->reference);
        if (goal != INDEX_NONE)
            set_goal(table, row, goal);
        add_entries(table, row, number);
    }
}

static void chain_entries(struct table *table) {
    const struct coverage *coverage = table->chain->coverage;
    table->first = arena_array(table->out->arena, size_t, coverage->activity_count + 1);
    table->next = arena_array(table->out->arena, size_t, coverage->entry_count + 1);
    for (size_t i = 0; i < coverage->activity_count; i++)
        table->first[i] = INDEX_NONE;
    for (size_t i = coverage->entry_count; i-- > 0;) {
        size_t activity = coverage->entries[i].activity;
        if (activity == INDEX_NONE)
            continue;
        table->next[i] = table->first[activity];
        table->first[activity] = i;
    }
}

void chain_csv(const struct chain *chain, struct buf *out) {
    const struct coverage *coverage = chain->coverage;
    struct table table = {.chain = chain, .out = out};
    struct str row[COLUMNS];
    for (enum column i = PLAN; i < COLUMNS; i++)
        row[i] = str_from(titles[i]);
    add_row(out, row);
    chain_entries(&table);
    for (size_t i = 0; i < coverage->activity_count; i++)
        add_activity(&table, i);
    for (size_t i = 0; i < coverage->goal_count; i++) {
        memset(row, 0, sizeof row);
        set_goal(&table, row, i);
        if (coverage->goals[i].activities == 0)
            add_row(out, row);
    }
    for (size_t i = 0; i < coverage->entry_count; i++) {
        memset(row, 0, sizeof row);
        set_entry(&table, row, i);
        if (coverage->entries[i].activity == INDEX_NONE)
            add_row(out, row);
    }
}
