#include "test.h"

#include "paper.h"

/* Every line with text stands in the tree once, whole, with its passage. */
static void assert_complete(xmlDoc *tree, const struct paper_line *lines, size_t count, const char *what) {
    size_t *seen = calloc(count + 1, sizeof *seen);
    xmlNode *root = xmlDocGetRootElement(tree);
    for (const xmlNode *node = root; node; node = tree_next(node, root)) {
        uint64_t number = 0;
        if (!str_to_number(tree_get(node, "src:para"), &number))
            continue;
        seen[number]++;
        xmlChar *text = xmlNodeGetContent(node);
        assert_str(str_from((const char *)text), lines[number - 1].text, what);
        assert_non_null(tree_origin(node)->passage);
        xmlFree(text);
    }
    for (size_t i = 0; i < count; i++)
        assert_number((int64_t)seen[i + 1], lines[i].text[0] != '\0', lines[i].text);
    free(seen);
}

struct wanted {
    const char *element;
    size_t count;
};

/* Builds the tree and compares how many elements of some names it has. */
static void check(const char *what, const struct paper_line *lines, size_t count, enum plan_kind kind,
                  const struct wanted *wanted, size_t wanted_count) {
    struct arena *arena = arena_create();
    xmlDoc *tree = paper_outline(arena, lines, count, kind);
    for (size_t i = 0; i < wanted_count; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s: %s", what, wanted[i].element);
        assert_number((int64_t)paper_count(tree, wanted[i].element), (int64_t)wanted[i].count, name);
    }
    assert_complete(tree, lines, count, what);
    arena_destroy(arena);
}

#define CHECK(what, lines, kind, ...)                                                                                  \
    do {                                                                                                               \
        static const struct wanted wanted[] = {__VA_ARGS__};                                                           \
        check(what, lines, COUNT(lines), kind, wanted, COUNT(wanted));                                                 \
    } while (0)

static void leaf_sub_sections_of_a_plan_are_goals(void **state) {
    (void)state;
    static const struct paper_line automatic[] = {
        {"h1#1", "Inledning"},          {"t", "Planen gäller i fyra år."}, {"h2#1.1", "Bakgrund"},
        {"t", "Så började det."},       {"h1#2", "Strategisk inriktning"}, {"t", "Nämnden svarar för detta."},
        {"h2#2.1", "Ansvarstagande"},   {"t", "Nämnden tar ansvar."},      {"h1#3", "Fokusområde Kunskapsstyrning"},
        {"h2#3.1", "Gemensamma stöd"},  {"t", "Stöden ska bli fler."},     {"h2#3.2", "Uppföljning av stöd"},
        {"t", "Stöden ska följas upp."}};
    CHECK("automatic numbers", automatic, PLAN_VP, {"goal", 3}, {"section", 4}, {"heading", 7});
    static const struct paper_line typed[] = {
        {"b", "1. Inledning"},        {"t", "Planen gäller i fyra år."}, {"b", "2. Strategisk inriktning"},
        {"t", "Nämnden svarar."},     {"b", "2.1. Ansvarstagande"},      {"t", "Nämnden tar ansvar."},
        {"b", "3. Kunskapsstyrning"}, {"b", "3.1. Gemensamma stöd"},     {"t", "Stöden ska bli fler."}};
    CHECK("typed numbers", typed, PLAN_VP, {"goal", 2}, {"section", 3});
    static const struct paper_line unnamed[] = {{"h1", "Vår målbild"},  {"t", "Vi vill mycket."},
                                                {"h2", "Friska barn"},  {"t", "Fler friska barn."},
                                                {"h2", "Trygga äldre"}, {"t", "Fler trygga äldre."}};
    CHECK("chapters that no profile names", unnamed, PLAN_VP, {"goal", 2}, {"section", 1});
}

static void items_are_the_goals_of_a_plan_without_sub_sections(void **state) {
    (void)state;
    static const struct paper_line lines[] = {
        {"h1", "Inledning"},      {"i0", "Detta är ingen avsikt"}, {"h1", "Verksamhetsplan 2021-2024"},
        {"t", "Nämnden ska:"},    {"t", "e Utveckla vården"},      {"t", "e Oka samverkan"},
        {"F", "www.example.org"}, {"t", "o Folja avtalet"},        {"t", "e Sprida kunskap"}};
    CHECK("bullets that text recognition made letters", lines, PLAN_VP, {"goal", 4}, {"list", 2}, {"note", 1},
          {"item", 1});
}

