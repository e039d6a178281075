#include "pack.h"

#include "findings.h"

#define PACK(body) "<rules xmlns=\"urn:planlint:rules:1\" pack=\"own\">\n" body "\n</rules>"
#define WORDS "<message xml:lang=\"sv\">Fel.</message><message xml:lang=\"en\">Wrong.</message>"
#define HEAD "<forbid id=\"OWN001\" name=\"own-rule\" severity=\"error\">"

static struct rules *load(struct arena *arena, const char *xml, struct diag_list *diags) {
    struct limits limits = limits_default();
    struct source *source = source_of(arena, "own.xml", xml);
    return rules_load(arena, &source, 1, &limits, diags);
}

struct fault {
    const char *what, *xml, *wanted;
};

static const struct fault faults[] = {
    {"a pack that is no XML ends the load", "<rules", "*"},
    {"an unknown check element", PACK("<forbidd id=\"OWN001\" name=\"a\" severity=\"error\"/>"),
     "2:2-2:9 XSD002 `forbidd` -> forbid\n"},
    {"an unknown check element far down the list", PACK("<presnt id=\"OWN001\" name=\"a\" severity=\"error\"/>"),
     "2:2-2:8 XSD002 `presnt` -> present\n"},
    {"an unknown parameter", PACK(HEAD "<mach>a</mach>" WORDS "</forbid>"), "2:55-2:59 XSD002 `mach` -> match\n"},
    {"an unknown attribute", PACK("<forbid id=\"OWN001\" name=\"a\" severity=\"error\" kind=\"vp\">" WORDS "</forbid>"),
     "2:47-2:51 XSD010 `kind` -> kinds\n"},
    {"a missing attribute", PACK("<forbid id=\"OWN001\" name=\"a\">" WORDS "</forbid>"), "2:2-2:8 XSD011 `forbid`\n"},
    {"a severity that is none", PACK("<forbid id=\"OWN001\" name=\"a\" severity=\"eror\">" WORDS "</forbid>"),
     "2:40-2:44 XSD012 `eror` -> error\n"},
    {"one word of a list",
     PACK("<forbid id=\"OWN001\" name=\"a\" severity=\"error\" kinds=\"vp raport\">" WORDS "</forbid>"),
     "2:57-2:63 XSD012 `raport` -> rapport\n"},
    {"an element inside a pattern", PACK(HEAD "<match><b>a</b></match>" WORDS "</forbid>"), "2:62-2:63 XSD008 `b`\n"},
    {"a day as an id", PACK("<forbid id=\"2025-02-31\" name=\"a\" severity=\"error\">" WORDS "</forbid>"),
     "2:13-2:23 XSD013 `2025-02-31`\n"},
    {"an id of another form", PACK("<forbid id=\"OWN1\" name=\"a\" severity=\"error\">" WORDS "</forbid>"),
     "2:13-2:17 XSD013 `OWN1`\n"},
    {"a pattern with an open group", PACK(HEAD "<match>å(b</match>" WORDS "</forbid>"), "2:64-2:64 CFG012 ``\n"},
    {"a pattern with an unknown escape", PACK(HEAD "<match>h&#228;r \\y</match>" WORDS "</forbid>"),
     "2:71-2:72 CFG012 `y`\n"},
    {"a pattern of a term",
     PACK("<swap id=\"OWN001\" name=\"own\" severity=\"error\"><term from=\"a[\" to=\"b\"/>" WORDS "</swap>"),
     "2:61-2:61 CFG012 ``\n"},
    {"a period that ends before it begins",
     PACK("<forbid id=\"OWN001\" name=\"own-rule\" severity=\"error\" period=\"2028/2025\"><match>a</match>" WORDS
          "</forbid>"),
     "2:62-2:71 CFG057 `2028/2025`\n"},
    {"a profile with such a period", PACK("<profile id=\"p\"><period from=\"2028\" to=\"2025\"/></profile>"),
     "2:31-2:35 CFG057 `2028`\n"},
    {"a message in one language only", PACK(HEAD "<message xml:lang=\"sv\">Fel.</message></forbid>"),
     "2:13-2:19 CFG013 `OWN001`\n"},
    {"a message without a language", PACK(HEAD WORDS "<message>Fel.</message></forbid>"),
     "2:131-2:138 CFG017 `message`\n"},
    {"a message given twice", PACK(HEAD WORDS "<message xml:lang=\"en\">Bad.</message></forbid>"),
     "2:131-2:138 CFG018 `message`\n"},
    {"a placeholder with a blank",
     PACK(HEAD "<message xml:lang=\"sv\">Fel i {en rad}.</message>"
               "<message xml:lang=\"en\">Wrong {0} {{x}}.</message></forbid>"),
     "2:83-2:91 CFG014 `{en rad}`\n"},
    {"a lone brace in a replacement", PACK(HEAD WORDS "<fix replace=\"a}\"/></forbid>"), "2:145-2:146 CFG014 `}`\n"},
    {"the same id twice",
     PACK(HEAD WORDS "</forbid>\n<require id=\"OWN001\" name=\"b\" severity=\"info\">" WORDS "</require>"),
     "3:14-3:20 CFG015 `OWN001`\n"},
    {"the same name twice",
     PACK(HEAD WORDS "</forbid>\n<require id=\"OWN002\" name=\"own-rule\" severity=\"info\">" WORDS "</require>"),
     "3:14-3:20 CFG015 `OWN002`\n"},
    {"a severity for a rule that is not there", PACK("<set rule=\"unknwn-rule\" severity=\"off\"/>"),
     "2:12-2:23 CFG004 `unknwn-rule` -> unknown-rule\n"},
    {"a rule of a shipped pack that is not taken in", PACK("<set rule=\"TRC001\" severity=\"off\"/>"),
     "2:12-2:18 CFG019 `TRC001`\n"},
    {"a misspelt rule of such a pack", PACK("<set rule=\"activity-without-gaol\" severity=\"off\"/>"),
     "2:12-2:33 CFG004 `activity-without-gaol` -> activity-without-goal\n"},
    {"a pack that is not shipped", PACK("<use pack=\"mellansverig\"/>"),
     "2:12-2:24 CFG016 `mellansverig` -> mellansverige\n"},
    {"a pattern in pieces", PACK(HEAD "<match>a<!-- a note -->b<?note?><![CDATA[c(&]]></match>" WORDS "</forbid>"),
     "2:98-2:98 CFG012 ``\n"},
    {"a language that is neither", PACK(HEAD WORDS "<message xml:lang=\"de\">Fehler.</message></forbid>"),
     "2:131-2:138 CFG017 `message`\n"},
    {"an empty language", PACK(HEAD WORDS "<message xml:lang=\"\">Fehler.</message></forbid>"),
     "2:131-2:138 CFG017 `message`\n"},
    {"another attribute of xml", PACK(HEAD WORDS "<message xml:space=\"preserve\">Fehler.</message></forbid>"),
     "2:131-2:138 CFG017 `message`\n"},
    {"a reason in Swedish only", PACK(HEAD WORDS "<why xml:lang=\"sv\">a</why></forbid>"),
     "2:13-2:19 CFG013 `OWN001`\n"},
    {"a reason in English only", PACK(HEAD WORDS "<why xml:lang=\"en\">a</why></forbid>"),
     "2:13-2:19 CFG013 `OWN001`\n"},
    {"a message in English only", PACK(HEAD "<message xml:lang=\"en\">Wrong.</message></forbid>"),
     "2:13-2:19 CFG013 `OWN001`\n"},
    {"related places in two roles, one of them in one language",
     PACK(HEAD WORDS
          "<related role=\"goal\" xml:lang=\"sv\">a</related><related role=\"first\" xml:lang=\"sv\">b</related>"
          "<related role=\"goal\" xml:lang=\"en\">c</related></forbid>"),
     "2:13-2:19 CFG013 `OWN001`\n"},
    {"a placeholder that begins with a hyphen",
     PACK(HEAD "<message xml:lang=\"sv\">{-a}</message><message xml:lang=\"en\">{a_b} {a-1}</message></forbid>"),
     "2:77-2:81 CFG014 `{-a}`\n"},
    {"a rule that is like none", PACK("<set rule=\"xyzzyxyzzyxyzzy\" severity=\"off\"/>"),
     "2:12-2:27 CFG004 `xyzzyxyzzyxyzzy`\n"},
    {"a pack that is like none", PACK("<use pack=\"xyzzyxyzzyxyzzy\"/>"), "2:12-2:27 CFG016 `xyzzyxyzzyxyzzy`\n"},
    {"a rule like one of the same pack", PACK(HEAD WORDS "</forbid><set rule=\"own-ruel\" severity=\"off\"/>"),
     "2:150-2:158 CFG004 `own-ruel` -> own-rule\n"},
    {"every fault of a pack at once", PACK(HEAD "<match>(</match><match>[</match>" WORDS "</forbid>"),
     "2:62-2:62 CFG012 ``\n2:78-2:78 CFG012 ``\n"},
};

