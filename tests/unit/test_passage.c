#include "test.h"

#include "passage.h"

/* A passage of all of `text`, decoded as character data. */
static struct passage *passage_of(struct arena *arena, const char *text) {
    struct source *source = source_create(arena, STR("p"), (struct str){NULL, 0}, str_from(text));
    struct passage_builder builder = {.arena = arena, .source = source};
    passage_add_raw(&builder, 0, source->text.len);
    return passage_finish(&builder);
}

static void character_data_is_decoded(void **state) {
    (void)state;
    static const struct {
        const char *raw, *content, *cdata, *attribute;
    } cases[] = {
        {"hälsa", "hälsa", "hälsa", "hälsa"},
        {"a&amp;b", "a&b", "a&amp;b", "a&b"},
        {"&lt;&gt;&quot;&apos;", "<>\"'", "&lt;&gt;&quot;&apos;", "<>\"'"},
        {"&#229;&#xE5;&#x1d11e;", "åå𝄞", "&#229;&#xE5;&#x1d11e;", "åå𝄞"},
        {"a\r\nb\rc\nd", "a\nb\nc\nd", "a\nb\nc\nd", "a b c d"},
        {"a\tb", "a\tb", "a\tb", "a b"},
        {"a&#10;b", "a\nb", "a&#10;b", "a\nb"},
        {"a & b &x; &#;", "a & b &x; &#;", "a & b &x; &#;", "a & b &x; &#;"},
        {"&#12 &#xg; &#x-; &#99999999; &#x", "&#12 &#xg; &#x-; &#99999999; &#x", "&#12 &#xg; &#x-; &#99999999; &#x",
         "&#12 &#xg; &#x-; &#99999999; &#x"},
        {"&#12", "&#12", "&#12", "&#12"},
        {"", "", "", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct source *source = source_create(arena, STR("p"), (struct str){NULL, 0}, str_from(cases[i].raw));
        struct passage_builder builder = {.arena = arena, .source = source};
        passage_add_raw(&builder, 0, source->text.len);
        assert_str(passage_finish(&builder)->text, cases[i].content, cases[i].raw);
        passage_add_cdata(&builder, 0, source->text.len);
        assert_str(passage_finish(&builder)->text, cases[i].cdata, cases[i].raw);
        passage_add_attribute(&builder, 0, source->text.len);
        assert_str(passage_finish(&builder)->text, cases[i].attribute, cases[i].raw);
        arena_destroy(arena);
    }
}

static void a_place_covers_the_whole_reference_that_it_touches(void **state) {
    (void)state;
    /* text: a & b å \n c  at 0 1 2 3-4 5 6;  source: a &amp; b &#229; \r\n c */
    static const struct {
        size_t begin, end;
        const char *cut;
    } cases[] = {{0, 1, "a"},
                 {1, 2, "&amp;"},
                 {0, 3, "a&amp;b"},
                 {3, 5, "&#229;"},
                 {3, 4, "&#229;"},
                 {5, 6, "\r\n"},
                 {2, 7, "b&#229;\r\nc"},
                 {6, 7, "c"},
                 {2, 2, ""},
                 {7, 7, ""},
                 {0, 99, "a&amp;b&#229;\r\nc"}};
    struct arena *arena = arena_create();
    struct passage *passage = passage_of(arena, "a&amp;b&#229;\r\nc");
    assert_str(passage->text, "a&bå\nc", "text");
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct place place = passage_place(passage, cases[i].begin, cases[i].end);
        assert_str(str_slice(passage->source->text, place.begin, place.end), cases[i].cut, cases[i].cut);
    }
    arena_destroy(arena);
}

static void an_empty_place_stands_where_its_text_does(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct passage *passage = passage_of(arena, "a&amp;b");
    assert_int_equal(passage_place(passage, 1, 1).begin, 1);
    assert_int_equal(passage_place(passage, 2, 2).begin, 6);
    assert_int_equal(passage_place(passage, 3, 3).begin, 7);
    assert_int_equal(passage_whole(passage_of(arena, "")).end, 0);
    arena_destroy(arena);
}

static void the_quote_has_white_space_as_it_stands_in_the_source(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct source *source = source_create(arena, STR("p"), (struct str){NULL, 0}, STR("ett\r\n   tv\xc3\xa5"));
    struct passage_builder builder = {.arena = arena, .source = source};
    passage_add_raw(&builder, 0, 3);
    passage_add(&builder, STR(" "), 3, 8, RUN_SPACE);
    passage_add_raw(&builder, 8, 12);
    struct passage *passage = passage_finish(&builder);
    assert_str(passage->text, "ett två", "text");
    assert_str(place_quote(arena, passage_whole(passage)), "ett\n   två", "quote");
    assert_str(place_quote(arena, passage_place(passage, 1, 3)), "tt", "part");
    assert_str(place_quote(arena, source_place(source, 0, 3)), "ett", "markup");
    assert_str(place_quote(arena, (struct place){0}), "", "nowhere");
    arena_destroy(arena);
}

