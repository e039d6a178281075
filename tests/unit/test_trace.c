#include "trace.h"

#include "plans.h"

static const char goals[] =
    "<meta><title>Verksamhetsplan 2025–2028</title></meta>"
    "<section no=\"3\"><heading>Strategisk inriktning</heading>"
    "<goal no=\"3.1\"><heading>Uppföljning</heading><p>Följa upp.</p></goal></section>"
    "<section no=\"4\"><heading>Verksamhet och utveckling</heading>"
    "<goal no=\"4.1\"><heading>4.1. Forsknings-samverkan</heading><p>Forska.</p></goal>"
    "<goal no=\"4.2\"><heading>Prislista</heading><p>Fastställa en prislista.</p></goal>"
    "<goal no=\"4.3\"><heading>Samordning</heading><p>Samordna.</p></goal></section>"
    "<section no=\"5\"><heading>Kunskapsstyrning</heading>"
    "<goal no=\"5.1\"><heading>Samordning</heading><p>Samordna.</p></goal>"
    "<goal no=\"5.2\"><heading>Uppföljning av nära omställning</heading><p>Bedriva vård.</p></goal></section>";

/* Traces one activity plan whose content is `content` against the goals above. */
static struct trace *traced(struct arena *arena, const char *content, const struct trace_alias *aliases, size_t count) {
    const struct plan *plan = plan_of(arena, "vp", goals, NULL);
    return trace_build(arena, plan_of(arena, "ap", content, NULL), &plan, 1, aliases, count);
}

static struct str describe(struct arena *arena, const struct trace *trace) {
    struct buf out = buf_in(arena);
    for (size_t i = 0; i < trace->link_count; i++) {
        const struct trace_link *link = &trace->links[i];
        buf_format(&out, "%s%s", i ? ", " : "", trace_state_name(link->state));
        if (link->goal != INDEX_NONE)
            buf_format(&out, " %.*s", STR_ARGS(trace->plans[link->plan]->goals[link->goal].id));
        if (link->other_goal != INDEX_NONE)
            buf_format(&out, "/%.*s", STR_ARGS(trace->plans[link->other_plan]->goals[link->other_goal].id));
    }
    return buf_str(&out);
}

#define UNDER(heading) "<section><heading>" heading "</heading><activity><text>Gör något.</text></activity></section>"
#define GOAL_CELL(goal)                                                                                                \
    "<table><row><cell>Mål</cell><cell>Aktivitet</cell></row><row><cell>" goal                                         \
    "</cell><cell><activity><text>Gör.</text></activity></cell></row></table>"
#define AREA(name, content) "<section><heading>" name "</heading>" content "</section>"

