#include "element.h"

#include "buf.h"
#include "fold.h"

static bool heads_area(const struct plan *plan, size_t section) {
    return plan->sections[section].role == ROLE_FOCUS && plan->sections[section].focus < plan->profile->focus_count;
}

/* ---- order of="focus-areas" ---- */

/* House order within one chapter; an area that stands twice is another finding. */
void areas_order(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    size_t count = plan->profile->focus_count;
    bool *seen = arena_array(pass->check.arena, bool, count + 1);
    size_t last = INDEX_NONE, parent = INDEX_NONE;
    for (size_t i = 0; i < plan->section_count; i++) {
        const struct section *section = &plan->sections[i];
        if (!heads_area(plan, i))
            continue;
        if (last == INDEX_NONE || section->parent != parent) {
            memset(seen, 0, count * sizeof *seen);
            last = INDEX_NONE;
            parent = section->parent;
        }
        bool repeated = seen[section->focus];
        seen[section->focus] = true;
        if (repeated)
            continue;
        if (last == INDEX_NONE || section->focus > plan->sections[last].focus) {
            last = i;
            continue;
        }
        const struct passage *heading = plan->blocks[section->heading].passage;
        struct diag *diag = pass_add(pass, section->heading, passage_whole(heading));
        pass_arg(pass, diag, "area", plan->profile->focus[section->focus].name);
        pass_arg(pass, diag, "previous", plan->profile->focus[plan->sections[last].focus].name);
        diag_relate(pass->diags, diag, "previous", passage_whole(plan->blocks[plan->sections[last].heading].passage));
    }
}

/* ---- same of="focus-list" ---- */

/* The areas that head sections, and for one enumeration those that it names. */
struct areas {
    bool *headed, *named;
    size_t headed_count, named_count;
};

static struct areas areas_of(const struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    size_t count = plan->profile->focus_count;
    struct areas areas = {.headed = arena_array(pass->check.arena, bool, count + 1),
                          .named = arena_array(pass->check.arena, bool, count + 1)};
    for (size_t i = 0; i < plan->section_count; i++) {
        if (!heads_area(plan, i))
            continue;
        areas.headed_count += !areas.headed[plan->sections[i].focus];
        areas.headed[plan->sections[i].focus] = true;
    }
    return areas;
}

static void forget(struct areas *areas, size_t count) {
    memset(areas->named, 0, count * sizeof *areas->named);
    areas->named_count = 0;
}

static void name_area(struct areas *areas, size_t area) {
    if (area == FOCUS_NONE)
        return;
    areas->named_count += !areas->named[area];
    areas->named[area] = true;
}

static void add_name(struct buf *out, struct str name) {
    if (out->len)
        buf_add(out, STR(", "));
    buf_add(out, name);
}

/* Areas with a heading that the enumeration leaves out. One that it names and that has no heading is missing from the
 * document, which is another finding. */
static void compare(struct pass *pass, const struct areas *areas, size_t block, struct place place, struct buf *other) {
    const struct profile *profile = pass->check.plan->profile;
    for (size_t i = 0; i < profile->focus_count; i++)
        if (areas->headed[i] && !areas->named[i])
            add_name(other, profile->focus[i].name);
    struct diag *diag = other->len ? pass_add(pass, block, place) : NULL;
    pass_arg(pass, diag, "areas", buf_str(other));
}

/* Where the sentence goes on that begins before `from`: not past a full stop before a capital letter. */
static size_t sentence_end(struct str text, size_t from) {
    for (size_t at = from; at < text.len; at++)
        if (text.data[at] == '.' && (at + 1 == text.len || text.data[at + 1] == ' '))
            return at;
    return text.len;
}

static void compare_sentence(struct pass *pass, struct areas *areas, size_t block, const struct regex_match *match) {
    const struct profile *profile = pass->check.plan->profile;
    const struct passage *passage = pass->check.plan->blocks[block].passage;
    struct arena *arena = pass->check.arena;
    size_t end = sentence_end(passage->text, match->end);
    struct str list = fold_heading(arena, str_slice(passage->text, match->end, end));
    struct buf other = buf_in(arena);
    forget(areas, profile->focus_count);
    for (size_t i = 0; i < profile->focus_count; i++)
        if (str_find(list, profile->focus[i].key, 0) != SIZE_MAX)
            name_area(areas, i);
    if (areas->named_count >= 2)
        compare(pass, areas, block, passage_place(passage, match->begin, end), &other);
}

/* Items of a list that is not part of a goal or activity. Returns the block behind the list. */
static size_t compare_list(struct pass *pass, struct areas *areas, size_t first) {
    const struct plan *plan = pass->check.plan;
    struct arena *arena = pass->check.arena;
    struct buf other = buf_in(arena);
    size_t end = first, items = 0;
    forget(areas, plan->profile->focus_count);
    for (; end < plan->block_count &&
           (plan->blocks[end].list == plan->blocks[first].list || list_goes_on(&plan->blocks[end]));
         end++) {
        const struct block *block = &plan->blocks[end];
        if (block->list == INDEX_NONE || block->in & (IN_GOAL | IN_ACTIVITY | IN_ENTRY | IN_RESULT))
            continue;
        struct str key = fold_heading(arena, block->passage->text);
        size_t area = profile_focus(plan->profile, key), near = profile_focus_near(plan->profile, key);
        items++;
        name_area(areas, area != FOCUS_NONE ? area : near);
        if (area == FOCUS_NONE && near == FOCUS_NONE)
            add_name(&other, str_trim(block->passage->text));
    }
    /* A list of areas, not one that speaks of some. */
    if (areas->named_count >= 2 && areas->named_count * 2 > items)
        compare(pass, areas, first, passage_whole(plan->blocks[first].passage), &other);
    return end > first ? end : first + 1;
}

/* Enumerations of the areas: after a <match>, in one sentence, or as a list. */
void areas_listed(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    struct areas areas = areas_of(pass);
    if (areas.headed_count < 2)
        return;
    for (size_t i = 0; i < plan->block_count; i++) {
        const struct block *block = &plan->blocks[i];
        if (!(block->in & IN_TEXT) || (block->in & (IN_TOC | IN_META)))
            continue;
        bool item = (block->in & IN_ITEM) && block->list != INDEX_NONE &&
                    !(block->in & (IN_GOAL | IN_ACTIVITY | IN_ENTRY | IN_RESULT));
        if (item && (i == 0 || plan->blocks[i - 1].list != block->list)) {
            i = compare_list(pass, &areas, i) - 1;
            continue;
        }
        if (!pass_admits(pass, i))
            continue;
        for (const struct clause *match = NULL; (match = rule_clause(pass->check.rule, "match", match));) {
            struct regex_match found;
            if (regex_find(match->regex, pass->check.scratch, block->passage->text, 0, &found) == REGEX_FOUND)
                compare_sentence(pass, &areas, i, &found);
        }
    }
}