static void a_faulty_pack_is_reported_at_the_exact_place(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(faults); i++) {
        struct arena *arena = arena_create(), *rules_arena = arena_create();
        struct diag_list diags = diag_list_in(arena, 0);
        struct limits limits = limits_default();
        struct source *source = source_of(arena, "own.xml", faults[i].xml);
        assert_null(rules_load(rules_arena, &source, 1, &limits, &diags));
        /* The findings outlive what was loaded. */
        arena_destroy(rules_arena);
        assert_true(diag_failed(&diags));
        if (faults[i].wanted[0] != '*')
            assert_str(findings_text(arena, &diags), faults[i].wanted, faults[i].what);
        if (faults[i].wanted[0] != '*')
            assert_worded(arena, shipped_rules(arena), &diags);
        arena_destroy(arena);
    }
}

static struct rules *load_good(struct arena *arena, const char *xml) {
    struct diag_list diags = diag_list_in(arena, 0);
    struct rules *rules = load(arena, xml, &diags);
    if (!rules)
        fail_msg("the pack is faulty:\n%.*s", STR_ARGS(findings_text(arena, &diags)));
    return rules;
}

static void a_rule_is_read_with_all_its_parts(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct rules *rules = load_good(
        arena,
        PACK("<forbid id=\"OWN001\" name=\"own-rule\" severity=\"warning\" kinds=\"ap rapport\" in=\"text heading\""
             " period=\"2025/2028\" per=\"section\" max=\"3\" confidence=\"style\" word-form=\"yes\" "
             "ignore-case=\"yes\">\n"
             "<match>\\bhälso-(?=och\\b)</match><except ignore-case=\"no\">x</except>\n"
             "<message xml:lang=\"sv\">Skriv\n  {0}.</message><message xml:lang=\"en\">Write {0}.</message>\n"
             "<related role=\"goal\" xml:lang=\"sv\">Målet.</related><related role=\"goal\" xml:lang=\"en\">The "
             "goal.</related>\n"
             "<why xml:lang=\"sv\">Därför.</why><why xml:lang=\"en\">Because.</why><see "
             "href=\"https://example.org/\"/>\n"
             "<fix replace=\"hälso- \" safe=\"yes\"/>\n"
             "<examples><bad fixed=\"f\">vård av <m>hälso-</m>och</bad><good>hälso- och</good></examples>\n"
             "</forbid>"));
    const struct rule *rule = rules_find(rules, STR("own-rule"));
    assert_non_null(rule);
    assert_ptr_equal(rule, rules_find(rules, STR("OWN001")));
    assert_str(rule->element, "forbid", "element");
    assert_int_equal(rule->kind.severity, SEVERITY_WARNING);
    assert_int_equal(rule->kinds, PLAN_AP | PLAN_RAPPORT);
    assert_int_equal(rule->in, IN_TEXT | IN_HEADING);
    assert_int_equal(rule->period.first, date_year(2025).first);
    assert_int_equal(rule->period.last, date_year(2028).last);
    assert_str(rule->per, "section", "per");
    assert_int_equal(rule->max, 3);
    assert_int_equal(rule->confidence, EVIDENCE_STYLE);
    assert_true(rule->word_form);
    assert_int_equal(rule->attribute_count, 1);
    assert_int_equal(rule->clause_count, 2);
    const struct clause *match = rule_clause(rule, "match", NULL);
    assert_str(match->text, "\\bhälso-(?=och\\b)", "pattern");
    assert_null(rule_clause(rule, "match", match));
    assert_str(rule->kind.message[LANGUAGE_SV], "Skriv {0}.", "message");
    assert_int_equal(rule->kind.related_count, 1);
    assert_str(rule->kind.related[0].text[LANGUAGE_EN], "The goal.", "related");
    assert_str(rule->kind.why[LANGUAGE_EN], "Because.", "why");
    assert_str(rule->kind.see, "https://example.org/", "see");
    assert_str(rule->fix_replace, "hälso- ", "fix");
    assert_true(rule->fix_safe);
    assert_int_equal(rule->example_count, 2);
    assert_str(rule->examples[0].text, "vård av hälso-och", "example");
    assert_int_equal(rule->examples[0].mark_begin, sizeof "vård av " - 1);
    assert_int_equal(rule->examples[0].mark_end, sizeof "vård av hälso-" - 1);
    assert_int_equal(rule->examples[1].mark_begin, SIZE_MAX);

    struct limits limits = limits_default();
    struct regex_scratch *scratch = regex_scratch_create(arena, &limits);
    struct regex_match found;
    assert_int_equal(regex_find(match->regex, scratch, STR("HÄLSO-OCH"), 0, &found), REGEX_FOUND);
    const struct clause *except = rule_clause(rule, "except", NULL);
    assert_int_equal(regex_find(except->regex, scratch, STR("X"), 0, &found), REGEX_NONE);
    arena_destroy(arena);
}