static void items_of_leaf_sections_are_activities(void **state) {
    (void)state;
    static const struct paper_line lines[] = {{"h1", "Inledning"},
                                              {"i0", "Ingen aktivitet"},
                                              {"h1", "Fokusområden för samverkan"},
                                              {"i0", "Verksamhet och utveckling"},
                                              {"i0", "Kunskapsstyrning"},
                                              {"h1", "Fokusområde Kunskapsstyrning"},
                                              {"t", "Området är viktigt."},
                                              {"h2", "Gemensamma stöd"},
                                              {"i0", "Ta fram stöd."},
                                              {"c", "Stöden ska vara korta."},
                                              {"i1", "Ett för barn"},
                                              {"i0", "Sprida stöd."},
                                              {"h2", "Mätning"},
                                              {"t", "Mäta resultat under året."}};
    CHECK("styled", lines, PLAN_AP, {"activity", 3}, {"item", 4}, {"section", 5});
    static const struct paper_line typed[] = {{"b", "Fokusområde Kunskapsstyrning"},
                                              {"b", "Gemensamma stöd"},
                                              {"t", "\xC2\xB7 Ta fram stöd."},
                                              {"t", "\xC2\xB7 Sprida stöd."},
                                              {"b", "Mätning"},
                                              {"t", "- Mäta."},
                                              {"t", "- Visa."}};
    CHECK("typed", typed, PLAN_AP, {"activity", 4}, {"section", 3});
    static const struct paper_line bare[] = {{"t", "Fokusområde Kunskapsstyrning"},
                                             {"t", "Gemensamma stöd"},
                                             {"t", "\xE2\x80\xA2 Ta fram stöd."},
                                             {"t", "Mätning"},
                                             {"t", "\xE2\x80\xA2 Mäta."}};
    CHECK("bare names", bare, PLAN_AP, {"activity", 2}, {"section", 3});
}

static void entries_take_the_paragraphs_below_as_their_result(void **state) {
    (void)state;
    static const struct paper_line items[] = {{"t", "Här redovisas året, ett avsnitt i taget, för nämnden."},
                                              {"T", "Återrapport aktivitetsplan 2023"},
                                              {"h1", "Kunskapsstyrning"},
                                              {"i0", "Ta fram stöd"},
                                              {"c", "Stöden togs fram."},
                                              {"t", "De spreds."},
                                              {"i0", "Mäta"},
                                              {"i1", "barn"},
                                              {"|r0c0", "Upprättare"},
                                              {"r0c1", "Datum"},
                                              {"r1c0", "Kansliet"},
                                              {"r1c1", "2024-02-16"},
                                              {"t", "Mätningen gjordes."}};
    CHECK("items", items, PLAN_RAPPORT, {"entry", 2}, {"result", 2}, {"title", 1}, {"date", 1});
    static const struct paper_line headings[] = {{"h1", "Kunskapsstyrning"},
                                                 {"h2", "Ta fram stöd"},
                                                 {"t", "Stöden togs fram."},
                                                 {"h2", "Mäta"},
                                                 {"t", "Vi mätte två saker:"},
                                                 {"i0", "barn"},
                                                 {"i0", "äldre"}};
    CHECK("headings", headings, PLAN_RAPPORT, {"entry", 2}, {"result", 2}, {"section", 1});
}

static void rows_under_the_right_header_are_activities(void **state) {
    (void)state;
    static const struct paper_line lines[] = {{"h1", "Kunskapsstyrning"},
                                              {"|r0c0", "Mål"},
                                              {"r0c1", "Aktivitet"},
                                              {"r0c2", "Ansvarig"},
                                              {"r0c3", "Klart senast"},
                                              {"r0c4", "Status"},
                                              {"r1c0", "Gemensamma stöd"},
                                              {"r1c1", "Ta fram stöd"},
                                              {"r1c2", "Kansliet"},
                                              {"r1c3", "2025-06-30"},
                                              {"r1c4", "Pågår"},
                                              {"r2c0", "Mätning"},
                                              {"r2c1", "Mäta"},
                                              {"r2c2", "Alla"},
                                              {"r2c3", "2025"},
                                              {"r2c4", "Ej påbörjad"}};
    CHECK("activity plan", lines, PLAN_AP, {"activity", 2}, {"row", 3}, {"cell", 13}, {"text", 2});
    struct arena *arena = arena_create();
    xmlDoc *tree = paper_outline(arena, lines, COUNT(lines), PLAN_AP);
    static const char *const status[] = {"ongoing", "not-started"};
    size_t found = 0;
    xmlNode *root = xmlDocGetRootElement(tree);
    for (const xmlNode *node = root; node; node = tree_next(node, root)) {
        if (tree_is(node, "activity"))
            assert_str(tree_get(node, "status"), status[found++], "status");
    }
    arena_destroy(arena);
    CHECK("a table of something else", lines, PLAN_TIDPLAN, {"activity", 0}, {"row", 3}, {"cell", 15});
}

