/* Text set: a few short texts of which one is wanted. For text/literal.c. */
#ifndef PLANLINT_TEXT_SET_H
#define PLANLINT_TEXT_SET_H

#include "str.h"

enum {
    TEXT_SET_MOST = 32, /* texts in a set */
    TEXT_SET_BYTES = 32 /* of one text: more selects nothing more */
};

struct short_text {
    char bytes[TEXT_SET_BYTES];
    size_t len;
};

/* Texts one of which stands in every match; with none, nothing is known. */
struct text_set {
    struct short_text items[TEXT_SET_MOST];
    size_t count;
};

/* Returns the rarity of a match of the set (text/rarity.h). */
unsigned text_set_rarity(const struct text_set *set);

/* Copies what is used: sets are mostly empty. */
void text_set_copy(struct text_set *to, const struct text_set *from);

/* Returns whether what has a text of `a` has one of `b`, since each of those is a part of one of these. */
bool text_set_implies(const struct text_set *a, const struct text_set *b);

/* Adds the text `a` followed by `b`; false, and nothing added, when there is no room. */
bool text_set_join(struct text_set *set, const struct short_text *a, const struct short_text *b);

/* Adds the texts of a branch to those of the branches before it; one that nothing is known of leaves nothing. */
void text_set_unite(struct text_set *all, const struct text_set *branch, bool first);

#endif