/* XML Schema takes it for what it is without. */
static void white_space_around_a_value_is_no_part_of_it(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct rules *rules = load_good(
        arena,
        PACK("<use pack=\" trace \"/><forbid id=\" OWN001\" name=\"own-rule \" severity=\" warning \" kinds=\" "
             "vp &#10;&#9;ap\" in=\"text  figure&#13;doc\" period=\" 2025 \" per=\" block \" max=\" 3 \" "
             "confidence=\"&#9;style\" word-form=\" yes\" ignore-case=\" yes \">"
             "<match>a</match>" WORDS "<fix replace=\" b \" safe=\" yes \"/></forbid>"
             "<swap id=\"OWN002\" name=\"b\" severity=\"info\"><term from=\"c \" to=\" d\" case=\" exact \"/>" WORDS
             "</swap><set rule=\" TRC001 \" severity=\" off \"/>"));
    const struct rule *rule = rules_find(rules, STR("OWN001"));
    assert_non_null(rule);
    assert_str(rule->kind.name, "own-rule", "name");
    assert_int_equal(rule->kind.severity, SEVERITY_WARNING);
    assert_int_equal(rule->kinds, PLAN_VP | PLAN_AP);
    assert_int_equal(rule->in, IN_TEXT | IN_FIGURE);
    assert_int_equal(rule->period.first, date_year(2025).first);
    assert_str(rule->per, "block", "per");
    assert_int_equal(rule->max, 3);
    assert_int_equal(rule->confidence, EVIDENCE_STYLE);
    assert_true(rule->word_form);
    assert_str(rule_get(rule, "ignore-case"), "yes", "ignore-case");
    assert_str(rule->fix_replace, " b ", "a text keeps its blanks");
    assert_true(rule->fix_safe);
    const struct clause *term = rule_clause(rules_find(rules, STR("OWN002")), "term", NULL);
    assert_str(clause_get(term, "from"), "c ", "from");
    assert_str(clause_get(term, "to"), " d", "to");
    assert_str(clause_get(term, "case"), "exact", "case");
    assert_int_equal(rules_find(rules, STR("TRC001"))->kind.severity, SEVERITY_OFF);
    arena_destroy(arena);
}

