/* Numbering's inside: lists as they stand in the part. For numbering.c and labels.c only. */
#ifndef PLANLINT_NUMBERING_LISTS_H
#define PLANLINT_NUMBERING_LISTS_H

#include "numbering.h"
#include "steps.h"
#include "vec.h"

/* Labels are repeated in every paragraph of a list; Word's are at most 31 characters. */
#define LABEL_BYTES 256

struct list {
    struct numbering_level *levels[NUMBERING_LEVELS]; /* NULL: not defined */
    struct str link; /* w:numStyleLink: id of a numbering style that says which list it is */
    size_t target;   /* the list itself, or the one that the link leads to */
};

struct num {
    struct str list_id;
    size_t list; /* index, SIZE_MAX when there is none */
    struct numbering_level *levels[NUMBERING_LEVELS];
    long starts[NUMBERING_LEVELS]; /* w:startOverride, -1 none */
};

struct numbering {
    struct arena *arena;
    struct stepper stepper;
    VEC(struct list) lists;
    VEC(struct num) nums;
    struct map *list_by_id, *num_by_id;
    struct numbering_level *level; /* being read */
    long override;                 /* level of the w:lvlOverride being read, -1 outside */
};

/* Returns the w:num with this id, or NULL. */
struct num *numbering_num(const struct numbering *numbering, long num_id);

#endif
