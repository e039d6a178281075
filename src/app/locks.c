#include "locks.h"

#include "files.h"
#include "map.h"
#include "store.h"

struct loaded {
    struct str real; /* canonical folder */
    struct lock *lock;
};

struct locks {
    struct settings *settings;
    struct diag_list *diags;
    struct map *by_path; /* -> loaded */
    VEC(struct loaded) loaded;
};

struct locks *locks_create(struct settings *settings, struct diag_list *diags) {
    struct locks *locks = arena_new(settings->arena, struct locks);
    locks->settings = settings;
    locks->diags = diags;
    locks->by_path = map_create(settings->arena);
    return locks;
}

struct str locks_path(struct arena *arena, const struct project *project, struct str path) {
    return str_format(arena, "%.*s" LOCK_FILE, STR_ARGS(file_folder(project ? project->source->path : path)));
}

static struct lock *load(struct locks *locks, struct str path) {
    struct settings *settings = locks->settings;
    struct str bytes = {0}, reason = {0};
    if (!store_has(settings, path))
        return NULL;
    const char *failure = store_read(settings, path, &bytes, &reason);
    if (failure) {
        file_report(locks->diags, "CFG055", (struct place){0}, path, failure, reason);
        return NULL;
    }
    return lock_load(settings->arena, source_create(settings->arena, path, (struct str){0}, bytes),
                     &settings->lint.limits, locks->diags);
}

const struct lock *locks_find(struct locks *locks, const struct project *project, struct str path, struct str *name) {
    struct arena *arena = locks->settings->arena;
    if (locks->settings->isolated)
        return NULL;
    struct str file = locks_path(arena, project, path);
    size_t number = map_add(locks->by_path, file, locks->loaded.count);
    if (number == locks->loaded.count) {
        struct lock *lock = load(locks, file);
        *vec_add(arena, &locks->loaded) = (struct loaded){store_real_folder(locks->settings, file_folder(file)), lock};
    }
    *name = store_relative(locks->settings, locks->loaded.items[number].real, path);
    return locks->loaded.items[number].lock;
}
