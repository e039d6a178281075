#include "baseline.h"

#include "findings.h"
#include "map.h"

#define PRINT_A "0123456789abcdef0123456789abcdef"
#define PRINT_B "fedcba9876543210fedcba9876543210"

static struct baseline *load(struct arena *arena, struct str text, struct diag_list *diags) {
    struct limits limits = limits_default();
    return baseline_load(arena, source_create(arena, STR("b.xml"), (struct str){0}, text), &limits, diags);
}

static void what_is_written_is_read_again(void **state) {
    (void)state;
    static const char *const quotes[] = {"”åäö” & <b>", "a\tb\nc\r", "\"citat\" 'x'", "🏥", "", "]]>"};
    for (size_t i = 0; i < COUNT(quotes); i++) {
        struct arena *arena = arena_create();
        struct diag_list diags = diag_list_in(arena, 0);
        struct buf text = buf_in(arena);
        struct baseline_entry entry = {.fingerprint = STR(PRINT_A),
                                       .rule = STR("TRC001"),
                                       .path = STR("plåner/a & b.docx"),
                                       .quote = str_from(quotes[i]),
                                       .count = i + 1};
        baseline_write(&text, &entry, 1);
        struct baseline *baseline = load(arena, buf_str(&text), &diags);
        assert_non_null(baseline);
        assert_int_equal(baseline->count, 1);
        assert_str(baseline->entries[0].quote, quotes[i], "quote");
        assert_str(baseline->entries[0].path, "plåner/a & b.docx", "path");
        assert_str(baseline->entries[0].fingerprint, PRINT_A, "fingerprint");
        assert_int_equal(baseline->entries[0].count, i + 1);
        assert_str(place_quote(arena, baseline->entries[0].place), "TRC001", "place");
        arena_destroy(arena);
    }
}

static void characters_that_xml_forbids_are_replaced(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct diag_list diags = diag_list_in(arena, 0);
    struct buf text = buf_in(arena);
    struct baseline_entry entry = {
        .fingerprint = STR(PRINT_A), .rule = STR("TRC001"), .path = STR("a\x01\xff.docx"), .count = 1};
    baseline_write(&text, &entry, 1);
    struct baseline *baseline = load(arena, buf_str(&text), &diags);
    assert_non_null(baseline);
    assert_str(baseline->entries[0].path, "a\xef\xbf\xbd\xef\xbf\xbd.docx", "path");
    arena_destroy(arena);
}

static void equal_entries_are_added_up_in_order(void **state) {
    (void)state;
    struct baseline_entry entries[] = {
        {.fingerprint = STR(PRINT_B), .rule = STR("TRC001"), .path = STR("b"), .count = 1},
        {.fingerprint = STR(PRINT_A), .rule = STR("TRC001"), .path = STR("b"), .count = 2},
        {.fingerprint = STR(PRINT_A), .rule = STR("TRC001"), .path = STR("a"), .count = 1},
        {.fingerprint = STR(PRINT_A), .rule = STR("TRC001"), .path = STR("b"), .count = 3},
    };
    assert_int_equal(baseline_sort(entries, COUNT(entries)), 3);
    assert_str(entries[0].path, "a", "path");
    assert_int_equal(entries[1].count, 5);
    assert_str(entries[2].fingerprint, PRINT_B, "last");
    assert_int_equal(baseline_sort(entries, 0), 0);
}

static void equal_fingerprints_are_chained(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct diag_list diags = diag_list_in(arena, 0);
    struct baseline *baseline =
        load(arena,
             STR("<baseline xmlns=\"urn:planlint:baseline:1\"><finding rule=\"A\" path=\"a\" fingerprint=\"" PRINT_A
                 "\"/><finding rule=\"A\" path=\"b\" fingerprint=\"" PRINT_A "\"/></baseline>"),
             &diags);
    assert_non_null(baseline);
    size_t first = map_find(baseline->first, STR(PRINT_A));
    assert_int_equal(first, 0);
    assert_int_equal(baseline->next[first], 1);
    assert_true(baseline->next[1] == MAP_NONE);
    assert_true(map_find(baseline->first, STR(PRINT_B)) == MAP_NONE);
    arena_destroy(arena);
}

static void a_fingerprint_is_known_without_its_number(void **state) {
    (void)state;
    assert_str(baseline_key(STR(PRINT_A "-12")), PRINT_A, "numbered");
    assert_str(baseline_key(STR(PRINT_A)), PRINT_A, "first");
}

static void a_faulty_baseline_is_reported_at_the_exact_place(void **state) {
    (void)state;
    static const struct {
        const char *what, *xml, *wanted;
    } cases[] = {
        {"another root", "<basline xmlns=\"urn:planlint:baseline:1\"/>", "1:2-1:9 XSD001 `basline` -> baseline\n"},
        {"a fingerprint that is none",
         "<baseline xmlns=\"urn:planlint:baseline:1\"><finding rule=\"A\" path=\"a\" fingerprint=\"x\"/></baseline>",
         "1:83-1:84 XSD013 `x`\n"},
        {"an attribute that is missing",
         "<baseline xmlns=\"urn:planlint:baseline:1\"><finding rule=\"A\" fingerprint=\"" PRINT_A "\"/></baseline>",
         "1:44-1:51 XSD011 `finding`\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct diag_list diags = diag_list_in(arena, 0);
        assert_null(load(arena, str_from(cases[i].xml), &diags));
        assert_true(diag_failed(&diags));
        assert_str(findings_text(arena, &diags), cases[i].wanted, cases[i].what);
        assert_worded(arena, shipped_rules(arena), &diags);
        arena_destroy(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(characters_that_xml_forbids_are_replaced),
        cmocka_unit_test(equal_entries_are_added_up_in_order),
        cmocka_unit_test(equal_fingerprints_are_chained),
        cmocka_unit_test(a_fingerprint_is_known_without_its_number),
        cmocka_unit_test(a_faulty_baseline_is_reported_at_the_exact_place),
    };
    xml_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
