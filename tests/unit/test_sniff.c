#include "test.h"

#include "sniff.h"

#define BYTES(literal)                                                                                                 \
    { (literal), sizeof(literal) - 1 }

static void files_are_known_by_their_first_bytes(void **state) {
    (void)state;
    static const struct {
        struct str bytes;
        enum content content;
        const char *id; /* NULL: no diagnostic */
    } cases[] = {
        {BYTES("<plan/>"), CONTENT_XML, NULL},
        {BYTES(" \n<plan/>"), CONTENT_XML, NULL},
        {BYTES("plain text"), CONTENT_XML, NULL},
        {BYTES("PK\3\4rest"), CONTENT_PACKAGE, NULL},
        {BYTES("PK\5\6"), CONTENT_PACKAGE, NULL},
        {BYTES("junkPK\3\4..PK\5\6.................."), CONTENT_PACKAGE, NULL},
        {BYTES("%PDF-1.7PK\3\4..PK\5\6.................."), CONTENT_PACKAGE, NULL},
        {BYTES(""), CONTENT_OTHER, "DOC010"},
        {BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..E\0n\0c\0r\0y\0p\0t\0i\0o\0n\0I\0n\0f\0o\0"), CONTENT_OTHER,
         "DOC011"},
        {BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"), CONTENT_OTHER, "DOC012"},
        {BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), CONTENT_OTHER, "DOC013"},
        {BYTES("\x1f\x8b\x08"), CONTENT_OTHER, "DOC014"},
        {BYTES("%PDF-1.7"), CONTENT_OTHER, "DOC015"},
        {BYTES("{\\rtf1"), CONTENT_OTHER, "DOC016"},
        {BYTES("\xef\xbb\xbf\r\n<!DOCTYPE HTML>"), CONTENT_OTHER, "DOC017"},
        {BYTES("MIME-Version: 1.0\r\n"), CONTENT_OTHER, "DOC018"},
        {BYTES("PK\3\4......................\10\0\0\0mimetypeapplication/vnd.oasis.opendocument.text"), CONTENT_OTHER,
         "DOC019"},
        {BYTES("version https://git-lfs.github.com/spec/v1\noid"), CONTENT_OTHER, "DOC023"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct source *file = source_create(arena, STR("p"), (struct str){NULL, 0}, cases[i].bytes);
        struct diag_list diags = diag_list_in(arena, 0);
        assert_number(sniff(file, &diags), cases[i].content, cases[i].bytes.data);
        assert_number((int64_t)diags.count, cases[i].id != NULL, cases[i].bytes.data);
        if (cases[i].id != NULL)
            assert_str(diags.items[0]->id, cases[i].id, cases[i].bytes.data);
        arena_destroy(arena);
    }
}

static void the_owner_file_of_word_is_not_taken_for_a_document(void **state) {
    (void)state;
    char bytes[162] = {5, 'A', 'n', 'n', 'a', ' '};
    struct arena *arena = arena_create();
    struct diag_list diags = diag_list_in(arena, 0);
    struct source *file =
        source_create(arena, STR("~$p.docx"), (struct str){NULL, 0}, (struct str){bytes, sizeof(bytes)});
    assert_int_equal(sniff(file, &diags), CONTENT_OTHER);
    assert_str(diags.items[0]->id, "DOC024", "owner file");
    bytes[30] = 'x';
    assert_int_equal(sniff(file, &diags), CONTENT_XML);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_known_by_their_first_bytes),
        cmocka_unit_test(the_owner_file_of_word_is_not_taken_for_a_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
