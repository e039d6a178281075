#include "trace.h"

#include <assert.h>

#include <pthread.h>

#include "buf.h"
#include "fold.h"
#include "map.h"
#include "refer.h"
#include "vec.h"

static const char *const state_names[TRACE_STATES] = {[TRACE_OK] = "ok",
                                                      [TRACE_FOLDED] = "folded",
                                                      [TRACE_ALIAS] = "alias",
                                                      [TRACE_WEAK] = "weak",
                                                      [TRACE_AMBIGUOUS] = "ambiguous",
                                                      [TRACE_MISPLACED] = "misplaced",
                                                      [TRACE_ORPHAN] = "orphan",
                                                      [TRACE_DANGLING] = "dangling",
                                                      [TRACE_UNRESOLVED] = "unresolved",
                                                      [TRACE_JUSTIFIED] = "justified"};

const char *trace_state_name(enum trace_state state) {
    return state_names[state];
}

enum trace_state trace_state_find(struct str name) {
    for (size_t i = 0; i < TRACE_STATES; i++) {
        if (str_is(name, state_names[i]))
            return (enum trace_state)i;
    }
    return TRACE_STATES;
}

bool trace_serves(enum trace_state state) {
    return state == TRACE_OK || state == TRACE_FOLDED || state == TRACE_ALIAS || state == TRACE_WEAK ||
           state == TRACE_MISPLACED;
}

/* The goals of all plans by one kind of key; goals with the same key are chained in order. */
struct lookup {
    struct map *first;
    size_t *next; /* by goal number, MAP_NONE at the end */
    size_t *last; /* by number of the first goal of a chain */
};

/* Suggestions cost a comparison with every goal: a document of orphans gets them for its first headings only. */
enum { SUGGESTED_HEADINGS = 200, COMPARED_GOALS = 50000 };

struct trace_targets {
    struct arena *arena;
    const struct plan **plans;
    size_t plan_count;
    const struct trace_goal *goals; /* none served yet */
    const struct str *titles;       /* of the goals, without what numbers them */
    size_t goal_count;
    struct lookup ids, keys, ocr;
    struct map *sections; /* numbers of sections of the plans: "VP 4" is a chapter, not a goal that is missing */
    bool any_ocr;
    pthread_mutex_t mutex; /* held while the corpus is made: at the first heading that names no goal */
    struct similar_corpus *corpus;
};

/* What a heading, or a cell, was found to say: many activities stand under one. */
struct said {
    struct str words;       /* as they were looked up; NULL data: nothing yet */
    size_t first;           /* goal with this key, MAP_NONE */
    enum trace_state state; /* TRACE_OK when the title of one is the same to the letter */
};

struct tracing {
    struct arena *arena, *scratch; /* scratch: emptied after every text */
    struct trace *trace;
    struct trace_targets *to;
    const struct trace_alias *aliases;
    struct map *alias_keys;
    struct said said;
    const struct passage *plain; /* the last heading that was found to refer to nothing */
    size_t suggested;
    size_t last_section; /* whose suggestions are in last_hits */
    struct similar_hit last_hits[SIMILAR_HITS];
    size_t last_count;
    VEC(struct trace_link) links;
    VEC(struct trace_reference) dangling;
};

static const struct goal *goal_at(const struct tracing *tracing, size_t number) {
    const struct trace_goal *at = &tracing->trace->goals[number];
    return &tracing->trace->plans[at->plan]->goals[at->goal];
}

static struct lookup lookup_create(struct arena *arena, size_t count) {
    return (struct lookup){map_create(arena), arena_array(arena, size_t, count + 1),
                           arena_array(arena, size_t, count + 1)};
}

static void lookup_add(struct lookup *lookup, struct str key, size_t number) {
    lookup->next[number] = MAP_NONE;
    if (key.len == 0)
        return;
    size_t first = map_add(lookup->first, key, number);
    if (first != number)
        lookup->next[lookup->last[first]] = number;
    lookup->last[first] = number;
}

/* --- targets --- */

bool trace_is_target(const struct plan *from, const struct plan *plan) {
    struct interval own = date_known(from->year) ? from->year : from->period;
    if (plan->kind != PLAN_VP || plan == from)
        return false;
    return !date_known(own) || !date_known(plan->period) ||
           (own.first <= plan->period.last && plan->period.first <= own.last);
}

