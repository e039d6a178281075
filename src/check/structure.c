#include "element.h"

#include "map.h"
#include "similar.h"

static const struct passage *heading_of(const struct plan *plan, size_t section) {
    return plan->blocks[plan->sections[section].heading].passage;
}

/* ---- order of="numbers" ---- */

/* Splits "4.1" into "4" and 1. Returns false for numbers whose last part is no decimal number ("B", "2 a"). */
static bool split_number(struct str number, struct str *prefix, uint64_t *last) {
    size_t cut = number.len;
    while (cut > 0 && number.data[cut - 1] != '.')
        cut--;
    *prefix = cut ? str_slice(number, 0, cut - 1) : (struct str){0};
    return str_to_number(str_slice(number, cut, number.len), last);
}

/* Numbers count within their prefix, under the nearest heading without a number: parts of a document may each begin
 * at 1. */
static struct str sequence_key(struct arena *arena, const struct plan *plan, size_t section, struct str prefix) {
    size_t above = plan->sections[section].parent;
    while (above != INDEX_NONE && plan->sections[above].number.len)
        above = plan->sections[above].parent;
    return str_format(arena, "%zu/%.*s", above == INDEX_NONE ? 0 : above + 1, STR_ARGS(prefix));
}

struct sequence {
    uint64_t last;
    size_t section; /* that has it */
};

/* Where a place stands in the document: its line of the text view, in markup without one its byte. */
static size_t position(struct place place, bool lines) {
    return lines ? place.passage->number : place.begin;
}

/* Whether a heading without text took the numbers between two: that is a finding of its own (an empty heading). */
static bool explained_by_empty(const struct plan *plan, size_t from, size_t to) {
    struct place begin = passage_whole(heading_of(plan, from)), end = passage_whole(heading_of(plan, to));
    for (size_t i = 0; i < plan->fact_count; i++) {
        const struct fact *fact = &plan->facts[i];
        if (!str_is(fact->name, "empty-heading"))
            continue;
        bool lines = fact->place.passage && fact->place.passage->number && begin.passage->number;
        size_t at = position(fact->place, lines);
        if (at > position(begin, lines) && at < position(end, lines))
            return true;
    }
    return false;
}

static void report_number(struct pass *pass, size_t section, const struct sequence *before, struct str prefix,
                          uint64_t expected) {
    const struct plan *plan = pass->check.plan;
    struct arena *arena = pass->check.arena;
    size_t block = plan->sections[section].heading;
    struct diag *diag = pass_add(pass, block, passage_whole(plan->blocks[block].passage));
    pass_arg(pass, diag, "number", plan->sections[section].number);
    pass_arg(pass, diag, "expected",
             str_format(arena, "%.*s%s%llu", STR_ARGS(prefix), prefix.len ? "." : "", (unsigned long long)expected));
    pass_arg(pass, diag, "previous", before ? plan->sections[before->section].number : prefix);
    if (before)
        diag_relate(pass->diags, diag, "previous", passage_whole(heading_of(plan, before->section)));
}

/* Whether an unnumbered heading of the same or a higher level stands between: another series begins behind it. */
static bool begins_series(const struct plan *plan, size_t from, size_t to) {
    for (size_t i = from + 1; i < to; i++)
        if (plan->sections[i].number.len == 0 && plan->sections[i].level <= plan->sections[to].level)
            return true;
    return false;
}

void structure_numbers(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    struct arena *arena = pass->check.arena;
    struct map *map = map_create(arena), *numbers = map_create(arena);
    struct sequence *sequences = arena_array(arena, struct sequence, plan->section_count);
    size_t count = 0;
    for (size_t i = 0; i < plan->section_count; i++)
        if (plan->sections[i].number.len)
            map_add(numbers, plan->sections[i].number, i);
    for (size_t i = 0; i < plan->section_count; i++) {
        struct str prefix;
        uint64_t number;
        if (plan->sections[i].number.len == 0 || !split_number(plan->sections[i].number, &prefix, &number))
            continue;
        size_t slot = map_add(map, sequence_key(arena, plan, i, prefix), count);
        bool known = slot < count;
        struct sequence *sequence = &sequences[slot];
        uint64_t expected = known ? sequence->last + 1 : 1;
        /* A document may begin at any chapter; a sub-section of a chapter that is there may not. */
        bool wrong = known ? number != expected : prefix.len && number > 1 && map_find(numbers, prefix) != MAP_NONE;
        bool restart = known && number == 1 && sequence->last > 1;
        if (wrong && number > expected) {
            struct str next =
                str_format(arena, "%.*s%s%llu", STR_ARGS(prefix), prefix.len ? "." : "", (unsigned long long)expected);
            wrong = map_find(numbers, next) == MAP_NONE && !explained_by_empty(plan, known ? sequence->section : 0, i);
        }
        if (wrong && !(restart && begins_series(plan, sequence->section, i)))
            report_number(pass, i, known ? sequence : NULL, prefix, expected);
        if (!known)
            count++;
        if (!known || restart || number > sequence->last)
            *sequence = (struct sequence){number, i};
    }
}

/* ---- order of="levels" ---- */

