#define _GNU_SOURCE /* mremap */
#include "arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    ALIGNMENT = 8,          /* nothing here or in libxml2 has a member that wants more */
    CHUNK_FIRST = 16 << 10, /* chunks double from here ... */
    CHUNK_LAST = 1 << 20,   /* ... to here */
    LARGE = 256 << 10,      /* a block from this size on is a mapping of its own */
    SPARE = 8 << 20         /* bytes that a recycled arena keeps at most */
};

/* Memory of a chunk is zero until it is handed out: calloc and mmap give it so, and nothing is handed out twice. */
struct chunk {
    struct chunk *next;
    size_t size, used; /* bytes, this header included */
    size_t padding;
};

/* A block of LARGE bytes or more: mapped alone, so that it can grow by mremap, which moves pages instead of bytes. */
struct mapping {
    struct mapping *next, *previous;
    size_t size; /* bytes mapped, this header included */
    size_t padding;
};

struct deferred {
    struct deferred *next;
    void (*release)(void *object);
    void *object;
};

struct arena {
    struct chunk *chunks; /* newest first; the first one is allocated from */
    struct chunk *spare;  /* of arena_recycle, to take before asking the system */
    struct mapping *mappings;
    struct deferred *deferred; /* newest first */
    void *last;                /* the newest block of the newest chunk */
    size_t chunk_size, bytes;
};

_Static_assert(_Alignof(void *) <= ALIGNMENT && _Alignof(double) <= ALIGNMENT, "and no type of a member does");
_Static_assert(sizeof(struct chunk) % ALIGNMENT == 0, "blocks of a chunk must be aligned");
_Static_assert(sizeof(struct mapping) % ALIGNMENT == 0, "the block of a mapping must be aligned");

_Noreturn void arena_out_of_memory(void) {
    static const char message[] = "planlint: out of memory\n";
    /* write and _exit: stdio and exit handlers may want memory themselves. */
    if (write(STDERR_FILENO, message, sizeof(message) - 1) < 0)
        _exit(2); /* nobody is left to be told */
    _exit(2);
}

void *arena_malloc(size_t bytes) {
    void *block = malloc(bytes);
    if (block == NULL && bytes != 0)
        arena_out_of_memory();
    return block;
}

struct arena *arena_create(void) {
    struct arena *arena = calloc(1, sizeof(*arena));
    if (arena == NULL)
        arena_out_of_memory();
    arena->chunk_size = CHUNK_FIRST;
    return arena;
}

static void run_deferred(struct arena *arena) {
    while (arena->deferred != NULL) {
        struct deferred *deferred = arena->deferred;
        arena->deferred = deferred->next;
        deferred->release(deferred->object);
    }
}

static void unmap_all(struct arena *arena) {
    while (arena->mappings != NULL) {
        struct mapping *mapping = arena->mappings;
        arena->mappings = mapping->next;
        munmap(mapping, mapping->size);
    }
}

static struct chunk *chunk_take(struct chunk **list) {
    struct chunk *chunk = *list;
    *list = chunk->next;
    return chunk;
}

static void chunk_clear(struct chunk *chunk) {
    memset(chunk + 1, 0, chunk->used - sizeof(*chunk));
    chunk->used = sizeof(*chunk);
}

void arena_destroy(struct arena *arena) {
    if (arena == NULL)
        return;
    run_deferred(arena);
    unmap_all(arena);
    while (arena->chunks != NULL)
        free(chunk_take(&arena->chunks));
    while (arena->spare != NULL)
        free(chunk_take(&arena->spare));
    free(arena);
}

/* Rounds up to a multiple of `unit`, a power of two; a size that cannot exist ends the process. */
static size_t round_up(size_t bytes, size_t unit) {
    if (bytes > PTRDIFF_MAX - 2 * unit)
        arena_out_of_memory();
    return (bytes + unit - 1) & ~(unit - 1);
}

static size_t mapping_size(size_t bytes) {
    return round_up(bytes + sizeof(struct mapping), (size_t)sysconf(_SC_PAGESIZE));
}

static void mapping_link(struct arena *arena, struct mapping *mapping) {
    mapping->next = arena->mappings;
    mapping->previous = NULL;
    if (mapping->next != NULL)
        mapping->next->previous = mapping;
    arena->mappings = mapping;
}

static void mapping_unlink(struct arena *arena, struct mapping *mapping) {
    if (mapping->previous != NULL)
        mapping->previous->next = mapping->next;
    else
        arena->mappings = mapping->next;
    if (mapping->next != NULL)
        mapping->next->previous = mapping->previous;
}

static void *large_alloc(struct arena *arena, size_t bytes) {
    size_t size = mapping_size(bytes);
    struct mapping *mapping = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapping == MAP_FAILED)
        arena_out_of_memory();
    mapping->size = size;
    mapping_link(arena, mapping);
    arena->bytes += size;
    return mapping + 1;
}

