#include "doubts.h"

#include "element.h"
#include "hopeless.h"

static void lint_fail(struct diag_list *diags, const char *id, const struct rule *rule, struct place place,
                      struct str value) {
    struct diag *diag = diag_add(diags, id, place);
    diag_arg(diags, diag, "rule", rule->kind.id);
    diag_arg(diags, diag, "value", value);
}

static void lint_examples(const struct rule *rule, struct diag_list *diags) {
    static const char *const forms[] = {"bad", "good"};
    for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
        bool there = false;
        for (size_t k = 0; k < rule->example_count; k++)
            there |= str_is(rule->examples[k].form, forms[i]);
        if (!there)
            lint_fail(diags, "CFG006", rule, rule->place, str_from(forms[i]));
    }
}

static bool same_pattern(const struct clause *a, const struct clause *b) {
    if (!a->regex || !b->regex || !str_equal(a->name, b->name) || !str_equal(a->text, b->text) ||
        a->attribute_count != b->attribute_count)
        return false;
    for (size_t i = 0; i < a->attribute_count; i++)
        if (!str_equal(a->attributes[i].name, b->attributes[i].name) ||
            !str_equal(a->attributes[i].value, b->attributes[i].value))
            return false;
    return true;
}

/* Whether all that the pattern finds is found without further conditions. */
static bool is_unconditional(const struct rule *rule, const struct clause *clause) {
    for (size_t i = 0; i < clause->attribute_count; i++)
        if (!str_is(clause->attributes[i].name, "ignore-case") && !str_is(clause->attributes[i].name, "from") &&
            !str_is(clause->attributes[i].name, "to") && !str_is(clause->attributes[i].name, "case"))
            return false;
    return rule_clause(rule, "except", NULL) == NULL && rule->max == 0 && rule_get(rule, "given").len == 0 &&
           rule_get(rule, "not-given").len == 0 && rule_get(rule, "not-in").len == 0;
}

/* Whether the other rule looks at all that the rule looks at, in the same way. */
static bool covers(const struct rule *other, const struct rule *rule) {
    return str_equal(other->element, rule->element) && (other->kinds & rule->kinds) == rule->kinds &&
           (other->in & rule->in) == rule->in && (other->in == 0) == (rule->in == 0) &&
           other->kind.severity != SEVERITY_OFF;
}

/* Whether an earlier rule, or the rule itself, has the pattern for all that the rule looks at. */
static const struct rule *shadow(const struct rules *rules, size_t number, size_t clause) {
    const struct rule *rule = rules->items[number];
    for (size_t i = 0; i <= number; i++) {
        const struct rule *other = rules->items[i];
        size_t count = i == number ? clause : covers(other, rule) ? other->clause_count : 0;
        for (size_t k = 0; k < count; k++)
            if (same_pattern(&other->clauses[k], &rule->clauses[clause]) &&
                (i == number || is_unconditional(other, &other->clauses[k])))
                return other;
    }
    return NULL;
}

/* Scopes that only some kinds of document have; all others are everywhere. */
static const struct {
    unsigned in, kinds;
} scope_kinds[] = {
    {IN_GOAL, PLAN_VP},
    {IN_ACTIVITY, PLAN_AP},
    {IN_ENTRY | IN_RESULT, PLAN_RAPPORT},
};

/* Whether no document can have text that the rule looks at: none of its kinds has any of its scopes. */
static bool never_meets(const struct rule *rule) {
    unsigned rest = rule->in;
    for (size_t i = 0; i < sizeof(scope_kinds) / sizeof(*scope_kinds); i++) {
        if ((rule->in & scope_kinds[i].in) && (rule->kinds & scope_kinds[i].kinds))
            return false;
        rest &= ~scope_kinds[i].in;
    }
    return rule->in != 0 && rest == 0;
}

/* ---- Patterns ---- */

/* The words of a pattern that has nothing but them, with or without \\b around; empty for any other. */
static struct str literal_of(const struct clause *clause, bool *bounded) {
    struct str text = str_is(clause->name, "term") ? clause_get(clause, "from") : clause->text;
    bool front = str_starts(text, STR("\\b")), back = text.len > 2 && str_ends(text, STR("\\b"));
    text = str_slice(text, front ? 2 : 0, back ? text.len - 2 : text.len);
    *bounded = (front && back) || str_is(clause->name, "term");
    for (size_t i = 0; i < text.len; i++)
        if (strchr("\\^$.|?*+()[]{}", text.data[i]))
            return (struct str){0};
    return text;
}

