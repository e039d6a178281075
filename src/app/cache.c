#define _GNU_SOURCE /* dl_iterate_phdr, environ */
#include "cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>
#define XXH_INLINE_ALL /* no library to load at start-up */
#include <xxhash.h>

#include "files.h"
#include "store.h"

enum {
    WORTH = 128 << 10, /* bytes read: below, a run takes less time than looking for it */
    ENTRIES = 64,
    ENTRY_BYTES = 16 << 20, /* of one entry: together at most 1 GiB, in practice some MiB */
    SECRET_BYTES = 192,     /* what XXH3 mixes in */
    DIGEST_BYTES = 16,
    NAME_BYTES = 2 * DIGEST_BYTES
};
#define MAGIC "planlint cache 1\n"

struct cache {
    struct arena *arena;
    struct str folder; /* with "/" */
    struct str secret; /* of this folder: nobody can make two documents that have the same key */
    XXH3_state_t *state;
    uint64_t bytes; /* added so far */
    const struct settings *settings;
    struct buf asked; /* one row a question: length, "+" or "-", path */
};

struct digest {
    char bytes[DIGEST_BYTES];
};

static struct digest canonical(XXH128_hash_t hash) {
    XXH128_canonical_t form;
    struct digest digest;
    XXH128_canonicalFromHash(&form, hash);
    memcpy(digest.bytes, form.digest, sizeof(digest.bytes));
    return digest;
}

void cache_add(struct cache *cache, struct str bytes) {
    uint64_t len = bytes.len; /* so that "ab", "c" is not "a", "bc" */
    if (!cache)
        return;
    XXH3_128bits_update(cache->state, &len, sizeof(len));
    XXH3_128bits_update(cache->state, bytes.data, bytes.len);
    cache->bytes += len;
}

/* ---- What a run depends on beside its files ---- */

/* Adds the build id of a loaded object: the linker's digest of the program and of each library. */
static int add_build(struct dl_phdr_info *object, size_t size, void *argument) {
    (void)size;
    for (size_t i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &object->dlpi_phdr[i];
        uintptr_t at = object->dlpi_addr + header->p_vaddr;
        /* The kernel's own object changes with every start of the machine and has nothing to say. */
        if (header->p_type == PT_NOTE && strncmp(object->dlpi_name, "linux-vdso", 10) != 0)
            cache_add(argument, (struct str){(const char *)at, header->p_memsz}); /* NOLINT: an address of the loader */
    }
    return 0;
}

/* What reports look at in the environment, and all options that have a variable. */
static const char *const variables[] = {
    "FORCE_COLOR", "NO_COLOR", "CLICOLOR_FORCE",   "TERM",           "SOURCE_DATE_EPOCH",  "HOME", "LC_ALL",
    "LC_MESSAGES", "LANG",     "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_STEP_SUMMARY"};

static bool add_environment(struct cache *cache) {
    char *folder = getcwd(NULL, 0);
    bool known = folder != NULL;
    cache_add(cache, str_from(folder));
    free(folder);
    for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++)
        cache_add(cache, str_from(getenv(variables[i])));
    for (size_t i = 0; environ[i]; i++)
        if (str_starts(str_from(environ[i]), STR("PLANLINT_")))
            cache_add(cache, str_from(environ[i]));
    for (int stream = 0; stream < 3; stream++)
        cache_add(cache, isatty(stream) ? STR("terminal") : STR(""));
    return known;
}

/* ---- The folder ---- */

