#include "projects.h"

#include <errno.h>
#include <sys/stat.h>

#include "files.h"
#include "map.h"
#include "similar.h"
#include "store.h"

/* A project file that was loaded, faulty ones included. */
struct loaded {
    struct str path;         /* as shown */
    struct str folder;       /* prefix of its documents' paths: "", "plans/", "../" */
    struct str real;         /* canonical path of the folder, with a final "/" */
    struct project *project; /* NULL: faulty */
};

struct projects {
    struct settings *settings;
    struct arena *arena;
    struct diag_list *diags;
    VEC(struct loaded) loaded;
    struct map *by_path;   /* -> loaded */
    struct map *by_folder; /* -> loaded, or NOTHING; folders as written */
};

enum { NOTHING = 1 << 30 };

struct projects *projects_create(struct settings *settings, struct diag_list *diags) {
    struct projects *projects = arena_new(settings->arena, struct projects);
    *projects = (struct projects){.settings = settings,
                                  .arena = settings->arena,
                                  .diags = diags,
                                  .by_path = map_create(settings->arena),
                                  .by_folder = map_create(settings->arena)};
    return projects;
}

/* ---- Paths ---- */

/* Whether nothing is above: "/" or a row of ".." that has arrived there. */
static bool is_top(struct arena *arena, struct str folder) {
    struct stat here, above;
    struct str self = str_format(arena, "%.*s.", STR_ARGS(folder)), up = str_format(arena, "%.*s..", STR_ARGS(folder));
    if (stat(self.data, &here) != 0 || stat(up.data, &above) != 0)
        return errno != EIO; /* a fault of the disk ends no search: the next look tells of it */
    return (here.st_dev == above.st_dev && here.st_ino == above.st_ino);
}

/* The folder above, as short as it can be written. */
static struct str folder_above(struct arena *arena, struct str folder) {
    struct str inner = str_slice(folder, 0, folder.len ? folder.len - 1 : 0), above = file_folder(inner);
    struct str last = str_slice(inner, above.len, inner.len);
    if (folder.len == 0 || str_is(last, ".."))
        return str_format(arena, "%.*s../", STR_ARGS(folder));
    return str_is(last, ".") ? folder_above(arena, above) : above;
}

/* ---- Loading ---- */

static size_t load(struct projects *projects, struct str path) {
    size_t number = map_add(projects->by_path, path, projects->loaded.count);
    if (number != projects->loaded.count)
        return number;
    struct settings *settings = projects->settings;
    struct loaded *loaded = vec_add(projects->arena, &projects->loaded);
    struct str bytes = {0}, reason = {0};
    *loaded = (struct loaded){.path = path, .folder = file_folder(path)};
    loaded->real = store_real_folder(settings, loaded->folder);
    const char *failure = store_read(settings, path, &bytes, &reason);
    if (failure) {
        file_report(projects->diags, "CFG033", (struct place){0}, path, failure, reason);
        return number;
    }
    struct source *source = source_create(projects->arena, path, (struct str){0}, bytes);
    loaded->project = project_load(projects->arena, source, &settings->lint.limits, projects->diags);
    return number;
}

/* Looks in the folder and in those above it; the answer holds for all that were passed. */
static size_t find_from(struct projects *projects, struct str folder) {
    struct str_list passed = {0};
    size_t found = MAP_NONE;
    while (found == MAP_NONE) {
        found = map_find(projects->by_folder, folder);
        if (found != MAP_NONE)
            break;
        *vec_add(projects->arena, &passed) = folder;
        struct str file = str_format(projects->arena, "%.*s" PROJECT_FILE, STR_ARGS(folder));
        if (store_has(projects->settings, file))
            found = load(projects, file);
        else if (store_is_root(projects->settings, folder) || is_top(projects->arena, folder))
            found = NOTHING;
        else
            folder = folder_above(projects->arena, folder);
    }
    for (size_t i = 0; i < passed.count; i++)
        map_add(projects->by_folder, passed.items[i], found);
    return found;
}

static const struct loaded *find_loaded(struct projects *projects, struct str folder) {
    const struct settings *settings = projects->settings;
    size_t found = NOTHING;
    if (settings->config.len)
        found = load(projects, settings->config);
    else if (!settings->isolated)
        found = find_from(projects, folder);
    return found == NOTHING ? NULL : &projects->loaded.items[found];
}

const struct project *projects_find(struct projects *projects, struct str path, struct str *name) {
    const struct loaded *loaded = find_loaded(projects, file_folder(path));
    *name = loaded ? store_relative(projects->settings, loaded->real, path) : path;
    return loaded ? loaded->project : NULL;
}

const struct project *projects_here(struct projects *projects) {
    const struct loaded *loaded = find_loaded(projects, (struct str){0});
    return loaded ? loaded->project : NULL;
}

/* ---- Documents ---- */

static const struct loaded *loaded_of(const struct projects *projects, const struct project *project) {
    size_t i = 0;
    while (projects->loaded.items[i].project != project)
        i++;
    return &projects->loaded.items[i];
}

/* The part of a pattern before its first wild card, up to a "/". */
static struct str fixed_folder(struct str pattern) {
    size_t end = 0;
    while (end < pattern.len && pattern.data[end] != '*' && pattern.data[end] != '?')
        end++;
    return file_folder(str_slice(pattern, 0, end));
}

