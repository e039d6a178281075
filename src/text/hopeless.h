/* Hopeless: patterns that can never match, or not in reasonable time, found by reading them. For check/ (what is
 * doubtful about rules). */
#ifndef PLANLINT_HOPELESS_H
#define PLANLINT_HOPELESS_H

#include "str.h"

enum hope {
    HOPE,
    HOPE_NEVER, /* one of its alternatives matches no text */
    HOPE_SLOW   /* it repeats without bound what repeats itself: (a+)+ */
};

/* Judges a pattern (PCRE2 with Unicode, one that compiles). It never matches when it asks for text behind "$" or before
 * "^", for a word boundary between two letters, for two things at once in one place, or for a character of an empty
 * class. [*begin, *end) are the bytes of the pattern that cannot be met after what stands before them, or the group
 * that repeats. Errs on the side of hope: what it does not understand may match. */
enum hope hopeless_find(struct str pattern, bool caseless, size_t *begin, size_t *end);

#endif