static void *large_grow(struct arena *arena, void *block, size_t old_bytes, size_t new_bytes) {
    struct mapping *mapping = (struct mapping *)block - 1;
    size_t old_size = mapping->size;
    size_t new_size = mapping_size(new_bytes);
    memset((char *)block + old_bytes, 0, old_size - sizeof(*mapping) - old_bytes);
    if (new_size <= old_size)
        return block;
    mapping_unlink(arena, mapping);
    mapping = mremap(mapping, old_size, new_size, MREMAP_MAYMOVE);
    if (mapping == MAP_FAILED)
        arena_out_of_memory();
    mapping->size = new_size;
    mapping_link(arena, mapping);
    arena->bytes += new_size - old_size;
    return mapping + 1;
}

/* Takes the first spare chunk with room for `bytes`, or asks the system. */
static struct chunk *chunk_get(struct arena *arena, size_t bytes) {
    for (struct chunk **spare = &arena->spare; *spare != NULL; spare = &(*spare)->next)
        if ((*spare)->size - sizeof(struct chunk) >= bytes)
            return chunk_take(spare);
    size_t size = arena->chunk_size;
    while (size < bytes + sizeof(struct chunk))
        size *= 2;
    struct chunk *chunk = calloc(1, size);
    if (chunk == NULL)
        arena_out_of_memory();
    chunk->size = size;
    chunk->used = sizeof(*chunk);
    arena->bytes += size;
    return chunk;
}

static void chunk_add(struct arena *arena, size_t bytes) {
    struct chunk *chunk = chunk_get(arena, bytes);
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    if (arena->chunk_size < CHUNK_LAST)
        arena->chunk_size *= 2;
}

/* Empties the arena but for spare chunks of at most `spare` bytes in all, and for one in any case. */
static void empty(struct arena *arena, size_t spare) {
    run_deferred(arena);
    unmap_all(arena);
    arena->bytes = 0;
    for (struct chunk *next = arena->spare; next != NULL; next = next->next)
        arena->bytes += next->size;
    while (arena->chunks != NULL) {
        struct chunk *chunk = chunk_take(&arena->chunks);
        bool only = arena->chunks == NULL && arena->spare == NULL;
        if (arena->bytes + chunk->size > spare && !only) {
            free(chunk);
            continue;
        }
        arena->bytes += chunk->size;
        chunk_clear(chunk);
        chunk->next = arena->spare;
        arena->spare = chunk;
    }
    arena->last = NULL;
    arena->chunk_size = CHUNK_FIRST;
}

void arena_reset(struct arena *arena) {
    empty(arena, 0);
}

void arena_recycle(struct arena *arena) {
    empty(arena, SPARE);
}

/* Hands out `size` bytes of the newest chunk, which has room for them. */
static void *take(struct arena *arena, size_t size) {
    struct chunk *chunk = arena->chunks;
    arena->last = (char *)chunk + chunk->used;
    chunk->used += size;
    return arena->last;
}

/* Apart from arena_alloc, which would save registers for it at each call. */
__attribute__((noinline)) static void *alloc_anew(struct arena *arena, size_t bytes) {
    if (bytes >= LARGE)
        return large_alloc(arena, bytes);
    size_t size = round_up(bytes == 0 ? 1 : bytes, ALIGNMENT);
    chunk_add(arena, size);
    return take(arena, size);
}

void *arena_alloc(struct arena *arena, size_t bytes) {
    const struct chunk *chunk = arena->chunks;
    size_t size = (bytes + (bytes == 0) + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (bytes >= LARGE || chunk == NULL || chunk->size - chunk->used < size)
        return alloc_anew(arena, bytes);
    return take(arena, size);
}

void *arena_grow(struct arena *arena, void *block, size_t old_bytes, size_t new_bytes) {
    if (block == NULL)
        return arena_alloc(arena, new_bytes);
    if (new_bytes <= old_bytes)
        return block;
    if (old_bytes >= LARGE)
        return large_grow(arena, block, old_bytes, new_bytes);

    struct chunk *chunk = arena->chunks;
    if (block == arena->last && new_bytes < LARGE) {
        size_t begin = (size_t)((char *)block - (char *)chunk);
        size_t size = round_up(new_bytes, ALIGNMENT);
        if (size <= chunk->size - begin) {
            size_t end = begin + size > chunk->used ? begin + size : chunk->used;
            memset((char *)block + old_bytes, 0, chunk->used - begin - old_bytes);
            chunk->used = end;
            return block;
        }
    }
    void *moved = arena_alloc(arena, new_bytes);
    memcpy(moved, block, old_bytes);
    return moved;
}

void arena_defer(struct arena *arena, void (*release)(void *object), void *object) {
    struct deferred *deferred = arena_new(arena, struct deferred);
    deferred->release = release;
    deferred->object = object;
    deferred->next = arena->deferred;
    arena->deferred = deferred;
}

size_t arena_bytes(const struct arena *arena) {
    return arena->bytes;
}