static struct str body_of(struct arena *arena, const struct plan *plan, const struct goal *goal) {
    struct buf text = buf_in(arena);
    for (size_t i = goal->body_first; i < goal->body_last; i++) {
        buf_add(&text, plan->blocks[i].passage->text);
        buf_byte(&text, ' ');
    }
    return buf_str(&text);
}

static void release_targets(void *object) {
    struct trace_targets *to = object;
    pthread_mutex_destroy(&to->mutex);
    arena_destroy(to->arena);
}

struct trace_targets *trace_targets_create(struct arena *parent, const struct plan **plans, size_t plan_count) {
    struct trace_targets *to = arena_new(parent, struct trace_targets);
    /* The corpus is made while other threads may allocate from the parent. */
    struct arena *arena = arena_create();
    to->arena = arena;
    to->plans = arena_array(arena, const struct plan *, plan_count + 1);
    to->plan_count = plan_count;
    for (size_t i = 0; i < plan_count; i++) {
        to->plans[i] = plans[i];
        to->goal_count += plans[i]->goal_count;
        to->any_ocr |= plans[i]->ocr;
    }
    struct trace_goal *goals = arena_array(arena, struct trace_goal, to->goal_count + 1);
    struct str *titles = arena_array(arena, struct str, to->goal_count + 1);
    to->goals = goals;
    to->titles = titles;
    to->ids = lookup_create(arena, to->goal_count);
    to->keys = lookup_create(arena, to->goal_count);
    to->ocr = lookup_create(arena, to->goal_count);
    to->sections = map_create(arena);
    pthread_mutex_init(&to->mutex, NULL);
    arena_defer(parent, release_targets, to);
    size_t number = 0;
    for (size_t p = 0; p < plan_count; p++) {
        const struct plan *plan = plans[p];
        for (size_t g = 0; g < plan->goal_count; g++, number++) {
            goals[number] = (struct trace_goal){.plan = p, .goal = g};
            titles[number] = plan_goal_title(plan->goals[g].title->text, NULL);
            lookup_add(&to->ids, plan->goals[g].id, number);
            lookup_add(&to->keys, plan->goals[g].key, number);
            if (plan->ocr)
                lookup_add(&to->ocr, fold_ocr(arena, plan_title(plan->goals[g].title->text)), number);
        }
        for (size_t s = 0; s < plan->section_count; s++) {
            if (plan->sections[s].number.len)
                map_add(to->sections, plan->sections[s].number, s);
        }
    }
    return to;
}

/* --- links --- */

static struct trace_link *add_link(struct tracing *tracing, size_t activity, enum trace_state state, struct place place,
                                   struct str reference) {
    /* The steps begin with a state of their own. */
    static const char *const steps[TRACE_STATES] = {
        [TRACE_OK] = "explicit", [TRACE_FOLDED] = "heading", [TRACE_WEAK] = "heading", [TRACE_ALIAS] = "alias"};
    struct trace_link *link = vec_add(tracing->arena, &tracing->links);
    *link = (struct trace_link){.activity = activity,
                                .plan = INDEX_NONE,
                                .goal = INDEX_NONE,
                                .other_plan = INDEX_NONE,
                                .other_goal = INDEX_NONE,
                                .state = state,
                                .via = steps[state],
                                .place = place,
                                .reference = reference};
    return link;
}

/* The same goal in two renderings of one plan. */
static bool same_goal(const struct goal *a, const struct goal *b) {
    return str_equal(a->id, b->id) && str_equal(a->key, b->key);
}

/* Points the link at a goal. The goal of another focus area is misplaced, and still served. */
static void resolve(struct tracing *tracing, struct trace_link *link, size_t number) {
    struct trace *trace = tracing->trace;
    const struct goal *goal = goal_at(tracing, number);
    size_t focus = trace->from->activities[link->activity].focus;
    link->plan = trace->goals[number].plan;
    link->goal = trace->goals[number].goal;
    if (focus != FOCUS_NONE && goal->focus != FOCUS_NONE && focus != goal->focus)
        link->state = TRACE_MISPLACED;
    for (size_t i = map_find(tracing->to->ids.first, goal->id); i != MAP_NONE; i = tracing->to->ids.next[i]) {
        bool counts = i == number || (trace->goals[i].plan != link->plan && same_goal(goal, goal_at(tracing, i)));
        trace->goals[i].activities += counts;
    }
}

/* Chooses among goals with one key: the one of the same focus area, or the only one. Returns MAP_NONE with two
 * candidates when neither decides. */
