#include "archive.h"
#include "flat.h"

struct text_case {
    const char *what, *body, *wanted;
};

static void check_texts(const struct text_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct buf xml;
        struct arena *arena = arena_create();
        xml = buf_in(arena);
        buf_format(&xml, FLAT_DOCUMENT("%s"), cases[i].body);
        struct flat_reading reading = flat_read(str_copy(arena, buf_str(&xml)).data);
        flat_accepted(&reading, cases[i].what);
        assert_str(flat_texts(&reading), cases[i].wanted, cases[i].what);
        flat_release(&reading);
        arena_destroy(arena);
    }
}

static void text_is_what_a_reader_sees(void **state) {
    static const struct text_case cases[] = {
        {"runs are joined", P(T("sam") T("verkan")), "samverkan"},
        {"edge spaces that are to be kept",
         P("<w:r><w:t xml:space=\"preserve\">27 </w:t></w:r><w:r xml:space=\"preserve\"><w:t> april</w:t></w:r>"),
         "27  april"},
        {"edge spaces that are not", P(T(" 27 ") T("\n april")), "27april"},
        {"edge spaces around a comment", P(T(" a <!-- x --> b <![CDATA[ ]]>")), "a  b"},
        {"own default against inherited", P("<w:r xml:space=\"preserve\"><w:t xml:space=\"default\"> a </w:t></w:r>"),
         "a"},
        {"white space between elements is none", "\n " P("\n " T("a") " \n") "\n", "a"},
        {"a tab element", P("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>"), "a\tb"},
        {"a tab stop is no tab", P("<w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>" T("a")), "a"},
        {"line breaks", P("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r>"), "a\nb\nc"},
        {"a page break between words", P("<w:r><w:t>a</w:t><w:br w:type=\"page\"/><w:t>b</w:t></w:r>"), "a\nb"},
        {"a page break before them", P("<w:r><w:br w:type=\"page\"/><w:t>b</w:t></w:r>"), "b"},
        {"hyphens", P("<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>h</w:t><w:softHyphen/><w:t>i</w:t></w:r>"),
         "e‑h\u00adi"},
        {"a line end in the file is a space", P(T("a \n\t b")), "a b"},
        {"entities", P(T("H&amp;S &#229;r &lt;3")), "H&S år <3"},
        {"CDATA", P(T("a<![CDATA[&amp;<b>]]>c")), "a&amp;<b>c"},
        {"a symbol of a font of pictures", P("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0E0\"/></w:r>"), "→"},
        {"a private use letter in such a font",
         P("<w:r><w:rPr><w:rFonts w:ascii=\"Symbol\"/></w:rPr><w:t>\xef\x82\xb7 x</w:t></w:r>"), "• x"},
        {"wrappers are transparent",
         P("<w:smartTag>" T("a") "</w:smartTag><w:customXml>" T("b") "</w:customXml><w:dir>" T(
             "c") "</w:dir><w:sdt><w:sdtPr/>"
                  "<w:sdtContent>" T("d") "</w:sdtContent></w:sdt><w:hyperlink>" T("e") "</w:hyperlink>"),
         "abcde"},
        {"of ruby the base",
         P("<w:r><w:ruby><w:rt>" T("x") "</w:rt><w:rubyBase>" T("a") "</w:rubyBase></w:ruby></w:r>"), "a"},
        {"a formula", P("<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num></m:f></m:oMath>"), "1"},
        {"what nobody knows is left out", P("<odd:x>" T("x") "</odd:x>" T("a")), "a"},
        {"hidden text is left out", P("<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>" T("a")), "a"},
        {"hidden switched off", P("<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>a</w:t></w:r>"), "a"},
        {"web hidden is not hidden", P("<w:r><w:rPr><w:webHidden/></w:rPr><w:t>a</w:t></w:r>"), "a"},
    };
    (void)state;
    check_texts(cases, COUNT(cases));
}

#define REVISED(kind, runs)                                                                                            \
    "<w:" kind " w:id=\"1\" w:author=\"A\" w:date=\"2025-02-03T10:00:00Z\">" runs "</w:" kind ">"
#define MARKED(kind, runs) "<w:p><w:pPr><w:rPr><w:" kind " w:author=\"A\"/></w:rPr></w:pPr>" runs "</w:p>"
#define DELETED "<w:r><w:delText>x</w:delText></w:r>"

