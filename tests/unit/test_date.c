#include "buf.h"
#include "date.h"
#include "date_word.h"
#include "test.h"

enum { YEAR = 2023 }; /* of the document, for literals without one */

static struct date_list scan(struct arena *arena, const char *text, int year) {
    struct date_list list = {0};
    date_scan(arena, str_from(text), year, &list);
    return list;
}

static void every_kind_of_literal_is_found_with_its_interval(void **state) {
    (void)state;
    static const struct {
        const char *text, *literal, *first, *last;
        enum date_precision precision;
        enum date_form form;
    } cases[] = {
        {"2025–2028", "2025–2028", "2025-01-01", "2028-12-31", DATE_YEAR, DATE_RANGE},
        {"plan 2023 – 2027.", "2023 – 2027", "2023-01-01", "2027-12-31", DATE_YEAR, DATE_RANGE},
        {"2021-2024", "2021-2024", "2021-01-01", "2024-12-31", DATE_YEAR, DATE_RANGE},
        {"2021−2024", "2021−2024", "2021-01-01", "2024-12-31", DATE_YEAR, DATE_RANGE},
        {"2021‑2024", "2021‑2024", "2021-01-01", "2024-12-31", DATE_YEAR, DATE_RANGE},
        {"2021— 2024", "2021— 2024", "2021-01-01", "2024-12-31", DATE_YEAR, DATE_RANGE},
        {"2021–24", "2021–24", "2021-01-01", "2024-12-31", DATE_YEAR, DATE_RANGE},
        {"2028–2025", "2028–2025", "2028-01-01", "2025-12-31", DATE_YEAR, DATE_RANGE},
        {"läsåret 2025/26", "2025/26", "2025-01-01", "2026-12-31", DATE_YEAR, DATE_RANGE},
        {"läsåret 2025/2026,", "2025/2026", "2025-01-01", "2026-12-31", DATE_YEAR, DATE_RANGE},
        {"gäller från 2021 till 2024", "från 2021 till 2024", "2021-01-01", "2024-12-31", DATE_YEAR, DATE_RANGE},
        {"Från 2021 till och med 2024", "Från 2021 till och med 2024", "2021-01-01", "2024-12-31", DATE_YEAR,
         DATE_RANGE},
        {"fr.o.m. 2021 t.o.m. 2024", "fr.o.m. 2021 t.o.m. 2024", "2021-01-01", "2024-12-31", DATE_YEAR, DATE_RANGE},
        {"mellan 2021 och 2014", "mellan 2021 och 2014", "2021-01-01", "2014-12-31", DATE_YEAR, DATE_RANGE},
        {"från januari till mars 2025", "från januari till mars 2025", "2025-01-01", "2025-03-31", DATE_MONTH,
         DATE_RANGE},
        {"3–5 mars 2026", "3–5 mars 2026", "2026-03-03", "2026-03-05", DATE_DAY, DATE_RANGE},
        {"3 mars–5 april 2026", "3 mars–5 april 2026", "2026-03-03", "2026-04-05", DATE_DAY, DATE_RANGE},
        {"mellan 3 och 5 mars 2026", "mellan 3 och 5 mars 2026", "2026-03-03", "2026-03-05", DATE_DAY, DATE_RANGE},
        {"2025-01-01–2025-12-31", "2025-01-01–2025-12-31", "2025-01-01", "2025-12-31", DATE_DAY, DATE_RANGE},
        {"januari–mars 2025", "januari–mars 2025", "2025-01-01", "2025-03-31", DATE_MONTH, DATE_RANGE},
        {"1 januari 2025 – 31 mars 2026", "1 januari 2025 – 31 mars 2026", "2025-01-01", "2026-03-31", DATE_DAY,
         DATE_RANGE},
        {"Q1–Q2 2026", "Q1–Q2 2026", "2026-01-01", "2026-06-30", DATE_QUARTER, DATE_RANGE},
        {"Datum: 2024-09-27.", "2024-09-27", "2024-09-27", "2024-09-27", DATE_DAY, DATE_POINT},
        {"2025-03", "2025-03", "2025-03-01", "2025-03-31", DATE_MONTH, DATE_POINT},
        {"den 27 september 2024", "27 september 2024", "2024-09-27", "2024-09-27", DATE_DAY, DATE_POINT},
        {"27 sep. 2024", "27 sep. 2024", "2024-09-27", "2024-09-27", DATE_DAY, DATE_POINT},
        {"16 feb/2023", "16 feb/2023", "2023-02-16", "2023-02-16", DATE_DAY, DATE_POINT},
        {"den 1:a MARS 2025", "1:a MARS 2025", "2025-03-01", "2025-03-01", DATE_DAY, DATE_POINT},
        {"3/4 2025", "3/4 2025", "2025-04-03", "2025-04-03", DATE_DAY, DATE_POINT},
        {"3.4.2025", "3.4.2025", "2025-04-03", "2025-04-03", DATE_DAY, DATE_POINT},
        {"29 februari 2028", "29 februari 2028", "2028-02-29", "2028-02-29", DATE_DAY, DATE_POINT},
        {"Feb 2024", "Feb 2024", "2024-02-01", "2024-02-29", DATE_MONTH, DATE_POINT},
        {"i februari", "februari", "2023-02-01", "2023-02-28", DATE_MONTH, DATE_POINT},
        {"vårt decembermöte", "decembermöte", "2023-12-01", "2023-12-31", DATE_MONTH, DATE_POINT},
        {"våren/sommaren 2024", "våren/sommaren 2024", "2024-01-01", "2024-08-31", DATE_SEASON, DATE_POINT},
        {"HÖSTEN 2026", "HÖSTEN 2026", "2026-07-01", "2026-12-31", DATE_SEASON, DATE_POINT},
        {"vt 2025", "vt 2025", "2025-01-01", "2025-06-30", DATE_SEASON, DATE_POINT},
        {"kvartal 2 2025", "kvartal 2 2025", "2025-04-01", "2025-06-30", DATE_QUARTER, DATE_POINT},
        {"kv 3 2026", "kv 3 2026", "2026-07-01", "2026-09-30", DATE_QUARTER, DATE_POINT},
        {"Q3 2026", "Q3 2026", "2026-07-01", "2026-09-30", DATE_QUARTER, DATE_POINT},
        {"tertial 1 2026", "tertial 1 2026", "2026-01-01", "2026-04-30", DATE_SEASON, DATE_POINT},
        {"första halvåret 2026", "första halvåret 2026", "2026-01-01", "2026-06-30", DATE_SEASON, DATE_POINT},
        {"årsskiftet 2025/2026", "årsskiftet 2025/2026", "2025-12-01", "2026-01-31", DATE_MONTH, DATE_RANGE},
        {"v. 12 2026", "v. 12 2026", "2026-03-16", "2026-03-22", DATE_MONTH, DATE_POINT},
        {"vecka 1 2027", "vecka 1 2027", "2027-01-04", "2027-01-10", DATE_MONTH, DATE_POINT},
        {"Agenda 2030", "2030", "2030-01-01", "2030-12-31", DATE_YEAR, DATE_POINT},
        {"(2024)", "2024", "2024-01-01", "2024-12-31", DATE_YEAR, DATE_POINT},
        {"Mål för 2025: vård", "2025", "2025-01-01", "2025-12-31", DATE_YEAR, DATE_POINT},
        {"torsdagen den 27 september 2024", "torsdagen den 27 september 2024", "2024-09-27", "2024-09-27", DATE_DAY,
         DATE_POINT},
        {"tors. 27 september 2024", "tors. 27 september 2024", "2024-09-27", "2024-09-27", DATE_DAY, DATE_POINT},
        {"torsdag, den 3/4 2025", "torsdag, den 3/4 2025", "2025-04-03", "2025-04-03", DATE_DAY, DATE_POINT},
        {"9/19/2026", "9/19/2026", "2026-09-19", "2026-09-19", DATE_DAY, DATE_POINT},
        {"3/4-2025", "3/4-2025", "2025-04-03", "2025-04-03", DATE_DAY, DATE_POINT},
        {"3-4-2025", "3-4-2025", "2025-04-03", "2025-04-03", DATE_DAY, DATE_POINT},
        {"senast den 3/4.", "3/4", "2023-04-03", "2023-04-03", DATE_DAY, DATE_POINT},
        {"SENAST DEN 3/4", "3/4", "2023-04-03", "2023-04-03", DATE_DAY, DATE_POINT},
        {"1:e mars 2025", "1:e mars 2025", "2025-03-01", "2025-03-01", DATE_DAY, DATE_POINT},
        {"mars. 2025", "mars. 2025", "2025-03-01", "2025-03-31", DATE_MONTH, DATE_POINT},
        {"vecka 12–14 2026", "vecka 12–14 2026", "2026-03-16", "2026-04-05", DATE_MONTH, DATE_POINT},
        {"v 12 2026", "v 12 2026", "2026-03-16", "2026-03-22", DATE_MONTH, DATE_POINT},
        {"v. 12", "v. 12", "2023-03-20", "2023-03-26", DATE_MONTH, DATE_POINT},
        {"kv. 2 – 3 2026", "kv. 2 – 3 2026", "2026-04-01", "2026-09-30", DATE_QUARTER, DATE_POINT},
        {"H1/2026", "H1/2026", "2026-01-01", "2026-06-30", DATE_SEASON, DATE_POINT},
        {"sista kvartalet 2026", "sista kvartalet 2026", "2026-10-01", "2026-12-31", DATE_QUARTER, DATE_POINT},
        {"sista halvåret 2026", "sista halvåret 2026", "2026-07-01", "2026-12-31", DATE_SEASON, DATE_POINT},
        {"hösten/2026", "hösten/2026", "2026-07-01", "2026-12-31", DATE_SEASON, DATE_POINT},
        {"vår/sommar 2026", "vår/sommar 2026", "2026-01-01", "2026-08-31", DATE_SEASON, DATE_POINT},
        /* The winter of a year is the one that begins or ends in it; the winter of two years is one. */
        {"vintern 2026", "vintern 2026", "2025-12-01", "2027-03-31", DATE_SEASON, DATE_POINT},
        {"hösten/vintern 2026", "hösten/vintern 2026", "2025-12-01", "2027-03-31", DATE_SEASON, DATE_POINT},
        {"vintern 2025/26", "vintern 2025/26", "2025-11-01", "2026-03-31", DATE_SEASON, DATE_RANGE},
        {"hösten 2025/2026", "hösten 2025/2026", "2025-07-01", "2026-06-30", DATE_SEASON, DATE_RANGE},
        {"ht 25", "ht 25", "2025-07-01", "2025-12-31", DATE_SEASON, DATE_POINT},
        {"vt-26", "vt-26", "2026-01-01", "2026-06-30", DATE_SEASON, DATE_POINT},
        {"årsskiftet 2025", "årsskiftet 2025", "2025-12-01", "2026-01-31", DATE_MONTH, DATE_POINT},
        {"januari–mars", "januari–mars", "2023-01-01", "2023-03-31", DATE_MONTH, DATE_RANGE},
        {"12–14 mars", "12–14 mars", "2023-03-12", "2023-03-14", DATE_DAY, DATE_RANGE},
        {"vår–höst 2026", "vår–höst 2026", "2026-01-01", "2026-12-31", DATE_SEASON, DATE_RANGE},
        {"mars 2025–2026", "mars 2025–2026", "2025-03-01", "2026-12-31", DATE_YEAR, DATE_RANGE},
        {"2025–mars 2026", "2025–mars 2026", "2025-01-01", "2026-03-31", DATE_YEAR, DATE_RANGE},
        {"fom 2021 tom 2024", "fom 2021 tom 2024", "2021-01-01", "2024-12-31", DATE_YEAR, DATE_RANGE},
        {"fr. o. m. 2021, t o m 2024", "fr. o. m. 2021, t o m 2024", "2021-01-01", "2024-12-31", DATE_YEAR, DATE_RANGE},
        {"fr.o.m 2021 t.o.m 2024", "fr.o.m 2021 t.o.m 2024", "2021-01-01", "2024-12-31", DATE_YEAR, DATE_RANGE},
    };
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *text = cases[i].text;
        struct date_list list = scan(arena, text, YEAR);
        assert_number((int64_t)list.count, 1, text);
        const struct date *date = &list.items[0];
        assert_str(str_slice(str_from(text), date->begin, date->end), cases[i].literal, text);
        assert_str(date_format(arena, date->interval.first), cases[i].first, text);
        assert_str(date_format(arena, date->interval.last), cases[i].last, text);
        assert_number(date->precision, cases[i].precision, text);
        assert_number(date->form, cases[i].form, text);
        assert_number(date->valid, true, text);
    }
    arena_destroy(arena);
}

