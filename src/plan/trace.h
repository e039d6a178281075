/* Trace: every activity to a goal, every goal to its activities (notes on rules, section 6).
 * For plan/ and the floors above. Pure: it finds links and states; which of them are findings is for the rules to say.
 */
#ifndef PLANLINT_TRACE_H
#define PLANLINT_TRACE_H

#include "index.h"
#include "similar.h"

enum trace_state {
    TRACE_OK,         /* exact */
    TRACE_FOLDED,     /* equal only after folding */
    TRACE_ALIAS,      /* by the alias table */
    TRACE_WEAK,       /* equal only under the OCR key */
    TRACE_AMBIGUOUS,  /* the heading is that of several goals */
    TRACE_MISPLACED,  /* the goal belongs to another focus area; it still covers the goal */
    TRACE_ORPHAN,     /* nothing matches */
    TRACE_DANGLING,   /* an explicit reference to a goal that is not there */
    TRACE_UNRESOLVED, /* the plan with the goals is not in the run */
    TRACE_JUSTIFIED,  /* serves no goal, with a reason */
    TRACE_STATES
};
const char *trace_state_name(enum trace_state state); /* "ok", "folded", ... */
enum trace_state trace_state_find(struct str name);   /* TRACE_STATES when it is none */

/* Returns whether a link in this state serves its goal. */
bool trace_serves(enum trace_state state);

/* A heading that stands for a goal although it does not look like it (project file). */
struct trace_alias {
    struct str key;  /* fold_heading of the activity heading */
    struct str goal; /* id */
};

/* An activity's reference to a goal. An activity can have several ("VP 4.1–4.3, 5.1"). */
struct trace_link {
    size_t activity;
    size_t plan, goal;             /* index into trace->plans and its goals; INDEX_NONE for states without goal */
    size_t other_plan, other_goal; /* second candidate of TRACE_AMBIGUOUS */
    enum trace_state state;
    const char *via;      /* how the goal was found: "explicit", "heading", "alias"; NULL: no step found any */
    struct place place;   /* what refers: attribute, text, cell or heading */
    struct str reference; /* as written: "4.9", a heading */
    struct similar_hit
        suggestions[SIMILAR_HITS]; /* for TRACE_ORPHAN: goal index into plans[0..] flattened, see trace_goal */
    size_t suggestion_count;
};

/* What an entry of a report says of a goal that no plan has: "(VP 4.9)". */
struct trace_reference {
    size_t block;
    struct place place;   /* of the number or its range */
    struct str reference; /* "4.9" */
};

struct trace_goal {
    size_t plan, goal;
    size_t activities; /* how many serve it */
    bool justified;
};

struct trace {
    const struct plan *from;   /* the activity plan or report */
    const struct plan **plans; /* that have the goals; none: everything is unresolved */
    size_t plan_count;
    struct trace_link *links;
    size_t link_count; /* by activity, in order */
    struct trace_reference *dangling;
    size_t dangling_count; /* by entry, in order; none when there are no plans */
    struct trace_goal *goals;
    size_t goal_count; /* all goals of all plans, in order */
    size_t traced;     /* activities with a goal */
};

/* Returns whether `plan` has the goals that the activities of `from` serve: kind vp, and their periods meet. */
bool trace_is_target(const struct plan *from, const struct plan *plan);

/* The goals of a set of plans, by number and by heading: made once, shared by all documents that are traced to them, in
 * any thread. */
struct trace_targets;
struct trace_targets *trace_targets_create(struct arena *parent, const struct plan **plans, size_t plan_count);

/* Traces the activities of `from` to the goals of `to`. The aliases may be NULL when alias_count is 0. n log n in
 * activities and goals. */
struct trace *trace_build_to(struct arena *arena, const struct plan *from, struct trace_targets *to,
                             const struct trace_alias *aliases, size_t alias_count);

/* The same for one document: to those of `plans` that are its targets. */
struct trace *trace_build(struct arena *arena, const struct plan *from, const struct plan **plans, size_t plan_count,
                          const struct trace_alias *aliases, size_t alias_count);

#endif