static void the_view_has_all_revisions_accepted(void **state) {
    static const struct text_case cases[] = {
        {"inserted", P(T("a") REVISED("ins", T("b"))), "ab"},
        {"deleted", P(T("a") REVISED("del", DELETED)), "a"},
        {"inserted and deleted", P(T("a") REVISED("ins", REVISED("del", T("x")))), "a"},
        {"moved", P(REVISED("moveFrom", T("x"))) P(REVISED("moveTo", T("a"))), "|a"},
        {"a deleted mark joins the next paragraph", MARKED("del", T("a")) P(T("b")), "ab"},
        {"deleted marks cascade", MARKED("del", T("a")) MARKED("del", T("b")) P(T("c")), "abc"},
        {"nothing to join before a table",
         MARKED("del", T("a")) "<w:tbl><w:tr><w:tc>" P(T("b")) "</w:tc></w:tr></w:tbl>", "a|b"},
        {"nothing to join at the end", MARKED("del", T("a")), "a"},
        {"a deleted row",
         "<w:tbl><w:tr><w:trPr><w:del w:author=\"A\"/></w:trPr><w:tc>" P(T("x")) "</w:tc></w:tr><w:tr><w:tc>" P(
             T("a")) "</w:tc>"
                     "</w:tr></w:tbl>",
         "a"},
        {"a deleted cell",
         "<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>" P(T("x")) "</w:tc><w:tc>" P(
             T("a")) "</w:tc></w:tr></w:tbl>",
         "a"},
    };
    (void)state;
    check_texts(cases, COUNT(cases));
}

#define BEGIN "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
#define CODE(code) "<w:r><w:instrText>" code "</w:instrText></w:r>"
#define SEPARATE "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
#define END "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"

static void of_fields_the_result_is_text(void **state) {
    static const struct text_case cases[] = {
        {"result", P(T("a") BEGIN CODE(" REF x ") SEPARATE T("b") END T("c")), "abc"},
        {"no result", P(T("a") BEGIN CODE(" XE ") T("x") END T("b")), "ab"},
        {"nested in the code", P(BEGIN CODE("IF ") BEGIN CODE("P") SEPARATE T("x") END CODE(" 1") SEPARATE T("a") END),
         "a"},
        {"nested in the result",
         P(BEGIN CODE("TOC") SEPARATE T("a") BEGIN CODE("PAGEREF") SEPARATE T("7") END END T("b")), "a7b"},
        {"a code over three paragraphs", P(T("a") BEGIN CODE("IF") T("x")) P(T("y")) P(T("z") SEPARATE T("b") END),
         "a||b"},
        {"a field that never ends hides nothing", P(T("a") BEGIN CODE("REF")) P(T("b")), "a|b"},
        {"an end without a beginning", P(T("a") END T("b")), "ab"},
        {"simple", P("<w:fldSimple w:instr=\"REF x\">" T("a") "</w:fldSimple>"), "a"},
        {"simple with an open field inside", P("<w:fldSimple w:instr=\"REF x\">" T("a") BEGIN "</w:fldSimple>" T("b")),
         "ab"},
    };
    (void)state;
    check_texts(cases, COUNT(cases));
}

#define BOX(paragraphs) "<wps:txbx><w:txbxContent>" paragraphs "</w:txbxContent></wps:txbx>"
#define VML_BOX(paragraphs) "<w:pict><v:textbox><w:txbxContent>" paragraphs "</w:txbxContent></v:textbox></w:pict>"
#define ALTERNATE(requires, choice, fallback)                                                                          \
    "<mc:AlternateContent><mc:Choice Requires=\"" requires "\">" choice "</mc:Choice><mc:Fallback>" fallback           \
                                                           "</mc:Fallback></mc:AlternateContent>"

static void text_boxes_come_once_behind_their_paragraph(void **state) {
    static const struct text_case cases[] = {
        {"understood",
         P("<w:r>" ALTERNATE("wps", "<w:drawing>" BOX(P(T("b"))) "</w:drawing>", VML_BOX(P(T("b")))) "</w:r>" T("a")),
         "a|b"},
        {"not understood", P("<w:r>" ALTERNATE("odd", "<w:t>x</w:t>", "<w:t>a</w:t>") "</w:r>"), "a"},
        {"one of two not understood", P("<w:r>" ALTERNATE("wps odd", "<w:t>x</w:t>", "<w:t>a</w:t>") "</w:r>"), "a"},
        {"whole paragraphs", ALTERNATE("odd", P(T("x")), P(T("a"))), "a"},
        {"box in a box", P("<w:r>" VML_BOX(P("<w:r>" VML_BOX(P(T("c"))) "</w:r>" T("b"))) "</w:r>" T("a")) P(T("d")),
         "a|b|c|d"},
    };
    (void)state;
    check_texts(cases, COUNT(cases));
}