static void dates_on_two_lines_are_one_milestone(void **state) {
    (void)state;
    static const struct paper_line table[] = {{"T", "Tidplan"},    {"|r0c0", "16 feb"},   {"r0c0", "2023"},
                                              {"r0c1", "17 mars"}, {"r0c1", "2023"},      {"r0c2", "Sep 2024"},
                                              {"r0c2", "Beslut"},  {"C", "Bild: Tidplan"}};
    CHECK("a row of cells", table, PLAN_TIDPLAN, {"milestone", 3}, {"text", 6}, {"figure", 1}, {"table", 0});
    static const struct paper_line boxes[] = {
        {"T", "Tidplan"},  {"x", "16 feb"},  {"x", "2023"},
        {"x", "Start"},    {"x", "17 mars"}, {"x", "2023"},
        {"x", "Dec 2024"}, {"x", "Beslut"},  {"x", "Alla regioner deltar i arbetet."}};
    CHECK("text boxes", boxes, PLAN_TIDPLAN, {"milestone", 3}, {"p", 1});
    static const struct paper_line column[] = {{"|r0c0", "När"},       {"r0c1", "Vad"},        {"r1c0", "2024-01-10"},
                                               {"r1c1", "Start"},      {"r2c0", "2024-03-10"}, {"r2c1", "Remiss"},
                                               {"r3c0", "2024-09-27"}, {"r3c1", "Beslut"}};
    CHECK("a column of cells", column, PLAN_TIDPLAN, {"milestone", 3}, {"p", 2});
    static const struct paper_line empty[] = {
        {"|r0c0", "När"},      {"r0c1", ""},       {"r1c0", "2024-01-10"},     {"r1c1", ""},
        {"r2c0", "Mars 2024"}, {"r2c1", "Remiss"}, {"r3c0", "Maj–april 2024"}, {"r3c1", "Svar"}};
    CHECK("empty cells", empty, PLAN_TIDPLAN, {"milestone", 3}, {"text", 5}, {"p", 1});
    static const struct paper_line two[] = {{"h1", "Start"}, {"t", "2024-01-10 Start"}, {"t", "2024-09-27 Beslut"}};
    static const struct paper_line relations[] = {
        {"h1", "Start"}, {"t", "Senast 31 maj 2026"},       {"t", "Remiss"}, {"t", "Från och med den 1 juni 2026"},
        {"t", "Drift"},  {"t", "I slutet av augusti 2026"}, {"t", "Beslut"}};
    CHECK("how a date is meant is no label", relations, PLAN_TIDPLAN, {"milestone", 3}, {"text", 6}, {"p", 0});
    CHECK("two are no timeline", two, PLAN_TIDPLAN, {"milestone", 0}, {"p", 2});
}

static void bold_lines_are_sections_only_without_real_headings(void **state) {
    (void)state;
    static const struct paper_line real[] = {
        {"h1", "Kunskapsstyrning"}, {"b", "Gemensamma stöd"}, {"t", "Text om stöd."}};
    CHECK("with a real heading", real, PLAN_AP, {"section", 1});
    static const struct paper_line fake[] = {
        {"b", "Kunskapsstyrning"}, {"b", "Gemensamma stöd"}, {"t", "Text om stöd."}, {"t", "Mer text."}};
    CHECK("without", fake, PLAN_AP, {"section", 2});
}

