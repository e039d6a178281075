#include "element.h"

#include "map.h"
#include "vec.h"

/* ---- same of="counts" with="counts": how many there are of something, as documents of the run say ---- */

/* How many of a noun a document says there are, in all. */
struct counted {
    struct str noun;
    uint64_t total;
    size_t block, begin, end; /* the number and its noun */
};

struct counts {
    VEC(struct counted) items;
    struct map *known; /* noun and total: the first place is kept */
    bool *taken;       /* of the block at hand: a number that begins there was read; NULL: none */
};

/* The value of the numeral that an <item value=""> of the rule gives, or of digits; 0: none. */
static uint64_t value_of(const struct pass *pass, struct str word) {
    uint64_t value = 0;
    for (const struct clause *item = NULL; (item = rule_clause(pass->check.rule, "item", item));)
        if (clause_get(item, "value").len && str_equal(str_trim(item->text), word))
            return str_to_number(clause_get(item, "value"), &value) ? value : 0;
    return str_to_number(word, &value) ? value : 0;
}

/* An <item> without value is a noun that is counted. */
static bool is_counted(const struct pass *pass, struct str noun) {
    for (const struct clause *item = NULL; (item = rule_clause(pass->check.rule, "item", item));)
        if (clause_get(item, "value").len == 0 && str_equal(str_trim(item->text), noun))
            return true;
    return false;
}

/* Group 1 is the number, group 2 the noun; a pattern named "each" tells how many there are for each region. */
static void add_counted(struct pass *pass, struct counts *counts, const struct plan *plan, size_t block,
                        const struct pattern *pattern) {
    struct arena *arena = pass->check.arena;
    struct str text = plan->blocks[block].passage->text;
    bool each = str_is(clause_get(pattern->clause, "name"), "each");
    struct regex_match found;
    for (size_t at = 0; regex_find(pattern->regex, pass->check.scratch, text, at, &found) == REGEX_FOUND;
         at = found.end) {
        if (found.end <= at || found.group[0].begin == SIZE_MAX || found.group[1].begin == SIZE_MAX)
            return;
        size_t begin = found.group[0].begin, end = found.group[1].end;
        struct str noun = words_lower(arena, str_slice(text, found.group[1].begin, end));
        uint64_t value = value_of(pass, words_lower(arena, str_slice(text, begin, found.group[0].end)));
        if (each)
            value = value > 1000 ? 0 : value * plan->profile->region_count;
        if (value == 0 || !is_counted(pass, noun))
            continue;
        if (!counts->taken)
            counts->taken = arena_array(arena, bool, text.len);
        bool taken = counts->taken[begin];
        counts->taken[begin] = true;
        struct str key = str_format(arena, "%.*s %zu", STR_ARGS(noun), (size_t)value);
        if (!taken && map_add(counts->known, key, counts->items.count) == counts->items.count)
            *vec_add(arena, &counts->items) = (struct counted){noun, value, block, begin, end};
    }
}

static struct counts read_counts(struct pass *pass, const struct plan *plan) {
    struct counts counts = {.known = map_create(pass->check.arena)};
    size_t pattern_count;
    struct pattern *patterns = text_patterns(pass->check.arena, pass->check.rule, "match", &pattern_count);
    for (size_t i = 0; i < plan->block_count; i++) {
        const struct block *block = &plan->blocks[i];
        if (!(block->in & pass->in) || (block->in & pass->not_in))
            continue;
        counts.taken = NULL;
        for (size_t k = 0; k < pattern_count; k++)
            if (text_looks_at(&patterns[k], block))
                add_counted(pass, &counts, plan, i, &patterns[k]);
    }
    return counts;
}

/* Whether the documents speak of the same years, as far as they say, and this is the one to correct: a plan is reported
 * less than what follows from it, and two of a kind are told apart by their paths. */
static bool is_compared(const struct plan *own, const struct plan *other) {
    bool known = own->period.first <= own->period.last && other->period.first <= other->period.last;
    if (other->kind == PLAN_UNKNOWN || (known && date_relate(own->period, other->period) == DATE_OUTSIDE))
        return false;
    if (own->kind != other->kind)
        return own->kind > other->kind;
    return str_compare(own->source->path, other->source->path) > 0;
}

/* The first count of the noun, unless one of them agrees with one of `own`: a document can name several groups. */
static const struct counted *disagreeing(const struct counts *own, const struct counts *other, struct str noun) {
    const struct counted *first = NULL;
    for (size_t i = 0; i < other->items.count; i++) {
        const struct counted *item = &other->items.items[i];
        if (!str_equal(item->noun, noun))
            continue;
        first = first ? first : item;
        for (size_t k = 0; k < own->items.count; k++)
            if (str_equal(own->items.items[k].noun, noun) && own->items.items[k].total == item->total)
                return NULL;
    }
    return first;
}

void counted_differs(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    struct counts own = read_counts(pass, plan);
    for (size_t i = 0; own.items.count && i < pass->check.other_count; i++) {
        const struct plan *other = pass->check.others[i];
        if (!is_compared(plan, other))
            continue;
        struct counts theirs = read_counts(pass, other);
        for (size_t k = 0; k < own.items.count; k++) {
            const struct counted *item = &own.items.items[k];
            bool repeated = false;
            for (size_t before = 0; before < k; before++)
                repeated |= str_equal(own.items.items[before].noun, item->noun);
            const struct counted *against = repeated ? NULL : disagreeing(&own, &theirs, item->noun);
            if (!against)
                continue;
            struct diag *diag =
                pass_add(pass, item->block, passage_place(plan->blocks[item->block].passage, item->begin, item->end));
            diag_arg_number(pass->diags, diag, "total", item->total);
            diag_arg_number(pass->diags, diag, "other", against->total);
            diag_relate(pass->diags, diag, "other",
                        passage_place(other->blocks[against->block].passage, against->begin, against->end));
        }
    }
}
