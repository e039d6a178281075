#include "schema.h"

#include "embedded.h"
#include "findings.h"

#define PLAN(body) "<plan xmlns=\"urn:planlint:plan:1\" kind=\"vp\">\n" body "\n</plan>"
#define RULES(body) "<rules xmlns=\"urn:planlint:rules:1\" pack=\"own\">\n" body "\n</rules>"

struct validation {
    const char *what, *xml, *wanted;
};

static const struct validation cases[] = {
    {"a valid plan", PLAN("<section><heading>Inledning</heading><p>Text.</p></section>"), ""},
    {"another root", "<plam xmlns=\"urn:planlint:plan:1\"/>", "1:2-1:6 XSD001 `plam` -> plan\n"},
    {"a root without namespace", "<plan/>", "1:2-1:6 XSD022 `plan`\n"},
    {"a misspelt element", PLAN("<secton><heading>A</heading></secton>"), "2:2-2:8 XSD002 `secton` -> section\n"},
    {"an element with a prefix keeps it", "<v:plan xmlns:v=\"urn:planlint:plan:1\" kind=\"vp\"><v:secton/></v:plan>",
     "1:50-1:58 XSD002 `v:secton` -> section\n"},
    {"every unknown element of one parent", PLAN("<secton/>\n<p>A</p>\n<lst/>"),
     "2:2-2:8 XSD002 `secton` -> section\n4:2-4:5 XSD002 `lst` -> list\n"},
    {"faults inside what follows an unknown element", PLAN("<hej/>\n<section nivå=\"1\"><headin>A</headin></section>"),
     "2:2-2:5 XSD002 `hej`\n3:10-3:14 XSD010 `nivå`\n3:20-3:26 XSD002 `headin` -> heading\n"},
    {"an element without the namespace", PLAN("<p xmlns=\"\">A</p>"), "2:2-2:3 XSD006 `p`\n"},
    {"text between elements", PLAN("<section><heading>A</heading>\n  lös text\n</section>"),
     "3:3-3:11 XSD007 `lös text`\n"},
    {"text with an entity between elements", PLAN("a &amp; b"), "2:1-2:10 XSD007 `a & b`\n"},
    {"a misspelt attribute", PLAN("<section levl=\"1\"><heading>A</heading></section>"),
     "2:10-2:14 XSD010 `levl` -> level\n"},
    {"a misspelt value", "<plan xmlns=\"urn:planlint:plan:1\" kind=\"vpp\"/>", "1:41-1:44 XSD012 `vpp` -> vp\n"},
    {"a value with an entity", "<plan xmlns=\"urn:planlint:plan:1\" kind=\"v&#112;x\"/>",
     "1:41-1:49 XSD012 `vpx` -> vp\n"},
    {"a day that is not in the calendar", PLAN("<meta><decided date=\"2025-02-30\"/></meta>"),
     "2:22-2:32 XSD014 `2025-02-30`\n"},
    {"a date in words", PLAN("<meta><decided date=\"i mars\"/></meta>"), "2:22-2:28 XSD013 `i mars`\n"},
    {"an empty value", PLAN("<meta><decided date=\"\"/></meta>"), "2:22-2:22 XSD017 ``\n"},
    {"a period", "<plan xmlns=\"urn:planlint:plan:1\" period=\"2025-2028\"/>", "1:43-1:52 XSD013 `2025-2028`\n"},
    {"an element in an empty one", PLAN("<p>a<br><em>b</em></br></p>"), "2:10-2:12 XSD009 `em`\n"},
    {"text in an empty one", PLAN("<p>a<br> b </br></p>"), "2:10-2:11 XSD009 `b`\n"},
    {"a word where a day belongs", PLAN("<meta><decided date=\"2025-0a-30\"/></meta>"),
     "2:22-2:32 XSD013 `2025-0a-30`\n"},
    {"slashes where a day has hyphens", PLAN("<meta><decided date=\"2025/01/30\"/></meta>"),
     "2:22-2:32 XSD013 `2025/01/30`\n"},
    {"a number that is none", PLAN("<section level=\"två\"><heading>A</heading></section>"),
     "2:17-2:20 XSD013 `två`\n"},
    {"a listed value in what follows an unknown element",
     PLAN("<hej/>\n<section role=\"strateg\"><heading x:y=\"\" xmlns:x=\"urn:x\">A</heading></section>"),
     "2:2-2:5 XSD002 `hej`\n3:16-3:23 XSD012 `strateg` -> strategy\n"},
    {"elements of other namespaces after an unknown element", PLAN("<hej/>\n<x xmlns=\"urn:x\"/><!-- --><p>A</p>"),
     "2:2-2:5 XSD002 `hej`\n"},
    {"an attribute whose better name is there", PLAN("<section level=\"1\" levl=\"1\"><heading>A</heading></section>"),
     "2:20-2:24 XSD010 `levl` -> level\n"},
    {"text in a CDATA section", PLAN("<section><heading>A</heading><![CDATA[ lös ]]></section>"),
     "2:40-2:43 XSD007 `lös`\n"},
    {"text behind a comment", PLAN("<section><heading>A</heading> <!-- c --> lös</section>"),
     "2:42-2:45 XSD007 `lös`\n"},
    {"text behind a comment in an empty one", PLAN("<p>a<br><!-- c --><![CDATA[b]]></br></p>"),
     "2:28-2:29 XSD009 `b`\n"},
    {"elements without the namespace in one without it",
     PLAN(
         "<section xmlns=\"\"><heading>A</heading></section><section xmlns=\"\" xmlns:v=\"urn:planlint:plan:1\"><v:secton/></section>"),
     "2:2-2:9 XSD006 `section`\n"},
    {"an attribute with a prefix",
     PLAN("<section xmlns:v=\"urn:planlint:plan:1\" v:level=\"1\"><heading>A</heading></section>"),
     "2:40-2:47 XSD010 `v:level` -> level\n"},
    {"a word for yes",
     PLAN("<section><heading>A</heading><table><row header=\"ja\"><cell>a</cell></row></table></section>"),
     "2:50-2:52 XSD020 `ja`\n"},
    {"a page that is no number", PLAN("<toc><entry page=\"x\">a</entry></toc>"), "2:19-2:20 XSD016 `x`\n"},
    {"a name with a blank", PLAN("<section id=\"a b\"><heading>A</heading></section>"), "2:14-2:17 XSD019 `a b`\n"},
    {"a known element where it may not be", PLAN("<milestone><p levl=\"1\">A</p></milestone>"),
     "2:2-2:11 XSD002 `milestone`\n"},
    {"an empty value in what follows an unknown element",
     PLAN("<hej/>\n<section role=\"\"><heading>A</heading></section>"), "2:2-2:5 XSD002 `hej`\n"},
    {"an element that is like none", PLAN("<xyzzyxyzzyxyzzy/>"), "2:2-2:17 XSD002 `xyzzyxyzzyxyzzy`\n"},
    {"elements of other namespaces are allowed", PLAN("<x xmlns=\"urn:x\"><y z=\"1\"/></x>"), ""},
};

