#include "coverage.h"

#include "plans.h"

static const char activities[] =
    "<section><heading>Kunskapsstyrning</heading>"
    "<activity id=\"a1\" goal=\"4.1\"><text>Ordna en träff för samordnare.</text></activity>"
    "<activity goal=\"4.1 4.1\"><text>Skriva en handbok om kösystem.</text></activity>"
    "<activity goal=\"4.9\"><text>Mäta väntetider varje kvartal.</text></activity>"
    "</section>";

#define ENTRY(attributes, text) "<entry" attributes "><text>" text "</text><result><p>Klart.</p></result></entry>"

static const struct plan *dated_plan(struct arena *arena, const char *kind, const char *content, int year) {
    struct plan_options options = {PLAN_UNKNOWN, NO_INTERVAL, year ? date_year(year) : NO_INTERVAL};
    return plan_of(arena, kind, content, &options);
}

static void an_entry_follows_its_activity(void **state) {
    static const struct {
        const char *entry;
        size_t activity;
        bool certain;
    } cases[] = {
        {ENTRY(" for=\"a1\"", "Träff"), 0, true},
        {ENTRY(" for=\"ap-2025#a1\"", "Träff"), 0, true},
        {ENTRY("", "Ordna en träff för samordnare"), 0, true},
        {ENTRY("", "MÄTA väntetider  varje kvartal."), 2, true},
        {ENTRY("", "Skriva en handbok kring kösystemen"), 1, false},
        {ENTRY("", "Byta lokaler för kansliet"), INDEX_NONE, false},
        {ENTRY(" for=\"a9\"", "Byta lokaler"), INDEX_NONE, true},
    };
    struct arena *arena = *state;
    const struct plan *plan = dated_plan(arena, "ap", activities, 2025);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct follow *follow = follow_build(arena, dated_plan(arena, "rapport", cases[i].entry, 2025), &plan, 1);
        assert_int_equal(follow->plan_count, 1);
        if (follow->links[0].activity != cases[i].activity || follow->links[0].certain != cases[i].certain)
            fail_msg("%s follows %zu", cases[i].entry, follow->links[0].activity);
        assert_int_equal(follow->reported, cases[i].activity != INDEX_NONE);
    }
}

static void a_report_follows_plans_of_its_year(void **state) {
    static const struct {
        int report, plan;
        size_t plans;
    } cases[] = {{2025, 2025, 1}, {2025, 2026, 0}, {2025, 0, 0}, {0, 2025, 0}, {0, 0, 1}};
    struct arena *arena = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct plan *plan = dated_plan(arena, "ap", activities, cases[i].plan);
        const struct plan *report = dated_plan(arena, "rapport", ENTRY("", "Något"), cases[i].report);
        assert_int_equal(follow_build(arena, report, &plan, 1)->plan_count, cases[i].plans);
    }
}

static void the_chain_is_added_up(void **state) {
    struct arena *arena = *state;
    const struct plan *documents[] = {
        plan_of(arena, "vp",
                "<section no=\"4\"><heading>Verksamhet och utveckling</heading>"
                "<goal no=\"4.1\"><heading>Lärande</heading><p>Lära.</p></goal>"
                "<goal no=\"4.2\"><heading>Uppföljning</heading><p>Följa.</p></goal></section>",
                NULL),
        dated_plan(arena, "ap", activities, 2025),
        dated_plan(arena, "rapport", ENTRY(" for=\"a1\"", "Träff") ENTRY("", "Byta lokaler för kansliet"), 2025),
    };
    const struct trace *traces[] = {NULL, trace_build(arena, documents[1], documents, 1, NULL, 0), NULL};
    const struct follow *follows[] = {NULL, NULL, follow_build(arena, documents[2], documents, 3)};
    const struct coverage *coverage = coverage_build(arena, documents, traces, follows, 3, 2);
    assert_int_equal(coverage->goal_count, 2);
    assert_int_equal(coverage->goals[0].activities, 2);
    assert_int_equal(coverage->goals[0].reported, 1);
    assert_int_equal(coverage->goals[0].reach, REACH_PARTLY);
    assert_int_equal(coverage->goals[1].reach, REACH_NONE);
    assert_int_equal(coverage->year_count, 1);
    assert_int_equal(coverage->goals[0].by_year[0], 2);
    assert_int_equal(coverage->all.goals, 2);
    assert_int_equal(coverage->all.covered, 1);
    assert_int_equal(coverage->all.activities, 3);
    assert_int_equal(coverage->all.traced, 2);
    assert_int_equal(coverage->all.entries, 2);
    assert_int_equal(coverage->all.planned, 1);
    assert_int_equal(coverage->all.reported, 1);
    assert_int_equal(coverage->by_area[0].goals, 2);
    assert_int_equal(coverage->by_area[1].activities, 3);
    assert_int_equal(coverage->by_area[2].entries, 2);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_follows_its_activity),
        cmocka_unit_test(a_report_follows_plans_of_its_year),
        cmocka_unit_test(the_chain_is_added_up),
    };
    return cmocka_run_group_tests(tests, plans_set_up, arena_tear_down);
}
