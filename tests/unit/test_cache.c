/* Entries of the cache that are forged with the right digest, as who has read the secret of the folder can. What they
 * say is theirs; that reading them stays within them is ours. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "arena.h"
#include "cache.h"

enum { HEAD = 17, DIGEST = 16, SECRET = 192, ROUNDS = 4000, MOST = 4096, WORTH = 128 << 10 };

static char folder[] = "/tmp/planlint-cache-XXXXXX";

static size_t read_whole(const char *name, char *bytes) {
    char path[512];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t len = fread(bytes, 1, MOST, file);
    fclose(file);
    return len;
}

static void write_forged(const char *name, char *bytes, size_t len, const char *secret) {
    char path[512];
    XXH128_canonical_t digest;
    XXH128_canonicalFromHash(&digest,
                             XXH3_128bits_withSecret(bytes + HEAD + DIGEST, len - HEAD - DIGEST, secret, SECRET));
    memcpy(bytes + HEAD, digest.digest, DIGEST);
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(bytes, 1, len, file);
    fclose(file);
}

static struct cache *open_cache(struct settings *settings) {
    static const char bytes[WORTH];
    struct cache *cache = cache_open(settings);
    assert_non_null(cache);
    cache_add(cache, (struct str){bytes, sizeof(bytes)});
    return cache;
}

static void find_entry(char *name) {
    DIR *files = opendir(folder);
    assert_non_null(files);
    for (struct dirent *file; (file = readdir(files));)
        if (strlen(file->d_name) == 32)
            memcpy(name, file->d_name, 33);
    closedir(files);
}

/* One change of the body: a byte, a number at the place of one, or the end. Returns the new length. */
static size_t change(char *bytes, size_t len, uint32_t *state) {
    static const uint64_t numbers[] = {0, 1, 2, 3, 255, 1u << 31, UINT64_MAX, UINT64_MAX - 7, UINT64_MAX / 2, 1u << 20};
    if (len <= HEAD + DIGEST)
        return len;
    *state = *state * 1664525u + 1013904223u;
    size_t at = HEAD + DIGEST + (*state >> 8) % (len - HEAD - DIGEST);
    switch (*state >> 30) {
    case 0:
        bytes[at] = (char)(*state >> 16);
        return len;
    case 1:
        return at;
    default:
        at -= (at - HEAD - DIGEST) % 8;
        if (at + 8 <= len)
            memcpy(bytes + at, &numbers[(*state >> 20) % (sizeof(numbers) / sizeof(*numbers))], 8);
        return len;
    }
}

static void test_a_forged_entry_is_read_within_its_bounds(void **test_state) {
    (void)test_state;
    struct arena *arena = arena_create();
    struct settings settings = {.arena = arena};
    struct str reports[2] = {STR("eight by"), STR("sixteen bytes..!")};
    struct cache_entry entry = {1, reports, 2};
    char name[33] = "", secret[MOST], whole[MOST], bytes[MOST];
    assert_non_null(mkdtemp(folder));
    settings.cache_dir = str_from(folder);
    struct cache *cache = open_cache(&settings);
    cache_ask(cache, STR("no-such-file"), false);
    cache_store(cache, &entry);
    find_entry(name);
    assert_int_equal(read_whole("secret", secret), SECRET);
    size_t len = read_whole(name, whole), believed = 0;
    assert_true(len > HEAD + DIGEST);
    memcpy(bytes, whole, len);
    write_forged(name, bytes, len, secret);
    assert_memory_equal(bytes, whole, len);
    assert_true(cache_find(cache, &entry));
    uint32_t state = 1;
    for (int i = 0; i < ROUNDS; i++) {
        struct cache_entry found = {-1, (struct str[2]){{0}}, 2};
        memcpy(bytes, whole, len);
        size_t changed = change(bytes, change(bytes, len, &state), &state);
        write_forged(name, bytes, changed, secret);
        if (!cache_find(cache, &found))
            continue;
        believed++;
        assert_in_range(found.status, 0, 1);
        assert_true(found.reports[0].len + found.reports[1].len <= changed);
        for (int j = 0; j < 2; j++)
            free(memcpy(malloc(found.reports[j].len + 1), found.reports[j].data, found.reports[j].len));
    }
    assert_in_range(believed, 1, ROUNDS - 1);
    unlink(str_format(arena, "%s/%s", folder, name).data);
    unlink(str_format(arena, "%s/secret", folder).data);
    assert_int_equal(rmdir(folder), 0);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_forged_entry_is_read_within_its_bounds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