static void what_only_looks_like_a_date_is_none(void **state) {
    (void)state;
    static const char *const cases[] = {
        "Dir. 2023:51",
        "SFS 2017:80",
        "prop. 2023/24:12",
        "ISO 27000",
        "ISO 2025",
        "SS 2025",
        "s. 2025",
        "2018_2024",
        "https://a.example/2018_2024",
        "www.a.example/2024",
        "a.example/2024/x",
        "namn.2024@a.example",
        "plan-2024.pdf",
        "(plan_2024.docx)",
        "2 (3)",
        "6 (8)",
        "0,5",
        "250 miljoner",
        "2025 kr",
        "2025 miljoner",
        "2025 %",
        "2025,5",
        "12.2025",
        "2024-1234",
        "dnr 2024-01",
        "RS 2024-123",
        "070-2025",
        "2100",
        "1899",
        "20250",
        "x2025",
        "24/7",
        "3/4",
        "vår plan",
        "den sista",
        "en marsch",
        "majoritet",
        "kv",
        "v. x",
        "1",
        "",
        "2024_1",
        "2025/24",
        "2025/25",
        "2025/2",
        "2025/2026x",
        "2025/2026/2027",
        "2025/2125",
        "2025%",
        "04/05 26",
        "04/5/26",
        "torsdag 45",
        "från2021",
        "2025-13",
        "2025-00",
        "2025-01-011",
        "2025-01-1",
        "2025-01-",
        "2025-01x",
        "2025-01-01T10:00",
        "1/04/05/26",
        "104/05/26",
        "4/05/26",
        "13/14/26",
        "04/05/26x",
        "den 04/05/26x",
        "den 13/14",
        "den 3/4x",
        "dentist 3/4",
        "den gamla, 3/4",
        "2025€",
        "2025 procent",
        "från 3 till 5",
        "den 12 – 14",
        "vår–höst",
        "Q3",
        "v 12",
        "ht",
        "ht 251",
        "ht 25a",
        "årsskiftet",
        "hösten/",
        "första",
        "sista gången",
        "torsdag",
        "torsdag den 13",
        "torsdag den sista",
        "e-post namn@2025",
        "http://a.example/mars",
        "a.example/mars",
        "WWW.a.example",
    };
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_number((int64_t)scan(arena, cases[i], YEAR).count, 0, cases[i]);
    arena_destroy(arena);
}