static void cover_and_contents_stay_out_of_the_outline(void **state) {
    (void)state;
    static const struct paper_line lines[] = {{"t", "Verksamhetsplan"},
                                              {"t", "2025\xE2\x80\x93"
                                                    "2028"},
                                              {"t", "Region Norrmark"},
                                              {"t", "Beslutad 2024-09-27"},
                                              {"b", "Innehåll"},
                                              {"t", "1. Inledning\t3"},
                                              {"t", "2. Kunskapsstyrning....\t4"},
                                              {"b", "1. Inledning"},
                                              {"t", "Planen gäller i fyra år."},
                                              {"b", "2. Kunskapsstyrning"},
                                              {"t", "Stöden ska bli fler."}};
    CHECK("typed", lines, PLAN_VP, {"title", 1}, {"period", 1}, {"organisation", 1}, {"decided", 1}, {"toc", 1},
          {"entry", 2}, {"section", 2});
    static const struct paper_line styled[] = {{"T", "Verksamhetsplan"},     {"S", "2025-2028"},    {"TH", "Innehåll"},
                                               {"toc1", "1. Inledning\t3"},  {"h1#1", "Inledning"}, {"t", "Text."},
                                               {"H", "Upprättad 2024-01-02"}};
    CHECK("styled", styled, PLAN_VP, {"title", 1}, {"period", 1}, {"entry", 1}, {"section", 1}, {"prepared", 1});
}

static void bold_cover_lines_are_no_chapters(void **state) {
    (void)state;
    static const struct paper_line lines[] = {{"b", "Verksamhetsplan"},          {"b", "2025-2028"},
                                              {"b", "Nämnden för vård"},         {"b", "Region Norrmark"},
                                              {"t", "Beslutad 2024-09-27"},      {"b", "Inledning"},
                                              {"t", "Planen gäller i fyra år."}, {"b", "Kunskapsstyrning"},
                                              {"b", "Gemensamma stöd"},          {"t", "Stöden ska bli fler."}};
    CHECK("bold", lines, PLAN_VP, {"title", 1}, {"period", 1}, {"organisation", 1}, {"decided", 1}, {"section", 2},
          {"goal", 1});
    static const struct paper_line styled[] = {{"h1", "Aktivitetsplan 2025"}, {"h2", "Inledning"},
                                               {"t", "Planen gäller i år."},  {"h2", "Kunskapsstyrning"},
                                               {"h3", "Gemensamma stöd"},     {"i0", "Ta fram stöd."}};
    CHECK("a first heading over all others", styled, PLAN_AP, {"title", 1}, {"section", 3}, {"activity", 1});
    static const struct paper_line only[] = {
        {"h1", "Inledning"}, {"t", "Text."}, {"h1", "Verksamhetsplan 2021-2024"}, {"i0", "Utveckla vården"}};
    CHECK("a later heading", only, PLAN_VP, {"title", 0}, {"section", 2}, {"goal", 1});
}

static void typed_numbers_that_count_are_items(void **state) {
    (void)state;
    static const struct paper_line lines[] = {
        {"b", "Kunskapsstyrning"}, {"b", "Gemensamma stöd"}, {"t", "1. Ta fram stöd."},
        {"t", "2. Sprida stöd."},  {"t", "Stöden är tre."},  {"b", "Mätning"},
        {"t", "1) Mäta"},          {"t", "2) Visa"},         {"t", "3) Lära"}};
    CHECK("numbers", lines, PLAN_AP, {"activity", 5}, {"p", 1}, {"section", 3});
    static const struct paper_line slips[] = {
        {"h1", "Kunskapsstyrning"},  {"h2", "Gemensamma stöd"},  {"t", "1. Ta fram stöd."},  {"t", "2. Sprida stöd."},
        {"t", "4. Följa upp stöd."}, {"t", "4. Avveckla stöd."}, {"t", "8. juni är dagen."}, {"t", "7. Läs mer."}};
    CHECK("a number is missing, one stands twice", slips, PLAN_AP, {"activity", 4}, {"p", 2}, {"section", 2});
}

static void headings_that_name_a_side_are_no_sections(void **state) {
    (void)state;
    static const struct paper_line plan[] = {
        {"h1", "Kunskapsstyrning"},    {"h2", "Gemensamma stöd"}, {"h3", "Mål"},
        {"t", "Stöden ska bli fler."}, {"h3", "Indikatorer"},     {"t", "Antal stöd."}};
    CHECK("plan", plan, PLAN_VP, {"goal", 1}, {"section", 1}, {"figure", 2});
    static const struct paper_line activities[] = {
        {"h1", "Kunskapsstyrning"}, {"h2", "Gemensamma stöd"}, {"h3", "Aktiviteter"}, {"i0", "Ta fram stöd."}};
    CHECK("activity plan", activities, PLAN_AP, {"activity", 1}, {"section", 2}, {"figure", 1});
}