static void every_scope_of_the_grammar_is_known(void **state) {
    (void)state;
    static const char *const words[] = {"text", "heading", "title", "goal", "activity", "entry", "result",
                                        "meta", "toc",     "link",  "raw",  "item",     "cell",  "figure"};
    unsigned seen = 0;
    for (size_t i = 0; i < COUNT(words); i++) {
        unsigned bit = scope_bits(str_from(words[i]));
        if (bit == 0 || (seen & bit))
            fail_msg("%s is no scope of its own", words[i]);
        seen |= bit;
    }
    assert_int_equal(scope_bits(STR("doc")), 0);
}

static void what_is_left_out_has_its_default(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    const struct rule *rule =
        rules_find(load_good(arena, PACK(HEAD "<match>a</match>" WORDS "</forbid>")), STR("OWN001"));
    assert_int_equal(rule->kinds, PLAN_ANY);
    assert_int_equal(rule->in, 0);
    assert_int_equal(rule->confidence, EVIDENCE_GUESS);
    assert_int_equal(rule->max, 0);
    assert_true(rule->period.first > rule->period.last);
    assert_str(rule->per, "match", "per");
    assert_null(rule->fix_replace.data);
    assert_int_equal(rule_number(rule, "at-least", 7), 7);
    arena_destroy(arena);
}

