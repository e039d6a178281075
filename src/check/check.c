#include "element.h"

#include "buf.h"

static const char *const no_placeholders[] = {NULL};
static const char *const link_placeholders[] = {"target", NULL};
static const char *const number_placeholders[] = {"number", "previous", "expected", NULL};
static const char *const heading_placeholders[] = {"heading", NULL};
static const char *const missing_placeholders[] = {"missing", "required", NULL};
static const char *const counted_placeholders[] = {"total", "other", NULL};
static const char *const required_placeholders[] = {"found", "required", NULL};
static const char *const area_placeholders[] = {"area", NULL};
static const char *const goal_placeholders[] = {"goal", "area", "reference", "other", NULL};
static const char *const period_placeholders[] = {"period", "year", "role", NULL};
static const char *const term_placeholders[] = {"to", NULL};
static const char *const majority_placeholders[] = {"to", "uses", NULL};
static const char *const defined_placeholders[] = {"term", NULL};
static const char *const tally_placeholders[] = {"value", "limit", "missing", NULL};
static const char *const subject_placeholders[] = {"subject", "other", NULL};
static const char *const sections_placeholders[] = {"missing", "required", NULL};
static const char *const order_placeholders[] = {"area", "previous", NULL};
static const char *const areas_placeholders[] = {"areas", NULL};
static const char *const claim_placeholders[] = {"number", "listed", NULL};
static const char *const region_placeholders[] = {"missing", "known", "required", NULL};
static const char *const activity_placeholders[] = {"activity", NULL};
static const char *const goal_name_placeholders[] = {"goal", NULL};
static const char *const period_goal_placeholders[] = {"goal", "period", NULL};
static const char *const fact_placeholders[] = {"detail", NULL};
static const char *const reference_placeholders[] = {"detail", NULL};

static const char *const trace_states[] = {"ok",     "folded",   "alias",      "weak",      "ambiguous", "misplaced",
                                           "orphan", "dangling", "unresolved", "justified", NULL};
static const char *const date_states[] = {"plan",      "own-period", "external", "agreement", "decision",
                                          "prepared",  "background", "forward",  "deadline",  "activity",
                                          "milestone", "meeting",    "other",    "explicit",  NULL};

static const char *const cover_states[] = {"last-year", NULL};

