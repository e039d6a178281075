#include "decode.h"
#include "flat.h"

/* Applies the edits of the fix to the text of the source. */
static struct str apply(struct arena *arena, const struct source *source, const struct fix *fix) {
    struct buf out = buf_in(arena);
    size_t done = 0;
    for (size_t i = 0; i < fix->edit_count; i++) {
        const struct edit *edit = &fix->edits[i];
        assert_true(edit->place.begin >= done);
        buf_add(&out, str_slice(source->text, done, edit->place.begin));
        buf_add(&out, edit->text);
        done = edit->place.end;
    }
    buf_add(&out, str_slice(source->text, done, source->text.len));
    return buf_str(&out);
}

/* Replaces the first `old` in the passage; returns the source after it, or the empty slice when there is no fix. */
static struct str replaced(struct arena *arena, const struct passage *passage, const char *old, const char *new) {
    struct diag_list list = diag_list_in(arena, 0);
    size_t at = str_find(passage->text, str_from(old), 0);
    if (at == SIZE_MAX)
        fail_msg("no \"%s\" in \"%.*s\"", old, STR_ARGS(passage->text));
    struct diag *diag = diag_add(&list, "A", passage_place(passage, at, at + strlen(old)));
    diag_edit(&list, diag, true, diag->place, str_from(new));
    return diag->fix ? apply(arena, passage->source, diag->fix) : (struct str){0};
}

/* Adds the first and the last byte, and as one space what stands between them. */
static void add_space_between(struct passage_builder *builder, size_t begin, size_t end) {
    passage_add_raw(builder, begin, begin + 1);
    passage_add(builder, STR(" "), begin + 1, end - 1, RUN_SPACE);
    passage_add_raw(builder, end - 1, end);
}

/* The one z. */
static void add_z(struct passage_builder *builder, size_t begin, size_t end) {
    size_t at = str_find(str_slice(builder->source->text, begin, end), STR("z"), 0);
    passage_add_raw(builder, begin + at, begin + at + 1);
}

