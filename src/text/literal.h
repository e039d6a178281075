/* Literal: bytes that every match of a pattern contains, so that most texts are dismissed without running PCRE2, and most
 * patterns of a pack are never compiled.
 * For text/regex.c and its tests. A literal is given only when it is provably required; no literal is always right. */
#ifndef PLANLINT_LITERAL_H
#define PLANLINT_LITERAL_H

#include "str.h"

struct arena;

struct literal {
    struct str bytes; /* lower case when caseless; empty when nothing is known to be required */
    bool caseless;    /* ASCII letters match in both cases */
    size_t rare;      /* offset of the byte that is rarest in Swedish text: where a search starts */
};

/* Returns the most selective literal that every match of `pattern` contains at or after its start. */
struct literal literal_derive(struct arena *arena, struct str pattern, bool caseless);

/* Returns whether the literal stands in `s` at or after byte `from`; true when there is no literal. */
bool literal_occurs(const struct literal *literal, struct str s, size_t from);

#endif
