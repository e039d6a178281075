#include "test.h"
#include "vec.h"

static void blocks_are_zeroed_and_aligned(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    static const size_t sizes[] = {0, 1, 15, 16, 17, 4000, 70000, 300000, 5000000, 3};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        unsigned char *block = arena_alloc(arena, sizes[i]);
        assert_int_equal((uintptr_t)block % _Alignof(void *), 0);
        for (size_t at = 0; at < sizes[i]; at++)
            assert_int_equal(block[at], 0);
        memset(block, 0xff, sizes[i]);
    }
    arena_destroy(arena);
}

static void blocks_do_not_overlap(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    unsigned char *blocks[2000];
    for (size_t i = 0; i < COUNT(blocks); i++) {
        blocks[i] = arena_alloc(arena, i + 1);
        memset(blocks[i], (int)(i % 251), i + 1);
    }
    for (size_t i = 0; i < COUNT(blocks); i++) {
        assert_int_equal(blocks[i][0], i % 251);
        assert_int_equal(blocks[i][i], i % 251);
    }
    arena_destroy(arena);
}

static void growing_keeps_the_old_bytes_and_zeroes_the_new(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    size_t size = 10;
    unsigned char *block = arena_grow(arena, NULL, 0, size);
    memset(block, 7, size);
    for (int round = 0; round < 20; round++) {
        if (round % 3 == 0)
            memset(arena_alloc(arena, 100), 9, 100); /* so that it is not the newest block */
        block = arena_grow(arena, block, size, size * 2);
        for (size_t at = 0; at < size; at++)
            assert_int_equal(block[at], 7);
        for (size_t at = size; at < size * 2; at++)
            assert_int_equal(block[at], 0);
        memset(block, 7, size * 2);
        size *= 2;
    }
    arena_destroy(arena);
}

static void growing_zeroes_what_was_in_use_beyond_the_old_bytes(void **state) {
    (void)state;
    static const size_t sizes[] = {64, 1 << 20};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct arena *arena = arena_create();
        unsigned char *block = arena_alloc(arena, sizes[i]);
        memset(block, 7, sizes[i]);
        block = arena_grow(arena, block, sizes[i] / 2, sizes[i] * 2);
        assert_int_equal(block[sizes[i] / 2 - 1], 7);
        assert_int_equal(block[sizes[i] / 2], 0);
        assert_int_equal(block[sizes[i] - 1], 0);
        arena_destroy(arena);
    }
}

static void the_newest_block_grows_in_place(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    void *block = arena_alloc(arena, 100);
    assert_ptr_equal(arena_grow(arena, block, 100, 1000), block);
    arena_alloc(arena, 1);
    assert_ptr_not_equal(arena_grow(arena, block, 1000, 2000), block);
    arena_destroy(arena);
}

static void a_large_block_takes_no_more_than_its_size(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    size_t size = 1 << 20;
    void *first = arena_alloc(arena, size);
    void *second = arena_alloc(arena, size);
    for (; size < 16u << 20; size *= 2) {
        first = arena_grow(arena, first, size, size * 2);
        second = arena_grow(arena, second, size, size * 2);
    }
    assert_in_range(arena_bytes(arena), 2 * size, 2 * size + (1 << 20));
    arena_destroy(arena);
}

struct log {
    char text[8];
    size_t count;
};
struct entry {
    struct log *log;
    char name;
};

static void note(void *object) {
    struct entry *entry = object;
    entry->log->text[entry->log->count++] = entry->name;
}

static void releases_run_last_registered_first(void **state) {
    (void)state;
    struct log log = {0};
    struct entry entries[] = {{&log, 'a'}, {&log, 'b'}, {&log, 'c'}};
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(entries); i++)
        arena_defer(arena, note, &entries[i]);
    assert_int_equal(log.count, 0);
    arena_destroy(arena);
    assert_string_equal(log.text, "cba");
}

static void destroying_nothing_is_allowed(void **state) {
    (void)state;
    arena_destroy(NULL);
}

static void a_vec_keeps_its_items_in_order(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    VEC(size_t) numbers = {0};
    for (size_t i = 0; i < 100000; i++)
        *vec_add(arena, &numbers) = i;
    assert_int_equal(numbers.count, 100000);
    for (size_t i = 0; i < numbers.count; i++)
        assert_int_equal(numbers.items[i], i);
    arena_destroy(arena);
}

/* Takes blocks, each of zeros, and leaves other bytes in them. */
static void take_zeroed(struct arena *arena, const size_t *sizes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        unsigned char *block = arena_alloc(arena, sizes[i]);
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(block[k], 0);
        memset(block, 0xff, sizes[i]);
    }
}

static void a_reset_arena_is_empty_and_zeroed_again(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    arena_reset(arena);
    for (int round = 0; round < 3; round++) {
        static const size_t sizes[] = {100, 300 << 10, 70 << 10, 100};
        take_zeroed(arena, sizes, sizeof(sizes) / sizeof(sizes[0]));
        arena_reset(arena);
        assert_true(arena_bytes(arena) <= 64 << 10);
    }
    arena_destroy(arena);
}

static void a_recycled_arena_is_zeroed_and_asks_for_no_more(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    size_t held = 0;
    for (int round = 0; round < 5; round++) {
        static const size_t sizes[] = {100, 9000, 70 << 10, 300 << 10, 200 << 10, 50};
        take_zeroed(arena, sizes, sizeof(sizes) / sizeof(sizes[0]));
        arena_recycle(arena);
        if (round)
            assert_int_equal(arena_bytes(arena), held);
        held = arena_bytes(arena);
        assert_in_range(held, 270 << 10, 1 << 20);
    }
    arena_reset(arena);
    arena_destroy(arena);
}

static void a_recycled_arena_keeps_some_megabytes_at_most(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    for (size_t i = 0; i < 1000; i++)
        arena_alloc(arena, 100 << 10);
    arena_recycle(arena);
    assert_in_range(arena_bytes(arena), 1 << 20, 8 << 20);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reset_arena_is_empty_and_zeroed_again),
        cmocka_unit_test(a_recycled_arena_is_zeroed_and_asks_for_no_more),
        cmocka_unit_test(a_recycled_arena_keeps_some_megabytes_at_most),
        cmocka_unit_test(blocks_are_zeroed_and_aligned),
        cmocka_unit_test(blocks_do_not_overlap),
        cmocka_unit_test(growing_keeps_the_old_bytes_and_zeroes_the_new),
        cmocka_unit_test(growing_zeroes_what_was_in_use_beyond_the_old_bytes),
        cmocka_unit_test(the_newest_block_grows_in_place),
        cmocka_unit_test(a_large_block_takes_no_more_than_its_size),
        cmocka_unit_test(releases_run_last_registered_first),
        cmocka_unit_test(destroying_nothing_is_allowed),
        cmocka_unit_test(a_vec_keeps_its_items_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
