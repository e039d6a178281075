#include "opc.h"

#include "archive.h"

#define TYPES(inner) "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>" inner "</Types>"
#define RELS(inner)                                                                                                    \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" inner "</Relationships>"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define STRICT_OFFICE "http://purl.oclc.org/ooxml/officeDocument/relationships/"
#define REL(type, target) "<Relationship Id='rId1' Type='" type "' Target='" target "'/>"
#define EXTERNAL(type, target) "<Relationship Id='rId1' Type='" type "' Target='" target "' TargetMode='External'/>"
#define MAIN(target) REL(OFFICE "officeDocument", target)
#define OVERRIDE(part, type) "<Override PartName='" part "' ContentType='" type "'/>"
#define XML_DEFAULT "<Default Extension='xml' ContentType='application/xml'/>"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

/* A package under test and what was said about it. */
struct desk {
    struct arena *arena;
    struct limits limits;
    struct diag_list diags;
    struct package *package; /* NULL when it was not opened */
};

static void desk_open(struct desk *desk, const struct member *members, size_t count) {
    desk->arena = arena_create();
    desk->diags = diag_list_in(desk->arena, 0);
    struct paper_archive archive = archive_of(desk->arena, members, count, 0);
    struct source *file = source_create(desk->arena, STR("plan.docx"), (struct str){0}, buf_str(&archive.bytes));
    desk->package = package_open(desk->arena, file, &desk->limits, &desk->diags);
}

/* Fails unless exactly the fatal diagnostic `id`, or for "" none, was given. */
static void expect(const struct desk *desk, const char *id, const char *what) {
    assert_number((int64_t)desk->diags.count, id[0] != '\0', what);
    if (desk->diags.count > 0)
        assert_str(desk->diags.items[0]->id, id, what);
    assert_int_equal(diag_failed(&desk->diags), id[0] != '\0');
}