static struct str find_folder(struct settings *settings) {
    const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    struct stat status;
    struct str folder = {0};
    if (settings->cache_dir.len) {
        folder = str_format(settings->arena, "%.*s/", STR_ARGS(settings->cache_dir));
        mkdir(folder.data, 0700);
    } else if (base && base[0] == '/') {
        folder = str_format(settings->arena, "%s/planlint/", base);
    } else if (home && home[0] == '/') {
        folder = str_format(settings->arena, "%s/.cache/planlint/", home);
    }
    /* Who can write there can write what the next run says: not even the secret holds then. */
    bool own = folder.len && stat(folder.data, &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == geteuid() &&
               (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
    return own ? folder : (struct str){0};
}

static bool read_file(const struct cache *cache, const char *name, struct str *bytes) {
    struct str reason;
    struct str path = str_format(cache->arena, "%.*s%s", STR_ARGS(cache->folder), name);
    return file_read(cache->arena, path, ENTRY_BYTES, bytes, &reason) == NULL;
}

/* Reports quote documents: what is written is for this user only. */
static void write_file(const struct cache *cache, const char *name, struct str content) {
    struct str reason;
    mode_t mask = umask(077);
    file_write(cache->arena, str_format(cache->arena, "%.*s%s", STR_ARGS(cache->folder), name), content, &reason);
    umask(mask);
}

static bool load_secret(struct cache *cache) {
    char fresh[SECRET_BYTES];
    if (read_file(cache, "secret", &cache->secret) && cache->secret.len == SECRET_BYTES)
        return true;
    if (getrandom(fresh, sizeof(fresh), 0) != sizeof(fresh))
        return false;
    write_file(cache, "secret", (struct str){fresh, sizeof(fresh)});
    /* Read again: of two runs that begin at the same time the last one's holds. */
    return read_file(cache, "secret", &cache->secret) && cache->secret.len == SECRET_BYTES;
}

static void release_state(void *state) {
    XXH3_freeState(state);
}

struct cache *cache_open(struct settings *settings) {
    struct cache *cache = arena_new(settings->arena, struct cache);
    if (settings->no_cache)
        return NULL;
    cache->arena = settings->arena;
    cache->settings = settings;
    cache->asked = buf_in(settings->arena);
    cache->folder = find_folder(settings);
    if (cache->folder.len == 0 || !load_secret(cache))
        return NULL;
    cache->state = XXH3_createState();
    if (!cache->state)
        return NULL;
    arena_defer(settings->arena, release_state, cache->state);
    XXH3_128bits_reset_withSecret(cache->state, cache->secret.data, cache->secret.len);
    cache_add(cache, str_from(settings->report.version));
    dl_iterate_phdr(add_build, cache);
    if (!add_environment(cache))
        return NULL;
    cache_add(cache, (struct str){(const char *)&settings->lint.today, sizeof(settings->lint.today)});
    for (int i = 0; i < settings->argument_count; i++)
        cache_add(cache, str_from(settings->arguments[i]));
    cache->bytes = 0; /* from here on files */
    return cache;
}

/* ---- Entries: MAGIC, digest of what follows, status, number of reports, each with its length
 * before it, questions and answers about files ---- */

static void name_entry(const struct cache *cache, char name[NAME_BYTES + 1]) {
    struct digest digest = canonical(XXH3_128bits_digest(cache->state));
    for (size_t i = 0; i < DIGEST_BYTES; i++)
        snprintf(name + 2 * i, 3, "%02x", (unsigned char)digest.bytes[i]);
}

static struct digest digest_of(const struct cache *cache, struct str content) {
    return canonical(XXH3_128bits_withSecret(content.data, content.len, cache->secret.data, cache->secret.len));
}

static void add_number(struct buf *out, uint64_t number) {
    buf_add(out, (struct str){(const char *)&number, sizeof(number)});
}

static bool take_number(struct str *rest, uint64_t *number) {
    if (rest->len < sizeof(*number))
        return false;
    memcpy(number, rest->data, sizeof(*number));
    *rest = str_slice(*rest, sizeof(*number), rest->len);
    return true;
}

void cache_ask(struct cache *cache, struct str path, bool there) {
    if (!cache)
        return;
    add_number(&cache->asked, path.len);
    buf_byte(&cache->asked, there ? '+' : '-');
    buf_add(&cache->asked, path);
}

static bool same_answers(const struct cache *cache, struct str asked) {
    for (uint64_t len; take_number(&asked, &len) && len < asked.len;) {
        if (store_has(cache->settings, str_slice(asked, 1, (size_t)len + 1)) != (asked.data[0] == '+'))
            return false;
        asked = str_slice(asked, (size_t)len + 1, asked.len);
    }
    return asked.len == 0;
}

static bool take_text(struct str *rest, struct str *text) {
    uint64_t len;
    if (!take_number(rest, &len) || len > rest->len)
        return false;
    *text = str_slice(*rest, 0, (size_t)len);
    *rest = str_slice(*rest, (size_t)len, rest->len);
    return true;
}

static bool parse(const struct cache *cache, struct str content, struct cache_entry *entry) {
    struct str rest = str_slice(content, strlen(MAGIC) + DIGEST_BYTES, content.len);
    struct digest digest = digest_of(cache, rest);
    uint64_t status, count;
    if (!str_starts(content, STR(MAGIC)) || content.len < strlen(MAGIC) + DIGEST_BYTES ||
        memcmp(content.data + strlen(MAGIC), digest.bytes, DIGEST_BYTES) != 0 || !take_number(&rest, &status) ||
        !take_number(&rest, &count) || status > 1 || count != entry->count)
        return false;
    entry->status = (int)status;
    for (size_t i = 0; i < entry->count; i++)
        if (!take_text(&rest, &entry->reports[i]))
            return false;
    return same_answers(cache, rest);
}

bool cache_find(struct cache *cache, struct cache_entry *entry) {
    char name[NAME_BYTES + 1];
    struct str content;
    if (!cache || cache->bytes < WORTH)
        return false;
    name_entry(cache, name);
    if (!read_file(cache, name, &content) || !parse(cache, content, entry))
        return false;
    /* Used now: it is not the next to go. Where that may not be written nothing goes. */
    utimensat(AT_FDCWD, str_format(cache->arena, "%.*s%s", STR_ARGS(cache->folder), name).data, NULL, 0);
    return true;
}

static bool is_entry(const char *name) {
    return strlen(name) == NAME_BYTES && strspn(name, "0123456789abcdef") == NAME_BYTES;
}

/* Drops the oldest entry when there are too many: one is added at a time. Other files are left alone. */
static void drop_oldest(const struct cache *cache) {
    DIR *folder = opendir(str_copy(cache->arena, cache->folder).data);
    struct str oldest = {0};
    struct timespec when = {0};
    size_t count = 0;
    if (!folder)
        return;
    for (struct dirent *file; (file = readdir(folder));) {
        struct stat status;
        if (!is_entry(file->d_name) || fstatat(dirfd(folder), file->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        count++;
        if (oldest.len && (status.st_mtim.tv_sec > when.tv_sec ||
                           (status.st_mtim.tv_sec == when.tv_sec && status.st_mtim.tv_nsec >= when.tv_nsec)))
            continue;
        oldest = str_copy(cache->arena, str_from(file->d_name));
        when = status.st_mtim;
    }
    if (count > ENTRIES)
        unlinkat(dirfd(folder), oldest.data, 0);
    closedir(folder);
}

void cache_store(struct cache *cache, const struct cache_entry *entry) {
    char name[NAME_BYTES + 1];
    if (!cache || cache->bytes < WORTH)
        return;
    struct buf body = buf_in(cache->arena), content = buf_in(cache->arena);
    add_number(&body, (uint64_t)entry->status);
    add_number(&body, entry->count);
    for (size_t i = 0; i < entry->count; i++) {
        add_number(&body, entry->reports[i].len);
        buf_add(&body, entry->reports[i]);
    }
    buf_add(&body, buf_str(&cache->asked));
    if (body.len > ENTRY_BYTES - 64)
        return;
    struct digest digest = digest_of(cache, buf_str(&body));
    buf_add(&content, STR(MAGIC));
    buf_add(&content, (struct str){digest.bytes, DIGEST_BYTES});
    buf_add(&content, buf_str(&body));
    name_entry(cache, name);
    write_file(cache, name, buf_str(&content));
    drop_oldest(cache);
}
