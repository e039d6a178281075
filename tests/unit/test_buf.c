#include "buf.h"
#include "test.h"

static void what_is_added_stands_in_order(void **state) {
    struct buf buf = buf_in(*state);
    assert_int_equal(buf_str(&buf).len, 0);
    buf_add(&buf, STR("mål"));
    buf_add(&buf, (struct str){NULL, 0});
    buf_byte(&buf, ':');
    buf_code_point(&buf, 0x20ac);
    buf_format(&buf, "%d/%s", 12, "x");
    assert_str(buf_str(&buf), "mål:€12/x", "all");
}

static void formatted_text_may_be_longer_than_the_room(void **state) {
    struct buf buf = buf_in(*state);
    buf_format(&buf, "%5000d|", 1);
    assert_int_equal(buf.len, 5001);
    assert_int_equal(buf.data[4999], '1');
    assert_int_equal(buf.data[5000], '|');
}

static void reserving_does_not_change_the_length(void **state) {
    struct buf buf = buf_in(*state);
    buf_add(&buf, STR("ab"));
    memcpy(buf_reserve(&buf, 3000), "cd", 2);
    assert_int_equal(buf.len, 2);
    buf.len += 2;
    assert_str(buf_str(&buf), "abcd", "after");
}

static void many_bytes_are_all_there(void **state) {
    struct buf buf = buf_in(*state);
    for (size_t i = 0; i < 1000000; i++)
        buf_byte(&buf, (char)('a' + i % 26));
    assert_int_equal(buf.len, 1000000);
    for (size_t i = 0; i < buf.len; i++)
        assert_int_equal(buf.data[i], 'a' + (int)(i % 26));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_added_stands_in_order, arena_set_up, arena_tear_down),
        cmocka_unit_test_setup_teardown(formatted_text_may_be_longer_than_the_room, arena_set_up, arena_tear_down),
        cmocka_unit_test_setup_teardown(reserving_does_not_change_the_length, arena_set_up, arena_tear_down),
        cmocka_unit_test_setup_teardown(many_bytes_are_all_there, arena_set_up, arena_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
