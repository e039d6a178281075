#include "live.h"

#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

enum { ROOM = 1 << 17 };

struct block {
    void *address;
    uint32_t number;
};

/* Each stands at the place of its address or behind it, with no gap between. */
static struct block blocks[ROOM];
static uint32_t count;
static atomic_flag taken = ATOMIC_FLAG_INIT;

static void take(void) {
    while (atomic_flag_test_and_set(&taken))
        ;
}

static size_t place_of(const void *address) {
    return ((uintptr_t)address >> 4) * 0x9E3779B97F4A7C15u >> 40 & (ROOM - 1);
}

static size_t find(const void *address) {
    size_t at = place_of(address);
    while (blocks[at].address && blocks[at].address != address)
        at = (at + 1) % ROOM;
    return at;
}

void live_add(void *address, uint32_t number) {
    take();
    blocks[find(address)] = (struct block){address, number};
    if (++count > ROOM / 2)
        _exit(3);
    atomic_flag_clear(&taken);
}

/* Fills the gap with what stands behind it and would not be found across it. */
static void close_gap(size_t gap) {
    for (size_t at = (gap + 1) % ROOM; blocks[at].address; at = (at + 1) % ROOM) {
        if ((at - place_of(blocks[at].address)) % ROOM < (at - gap) % ROOM)
            continue;
        blocks[gap] = blocks[at];
        gap = at;
    }
    blocks[gap] = (struct block){0};
}

bool live_drop(void *address) {
    take();
    size_t at = find(address);
    bool found = blocks[at].address != NULL;
    if (found) {
        close_gap(at);
        count--;
    }
    atomic_flag_clear(&taken);
    return found;
}

uint32_t live_count(uint32_t *first) {
    *first = 0;
    for (size_t i = 0; i < ROOM; i++)
        if (blocks[i].address && (*first == 0 || blocks[i].number < *first))
            *first = blocks[i].number;
    return count;
}
