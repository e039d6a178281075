#include "literal.h"
#include "test.h"

struct pattern {
    const char *pattern, *literal;
};

/* The sets of a literal as one text: "foo|bar & baz". */
static struct str joined(struct arena *arena, const struct literal *literal) {
    struct str all = {NULL, 0};
    for (size_t i = 0; i < literal->count; i++)
        for (size_t k = 0; k < literal->sets[i].count; k++)
            all = str_format(arena, "%.*s%s%.*s", STR_ARGS(all),
                             k > 0   ? "|"
                             : i > 0 ? " & "
                                     : "",
                             STR_ARGS(literal->sets[i].texts[k]));
    return all;
}

static void derive_all(const struct pattern *cases, size_t count, bool caseless) {
    struct arena *arena = arena_create();
    for (size_t i = 0; i < count; i++) {
        struct literal literal = literal_derive(arena, str_from(cases[i].pattern), caseless);
        assert_str(joined(arena, &literal), cases[i].literal, cases[i].pattern);
    }
    arena_destroy(arena);
}

static void what_every_match_contains_is_derived(void **state) {
    (void)state;
    static const struct pattern cases[] = {
        {"foo", "foo"},
        {"\\bfoo\\b", "foo"},
        {"^foo$", "\x02"
                  "foo\x03|\x02"
                  "foo\u00a0"},
        {"a.bcd", "bcd & a"},
        {"(?:a|b)c", "ac|bc"},
        {"(a|b)(?:xyz)+", "axyz|bxyz"},
        {"(?<name>plan)\\d", "plan"},
        {"(?P<name>plan)|", ""},
        {"(?'name'plan)x", "planx"},
        {"fo+bar", "obar & fo"},
        {"fooo+b", "fooo & ob"},
        {"mål(?=et)", "mål & et"},
        {"(?:a|b)*c(?=longer)", "longer & c"},
        {"(?:a|b)+c", "ac|bc"},
        {"(?<!en )plan(?! x)", "plan"},
        {"foo(?=bar)baz", "foobaz & bar"},
        {"foo\\Kbar", "foobar"},
        {"a\\.b\\-c", "a.b-c"},
        {"\\Qa.b*\\Ec", "a.b*c"},
        {"\\Qab\\E*c", "c & a"},
        {"\\x{2013}", "–"},
        {"\\x41b", "Ab"},
        {"[a-z]+plan", "plan"},
        {"[]a]plan[^]x]", "plan"},
        {"[[:alpha:]]plan", "plan"},
        {"[\\]a]plan", "]plan|aplan"},
        {"\\p{Lu}plan\\pL", "plan"},
        {"(?s)plan.*slut", "plan & slut"},
        {"(?m:^plan$)", "plan"},
        {"(?>plan)", "plan"},
        {"plan{2}", "plann"},
        {"plan{1,}", "plan"},
        {"å{2}b", "ååb"},
        {"\\.{3,}|…", "...|…"},
        {"x{100}", "xxxxxxxx"},
        {"abc(?:x(?:longer literal)?)+", "abcxlonger literal|abcx"},
        {" {1,3}$", " \x03| \u00a0"},
        {"[A-ZÅÄÖ]{2,6}", "\x04"},
        {"\\b([A-ZÅÄÖ]{2,}+)\\h:", "\u00a0:| : & \x04"},
        {"x\\p{Lu}{3}", "\x04 & x"},
        {"[A-Z\\p{Lu}]{2}", "\x04"},
        {"ax{100}y", "axxxxxxxx & xxxxxxxxy"},
        {"ax{12}y", "axxxxxxxx & xxxxxxxxy"},
        {"ax{8}y", "axxxxxxxxy"},
        {"a\\nb\\rc\\td", "a\nb\rc\td"},
        {"\\x4ag", "Jg"},
        {"\\x{c5}r", "År"},
        {"[[:^alpha:]]plan", "plan"},
        {"[^[:alpha:]x]plan", "plan"},
        {"[[.]plan", ""},
        {"[a-]plan", "plan"},
        {"[-a]plan", "-plan|aplan"},
        {"[a-\\d]plan", "plan"},
        {"[å-ö]plan", "plan"},
        {"[a\\-c]x", "ax|-x|cx"},
        {"[-A]{2}plan", "--plan|-Aplan|A-plan|AAplan"},
        {"[A-]{2}plan", "plan"},
        {"(?|plan|mål)x", "planx|målx"},
        {"(?-s:plan)", "plan"},
        {"(?J)plan", "plan"},
        {"(?U)plan", "plan"},
        {"(?<=å)plan", "plan"},
        {"(?=plan|mål)x", "plan|mål & x"},
        {"plan(?:x{0}|y)", "plan"},
    };
    derive_all(cases, COUNT(cases), false);
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
        {"[A-Z]", ""},
        {"[A-Z]{1,6}", ""},
        {"[A-z]{2}", ""},
        {"[A-Ö]{2}", ""},
        {"[^A-Z]{2}", ""},
        {"\\P{Lu}{2}", ""},
        {"\\p{L}{2}", ""},
        {"ab?", "ab|a"},
        {"abå?", "abå|ab"},
        {"\\Qab\\E?", "ab|a"},
        {"ab*", "a"},
    };
    derive_all(cases, COUNT(cases), false);
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
        {"(?:ab?|c)+d", "abd|ad|cd"},
        {"[x]", "x"},
        {"[a-c]", "a|b|c"},
        {"[”“\\]]", "”|“|]"},
        {"[^x]", ""},
        {"[a-zå]", ""},
        {"[\\d.]", ""},
        {"foo\\h?(?:bar|baz)", "foo\u00a0bar|foo\u00a0baz|foo bar|foo baz|foobar|foobaz"},
        {"(?:^|\\s)x\\v", "\x02x\u00a0|\u00a0x\u00a0| x\u00a0"},
        {"\\Ax\\z", "\x02x\x03|\x02x\u00a0"},
        {"(?:a|b|c)(?:1|2)x", "a1x|a2x|b1x|b2x|c1x|c2x"},
    };
    derive_all(cases, COUNT(cases), false);
}

