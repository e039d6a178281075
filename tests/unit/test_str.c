#include "test.h"

static void slices_are_clamped(void **state) {
    (void)state;
    static const struct {
        size_t begin, end;
        const char *wanted;
    } cases[] = {{0, 3, "abc"}, {1, 2, "b"}, {2, 9, "c"}, {3, 3, ""}, {7, 9, ""}, {2, 1, ""}};
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_str(str_slice(STR("abc"), cases[i].begin, cases[i].end), cases[i].wanted, "slice");
    assert_int_equal(str_slice((struct str){NULL, 0}, 0, 5).len, 0);
}

static void order_is_by_bytes_and_a_prefix_comes_first(void **state) {
    (void)state;
    assert_true(str_compare(STR("a"), STR("b")) < 0);
    assert_true(str_compare(STR("ab"), STR("a")) > 0);
    assert_true(str_compare(STR("z"), STR("å")) < 0);
    assert_int_equal(str_compare(STR("x"), STR("x")), 0);
    assert_true(str_compare(STR(""), STR("x")) < 0);
}

static void a_needle_is_found_from_an_offset_on(void **state) {
    (void)state;
    assert_int_equal(str_find(STR("abcabc"), STR("bc"), 0), 1);
    assert_int_equal(str_find(STR("abcabc"), STR("bc"), 2), 4);
    assert_true(str_find(STR("abcabc"), STR("bc"), 5) == SIZE_MAX);
    assert_true(str_find(STR("ab"), STR("abc"), 0) == SIZE_MAX);
    assert_int_equal(str_find(STR("ab"), STR(""), 2), 2);
    assert_true(str_find(STR("ab"), STR(""), 3) == SIZE_MAX);
}

static void beginnings_and_ends_are_compared(void **state) {
    (void)state;
    assert_true(str_starts(STR("plan.xml"), STR("plan")));
    assert_false(str_starts(STR("pl"), STR("plan")));
    assert_true(str_ends(STR("plan.xml"), STR(".xml")));
    assert_false(str_ends(STR("xml"), STR(".xml")));
    assert_true(str_ends(STR("x"), STR("")));
}

static void trimming_takes_blanks_of_both_kinds(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"a", "a"},
        {" \t\r\n a b \f\v", "a b"},
        {"\u00a0\u2007\u202fa\u00a0", "a"},
        {"\u00a0 \u00a0", ""},
        {"", ""},
        {"\u2003a", "\u2003a"},
        {"\u00e0", "\u00e0"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_str(str_trim(str_from(cases[i][0])), cases[i][1], cases[i][0]);
    assert_true(str_is_blank(STR(" \u00a0")));
    assert_false(str_is_blank(STR(" . ")));
}

static void collapsing_leaves_one_space(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"a b", "a b"},
        {" a", "a"},
        {"a\n", "a"},
        {"a  b", "a b"},
        {"\r\n a\t\tb \n c ", "a b c"},
        {" \n ", ""},
        {"", ""},
        {"a\u00a0 b", "a\u00a0 b"},
    };
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_str(str_collapse(arena, str_from(cases[i][0])), cases[i][1], cases[i][0]);
    arena_destroy(arena);
}

static void cutting_gives_the_pieces_and_then_nothing(void **state) {
    (void)state;
    struct str rest = STR("a=b=");
    assert_str(str_cut(&rest, '='), "a", "first");
    assert_str(str_cut(&rest, '='), "b", "second");
    assert_non_null(rest.data);
    assert_str(str_cut(&rest, '='), "", "third");
    assert_null(rest.data);
    assert_int_equal(str_cut(&rest, '=').len, 0);
}

static void only_whole_decimal_numbers_are_numbers(void **state) {
    (void)state;
    uint64_t value = 5;
    assert_true(str_to_number(STR("18446744073709551615"), &value));
    assert_true(value == UINT64_MAX);
    assert_true(str_to_number(STR("007"), &value));
    assert_int_equal(value, 7);
    static const char *const bad[] = {"", "-1", "+1", "1 ", "0x1", "1.0", "18446744073709551616"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        if (str_to_number(str_from(bad[i]), &value))
            fail_msg("accepted: %s", bad[i]);
    }
    assert_int_equal(value, 7);
}

