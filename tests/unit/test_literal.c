#include "literal.h"
#include "test.h"

struct pattern {
    const char *pattern, *literal;
};

/* The texts of a literal as one: "foo|bar". */
static struct str joined(struct arena *arena, const struct literal *literal) {
    struct str all = {NULL, 0};
    for (size_t i = 0; i < literal->count; i++)
        all = str_format(arena, "%.*s%s%.*s", STR_ARGS(all), i == 0 ? "" : "|", STR_ARGS(literal->needles[i].bytes));
    return all;
}

static void derive_all(const struct pattern *cases, size_t count, bool caseless, bool wanted) {
    struct arena *arena = arena_create();
    for (size_t i = 0; i < count; i++) {
        struct literal literal = literal_derive(arena, str_from(cases[i].pattern), caseless);
        assert_str(joined(arena, &literal), cases[i].literal, cases[i].pattern);
        if (literal.count != 0)
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
        {"(?:a|b)c", "ac|bc"},
        {"(a|b)(?:xyz)+", "axyz|bxyz"},
        {"(?<name>plan)\\d", "plan"},
        {"(?P<name>plan)|", ""},
        {"(?'name'plan)x", "planx"},
        {"fo+bar", "bar"},
        {"fooo+b", "fooo"},
        {"mål(?=et)", "mål"},
        {"(?:a|b)*c(?=longer)", "longer"},
        {"(?:a|b)+c", "c"},
        {"(?<!en )plan(?! x)", "plan"},
        {"foo(?=bar)baz", "foobaz"},
        {"foo\\Kbar", "foobar"},
        {"a\\.b\\-c", "a.b-c"},
        {"\\Qa.b*\\Ec", "a.b*c"},
        {"\\Qab\\E*c", "c"},
        {"\\x{2013}", "–"},
        {"\\x41b", "Ab"},
        {"[a-z]+plan", "plan"},
        {"[]a]plan[^]x]", "plan"},
        {"[[:alpha:]]plan", "plan"},
        {"[\\]a]plan", "]plan|aplan"},
        {"\\p{Lu}plan\\pL", "plan"},
        {"(?s)plan.*slut", "slut"},
        {"(?m:^plan$)", "plan"},
        {"(?>plan)", "plan"},
        {"plan{2}", "plann"},
        {"plan{1,}", "plan"},
        {"å{2}b", "ååb"},
        {"\\.{3,}|…", "...|…"},
        {"x{100}", "xxxxxxxx"},
        {"abc(?:x(?:longer literal)?)+", "abcxlonger literal|abcx"},
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
        {"foo|", ""},
        {"\\d+", ""},
        {".", ""},
        {"(?!foo)", ""},
        {"(?<=foo)", ""},
        {"å?", ""},
        {"ab?", "ab|a"},
        {"abå?", "abå|ab"},
        {"\\Qab\\E?", "ab|a"},
        {"ab*", "a"},
    };
    derive_all(cases, COUNT(cases), false, false);
}

static void one_of_a_few_texts_is_a_literal(void **state) {
    (void)state;
    static const struct pattern cases[] = {
        {"foo|bar", "foo|bar"},
        {"(foo|bar)", "foo|bar"},
        {"foo|b.r|", ""},
        {"foo|b.+xyz", "foo|xyz"},
        {"foo|\\d", ""},
        {"-(och|eller|samt)(?!x)", "-och|-eller|-samt"},
        {"(?:[Ll]orem|XX+|TBD)", "Lorem|lorem|XX|TBD"},
        {"för(?:s|)t", "först|fört"},
        {"(?:ab?|c)+d", "d"},
        {"[x]", "x"},
        {"[a-c]", "a|b|c"},
        {"[”“\\]]", "”|“|]"},
        {"[^x]", ""},
        {"[a-zå]", ""},
        {"[\\d.]", ""},
        {"(?:a|b|c|d|e)(?:1|2|3|4)x", "1x|2x|3x|4x"},
    };
    derive_all(cases, COUNT(cases), false, false);
}

static void doubt_gives_no_literal(void **state) {
    (void)state;
    static const struct pattern cases[] = {
        {"(?x)foo bar", ""},  {"foo(?i)bar", ""}, {"(?i:foo)", ""},      {"(*UTF)foo", ""}, {"foo(*ACCEPT)bar", ""},
        {"foo(?#c)?", ""},    {"(foo)\\1", ""},   {"(?R)foo", ""},       {"(?1)foo", ""},   {"[foo", ""},
        {"(?(1)a|b)foo", ""}, {"foo{", ""},       {"foo{,3}", ""},       {"foo{2}{0}", ""}, {"foo+??", ""},
        {"foo)", ""},         {"(foo", ""},       {"[foo", ""},          {"*foo", ""},      {"foo\\", ""},
        {"\\Qfoo", ""},       {"foo\\E?", ""},    {"\\Qfoo\\E\\E?", ""}, {"foo\\b?", ""},   {"foo\\cA", ""},
        {"[\\Q]\\E]foo", ""}, {"(?&x)foo", ""},   {"\\N{U+41}foo", ""},
    };
    derive_all(cases, COUNT(cases), false, false);
}

static void without_case_letters_match_in_both(void **state) {
    (void)state;
    static const struct pattern cases[] = {
        {"PLAN", "plan"}, {"MÅL", "m\xe3\xa5l"}, {"verksamhet", "verksamhet"}, {"k", "k"},
        {"ß", ""},        {"\\x{212a}", ""},     {"fokus 2025", "fokus 2025"}, {"ÿver", "ver"},
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
        {"xp", "p", true, 0, false},          {"px", "ppx", true, 0, true},        {"mål", "MÅL", true, 0, true},
        {"mål", "MÅL", false, 0, false},      {"k", "\u212a", true, 0, true},      {"s", "\u017f", true, 0, true},
        {"å", "\u212b", true, 0, true},       {"å", "Ä", true, 0, false},
    };
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct literal literal = literal_derive(arena, str_from(cases[i].pattern), cases[i].caseless);
        struct literal_text text = {.capacity = 0};
        literal_prepare(arena, &text, str_from(cases[i].subject));
        bool occurs = literal_occurs(&literal, &text, cases[i].from);
        assert_number(occurs, cases[i].occurs, cases[i].subject);
    }
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_every_match_contains_is_derived),
        cmocka_unit_test(what_a_match_may_lack_is_not),
        cmocka_unit_test(one_of_a_few_texts_is_a_literal),
        cmocka_unit_test(doubt_gives_no_literal),
        cmocka_unit_test(without_case_letters_match_in_both),
        cmocka_unit_test(a_literal_is_found_only_where_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