static void every_run_of_text_can_be_cut_from_the_source(void **state) {
    static const char *const bodies[] = {
        P(T("Klart den 3 april") T(" 2025")),
        P(T("H&amp;S &#229;r&#x20;ett") "<w:r><w:tab/><w:t>b</w:t><w:noBreakHyphen/></w:r>" T("a\r\nb")),
        MARKED("del", T("a")) P(BEGIN CODE("x") T("bort") SEPARATE T("kvar") END T("<![CDATA[<]]>")),
    };
    (void)state;
    for (size_t i = 0; i < COUNT(bodies); i++) {
        struct arena *arena = arena_create();
        struct flat_reading reading = flat_read(str_format(arena, FLAT_DOCUMENT("%s"), bodies[i]).data);
        flat_accepted(&reading, bodies[i]);
        const struct passage *passage = reading.document->paragraphs[0].passage;
        size_t behind = 0;
        for (size_t run = 0; run < passage->run_count; run++) {
            const struct run *here = &passage->runs[run];
            size_t end = run + 1 < passage->run_count ? passage->runs[run + 1].text : passage->text.len;
            struct str cut = str_slice(reading.source->text, here->begin, here->end);
            assert_true(here->begin >= behind && here->end > here->begin);
            behind = here->end;
            if (here->form == RUN_VERBATIM)
                assert_true(str_equal(cut, str_slice(passage->text, here->text, end)));
            else if (here->form == RUN_DECODED)
                assert_true(cut.data[0] == '&' || (cut.data[0] == '<' && cut.data[cut.len - 1] == '>'));
            else
                assert_true(str_is_blank(cut) && passage->text.data[here->text] == ' ');
        }
        flat_release(&reading);
        arena_destroy(arena);
    }
}

