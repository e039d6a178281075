#include "element.h"

#include "buf.h"
#include "map.h"
#include "vec.h"

/* Both checks compare ways of writing: every use has a way, uses of the same thing form a group, and the uses of a
 * group that differ from most of them make one finding, at the first of them. */

enum { WAYS = 8, LEAST = 3 /* items that make a habit */ };

#define ENTRIES (SIZE_MAX - 1) /* the list of all redovisade aktiviteter */

struct use {
    size_t group;
    unsigned way;
    size_t block, begin, end;
};

struct group {
    size_t counts[WAYS];
    size_t last_use; /* use that came last, of any way; SIZE_MAX before the first */
    struct str by;   /* of the forms */
};

/* A form of a list item, with the group that it was counted in last. */
struct form {
    struct str by;
    size_t kind; /* the first form with its `by` */
    bool label;  /* looks at the label of the item */
    unsigned way;
    size_t list, group;
};

struct majority {
    struct form *forms; /* of the patterns; for items */
    struct pattern *patterns;
    size_t pattern_count;
    /* Of each list: its items, and those that each form was not found in; NULL when one use may decide. */
    size_t *sizes, *misses;
    struct map *keys; /* of groups */
    uint64_t used;    /* patterns of the case that the document has uses of, a bit for some of them each */
    VEC(struct use) uses;
    VEC(struct group) groups;
};

static struct majority *start(struct pass *pass, const char *clause) {
    struct arena *arena = pass->check.arena;
    struct majority *majority = arena_new(arena, struct majority);
    majority->patterns = text_patterns(arena, pass->check.rule, clause, &majority->pattern_count);
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

static bool has_capital(struct str text) {
    size_t at = 0;
    return text.len && is_capital(utf8_next(text, &at));
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
        if (match.end <= at || comes_first(text, at) || text_excepted(pass, text, at, match.end))
            continue;
        size_t group = group_find(pass, case_key(pass->check.arena, index, text, &match));
        unsigned way = is_capital(utf8_next(text, &at)) ? CAPITAL : LOWER;
        if (plan == pass->check.plan) {
            add_use(pass, (struct use){group, way, block, match.begin, match.end});
            majority->used |= UINT64_C(1) << (index % 64);
        } else
            majority->groups.items[group].counts[way]++;
    }
}

void majority_case_start(struct pass *pass) {
    start(pass, "match");
}

void majority_case(struct pass *pass, size_t block) {
    const struct majority *majority = pass->memory;
    for (size_t i = 0; i < majority->pattern_count; i++)
        if (text_looks_at(&majority->patterns[i], &pass->check.plan->blocks[block]) &&
            pass_may_match(pass, block, majority->patterns[i].regex))
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
            if (!(majority->used >> (i % 64) & 1) ||
                !str_is(clause_get(majority->patterns[i].clause, "across"), "plans"))
                continue;
            for (size_t block = 0; block < plan->block_count; block++)
                if ((plan->blocks[block].in & pass->in) && text_looks_at(&majority->patterns[i], &plan->blocks[block]))
                    case_uses(pass, i, plan, block);
        }
    }
}