/* White space of authored XML that reaches over elements: what it says is white space alone. */
static void the_quote_leaves_out_markup_within_white_space(void **state) {
    (void)state;
    static const struct {
        const char *raw; /* a, white space, b */
        enum run_home home;
        const char *quote;
    } cases[] = {
        {"a <em> b", RUN_CONTENT, "a  b"},
        {"a\n<x y='>' z=\"<'\">\n<z w=\"'>\"/> b", RUN_CONTENT, "a\n\n b"},
        {"a <!-- <x> \"- -> -->\nb", RUN_CONTENT, "a \nb"},
        {"a\n<?x \"> ?> b", RUN_CONTENT, "a\n b"},
        {"a\n<![CDATA[\r\n]]>&#32;b", RUN_CONTENT, "a\n\n b"},
        {"a\n<![CDATA[ b", RUN_CONTENT, "a\n b"},
        {"a\n]]> <i>\n<![CDATA[ b", RUN_CDATA, "a\n \n b"},
        {"a\n <!-- never closed b", RUN_CONTENT, "a\n b"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct source *source = source_create(arena, STR("p"), (struct str){NULL, 0}, str_from(cases[i].raw));
        struct passage_builder builder = {.arena = arena, .source = source, .home = cases[i].home};
        size_t last = source->text.len - 1;
        passage_add(&builder, STR("a"), 0, 1, RUN_VERBATIM);
        passage_add(&builder, STR(" "), 1, last, RUN_SPACE);
        passage_add(&builder, STR("b"), last, last + 1, RUN_VERBATIM);
        assert_str(place_quote(arena, passage_whole(passage_finish(&builder))), cases[i].quote, cases[i].raw);
        arena_destroy(arena);
    }
}

static void what_was_derived_stays_so(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct source *source = source_create(arena, STR("p"), (struct str){NULL, 0}, STR("abcdef"));
    struct passage_builder builder = {.arena = arena, .source = source};
    passage_add(&builder, STR("ab"), 0, 2, RUN_VERBATIM);
    passage_add(&builder, STR(""), 2, 2, RUN_VERBATIM);
    builder.home = RUN_DERIVED;
    passage_add_cdata(&builder, 2, 4);
    passage_add_attribute(&builder, 4, 5);
    builder.home = RUN_CONTENT;
    passage_add_cdata(&builder, 5, 6);
    struct passage *passage = passage_finish(&builder);
    static const enum run_home homes[] = {RUN_CONTENT, RUN_DERIVED, RUN_CDATA};
    assert_int_equal(passage->run_count, COUNT(homes));
    for (size_t i = 0; i < COUNT(homes); i++)
        assert_int_equal(passage->runs[i].home, homes[i]);
    arena_destroy(arena);
}

static void verbatim_pieces_that_follow_each_other_are_one_run(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct source *source = source_create(arena, STR("p"), (struct str){NULL, 0}, STR("abcdef"));
    struct passage_builder builder = {.arena = arena, .source = source};
    passage_add(&builder, STR("ab"), 0, 2, RUN_VERBATIM);
    passage_add(&builder, STR("cd"), 2, 4, RUN_VERBATIM);
    passage_add(&builder, STR("f"), 5, 6, RUN_VERBATIM);
    struct passage *passage = passage_finish(&builder);
    assert_int_equal(passage->run_count, 2);
    assert_str(passage->text, "abcdf", "text");
    passage_add(&builder, STR("a"), 0, 1, RUN_VERBATIM);
    assert_str(passage_finish(&builder)->text, "a", "the builder begins anew");
    assert_str(passage->text, "abcdf", "what was finished stays");
    arena_destroy(arena);
}

static void a_slice_points_at_the_same_source_as_the_whole(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct passage *whole = passage_of(arena, "ab&amp;cd&#229;ef");
    for (size_t begin = 0; begin <= whole->text.len; begin++) {
        for (size_t end = begin; end <= whole->text.len; end++) {
            struct passage *slice = passage_slice(arena, whole, begin, end);
            assert_true(str_equal(slice->text, str_slice(whole->text, begin, end)));
            if (begin == end)
                continue;
            struct place part = passage_whole(slice), same = passage_place(whole, begin, end);
            assert_int_equal(part.begin, same.begin);
            assert_int_equal(part.end, same.end);
        }
    }
    arena_destroy(arena);
}

static void places_are_ordered_by_path_part_and_range(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct source *a = source_create(arena, STR("a"), STR("x"), STR(""));
    struct source *b = source_create(arena, STR("a"), STR("y"), STR("")),
                  *c = source_create(arena, STR("b"), STR(""), STR("")),
                  *again = source_create(arena, STR("a"), STR("x"), STR(""));
    assert_true(place_compare(source_place(a, 9, 9), source_place(b, 0, 0)) < 0);
    assert_true(place_compare(source_place(c, 0, 0), source_place(b, 9, 9)) > 0);
    assert_true(place_compare(source_place(a, 1, 2), source_place(a, 1, 3)) < 0);
    assert_true(place_compare(source_place(a, 2, 2), source_place(a, 1, 3)) > 0);
    assert_true(place_compare((struct place){0}, source_place(a, 0, 0)) < 0);
    assert_true(place_compare(source_place(a, 0, 0), (struct place){0}) > 0);
    assert_true(place_compare(source_place(a, 1, 2), source_place(again, 0, 9)) > 0);
    assert_int_equal(place_compare(source_place(a, 1, 2), source_place(a, 1, 2)), 0);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(character_data_is_decoded),
        cmocka_unit_test(a_place_covers_the_whole_reference_that_it_touches),
        cmocka_unit_test(an_empty_place_stands_where_its_text_does),
        cmocka_unit_test(the_quote_has_white_space_as_it_stands_in_the_source),
        cmocka_unit_test(the_quote_leaves_out_markup_within_white_space),
        cmocka_unit_test(what_was_derived_stays_so),
        cmocka_unit_test(verbatim_pieces_that_follow_each_other_are_one_run),
        cmocka_unit_test(a_slice_points_at_the_same_source_as_the_whole),
        cmocka_unit_test(places_are_ordered_by_path_part_and_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
