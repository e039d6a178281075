#include "element.h"

#include "buf.h"
#include "map.h"
#include "vec.h"

/* Both checks compare ways of writing: every use has a way, uses of the same thing form a group, and the uses of a
 * group that differ from most of them make one finding, at the first of them. */

enum { WAYS = 8 };

struct use {
    size_t group;
    unsigned way;
    size_t block, begin, end;
};

struct group {
    size_t counts[WAYS];
    size_t last_use; /* use that came last, of any way; SIZE_MAX before the first */
};

struct majority {
    struct pattern *patterns;
    size_t pattern_count;
    struct regex **excepts;
    size_t except_count;
    struct map *keys; /* of groups */
    VEC(struct use) uses;
    VEC(struct group) groups;
};

static struct majority *start(struct pass *pass, const char *clause) {
    struct arena *arena = pass->check.arena;
    struct majority *majority = arena_new(arena, struct majority);
    majority->patterns = text_patterns(arena, pass->check.rule, clause, &majority->pattern_count);
    majority->excepts = text_regexes(arena, pass->check.rule, "except", &majority->except_count);
    majority->keys = map_create(arena);
    pass->memory = majority;
    return majority;
}

static size_t group_find(struct pass *pass, struct str key) {
    struct majority *majority = pass->memory;
    size_t group = map_add(majority->keys, key, majority->groups.count);
    if (group == majority->groups.count)
        *vec_add(pass->check.arena, &majority->groups) = (struct group){.last_use = SIZE_MAX};
    return group;
}

static void add_use(struct pass *pass, struct use use) {
    struct majority *majority = pass->memory;
    struct group *group = &majority->groups.items[use.group];
    group->counts[use.way]++;
    group->last_use = majority->uses.count;
    *vec_add(pass->check.arena, &majority->uses) = use;
}

/* Reports the use, or adds it to the finding that its group already has. */
static struct diag *report_use(struct pass *pass, struct diag **found, const struct use *use) {
    struct place place = passage_place(pass->check.plan->blocks[use->block].passage, use->begin, use->end);
    if (*found) {
        diag_relate(pass->diags, *found, NULL, place);
        return *found;
    }
    *found = pass_add(pass, use->block, place);
    return *found;
}

/* ---- case ---- */

enum { LOWER, CAPITAL };

static bool is_capital(uint32_t point) {
    return (point >= 'A' && point <= 'Z') || (point >= 0xC0 && point <= 0xDE && point != 0xD7);
}

/* Whether a word at `at` may have its capital only because it comes first: in the text, a sentence, a quotation. */
static bool comes_first(struct str text, size_t at) {
    struct str before = str_trim(str_slice(text, 0, at));
    static const uint32_t openers[] = {0, '.', '!', '?', ':', '(', '"', '*', '-', 0x2013, 0x2022, 0x201C, 0x201D, 0xBB};
    uint32_t last = utf8_before(before, before.len);
    for (size_t i = 0; i < sizeof(openers) / sizeof(*openers); i++)
        if (last == openers[i])
            return true;
    return false;
}

/* What uses must share to be compared: the first group of the pattern, or else the pattern itself. */
static struct str case_key(struct arena *arena, size_t pattern, struct str text, const struct regex_match *match) {
    struct str word = {0};
    if (match->group[0].begin != SIZE_MAX)
        word = words_lower(arena, str_slice(text, match->group[0].begin, match->group[0].end));
    return str_format(arena, "%zu %.*s", pattern, STR_ARGS(word));
}

static void case_uses(struct pass *pass, size_t index, const struct plan *plan, size_t block) {
    struct majority *majority = pass->memory;
    const struct pattern *pattern = &majority->patterns[index];
    struct str text = plan->blocks[block].passage->text;
    struct regex_match match;
    enum regex_result found = regex_find(pattern->regex, pass->check.scratch, text, 0, &match);
    for (; found == REGEX_FOUND; found = regex_again(pattern->regex, pass->check.scratch, text, &match)) {
        size_t at = match.begin;
        if (match.end <= at || comes_first(text, at) ||
            text_excepted(pass, majority->excepts, majority->except_count, text, at, match.end))
            continue;
        size_t group = group_find(pass, case_key(pass->check.arena, index, text, &match));
        unsigned way = is_capital(utf8_next(text, &at)) ? CAPITAL : LOWER;
        if (plan == pass->check.plan)
            add_use(pass, (struct use){group, way, block, match.begin, match.end});
        else
            majority->groups.items[group].counts[way]++;
    }
}

void majority_case_start(struct pass *pass) {
    start(pass, "match");
}

void majority_case(struct pass *pass, size_t block) {
    const struct majority *majority = pass->memory;
    for (size_t i = 0; i < majority->pattern_count; i++)
        if (text_looks_at(&majority->patterns[i], &pass->check.plan->blocks[block]))
            case_uses(pass, i, pass->check.plan, block);
}

/* Counts the uses in the plan that the document is traced to, for patterns that ask for it. */
static void count_elsewhere(struct pass *pass) {
    const struct majority *majority = pass->memory;
    if (!pass->check.trace || majority->uses.count == 0)
        return;
    for (size_t p = 0; p < pass->check.trace->plan_count; p++) {
        const struct plan *plan = pass->check.trace->plans[p];
        for (size_t i = 0; i < majority->pattern_count; i++) {
            if (!str_is(clause_get(majority->patterns[i].clause, "across"), "plans"))
                continue;
            for (size_t block = 0; block < plan->block_count; block++)
                if (plan->blocks[block].passage && (plan->blocks[block].in & pass->in) &&
                    text_looks_at(&majority->patterns[i], &plan->blocks[block]))
                    case_uses(pass, i, plan, block);
        }
    }
}

