#include "element.h"

#include <stdlib.h>

#include "buf.h"
#include "vec.h"

/* ---- forbid ---- */

struct range {
    size_t begin, end;
};

/* A match that is a finding only when another text occurs elsewhere (match/@elsewhere). */
struct candidate {
    size_t block;
    size_t word; /* index into the words looked for */
    const struct pattern *pattern;
    struct regex_match match;
};

struct forbid {
    struct pattern *matches;
    size_t match_count;
    VEC(struct range) reported; /* in the block at hand, in order */
    VEC(struct candidate) candidates;
    VEC(struct str) words;
};

static size_t clause_count(const struct rule *rule, const char *name) {
    size_t count = 0;
    for (const struct clause *clause = NULL; (clause = rule_clause(rule, name, clause));)
        count++;
    return count;
}

struct regex **text_regexes(struct arena *arena, const struct rule *rule, const char *name, size_t *count) {
    struct regex **regexes = arena_array(arena, struct regex *, clause_count(rule, name));
    *count = 0;
    for (const struct clause *clause = NULL; (clause = rule_clause(rule, name, clause));)
        regexes[(*count)++] = clause->regex;
    return regexes;
}

struct pattern *text_patterns(struct arena *arena, const struct rule *rule, const char *name, size_t *count) {
    struct pattern *patterns = arena_array(arena, struct pattern, clause_count(rule, name));
    *count = 0;
    /* Plain patterns first: what they report is not asked about again. */
    for (int conditional = 0; conditional < 2; conditional++)
        for (const struct clause *clause = NULL; (clause = rule_clause(rule, name, clause));) {
            struct str elsewhere = clause_get(clause, "elsewhere"), severity = clause_get(clause, "severity");
            if ((elsewhere.len > 0) == conditional)
                patterns[(*count)++] =
                    (struct pattern){.clause = clause,
                                     .regex = clause->regex,
                                     .elsewhere = elsewhere,
                                     .in = scope_bits(clause_get(clause, "in")),
                                     .not_in = scope_bits(clause_get(clause, "not-in")),
                                     .after_heading = str_is(clause_get(clause, "after"), "heading"),
                                     .severity = severity.len ? severity_find(severity) : SEVERITY_OFF};
        }
    return patterns;
}

bool text_looks_at(const struct pattern *pattern, const struct block *block) {
    return (pattern->in == 0 || (block->in & pattern->in)) && !(block->in & pattern->not_in) &&
           (!pattern->after_heading || block->section != INDEX_NONE);
}

void text_forbid_start(struct pass *pass) {
    struct arena *arena = pass->check.arena;
    struct forbid *forbid = arena_new(arena, struct forbid);
    forbid->matches = text_patterns(arena, pass->check.rule, "match", &forbid->match_count);
    pass->memory = forbid;
}

/* What the except patterns of a rule match in one text, pattern by pattern in order: a text may have many matches and
 * many exceptions. */
struct excepts {
    struct regex **regexes;
    size_t count;
    struct str text;
    struct ranges {
        VEC(struct range) found;
    } * ranges;
};

static struct excepts *excepts_of(struct pass *pass, struct str text) {
    struct arena *arena = pass->check.arena;
    struct excepts *excepts = pass->excepts;
    if (!excepts) {
        pass->excepts = excepts = arena_new(arena, struct excepts);
        excepts->regexes = text_regexes(arena, pass->check.rule, "except", &excepts->count);
        excepts->ranges = arena_array(arena, struct ranges, excepts->count);
    }
    if (excepts->text.data == text.data && excepts->text.len == text.len)
        return excepts;
    excepts->text = text;
    for (size_t i = 0; i < excepts->count; i++) {
        struct regex_match match;
        excepts->ranges[i].found.count = 0;
        enum regex_result found = regex_find(excepts->regexes[i], pass->check.scratch, text, 0, &match);
        for (; found == REGEX_FOUND; found = regex_again(excepts->regexes[i], pass->check.scratch, text, &match))
            *vec_add(arena, &excepts->ranges[i].found) = (struct range){match.begin, match.end};
    }
    return excepts;
}