static void an_empty_replacement_is_a_fix(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    const struct rule *rule =
        rules_find(load_good(arena, PACK(HEAD WORDS "<fix replace=\"\"/></forbid>")), STR("OWN001"));
    assert_non_null(rule->fix_replace.data);
    assert_int_equal(rule->fix_replace.len, 0);
    arena_destroy(arena);
}

static void a_later_pack_replaces_a_rule_and_sets_severities(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct limits limits = limits_default();
    struct diag_list diags = diag_list_in(arena, 0);
    struct source *files[] = {
        source_of(arena, "a.xml", PACK(HEAD WORDS "</forbid>")),
        source_of(arena, "b.xml",
                  PACK("<require id=\"OWN001\" name=\"new-name\" severity=\"info\">" WORDS "</require>"
                       "<set rule=\"new-name\" severity=\"off\"/><set rule=\"CFG001\" severity=\"error\"/>")),
    };
    struct rules *rules = rules_load(arena, files, COUNT(files), &limits, &diags);
    assert_non_null(rules);
    const struct rule *rule = rules_find(rules, STR("OWN001"));
    assert_str(rule->element, "require", "element");
    assert_str(rule->pack, "b.xml", "pack");
    assert_int_equal(rule->kind.severity, SEVERITY_OFF);
    assert_null(rules_find(rules, STR("own-rule")));
    assert_int_equal(rules_find(rules, STR("CFG001"))->kind.severity, SEVERITY_ERROR);
    for (size_t i = 1; i < rules->count; i++)
        assert_true(str_compare(rules->items[i - 1]->kind.id, rules->items[i]->kind.id) < 0);
    arena_destroy(arena);
}

static void packs_of_the_user_keep_the_wording_of_the_program_and_the_house_profile(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct rules *rules = load_good(arena, PACK(HEAD WORDS "</forbid>"));
    assert_non_null(rules_find(rules, STR("XSD001")));
    assert_non_null(rules_find(rules, STR("CFG012")));
    assert_str(rules->profile->id, "mellansverige", "profile");
    arena_destroy(arena);
}

static void the_shipped_profile_is_read(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    const struct profile *profile = shipped_rules(arena)->profile;
    assert_str(profile->organisation, "Sjukvårdsregion Mellansverige", "organisation");
    assert_int_equal(profile->period.first, date_year(2025).first);
    assert_int_equal(profile->period.last, date_year(2028).last);
    assert_int_equal(profile->focus_count, 4);
    assert_int_equal(profile->region_count, 7);
    assert_str(profile->regions[6], "Region Örebro län", "region");
    assert_int_equal(profile_focus(profile, STR("kunskapsstyrning")), 1);
    assert_int_equal(profile_role(profile, STR("inledning")), ROLE_INTRODUCTION);
    assert_int_equal(profile_role(profile, STR("strategisk inriktning")), ROLE_STRATEGY);
    arena_destroy(arena);
}

static void another_profile_replaces_the_whole_policy(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct rules *rules = load_good(
        arena, PACK("<profile id=\"annan\"><organisation>Annan region</organisation><period from=\"2030\" to=\"2031\"/>"
                    "<focus id=\"x\" name=\"Forskning\"><spelling>Klinisk forskning</spelling></focus>"
                    "<region>Region Norr</region><section role=\"strategy\">Vägval</section></profile>"));
    const struct profile *profile = rules->profile;
    assert_str(profile->id, "annan", "id");
    assert_str(profile->organisation, "Annan region", "organisation");
    assert_int_equal(profile->period.first, date_year(2030).first);
    assert_int_equal(profile->period.last, date_year(2031).last);
    assert_int_equal(profile->focus_count, 1);
    assert_int_equal(profile_focus(profile, STR("klinisk forskning")), 0);
    assert_int_equal(profile_focus(profile, STR("kunskapsstyrning")), FOCUS_NONE);
    assert_int_equal(profile->region_count, 1);
    assert_int_equal(profile_role(profile, STR("vägval")), ROLE_STRATEGY);
    assert_int_equal(profile_role(profile, STR("inledning")), ROLE_OTHER);
    arena_destroy(arena);
}

