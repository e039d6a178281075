#include "element.h"

#include "buf.h"
#include "map.h"

/* "4.7 God och nära vård": what people call a goal. */
static struct str goal_name(struct arena *arena, const struct plan *plan, size_t goal) {
    const struct goal *named = &plan->goals[goal];
    struct str title = str_trim(named->title->text);
    bool numbered = named->id.len && named->id.data[0] >= '0' && named->id.data[0] <= '9';
    if (!numbered || str_starts(title, named->id))
        return title;
    title = plan_goal_title(title, NULL);
    return str_format(arena, "%.*s %.*s", STR_ARGS(named->id), STR_ARGS(title));
}

static struct place goal_place(const struct plan *plan, size_t goal) {
    return passage_whole(plan->goals[goal].title);
}

static struct str area_name(const struct plan *plan, size_t focus) {
    return focus < plan->profile->focus_count ? plan->profile->focus[focus].name : (struct str){0};
}

/* ---- trace ---- */

/* Where a link is reported: what refers; an orphan row of a table at the activity's own cell, since the column of goals
 * may be empty. */
static struct place link_place(const struct plan *plan, const struct trace_link *link) {
    const struct activity *activity = &plan->activities[link->activity];
    if (link->state == TRACE_ORPHAN && (plan->blocks[activity->block].in & IN_CELL))
        return passage_whole(plan->blocks[activity->block].passage);
    return link->place;
}

static void add_goal(struct pass *pass, struct diag *diag, const char *name, size_t plan_number, size_t goal) {
    const struct trace *trace = pass->check.trace;
    if (plan_number >= trace->plan_count || goal >= trace->plans[plan_number]->goal_count)
        return;
    const struct plan *plan = trace->plans[plan_number];
    pass_arg(pass, diag, name, goal_name(pass->check.arena, plan, goal));
    if (str_is(str_from(name), "goal"))
        pass_arg(pass, diag, "area", area_name(plan, plan->goals[goal].focus));
    diag_relate(pass->diags, diag, "goal", goal_place(plan, goal));
}

static void add_suggestions(struct pass *pass, struct diag *diag, const struct trace_link *link) {
    const struct trace *trace = pass->check.trace;
    for (size_t i = 0; i < link->suggestion_count; i++) {
        size_t number = link->suggestions[i].text;
        if (number >= trace->goal_count)
            continue;
        const struct plan *plan = trace->plans[trace->goals[number].plan];
        diag_suggest(pass->diags, diag, goal_name(pass->check.arena, plan, trace->goals[number].goal));
        diag_relate(pass->diags, diag, "goal", goal_place(plan, trace->goals[number].goal));
    }
}

/* What refers to no goal: "4.9", or of a range all that are not there. */
static struct str references(struct arena *arena, const struct trace_link *links, size_t count) {
    enum { SHOWN = 4 };
    struct buf out = buf_in(arena);
    for (size_t i = 0; i < count; i++) {
        if (i && str_equal(links[i].reference, links[i - 1].reference))
            continue;
        if (i >= SHOWN) {
            buf_add(&out, STR(", …"));
            break;
        }
        if (i)
            buf_add(&out, STR(", "));
        buf_add(&out, str_trim(links[i].reference));
    }
    return buf_str(&out);
}

/* Reports `count` links that stand in one place. */
static void report_link(struct pass *pass, const struct trace_link *link, size_t count, enum severity severity) {
    const struct plan *plan = pass->check.plan;
    struct diag *diag = pass_add_as(pass, plan->activities[link->activity].block, link_place(plan, link), severity);
    if (pass->per == PER_MATCH)
        diag_arg_number(pass->diags, diag, "count", count);
    pass_arg(pass, diag, "reference", references(pass->check.arena, link, count));
    add_goal(pass, diag, "goal", link->plan, link->goal);
    add_goal(pass, diag, "other", link->other_plan, link->other_goal);
    add_suggestions(pass, diag, link);
}

/* References of a report that stand in one place (a range) are one finding. */
static void report_dangling(struct pass *pass, enum severity severity) {
    const struct trace *trace = pass->check.trace;
    for (size_t i = 0, next; i < trace->dangling_count; i = next) {
        const struct trace_reference *first = &trace->dangling[i];
        struct buf names = buf_in(pass->check.arena);
        for (next = i; next < trace->dangling_count && place_compare(trace->dangling[next].place, first->place) == 0;
             next++) {
            buf_add(&names, next == i ? STR("") : STR(", "));
            buf_add(&names, trace->dangling[next].reference);
        }
        pass_arg(pass, pass_add_as(pass, first->block, first->place, severity), "reference", buf_str(&names));
    }
}

