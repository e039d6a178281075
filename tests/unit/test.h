/* What every unit test includes: cmocka behind the headers that it wants first, and assertions on slices.
 * For tests/unit only. A test is a function whose name is a sentence; its cases are a table inside. */
#ifndef PLANLINT_TEST_H
#define PLANLINT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "arena.h"
#include "str.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Fails, showing both, unless the slice has the bytes of the C string. `what` names the case. */
static inline void assert_str(struct str got, const char *wanted, const char *what) {
    if (!str_equal(got, str_from(wanted)))
        fail_msg("%s: got \"%.*s\", wanted \"%s\"", what, STR_ARGS(got), wanted);
}

/* Fails with the name of the case unless the two numbers are equal. */
static inline void assert_number(int64_t got, int64_t wanted, const char *what) {
    if (got != wanted)
        fail_msg("%s: got %lld, wanted %lld", what, (long long)got, (long long)wanted);
}

/* Fixture of tests, one or a group, whose state is an arena. */
static inline int arena_set_up(void **state) {
    *state = arena_create();
    return 0;
}

static inline int arena_tear_down(void **state) {
    arena_destroy(*state);
    return 0;
}

#endif
