#include "examples.h"

#include <libxml/tree.h>

#include "doubts.h"
#include "findings.h"
#include "read.h"

struct fixture {
    struct arena *arena;
    struct rules *rules;
    struct limits limits;
};

static int set_up(void **state) {
    struct arena *arena = arena_create();
    struct fixture *fixture = arena_new(arena, struct fixture);
    xml_start();
    fixture->arena = arena;
    fixture->rules = shipped_rules(arena);
    fixture->limits = limits_default();
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    arena_destroy(fixture->arena);
    return 0;
}

/* ---- Documents ---- */

static const struct plan *read_plan(struct fixture *fixture, struct str xml) {
    struct diag_list diags = diag_list_in(fixture->arena, 0);
    const struct plan *plan = example_plan(fixture->arena, fixture->rules, xml, &fixture->limits, &diags);
    if (!plan)
        fail_msg("not readable: %.*s\n%.*s", STR_ARGS(xml), STR_ARGS(findings_text(fixture->arena, &diags)));
    return plan;
}

static struct diag_list run(struct fixture *fixture, const struct plan **plans, size_t count, struct str prefix) {
    return example_run(fixture->arena, fixture->rules, plans, count, prefix, NULL, &fixture->limits);
}

/* ---- Examples ---- */

static void every_example_of_a_rule_holds(void **state) {
    struct fixture *fixture = *state;
    struct diag_list diags = diag_list_in(fixture->arena, 0), found = diag_list_in(fixture->arena, 0);
    size_t ran = 0;
    for (size_t i = 0; i < fixture->rules->count; i++)
        ran +=
            examples_test(fixture->arena, fixture->rules, fixture->rules->items[i], &fixture->limits, &diags, &found);
    doubts_find(fixture->rules, &fixture->limits, &diags);
    if (diags.count)
        fail_msg("%.*s", STR_ARGS(findings_text(fixture->arena, &diags)));
    assert_worded(fixture->arena, fixture->rules, &found);
    assert_true(ran > 250);
}

/* ---- Texts ---- */

struct text_case {
    const char *prefix;                 /* rules to run */
    const char *kind, *in, *attributes; /* what the text is */
    const char *text;
    const char *wanted; /* "error DAT001 `quote`" lines */
};

#define AP " period=\"2025/2028\" year=\"2025\""
#define VP " period=\"2025/2028\""

