#include "verdict.h"

#include <libxml/xmlregexp.h>
#include <libxml/xmlschemas.h>

#include "buf.h"
#include "embedded.h"
#include "findings.h"

/* Documents by chance along the tables, with a fault now and then. */
struct author {
    const struct verdict_schema *schema;
    struct buf text;
    uint64_t state;
    size_t faults; /* one in so many decisions; 0: none */
};

static size_t roll(struct author *author, size_t sides) {
    author->state ^= author->state << 13;
    author->state ^= author->state >> 7;
    author->state ^= author->state << 17;
    return (size_t)(author->state >> 33) % sides;
}

static bool errs(struct author *author) {
    return author->faults && roll(author, author->faults) == 0;
}

static bool match(void *user, size_t value, const char *text) {
    const struct verdict_schema *schema = user;
    xmlRegexp *pattern = xmlRegexpCompile((const xmlChar *)schema->values[value].pattern);
    assert_non_null(pattern);
    bool matches = xmlRegexpExec(pattern, (const xmlChar *)text) == 1;
    xmlRegFreeRegexp(pattern);
    return matches;
}

static const char *const pool[] = {"",
                                   "a",
                                   "a1",
                                   "4.1",
                                   "4.1.",
                                   " 4.1",
                                   "4.1 ",
                                   "a b",
                                   "a  b",
                                   "a&#9;b",
                                   "a&#10;b",
                                   "å",
                                   "x:y",
                                   "#1",
                                   "2025",
                                   "20255",
                                   "0000",
                                   "2025-02",
                                   "2025-13",
                                   "0000-01",
                                   "2025-02-28",
                                   "2025-02-30",
                                   "2024-02-29",
                                   "0000-01-01",
                                   "2025-02-28Z",
                                   "2025/2028",
                                   "2025-01/2026-02-28",
                                   "2025-1/2026",
                                   "0",
                                   "1",
                                   "99",
                                   "100",
                                   "007",
                                   "-1",
                                   "+1",
                                   "-0",
                                   "12345678901",
                                   "true",
                                   "false",
                                   "TRUE",
                                   "vp",
                                   "VP",
                                   "vp ",
                                   "done",
                                   "0123456789abcdef0123456789abcdef"};

/* A value that is likely to be right. */
static const char *good_value(struct author *author, size_t number) {
    static const char *const by_base[] = {
        [VERDICT_NOTHING] = "a",       [VERDICT_UNION] = "a",       [VERDICT_STRING] = " a  b",
        [VERDICT_TOKEN] = "a b",       [VERDICT_NMTOKEN] = "a-1",   [VERDICT_BOOLEAN] = "true",
        [VERDICT_DATE] = "2024-02-29", [VERDICT_MONTH] = "2024-12", [VERDICT_NATURAL] = "12",
        [VERDICT_POSITIVE] = "3"};
    const struct verdict_value *value = &author->schema->values[number];
    if (value->base == VERDICT_UNION)
        return good_value(author, value->members[roll(author, strlen((const char *)value->members))] - 1u);
    if (value->values) {
        size_t count = 0;
        while (value->values[count])
            count++;
        return value->values[roll(author, count)];
    }
    for (size_t tries = 0; value->base == VERDICT_TOKEN && value->pattern && tries < 100; tries++) {
        const char *text = pool[roll(author, COUNT(pool))];
        /* Blanks that XML Schema removes from tokens are not looked into. */
        bool blanks = strchr(text, '&') || *text == ' ' || strstr(text, "  ") || str_ends(str_from(text), STR(" "));
        if (!blanks && match((void *)(uintptr_t)author->schema, number, text))
            return text;
    }
    return by_base[value->base];
}

static void write_attributes(struct author *author, size_t type) {
    const struct verdict_schema *schema = author->schema;
    for (size_t name = 0; name < schema->name_count; name++) {
        unsigned cell = schema->attributes[type * schema->name_count + name];
        bool wanted = cell >= VERDICT_REQUIRED ? !errs(author) : cell ? roll(author, 3) == 0 : errs(author);
        if (!wanted)
            continue;
        const char *value =
            !cell || errs(author) ? pool[roll(author, COUNT(pool))] : good_value(author, cell % VERDICT_REQUIRED - 1);
        buf_format(&author->text, " %s=\"%s\"", schema->names[name], value);
    }
    static const char *const others[] = {
        " xml:lang=\"sv\"", " xmlns:x=\"urn:x\" x:a=\" \"", " t:kind=\"vp\"",
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"",
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"t:inline\""};
    bool allowed = schema->types[type].flags & VERDICT_OTHER_ATTRIBUTES;
    if (allowed ? roll(author, 4) == 0 : errs(author))
        buf_add(&author->text, str_from(others[errs(author) ? roll(author, COUNT(others)) : roll(author, 2)]));
}

static void write_element(struct author *author, size_t type, const char *name, size_t depth);