static void only_what_differs_is_replaced_and_escaped(void **state) {
    (void)state;
    static const struct {
        void (*add)(struct passage_builder *builder, size_t begin, size_t end);
        const char *raw, *old, *new, *wanted;
    } cases[] = {
        {passage_add_raw, "a hälso-och b", "hälso-och", "hälso- och", "a hälso- och b"},
        {passage_add_raw, "a &amp; b", "a & b", "a och b", "a och b"},
        {passage_add_raw, "x &amp; y o z", "& y o z", "& y och z", "x &amp; y och z"},
        {passage_add_raw, "a b", "b", "<\"&'>", "a &lt;\"&amp;'&gt;"},
        {passage_add_attribute, "a b", "b", "<\"&'>", "a &lt;&quot;&amp;&#39;&gt;"},
        {passage_add_attribute, "a\tb o c", "o", "och", "a\tb och c"},
        {passage_add_cdata, "a & b", "b", "&", "a & &"},
        {passage_add_cdata, "a & b", "b", "]]>", ""},
        {passage_add_raw, "a&#229;b", "å", "ä", "a&#xE4;b"},
        {passage_add_raw, "\xc3\xa5", "\xc3\xa5", "\xc3\xa4", "&#xE4;"},
        {passage_add_raw, "abc", "b", "", "ac"},
        {passage_add_raw, "abc", "b", "b", ""},
        {passage_add_raw, "abc", "b", "\x01", ""},
        {passage_add_raw, "a\r\nb", "a\nb", "a b", "a b"},
        {passage_add_raw, "aåb", "å", "ĥ", "aĥb"}, /* C3 A5 and C4 A5 */
        {passage_add_raw, "aåb", "å", "ä", "aäb"}, /* C3 A5 and C3 A4 */
        {passage_add_raw, "b", "b", "xb", "xb"},
        {passage_add_raw, "x &amp;", "&", "&c", "x &amp;c"},
        {passage_add_raw, "&amp; x", "&", "c&", "c&amp; x"},
        {passage_add_raw, "a b", "b", "b\nc", "a b\nc"},
        {passage_add_raw, "a b", "b", "b\tc", ""},
        {passage_add_attribute, "a b", "b", "b\nc", ""},
        {passage_add_cdata, "a b", "b", "b>", ""},
        {passage_add_cdata, "a b", "b", "b]c", ""},
        {passage_add_cdata, "a &#xE4; b", "b", "ä", ""}, /* ASCII has no ä, and CDATA has no references */
        {add_space_between, "a\n  b", "a b", "a-b", "a-b"},
        {add_space_between, "a\n  b", "a b", "ax b", "ax\n  b"},
        {add_space_between, "a\n  b", " ", "  ", "a\n   b"},
        {add_space_between, "a\n<em>b", "a b", "a-b", ""},
        {add_space_between, "a<br/>b", "a b", "a-b", ""},
        {add_z, "<t>y</t>z", "z", " z", "<t>y</t> z"},
        {add_z, "<em>z", "z", " z", "<em> z"},
        {add_z, "<t a=\"xml\">z</t>", "z", " z", "<t xml:space=\"preserve\" a=\"xml\"> z</t>"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct source *source = source_create(arena, STR("p"), (struct str){0}, str_from(cases[i].raw));
        source_set_text(source, source->bytes, ENCODING_ASCII);
        if (!strstr(cases[i].wanted, "&#xE4;") && !strstr(cases[i].raw, "&#xE4;"))
            source_set_text(source, source->bytes, ENCODING_UTF8);
        struct passage_builder builder = {.arena = arena, .source = source};
        cases[i].add(&builder, 0, source->text.len);
        assert_str(replaced(arena, passage_finish(&builder), cases[i].old, cases[i].new), cases[i].wanted,
                   cases[i].raw);
        arena_destroy(arena);
    }
}

#define WITH(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define BOLD(text) "<w:r><w:rPr><w:b/></w:rPr><w:t>" text "</w:t></w:r>"

/* Word markup of one paragraph before and after; "" after: not fixable. */
static void edits_of_word_text_keep_all_markup(void **state) {
    (void)state;
    static const struct {
        const char *body, *old, *new, *wanted;
    } cases[] = {
        {P(T("en hälso-och sjuk")), "hälso-och", "hälso- och", P(T("en hälso- och sjuk"))},
        {P(T("hälso-") T("och")), "hälso-och", "hälso- och", P(WITH("hälso- ") T("och"))},
        {P(T("<![CDATA[hälso-]]>") T("och")), "hälso-och", "hälso- och", P(WITH("<![CDATA[hälso- ]]>") T("och"))},
        {P(T("hälso-<!-- > -->") T("och")), "hälso-och", "hälso- och", P(WITH("hälso- <!-- > -->") T("och"))},
        /* Space that was lost stays so. */
        {P(T("hälso- ") T("och")), "hälso-och", "hälso- och", ""},
        {P(T(" hälso-") T("och")), "hälso-och", "hälso- och", ""},
        {P(T("<![CDATA[hälso- ]]>") T("och")), "hälso-och", "hälso- och", ""},
        {P(T(" hälso-och ")), "hälso-och", "hälso- och", P(T(" hälso- och "))},
        {P(T("häl") BOLD("so-och")), "hälso-och", "hälso- och", P(T("häl") BOLD("so- och"))},
        {P(T("abc") BOLD("def") T("ghi")), "bcdefgh", "X",
         P(T("aX") "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"></w:t></w:r>" WITH("i"))},
        {P(T("ab") "<w:proofErr w:type=\"x\"/><w:bookmarkStart w:id=\"1\" w:name=\"n\"/>" T("cd")), "bc", "XY",
         P("<w:r><w:t>aXY</w:t></w:r><w:proofErr w:type=\"x\"/><w:bookmarkStart w:id=\"1\" w:name=\"n\"/>" WITH("d"))},
        {P(WITH("a o")), "o", "och", P(WITH("a och"))},
        {P("<w:r><w:t>a </w:t></w:r>" T("o")), "o", "och", P("<w:r><w:t>a </w:t></w:r>" T("och"))},
        {P("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>"), "a\tb", "a b", ""},
        {P("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>"), "a‑b", "ab", ""},
        {P("<w:r><w:t>a</w:t><w:tab/><w:t>o b</w:t></w:r>"), "a\to b", "a\toch b",
         P("<w:r><w:t>a</w:t><w:tab/><w:t>och b</w:t></w:r>")},
        {P(T("ab") "<w:del w:id=\"1\"><w:r><w:delText>x</w:delText></w:r></w:del>" T("cd")), "bc", "X", ""},
        {P(T("ab") "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>" T("cd")), "bc", "X", ""},
        {P(T("a") "<w:fldSimple w:instr=\"REF x\">" T("o") "</w:fldSimple>" T("b")), "o", "och", ""},
        {P(T("a") "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>"
                  "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" T(
                      "o") "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" T("b")),
         "o", "och", ""},
        {P(T("a") "<w:sdt><w:sdtPr><w:dataBinding w:xpath=\"/a\"/></w:sdtPr><w:sdtContent>" T(
             "o") "</w:sdtContent></w:sdt>"),
         "o", "och", ""},
        {P("<w:r><w:t xml:space=\"default\">o</w:t></w:r>"), "o", "o ", ""},
        {P(T("a o")), "o", "o\tb", ""},
        {P("<w:r><w:t>a</w:t><w:tab/><w:noBreakHyphen/><w:t>b</w:t></w:r>"), "a\t‑b", "a\tx‑b", ""},
        {P("<w:r><w:t>a</w:t></w:r>\n <w:r><w:rPr/><w:t>b</w:t></w:r>"), "ab", "X",
         P("<w:r><w:t>X</w:t></w:r>\n <w:r><w:rPr/><w:t xml:space=\"preserve\"></w:t></w:r>")},
        {P("<w:r><w:t>a<![CDATA[b]]>c</w:t></w:r>"), "ab", "X", ""},
        {P("<w:r><w:t>a<![CDATA[b]]>c</w:t></w:r>"), "bc", "X", ""},
        {P("<w:r><w:t>a<![CDATA[b]]>c</w:t></w:r>"), "b", "X", P("<w:r><w:t>a<![CDATA[X]]>c</w:t></w:r>")},
        {P(T("ab") BOLD("cd")), "bc", "\x01", ""},
        {P("<w:r><w:rPr><w:rFonts w:ascii=\"Ä > 'B'\"/></w:rPr><w:t>a</w:t></w:r>"
           "<w:r><w:rPr><w:rFonts w:ascii='Ä > \"B\"'/></w:rPr><w:t>b</w:t></w:r>"),
         "ab", "X",
         P("<w:r><w:rPr><w:rFonts w:ascii=\"Ä > 'B'\"/></w:rPr><w:t>X</w:t></w:r><w:r><w:rPr><w:rFonts w:ascii='Ä > "
           "\"B\"'/></w:rPr><w:t xml:space=\"preserve\"></w:t></w:r>")},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        static const char frame[] = FLAT_DOCUMENT("");
        struct arena *arena = arena_create();
        size_t head = (size_t)(strstr(frame, "</w:body>") - frame);
        const char *xml = str_format(arena, "%.*s%s%s", (int)head, frame, cases[i].body, frame + head).data;
        struct flat_reading reading = flat_read(xml);
        flat_accepted(&reading, cases[i].body);
        struct str got = replaced(reading.arena, reading.document->paragraphs[0].passage, cases[i].old, cases[i].new);
        if (got.len)
            got = str_slice(got, head, got.len - strlen(frame + head));
        assert_str(got, cases[i].wanted, cases[i].body);
        flat_release(&reading);
        arena_destroy(arena);
    }
}

static void every_encoding_stores_what_it_has_and_nothing_else(void **state) {
    (void)state;
    static const struct {
        enum encoding encoding;
        uint32_t point;
        struct str wanted;
    } cases[] = {{ENCODING_UTF8, 0xe5, {"\xc3\xa5", 2}},
                 {ENCODING_ASCII, 'a', {"a", 1}},
                 {ENCODING_ASCII, 0xe5, {NULL, 0}},
                 {ENCODING_LATIN1, 0xe5, {"\xe5", 1}},
                 {ENCODING_LATIN1, 0x2013, {NULL, 0}},
                 {ENCODING_WINDOWS1252, 0x2013, {"\x96", 1}},
                 {ENCODING_WINDOWS1252, 0x96, {NULL, 0}},
                 {ENCODING_UTF16LE, 0xe5, {"\xe5\0", 2}},
                 {ENCODING_UTF16BE, 0x1d11e, {"\xd8\x34\xdd\x1e", 4}}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct buf out = buf_in(arena);
        bool known = encoding_add(&out, cases[i].encoding, cases[i].point);
        assert_int_equal(known, cases[i].wanted.len != 0);
        assert_true(str_equal(buf_str(&out), cases[i].wanted));
        arena_destroy(arena);
    }
}

static void what_has_no_readable_text_is_fixed_as_markup_or_not_at_all(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct diag_list list = diag_list_in(arena, 0);
    struct source *source = source_create(arena, STR("p"), (struct str){0}, STR("<a>"));
    struct passage_builder builder = {.arena = arena, .source = source};
    const struct {
        struct place place;
        enum encoding encoding;
        const char *text, *wanted; /* wanted: "" for no fix */
    } cases[] = {
        {source_place(source, 1, 2), ENCODING_UTF8, "å", "<å>"},
        {source_place(source, 1, 2), ENCODING_ASCII, "b", "<b>"},
        {source_place(source, 1, 2), ENCODING_ASCII, "å", ""},
        {{0}, ENCODING_UTF8, "b", ""},
        {passage_whole(passage_finish(&builder)), ENCODING_UTF8, "b", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        source_set_text(source, source->bytes, cases[i].encoding);
        struct diag *diag = diag_add(&list, "A", cases[i].place);
        diag_edit(&list, diag, true, diag->place, str_from(cases[i].text));
        assert_str(diag->fix ? apply(arena, source, diag->fix) : STR(""), cases[i].wanted, cases[i].text);
    }
    arena_destroy(arena);
}

/* A text so long that its start tag would have to be looked for again for each edit: no edit may bare a space there. */
static void a_space_is_not_bared_far_behind_the_start_tag(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct buf xml = buf_in(arena);
    buf_add(&xml, STR("<w:t>"));
    for (int i = 0; i < 70000; i++)
        buf_byte(&xml, 'a');
    buf_add(&xml, STR(" b</w:t>"));
    struct source *source = source_create(arena, STR("p"), (struct str){0}, buf_str(&xml));
    struct passage_builder builder = {.arena = arena, .source = source};
    passage_add_raw(&builder, strlen("<w:t>"), source->text.len - strlen("</w:t>"));
    const struct passage *passage = passage_finish(&builder);
    assert_true(replaced(arena, passage, " b", " c").len == source->text.len);
    assert_true(replaced(arena, passage, "b", "").len == 0);
    arena_destroy(arena);
}

static void a_fix_of_which_a_part_cannot_be_made_is_none(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct diag_list list = diag_list_in(arena, 0);
    struct source *source = source_create(arena, STR("p"), (struct str){0}, STR("a b"));
    struct passage_builder builder = {.arena = arena, .source = source};
    passage_add(&builder, STR("a"), 0, 1, RUN_VERBATIM);
    builder.home = RUN_DERIVED;
    passage_add(&builder, STR("b"), 2, 3, RUN_VERBATIM);
    const struct passage *passage = passage_finish(&builder);
    struct diag *diag = diag_add(&list, "A", passage_whole(passage));
    diag_edit(&list, diag, true, passage_place(passage, 0, 1), STR("x"));
    assert_non_null(diag->fix);
    diag_edit(&list, diag, true, passage_place(passage, 1, 2), STR("y"));
    assert_null(diag->fix);
    diag_edit(&list, diag, true, passage_place(passage, 0, 1), STR("z"));
    assert_null(diag->fix);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_differs_is_replaced_and_escaped),
        cmocka_unit_test(edits_of_word_text_keep_all_markup),
        cmocka_unit_test(every_encoding_stores_what_it_has_and_nothing_else),
        cmocka_unit_test(what_has_no_readable_text_is_fixed_as_markup_or_not_at_all),
        cmocka_unit_test(a_space_is_not_bared_far_behind_the_start_tag),
        cmocka_unit_test(a_fix_of_which_a_part_cannot_be_made_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