/* Every check element, or every case of one. */
static const struct element elements[] = {
    {"forbid", NULL, NULL, text_forbid_start, text_forbid, text_forbid_finish, link_placeholders, NULL, "match"},
    {"balance", NULL, NULL, text_balance_start, text_balance, text_balance_finish, no_placeholders, NULL, "open"},
    {"swap", NULL, NULL, terms_swap_start, terms_swap, NULL, term_placeholders, NULL, "term"},
    {"order", "of", "numbers", .finish = structure_numbers, .placeholders = number_placeholders},
    {"order", "of", "levels", .finish = structure_levels, .placeholders = number_placeholders},
    {"order", "of", "pages", .finish = structure_pages, .placeholders = number_placeholders},
    {"order", "of", "focus-areas", .finish = areas_order, .placeholders = order_placeholders},
    {"order", "of", "title", .finish = sections_title_first, .placeholders = no_placeholders},
    {"order", "of", "decisions", .finish = crossdoc_decisions, .placeholders = no_placeholders},
    {"order", "of", "milestones", .finish = dates_milestones, .placeholders = period_placeholders},
    {"same", "of", "subject-year", .finish = followup_years, .placeholders = subject_placeholders},
    {"same", "of", "headings", .finish = structure_toc, .placeholders = heading_placeholders},
    {"same", "of", "toc", .finish = contents_stale, .placeholders = no_placeholders},
    {"same", "of", "focus-list", .finish = areas_listed, .placeholders = areas_placeholders, .needs = "match"},
    {"same", "of", "activity-text", .finish = likely_other, .placeholders = goal_name_placeholders},
    {"same", "of", "goal", .finish = pins_outdated, .placeholders = goal_name_placeholders},
    {"same", "of", "decision", .finish = crossdoc_milestone, .placeholders = no_placeholders, .needs = "match"},
    {"same", "of", "counts", .finish = counted_differs, .placeholders = counted_placeholders, .needs = "match"},
    {"same", "of", "sentences", .finish = crossdoc_sentences, .placeholders = no_placeholders},
    {"same", "of", "own-period", .finish = dates_own_period, .placeholders = period_placeholders},
    {"present", "of", "focus-areas", .finish = focus_present, .placeholders = missing_placeholders},
    {"present", "of", "meta", .finish = facts_meta, .placeholders = no_placeholders, .needs = "item"},
    {"present", "of", "sections", .finish = sections_present, .placeholders = sections_placeholders, .needs = "item"},
    {"present", "of", "text", .finish = stated_text, .placeholders = no_placeholders, .needs = "match"},
    {"present", "of", "decision-body", .finish = stated_decision_body, .placeholders = no_placeholders,
     .needs = "match"},
    {"present", "of", "organisation", .finish = stated_organisation, .placeholders = no_placeholders},
    {"present", "of", "regions", .finish = claims_regions, .placeholders = region_placeholders},
    {"require", "of", "section", .finish = sections_empty, .placeholders = no_placeholders},
    {"require", "of", "milestone-label", .finish = dates_labels, .placeholders = no_placeholders},
    {"require", "of", "", .finish = stated_required, .placeholders = required_placeholders, .needs = "match"},
    {"claim", NULL, NULL, claims_start, claims_block, NULL, claim_placeholders, NULL, "match"},
    {"count", "of", "headings", .finish = sections_repeated, .placeholders = no_placeholders},
    {"count", "of", "focus-areas", .finish = focus_count, .placeholders = area_placeholders},
    {"count", "of", "goals", .finish = tracing_duplicates, .placeholders = goal_placeholders},
    {"either", "of", "focus-areas", focus_spelling_start, focus_spelling, focus_headings, area_placeholders, NULL,
     NULL},
    {"either", "of", "items", majority_items_start, majority_items, majority_items_finish, majority_placeholders, NULL,
     "form"},
    {"case", "style", "majority", majority_case_start, majority_case, majority_case_finish, majority_placeholders, NULL,
     "match"},
    {"when", "of", "explained", defined_start, defined_explained, defined_explained_finish, defined_placeholders, NULL,
     "then"},
    {"when", "of", "short-form", defined_start, defined_short, defined_short_finish, defined_placeholders, NULL,
     "first"},
    {"repeat", "of", "words", tally_repeat_start, tally_repeat, NULL, no_placeholders, NULL, NULL},
    {"count", "of", "matches", tally_matches_start, tally_matches, NULL, tally_placeholders, NULL, "match"},
    {"count", "of", "pages", tally_matches_start, tally_pages, tally_pages_finish, tally_placeholders, NULL, "match"},
    {"metric", "of", "lix", tally_lix_start, tally_lix, tally_lix_finish, tally_placeholders, NULL, NULL},
    {"cover", "each", "focus-area", .finish = focus_cover, .placeholders = area_placeholders},
    {"cover", "across", "period", .finish = crossdoc_goals, .placeholders = period_goal_placeholders,
     .states = cover_states},
    {"cover", "each", "goal", .finish = tracing_cover, .placeholders = goal_placeholders},
    {"cover", "each", "entry", .finish = followup_entries, .placeholders = no_placeholders},
    {"cover", "each", "activity", .finish = followup_activities, .placeholders = activity_placeholders},
    {"trace", NULL, NULL, .finish = tracing_links, .placeholders = goal_placeholders, .states = trace_states,
     .needs = "state"},
    {"date", "format", "ascending", .finish = dates_ascending, .placeholders = period_placeholders},
    {"date", "format", "valid", .finish = dates_valid, .placeholders = period_placeholders},
    {"date", "format", "unambiguous", .finish = dates_unambiguous, .placeholders = period_placeholders},
    {"date", "format", "weekday", .finish = dates_weekday, .placeholders = period_placeholders},
    {"date", "format", "sign", .finish = dates_sign, .placeholders = period_placeholders},
    {"date", "within", "period", .finish = dates_within_period, .placeholders = period_placeholders,
     .states = date_states},
    {"date", "within", "year", .finish = dates_within_year, .placeholders = period_placeholders, .states = date_states},
    {"date", "within", "report-year", .finish = followup_outlook, .placeholders = period_placeholders},
    {"date", "within", "plan-period", .finish = crossdoc_year, .placeholders = period_placeholders},
    {"date", "after", "report-year", .finish = followup_prepared, .placeholders = period_placeholders},
    {"date", "before", "period-start", .finish = dates_before_start, .placeholders = period_placeholders},
    {"same", "of", "references", references_start, references_block, NULL, reference_placeholders, NULL, "match"},
    {"fact", NULL, NULL, .finish = facts_named, .placeholders = fact_placeholders},
};
enum { ELEMENTS = sizeof(elements) / sizeof(*elements) };

