/* Live: the blocks that were allocated and not released. For inject.c only; it calls no function that allocates. */
#ifndef PLANLINT_INJECT_LIVE_H
#define PLANLINT_INJECT_LIVE_H

#include <stdbool.h>
#include <stdint.h>

/* Notes a block and the number of its allocation. */
void live_add(void *address, uint32_t number);

/* Returns whether the block was noted, and forgets it. */
bool live_drop(void *address);

/* Returns how many blocks there are; *first is the number of the one that was allocated first, 0 without any. */
uint32_t live_count(uint32_t *first);

#endif
