#include "flat.h"
#include "numbering.h"

#define LEVEL(ilvl, format, text, rest)                                                                                \
    "<w:lvl w:ilvl=\"" ilvl "\">" rest "<w:numFmt w:val=\"" format "\"/><w:lvlText w:val=\"" text "\"/></w:lvl>"
#define LIST(id, levels) "<w:abstractNum w:abstractNumId=\"" id "\">" levels "</w:abstractNum>"
#define NUM(id, list, rest) "<w:num w:numId=\"" id "\"><w:abstractNumId w:val=\"" list "\"/>" rest "</w:num>"
#define START_AT(ilvl, start)                                                                                          \
    "<w:lvlOverride w:ilvl=\"" ilvl "\"><w:startOverride w:val=\"" start "\"/></w:lvlOverride>"
#define OUTLINE                                                                                                        \
    LIST("0", LEVEL("0", "decimal", "%1.", "") LEVEL("1", "decimal", "%1.%2.", "") LEVEL("2", "lowerLetter", "%3)", ""))
#define ITEM(num, level) LISTED(num, level, T("x"))

/* Returns the labels of all paragraphs, a space between them, "-" for none and "~" for a continuation. */
static struct str labels(const struct flat_reading *reading) {
    struct buf out = buf_in(reading->arena);
    for (size_t i = 0; i < reading->document->paragraph_count; i++) {
        const struct wml_paragraph *paragraph = &reading->document->paragraphs[i];
        struct str label = paragraph->passage->label;
        buf_add(&out, i == 0 ? STR("") : STR(" "));
        buf_add(&out, label.len != 0 ? label : paragraph->list == LIST_CONTINUATION ? STR("~") : STR("-"));
    }
    return buf_str(&out);
}

static void labels_are_counted_as_word_does(void **state) {
    static const struct {
        const char *what, *numbering, *body, *wanted;
    } cases[] = {
        {"levels", OUTLINE NUM("1", "0", ""),
         ITEM("1", "0") ITEM("1", "1") ITEM("1", "1") ITEM("1", "0") ITEM("1", "1"), "1. 1.1. 1.2. 2. 2.1."},
        {"definitions behind their use", NUM("1", "0", "") OUTLINE, ITEM("1", "0"), "1."},
        {"two lists of one definition share counters", OUTLINE NUM("1", "0", "") NUM("2", "0", ""),
         ITEM("1", "0") ITEM("2", "0") ITEM("1", "0"), "1. 2. 3."},
        {"an override restarts once", OUTLINE NUM("1", "0", "") NUM("2", "0", START_AT("0", "5")),
         ITEM("1", "0") ITEM("2", "0") ITEM("2", "0"), "1. 5. 6."},
        {"a level without its parent", OUTLINE NUM("1", "0", ""), ITEM("1", "1"), "1.1."},
        {"start", LIST("0", LEVEL("0", "decimal", "%1", "<w:start w:val=\"4\"/>")) NUM("1", "0", ""), ITEM("1", "0"),
         "4"},
        {"never restarted",
         LIST("0", LEVEL("0", "decimal", "%1.", "") LEVEL("1", "decimal", "%2)", "<w:lvlRestart w:val=\"0\"/>"))
             NUM("1", "0", ""),
         ITEM("1", "0") ITEM("1", "1") ITEM("1", "0") ITEM("1", "1"), "1. 1) 2. 2)"},
        {"legal",
         LIST("0", LEVEL("0", "upperRoman", "%1", "") LEVEL("1", "decimal", "%1.%2", "<w:isLgl/>")) NUM("1", "0", ""),
         ITEM("1", "0") ITEM("1", "1"), "I 1.1"},
        {"bullets", LIST("0", LEVEL("0", "bullet", "\xef\x82\xb7", "") LEVEL("1", "bullet", "–", "")) NUM("1", "0", ""),
         ITEM("1", "0") ITEM("1", "1"), "• –"},
        {"an empty label goes on", LIST("0", LEVEL("0", "bullet", " ", "")) NUM("1", "0", ""), ITEM("1", "0"), "~"},
        {"no format", LIST("0", LEVEL("0", "none", "", "")) NUM("1", "0", ""), ITEM("1", "0"), "-"},
        {"list nought", OUTLINE NUM("1", "0", ""), ITEM("0", "0"), "-"},
        {"no such list", OUTLINE, ITEM("7", "0"), "-"},
        {"a list without definition", NUM("1", "3", ""), ITEM("1", "0"), "-"},
        {"empty paragraphs count", OUTLINE NUM("1", "0", ""), LISTED("1", "0", "") ITEM("1", "0"), "1. 2."},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct str xml = str_format(arena, FLAT_PACKAGE(FLAT_STYLES("") FLAT_NUMBERING("%s") FLAT_MAIN("%s")),
                                    cases[i].numbering, cases[i].body);
        struct flat_reading reading = flat_read(xml.data);
        flat_accepted(&reading, cases[i].what);
        assert_str(labels(&reading), cases[i].wanted, cases[i].what);
        flat_release(&reading);
        arena_destroy(arena);
    }
}

