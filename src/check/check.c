#include "element.h"

#include "buf.h"
#include "language.h"
#include "spot.h"
#include "timing.h"

static const char *const trace_states[] = {"ok",     "folded",   "alias",      "weak",      "ambiguous", "misplaced",
                                           "orphan", "dangling", "unresolved", "justified", NULL};
static const char *const date_states[] = {"plan",      "own-period", "external", "agreement", "decision",
                                          "prepared",  "background", "forward",  "deadline",  "activity",
                                          "milestone", "meeting",    "other",    "explicit",  NULL};

static const char *const cover_states[] = {"last-year", NULL};

#define GIVES(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Every check element, or every case of one. */
static const struct element elements[] = {
    {"forbid", NULL, NULL, .start = text_forbid_start, .block = text_forbid, .gate = "match",
     .finish = text_forbid_finish, .placeholders = GIVES("target"), .needs = "match", .reads = "match except",
     .groups = true},
    {"balance", NULL, NULL, .start = text_balance_start, .block = text_balance, .finish = text_balance_finish,
     .needs = "open", .reads = "open close token except"},
    {"swap", NULL, NULL, .start = terms_swap_start, .block = terms_swap, .gate = "term", .placeholders = GIVES("to"),
     .needs = "term", .reads = "term except"},
    {"order", "of", "numbers", .finish = structure_numbers, .placeholders = GIVES("number", "previous", "expected")},
    {"order", "of", "levels", .finish = structure_levels, .placeholders = GIVES("number", "previous", "expected")},
    {"order", "of", "pages", .finish = structure_pages, .placeholders = GIVES("number", "previous", "expected"),
     .reads = "strict"},
    {"order", "of", "focus-areas", .finish = areas_order, .placeholders = GIVES("area", "previous")},
    {"order", "of", "title", .finish = sections_title_first},
    {"order", "of", "decisions", .finish = crossdoc_decisions, .reads = "strict"},
    {"order", "of", "milestones", .finish = dates_milestones, .reads = "strict"},
    {"same", "of", "subject-year", .finish = followup_years, .placeholders = GIVES("subject", "other")},
    {"same", "of", "headings", .finish = structure_toc, .placeholders = GIVES("heading"), .reads = "with=toc"},
    {"same", "of", "toc", .finish = contents_stale, .reads = "with=headings"},
    {"same", "of", "focus-list", .finish = areas_listed, .gate = "match", .placeholders = GIVES("areas"),
     .needs = "match", .reads = "match with=headings"},
    {"same", "of", "activity-text", .finish = likely_other, .placeholders = GIVES("goal"),
     .reads = "at-least with=goal"},
    {"same", "of", "goal", .finish = pins_outdated, .placeholders = GIVES("goal"), .reads = "with=pin"},
    {"same", "of", "decision", .finish = crossdoc_milestone, .needs = "match", .reads = "match with=milestone"},
    {"same", "of", "counts", .finish = counted_differs, .placeholders = GIVES("total", "other"), .needs = "match",
     .reads = "match item with=counts", .all = true},
    {"same", "of", "sentences", .finish = crossdoc_sentences, .reads = "with=plan", .plans = true},
    {"same", "of", "own-period", .finish = dates_own_period, .placeholders = GIVES("period"), .reads = "with=period"},
    {"same", "of", "references", .start = references_start, .block = references_block, .gate = "match",
     .needs = "match", .reads = "match with=headings"},
    {"present", "of", "focus-areas", .finish = focus_present, .placeholders = GIVES("missing", "required", "count")},
    {"present", "of", "meta", .finish = facts_meta, .needs = "item", .reads = "item"},
    {"present", "of", "sections", .finish = sections_present, .placeholders = GIVES("missing", "required", "count"),
     .needs = "item", .reads = "item"},
    {"present", "of", "text", .finish = stated_text, .gate = "match", .needs = "match", .reads = "match"},
    {"present", "of", "decision-body", .finish = stated_decision_body, .needs = "match", .reads = "match"},
    {"present", "of", "organisation", .finish = stated_organisation, .placeholders = GIVES("organisation")},
    {"present", "of", "regions", .finish = claims_regions, .placeholders = GIVES("missing", "known", "required"),
     .reads = "match"},
    {"require", "of", "section", .finish = sections_empty},
    {"require", "of", "milestone-label", .finish = dates_labels},
    {"require", "of", "", .finish = stated_required, .placeholders = GIVES("found", "required"), .needs = "match",
     .reads = "match except at-least"},
    {"claim", NULL, NULL, .block = claims_block, .gate = "match", .placeholders = GIVES("number", "listed"),
     .needs = "match", .reads = "match except item"},
    {"count", "of", "headings", .finish = sections_repeated},
    {"count", "of", "focus-areas", .finish = focus_count, .placeholders = GIVES("area")},
    {"count", "of", "goals", .finish = tracing_duplicates, .placeholders = GIVES("goal", "other", "area"),
     .reads = "by"},
    {"count", "of", "matches", .start = tally_matches_start, .block = tally_matches, .gate = "match", .needs = "match",
     .reads = "match except max-count within=section"},
    {"count", "of", "items", .finish = tally_items, .placeholders = GIVES("value", "limit"), .needs = "item",
     .reads = "item min max-count"},
    {"count", "of", "pages", .start = tally_matches_start, .block = tally_pages, .gate = "match",
     .finish = tally_pages_finish, .placeholders = GIVES("limit", "missing"), .needs = "match", .reads = "match"},
    {"either", "of", "focus-areas", .block = focus_spelling, .finish = focus_headings, .placeholders = GIVES("area")},
    {"either", "of", "items", .start = majority_items_start, .block = majority_items, .finish = majority_items_finish,
     .placeholders = GIVES("uses"), .needs = "form", .reads = "form prefer"},
    {"either", "of", "forms", .start = majority_items_start, .block = majority_forms, .gate = "form",
     .finish = majority_forms_finish, .placeholders = GIVES("to", "uses"), .needs = "form",
     .reads = "form except prefer"},
    {"case", "style", "majority", .start = majority_case_start, .block = majority_case, .gate = "match",
     .finish = majority_case_finish, .placeholders = GIVES("to", "uses"), .needs = "match", .reads = "match except"},
    {"case", "style", "sentence", .start = majority_case_start, .block = majority_style, .gate = "match",
     .placeholders = GIVES("to"), .needs = "match", .reads = "match except item"},
    {"case", "style", "lower", .start = majority_case_start, .block = majority_style, .gate = "match",
     .placeholders = GIVES("to"), .needs = "match", .reads = "match except"},
    {"case", "style", "upper", .start = majority_case_start, .block = majority_style, .gate = "match",
     .placeholders = GIVES("to"), .needs = "match", .reads = "match except"},
    {"case", "style", "list", .start = majority_case_start, .block = majority_style, .gate = "match",
     .placeholders = GIVES("to"), .needs = "item", .reads = "match except item"},
    {"when", "of", "explained", .start = defined_start, .block = defined_explained, .gate = "first then",
     .finish = defined_explained_finish, .placeholders = GIVES("term"), .needs = "then", .reads = "first then except"},
    {"when", "of", "short-form", .start = defined_start, .block = defined_short, .gate = "first",
     .finish = defined_short_finish, .placeholders = GIVES("term"), .needs = "first", .reads = "first order"},
    {"repeat", "of", "words", .start = tally_repeat_start, .block = tally_repeat, .reads = "token except"},
    {"metric", "of", "lix", .start = tally_metric_start, .block = tally_text, .finish = tally_lix_finish,
     .placeholders = GIVES("value", "limit"), .reads = "min max-value"},
    {"metric", "of", "swedish-letter-share", .start = tally_metric_start, .block = tally_text,
     .finish = tally_letters_finish, .placeholders = GIVES("value", "limit"), .reads = "min max-value"},
    {"metric", "of", "sentence-words", .start = tally_metric_start, .block = tally_sentences,
     .placeholders = GIVES("value", "limit"), .reads = "min max-value"},
    {"metric", "of", "block-words", .start = tally_metric_start, .block = tally_blocks,
     .placeholders = GIVES("value", "limit"), .reads = "min max-value"},
    {"cover", "each", "focus-area", .finish = focus_cover, .placeholders = GIVES("area"), .reads = "by min"},
    {"cover", "across", "period", .finish = crossdoc_goals, .placeholders = GIVES("goal", "period"),
     .states = cover_states, .reads = "state each=goal by=activity min"},
    {"cover", "each", "goal", .finish = tracing_cover, .placeholders = GIVES("goal", "area"),
     .reads = "by=activity across=document min"},
    {"cover", "each", "entry", .finish = followup_entries, .reads = "by cue"},
    {"cover", "each", "activity", .finish = followup_activities, .placeholders = GIVES("activity"),
     .reads = "by=entry min"},
    {"trace", NULL, NULL, .finish = tracing_links, .placeholders = GIVES("goal", "area", "reference", "other", "count"),
     .states = trace_states, .needs = "state", .reads = "state from to=goal via"},
    {"date", "format", "ascending", .finish = dates_ascending, .placeholders = GIVES("period", "year", "role"),
     .reads = "roles"},
    {"date", "format", "valid", .finish = dates_valid, .placeholders = GIVES("period", "year", "role"),
     .reads = "roles"},
    {"date", "format", "unambiguous", .finish = dates_unambiguous, .placeholders = GIVES("period", "year", "role"),
     .reads = "roles"},
    {"date", "format", "weekday", .finish = dates_weekday, .placeholders = GIVES("period", "year", "role"),
     .reads = "roles"},
    {"date", "format", "sign", .finish = dates_sign, .placeholders = GIVES("period", "year", "role"),
     .reads = "roles replace"},
    {"date", "within", "period", .finish = dates_within_period, .placeholders = GIVES("period", "year", "role"),
     .states = date_states, .reads = "state roles"},
    {"date", "within", "year", .finish = dates_within_year, .placeholders = GIVES("period", "year", "role"),
     .states = date_states, .reads = "state roles"},
    {"date", "within", "report-year", .finish = followup_outlook, .placeholders = GIVES("year"), .reads = "cue"},
    {"date", "within", "plan-period", .finish = crossdoc_year, .placeholders = GIVES("year", "period"), .plans = true},
    {"date", "after", "report-year", .finish = followup_prepared, .placeholders = GIVES("year"), .reads = "roles"},
    {"date", "before", "period-start", .finish = dates_before_start, .placeholders = GIVES("period", "year", "role"),
     .reads = "roles"},
    {"fact", NULL, NULL, .finish = facts_named, .placeholders = GIVES("detail", "count"),
     .reads = "of min state unless"},
};
enum { ELEMENTS = sizeof(elements) / sizeof(*elements) };

