#include "vec.h"

#include <stdint.h>

void *vec_room(struct arena *arena, void *items, size_t count, size_t *cap, size_t item_bytes) {
    if (count < *cap)
        return items;
    size_t room = *cap == 0 ? 8 : *cap * 2;
    if (room > PTRDIFF_MAX / item_bytes)
        arena_out_of_memory();
    items = arena_grow(arena, items, *cap * item_bytes, room * item_bytes);
    *cap = room;
    return items;
}
