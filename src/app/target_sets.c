#include "target_sets.h"

#include <pthread.h>

#include "vec.h"

struct set {
    const struct plan **plans;
    size_t count;
    struct trace_targets *goals;
};

struct target_sets {
    struct arena *arena;
    pthread_mutex_t mutex;
    VEC(struct set) sets; /* one for every choice of plans that occurs: nearly always one in all */
};

static void release(void *object) {
    pthread_mutex_destroy(&((struct target_sets *)object)->mutex);
}

struct target_sets *target_sets_create(struct arena *arena) {
    struct target_sets *sets = arena_new(arena, struct target_sets);
    sets->arena = arena;
    pthread_mutex_init(&sets->mutex, NULL);
    arena_defer(arena, release, sets);
    return sets;
}

/* Whether the set is those of `plans` that `from` is traced to. */
static bool is_set(const struct set *set, const struct plan *from, const struct plan **plans, size_t count) {
    size_t same = 0;
    for (size_t i = 0; i < count; i++) {
        if (!trace_is_target(from, plans[i]))
            continue;
        if (same == set->count || set->plans[same] != plans[i])
            return false;
        same++;
    }
    return same == set->count;
}

static struct trace_targets *add_set(struct target_sets *sets, const struct plan *from, const struct plan **plans,
                                     size_t count) {
    struct set *set = vec_add(sets->arena, &sets->sets);
    set->plans = arena_array(sets->arena, const struct plan *, count + 1);
    for (size_t i = 0; i < count; i++)
        if (trace_is_target(from, plans[i]))
            set->plans[set->count++] = plans[i];
    set->goals = trace_targets_create(sets->arena, set->plans, set->count);
    return set->goals;
}

struct trace_targets *target_sets_find(struct target_sets *sets, const struct plan *from, const struct plan **plans,
                                       size_t count) {
    struct trace_targets *found = NULL;
    pthread_mutex_lock(&sets->mutex);
    for (size_t i = 0; i < sets->sets.count && !found; i++)
        if (is_set(&sets->sets.items[i], from, plans, count))
            found = sets->sets.items[i].goals;
    if (!found)
        found = add_set(sets, from, plans, count);
    pthread_mutex_unlock(&sets->mutex);
    return found;
}
