#include "element.h"

#include "map.h"
#include "vec.h"

enum {
    SHORT_FORMS = 16 /* introduced by one document; each is looked for in all of it */
};

struct use {
    size_t term;
    size_t block, begin, end;
};

/* A short form that the text introduces. */
struct introduced {
    size_t block, begin, end; /* the words that introduce it */
    struct str term;
};

struct defined {
    struct pattern *firsts, *thens;
    size_t first_count, then_count;
    struct map *terms; /* text -> index into `explained` */
    VEC(bool) explained;
    VEC(struct use) uses;
    VEC(struct introduced) introduced;
};

void defined_start(struct pass *pass) {
    struct arena *arena = pass->check.arena;
    const struct rule *rule = pass->check.rule;
    struct defined *defined = arena_new(arena, struct defined);
    defined->firsts = text_patterns(arena, rule, "first", &defined->first_count);
    defined->thens = text_patterns(arena, rule, "then", &defined->then_count);
    defined->terms = map_create(arena);
    pass->memory = defined;
}

/* The first group of a match, or all of it. */
static struct str term_of(struct str text, const struct regex_match *match) {
    if (match->group[0].begin != SIZE_MAX)
        return str_slice(text, match->group[0].begin, match->group[0].end);
    return str_slice(text, match->begin, match->end);
}

/* ---- explained ---- */

static size_t term_find(struct pass *pass, struct str term) {
    struct defined *defined = pass->memory;
    size_t index = map_add(defined->terms, term, defined->explained.count);
    if (index == defined->explained.count)
        *vec_add(pass->check.arena, &defined->explained) = false;
    return index;
}

void defined_explained(struct pass *pass, size_t block) {
    struct defined *defined = pass->memory;
    const struct block *here = &pass->check.plan->blocks[block];
    struct str text = here->passage->text;
    struct regex_match match;
    for (size_t i = 0; i < defined->then_count; i++) {
        struct regex *regex = defined->thens[i].regex;
        if (!pass_may_match(pass, block, regex))
            continue;
        enum regex_result found = regex_find(regex, pass->check.scratch, text, 0, &match);
        for (; found == REGEX_FOUND; found = regex_again(regex, pass->check.scratch, text, &match)) {
            size_t term = term_find(pass, term_of(text, &match));
            defined->explained.items[term] = true;
        }
    }
    for (size_t i = 0; i < defined->first_count; i++) {
        if (!text_looks_at(&defined->firsts[i], here))
            continue;
        struct regex *regex = defined->firsts[i].regex;
        enum regex_result found = regex_find(regex, pass->check.scratch, text, 0, &match);
        for (; found == REGEX_FOUND; found = regex_again(regex, pass->check.scratch, text, &match)) {
            if (match.end <= match.begin || text_excepted(pass, text, match.begin, match.end))
                continue;
            size_t known = defined->explained.count, term = term_find(pass, term_of(text, &match));
            /* Only the first use is told. A term that an explanation has named first is explained. */
            if (term == known)
                *vec_add(pass->check.arena, &defined->uses) = (struct use){term, block, match.begin, match.end};
        }
    }
}

void defined_explained_finish(struct pass *pass) {
    const struct defined *defined = pass->memory;
    for (size_t i = 0; i < defined->uses.count; i++) {
        const struct use *use = &defined->uses.items[i];
        if (defined->explained.items[use->term])
            continue;
        const struct passage *passage = pass->check.plan->blocks[use->block].passage;
        struct diag *diag = pass_add(pass, use->block, passage_place(passage, use->begin, use->end));
        pass_arg(pass, diag, "term", str_slice(passage->text, use->begin, use->end));
    }
}

/* ---- short forms ---- */

void defined_short(struct pass *pass, size_t block) {
    struct defined *defined = pass->memory;
    struct str text = pass->check.plan->blocks[block].passage->text;
    for (size_t i = 0; i < defined->first_count; i++) {
        struct regex *regex = defined->firsts[i].regex;
        struct regex_match match;
        enum regex_result found = regex_find(regex, pass->check.scratch, text, 0, &match);
        for (; found == REGEX_FOUND && defined->introduced.count < SHORT_FORMS;
             found = regex_again(regex, pass->check.scratch, text, &match)) {
            struct str term = term_of(text, &match);
            if (map_find(defined->terms, term) != MAP_NONE)
                continue;
            map_add(defined->terms, term, defined->introduced.count);
            *vec_add(pass->check.arena, &defined->introduced) =
                (struct introduced){block, match.begin, match.end, term};
        }
    }
}