/* A rule pack has what a plan has not: lists of words, attributes that must be there, elements with a text only. */
static const struct validation pack_cases[] = {
    {"two words of a list",
     RULES("<forbid id=\"OWN001\" name=\"own\" severity=\"info\" kinds=\" vp app  rapprt \"><match>a</match></forbid>"),
     "2:59-2:62 XSD012 `app` -> ap\n2:64-2:70 XSD012 `rapprt` -> rapport\n"},
    {"an attribute that is missing", RULES("<forbid name=\"own\"><match>a</match></forbid>"),
     "2:2-2:8 XSD011 `forbid`\n2:2-2:8 XSD011 `forbid`\n"},
    {"one that is missing after an unknown element",
     RULES("<forbd/>\n<forbid name=\"own\" severity=\"inf\"><match>a</match></forbid>"),
     "2:2-2:7 XSD002 `forbd` -> forbid\n3:2-3:8 XSD011 `forbid`\n3:30-3:33 XSD012 `inf` -> info\n"},
    {"an element in a text",
     RULES("<profile id=\"own\"><focus id=\"a\" name=\"A\"><spelling>b<c/></spelling></focus></profile>"),
     "2:54-2:55 XSD008 `c`\n"},
    {"an empty text", RULES("<profile id=\"own\"><focus id=\"a\" name=\"A\"><spelling></spelling></focus></profile>"),
     "2:43-2:51 XSD017 `spelling`\n"},
    {"text in an element that has neither",
     RULES("<forbid id=\"OWN001\" name=\"own\" severity=\"info\"><match>a</match><fix replace=\"b\">c</fix></forbid>"),
     "2:81-2:82 XSD009 `c`\n"},
    {"an element in one that has none",
     RULES(
         "<forbid id=\"OWN001\" name=\"own\" severity=\"info\"><match>a</match><fix replace=\"b\"><c/></fix></forbid>"),
     "2:82-2:83 XSD009 `c`\n"},
    {"an attribute of an element that has none",
     RULES("<profile id=\"own\"><focus id=\"a\" name=\"A\"><spelling x=\"1\">b</spelling></focus></profile>"),
     "2:52-2:53 XSD021 `x`\n"},
    {"a name that is none", RULES("<profile id=\"Min Profil\"/>"), "2:14-2:24 XSD013 `Min Profil`\n"},
};

static bool validate(struct arena *arena, const char *schema, const char *xml, struct diag_list *diags) {
    struct limits limits = limits_default();
    xmlDoc *tree = xml_read_tree(arena, source_of(arena, "plan.xml", xml), &limits, diags);
    assert_non_null(tree);
    return schema_validate(schema_load(arena, schema), tree, diags);
}