/* The first of ordered ranges that do not overlap each other which ends behind `begin`. */
static size_t first_behind(const struct range *ranges, size_t count, size_t begin) {
    size_t low = 0;
    for (size_t high = count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (ranges[middle].end <= begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool overlaps(const struct range *ranges, size_t count, size_t begin, size_t end) {
    size_t first = first_behind(ranges, count, begin);
    return first < count && ranges[first].begin < end;
}

bool text_excepted(struct pass *pass, struct str text, size_t begin, size_t end) {
    const struct excepts *excepts = excepts_of(pass, text);
    for (size_t i = 0; i < excepts->count; i++)
        if (overlaps(excepts->ranges[i].found.items, excepts->ranges[i].found.count, begin, end))
            return true;
    return false;
}

/* Sets {0}, {1} .. and the named groups that the message asks for. */
static void add_groups(struct pass *pass, struct diag *diag, struct regex *regex, struct str text,
                       const struct regex_match *match) {
    static const char *const numbers[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
    struct str message = pass->check.rule->kind.message[LANGUAGE_EN];
    pass_arg(pass, diag, "0", str_slice(text, match->begin, match->end));
    for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
        if (match->group[i].begin != SIZE_MAX && match->group[i].end >= match->group[i].begin)
            pass_arg(pass, diag, numbers[i], str_slice(text, match->group[i].begin, match->group[i].end));
    for (size_t at = 0; (at = str_find(message, STR("{"), at)) != SIZE_MAX; at++) {
        size_t close = str_find(message, STR("}"), at);
        if (close == SIZE_MAX)
            return;
        struct str name = str_copy(pass->check.arena, str_slice(message, at + 1, close));
        size_t group = name.len ? regex_group(regex, name.data) : REGEX_GROUPS;
        if (group < REGEX_GROUPS && match->group[group].begin != SIZE_MAX)
            pass_arg(pass, diag, name.data, str_slice(text, match->group[group].begin, match->group[group].end));
    }
}

static void report_match(struct pass *pass, size_t block, const struct pattern *pattern,
                         const struct regex_match *match) {
    const struct passage *passage = pass->check.plan->blocks[block].passage;
    const struct rule *rule = pass->check.rule;
    struct place place = passage_place(passage, match->begin, match->end);
    struct diag *diag = pass_add(pass, block, place);
    if (diag) {
        diag->severity = pattern->severity;
        add_groups(pass, diag, pattern->regex, passage->text, match);
    }
    /* A finding that stands for several matches mends them all. */
    struct diag *mended = diag ? diag : pass->open;
    if (mended && mended != pass->diags->unkept && rule->fix_replace.data)
        diag_edit(pass->diags, mended, rule->fix_safe, place,
                  match_expand(pass->check.arena, rule->fix_replace, passage->text, match));
}

/* Keeps the match until the whole document has been seen. */
static void keep_candidate(struct pass *pass, size_t block, const struct pattern *pattern,
                           const struct regex_match *match) {
    struct forbid *forbid = pass->memory;
    struct arena *arena = pass->check.arena;
    struct str text = pass->check.plan->blocks[block].passage->text;
    *vec_add(arena, &forbid->candidates) =
        (struct candidate){.block = block, .word = forbid->words.count, .pattern = pattern, .match = *match};
    *vec_add(arena, &forbid->words) = words_lower(arena, match_expand(arena, pattern->elsewhere, text, match));
}

static void report_limit(struct pass *pass, size_t block) {
    struct diag *diag = diag_add(pass->diags, "CFG005", passage_whole(pass->check.plan->blocks[block].passage));
    pass_arg(pass, diag, "rule", pass->check.rule->kind.id);
}

static int compare_ranges(const void *left, const void *right) {
    const struct range *a = left, *b = right;
    return (a->begin > b->begin) - (a->begin < b->begin);
}

void text_forbid(struct pass *pass, size_t block) {
    struct forbid *forbid = pass->memory;
    const struct block *here = &pass->check.plan->blocks[block];
    struct str text = here->passage->text;
    if (pass_is_full(pass, block))
        return;
    forbid->reported.count = 0;
    for (size_t i = 0; i < forbid->match_count; i++) {
        const struct pattern *pattern = &forbid->matches[i];
        if (!text_looks_at(pattern, here) || !pass_may_match(pass, block, pattern->regex))
            continue;
        struct regex_match match;
        size_t before = forbid->reported.count; /* by other patterns */
        enum regex_result found = regex_find(pattern->regex, pass->check.scratch, text, 0, &match);
        for (; found == REGEX_FOUND; found = regex_again(pattern->regex, pass->check.scratch, text, &match)) {
            if (match.end <= match.begin || overlaps(forbid->reported.items, before, match.begin, match.end) ||
                text_excepted(pass, text, match.begin, match.end))
                continue;
            *vec_add(pass->check.arena, &forbid->reported) = (struct range){match.begin, match.end};
            if (pattern->elsewhere.len)
                keep_candidate(pass, block, pattern, &match);
            else
                report_match(pass, block, pattern, &match);
        }
        if (before && forbid->reported.count > before)
            qsort(forbid->reported.items, forbid->reported.count, sizeof(struct range), compare_ranges);
        if (found == REGEX_LIMIT)
            report_limit(pass, block);
    }
}

/* Link targets: the finding stands at the words that carry the link; what is excepted may be the target or the words.
 */
static void forbid_links(struct pass *pass) {
    const struct forbid *forbid = pass->memory;
    const struct plan *plan = pass->check.plan;
    for (size_t i = 0; i < plan->link_count; i++) {
        const struct link *link = &plan->links[i];
        struct str words = {0};
        if (link->text.passage)
            words = str_slice(link->text.passage->text, link->text.text_begin, link->text.text_end);
        for (size_t k = 0; k < forbid->match_count; k++) {
            struct regex *regex = forbid->matches[k].regex;
            struct regex_match match;
            if ((forbid->matches[k].in && !(forbid->matches[k].in & IN_LINK)) ||
                regex_find(regex, pass->check.scratch, link->target, 0, &match) != REGEX_FOUND ||
                text_excepted(pass, link->target, 0, link->target.len + 1) ||
                text_excepted(pass, words, 0, words.len + 1))
                continue;
            struct place place = link->text.source ? link->text : link->target_place;
            struct diag *diag = pass_add(pass, link->block, place);
            if (diag) {
                diag->severity = forbid->matches[k].severity;
                add_groups(pass, diag, regex, link->target, &match);
                pass_arg(pass, diag, "target", link->target);
            }
            break;
        }
    }
}

void text_forbid_finish(struct pass *pass) {
    struct forbid *forbid = pass->memory;
    if (pass->in & IN_LINK)
        forbid_links(pass);
    if (forbid->candidates.count == 0)
        return;
    bool *found = arena_array(pass->check.arena, bool, forbid->words.count);
    words_find(&pass->check, forbid->words.items, forbid->words.count, found);
    for (size_t i = 0; i < forbid->candidates.count; i++) {
        const struct candidate *candidate = &forbid->candidates.items[i];
        if (found[candidate->word])
            report_match(pass, candidate->block, candidate->pattern, &candidate->match);
    }
}

/* ---- balance ---- */

struct mark {
    size_t at; /* byte of the sign itself: where an opening match begins, a closing one ends */
    size_t begin, end;
    bool opens;
};

enum { REACH = 3 /* blocks that a quotation may go on for */ };

struct balance {
    struct regex **opens, **closes, **tokens;
    size_t open_count, close_count, token_count;
    VEC(struct mark) marks; /* of the block at hand */
    VEC(size_t) stack;
    size_t pending_block; /* block whose last opening mark is unmatched so far, INDEX_NONE */
    struct mark pending;
};

void text_balance_start(struct pass *pass) {
    struct arena *arena = pass->check.arena;
    struct balance *balance = arena_new(arena, struct balance);
    balance->opens = text_regexes(arena, pass->check.rule, "open", &balance->open_count);
    balance->closes = text_regexes(arena, pass->check.rule, "close", &balance->close_count);
    balance->tokens = text_regexes(arena, pass->check.rule, "token", &balance->token_count);
    balance->pending_block = INDEX_NONE;
    pass->memory = balance;
}

static void collect_marks(struct pass *pass, struct str text, struct regex **regexes, size_t count, bool opens) {
    struct balance *balance = pass->memory;
    for (size_t i = 0; i < count; i++) {
        struct regex_match match;
        enum regex_result found = regex_find(regexes[i], pass->check.scratch, text, 0, &match);
        for (; found == REGEX_FOUND; found = regex_again(regexes[i], pass->check.scratch, text, &match)) {
            size_t at = opens ? match.begin : match.end;
            if (!text_excepted(pass, text, match.begin, match.end))
                *vec_add(pass->check.arena, &balance->marks) = (struct mark){at, match.begin, match.end, opens};
        }
    }
}

/* By the sign; of a sign that two patterns take the one that opens comes first. */
static int compare_marks(const void *left, const void *right) {
    const struct mark *a = left, *b = right;
    int order = (a->at > b->at) - (a->at < b->at);
    return order ? order : a->opens != b->opens ? b->opens - a->opens : (a->begin > b->begin) - (a->begin < b->begin);
}

static void report_mark(struct pass *pass, size_t block, const struct mark *mark) {
    const struct passage *passage = pass->check.plan->blocks[block].passage;
    pass_add(pass, block, passage_place(passage, mark->begin, mark->end));
}

static void report_pending(struct pass *pass) {
    struct balance *balance = pass->memory;
    if (balance->pending_block != INDEX_NONE)
        report_mark(pass, balance->pending_block, &balance->pending);
    balance->pending_block = INDEX_NONE;
}

/* Whether signs that look alike at both ends come in an even number, so that each may have its counterpart. */
static bool even(struct pass *pass, struct str text) {
    const struct balance *balance = pass->memory;
    size_t count = 0;
    for (size_t i = 0; i < balance->token_count; i++) {
        struct regex_match match;
        enum regex_result found = regex_find(balance->tokens[i], pass->check.scratch, text, 0, &match);
        for (; found == REGEX_FOUND; found = regex_again(balance->tokens[i], pass->check.scratch, text, &match))
            count += !text_excepted(pass, text, match.begin, match.end);
    }
    return balance->token_count && count % 2 == 0;
}

/* Pairs the marks of a block. What stays open at its end may close in the very next block: a quotation over two
 * paragraphs. */
void text_balance(struct pass *pass, size_t block) {
    struct balance *balance = pass->memory;
    const struct block *here = &pass->check.plan->blocks[block];
    bool follows = balance->pending_block != INDEX_NONE && block - balance->pending_block <= REACH &&
                   pass->check.plan->blocks[balance->pending_block].section == here->section;
    if (!follows)
        report_pending(pass);
    balance->marks.count = 0;
    balance->stack.count = 0;
    if (even(pass, here->passage->text))
        return;
    collect_marks(pass, here->passage->text, balance->opens, balance->open_count, true);
    collect_marks(pass, here->passage->text, balance->closes, balance->close_count, false);
    if (balance->marks.count)
        qsort(balance->marks.items, balance->marks.count, sizeof(struct mark), compare_marks);
    for (size_t i = 0; i < balance->marks.count; i++) {
        const struct mark *mark = &balance->marks.items[i];
        if (mark->opens)
            *vec_add(pass->check.arena, &balance->stack) = i;
        else if (balance->stack.count)
            balance->stack.count--;
        else if (balance->pending_block != INDEX_NONE)
            balance->pending_block = INDEX_NONE;
        else
            report_mark(pass, block, mark);
    }
    report_pending(pass);
    for (size_t i = 0; i < balance->stack.count; i++) {
        balance->pending = balance->marks.items[balance->stack.items[i]];
        balance->pending_block = block;
        if (i + 1 < balance->stack.count)
            report_pending(pass);
    }
}

void text_balance_finish(struct pass *pass) {
    report_pending(pass);
}