static void aliases_are_kept_in_order(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct rules *rules =
        load_good(arena, PACK("<alias heading=\"Omställning till nära vård\" goal=\"4.7\" reason=\"Nytt namn\"/>"
                              "<alias heading=\"Annat\" goal=\"4.1\" reason=\"Nytt namn\"/>"));
    assert_int_equal(rules->alias_count, 2);
    assert_str(rules->aliases[0].key, "omställning till nära vård", "key");
    assert_str(rules->aliases[1].goal, "4.1", "goal");
    arena_destroy(arena);
}

static void assert_same(struct str got, struct str wanted, struct str rule) {
    if (!str_equal(got, wanted))
        fail_msg("%.*s: got \"%.*s\", wanted \"%.*s\"", STR_ARGS(rule), STR_ARGS(got), STR_ARGS(wanted));
}

static void assert_same_attributes(const struct rule_attribute *got, size_t got_count,
                                   const struct rule_attribute *wanted, size_t wanted_count, struct str rule) {
    assert_int_equal(got_count, wanted_count);
    for (size_t i = 0; i < wanted_count; i++) {
        assert_same(got[i].name, wanted[i].name, rule);
        assert_same(got[i].value, wanted[i].value, rule);
    }
}

static void assert_same_rule(const struct rule *got, const struct rule *wanted) {
    struct str id = wanted->kind.id;
    assert_same(got->kind.id, id, id);
    assert_same(got->kind.name, wanted->kind.name, id);
    assert_same(got->kind.see, wanted->kind.see, id);
    assert_same(got->element, wanted->element, id);
    assert_same(got->per, wanted->per, id);
    assert_same(got->pack, wanted->pack, id);
    assert_same(got->fix_replace, wanted->fix_replace, id);
    assert_true((got->fix_replace.data == NULL) == (wanted->fix_replace.data == NULL));
    assert_int_equal(got->kind.severity, wanted->kind.severity);
    assert_int_equal(got->kinds, wanted->kinds);
    assert_int_equal(got->in, wanted->in);
    assert_int_equal(got->max, wanted->max);
    assert_int_equal(got->confidence, wanted->confidence);
    assert_int_equal(got->period.first, wanted->period.first);
    assert_int_equal(got->period.last, wanted->period.last);
    assert_int_equal(got->word_form, wanted->word_form);
    assert_int_equal(got->fix_safe, wanted->fix_safe);
    assert_int_equal(got->kind.related_count, wanted->kind.related_count);
    for (enum language language = LANGUAGE_SV; language < LANGUAGES; language++) {
        assert_same(got->kind.message[language], wanted->kind.message[language], id);
        assert_same(got->kind.why[language], wanted->kind.why[language], id);
        for (size_t i = 0; i < wanted->kind.related_count; i++)
            assert_same(got->kind.related[i].text[language], wanted->kind.related[i].text[language], id);
    }
    assert_same_attributes(got->attributes, got->attribute_count, wanted->attributes, wanted->attribute_count, id);
    assert_int_equal(got->clause_count, wanted->clause_count);
    for (size_t i = 0; i < wanted->clause_count; i++) {
        assert_same(got->clauses[i].name, wanted->clauses[i].name, id);
        assert_same(got->clauses[i].text, wanted->clauses[i].text, id);
        assert_true((got->clauses[i].regex == NULL) == (wanted->clauses[i].regex == NULL));
        assert_same_attributes(got->clauses[i].attributes, got->clauses[i].attribute_count,
                               wanted->clauses[i].attributes, wanted->clauses[i].attribute_count, id);
    }
    assert_int_equal(got->example_count, wanted->example_count);
    for (size_t i = 0; i < wanted->example_count; i++) {
        assert_same(got->examples[i].form, wanted->examples[i].form, id);
        assert_same(got->examples[i].text, wanted->examples[i].text, id);
        assert_same(got->examples[i].fixed, wanted->examples[i].fixed, id);
        assert_int_equal(got->examples[i].mark_begin, wanted->examples[i].mark_begin);
        assert_int_equal(got->examples[i].mark_end, wanted->examples[i].mark_end);
    }
}

