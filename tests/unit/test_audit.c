#include "audit.h"

#include "archive.h"

struct outcome_of_audit {
    bool accepted;
    size_t entries;
    const char *id; /* of the last diagnostic, "" when there is none */
    struct place place;
};

static struct outcome_of_audit audit_with(struct arena *arena, struct str bytes, const struct limits *limits) {
    struct diag_list diags = diag_list_in(arena, 0);
    struct archive archive;
    struct source *file = source_create(arena, STR("plan.docx"), (struct str){0}, bytes);
    struct outcome_of_audit outcome = {.id = ""};
    outcome.accepted = audit_archive(arena, file, limits, &archive, &diags);
    outcome.entries = archive.count;
    if (diags.count > 0) {
        outcome.id = str_copy(arena, diags.items[diags.count - 1]->id).data;
        outcome.place = diags.items[diags.count - 1]->place;
        assert_true(outcome.place.begin <= outcome.place.end && outcome.place.end <= bytes.len);
    }
    assert_true(outcome.accepted != diag_failed(&diags));
    return outcome;
}

static struct outcome_of_audit audit_bytes(struct arena *arena, struct str bytes) {
    struct limits limits = limits_default();
    return audit_with(arena, bytes, &limits);
}

/* Fails unless the audit of the members ends in the diagnostic; "" means that they are accepted without any. */
static void expect(struct arena *arena, const struct member *members, size_t count, const char *id, const char *what) {
    struct paper_archive archive = archive_of(arena, members, count, 0);
    struct outcome_of_audit outcome = audit_bytes(arena, buf_str(&archive.bytes));
    assert_str(str_from(outcome.id), id, what);
}

static const struct member plain[] = {{.name = {"_rels/.rels", 11}, .data = {"<a/>", 4}},
                                      {.name = {"word/", 5}},
                                      {.name = {"word/document.xml", 17}, .data = {"<w/>", 4}, .method = DEFLATE}};

static void an_ordinary_archive_is_accepted(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct paper_archive archive = archive_of(arena, plain, COUNT(plain), 0);
    struct outcome_of_audit outcome = audit_bytes(arena, buf_str(&archive.bytes));
    assert_str(str_from(outcome.id), "", "three entries");
    assert_int_equal(outcome.entries, 3);
    archive = archive_of(arena, plain, 0, 0);
    assert_str(str_from(audit_bytes(arena, buf_str(&archive.bytes)).id), "", "no entry at all");
    arena_destroy(arena);
}

