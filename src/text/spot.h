/* Spot: which of many literals stand in a text, found in one pass for all of them. For text/regex.c, the pack loader
 * and tests. A spotter is made once for all patterns of the packs and then shared by threads. */
#ifndef PLANLINT_SPOT_H
#define PLANLINT_SPOT_H

#include "literal.h"

struct spotter;

/* The literals of one pattern: numbers of the sets of which a text must stand in the subject. */
struct spots {
    uint16_t sets[LITERAL_SETS];
    uint16_t count; /* 0: no subject is dismissed */
};

/* What was seen in the subject looked at last; memory of one thread. Zero-initialise it. */
struct spotted {
    const struct spotter *by;
    struct str subject;
    uint64_t *seen; /* a bit a set */
    bool plain;     /* nothing but ASCII and U+00C0 to U+00FF */
};

enum { SPOT_SYMBOLS = 64 };

/* A finished spotter as plain data, so that the build can print it. */
struct spot_tables {
    const uint16_t *steps;    /* SPOT_SYMBOLS of a state: the next state */
    const uint64_t *seen;     /* of a state where texts end, from the first of them on: a bit a set, in words */
    size_t state_count, ends; /* ends: the first state where texts end; all behind it are such too */
    size_t words;
};

struct spotter *spotter_create(struct arena *arena);

/* Adds the literals of a pattern. */
struct spots spotter_add(struct spotter *spotter, const struct literal *literal);

/* Makes the spotter ready; nothing can be added any more. */
void spotter_finish(struct spotter *spotter);

/* Returns the tables of a finished spotter, and a finished spotter of tables, which must live as long. */
const struct spot_tables *spotter_tables(const struct spotter *spotter);
struct spotter *spotter_of(struct arena *arena, const struct spot_tables *tables);

/* Returns what was seen in the subject, for spots_admit: until the next subject is looked at. What is learnt about the
 * subject, whose bytes must stay as they are, serves the next pattern. */
const uint64_t *spotter_look(const struct spotter *spotter, struct arena *arena, struct spotted *spotted,
                             struct str subject);

/* Returns how many words of bits spotter_look returns. */
size_t spotter_words(const struct spotter *spotter);

/* Returns whether the subject may match the pattern: false only when one of its literals is not there. */
static inline bool spots_admit(const struct spots *spots, const uint64_t *seen) {
    for (size_t i = 0; i < spots->count; i++)
        if (!(seen[spots->sets[i] / 64] >> (spots->sets[i] % 64) & 1))
            return false;
    return true;
}

#endif
