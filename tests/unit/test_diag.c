#include "test.h"

#include "diag.h"

static void past_the_limit_findings_are_counted_and_failures_are_kept(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct diag_list list = diag_list_in(arena, 2);
    for (int i = 0; i < 5; i++)
        assert_non_null(diag_add(&list, "TRC001", (struct place){0}));
    assert_int_equal(list.count, 2);
    assert_int_equal(list.dropped, 3);
    assert_false(diag_failed(&list));
    diag_fail(&list, "DOC050", (struct place){0});
    assert_int_equal(list.count, 3);
    assert_true(diag_failed(&list));
    arena_destroy(arena);
}

static void the_order_is_by_place_then_id_then_arguments(void **state) {
    (void)state;
    static const struct {
        size_t begin;
        const char *id, *argument;
    } cases[] = {{7, "A", "x"}, {3, "B", "x"}, {3, "A", "y"}, {3, "A", "x"}, {3, "A", "x"}, {0, "Z", "x"}};
    static const size_t wanted[] = {5, 3, 4, 2, 1, 0};
    struct arena *arena = arena_create();
    struct source *source = source_create(arena, STR("p"), (struct str){NULL, 0}, STR("0123456789"));
    struct diag_list list = diag_list_in(arena, 0);
    struct diag *made[COUNT(cases)];
    for (size_t i = 0; i < COUNT(cases); i++) {
        made[i] = diag_add(&list, cases[i].id, source_place(source, cases[i].begin, cases[i].begin));
        diag_arg(&list, made[i], "name", str_from(cases[i].argument));
    }
    diag_sort(&list);
    for (size_t i = 0; i < COUNT(wanted); i++)
        assert_ptr_equal(list.items[i], made[wanted[i]]);
    arena_destroy(arena);
}

static void everything_that_is_added_to_a_diagnostic_stays(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct diag_list list = diag_list_in(arena, 0);
    struct diag *diag = diag_add(&list, "A", (struct place){0});
    struct source *source = source_create(arena, STR("p"), (struct str){0}, STR("twenty bytes of text"));
    for (uint64_t i = 0; i < 20; i++) {
        diag_arg_number(&list, diag, "n", i);
        diag_relate(&list, diag, "first", (struct place){.begin = i});
        diag_suggest(&list, diag, STR("s"));
        diag_edit(&list, diag, i != 7, source_place(source, i, i), STR("t"));
    }
    assert_int_equal(diag->arg_count, 20);
    assert_str(diag->args[19].value, "19", "argument");
    assert_int_equal(diag->related_count, 20);
    assert_int_equal(diag->related[19].place.begin, 19);
    assert_int_equal(diag->suggestion_count, 20);
    assert_int_equal(diag->fix->edit_count, 20);
    assert_false(diag->fix->safe); /* one unsafe edit is enough */
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(past_the_limit_findings_are_counted_and_failures_are_kept),
        cmocka_unit_test(the_order_is_by_place_then_id_then_arguments),
        cmocka_unit_test(everything_that_is_added_to_a_diagnostic_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