/* The document with the goals is not in the run: one note. An activity plan wants its multi-year plan, a report the
 * activity plan of its year. */
static bool target_missing(const struct pass *pass) {
    if (pass->check.plan->kind == PLAN_RAPPORT)
        return !pass->check.follow || pass->check.follow->plan_count == 0;
    return pass->check.trace->plan_count == 0;
}

static void report_missing_target(struct pass *pass, enum severity severity) {
    const struct plan *plan = pass->check.plan;
    size_t count = plan->kind == PLAN_RAPPORT ? plan->entry_count : plan->activity_count;
    bool missing = !pass->check.target_reported && target_missing(pass);
    if (missing && count)
        diag_arg_number(pass->diags, pass_add_as(pass, INDEX_NONE, pass_document(pass), severity), "count", count);
}

/* What is known of the last step asked about: links by the thousand share a few. */
struct via {
    const char *step;
    bool left_out;
};

/* The state under this rule: steps that its `via` leaves out have found nothing. */
static enum trace_state link_state(const struct pass *pass, const struct trace_link *link, struct via *via) {
    if (link->via != via->step)
        *via = (struct via){link->via, link->via && !pass_word(pass, "via", link->via)};
    return via->left_out ? TRACE_ORPHAN : link->state;
}

/* Links that stand in one place and share a state (the activities under a heading) are one finding. */
void tracing_links(struct pass *pass) {
    const struct trace *trace = pass->check.trace;
    bool listed;
    if (!trace)
        return;
    enum severity severity = pass_state(pass, trace_state_name(TRACE_UNRESOLVED), &listed);
    if (listed)
        report_missing_target(pass, severity);
    severity = pass_state(pass, trace_state_name(TRACE_DANGLING), &listed);
    if (listed && pass_word(pass, "from", "entry") && pass_word(pass, "via", "explicit"))
        report_dangling(pass, severity);
    enum severity severities[TRACE_STATES];
    bool told[TRACE_STATES];
    struct via via = {0};
    for (enum trace_state state = 0; state < TRACE_STATES; state++)
        severities[state] = pass_state(pass, trace_state_name(state), &told[state]);
    size_t link_count = pass_word(pass, "from", "activity") ? trace->link_count : 0;
    for (size_t i = 0, next; i < link_count; i = next) {
        const struct trace_link *link = &trace->links[i];
        next = i + 1;
        enum trace_state state = link_state(pass, link, &via);
        if (!told[state] || state == TRACE_UNRESOLVED)
            continue;
        struct place place = link_place(pass->check.plan, link);
        size_t count = 1;
        for (; next < link_count && link_state(pass, &trace->links[next], &via) == state &&
               place_compare(link_place(pass->check.plan, &trace->links[next]), place) == 0 &&
               trace->links[next].plan == link->plan && trace->links[next].goal == link->goal;
             next++)
            count++;
        report_link(pass, link, count, severities[state]);
    }
}

/* ---- accepted findings ---- */

static struct str place_key(struct arena *arena, char what, struct place place) {
    return str_format(arena, "%c%p %zu %zu", what, (const void *)place.source, place.begin, place.end);
}

enum { LINK = 'l', GOAL = 'g' };

/* What the accepted findings are about: links by where they stand, goals by their titles. */
static struct map *accepted_places(struct arena *arena, const struct rules *rules, const struct diag_list *diags) {
    struct map *places = map_create(arena);
    for (size_t i = 0; i < diags->count; i++) {
        const struct diag *diag = diags->items[i];
        bool accepted = diag->suppressed_by && strcmp(diag->suppressed_by, "baseline") != 0;
        const struct rule *rule = accepted ? rules_find(rules, diag->id) : NULL;
        if (!rule || (!str_is(rule->element, "trace") && !str_is(rule->element, "cover")))
            continue;
        bool link = str_is(rule->element, "trace");
        map_add(places, place_key(arena, link ? LINK : GOAL, diag->place), 0);
        for (size_t k = 0; !link && k < diag->related_count; k++)
            map_add(places, place_key(arena, GOAL, diag->related[k].place), 0);
    }
    return places;
}