/* A literal that cannot be what it begins as is read for what is left of it, and nothing else of the text is lost. */
static void the_longest_literals_of_a_text_are_found(void **state) {
    (void)state;
    static const struct {
        const char *text, *found; /* the literals by "|" */
    } cases[] = {
        {"0/5 2025", "2025"},
        {"32/5 2025", "2025"},
        {"5/0 2025", "2025"},
        {"5/32 2025", "2025"},
        {"3.4 2025", "2025"},
        {"1: mars, 1:a mars", "mars|1:a mars"},
        {"32 mars", "mars"},
        {"mars 2025:1", "mars"},
        {"mars 2025, 5 april", "mars 2025|5 april"},
        {"första mars 2026", "mars 2026"},
        {"hösten/mars 2026", "mars 2026"},
        {"hösten 2025/våren 2026", "hösten 2025|våren 2026"},
        {"mars/april 2026", "mars|april 2026"},
        {"vecka 14–12 2026", "vecka 14|2026"},
        {"vecka 12–14x", "vecka 12"},
        {"vecka 12–2026", "vecka 12|2026"},
        {"2021–20", "2021"},
        {"2021–24–25", "2021"},
        {"2021–240", "2021"},
        {"mars–24", "mars"},
        {"mars 2025 – 2026", "mars 2025|2026"},
        {"mars – 2026", "mars|2026"},
        {"mars–2026", "mars|2026"},
        {"2025/26–2026/27", "2025/26|2026/27"},
        {"2025–2026/27", "2025|2026/27"},
        {"2025–2026-01", "2025–2026-01"},
        {"2025–2026 kr", "2025"},
        {"den 3/4 25–2026", "3/4 25|2026"},
        {"2026–den 3/4 25", "2026|3/4 25"},
        {"årsskiftet 2025–2026", "årsskiftet 2025|2026"},
        {"2024–årsskiftet 2025", "2024|årsskiftet 2025"},
        {"2021 till och 2024", "2021|2024"},
        {"2021 och 2024", "2021|2024"},
        {"2021 tills 2024", "2021|2024"},
        {"från 2021 och tills 2024", "2021|2024"},
        {"från 2021 till vidare", "2021"},
        {"från från 2021 till 2024", "från 2021 till 2024"},
        {"från 2021", "2021"},
        {"från den 1 mars till den 3 mars", "från den 1 mars till den 3 mars"},
        {"från vår till höst", ""},
        {"från kl 3 till 2024", "2024"},
        {"mellan 2021 till 2024", "2021 till 2024"},
        {"mellan 2021 och andra", "2021"},
        {"mellan 2021 och 3/4", "2021"},
        {"i,2025 å2025 a:b http:2025 2026", "2025|2026"},
        {"dnr 2025-03-01", "2025-03-01"},
        {"se plan-2024.pdf, 2025", "2025"},
        {"skr. 2025. www.a.example 2026", "2025|2026"},
        {"mars 2125", "mars"},
        {"den 3/4 25x", "3/4"},
        {"den 3/4 2", "3/4"},
        {"mellan den andra och 2024", "2024"},
        {"2025–mars", "2025|mars"},
        {"2025–2028-planen", "2025–2028"},
        {"våren–höst", "våren"},
        {"2021 –24", "2021"},
        {"a:/x 2025", "2025"},
        {"2025 2026", "2025|2026"},
        {"  2025", "2025"},
        {"3    mars 2025, 3     mars 2026", "3    mars 2025|mars 2026"},
        {"2021 tillsammansmedandraorganisationer 2024", "2021|2024"},
        {"SFS.\u00a02025, s. \u00a0 2026, § 2027", "2027"},
        {"2025 ‰ 2026", "2025|2026"},
        {"2025−2026, 2025∓2026, 2025→2026, 2025…2026", "2025−2026|2025|2026|2025|2026|2025|2026"},
    };
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str text = str_from(cases[i].text);
        struct date_list list = scan(arena, cases[i].text, YEAR);
        struct buf found = buf_in(arena);
        for (size_t j = 0; j < list.count; j++) {
            buf_add(&found, j == 0 ? STR("") : STR("|"));
            buf_add(&found, str_slice(text, list.items[j].begin, list.items[j].end));
        }
        assert_str(buf_str(&found), cases[i].found, cases[i].text);
    }
    arena_destroy(arena);
}

