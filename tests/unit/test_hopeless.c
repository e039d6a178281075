#include "hopeless.h"
#include "regex.h"
#include "test.h"

/* What is not met, NULL: nothing of it is. */
static const struct {
    const char *pattern, *part;
} cases[] = {
    {"b$z", "z"},
    {"(b$|q)x?", NULL},
    {"a$\\n", NULL},
    {"a^b", "^"},
    {"^^a", NULL},
    {"a?^b", NULL},
    {"(?:^|\\h)a", NULL},
    {"a(?:^|\\Z)b", "b"},
    {"a\\Ab", "\\A"},
    {"(?m)a^b", NULL},
    {"a\\bb", "b"},
    {"a\\b-", NULL},
    {"-\\b-", "-"},
    {"-\\b", NULL},
    {"\\b-", NULL},
    {"^\\b-", "-"},
    {"\\w\\b\\w", "\\w"},
    {"\\w\\b.", NULL},
    {"r\xC3\xA5\\bd", "d"},
    {"e\\b\xE2\x80\x93", NULL},
    {"a\\B-", "-"},
    {"a\\b\\B", "\\B"},
    {"[^\\s\\S]", "[^\\s\\S]"},
    {"[^\\w\\W]+", "[^\\w\\W]"},
    {"[^\\x00-\\x7F\xC3\xA5]", NULL},
    {"[^a-z]", NULL},
    {"a(?=b)c", "c"},
    {"a(?=b)[bc]", NULL},
    {"(?=a|$)b", NULL},
    {"(?=a)(?=b)", "(?=b)"},
    {"(?!a)a", "a"},
    {"(?!ab)a", NULL},
    {"(?!a)[ab]", NULL},
    {"(?<=b)a", NULL},
    {"c(?<=b)a", "(?<=b)"},
    {"c(?<!c)a", "(?<!c)"},
    {"c(?<!b)a", NULL},
    {"foo|b$z", "z"},
    {"(?:a\\bb)?c", NULL},
    {"(?:a\\bb)+c", "(?:a\\bb)"},
    {"(?:a\\bb|d)c", NULL},
    {"a{0}\\bb", NULL},
    {"(a)\\1\\bb", NULL},
    {"(?<x>a)\\bb", "b"},
    {"(?i)a\\bb", "b"},
    {"(?i)(?!a)A", NULL},
    {"[[:alpha:]]\\bb", NULL},
    {"\\p{L}\\bb", NULL},
    {"[a-\xC3\xB6]\\bb", NULL},
    {"\\d\\bb", "b"},
    {"\\D\\bb", NULL},
    {"\\S\\b-", NULL},
    {"\\H\\bb", NULL},
    {"\\R\\b-", "-"},
    {"\\h\\bd", NULL},
    {"\\n\\b\\t", "\\t"},
    {"\\x61\\bb", NULL},
    {"\\x{61}\\bb", NULL},
    {"\\pL\\bb", NULL},
    {"\\X\\bb", NULL},
    {"\\N\\bb", NULL},
    {"\\N{U+61}\\bb", NULL},
    {"\\-\\b-", "-"},
    {"\\Qa\\E\\bb", NULL},
    {"\\", NULL},
    {"\xCE\xB1\\bb", NULL},
    {"\xC3\x97\\b-", NULL},
    {"[]-]\\b-", "-"},
    {"[]a]\\bb", NULL},
    {"[a-]\\bb", NULL},
    {"[a-d]\\bb", "b"},
    {"[a-\\x{66}]\\bb", NULL},
    {"[!-\\/]\\b-", NULL},
    {"[\\w-]\\bb", NULL},
    {"[[:x", NULL},
    {"[a", NULL},
    {"[a\\", NULL},
    {"a{2}\\bb", "b"},
    {"a{2\\bb", "b"},
    {"a{\\b-", "-"},
    {"a{,2}\\bb", NULL},
    {"a{00}\\bb", NULL},
    {"a{01}\\bb", "b"},
    {"-\\Ba", "a"},
    {"a\\Bb", NULL},
    {"(*UTF)a\\bb", NULL},
    {"(?P<x>a)\\bb", "b"},
    {"(?i:a)\\bb", "b"},
    {"(?-s:a)\\bb", "b"},
    {"(?x:a)\\bb", NULL},
    {"(?#c)a\\bb", NULL},
    {"(?<x", NULL},
    {"(?=\xC3\xA5)\xC3\xA5", NULL},
    {"(?=\\w)-", "-"},
    {"(?=\xE2\x80\x93)a", "a"},
    {"(?=[\xC3\xA5"
     "a])b",
     "b"},
    {"(?=b?)a", NULL},
    {"(?=a\\bb)a", "(?=a\\bb)"},
    {"(?<=a\\bb)d", "(?<=a\\bb)"},
    {"d(?<=b?)a", NULL},
    {"d(?<!ab)a", NULL},
    {"a\\bbd?", "b"},
    {"a\\bbd", "b"},
    {"a\\Kb", NULL},
    {"(\\1|a)\\bb", NULL},
    {"\\1|a\\bb", NULL},
    {"|a\\bb", "b"},
    {"a|", NULL},
};

