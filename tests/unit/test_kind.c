#include "test.h"

#include "kind.h"

static void placeholders_are_replaced_by_arguments(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"plain", "plain"},
        {"{goal} saknas", "Mål 4 saknas"},
        {"{goal}{goal}", "Mål 4Mål 4"},
        {"”{quote}”", "”tex”"},
        {"{unknown} {goal", "{unknown} {goal"},
        {"{{goal}} }} {{", "{goal} } {"},
        {"{", "{"},
        {"}", "}"},
        {"", ""},
    };
    struct arena *arena = arena_create();
    struct source *source = source_create(arena, STR("p"), (struct str){NULL, 0}, STR("text"));
    struct diag_list list = diag_list_in(arena, 0);
    struct diag *diag = diag_add(&list, "TRC001", source_place(source, 0, 3));
    diag_arg(&list, diag, "goal", STR("Mål 4"));
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct kind kind = {.message = {[LANGUAGE_EN] = str_from(cases[i][0])}};
        assert_str(kind_message(arena, &kind, diag, LANGUAGE_EN), cases[i][1], cases[i][0]);
    }
    arena_destroy(arena);
}

static void an_argument_is_not_filled_in_twice(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct diag_list list = diag_list_in(arena, 0);
    struct diag *diag = diag_add(&list, "A", (struct place){0});
    diag_arg(&list, diag, "a", STR("{b}"));
    diag_arg(&list, diag, "b", STR("no"));
    struct kind kind = {.message = {STR("{a}"), STR("")}};
    assert_str(kind_message(arena, &kind, diag, LANGUAGE_SV), "{b}", "document text is no template");
    arena_destroy(arena);
}

static void related_places_are_worded_by_role_or_for_all(void **state) {
    (void)state;
    struct kind_related wordings[] = {{STR(""), {STR("här: {quote}"), STR("here: {quote}")}},
                                      {STR("first"), {STR("först"), STR("first")}}};
    struct arena *arena = arena_create();
    struct source *source = source_create(arena, STR("p"), (struct str){NULL, 0}, STR("abc"));
    struct diag_list list = diag_list_in(arena, 0);
    struct diag *diag = diag_add(&list, "A", (struct place){0});
    diag_relate(&list, diag, "first", (struct place){0});
    diag_relate(&list, diag, "goal", source_place(source, 1, 2));
    diag_relate(&list, diag, NULL, source_place(source, 2, 3));
    struct kind kind = {.related = wordings, .related_count = 2};
    assert_str(kind_related_message(arena, &kind, diag, 0, LANGUAGE_SV), "först", "by role");
    assert_str(kind_related_message(arena, &kind, diag, 1, LANGUAGE_EN), "here: b", "for all");
    assert_str(kind_related_message(arena, &kind, diag, 2, LANGUAGE_EN), "here: c", "without role");
    kind.related_count = 0;
    assert_str(kind_related_message(arena, &kind, diag, 0, LANGUAGE_SV), "", "none");
    arena_destroy(arena);
}

static void severities_have_names(void **state) {
    (void)state;
    for (enum severity severity = SEVERITY_OFF; severity < SEVERITIES; severity++)
        assert_int_equal(severity_find(str_from(severity_name(severity))), severity);
    assert_int_equal(severity_find(STR("fatal")), SEVERITIES);
    assert_int_equal(severity_find(STR("")), SEVERITIES);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(placeholders_are_replaced_by_arguments),
        cmocka_unit_test(an_argument_is_not_filled_in_twice),
        cmocka_unit_test(related_places_are_worded_by_role_or_for_all),
        cmocka_unit_test(severities_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
