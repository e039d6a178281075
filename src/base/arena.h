/* Arena: all memory of one lifetime, released together.
 * For every floor. It has no notion of documents; nothing is ever freed one by one.
 *
 * Defaults that hold in every header of planlint unless a declaration says otherwise: pointers are non-NULL; strings
 * are UTF-8 slices borrowed from an arena or a source; offsets are 0-based bytes, ranges half-open [begin, end);
 * memory belongs to the arena passed in; a function that cannot fail returns void or a value. */
#ifndef PLANLINT_ARENA_H
#define PLANLINT_ARENA_H

#include <stddef.h>

struct arena;

/* Returns a new, empty arena; the caller owns it and ends it with arena_destroy. */
struct arena *arena_create(void);

/* Runs the deferred releases, last registered first, then frees every block. NULL is allowed. */
void arena_destroy(struct arena *arena);

/* Does the same but for one chunk, which it keeps: an arena for what is thrown away again and again. */
void arena_reset(struct arena *arena);

/* Does the same but keeps some megabytes of chunks for what comes next: an arena for one document after another, which
 * has no page faults then. */
void arena_recycle(struct arena *arena);

/* Returns `bytes` zeroed bytes aligned for any type but long double and vectors; never NULL. Out of memory ends the
 * process with one line on standard error and status 2: this is the only place where planlint handles it (design.md
 * section 4). */
void *arena_alloc(struct arena *arena, size_t bytes);

/* Returns a block of `new_bytes` that begins with the first `old_bytes` of `block`; the rest is zeroed. Grows in place
 * when `block` was the last allocation or is large (mappings move, bytes do not), so that growing buffers cost no
 * copies: for that `old_bytes` must be the size that the block was asked for with, and not what is in use. `block` may
 * be NULL. */
void *arena_grow(struct arena *arena, void *block, size_t old_bytes, size_t new_bytes);

/* Registers `release(object)` to run when the arena is destroyed: how foreign handles (xmlDoc, pcre2_code) live in an
 * arena. Call it right after the handle was created. */
void arena_defer(struct arena *arena, void (*release)(void *object), void *object);

/* Returns the bytes that the arena holds from the system, for the memory limit and --timing. */
size_t arena_bytes(const struct arena *arena);

/* Ends the process: one line on standard error, status 2. For allocation hooks of foreign libraries. */
_Noreturn void arena_out_of_memory(void);

/* malloc that ends the process like that instead of returning NULL: for the same hooks; free releases the block. */
void *arena_malloc(size_t bytes);

/* One zeroed object, or an array of `count` objects, of the given type. */
#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (count)))

#endif
