#include "chain.h"

#include "arena.h"

struct chain chain_build(struct arena *arena, const struct outcome *outcome, const char *version) {
    size_t count = 0;
    const struct plan **plans = arena_array(arena, const struct plan *, outcome->result_count + 1);
    const struct trace **traces = arena_array(arena, const struct trace *, outcome->result_count + 1);
    const struct follow **follows = arena_array(arena, const struct follow *, outcome->result_count + 1);
    const struct result **results = arena_array(arena, const struct result *, outcome->result_count + 1);
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct result *result = outcome->results[i];
        if (!result->plan)
            continue;
        plans[count] = result->plan;
        traces[count] = result->trace;
        follows[count] = result->follow;
        results[count++] = result;
    }
    const struct profile *profile = outcome->rules->profile;
    return (struct chain){
        .coverage = coverage_build(arena, plans, traces, follows, count, profile->focus_count),
        .results = results,
        .profile = profile,
        .language = outcome->language,
        .version = version,
    };
}

static struct str text_of(const struct plan *plan, size_t block) {
    const struct passage *passage = block == INDEX_NONE ? NULL : plan->blocks[block].passage;
    return passage ? str_trim(passage->text) : (struct str){0};
}

struct str chain_goal(struct arena *arena, const struct chain *chain, size_t goal) {
    const struct covered_goal *covered = &chain->coverage->goals[goal];
    const struct goal *named = &chain->coverage->documents[covered->document]->goals[covered->goal];
    struct str title = str_trim(plan_title(named->title->text));
    if (title.len == 0 || str_starts(title, named->id))
        return title.len ? title : named->id;
    return str_format(arena, "%.*s %.*s", STR_ARGS(named->id), STR_ARGS(title));
}

struct str chain_activity(const struct chain *chain, size_t activity) {
    const struct covered_activity *covered = &chain->coverage->activities[activity];
    const struct plan *plan = chain->coverage->documents[covered->document];
    return text_of(plan, plan->activities[covered->activity].block);
}

struct str chain_entry(const struct chain *chain, size_t entry) {
    const struct covered_entry *covered = &chain->coverage->entries[entry];
    const struct plan *plan = chain->coverage->documents[covered->document];
    return text_of(plan, plan->entries[covered->entry].block);
}

struct str chain_area(const struct chain *chain, size_t area) {
    return area < chain->profile->focus_count ? chain->profile->focus[area].name : (struct str){0};
}

struct position chain_position(struct arena *arena, const struct passage *passage) {
    if (!passage)
        return (struct position){.line = 1, .column = 1};
    return outcome_show(arena, passage_whole(passage)).begin;
}