static void the_main_part_is_found_through_types_and_relationships(void **state) {
    (void)state;
    static const struct {
        const char *what, *types, *rels, *part, *second; /* NULL: no such part */
        const char *main, *id;
    } cases[] = {
        {"usual", TYPES(OVERRIDE("/word/document.xml", WORD)), RELS(MAIN("word/document.xml")), "word/document.xml",
         NULL, "word/document.xml", ""},
        {"elsewhere, beside a decoy", TYPES(OVERRIDE("/real.xml", WORD)), RELS(MAIN("real.xml")), "real.xml",
         "word/document.xml", "real.xml", ""},
        {"absolute target", TYPES(OVERRIDE("/a.xml", WORD)), RELS(MAIN("/a.xml")), "a.xml", NULL, "a.xml", ""},
        {"target with dots", TYPES(OVERRIDE("/a/b.xml", WORD)), RELS(MAIN("./a/c/../b.xml")), "a/b.xml", NULL,
         "a/b.xml", ""},
        {"encoded target, plain part", TYPES(OVERRIDE("/a%20b.xml", WORD)), RELS(MAIN("a%20b.xml")), "a b.xml", NULL,
         "a b.xml", ""},
        {"encoded target, encoded part", TYPES(OVERRIDE("/a%20b.xml", WORD)), RELS(MAIN("a%20b.xml")), "a%20b.xml",
         NULL, "a%20b.xml", ""},
        {"other case", TYPES(OVERRIDE("/WORD/Document.xml", WORD)), RELS(MAIN("Word/document.XML")),
         "word/document.xml", NULL, "Word/document.XML", ""},
        {"backslash in the part", TYPES(OVERRIDE("/word/document.xml", WORD)), RELS(MAIN("word/document.xml")),
         "word\\document.xml", NULL, "word/document.xml", ""},
        {"strict", TYPES(OVERRIDE("/a.xml", WORD)), RELS(REL(STRICT_OFFICE "officeDocument", "a.xml")), "a.xml", NULL,
         "a.xml", ""},
        {"no relationship, a declared part", TYPES(OVERRIDE("/a.xml", WORD)), RELS(""), "a.xml", NULL, "a.xml", ""},
        {"no relationship, the usual part", TYPES(XML_DEFAULT), RELS(""), "word/document.xml", NULL,
         "word/document.xml", ""},
        {"nothing to go by", TYPES(XML_DEFAULT), RELS(""), "a.xml", NULL, NULL, "DOC106"},
        {"template", TYPES(OVERRIDE("/a.xml", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml")),
         RELS(MAIN("a.xml")), "a.xml", NULL, "a.xml", ""},
        {"type in capitals", TYPES(OVERRIDE("/a.xml", "APPLICATION/VND.MS-WORD.DOCUMENT.MACROENABLED.MAIN+XML")),
         RELS(MAIN("a.xml")), "a.xml", NULL, "a.xml", ""},
        {"type by extension only", TYPES(XML_DEFAULT), RELS(MAIN("a.xml")), "a.xml", NULL, "a.xml", ""},
        {"workbook",
         TYPES(OVERRIDE("/a.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")),
         RELS(MAIN("a.xml")), "a.xml", NULL, NULL, "DOC112"},
        {"presentation",
         TYPES(
             OVERRIDE("/a.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml")),
         RELS(MAIN("a.xml")), "a.xml", NULL, NULL, "DOC113"},
        {"theme", TYPES(OVERRIDE("/a.xml", "application/vnd.openxmlformats-officedocument.themeManager+xml")),
         RELS(MAIN("a.xml")), "a.xml", NULL, NULL, "DOC114"},
        {"zip of documents", NULL, NULL, "plan.docx", NULL, NULL, "DOC110"},
        {"OpenDocument", NULL, NULL, "content.xml", "META-INF/manifest.xml", NULL, "DOC111"},
        {"no relationships part", TYPES(OVERRIDE("/a.xml", WORD)), NULL, "a.xml", NULL, NULL, "DOC115"},
        {"main part missing", TYPES(""), RELS(MAIN("word/document.xml")), "a.xml", NULL, NULL, "DOC116"},
        {"main part is a folder", TYPES(""), RELS(MAIN("word/document.xml")), "word/document.xml/", NULL, NULL,
         "DOC116"},
        {"main part on the network", TYPES(""), RELS(EXTERNAL(OFFICE "officeDocument", "http://example.org/a.xml")),
         "a.xml", NULL, NULL, "DOC117"},
        {"main part in a file", TYPES(""), RELS(MAIN("file:///a.xml")), "a.xml", NULL, NULL, "DOC117"},
        {"main part outside", TYPES(""), RELS(MAIN("../../a.xml")), "a.xml", NULL, NULL, "DOC118"},
        {"main part outside, encoded", TYPES(""), RELS(MAIN("%2e%2E/a.xml")), "a.xml", NULL, NULL, "DOC118"},
        {"two main parts", TYPES(""), RELS(MAIN("a.xml") MAIN("b.xml")), "a.xml", "b.xml", NULL, "DOC119"},
        {"one main part twice", TYPES(OVERRIDE("/a.xml", WORD)), RELS(MAIN("a.xml") MAIN("/A.xml")), "a.xml", NULL,
         "a.xml", ""},
        {"two main parts, one missing", TYPES(OVERRIDE("/b.xml", WORD)), RELS(MAIN("a.xml") MAIN("b.xml")), "b.xml",
         NULL, "b.xml", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct member members[4];
        size_t count = 0;
        if (cases[i].types != NULL)
            members[count++] = (struct member){.name = STR("[Content_Types].xml"), .data = str_from(cases[i].types)};
        if (cases[i].rels != NULL)
            members[count++] =
                (struct member){.name = STR("_rels/.rels"), .data = str_from(cases[i].rels), .method = DEFLATE};
        members[count++] = (struct member){.name = str_from(cases[i].part)};
        if (cases[i].second != NULL)
            members[count++] = (struct member){.name = str_from(cases[i].second)};
        struct desk desk = {.limits = limits_default()};
        desk_open(&desk, members, count);
        assert_non_null(desk.package);
        struct str main = package_main(desk.package, &desk.diags);
        assert_str(main, cases[i].main == NULL ? "" : cases[i].main, cases[i].what);
        expect(&desk, cases[i].id, cases[i].what);
        arena_destroy(desk.arena);
    }
}

static void relationships_are_resolved_against_their_part(void **state) {
    (void)state;
    static const struct {
        const char *rel;
        enum relationship type;
        const char *target;
        bool external;
    } cases[] = {
        {REL(OFFICE "styles", "styles2.xml"), REL_STYLES, "word/styles2.xml", false},
        {REL(STRICT_OFFICE "numbering", "/word/numbering.xml"), REL_NUMBERING, "word/numbering.xml", false},
        {REL(OFFICE "settings", "../settings.xml"), REL_SETTINGS, "settings.xml", false},
        {REL(OFFICE "footnotes", "sub\\notes.xml"), REL_FOOTNOTES, "word/sub/notes.xml", false},
        {REL(OFFICE "header", "../../../up.xml"), REL_HEADER, "../../up.xml", false},
        {REL(OFFICE "footer", "fot%C3%A5.xml"), REL_FOOTER, "word/fotå.xml", false},
        {REL(OFFICE "comments", "a%zz.xml?x#y"), REL_COMMENTS, "word/a%zz.xml", false},
        {REL(OFFICE "hyperlink", "#_top"), REL_HYPERLINK, "#_top", false},
        {EXTERNAL(OFFICE "hyperlink", "../doc.html"), REL_HYPERLINK, "../doc.html", true},
        {REL(OFFICE "hyperlink", "mailto:a@example.org"), REL_HYPERLINK, "mailto:a@example.org", true},
        {REL("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
             "/docProps/core.xml"),
         REL_CORE_PROPERTIES, "docProps/core.xml", false},
        {REL("http://example.org/styles", "styles.xml"), REL_OTHER, "word/styles.xml", false},
        {REL(OFFICE "image", "media/a.png"), REL_OTHER, "word/media/a.png", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct desk desk = {.limits = limits_default()};
        struct arena *arena = arena_create();
        struct str rels = str_format(arena, RELS("%s"), cases[i].rel);
        const struct member members[] = {{.name = STR("Word/_rels/Document.xml.rels"), .data = rels, .method = DEFLATE},
                                         {.name = STR("word/document.xml")}};
        desk_open(&desk, members, COUNT(members));
        size_t count, again;
        const struct package_link *links = package_links(desk.package, STR("word/document.xml"), &count, &desk.diags);
        expect(&desk, "", cases[i].rel);
        assert_int_equal(count, 1);
        assert_str(links->id, "rId1", cases[i].rel);
        assert_str(links->target, cases[i].target, cases[i].rel);
        assert_number(links->type, cases[i].type, cases[i].rel);
        assert_int_equal(links->external, cases[i].external);
        /* The place is the value of Target, as written. */
        struct str written = str_slice(links->place.source->text, links->place.begin, links->place.end);
        assert_true(str_find(str_from(cases[i].rel), str_format(arena, "Target='%.*s'", STR_ARGS(written)), 0) !=
                    SIZE_MAX);
        assert_ptr_equal(package_links(desk.package, STR("WORD/document.xml"), &again, &desk.diags), links);
        package_links(desk.package, STR("word/other.xml"), &count, &desk.diags);
        assert_int_equal(count, 0);
        arena_destroy(desk.arena);
        arena_destroy(arena);
    }
}

static void a_damaged_part_is_one_diagnostic_and_no_text(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    const struct str text = STR("<w>text text text text text</w>");
    struct str packed = deflated(arena, text);
    struct buf tail = buf_in(arena), blocks = buf_in(arena);
    buf_add(&tail, packed);
    buf_byte(&tail, '\0');
    for (size_t i = 0; i < 1000; i++)
        buf_add(&blocks, ((struct str){"\0\0\0\xff\xff", 5}));
    buf_add(&blocks, packed);
    const struct {
        const char *what;
        struct member member;
        const char *id;
    } cases[] = {
        {"whole", {.data = text, .method = DEFLATE}, ""},
        {"stored", {.data = text}, ""},
        {"empty blocks before the data", {.data = text, .method = DEFLATE, .packed = buf_str(&blocks)}, ""},
        {"stored, a byte changed", {.data = text, .packed = STR("<w>text text text text texT</w>")}, "DOC085"},
        {"more than declared", {.data = STR("<w>"), .method = DEFLATE, .packed = packed}, "DOC086"},
        {"less than declared",
         {.data = STR("<w>text text text text text</w>    "), .method = DEFLATE, .packed = packed},
         "DOC086"},
        {"cut", {.data = text, .method = DEFLATE, .packed = str_slice(packed, 0, packed.len - 1)}, "DOC087"},
        {"empty", {.data = text, .method = DEFLATE, .packed = {"", 0}}, "DOC087"},
        {"a wrong block type", {.data = text, .method = DEFLATE, .packed = {"\x07", 1}}, "DOC087"},
        {"a byte behind the end", {.data = text, .method = DEFLATE, .packed = buf_str(&tail)}, "DOC088"},
        {"stored with two sizes", {.data = text, .packed = STR("<w>")}, "DOC107"},
        {"encrypted", {.data = text, .method = DEFLATE, .flags = 1}, "DOC098"},
        {"bzip2", {.data = text, .method = 12, .packed = STR("BZh9")}, "DOC099"},
        {"a link", {.data = STR("/etc/passwd"), .host = 3, .mode = 0120777}, "DOC100"},
        {"a plain file by its mode", {.data = text, .host = 3, .mode = 0100644}, ""},
        {"a mode that is none, from DOS", {.data = text, .mode = 0120777}, ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct desk desk = {.limits = limits_default()};
        struct member member = cases[i].member;
        member.name = STR("word/document.xml");
        desk_open(&desk, &member, 1);
        assert_non_null(desk.package);
        struct source *part = package_part(desk.package, STR("WORD/document.xml"), &desk.diags);
        assert_int_equal(part != NULL, cases[i].id[0] == '\0');
        if (part != NULL) {
            assert_true(str_equal(part->bytes, text));
            assert_str(part->part, "word/document.xml", cases[i].what);
        }
        assert_ptr_equal(package_part(desk.package, STR("word/document.xml"), &desk.diags), part);
        expect(&desk, cases[i].id, cases[i].what);
        arena_destroy(desk.arena);
    }
    arena_destroy(arena);
}

static void limits_are_met_exactly(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    enum { SIZE = 9 << 20 };
    struct str zeros = {arena_alloc(arena, SIZE), SIZE};
    const struct member members[] = {{.name = STR("a"), .data = zeros, .method = DEFLATE},
                                     {.name = STR("b"), .data = STR("bb")},
                                     {.name = STR("_rels/.rels"), .data = STR(RELS(MAIN("a") MAIN("b")))}};
    uint64_t packed = deflated(arena, zeros).len;
    const struct {
        const char *what;
        enum limit limit;
        uint64_t value;
        const char *id;
    } cases[] = {{"part", LIMIT_PART_BYTES, SIZE, ""},
                 {"part, one less", LIMIT_PART_BYTES, SIZE - 1, "DOC102"},
                 {"package", LIMIT_PACKAGE_BYTES, SIZE + 2, ""},
                 {"package, one less", LIMIT_PACKAGE_BYTES, SIZE + 1, "DOC103"},
                 {"ratio", LIMIT_INFLATE_RATIO, SIZE / packed + 1, ""},
                 {"ratio, one less", LIMIT_INFLATE_RATIO, SIZE / packed, "DOC104"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct desk desk = {.limits = limits_default()};
        desk.limits.value[LIMIT_INFLATE_RATIO] = 2000;
        desk.limits.value[cases[i].limit] = cases[i].value;
        desk_open(&desk, members, COUNT(members));
        package_part(desk.package, STR("a"), &desk.diags);
        package_part(desk.package, STR("b"), &desk.diags);
        expect(&desk, cases[i].id, cases[i].what);
        arena_destroy(desk.arena);
    }
    for (uint64_t limit = 1; limit <= 2; limit++) {
        struct desk desk = {.limits = limits_default()};
        desk.limits.value[LIMIT_RELATIONSHIPS] = limit;
        desk_open(&desk, members, COUNT(members));
        size_t count;
        package_links(desk.package, STR(""), &count, &desk.diags);
        assert_int_equal(count, limit == 2 ? 2 : 0);
        expect(&desk, limit == 2 ? "" : "DOC105", "relationships");
        arena_destroy(desk.arena);
    }
    arena_destroy(arena);
}

static void parts_are_found_by_the_end_of_their_name(void **state) {
    (void)state;
    struct desk desk = {.limits = limits_default()};
    const struct member members[] = {{.name = STR("word/VbaProject.bin")}};
    desk_open(&desk, members, 1);
    assert_true(package_has(desk.package, STR("vbaProject.bin")));
    assert_false(package_has(desk.package, STR("vbaData.xml")));
    assert_null(package_part(desk.package, STR("word/other.bin"), &desk.diags));
    expect(&desk, "", "a part that is not there");
    arena_destroy(desk.arena);
}

int main(void) {
    xml_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_main_part_is_found_through_types_and_relationships),
        cmocka_unit_test(relationships_are_resolved_against_their_part),
        cmocka_unit_test(a_damaged_part_is_one_diagnostic_and_no_text),
        cmocka_unit_test(limits_are_met_exactly),
        cmocka_unit_test(parts_are_found_by_the_end_of_their_name),
    };
    return cmocka_run_group_tests_name("opc", tests, NULL, NULL);
}
