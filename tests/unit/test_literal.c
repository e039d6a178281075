#include "literal.h"
#include "test.h"

struct pattern {
    const char *pattern, *literal;
};

static void derive_all(const struct pattern *cases, size_t count, bool caseless, bool wanted) {
    struct arena *arena = arena_create();
    for (size_t i = 0; i < count; i++) {
        struct literal literal = literal_derive(arena, str_from(cases[i].pattern), caseless);
        assert_str(literal.bytes, cases[i].literal, cases[i].pattern);
        if (literal.bytes.len != 0)
            assert_number(literal.caseless, wanted, cases[i].pattern);
    }
    arena_destroy(arena);
}

static void what_every_match_contains_is_derived(void **state) {
    (void)state;
    static const struct pattern cases[] = {
        {"foo", "foo"},
        {"\\bfoo\\b", "foo"},
        {"^foo$", "foo"},
        {"a.bcd", "bcd"},
        {"(?:a|b)c", "c"},
        {"(a|b)(?:xyz)+", "xyz"},
        {"(?<name>plan)\\d", "plan"},
        {"(?P<name>plan)|", ""},
        {"(?'name'plan)x", "plan"},
        {"fo+bar", "bar"},
        {"fooo+b", "fooo"},
        {"mål(?=et)", "mål"},
        {"(?<!en )plan(?! x)", "plan"},
        {"foo(?=bar)baz", "foobaz"},
        {"a\\.b\\-c", "a.b-c"},
        {"\\Qa.b*\\Ec", "a.b*c"},
        {"\\Qab\\E*c", "c"},
        {"\\x{2013}", "–"},
        {"\\x41b", "Ab"},
        {"[a-z]+plan", "plan"},
        {"[]a]plan[^]x]", "plan"},
        {"[[:alpha:]]plan", "plan"},
        {"[\\]a]plan", "plan"},
        {"\\p{Lu}plan\\pL", "plan"},
        {"(?s)plan.*slut", "slut"},
        {"(?m:^plan$)", "plan"},
        {"(?>plan)", "plan"},
        {"plan{2}", "plan"},
        {"plan{1,}", "plan"},
        {"å{2}b", "å"},
        {"abc(?:x(?:longer literal)?)+", "abc"},
    };
    derive_all(cases, COUNT(cases), false, false);
}

static void what_a_match_may_lack_is_not(void **state) {
    (void)state;
    static const struct pattern cases[] = {
        {"", ""},
        {"a?", ""},
        {"a*", ""},
        {"a??", ""},
        {"a*+", ""},
        {"a{0}", ""},
        {"a{0,}", ""},
        {"a{0,3}", ""},
        {"(foo)?", ""},
        {"(?:foo){0,2}", ""},
        {"(?:(?:foo)+)*", ""},
        {"foo|bar", ""},
        {"foo|", ""},
        {"(foo|bar)", ""},
        {"[x]", ""},
        {"[abc]", ""},
        {"\\d+", ""},
        {".", ""},
        {"(?=foo)", ""},
        {"(?!foo)", ""},
        {"(?<=foo)", ""},
        {"å?", ""},
        {"ab?", "a"},
        {"abå?", "ab"},
        {"\\Qab\\E?", "a"},
    };
    derive_all(cases, COUNT(cases), false, false);
}

static void doubt_gives_no_literal(void **state) {
    (void)state;
    static const struct pattern cases[] = {
        {"(?x)foo bar", ""},  {"foo(?i)bar", ""}, {"(?i:foo)", ""},      {"(*UTF)foo", ""}, {"foo(*ACCEPT)bar", ""},
        {"foo(?#c)?", ""},    {"(foo)\\1", ""},   {"(?R)foo", ""},       {"(?1)foo", ""},   {"foo\\Kbar", ""},
        {"(?(1)a|b)foo", ""}, {"foo{", ""},       {"foo{,3}", ""},       {"foo{2}{0}", ""}, {"foo+??", ""},
        {"foo)", ""},         {"(foo", ""},       {"[foo", ""},          {"*foo", ""},      {"foo\\", ""},
        {"\\Qfoo", ""},       {"foo\\E?", ""},    {"\\Qfoo\\E\\E?", ""}, {"foo\\b?", ""},   {"foo\\cA", ""},
        {"[\\Q]\\E]foo", ""}, {"(?&x)foo", ""},   {"\\N{U+41}foo", ""},
    };
    derive_all(cases, COUNT(cases), false, false);
}

static void without_case_only_safe_letters_count(void **state) {
    (void)state;
    static const struct pattern cases[] = {
        {"PLAN", "plan"}, {"mål", "m"},      {"verksamhet", "amhet"}, {"k", ""},
        {"S", ""},        {"\\x{212a}", ""}, {"fokus 2025", " 2025"}, {"över", "ver"},
    };
    derive_all(cases, COUNT(cases), true, true);
    static const struct pattern inline_option[] = {{"(?i)PLAN", "plan"}, {"(?i)(?i)plan", "plan"}};
    derive_all(inline_option, COUNT(inline_option), false, true);
}

static void a_literal_is_found_only_where_it_stands(void **state) {
    (void)state;
    static const struct {
        const char *pattern, *subject;
        bool caseless;
        size_t from;
        bool occurs;
    } cases[] = {
        {"plan", "en plan", false, 0, true},  {"plan", "en plan", false, 3, true}, {"plan", "en plan", false, 4, false},
        {"plan", "en PLAN", false, 0, false}, {"plan", "en PLAN", true, 0, true},  {"plan", "en pLaN", true, 3, true},
        {"plan", "en PLAN", true, 4, false},  {"plan", "pla", true, 0, false},     {"plan", "", true, 0, false},
        {"plan", "plan", true, 9, false},     {"a*", "", true, 0, true},           {"plan", "p plan", true, 0, true},
        {"xp", "p", true, 0, false},          {"px", "ppx", true, 0, true},
    };
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct literal literal = literal_derive(arena, str_from(cases[i].pattern), cases[i].caseless);
        bool occurs = literal_occurs(&literal, str_from(cases[i].subject), cases[i].from);
        assert_number(occurs, cases[i].occurs, cases[i].subject);
    }
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_every_match_contains_is_derived),
        cmocka_unit_test(what_a_match_may_lack_is_not),
        cmocka_unit_test(doubt_gives_no_literal),
        cmocka_unit_test(without_case_only_safe_letters_count),
        cmocka_unit_test(a_literal_is_found_only_where_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