static void one_damaged_field_is_found(void **state) {
    (void)state;
    enum record { LOCAL_HEADER, CENTRAL_HEADER, END_RECORD };
    static const struct {
        const char *what;
        enum record record;
        size_t at, width;
        uint64_t value;
        const char *id;
    } cases[] = {
        {"local signature", LOCAL_HEADER, 2, 1, 9, "DOC084"},
        {"local flags: encrypted", LOCAL_HEADER, 6, 2, 1, "DOC093"},
        {"local flags: a speed hint", LOCAL_HEADER, 6, 2, 2, ""},
        {"local method", LOCAL_HEADER, 8, 2, 0, "DOC093"},
        {"local checksum", LOCAL_HEADER, 14, 4, 1, "DOC093"},
        {"local packed size", LOCAL_HEADER, 18, 4, 1, "DOC093"},
        {"local size", LOCAL_HEADER, 22, 4, 1, "DOC093"},
        {"local name length", LOCAL_HEADER, 26, 2, 60000, "DOC084"},
        {"local name", LOCAL_HEADER, 30, 1, 'W', "DOC093"},
        {"central signature", CENTRAL_HEADER, 3, 1, 3, "DOC083"},
        {"central packed size of 2 GiB", CENTRAL_HEADER, 20, 4, 1u << 31, "DOC084"},
        {"central packed size without zip64 field", CENTRAL_HEADER, 20, 4, 0xffffffff, "DOC083"},
        {"central name length", CENTRAL_HEADER, 28, 2, 60000, "DOC083"},
        {"central extra length", CENTRAL_HEADER, 30, 2, 1, "DOC083"},
        {"central disk", CENTRAL_HEADER, 34, 2, 1, "DOC090"},
        {"central offset past the end", CENTRAL_HEADER, 42, 4, 0x7fffffff, "DOC084"},
        {"central offset into another entry", CENTRAL_HEADER, 42, 4, 0, "DOC093"},
        {"end: disk", END_RECORD, 4, 2, 1, "DOC090"},
        {"end: entries on this disk", END_RECORD, 8, 2, 1, "DOC083"},
        {"end: more entries than there are", END_RECORD, 8, 4, 0x00040004, "DOC083"},
        {"end: fewer entries than there are", END_RECORD, 8, 4, 0x00020002, "DOC092"},
        {"end: count that asks for zip64", END_RECORD, 10, 2, 0xffff, "DOC082"},
        {"end: disk of the directory", END_RECORD, 6, 2, 1, "DOC090"},
        {"end: size that asks for zip64", END_RECORD, 12, 4, 0xffffffff, "DOC082"},
        {"end: offset that asks for zip64", END_RECORD, 16, 4, 0xffffffff, "DOC082"},
        {"end: directory size", END_RECORD, 12, 4, 0xfffffff0, "DOC082"},
        {"end: directory offset past the end", END_RECORD, 16, 4, 1u << 31, "DOC082"},
        {"end: directory offset inside an entry", END_RECORD, 16, 4, 10, "DOC082"},
        {"end: comment longer than the file", END_RECORD, 20, 2, 500, "DOC080"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct paper_archive archive = archive_of(arena, plain, COUNT(plain), 0);
        const size_t records[] = {archive.local[2], archive.central[2], archive.end};
        poke(&archive, records[cases[i].record] + cases[i].at, cases[i].value, cases[i].width);
        assert_str(str_from(audit_bytes(arena, buf_str(&archive.bytes)).id), cases[i].id, cases[i].what);
        arena_destroy(arena);
    }
}

static void any_change_of_a_byte_is_survived(void **state) {
    (void)state;
    struct arena *scratch = arena_create();
    struct paper_archive archive = archive_of(scratch, plain, COUNT(plain), 0);
    for (size_t i = 0; i < archive.bytes.len; i++) {
        static const unsigned char values[] = {0, 1, 0x7f, 0xff};
        for (size_t j = 0; j < COUNT(values); j++) {
            char before = archive.bytes.data[i];
            struct arena *arena = arena_create();
            poke(&archive, i, values[j], 1);
            audit_bytes(arena, buf_str(&archive.bytes));
            arena_destroy(arena);
            archive.bytes.data[i] = before;
        }
    }
    arena_destroy(scratch);
}

static void an_archive_cut_anywhere_is_cut_off(void **state) {
    (void)state;
    struct arena *scratch = arena_create();
    struct paper_archive archive = archive_of(scratch, plain, COUNT(plain), 0);
    for (size_t len = 0; len < archive.bytes.len; len++) {
        struct arena *arena = arena_create();
        struct outcome_of_audit outcome = audit_bytes(arena, str_slice(buf_str(&archive.bytes), 0, len));
        assert_str(str_from(outcome.id), "DOC080", "cut");
        arena_destroy(arena);
    }
    arena_destroy(scratch);
}

static void what_follows_the_end_is_forgiven_only_when_blank_and_short(void **state) {
    (void)state;
    static const struct {
        size_t count;
        char byte;
        bool accepted;
        const char *id;
    } cases[] = {{1, '\n', true, "DOC089"},
                 {16, '\0', true, "DOC089"},
                 {17, '\0', false, "DOC081"},
                 {1, 'x', false, "DOC081"},
                 {100000, '\0', false, "DOC081"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct paper_archive archive = archive_of(arena, plain, COUNT(plain), 0);
        size_t end = archive.bytes.len;
        for (size_t j = 0; j < cases[i].count; j++)
            buf_byte(&archive.bytes, cases[i].byte);
        struct outcome_of_audit outcome = audit_bytes(arena, buf_str(&archive.bytes));
        assert_str(str_from(outcome.id), cases[i].id, "tail");
        assert_int_equal(outcome.accepted, cases[i].accepted);
        assert_int_equal(outcome.place.begin, end);
        arena_destroy(arena);
    }
}

static void bytes_before_the_archive_are_refused_with_and_without_fitting_offsets(void **state) {
    (void)state;
    for (size_t offset = 0; offset <= 9; offset += 9) {
        struct arena *arena = arena_create();
        struct paper_archive archive = archive_of(arena, plain, COUNT(plain), offset);
        struct str bytes = str_format(arena, "%%PDF-1.4\n");
        struct buf both = buf_in(arena);
        buf_add(&both, str_slice(bytes, 0, 9));
        buf_add(&both, buf_str(&archive.bytes));
        assert_true(audit_is_archive(buf_str(&both)));
        struct outcome_of_audit outcome = audit_bytes(arena, buf_str(&both));
        assert_str(str_from(outcome.id), "DOC091",
                   offset == 0 ? "offsets count from the archive" : "offsets count from the file");
        assert_int_equal(outcome.place.end, 9);
        arena_destroy(arena);
    }
}

static void archives_are_told_from_other_files(void **state) {
    (void)state;
    static const struct {
        struct str bytes;
        bool archive;
    } cases[] = {{{"PK\3\4", 4}, true},  {{"PK\5\6", 4}, true}, {{"PK notes", 8}, false},          {{"", 0}, false},
                 {{"<xml/>", 6}, false}, {{"PK\3", 3}, false},  {{"%PDF-1.4\n%%EOF\n", 15}, false}};
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(audit_is_archive(cases[i].bytes), cases[i].archive);
}

static void two_ends_make_an_archive_ambiguous(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct paper_archive archive = archive_of(arena, plain, COUNT(plain), 0);
    poke(&archive, archive.end + 20, 22, 2); /* the second record is the comment of the first */
    buf_add(&archive.bytes, str_copy(arena, str_slice(buf_str(&archive.bytes), archive.end, archive.bytes.len)));
    poke(&archive, archive.bytes.len - 2, 0, 2);
    assert_str(str_from(audit_bytes(arena, buf_str(&archive.bytes)).id), "DOC092", "comment with an end record");
    /* An embedded archive has an end record of its own. */
    struct paper_archive inner = archive_of(arena, plain, COUNT(plain), 0);
    const struct member outer[] = {{.name = STR("word/embeddings/inner.docx"), .data = buf_str(&inner.bytes)}};
    expect(arena, outer, 1, "", "embedded archive");
    arena_destroy(arena);
}

static void names_that_readers_take_for_one_are_duplicates(void **state) {
    (void)state;
    static const char *const names[] = {"word/document.xml", "Word/Document.XML", "word\\document.xml",
                                        "word//document.xml"};
    for (size_t i = 0; i < COUNT(names); i++) {
        struct arena *arena = arena_create();
        const struct member members[] = {{.name = STR("word/document.xml")}, {.name = str_from(names[i])}};
        expect(arena, members, 2, "DOC096", names[i]);
        arena_destroy(arena);
    }
    struct arena *arena = arena_create();
    const struct member members[] = {{.name = STR("word/document.xml")}, {.name = STR("word/document.xml.rels")}};
    expect(arena, members, 2, "", "a longer name");
    arena_destroy(arena);
}

static void names_that_lead_out_of_the_package_are_refused(void **state) {
    (void)state;
    static const struct {
        struct str name;
        const char *id;
    } cases[] = {{{"../evil.xml", 11}, "DOC097"},
                 {{"a/../../x", 9}, "DOC097"},
                 {{"..\\x", 4}, "DOC097"},
                 {{"/etc/x", 6}, "DOC097"},
                 {{"\\\\host\\x", 8}, "DOC097"},
                 {{"C:\\x", 4}, "DOC097"},
                 {{"a\0b", 3}, "DOC097"},
                 {{".", 1}, "DOC097"},
                 {{"a/./b", 5}, "DOC097"},
                 {{"", 0}, "DOC097"},
                 {{"a..b/...", 8}, ""},
                 {{"word/CON", 8}, ""},
                 {{"a\nb\033", 4}, ""},
                 {{"\xff\xfe", 2}, ""},
                 {{"urn:x", 5}, ""},
                 {{"1:x", 3}, ""},
                 {{"[:x", 3}, ""},
                 {{"{:x", 3}, ""},
                 {{"z:", 2}, "DOC097"},
                 {{"a", 1}, ""},
                 {{"..", 2}, "DOC097"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        const struct member member = {.name = cases[i].name};
        expect(arena, &member, 1, cases[i].id, cases[i].name.data);
        arena_destroy(arena);
    }
}

static void bytes_between_entries_may_be_anything_but_an_entry(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct member members[] = {plain[0], plain[2]};
    members[0].gap = STR("padding");
    expect(arena, members, 2, "", "padding");
    members[1].gap = STR("signing block");
    expect(arena, members, 2, "", "padding before the directory");
    const struct member hidden[] = {
        plain[0], {.name = STR("word/document.xml"), .data = STR("<x/>"), .unlisted = true}, plain[2]};
    expect(arena, hidden, 3, "DOC095", "unlisted entry in the middle");
    const struct member first[] = {hidden[1], plain[2]};
    expect(arena, first, 2, "DOC095", "unlisted entry at the start");
    const struct member last[] = {plain[2], hidden[1]};
    expect(arena, last, 2, "DOC095", "unlisted entry before the directory");
    arena_destroy(arena);
}

static void entries_that_share_bytes_are_refused(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    /* The data of the first entry is the second one, header and all; then the directory's second offset is pointed into
     * it. */
    const struct member inner = {.name = STR("b"), .data = STR("<b/>")};
    struct paper_archive quoted = archive_of(arena, &inner, 1, 0);
    const struct member members[] = {
        {.name = STR("a"), .data = str_slice(buf_str(&quoted.bytes), 0, quoted.central[0])}, inner};
    struct paper_archive archive = archive_of(arena, members, 2, 0);
    poke(&archive, archive.central[1] + 42, 30 + 1, 4);
    assert_str(str_from(audit_bytes(arena, buf_str(&archive.bytes)).id), "DOC094", "quoted entry");
    arena_destroy(arena);
}

static void data_descriptors_must_fit_the_directory(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    for (unsigned form = 0; form < 8; form++) { /* with signature, with 8-byte sizes, with a wrong size */
        struct buf descriptor = buf_in(arena);
        if (form & 1)
            put(&descriptor, 0x08074b50, 4);
        put(&descriptor, checksum(STR("<a/>")), 4);
        put(&descriptor, 4, form & 2 ? 8 : 4);
        put(&descriptor, form & 4 ? 5 : 4, form & 2 ? 8 : 4);
        const struct member members[] = {
            {.name = STR("a"), .data = STR("<a/>"), .flags = STREAMED, .descriptor = buf_str(&descriptor)}, plain[0]};
        expect(arena, members, 2, form & 4 ? "DOC093" : "", "descriptor");
    }
    const struct member without = {.name = STR("a"), .data = STR("<a/>"), .flags = STREAMED};
    expect(arena, &without, 1, "DOC093", "no descriptor");
    arena_destroy(arena);
}

static void zip64_fields_are_read_and_their_lies_found(void **state) {
    (void)state;
    static const struct {
        const char *what;
        size_t bytes; /* of the field */
        uint64_t size;
        const char *id;
    } cases[] = {{"right", 16, 4, ""},
                 {"too short", 8, 4, "DOC083"},
                 {"a size of 2^62", 16, UINT64_C(1) << 62, "DOC102"},
                 {"other than the local header", 16, 5, "DOC093"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct buf local = buf_in(arena), central = buf_in(arena);
        put(&local, 1 | 16u << 16, 4);
        put(&local, 4, 8);
        put(&local, 4, 8);
        put(&central, 1 | cases[i].bytes << 16, 4);
        put(&central, cases[i].size, 8);
        if (cases[i].bytes > 8)
            put(&central, 4, 8);
        const struct member member = {
            .name = STR("a"), .data = STR("<a/>"), .extra = buf_str(&local), .central_extra = buf_str(&central)};
        struct paper_archive archive = archive_of(arena, &member, 1, 0);
        poke(&archive, archive.local[0] + 18, UINT64_MAX, 8);
        poke(&archive, archive.central[0] + 20, UINT64_MAX, 8);
        assert_str(str_from(audit_bytes(arena, buf_str(&archive.bytes)).id), cases[i].id, cases[i].what);
        arena_destroy(arena);
    }
}

static void the_zip64_end_record_must_say_what_the_classic_one_says(void **state) {
    (void)state;
    static const struct {
        const char *what;
        uint64_t count, record; /* entries it states; added to the place of the record in the locator */
        bool marked;            /* the classic record defers to it */
        const char *id;
        size_t at; /* a byte behind the entries that is made 2; 0: none */
    } cases[] = {{"equal", 1, 0, false, "", 0},
                 {"deferred", 1, 0, true, "", 0},
                 {"contradicting", 2, 0, false, "DOC092", 0},
                 {"deferred, more than fit", UINT64_MAX, 0, true, "DOC083", 0},
                 {"nowhere", 1, UINT64_C(1) << 40, true, "DOC082", 0},
                 {"a byte off", 1, 1, true, "DOC082", 0},
                 {"inside its own locator", 1, 40, true, "DOC082", 0},
                 {"another signature", 1, 0, true, "DOC082", 3},
                 {"another length", 1, 0, true, "DOC082", 4},
                 {"on another disk", 1, 0, true, "DOC092", 16},
                 {"with its directory on another disk", 1, 0, true, "DOC092", 20},
                 {"with another number on this disk", 1, 0, true, "DOC083", 24},
                 {"with a directory of another size", 1, 0, true, "DOC082", 40},
                 {"with its locator's disk another", 1, 0, true, "DOC090", 56 + 4},
                 {"in an archive of two disks", 1, 0, true, "DOC090", 56 + 16}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct paper_archive archive = archive_of(arena, plain, 1, 0);
        struct buf wide = buf_in(arena);
        buf_add(&wide, str_slice(buf_str(&archive.bytes), 0, archive.end));
        put(&wide, 0x06064b50, 4);
        put(&wide, 44, 8);
        put(&wide, 45 | 45u << 16, 4);
        put(&wide, 0, 8);
        put(&wide, cases[i].count, 8);
        put(&wide, cases[i].count, 8);
        put(&wide, archive.end - archive.central[0], 8);
        put(&wide, archive.central[0], 8);
        put(&wide, 0x07064b50, 4);
        put(&wide, 0, 4);
        put(&wide, archive.end + cases[i].record, 8);
        put(&wide, 1, 4);
        if (cases[i].at)
            wide.data[archive.end + cases[i].at] = 2;
        if (cases[i].marked)
            poke(&archive, archive.end + 8, UINT64_MAX, 8), poke(&archive, archive.end + 16, UINT64_MAX, 4);
        buf_add(&wide, str_slice(buf_str(&archive.bytes), archive.end, archive.bytes.len));
        assert_str(str_from(audit_bytes(arena, buf_str(&wide)).id), cases[i].id, cases[i].what);
        arena_destroy(arena);
    }
}

static void a_second_name_in_an_extra_field_is_a_contradiction(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct buf extra = buf_in(arena);
    put(&extra, 0x7075 | 6u << 16, 4);
    put(&extra, 1, 1);
    put(&extra, checksum(STR("a")), 4);
    buf_add(&extra, STR("b"));
    struct member member = {.name = STR("a"), .central_extra = buf_str(&extra)};
    expect(arena, &member, 1, "DOC093", "in the directory");
    member = (struct member){.name = STR("a"), .extra = buf_str(&extra)};
    expect(arena, &member, 1, "DOC093", "in the local header");
    member = (struct member){.name = STR("b"), .extra = buf_str(&extra), .central_extra = buf_str(&extra)};
    expect(arena, &member, 1, "", "the same name");
    member = (struct member){.name = STR("\x82"), .extra = buf_str(&extra), .central_extra = buf_str(&extra)};
    expect(arena, &member, 1, "", "for a name in an old code page");
    arena_destroy(arena);
}

static void the_limit_on_parts_is_met_exactly(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct paper_archive archive = archive_of(arena, plain, COUNT(plain), 0);
    struct limits limits = limits_default();
    limits.value[LIMIT_PARTS] = 3;
    assert_str(str_from(audit_with(arena, buf_str(&archive.bytes), &limits).id), "", "three of three");
    limits.value[LIMIT_PARTS] = 2;
    assert_str(str_from(audit_with(arena, buf_str(&archive.bytes), &limits).id), "DOC101", "three of two");
    arena_destroy(arena);
}

static void names_are_shown_as_text_and_cut(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    assert_str(audit_shown(arena, STR("word/mål\xff.xml")), "word/mål\\xff.xml", "a byte that is not UTF-8");
    struct buf name = buf_in(arena);
    for (size_t i = 0; i < 1000; i++)
        buf_add(&name, STR("å"));
    assert_int_equal(audit_shown(arena, buf_str(&name)).len, 120 * strlen("å") + strlen("…"));
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ordinary_archive_is_accepted),
        cmocka_unit_test(one_damaged_field_is_found),
        cmocka_unit_test(any_change_of_a_byte_is_survived),
        cmocka_unit_test(an_archive_cut_anywhere_is_cut_off),
        cmocka_unit_test(what_follows_the_end_is_forgiven_only_when_blank_and_short),
        cmocka_unit_test(bytes_before_the_archive_are_refused_with_and_without_fitting_offsets),
        cmocka_unit_test(archives_are_told_from_other_files),
        cmocka_unit_test(two_ends_make_an_archive_ambiguous),
        cmocka_unit_test(names_that_readers_take_for_one_are_duplicates),
        cmocka_unit_test(names_that_lead_out_of_the_package_are_refused),
        cmocka_unit_test(bytes_between_entries_may_be_anything_but_an_entry),
        cmocka_unit_test(entries_that_share_bytes_are_refused),
        cmocka_unit_test(data_descriptors_must_fit_the_directory),
        cmocka_unit_test(zip64_fields_are_read_and_their_lies_found),
        cmocka_unit_test(the_zip64_end_record_must_say_what_the_classic_one_says),
        cmocka_unit_test(a_second_name_in_an_extra_field_is_a_contradiction),
        cmocka_unit_test(the_limit_on_parts_is_met_exactly),
        cmocka_unit_test(names_are_shown_as_text_and_cut),
    };
    return cmocka_run_group_tests_name("audit", tests, NULL, NULL);
}
