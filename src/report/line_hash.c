#include "line_hash.h"

#include "map.h"
#include "vec.h"

enum { WINDOW = 100, BASE = 37, END = 65535 };

struct roller {
    struct arena *arena;
    struct map *seen;
    uint64_t hash, oldest; /* BASE to the power of WINDOW, what the unit that leaves is worth */
    uint32_t units[WINDOW];
    bool starts[WINDOW]; /* a line begins with the unit */
    size_t at;
    VEC(struct str) lines;
};

/* The window is full of what follows the line's first unit: its hash is known. */
static void finish_line(struct roller *roller) {
    struct str hash = str_format(roller->arena, "%llx", (unsigned long long)roller->hash);
    size_t before = map_add(roller->seen, hash, 0);
    map_set(roller->seen, hash, before + 1);
    *vec_add(roller->arena, &roller->lines) = str_format(roller->arena, "%.*s:%zu", STR_ARGS(hash), before + 1);
}

static void push(struct roller *roller, uint32_t unit, bool start) {
    if (roller->starts[roller->at])
        finish_line(roller);
    roller->hash = BASE * roller->hash + unit - roller->oldest * roller->units[roller->at];
    roller->units[roller->at] = unit;
    roller->starts[roller->at] = start;
    roller->at = (roller->at + 1) % WINDOW;
}

struct str *line_hash(struct arena *arena, struct str text, size_t *count) {
    struct roller roller = {.arena = arena, .seen = map_create(arena), .oldest = 1};
    bool start = true, carriage = false;
    for (size_t i = 0; i < WINDOW; i++)
        roller.oldest *= BASE;
    for (size_t offset = 0; offset < text.len;) {
        uint32_t point = utf8_next(text, &offset);
        bool skipped = point == ' ' || point == '\t' || (carriage && point == '\n');
        carriage = !skipped && point == '\r';
        if (skipped)
            continue;
        if (carriage)
            point = '\n';
        bool astral = point > 0xffff;
        push(&roller, astral ? 0xd7c0 + (point >> 10) : point, start);
        start = point == '\n';
        if (astral)
            push(&roller, 0xdc00 + (point & 0x3ff), false);
    }
    push(&roller, END, start);
    for (size_t i = 0; i < WINDOW; i++)
        push(&roller, 0, false);
    *count = roller.lines.count;
    return roller.lines.items;
}