const struct element *element_rows(size_t *count) {
    *count = ELEMENTS;
    return elements;
}

const struct element *element_find(const struct rule *rule) {
    for (size_t i = 0; i < ELEMENTS; i++)
        if (str_is(rule->element, elements[i].name) &&
            (!elements[i].attribute || str_is(rule_get(rule, elements[i].attribute), elements[i].value)))
            return &elements[i];
    return NULL;
}

/* ---- Findings ---- */

struct place pass_document(const struct pass *pass) {
    return source_place(pass->check.plan->source, 0, 0);
}

void pass_arg(struct pass *pass, struct diag *diag, const char *name, struct str value) {
    diag_arg(pass->diags, diag, name, value);
}

static void close_unit(struct pass *pass) {
    if (pass->open)
        diag_arg_number(pass->diags, pass->open, "count", pass->folded + 1);
    pass->open = NULL;
    pass->folded = 0;
}

struct diag *pass_add(struct pass *pass, size_t block, struct place place) {
    const struct plan *plan = pass->check.plan;
    const struct rule *rule = pass->check.rule;
    size_t unit = block;
    if (pass->per == PER_SECTION && block != INDEX_NONE)
        unit = plan->blocks[block].section;
    if (pass->per == PER_DOCUMENT)
        unit = 0;
    if (pass->open && pass->unit == unit) {
        pass->folded++;
        return NULL;
    }
    close_unit(pass);
    if (rule->max && pass->found >= rule->max && !pass->check.every)
        return NULL;
    pass->found++;
    struct diag *diag = diag_add(pass->diags, "", place);
    diag->id = rule->kind.id;
    if (pass->per != PER_MATCH) {
        pass->open = diag;
        pass->unit = unit;
    }
    return diag;
}

enum severity pass_state(const struct pass *pass, const char *state, bool *listed) {
    const struct rule *rule = pass->check.rule;
    *listed = false;
    for (const struct clause *clause = NULL; (clause = rule_clause(rule, "state", clause));) {
        struct str kinds = clause_get(clause, "kinds");
        bool applies = kinds.len == 0;
        for (struct str word; kinds.len && (word = str_cut(&kinds, ' ')).data;)
            applies |= plan_kind_find(word) == pass->check.plan->kind;
        if (!applies || !str_is(clause_get(clause, "name"), state))
            continue;
        *listed = true;
        struct str severity = clause_get(clause, "severity");
        return severity.len ? severity_find(severity) : SEVERITY_OFF;
    }
    return SEVERITY_OFF;
}

bool pass_word(const struct pass *pass, const char *attribute, const char *word) {
    struct str words = rule_get(pass->check.rule, attribute);
    if (words.len == 0)
        return true;
    while (words.data) {
        if (str_is(str_cut(&words, ' '), word))
            return true;
    }
    return false;
}

struct str match_expand(struct arena *arena, struct str template, struct str subject, const struct regex_match *match) {
    struct buf out = buf_in(arena);
    for (size_t i = 0; i < template.len; i++) {
        char byte = template.data[i];
        bool place = byte == '{' && i + 2 < template.len && template.data[i + 1] >= '0' &&
                     template.data[i + 1] <= '9' && template.data[i + 2] == '}';
        if (!place) {
            buf_byte(&out, byte);
            continue;
        }
        size_t number = (size_t)(template.data[i + 1] - '0');
        if (number == 0)
            buf_add(&out, str_slice(subject, match->begin, match->end));
        else if (match->group[number - 1].begin != SIZE_MAX)
            buf_add(&out, str_slice(subject, match->group[number - 1].begin, match->group[number - 1].end));
        i += 2;
    }
    return buf_str(&out);
}

/* ---- The run ---- */