/* The text with its first letter in the other case. */
static struct str other_case(struct arena *arena, struct str text) {
    size_t rest = 0;
    uint32_t first = utf8_next(text, &rest);
    bool lower = (first >= 'a' && first <= 'z') || (first >= 0xE0 && first <= 0xFE && first != 0xF7);
    struct buf out = buf_in(arena);
    buf_code_point(&out, is_capital(first) ? first + 32 : first - (lower ? 32 : 0));
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

/* The list that the items of a rule are compared within: the redovisade aktiviteter of a report are one, and so are the
 * items of each list; INDEX_NONE for other blocks. */
static size_t list_of(const struct block *block) {
    if (block->in & IN_ENTRY)
        return ENTRIES;
    return block->list;
}

/* The way of a form is its place among the forms with the same `by`. */
static unsigned form_way(const struct majority *majority, size_t index, struct str by) {
    unsigned way = 0;
    for (size_t i = 0; i < index; i++)
        way += str_equal(clause_get(majority->patterns[i].clause, "by"), by);
    return way < WAYS ? way : WAYS - 1;
}

static void count_items(struct pass *pass) {
    struct majority *majority = pass->memory;
    const struct plan *plan = pass->check.plan;
    size_t lists = 0;
    for (size_t i = 0; i < plan->block_count; i++)
        if (plan->blocks[i].list != INDEX_NONE && plan->blocks[i].list >= lists)
            lists = plan->blocks[i].list + 1;
    majority->sizes = arena_array(pass->check.arena, size_t, lists);
    majority->misses = arena_array(pass->check.arena, size_t, lists * majority->pattern_count);
    for (size_t i = 0; i < plan->block_count; i++)
        if (plan->blocks[i].list != INDEX_NONE)
            majority->sizes[plan->blocks[i].list]++;
}

/* Whether a form, or another one with its `by`, can still be found in so many items of the list that others are uneven.
 * The last way may be that of several forms. */
static bool may_be_common(const struct majority *majority, size_t index, size_t list) {
    if (!majority->sizes || list == ENTRIES)
        return true;
    const size_t *misses = &majority->misses[list * majority->pattern_count];
    for (size_t i = 0; i < majority->pattern_count; i++)
        if (majority->forms[i].kind == majority->forms[index].kind &&
            (majority->sizes[list] >= misses[i] + LEAST || majority->forms[i].way == WAYS - 1))
            return true;
    return false;
}

void majority_items_start(struct pass *pass) {
    struct majority *majority = start(pass, "form");
    majority->forms = arena_array(pass->check.arena, struct form, majority->pattern_count);
    for (size_t i = 0; i < majority->pattern_count; i++) {
        const struct clause *clause = majority->patterns[i].clause;
        struct str by = clause_get(clause, "by");
        size_t kind = 0;
        while (kind < i && !str_equal(majority->forms[kind].by, by))
            kind++;
        majority->forms[i] = (struct form){.by = by,
                                           .kind = kind,
                                           .label = str_is(clause_get(clause, "of"), "label"),
                                           .way = form_way(majority, i, by),
                                           .list = INDEX_NONE};
    }
    if (rule_get(pass->check.rule, "prefer").len == 0)
        count_items(pass);
}

/* The group of a form in a list: items of one list follow upon each other. */
static size_t form_group(struct pass *pass, size_t index, size_t list) {
    struct majority *majority = pass->memory;
    struct form *form = &majority->forms[index];
    if (form->list != list) {
        form->list = list;
        char *key = arena_alloc(pass->check.arena, sizeof list + form->by.len);
        memcpy(key, &list, sizeof list);
        if (form->by.len)
            memcpy(key + sizeof list, form->by.data, form->by.len);
        form->group = group_find(pass, (struct str){key, sizeof list + form->by.len});
        majority->groups.items[form->group].by = form->by;
    }
    return form->group;
}

void majority_items(struct pass *pass, size_t block) {
    struct majority *majority = pass->memory;
    const struct block *here = &pass->check.plan->blocks[block];
    size_t list = list_of(here);
    struct regex_match match;
    struct str decided = {0}; /* the `by` of the form that matched last: one form of each kind is enough */
    for (size_t i = 0; i < majority->pattern_count && list != INDEX_NONE; i++) {
        const struct pattern *pattern = &majority->patterns[i];
        const struct form *form = &majority->forms[i];
        struct str text = form->label ? here->passage->label : here->passage->text;
        if ((decided.len && str_equal(form->by, decided)) || !may_be_common(majority, i, list))
            continue;
        if (text.len == 0 || !text_looks_at(pattern, here) ||
            regex_find(pattern->regex, pass->check.scratch, text, 0, &match) != REGEX_FOUND) {
            if (majority->sizes && list != ENTRIES)
                majority->misses[list * majority->pattern_count + i]++;
            continue;
        }
        decided = form->by;
        add_use(pass, (struct use){.group = form_group(pass, i, list),
                                   .way = form->way,
                                   .block = block,
                                   .begin = form->label ? 0 : match.begin,
                                   .end = form->label ? 0 : match.end});
    }
}

/* The way of the form that the rule prefers, when the group has it; WAYS otherwise. */
static unsigned preferred_way(const struct pass *pass, size_t number) {
    const struct majority *majority = pass->memory;
    const struct group *group = &majority->groups.items[number];
    struct str prefer = rule_get(pass->check.rule, "prefer");
    for (size_t i = 0; prefer.len && i < majority->pattern_count; i++) {
        const struct clause *form = majority->patterns[i].clause;
        unsigned way = form_way(majority, i, clause_get(form, "by"));
        if (str_equal(clause_get(form, "name"), prefer) && str_equal(clause_get(form, "by"), group->by))
            return group->counts[way] ? way : WAYS;
    }
    return WAYS;
}

/* The way that most uses have, when it is clear enough to call the others uneven; WAYS otherwise. */
static unsigned common_way(const struct group *group) {
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
    struct {
        unsigned preferred, common;
    } *ways = arena_alloc(pass->check.arena, majority->groups.count * sizeof(*ways));
    for (size_t i = 0; i < majority->groups.count; i++) {
        ways[i].preferred = preferred_way(pass, i);
        ways[i].common = ways[i].preferred < WAYS ? ways[i].preferred : common_way(&majority->groups.items[i]);
    }
    for (size_t i = 0; i < majority->uses.count; i++) {
        const struct use *use = &majority->uses.items[i];
        const struct group *group = &majority->groups.items[use->group];
        unsigned preferred = ways[use->group].preferred, common = ways[use->group].common;
        /* That the last item alone differs may be on purpose: a full stop that ends the list. */
        bool last = preferred == WAYS && !found[use->group] && i == group->last_use;
        if (common == WAYS || use->way == common || last)
            continue;
        struct diag *diag = report_use(pass, &found[use->group], use);
        if (diag && diag->arg_count == 0)
            diag_arg_number(pass->diags, diag, "uses", group->counts[common]);
    }
}

/* ---- either of="forms": the forms of one `by` exclude each other in a document ---- */

void majority_forms(struct pass *pass, size_t block) {
    struct majority *majority = pass->memory;
    const struct block *here = &pass->check.plan->blocks[block];
    struct str text = here->passage->text;
    for (size_t i = 0; i < majority->pattern_count; i++) {
        const struct pattern *pattern = &majority->patterns[i];
        struct str by = clause_get(pattern->clause, "by");
        struct regex_match match;
        if (!text_looks_at(pattern, here))
            continue;
        enum regex_result found = regex_find(pattern->regex, pass->check.scratch, text, 0, &match);
        for (; found == REGEX_FOUND; found = regex_again(pattern->regex, pass->check.scratch, text, &match)) {
            if (match.end <= match.begin || text_excepted(pass, text, match.begin, match.end))
                continue;
            size_t group = group_find(pass, str_format(pass->check.arena, "%.*s", STR_ARGS(by)));
            majority->groups.items[group].by = by;
            add_use(pass, (struct use){group, form_way(majority, i, by), block, match.begin, match.end});
        }
    }
}

/* Of several forms the preferred one stands, else the one that occurs most, of equals the one that is there first. */
void majority_forms_finish(struct pass *pass) {
    const struct majority *majority = pass->memory;
    size_t count = majority->groups.count;
    struct diag **found = arena_array(pass->check.arena, struct diag *, count);
    const struct use **first = arena_array(pass->check.arena, const struct use *, count *WAYS);
    for (size_t i = majority->uses.count; i-- > 0;)
        first[majority->uses.items[i].group * WAYS + majority->uses.items[i].way] = &majority->uses.items[i];
    for (size_t i = 0; i < majority->uses.count; i++) {
        const struct use *use = &majority->uses.items[i], **ways = &first[use->group * WAYS];
        const size_t *counts = majority->groups.items[use->group].counts;
        unsigned common = preferred_way(pass, use->group);
        for (unsigned way = 0; common == WAYS && way < WAYS; way++) {
            bool best = ways[way] != NULL;
            for (unsigned other = 0; best && other < WAYS; other++)
                best = counts[other] < counts[way] || (counts[other] == counts[way] && ways[other] >= ways[way]);
            common = best ? way : common;
        }
        struct diag *diag = use->way == common ? NULL : report_use(pass, &found[use->group], use);
        if (!diag || diag->arg_count)
            continue;
        struct str text = pass->check.plan->blocks[ways[common]->block].passage->text;
        pass_arg(pass, diag, "to", str_slice(text, ways[common]->begin, ways[common]->end));
        diag_arg_number(pass->diags, diag, "uses", counts[common]);
    }
}

/* ---- case: the case that a style asks for ---- */

static bool is_word_part(uint32_t point) {
    return (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9') ||
           (point >= 0xC0 && point < 0x2000);
}

/* The <item> that is the word but for case; empty when there is none. */
static struct str listed(const struct pass *pass, struct str word) {
    struct str key = words_lower(pass->check.arena, word);
    for (const struct clause *item = NULL; (item = rule_clause(pass->check.rule, "item", item));)
        if (str_equal(words_lower(pass->check.arena, str_trim(item->text)), key))
            return str_trim(item->text);
    return (struct str){0};
}

/* A word of a sentence: what a list knows as it is there, abbreviations and single letters as they are. */
static struct str sentence_word(const struct pass *pass, struct str word, bool first) {
    struct arena *arena = pass->check.arena;
    struct str known = listed(pass, word), lower = words_lower(arena, word);
    size_t rest = 0;
    (void)utf8_next(word, &rest);
    bool single = rest == word.len;
    bool plain = str_equal(str_slice(word, rest, word.len), str_slice(lower, rest, word.len));
    if (known.len)
        return known;
    if (first)
        return has_capital(word) ? word : other_case(arena, word);
    return plain && !single ? lower : word;
}

static struct str to_sentence(const struct pass *pass, struct str text, size_t begin, size_t end) {
    struct buf out = buf_in(pass->check.arena);
    bool first = true;
    for (size_t at = begin; at < end;) {
        size_t from = at, next = at;
        while (next < end && is_word_part(utf8_next(text, &next)))
            at = next;
        if (at == from)
            at = next;
        struct str part = str_slice(text, from, at);
        size_t start = 0;
        uint32_t point = utf8_next(part, &start);
        bool word = is_word_part(point) && !(point >= '0' && point <= '9');
        buf_add(&out, word ? sentence_word(pass, part, first) : part);
        first &= !word;
    }
    return buf_str(&out);
}

/* A capital that the place asks for stays. */
static struct str to_lower(const struct pass *pass, struct str text, size_t begin, size_t end) {
    struct str lower = words_lower(pass->check.arena, str_slice(text, begin, end));
    bool kept = comes_first(text, begin) && has_capital(str_slice(text, begin, end));
    return kept ? other_case(pass->check.arena, lower) : lower;
}

static struct str to_upper(const struct pass *pass, struct str text, size_t begin, size_t end) {
    struct buf out = buf_in(pass->check.arena);
    for (size_t at = begin; at < end;) {
        size_t from = at;
        bool capital = is_capital(utf8_next(text, &at));
        struct str letter = str_slice(text, from, at);
        buf_add(&out, !capital ? other_case(pass->check.arena, letter) : letter);
    }
    return buf_str(&out);
}

static struct str to_listed(const struct pass *pass, struct str text, size_t begin, size_t end) {
    struct str known = listed(pass, str_slice(text, begin, end));
    return known.len ? known : str_slice(text, begin, end);
}

static const struct {
    const char *style;
    struct str (*convert)(const struct pass *pass, struct str text, size_t begin, size_t end);
} styles[] = {{"sentence", to_sentence}, {"lower", to_lower}, {"upper", to_upper}, {"list", to_listed}};

void majority_style(struct pass *pass, size_t block) {
    const struct majority *majority = pass->memory;
    const struct block *here = &pass->check.plan->blocks[block];
    struct str text = here->passage->text, style = rule_get(pass->check.rule, "style");
    size_t number = 0;
    while (!str_is(style, styles[number].style))
        number++;
    for (size_t i = 0; i < majority->pattern_count; i++) {
        struct regex *regex = majority->patterns[i].regex;
        struct regex_match match;
        if (!text_looks_at(&majority->patterns[i], here))
            continue;
        enum regex_result found = regex_find(regex, pass->check.scratch, text, 0, &match);
        for (; found == REGEX_FOUND; found = regex_again(regex, pass->check.scratch, text, &match)) {
            struct str to = styles[number].convert(pass, text, match.begin, match.end);
            if (str_equal(to, str_slice(text, match.begin, match.end)) ||
                text_excepted(pass, text, match.begin, match.end))
                continue;
            struct place place = passage_place(here->passage, match.begin, match.end);
            struct diag *diag = pass_add(pass, block, place);
            if (!diag)
                continue;
            diag_edit(pass->diags, diag, pass->check.rule->fix_safe, place, to);
            pass_arg(pass, diag, "to", to);
        }
    }
}