static void the_number_is_what_the_label_counts(void **state) {
    static const struct {
        const char *text, *label, *number;
    } cases[] = {{"%1.", "1.", "1"},
                 {"Mål %1:", "Mål 1:", "1"},
                 {"(%1)", "(1)", "1"},
                 {"%1.%1", "1.1", "1.1"},
                 {"Bilaga", "Bilaga", ""}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct flat_reading reading = flat_read(
            str_format(arena,
                       FLAT_PACKAGE(FLAT_STYLES("") FLAT_NUMBERING(LIST("0", LEVEL("0", "decimal", "%s", ""))
                                                                       NUM("1", "0", "")) FLAT_MAIN(ITEM("1", "0"))),
                       cases[i].text)
                .data);
        flat_accepted(&reading, cases[i].text);
        assert_str(reading.document->paragraphs[0].passage->label, cases[i].label, cases[i].text);
        assert_str(reading.document->paragraphs[0].number, cases[i].number, cases[i].text);
        flat_release(&reading);
        arena_destroy(arena);
    }
}

static void styles_bring_numbers_and_levels(void **state) {
    static const char document[] = FLAT_PACKAGE(
        FLAT_STYLES(
            "<w:style w:type=\"paragraph\" w:styleId=\"R1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId "
            "w:val=\"1\"/></w:numPr>"
            "</w:pPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"R2\"><w:name w:val=\"heading 2\"/><w:basedOn "
            "w:val=\"R1\"/></w:style>"
            "<w:style w:type=\"paragraph\" w:styleId=\"F\"><w:name w:val=\"Fokus\"/><w:basedOn w:val=\"R1\"/></w:style>"
            "<w:style w:type=\"numbering\" w:styleId=\"L\"><w:name w:val=\"L\"/><w:pPr><w:numPr><w:numId "
            "w:val=\"3\"/></w:numPr></w:pPr></w:style>")
            FLAT_NUMBERING(LIST("0", LEVEL("0", "decimal", "%1.", "<w:pStyle w:val=\"R1\"/>")
                                         LEVEL("1", "decimal", "%1.%2.", "<w:pStyle w:val=\"R2\"/>"))
                               LIST("1", "<w:numStyleLink w:val=\"L\"/>")
                                   LIST("2", "<w:styleLink w:val=\"L\"/>" LEVEL("0", "upperLetter", "%1", ""))
                                       NUM("1", "0", "") NUM("2", "1", "") NUM("3", "2", ""))
                FLAT_MAIN(STYLED("R1", T("a")) STYLED("R2", T("b"))
                              STYLED("F", T("c")) "<w:p><w:pPr><w:pStyle w:val=\"R1\"/><w:numPr><w:numId "
                                                  "w:val=\"0\"/></w:numPr></w:pPr>" T("d") "</w:p>" ITEM("2", "0")));
    struct flat_reading reading = flat_read(document);
    (void)state;
    flat_accepted(&reading, "styles");
    assert_str(labels(&reading), "1. 1.1. 2. - A", "labels");
    assert_int_equal(reading.document->paragraphs[0].list, LIST_NONE);
    assert_int_equal(reading.document->paragraphs[4].list, LIST_NUMBER);
    flat_release(&reading);
}

static void numbers_are_written_in_their_format(void **state) {
    static const struct {
        const char *format;
        long value;
        const char *wanted;
    } cases[] = {
        {"decimal", 12, "12"},   {"decimalZero", 3, "03"},
        {"lowerLetter", 2, "b"}, {"upperLetter", 27, "AA"},
        {"lowerRoman", 9, "ix"}, {"upperRoman", 44, "XLIV"},
        {"none", 4, ""},         {"chineseCounting", 4, "4"},
        {"lowerLetter", 0, "0"}, {"upperRoman", 1000000, "1000000"},
    };
    struct arena *arena = arena_create();
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf out = buf_in(arena);
        numbering_format(&out, str_from(cases[i].format), cases[i].value);
        assert_str(buf_str(&out), cases[i].wanted, cases[i].format);
    }
    arena_destroy(arena);
}

#define BULLET(left) LEVEL("0", "bullet", "•", "<w:pPr><w:ind w:left=\"" left "\" w:hanging=\"360\"/></w:pPr>")

static void neighbouring_lists_nest_by_indent(void **state) {
    static const char document[] = FLAT_PACKAGE(
        FLAT_STYLES("")
            FLAT_NUMBERING(LIST("0", BULLET("720")) LIST("1", BULLET("1440")) NUM("1", "0", "") NUM("2", "1", ""))
                FLAT_MAIN(ITEM("1", "0") ITEM("2", "0") "<w:p><w:pPr><w:ind w:left=\"1440\"/></w:pPr>" T(
                    "y") "</w:p>" ITEM("2", "0") ITEM("1", "0") P(T("z")) ITEM("2", "0")));
    static const unsigned wanted[] = {0, 1, 0, 1, 0, 0, 0};
    struct flat_reading reading = flat_read(document);
    (void)state;
    flat_accepted(&reading, "indent");
    for (size_t i = 0; i < COUNT(wanted); i++)
        assert_number(reading.document->paragraphs[i].list_level, wanted[i], "level");
    assert_int_equal(reading.document->paragraphs[0].indent, 360);
    flat_release(&reading);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_are_counted_as_word_does),   cmocka_unit_test(the_number_is_what_the_label_counts),
        cmocka_unit_test(styles_bring_numbers_and_levels),   cmocka_unit_test(numbers_are_written_in_their_format),
        cmocka_unit_test(neighbouring_lists_nest_by_indent),
    };
    xml_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
