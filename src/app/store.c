#include "store.h"

#include <errno.h>

#include "cache.h"
#include "files.h"
#include "git.h"

/* A regular file in the index. */
struct staged_file {
    struct str name; /* from the root of the repository */
    struct str id;   /* of its object */
};

struct store_index {
    struct str prefix;               /* of the current folder, from the root: "", "plans/2026/" */
    VEC(struct staged_file) entries; /* in order of names */
    struct git_objects objects;
};

/* What `git add --intent-to-add` puts into the index: nothing yet. */
static const char *const empty_blobs[] = {"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
                                          "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"};

static void add_entry(struct arena *arena, struct store_index *index, struct str line) {
    struct str name = line, fields = str_cut(&name, '\t');
    struct str mode = str_cut(&fields, ' '), id = str_cut(&fields, ' ');
    /* Links and submodules are no documents; a file with a conflict has no stage 0. */
    if (!str_starts(mode, STR("100")) || !str_is(fields, "0") || str_is(id, empty_blobs[0]) ||
        str_is(id, empty_blobs[1]))
        return;
    *vec_add(arena, &index->entries) = (struct staged_file){name, id};
}

bool store_use_index(struct settings *settings) {
    static const char *const where[] = {"rev-parse", "--show-prefix", NULL};
    static const char *const list[] = {"ls-files", "--stage", "--full-name", "-z", "--", ":/", NULL};
    struct store_index *index = arena_new(settings->arena, struct store_index);
    struct str prefix, listed;
    struct str_list lines = {0};
    if (!git_ask(settings, where, &prefix) || !git_ask(settings, list, &listed) ||
        !git_objects_open(settings, &index->objects))
        return false;
    index->prefix = str_slice(prefix, 0, prefix.len ? prefix.len - 1 : 0);
    file_list_parse(settings->arena, listed, true, &lines);
    for (size_t i = 0; i < lines.count; i++)
        add_entry(settings->arena, index, lines.items[i]);
    settings->index = index;
    return true;
}

bool store_close(struct settings *settings) {
    struct store_index *index = settings->index;
    settings->index = NULL;
    return git_objects_close(settings, &index->objects);
}

struct str store_path(const struct settings *settings, struct str name) {
    struct str prefix = settings->index->prefix;
    struct buf path = buf_in(settings->arena);
    if (str_starts(name, prefix))
        return str_slice(name, prefix.len, name.len);
    for (size_t i = 0; i < prefix.len; i++)
        if (prefix.data[i] == '/')
            buf_add(&path, STR("../"));
    buf_add(&path, name);
    return buf_str(&path);
}

/* The name from the root of what a path stands for; false when that is not in the repository. */
static bool name_of(const struct settings *settings, struct str path, struct str *name) {
    struct buf out = buf_in(settings->arena);
    struct str rest = str_format(settings->arena, "%.*s%.*s", STR_ARGS(settings->index->prefix), STR_ARGS(path));
    if (str_starts(path, STR("/")))
        return false;
    while (rest.data) {
        struct str part = str_cut(&rest, '/');
        if (part.len == 0 || str_is(part, "."))
            continue;
        if (!str_is(part, "..")) {
            buf_add(&out, part);
            buf_byte(&out, '/');
            continue;
        }
        if (out.len == 0)
            return false;
        out.len--;
        while (out.len && out.data[out.len - 1] != '/')
            out.len--;
    }
    bool folder = path.len == 0 || path.data[path.len - 1] == '/';
    *name = str_slice(buf_str(&out), 0, out.len - (out.len && !folder ? 1 : 0));
    return true;
}