static const struct text_case texts[] = {
    {"DAT", "ap", "activity", AP, "Genomför utvärdering senast 31 mars 2029.", "error DAT001 `31 mars 2029`\n"},
    {"DAT", "ap", "activity", AP, "Ta fram riktlinjer under 2024.", "warning DAT001 `2024`\n"},
    {"DAT", "ap", "activity", AP, "Ta fram riktlinjer under 2026.", "warning DAT006 `2026`\n"},
    {"DAT", "ap", "activity", AP, "Ta fram riktlinjer senast den 31 februari 2029.",
     "error DAT003 `31 februari 2029`\n"},
    {"DAT", "vp", "", VP, "Planen gäller 2028–2025.", "error DAT002 `2028–2025` -> 2025–2028\n"},
    {"DAT", "vp", "", VP, "Ett stöd ges mellan 2027 och 2018.", "error DAT002 `mellan 2027 och 2018` -> 2028\n"},
    {"DAT", "vp", "", VP, "Underlaget lämnas den 29 februari 2027.", "error DAT003 `29 februari 2027`\n"},
    {"DAT", "vp", "", VP, "Avtalet gäller från 2021 och tills vidare.", ""},
    {"DAT", "vp", "", VP, "Regeringen har från 1 juli 2023 inrättat en delegation.", ""},
    {"DAT", "ap", "activity", AP, "Följa den nationella utvecklingsplanen för 2023 – 2027.",
     "info DAT007 `2023 – 2027`\n"},
    {"STR008", "vp", "", VP, "SJUKVÅRDSREGION 2 (3)", "warning STR008 `2 (3)`\n"},
    {"STR008", "vp", "", VP, "Verksamhetsplan 2021-2024", ""},
    {"REF005", "vp", "", VP, "Genom ”Avtal om vård >, vilket gäller.", "warning REF005 `”Avtal`\n"},
    {"REF005", "vp", "", VP, "Strategi för vård 2018-2024”", "warning REF005 `2018-2024”`\n"},
    {"REF005", "vp", "", VP, "Det kallas ”avtalet”, och (”nämnden”) är ”sjukvårdsregionen”.", ""},
    {"REF005", "vp", "", VP, "Kallas \"avtalet\" här, en 27\" skärm.", ""},
    {"TYP001", "vp", "", VP, "inom hälso-och sjukvård", "warning TYP001 `hälso-och`\n"},
    {"TYP001", "vp", "", VP, "inom hälso och sjukvårdens ramar", "warning TYP001 `hälso och`\n"},
    {"TYP001", "vp", "", VP, "organ- och vävnadsdonation, drifts- och utvecklingsfas", ""},
    {"TYP002", "vp", "heading", VP, "Forsknings-samverkan", "warning TYP002 `Forsknings-samverkan`\n"},
    {"TYP002", "vp", "", VP, "IT-relaterade hot, e-hälsa, NHV-processen, SOU-yttranden, Eva-Lena, Öron-, näs-", ""},
    {"TYP002", "vp", "", VP, "svensk-norsk samverkan i hälso- och sjukvård", ""},
    {"TYP015", "vp", "", VP, "Vi ska ska börja i i dag, det det gäller är att sida-sida sida.",
     "warning TYP015 `ska ska`\nwarning TYP015 `i i`\n"},
    {"TYP010", "vp", "", VP, "Alla har nära vård, mer nära vård och Nära vård.", "info TYP010 `Nära vård`\n"},
    {"TYP010", "vp", "", VP, "Nära vård är bra. Nära vård och nära vård.", ""},
    {"REF007", "vp", "", VP,
     "Länsrådet leder. Rådet för länet benämns fortsättningsvis ”länsrådet”. Länsrådet är till.",
     "info REF007 `Länsrådet`\n"},
    {"REF008", "vp", "", VP,
     "Stadga om forskning, nedan kallad ”stadgan”, gäller. Enligt Forskningsstadgan, men inte kyrkostadgan.",
     "info REF008 `Forskningsstadgan`\n"},
    {"REF009", "vp", "", VP, "Stöd av HTA, RCC-råd, programråden, NPR, och nationell vård (NHV) inom EU:s ram.",
     "info REF009 `HTA`\ninfo REF009 `RCC`\n"},
    {"FOC003", "tidplan", "", "", "Utbildning & kompetensförsörjning",
     "info FOC003 `Utbildning & kompetensförsörjning` -> Utbildning och kompetensförsörjning\n"},
    {"FOC003", "vp", "", VP, "kring verksamhet och utveckling samt digitalisering och e-hälsa", ""},
    {"MET007", "vp", "", VP, "Arbetet har fyra delar: vård, drifts- och städavtal och omsorg.", ""},
    {"MET007", "vp", "", VP, "Arbetet har tre delar: vård, omsorg; fyra andra följer.", "warning MET007 `tre delar`\n"},
    {"MET007", "vp", "", VP, "Arbetet har tre delar: vård, omsorg! Och mer.", "warning MET007 `tre delar`\n"},
    {"MET007", "vp", "", VP, "Arbetet har fyra delar: bl.a. vård och omsorg.", ""},
    {"MET007", "vp", "", VP, "Arbetet har fyra delar: vård, omsorg, HTA.", "warning MET007 `fyra delar`\n"},
    {"MET007", "vp", "", VP, "Arbetet har fyra delar: vård, omsorg. Åtgärder följer, fler, och många, och andra.",
     "warning MET007 `fyra delar`\n"},
    {"MET007", "vp", "", VP, "Tre regioner (Dalarna, Gävleborg) deltar.", "warning MET007 `Tre regioner`\n"},
    {"MET007", "vp", "", VP, "Tre regioner (Dalarna, Gävleborg samt Uppsala) deltar.", ""},
    {"MET007", "vp", "", VP, "Fyra regioner (Dalarna och Gävleborg, Uppsala och Värmland deltar.", ""},
    {"MET007", "vp", "", VP, "Arbetet har två delar:", ""},
    {"MET007", "vp", "", VP, "Arbetet har tre delar: vård och omsorg samt Äldres hälsa samt forskning.", ""},
    {"DAT", "vp", "", "", "Planen gäller 2028–2025.", "error DAT002 `2028–2025` -> 2025–2028\n"},
    {"DAT", "vp", "", VP, "Kursen hålls 31 mars–1 mars 2026.", "error DAT002 `31 mars–1 mars 2026`\n"},
    {"DAT", "vp", "", VP, "Stödet ges 2028–2014.", "error DAT002 `2028–2014` -> 2014–2028\n"},
    {"DAT", "vp", "", VP, "Stödet ges 2031–2021.", "error DAT002 `2031–2021` -> 2021–2031\n"},
    {"DAT", "ap", "activity", AP, "Möte onsdag den 5 mars 2025 och torsdag den 5 mars 2025.",
     "warning DAT012 `torsdag den 5 mars 2025`\n"},
    {"DAT", "ap", "activity", AP, "Möte fredag den 5 mars 2031.", "warning DAT001 `fredag den 5 mars 2031`\n"},
    {"DAT", "vp", "", VP, "Läsåret 2025/2026 och åren 2025-2028, 2025 - 2028.",
     "info DAT007 `2025-2028`\ninfo DAT007 `2025 - 2028`\n"},
    {"DAT", "vp", "", VP, "Klart 03/04/2026.", ""},
    {"DAT", "rapport", "entry", AP, "Genomfört 2023 och våren 2025.", ""},
    {"DAT", "ap", "activity", " period=\"2025/2028\"", "Ta fram riktlinjer under 2027 och 2031.",
     "warning DAT001 `2031`\n"},
    {"DAT", "vp", "", " period=\"2025\"", "Verksamhetsplan 2025–2028 gäller.", ""},
    {"REF005", "vp", "", VP, "Kallas «avtalet» och »planen«, ‘så’ och “så” (här.", ""},
    {"REF005", "vp", "", VP, "Kallas ”avtalet (”nämnden)” här ].", "warning REF005 `”avtalet`\n"},
    {"REF007", "vp", "", VP, "Öppenvården är öppen. Den öppna vården benämns fortsättningsvis ”öppenvården”.",
     "info REF007 `Öppenvården`\n"},
    {"REF008", "vp", "", VP, "Avtal om ambulans, nedan kallat ”avtalet”, gäller. Ambulansavtalet, avtal's och AVTALET.",
     "info REF008 `Ambulansavtalet`\n"},
    {"REF008", "vp", "", VP, "Stadga om vård (”Stadgan”) gäller. Vårdstadgan gäller, och stadgandet.", ""},
    {"REF009", "vp", "", VP, "HTA:s råd, EU, AB, NPO (nationellt programområde), NPO:er och XML-fil.",
     "info REF009 `HTA`\ninfo REF009 `XML`\n"},
    {"TYP002", "vp", "", VP, "Vård-kedja, EU-stöd, 50-tal, Malmö-Lund, hälso-/sjukvård.", ""},
    {"TYP010", "vp", "", VP, "nära vård NÄRA VÅRD Nära Vård nära vård nära vård.", "info TYP010 `NÄRA VÅRD`\n"},
    {"TYP015", "vp", "", VP, "Det är bra. Bra så. Vi vi. Ja, ja. de De som som, som som", ""},
    {"TYP", "vp", "", VP, "Enl. avtal fr.o.m. 2025 o andra bl a 5kr, 10 % och 10%.", "info TYP006 `bl a`\n"},
    {"TYP", "ap", "activity", AP, "ta fram riktlinjer; och / eller", ""},
    {"TYP", "vp", "heading", VP, "Rubrik med punkt.", ""},
    {"STR", "vp", "heading", VP, "4.1. Rubrik:", "warning STR007 ``\ninfo STR011 `:`\n"},
    {"STR008", "vp", "", VP, "Sida 2 av 3", "warning STR008 `Sida 2 av 3`\n"},
    {"FOC", "vp", "heading", VP, "Fokusområde verksamhet  och utveckling",
     "error FOC001 ``\nwarning FOC005 `Fokusområde verksamhet  och utveckling`\n"},
    {"FOC", "vp", "heading", VP, "Fokusområde Kunskapstyrning",
     "error FOC001 ``\ninfo FOC003 `Fokusområde Kunskapstyrning` -> Kunskapsstyrning\nwarning FOC005 `Fokusområde Kunskapstyrning`\n"},
    {"FOC", "vp", "", VP, "Fokusområdet kunskapsstyrnig och Verksamhet & Utveckling.",
     "error FOC001 ``\ninfo FOC003 `Verksamhet & Utveckling` -> Verksamhet och utveckling\n"},
    {"FOC", "ap", "heading", AP, "Digitalisering och ehälsa",
     "error FOC001 ``\ninfo FOC003 `Digitalisering och ehälsa` -> Digitalisering och e-hälsa\nwarning FOC005 `Digitalisering och ehälsa`\n"},
    {"FOC", "vp", "heading", VP, "UTBILDNING OCH KOMPETENSFÖRSÖRJNING",
     "error FOC001 ``\nwarning FOC005 `UTBILDNING OCH KOMPETENSFÖRSÖRJNING`\n"},
    {"OCR", "vp", "", VP, "o ta fram planer\no utveckla", ""},
};

