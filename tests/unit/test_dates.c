#include "plans.h"

/* Each case is one block in a document of a kind; the role of its last date is wanted. */
static const char *const frames[] = {
    "<meta><title>Aktivitetsplan "
    "2025</title></meta><section><heading>A</heading><activity><text>%s</text></activity></section>",
    "<meta><title>Verksamhetsplan 2025–2028</title></meta><section><heading>A</heading><p>%s</p></section>",
    "<meta><title>Återrapport "
    "2023</title></meta><section><heading>A</heading><entry><text>Gör</text><result><p>%s</p></result></entry></"
    "section>",
    "<meta><title>Verksamhetsplan 2025–2028</title><p>%s</p></meta>",
};
enum { IN_AP, IN_VP, IN_REPORT, ON_COVER };
static const char *const kinds[] = {"ap", "vp", "rapport", "vp"};

static void the_role_follows_place_and_words(void **state) {
    static const struct {
        int frame;
        const char *text;
        enum date_role role;
    } cases[] = {
        {IN_AP, "Genomför utvärdering senast 31 mars 2029.", DATE_DEADLINE},
        {IN_AP, "Ta fram riktlinjer under 2024.", DATE_ACTIVITY},
        {IN_AP, "Granska och fastställa prislista senast 31 mars 2029.", DATE_DEADLINE},
        {IN_AP, "Fastställa prislista 2026.", DATE_PLAN},
        {IN_AP, "Utreda utökade möjligheter under 2024.", DATE_ACTIVITY},
        {IN_AP, "Följa upp den modell som infördes 2022.", DATE_BACKGROUND},
        {IN_AP, "Följa upp den modell som infördes 2022 senast 31 mars 2029.", DATE_DEADLINE},
        {IN_AP, "Förnya avtalet, som löper till och med 2029.", DATE_AGREEMENT},
        {IN_AP, "Bidra till Agenda 2030.", DATE_EXTERNAL},
        {IN_AP, "Följa den nationella utvecklingsplan för 2023–2027.", DATE_EXTERNAL},
        {IN_AP, "Klart till och med 30 juni 2026.", DATE_DEADLINE},
        {IN_AP, "Rapportera var tredje månad under 2026.", DATE_ACTIVITY},
        {IN_AP, "Följa upp beslutet från 2022.", DATE_BACKGROUND},
        {IN_AP, "Införa arbetssättet från 2026.", DATE_ACTIVITY},
        {IN_AP, "Ta fram en handlingsplan för 2029–2031.", DATE_EXTERNAL},
        {IN_AP, "Ta fram en handlingsplan under 2030.", DATE_ACTIVITY},
        {IN_VP, "Verksamhetsplanen gäller för åren 2025–2029.", DATE_OWN_PERIOD},
        {IN_VP, "Verksamhetsplanen för 2021–2024 har följts upp.", DATE_PLAN},
        {IN_VP, "Detta dokument är planen för åren 2025–2029.", DATE_OWN_PERIOD},
        {IN_VP, "Planen visar hur vården ska ordnas under åren 2025–2029.", DATE_OWN_PERIOD},
        {IN_VP, "Planen visar hur behoven växer under åren 2025–2040.", DATE_OTHER},
        {IN_VP, "Vården byggs ut under åren 2025–2029.", DATE_OTHER},
        {IN_VP, "Avtalet gäller från 2021 och tills vidare.", DATE_AGREEMENT},
        {IN_VP, "Riktlinjerna, som senast uppdaterades 2023, gäller alla.", DATE_BACKGROUND},
        {IN_VP, "Staten har från 1 juli 2024 inrättat en delegation.", DATE_BACKGROUND},
        {IN_VP, "Verksamhetsplan 2021–2024 ersätts.", DATE_PLAN},
        {IN_VP, "Nämnden ska följa upp planen senast 31 mars 2029.", DATE_DEADLINE},
        {IN_REPORT, "Forum etableras under 2024.", DATE_FORWARD},
        {IN_REPORT, "Under 2023 har arbetet fortsatt.", DATE_BACKGROUND},
        {IN_REPORT, "Gruppen förde under 2022 dialog.", DATE_BACKGROUND},
        {IN_REPORT, "I december beslutade nämnden om en prislista för 2022.", DATE_PLAN},
        {ON_COVER, "Beslutad 2029-01-10", DATE_DECISION},
        {ON_COVER, "Datum 2024-02-16", DATE_PREPARED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str content = str_format(*state, "%s", "");
        const char *frame = frames[cases[i].frame], *hole = strstr(frame, "%s");
        content = str_format(*state, "%.*s%s%s", (int)(hole - frame), frame, cases[i].text, hole + 2);
        struct plan *plan = plan_of(*state, kinds[cases[i].frame], content.data, NULL);
        assert_true(plan->date_count > 0);
        const struct dated *dated = &plan->dates[plan->date_count - 1];
        if (dated->role != cases[i].role)
            fail_msg("%s: got %s, wanted %s", cases[i].text, date_role_name(dated->role),
                     date_role_name(cases[i].role));
    }
}

static void a_deadline_word_is_explicit_and_an_activity_date_is_not(void **state) {
    struct plan *plan = plan_of(*state, "ap",
                                "<activity><text>Klart senast 2029-03-31.</text></activity>"
                                "<activity><text>Under 2024.</text></activity>"
                                "<activity due=\"2029-01-01\"><text>Utan datum.</text></activity>"
                                "<p>Möte <date value=\"2025-04-03\" role=\"meeting\">den 3/4 25</date>.</p>",
                                NULL);
    assert_int_equal(plan->date_count, 4);
    assert_true(plan->dates[0].explicit_role);
    assert_false(plan->dates[1].explicit_role);
    assert_int_equal(plan->dates[2].role, DATE_MEETING);
    assert_int_equal(plan->dates[2].date.interval.first, date_day(2025, 4, 3));
    assert_int_equal(plan->dates[3].role, DATE_DEADLINE);
    assert_str(place_quote(*state, plan->dates[3].place), "2029-01-01", "the attribute's value");
}

static void the_year_belongs_to_a_noun(void **state) {
    static const struct {
        const char *text, *subject;
    } cases[] = {
        {"Utarbeta prislista 2024", "prislista"},
        {"Besluta om prislistan för 2022", "prislista"},
        {"Aktivitetsplan Nämnden 2024", "aktivitetsplan"},
        {"Göra klart under 2024", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str content = str_format(*state, "<entry><text>%s</text></entry>", cases[i].text);
        struct plan *plan = plan_of(*state, "rapport", content.data, NULL);
        assert_int_equal(plan->date_count, 1);
        assert_str(plan->dates[0].subject, cases[i].subject, cases[i].text);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_role_follows_place_and_words),
        cmocka_unit_test(a_deadline_word_is_explicit_and_an_activity_date_is_not),
        cmocka_unit_test(the_year_belongs_to_a_noun),
    };
    return cmocka_run_group_tests(tests, plans_set_up, arena_tear_down);
}
