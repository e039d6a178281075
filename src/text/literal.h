/* Literal: texts that every match of a pattern contains, so that most texts are dismissed without running PCRE2, and
 * most patterns of a pack are never compiled (text/spot.h looks for them). For text/, the pack loader and compiler, and
 * tests. A literal is given only when it is provably required; no literal is always right. */
#ifndef PLANLINT_LITERAL_H
#define PLANLINT_LITERAL_H

#include "str.h"

struct arena;

/* In a text: the edges of the subject. Blanks that are not U+0020 are written as U+00A0, which stands for all of them.
 * LITERAL_CAPITALS is a text by itself: two upper case letters side by side, somewhere in the subject. */
enum { LITERAL_BEGIN = 0x02, LITERAL_END = 0x03, LITERAL_CAPITALS = 0x04, LITERAL_SETS = 4 };

/* Every match contains one of the texts, in any case. */
struct literal_set {
    struct str *texts;
    size_t count;
};

/* What every match contains: a text of each set. */
struct literal {
    struct literal_set sets[LITERAL_SETS]; /* the rarest first */
    size_t count;                          /* 0: nothing is known to be required */
};

/* Returns the most selective literals that the subject of every match of `pattern` contains. */
struct literal literal_derive(struct arena *arena, struct str pattern, bool caseless);

/* Leaves out sets of which a text stands nearly everywhere, and of long texts all but the rarest part. */
void literal_trim(struct literal *literal);

#endif
