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
    "<meta><title>Tidplan</title></meta><p>%s</p>",
    "<meta><title>Återrapport 2023</title></meta><section><heading>A</heading><p>%s</p></section>",
    "<meta><title>Underlag</title><p>%s</p></meta>",
};
enum { IN_AP, IN_VP, IN_REPORT, ON_COVER, IN_TIMELINE, IN_REPORT_TEXT, ON_OTHER_COVER };
static const char *const kinds[] = {"ap", "vp", "rapport", "vp", "tidplan", "rapport", ""};

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
        /* A named document, and what parts it from the year. */
        {IN_AP, "Fastställa prislista senast 2026.", DATE_DEADLINE},
        {IN_AP, "Fastställa prislistan med början 2026.", DATE_ACTIVITY},
        {IN_AP, "Följa prislista från 2026.", DATE_PLAN},
        {IN_AP, "Besluta om 2026 års prislista.", DATE_PLAN},
        {IN_AP, "Utreda 2026 års behov.", DATE_ACTIVITY},
        {IN_VP, "I hälsobudgeten 2026 ingår allt.", DATE_PLAN},
        {IN_VP, "Genom budgetöverläggningarna 2026 nås målet.", DATE_PLAN},
        {IN_VP, "Genom hälsobudgetöverläggningar 2026 nås målet.", DATE_OTHER},
        /* What others have named with a year. */
        {IN_VP, "Alla regioner bidrar till Framtidsbild Halland 2030.", DATE_EXTERNAL},
        {IN_VP, "Alla regioner bidrar till Halland, 2030.", DATE_OTHER},
        {IN_VP, "Halland 2030 är en bild av länet.", DATE_OTHER},
        {IN_VP, "Arbetet i Norden 2025–2028 är gemensamt.", DATE_OTHER},
        {IN_VP, "Arbetet Under 2030 är gemensamt.", DATE_OTHER},
        {IN_VP, "Länsplan 2030 är viktig.", DATE_EXTERNAL},
        {IN_VP, "Planläggning 2030 är viktig.", DATE_OTHER},
        {IN_VP, "Slag 2030 är viktiga.", DATE_OTHER},
        {IN_VP, "Lag 2030 är viktig.", DATE_EXTERNAL},
        {IN_VP, "Regionerna följer strategin för hälsa under 2030.", DATE_OTHER},
        {IN_VP, "Regionerna följer strategin senast under 2030.", DATE_DEADLINE},
        {IN_VP, "Enligt ”Framtidens vård 2030” ska regionerna samverka.", DATE_EXTERNAL},
        {IN_VP, "Enligt \"Framtidens vård 2030\" ska regionerna samverka.", DATE_EXTERNAL},
        {IN_VP, "Enligt »framtidens vård 2030» ska regionerna samverka.", DATE_EXTERNAL},
        {IN_VP, "Enligt «framtidens vård 2030» ska regionerna samverka.", DATE_EXTERNAL},
        {IN_VP, "Enligt “framtidens vård 2030” ska regionerna samverka.", DATE_EXTERNAL},
        {IN_VP, "Enligt ”framtidens vård” är det så 2030.", DATE_OTHER},
        {IN_VP, "Enligt ”remissen 3 mars 2026 om vård” är det så.", DATE_OTHER},
        /* Agreements: the noun before the date, and a word of validity. */
        {IN_VP, "Vårdavtalet med staten gäller 2030.", DATE_AGREEMENT},
        {IN_VP, "Samverkansavtalets bilaga gäller till 2027.", DATE_AGREEMENT},
        {IN_VP, "Avtalet om vård kan förlängas 2027.", DATE_AGREEMENT},
        {IN_VP, "Avtalet om vård är viktigt 2027.", DATE_OTHER},
        {IN_VP, "Från 2026 gäller avtalet.", DATE_OTHER},
        /* Decisions and what was prepared. */
        {IN_VP, "Beslut 2024-09-27.", DATE_DECISION},
        {IN_VP, "Beslut i nämnden 2024-09-27.", DATE_OTHER},
        {IN_VP, "Fastställd av nämnden 2024-09-27.", DATE_DECISION},
        {IN_AP, "Fastställd av nämnden 2024-09-27.", DATE_ACTIVITY},
        {IN_VP, "Beslutad senast 2026-03-01.", DATE_DEADLINE},
        {ON_COVER, "Beslutad senast 2026-03-01.", DATE_PREPARED},
        {IN_VP, "Datum för beslut: 2026-01-02.", DATE_DECISION},
        {IN_VP, "Upprättad av kansliet 2024-09-27.", DATE_PREPARED},
        {IN_AP, "Version som skickas till alla 2026-09-27.", DATE_ACTIVITY},
        {IN_AP, "Skicka version 2026-09-27.", DATE_ACTIVITY},
        /* What has been done, and nouns that only end as a verb does. */
        {IN_AP, "Erbjuda utökade tider 2024.", DATE_ACTIVITY},
        {IN_AP, "Erbjuda tider som nämnden utökade 2024.", DATE_BACKGROUND},
        {IN_AP, "Erbjuda tider som utökade nämnder ger 2024.", DATE_BACKGROUND},
        {IN_AP, "Följa upp beslutet från 2026.", DATE_ACTIVITY},
        {IN_VP, "Arbetet pågår sedan 2026.", DATE_BACKGROUND},
        {IN_VP, "Rapporten publicerad 2026.", DATE_BACKGROUND},
        {IN_VP, "Arbetet påbörjat 2026.", DATE_BACKGROUND},
        {IN_VP, "Platser inrättats 2026.", DATE_BACKGROUND},
        {IN_VP, "Vården har utförts 2026.", DATE_BACKGROUND},
        {IN_VP, "Vården utförts 2026.", DATE_OTHER},
        {IN_AP, "Inrätta ett råd 2026.", DATE_ACTIVITY},
        {IN_AP, "Redovisa resultat 2029.", DATE_ACTIVITY},
        {IN_AP, "Mät skillnad 2029.", DATE_ACTIVITY},
        {IN_AP, "Inrätta ett sekretariat 2029.", DATE_ACTIVITY},
        {IN_AP, "Utveckla vården inom detta område 2029.", DATE_ACTIVITY},
        {IN_VP, "Regionen har ett gott resultat 2029.", DATE_OTHER},
        {IN_VP, "Vår vård i hemmen är lika stor 2029.", DATE_OTHER}, /* not "var" */
        {IN_VP, "Den var lika stor 2029.", DATE_BACKGROUND},
        {IN_VP, "Här är det tänkt att vara inrättat vård under 2029.", DATE_OTHER}, /* not "har" */
        {IN_VP, "Nämndens sammanträde 2026-03-04.", DATE_MEETING},
        {IN_VP, "Nämndens sammanträdes protokoll 2026-03-04.", DATE_MEETING},
        {IN_VP, "Nämndens sammanträdesdatum är den 4 mars 2026.", DATE_OTHER},
        {IN_VP, "SVN 2026-03-04.", DATE_MEETING},
        {IN_VP, "AU 2026-03-04.", DATE_MEETING},
        {IN_VP, "Den 4 mars 2026 sammanträder nämnden.", DATE_MEETING},
        {IN_VP, "Den 4 mars 2026 är det åter möte.", DATE_OTHER},
        {IN_AP, "Delta i möte 2026.", DATE_ACTIVITY},
        /* "Inför" is a verb at the beginning of a sentence. */
        {IN_VP, "Vården förbereds inför valet 2027.", DATE_PLAN},
        {IN_VP, "Inför valet 2027 samlas alla.", DATE_OTHER},
        {IN_VP, "Inför 2027 samlas alla.", DATE_PLAN},
        /* Deadlines, and what may stand between the word and the date. */
        {IN_AP, "Ordna platser t.o.m. 30 juni 2026.", DATE_DEADLINE},
        {IN_AP, "Ordna platser tom 30 juni 2026.", DATE_DEADLINE},
        {IN_AP, "Ordna platser med 30 juni 2026.", DATE_ACTIVITY},
        {IN_AP, "Ordna platser m 30 juni 2026.", DATE_ACTIVITY},
        {IN_VP, "Platser finns till och med 30 juni 2026.", DATE_OTHER},
        {IN_VP, "Platser finns t.o.m. 30 juni 2026.", DATE_OTHER},
        {IN_AP, "Avsluta senast i slutet av år 2026.", DATE_DEADLINE},
        {IN_AP, "Avsluta före mitten av 2026.", DATE_DEADLINE},
        {IN_AP, "I slutet av 2026.", DATE_ACTIVITY},
        {IN_AP, "Klart fredag. Den 3 april 2026 börjar nästa.", DATE_DEADLINE},
        {IN_VP, "Klart senast det som började 2023.", DATE_BACKGROUND},
        {IN_VP, "Det som började är klart senast 2026.", DATE_DEADLINE},
        {IN_VP, "Den som började ska vara med 2026.", DATE_OTHER},
        {IN_VP, "Nämnden beslutade 2023 vad som ska göras.", DATE_BACKGROUND},
        /* The own period, also when it runs over by a slip. */
        {IN_VP, "Verksamhetsplanen visar hur vården ordnas under åren 2025–2029.", DATE_OWN_PERIOD},
        {IN_VP, "Denna plan visar hur vården ordnas under åren 2025–2029.", DATE_OWN_PERIOD},
        {IN_VP, "Vår plan visar hur vården ordnas under åren 2025–2029.", DATE_OTHER},
        {IN_VP, "Den nya plan visar hur vården ordnas under åren 2025–2029.", DATE_OTHER},
        {IN_VP, "Planering visar hur vården ordnas under åren 2025–2029.", DATE_OTHER},
        {IN_VP, "Den gemensamma planen visar hur vården ordnas under åren 2025–2029.", DATE_OWN_PERIOD},
        {IN_VP, "Den nya gemensamma planen visar hur vården ordnas under åren 2025–2029.", DATE_OTHER},
        {IN_VP, "Planen ger bilder under åren 2025–2029.", DATE_OTHER},
        {IN_VP, "Planen visar vården, 2025–2029.", DATE_EXTERNAL},
        {IN_VP, "Planen visar hur avtalen gäller under åren 2025–2029.", DATE_AGREEMENT},
        {IN_VP, "Planen visar nationella strategin för 2025–2029.", DATE_EXTERNAL},
        {IN_VP, "Planen visar ”hur vården ordnas under 2025–2029”.", DATE_EXTERNAL},
        {IN_VP, "Planen visar hur det ser ut under 2024–2029.", DATE_OTHER},
        {IN_VP, "Planen visar hur det ser ut under 2025–2027.", DATE_OTHER},
        {IN_VP, "Under 2025–2029 ordnas vården.", DATE_OTHER},
        {IN_VP, "Dokumentet innehåller planen för 2025–2029.", DATE_OWN_PERIOD},
        {IN_VP, "Detta är den gemensamma planen för 2025–2029.", DATE_OWN_PERIOD},
        {IN_VP, "Detta gemensamma nya dokument är som planen för 2021–2029.", DATE_OWN_PERIOD},
        {IN_VP, "Detta dokument bygger på planen för 2025–2029.", DATE_EXTERNAL},
        {IN_VP, "Detta dokument ersätter planen för 2021–2024.", DATE_EXTERNAL},
        {IN_VP, "Denna plan gäller 2025–2029.", DATE_OWN_PERIOD},
        {IN_VP, "Planen 2025–2029 är klar.", DATE_EXTERNAL},
        {IN_VP, "Dokumentet för åren 2025–2029 är klart.", DATE_OTHER},
        {IN_VP, "Detta är dokumentet för åren 2025–2029.", DATE_OWN_PERIOD},
        {IN_VP, "Verksamhetsplaner gäller 2025–2029.", DATE_PLAN},
        {IN_VP, "Verksamhetsplanen 2025–2028 samlar målen.", DATE_OWN_PERIOD},
        {IN_VP, "Verksamhetsplanen 2025–2029 samlar målen.", DATE_PLAN},
        {IN_REPORT_TEXT, "Planen för 2023 är klar.", DATE_EXTERNAL},
        /* Covers and timelines. */
        {ON_COVER, "Aktivitetsplan 2025", DATE_PLAN},
        {ON_COVER, "Prislista 2025", DATE_PLAN},
        {ON_COVER, "Verksamhetsplan 2025", DATE_OWN_PERIOD},
        {ON_COVER, "2025", DATE_OWN_PERIOD},
        {ON_OTHER_COVER, "2025", DATE_PLAN},
        {IN_TIMELINE, "Remiss mars 2023", DATE_MILESTONE},
        {IN_TIMELINE, "En lång text om remissen som går ut i mars 2023", DATE_OTHER},
        {IN_TIMELINE, "Planen gäller 2023", DATE_EXTERNAL},
        {IN_TIMELINE, "En lång text om den 3 mars 2023 och annat", DATE_OTHER},
        {IN_VP, "2025-03-04", DATE_PREPARED},
        {IN_VP, "Kansliet 2025-03-04", DATE_PREPARED},
        {IN_VP, "Kansliet i Uppsala den 2025-03-04", DATE_OTHER},
        /* In a report what lies behind its year is an outlook. */
        {IN_REPORT, "Platser 2024.", DATE_FORWARD},
        {IN_REPORT, "Platser 2023.", DATE_BACKGROUND},
        {IN_REPORT, "Arbetet fortsätter 2022.", DATE_BACKGROUND},
        {IN_REPORT, "Klart senast mars 2024.", DATE_FORWARD},
        {IN_REPORT_TEXT, "Arbetet fortsätter 2024.", DATE_FORWARD},
        {IN_REPORT_TEXT, "Arbetet fortsätter 2023.", DATE_OTHER},
        {IN_REPORT_TEXT, "Efter att det startade ska arbetet fortsätta 2024.", DATE_FORWARD},
        {IN_REPORT_TEXT, "Arbetet ska fortsätta som det startade 2024.", DATE_BACKGROUND},
        /* Sentences: a cue in another one says nothing. */
        {IN_VP, "Arbetet startade. Vården byggs 2026.", DATE_OTHER},
        {IN_VP, "Arbetet startade? Vården byggs 2026. Det startade.", DATE_OTHER},
        {IN_VP, "Arbetet startade! ”Vården byggs 2026”", DATE_EXTERNAL},
        {IN_VP, "Arbetet startade!  \"Vård i alla hem byggs 2026-01-02\"", DATE_OTHER},
        {IN_VP, "Arbetet startade bl.a. Norden under 2026.", DATE_BACKGROUND},
        {IN_VP, "Arbetet startade (kap. Norden under 2026).", DATE_BACKGROUND},
        {IN_VP, "Arbetet startade i t. Norden under 2026.", DATE_BACKGROUND},
        {IN_VP, "Arbetet startade. i norr 2026.", DATE_BACKGROUND},
        {IN_VP, "Arbetet startade.Vården byggs 2026.", DATE_BACKGROUND},
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

