#include "tree.h"

#include "test.h"

static void a_kind_has_one_name_and_a_name_one_kind(void **state) {
    (void)state;
    static const enum plan_kind kinds[] = {PLAN_VP, PLAN_AP, PLAN_RAPPORT, PLAN_TIDPLAN};
    for (size_t i = 0; i < COUNT(kinds); i++)
        assert_int_equal(plan_kind_find(str_from(plan_kind_name(kinds[i]))), kinds[i]);
    assert_int_equal(plan_kind_find(STR("budget")), PLAN_UNKNOWN);
    assert_string_equal(plan_kind_name(PLAN_UNKNOWN), "unknown");
}

static void attributes_are_found_by_name_and_namespace(void **state) {
    struct arena *arena = *state;
    xmlNode *root = xmlDocGetRootElement(tree_create(arena));
    tree_set(root, "part", STR("own"));
    tree_set(root, "src:part", STR("word/document.xml"));
    tree_set_number(root, "src:para", 12);
    assert_str(tree_get(root, "part"), "own", "without namespace");
    assert_str(tree_get(root, "src:part"), "word/document.xml", "provenance");
    assert_str(tree_get(root, "src:para"), "12", "number");
    assert_str(tree_get(root, "para"), "", "absent");
    tree_set(root, "part", STR("new"));
    assert_str(tree_get(root, "part"), "new", "replaced");
    assert_non_null(tree_attribute(root, "part"));
    assert_null(tree_attribute(root, "para"));
}

static void what_xml_forbids_is_replaced(void **state) {
    static const struct {
        const char *name, *given, *wanted;
    } cases[] = {
        {"control", "a\001b",
         "a\xEF\xBF\xBD"
         "b"},
        {"tab and line end stay", "a\tb\n", "a\tb\n"},
        {"last of the plane", "a\xEF\xBF\xBF", "a\xEF\xBF\xBD"},
        {"private use stays", "\xEF\x82\xB7", "\xEF\x82\xB7"},
        {"only bad", "\002\003", "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"markup is text", "<a>&amp;", "<a>&amp;"},
        {"empty", "", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        xmlNode *root = xmlDocGetRootElement(tree_create(*state));
        tree_set(root, "id", str_from(cases[i].given));
        assert_str(tree_get(root, "id"), cases[i].wanted, cases[i].name);
        tree_add_text(root, str_from(cases[i].given));
        const char *text = root->children ? (const char *)root->children->content : "";
        assert_str(str_from(text), cases[i].wanted, cases[i].name);
    }
}

static void elements_are_visited_in_document_order_inside_the_top(void **state) {
    xmlNode *root = xmlDocGetRootElement(tree_create(*state));
    xmlNode *section = tree_add(root, "section", NULL);
    xmlNode *heading = tree_add(section, "heading", NULL);
    tree_add_text(heading, STR("Mål"));
    xmlNode *p = tree_add(section, "p", NULL);
    xmlNode *after = tree_add(root, "p", NULL);
    assert_ptr_equal(tree_next(root, root), section);
    assert_ptr_equal(tree_next(section, root), heading);
    assert_ptr_equal(tree_next(heading, root), p);
    assert_ptr_equal(tree_next(p, root), after);
    assert_null(tree_next(after, root));
    assert_null(tree_next(p, section));
    assert_null(tree_next(p, p));
}

static void a_fact_is_not_of_the_plan_vocabulary(void **state) {
    xmlNode *root = xmlDocGetRootElement(tree_create(*state));
    xmlNode *fact = tree_add_fact(root, "comment", 3, NULL);
    assert_false(tree_is(fact, "fact"));
    assert_true(tree_is(root, "plan"));
    assert_str(tree_get(fact, "n"), "3", "count");
}

static void a_place_is_text_then_name_then_document(void **state) {
    struct arena *arena = *state;
    struct source *source = source_create(arena, STR("a"), (struct str){0}, STR("<p>ord</p>"));
    struct passage_builder builder = {.arena = arena, .source = source};
    passage_add(&builder, STR("ord"), 3, 6, RUN_VERBATIM);
    struct origin text = {source, passage_finish(&builder), 0, 10, 1, 2, 3}, markup = {source, NULL, 0, 10, 1, 2, 3};
    xmlNode *root = xmlDocGetRootElement(tree_create(arena));
    xmlNode *outer = tree_add(root, "section", &markup);
    xmlNode *p = tree_add(outer, "p", &text), *bare = tree_add(outer, "p", NULL);
    assert_int_equal(tree_place(p).begin, 3);
    assert_int_equal(tree_place(outer).begin, 1);
    assert_int_equal(tree_place(bare).end, 0);
    assert_ptr_equal(tree_place(bare).source, source);
    assert_null(tree_place(root).source);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kind_has_one_name_and_a_name_one_kind),
        cmocka_unit_test(attributes_are_found_by_name_and_namespace),
        cmocka_unit_test(what_xml_forbids_is_replaced),
        cmocka_unit_test(elements_are_visited_in_document_order_inside_the_top),
        cmocka_unit_test(a_fact_is_not_of_the_plan_vocabulary),
        cmocka_unit_test(a_place_is_text_then_name_then_document),
    };
    return cmocka_run_group_tests(tests, arena_set_up, arena_tear_down);
}