void structure_levels(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    for (size_t i = 0; i < plan->section_count; i++) {
        const struct section *section = &plan->sections[i];
        size_t above = section->parent == INDEX_NONE ? 0 : plan->sections[section->parent].level;
        if (above == 0 || section->level <= above + 1)
            continue;
        struct diag *diag = pass_add(pass, section->heading, passage_whole(heading_of(plan, i)));
        pass_arg(pass, diag, "number", str_format(pass->check.arena, "%zu", section->level));
        pass_arg(pass, diag, "previous", str_format(pass->check.arena, "%zu", above));
        pass_arg(pass, diag, "expected", str_format(pass->check.arena, "%zu", above + 1));
    }
}

/* ---- order of="pages" ---- */

void structure_pages(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    size_t previous = 0;
    bool strict = str_is(rule_get(pass->check.rule, "strict"), "yes");
    for (size_t i = 0; i < plan->toc_count; i++) {
        const struct toc_entry *entry = &plan->toc[i];
        if (entry->page == 0)
            continue;
        struct diag *diag =
            entry->page < previous + (strict && previous) ? pass_add(pass, entry->block, entry->title) : NULL;
        if (diag) {
            pass_arg(pass, diag, "number", str_format(pass->check.arena, "%zu", entry->page));
            pass_arg(pass, diag, "previous", str_format(pass->check.arena, "%zu", previous));
            pass_arg(pass, diag, "expected", str_format(pass->check.arena, "%zu", previous + strict));
        }
        previous = entry->page;
    }
}

/* ---- same of="headings" with="toc" ---- */

/* Whether an entry is the heading followed by the words of a broken field ("Fel! Bokmärket är inte definierat."). */
static bool broken_entry(struct str entry, struct str heading) {
    struct str rest = str_trim(str_slice(entry, heading.len, entry.len));
    return heading.len && str_starts(entry, heading) &&
           (str_starts(rest, STR("fel")) || str_starts(rest, STR("error")));
}

/* A heading in the table of contents, under its own key, its number or a key that is a slip of the pen away: the latter
 * deviates, which is another finding. */
static size_t listed_at(const struct plan *plan, const struct map *keys, size_t section, size_t after) {
    const struct section *wanted = &plan->sections[section];
    size_t at = map_find(keys, wanted->key);
    if (at != MAP_NONE)
        return at;
    enum { WINDOW = 24 }; /* only entries near the last one found can be this heading: keeps long documents linear */
    size_t last = after + WINDOW < plan->toc_count ? after + WINDOW : plan->toc_count;
    for (size_t i = after; i < last; i++) {
        if (plan->toc[i].number.len && str_equal(plan->toc[i].number, wanted->number))
            return i;
        if (broken_entry(plan->toc[i].key, wanted->key))
            return i;
        if (wanted->key.len > 8 && similar_distance(plan->toc[i].key, wanted->key, 2) <= 2)
            return i;
    }
    return INDEX_NONE;
}

static void report_unlisted(struct pass *pass, size_t section, size_t next) {
    const struct plan *plan = pass->check.plan;
    const struct passage *heading = heading_of(plan, section);
    struct place place = next < plan->toc_count ? plan->toc[next].title
                         : plan->toc_heading    ? passage_whole(plan->toc_heading)
                                                : plan->toc[plan->toc_count - 1].title;
    struct diag *diag = pass_add(pass, plan->toc[next < plan->toc_count ? next : 0].block, place);
    struct str number = plan->sections[section].number, title = str_trim(heading->text);
    bool typed = str_starts(title, number);
    pass_arg(pass, diag, "heading",
             number.len && !typed ? str_format(pass->check.arena, "%.*s %.*s", STR_ARGS(number), STR_ARGS(title))
                                  : title);
    diag_relate(pass->diags, diag, "heading", passage_whole(heading));
}

/* A missing heading is reported at the entry that follows the gap, so the place is known only when the next listed
 * heading is. */
void structure_toc(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    struct arena *arena = pass->check.arena;
    if (plan->toc_count == 0)
        return;
    struct map *keys = map_create(arena);
    size_t shallowest = SIZE_MAX, deepest = 0;
    for (size_t i = 0; i < plan->toc_count; i++) {
        map_add(keys, plan->toc[i].key, i);
        shallowest = plan->toc[i].level < shallowest ? plan->toc[i].level : shallowest;
        deepest = plan->toc[i].level > deepest ? plan->toc[i].level : deepest;
    }
    size_t *unlisted = arena_array(arena, size_t, plan->section_count);
    size_t *next = arena_array(arena, size_t, plan->section_count);
    size_t count = 0, resolved = 0, cursor = 0, listed = 0;
    for (size_t i = 0; i < plan->section_count; i++) {
        const struct section *section = &plan->sections[i];
        bool expected = section->level >= shallowest && section->level <= deepest && section->key.len &&
                        section->heading > plan->toc[0].block;
        size_t at = expected ? listed_at(plan, keys, i, cursor) : INDEX_NONE;
        if (at != INDEX_NONE) {
            while (resolved < count)
                next[resolved++] = at;
            cursor = at + 1;
            listed++;
        } else if (expected) {
            unlisted[count] = i;
            next[count++] = INDEX_NONE;
        }
    }
    /* A table of contents that lists something else (figures, another document) is not an incomplete one. */
    if (listed * 2 < plan->toc_count)
        return;
    for (size_t i = 0; i < count; i++)
        report_unlisted(pass, unlisted[i], next[i]);
}
