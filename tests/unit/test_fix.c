#include "fix.h"
#include "test.h"

/* A document of one text, and findings about parts of it. */
struct paper {
    struct arena *arena;
    struct source *source;
    struct passage *passage;
    struct result result;
};

static struct paper paper_of(const char *text) {
    struct paper paper = {.arena = arena_create()};
    paper.source = source_create(paper.arena, STR("plan.xml"), (struct str){0}, str_from(text));
    struct passage_builder builder = {.arena = paper.arena, .source = paper.source};
    passage_add_raw(&builder, 0, paper.source->text.len);
    paper.passage = passage_finish(&builder);
    paper.result = (struct result){.path = STR("plan.xml"), .diags = diag_list_in(paper.arena, 0)};
    return paper;
}

/* Adds a finding about the first `old`, fixed by `new`. */
static struct diag *paper_find(struct paper *paper, const char *old, const char *new, bool safe) {
    size_t at = str_find(paper->passage->text, str_from(old), 0);
    assert_int_not_equal(at, SIZE_MAX);
    struct diag *diag = diag_add(&paper->result.diags, "A", passage_place(paper->passage, at, at + strlen(old)));
    diag_edit(&paper->result.diags, diag, safe, diag->place, str_from(new));
    return diag;
}

static struct fixed paper_fix(struct paper *paper, bool unsafe) {
    static const struct limits none;
    return fix_document(paper->arena, &paper->result, paper->source->bytes, &none, unsafe);
}

static void fixes_are_applied_in_order_of_place(void **state) {
    (void)state;
    struct paper paper = paper_of("a o b o c");
    paper_find(&paper, "b o c", "b och c", true);
    paper_find(&paper, "a o", "a och", true);
    struct fixed fixed = paper_fix(&paper, false);
    assert_str(fixed.bytes, "a och b och c", "both");
    assert_int_equal(fixed.count, 2);
    arena_destroy(paper.arena);
}

static void of_fixes_that_touch_the_same_text_the_first_is_applied(void **state) {
    (void)state;
    struct paper paper = paper_of("hälso-och vård");
    paper_find(&paper, "och vård", "samt vård", true);
    paper_find(&paper, "hälso-och", "hälso- och", true);
    struct fixed fixed = paper_fix(&paper, false);
    assert_str(fixed.bytes, "hälso- och vård", "the first");
    assert_int_equal(fixed.count, 1);
    arena_destroy(paper.arena);
}

static void what_is_not_safe_or_was_accepted_waits(void **state) {
    (void)state;
    struct paper paper = paper_of("a b c");
    paper_find(&paper, "a", "A", true);
    paper_find(&paper, "b", "B", false);
    paper_find(&paper, "c", "C", true)->suppressed_by = "project";
    assert_str(paper_fix(&paper, false).bytes, "A b c", "safe ones");
    assert_str(paper_fix(&paper, true).bytes, "A B c", "all");
    arena_destroy(paper.arena);
}

static void refused_documents_and_context_are_left_alone(void **state) {
    (void)state;
    struct paper paper = paper_of("a b c");
    paper_find(&paper, "a", "A", true);
    paper.result.refused = true;
    assert_null(paper_fix(&paper, true).bytes.data);
    paper.result.refused = false;
    paper.result.context = true;
    assert_null(paper_fix(&paper, true).bytes.data);
    paper.result.context = false;
    paper.result.path = STR("another.xml");
    assert_null(paper_fix(&paper, true).bytes.data);
    arena_destroy(paper.arena);
}

static void two_fixes_of_one_text_add_one_attribute(void **state) {
    (void)state;
    struct paper paper = paper_of("<w:t>o b o</w:t>");
    struct passage_builder builder = {.arena = paper.arena, .source = paper.source};
    passage_add(&builder, STR("o b o"), 5, 10, RUN_VERBATIM);
    paper.passage = passage_finish(&builder);
    for (size_t at = 0; at < 5; at += 4) {
        struct diag *diag = diag_add(&paper.result.diags, "A", passage_place(paper.passage, at, at + 1));
        diag_edit(&paper.result.diags, diag, true, diag->place, STR(" "));
    }
    assert_str(paper_fix(&paper, false).bytes, "<w:t xml:space=\"preserve\">  b  </w:t>", "once");
    arena_destroy(paper.arena);
}

static void edits_reach_the_stored_bytes_of_every_encoding(void **state) {
    (void)state;
    struct paper paper = paper_of("å o b");
    struct source *source =
        source_create(paper.arena, STR("plan.xml"), (struct str){0}, (struct str){"\xe5\0 \0o\0 \0b\0", 10});
    source_set_text(source, STR("å o b"), ENCODING_UTF16LE);
    struct edit edit = {source_place(source, 3, 4), STR("–")};
    struct str got = fix_apply(paper.arena, source, &edit, 1);
    assert_true(str_equal(got, (struct str){"\xe5\0 \0\x13\x20 \0b\0", 10}));
    arena_destroy(paper.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixes_are_applied_in_order_of_place),
        cmocka_unit_test(of_fixes_that_touch_the_same_text_the_first_is_applied),
        cmocka_unit_test(what_is_not_safe_or_was_accepted_waits),
        cmocka_unit_test(refused_documents_and_context_are_left_alone),
        cmocka_unit_test(two_fixes_of_one_text_add_one_attribute),
        cmocka_unit_test(edits_reach_the_stored_bytes_of_every_encoding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
