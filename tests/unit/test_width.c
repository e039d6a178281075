#include "test.h"
#include "width.h"

static void cells_are_those_of_a_terminal(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t cells;
    } cases[] = {
        {"", 0},   {"plan", 4},       {"målåäö", 6}, {"a\u0308", 1}, {"\u65e5\u672c", 4},
        {"\t", 1}, {"\U0001f600", 2}, {"\u00a0", 1}, {"–", 1},       {"\xff", 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_number((int64_t)width_cells(str_from(cases[i].text)), (int64_t)cases[i].cells, cases[i].text);
}

static void what_could_act_is_shown_instead(void **state) {
    (void)state;
    static const struct {
        const char *text, *safe;
    } cases[] = {
        {"mål – ”x” §", "mål – ”x” §"},
        {"a\tb\nc\rd", "a b c d"},
        {"\x1b[31m", "\\u{1b}[31m"},
        {"\x7f\x01", "\\u{7f}\\u{1}"},
        {"\xc2\x85\xc2\x9b", "\\u{85}\\u{9b}"},
        {"\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8f\xd8\x9c", "\\u{202e}\\u{2066}\\u{200f}\\u{61c}"},
        {"\u2028\u2029\ufeff", "\\u{2028}\\u{2029}\\u{feff}"},
        {"\ue000", "\\u{e000}"},
        {"\xff\xc3", "\\xff\\xc3"},
        {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
        {"##[error]", "##\\[error]"},
        {"###[x", "###\\[x"},
        {"#[x", "#[x"},
        {"\ufffd", "\ufffd"},
    };
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf out = buf_in(arena);
        width_safe(&out, str_from(cases[i].text));
        assert_str(buf_str(&out), cases[i].safe, cases[i].safe);
    }
    arena_destroy(arena);
}

static void no_dangerous_code_point_comes_through(void **state) {
    (void)state;
    static const uint32_t ranges[][2] = {{0, 0x1f},        {0x7f, 0x9f},     {0x200e, 0x200f},
                                         {0x202a, 0x202e}, {0x2066, 0x2069}, {0x2028, 0x2029},
                                         {0xfeff, 0xfeff}, {0x61c, 0x61c},   {0xe0001, 0xe007f}};
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(ranges); i++) {
        for (uint32_t code_point = ranges[i][0]; code_point <= ranges[i][1]; code_point++) {
            char bytes[4];
            struct buf out = buf_in(arena);
            width_safe(&out, (struct str){bytes, utf8_encode(code_point, bytes)});
            for (size_t at = 0; at < out.len; at++)
                assert_in_range((unsigned char)out.data[at], 0x20, 0x7e);
        }
    }
    arena_destroy(arena);
}

static void two_calls_do_not_join_to_a_command(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct buf out = buf_in(arena);
    width_safe(&out, STR("##"));
    width_safe(&out, STR("[group]"));
    assert_str(buf_str(&out), "##\\[group]", "joined");
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_those_of_a_terminal),
        cmocka_unit_test(what_could_act_is_shown_instead),
        cmocka_unit_test(no_dangerous_code_point_comes_through),
        cmocka_unit_test(two_calls_do_not_join_to_a_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
