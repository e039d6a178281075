/* Steps: a table-driven walk over a small XML vocabulary: which element in which context leads where; everything else
 * is skipped with its content. For the word processing readers in read/; the document part itself is walked by
 * wml_walk.c. */
#ifndef PLANLINT_STEPS_H
#define PLANLINT_STEPS_H

#include "names.h"

/* One row: element `word` of `space` seen in `context` calls `start` (NULL: nothing) and puts its children in context
 * `next`. A table ends with a row of WORD_NONE. Contexts are small numbers of the table's own; 0 is where the root
 * element stands. */
struct step {
    int context;
    enum space space;
    enum word word;
    int next;
    void (*start)(void *user, const struct xml_element *element);
};

#define STEPS_DEPTH 32 /* deeper elements are skipped; no vocabulary walked here needs ten */

/* Where a walk is; zero-initialise. */
struct stepper {
    int contexts[STEPS_DEPTH];
    size_t depth, skip;
};

/* Goes down one element and returns its row, NULL when it is skipped. Of mc:AlternateContent the fallback is taken. */
const struct step *steps_enter(struct stepper *stepper, const struct step *table, void *user,
                               const struct xml_element *element);

/* Goes up one element. */
void steps_leave(struct stepper *stepper);

/* Returns the context of the innermost element. */
int steps_context(const struct stepper *stepper);

/* Returns whether character data belongs to the innermost known element and not to one that is skipped. */
bool steps_reading(const struct stepper *stepper);

#endif