static void what_can_never_match_is_found_at_the_part_that_fails(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str pattern = str_from(cases[i].pattern);
        size_t begin, end;
        bool found = hopeless_find(pattern, false, &begin, &end) == HOPE_NEVER;
        assert_str(found ? str_slice(pattern, begin, end) : (struct str){0}, cases[i].part ? cases[i].part : "",
                   cases[i].pattern);
    }
}

static void repetition_in_repetition_is_found(void **state) {
    (void)state;
    static const struct {
        const char *pattern, *part;
    } slow[] = {
        {"x(a+)+b", "(a+)+"},    {"(?:\\w*)*", "(?:\\w*)*"}, {"(?:a|b{2,})+", "(?:a|b{2,})+"},
        {"(a+)?", ""},           {"(?:a+-)+", ""},           {"(?>a+)+", ""},
        {"(?:a++)+", ""},        {"(a{2,3})+", ""},          {"(?:a+){2}", ""},
        {"(?=(a+)+)a", "(a+)+"}, {"(a+)+\\1", ""},
    };
    for (size_t i = 0; i < COUNT(slow); i++) {
        struct str pattern = str_from(slow[i].pattern);
        size_t begin, end;
        bool found = hopeless_find(pattern, false, &begin, &end) == HOPE_SLOW;
        assert_str(found ? str_slice(pattern, begin, end) : (struct str){0}, slow[i].part, slow[i].pattern);
    }
}

/* Every text of up to four of these characters. */
static void a_pattern_without_hope_matches_no_text(void **state) {
    (void)state;
    static const char *const letters[] = {"a", "b", "-", " ", "\n", "\xC3\xA5", "d"};
    enum { LENGTH = 4 };
    struct arena *arena = arena_create();
    struct limits limits = limits_default();
    struct regex_scratch *scratch = regex_scratch_create(arena, &limits);
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (!cases[i].part || strchr(cases[i].pattern, '|'))
            continue;
        struct regex *regex = regex_create(arena, str_from(cases[i].pattern), 0);
        for (size_t number = 0; number < COUNT(letters) * COUNT(letters) * COUNT(letters) * COUNT(letters); number++) {
            char text[LENGTH * 2 + 1] = "";
            for (size_t k = 0, rest = number; k < LENGTH; k++, rest /= COUNT(letters))
                strcat(text, letters[rest % COUNT(letters)]);
            struct regex_match match;
            if (regex_find(regex, scratch, str_from(text), 0, &match) == REGEX_FOUND)
                fail_msg("%s matches %s", cases[i].pattern, text);
        }
    }
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_can_never_match_is_found_at_the_part_that_fails),
        cmocka_unit_test(repetition_in_repetition_is_found),
        cmocka_unit_test(a_pattern_without_hope_matches_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
