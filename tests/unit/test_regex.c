#include <pthread.h>

#include "buf.h"
#include "regex.h"
#include "test.h"

struct fixture {
    struct arena *arena;
    struct regex_scratch *scratch;
};

static int set_up(void **state) {
    struct arena *arena = arena_create();
    struct fixture *fixture = arena_new(arena, struct fixture);
    struct limits limits = limits_default();
    fixture->arena = arena;
    fixture->scratch = regex_scratch_create(arena, &limits);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    arena_destroy(fixture->arena);
    return 0;
}

static struct str repeat(struct arena *arena, struct str piece, size_t times, const char *end) {
    struct buf buf = buf_in(arena);
    for (size_t i = 0; i < times; i++)
        buf_add(&buf, piece);
    buf_add(&buf, str_from(end));
    return buf_str(&buf);
}

static void the_first_match_is_found(void **state) {
    struct fixture *fixture = *state;
    static const struct {
        const char *pattern;
        unsigned flags;
        const char *subject;
        size_t from;
        const char *match; /* NULL: none */
    } cases[] = {
        {"mål", 0, "ett mål", 0, "mål"},
        {"MÅL", REGEX_CASELESS, "ett mål", 0, "mål"},
        {"(?i)MÅL", 0, "ett mål", 0, "mål"},
        {"MÅL", 0, "ett mål", 0, NULL},
        {"\\w+", 0, "åäö", 0, "åäö"},
        {"\\bö\\w", 0, "åö ös", 0, "ös"},
        {"a", 0, "aba", 1, "a"},
        {"a", 0, "aba", 3, NULL},
        {"(?<=mål )\\d", 0, "mål 7", 4, "7"},
        {"^x", 0, "ax", 1, NULL},
        {".", 0, "åb", 1, "b"}, /* an offset inside a character moves on */
        {"", 0, "", 0, ""},
        {"k", REGEX_CASELESS, "\u212a", 0, "\u212a"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct regex *regex = regex_create(fixture->arena, str_from(cases[i].pattern), cases[i].flags);
        struct str subject = str_from(cases[i].subject);
        struct regex_match match;
        enum regex_result result = regex_find(regex, fixture->scratch, subject, cases[i].from, &match);
        assert_number(result, cases[i].match == NULL ? REGEX_NONE : REGEX_FOUND, cases[i].pattern);
        if (result == REGEX_FOUND)
            assert_str(str_slice(subject, match.begin, match.end), cases[i].match, cases[i].pattern);
    }
}

static void groups_are_given_by_number_and_by_name(void **state) {
    struct fixture *fixture = *state;
    struct regex *regex = regex_create(fixture->arena, STR("(?<year>\\d{4})(x)?-(?<month>\\d\\d)"), 0);
    struct regex_match match;
    assert_int_equal(regex_find(regex, fixture->scratch, STR("den 2025-03"), 0, &match), REGEX_FOUND);
    assert_int_equal(match.begin, 4);
    assert_int_equal(regex_group(regex, "year"), 0);
    assert_int_equal(regex_group(regex, "month"), 2);
    assert_int_equal(regex_group(regex, "day"), REGEX_GROUPS);
    assert_int_equal(match.group[2].begin, 9);
    assert_int_equal(match.group[2].end, 11);
    assert_true(match.group[1].begin == SIZE_MAX);
    assert_true(match.group[3].begin == SIZE_MAX);
}

static void groups_beyond_the_room_are_left_out(void **state) {
    struct fixture *fixture = *state;
    struct str pattern = repeat(fixture->arena, STR("(.)"), REGEX_GROUPS + 4, "(?<last>z)");
    struct regex *regex = regex_create(fixture->arena, pattern, 0);
    struct regex_match match;
    struct str subject = repeat(fixture->arena, STR("a"), REGEX_GROUPS + 4, "z");
    assert_int_equal(regex_find(regex, fixture->scratch, subject, 0, &match), REGEX_FOUND);
    assert_int_equal(match.group[REGEX_GROUPS - 1].begin, REGEX_GROUPS - 1);
    assert_int_equal(regex_group(regex, "last"), REGEX_GROUPS);
}

static void every_match_is_found_once(void **state) {
    struct fixture *fixture = *state;
    static const struct {
        const char *pattern, *subject;
        size_t count;
    } cases[] = {{"a", "abaa", 3}, {"", "åäö", 4}, {"x*", "axxb", 4}, {"\\b", "en två", 4}, {"q", "abc", 0}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct regex *regex = regex_create(fixture->arena, str_from(cases[i].pattern), 0);
        struct str subject = str_from(cases[i].subject);
        struct regex_match match;
        size_t count = 0;
        for (enum regex_result result = regex_find(regex, fixture->scratch, subject, 0, &match);
             result == REGEX_FOUND && count < 100; result = regex_again(regex, fixture->scratch, subject, &match))
            count++;
        assert_number((int64_t)count, (int64_t)cases[i].count, cases[i].pattern);
    }
}

static void a_broken_pattern_is_told_and_never_matches(void **state) {
    struct fixture *fixture = *state;
    struct regex_error error = {0};
    struct regex_match match;
    struct regex *regex = regex_create(fixture->arena, STR("a(b"), 0);
    assert_int_equal(regex_find(regex, fixture->scratch, STR("a(b"), 0, &match), REGEX_NONE);
    assert_false(regex_check(regex, fixture->arena, &error));
    assert_int_equal(error.offset, 3);
    assert_str(error.message, "missing closing parenthesis", "message");
    assert_int_equal(regex_group(regex, "x"), REGEX_GROUPS);
    assert_false(regex_check(regex_create(fixture->arena, STR("\\C"), 0), fixture->arena, &error));
    assert_true(regex_check(regex_create(fixture->arena, STR("a(b)"), 0), fixture->arena, &error));
}

static void a_reached_limit_leaves_the_search_undecided(void **state) {
    struct fixture *fixture = *state;
    struct limits limits = limits_default();
    limits.value[LIMIT_REGEX_MATCH] = 1000;
    struct regex_scratch *scratch = regex_scratch_create(fixture->arena, &limits);
    struct regex *regex = regex_create(fixture->arena, STR("(?:a+)+[b-z]"), 0);
    struct str few = repeat(fixture->arena, STR("a"), 5, "!"), many = repeat(fixture->arena, STR("a"), 40, "!");
    struct regex_match match;
    assert_int_equal(regex_find(regex, scratch, few, 0, &match), REGEX_NONE);
    assert_int_equal(regex_find(regex, scratch, many, 0, &match), REGEX_LIMIT);
}

static void long_subjects_give_what_short_ones_give(void **state) {
    struct fixture *fixture = *state;
    static const char *const patterns[] = {"slut", "slut$", "(?<=å)slut", "s(.)ut", "(l)ut|[q]"};
    /* Around the sizes where searches are split into windows and where machine code is made. */
    static const size_t sizes[] = {1, 2047, 2048, 2049, 4096, 9000, 40000, 300000};
    for (size_t i = 0; i < COUNT(patterns); i++) {
        struct regex *regex = regex_create(fixture->arena, str_from(patterns[i]), 0);
        for (size_t j = 0; j < COUNT(sizes); j++) {
            struct str subject = repeat(fixture->arena, STR("å"), sizes[j], "åslut");
            struct str cut = str_slice(subject, 0, subject.len - 1);
            struct regex_match match;
            assert_number(regex_find(regex, fixture->scratch, subject, 0, &match), REGEX_FOUND, patterns[i]);
            assert_number((int64_t)match.end, (int64_t)subject.len, patterns[i]);
            assert_number(regex_find(regex, fixture->scratch, cut, 0, &match), REGEX_NONE, patterns[i]);
        }
    }
}

static void anchored_at_the_start_of_the_search_means_only_there(void **state) {
    struct fixture *fixture = *state;
    struct regex *regex = regex_create(fixture->arena, STR("\\Gb"), 0);
    struct str subject = repeat(fixture->arena, STR("a"), 5000, "b");
    struct regex_match match;
    assert_int_equal(regex_find(regex, fixture->scratch, subject, 0, &match), REGEX_NONE);
    assert_int_equal(regex_find(regex, fixture->scratch, subject, 5000, &match), REGEX_FOUND);
}

static void a_match_too_deep_for_the_stack_of_the_thread_is_found(void **state) {
    struct fixture *fixture = *state;
    struct regex *regex = regex_create(fixture->arena, STR("(?:(a)|b)*c"), 0);
    struct str subject = repeat(fixture->arena, STR("ab"), 3000, "c");
    struct regex_match match;
    for (size_t i = 0; i < 2; i++) { /* with a stack made for it, and with the one that is there */
        assert_int_equal(regex_find(regex, fixture->scratch, subject, 0, &match), REGEX_FOUND);
        assert_int_equal(match.begin, 0);
        assert_int_equal(match.end, subject.len);
        assert_int_equal(match.group[0].begin, subject.len - 3);
    }
}

static void a_deep_match_outgrows_the_machine_stack_and_ends(void **state) {
    struct fixture *fixture = *state;
    struct regex *regex = regex_create(fixture->arena, STR("(?:(a)|b)*c"), 0);
    struct str subject = repeat(fixture->arena, STR("ab"), 50000, "c");
    struct regex_match match;
    enum regex_result result = regex_find(regex, fixture->scratch, subject, 0, &match);
    assert_true(result == REGEX_FOUND || result == REGEX_LIMIT);
}

struct worker {
    struct regex *regex;
    size_t found;
};

static void *search_often(void *argument) {
    struct worker *worker = argument;
    struct arena *arena = arena_create();
    struct limits limits = limits_default();
    struct regex_scratch *scratch = regex_scratch_create(arena, &limits);
    struct str subject = repeat(arena, STR("ord "), 200, "mål 12");
    struct regex_match match;
    for (size_t i = 0; i < 500; i++)
        worker->found +=
            regex_find(worker->regex, scratch, subject, 0, &match) == REGEX_FOUND && match.end == subject.len;
    arena_destroy(arena);
    return NULL;
}

static void threads_share_a_regex_from_its_first_use(void **state) {
    struct fixture *fixture = *state;
    struct regex *regex = regex_create(fixture->arena, STR("mål \\d+"), 0);
    struct worker workers[4];
    pthread_t threads[4];
    for (size_t i = 0; i < COUNT(threads); i++) {
        workers[i] = (struct worker){regex, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, search_often, &workers[i]), 0);
    }
    for (size_t i = 0; i < COUNT(threads); i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(workers[i].found, 500);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_match_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(groups_are_given_by_number_and_by_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(groups_beyond_the_room_are_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_match_is_found_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_broken_pattern_is_told_and_never_matches, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_reached_limit_leaves_the_search_undecided, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_subjects_give_what_short_ones_give, set_up, tear_down),
        cmocka_unit_test_setup_teardown(anchored_at_the_start_of_the_search_means_only_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_match_too_deep_for_the_stack_of_the_thread_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_deep_match_outgrows_the_machine_stack_and_ends, set_up, tear_down),
        cmocka_unit_test_setup_teardown(threads_share_a_regex_from_its_first_use, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
