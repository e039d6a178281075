#include "follow.h"

#include "arena.h"
#include "fold.h"
#include "map.h"
#include "similar.h"

/* Words that are alike cost a comparison with every activity: only so many entries of a report are looked at. */
enum { ALIKE_ENTRIES = 200 };
#define ALIKE_LEAST 0.7

struct following {
    struct arena *arena;
    struct follow *follow;
    struct map *ids, *keys;        /* -> number of an activity */
    struct similar_corpus *corpus; /* of all activities, made at first use */
    size_t asked;
};

static bool is_plan_of(const struct plan *report, const struct plan *plan) {
    if (plan->kind != PLAN_AP || plan == report || date_known(plan->year) != date_known(report->year))
        return false;
    return !date_known(plan->year) || date_relate(plan->year, report->year) == DATE_INSIDE;
}

static struct str text_of(const struct plan *plan, size_t block) {
    return plan->blocks[block].passage->text;
}

static void collect(struct following *following, const struct plan *const *plans, size_t plan_count) {
    struct follow *follow = following->follow;
    struct arena *arena = following->arena;
    size_t count = 0;
    follow->plans = arena_array(arena, const struct plan *, plan_count + 1);
    for (size_t i = 0; i < plan_count; i++)
        if (is_plan_of(follow->from, plans[i]))
            follow->plans[follow->plan_count++] = plans[i];
    follow->first = arena_array(arena, size_t, follow->plan_count + 1);
    for (size_t p = 0; p < follow->plan_count; p++)
        follow->first[p + 1] = follow->first[p] + follow->plans[p]->activity_count;
    follow->same = arena_array(arena, size_t, follow->first[follow->plan_count] + 1);
    follow->entries = arena_array(arena, size_t, follow->first[follow->plan_count] + 1);
    for (size_t p = 0; p < follow->plan_count; p++) {
        const struct plan *plan = follow->plans[p];
        for (size_t a = 0; a < plan->activity_count; a++, count++) {
            struct str id = tree_token(plan->activities[a].node, "id");
            struct str key = fold_heading(arena, text_of(plan, plan->activities[a].block));
            if (id.len)
                map_add(following->ids, id, count);
            follow->same[count] = key.len ? map_add(following->keys, key, count) : count;
        }
    }
}

/* The activity whose words are most like those of the entry, MAP_NONE when none is enough like it. */
static size_t alike(struct following *following, struct str text) {
    const struct follow *follow = following->follow;
    size_t count = follow->first[follow->plan_count];
    struct similar_hit hits[SIMILAR_HITS];
    if (count == 0 || following->asked++ >= ALIKE_ENTRIES)
        return MAP_NONE;
    if (!following->corpus) {
        struct similar_text *texts = arena_array(following->arena, struct similar_text, count);
        for (size_t p = 0; p < follow->plan_count; p++)
            for (size_t a = 0; a < follow->plans[p]->activity_count; a++)
                texts[follow->first[p] + a].title = text_of(follow->plans[p], follow->plans[p]->activities[a].block);
        following->corpus = similar_build(following->arena, texts, count);
    }
    size_t found = similar_find(following->corpus, text, hits);
    return found && hits[0].score >= ALIKE_LEAST ? hits[0].text : MAP_NONE;
}

/* @for="ap-2025#a3": the part behind the document. */
static struct str reference(struct str value) {
    size_t hash = str_find(value, STR("#"), 0);
    return str_trim(hash == SIZE_MAX ? value : str_slice(value, hash + 1, value.len));
}

static void follow_entry(struct following *following, size_t index) {
    struct follow *follow = following->follow;
    const struct entry *entry = &follow->from->entries[index];
    struct str text = text_of(follow->from, entry->block);
    struct follow_link *link = &follow->links[index];
    *link = (struct follow_link){INDEX_NONE, INDEX_NONE, true};
    size_t number = entry->activity.len ? map_find(following->ids, reference(entry->activity)) : MAP_NONE;
    if (number == MAP_NONE)
        number = map_find(following->keys, fold_heading(following->arena, text));
    if (number == MAP_NONE && entry->activity.len == 0) {
        number = alike(following, text);
        link->certain = false;
    }
    if (number == MAP_NONE)
        return;
    size_t plan = 0;
    while (number >= follow->first[plan + 1])
        plan++;
    link->plan = plan;
    link->activity = number - follow->first[plan];
    follow->entries[follow->same[number]]++;
}

struct follow *follow_build(struct arena *arena, const struct plan *from, const struct plan *const *plans,
                            size_t plan_count) {
    struct follow *follow = arena_new(arena, struct follow);
    struct following following = {
        .arena = arena, .follow = follow, .ids = map_create(arena), .keys = map_create(arena)};
    follow->from = from;
    follow->links = arena_array(arena, struct follow_link, from->entry_count + 1);
    collect(&following, plans, plan_count);
    for (size_t i = 0; i < from->entry_count; i++)
        follow_entry(&following, i);
    for (size_t i = 0; i < follow->first[follow->plan_count]; i++)
        follow->reported += follow->entries[follow->same[i]] > 0;
    return follow;
}

size_t follow_entries(const struct follow *follow, size_t plan, size_t activity) {
    return follow->entries[follow->same[follow->first[plan] + activity]];
}