static size_t choose(const struct tracing *tracing, const struct lookup *lookup, size_t first, size_t focus,
                     size_t candidates[2]) {
    size_t same = 0, all = 0, chosen[2] = {MAP_NONE, MAP_NONE}, any[2] = {MAP_NONE, MAP_NONE};
    for (size_t i = first; i != MAP_NONE && same < 2; i = lookup->next[i]) {
        const struct goal *goal = goal_at(tracing, i);
        bool seen = all > 0 && same_goal(goal, goal_at(tracing, any[0])) &&
                    tracing->trace->goals[i].plan != tracing->trace->goals[any[0]].plan;
        if (seen)
            continue;
        if (all < 2)
            any[all++] = i;
        if (goal->focus == focus)
            chosen[same++] = i;
    }
    const size_t *pair = same ? chosen : any;
    candidates[0] = pair[0];
    candidates[1] = pair[1];
    return pair[1] == MAP_NONE ? pair[0] : MAP_NONE;
}

static void link_chosen(struct tracing *tracing, const struct lookup *lookup, size_t first, struct trace_link *link) {
    size_t candidates[2];
    size_t focus = tracing->trace->from->activities[link->activity].focus;
    size_t number = choose(tracing, lookup, first, focus, candidates);
    if (number != MAP_NONE) {
        resolve(tracing, link, number);
        return;
    }
    const struct trace_goal *goals = tracing->trace->goals;
    link->state = TRACE_AMBIGUOUS;
    link->plan = goals[candidates[0]].plan;
    link->goal = goals[candidates[0]].goal;
    link->other_plan = goals[candidates[1]].plan;
    link->other_goal = goals[candidates[1]].goal;
}

/* Links to the goal with this id, or dangles. */
static void link_id(struct tracing *tracing, size_t activity, struct str id, struct place place,
                    enum trace_state state) {
    struct trace_link *link = add_link(tracing, activity, state, place, id);
    size_t first = map_find(tracing->to->ids.first, id);
    if (first == MAP_NONE)
        link->state = TRACE_DANGLING;
    else
        link_chosen(tracing, &tracing->to->ids, first, link);
}

/* --- steps of the resolution, in order; each returns whether it decided --- */

/* Cuts the next id off @goal: "4.1", "4.1 4.2", "vp-2025#4.1". */
static struct str next_id(struct str *rest) {
    struct str id = str_trim(str_cut(rest, ' '));
    while (id.len && (id.data[id.len - 1] == ',' || id.data[id.len - 1] == ';'))
        id.len--;
    size_t hash = str_find(id, STR("#"), 0);
    return hash == SIZE_MAX ? id : str_slice(id, hash + 1, id.len);
}

static bool by_attribute(struct tracing *tracing, size_t index, const struct activity *activity) {
    struct str rest = activity->goal;
    if (str_is_blank(rest))
        return false;
    const xmlAttr *attribute = tree_attribute(activity->node, "goal");
    struct place place = tree_origin(attribute) ? tree_place(attribute)
                                                : passage_whole(tracing->trace->from->blocks[activity->block].passage);
    bool any = false;
    while (rest.len) {
        struct str id = next_id(&rest);
        if (id.len)
            link_id(tracing, index, id, place, TRACE_OK);
        any |= id.len != 0;
    }
    return any;
}

/* Whether a reference means a goal that is not there: chapters are no goals. */
static bool is_dangling(const struct tracing *tracing, const struct refer *refer) {
    return refer->certain && map_find(tracing->to->ids.first, refer->id) == MAP_NONE &&
           map_find(tracing->to->sections, refer->id) == MAP_NONE;
}

/* "VP 4.1–4.3" in a text; chapters are no goals and years are no numbers. */
static bool by_text(struct tracing *tracing, size_t index, const struct passage *passage, bool whole) {
    struct refer_list found = {0};
    bool any = false;
    refer_scan(tracing->arena, tracing->scratch, passage->text, whole, &found);
    arena_reset(tracing->scratch);
    for (size_t i = 0; i < found.count; i++) {
        const struct refer *refer = &found.items[i];
        bool goal = map_find(tracing->to->ids.first, refer->id) != MAP_NONE;
        if (!goal && !is_dangling(tracing, refer))
            continue;
        link_id(tracing, index, refer->id, passage_place(passage, refer->begin, refer->end), TRACE_OK);
        any = true;
    }
    return any;
}

static struct str without_number(struct str text) {
    return plan_goal_title(text, NULL);
}