/* A letter of Swedish or its neighbours, a digit or a hyphen: what a word goes on with. */
static bool goes_on(uint32_t point) {
    return (point >= '0' && point <= '9') || point == '-' || (point >= 'A' && point <= 'Z') ||
           (point >= 'a' && point <= 'z') || (point >= 0xC0 && point < 0x250 && point != 0xD7 && point != 0xF7);
}

/* Finds the term, its first letter in either case, at or after byte `from`. Returns where it begins, or SIZE_MAX. */
static size_t find_term(struct str text, struct str term, size_t from) {
    size_t rest = 0;
    uint32_t first = utf8_next(term, &rest);
    struct str tail = str_slice(term, rest, term.len);
    for (size_t at = from + rest; (at = str_find(text, tail, at)) != SIZE_MAX; at++) {
        uint32_t before = utf8_before(text, at);
        if ((before | 0x20) == (first | 0x20) && at >= from + rest)
            return at - rest;
    }
    return SIZE_MAX;
}

/* Whether the part of a longer word before the short form comes from what the short form stands for: "samverkans" of
 * samverkansavtalet, when "Avtal om samverkan" was introduced as "avtalet". */
static bool names_the_same(struct pass *pass, const struct introduced *introduced, struct str part) {
    struct arena *arena = pass->check.arena;
    struct str text = str_slice(pass->check.plan->blocks[introduced->block].passage->text, 0, introduced->begin);
    struct str lower = words_lower(arena, part);
    if (lower.len && lower.data[lower.len - 1] == 's')
        lower.len--;
    return lower.len > 2 && str_find(words_lower(arena, text), lower, 0) != SIZE_MAX;
}

/* Whether text[begin, end), the short form, is a finding: before its introduction as a word of its own; after it as the
 * end of a longer word that stands for the same. *begin becomes the beginning of that word. */
static bool is_finding(struct pass *pass, const struct introduced *introduced, struct str text, bool before,
                       size_t *begin, size_t end) {
    size_t after = end, part = *begin;
    if (end < text.len && goes_on(utf8_next(text, &after)))
        return false;
    if (before)
        return !goes_on(utf8_before(text, *begin));
    while (part > 0 && goes_on(utf8_before(text, part))) {
        part--;
        while (part > 0 && ((unsigned char)text.data[part] & 0xC0) == 0x80)
            part--;
    }
    struct str first = str_slice(text, part, *begin);
    *begin = part;
    return first.len > 0 && str_find(first, STR("-"), 0) == SIZE_MAX && names_the_same(pass, introduced, first);
}

static void report_short(struct pass *pass, const struct introduced *introduced, size_t block, size_t begin,
                         size_t end) {
    const struct plan *plan = pass->check.plan;
    struct diag *diag = pass_add(pass, block, passage_place(plan->blocks[block].passage, begin, end));
    pass_arg(pass, diag, "term", introduced->term);
    diag_relate(pass->diags, diag, NULL,
                passage_place(plan->blocks[introduced->block].passage, introduced->begin, introduced->end));
}

static void find_short(struct pass *pass, const struct introduced *introduced, bool before) {
    const struct plan *plan = pass->check.plan;
    size_t from = before ? 0 : introduced->block, to = before ? introduced->block + 1 : plan->block_count;
    for (size_t block = from; block < to; block++) {
        const struct block *here = &plan->blocks[block];
        if (!(here->in & pass->in) || (here->in & pass->not_in))
            continue;
        struct str text = here->passage->text;
        bool same = block == introduced->block;
        for (size_t at = same && !before ? introduced->end : 0;
             (at = find_term(text, introduced->term, at)) != SIZE_MAX;) {
            size_t begin = at, end = at + introduced->term.len;
            at = end;
            if ((same && before && begin >= introduced->begin) ||
                !is_finding(pass, introduced, text, before, &begin, end))
                continue;
            report_short(pass, introduced, block, begin, end);
            if (before)
                return; /* the first use tells it */
        }
    }
}

void defined_short_finish(struct pass *pass) {
    const struct defined *defined = pass->memory;
    bool before = str_is(rule_get(pass->check.rule, "order"), "before");
    for (size_t i = 0; i < defined->introduced.count; i++)
        find_short(pass, &defined->introduced.items[i], before);
}
