#include "map.h"

#include "arena.h"

struct slot {
    struct str key;
    uint64_t hash; /* 0: the slot is free */
    size_t value;
};

/* Open addressing with linear probing; never more than two thirds full, so that a free slot always ends a probe. */
struct map {
    struct arena *arena;
    struct slot *slots;
    size_t size, count; /* size is 0 or a power of two */
};

struct map *map_create(struct arena *arena) {
    struct map *map = arena_new(arena, struct map);
    map->arena = arena;
    return map;
}

/* Mixes the low bits, which FNV-1a leaves easy to collide on purpose (the finaliser of MurmurHash3). */
static uint64_t hash_of(struct str key) {
    uint64_t hash = str_hash(key, 0);
    hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdu;
    hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53u;
    hash ^= hash >> 33;
    return hash == 0 ? 1 : hash;
}

/* Returns the slot of the key, or the free slot where it belongs. */
static struct slot *probe(const struct map *map, struct str key, uint64_t hash) {
    size_t mask = map->size - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        struct slot *slot = &map->slots[i];
        if (slot->hash == 0 || (slot->hash == hash && str_equal(slot->key, key)))
            return slot;
    }
}

static void grow(struct map *map) {
    struct slot *old = map->slots;
    size_t old_size = map->size;
    map->size = old_size == 0 ? 16 : old_size * 2;
    map->slots = arena_array(map->arena, struct slot, map->size);
    for (size_t i = 0; i < old_size; i++) {
        if (old[i].hash != 0)
            *probe(map, old[i].key, old[i].hash) = old[i];
    }
}

/* Returns the slot of the key, made with `value` when the key is new. */
static struct slot *slot_of(struct map *map, struct str key, size_t value) {
    if ((map->count + 1) * 3 > map->size * 2)
        grow(map);
    uint64_t hash = hash_of(key);
    struct slot *slot = probe(map, key, hash);
    if (slot->hash == 0) {
        *slot = (struct slot){key, hash, value};
        map->count++;
    }
    return slot;
}

size_t map_find(const struct map *map, struct str key) {
    if (map->count == 0)
        return MAP_NONE;
    const struct slot *slot = probe(map, key, hash_of(key));
    return slot->hash == 0 ? MAP_NONE : slot->value;
}

size_t map_add(struct map *map, struct str key, size_t value) {
    return slot_of(map, key, value)->value;
}

void map_set(struct map *map, struct str key, size_t value) {
    slot_of(map, key, value)->value = value;
}
