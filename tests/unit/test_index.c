#include "plans.h"

static void blocks_of_authored_text_lose_the_white_space_around_line_breaks(void **state) {
    static const struct {
        const char *p, *text;
    } cases[] = {
        {"<p>Ett ord</p>", "Ett ord"},
        {"<p>\n  Ett\n  ord\n</p>", "Ett ord"},
        {"<p>Två  blanksteg</p>", "Två  blanksteg"},
        {"<p>slut </p>", "slut "},
        {"<p>Vård &amp; omsorg&#8211;nu</p>", "Vård & omsorg–nu"},
        {"<p>Ett <em>\n viktigt</em>\n ord</p>", "Ett viktigt ord"},
        {"<p>Rad<br/>rad</p>", "Rad rad"},
        {"<p><![CDATA[A & B]]></p>", "A & B"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct plan *plan = plan_of(*state, "vp", cases[i].p, NULL);
        assert_true(plan->block_count >= 1);
        const struct passage *passage = plan->blocks[0].passage;
        if (strstr(cases[i].p, "<em>"))
            continue; /* two runs of white space meet: only the words matter */
        assert_str(passage->text, cases[i].text, cases[i].p);
    }
}

static void a_word_of_an_authored_block_is_where_it_stands(void **state) {
    struct plan *plan = plan_of(*state, "vp", "<p>\n  A &amp; <em>B</em>\n  målet\n</p>", NULL);
    const struct passage *passage = plan->blocks[0].passage;
    size_t at = str_find(passage->text, STR("målet"), 0);
    struct place place = passage_place(passage, at, at + strlen("målet"));
    assert_str(str_slice(plan->source->text, place.begin, place.end), "målet", "source");
}

static void white_space_around_a_value_is_no_part_of_it(void **state) {
    struct plan *plan = plan_of(*state, " ap\" year=\" 2026 ",
                                "<meta/><section level=\" 1 \" no=\" 3 \" role=\" strategy \" focus=\" ks \">"
                                "<heading>A</heading></section>",
                                NULL);
    assert_int_equal(plan->kind, PLAN_AP);
    assert_int_equal(plan->year.first, date_year(2026).first);
    assert_int_equal(plan->section_count, 1);
    assert_str(plan->sections[0].number, "3", "number");
    assert_int_equal(plan->sections[0].role, ROLE_STRATEGY);
    assert_int_equal(plan->sections[0].focus, 1);
    assert_int_equal(plan->sections[0].level, 1);
}

static void sections_know_number_role_and_focus(void **state) {
    static const struct {
        const char *key, *number;
        enum section_role role;
        size_t focus, level;
    } wanted[] = {
        {"strategisk inriktning", "3", ROLE_STRATEGY, FOCUS_NONE, 1},
        {"verksamhet och utveckling", "4", ROLE_FOCUS, 0, 1},
        {"kunskapsstyrning", "4.1", ROLE_OTHER, 0, 2},
        {"kunskapsstyrning", "5", ROLE_FOCUS, 1, 1},
    };
    struct plan *plan = plan_of(*state, "vp",
                                "<section><heading>3. Strategisk inriktning</heading><p>Text</p></section>"
                                "<section no=\"4\"><heading>Fokusområde Verksamhet och utveckling</heading>"
                                "<goal no=\"4.1\"><heading>Kunskapsstyrning</heading><p>Text</p></goal></section>"
                                "<section no=\"5.\" focus=\"ks\"><heading>Kunskapsstyrning</heading></section>"
                                "<section><heading> </heading><p>Utan rubrik</p></section>",
                                NULL);
    assert_int_equal(plan->section_count, COUNT(wanted));
    for (size_t i = 0; i < COUNT(wanted); i++) {
        const struct section *section = &plan->sections[i];
        assert_str(section->key, wanted[i].key, "key");
        assert_str(section->number, wanted[i].number, wanted[i].key);
        assert_number(section->role, wanted[i].role, wanted[i].number);
        assert_number((int64_t)section->focus, (int64_t)wanted[i].focus, wanted[i].number);
        assert_number((int64_t)section->level, (int64_t)wanted[i].level, wanted[i].number);
    }
    assert_int_equal(plan->focus_area_count, 2);
    assert_int_equal(plan->sections[1].own_last, plan->sections[2].first);
    assert_int_equal(plan->sections[1].last, plan->sections[3].first);
    assert_int_equal(plan->blocks[plan->sections[1].first].section, 1);
}

static void goals_are_named_by_number_id_or_order(void **state) {
    static const char *const ids[] = {"4.1", "g-1", "b1", "b2", "7.2"};
    struct plan *plan =
        plan_of(*state, "vp",
                "<goal no=\"4.1\" id=\"x\"><heading>Ett</heading><p>a</p><p>b</p></goal>"
                "<goal id=\"g-1\"><text>Två</text></goal><goal><text>Tre</text></goal><goal><text>Fyra</text></goal>"
                "<goal><heading>7.2. Fem</heading></goal>",
                NULL);
    assert_int_equal(plan->goal_count, COUNT(ids));
    for (size_t i = 0; i < COUNT(ids); i++) {
        assert_str(plan->goals[i].id, ids[i], ids[i]);
        assert_number((int64_t)plan_goal(plan, str_from(ids[i])), (int64_t)i, ids[i]);
    }
    assert_int_equal(plan->goals[0].body_last - plan->goals[0].body_first, 2);
    assert_true(plan_goal(plan, STR("x")) == INDEX_NONE);
    /* The items stand in one list; the numbered goals are sections. */
    assert_int_equal(plan->section_count, 2);
    assert_true(plan->blocks[plan->goals[1].block].list == plan->blocks[plan->goals[3].block].list);
    assert_true(plan->blocks[plan->goals[1].block].list != INDEX_NONE);
}

static void entries_have_the_blocks_of_their_result(void **state) {
    static const size_t wanted[] = {2, 0, 1, 1};
    struct plan *plan =
        plan_of(*state, "rapport",
                "<entry><text>Ett</text><result><p>a</p><p>b</p></result></entry>"
                "<entry status=\"done\"><text>Två</text></entry>"
                "<entry><text>Tre</text><p>a</p></entry>"
                "<table><row><cell>Aktivitet</cell><cell>Resultat</cell></row>"
                "<row><entry><text column=\"0\">Fyra</text><result column=\"1\">a</result></entry></row></table>",
                NULL);
    assert_int_equal(plan->entry_count, COUNT(wanted));
    for (size_t i = 0; i < COUNT(wanted); i++) {
        const struct entry *entry = &plan->entries[i];
        assert_number((int64_t)(entry->result_last - entry->result_first), (int64_t)wanted[i], "result");
        for (size_t b = entry->result_first; b < entry->result_last; b++)
            assert_true(plan->blocks[b].in & IN_RESULT);
    }
    assert_str(plan->entries[1].status, "done", "status");
    const struct block *cell = &plan->blocks[plan->entries[3].block];
    assert_true(cell->in & IN_CELL);
    assert_str(plan->blocks[cell->column].passage->text, "Aktivitet", "column");
}

static void an_activity_in_a_table_has_the_goal_of_its_row(void **state) {
    static const char *const goals[] = {"4.1", "4.1", "Samverkan", "Samverkan"};
    struct plan *plan = plan_of(
        *state, "ap",
        "<table><row header=\"true\"><cell>Mål</cell><cell>Aktivitet</cell></row>"
        "<row><activity><cell column=\"0\" role=\"goal\">4.1</cell><text column=\"1\">Ett</text></activity></row>"
        "<row><activity><cell column=\"0\" role=\"goal\" s:continued=\"true\" xmlns:s=\"urn:planlint:src:1\"/>"
        "<text column=\"1\">Två</text></activity></row>"
        "<row><cell>Samverkan</cell><cell><list><activity><text>Tre</text></activity><activity><text>Fyra</text></"
        "activity>"
        "</list></cell></row></table>",
        NULL);
    assert_int_equal(plan->activity_count, COUNT(goals));
    for (size_t i = 0; i < COUNT(goals); i++)
        assert_str(plan->activities[i].goal_heading, goals[i], goals[i]);
}

static void lines_of_the_table_of_contents_are_taken_apart(void **state) {
    static const struct {
        const char *line, *number, *key, *title;
        size_t page;
    } cases[] = {
        {"1. Inledning\t3", "1", "inledning", "1. Inledning", 3},
        {"3. Strategisk inriktning.....\t4", "3", "strategisk inriktning", "3. Strategisk inriktning", 4},
        {"4.1 Mål ........... 12", "4.1", "mål", "4.1 Mål", 12},
        {"Aktivitetsplan 2025", "", "aktivitetsplan 2025", "Aktivitetsplan 2025", 0},
        {"Aktivitetsplan 2025\t7", "", "aktivitetsplan 2025", "Aktivitetsplan 2025", 7},
        {"Bilaga", "", "bilaga", "Bilaga", 0},
        {".... 2 Mål\t5", "2", "mål", "2 Mål", 5},
        {"Mål…\u00a05", "", "mål", "Mål", 5},
        {"Mål ··· 5", "", "mål", "Mål", 5},
        {"Mål ___ 5", "", "mål", "Mål", 5},
        {"Mål 5", "", "mål", "Mål", 5},
        {"Mål  2025", "", "mål", "Mål", 2025},
        {"Mål .... 12345", "", "mål 12345", "Mål .... 12345", 0},
        {"Mål12", "", "mål12", "Mål12", 0},
        {"12", "", "12", "12", 0},
        {".... 12", "", "12", "12", 0},
        {"....", "", "", "", 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str content =
            str_format(*state, "<toc><heading>Innehåll</heading><entry>%s</entry></toc>", cases[i].line);
        struct plan *plan = plan_of(*state, "vp", content.data, NULL);
        assert_int_equal(plan->toc_count, 1);
        assert_str(plan->toc[0].number, cases[i].number, cases[i].line);
        assert_str(plan->toc[0].key, cases[i].key, cases[i].line);
        assert_str(place_quote(*state, plan->toc[0].title), cases[i].title, cases[i].line);
        assert_number((int64_t)plan->toc[0].page, (int64_t)cases[i].page, cases[i].line);
        assert_str(plan->toc_heading->text, "Innehåll", cases[i].line);
    }
}

static void milestones_join_a_date_over_two_lines(void **state) {
    static const struct {
        const char *milestone, *label;
        int year, month, day;
    } cases[] = {
        {"<text>16 feb</text><text>2023</text>", "", 2023, 2, 16},
        {"<text>7 dec 2023</text><text>Uppstart</text>", "Uppstart", 2023, 12, 7},
        {"<text>Sep 2024: Beslut</text>", "Beslut", 2024, 9, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str content = str_format(*state, "<timeline><milestone>%s</milestone></timeline>", cases[i].milestone);
        struct plan *plan = plan_of(*state, "tidplan", content.data, NULL);
        assert_int_equal(plan->milestone_count, 1);
        assert_str(plan->milestones[0].label, cases[i].label, cases[i].milestone);
        assert_number(plan->milestones[0].interval.first, date_day(cases[i].year, cases[i].month, cases[i].day),
                      cases[i].milestone);
    }
}

/* A line that stands before the first heading. */
#define COVER(line) "<p>" line "</p><section><heading>Inledning</heading></section>"

static void a_document_states_kind_and_period_by_its_title(void **state) {
    static const struct {
        const char *content;
        enum plan_kind kind;
        int from, to; /* 0: states none */
    } cases[] = {
        {"<meta><title>Aktivitetsplan 2025</title></meta>", PLAN_AP, 2025, 2025},
        {"<meta><title>Verksamhetsplan</title><period>2025–2028</period></meta>", PLAN_VP, 2025, 2028},
        {"<meta><period from=\"2025\" to=\"2028\"/><title>Verksamhetsplan</title></meta>", PLAN_VP, 2025, 2028},
        {"<p>Text.</p><meta><title>Återrapport aktivitetsplan 2023</title></meta>", PLAN_RAPPORT, 2023, 2023},
        {"<meta><title>Process verksamhetsplan 2025-2028</title></meta>", PLAN_TIDPLAN, 2025, 2028},
        {"<section><heading>Inledning</heading></section><section><heading>Verksamhetsplan "
         "2021-2024</heading></section>",
         PLAN_VP, 2021, 2024},
        {"<section><heading>Inledning</heading><p>Nuvarande verksamhetsplan gäller 2025–2028.</p></section>",
         PLAN_UNKNOWN, 0, 0},
        {"<section><heading>Koppling till verksamhetsplanen</heading></section>", PLAN_UNKNOWN, 0, 0},
        {"<p>Aktivitetsplanen följs upp varje år.</p>", PLAN_UNKNOWN, 0, 0},
        {"<section><heading>Inledning</heading><p>Detta dokument är planen för åren 2025–2028.</p></section>",
         PLAN_UNKNOWN, 2025, 2028},
        /* Words of the organisation may stand beside the kind, in the genitive too; other words make it a sentence. */
        {COVER("Verksamhetsplan Testmark 2025–2028"), PLAN_VP, 2025, 2028},
        {COVER("Testmarks verksamhetsplan 2025"), PLAN_VP, 2025, 2025},
        {COVER("Testmarksbygdens verksamhetsplan 2025"), PLAN_UNKNOWN, 0, 0},
        {COVER("Testmarken verksamhetsplan 2025"), PLAN_UNKNOWN, 0, 0},
        {COVER("Samverkansnämndens verksamhetsplan 2025–2028"), PLAN_VP, 2025, 2028},
        {COVER("Verksamhetsplan för 2025."), PLAN_UNKNOWN, 0, 0},
        {COVER("Verksamhetsberättelse 2023"), PLAN_RAPPORT, 2023, 2023},
        {COVER("Årsrapport 2023"), PLAN_RAPPORT, 2023, 2023},
        {COVER("Verksamhets­plan 2025"), PLAN_VP, 2025, 2025},
        {COVER("Tid-plan 2025"), PLAN_TIDPLAN, 2025, 2025},
        {COVER("Process för rapport 2025"), PLAN_UNKNOWN, 0, 0},
        {COVER("Uppföljning av aktivitetsplan 2023"), PLAN_RAPPORT, 2023, 2023},
        {COVER("Vårdplan, bergplan, trapport"), PLAN_UNKNOWN, 0, 0},
        {COVER("Till verksamhetsplan"), PLAN_UNKNOWN, 0, 0},
        {COVER("Till verksamhetsplan 2025"), PLAN_VP, 2025, 2025},
        {"<list><item>Aktivitetsplan 2025</item></list>", PLAN_UNKNOWN, 0, 0},
        {"<section><heading>A</heading><p>Aktivitetsplan 2025</p></section>", PLAN_AP, 2025, 2025},
        {"<section><heading>A</heading><p>Årlig gemensam aktivitetsplan för arbetet med 2025</p></section>",
         PLAN_UNKNOWN, 0, 0},
        {"<section><heading>A</heading><p>Aktivitetsplan</p></section>", PLAN_UNKNOWN, 0, 0},
        {"<section><heading>A</heading><list><item>Aktivitetsplan 2025</item></list></section>", PLAN_UNKNOWN, 0, 0},
        {"<section><heading>A</heading></section><section><heading>Aktivitetsplan</heading></section>", PLAN_UNKNOWN, 0,
         0},
        {"<toc><entry>Aktivitetsplan 2025</entry></toc>", PLAN_UNKNOWN, 0, 0},
        /* Years that are no period, and years near the title. */
        {"<meta><title>Verksamhetsplan från 2025 och tills vidare</title></meta>", PLAN_VP, 0, 0},
        {"<meta><title>Verksamhetsplan 2028–2025</title></meta>", PLAN_VP, 0, 0},
        {"<meta><title>Verksamhetsplan mars 2025</title></meta>", PLAN_VP, 0, 0},
        {"<meta><title>Verksamhetsplan</title><p>gäller</p><p>2025–2028</p></meta>", PLAN_VP, 2025, 2028},
        {"<meta><title>Verksamhetsplan</title><p>gäller 2025–2028</p></meta>", PLAN_VP, 2025, 2028},
        {"<meta><title>Verksamhetsplan</title></meta><p>a</p><p>b</p><p>c</p><p>d</p><p>2025–2028</p>", PLAN_VP, 0, 0},
        {"<meta><title>Verksamhetsplan</title><period>åren 2025–2028</period></meta>", PLAN_VP, 2025, 2028},
        {"<meta><title>Aktivitetsplan</title><year>år 2026</year></meta>", PLAN_AP, 2026, 2026},
        {"<meta><title>Verksamhetsplan</title><year>31 februari 2025</year></meta>", PLAN_VP, 0, 0},
        {"<meta><period from=\"2025\"/><title>Verksamhetsplan</title></meta>", PLAN_VP, 2025, 2025},
        {"<meta><period from=\"snart\" to=\"2028\"/><title>Verksamhetsplan</title></meta>", PLAN_VP, 0, 0},
        {"<meta><period from=\"2025\" to=\"2028\"/><title>Verksamhetsplan 2026–2029</title></meta>", PLAN_VP, 2026,
         2029},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        /* no @kind: the text alone has to say it */
        struct str text = str_format(*state, "<plan xmlns=\"" PLAN_NAMESPACE "\">%s</plan>", cases[i].content);
        struct source *source = source_create(*state, STR("a.xml"), (struct str){0}, text);
        struct limits limits = limits_default();
        struct diag_list diags = diag_list_in(*state, 0);
        struct plan_options none = {PLAN_UNKNOWN, NO_INTERVAL, NO_INTERVAL};
        struct profile *profile = profile_of(*state);
        profile->organisation = STR("Region Testmark");
        struct plan *plan = plan_index(*state, xml_read_tree(*state, source, &limits, &diags), source, profile, &none);
        assert_number(plan->meta.stated_kind, cases[i].kind, cases[i].content);
        struct interval stated = plan->meta.stated_period;
        assert_number(stated.first > stated.last ? 0 : date_year_of(stated.first), cases[i].from, cases[i].content);
        assert_number(stated.first > stated.last ? 0 : date_year_of(stated.last), cases[i].to, cases[i].content);
    }
}

static void what_is_asked_for_comes_before_what_is_stated(void **state) {
    struct plan_options asked = {PLAN_AP, date_year(2030), date_year(2031)};
    struct plan *plan = plan_of(*state, "vp", "<meta><title>Verksamhetsplan 2025–2028</title></meta>", &asked);
    assert_int_equal(plan->kind, PLAN_AP);
    assert_int_equal(plan->period.first, date_year(2030).first);
    assert_int_equal(plan->year.first, date_year(2031).first);
    assert_int_equal(plan->meta.stated_kind, PLAN_VP);
    assert_false(plan->period_assumed);
    plan = plan_of(*state, "ap", "<meta><title>Aktivitetsplan 2025</title></meta>", NULL);
    assert_true(plan->period_assumed);
    assert_int_equal(date_year_of(plan->period.last), 2028);
}

static void text_that_lost_its_diacritics_is_told_from_english(void **state) {
    static const struct {
        const char *sentence;
        bool ocr;
    } cases[] = {
        {"Regionerna ska samverka och verka for att starka den jamlika varden som ges till invanarna inom omradet. ",
         true},
        {"Regionerna ska samverka och verka för att stärka den jämlika vården som ges till invånarna inom området. ",
         false},
        {"The regions shall work together to improve the care that is given to people in the whole of the region. ",
         false},
        {"Samverkan och samarbete och samordning och samtal. ", true},
        {"Verksamheten samordnas löpande och följs upp årligen. ", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf content = buf_in(*state);
        for (int k = 0; k < (i == 0 ? 2000 : 20); k++) /* of a long document not all is looked at */
            buf_format(&content, "<p>%s</p>", cases[i].sentence);
        buf_byte(&content, '\0');
        assert_number(plan_of(*state, "vp", content.data, NULL)->ocr, cases[i].ocr, cases[i].sentence);
    }
}

static void headings_are_cleared_of_marks_and_goals_of_their_number(void **state) {
    (void)state;
    static const struct {
        const char *heading, *title, *goal, *number;
    } cases[] = {
        {"Nära vård", "Nära vård", "Nära vård", ""},
        {" [bookmark: a] Nära vård", "Nära vård", "Nära vård", ""},
        {"[a: b][c: d]Nära vård", "Nära vård", "Nära vård", ""},
        {"[a: b", "[a: b", "[a: b", ""},
        {"[a] Nära: vård", "[a] Nära: vård", "[a] Nära: vård", ""},
        {"[a] Nära vård", "[a] Nära vård", "[a] Nära vård", ""},
        {"[a: b]", "[a: b]", "[a: b]", ""},
        {"4.1 Nära vård", "4.1 Nära vård", "Nära vård", "4.1"},
        {"Mål 4.1: Nära vård", "Mål 4.1: Nära vård", "Nära vård", "4.1"},
        {"DELMÅL 4.1 – Nära vård", "DELMÅL 4.1 – Nära vård", "Nära vård", "4.1"},
        {"Delmål 4.1 .- Nära vård", "Delmål 4.1 .- Nära vård", "Nära vård", "4.1"},
        {"Mål 4.1", "Mål 4.1", "Mål 4.1", "4.1"},
        {"Mål 4.1:", "Mål 4.1:", "Mål 4.1:", "4.1"},
        {"Mål för vården", "Mål för vården", "Mål för vården", ""},
        {"4.1", "4.1", "4.1", "4.1"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str heading = str_from(cases[i].heading), number;
        assert_str(plan_title(heading), cases[i].title, cases[i].heading);
        assert_str(plan_goal_title(heading, &number), cases[i].goal, cases[i].heading);
        assert_str(number, cases[i].number, cases[i].heading);
    }
}

static void the_cover_decides_when_a_plan_was_decided(void **state) {
    static const struct {
        const char *content, *decided, *prepared; /* "" for none */
    } cases[] = {
        {"<meta><decided>Beslutad 2024-09-27</decided><prepared>2024-09-01</prepared></meta>", "2024-09-27",
         "2024-09-01"},
        {"<p>Nämnden har beslut 2024-01-02.</p><meta><decided>2024-09-27</decided></meta>", "2024-09-27", ""},
        {"<p>Fastställd 2024-01-02.</p><p>Fastställd 2024-01-03.</p>", "2024-01-02", ""},
        {"<meta><decided>2024-09-27</decided></meta><p>Fastställd 2024-01-02.</p>", "2024-09-27", ""},
        {"<meta><decided>2024-09-27</decided><decided>2024-09-28</decided></meta>", "2024-09-27", ""},
        {"<p>Text.</p>", "", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct plan *plan = plan_of(*state, "vp", cases[i].content, NULL);
        size_t slots[] = {plan->meta.decided, plan->meta.prepared};
        const char *wanted[] = {cases[i].decided, cases[i].prepared};
        for (size_t k = 0; k < COUNT(slots); k++)
            assert_str(slots[k] == INDEX_NONE ? STR("") : place_quote(*state, plan->dates[slots[k]].place), wanted[k],
                       cases[i].content);
    }
}

static void a_yearly_document_has_the_period_of_the_plan_that_it_names(void **state) {
    static const struct {
        const char *kind, *content;
        int from; /* 0: unknown */
        bool assumed;
    } cases[] = {
        {"ap", "<meta><title>Aktivitetsplan 2023</title></meta><p>Enligt verksamhetsplan 2021–2024.</p>", 2021, false},
        {"ap", "<meta><title>Aktivitetsplan 2026</title></meta><p>Enligt verksamhetsplan 2021–2024.</p>", 2025, true},
        {"ap", "<p>Enligt verksamhetsplan 2021–2024.</p>", 2021, false},
        {"ap", "<meta><title>Aktivitetsplan 2026</title></meta><p>Enligt prislista 2021–2024.</p>", 2025, true},
        {"ap", "<meta><title>Aktivitetsplan 2026</title></meta><p>Enligt verksamhetsplan 2026.</p>", 2025, true},
        {"rapport", "<meta><title>Återrapport 2023</title></meta>", 0, false},
        {"rapport", "<meta><title>Återrapport 2026</title></meta>", 2025, true},
        {"rapport", "<p>Text.</p>", 2025, true},
        {"vp", "<meta><title>Verksamhetsplan 2029–2032</title></meta>", 2029, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct plan *plan = plan_of(*state, cases[i].kind, cases[i].content, NULL);
        assert_number(date_known(plan->period) ? date_year_of(plan->period.first) : 0, cases[i].from, cases[i].content);
        assert_number(plan->period_assumed, cases[i].assumed, cases[i].content);
    }
}

static void areas_are_counted_once_and_only_when_known(void **state) {
    struct plan *plan = plan_of(*state, "vp",
                                "<section><heading>Kunskapsstyrning</heading></section>"
                                "<section><heading>Kunskapsstyrning</heading></section>"
                                "<section role=\"focus-area\"><heading>Något annat</heading></section>",
                                NULL);
    assert_int_equal(plan->section_count, 3);
    assert_int_equal(plan->focus_area_count, 1);
}

static void links_carry_their_words_and_target(void **state) {
    struct plan *plan =
        plan_of(*state, "vp", "<p>Se <link href=\"#\">Region A</link> och <link href=\"http://b\">B</link>.</p>", NULL);
    assert_int_equal(plan->link_count, 2);
    assert_str(place_quote(*state, plan->links[0].text), "Region A", "words");
    assert_str(plan->links[0].target, "#", "target");
    assert_str(place_quote(*state, plan->links[1].target_place), "http://b", "place of the target");
}

static void a_foreign_root_gives_an_index_of_nothing(void **state) {
    struct limits limits = limits_default();
    struct diag_list diags = diag_list_in(*state, 0);
    struct source *source = source_create(*state, STR("a.xml"), (struct str){0}, STR("<plan><p>Text</p></plan>"));
    struct plan_options none = {PLAN_UNKNOWN, NO_INTERVAL, NO_INTERVAL};
    struct plan *plan =
        plan_index(*state, xml_read_tree(*state, source, &limits, &diags), source, profile_of(*state), &none);
    assert_int_equal(plan->block_count, 0);
    assert_int_equal(plan->date_count, 0);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_of_authored_text_lose_the_white_space_around_line_breaks),
        cmocka_unit_test(a_word_of_an_authored_block_is_where_it_stands),
        cmocka_unit_test(white_space_around_a_value_is_no_part_of_it),
        cmocka_unit_test(sections_know_number_role_and_focus),
        cmocka_unit_test(goals_are_named_by_number_id_or_order),
        cmocka_unit_test(entries_have_the_blocks_of_their_result),
        cmocka_unit_test(an_activity_in_a_table_has_the_goal_of_its_row),
        cmocka_unit_test(lines_of_the_table_of_contents_are_taken_apart),
        cmocka_unit_test(milestones_join_a_date_over_two_lines),
        cmocka_unit_test(a_document_states_kind_and_period_by_its_title),
        cmocka_unit_test(what_is_asked_for_comes_before_what_is_stated),
        cmocka_unit_test(text_that_lost_its_diacritics_is_told_from_english),
        cmocka_unit_test(headings_are_cleared_of_marks_and_goals_of_their_number),
        cmocka_unit_test(the_cover_decides_when_a_plan_was_decided),
        cmocka_unit_test(a_yearly_document_has_the_period_of_the_plan_that_it_names),
        cmocka_unit_test(areas_are_counted_once_and_only_when_known),
        cmocka_unit_test(links_carry_their_words_and_target),
        cmocka_unit_test(a_foreign_root_gives_an_index_of_nothing),
    };
    return cmocka_run_group_tests(tests, plans_set_up, arena_tear_down);
}