static void days_months_and_quarters_that_do_not_exist_are_told(void **state) {
    (void)state;
    static const struct {
        const char *text, *first, *last;
    } cases[] = {
        {"31 februari 2026", "2026-02-01", "2026-02-28"}, {"29 februari 2027", "2027-02-01", "2027-02-28"},
        {"2025-13-01", "2025-01-01", "2025-12-31"},       {"2025-02-30", "2025-02-01", "2025-02-28"},
        {"45 mars 2025", "2025-03-01", "2025-03-31"},     {"kvartal 5 2025", "2025-01-01", "2025-12-31"},
        {"vecka 54 2026", "2026-01-01", "2026-12-31"},    {"vecka 0 2026", "2026-01-01", "2026-12-31"},
        {"kvartal 0 2026", "2026-01-01", "2026-12-31"},   {"15.13.2025", "2025-01-01", "2025-12-31"},
        {"2025-00-10", "2025-01-01", "2025-12-31"},
    };
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct date_list list = scan(arena, cases[i].text, YEAR);
        assert_number((int64_t)list.count, 1, cases[i].text);
        assert_number(list.items[0].valid, false, cases[i].text);
        assert_str(date_format(arena, list.items[0].interval.first), cases[i].first, cases[i].text);
        assert_str(date_format(arena, list.items[0].interval.last), cases[i].last, cases[i].text);
    }
    arena_destroy(arena);
}