static void find_all(const char *schema, const struct validation *tests, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct arena *arena = arena_create();
        struct diag_list diags = diag_list_in(arena, 0);
        bool valid = validate(arena, schema, tests[i].xml, &diags);
        assert_str(findings_text(arena, &diags), tests[i].wanted, tests[i].what);
        assert_true(valid == (tests[i].wanted[0] == '\0'));
        assert_worded(arena, shipped_rules(arena), &diags);
        arena_destroy(arena);
    }
}

static void errors_stand_at_their_exact_place(void **state) {
    (void)state;
    find_all("schemas/plan.xsd", cases, COUNT(cases));
}

static void errors_of_packs_do_too(void **state) {
    (void)state;
    find_all("schemas/rules.xsd", pack_cases, COUNT(pack_cases));
}

static void messages_name_what_is_allowed(void **state) {
    (void)state;
    static const struct {
        const char *xml, *sv, *en;
    } messages[] = {
        {"<plan xmlns=\"urn:planlint:plan:1\" kind=\"x\"/>",
         "”x” är inget giltigt värde för kind. Välj bland: vp, ap, rapport, tidplan.",
         "“x” is no valid value of kind. Choose among: vp, ap, rapport, tidplan."},
        {"<plan xmlns=\"urn:planlint:plan:1\" year=\"25\"/>",
         "”25” är inget giltigt värde för year; rätt form: år, 2025.",
         "“25” is no valid value of year; right form: year, 2025."},
    };
    for (size_t i = 0; i < COUNT(messages); i++) {
        struct arena *arena = arena_create();
        struct diag_list diags = diag_list_in(arena, 0);
        struct rules *rules = shipped_rules(arena);
        validate(arena, "schemas/plan.xsd", messages[i].xml, &diags);
        assert_int_equal(diags.count, 1);
        const struct rule *rule = rules_find(rules, diags.items[0]->id);
        assert_str(kind_message(arena, &rule->kind, diags.items[0], LANGUAGE_SV), messages[i].sv, "sv");
        assert_str(kind_message(arena, &rule->kind, diags.items[0], LANGUAGE_EN), messages[i].en, "en");
        arena_destroy(arena);
    }
}

/* Validation that added defaults or moved nodes would change what the rules read. */
static void validation_leaves_the_tree_alone(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct limits limits = limits_default();
    struct diag_list diags = diag_list_in(arena, 0);
    struct source *source = source_of(arena, "plan.xml", PLAN("<section><p>A</p><x/></section>"));
    xmlDoc *tree = xml_read_tree(arena, source, &limits, &diags);
    xmlChar *before, *after;
    int before_len, after_len;
    xmlDocDumpMemory(tree, &before, &before_len);
    schema_validate(schema_load(arena, "schemas/plan.xsd"), tree, &diags);
    xmlDocDumpMemory(tree, &after, &after_len);
    assert_int_equal(before_len, after_len);
    assert_memory_equal(before, after, (size_t)before_len);
    xmlFree(before);
    xmlFree(after);
    arena_destroy(arena);
}

static void a_flood_of_errors_is_counted_and_not_kept(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct buf xml = buf_in(arena);
    buf_add(&xml, STR("<plan xmlns=\"urn:planlint:plan:1\">"));
    for (size_t i = 0; i < 500; i++)
        buf_add(&xml, STR("<section x=\"1\"/>"));
    buf_add(&xml, STR("</plan>"));
    buf_byte(&xml, '\0');
    struct diag_list diags = diag_list_in(arena, 10);
    assert_false(validate(arena, "schemas/plan.xsd", xml.data, &diags));
    assert_int_equal(diags.count, 10);
    assert_true(diags.dropped >= 490);
    arena_destroy(arena);
}

static void every_shipped_schema_compiles(void **state) {
    (void)state;
    for (const struct embedded_file *file = embedded_files; file->name; file++) {
        if (!str_starts(str_from(file->name), STR("schemas/")))
            continue;
        struct arena *arena = arena_create();
        struct diag_list diags = diag_list_in(arena, 0);
        assert_false(validate(arena, file->name, "<none/>", &diags));
        arena_destroy(arena);
    }
}

static void every_shipped_pack_follows_the_schema_of_packs(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct source **packs;
    size_t count = rules_shipped(arena, &packs);
    assert_true(count >= 2);
    for (size_t i = 0; i < count; i++) {
        struct limits limits = limits_default();
        struct diag_list diags = diag_list_in(arena, 0);
        xmlDoc *tree = xml_read_tree(arena, packs[i], &limits, &diags);
        assert_non_null(tree);
        schema_validate(schema_load(arena, "schemas/rules.xsd"), tree, &diags);
        assert_str(findings_text(arena, &diags), "", packs[i]->path.data);
    }
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_stand_at_their_exact_place),
        cmocka_unit_test(errors_of_packs_do_too),
        cmocka_unit_test(messages_name_what_is_allowed),
        cmocka_unit_test(validation_leaves_the_tree_alone),
        cmocka_unit_test(a_flood_of_errors_is_counted_and_not_kept),
        cmocka_unit_test(every_shipped_schema_compiles),
        cmocka_unit_test(every_shipped_pack_follows_the_schema_of_packs),
    };
    xml_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