static void assert_same_profile(const struct profile *got, const struct profile *wanted) {
    assert_same(got->id, wanted->id, wanted->id);
    assert_same(got->organisation, wanted->organisation, wanted->id);
    assert_int_equal(got->period.first, wanted->period.first);
    assert_int_equal(got->period.last, wanted->period.last);
    assert_int_equal(got->focus_count, wanted->focus_count);
    for (size_t i = 0; i < wanted->focus_count; i++) {
        assert_same(got->focus[i].id, wanted->focus[i].id, wanted->id);
        assert_same(got->focus[i].name, wanted->focus[i].name, wanted->id);
        assert_same(got->focus[i].key, wanted->focus[i].key, wanted->id);
        assert_int_equal(got->focus[i].spelling_count, wanted->focus[i].spelling_count);
        for (size_t k = 0; k < wanted->focus[i].spelling_count; k++)
            assert_same(got->focus[i].spelling_keys[k], wanted->focus[i].spelling_keys[k], wanted->id);
    }
    assert_int_equal(got->region_count, wanted->region_count);
    for (size_t i = 0; i < wanted->region_count; i++)
        assert_same(got->regions[i], wanted->regions[i], wanted->id);
    assert_int_equal(got->section_count, wanted->section_count);
    for (size_t i = 0; i < wanted->section_count; i++) {
        assert_same(got->sections[i].key, wanted->sections[i].key, wanted->id);
        assert_int_equal(got->sections[i].role, wanted->sections[i].role);
    }
}

/* Start-up uses the packs as the build compiled them, tests and users read them as text. */
static void compiled_packs_say_what_their_text_says(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct limits limits = limits_default();
    struct diag_list diags = diag_list_in(arena, 0);
    struct rules *text = shipped_rules(arena), *compiled = rules_load(arena, NULL, 0, &limits, &diags);
    assert_non_null(compiled);
    assert_int_equal(compiled->count, text->count);
    for (size_t i = 0; i < text->count; i++)
        assert_same_rule(compiled->items[i], text->items[i]);
    assert_same_profile(compiled->profile, text->profile);
    arena_destroy(arena);
}

static void a_pack_can_take_in_shipped_packs(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct rules *rules =
        load_good(arena, PACK("<use pack=\"mellansverige\"/><use pack=\"trace\"/><use pack=\"trace\"/>"
                              "<set rule=\"TRC001\" severity=\"info\"/>"));
    assert_int_equal(rules_find(rules, STR("TRC001"))->kind.severity, SEVERITY_INFO);
    struct rules *others = shipped_rules(arena);
    assert_int_equal(rules_find(others, STR("TRC001"))->kind.severity, SEVERITY_ERROR);
    arena_destroy(arena);
}

/* What is not checked when a shipped pack is loaded: patterns, wording, examples. */
static void every_shipped_rule_is_complete(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct source **packs;
    size_t count = rules_shipped(arena, &packs);
    for (size_t i = 0; i < count; i++) {
        /* A copy of the bytes is not a shipped pack, so it is checked like one of the user. */
        struct diag_list diags = diag_list_in(arena, 0);
        struct limits limits = limits_default();
        struct source *copy = source_create(arena, packs[i]->path, (struct str){0}, str_copy(arena, packs[i]->bytes));
        struct rules *rules = rules_load(arena, &copy, 1, &limits, &diags);
        assert_str(findings_text(arena, &diags), "", packs[i]->path.data);
        for (size_t k = 0; k < rules->count; k++) {
            const struct rule *rule = rules->items[k];
            for (enum language language = LANGUAGE_SV; language < LANGUAGES; language++)
                if (!rule->kind.message[language].len || !rule->kind.why[language].len)
                    fail_msg("%.*s lacks wording", STR_ARGS(rule->kind.id));
        }
    }
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_faulty_pack_is_reported_at_the_exact_place),
        cmocka_unit_test(a_rule_is_read_with_all_its_parts),
        cmocka_unit_test(white_space_around_a_value_is_no_part_of_it),
        cmocka_unit_test(every_scope_of_the_grammar_is_known),
        cmocka_unit_test(what_is_left_out_has_its_default),
        cmocka_unit_test(an_empty_replacement_is_a_fix),
        cmocka_unit_test(a_later_pack_replaces_a_rule_and_sets_severities),
        cmocka_unit_test(packs_of_the_user_keep_the_wording_of_the_program_and_the_house_profile),
        cmocka_unit_test(the_shipped_profile_is_read),
        cmocka_unit_test(another_profile_replaces_the_whole_policy),
        cmocka_unit_test(aliases_are_kept_in_order),
        cmocka_unit_test(compiled_packs_say_what_their_text_says),
        cmocka_unit_test(a_pack_can_take_in_shipped_packs),
        cmocka_unit_test(every_shipped_rule_is_complete),
    };
    xml_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