static void ill_formed_utf8_is_found_at_its_first_byte(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t length, at;
    } cases[] = {
        {"", 0, 0},
        {"abcdefghijklmnop", 16, 16},
        {"abcdefg\xc3\xa5hijklm", 15, 15},
        {"\xf0\x9f\x98\x80", 4, 4},
        {"abcdefgh\x80", 9, 8},
        {"a\xc3", 2, 1},
        {"\xc0\x80", 2, 0}, /* overlong NUL */
        {"\xc1\xbf", 2, 0},
        {"\xe0\x9f\xbf", 3, 0},  /* overlong */
        {"x\xed\xa0\x80", 4, 1}, /* surrogate */
        {"\xed\x9f\xbf\xee\x80\x80", 6, 6},
        {"\xf0\x8f\xbf\xbf", 4, 0},
        {"\xf4\x8f\xbf\xbf", 4, 4},
        {"\xf4\x90\x80\x80", 4, 0}, /* over U+10FFFF */
        {"\xf5\x80\x80\x80", 4, 0},
        {"\xe2\x82\x28", 3, 0},
        {"12345678\xff", 9, 8},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str s = {cases[i].bytes, cases[i].length};
        assert_number((int64_t)utf8_check(s), (int64_t)cases[i].at, cases[i].bytes);
    }
}

static void code_points_survive_encoding(void **state) {
    (void)state;
    for (uint32_t code_point = 0; code_point <= 0x110010; code_point += code_point < 0x3000 ? 1 : 7) {
        char bytes[4];
        struct str s = {bytes, utf8_encode(code_point, bytes)};
        bool exists = code_point <= 0x10ffff && (code_point < 0xd800 || code_point > 0xdfff);
        size_t at = 0;
        assert_int_equal(utf8_check(s), s.len);
        assert_int_equal(utf8_next(s, &at), exists ? code_point : 0xfffd);
        assert_int_equal(at, s.len);
        assert_int_equal(utf8_before(s, s.len), exists ? code_point : 0xfffd);
    }
}

static void bytes_that_are_no_utf8_are_stepped_over_one_by_one(void **state) {
    (void)state;
    struct str s = STR("\xe2\x82"
                       "a");
    size_t at = 0;
    assert_int_equal(utf8_next(s, &at), 0xfffd);
    assert_int_equal(at, 1);
    assert_int_equal(utf8_next(s, &at), 0xfffd);
    assert_int_equal(utf8_next(s, &at), 'a');
    assert_int_equal(utf8_before(s, 2), 0xfffd);
    assert_int_equal(utf8_before(s, 0), 0);
    assert_int_equal(utf8_count(s), 3);
}

static void counts_are_of_code_points_and_utf16_units(void **state) {
    (void)state;
    struct str s = STR("samverkansnämnd – \U0001f600!");
    assert_int_equal(utf8_count(s), 20);
    assert_int_equal(utf16_count(s), 21);
}

static void a_hash_can_be_continued(void **state) {
    (void)state;
    assert_true(str_hash(STR("ab"), 0) == str_hash(STR("b"), str_hash(STR("a"), 0)));
    assert_true(str_hash(STR("ab"), 0) != str_hash(STR("ba"), 0));
    assert_true(str_hash(STR("a"), 0) == 0xaf63dc4c8601ec8cu); /* the published value of FNV-1a */
}

static void copies_and_formatted_text_end_with_nul(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    assert_string_equal(str_copy(arena, str_slice(STR("abcdef"), 1, 3)).data, "bc");
    assert_string_equal(str_copy(arena, (struct str){NULL, 0}).data, "");
    assert_string_equal(str_format(arena, "%s-%d", "x", 7).data, "x-7");
    assert_int_equal(str_format(arena, "%300d", 1).len, 300);
    assert_int_equal(str_from(NULL).len, 0);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_are_clamped),
        cmocka_unit_test(order_is_by_bytes_and_a_prefix_comes_first),
        cmocka_unit_test(a_needle_is_found_from_an_offset_on),
        cmocka_unit_test(beginnings_and_ends_are_compared),
        cmocka_unit_test(collapsing_leaves_one_space),
        cmocka_unit_test(trimming_takes_blanks_of_both_kinds),
        cmocka_unit_test(cutting_gives_the_pieces_and_then_nothing),
        cmocka_unit_test(only_whole_decimal_numbers_are_numbers),
        cmocka_unit_test(ill_formed_utf8_is_found_at_its_first_byte),
        cmocka_unit_test(code_points_survive_encoding),
        cmocka_unit_test(bytes_that_are_no_utf8_are_stepped_over_one_by_one),
        cmocka_unit_test(counts_are_of_code_points_and_utf16_units),
        cmocka_unit_test(a_hash_can_be_continued),
        cmocka_unit_test(copies_and_formatted_text_end_with_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
