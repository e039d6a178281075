#include "fold.h"
#include "test.h"

static void texts_that_differ_in_form_fold_equal(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"  Mål \t och\nmedel ", "mål och medel"},
        {"ÅÄÖ ÉÜ", "åäö éü"},
        {"A\u030angström", "ångström"}, /* a combining ring */
        {"\ufb01nans", "finans"},       /* a ligature */
        {"hälso\u2011och\u00a0sjukvård", "hälso-och sjukvård"},
        {"2025–2028", "2025-2028"},
        {"2025\u22122028", "2025-2028"},
        {"sam\u00adver\u200bkan\ufeff", "samverkan"},
        {"Straße", "strasse"},
        {"ΣΑΣ", "σασ"},
        {"\u00bd", "1\u20442"},
        {"x\u2003\u2028y", "x y"},
        {"bad \xff byte", "bad \ufffd byte"},
        {"\u2003 a\u058ab \u2003\u00bd ", "a-b 1\u20442"}, /* an Armenian hyphen */
        {"3×4÷2", "3×4÷2"},
    };
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_str(fold_text(arena, str_from(cases[i][0])), cases[i][1], cases[i][0]);
    arena_destroy(arena);
}

static void headings_fold_to_their_words(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"4.3. Forsknings-samverkan", "forskningssamverkan"},
        {"Forskningssamverkan", "forskningssamverkan"},
        {"4.1 Produktionssamverkan", "produktionssamverkan"},
        {"4 Produktionssamverkan", "produktionssamverkan"},
        {"· Krisberedskap", "krisberedskap"},
        {"• 2.1. Krisberedskap", "krisberedskap"},
        {"- Krisberedskap", "krisberedskap"},
        {"–\u00a0Krisberedskap", "krisberedskap"},
        {"\uf0b7 Krisberedskap", "krisberedskap"},
        {"Fokusområde Digitalisering och e-hälsa", "digitalisering och ehälsa"},
        {"5. FOKUSOMRÅDE: Digitalisering & E-hälsa", "digitalisering och ehälsa"},
        {"Fokusområde 2 – Utbildning", "utbildning"},
        {"Fokusområde", "fokusområde"},
        {"Fokusområden", "fokusområden"},
        {"Vård&Omsorg", "vård och omsorg"},
        {"God och nära\u00a0vård.", "god och nära vård"},
        {"Hälso- och sjukvård (ny)", "hälso och sjukvård ny"},
        {"2025 i korthet", "2025 i korthet"},
        {"‣ Mål", "mål"},
        {"⁃Mål", "mål"},
        {"▪ ● Mål", "mål"},
        {"* o Mål", "mål"},
        {"*Mål", "mål"},
        {"ordning", "ordning"},
        {"☐ Mål", "☐ mål"},
        {"Hälso – och sjukvård", "hälso och sjukvård"},
        {"Vård ( och ) omsorg –", "vård och omsorg"},
        {"", ""},
        {"–", ""},
    };
    struct arena *arena = arena_create();
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_str(fold_heading(arena, str_from(cases[i][0])), cases[i][1], cases[i][0]);
    arena_destroy(arena);
}

static void what_ocr_loses_is_folded_away(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    assert_str(fold_ocr(arena, STR("4.7 God och nära vård")), "god och nara vard", "right");
    assert_str(fold_ocr(arena, STR("4.7 G6d och nara vård")), "god och nara vard", "six for o");
    assert_str(fold_ocr(arena, STR("Frén")), "fron", "é");
    arena_destroy(arena);
}

static void only_numbers_of_headings_are_numbers(void **state) {
    (void)state;
    static const struct {
        const char *text, *number, *rest;
    } cases[] = {
        {"4.1. Titel", "4.1", "Titel"},
        {"4.1 titel", "4.1", "titel"},
        {" 4.1.\u00a0Titel", "4.1", "Titel"},
        {"1. Inledning", "1", "Inledning"},
        {"1.Inledning", "1", "Inledning"},
        {"12 Uppföljning", "12", "Uppföljning"},
        {"3\tÅtgärder", "3", "Åtgärder"},
        {"4.1", "4.1", ""},
        {"2025 i korthet", "", "2025 i korthet"},
        {"2025 Korthet", "", "2025 Korthet"},
        {"3 april", "", "3 april"},
        {"3", "", "3"},
        {"2025-2028", "", "2025-2028"},
        {"3 \tåtgärder", "3", "åtgärder"},
        {"3\t5", "", "3\t5"},
        {"1.inledning", "1", "inledning"},
        {"1.)", "", "1.)"},
        {"1.–Mål", "", "1.–Mål"},
        {"3.1415 Titel", "", "3.1415 Titel"},
        {"Titel 1.", "", "Titel 1."},
        {"", "", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str text = str_from(cases[i].text);
        size_t rest;
        assert_str(fold_number(text, &rest), cases[i].number, cases[i].text);
        assert_str(str_slice(text, rest, text.len), cases[i].rest, cases[i].text);
        assert_str(fold_number(text, NULL), cases[i].number, cases[i].text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_differ_in_form_fold_equal),
        cmocka_unit_test(headings_fold_to_their_words),
        cmocka_unit_test(what_ocr_loses_is_folded_away),
        cmocka_unit_test(only_numbers_of_headings_are_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
