#include "project.h"

#include "findings.h"

#define PROJECT(body) "<project xmlns=\"urn:planlint:project:1\">\n" body "\n</project>"

static struct project *load(struct arena *arena, const char *xml, struct diag_list *diags) {
    struct limits limits = limits_default();
    return project_load(arena, source_of(arena, "planlint.xml", xml), &limits, diags);
}

static struct project *load_good(struct arena *arena, const char *xml) {
    struct diag_list diags = diag_list_in(arena, 0);
    struct project *project = load(arena, xml, &diags);
    if (!project)
        fail_msg("the project is faulty:\n%.*s", STR_ARGS(findings_text(arena, &diags)));
    return project;
}

static void a_faulty_project_is_reported_at_the_exact_place(void **state) {
    (void)state;
    static const struct {
        const char *what, *xml, *wanted;
    } cases[] = {
        {"another root", "<projekt xmlns=\"urn:planlint:project:1\"/>", "1:2-1:9 XSD001 `projekt` -> project\n"},
        {"an unknown element", PROJECT("<docs id=\"a\" href=\"a\"/>"), "2:2-2:6 XSD002 `docs` -> doc\n"},
        {"an unknown attribute", PROJECT("<doc id=\"a\" href=\"a\" kinds=\"vp\"/>"),
         "2:22-2:27 XSD010 `kinds` -> kind\n"},
        {"a missing attribute", PROJECT("<doc id=\"a\"/>"), "2:2-2:5 XSD011 `doc`\n"},
        {"a kind that is none", PROJECT("<doc id=\"a\" href=\"a\" kind=\"raport\"/>"),
         "2:28-2:34 XSD012 `raport` -> rapport\n"},
        {"a day that is none", PROJECT("<accept rule=\"TRC001\" at=\"a\" reason=\"r\" until=\"2025-02-30\"/>"),
         "2:48-2:58 XSD014 `2025-02-30`\n"},
        {"a period that ends before it begins", PROJECT("<doc id=\"a\" href=\"a\" period=\"2028/2025\"/>"),
         "2:30-2:39 CFG057 `2028/2025`\n"},
        {"a document given twice", PROJECT("<doc id=\"a\" href=\"a\"/><doc id=\"a\" href=\"b\"/>"),
         "2:32-2:33 CFG030 `a`\n"},
        {"a document that is not given",
         PROJECT("<doc id=\"vp-2025\" href=\"a\"/><doc id=\"b\" href=\"b\" "
                 "implements=\"vp-2052\"/>"),
         "2:62-2:69 CFG031 `vp-2052` -> vp-2025\n"},
        {"a document like none that is given", PROJECT("<doc id=\"a\" href=\"a\" follows=\"xyzzyxyzzy\"/>"),
         "2:31-2:41 CFG031 `xyzzyxyzzy`\n"},
        {"a use of nothing", PROJECT("<use/>"), "2:2-2:5 CFG039 `use`\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct diag_list diags = diag_list_in(arena, 0);
        assert_null(load(arena, cases[i].xml, &diags));
        assert_true(diag_failed(&diags));
        assert_str(findings_text(arena, &diags), cases[i].wanted, cases[i].what);
        assert_worded(arena, shipped_rules(arena), &diags);
        arena_destroy(arena);
    }
}

static void remarks_do_not_stop_a_project(void **state) {
    (void)state;
    static const struct {
        const char *what, *xml, *wanted;
    } cases[] = {
        {"two plans for one period",
         PROJECT("<doc id=\"a\" href=\"a\" kind=\"vp\" period=\"2025/2028\"/>"
                 "<doc id=\"b\" href=\"b\" kind=\"vp\" period=\"2027/2030\"/>"),
         "2:61-2:62 CFG032 `b`\n"},
        {"plans that follow each other",
         PROJECT("<doc id=\"a\" href=\"a\" kind=\"vp\" period=\"2025/2028\"/>"
                 "<doc id=\"b\" href=\"b\" kind=\"vp\" period=\"2021/2024\"/>"),
         ""},
        {"two activity plans for one year",
         PROJECT("<doc id=\"a\" href=\"a\" kind=\"ap\" year=\"2025\"/><doc id=\"b\" href=\"b\" kind=\"ap\" "
                 "year=\"2025\"/>"),
         "2:54-2:55 CFG032 `b`\n"},
        {"plan and report of one year",
         PROJECT("<doc id=\"a\" href=\"a\" kind=\"ap\" year=\"2025\"/><doc id=\"b\" href=\"b\" kind=\"rapport\" "
                 "year=\"2025\"/>"),
         ""},
        {"a suppression without a place", PROJECT("<accept rule=\"TRC001\" reason=\"r\"/>"),
         "2:15-2:21 CFG035 `TRC001`\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct project *project = load_good(arena, cases[i].xml);
        assert_str(findings_text(arena, &project->remarks), cases[i].wanted, cases[i].what);
        assert_worded(arena, shipped_rules(arena), &project->remarks);
        arena_destroy(arena);
    }
}

static void a_project_is_read_with_all_its_parts(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct project *project = load_good(
        arena,
        PROJECT(
            "<use pack=\"recommended\"/><use file=\"rules/lokala.xml\"/>"
            "<doc id=\"vp-2025\" kind=\"vp\" period=\"2025/2028\" href=\"./vp/*.docx\"/>"
            "<doc id=\"ap-2025\" kind=\"ap\" year=\"2025\" implements=\"vp-2025\" href=\"ap/2025.docx\"/>"
            "<doc id=\"r-2025\" kind=\"rapport\" year=\"2025\" follows=\"ap-2025\" href=\"uppf/2025.docx\"/>"
            "<alias heading=\"4.2. Nära-vård\" goal=\"4.7\" reason=\"r\"/>"
            "<set rule=\"DAT007\" severity=\"off\" in=\"arkiv/**\"/>"
            "<accept rule=\"TRC001\" at=\"Fokusområde Forskning / Nya grepp\" reason=\" r \" until=\"2025-12-31\"/>"));
    assert_int_equal(project->use_count, 2);
    assert_str(project->uses[1].file, "rules/lokala.xml", "file");
    assert_int_equal(project->doc_count, 3);
    assert_str(project->docs[0].href, "vp/*.docx", "href");
    assert_int_equal(project->docs[0].kind, PLAN_VP);
    assert_int_equal(project->docs[0].period.last, date_year(2028).last);
    assert_int_equal(project->docs[1].year.first, date_year(2025).first);
    assert_int_equal(project->docs[1].implements, 0);
    assert_true(project->docs[1].follows == PROJECT_NONE);
    assert_str(project->aliases[0].key, "näravård", "alias");
    assert_int_equal(project->sets[0].severity, SEVERITY_OFF);
    assert_int_equal(project->accepts[0].at_count, 2);
    assert_str(project->accepts[0].at[0], "forskning", "at");
    assert_str(project->accepts[0].reason, "r", "reason");
    assert_int_equal(project->accepts[0].until, date_day(2025, 12, 31));
    assert_int_equal(project_find_doc(project, STR("vp/plan.docx")), 0);
    assert_true(project_find_doc(project, STR("vp/old/plan.docx")) == PROJECT_NONE);

    size_t relatives[PROJECT_RELATIVES];
    assert_int_equal(project_relatives(project, 2, relatives), 2);
    assert_int_equal(relatives[0], 1);
    assert_int_equal(relatives[1], 0);
    assert_int_equal(project_relatives(project, PROJECT_NONE, relatives), 0);
    arena_destroy(arena);
}

static void relatives_are_listed_once(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct project *project =
        load_good(arena, PROJECT("<doc id=\"vp\" href=\"vp\"/><doc id=\"ap\" href=\"ap\" implements=\"vp\"/>"
                                 "<doc id=\"r\" href=\"r\" follows=\"ap\" implements=\"vp\"/>"));
    size_t relatives[PROJECT_RELATIVES];
    assert_int_equal(project_relatives(project, 2, relatives), 2);
    assert_int_equal(relatives[0], 0);
    assert_int_equal(relatives[1], 1);
    arena_destroy(arena);
}

static void patterns_match_whole_paths(void **state) {
    (void)state;
    static const struct {
        const char *pattern, *path;
        bool wanted;
    } cases[] = {
        {"a.docx", "a.docx", true},
        {"a.docx", "b.docx", false},
        {"*.docx", "a.docx", true},
        {"*.docx", "x/a.docx", false},
        {"**/*.docx", "x/y/a.docx", true},
        {"**/*.docx", "a.docx", true},
        {"arkiv/**", "arkiv/x/y", true},
        {"arkiv/**", "arkivet/x", false},
        {"**", "x/y", true},
        {"x/**/a", "x/a", true},
        {"x/**/a", "x/y/z/a", true},
        {"x/**/a", "x/ya", false},
        {"?r.xml", "år.xml", true},
        {"?.xml", "ab.xml", false},
        {"a?b", "a/b", false},
        {"*a*b*c", "xxaxxbxxc", true},
        {"*a*b*c", "xxaxxbxx", false},
        {"a*", "a", true},
        {"**/vp/*.xml", "1/vp/2.xml", true},
        {"**/vp/*.xml", "1/vpp/2.xml", false},
        {"", "", true},
        {"a**", "ab/c", true},
        {"**a", "x/ya", true},
        {"**/", "a", false},
        {"a*/b", "ax/y", false},
        {"a/**/b/*.xml", "a/c/b/d/b/x.xml", true},
        {"*/b/**", "a/b/c/d", true},
        {"**/a*b/c", "ab/x/axb/c", true},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_number(project_match(str_from(cases[i].pattern), str_from(cases[i].path)), cases[i].wanted,
                      cases[i].pattern);
}

/* A plan tree with directives; the elements are no plan: the directives do not ask. */
static struct suppression_list collect(struct arena *arena, const char *xml, struct diag_list *diags) {
    struct limits limits = limits_default();
    struct suppression_list list = {0};
    xmlDoc *tree = xml_read_tree(arena, source_of(arena, "a.xml", xml), &limits, diags);
    assert_non_null(tree);
    suppress_collect(arena, tree, &list, diags);
    return list;
}

static void a_directive_holds_for_the_next_element(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct diag_list diags = diag_list_in(arena, 0);
    struct suppression_list list = collect(
        arena, "<a><?planlint off TRC001, DAT001 until=2026-01-31  ett skäl?> <!-- x --> <b>text</b><c/></a>", &diags);
    assert_int_equal(list.count, 2);
    assert_str(list.items[0].rule, "TRC001", "first");
    assert_str(list.items[1].rule, "DAT001", "second");
    assert_str(list.items[1].reason, "ett skäl", "reason");
    assert_int_equal(list.items[1].until, date_day(2026, 1, 31));
    assert_str(place_quote(arena, list.items[1].place), "DAT001", "place");
    assert_str(place_quote(arena, list.items[0].range), "<b>text</b>", "range");
    assert_null(list.items[0].whole.source);
    assert_int_equal(diags.count, 0);
    list = collect(arena, "<a><?planlint\toff\r\n\tTRC001 ,,\n DAT001,\tMET001\r\nskäl?><b/></a>", &diags);
    assert_int_equal(list.count, 3);
    assert_str(list.items[2].rule, "MET001", "third");
    assert_str(list.items[2].reason, "skäl", "reason behind a line break");
    list = collect(arena, "<?planlint off MET003 skäl?><a/>", &diags);
    assert_true(list.items[0].whole_document);
    assert_str(place_quote(arena, list.items[0].whole), "<?planlint off MET003 skäl?>", "whole");
    arena_destroy(arena);
}

static void a_directive_that_makes_no_sense_is_reported(void **state) {
    (void)state;
    static const char *const cases[] = {
        "<a><?planlint of TRC001 skäl?><b/></a>",
        "<a><?planlint off?><b/></a>",
        "<a><?planlint?><b/></a>",
        "<a><?planlint off TRC001 until=igår skäl?><b/></a>",
        "<a><b/><?planlint off TRC001 skäl?></a>",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct diag_list diags = diag_list_in(arena, 0);
        assert_int_equal(collect(arena, cases[i], &diags).count, 0);
        assert_int_equal(diags.count, 1);
        assert_str(diags.items[0]->id, "CFG038", cases[i]);
        assert_worded(arena, shipped_rules(arena), &diags);
        arena_destroy(arena);
    }
}

static void a_suppression_needs_a_rule_a_reason_and_time(void **state) {
    (void)state;
    static const struct {
        const char *rule, *reason;
        int32_t until;
        const char *wanted; /* id, or NULL: it holds */
    } cases[] = {
        {"TRC001", "skäl", INT32_MAX, NULL},
        {"TRC", "skäl", 20000, NULL},
        {"activity-without-goal", "skäl", 20001, NULL},
        {"TCR001", "skäl", 20000, "CFG004"},
        {"TRC001", "", 20000, "CFG002"},
        {"TRC001", "skäl", 19999, "CFG003"},
    };
    struct arena *arena = arena_create();
    struct rules *rules = shipped_rules(arena);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct diag_list diags = diag_list_in(arena, 0);
        struct suppression suppression = {
            .rule = str_from(cases[i].rule), .reason = str_from(cases[i].reason), .until = cases[i].until};
        assert_int_equal(suppress_verify(&suppression, rules, 20000, &diags), cases[i].wanted == NULL);
        assert_int_equal(diags.count, cases[i].wanted != NULL);
        if (cases[i].wanted)
            assert_str(diags.items[0]->id, cases[i].wanted, cases[i].rule);
        assert_worded(arena, rules, &diags);
    }
    arena_destroy(arena);
}

static void a_suppression_covers_what_stands_under_its_headings(void **state) {
    (void)state;
    static const struct {
        const char *at;
        bool wanted;
    } cases[] = {
        {"Nya grepp", true},
        {"4.1 NYA GREPP", true},
        {"Fokusområde Forskning", true},
        {"Forskning / Nya grepp", true},
        {"Forskning /  / Nya grepp", true},
        {" / Nya grepp", true},
        {"Forskning / Nya grepp / Pröva något / Mer", false},
        {"Nya grepp / Forskning", false},
        {"Andra grepp", false},
        {"Forskning / Pröva något", true},
    };
    struct arena *arena = arena_create();
    const struct rule *rule = rules_find(shipped_rules(arena), STR("TRC001"));
    struct passage area = {.text = STR("Fokusområde Forskning")};
    struct passage heading = {.text = STR("Nya grepp"), .under = &area};
    struct passage text = {.text = STR("Pröva något."), .under = &heading};
    struct diag diag = {.id = STR("TRC001"), .place = {.passage = &text}, .fingerprint = STR("abc")};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct suppression suppression = {.rule = STR("TRC001")};
        suppress_set_at(arena, &suppression, str_from(cases[i].at));
        assert_number(suppress_covers(arena, &suppression, rule, &diag, STR("a.xml")), cases[i].wanted, cases[i].at);
    }
    /* The goal that the finding is about, in the place of its heading. */
    struct diag_arg about[] = {{"value", STR("Nya grepp")}, {"goal", STR("4.7 Rehabilitering")}};
    struct diag of_goal = {.id = STR("TRC001"), .place = {.passage = &text}, .args = about, .arg_count = COUNT(about)};
    struct suppression by_goal = {.rule = STR("TRC001")}, by_other_goal = by_goal, by_two = by_goal;
    suppress_set_at(arena, &by_goal, STR("Rehabilitering"));
    suppress_set_at(arena, &by_other_goal, STR("Habilitering"));
    suppress_set_at(arena, &by_two, STR("Forskning / Rehabilitering"));
    assert_true(suppress_covers(arena, &by_goal, rule, &of_goal, STR("a.xml")));
    assert_false(suppress_covers(arena, &by_goal, rule, &diag, STR("a.xml")));
    assert_false(suppress_covers(arena, &by_other_goal, rule, &of_goal, STR("a.xml")));
    assert_false(suppress_covers(arena, &by_two, rule, &of_goal, STR("a.xml")));
    struct suppression whole = {.rule = STR("TRC001"), .whole_document = true};
    assert_true(suppress_covers(arena, &whole, rule, &diag, STR("a.xml")));
    assert_false(suppress_names(arena, &whole, &text));
    struct source *source = source_of(arena, "a.xml", "<a><b/></a>"), *other = source_of(arena, "b.xml", "<b/>");
    const struct {
        struct place place;
        bool wanted;
    } places[] = {
        {source_place(source, 3, 7), true},  {source_place(source, 4, 5), true},  {source_place(source, 2, 5), false},
        {source_place(source, 5, 8), false}, {source_place(source, 0, 0), false}, {source_place(other, 3, 4), false},
    };
    for (size_t i = 0; i < COUNT(places); i++) {
        struct suppression ranged = {.rule = STR("TRC001"), .range = source_place(source, 3, 7)};
        struct diag at = {.id = STR("TRC001"), .place = places[i].place};
        assert_number(suppress_covers(arena, &ranged, rule, &at, STR("a.xml")), places[i].wanted, "range");
    }
    struct suppression by_print = {.rule = STR("TRC001"), .fingerprint = STR("abc")};
    struct suppression by_other = {.rule = STR("TRC001"), .fingerprint = STR("abd")};
    struct suppression by_path = {.rule = STR("TRC001"), .in = STR("ap/*")};
    assert_true(suppress_covers(arena, &by_print, rule, &diag, STR("a.xml")));
    assert_false(suppress_covers(arena, &by_other, rule, &diag, STR("a.xml")));
    assert_true(suppress_covers(arena, &by_path, rule, &diag, STR("ap/a.xml")));
    assert_false(suppress_covers(arena, &by_path, rule, &diag, STR("a.xml")));
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_faulty_project_is_reported_at_the_exact_place),
        cmocka_unit_test(remarks_do_not_stop_a_project),
        cmocka_unit_test(a_project_is_read_with_all_its_parts),
        cmocka_unit_test(relatives_are_listed_once),
        cmocka_unit_test(patterns_match_whole_paths),
        cmocka_unit_test(a_directive_holds_for_the_next_element),
        cmocka_unit_test(a_directive_that_makes_no_sense_is_reported),
        cmocka_unit_test(a_suppression_needs_a_rule_a_reason_and_time),
        cmocka_unit_test(a_suppression_covers_what_stands_under_its_headings),
    };
    xml_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