const struct element *element_rows(size_t *count) {
    *count = ELEMENTS;
    return elements;
}

const struct element *element_find(const struct rule *rule) {
    char initial = rule->element.len ? rule->element.data[0] : '\0'; /* most rules are of no element */
    for (size_t i = 0; i < ELEMENTS; i++)
        if (elements[i].name[0] == initial && str_is(rule->element, elements[i].name) &&
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

enum speech { SPEECH_UNASKED, SPEECH_SWEDISH, SPEECH_OTHER };

/* The language of each block and of the document, found out when a finding first asks. */
struct languages {
    unsigned char *blocks, whole; /* enum speech */
    uint64_t took, readings;      /* time that the rule at hand is not to be charged with, and readings of the clock */
};

/* Adds the time since `before` to that of all rules together, and times nothing. */
static void spend_shared(struct timing *timing, uint64_t before) {
    if (!timing)
        return;
    timing_spend(timing, &timing->shared, before);
    timing_spend(timing, &timing->nothing, timing_now(timing));
}

static bool whole_speaks_other(const struct plan *plan, struct languages *languages) {
    if (languages->whole == SPEECH_UNASKED) {
        struct language_evidence all = {0};
        for (size_t i = 0; i < plan->block_count; i++)
            language_add(&all, plan->blocks[i].passage->text);
        languages->whole = language_is_other(&all, false) ? SPEECH_OTHER : SPEECH_SWEDISH;
    }
    return languages->whole == SPEECH_OTHER;
}

/* The whole document is asked only about a block that does not tell by itself. */
static bool block_speaks_other(const struct plan *plan, struct languages *languages, size_t block) {
    struct language_evidence evidence = {0};
    if (block == INDEX_NONE)
        return whole_speaks_other(plan, languages);
    language_add(&evidence, plan->blocks[block].passage->text);
    return language_is_other(&evidence, false) ||
           (language_is_other(&evidence, true) && whole_speaks_other(plan, languages));
}

/* Whether the block is in another language than Swedish. */
static bool speaks_other(struct pass *pass, size_t block) {
    const struct plan *plan = pass->check.plan;
    struct languages *languages = pass->languages;
    if (!languages->blocks)
        languages->blocks = arena_array(pass->check.arena, unsigned char, plan->block_count);
    unsigned char *speech = block == INDEX_NONE ? &languages->whole : &languages->blocks[block];
    if (*speech == SPEECH_UNASKED) {
        uint64_t before = timing_now(pass->check.timing);
        *speech = block_speaks_other(plan, languages, block) ? SPEECH_OTHER : SPEECH_SWEDISH;
        spend_shared(pass->check.timing, before);
        languages->took += timing_now(pass->check.timing) - before;
        languages->readings++; /* half of the first, half of the last */
    }
    return *speech == SPEECH_OTHER;
}

struct diag *pass_add(struct pass *pass, size_t block, struct place place) {
    return pass_add_as(pass, block, place, SEVERITY_OFF);
}

/* What matches of a block are folded within. */
static size_t unit_of(const struct pass *pass, size_t block) {
    if (pass->per == PER_DOCUMENT)
        return 0;
    return pass->per == PER_SECTION && block != INDEX_NONE ? pass->check.plan->blocks[block].section : block;
}

static bool has_all(const struct pass *pass) {
    const struct rule *rule = pass->check.rule;
    return rule->max && pass->found >= rule->max && !pass->check.every;
}

bool pass_is_full(const struct pass *pass, size_t block) {
    return has_all(pass) && !(pass->open && pass->unit == unit_of(pass, block));
}

struct diag *pass_add_as(struct pass *pass, size_t block, struct place place, enum severity severity) {
    const struct rule *rule = pass->check.rule;
    size_t unit = unit_of(pass, block);
    if (pass->swedish && speaks_other(pass, block))
        return NULL;
    if (pass->open && pass->unit == unit) {
        pass->folded++;
        return NULL;
    }
    close_unit(pass);
    if (has_all(pass))
        return NULL;
    pass->found++;
    struct diag *diag = diag_add(pass->diags, "", place);
    diag->id = rule->kind.id;
    diag->severity = severity;
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

bool list_goes_on(const struct block *block) {
    return block->list == INDEX_NONE && block->node->parent && tree_is(block->node->parent, "item");
}

struct str match_expand(struct arena *arena, struct str template, struct str subject, const struct regex_match *match) {
    struct buf out = buf_in(arena);
    for (size_t i = 0; i < template.len; i++) {
        char byte = template.data[i];
        if ((byte == '{' || byte == '}') && i + 1 < template.len && template.data[i + 1] == byte) {
            buf_byte(&out, byte);
            i++;
            continue;
        }
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

static enum per per_find(struct str word) {
    static const char *const words[] = {"match", "block", "section", "document"};
    for (size_t i = 1; i < sizeof(words) / sizeof(*words); i++)
        if (str_is(word, words[i]))
            return (enum per)i;
    return PER_MATCH;
}

/* What is known of a rule before any document. */
struct gate {
    const struct rule *rule;
    const struct element *element;
    unsigned in, not_in;
    enum per per;
    bool swedish;
    struct str given, not_given, unless;
    const struct spots **spots; /* of the patterns of the element's gate */
    size_t spot_count;
    bool open;    /* no text is dismissed */
    size_t words; /* of what was seen in a block */
};

struct checks {
    struct gate *items; /* of the rules, in their order; without element: nothing checks it */
    size_t count;
    const struct spotter *spotter;
    size_t words;      /* of bits, one a rule */
    uint64_t *blind;   /* rules whose blocks are not chosen by what was seen */
    uint64_t *leading; /* sets that lead to a rule */
    /* Rules that look at a block in which a set was seen: the rarest of each pattern of their gates. */
    uint64_t *by_set;
};

static void add_spots(struct arena *arena, struct gate *gate) {
    gate->spots = arena_array(arena, const struct spots *, gate->rule->clause_count);
    /* What is counted within a section has to see the blocks between two matches. */
    gate->open = !gate->element->gate || rule_get(gate->rule, "within").len;
    for (struct str names = str_from(gate->element->gate ? gate->element->gate : ""); names.len;) {
        struct str name = str_cut(&names, ' ');
        for (size_t i = 0; i < gate->rule->clause_count; i++) {
            const struct clause *clause = &gate->rule->clauses[i];
            if (!str_equal(clause->name, name) || !clause->regex)
                continue;
            gate->spots[gate->spot_count++] = regex_spots(clause->regex);
            gate->open |= regex_spots(clause->regex)->count == 0;
        }
    }
}

/* Fills the table that leads from what is seen in a block to the rules that may look at it. */
static void add_index(struct arena *arena, struct checks *checks) {
    checks->words = checks->count / 64 + 1;
    checks->blind = arena_array(arena, uint64_t, checks->words);
    checks->leading = arena_array(arena, uint64_t, spotter_words(checks->spotter));
    checks->by_set = arena_array(arena, uint64_t, spotter_words(checks->spotter) * 64 * checks->words);
    for (size_t i = 0; i < checks->count; i++) {
        const struct gate *gate = &checks->items[i];
        if (gate->open)
            checks->blind[i / 64] |= UINT64_C(1) << (i % 64);
        for (size_t k = 0; k < gate->spot_count && !gate->open; k++) {
            size_t set = gate->spots[k]->sets[0];
            checks->leading[set / 64] |= UINT64_C(1) << (set % 64);
            checks->by_set[set * checks->words + i / 64] |= UINT64_C(1) << (i % 64);
        }
    }
}

struct checks *checks_create(struct arena *arena, const struct rules *rules) {
    struct checks *checks = arena_new(arena, struct checks);
    *checks = (struct checks){
        .items = arena_array(arena, struct gate, rules->count), .count = rules->count, .spotter = rules->spotter};
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = rules->items[i];
        struct gate *gate = &checks->items[i];
        *gate = (struct gate){.rule = rule,
                              .element = element_find(rule),
                              .in = rule->in ? rule->in : IN_TEXT | IN_HEADING | IN_TITLE,
                              .not_in = scope_bits(rule_get(rule, "not-in")),
                              .per = per_find(rule->per),
                              .swedish = rule_get(rule, "language").len != 0,
                              .given = rule_get(rule, "given"),
                              .not_given = rule_get(rule, "not-given"),
                              .unless = rule_get(rule, "unless"),
                              .words = spotter_words(rules->spotter)};
        if (gate->element)
            add_spots(arena, gate);
    }
    add_index(arena, checks);
    return checks;
}

bool checks_want_all(const struct checks *checks, const bool *enabled) {
    for (size_t i = 0; i < checks->count; i++)
        if (enabled[i] && checks->items[i].element && checks->items[i].element->all)
            return true;
    return false;
}

bool checks_want_plans(const struct checks *checks, const bool *enabled) {
    for (size_t i = 0; i < checks->count; i++) {
        const struct element *element = checks->items[i].element;
        unsigned kinds = checks->items[i].rule->kinds;
        if (enabled[i] && element && element->plans && (kinds == 0 || kinds & ~(unsigned)(PLAN_AP | PLAN_RAPPORT)))
            return true;
    }
    return false;
}

bool pass_admits(const struct pass *pass, size_t block) {
    const struct gate *gate = pass->gate;
    const uint64_t *seen = pass->seen + block * gate->words;
    bool admitted = gate->open;
    for (size_t i = 0; i < gate->spot_count && !admitted; i++)
        admitted = spots_admit(gate->spots[i], seen);
    return admitted;
}

bool pass_may_match(const struct pass *pass, size_t block, const struct regex *regex) {
    return spots_admit(regex_spots(regex), pass->seen + block * pass->gate->words);
}

/* Whether the rule is for this document at all: decided once, so that text is not looked at for rules that are not. */
static bool applies(const struct gate *gate, const struct plan *plan) {
    const struct rule *rule = gate->rule;
    if (rule->kinds != 0 && rule->kinds != PLAN_ANY && !(rule->kinds & (unsigned)plan->kind))
        return false;
    if (rule->word_form && plan->ocr)
        return false;
    if (gate->given.len && !facts_has(plan, gate->given))
        return false;
    for (struct str names = gate->not_given; names.data;)
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

/* Sets the bits of the rules that may look at a block in which the sets were seen. */
static void choose(const struct checks *checks, const uint64_t *seen, size_t seen_words, uint64_t *chosen) {
    memcpy(chosen, checks->blind, checks->words * sizeof *chosen);
    for (size_t i = 0; i < seen_words; i++)
        for (uint64_t bits = seen[i] & checks->leading[i]; bits != 0; bits &= bits - 1) {
            const uint64_t *rules = &checks->by_set[(i * 64 + (size_t)__builtin_ctzll(bits)) * checks->words];
            for (size_t k = 0; k < checks->words; k++)
                chosen[k] |= rules[k];
        }
}

/* Adds the time since `before` to that of the rule. */
static void spend(const struct checks *checks, const struct pass *pass, uint64_t before) {
    struct timing *timing = pass->check.timing;
    if (!timing)
        return;
    uint64_t making = regex_making(pass->check.scratch);
    atomic_fetch_add(&timing->shared.time, making);
    struct timing_spans *rule = &timing->rules[pass->gate - checks->items];
    timing_spend(timing, rule, before + making + pass->languages->took);
    atomic_fetch_add(&rule->count, pass->languages->readings);
    pass->languages->took = pass->languages->readings = 0;
}

/* Starts the element at the first block that it is given. */
static void run_block(const struct checks *checks, struct pass *pass, size_t number) {
    const struct block *block = &pass->check.plan->blocks[number];
    if (!(block->in & pass->in) || (block->in & pass->not_in) || block->evidence > pass->check.rule->confidence ||
        !pass_admits(pass, number))
        return;
    uint64_t before = timing_now(pass->check.timing);
    if (pass->element->start && !pass->memory)
        pass->element->start(pass);
    pass->element->block(pass, number);
    spend(checks, pass, before);
}

/* What was given no block has nothing to finish, unless it looks at links. */
static void run_finish(const struct checks *checks, struct pass *pass) {
    uint64_t before = timing_now(pass->check.timing);
    bool idle = pass->element->start && !pass->memory;
    if (idle && pass->in & IN_LINK && pass->check.plan->link_count) {
        pass->element->start(pass);
        idle = false;
    }
    if (pass->element->finish && !idle)
        pass->element->finish(pass);
    close_unit(pass);
    spend(checks, pass, before);
}

void check_run(const struct check *base, const struct checks *checks, const bool *enabled, struct diag_list *diags) {
    const struct plan *plan = base->plan;
    uint64_t before = timing_now(base->timing);
    struct arena *work = arena_create();                                    /* for what only this run needs */
    struct pass **passes = arena_array(work, struct pass *, checks->count); /* of the rules; NULL: does not run */
    size_t words = spotter_words(checks->spotter);
    struct languages languages = {0};
    struct tokens tokens = {0};
    uint64_t *seen = arena_array(work, uint64_t, plan->block_count * words);
    bool *plain = arena_array(work, bool, plan->block_count);
    uint64_t *blocks = arena_array(work, uint64_t, checks->words), *chosen = arena_array(work, uint64_t, checks->words);
    for (size_t i = 0; i < checks->count; i++) {
        const struct gate *gate = &checks->items[i];
        if (!enabled[i] || !gate->element || !applies(gate, plan))
            continue;
        struct pass *pass = passes[i] = arena_new(work, struct pass);
        *pass = (struct pass){.check = *base,
                              .element = gate->element,
                              .diags = diags,
                              .in = gate->in,
                              .not_in = gate->not_in,
                              .per = gate->per,
                              .swedish = gate->swedish,
                              .languages = &languages,
                              .tokens = &tokens,
                              .gate = gate,
                              .seen = seen,
                              .plain = plain};
        pass->check.rule = gate->rule;
        pass->check.every = base->every && gate->rule->fix_replace.data;
        if (pass->check.every)
            pass->per = PER_MATCH;
        if (gate->element->block)
            blocks[i / 64] |= UINT64_C(1) << (i % 64);
    }
    spend_shared(base->timing, before);
    for (size_t i = 0; i < plan->block_count; i++) {
        const struct passage *passage = plan->blocks[i].passage;
        before = timing_now(base->timing);
        memcpy(seen + i * words, regex_look(base->scratch, checks->spotter, passage->text), words * sizeof(*seen));
        plain[i] = regex_plain(base->scratch);
        tokens_cut(&tokens, work, passage->text);
        choose(checks, seen + i * words, words, chosen);
        spend_shared(base->timing, before);
        for (size_t k = 0; k < checks->words; k++)
            for (uint64_t bits = chosen[k] & blocks[k]; bits != 0; bits &= bits - 1)
                run_block(checks, passes[k * 64 + (size_t)__builtin_ctzll(bits)], i);
    }
    /* Rules that speak only when others are silent come last. */
    for (int last = 0; last < 2; last++)
        for (size_t i = 0; i < checks->count; i++) {
            struct str unless = checks->items[i].unless;
            if (passes[i] && (unless.len > 0) == last && !(last && found_any(diags, unless)))
                run_finish(checks, passes[i]);
        }
    arena_destroy(work);
}
