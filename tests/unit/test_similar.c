#include "similar.h"
#include "test.h"

#define TEXT(title, body)                                                                                              \
    {                                                                                                                  \
        {title, sizeof(title) - 1}, {                                                                                  \
            body, sizeof(body) - 1                                                                                     \
        }                                                                                                              \
    }

static const struct similar_text goals[] = {
    TEXT("1.1. Gemensam upphandling av läkemedel", "Regionerna ska hitta fler avtal för läkemedel och förhindra fusk."),
    TEXT("1.2. Krisberedskap", "Övningar och lager ska planeras tillsammans. Beredskapen följs upp."),
    TEXT("1.3. Den digitala miljön", "Gemensamma standarder ger säkra system för vården."),
    TEXT("1.4. Nära vård", "Omställningen till nära vård ska stödjas genom erfarenhetsutbyte i vården."),
    TEXT("1.5. Forskning", "Resultat av forskning ska nå vården snabbare."),
};

enum { NOTHING = -1 };

static void the_goal_that_a_text_is_about_comes_first(void **state) {
    (void)state;
    static const struct {
        const char *query;
        int best;
    } cases[] = {
        {"Upphandlingen av läkemedel", 0},
        {"Läkemedelsupphandling", 0},
        {"Krisberedskapen", 1},
        {"Digitaliseringsprojekt", 2},
        {"Digitala tjänster", 2},
        {"Omställning till Nära vård", 3},
        {"· Främja klinisk forskning inom regionerna.", 4},
        {"Främja samverkan mellan regionerna", NOTHING}, /* nothing but words of the genre */
        {"Parkeringsplatser", NOTHING},
        {"", NOTHING},
        {"2025", NOTHING},
    };
    struct arena *arena = arena_create();
    struct similar_corpus *corpus = similar_build(arena, goals, COUNT(goals));
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct similar_hit hits[SIMILAR_HITS];
        size_t count = similar_find(corpus, str_from(cases[i].query), hits);
        assert_number(count == 0 ? NOTHING : (int)hits[0].text, cases[i].best, cases[i].query);
    }
    arena_destroy(arena);
}

static void suggestions_keep_to_floor_margin_and_order(void **state) {
    (void)state;
    static const struct similar_text twins[] = {TEXT("Transport av prover", ""), TEXT("Transport av prover", ""),
                                                TEXT("Transport av patienter", ""), TEXT("Lokaler", "")};
    struct arena *arena = arena_create();
    struct similar_corpus *corpus = similar_build(arena, twins, COUNT(twins));
    struct similar_hit hits[SIMILAR_HITS];
    assert_int_equal(similar_find(corpus, STR("Transport av prover"), hits), 2);
    assert_int_equal(hits[0].text, 0);
    assert_int_equal(hits[1].text, 1);
    assert_true(hits[0].score > 0.999 && hits[0].score < 1.001);
    assert_int_equal(similar_find(corpus, STR("Lokaler"), hits), 1);
    assert_int_equal(similar_find(corpus, STR("Lokaler transporteras sällan, billigt"), hits), 0);
    arena_destroy(arena);
}

static void a_title_counts_more_than_a_body(void **state) {
    (void)state;
    static const struct similar_text texts[] = {TEXT("Lokaler", "Ambulanser ska köpas."),
                                                TEXT("Ambulanser", "Lokaler.")};
    struct arena *arena = arena_create();
    struct similar_corpus *corpus = similar_build(arena, texts, COUNT(texts));
    struct similar_hit hits[SIMILAR_HITS];
    assert_int_equal(similar_find(corpus, STR("Ambulanser"), hits), 1);
    assert_int_equal(hits[0].text, 1);
    assert_true(hits[0].score > 0.999);
    arena_destroy(arena);
}

static void an_empty_corpus_suggests_nothing(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct similar_hit hits[SIMILAR_HITS];
    assert_int_equal(similar_find(similar_build(arena, NULL, 0), STR("Forskning"), hits), 0);
    arena_destroy(arena);
}

static void distance_counts_code_points_and_swaps(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        size_t limit, distance;
    } cases[] = {
        {"", "", 0, 0},        {"mål", "mal", 2, 1},        {"period", "preiod", 2, 1}, {"abc", "", 3, 3},
        {"abc", "abcd", 0, 1}, {"kitten", "sitting", 9, 3}, {"aaaa", "bbbb", 2, 3},     {"ca", "abc", 9, 3},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_number((int64_t)similar_distance(str_from(cases[i].a), str_from(cases[i].b), cases[i].limit),
                      (int64_t)cases[i].distance, cases[i].a);
        assert_number((int64_t)similar_distance(str_from(cases[i].b), str_from(cases[i].a), cases[i].limit),
                      (int64_t)cases[i].distance, cases[i].b);
    }
    char long_word[400];
    memset(long_word, 'a', sizeof(long_word));
    assert_int_equal(similar_distance((struct str){long_word, 400}, (struct str){long_word, 399}, 2), 3);
}

static void the_nearest_word_is_offered_when_it_is_near(void **state) {
    (void)state;
    static const struct str names[] = {{"depth", 5}, {"parts", 5}, {"input-bytes", 11}, {"part-bytes", 10}};
    assert_int_equal(similar_nearest(STR("dept"), names, COUNT(names)), 0);
    assert_int_equal(similar_nearest(STR("part"), names, COUNT(names)), 1);
    assert_int_equal(similar_nearest(STR("part-byte"), names, COUNT(names)), 3);
    assert_int_equal(similar_nearest(STR("parts"), names, COUNT(names)), 1);
    assert_true(similar_nearest(STR("elements"), names, COUNT(names)) == SIZE_MAX);
    assert_true(similar_nearest(STR("x"), names, 0) == SIZE_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_goal_that_a_text_is_about_comes_first),
        cmocka_unit_test(suggestions_keep_to_floor_margin_and_order),
        cmocka_unit_test(a_title_counts_more_than_a_body),
        cmocka_unit_test(an_empty_corpus_suggests_nothing),
        cmocka_unit_test(distance_counts_code_points_and_swaps),
        cmocka_unit_test(the_nearest_word_is_offered_when_it_is_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
