#include "test.h"

#include "detect.h"
#include "paper.h"

static void titles_name_the_kind_of_a_document(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum plan_kind kind;
        bool leads;
    } cases[] = {
        {"Verksamhetsplan", PLAN_VP, true},
        {"VERKSAMHETSPLAN 2025\xE2\x80\x93"
         "2028",
         PLAN_VP, true},
        {"Aktivitetsplan 2025", PLAN_AP, true},
        {"Nämndens aktivitetsplan till verksamhetsplanen", PLAN_AP, false},
        {"Återrapport aktivitetsplan 2023", PLAN_RAPPORT, true},
        {"Uppföljning av verksamhetsplan 2024", PLAN_RAPPORT, true},
        {"Årsrapport 2024", PLAN_RAPPORT, true},
        {"Process verksamhetsplan 2025-2028", PLAN_TIDPLAN, true},
        {"Tidplan", PLAN_TIDPLAN, true},
        {"Uppföljning och kostnadseffektivitet", PLAN_UNKNOWN, false},
        {"Process för remisser", PLAN_UNKNOWN, false},
        {"Inledning", PLAN_UNKNOWN, false},
    };
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool leads;
        assert_number(detect_words(arena, str_from(cases[i].text), &leads), cases[i].kind, cases[i].text);
        assert_number(leads, cases[i].leads, cases[i].text);
    }
    arena_destroy(arena);
}

static enum plan_kind kind_of(const struct paper_line *lines, size_t count, enum plan_kind asked) {
    struct arena *arena = arena_create();
    xmlDoc *tree = paper_outline(arena, lines, count, asked);
    enum plan_kind kind = plan_kind_find(tree_get(xmlDocGetRootElement(tree), "kind"));
    arena_destroy(arena);
    return kind;
}

static void kinds_need_two_votes(void **state) {
    (void)state;
    static const struct paper_line letter[] = {{"t", "Hej."}, {"t", "Vi ses på mötet i april."}};
    static const struct paper_line lists[] = {
        {"h1", "Mat"}, {"i0", "Bröd"}, {"i0", "Smör"}, {"h1", "Dryck"}, {"i0", "Te"}};
    static const struct paper_line plan[] = {{"h1", "Inledning"},
                                             {"t", "Aktivitetsplanen är ordnad efter områden."},
                                             {"h1", "Kunskapsstyrning"},
                                             {"i0", "Ta fram stöd."},
                                             {"i0", "Sprida stöd."},
                                             {"h1", "Verksamhet och utveckling"},
                                             {"i0", "Mäta."}};
    static const struct paper_line heading[] = {
        {"h1", "Inledning"}, {"t", "Text."}, {"h1", "Verksamhetsplan 2021-2024"}, {"i0", "Utveckla."}};
    static const struct paper_line title[] = {{"T", "Återrapport 2023"}, {"h1", "Kunskapsstyrning"}, {"t", "Text."}};
    static const struct {
        const char *what;
        const struct paper_line *lines;
        size_t count;
        enum plan_kind kind;
    } cases[] = {
        {"a letter", letter, COUNT(letter), PLAN_UNKNOWN},
        {"lists alone", lists, COUNT(lists), PLAN_UNKNOWN},
        {"lists and a word about itself", plan, COUNT(plan), PLAN_AP},
        {"a heading", heading, COUNT(heading), PLAN_VP},
        {"a title", title, COUNT(title), PLAN_RAPPORT},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_number(kind_of(cases[i].lines, cases[i].count, PLAN_UNKNOWN), cases[i].kind, cases[i].what);
    assert_number(kind_of(title, COUNT(title), PLAN_VP), PLAN_VP, "what the caller says decides");
}

static void cover_lines_say_what_they_are(void **state) {
    (void)state;
    static const struct {
        const char *text, *near;
        enum cover_line line;
    } cases[] = {
        {"Beslutad 2024-09-27", "", COVER_DECIDED},
        {"Fastställd av nämnden den 3 april 2024", "", COVER_DECIDED},
        {"Upprättad 2024-02-16", "", COVER_PREPARED},
        {"2024-02-16", "Datum", COVER_PREPARED},
        {"2024-02-16", "", COVER_OTHER},
        {"2025\xE2\x80\x93"
         "2028",
         "", COVER_PERIOD},
        {"Region Norrmark", "", COVER_ORGANISATION},
        {"Dnr 2024/123", "", COVER_REGISTRY},
        {"Beslut om vården", "", COVER_OTHER},
    };
    struct arena *arena = arena_create();
    struct profile *profile = paper_profile(arena);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct date date;
        assert_number(detect_cover(arena, str_from(cases[i].text), str_from(cases[i].near), profile, &date),
                      cases[i].line, cases[i].text);
    }
    arena_destroy(arena);
}

static void headers_say_what_a_column_holds(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum column column;
    } cases[] = {
        {"Aktivitet", COLUMN_ACTIVITY},
        {"Aktiviteter 2025", COLUMN_ACTIVITY},
        {"Mål", COLUMN_GOAL},
        {"Målgrupp", COLUMN_OTHER},
        {"ANSVARIG", COLUMN_RESPONSIBLE},
        {"Klart senast", COLUMN_DUE},
        {"Tidigare erfarenheter", COLUMN_OTHER},
        {"Status", COLUMN_STATUS},
        {"Resultat", COLUMN_RESULT},
        {"Region", COLUMN_OTHER},
    };
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_number(detect_column(arena, str_from(cases[i].text)), cases[i].column, cases[i].text);
    arena_destroy(arena);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_name_the_kind_of_a_document),
        cmocka_unit_test(kinds_need_two_votes),
        cmocka_unit_test(cover_lines_say_what_they_are),
        cmocka_unit_test(headers_say_what_a_column_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