/* Whether the pattern always matches within these words, whatever stands beside them. */
static bool matches_within(const struct clause *clause, struct str words, bool bounded, struct regex_scratch *scratch,
                           struct arena *arena) {
    static const char *const beside[] = {"", " ", "x"};
    for (size_t i = 0, count = bounded ? 2 : 3; i < count; i++) {
        struct str text = str_format(arena, "%s%.*s%s", beside[i], STR_ARGS(words), beside[i]);
        struct regex_match match;
        if (regex_find(clause->regex, scratch, text, 0, &match) != REGEX_FOUND || match.end <= match.begin ||
            match.begin < strlen(beside[i]) || match.end > text.len - strlen(beside[i]))
            return false;
    }
    return true;
}

/* Whether rules of these two elements report every match of the pattern, so that one can stand in for the other. */
static bool reports_matches(const struct rule *rule, const struct clause *clause) {
    return (str_is(rule->element, "forbid") && str_is(clause->name, "match")) ||
           (str_is(rule->element, "swap") && str_is(clause->name, "term"));
}

/* The rule with a pattern that finds whatever these plain words find: words inside them. */
static const struct rule *shadow_of_words(const struct rules *rules, size_t number, size_t clause,
                                          struct regex_scratch *scratch, struct arena *arena) {
    const struct rule *rule = rules->items[number];
    bool bounded;
    struct str words = literal_of(&rule->clauses[clause], &bounded);
    if (!words.len || !reports_matches(rule, &rule->clauses[clause]))
        return NULL;
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *other = rules->items[i];
        size_t count = covers(other, rule) ? other->clause_count : 0;
        for (size_t k = 0; k < count; k++) {
            const struct clause *wider = &other->clauses[k];
            bool unused;
            struct str inner = literal_of(wider, &unused);
            if ((i != number || k < clause) && inner.len && inner.len < words.len && reports_matches(other, wider) &&
                is_unconditional(other, wider) && matches_within(wider, words, bounded, scratch, arena))
                return other;
        }
    }
    return NULL;
}

static struct place part_of(const struct clause *clause, size_t begin, size_t end) {
    const struct passage *passage = clause->place.passage;
    return passage && str_equal(passage->text, clause->text) ? passage_place(passage, begin, end) : clause->place;
}

static void lint_pattern(const struct rule *rule, const struct clause *clause, struct diag_list *diags) {
    bool term = str_is(clause->name, "term");
    struct str own = clause_get(clause, "ignore-case");
    struct str pattern = term ? clause_get(clause, "from") : clause->text;
    bool caseless = term || str_is(own.len ? own : rule_get(rule, "ignore-case"), "yes");
    size_t begin, end;
    enum hope hope = hopeless_find(pattern, caseless, &begin, &end);
    if (hope != HOPE)
        lint_fail(diags, hope == HOPE_NEVER ? "CFG008" : "CFG011", rule,
                  term ? rule->place : part_of(clause, begin, end), str_slice(pattern, begin, end));
}

void doubts_find(const struct rules *rules, const struct limits *limits, struct diag_list *diags) {
    struct regex_scratch *scratch = regex_scratch_create(diags->arena, limits);
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = rules->items[i];
        if (str_is(rule->element, "engine"))
            continue;
        lint_examples(rule, diags);
        check_unread(rule, diags);
        if (never_meets(rule))
            lint_fail(diags, "CFG007", rule, rule->place, rule->kind.name);
        for (size_t k = 0; k < rule->clause_count; k++) {
            const struct clause *clause = &rule->clauses[k];
            struct regex_match match;
            if (!clause->regex)
                continue;
            lint_pattern(rule, clause, diags);
            const struct rule *wider = shadow_of_words(rules, i, k, scratch, diags->arena);
            if (wider)
                lint_fail(diags, "CFG029", rule, clause->place.source ? clause->place : rule->place, wider->kind.id);
            if (!str_is(clause->name, "match"))
                continue;
            /* The scope "link" has no text of its own: an empty address is a finding. */
            if (!str_is(clause_get(clause, "in"), "link") &&
                regex_find(clause->regex, scratch, STR(""), 0, &match) == REGEX_FOUND)
                lint_fail(diags, "CFG028", rule, clause->place, clause->text);
            const struct rule *other = shadow(rules, i, k);
            if (other)
                lint_fail(diags, "CFG029", rule, clause->place, other->kind.id);
        }
    }
}
