/* Language: whether text is Swedish, told by its script, its letters and its frequent words. For check/: rules about
 * Swedish writing have nothing to say about a summary in English or an address in Russian. */
#ifndef PLANLINT_LANGUAGE_H
#define PLANLINT_LANGUAGE_H

#include "str.h"

/* What speaks for and against Swedish in the text seen so far. Starts as {0}. */
struct language_evidence {
    size_t swedish, other;   /* words that only Swedish has, and that it does not have */
    size_t letters, foreign; /* letters, and those of scripts that are not Latin */
};

/* Adds the evidence in a text. Linear. */
void language_add(struct language_evidence *evidence, struct str text);

/* Returns whether the evidence says that the text is in another language. Without evidence it is what `otherwise`
 * says. */
bool language_is_other(const struct language_evidence *evidence, bool otherwise);

#endif
