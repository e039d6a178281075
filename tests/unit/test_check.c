#include "check.h"

#include <libxml/tree.h>

#include "findings.h"
#include "read.h"

struct fixture {
    struct arena *arena;
    struct rules *rules;
    struct limits limits;
    const struct lock *lock; /* of the example that runs, NULL */
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
    struct source *source = source_create(fixture->arena, STR("example.xml"), (struct str){0}, xml);
    struct plan_options options = {.period = {1, 0}, .year = {1, 0}};
    xmlDoc *tree = xml_read_tree(fixture->arena, source, &fixture->limits, &diags);
    if (!tree)
        fail_msg("not readable: %.*s\n%.*s", STR_ARGS(xml), STR_ARGS(findings_text(fixture->arena, &diags)));
    return plan_index(fixture->arena, tree, source, fixture->rules->profile, &options);
}

/* Runs the rules whose id begins with `prefix` on the last of the plans; the others are there to be traced to. */
static struct diag_list run(struct fixture *fixture, const struct plan **plans, size_t count, struct str prefix) {
    struct diag_list diags = diag_list_in(fixture->arena, 0);
    bool *enabled = arena_array(fixture->arena, bool, fixture->rules->count);
    const struct plan **targets = arena_array(fixture->arena, const struct plan *, count);
    size_t target_count = 0;
    for (size_t i = 0; i < fixture->rules->count; i++)
        enabled[i] = str_starts(fixture->rules->items[i]->kind.id, prefix);
    for (size_t i = 0; i + 1 < count; i++)
        if (plans[i]->kind == PLAN_VP)
            targets[target_count++] = plans[i];
    struct check base = {.plan = plans[count - 1],
                         .lock = fixture->lock,
                         .others = plans,
                         .other_count = count - 1,
                         .scratch = regex_scratch_create(fixture->arena, &fixture->limits),
                         .arena = fixture->arena,
                         .limits = &fixture->limits,
                         .today = date_day(2026, 1, 1)};
    if (base.plan->kind & (PLAN_AP | PLAN_RAPPORT))
        base.trace = trace_build(fixture->arena, base.plan, targets, target_count, NULL, 0);
    if (base.plan->kind == PLAN_RAPPORT)
        base.follow = follow_build(fixture->arena, base.plan, plans, count - 1);
    const struct trace **traces = arena_array(fixture->arena, const struct trace *, count);
    for (size_t i = 0; i + 1 < count; i++)
        if (plans[i]->kind == PLAN_AP)
            traces[i] = trace_build(fixture->arena, plans[i], &base.plan, 1, NULL, 0);
    base.traces = traces;
    check_run(&base, fixture->rules, enabled, &diags);
    return diags;
}

static struct str escape(struct arena *arena, struct str text) {
    struct buf out = buf_in(arena);
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.data[i];
        if (byte == '<' || byte == '&')
            buf_add(&out, byte == '<' ? STR("&lt;") : STR("&amp;"));
        else
            buf_byte(&out, byte);
    }
    return buf_str(&out);
}

/* One line of text as a document: `in` says what it is. */
static struct str wrap(struct arena *arena, struct str text, struct str kind, struct str in, struct str attributes) {
    static const struct {
        const char *in, *before, *after;
    } frames[] = {
        {"heading", "<section level=\"1\"><heading>", "</heading><p>Text.</p></section>"},
        {"activity", "<section level=\"1\"><heading>Arbete</heading><activity><text>", "</text></activity></section>"},
        {"title", "<meta><title>", "</title></meta>"},
        {"", "<section level=\"1\"><heading>Arbete</heading><p>", "</p></section>"},
    };
    size_t i = 0;
    while (i + 1 < COUNT(frames) && !str_is(in, frames[i].in))
        i++;
    return str_format(arena, "<plan xmlns=\"urn:planlint:plan:1\" kind=\"%.*s\"%.*s>%s%.*s%s</plan>", STR_ARGS(kind),
                      STR_ARGS(attributes), frames[i].before, STR_ARGS(escape(arena, text)), frames[i].after);
}