/* The text with its first letter in the other case. */
static struct str other_case(struct arena *arena, struct str text) {
    size_t rest = 0;
    uint32_t first = utf8_next(text, &rest);
    struct buf out = buf_in(arena);
    buf_code_point(&out, is_capital(first) ? first + 32 : first - 32);
    buf_add(&out, str_slice(text, rest, text.len));
    return buf_str(&out);
}

void majority_case_finish(struct pass *pass) {
    struct majority *majority = pass->memory;
    count_elsewhere(pass);
    struct diag **found = arena_array(pass->check.arena, struct diag *, majority->groups.count);
    for (size_t i = 0; i < majority->uses.count; i++) {
        const struct use *use = &majority->uses.items[i];
        const size_t *counts = majority->groups.items[use->group].counts;
        unsigned rare = counts[LOWER] < counts[CAPITAL] ? LOWER : CAPITAL;
        if (use->way != rare || counts[!rare] == 0)
            continue;
        /* As often one way as the other: one example is enough. */
        if (found[use->group] && counts[LOWER] == counts[CAPITAL])
            continue;
        struct diag *diag = report_use(pass, &found[use->group], use);
        if (!diag)
            continue;
        const struct passage *passage = pass->check.plan->blocks[use->block].passage;
        struct str to = other_case(pass->check.arena, str_slice(passage->text, use->begin, use->end));
        diag_edit(pass->diags, diag, pass->check.rule->fix_safe, passage_place(passage, use->begin, use->end), to);
        if (diag->arg_count == 0) {
            pass_arg(pass, diag, "to", to);
            diag_arg_number(pass->diags, diag, "uses", counts[!rare]);
        }
    }
}

/* ---- either ---- */

void majority_items_start(struct pass *pass) {
    start(pass, "form");
}

/* The list that the items of a rule are compared within: the redovisade aktiviteter of a report are one, and so are the
 * items of each list; INDEX_NONE for other blocks. */
static size_t list_of(const struct block *block) {
    if (block->in & IN_ENTRY)
        return SIZE_MAX - 1;
    return block->list;
}

/* The way of a form is its place among the forms with the same `by`. */
static unsigned form_way(const struct majority *majority, size_t index, struct str by) {
    unsigned way = 0;
    for (size_t i = 0; i < index; i++)
        way += str_equal(clause_get(majority->patterns[i].clause, "by"), by);
    return way < WAYS ? way : WAYS - 1;
}

void majority_items(struct pass *pass, size_t block) {
    struct majority *majority = pass->memory;
    const struct block *here = &pass->check.plan->blocks[block];
    size_t list = list_of(here);
    struct str decided = {0}; /* the `by` of the form that matched last: one form of each kind is enough */
    for (size_t i = 0; i < majority->pattern_count && list != INDEX_NONE; i++) {
        const struct pattern *pattern = &majority->patterns[i];
        struct str by = clause_get(pattern->clause, "by");
        bool label = str_is(clause_get(pattern->clause, "of"), "label");
        struct str text = label ? here->passage->label : here->passage->text;
        struct regex_match match;
        if ((decided.len && str_equal(by, decided)) || !text_looks_at(pattern, here) ||
            regex_find(pattern->regex, pass->check.scratch, text, 0, &match) != REGEX_FOUND)
            continue;
        decided = by;
        size_t group = group_find(pass, str_format(pass->check.arena, "%zu %.*s", list, STR_ARGS(by)));
        add_use(pass, (struct use){.group = group,
                                   .way = form_way(majority, i, by),
                                   .block = block,
                                   .begin = label ? 0 : match.begin,
                                   .end = label ? 0 : match.end});
    }
}

/* The way that most uses have, when it is clear enough to call the others uneven; WAYS otherwise. */
static unsigned common_way(const struct group *group) {
    enum { LEAST = 3 /* items that make a habit */ };
    size_t total = 0;
    unsigned best = 0;
    for (unsigned way = 0; way < WAYS; way++) {
        total += group->counts[way];
        if (group->counts[way] > group->counts[best])
            best = way;
    }
    return group->counts[best] >= LEAST && 2 * (total - group->counts[best]) <= group->counts[best] ? best : WAYS;
}

void majority_items_finish(struct pass *pass) {
    const struct majority *majority = pass->memory;
    struct diag **found = arena_array(pass->check.arena, struct diag *, majority->groups.count);
    for (size_t i = 0; i < majority->uses.count; i++) {
        const struct use *use = &majority->uses.items[i];
        const struct group *group = &majority->groups.items[use->group];
        unsigned common = common_way(group);
        /* That the last item alone differs may be on purpose: a full stop that ends the list. */
        if (common == WAYS || use->way == common || (!found[use->group] && i == group->last_use))
            continue;
        struct diag *diag = report_use(pass, &found[use->group], use);
        if (diag && diag->arg_count == 0)
            diag_arg_number(pass->diags, diag, "uses", group->counts[common]);
    }
}