static void findings_stand_at_the_exact_words(void **state) {
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        const struct text_case *test = &texts[i];
        struct str xml = example_wrap(fixture->arena, str_from(test->text), str_from(test->kind), str_from(test->in),
                                      str_from(test->attributes));
        const struct plan *plan = read_plan(fixture, xml);
        struct diag_list diags = run(fixture, &plan, 1, str_from(test->prefix));
        struct buf got = buf_in(fixture->arena);
        diag_sort(&diags);
        for (size_t k = 0; k < diags.count; k++) {
            const struct diag *diag = diags.items[k];
            const struct rule *rule = rules_find(fixture->rules, diag->id);
            enum severity severity = diag->severity != SEVERITY_OFF ? diag->severity : rule->kind.severity;
            buf_format(&got, "%s %.*s `%.*s`", severity_name(severity), STR_ARGS(diag->id),
                       STR_ARGS(place_quote(fixture->arena, diag->place)));
            for (size_t s = 0; s < diag->suggestion_count; s++)
                buf_format(&got, " -> %.*s", STR_ARGS(diag->suggestions[s]));
            buf_byte(&got, '\n');
        }
        assert_str(buf_str(&got), test->wanted, test->text);
    }
}

static void words_of_another_document_tell_that_a_hyphen_is_wrong(void **state) {
    struct fixture *fixture = *state;
    const struct plan *plans[] = {
        read_plan(fixture, example_wrap(fixture->arena, STR("En vårdkedja."), STR("vp"), STR(""), STR(VP))),
        read_plan(fixture,
                  example_wrap(fixture->arena, STR("En vård-kedja och en svensk-norsk."), STR("ap"), STR(""), STR(AP))),
    };
    struct diag_list diags = run(fixture, plans, 2, STR("TYP002"));
    assert_str(findings_text(fixture->arena, &diags), "1:126-1:136 TYP002 `vård-kedja`\n", "with the other document");
    diags = run(fixture, plans + 1, 1, STR("TYP002"));
    assert_number((int64_t)diags.count, 0, "alone");
}

