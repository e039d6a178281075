#include "plans.h"

static void roles_and_their_names_are_one_to_one(void **state) {
    (void)state;
    for (size_t i = 0; i < SECTION_ROLES; i++)
        assert_int_equal(section_role_find(str_from(section_role_name((enum section_role)i))), i);
    assert_int_equal(section_role_find(STR("chapter")), ROLE_OTHER);
}

static void headings_are_looked_up_by_key(void **state) {
    static const struct {
        const char *heading;
        size_t focus, near;
        enum section_role role;
    } cases[] = {
        {"Fokusområde Kunskapsstyrning", 1, 1, ROLE_FOCUS},
        {"4. Verksamhet & utveckling", 0, 0, ROLE_FOCUS},
        {"Kunskapstyrning", FOCUS_NONE, 1, ROLE_OTHER},
        {"Kunskapsspridning", FOCUS_NONE, FOCUS_NONE, ROLE_OTHER},
        {"3. Strategisk inriktning", FOCUS_NONE, FOCUS_NONE, ROLE_STRATEGY},
        {"", FOCUS_NONE, FOCUS_NONE, ROLE_OTHER},
    };
    const struct profile *profile = profile_of(*state);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str key = fold_heading(*state, str_from(cases[i].heading));
        assert_number((int64_t)profile_focus(profile, key), (int64_t)cases[i].focus, cases[i].heading);
        assert_number((int64_t)profile_focus_near(profile, key), (int64_t)cases[i].near, cases[i].heading);
        assert_number(profile_role(profile, key), cases[i].role, cases[i].heading);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(roles_and_their_names_are_one_to_one),
        cmocka_unit_test(headings_are_looked_up_by_key),
    };
    return cmocka_run_group_tests(tests, arena_set_up, arena_tear_down);
}