static void write_content(struct author *author, size_t type, size_t depth) {
    static const char *const foreign[] = {"<x:a xmlns:x=\"urn:x\" b=\"1\">text<x:b x:c=\"\"/></x:a>",
                                          "<y xmlns=\"urn:y\"/>",
                                          "<y xmlns=\"\"/>",
                                          "<y xmlns=\"urn:y\"><z xmlns=\"\"/></y>",
                                          "<y xmlns=\"urn:y\"><t:plan/></y>",
                                          "<y xmlns=\"urn:y\"><t:plan kind=\"x\"/></y>",
                                          "<y xmlns=\"urn:y\"><t:nothing/></y>",
                                          "<y xmlns=\"urn:y\" t:a=\"\"/>"};
    static const char *const blanks[] = {" ",     "\n  ", "<!-- c -->",    "<?p i?>",
                                         "&#32;", "text", "<![CDATA[ ]]>", "\xC2\xA0"};
    const struct verdict_schema *schema = author->schema;
    unsigned flags = schema->types[type].flags;
    for (size_t i = roll(author, 6); i > 0; i--) {
        size_t name = roll(author, schema->name_count);
        for (size_t k = 0; k < schema->name_count && !schema->children[type * schema->name_count + name]; k++)
            name = (name + 1) % schema->name_count;
        unsigned child = schema->children[type * schema->name_count + name];
        if (flags & VERDICT_TEXT && roll(author, 2))
            buf_add(&author->text, STR("Ord &amp; ord"));
        else if (flags & VERDICT_EMPTY ? errs(author) : roll(author, 2) == 0)
            buf_add(&author->text, str_from(blanks[errs(author) ? roll(author, COUNT(blanks)) : roll(author, 2)]));
        if (flags & VERDICT_OTHERS ? roll(author, 8) == 0 : errs(author))
            buf_add(&author->text, str_from(foreign[errs(author) ? roll(author, COUNT(foreign)) : roll(author, 2)]));
        if (errs(author))
            write_element(author, child, schema->names[roll(author, schema->name_count)], depth + 1);
        else if (child && depth < 5)
            write_element(author, child, schema->names[name], depth + 1);
    }
}

static void write_element(struct author *author, size_t type, const char *name, size_t depth) {
    bool prefixed = roll(author, 8) == 0;
    buf_format(&author->text, "<%s%s", prefixed ? "t:" : "", name);
    if (depth == 0)
        buf_format(&author->text, " xmlns=\"%s\" xmlns:t=\"%s\"", author->schema->ns, author->schema->ns);
    write_attributes(author, type);
    buf_byte(&author->text, '>');
    if (type == 0 || depth < 8)
        write_content(author, type, depth);
    buf_format(&author->text, "</%s%s>", prefixed ? "t:" : "", name);
}

static void ignore(void *user, xmlError *error) {
    (void)user, (void)error;
}

static bool libxml2_accepts(xmlSchema *schema, xmlDoc *tree) {
    xmlSchemaValidCtxt *context = xmlSchemaNewValidCtxt(schema);
    xmlSchemaSetValidStructuredErrors(context, ignore, NULL);
    bool valid = xmlSchemaValidateDoc(context, tree) == 0;
    xmlSchemaFreeValidCtxt(context);
    return valid;
}

static void what_is_proven_valid_is_valid_to_libxml2(void **state) {
    (void)state;
    enum { DOCUMENTS = 1500 };
    for (const struct verdict_schema *tables = verdict_schemas; tables->file; tables++) {
        struct str bytes = embedded_find(tables->file);
        xmlSchemaParserCtxt *parser = xmlSchemaNewMemParserCtxt(bytes.data, (int)bytes.len);
        xmlSchema *schema = xmlSchemaParse(parser);
        xmlSchemaFreeParserCtxt(parser);
        assert_non_null(schema);
        size_t valid = 0, proven = 0, root = 0;
        while (!tables->children[root])
            root++;
        for (uint64_t seed = 1; seed <= DOCUMENTS; seed++) {
            struct arena *arena = arena_create();
            struct limits limits = limits_default();
            struct diag_list diags = diag_list_in(arena, 0);
            struct author author = {.schema = tables,
                                    .text = buf_in(arena),
                                    .state = seed * UINT64_C(0x9E3779B97F4A7C15),
                                    .faults = seed % 3 ? 60 : 0};
            write_element(&author, tables->children[root], tables->names[root], 0);
            const char *text = str_copy(arena, buf_str(&author.text)).data;
            xmlDoc *tree = xml_read_tree(arena, source_of(arena, "a.xml", text), &limits, &diags);
            assert_non_null(tree);
            bool accepted = libxml2_accepts(schema, tree);
            bool proves = verdict_proves(tables, tree, match, (void *)(uintptr_t)tables);
            if (proves && !accepted)
                fail_msg("%s: proven, and libxml2 refuses it: %s", tables->file, text);
            valid += accepted;
            proven += proves;
            arena_destroy(arena);
        }
        print_message("%s: %zu of %d valid, %zu proven\n", tables->file, valid, DOCUMENTS, proven);
        assert_true(valid > DOCUMENTS / 4 && valid < DOCUMENTS * 19 / 20);
        assert_true(proven > valid * 9 / 10);
        xmlSchemaFree(schema);
    }
}

static void plans_projects_locks_and_baselines_have_tables(void **state) {
    (void)state;
    assert_non_null(verdict_find("schemas/plan.xsd"));
    assert_non_null(verdict_find("schemas/project.xsd"));
    assert_non_null(verdict_find("schemas/lock.xsd"));
    assert_non_null(verdict_find("schemas/baseline.xsd"));
    assert_null(verdict_find("schemas/rules.xsd"));
}

int main(void) {
    xml_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_proven_valid_is_valid_to_libxml2),
        cmocka_unit_test(plans_projects_locks_and_baselines_have_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
