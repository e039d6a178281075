#include "date.h"
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
    };
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_number((int64_t)scan(arena, cases[i], YEAR).count, 0, cases[i]);
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
        {"vecka 54 2026", "2026-01-01", "2026-12-31"},
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
    struct date_list list = scan(arena, "senast den 3/4 25.", 0);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].form, DATE_AMBIGUOUS);
    assert_true(list.items[0].interval.first > list.items[0].interval.last);
    arena_destroy(arena);
}

static void an_open_range_has_no_last_year(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    static const char *const cases[] = {"från 2021 och tills vidare", "från och med 2021 och framåt",
                                        "2021 och tills vidare"};
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
    static const char *const bad[] = {"",      "25",    "2025-13", "2025-02-30", "2025-3",         "2025-03-01T00:00",
                                      "2025/", "/2025", "2025-",   "2025–2028",  "2025/2026/2027", "0000"};
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
    assert_true(date_day(1900, 2, 29) == INT32_MIN);
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
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_literal_is_found_with_its_interval),
        cmocka_unit_test(what_only_looks_like_a_date_is_none),
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