static void headings_of_one_style_get_their_levels_from_numbers_and_names(void **state) {
    (void)state;
    static const struct paper_line numbers[] = {{"h1#1", "Inledning"},
                                                {"t", "Text."},
                                                {"h1#2", "Kunskapsstyrning"},
                                                {"h1#2.1", "Gemensamma stöd"},
                                                {"t", "Stöden ska bli fler."}};
    CHECK("numbers", numbers, PLAN_VP, {"goal", 1}, {"section", 2});
    static const struct paper_line names[] = {{"h2", "Inledning"},
                                              {"t", "Text."},
                                              {"h2", "Kunskapsstyrning"},
                                              {"h2", "Gemensamma stöd"},
                                              {"t", "Stöden ska bli fler."}};
    CHECK("names", names, PLAN_VP, {"goal", 1}, {"section", 2});
}

static void bullets_that_recur_are_items_however_far_apart(void **state) {
    (void)state;
    static const struct paper_line lines[] = {{"h1", "Kunskapsstyrning"},
                                              {"t", "- Ta fram stöd"},
                                              {"t", "Ett."},
                                              {"t", "Två."},
                                              {"t", "Tre."},
                                              {"t", "Fyra."},
                                              {"t", "Fem."},
                                              {"t", "- Sprida stöd"},
                                              {"t", "Ett."},
                                              {"t", "Två."},
                                              {"t", "Tre."},
                                              {"t", "Fyra."},
                                              {"t", "Fem."},
                                              {"t", "- Mäta"},
                                              {"t", "Ett."}};
    CHECK("report", lines, PLAN_RAPPORT, {"entry", 3}, {"result", 3}, {"p", 11});
    static const struct paper_line speech[] = {{"h1", "Kunskapsstyrning"}, {"t", "- Ta fram stöd"}, {"t", "Ett."}};
    CHECK("one dash is none", speech, PLAN_RAPPORT, {"entry", 0}, {"p", 2});
}

static void passages_know_the_headings_above_them(void **state) {
    (void)state;
    static const struct paper_line lines[] = {
        {"h1", "Kunskapsstyrning"}, {"h2", "Stöd"}, {"i0", "Ta fram stöd."}, {"h1", "Annat"}, {"t", "Text."}};
    static const size_t under[] = {0, 1, 2, 0, 4}; /* 1-based line of the heading */
    struct arena *arena = arena_create();
    struct wml_document *document = paper_document(arena, lines, COUNT(lines));
    struct plan_options options = {.kind = PLAN_AP, .period = {1, 0}, .year = {1, 0}};
    outline_build(arena, document, paper_profile(arena), &options);
    for (size_t i = 0; i < COUNT(lines); i++) {
        const struct passage *above = document->paragraphs[i].passage->under;
        assert_number(above ? (int64_t)above->number : 0, (int64_t)under[i], lines[i].text);
    }
    arena_destroy(arena);
}

static void facts_name_what_was_typed_instead_of_styled(void **state) {
    (void)state;
    static const struct paper_line lines[] = {{"h1", "1. Inledning"},
                                              {"h2", ""},
                                              {"t", ""},
                                              {"t", ""},
                                              {"b", "Bakgrund"},
                                              {"t", "Text."},
                                              {"t", "\xE2\x80\xA2 a"},
                                              {"t", "\xE2\x80\xA2 b"}};
    static const struct wanted wanted[] = {{"empty-paragraphs", 2},
                                           {"empty-heading", 1},
                                           {"fake-heading", 1},
                                           {"typed-numbering", 1},
                                           {"manual-bullets", 2}};
    struct arena *arena = arena_create();
    xmlDoc *tree = paper_outline(arena, lines, COUNT(lines), PLAN_VP);
    for (size_t i = 0; i < COUNT(wanted); i++) {
        uint64_t count = 0;
        for (const xmlNode *node = xmlDocGetRootElement(tree)->children; node; node = node->next) {
            if (strcmp((const char *)node->name, "fact") == 0 && str_is(tree_get(node, "name"), wanted[i].element))
                str_to_number(tree_get(node, "n"), &count);
        }
        assert_number((int64_t)count, (int64_t)wanted[i].count, wanted[i].element);
    }
    arena_destroy(arena);
}