static void an_attribute_is_a_date_where_the_text_has_none(void **state) {
    static const struct {
        const char *content, *quote; /* of the only date, "" for none */
        enum date_precision precision;
        enum date_form form;
        const char *first, *last;
    } cases[] = {
        {"<activity due=\"2026\"><text>Utan.</text></activity>", "2026", DATE_YEAR, DATE_POINT, "2026-01-01",
         "2026-12-31"},
        {"<activity due=\"2026-03\"><text>Utan.</text></activity>", "2026-03", DATE_MONTH, DATE_POINT, "2026-03-01",
         "2026-03-31"},
        {"<activity due=\"2026/2027\"><text>Utan.</text></activity>", "2026/2027", DATE_YEAR, DATE_RANGE, "2026-01-01",
         "2027-12-31"},
        {"<activity due=\"snart\"><text>Utan.</text></activity>", "", DATE_DAY, DATE_POINT, "", ""},
        {"<activity due=\"\"><text>Utan.</text></activity>", "", DATE_DAY, DATE_POINT, "", ""},
        {"<meta><decided date=\"2024-09-27\">Beslutad</decided></meta>", "2024-09-27", DATE_DAY, DATE_POINT,
         "2024-09-27", "2024-09-27"},
        {"<meta><decided date=\"2024-09-28\">Beslutad 2024-09-27</decided></meta>", "2024-09-27", DATE_DAY, DATE_POINT,
         "2024-09-27", "2024-09-27"},
        {"<p>Den <date value=\"2026-03-04\">tredje dagen</date>.</p>", "tredje dagen", DATE_DAY, DATE_POINT,
         "2026-03-04", "2026-03-04"},
        {"<p>Den <date value=\"sen\">tredje dagen</date>.</p>", "", DATE_DAY, DATE_POINT, "", ""},
        {"<p>Den <date>tredje dagen</date>.</p>", "", DATE_DAY, DATE_POINT, "", ""},
        {"<p>Den <date value=\"2026-03-04\"/> dagen.</p>", "", DATE_DAY, DATE_POINT, "", ""},
        {"<p>Den <date value=\"2026-02-03\">3 mars 2026</date>.</p>", "3 mars 2026", DATE_DAY, DATE_POINT, "2026-02-03",
         "2026-02-03"},
        {"<p>Den <date role=\"meeting\">3 mars 2026</date>.</p>", "3 mars 2026", DATE_DAY, DATE_POINT, "2026-03-03",
         "2026-03-03"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *content = cases[i].content;
        struct plan *plan = plan_of(*state, "ap", content, NULL);
        assert_number((int64_t)plan->date_count, cases[i].quote[0] != '\0', content);
        for (size_t d = 0; d < plan->date_count; d++) {
            const struct date *date = &plan->dates[d].date;
            assert_str(place_quote(*state, plan->dates[d].place), cases[i].quote, content);
            assert_number(date->precision, cases[i].precision, content);
            assert_number(date->form, cases[i].form, content);
            assert_str(date_format(*state, date->interval.first), cases[i].first, content);
            assert_str(date_format(*state, date->interval.last), cases[i].last, content);
        }
    }
}

static void a_mark_holds_for_the_date_that_it_surrounds(void **state) {
    struct plan *plan = plan_of(*state, "ap",
                                "<p>Från 1 mars 2026 <date value=\"2026-04-09\" role=\"deadline\">9 april 2026</date> "
                                "och 2 maj 2026.</p>",
                                NULL);
    static const enum date_role roles[] = {DATE_OTHER, DATE_DEADLINE, DATE_OTHER};
    assert_int_equal(plan->date_count, COUNT(roles));
    for (size_t i = 0; i < COUNT(roles); i++)
        assert_number(plan->dates[i].role, roles[i], "role");
}

static void the_year_belongs_to_a_noun(void **state) {
    static const struct {
        const char *text, *subject;
    } cases[] = {
        {"Utarbeta prislista 2024", "prislista"},
        {"Besluta om prislistan för 2022", "prislista"},
        {"Aktivitetsplan Nämnden 2024", "aktivitetsplan"},
        {"Göra klart under 2024", ""},
        {"Göra vården som utökades 2024", ""},
        {"Nå mål 2024", ""},
        {"Öka antalet vårdplatser 2024", "vårdplatser"},
        {"Öka den 4 mars 2024", ""},
        {"För åren 2024", ""},
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
        cmocka_unit_test(an_attribute_is_a_date_where_the_text_has_none),
        cmocka_unit_test(a_mark_holds_for_the_date_that_it_surrounds),
        cmocka_unit_test(the_year_belongs_to_a_noun),
    };
    return cmocka_run_group_tests(tests, plans_set_up, arena_tear_down);
}
