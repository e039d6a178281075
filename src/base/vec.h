/* Vec: a growable array of one type in an arena.
 * For every floor: `VEC(struct goal) goals = {0}; *vec_add(arena, &goals) = goal;`. Iterate with a plain index. */
#ifndef PLANLINT_VEC_H
#define PLANLINT_VEC_H

#include "arena.h"
#include "str.h"

/* An anonymous struct with the items, their number and the room there is. Zero-initialised it is an empty array. */
#define VEC(type)                                                                                                      \
    struct {                                                                                                           \
        type *items;                                                                                                   \
        size_t count, cap;                                                                                             \
    }

/* Makes room for one more item of `item_bytes`; returns the (possibly moved) items. Used by vec_add. */
void *vec_room(struct arena *arena, void *items, size_t count, size_t *cap, size_t item_bytes);

/* Appends one zeroed item and gives its address, valid until the next vec_add. */
#define vec_add(arena, vec)                                                                                            \
    ((vec)->items = (vec)->count < (vec)->cap                                                                          \
                        ? (vec)->items                                                                                 \
                        : vec_room((arena), (vec)->items, (vec)->count, &(vec)->cap, sizeof(*(vec)->items)),           \
     &(vec)->items[(vec)->count++])

/* A list of strings, filled with vec_add. */
struct str_list {
    struct str *items;
    size_t count, cap;
};

#endif