/* The first entry that does not come before `name`. */
static size_t lower_bound(const struct store_index *index, struct str name) {
    size_t low = 0, high = index->entries.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(index->entries.items[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const struct staged_file *find(const struct store_index *index, struct str name) {
    size_t at = lower_bound(index, name);
    return at < index->entries.count && str_equal(index->entries.items[at].name, name) ? &index->entries.items[at]
                                                                                       : NULL;
}

static const char *read_any(const struct settings *settings, struct str path, struct str *bytes, struct str *reason) {
    uint64_t limit = settings->lint.limits.value[LIMIT_INPUT_BYTES];
    struct str name;
    if (!settings->index || !name_of(settings, path, &name))
        return file_read(settings->arena, path, limit, bytes, reason);
    const struct staged_file *entry = find(settings->index, name);
    if (!entry) {
        *reason = str_copy(settings->arena, str_from(strerror(ENOENT)));
        return "DOC002";
    }
    const char *failure = git_objects_read(&settings->index->objects, settings->arena, entry->id, limit, bytes, reason);
    /* Large files are kept elsewhere by a filter that leaves a pointer; the filter knows where they are. */
    const char *const filtered[] = {"cat-file", "--filters",
                                    str_format(settings->arena, ":0:%.*s", STR_ARGS(name)).data, NULL};
    if (!failure && str_starts(*bytes, STR("version https://git-lfs.github.com/spec/")) &&
        !git_ask(settings, filtered, bytes))
        return "DOC001";
    return failure;
}

const char *store_read(const struct settings *settings, struct str path, struct str *bytes, struct str *reason) {
    const char *failure = read_any(settings, path, bytes, reason);
    cache_add(settings->cache, path);
    cache_add(settings->cache, failure ? str_from(failure) : *bytes);
    return failure;
}

bool store_has(const struct settings *settings, struct str path) {
    struct str name;
    if (!settings->index || !name_of(settings, path, &name))
        return file_exists(settings->arena, path);
    size_t at = lower_bound(settings->index, name);
    return at < settings->index->entries.count &&
           (str_ends(name, STR("/")) || name.len == 0 ? str_starts(settings->index->entries.items[at].name, name)
                                                      : find(settings->index, name) != NULL);
}

bool store_is_root(const struct settings *settings, struct str folder) {
    struct str name;
    if (!settings->index || !name_of(settings, folder, &name))
        return store_has(settings, str_format(settings->arena, "%.*s.git", STR_ARGS(folder)));
    return name.len == 0;
}

const char *store_expand(const struct settings *settings, struct str path, struct str_list *out) {
    const struct store_index *index = settings->index;
    struct str name, folder = str_format(settings->arena, "%.*s/", STR_ARGS(path));
    size_t before = out->count;
    if (!index || !name_of(settings, folder, &name))
        return file_expand(settings->arena, path, out);
    if (find(index, str_slice(name, 0, name.len ? name.len - 1 : 0))) {
        *vec_add(settings->arena, out) = path;
        return NULL;
    }
    for (size_t i = lower_bound(index, name);
         i < index->entries.count && str_starts(index->entries.items[i].name, name); i++) {
        struct str rest = str_slice(index->entries.items[i].name, name.len, SIZE_MAX);
        if (file_is_document(rest))
            *vec_add(settings->arena, out) = str_format(settings->arena, "%.*s%.*s", STR_ARGS(folder), STR_ARGS(rest));
    }
    return out->count == before ? "CFG051" : NULL;
}

/* In the index a folder needs not be on the disk: what stands for its canonical path is no path. */
#define ROOT "index:/"

struct str store_real_folder(const struct settings *settings, struct str folder) {
    struct str name;
    if (!settings->index || !name_of(settings, folder, &name))
        return file_real_folder(settings->arena, folder);
    return str_format(settings->arena, ROOT "%.*s", STR_ARGS(name));
}

struct str store_relative(const struct settings *settings, struct str real_folder, struct str path) {
    struct str name;
    if (!settings->index || !name_of(settings, path, &name))
        return file_relative(settings->arena, real_folder, path);
    struct str full = str_format(settings->arena, ROOT "%.*s", STR_ARGS(name));
    return real_folder.len && str_starts(full, real_folder) ? str_slice(full, real_folder.len, full.len) : path;
}
