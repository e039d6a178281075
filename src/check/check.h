/* Check: what each check element of a rule means. Pure functions that read the tree, the index and the trace and append
 * diagnostics. For check/ and app/. To add a check element: one row in check.c's table and one function. */
#ifndef PLANLINT_CHECK_H
#define PLANLINT_CHECK_H

#include "follow.h"
#include "lock.h"
#include "pack.h"
#include "trace.h"

struct checks;
struct timing;

/* Rules that look for words in other documents look at so many: the first ones of the run. */
enum { CHECK_NEIGHBOURS = 16 };

/* What activity plans do for the goals of a plan. */
struct served {
    size_t plans;   /* how many are traced to it */
    bool last_year; /* one of them is that of the last year of its period */
    size_t *goals;  /* for each goal, how many activities serve it or are justified; NULL: nothing was added */
};

/* What a check may look at. */
struct check {
    const struct rule *rule;
    const struct plan *plan;     /* the document that is reported on */
    const struct trace *trace;   /* of the document's activities; NULL when it has none to trace */
    const struct follow *follow; /* of a report's entries to the activities of its year; NULL for other documents */
    const struct lock *lock;     /* what goals said when links to them were pinned; NULL: nothing was */
    struct str lock_name;        /* of the document in the lock */
    const struct plan *const *others;  /* the other documents of the run, for cross-document rules */
    const struct trace *const *traces; /* theirs, each NULL when it has none; NULL: not known */
    size_t other_count;
    const struct served *served; /* by activity plans that are not among them any more; NULL: by none */
    bool every; /* a finding for each match of rules with a fix, whatever their `per` and `max` say: for fixing them all
                 */
    bool target_reported; /* the document that it is traced to is missing, and that has been said (XDC001) */
    struct regex_scratch *scratch;
    struct arena *arena;
    const struct limits *limits;
    struct timing *timing; /* to add the time of each rule to; NULL: nobody asks */
    int32_t today;         /* day, for dates in the future; fixed by the caller so that output is deterministic */
};

/* Returns what is known of the rules before any document, in the arena: immutable, shared by threads. */
struct checks *checks_create(struct arena *arena, const struct rules *rules);

/* Runs the enabled rules on one document. enabled[i] tells about item i of the rules that the checks were made of.
 * Block rules share one pass over the blocks. Findings have the severity of the rule unless the check set another.
 * `base` gives everything but the rule. */
void check_run(const struct check *base, const struct checks *checks, const bool *enabled, struct diag_list *diags);

/* Adds what the activity plan of `trace` does for the goals of `plan`, in any order. */
void check_serve(struct arena *arena, struct served *served, const struct plan *plan, const struct trace *trace);

/* Returns whether an enabled rule looks at all text of all other documents of the run, not only at the plans that goals
 * come from, timelines, the activity plans that a report follows and CHECK_NEIGHBOURS others. */
bool checks_want_all(const struct checks *checks, const bool *enabled);

/* Returns whether an enabled rule looks at the plans of several years from documents that are not traced to them. */
bool checks_want_plans(const struct checks *checks, const bool *enabled);

/* Sets the links and goals of the trace that accepted findings are about to justified (notes on rules, section 6):
 * those of `diags` that a suppression with a reason covers. */
void check_justify(struct arena *arena, struct trace *trace, const struct rules *rules, const struct diag_list *diags);

/* Verifies what the grammar cannot: parameters that a check needs, placeholders, states. Appends CFG diagnostics at
 * places in the pack; returns whether all is well. */
bool check_verify(const struct rules *rules, struct diag_list *diags);

/* Appends CFG009 for every parameter of the rule that its check does not read, or not with that value. */
void check_unread(const struct rule *rule, struct diag_list *diags);

#endif