static void a_year_of_two_digits_leaves_the_day_open(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    static const char *const cases[] = {"senast den 3/4 25.", "senast 04/05/26", "04/05/26", "den 04/05/26"};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct date_list list = scan(arena, cases[i], 0);
        assert_number((int64_t)list.count, 1, cases[i]);
        assert_number(list.items[0].form, DATE_AMBIGUOUS, cases[i]);
        assert_number(list.items[0].interval.first > list.items[0].interval.last, true, cases[i]);
    }
    arena_destroy(arena);
}

static void an_open_range_has_no_last_year(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    static const char *const cases[] = {"från 2021 och tills vidare", "från och med 2021 och framåt",
                                        "2021 och tills vidare", "fr.o.m. 2021 och framöver"};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct date_list list = scan(arena, cases[i], 0);
        assert_number((int64_t)list.count, 1, cases[i]);
        assert_number(list.items[0].form, DATE_OPEN_RANGE, cases[i]);
        assert_number(list.items[0].from_year, 2021, cases[i]);
        assert_number(list.items[0].to_year, INT32_MAX, cases[i]);
        assert_number((int64_t)list.items[0].end, (int64_t)strlen(cases[i]), cases[i]);
    }
    arena_destroy(arena);
}

static void literals_without_a_year_need_the_year_of_the_document(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct date_list list = scan(arena, "i mars, 3 april och våren", 2026);
    assert_int_equal(list.count, 3);
    for (size_t i = 0; i < list.count; i++) {
        assert_true(list.items[i].yearless);
        assert_int_equal(list.items[i].from_year, 2026);
    }
    assert_int_equal(scan(arena, "i mars, 3 april och våren", 0).count, 0);
    assert_int_equal(scan(arena, "januari–mars, 12–14 mars", 0).count, 0);
    arena_destroy(arena);
}

