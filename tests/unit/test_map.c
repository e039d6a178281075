#include "map.h"
#include "test.h"

static void an_unknown_key_is_not_found(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct map *map = map_create(arena);
    assert_true(map_find(map, STR("a")) == MAP_NONE);
    map_add(map, STR("a"), 1);
    assert_true(map_find(map, STR("b")) == MAP_NONE);
    assert_true(map_find(map, STR("")) == MAP_NONE);
    arena_destroy(arena);
}

static void adding_keeps_the_first_value_and_setting_replaces_it(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct map *map = map_create(arena);
    assert_int_equal(map_add(map, STR("mål"), 1), 1);
    assert_int_equal(map_add(map, STR("mål"), 2), 1);
    assert_int_equal(map_find(map, STR("mål")), 1);
    map_set(map, STR("mål"), 3);
    assert_int_equal(map_find(map, STR("mål")), 3);
    map_set(map, STR("ny"), 4);
    assert_int_equal(map_find(map, STR("ny")), 4);
    arena_destroy(arena);
}

static void the_empty_key_and_keys_with_nul_are_keys(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct map *map = map_create(arena);
    map_add(map, (struct str){NULL, 0}, 1);
    map_add(map, (struct str){"a\0b", 3}, 2);
    map_add(map, (struct str){"a\0c", 3}, 3);
    assert_int_equal(map_find(map, STR("")), 1);
    assert_int_equal(map_find(map, (struct str){"a\0b", 3}), 2);
    assert_int_equal(map_find(map, (struct str){"a\0c", 3}), 3);
    arena_destroy(arena);
}

static void many_keys_keep_their_values(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct map *map = map_create(arena);
    for (size_t i = 0; i < 20000; i++)
        assert_int_equal(map_add(map, str_format(arena, "key %zu", i), i), i);
    for (size_t i = 0; i < 20000; i++)
        assert_int_equal(map_find(map, str_format(arena, "key %zu", i)), i);
    assert_true(map_find(map, STR("key 20000")) == MAP_NONE);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unknown_key_is_not_found),
        cmocka_unit_test(adding_keeps_the_first_value_and_setting_replaces_it),
        cmocka_unit_test(the_empty_key_and_keys_with_nul_are_keys),
        cmocka_unit_test(many_keys_keep_their_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
