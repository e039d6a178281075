#include "test.h"

#include "source.h"

static struct source *source_of(struct arena *arena, struct str bytes) {
    return source_create(arena, STR("plan.xml"), (struct str){NULL, 0}, bytes);
}

static void positions_count_lines_and_columns_in_every_unit(void **state) {
    (void)state;
    /* "å" is two bytes, "𝄞" four bytes and two UTF-16 units. */
    static const struct {
        const char *text;
        size_t offset, line, column, utf16, bytes;
    } cases[] = {
        {"", 0, 1, 1, 1, 1},
        {"abc", 2, 1, 3, 3, 3},
        {"abc", 99, 1, 4, 4, 4},
        {"a\nb", 1, 1, 2, 2, 2},
        {"a\nb", 2, 2, 1, 1, 1},
        {"a\r\nb", 3, 2, 1, 1, 1},
        {"a\rb\r\rc", 5, 4, 1, 1, 1},
        {"a\n", 2, 2, 1, 1, 1},
        {"å𝄞x", 6, 1, 3, 4, 7},
        {"x\nå𝄞x", 8, 2, 3, 4, 7},
        {"\xef\xbb\xbfxy", 4, 1, 2, 2, 2},
        {"\xef\xbb\xbfxy", 0, 1, 1, 1, 1},
        {"a\u2028b", 4, 1, 3, 3, 5},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct position at = source_locate(source_of(arena, str_from(cases[i].text)), cases[i].offset);
        assert_number((int64_t)at.line, (int64_t)cases[i].line, cases[i].text);
        assert_number((int64_t)at.column, (int64_t)cases[i].column, cases[i].text);
        assert_number((int64_t)at.column_utf16, (int64_t)cases[i].utf16, cases[i].text);
        assert_number((int64_t)at.column_bytes, (int64_t)cases[i].bytes, cases[i].text);
        arena_destroy(arena);
    }
}

static void columns_are_right_behind_many_blocks_of_one_line(void **state) {
    (void)state;
    enum { LETTERS = 20001 };
    struct arena *arena = arena_create();
    char *text = arena_alloc(arena, 2 * LETTERS + 2);
    text[0] = '\n'; /* so that every block begins inside a letter */
    for (size_t i = 0; i < LETTERS; i++)
        memcpy(text + 1 + 2 * i, "å", 2);
    struct source *source = source_of(arena, (struct str){text, 2 * LETTERS + 1});
    for (size_t i = 0; i <= LETTERS; i += 7) {
        struct position at = source_locate(source, 1 + 2 * i);
        assert_number((int64_t)at.line, 2, "line");
        assert_number((int64_t)at.column, (int64_t)i + 1, "column");
    }
    arena_destroy(arena);
}

static void lines_come_without_their_ends_and_without_a_byte_order_mark(void **state) {
    (void)state;
    static const char *const wanted[] = {"", "one", "", "three", "four", "", ""};
    struct arena *arena = arena_create();
    struct source *source = source_of(arena, STR("\xef\xbb\xbfone\n\nthree\r\nfour\r"));
    for (size_t line = 0; line < COUNT(wanted); line++)
        assert_str(source_line(source, line), wanted[line], "line");
    arena_destroy(arena);
}

static void stored_offsets_count_in_the_encoding_of_the_file(void **state) {
    (void)state;
    static const struct {
        enum encoding encoding;
        size_t stored;
    } cases[] = {{ENCODING_UTF8, 7}, {ENCODING_UTF16LE, 8}, {ENCODING_UTF16BE, 8}, {ENCODING_LATIN1, 3}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct source *source = source_of(arena, STR(""));
        source_set_text(source, STR("å𝄞xy"), cases[i].encoding);
        assert_number((int64_t)source_stored(source, 7), (int64_t)cases[i].stored, "stored");
        arena_destroy(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_count_lines_and_columns_in_every_unit),
        cmocka_unit_test(columns_are_right_behind_many_blocks_of_one_line),
        cmocka_unit_test(lines_come_without_their_ends_and_without_a_byte_order_mark),
        cmocka_unit_test(stored_offsets_count_in_the_encoding_of_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