static void doubt_gives_no_literal(void **state) {
    (void)state;
    static const struct pattern cases[] = {
        {"(?x)foo bar", ""},
        {"foo(?i)bar", ""},
        {"(?i:foo)", ""},
        {"(*UTF)foo", ""},
        {"foo(*ACCEPT)bar", ""},
        {"foo(?#c)?", ""},
        {"(foo)\\1", ""},
        {"(?R)foo", ""},
        {"(?1)foo", ""},
        {"[foo", ""},
        {"(?(1)a|b)foo", ""},
        {"foo{", ""},
        {"foo{,3}", ""},
        {"foo{2}{0}", ""},
        {"foo+??", ""},
        {"foo)", ""},
        {"(foo", ""},
        {"[foo", ""},
        {"*foo", ""},
        {"foo\\", ""},
        {"\\Qfoo", ""},
        {"foo\\E?", ""},
        {"\\Qfoo\\E\\E?", ""},
        {"foo\\b?", ""},
        {"foo\\cA", ""},
        {"\\p{Lu", ""},
        {"\\x{41foo", ""},
        {"(?<foo", ""},
        {"[[:alpha]foo", ""},
        {"[[:alpha", ""},
        {"(?m)*foo", ""},
        {"(?=foo)*", ""},
        {"\\b+foo", ""},
        {"^*foo", ""},
        {"[a-", ""},
        {"foo{2}{3}", ""},
        {"foo\\p", ""},
        {"((((((((((((((((((((((((((((((((((((((((foo))))))))))))))))))))))))))))))))))))))))", ""},
        {"[\\Q]\\E]foo", ""},
        {"(?&x)foo", ""},
        {"\\N{U+41}foo", ""},
    };
    derive_all(cases, COUNT(cases), false);
}

static void without_case_letters_match_in_both(void **state) {
    (void)state;
    static const struct pattern cases[] = {
        {"PLAN", "plan"}, {"MÅL", "mål"},    {"verksamhet", "verksamhet"},
        {"k", "k"},       {"[A-Z]{2}", ""},  {"\\p{Lu}{2}", ""},
        {"ß", ""},        {"\\x{212a}", ""}, {"fokus 2025", "fokus 2025"},
        {"ÿver", "ver"},
    };
    derive_all(cases, COUNT(cases), true);
    static const struct pattern inline_option[] = {{"(?i)PLAN", "plan"}, {"(?i)(?i)plan", "plan"}};
    derive_all(inline_option, COUNT(inline_option), false);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_every_match_contains_is_derived), cmocka_unit_test(what_a_match_may_lack_is_not),
        cmocka_unit_test(one_of_a_few_texts_is_a_literal),      cmocka_unit_test(doubt_gives_no_literal),
        cmocka_unit_test(without_case_letters_match_in_both),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
