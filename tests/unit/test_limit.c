#include "limit.h"
#include "test.h"

static void every_limit_has_a_name_a_meaning_and_a_default(void **state) {
    (void)state;
    struct limits limits = limits_default();
    for (size_t i = 0; i < LIMIT_COUNT; i++) {
        assert_non_null(limits_table()[i].name);
        assert_non_null(limits_table()[i].what);
        assert_true(limits_table()[i].standard > 0);
        assert_int_equal(limits.value[i], limits_table()[i].standard);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(limits_table()[i].name, limits_table()[j].name);
    }
}

static void an_assignment_sets_one_limit(void **state) {
    (void)state;
    struct limits limits = limits_default(), before = limits;
    assert_true(limits_set(&limits, STR("depth=12")));
    assert_int_equal(limits.value[LIMIT_DEPTH], 12);
    limits.value[LIMIT_DEPTH] = before.value[LIMIT_DEPTH];
    assert_memory_equal(&limits, &before, sizeof(limits));
}

static void a_bad_assignment_changes_nothing(void **state) {
    (void)state;
    static const char *const bad[] = {
        "",
        "depth",
        "depth=",
        "depth=0",
        "depth=-1",
        "depth=1k",
        "depth= 1",
        "Depth=1",
        "dept=1",
        "depths=1",
        "=1",
        "depth=1=1",
        "depth=18446744073709551616",
    };
    struct limits limits = limits_default(), before = limits;
    for (size_t i = 0; i < COUNT(bad); i++) {
        if (limits_set(&limits, str_from(bad[i])))
            fail_msg("accepted: %s", bad[i]);
        assert_memory_equal(&limits, &before, sizeof(limits));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_limit_has_a_name_a_meaning_and_a_default),
        cmocka_unit_test(an_assignment_sets_one_limit),
        cmocka_unit_test(a_bad_assignment_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