/* ---- Examples ---- */

/* Reads the plans of an example that is markup; the last one is reported on. */
static size_t example_plans(struct fixture *fixture, const struct example *example, const struct plan *plans[4]) {
    size_t count = 0;
    for (xmlNode *node = example->node->children; node && count < 4; node = node->next) {
        if (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, "plan") != 0)
            continue;
        xmlBuffer *buffer = xmlBufferCreate();
        xmlNodeDump(buffer, node->doc, node, 0, 0);
        struct str xml = str_copy(fixture->arena, str_from((const char *)xmlBufferContent(buffer)));
        xmlBufferFree(buffer);
        plans[count++] = read_plan(fixture, xml);
    }
    return count;
}

static struct str example_attributes(struct fixture *fixture, const struct example *example) {
    struct str period = tree_get(example->node, "period"), year = tree_get(example->node, "year");
    struct buf out = buf_in(fixture->arena);
    if (period.len)
        buf_format(&out, " period=\"%.*s\"", STR_ARGS(period));
    if (year.len)
        buf_format(&out, " year=\"%.*s\"", STR_ARGS(year));
    return buf_str(&out);
}

/* The lock that was written when the links of `from` led to `plan`. */
static const struct lock *pin(struct fixture *fixture, const struct plan *from, const struct plan *plan) {
    struct diag_list diags = diag_list_in(fixture->arena, 0);
    struct trace *trace = trace_build(fixture->arena, from, &plan, 1, NULL, 0);
    struct lock_pin *pins = arena_array(fixture->arena, struct lock_pin, trace->link_count);
    struct buf file = buf_in(fixture->arena);
    for (size_t i = 0; i < trace->link_count; i++) {
        assert_true(trace_serves(trace->links[i].state));
        pins[i] =
            lock_pin_now(fixture->arena, (struct str){0}, from, trace->links[i].activity, plan, trace->links[i].goal);
    }
    lock_write(&file, pins, lock_sort(pins, trace->link_count));
    const struct lock *lock =
        lock_load(fixture->arena, source_create(fixture->arena, STR(LOCK_FILE), (struct str){0}, buf_str(&file)),
                  &fixture->limits, &diags);
    assert_non_null(lock);
    return lock;
}

static struct diag_list run_example(struct fixture *fixture, const struct rule *rule, const struct example *example) {
    const struct plan *plans[4];
    size_t count = example_plans(fixture, example, plans);
    if (count == 0) {
        struct str kind = tree_get(example->node, "kind");
        for (unsigned bit = 1; kind.len == 0; bit <<= 1)
            if (rule->kinds & bit)
                kind = str_from(plan_kind_name((enum plan_kind)bit));
        plans[count++] = read_plan(fixture, wrap(fixture->arena, example->text, kind, tree_get(example->node, "in"),
                                                 example_attributes(fixture, example)));
    }
    if (!str_is(rule_get(rule, "with"), "pin"))
        return run(fixture, plans, count, rule->kind.id);
    /* The first plan is the one as it was when links were pinned. */
    fixture->lock = pin(fixture, plans[count - 1], plans[0]);
    struct diag_list diags = run(fixture, plans + 1, count - 1, rule->kind.id);
    fixture->lock = NULL;
    return diags;
}

/* The text after the fix, when it is a fix of one paragraph. */
static struct str fixed_text(struct arena *arena, const struct example *example, const struct diag *diag) {
    struct str text = example->text;
    for (size_t i = diag->fix ? diag->fix->edit_count : 0; i-- > 0;) {
        const struct edit *edit = &diag->fix->edits[i];
        text = str_format(arena, "%.*s%.*s%.*s", STR_ARGS(str_slice(text, 0, edit->place.text_begin)),
                          STR_ARGS(edit->text), STR_ARGS(str_slice(text, edit->place.text_end, text.len)));
    }
    return text;
}

