/* Any bytes as what somebody else has put into the cache. As the entry they are not believed; with the right digest, as
 * from who could read the secret, they are read within their bounds; as the secret they make all entries unknown. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "cache.h"
#include "harness.h"

enum { HEAD = 17, DIGEST = 16, SECRET = 192, NAME = 32, REPORTS = 2, MOST = 4096, WORTH = 128 << 10 };

static char folder[] = "/tmp/planlint-fuzz-XXXXXX";
static char name[NAME + 1], secret[MOST], genuine[MOST];
static size_t genuine_len;

static int open_in_folder(const char *file, int flags) {
    char path[sizeof(folder) + NAME + 2];
    snprintf(path, sizeof(path), "%s/%s", folder, file);
    int descriptor = open(path, flags);
    REQUIRE(descriptor >= 0);
    return descriptor;
}

/* Not by O_TRUNC: ext4 waits for the disk when what replaces a file is closed. */
static void put(const char *file, struct str content) {
    int descriptor = open_in_folder(file, O_WRONLY);
    REQUIRE(write(descriptor, content.data, content.len) == (ssize_t)content.len);
    REQUIRE(ftruncate(descriptor, (off_t)content.len) == 0);
    close(descriptor);
}

static size_t get(const char *file, char *bytes) {
    int descriptor = open_in_folder(file, O_RDONLY);
    ssize_t got = read(descriptor, bytes, MOST);
    REQUIRE(got > 0 && got < MOST);
    close(descriptor);
    return (size_t)got;
}

static struct cache *open_cache(struct settings *settings) {
    static const char bytes[WORTH];
    settings->cache_dir = str_from(folder);
    struct cache *cache = cache_open(settings);
    REQUIRE(cache != NULL);
    cache_add(cache, (struct str){bytes, sizeof(bytes)});
    return cache;
}

static void empty_folder(void) {
    DIR *files = opendir(folder);
    for (struct dirent *file; files && (file = readdir(files));)
        unlinkat(dirfd(files), file->d_name, 0);
    if (files)
        closedir(files);
    rmdir(folder);
}

/* Makes the folder, its secret and one entry. */
static void fill(void) {
    struct arena *arena = arena_create();
    struct settings settings = {.arena = arena};
    struct str reports[REPORTS] = {STR("eight by"), STR("sixteen bytes..!")};
    REQUIRE(mkdtemp(folder) != NULL);
    atexit(empty_folder);
    struct cache *cache = open_cache(&settings);
    cache_ask(cache, STR("no-such-file"), false);
    cache_store(cache, &(struct cache_entry){1, reports, REPORTS});
    DIR *files = opendir(folder);
    REQUIRE(files != NULL);
    for (struct dirent *file; (file = readdir(files));)
        if (strlen(file->d_name) == NAME)
            memcpy(name, file->d_name, NAME);
    closedir(files);
    REQUIRE(get("secret", secret) == SECRET);
    genuine_len = get(name, genuine);
    arena_destroy(arena);
}

/* Looks for the entry; what is found lies in memory that can be read. */
static bool find(size_t size) {
    struct arena *arena = arena_create();
    struct settings settings = {.arena = arena};
    struct cache_entry found = {-1, (struct str[REPORTS]){{0}}, REPORTS};
    bool there = cache_find(open_cache(&settings), &found);
    if (there) {
        REQUIRE(found.status == 0 || found.status == 1);
        REQUIRE(found.reports[0].len + found.reports[1].len <= size);
        for (size_t i = 0; i < REPORTS; i++)
            free(memcpy(malloc(found.reports[i].len + 1), found.reports[i].data, found.reports[i].len));
    }
    arena_destroy(arena);
    return there;
}

static struct str forge(const uint8_t *data, size_t size, char *bytes) {
    XXH128_canonical_t digest;
    XXH128_canonicalFromHash(&digest, XXH3_128bits_withSecret(data, size, secret, SECRET));
    memcpy(bytes, genuine, HEAD);
    memcpy(bytes + HEAD, digest.digest, DIGEST);
    if (size)
        memcpy(bytes + HEAD + DIGEST, data, size);
    return (struct str){bytes, HEAD + DIGEST + size};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str raw = {(const char *)data, size};
    harness_start();
    if (!genuine_len)
        fill();
    put(name, raw);
    REQUIRE(!find(size) || str_equal(raw, (struct str){genuine, genuine_len}));

    char *bytes = malloc(HEAD + DIGEST + size);
    put(name, forge(data, size, bytes));
    find(size);
    free(bytes);

    put(name, (struct str){genuine, genuine_len});
    REQUIRE(find(genuine_len));
    /* A secret that is cut short is replaced, which is slow: a file is synced. */
    if (size < SECRET)
        return 0;
    put("secret", str_slice(raw, 0, SECRET));
    REQUIRE(!find(genuine_len) || memcmp(data, secret, SECRET) == 0);
    put("secret", (struct str){secret, SECRET});
    return 0;
}
