#include "buf.h"
#include "line_hash.h"
#include "test.h"

/* Vectors of github/codeql-action, src/fingerprints.test.ts, and two for what Swedish files hold. */
static void lines_have_the_hashes_of_code_scanning(void **state) {
    (void)state;
    static const struct {
        const char *text, *hashes;
    } cases[] = {
        {"", "c129715d7a2bc9a3:1 "},
        {" a\nb\n  \t\tc\n d", "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1 "},
        {" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
         "e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 b3edc88f2938467e:1 "
         "c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1 "},
        {"<aktivitet id=\"A1\">Åtgärd för mål</aktivitet>\n<aktivitet id=\"A2\">\U0001f3e5 vård</aktivitet>\n",
         "b144b5c55f0c44e6:1 fb1ff0edbc08c851:1 c129715d7a2bc9a3:1 "},
        {"\ufeff<?xml version=\"1.0\"?>\r\n<plan/>\r\n", "cbd47cc18635b6d1:1 1cef6fc4497d94d9:1 c129715d7a2bc9a3:1 "},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct buf found = buf_in(arena);
        size_t count;
        struct str *hashes = line_hash(arena, str_from(cases[i].text), &count);
        for (size_t k = 0; k < count; k++)
            buf_format(&found, "%.*s ", STR_ARGS(hashes[k]));
        buf_byte(&found, '\0');
        assert_string_equal(found.data, cases[i].hashes);
        arena_destroy(arena);
    }
}

static void equal_lines_are_numbered(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct buf text = buf_in(arena);
    size_t count;
    for (size_t i = 0; i < 10; i++)
        buf_add(&text, STR("Lorem ipsum dolor sit amet.\n"));
    struct str *hashes = line_hash(arena, buf_str(&text), &count);
    assert_int_equal(count, 11);
    assert_true(str_is(hashes[5], "a7f2ff13bc495cf2:6"));
    assert_true(str_is(hashes[6], "a7f2ff1481e87703:1"));
    assert_true(str_is(hashes[10], "c129715d7a2bc9a3:1"));
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_have_the_hashes_of_code_scanning),
        cmocka_unit_test(equal_lines_are_numbered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