static void facts_point_at_the_text_that_they_are_about(void **state) {
    static const struct {
        const char *what, *body, *fact;
        size_t count;
        const char *quote, *detail;
        size_t paragraph; /* 0: none */
    } cases[] = {
        {"insertions", P(T("a") REVISED("ins", T("b")) REVISED("ins", T("c"))), "tracked-insert", 2, "b",
         "A, 2025-02-03", 1},
        {"an inserted mark before inserted words", MARKED("ins", "") P(REVISED("ins", T("b"))), "tracked-insert", 2,
         "b", "A, 2025-02-03", 2},
        {"a deletion is an empty place", P(T("a") REVISED("del", DELETED) T("b")), "tracked-delete", 1, "",
         "A, 2025-02-03", 1},
        {"a move counts once", P(REVISED("moveFrom", T("x"))) P(REVISED("moveTo", T("a"))), "tracked-move", 1, "a",
         "A, 2025-02-03", 2},
        {"half a move", P(REVISED("moveFrom", T("x"))), "tracked-move", 1, "", "A, 2025-02-03", 1},
        {"a comment",
         P("<w:commentRangeStart w:id=\"0\"/>" T(
             "a") "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>"),
         "comment", 1, "a", "", 1},
        {"hidden words", P(T("a") "<w:r><w:rPr><w:vanish/></w:rPr><w:t>senast i maj</w:t></w:r>"), "hidden-text", 1, "",
         "senast i maj", 1},
        {"a field that never ends", P(T("a") BEGIN CODE("REF") SEPARATE T("b")) P(T("c")), "unclosed-field", 1, "b", "",
         1},
        {"embedded content", "<w:altChunk r:id=\"x\"/>", "embedded-content", 1, "<w:altChunk r:id=\"x\"/>", "", 0},
        {"a text box", P("<w:r>" VML_BOX(P(T("b"))) "</w:r>" T("a")), "text-box", 1, "b", "", 2},
        {"a changed format", P("<w:pPr><w:pPrChange w:author=\"A\"><w:pPr/></w:pPrChange></w:pPr>" T("a")),
         "tracked-format", 1, "", "A", 1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct flat_reading reading = flat_read(str_format(arena, FLAT_DOCUMENT("%s"), cases[i].body).data);
        flat_accepted(&reading, cases[i].what);
        const struct wml_fact *fact = flat_fact(&reading, cases[i].fact);
        if (fact == NULL)
            fail_msg("%s: no fact", cases[i].what);
        assert_number((int64_t)fact->count, (int64_t)cases[i].count, cases[i].what);
        assert_str(place_quote(arena, fact->place), cases[i].quote, cases[i].what);
        assert_str(fact->detail, cases[i].detail, cases[i].what);
        size_t paragraph = fact->place.passage == NULL ? 0 : fact->place.passage->number;
        assert_number((int64_t)paragraph, (int64_t)cases[i].paragraph, cases[i].what);
        flat_release(&reading);
        arena_destroy(arena);
    }
}

static void table_cells_know_where_they_are(void **state) {
    static const char document[] = FLAT_DOCUMENT(
        P(T("a")) "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" P(T("b")) "</w:tc><w:tc>" P(
            T("c")) "</w:tc></w:tr>"
                    "<w:tr><w:trPr><w:gridBefore "
                    "w:val=\"1\"/></w:trPr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:tbl><w:tr><w:tc>" P(
                        T("d")) "</w:tc></w:tr></w:tbl>" P(T("e")) "</w:tc></w:tr></w:tbl>" P(T("f")));
    static const struct wml_cell wanted[] = {
        {0}, {1, 0, 0, true, false}, {1, 0, 2, true, false}, {2, 0, 0, true, false}, {1, 1, 1, false, true}, {0}};
    struct flat_reading reading = flat_read(document);
    (void)state;
    flat_accepted(&reading, "table");
    assert_str(flat_texts(&reading), "a|b|c|d|e|f", "table");
    for (size_t i = 0; i < COUNT(wanted); i++) {
        struct wml_cell got = reading.document->paragraphs[i].cell;
        const char *what = reading.document->paragraphs[i].passage->text.data;
        assert_number((int64_t)got.table, (int64_t)wanted[i].table, what);
        assert_number((int64_t)got.row, (int64_t)wanted[i].row, what);
        assert_number((int64_t)got.column, (int64_t)wanted[i].column, what);
        assert_number(got.header_row, wanted[i].header_row, what);
        assert_number(got.continued, wanted[i].continued, what);
    }
    flat_release(&reading);
}

static void links_fields_and_bookmarks_keep_their_places(void **state) {
    static const char document[] = FLAT_DOCUMENT("<w:bookmarkStart w:id=\"1\" w:name=\"mellan\"/>" P(
        T("se ") "<w:bookmarkStart w:id=\"0\" w:name=\"_Toc1\"/>"
                 "<w:hyperlink w:anchor=\"mål\">" T("här") "</w:hyperlink> " BEGIN CODE(
                     " HYPERLINK &quot;http://a.se/&quot; ") CODE("\\l \"b\" ") SEPARATE T("där") END));
    struct flat_reading reading = flat_read(document);
    (void)state;
    flat_accepted(&reading, "links");
    const struct wml_paragraph *paragraph = &reading.document->paragraphs[0];
    assert_int_equal(paragraph->link_count, 2);
    assert_str(paragraph->links[0].target, "#mål", "anchor");
    assert_str(place_quote(reading.arena, paragraph->links[0].target_place), "mål", "attribute");
    assert_str(str_slice(paragraph->passage->text, paragraph->links[0].begin, paragraph->links[0].end), "här",
               "anchor text");
    assert_str(paragraph->links[1].target, "http://a.se/#b", "field");
    assert_str(str_slice(paragraph->passage->text, paragraph->links[1].begin, paragraph->links[1].end), "där",
               "field text");
    assert_int_equal(paragraph->field_count, 1);
    assert_str(paragraph->fields[0].code, "HYPERLINK \"http://a.se/\" \\l \"b\"", "code");
    assert_int_equal(paragraph->bookmark_count, 2);
    assert_str(paragraph->bookmarks[0].name, "mellan", "between paragraphs");
    assert_int_equal(paragraph->bookmarks[0].offset, 0);
    assert_str(paragraph->bookmarks[1].name, "_Toc1", "in the paragraph");
    assert_int_equal(paragraph->bookmarks[1].offset, 2);
    flat_release(&reading);
}

static void tables_of_contents_are_marked(void **state) {
    static const struct {
        const char *what, *body, *wanted; /* a letter for each paragraph: T in a table of contents, - not */
    } cases[] = {
        {"field", P(BEGIN CODE("TOC \\o") SEPARATE T("a")) P(T("b")) P(T("c") END) P(T("d")), "TTT-"},
        {"a heading behind the end", P(BEGIN CODE("TOC") SEPARATE T("a")) P(END T("b")), "T-"},
        {"a name in small letters", P(BEGIN CODE(" toc \\o") SEPARATE T("a")) P(T("b") END), "TT"},
        {"a table of figures", P(BEGIN CODE("TOC \\h \\c \"Tabell\"") SEPARATE T("a")) P(T("b") END), "--"},
        {"another field", P(BEGIN CODE("TOCA") SEPARATE T("a") END), "-"},
        {"a field that never ends", P(BEGIN CODE("TOC") SEPARATE T("a")) P(T("b")), "--"},
        {"content control",
         "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of "
         "Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>" P(T("a")) "</w:sdtContent></w:sdt>" P(T("b")),
         "T-"},
        {"style", STYLED("Innehll2", T("a")) STYLED("Normal", T("b")), "T-"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct flat_reading reading = flat_read(str_format(arena, FLAT_DOCUMENT("%s"), cases[i].body).data);
        flat_accepted(&reading, cases[i].what);
        struct buf got = buf_in(arena);
        for (size_t k = 0; k < reading.document->paragraph_count; k++)
            buf_byte(&got, reading.document->paragraphs[k].toc ? 'T' : '-');
        assert_str(buf_str(&got), cases[i].wanted, cases[i].what);
        flat_release(&reading);
        arena_destroy(arena);
    }
}

static void controls_tell_what_a_paragraph_is(void **state) {
#define CONTROL(tag, content)                                                                                          \
    "<w:sdt><w:sdtPr><w:tag w:val=\"" tag "\"/></w:sdtPr><w:sdtContent>" content "</w:sdtContent></w:sdt>"
    static const struct {
        const char *what, *body, *wanted;
    } cases[] = {
        {"around the paragraph", CONTROL("planlint:goal", P(T("a"))), "planlint:goal"},
        {"around its words", P(CONTROL("planlint:goal", T("a"))), "planlint:goal"},
        {"of another program around them", P(CONTROL("namn", T("a"))), ""},
        {"before it", CONTROL("planlint:goal", "") P(T("a")), ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct flat_reading reading = flat_read(str_format(arena, FLAT_DOCUMENT("%s"), cases[i].body).data);
        flat_accepted(&reading, cases[i].what);
        assert_str(reading.document->paragraphs[0].control_tag, cases[i].wanted, cases[i].what);
        flat_release(&reading);
        arena_destroy(arena);
    }
}

static void levels_are_guessed_without_styles(void **state) {
    static const char document[] = FLAT_DOCUMENT(
        STYLED("Rubrik2", T("a")) STYLED("Heading1", T("b")) STYLED("Innehll3", T("1 Mål\t4"))
            P("<w:bookmarkStart w:id=\"0\" w:name=\"_Toc1\"/>" T("Mål"))
                STYLED("Brdtext", T("d")) "<w:p><w:pPr><w:outlineLvl w:val=\"3\"/></w:pPr>" T("e") "</w:p>");
    static const unsigned wanted[] = {2, 1, 0, 3, 0, 4};
    static const bool guessed[] = {true, true, false, true, false, false};
    struct flat_reading reading = flat_read(document);
    (void)state;
    flat_accepted(&reading, "bare");
    assert_false(reading.document->styles_known);
    for (size_t i = 0; i < COUNT(wanted); i++) {
        const struct wml_paragraph *paragraph = &reading.document->paragraphs[i];
        assert_number(paragraph->level, wanted[i], paragraph->passage->text.data);
        assert_number(paragraph->level_guessed, guessed[i], paragraph->passage->text.data);
    }
    flat_release(&reading);
}

#define RELATION(id, type, target)                                                                                     \
    "<Relationship Id=\"" id "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type     \
    "\" Target=\"" target "\"/>"
#define NOTE(id, type, text) "<w:footnote w:id=\"" id "\"" type ">" P(T(text)) "</w:footnote>"

static void parts_of_a_flat_package_are_found_in_any_order(void **state) {
    static const char document[] = FLAT_PACKAGE(
        FLAT_PART("/word/header1.xml", FLAT_WORD("header"), "<w:hdr " FLAT_W ">" P(T("Sidhuvud")) "</w:hdr>") FLAT_PART(
            "/word/header2.xml", FLAT_WORD("header"), "<w:hdr " FLAT_W ">" P(T("Ingen visar")) "</w:hdr>")
            FLAT_MAIN(STYLED("Rubrik1", T("Mål") "<w:r><w:footnoteReference w:id=\"2\"/></w:r>") P(
                T("b")) "<w:sectPr><w:headerReference r:id=\"h\"/><w:headerReference r:id=\"h\"/></w:sectPr>")
                FLAT_PART("/word/glossary/styles.xml", FLAT_WORD("styles"), "<w:styles " FLAT_W "/>") FLAT_STYLES(
                    "<w:style w:type=\"paragraph\" w:styleId=\"Rubrik1\"><w:name w:val=\"heading 1\"/></w:style>")
                    FLAT_PART("/word/footnotes.xml", FLAT_WORD("footnotes"),
                              "<w:footnotes " FLAT_W ">" NOTE("-1", " w:type=\"separator\"", "x") NOTE("2", "", "Not")
                                  NOTE("3", "", "Utan hänvisning") "</w:footnotes>")
                        FLAT_PART("/word/_rels/document.xml.rels", "package.relationships",
                                  "<Relationships "
                                  "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" RELATION(
                                      "h", "header", "header1.xml") "</Relationships>"));
    static const enum story stories[] = {STORY_BODY, STORY_FOOTNOTE, STORY_BODY, STORY_HEADER};
    struct flat_reading reading = flat_read(document);
    (void)state;
    flat_accepted(&reading, "flat");
    assert_str(flat_texts(&reading), "Mål|Not|b|Sidhuvud", "order");
    assert_int_equal(reading.document->paragraphs[0].level, 1);
    assert_true(reading.document->styles_known);
    for (size_t i = 0; i < COUNT(stories); i++) {
        assert_int_equal(reading.document->paragraphs[i].story, stories[i]);
        assert_int_equal(reading.document->paragraphs[i].passage->number, i + 1);
    }
    flat_release(&reading);
}

#define OVERRIDE(part, type)                                                                                           \
    "<Override PartName=\"/word/" part "\" ContentType=\"application/vnd.openxmlformats-" FLAT_WORD(type) "+xml\"/>"
#define RELATIONS(content)                                                                                             \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" content "</"              \
    "Relationships>"
#define MEMBER(part, xml)                                                                                              \
    { .name = STR(part), .data = STR(xml) }

static void parts_of_a_package_are_found_by_relationships(void **state) {
    const struct member members[] = {
        MEMBER(
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
            "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
            "ContentType=\"application/xml\"/>" OVERRIDE("doc.xml", "document.main")
                OVERRIDE("s.xml", "styles") "</Types>"),
        MEMBER("_rels/.rels", RELATIONS(RELATION("r1", "officeDocument", "word/doc.xml"))),
        MEMBER("word/_rels/doc.xml.rels",
               RELATIONS(RELATION("s", "styles", "s.xml") RELATION("h1", "header", "h1.xml")
                             RELATION("h2", "header", "h2.xml") RELATION(
                                 "c", "comments",
                                 "c.xml") "<Relationship Id=\"l\" "
                                          "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                                          "hyperlink\" Target=\"https://a.se/\" TargetMode=\"External\"/>")),
        MEMBER(
            "word/doc.xml",
            FLAT_DOCUMENT(STYLED("R", T("Mål")) P("<w:hyperlink r:id=\"l\" w:anchor=\"x\">" T("a") "</w:hyperlink>") P(
                "<w:r><w:rPr><w:rStyle w:val=\"G\"/></w:rPr><w:t>x</w:t></w:r>") "<w:sectPr><w:headerReference "
                                                                                 "r:id=\"h1\"/><w:headerReference "
                                                                                 "r:id=\"h2\"/></w:sectPr>")),
        MEMBER("word/s.xml",
               "<w:styles " FLAT_W
               "><w:style w:type=\"paragraph\" w:styleId=\"R\"><w:name w:val=\"heading 2\"/></w:style><w:style "
               "w:type=\"character\" w:styleId=\"G\"><w:name "
               "w:val=\"G\"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"),
        MEMBER("word/h1.xml", "<w:hdr " FLAT_W ">" P(T("Sidhuvud")) "</w:hdr>"),
        MEMBER("word/h2.xml", "<w:hdr " FLAT_W ">" P(T("Sidhuvud")) "</w:hdr>"),
        MEMBER("word/c.xml",
               "<w:comments " FLAT_W "><w:comment w:id=\"0\" w:author=\"B\">" P(T("nej")) "</w:comment></w:comments>"),
    };
    struct flat_reading reading = {.arena = arena_create()};
    struct limits limits = limits_default();
    (void)state;
    reading.diags = diag_list_in(reading.arena, 0);
    struct paper_archive archive = archive_of(reading.arena, members, COUNT(members), 0);
    reading.source = source_create(reading.arena, STR("plan.docx"), (struct str){NULL, 0}, buf_str(&archive.bytes));
    struct package *package = package_open(reading.arena, reading.source, &limits, &reading.diags);
    assert_non_null(package);
    struct str main_part = package_main(package, &reading.diags);
    reading.document = wml_read_package(reading.arena, package, main_part, &limits, &reading.diags);
    flat_accepted(&reading, "package");
    assert_str(flat_texts(&reading), "Mål|a||Sidhuvud", "the same header once");
    const struct wml_paragraph *paragraphs = reading.document->paragraphs;
    assert_int_equal(paragraphs[0].level, 2);
    assert_str(paragraphs[0].passage->source->part, "word/doc.xml", "part");
    assert_str(paragraphs[1].links[0].target, "https://a.se/#x", "link");
    assert_str(paragraphs[3].passage->source->part, "word/h1.xml", "part of the header");
    assert_str(flat_fact(&reading, "hidden-text")->detail, "x", "hidden by its character style");
    assert_str(flat_fact(&reading, "comment")->detail, "B", "author");
    flat_release(&reading);
}

static void other_documents_are_refused(void **state) {
    static const struct {
        const char *xml, *id;
    } cases[] = {
        {"<w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"/>", "DOC121"},
        {FLAT_PACKAGE(FLAT_STYLES("")), "DOC121"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct flat_reading reading = flat_read(cases[i].xml);
        assert_null(reading.document);
        assert_int_equal(reading.diags.count, 1);
        assert_str(reading.diags.items[0]->id, cases[i].id, cases[i].xml);
        assert_true(reading.diags.items[0]->fatal);
        flat_release(&reading);
    }
}

static void more_paragraphs_than_the_limit_are_refused(void **state) {
    struct arena *arena = arena_create();
    struct diag_list diags = diag_list_in(arena, 0);
    struct limits limits = limits_default();
    struct str xml = STR(FLAT_DOCUMENT(P(T("a")) P(T("b")) P(T("c"))));
    (void)state;
    for (uint64_t limit = 2; limit <= 3; limit++) {
        struct source *source = source_create(arena, STR("plan.xml"), (struct str){NULL, 0}, xml);
        limits.value[LIMIT_PARAGRAPHS] = limit;
        assert_true(decode(source, &diags));
        bool read = wml_read_xml(arena, source, &limits, &diags) != NULL;
        assert_number(read, limit == 3, "limit");
    }
    assert_int_equal(diags.count, 1);
    assert_str(diags.items[0]->id, "DOC120", "limit");
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_what_a_reader_sees),
        cmocka_unit_test(the_view_has_all_revisions_accepted),
        cmocka_unit_test(of_fields_the_result_is_text),
        cmocka_unit_test(text_boxes_come_once_behind_their_paragraph),
        cmocka_unit_test(every_run_of_text_can_be_cut_from_the_source),
        cmocka_unit_test(facts_point_at_the_text_that_they_are_about),
        cmocka_unit_test(table_cells_know_where_they_are),
        cmocka_unit_test(links_fields_and_bookmarks_keep_their_places),
        cmocka_unit_test(tables_of_contents_are_marked),
        cmocka_unit_test(controls_tell_what_a_paragraph_is),
        cmocka_unit_test(levels_are_guessed_without_styles),
        cmocka_unit_test(parts_of_a_flat_package_are_found_in_any_order),
        cmocka_unit_test(parts_of_a_package_are_found_by_relationships),
        cmocka_unit_test(other_documents_are_refused),
        cmocka_unit_test(more_paragraphs_than_the_limit_are_refused),
    };
    xml_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