unsigned scope_bits(struct str words) {
    static const struct {
        const char *name;
        unsigned bit;
    } scopes[] = {
        {"text", IN_TEXT},         {"heading", IN_HEADING}, {"title", IN_TITLE},   {"goal", IN_GOAL},
        {"activity", IN_ACTIVITY}, {"entry", IN_ENTRY},     {"result", IN_RESULT}, {"meta", IN_META},
        {"toc", IN_TOC},           {"link", IN_LINK},       {"raw", IN_RAW},       {"item", IN_ITEM},
        {"cell", IN_CELL},         {"figure", IN_FIGURE},
    };
    unsigned bits = 0;
    while (words.data) {
        struct str word = str_cut(&words, ' ');
        for (size_t i = 0; i < sizeof(scopes) / sizeof(*scopes); i++)
            if (str_is(word, scopes[i].name))
                bits |= scopes[i].bit;
    }
    return bits;
}

static enum per per_find(struct str word) {
    static const char *const words[] = {"match", "block", "section", "document"};
    for (size_t i = 1; i < sizeof(words) / sizeof(*words); i++)
        if (str_is(word, words[i]))
            return (enum per)i;
    return PER_MATCH;
}

/* Whether the rule is for this document at all: decided once, so that text is not looked at for rules that are not. */
static bool applies(const struct rule *rule, const struct plan *plan) {
    if (rule->kinds != 0 && rule->kinds != PLAN_ANY && !(rule->kinds & (unsigned)plan->kind))
        return false;
    if (rule->word_form && plan->ocr)
        return false;
    if (rule_get(rule, "given").len && !facts_has(plan, rule_get(rule, "given")))
        return false;
    for (struct str names = rule_get(rule, "not-given"); names.data;)
        if (facts_has(plan, str_cut(&names, ' ')))
            return false;
    if (rule->period.first > rule->period.last)
        return true;
    return plan->period.first <= plan->period.last && date_relate(plan->period, rule->period) != DATE_OUTSIDE;
}

/* Whether one of the rules in `ids` has found something. */
static bool found_any(const struct diag_list *diags, struct str ids) {
    while (ids.data) {
        struct str id = str_cut(&ids, ' ');
        for (size_t i = 0; i < diags->count; i++)
            if (str_equal(diags->items[i]->id, id))
                return true;
    }
    return false;
}

void check_run(const struct check *base, const struct rules *rules, const bool *enabled, struct diag_list *diags) {
    const struct plan *plan = base->plan;
    struct pass *passes = arena_array(base->arena, struct pass, rules->count);
    size_t count = 0, block_count = 0;
    struct pass **blocks = arena_array(base->arena, struct pass *, rules->count);
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = rules->items[i];
        const struct element *element = enabled[i] && applies(rule, plan) ? element_find(rule) : NULL;
        if (!element)
            continue;
        struct pass *pass = &passes[count++];
        *pass = (struct pass){.check = *base,
                              .element = element,
                              .diags = diags,
                              .in = rule->in ? rule->in : IN_TEXT | IN_HEADING | IN_TITLE,
                              .not_in = scope_bits(rule_get(rule, "not-in")),
                              .per = per_find(rule->per)};
        pass->check.rule = rule;
        pass->check.every = base->every && rule->fix_replace.data;
        if (pass->check.every)
            pass->per = PER_MATCH;
        if (element->start)
            element->start(pass);
        if (element->block)
            blocks[block_count++] = pass;
    }
    for (size_t i = 0; i < plan->block_count; i++) {
        const struct block *block = &plan->blocks[i];
        if (!block->passage || block->passage->text.len == 0)
            continue;
        for (size_t k = 0; k < block_count; k++) {
            struct pass *pass = blocks[k];
            if ((block->in & pass->in) && !(block->in & pass->not_in) &&
                block->evidence <= pass->check.rule->confidence)
                pass->element->block(pass, i);
        }
    }
    /* Rules that speak only when others are silent come last. */
    for (int last = 0; last < 2; last++)
        for (size_t i = 0; i < count; i++) {
            struct str unless = rule_get(passes[i].check.rule, "unless");
            if ((unless.len > 0) != last || (last && found_any(diags, unless)))
                continue;
            if (passes[i].element->finish)
                passes[i].element->finish(&passes[i]);
            close_unit(&passes[i]);
        }
}