static void the_range_sign_is_given_with_its_blanks(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"2023 – 2027", " – "}, {"2023-2027", "-"}, {"3–5 mars 2026", "–"}, {"från 2023 till 2027", ""}, {"2023", ""}};
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct date_list list = scan(arena, cases[i][0], 0);
        assert_number((int64_t)list.count, 1, cases[i][0]);
        assert_str(str_slice(str_from(cases[i][0]), list.items[0].sign_begin, list.items[0].sign_end), cases[i][1],
                   cases[i][0]);
    }
    arena_destroy(arena);
}

static void a_weekday_is_remembered_as_named(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct date_list list = scan(arena, "torsdag 27 september 2024", 0);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].weekday, 4);
    assert_int_equal(date_weekday(list.items[0].interval.first), 5); /* it was a Friday */
    arena_destroy(arena);
}

static void several_literals_come_in_order_and_apart(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct str text = STR("2025, 2026 och 2027; hösten 2025 till våren 2026 (Dir. 2023:51), 2 (3), 1 juli 2024");
    struct date_list list = {0};
    date_scan(arena, text, 0, &list);
    static const char *const wanted[] = {"2025", "2026", "2027", "hösten 2025 till våren 2026", "1 juli 2024"};
    assert_int_equal(list.count, COUNT(wanted));
    for (size_t i = 0; i < list.count; i++)
        assert_str(str_slice(text, list.items[i].begin, list.items[i].end), wanted[i], "list");
    arena_destroy(arena);
}

