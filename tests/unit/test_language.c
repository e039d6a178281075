#include "language.h"
#include "test.h"

static bool is_other(const char *text, bool otherwise) {
    struct language_evidence evidence = {0};
    language_add(&evidence, str_from(text));
    return language_is_other(&evidence, otherwise);
}

static void text_in_another_language_is_told_by_its_words_letters_or_script(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool other;
    } cases[] = {
        {"Regionerna ska följa upp vården och det som är beslutat.", false},
        {"The regions shall follow up what the board has decided.", true},
        {"Die Regionen und der Rat sind für die Planung zuständig.", true},
        {"Les régions sont responsables pour une planification dans le cadre.", true},
        {"O plano e as linhas do conselho são aprovados pela assembleia.", true},
        {"Regionene skal følge opp vedtaket, og det gjelder også i år.", true},
        {"Alueet ovat sopineet, että suunnitelma on voimassa ja myös julkinen.", true},
        {"План работы на год", true},
        {"خطة العمل السنوية", true},
        {"年度工作计划", true},
        {"Počet kapitol v knižných publikáciách", true},
        /* Names and single words of other languages do not make it another one. */
        {"Rapporten The Future of Care tas upp i nämnden och av André Müller.", false},
        {"Regionerna ar overens om att vard ska ges och inte senare an i var.", false},
        {"Lorem ipsum dolor sit amet, ut labore et dolore magna aliqua est", false},
        {"豈更車賈", true},
        {"\ufb01lm \ufb02ora × ÷ å", false},
        {"TBD 2026", false},
        {"", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (is_other(cases[i].text, false) != cases[i].other)
            fail_msg("%s", cases[i].text);
    }
}

static void a_passage_without_evidence_is_in_the_language_of_the_document(void **state) {
    (void)state;
    assert_true(is_other("Hard-copy Start-up", true));
    assert_false(is_other("Hard-copy Start-up", false));
    assert_false(is_other("Sammanfattning: planen ska antas och gälla från januari.", true));
    assert_true(is_other("och att the of", true));            /* as much for it as against it */
    assert_true(is_other("Sammanfattning och bilaga", true)); /* one word is not enough against the rest */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_in_another_language_is_told_by_its_words_letters_or_script),
        cmocka_unit_test(a_passage_without_evidence_is_in_the_language_of_the_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
