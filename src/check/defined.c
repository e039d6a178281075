#include "element.h"

#include "buf.h"
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
    struct regex **excepts;
    size_t except_count;
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
    defined->excepts = text_regexes(arena, rule, "except", &defined->except_count);
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
            if (match.end <= match.begin ||
                text_excepted(pass, defined->excepts, defined->except_count, text, match.begin, match.end))
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
        if (diag)
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

/* `then` with {1} replaced by the term, which may hold anything. */
static struct regex *then_regex(struct pass *pass, const struct pattern *then, struct str term) {
    struct buf out = buf_in(pass->check.arena);
    struct str pattern = then->clause->text;
    size_t at = 0;
    for (size_t hole; (hole = str_find(pattern, STR("{1}"), at)) != SIZE_MAX; at = hole + 3) {
        buf_add(&out, str_slice(pattern, at, hole));
        for (size_t i = 0; i < term.len; i++) {
            if (strchr("\\^$.|?*+()[]{}", term.data[i]) && term.data[i])
                buf_byte(&out, '\\');
            buf_byte(&out, term.data[i]);
        }
    }
    buf_add(&out, str_slice(pattern, at, pattern.len));
    return regex_create(pass->check.arena, buf_str(&out), REGEX_CASELESS);
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

static void find_short(struct pass *pass, const struct introduced *introduced, const struct pattern *then,
                       bool before) {
    const struct plan *plan = pass->check.plan;
    struct regex *regex = then_regex(pass, then, introduced->term);
    size_t part_group = regex_group(regex, "part");
    size_t begin = before ? 0 : introduced->block, end = before ? introduced->block + 1 : plan->block_count;
    for (size_t block = begin; block < end; block++) {
        const struct block *here = &plan->blocks[block];
        struct regex_match match;
        if (!here->passage || !(here->in & pass->in) || (here->in & pass->not_in) || !text_looks_at(then, here))
            continue;
        struct str text = here->passage->text;
        enum regex_result found = regex_find(regex, pass->check.scratch, text, 0, &match);
        for (; found == REGEX_FOUND; found = regex_again(regex, pass->check.scratch, text, &match)) {
            bool same_block = block == introduced->block;
            if (same_block && (before ? match.end > introduced->begin : match.begin < introduced->end))
                continue;
            if (part_group < REGEX_GROUPS && match.group[part_group].begin != SIZE_MAX &&
                !names_the_same(pass, introduced,
                                str_slice(text, match.group[part_group].begin, match.group[part_group].end)))
                continue;
            struct diag *diag = pass_add(pass, block, passage_place(here->passage, match.begin, match.end));
            if (diag) {
                pass_arg(pass, diag, "term", introduced->term);
                diag_relate(pass->diags, diag, NULL,
                            passage_place(plan->blocks[introduced->block].passage, introduced->begin, introduced->end));
            }
            if (before)
                return; /* the first use tells it */
        }
    }
}

void defined_short_finish(struct pass *pass) {
    const struct defined *defined = pass->memory;
    bool before = str_is(rule_get(pass->check.rule, "order"), "before");
    for (size_t i = 0; i < defined->introduced.count; i++)
        for (size_t k = 0; k < defined->then_count; k++)
            find_short(pass, &defined->introduced.items[i], &defined->thens[k], before);
}
