#include "pack.h"
#include "spot.h"
#include "test.h"

static void a_pattern_is_tried_only_where_its_literals_stand(void **state) {
    (void)state;
    static const struct {
        const char *pattern, *subject;
        bool caseless, admitted;
    } cases[] = {
        {"plan", "en plan", false, true},
        {"plan", "en pla", false, false},
        {"plan", "", true, false},
        {"plan", "en pLaN", true, true},
        {"a*", "", true, true},
        {"plan", "p plan", true, true},
        {"xp", "p", true, false},
        {"px", "ppx", true, true},
        {"mål", "MÅL", true, true},
        {"mål", "MÄL", true, false},
        {"plan\\h", "plan\tx", false, true},
        {"plan\\h", "planx", false, false},
        {"plan\\h", "plan\u2009x", false, true},
        {"plan\\s", "plan\nx", false, true},
        {"^plan", "en plan", false, false},
        {"^plan", "planen", false, true},
        {"plan$", "planen", false, false},
        {"plan$", "en plan", false, true},
        {"plan$", "plan\n", false, true},
        {"plan\\z", "plan", false, true},
        {"(?m)^plan$", "x\nplan\ny", true, true},
        {"zk", "z\u212a", true, true},
        {"zs", "z\u017f", true, true},
        {"zå", "z\u212b", true, true},
        {"zå", "zÄ", true, false},
        {"x–", "x—", false, true},
        {"[0-9]x\\(", "7x(", false, true},
        {"q[0-9]", "qz", false, false},
        {"»x", "”x", false, true},
        {"[A-ZÅÄÖ]{2}", "En Plan", false, false},
        {"[A-ZÅÄÖ]{2}", "en PlAN", false, true},
        {"[A-ZÅÄÖ]{2}", "xÅÄ", false, true},
        {"[A-ZÅÄÖ]{2}", "åä 12--", false, false},
        {"\\p{Lu}{2}", "Жя", false, true},
        {"plan.*[:;]", "plan", false, false},
        {"plan.*[:;]", "en plan: x", false, true},
    };
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct spotter *spotter = spotter_create(arena);
        struct literal literal = literal_derive(arena, str_from(cases[i].pattern), cases[i].caseless);
        struct spots spots = spotter_add(spotter, &literal);
        struct spotted spotted = {.by = NULL};
        spotter_finish(spotter);
        bool admitted = spots_admit(&spots, spotter_look(spotter, arena, &spotted, str_from(cases[i].subject)));
        assert_number(admitted, cases[i].admitted, cases[i].pattern);
    }
    arena_destroy(arena);
}

static void texts_that_are_parts_of_each_other_are_all_found(void **state) {
    (void)state;
    static const char *const patterns[] = {"abcde", "bcd", "cdx", "c", "bcx", "abcdef"};
    static const struct {
        const char *subject;
        unsigned admitted; /* a bit a pattern */
    } cases[] = {{"abcde", 0x0b}, {"abcdx", 0x0e}, {"abcx", 0x18}, {"abcdef", 0x2b}, {"ababcdcdx", 0x0e}, {"abde", 0}};
    enum { PATTERNS = sizeof(patterns) / sizeof(patterns[0]) };
    struct arena *arena = arena_create();
    struct spotter *spotter = spotter_create(arena);
    struct spots spots[PATTERNS];
    for (size_t i = 0; i < PATTERNS; i++) {
        struct literal literal = literal_derive(arena, str_from(patterns[i]), false);
        spots[i] = spotter_add(spotter, &literal);
    }
    spotter_finish(spotter);
    struct spotted spotted = {.by = NULL};
    for (size_t i = 0; i < COUNT(cases); i++) {
        const uint64_t *seen = spotter_look(spotter, arena, &spotted, str_from(cases[i].subject));
        unsigned admitted = 0;
        for (size_t k = 0; k < PATTERNS; k++)
            admitted |= (unsigned)spots_admit(&spots[k], seen) << k;
        assert_number(admitted, cases[i].admitted, cases[i].subject);
    }
    arena_destroy(arena);
}

/* The examples of the packs are texts that the patterns were written for. */
static void no_match_of_a_shipped_pattern_is_missed(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct limits limits = limits_default();
    struct diag_list diags = diag_list_in(arena, 1);
    struct rules *rules = rules_load(arena, NULL, 0, &limits, &diags);
    struct regex_scratch *scratch = regex_scratch_create(arena, &limits);
    struct regex_match match;
    size_t found = 0;
    for (size_t i = 0; i < rules->count; i++)
        for (size_t k = 0; k < rules->items[i]->clause_count; k++) {
            const struct rule *rule = rules->items[i];
            const struct clause *clause = &rule->clauses[k];
            struct str own = clause_get(clause, "ignore-case");
            bool caseless = str_is(own.len ? own : rule_get(rule, "ignore-case"), "yes");
            if (!clause->regex || str_is(clause->name, "term"))
                continue;
            struct regex *plain = regex_create(arena, clause->text, caseless ? REGEX_CASELESS : 0);
            for (size_t r = 0; r < rules->count; r++)
                for (size_t e = 0; e < rules->items[r]->example_count; e++) {
                    struct str text = rules->items[r]->examples[e].text;
                    enum regex_result wanted = regex_find(plain, scratch, text, 0, &match);
                    assert_number(regex_find(clause->regex, scratch, text, 0, &match), wanted, clause->text.data);
                    found += wanted == REGEX_FOUND;
                }
        }
    assert_true(found > 300);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_is_tried_only_where_its_literals_stand),
        cmocka_unit_test(texts_that_are_parts_of_each_other_are_all_found),
        cmocka_unit_test(no_match_of_a_shipped_pattern_is_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
