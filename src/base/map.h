/* Map: hash table from a string to a number, usually an index into an array.
 * For every floor. Iteration order is not offered, so that no output can depend on it. */
#ifndef PLANLINT_MAP_H
#define PLANLINT_MAP_H

#include "str.h"

struct map;

#define MAP_NONE SIZE_MAX /* what map_find returns for an unknown key */

/* Returns an empty map in the arena. */
struct map *map_create(struct arena *arena);

/* Returns the value stored for `key`, or MAP_NONE. */
size_t map_find(const struct map *map, struct str key);

/* Stores `value` unless the key is there; returns the value that the key now has. The key is borrowed. */
size_t map_add(struct map *map, struct str key, size_t value);

/* Stores `value`, replacing what the key had. The key is borrowed. */
void map_set(struct map *map, struct str key, size_t value);

#endif