static void links_split_the_text_and_lose_nothing(void **state) {
    (void)state;
    static const struct paper_line lines[] = {{"t", "Se avtalet och planen."}};
    struct arena *arena = arena_create();
    struct wml_document *document = paper_document(arena, lines, 1);
    struct wml_link links[] = {
        {15, 21, STR("#plan"), {0}}, {3, 10, STR("https://example.org"), {0}}, {4, 9, STR("x"), {0}}};
    document->paragraphs[0].links = links;
    document->paragraphs[0].link_count = COUNT(links);
    struct plan_options options = {.kind = PLAN_VP, .period = {1, 0}, .year = {1, 0}};
    xmlDoc *tree = outline_build(arena, document, paper_profile(arena), &options);
    assert_number((int64_t)paper_count(tree, "link"), 2, "a link inside another is left out");
    assert_complete(tree, lines, 1, "links");
    arena_destroy(arena);
}

static const xmlNode *find_element(xmlDoc *tree, const char *name) {
    const xmlNode *root = xmlDocGetRootElement(tree);
    for (const xmlNode *node = root; node; node = tree_next(node, root)) {
        if (tree_is(node, name))
            return node;
    }
    return NULL;
}

static void bookmarks_named_for_planlint_say_what_a_paragraph_is(void **state) {
    (void)state;
    static const struct paper_line lines[] = {
        {"h1", "Bakgrund"}, {"t", "Text."}, {"h1", "Samordna"}, {"t", "Mer text."}, {"t", "Bygga ut stödet"}};
    static const struct {
        size_t line;
        struct wml_bookmark bookmark;
    } marks[] = {{2, {0, STR("planlint_goal_4_1"), {0}}}, {4, {0, STR("planlint_activity_2"), {0}}}};
    struct arena *arena = arena_create();
    struct wml_document *document = paper_document(arena, lines, COUNT(lines));
    for (size_t i = 0; i < COUNT(marks); i++) {
        struct wml_bookmark *bookmark = arena_new(arena, struct wml_bookmark);
        *bookmark = marks[i].bookmark;
        document->paragraphs[marks[i].line].bookmarks = bookmark;
        document->paragraphs[marks[i].line].bookmark_count = 1;
    }
    struct plan_options options = {.kind = PLAN_AP, .period = {1, 0}, .year = {1, 0}};
    xmlDoc *tree = outline_build(arena, document, paper_profile(arena), &options);
    const xmlNode *goal = find_element(tree, "goal"), *activity = find_element(tree, "activity");
    assert_non_null(goal);
    assert_str(tree_get(goal, "no"), "4.1", "number in the name");
    assert_str(tree_get(goal, "src:evidence"), "explicit", "evidence");
    assert_non_null(activity);
    assert_number((int64_t)paper_count(tree, "activity"), 1, "activities");
    assert_number(tree_get(activity, "no").len == 0, true, "no number of an activity");
    arena_destroy(arena);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaf_sub_sections_of_a_plan_are_goals),
        cmocka_unit_test(items_are_the_goals_of_a_plan_without_sub_sections),
        cmocka_unit_test(items_of_leaf_sections_are_activities),
        cmocka_unit_test(entries_take_the_paragraphs_below_as_their_result),
        cmocka_unit_test(rows_under_the_right_header_are_activities),
        cmocka_unit_test(dates_on_two_lines_are_one_milestone),
        cmocka_unit_test(bold_lines_are_sections_only_without_real_headings),
        cmocka_unit_test(cover_and_contents_stay_out_of_the_outline),
        cmocka_unit_test(bold_cover_lines_are_no_chapters),
        cmocka_unit_test(typed_numbers_that_count_are_items),
        cmocka_unit_test(headings_that_name_a_side_are_no_sections),
        cmocka_unit_test(headings_of_one_style_get_their_levels_from_numbers_and_names),
        cmocka_unit_test(bullets_that_recur_are_items_however_far_apart),
        cmocka_unit_test(passages_know_the_headings_above_them),
        cmocka_unit_test(facts_name_what_was_typed_instead_of_styled),
        cmocka_unit_test(links_split_the_text_and_lose_nothing),
        cmocka_unit_test(bookmarks_named_for_planlint_say_what_a_paragraph_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
