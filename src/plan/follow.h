/* Follow: every entry of a report to the activity that it reports on (notes on rules, section 6: deep coverage).
 * For plan/ and the floors above. Pure: which of the gaps are findings is for the rules to say. */
#ifndef PLANLINT_FOLLOW_H
#define PLANLINT_FOLLOW_H

#include "index.h"

/* What an entry reports on. */
struct follow_link {
    size_t plan, activity; /* index into follow->plans and its activities; INDEX_NONE: none of them */
    bool certain;          /* by reference or by the same words; else by words that are alike */
};

struct follow {
    const struct plan *from;   /* the report */
    const struct plan **plans; /* the activity plans of its year; none: nothing can be said */
    size_t plan_count;
    struct follow_link *links; /* one an entry */
    size_t *first;             /* number of the first activity of each plan in `entries`, and their sum */
    size_t *same;              /* for each activity: the first one of the same words */
    size_t *entries;           /* for each of these: how many entries report on it */
    size_t reported;           /* activities with an entry */
};

/* Follows the entries of a report to the activities of those `plans` that are activity plans of its year. A report and
 * a plan without years belong together, with one of them only they do not. */
struct follow *follow_build(struct arena *arena, const struct plan *from, const struct plan *const *plans,
                            size_t plan_count);

/* Returns how many entries report on an activity. */
size_t follow_entries(const struct follow *follow, size_t plan, size_t activity);

#endif