static void each_way_to_name_a_goal_gives_its_state(void **state) {
    static const struct trace_alias aliases[] = {{STR("priser"), STR("4.2")}};
    static const struct {
        const char *content, *links;
    } cases[] = {
        {UNDER("Uppföljning"), "ok 3.1"},
        {UNDER("3.1 Uppföljning"), "ok 3.1"},
        {UNDER("Forskningssamverkan"), "folded 4.1"},
        {UNDER("Forsknings-samverkan"), "ok 4.1"},
        {UNDER("Priser"), "alias 4.2"},
        {UNDER("Något annat"), "orphan"},
        {UNDER("Samordning"), "ambiguous 4.3/5.1"},
        {AREA("Kunskapsstyrning", UNDER("Samordning")), "ok 5.1"},
        {AREA("Kunskapsstyrning", UNDER("Prislista")), "misplaced 4.2"},
        {AREA("Kunskapsstyrning", UNDER("Uppföljning")), "ok 3.1"},
        {"<activity goal=\"4.2\"><text>Gör.</text></activity>", "ok 4.2"},
        {"<activity goal=\"vp-2025#4.2 5.1\"><text>Gör.</text></activity>", "ok 4.2, ok 5.1"},
        {"<activity goal=\"4.9\"><text>Gör.</text></activity>", "dangling"},
        {"<activity no-goal=\"lagkrav\"><text>Gör.</text></activity>", "justified"},
        {"<activity><text>Gör (VP 4.1–4.3, 5.1).</text></activity>", "ok 4.1, ok 4.2, ok 4.3, ok 5.1"},
        {"<activity><text>Gör enligt mål 4.2.</text></activity>", "ok 4.2"},
        {"<activity><text>Gör (VP 4.9).</text></activity>", "dangling"},
        {"<activity><text>Gör enligt Verksamhetsplan 2025–2028.</text></activity>", "orphan"},
        {"<activity><text>Se avsnitt 4.2.</text></activity>", "orphan"},
        {"<activity><text>Se avsnitt 4.2 i verksamhetsplanen.</text></activity>", "ok 4.2"},
        {"<activity><text>Bidra till mål 3 i Agenda 2030.</text></activity>", "orphan"},
        {"<activity><text>Gör enligt VP 4.</text></activity>", "orphan"},
        {AREA("Kunskapsstyrning", "<activity><text>Gör (VP 4.1).</text></activity>"), "misplaced 4.1"},
        {"<activity goal=\"4.2, 5.1;\"><text>Gör.</text></activity>", "ok 4.2, ok 5.1"},
        {"<activity goal=\" \"><text>Gör.</text></activity>", "orphan"},
        {"<activity goal=\"vp-2025#\"><text>Gör (VP 4.2).</text></activity>", "ok 4.2"},
        {"<list goal=\"4.2\"><activity><text>Gör.</text></activity></list>", "ok 4.2"},
        {UNDER("4.2"), "orphan"},
        {UNDER("Mål 4.2"), "ok 4.2"},
        {AREA("Inledning", UNDER("Något")), "orphan"},
        {AREA("Prislista", UNDER("Något")), "ok 4.2"},
        {GOAL_CELL("4.2 och 5.1"), "ok 4.2, ok 5.1"},
        {GOAL_CELL("4.9"), "dangling"},
        {GOAL_CELL("4"), "orphan"},
        {GOAL_CELL("Prislista"), "ok 4.2"},
        {GOAL_CELL("–"), "orphan"},
        {GOAL_CELL("Samordning"), "ambiguous 4.3/5.1"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct trace *trace = traced(*state, cases[i].content, aliases, COUNT(aliases));
        assert_str(describe(*state, trace), cases[i].links, cases[i].content);
    }
}

static void references_by_number_are_read_as_they_are_written(void **state) {
    static const struct {
        const char *text, *links;
    } cases[] = {
        {"(VP 4.1 – 4.3)", "ok 4.1, ok 4.2, ok 4.3"},
        {"(VP 4.1−4.2)", "ok 4.1, ok 4.2"},
        {"(VP 4.1-3)", "ok 4.1, ok 4.2, ok 4.3"},
        {"(VP 4.1–5.1)", "ok 4.1, ok 5.1"},
        {"(VP 4.3–4.1)", "ok 4.3, ok 4.1"},
        {"(VP 4.1 →4.3)", "ok 4.1"},
        {"(VP 4.1 – och)", "ok 4.1"},
        {"(VP 4.1; 4.2 samt 5.1)", "ok 4.1, ok 4.2, ok 5.1"},
        {"(VP 4.1, 4.2, och 5.1)", "ok 4.1, ok 4.2, ok 5.1"},
        {"(VP 4.1 ochså 4.2)", "ok 4.1"},
        {"(VP 4.1 och", "ok 4.1"},
        {"(VP\u00a04.2)", "ok 4.2"},
        {"(VP\t4.2)", "ok 4.2"},
        {"(VP\u20094.2)", "orphan"},
        {"VP: 4.2", "ok 4.2"},
        {"vp. 4.2", "ok 4.2"},
        {"VP 4.123", "orphan"},
        {"VP 4.2.1", "dangling"},
        {"VP 4.2.", "ok 4.2"},
        {"4.2", "orphan"},
        {"à 4.2", "orphan"},
        {"VP\n4.2", "ok 4.2"},
        {"Se kap. 4.2 i verksamhetsplanen", "ok 4.2"},
        {"Verksamhetsplanens mål 4.2", "ok 4.2"},
        {"I verksamhetsplanen a b c d e f g h i j k l avsnitt 4.2", "orphan"},
        {"I avsnitt 4.2 a b c d e f g h i j k l m verksamhetsplanen", "orphan"},
        {"Enligt avsnittsbeskrivningenavsnittsbeskrivningenavsnittsbeskrivningenvp 4.2", "orphan"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str content = str_format(*state, "<activity><text>%s</text></activity>", cases[i].text);
        assert_str(describe(*state, traced(*state, content.data, NULL, 0)), cases[i].links, cases[i].text);
    }
}

/* One plan may be in a run as Word and as XML: a goal in both is one goal, and served in both. */
static void a_goal_in_two_renderings_of_a_plan_is_one(void **state) {
    static const char other[] = "<meta><title>Verksamhetsplan 2025–2028</title></meta>"
                                "<section><heading>Verksamhet och utveckling</heading>"
                                "<goal no=\"4.2\"><heading>Taxor</heading></goal>"
                                "<goal no=\"9.1\"><heading>Samordning</heading></goal></section>";
    static const struct {
        const char *again, *content, *links;
        size_t served; /* goals that the activity counts for */
    } cases[] = {
        {goals, UNDER("Prislista"), "ok 4.2", 2},
        {goals, UNDER("Samordning"), "ambiguous 4.3/5.1", 0},
        {goals, "<activity goal=\"4.2\"><text>Gör.</text></activity>", "ok 4.2", 2},
        {other, "<activity goal=\"4.2\"><text>Gör.</text></activity>", "ambiguous 4.2/4.2", 0},
        {other, UNDER("Prislista"), "ok 4.2", 1},
        {other, UNDER("Taxor"), "ok 4.2", 1},
        {other, AREA("Verksamhet och utveckling", UNDER("Samordning")), "ambiguous 4.3/9.1", 0},
        {other, AREA("Kunskapsstyrning", UNDER("Samordning")), "ok 5.1", 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct plan *plans[] = {plan_of(*state, "vp", goals, NULL), plan_of(*state, "vp", cases[i].again, NULL)};
        struct trace *trace =
            trace_build(*state, plan_of(*state, "ap", cases[i].content, NULL), plans, COUNT(plans), NULL, 0);
        assert_str(describe(*state, trace), cases[i].links, cases[i].content);
        size_t served = 0;
        for (size_t g = 0; g < trace->goal_count; g++)
            served += trace->goals[g].activities;
        assert_number((int64_t)served, (int64_t)cases[i].served, cases[i].content);
    }
}

/* Each heading is compared with each goal: past a limit headings get no suggestions, so that the work stays linear. */
static void only_the_first_orphans_get_suggestions(void **state) {
    static const struct {
        size_t headings, goals;
        bool last; /* the last heading still gets some */
    } cases[] = {{150, 1, true}, {210, 1, false}, {90, 600, false}, {80, 600, true}, {1, 0, false}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf content = buf_in(*state), targets = buf_in(*state);
        for (size_t h = 0; h < cases[i].headings; h++)
            buf_add(&content, STR(UNDER("Omställning till nära")));
        buf_byte(&content, '\0');
        for (size_t g = 0; g < cases[i].goals; g++)
            buf_format(&targets, "<goal no=\"4.%zu\"><heading>Nära omställning %zu</heading></goal>", g + 1, g + 1);
        buf_byte(&targets, '\0');
        const struct plan *plan = plan_of(*state, "vp", targets.data, NULL);
        struct trace *trace = trace_build(*state, plan_of(*state, "ap", content.data, NULL), &plan, 1, NULL, 0);
        assert_number((int64_t)trace->link_count, (int64_t)cases[i].headings, "links");
        assert_number(trace->links[0].suggestion_count > 0, cases[i].goals > 0, "first");
        assert_number(trace->links[trace->link_count - 1].suggestion_count > 0, cases[i].last, "last");
    }
}

static void a_link_stands_where_the_goal_is_named(void **state) {
    static const struct {
        const char *content, *quote;
    } cases[] = {
        {UNDER("Något annat"), "Något annat"},
        {"<activity goal=\"4.9\"><text>Gör.</text></activity>", "4.9"},
        {"<activity><text>Gör (VP 4.9) nu.</text></activity>", "4.9"},
        {"<activity><text>Gör.</text></activity>", "Gör."},
        {"<list goal=\"4.9\"><activity><text>Gör.</text></activity></list>", "Gör."},
        {"<table><row><cell>Mål</cell><cell>Aktivitet</cell></row><row><activity><cell column=\"0\">Okänt</cell>"
         "<text column=\"1\">Gör.</text></activity></row></table>",
         "Gör."},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct trace *trace = traced(*state, cases[i].content, NULL, 0);
        assert_int_equal(trace->link_count, 1);
        assert_str(place_quote(*state, trace->links[0].place), cases[i].quote, cases[i].content);
    }
}

static void an_entry_names_the_goals_that_are_not_there(void **state) {
    static const struct {
        const char *content, *wanted;
    } cases[] = {
        {"<entry><text>Gör (VP 4.9)</text></entry>", "4.9 "},
        {"<entry><text>Gör</text><result><p>Gjort enligt VP 4.1 och VP 5.7.</p></result></entry>", "5.7 "},
        {"<entry><text>Gör (VP 4.1–4.3)</text><result><p>Se avsnitt 9.9 i avtalet.</p></result></entry>", ""},
        {"<entry><text>Gör enligt VP 4</text></entry>", ""},
        {"<entry goal=\"4.9 4.2 vp-2025#7.1\"><text>Gör</text></entry>", "4.9 7.1 "},
        {"<entry goal=\"#\"><text>Gör</text></entry>", ""},
        {"<table><row><cell>A</cell></row><row><entry><text> </text><result>Enligt VP "
         "4.9</result></entry></row></table>",
         "4.9 "},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct plan *plan = plan_of(*state, "vp", goals, NULL);
        const struct plan *from = plan_of(*state, "rapport", cases[i].content, NULL);
        const struct trace *trace = trace_build(*state, from, &plan, 1, NULL, 0);
        struct buf out = buf_in(*state);
        for (size_t k = 0; k < trace->dangling_count; k++)
            buf_format(&out, "%.*s ", STR_ARGS(trace->dangling[k].reference));
        assert_str(buf_str(&out), cases[i].wanted, cases[i].content);
        assert_int_equal(trace_build(*state, from, NULL, 0, NULL, 0)->dangling_count, 0);
    }
}

static void coverage_is_counted_both_ways(void **state) {
    struct trace *trace =
        traced(*state, UNDER("Uppföljning") UNDER("Uppföljning") UNDER("Okänt") UNDER("Prislista"), NULL, 0);
    assert_int_equal(trace->traced, 3);
    assert_int_equal(trace->goal_count, 6);
    static const size_t wanted[] = {2, 0, 1, 0, 0, 0};
    for (size_t i = 0; i < COUNT(wanted); i++)
        assert_number((int64_t)trace->goals[i].activities, (int64_t)wanted[i], "goal");
}

static void an_orphan_gets_the_goal_that_it_resembles(void **state) {
    struct trace *trace = traced(*state, UNDER("Omställning till nära"), NULL, 0);
    assert_true(trace->links[0].suggestion_count >= 1);
    const struct trace_goal *best = &trace->goals[trace->links[0].suggestions[0].text];
    assert_str(trace->plans[best->plan]->goals[best->goal].id, "5.2", "suggestion");
}

static void only_plans_of_the_period_are_targets(void **state) {
    static const struct {
        const char *kind, *title;
        size_t plans;
    } cases[] = {
        {"ap", "Aktivitetsplan 2025", 1},
        {"ap", "Aktivitetsplan 2023", 0},
        {"rapport", "Återrapport 2026", 1},
    };
    const struct plan *plan = plan_of(*state, "vp", goals, NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str content =
            str_format(*state, "<meta><title>%s</title></meta><activity><text>Gör.</text></activity>", cases[i].title);
        const struct plan *from = plan_of(*state, cases[i].kind, content.data, NULL);
        struct trace *trace = trace_build(*state, from, &plan, 1, NULL, 0);
        assert_number((int64_t)trace->plan_count, (int64_t)cases[i].plans, cases[i].title);
        assert_int_equal(trace->links[0].state, cases[i].plans ? TRACE_ORPHAN : TRACE_UNRESOLVED);
    }
}

static void what_has_no_period_is_a_target(void **state) {
    struct plan plan = *plan_of(*state, "vp", goals, NULL), from = *plan_of(*state, "ap", UNDER("Prislista"), NULL);
    assert_true(trace_is_target(&from, &plan));
    assert_false(trace_is_target(&plan, &plan));
    assert_false(trace_is_target(&plan, &from));
    from.period = date_year(2031);
    assert_false(trace_is_target(&from, &plan));
    from.period = date_year(2021);
    assert_false(trace_is_target(&from, &plan));
    plan.period = NO_INTERVAL;
    assert_true(trace_is_target(&from, &plan));
    plan.period = date_year(2025);
    from.period = NO_INTERVAL;
    assert_true(trace_is_target(&from, &plan));
}

static void an_ocr_plan_is_matched_weakly(void **state) {
    struct plan plan =
        *plan_of(*state, "vp", "<goal no=\"1.1\"><heading>Nara vard och 6vriga fragor</heading></goal>", NULL);
    const struct plan *plans = &plan;
    const struct plan *from = plan_of(*state, "ap", UNDER("Nära vård och övriga frågor"), NULL);
    assert_str(describe(*state, trace_build(*state, from, &plans, 1, NULL, 0)), "orphan", "not OCR");
    plan.ocr = true;
    assert_str(describe(*state, trace_build(*state, from, &plans, 1, NULL, 0)), "weak 1.1", "OCR");
    from = plan_of(*state, "ap", UNDER("Annan vård"), NULL);
    assert_str(describe(*state, trace_build(*state, from, &plans, 1, NULL, 0)), "orphan", "OCR of something else");
}

static void states_have_names(void **state) {
    (void)state;
    for (size_t i = 0; i < TRACE_STATES; i++)
        assert_int_equal(trace_state_find(str_from(trace_state_name((enum trace_state)i))), i);
    assert_int_equal(trace_state_find(STR("lost")), TRACE_STATES);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_way_to_name_a_goal_gives_its_state),
        cmocka_unit_test(a_link_stands_where_the_goal_is_named),
        cmocka_unit_test(an_entry_names_the_goals_that_are_not_there),
        cmocka_unit_test(coverage_is_counted_both_ways),
        cmocka_unit_test(an_orphan_gets_the_goal_that_it_resembles),
        cmocka_unit_test(only_plans_of_the_period_are_targets),
        cmocka_unit_test(an_ocr_plan_is_matched_weakly),
        cmocka_unit_test(references_by_number_are_read_as_they_are_written),
        cmocka_unit_test(a_goal_in_two_renderings_of_a_plan_is_one),
        cmocka_unit_test(only_the_first_orphans_get_suggestions),
        cmocka_unit_test(what_has_no_period_is_a_target),
        cmocka_unit_test(states_have_names),
    };
    return cmocka_run_group_tests(tests, plans_set_up, arena_tear_down);
}
