/* Coverage: the chain from goals through activities to what was reported, over all documents of a run (notes on rules,
 * section 6). For plan/ and the floors above. It adds up traces and follows, which rules judge as well: the numbers of
 * a report on the chain are those of the findings. */
#ifndef PLANLINT_COVERAGE_H
#define PLANLINT_COVERAGE_H

#include "follow.h"
#include "trace.h"

/* How far along the chain a goal got. */
enum reach {
    REACH_NONE,    /* no activity serves it */
    REACH_PLANNED, /* activities, of which no entry reports */
    REACH_PARTLY,  /* some of its activities are reported on */
    REACH_FULLY,   /* all are */
    REACHES
};
const char *reach_name(enum reach reach); /* "none", "planned", "partly", "fully" */

struct covered_goal {
    size_t document, goal;
    size_t activities, reported; /* that serve it; of these with an entry */
    size_t entries;
    bool justified;  /* no activity serves it, which was accepted with a reason */
    size_t *by_year; /* activities for each year of coverage->years */
    enum reach reach;
};

struct covered_activity {
    size_t document, activity;
    size_t first_link, link_count; /* of the document's trace */
    enum trace_state state;        /* of its first link; TRACE_UNRESOLVED when nothing was traced */
    bool traced;                   /* it serves a goal */
    size_t year;                   /* index into coverage->years */
    size_t entries;
};

struct covered_entry {
    size_t document, entry;
    size_t activity; /* number in coverage->activities, INDEX_NONE */
};

/* Sums over everything, over one year or over one focus area. */
struct coverage_sum {
    size_t goals, covered;
    size_t activities, traced, reported;
    size_t entries, followed, planned; /* of these in the report on a year whose plan is there; with an activity */
    size_t reach[REACHES];             /* goals */
};

struct coverage {
    const struct plan *const *documents; /* as they were given */
    const struct trace *const *traces;
    const struct follow *const *follows;
    size_t document_count;
    struct covered_goal *goals; /* of all plans, in order */
    size_t goal_count;
    struct covered_activity *activities;
    size_t activity_count;
    struct covered_entry *entries;
    size_t entry_count;
    int *years; /* of activity plans and reports, ascending; 0 stands for those without */
    size_t year_count;
    struct coverage_sum all, *by_year, *by_area; /* areas of the profile, and behind them everything else */
    size_t area_count;                           /* of by_area */
};

/* Adds up the documents of a run; traces[i] and follows[i] belong to documents[i] and may be NULL. */
struct coverage *coverage_build(struct arena *arena, const struct plan *const *documents,
                                const struct trace *const *traces, const struct follow *const *follows,
                                size_t document_count, size_t area_count);

/* Returns the number in coverage->goals of the goal that a link leads to, INDEX_NONE when it leads to none. */
size_t coverage_goal(const struct coverage *coverage, const struct trace *trace, const struct trace_link *link);

/* Returns the number in coverage->goals of trace->goals[number], INDEX_NONE when its document is not in the coverage.
 */
size_t coverage_number(const struct coverage *coverage, const struct trace *trace, size_t number);

#endif
