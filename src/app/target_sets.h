/* Target sets: the goals that the documents of a run are traced to, made once for each set of plans. For app/lint.c.
 * Safe to use from several threads. */
#ifndef PLANLINT_TARGET_SETS_H
#define PLANLINT_TARGET_SETS_H

#include "trace.h"

struct target_sets;

/* Returns an empty store; what it makes lives in the arena, which nobody else may use meanwhile. */
struct target_sets *target_sets_create(struct arena *arena);

/* Returns the goals of those of `plans` that `from` is traced to. */
struct trace_targets *target_sets_find(struct target_sets *sets, const struct plan *from, const struct plan **plans,
                                       size_t count);

#endif