static void the_shipped_rules_pass_their_own_verification(void **state) {
    struct fixture *fixture = *state;
    struct diag_list diags = diag_list_in(fixture->arena, 0);
    assert_true(check_verify(fixture->rules, &diags));
    assert_number((int64_t)diags.count, 0, "shipped");
}

#define PACK(rule) "<rules xmlns=\"urn:planlint:rules:1\" pack=\"own\">\n" rule "\n</rules>"
#define WORDS(text) "<message xml:lang=\"sv\">" text "</message><message xml:lang=\"en\">" text "</message>"
#define HEAD(element) "<" element " id=\"OWN001\" name=\"own\" severity=\"info\""

static struct rules *load_pack(struct fixture *fixture, const char *xml, struct diag_list *diags) {
    struct source *source = source_of(fixture->arena, "own.xml", xml);
    struct rules *rules = rules_load(fixture->arena, &source, 1, &fixture->limits, diags);
    if (!rules)
        fail_msg("not loaded: %.*s", STR_ARGS(findings_text(fixture->arena, diags)));
    return rules;
}

static void what_the_grammar_cannot_know_is_verified(void **state) {
    struct fixture *fixture = *state;
    static const struct {
        const char *xml, *wanted;
    } cases[] = {
        {PACK(HEAD("order") " of=\"numbers\">" WORDS("{number} {quote}") "</order>"), ""},
        {PACK(HEAD("order") " of=\"numbres\">" WORDS("Fel.") "</order>"), "2:51-2:58 CFG020 `numbres` -> numbers\n"},
        {PACK(HEAD("require") ">" WORDS("Fel.") "</require>"), "2:14-2:20 CFG023 `OWN001`\n"},
        {PACK(HEAD("forbid") ">" WORDS("Fel.") "</forbid>"), "2:13-2:19 CFG023 `OWN001`\n"},
        {PACK(HEAD("forbid") "><match>(?&lt;word>a)(b)</match>" WORDS("{0} {1} {word} {{x}}") "</forbid>"), ""},
        {PACK(HEAD("forbid") "><match>(?&lt;word>a)(b)</match>" WORDS("{3}") "</forbid>"),
         "2:13-2:19 CFG021 `OWN001`\n2:13-2:19 CFG021 `OWN001`\n"},
        {PACK(HEAD("forbid") "><match>a(b)</match><fix replace=\"{quote}\"/>" WORDS("Fel.") "</forbid>"),
         "2:13-2:19 CFG021 `OWN001`\n"},
        {PACK(HEAD("swap") "><term from=\"a\" to=\"b\"/><except>(c)</except>" WORDS("{to} {1}") "</swap>"),
         "2:11-2:17 CFG021 `OWN001`\n2:11-2:17 CFG021 `OWN001`\n"},
        {PACK(HEAD("swap") "><term from=\"a(b)\" to=\"{1}{{2}{0}{x}\"/>" WORDS("{to}") "</swap>"), ""},
        {PACK(HEAD("swap") "><term from=\"a(b)\" to=\"{1}{2}\"/>" WORDS("{to}") "</swap>"),
         "2:68-2:74 CFG021 `{1}{2}`\n"},
        {PACK(HEAD("forbid") "><match>(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)</match><fix replace=\"{9}{10}\"/>" WORDS(
             "{9}") "</forbid>"),
         "2:13-2:19 CFG021 `OWN001`\n"},
        {PACK(HEAD("order") " of=\"title\">" WORDS("{area}") "</order>"),
         "2:12-2:18 CFG021 `OWN001`\n2:12-2:18 CFG021 `OWN001`\n"},
        {PACK(HEAD("order") " of=\"focus-areas\" per=\"document\">" WORDS("{area} {count}") "</order>"), ""},
        {PACK(HEAD("order") " of=\"levels\">" WORDS(
             "Fel.") "<related role=\"first\" xml:lang=\"sv\">{quote}</related>"
                     "<related role=\"first\" xml:lang=\"en\">{area}</related></order>"),
         "2:12-2:18 CFG021 `OWN001`\n"},
        {PACK(HEAD("present") " of=\"focus-areas\">" WORDS("{mising}") "</present>"),
         "2:14-2:20 CFG021 `OWN001` -> missing\n2:14-2:20 CFG021 `OWN001` -> missing\n"},
        {PACK(HEAD("trace") "><state name=\"orphn\"/>" WORDS("Fel.") "</trace>"),
         "2:60-2:65 CFG022 `orphn` -> orphan\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct diag_list diags = diag_list_in(fixture->arena, 0);
        struct rules *rules = load_pack(fixture, cases[i].xml, &diags);
        bool fine = check_verify(rules, &diags);
        assert_str(findings_text(fixture->arena, &diags), cases[i].wanted, cases[i].xml);
        assert_worded(fixture->arena, fixture->rules, &diags);
        assert_true(fine == (cases[i].wanted[0] == '\0'));
    }
}

#define LINTED(attributes, more) HEAD("forbid") attributes "><match>z+</match>" more WORDS("Fel.")
#define WHY "<why xml:lang=\"sv\">Så.</why><why xml:lang=\"en\">So.</why>"
#define EXAMPLES(bad, good) WHY "<examples>" bad "<good>" good "</good></examples></forbid>"

#define SECOND(attributes, body)                                                                                       \
    "<forbid id=\"OWN002\" name=\"b\" severity=\"info\"" attributes ">" body WORDS("Fel.") EXAMPLES("<bad>a</bad>", "a")
#define TWO(attributes, more, second) PACK(LINTED(attributes, more) EXAMPLES("<bad>a <m>zz</m></bad>", "a") second)
#define SAME "<match>z+</match>"

static void faulty_examples_and_doubtful_rules_are_told(void **state) {
    struct fixture *fixture = *state;
    static const struct {
        const char *xml, *wanted;
    } cases[] = {
        {PACK(LINTED("", "") EXAMPLES("<bad>a <m>zz</m></bad>", "a")), ""},
        {PACK(LINTED("", "") EXAMPLES("<bad>aa</bad>", "a")), "CFG024"},
        {PACK(LINTED("", "") EXAMPLES("<bad>a <m>z</m>z</bad>", "a")), "CFG025"},
        {PACK(LINTED("", "") EXAMPLES("<bad>z a z</bad>", "a")), "CFG025"},
        {PACK(LINTED("", "") EXAMPLES("<bad>z</bad>", "az")), "CFG026"},
        {PACK(LINTED("", "") WHY
              "<fix replace=\"c\"/><examples><bad fixed=\"az\">a<m>z</m></bad><good>a</good></examples></forbid>"),
         "CFG027"},
        {PACK(LINTED("", "<match>x*</match>") EXAMPLES("<bad>a <m>zz</m></bad>", "")), "CFG028"},
        {PACK(LINTED("", "<match>z+</match>") EXAMPLES("<bad>a <m>zz</m></bad>", "a")), "CFG029"},
        {PACK(HEAD("forbid") " in=\"goal\" kinds=\"ap\"><match>z+</match>" WORDS("Fel.") WHY
              "<examples><bad>a</bad><good>a</good></examples></forbid>"),
         "CFG007"},
        {PACK(LINTED("", "<match>b$z</match>") EXAMPLES("<bad>a <m>zz</m></bad>", "a")), "CFG008"},
        {PACK(LINTED("", "<match>a\\bb</match>") EXAMPLES("<bad>a <m>zz</m></bad>", "a")), "CFG008"},
        {PACK(LINTED("", "<except>a^b</except>") EXAMPLES("<bad>a <m>zz</m></bad>", "a")), "CFG008"},
        {PACK(LINTED("", "<match>(?:b+)+c</match>") EXAMPLES("<bad>a <m>zz</m></bad>", "a")), "CFG011"},
        {PACK(LINTED("", "<match>i dag</match><match>nu i dag</match>") EXAMPLES("<bad>a <m>zz</m></bad>", "a")),
         "CFG029"},
        {PACK(LINTED("", "<match>\\bdag\\b</match><match>\\bi dag\\b</match>") EXAMPLES("<bad><m>zz</m></bad>", "a")),
         "CFG029"},
        {PACK(LINTED("", "<match>\\bdag\\b</match><match>i dag</match>") EXAMPLES("<bad><m>zz</m></bad>", "a")), ""},
        {PACK(LINTED("", "<match in=\"heading\">dag</match><match>i dag</match>")
                  EXAMPLES("<bad><m>zz</m></bad>", "a")),
         ""},
        {PACK(HEAD("swap") "><term from=\"vård\" to=\"omsorg\"/><term from=\"nära vård\" to=\"omsorg\"/>" WORDS("Fel.")
                  WHY "<examples><bad><m>vård</m></bad><good>a</good></examples></swap>"),
         "CFG029"},
        {TWO("", "", SECOND("", SAME)), "CFG029"},
        {TWO("", "", SECOND(" kinds=\"ap\"", SAME)), "CFG029"},
        {TWO(" kinds=\"ap vp\"", "", SECOND("", SAME)), ""},
        {TWO(" in=\"text\"", "", SECOND("", SAME)), ""},
        {TWO("", "", SECOND(" in=\"link\"", SAME)), ""},
        {TWO(" in=\"text item\"", "", SECOND(" in=\"item\"", SAME)), "CFG029"},
        {TWO(" max=\"1\"", "", SECOND("", SAME)), ""},
        {TWO(" not-given=\"comment\"", "", SECOND("", SAME)), ""},
        {TWO(" not-in=\"item\"", "", SECOND("", SAME)), ""},
        {TWO("", "<except>zq</except>", SECOND("", SAME)), ""},
        {TWO("", "<match ignore-case=\"yes\">k</match>", SECOND("", "<match ignore-case=\"yes\">k</match>")), "CFG029"},
        {TWO("", "<match ignore-case=\"yes\">k</match>", SECOND("", "<match ignore-case=\"no\">k</match>")), ""},
        {TWO("", "<match ignore-case=\"yes\">k</match>", SECOND("", "<match in=\"text\">k</match>")), ""},
        {TWO("", "<match ignore-case=\"yes\">k</match>", SECOND("", "<match>k</match>")), ""},
        {TWO("", "<match>dag</match>", SECOND("", "<match>i dag</match>")), "CFG029"},
        {TWO(" max=\"1\"", "<match>dag</match>", SECOND("", "<match>i dag</match>")), ""},
        {TWO("", "<match>idag</match>", SECOND("", "<match>dag</match>")), "CFG029"},
        {TWO("", "<match>dag|natt</match>", SECOND("", "<match>i dag</match>")), ""},
        {TWO("", "<match ignore-case=\"yes\">DAG</match>", SECOND("", "<match>i dag</match>")), "CFG029"},
        {PACK(
             HEAD("swap") "><term from=\"vård\" to=\"\" case=\"exact\"/><term from=\"nära vård\" to=\"omsorg\"/>" WORDS(
                 "Fel.") WHY "<examples><bad><m>vård</m></bad><good>a</good></examples></swap>"),
         "CFG029"},
        {PACK(HEAD("require") "><match>dag</match><match>i dag</match>" WORDS("Fel.") WHY
              "<examples><bad>a</bad><good>i dag</good></examples></require>"),
         ""},
        {PACK(LINTED("", "<match>(b$|q)x?</match>") EXAMPLES("<bad>a <m>zz</m></bad>", "a")), ""},
        {PACK(LINTED("", "") WHY "<examples><bad>z</bad></examples></forbid>"), "CFG006"},
        {PACK(HEAD("order") " of=\"numbers\" strict=\"yes\">" WORDS("Fel.") WHY
              "<examples><bad/><good>a</good></examples></order>"),
         "CFG009"},
        {PACK(HEAD("same") " of=\"toc\" with=\"pin\">" WORDS("Fel.") WHY
              "<examples><bad/><good>a</good></examples></same>"),
         "CFG009"},
        {PACK(HEAD("cover") " each=\"goal\" by=\"activity\"><cue>z</cue>" WORDS("Fel.") WHY
              "<examples><bad/><good>a</good></examples></cover>"),
         "CFG009"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct diag_list diags = diag_list_in(fixture->arena, 0);
        struct rules *rules = load_pack(fixture, cases[i].xml, &diags);
        const struct rule *rule = rules_find(rules, STR("OWN001"));
        examples_test(fixture->arena, rules, rule, &fixture->limits, &diags, NULL);
        doubts_find(rules, &fixture->limits, &diags);
        bool told = diags.count == 0 && *cases[i].wanted == '\0';
        for (size_t k = 0; k < diags.count; k++)
            told |= str_is(diags.items[k]->id, cases[i].wanted);
        if (!told)
            fail_msg("not told %s: %s", cases[i].wanted, cases[i].xml);
        assert_worded(fixture->arena, fixture->rules, &diags);
    }
}

#define REQUIRED(attributes, examples)                                                                                 \
    PACK(HEAD("require") attributes "><match>z+</match><except>zq</except>" WORDS("{found} {required}") WHY            \
         "<examples>" examples "</examples></require>")
#define PLAN(body) "<plan xmlns=\"urn:planlint:plan:1\" kind=\"vp\" period=\"2025/2028\">" body "</plan>"
#define CHAPTER(body) "<section level=\"1\"><heading>A</heading>" body "</section>"
#define BAD(body) "<bad document=\"vp\">" PLAN(body) "</bad>"
#define GOOD(body) "<good document=\"vp\">" PLAN(body) "</good>"

static void text_that_is_required_has_to_occur_often_enough(void **state) {
    struct fixture *fixture = *state;
    static const char *const packs[] = {
        REQUIRED("", BAD(CHAPTER("<p>a</p>")) GOOD(CHAPTER("<p>z</p>"))),
        REQUIRED("", BAD(CHAPTER("<p>zq</p>")) GOOD(CHAPTER("<p>zq z</p>"))),
        REQUIRED(" at-least=\"2\"", BAD(CHAPTER("<p>z</p>")) GOOD(CHAPTER("<p>z a z</p>"))),
        REQUIRED(" at-least=\"0\"", GOOD(CHAPTER("<p>a</p>"))),
        REQUIRED(" in=\"heading\"",
                 BAD(CHAPTER("<p>z</p>")) GOOD("<section level=\"1\"><heading>z</heading></section>")),
        REQUIRED(" per=\"section\"",
                 BAD(CHAPTER("<p>z</p>") CHAPTER("<p>a</p>")) GOOD(CHAPTER("<p>z</p>") CHAPTER("<p>z</p>"))),
        REQUIRED(" per=\"section\"", GOOD(CHAPTER("<section level=\"2\"><heading>B</heading><p>z</p></section>"))),
        REQUIRED(" kinds=\"ap\"", GOOD(CHAPTER("<p>a</p>"))),
    };
    for (size_t i = 0; i < COUNT(packs); i++) {
        struct diag_list diags = diag_list_in(fixture->arena, 0);
        struct rules *rules = load_pack(fixture, packs[i], &diags);
        assert_true(check_verify(rules, &diags));
        examples_test(fixture->arena, rules, rules_find(rules, STR("OWN001")), &fixture->limits, &diags, NULL);
        assert_str(findings_text(fixture->arena, &diags), "", packs[i]);
    }
}

/* ---- per and max ---- */

/* The findings of a rule that forbids z, each as its quote and its {count}, "" for none. */
static struct str folded(struct fixture *fixture, const char *attributes, const char *body) {
    struct diag_list diags = diag_list_in(fixture->arena, 0);
    struct buf pack = buf_in(fixture->arena), got = buf_in(fixture->arena);
    buf_format(&pack, PACK(HEAD("forbid") " %s><match>\\bz\\w*</match>" WORDS("{0}") WHY "</forbid>"), attributes);
    const struct rules *rules = load_pack(fixture, buf_str(&pack).data, &diags);
    const struct plan *plan = read_plan(
        fixture, str_format(fixture->arena, "<plan xmlns=\"urn:planlint:plan:1\" kind=\"vp\">%s</plan>", body));
    diags = example_run(fixture->arena, rules, &plan, 1, STR("OWN001"), NULL, &fixture->limits);
    for (size_t i = 0; i < diags.count; i++) {
        const struct diag *diag = diags.items[i];
        buf_format(&got, "%.*s", STR_ARGS(place_quote(fixture->arena, diag->place)));
        for (size_t k = 0; k < diag->arg_count; k++)
            if (strcmp(diag->args[k].name, "count") == 0)
                buf_format(&got, " x %.*s", STR_ARGS(diag->args[k].value));
        buf_add(&got, STR("; "));
    }
    return buf_str(&got);
}

static void matches_are_folded_where_a_rule_says_so(void **state) {
    static const struct {
        const char *attributes, *wanted;
    } cases[] = {
        {"", "za; zb; zc; zd; ze; "},
        {"per=\"match\" max=\"2\"", "za; zb; "},
        {"per=\"block\"", "za x 2; zc x 1; zd x 2; "},
        {"per=\"block\" max=\"1\"", "za x 2; "},
        {"per=\"section\"", "za x 3; zd x 2; "},
        {"per=\"section\" max=\"1\"", "za x 3; "},
        {"per=\"section\" max=\"2\"", "za x 3; zd x 2; "},
        {"per=\"document\"", "za x 5; "},
        {"per=\"document\" max=\"1\"", "za x 5; "},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_str(folded(*state, cases[i].attributes,
                          CHAPTER("<p>za zb</p><p>zc</p>") CHAPTER("<p>zd ze</p>") CHAPTER("<p>a</p>")),
                   cases[i].wanted, cases[i].attributes);
}

static void text_in_another_language_does_not_part_what_is_folded(void **state) {
    assert_str(folded(*state, "language=\"sv\" per=\"section\"",
                      CHAPTER("<p>Det är så att za och zb inte är det som vi har här.</p>"
                              "<p>This is what the zc of the plan has been about for all of those who were there.</p>"
                              "<p>Det är så att zd inte är det som vi har här.</p>")),
               "za x 3; ", "a paragraph in English between two in Swedish");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_of_a_rule_holds),
        cmocka_unit_test(findings_stand_at_the_exact_words),
        cmocka_unit_test(words_of_another_document_tell_that_a_hyphen_is_wrong),
        cmocka_unit_test(the_shipped_rules_pass_their_own_verification),
        cmocka_unit_test(what_the_grammar_cannot_know_is_verified),
        cmocka_unit_test(text_that_is_required_has_to_occur_often_enough),
        cmocka_unit_test(matches_are_folded_where_a_rule_says_so),
        cmocka_unit_test(text_in_another_language_does_not_part_what_is_folded),
        cmocka_unit_test(faulty_examples_and_doubtful_rules_are_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