static void iso_values_are_read_whole_or_not_at_all(void **state) {
    (void)state;
    static const struct {
        const char *value, *first, *last;
    } good[] = {{"2025", "2025-01-01", "2025-12-31"},
                {"2025-02", "2025-02-01", "2025-02-28"},
                {"2025-03-01", "2025-03-01", "2025-03-01"},
                {"2025/2028", "2025-01-01", "2028-12-31"},
                {"2025-01/2025-06", "2025-01-01", "2025-06-30"},
                {" 2025 ", "2025-01-01", "2025-12-31"}};
    static const char *const bad[] = {
        "",       "25",        "2025-13",   "2025-02-30",     "2025-3",   "2025-03-01T00:00", "2025/",
        "/2025",  "2025-",     "2025-00",   "2025-03-00",     "2025-03-", "2025-03-1",        "2025-03-011",
        "2025-a", "2025-03/a", "2025–2028", "2025/2026/2027", "0000"};
    struct arena *arena = arena_create();
    struct interval interval;
    for (size_t i = 0; i < COUNT(good); i++) {
        assert_number(date_parse_iso(str_from(good[i].value), &interval), true, good[i].value);
        assert_str(date_format(arena, interval.first), good[i].first, good[i].value);
        assert_str(date_format(arena, interval.last), good[i].last, good[i].value);
    }
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_number(date_parse_iso(str_from(bad[i]), &interval), false, bad[i]);
    arena_destroy(arena);
}

static void days_and_calendar_agree_over_four_centuries(void **state) {
    (void)state;
    assert_int_equal(date_day(1970, 1, 1), 0);
    assert_int_equal(date_day(2000, 3, 1), 11017);
    static const int none[][3] = {{1900, 2, 29}, {0, 1, 1}, {10000, 1, 1}, {2025, 0, 1}, {2025, 13, 1}, {2025, 1, 0}};
    for (size_t i = 0; i < COUNT(none); i++)
        assert_true(date_day(none[i][0], none[i][1], none[i][2]) == INT32_MIN);
    assert_int_equal(date_year_of(date_day(1, 1, 1)), 1);
    assert_int_equal(date_year_of(date_day(9999, 12, 31)), 9999);
    assert_true(date_day(2000, 2, 29) != INT32_MIN);
    struct arena *arena = arena_create();
    int32_t next = date_day(1800, 1, 1);
    int weekday = date_weekday(next);
    for (int year = 1800; year < 2200; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= 31; day++) {
                int32_t number = date_day(year, month, day);
                if (number == INT32_MIN)
                    continue;
                assert_int_equal(number, next++);
                assert_int_equal(date_year_of(number), year);
                assert_int_equal(date_weekday(number), weekday);
                weekday = weekday % 7 + 1;
            }
        }
    }
    assert_str(date_format(arena, date_day(2024, 2, 29)), "2024-02-29", "leap day");
    assert_true(date_year_of(INT32_MAX) > 9999);
    arena_destroy(arena);
}

static void intervals_relate_in_three_ways(void **state) {
    (void)state;
    struct interval period = {date_year(2025).first, date_year(2028).last};
    assert_int_equal(date_relate(date_year(2025), period), DATE_INSIDE);
    assert_int_equal(date_relate(period, period), DATE_INSIDE);
    assert_int_equal(date_relate(date_year(2024), period), DATE_OUTSIDE);
    assert_int_equal(date_relate(date_year(2029), period), DATE_OUTSIDE);
    assert_int_equal(date_relate((struct interval){date_year(2028).first, date_year(2029).last}, period), DATE_UNSURE);
    assert_int_equal(date_relate((struct interval){date_year(2028).first, date_year(2025).last}, period), DATE_UNSURE);
    assert_int_equal(date_relate(period, (struct interval){1, 0}), DATE_UNSURE);
}

