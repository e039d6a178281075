#include "test.h"

#include "diag.h"
#include "keep.h"

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

static struct passage *passage_of(struct source *source, size_t begin, size_t end, const struct passage *under) {
    struct passage_builder builder = {.arena = source->arena, .source = source};
    passage_add_raw(&builder, begin, end);
    struct passage *passage = passage_finish(&builder);
    passage->under = under;
    passage->label = STR("4.1");
    passage->number = 7;
    return passage;
}

static void what_is_kept_of_findings_needs_no_document(void **state) {
    (void)state;
    struct arena *gone = arena_create(), *stays = arena_create();
    struct source *plain =
        source_create(gone, STR("a.xml"), (struct str){0}, str_copy(gone, STR("Rubrik\nord\n  två\n")));
    struct source *part = source_create(gone, STR("a.docx"), STR("word/document.xml"), STR("Rubrik ord"));
    struct source *archive = source_create(gone, STR("a.docx"), (struct str){0}, STR("PK"));
    struct source *other = source_create(stays, STR("b.xml"), (struct str){0}, STR("annat"));
    archive->binary = true;
    const struct passage *heading = passage_of(plain, 0, 6, NULL), *text = passage_of(plain, 7, 10, heading);
    struct passage_builder builder = {.arena = gone, .source = plain};
    passage_add_raw(&builder, 7, 10);
    passage_add(&builder, STR(" "), 10, 13, RUN_SPACE);
    passage_add_raw(&builder, 13, 17);
    const struct passage *collapsed = passage_finish(&builder);
    const struct {
        struct place place;
        const char *quote, *line;    /* of the excerpt */
        size_t row, begin, headings; /* row 0: no position; passages over the place */
    } cases[] = {
        {passage_whole(text), "ord", "", 2, 7, 1},           {passage_place(text, 1, 2), "r", "", 2, 8, 1},
        {passage_whole(heading), "Rubrik", "", 1, 0, 0},     {passage_whole(collapsed), "ord\n  två", "", 2, 7, 0},
        {source_place(plain, 8, 10), "rd", "ord", 2, 8, 0},  {source_place(plain, 7, 8), "o", "ord", 2, 7, 0},
        {source_place(plain, 1, 2), "u", "Rubrik", 1, 1, 0}, {source_place(plain, 0, 0), "", "", 1, 0, 0},
        {source_place(part, 7, 10), "ord", "", 0, 7, 0},     {source_place(archive, 0, 2), "", "", 0, 0, 0},
    };
    struct diag_list list = diag_list_in(gone, 9);
    list.dropped = 3;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct diag *diag = diag_fail(&list, "DOC050", cases[i].place);
        diag_arg(&list, diag, "name", str_copy(gone, STR("argument")));
        diag_relate(&list, diag, "first", cases[i].place);
        diag_relate(&list, diag, "other", source_place(other, 0, 5));
        diag_suggest(&list, diag, str_copy(gone, STR("förslag")));
        diag->fingerprint = str_copy(gone, STR("0123"));
        diag->suppressed = str_copy(gone, STR("känt"));
        if (i == 4)
            diag_edit(&list, diag, true, cases[i].place, str_copy(gone, STR("t")));
    }
    diag_add(&list, "TRC001", (struct place){0});
    struct diag_list kept = diag_list_keep(stays, gone, &list);
    size_t dropped = list.dropped;
    arena_destroy(gone);

    assert_int_equal(kept.count, COUNT(cases));
    assert_int_equal(kept.dropped, dropped);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct diag *diag = kept.items[i];
        const struct place *places[] = {&diag->place, &diag->related[0].place};
        for (size_t k = 0; k < COUNT(places); k++) {
            const struct place *place = places[k];
            assert_str(place->excerpt->quote, cases[i].quote, "quote");
            assert_str(place->excerpt->line, cases[i].line, cases[i].quote);
            assert_number((int64_t)place->excerpt->begin.line, (int64_t)cases[i].row, cases[i].quote);
            assert_number((int64_t)place->excerpt->stored_begin, (int64_t)cases[i].begin, cases[i].quote);
            size_t headings = 0;
            for (const struct passage *up = place->passage; up && up->under; up = up->under)
                headings++;
            assert_number((int64_t)headings, (int64_t)cases[i].headings, cases[i].quote);
            if (place->passage && !cases[i].headings && i != 3)
                assert_str(place->passage->label, "4.1", cases[i].quote);
        }
        assert_ptr_equal(diag->place.source, diag->related[0].place.source);
        assert_ptr_equal(diag->related[1].place.source, other);
        assert_null(diag->related[1].place.excerpt);
        assert_str(diag->args[0].value, "argument", "argument");
        assert_str(diag->suggestions[0], "förslag", "suggestion");
        assert_str(diag->fingerprint, "0123", "fingerprint");
        assert_str(diag->suppressed, "känt", "reason");
        assert_true(diag->fatal);
        assert_int_equal(diag->fix != NULL, i == 4);
    }
    assert_str(kept.items[4]->fix->edits[0].text, "t", "edit");
    assert_ptr_equal(kept.items[0]->place.passage->under, kept.items[2]->place.passage);
    arena_destroy(stays);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(past_the_limit_findings_are_counted_and_failures_are_kept),
        cmocka_unit_test(the_order_is_by_place_then_id_then_arguments),
        cmocka_unit_test(what_is_kept_of_findings_needs_no_document),
        cmocka_unit_test(everything_that_is_added_to_a_diagnostic_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