static void every_example_of_a_rule_holds(void **state) {
    struct fixture *fixture = *state;
    for (size_t i = 0; i < fixture->rules->count; i++) {
        const struct rule *rule = fixture->rules->items[i];
        size_t bad = 0, good = 0;
        for (size_t k = 0; k < rule->example_count; k++) {
            const struct example *example = &rule->examples[k];
            struct str what = str_format(fixture->arena, "%.*s, example %zu (%.*s)", STR_ARGS(rule->kind.id), k + 1,
                                         STR_ARGS(example->text));
            struct diag_list diags = run_example(fixture, rule, example);
            bool wanted = str_is(example->form, "bad");
            bad += wanted;
            good += !wanted;
            assert_number((int64_t)diags.count, wanted ? 1 : 0, what.data);
            assert_worded(fixture->arena, fixture->rules, &diags);
            if (!wanted || example->mark_begin == SIZE_MAX)
                continue;
            struct str mark = str_slice(example->text, example->mark_begin, example->mark_end);
            assert_str(place_quote(fixture->arena, diags.items[0]->place), str_copy(fixture->arena, mark).data,
                       what.data);
            if (example->fixed.len)
                assert_str(fixed_text(fixture->arena, example, diags.items[0]),
                           str_copy(fixture->arena, example->fixed).data, what.data);
        }
        if (!str_is(rule->element, "engine") && (bad == 0 || good == 0))
            fail_msg("%.*s has no bad or no good example", STR_ARGS(rule->kind.id));
    }
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
};

static void findings_stand_at_the_exact_words(void **state) {
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        const struct text_case *test = &texts[i];
        struct str xml = wrap(fixture->arena, str_from(test->text), str_from(test->kind), str_from(test->in),
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
        read_plan(fixture, wrap(fixture->arena, STR("En vårdkedja."), STR("vp"), STR(""), STR(VP))),
        read_plan(fixture,
                  wrap(fixture->arena, STR("En vård-kedja och en svensk-norsk."), STR("ap"), STR(""), STR(AP))),
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

static void what_the_grammar_cannot_know_is_verified(void **state) {
    struct fixture *fixture = *state;
    static const struct {
        const char *xml, *wanted;
    } cases[] = {
        {PACK(HEAD("order") " of=\"numbers\">" WORDS("{number} {quote}") "</order>"), ""},
        {PACK(HEAD("order") " of=\"numbres\">" WORDS("Fel.") "</order>"), "2:51-2:58 CFG020 `numbres` -> numbers\n"},
        {PACK(HEAD("forbid") ">" WORDS("Fel.") "</forbid>"), "2:13-2:19 CFG023 `OWN001`\n"},
        {PACK(HEAD("forbid") "><match>(?&lt;word>a)(b)</match>" WORDS("{0} {1} {word} {{x}}") "</forbid>"), ""},
        {PACK(HEAD("present") " of=\"focus-areas\">" WORDS("{mising}") "</present>"),
         "2:14-2:20 CFG021 `OWN001` -> missing\n2:14-2:20 CFG021 `OWN001` -> missing\n"},
        {PACK(HEAD("trace") "><state name=\"orphn\"/>" WORDS("Fel.") "</trace>"),
         "2:60-2:65 CFG022 `orphn` -> orphan\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct diag_list diags = diag_list_in(fixture->arena, 0);
        struct source *source = source_of(fixture->arena, "own.xml", cases[i].xml);
        struct rules *rules = rules_load(fixture->arena, &source, 1, &fixture->limits, &diags);
        if (!rules)
            fail_msg("not loaded: %.*s", STR_ARGS(findings_text(fixture->arena, &diags)));
        bool fine = check_verify(rules, &diags);
        assert_str(findings_text(fixture->arena, &diags), cases[i].wanted, cases[i].xml);
        assert_worded(fixture->arena, fixture->rules, &diags);
        assert_true(fine == (cases[i].wanted[0] == '\0'));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_of_a_rule_holds),
        cmocka_unit_test(findings_stand_at_the_exact_words),
        cmocka_unit_test(words_of_another_document_tell_that_a_hyphen_is_wrong),
        cmocka_unit_test(the_shipped_rules_pass_their_own_verification),
        cmocka_unit_test(what_the_grammar_cannot_know_is_verified),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
