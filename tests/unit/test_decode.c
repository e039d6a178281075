#include "test.h"

#include "decode.h"

#define BYTES(literal)                                                                                                 \
    { (literal), sizeof(literal) - 1 }

static void files_are_decoded_by_mark_declaration_and_null_bytes(void **state) {
    (void)state;
    static const struct {
        struct str bytes;
        const char *text;
        enum encoding encoding;
    } cases[] = {
        {BYTES("<å/>"), "<å/>", ENCODING_UTF8},
        {BYTES("\xef\xbb\xbf<a/>"), "\xef\xbb\xbf<a/>", ENCODING_UTF8},
        {BYTES("\xff\xfe<\0\xe5\0/\0>\0"), "\xef\xbb\xbf<å/>", ENCODING_UTF16LE},
        {BYTES("\xfe\xff\0<\0\xe5\0/\0>"), "\xef\xbb\xbf<å/>", ENCODING_UTF16BE},
        {BYTES("<\0\x34\xd8\x1e\xdd"), "<𝄞", ENCODING_UTF16LE},
        {BYTES("\0<\0a"), "<a", ENCODING_UTF16BE},
        {BYTES("<?xml version='1.0' encoding='ISO-8859-1'?>\xe5"), "<?xml version='1.0' encoding='ISO-8859-1'?>å",
         ENCODING_LATIN1},
        {BYTES("<?xml version='1.0' encoding = \"windows-1252\"?>\x80\x97"),
         "<?xml version='1.0' encoding = \"windows-1252\"?>€—", ENCODING_WINDOWS1252},
        {BYTES("<?xml version='1.0' encoding='us-ascii'?>a"), "<?xml version='1.0' encoding='us-ascii'?>a",
         ENCODING_ASCII},
        {BYTES("<?xml version='1.0'?><a encoding='latin1'/>"), "<?xml version='1.0'?><a encoding='latin1'/>",
         ENCODING_UTF8},
        {BYTES(""), "", ENCODING_UTF8},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct source *source = source_create(arena, STR("p"), (struct str){NULL, 0}, cases[i].bytes);
        struct diag_list diags = diag_list_in(arena, 0);
        assert_true(decode(source, &diags));
        assert_str(source->text, cases[i].text, cases[i].text);
        assert_number(source->encoding, cases[i].encoding, cases[i].text);
        assert_false(diag_failed(&diags));
        arena_destroy(arena);
    }
}

static void bytes_that_are_no_text_are_named_where_they_stand(void **state) {
    (void)state;
    static const struct {
        struct str bytes;
        const char *id;
        size_t offset;
    } cases[] = {
        {BYTES("<p>f\xf6rst</p>"), "DOC030", 4},
        {BYTES("<p>\xc0\xaf</p>"), "DOC030", 3},
        {BYTES("<p>\x81</p>"), "DOC032", 3},
        {BYTES("<p>\xc3"), "DOC031", 3},
        {BYTES("<p>\xe2\x82"), "DOC031", 3},
        {BYTES("\xff\xfe<\0a"), "DOC033", 4},
        {BYTES("\xff\xfe<\0\x34\xd8>\0"), "DOC034", 4},
        {BYTES("\xff\xfe<\0\x1e\xdd"), "DOC034", 4},
        {BYTES("<?xml version='1.0' encoding='UTF-16'?><a/>"), "DOC035", 30},
        {BYTES("\xef\xbb\xbf<?xml version='1.0' encoding='ISO-8859-1'?><a/>"), "DOC035", 33},
        {BYTES("<?xml version='1.0' encoding='UTF-7'?><a/>"), "DOC036", 30},
        {BYTES("\xff\xfe\0\0<\0\0\0"), "DOC036", 0},
        {BYTES("<?xml version='1.0' encoding='ascii'?>\xc3\xa5"), "DOC037", 38},
        {BYTES("<?xml version='1.0' encoding='cp1252'?>\xe5\x81"), "DOC038", 41},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct source *source = source_create(arena, STR("p"), (struct str){NULL, 0}, cases[i].bytes);
        struct diag_list diags = diag_list_in(arena, 0);
        assert_false(decode(source, &diags));
        assert_int_equal(diags.count, 1);
        assert_str(diags.items[0]->id, cases[i].id, cases[i].id);
        assert_number((int64_t)diags.items[0]->place.begin, (int64_t)cases[i].offset, cases[i].id);
        assert_true(diags.items[0]->fatal);
        arena_destroy(arena);
    }
}

static void utf16_without_a_mark_is_read_with_a_note(void **state) {
    (void)state;
    static const char declaration[] = "<?xml version='1.0' encoding='UTF-16'?><a/>";
    char bytes[2 * sizeof(declaration)];
    for (size_t i = 0; i < sizeof(declaration) - 1; i++) {
        bytes[2 * i] = declaration[i];
        bytes[2 * i + 1] = 0;
    }
    struct arena *arena = arena_create();
    struct str stored = {bytes, 2 * (sizeof(declaration) - 1)};
    struct source *source = source_create(arena, STR("p"), (struct str){NULL, 0}, stored);
    struct diag_list diags = diag_list_in(arena, 0);
    assert_true(decode(source, &diags));
    assert_str(source->text, declaration, "text");
    assert_int_equal(diags.count, 1);
    assert_str(diags.items[0]->id, "DOC039", "note");
    assert_true(decode(source, &diags)); /* once is enough */
    assert_int_equal(diags.count, 1);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_decoded_by_mark_declaration_and_null_bytes),
        cmocka_unit_test(bytes_that_are_no_text_are_named_where_they_stand),
        cmocka_unit_test(utf16_without_a_mark_is_read_with_a_note),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