void check_justify(struct arena *arena, struct trace *trace, const struct rules *rules, const struct diag_list *diags) {
    const struct map *places = accepted_places(arena, rules, diags);
    for (size_t i = 0; i < trace->link_count; i++) {
        struct trace_link *link = &trace->links[i];
        if (!trace_serves(link->state) && link->state != TRACE_UNRESOLVED &&
            map_find(places, place_key(arena, LINK, link_place(trace->from, link))) != MAP_NONE)
            link->state = TRACE_JUSTIFIED;
    }
    for (size_t i = 0; i < trace->goal_count; i++) {
        struct trace_goal *goal = &trace->goals[i];
        goal->justified |=
            map_find(places, place_key(arena, GOAL, goal_place(trace->plans[goal->plan], goal->goal))) != MAP_NONE;
    }
}

/* ---- cover each="goal" ---- */

/* Where the activity plan speaks of the goal's focus area, else of its chapter. */
static size_t goal_heading(const struct plan *from, const struct plan *plan, const struct map *keys,
                           const struct goal *goal) {
    if (goal->focus != FOCUS_NONE)
        for (size_t i = 0; i < from->section_count; i++)
            if (from->sections[i].role == ROLE_FOCUS && from->sections[i].focus == goal->focus)
                return from->sections[i].heading;
    if (goal->focus != FOCUS_NONE || goal->section == INDEX_NONE)
        return INDEX_NONE;
    for (size_t above = goal->section; above != INDEX_NONE; above = plan->sections[above].parent) {
        size_t same = plan->sections[above].key.len ? map_find(keys, plan->sections[above].key) : MAP_NONE;
        if (same != MAP_NONE)
            return from->sections[same].heading;
    }
    return INDEX_NONE;
}

/* The plan whose goals must be served: of several plans of one period (two drafts, two regions) the one that the
 * activities mostly serve; INDEX_NONE when they serve none of them. */
static size_t served_plan(struct arena *arena, const struct trace *trace) {
    size_t *links = arena_array(arena, size_t, trace->plan_count), best = 0;
    if (trace->plan_count == 1)
        return 0;
    for (size_t i = 0; i < trace->link_count; i++)
        if (trace->links[i].plan != INDEX_NONE)
            links[trace->links[i].plan]++;
    for (size_t i = 1; i < trace->plan_count; i++)
        if (links[i] > links[best])
            best = i;
    return links[best] ? best : INDEX_NONE;
}

void tracing_cover(struct pass *pass) {
    const struct trace *trace = pass->check.trace;
    const struct plan *from = pass->check.plan;
    if (!trace || trace->plan_count == 0)
        return;
    size_t served = served_plan(pass->check.arena, trace), least = rule_number(pass->check.rule, "min", 1);
    struct map *keys = map_create(pass->check.arena);
    for (size_t i = 0; i < from->section_count; i++)
        map_add(keys, from->sections[i].key, i);
    for (size_t i = 0; i < trace->goal_count; i++) {
        const struct trace_goal *uncovered = &trace->goals[i];
        if (uncovered->activities >= least || uncovered->justified || uncovered->plan != served)
            continue;
        const struct plan *plan = trace->plans[uncovered->plan];
        const struct goal *goal = &plan->goals[uncovered->goal];
        size_t block = goal_heading(from, plan, keys, goal);
        struct place place = block != INDEX_NONE ? passage_whole(from->blocks[block].passage) : pass_document(pass);
        struct diag *diag = pass_add(pass, block, place);
        add_goal(pass, diag, "goal", uncovered->plan, uncovered->goal);
    }
}

/* ---- count of="goals" ---- */

static void report_duplicate(struct pass *pass, size_t goal, size_t first) {
    const struct plan *plan = pass->check.plan;
    struct diag *diag = pass_add(pass, plan->goals[goal].block, goal_place(plan, goal));
    pass_arg(pass, diag, "goal", goal_name(pass->check.arena, plan, goal));
    pass_arg(pass, diag, "other", goal_name(pass->check.arena, plan, first));
    pass_arg(pass, diag, "area", area_name(plan, plan->goals[goal].focus));
    diag_relate(pass->diags, diag, "first", goal_place(plan, first));
}

void tracing_duplicates(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    bool by_id = pass_word(pass, "by", "id"), by_key = pass_word(pass, "by", "key");
    struct map *ids = map_create(pass->check.arena), *keys = map_create(pass->check.arena);
    for (size_t i = 0; i < plan->goal_count; i++) {
        const struct goal *goal = &plan->goals[i];
        size_t same_id = by_id && goal->id.len ? map_add(ids, goal->id, i) : i;
        size_t same_key = by_key && goal->key.len ? map_add(keys, goal->key, i) : i;
        if (same_id != i || same_key != i)
            report_duplicate(pass, i, same_id != i ? same_id : same_key);
    }
}