/* Looks the words up among the titles of the goals; `key` is their fold_heading. */
static const struct said *say(struct tracing *tracing, struct str words, struct str key) {
    const struct trace_targets *to = tracing->to;
    struct said *said = &tracing->said;
    if (words.data && said->words.data == words.data && said->words.len == words.len)
        return said;
    *said = (struct said){words, key.len ? map_find(to->keys.first, key) : MAP_NONE, TRACE_FOLDED};
    struct str exact = said->first == MAP_NONE ? words : without_number(words);
    for (size_t i = said->first; i != MAP_NONE; i = to->keys.next[i]) {
        if (str_equal(exact, to->titles[i]))
            said->state = TRACE_OK;
    }
    return said;
}

/* A heading, or the cell of a goal column; `key` is its fold_heading. */
static bool by_words(struct tracing *tracing, size_t index, struct str words, struct str key, struct place place) {
    struct arena *arena = tracing->arena;
    const struct said *said = say(tracing, words, key);
    size_t first = said->first;
    if (first != MAP_NONE) {
        struct trace_link *link = add_link(tracing, index, TRACE_FOLDED, place, words);
        link->state = said->state;
        link_chosen(tracing, &tracing->to->keys, first, link);
        return true;
    }
    size_t alias = key.len ? map_find(tracing->alias_keys, key) : MAP_NONE;
    if (alias != MAP_NONE) {
        link_id(tracing, index, tracing->aliases[alias].goal, place, TRACE_ALIAS);
        return true;
    }
    first = tracing->to->any_ocr ? map_find(tracing->to->ocr.first, fold_ocr(arena, words)) : MAP_NONE;
    if (first != MAP_NONE)
        link_chosen(tracing, &tracing->to->ocr, first, add_link(tracing, index, TRACE_WEAK, place, words));
    return first != MAP_NONE;
}

/* The nearest heading that names a goal, not looking outside the focus area. */
static bool by_heading(struct tracing *tracing, size_t index, const struct activity *activity) {
    const struct plan *from = tracing->trace->from;
    for (size_t s = activity->section; s != INDEX_NONE; s = from->sections[s].parent) {
        assert(s < from->section_count && from->sections);
        const struct section *section = &from->sections[s];
        const struct passage *heading = from->blocks[section->heading].passage;
        if (section->role == ROLE_FOCUS && s != activity->section)
            break;
        if (heading != tracing->plain && by_text(tracing, index, heading, false))
            return true;
        tracing->plain = heading;
        if (by_words(tracing, index, plan_title(heading->text), section->key, passage_whole(heading)))
            return true;
    }
    return false;
}

/* The texts of the goals, made when first asked for: most documents need no suggestions. */
static const struct similar_corpus *corpus_of(struct trace_targets *to) {
    pthread_mutex_lock(&to->mutex);
    if (!to->corpus) {
        struct similar_text *texts = arena_array(to->arena, struct similar_text, to->goal_count);
        for (size_t i = 0; i < to->goal_count; i++) {
            const struct plan *plan = to->plans[to->goals[i].plan];
            const struct goal *goal = &plan->goals[to->goals[i].goal];
            texts[i].title = to->titles[i];
            texts[i].body = body_of(to->arena, plan, goal);
        }
        to->corpus = similar_build(to->arena, texts, to->goal_count);
    }
    pthread_mutex_unlock(&to->mutex);
    return to->corpus;
}

static void suggest(struct tracing *tracing, struct trace_link *link, size_t section) {
    if (section == INDEX_NONE || section != tracing->last_section) {
        tracing->last_section = section;
        tracing->last_count = 0;
        if (tracing->suggested >= SUGGESTED_HEADINGS || tracing->to->goal_count == 0 ||
            tracing->suggested * tracing->to->goal_count > COMPARED_GOALS)
            return;
        tracing->suggested++;
        tracing->last_count = similar_find(corpus_of(tracing->to), without_number(link->reference), tracing->last_hits);
    }
    link->suggestion_count = tracing->last_count;
    memcpy(link->suggestions, tracing->last_hits, sizeof link->suggestions);
}