static void expand_pattern(struct projects *projects, const struct loaded *loaded, struct str pattern,
                           struct str_list *out) {
    struct str_list found = {0};
    struct str top = str_format(projects->arena, "%.*s%.*s", STR_ARGS(loaded->folder), STR_ARGS(fixed_folder(pattern)));
    if (!store_has(projects->settings, top.len ? top : STR("./")))
        return;
    /* Without its last "/", or walking would double it; the folder that is the current one is ".". */
    struct str walked = top.len ? str_slice(top, 0, top.len > 1 ? top.len - 1 : 1) : STR(".");
    store_expand(projects->settings, walked, &found);
    for (size_t i = 0; i < found.count; i++) {
        struct str path = found.items[i];
        if (top.len == 0)
            path = str_slice(path, 2, path.len);
        if (project_match(pattern, str_slice(path, loaded->folder.len, path.len)))
            *vec_add(projects->arena, out) = path;
    }
}

void projects_expand(struct projects *projects, const struct project *project, size_t doc, struct str_list *out) {
    const struct loaded *loaded = loaded_of(projects, project);
    struct project_doc *row = &loaded->project->docs[doc];
    size_t before = out->count;
    if (project_is_pattern(row->href)) {
        expand_pattern(projects, loaded, row->href, out);
    } else {
        struct str path = str_format(projects->arena, "%.*s%.*s", STR_ARGS(loaded->folder), STR_ARGS(row->href));
        if (store_has(projects->settings, path))
            *vec_add(projects->arena, out) = path;
    }
    row->missing = out->count == before;
}

/* ---- Packs ---- */

static struct source *own_pack(struct projects *projects, const struct loaded *loaded, const struct project_use *use) {
    struct str bytes = {0}, reason = {0};
    struct str path = str_format(projects->arena, "%.*s%.*s", STR_ARGS(loaded->folder), STR_ARGS(use->file));
    const char *failure = store_read(projects->settings, path, &bytes, &reason);
    if (failure) {
        file_report(projects->diags, "CFG010", use->place, path, failure, reason);
    }
    return source_create(projects->arena, path, (struct str){0}, bytes);
}

struct sources {
    struct source **items;
    size_t count, cap;
};

static void add_recommended(struct projects *projects, struct sources *packs) {
    struct str *names;
    size_t count = rules_pack_names(projects->arena, &names);
    for (size_t i = 0; i < count; i++)
        *vec_add(projects->arena, packs) = rules_pack(projects->arena, names[i]);
}

static void add_named(struct projects *projects, const struct project_use *use, struct sources *packs) {
    struct source *pack = rules_pack(projects->arena, use->pack);
    struct str *names;
    if (str_is(use->pack, "recommended")) {
        add_recommended(projects, packs);
    } else if (pack) {
        *vec_add(projects->arena, packs) = pack;
    } else {
        struct diag *diag = diag_fail(projects->diags, "CFG016", use->place);
        size_t count = rules_pack_names(projects->arena, &names), nearest = similar_nearest(use->pack, names, count);
        diag_arg(projects->diags, diag, "value", use->pack);
        if (nearest != SIZE_MAX)
            diag_suggest(projects->diags, diag, names[nearest]);
    }
}

/* The packs of one project, in order. Files of its own are added to the shipped packs unless it names which of those it
 * wants. */
static struct sources packs_of(struct projects *projects, const struct loaded *loaded) {
    const struct project *project = loaded->project;
    struct sources packs = {0};
    bool named = false;
    for (size_t i = 0; i < project->use_count; i++)
        named |= project->uses[i].pack.len > 0;
    if (!named && project->use_count)
        add_recommended(projects, &packs);
    for (size_t i = 0; i < project->use_count; i++) {
        if (project->uses[i].pack.len)
            add_named(projects, &project->uses[i], &packs);
        else
            *vec_add(projects->arena, &packs) = own_pack(projects, loaded, &project->uses[i]);
    }
    return packs;
}

static bool same_packs(struct sources a, struct sources b) {
    bool same = a.count == b.count;
    for (size_t i = 0; same && i < a.count; i++)
        same = str_equal(a.items[i]->bytes, b.items[i]->bytes) && str_equal(a.items[i]->part, b.items[i]->part);
    return same;
}

void projects_set_packs(struct projects *projects) {
    const struct loaded *first = NULL;
    struct sources packs = {0};
    if (projects->settings->packs.count)
        return;
    for (size_t i = 0; i < projects->loaded.count; i++) {
        const struct loaded *loaded = &projects->loaded.items[i];
        if (!loaded->project)
            continue;
        struct sources own = packs_of(projects, loaded);
        if (first && !same_packs(packs, own)) {
            struct diag *diag = diag_fail(projects->diags, "CFG034", (struct place){0});
            diag_arg(projects->diags, diag, "path", first->path);
            diag_arg(projects->diags, diag, "other", loaded->path);
            return;
        }
        first = loaded;
        packs = own;
    }
    projects->settings->lint.packs = packs.items;
    projects->settings->lint.pack_count = packs.count;
}
