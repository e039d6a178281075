/* Rarity: how seldom a text stands in Swedish prose, by the shares of its bytes. For text/. */
#ifndef PLANLINT_RARITY_H
#define PLANLINT_RARITY_H

#include "str.h"

/* Returns how many times the share of texts that contain one of these must double to be all of them, in tenths; 0 for
 * none, and for what nearly all contain. They are written as literals are (text/literal.h). */
unsigned rarity_of_any(const struct str *texts, size_t count);

/* Returns the rarest stretch of a few characters, a part of the text. */
struct str rarity_stretch(struct str text);

#endif
