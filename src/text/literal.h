/* Literal: texts one of which every match of a pattern contains, so that most texts are dismissed without running
 * PCRE2, and most patterns of a pack are never compiled. For text/regex.c and its tests. A literal is given only when
 * it is provably required; no literal is always right. */
#ifndef PLANLINT_LITERAL_H
#define PLANLINT_LITERAL_H

#include "str.h"

struct arena;

struct needle {
    struct str bytes; /* folded when the literal is caseless */
    size_t rare;      /* offset of the byte that is rarest in Swedish text: where a search starts */
    size_t pair;      /* number of its rarest pair of bytes; PAIRS when it has one byte */
};

struct literal {
    struct needle *needles;
    size_t count;  /* 0 when nothing is known to be required */
    bool caseless; /* ASCII and Latin-1 letters match in both cases */
};

enum { PAIRS = 1024 };

/* A text that literals are looked for in: made once, asked by every pattern that is tried on it. Zero-initialise it. */
struct literal_text {
    struct str subject;
    char *folded; /* bit 5 of every byte set: that makes A and a, Å and å the same, and some signs as well */
    size_t capacity;
    uint64_t pairs[PAIRS / 64]; /* pairs of folded bytes that may occur */
    bool unusual;               /* may have a letter that matches k, s or å without being one: no literal is denied */
};

/* Returns the most selective literal that every match of `pattern` contains at or after its start. */
struct literal literal_derive(struct arena *arena, struct str pattern, bool caseless);

/* Returns how `text`, which has no upper case letters when caseless, is searched for; its copy is in the arena. */
struct needle literal_needle(struct arena *arena, struct str text, bool caseless);

/* Returns the share of a folded byte in Swedish text, in 1/1000. */
unsigned literal_frequency(char byte);

/* Makes *text that of `subject`, whose bytes must stay as they are. */
void literal_prepare(struct arena *arena, struct literal_text *text, struct str subject);

/* Returns whether the literal may stand in the text at or after byte `from`; true when there is no literal. */
bool literal_occurs(const struct literal *literal, const struct literal_text *text, size_t from);

#endif
