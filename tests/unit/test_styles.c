#include "styles.h"

#include "test.h"

#define PARAGRAPH(id, name, rest)                                                                                      \
    "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name "\"/>" rest "</w:style>"
#define BASED(id) "<w:basedOn w:val=\"" id "\"/>"
#define OUTLINE(level) "<w:pPr><w:outlineLvl w:val=\"" level "\"/></w:pPr>"

static struct styles *read_styles(struct arena *arena, const char *content) {
    struct diag_list diags = diag_list_in(arena, 0);
    struct limits limits = limits_default();
    struct str xml = str_format(
        arena, "<w:styles xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\">%s</w:styles>", content);
    struct source *source = source_create(arena, STR("styles.xml"), (struct str){NULL, 0}, xml);
    struct styles *styles = styles_create(arena);
    assert_true(decode(source, &diags));
    assert_true(xml_parse(source, &limits, &styles_handler, styles, &diags));
    styles_resolve(styles);
    return styles;
}

static void levels_come_from_the_nearest_style_that_says_one(void **state) {
    static const struct {
        const char *what, *styles;
        unsigned level;
        const char *name;
    } cases[] = {
        {"by name", PARAGRAPH("x", "heading 3", ""), 3, "heading 3"},
        {"by name in capitals", PARAGRAPH("x", "Heading 2", ""), 2, "heading 2"},
        {"by a localised name", PARAGRAPH("x", "Rubrik 2", ""), 2, "heading 2"},
        {"by one with letters outside ASCII", PARAGRAPH("x", "\u00dcberschrift 1", ""), 1, "heading 1"},
        {"by outline level", PARAGRAPH("x", "Nadpis [1]", OUTLINE("0")), 1, "nadpis [1]"},
        {"the level before the name", PARAGRAPH("x", "heading 3", OUTLINE("4")), 5, "heading 3"},
        {"through the base", PARAGRAPH("x", "Egen", BASED("y")) PARAGRAPH("y", "heading 1", ""), 1, "heading 1"},
        {"nine is body text",
         PARAGRAPH("x", "TOC Heading", BASED("y") OUTLINE("9")) PARAGRAPH("y", "heading 1", OUTLINE("0")), 0,
         "toc heading"},
        {"no heading", PARAGRAPH("x", "heading 10", ""), 0, "heading 10"},
        {"old properties do not count",
         PARAGRAPH("x", "Egen", "<w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:pPrChange></w:pPr>"),
         0, "egen"},
        {"a cycle", PARAGRAPH("x", "Egen", BASED("y")) PARAGRAPH("y", "Annan", BASED("x") OUTLINE("1")), 2, "egen"},
        {"a base that is not there", PARAGRAPH("x", "Egen", BASED("z")), 0, "egen"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        const struct style *style = styles_find(read_styles(arena, cases[i].styles), STYLE_PARAGRAPH, STR("x"));
        assert_non_null(style);
        assert_number(style->level, cases[i].level, cases[i].what);
        assert_str(style->name, cases[i].name, cases[i].what);
        arena_destroy(arena);
    }
}

static void numbering_and_indent_are_inherited(void **state) {
    static const char content[] = PARAGRAPH(
        "a", "a", "<w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr><w:ind w:start=\"720\" w:hanging=\"360\"/></w:pPr>")
        PARAGRAPH("b", "b", BASED("a") "<w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr>")
            PARAGRAPH("c", "c", BASED("a") "<w:pPr><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr>");
    struct arena *arena = arena_create();
    struct styles *styles = read_styles(arena, content);
    const struct style *b = styles_find(styles, STYLE_PARAGRAPH, STR("b"));
    const struct style *c = styles_find(styles, STYLE_PARAGRAPH, STR("c"));
    (void)state;
    assert_int_equal(b->num_id, 7);
    assert_int_equal(b->ilvl, 1);
    assert_str(b->num_style, "a", "style that has the number");
    assert_int_equal(b->left, 720);
    assert_int_equal(b->hanging, 360);
    assert_true(b->indent_over_number);
    assert_int_equal(c->num_id, 0);
    assert_false(c->indent_over_number);
    arena_destroy(arena);
}

static void toggles_of_paragraph_and_character_style_cancel(void **state) {
    static const struct {
        enum tristate direct, defaults, paragraph, character;
        bool wanted;
    } cases[] = {
        {TRI_UNSET, TRI_UNSET, TRI_UNSET, TRI_UNSET, false}, {TRI_ON, TRI_OFF, TRI_OFF, TRI_OFF, true},
        {TRI_OFF, TRI_ON, TRI_ON, TRI_UNSET, false},         {TRI_UNSET, TRI_UNSET, TRI_ON, TRI_UNSET, true},
        {TRI_UNSET, TRI_UNSET, TRI_UNSET, TRI_ON, true},     {TRI_UNSET, TRI_UNSET, TRI_ON, TRI_ON, false},
        {TRI_UNSET, TRI_ON, TRI_ON, TRI_ON, true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(styles_toggle(cases[i].direct, cases[i].defaults, cases[i].paragraph, cases[i].character),
                         cases[i].wanted);
}

static void localised_ids_tell_the_built_in_name(void **state) {
    static const struct {
        const char *id, *name;
    } cases[] = {
        {"Rubrik1", "heading 1"},
        {"Heading 4", "heading 4"},
        {"berschrift2", "heading 2"},
        {"Rubrik", "title"},
        {"Innehll3", "toc 3"},
        {"TOC1", "toc 1"},
        {"Punktlista", "list bullet"},
        {"Punktlista2", "list bullet 2"},
        {"Liststycke", "list paragraph"},
        {"Rubrik1Nr", ""},
        {"Rubrik0", ""},
        {"Brdtext", ""},
        {"Innehllsfrteckningsrubrik", "toc heading"},
        {"", ""},
        {"Heading", ""},
        {"enmycketlangidsomingenhar1234567890abcdef1", ""},
    };
    struct arena *arena = arena_create();
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_str(styles_guess(arena, str_from(cases[i].id)), cases[i].name, cases[i].id);
    arena_destroy(arena);
}

static void the_default_style_is_the_one_marked_so(void **state) {
    struct arena *arena = arena_create();
    struct styles *styles = read_styles(
        arena,
        PARAGRAPH(
            "a", "a",
            "") "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\"><w:name w:val=\"Normal\"/></w:style>");
    (void)state;
    assert_str(styles_default(styles)->name, "normal", "default");
    assert_str(styles_default(read_styles(arena, PARAGRAPH("a", "a", "")))->name, "", "none");
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_come_from_the_nearest_style_that_says_one),
        cmocka_unit_test(numbering_and_indent_are_inherited),
        cmocka_unit_test(toggles_of_paragraph_and_character_style_cancel),
        cmocka_unit_test(localised_ids_tell_the_built_in_name),
        cmocka_unit_test(the_default_style_is_the_one_marked_so),
    };
    xml_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