static void trace_activity(struct tracing *tracing, size_t index) {
    const struct plan *from = tracing->trace->from;
    const struct activity *activity = &from->activities[index];
    const struct passage *text = from->blocks[activity->block].passage;
    const struct section *section = activity->section == INDEX_NONE ? NULL : &from->sections[activity->section];
    bool cell = activity->goal_block != INDEX_NONE;
    /* What names the goal, or should: the cell of the goal column, the heading, the activity itself. */
    struct place place = passage_whole(cell || !section ? text : from->blocks[section->heading].passage);
    struct str reference = cell      ? activity->goal_heading
                           : section ? plan_title(from->blocks[section->heading].passage->text)
                                     : str_trim(text->text);
    if (activity->no_goal.len) {
        add_link(tracing, index, TRACE_JUSTIFIED, place, activity->no_goal);
        return;
    }
    if (tracing->trace->plan_count == 0) {
        add_link(tracing, index, TRACE_UNRESOLVED, place, reference);
        return;
    }
    if (by_attribute(tracing, index, activity) || by_text(tracing, index, text, false))
        return;
    if (cell) {
        const struct passage *goal = from->blocks[activity->goal_block].passage;
        if (by_text(tracing, index, goal, true) ||
            by_words(tracing, index, activity->goal_heading, fold_heading(tracing->arena, activity->goal_heading),
                     place))
            return;
    } else if (by_heading(tracing, index, activity)) {
        return;
    }
    struct trace_link *link = add_link(tracing, index, TRACE_ORPHAN, place, reference);
    suggest(tracing, link, cell ? INDEX_NONE : activity->section);
}

static void check_block(struct tracing *tracing, size_t block) {
    const struct passage *passage = tracing->trace->from->blocks[block].passage;
    struct refer_list found = {0};
    refer_scan(tracing->arena, tracing->scratch, passage->text, false, &found);
    arena_reset(tracing->scratch);
    for (size_t i = 0; i < found.count; i++) {
        const struct refer *refer = &found.items[i];
        if (is_dangling(tracing, refer))
            *vec_add(tracing->arena, &tracing->dangling) =
                (struct trace_reference){block, passage_place(passage, refer->begin, refer->end), refer->id};
    }
}

/* An entry serves no goal itself, so that only its references to goals that are not there matter. */
static void check_entry(struct tracing *tracing, const struct entry *entry) {
    for (struct str rest = entry->goal; rest.len;) {
        struct str id = next_id(&rest);
        if (id.len && map_find(tracing->to->ids.first, id) == MAP_NONE)
            *vec_add(tracing->arena, &tracing->dangling) =
                (struct trace_reference){entry->block, tree_place(tree_attribute(entry->node, "goal")), id};
    }
    check_block(tracing, entry->block);
    for (size_t i = entry->result_first; i < entry->result_last; i++) {
        if (i != entry->block)
            check_block(tracing, i);
    }
}

struct trace *trace_build_to(struct arena *arena, const struct plan *from, struct trace_targets *to,
                             const struct trace_alias *aliases, size_t alias_count) {
    struct trace *trace = arena_new(arena, struct trace);
    struct tracing tracing = {.arena = arena,
                              .trace = trace,
                              .scratch = arena_create(),
                              .to = to,
                              .aliases = aliases,
                              .alias_keys = map_create(arena),
                              .last_section = INDEX_NONE};
    trace->from = from;
    trace->plans = to->plans;
    trace->plan_count = to->plan_count;
    trace->goal_count = to->goal_count;
    trace->goals = arena_array(arena, struct trace_goal, to->goal_count + 1);
    memcpy(trace->goals, to->goals, to->goal_count * sizeof(*to->goals));
    for (size_t i = 0; i < alias_count; i++)
        map_add(tracing.alias_keys, aliases[i].key, i);
    for (size_t i = 0; i < from->activity_count; i++) {
        size_t first = tracing.links.count;
        trace_activity(&tracing, i);
        bool traced = false;
        for (size_t k = first; k < tracing.links.count; k++)
            traced |= trace_serves(tracing.links.items[k].state);
        trace->traced += traced;
    }
    for (size_t i = 0; i < from->entry_count && to->plan_count; i++)
        check_entry(&tracing, &from->entries[i]);
    trace->dangling = tracing.dangling.items;
    trace->dangling_count = tracing.dangling.count;
    trace->links = tracing.links.items;
    trace->link_count = tracing.links.count;
    arena_destroy(tracing.scratch);
    return trace;
}

struct trace *trace_build(struct arena *arena, const struct plan *from, const struct plan **plans, size_t plan_count,
                          const struct trace_alias *aliases, size_t alias_count) {
    const struct plan **targets = arena_array(arena, const struct plan *, plan_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < plan_count; i++) {
        if (trace_is_target(from, plans[i]))
            targets[count++] = plans[i];
    }
    return trace_build_to(arena, from, trace_targets_create(arena, targets, count), aliases, alias_count);
}