/* The words are found by tables of their first, second and third bytes, which say nothing when they lack one. */
static void every_word_of_dates_is_known_in_any_case(void **state) {
    (void)state;
    static const struct {
        const char *word;
        enum word_kind kind;
    } cases[] = {
        {"april", MONTH},
        {"augusti", MONTH},
        {"apr", MONTH_SHORT},
        {"aug", MONTH_SHORT},
        {"andra", ORDINAL},
        {"december", MONTH},
        {"dec", MONTH_SHORT},
        {"februari", MONTH},
        {"feb", MONTH_SHORT},
        {"febr", MONTH_SHORT},
        {"första", ORDINAL},
        {"fjärde", ORDINAL},
        {"fredag", WEEKDAY},
        {"fredagen", WEEKDAY},
        {"fre", WEEKDAY},
        {"från", FROM},
        {"fr", FROM},
        {"fom", FROM},
        {"hösten", SEASON},
        {"höstterminen", SEASON},
        {"höst", SEASON_BARE},
        {"hösttermin", SEASON_BARE},
        {"ht", TERM},
        {"halvår", PART},
        {"halvåret", PART},
        {"h", PART_SHORT},
        {"januari", MONTH},
        {"juni", MONTH},
        {"juli", MONTH},
        {"jan", MONTH_SHORT},
        {"jun", MONTH_SHORT},
        {"jul", MONTH_SHORT},
        {"kvartal", PART},
        {"kvartalet", PART},
        {"kv", PART},
        {"lördag", WEEKDAY},
        {"lördagen", WEEKDAY},
        {"lör", WEEKDAY},
        {"mars", MONTH},
        {"maj", MONTH},
        {"mar", MONTH_SHORT},
        {"måndag", WEEKDAY},
        {"måndagen", WEEKDAY},
        {"mån", WEEKDAY},
        {"mellan", BETWEEN},
        {"november", MONTH},
        {"nov", MONTH_SHORT},
        {"oktober", MONTH},
        {"okt", MONTH_SHORT},
        {"onsdag", WEEKDAY},
        {"onsdagen", WEEKDAY},
        {"ons", WEEKDAY},
        {"q", PART_SHORT},
        {"september", MONTH},
        {"sep", MONTH_SHORT},
        {"sept", MONTH_SHORT},
        {"sommaren", SEASON},
        {"sommar", SEASON_BARE},
        {"sista", ORDINAL},
        {"söndag", WEEKDAY},
        {"söndagen", WEEKDAY},
        {"sön", WEEKDAY},
        {"tertial", PART},
        {"tertialet", PART},
        {"t", PART_SHORT},
        {"tredje", ORDINAL},
        {"tisdag", WEEKDAY},
        {"tisdagen", WEEKDAY},
        {"torsdag", WEEKDAY},
        {"torsdagen", WEEKDAY},
        {"tis", WEEKDAY},
        {"tors", WEEKDAY},
        {"våren", SEASON},
        {"vårterminen", SEASON},
        {"vintern", SEASON},
        {"vår", SEASON_BARE},
        {"vinter", SEASON_BARE},
        {"vårtermin", SEASON_BARE},
        {"vt", TERM},
        {"vecka", WEEK},
        {"veckan", WEEK},
        {"veckorna", WEEK},
        {"v", WEEK_SHORT},
        {"årsskiftet", TURN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t end;
        struct str word = str_from(cases[i].word);
        char upper[32] = {0};
        for (size_t k = 0; k < word.len; k++) {
            unsigned char byte = (unsigned char)word.data[k];
            bool lower = (byte >= 'a' && byte <= 'z') || (byte >= 0xa0 && byte < 0xc0);
            upper[k] = (char)(lower ? byte - 0x20 : byte);
        }
        assert_non_null(word_find(word, 0, &end));
        assert_int_equal(word_find(word, 0, &end)->kind, cases[i].kind);
        assert_int_equal(end, word.len);
        assert_ptr_equal(word_find(str_from(upper), 0, &end), word_find(word, 0, &end));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_of_dates_is_known_in_any_case),
        cmocka_unit_test(every_kind_of_literal_is_found_with_its_interval),
        cmocka_unit_test(what_only_looks_like_a_date_is_none),
        cmocka_unit_test(the_longest_literals_of_a_text_are_found),
        cmocka_unit_test(days_months_and_quarters_that_do_not_exist_are_told),
        cmocka_unit_test(a_year_of_two_digits_leaves_the_day_open),
        cmocka_unit_test(an_open_range_has_no_last_year),
        cmocka_unit_test(literals_without_a_year_need_the_year_of_the_document),
        cmocka_unit_test(the_range_sign_is_given_with_its_blanks),
        cmocka_unit_test(a_weekday_is_remembered_as_named),
        cmocka_unit_test(several_literals_come_in_order_and_apart),
        cmocka_unit_test(iso_values_are_read_whole_or_not_at_all),
        cmocka_unit_test(days_and_calendar_agree_over_four_centuries),
        cmocka_unit_test(intervals_relate_in_three_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
