#include "index.h"

#include "build.h"
#include "fold.h"
#include "map.h"

static const struct interval none = {1, 0};

struct str plan_title(struct str heading) {
    struct str text = str_trim(heading);
    while (text.len && text.data[0] == '[') {
        size_t close = str_find(text, STR("]"), 0), colon = str_find(text, STR(":"), 0);
        if (close == SIZE_MAX || colon == SIZE_MAX || colon > close || close + 1 == text.len)
            break;
        text = str_trim(str_slice(text, close + 1, text.len));
    }
    return text;
}

struct str plan_goal_title(struct str heading, struct str *number) {
    static const char *const words[] = {"Mål ", "Delmål ", "MÅL ", "DELMÅL "};
    struct str text = plan_title(heading), found;
    size_t rest, begin = 0;
    found = fold_number(text, &rest);
    for (size_t i = 0; i < sizeof words / sizeof words[0] && found.len == 0; i++)
        if (str_starts(text, str_from(words[i])))
            begin = strlen(words[i]);
    for (rest = begin ? begin : rest; begin && rest < text.len && strchr("0123456789.", text.data[rest]);)
        rest++;
    if (rest > begin && begin)
        found = str_slice(text, begin, rest);
    if (number)
        *number = found;
    struct str title = str_trim(str_slice(text, rest, text.len));
    while (begin && title.len && strchr(":-.", title.data[0]))
        title = str_trim(str_slice(title, 1, title.len));
    if (begin && str_starts(title, STR("\xE2\x80\x93"))) /* an en dash */
        title = str_trim(str_slice(title, 3, title.len));
    return found.len && title.len ? title : text;
}

const struct fact *plan_fact(const struct plan *plan, struct str name) {
    for (size_t i = 0; i < plan->fact_count; i++) {
        if (str_equal(plan->facts[i].name, name))
            return &plan->facts[i];
    }
    return NULL;
}

size_t plan_goal(const struct plan *plan, struct str id) {
    for (size_t i = 0; i < plan->goal_count; i++) {
        if (str_equal(plan->goals[i].id, id))
            return i;
    }
    return INDEX_NONE;
}

/* Hands the grown arrays over to the plan. */
static void finish(struct plan_build *build) {
    struct plan *plan = build->plan;
#define HAND_OVER(field, counter) (plan->field = build->field.items, plan->counter = build->field.count)
    HAND_OVER(blocks, block_count);
    HAND_OVER(sections, section_count);
    HAND_OVER(goals, goal_count);
    HAND_OVER(activities, activity_count);
    HAND_OVER(entries, entry_count);
    HAND_OVER(milestones, milestone_count);
    HAND_OVER(links, link_count);
    HAND_OVER(toc, toc_count);
    HAND_OVER(dates, date_count);
    HAND_OVER(facts, fact_count);
#undef HAND_OVER
}

/* Focus areas that head a section. */
static size_t count_areas(struct plan_build *build) {
    size_t count = 0, areas = build->plan->profile->focus_count;
    bool *seen = arena_array(build->arena, bool, areas + 1);
    for (size_t i = 0; i < build->sections.count; i++) {
        const struct section *section = &build->sections.items[i];
        if (section->role != ROLE_FOCUS || section->focus == FOCUS_NONE || seen[section->focus])
            continue;
        seen[section->focus] = true;
        count++;
    }
    return count;
}

static void set_kind(struct plan *plan, const struct plan_options *options, const xmlNode *root) {
    plan->kind = options->kind;
    if (plan->kind == PLAN_UNKNOWN)
        plan->kind = plan_kind_find(tree_token(root, "kind"));
    if (plan->kind == PLAN_UNKNOWN)
        plan->kind = plan->meta.stated_kind;
}

static bool is_yearly(enum plan_kind kind) {
    return kind == PLAN_AP || kind == PLAN_RAPPORT;
}

/* The year of an activity plan or report: asked for, or its own. */
static struct interval find_year(const struct plan *plan, const struct plan_options *options) {
    if (date_known(options->year))
        return options->year;
    return is_yearly(plan->kind) ? plan->meta.stated_period : none;
}

static bool is_multi_year(const struct date *date) {
    return date->form == DATE_RANGE && date->from_year < date->to_year;
}

/* The period of the plan that an activity plan or report says it belongs to, in an attribute or its text. */
static struct interval period_of_parent(const struct plan *plan, const xmlNode *root) {
    struct interval declared;
    if (tree_origin(tree_attribute(root, "period")) && date_parse_iso(tree_token(root, "period"), &declared) &&
        date_known(declared))
        return declared;
    for (size_t i = 0; i < plan->date_count; i++) {
        const struct dated *dated = &plan->dates[i];
        struct interval interval = dated->date.interval;
        if (dated->role != DATE_PLAN || !is_multi_year(&dated->date) ||
            !str_starts(dated->subject, STR("verksamhetsplan")))
            continue;
        if (!date_known(plan->year) || date_relate(plan->year, interval) == DATE_INSIDE)
            return interval;
    }
    return none;
}

/* The multi-year period: asked for, stated, or the profile's. */
static void set_period(struct plan *plan, const struct plan_options *options, const xmlNode *root) {
    plan->period = options->period;
    plan->period_asked = date_known(options->period) || tree_origin(tree_attribute(root, "period")) != NULL;
    if (!date_known(plan->period) && !is_yearly(plan->kind))
        plan->period = plan->meta.stated_period;
    if (!date_known(plan->period) && is_yearly(plan->kind))
        plan->period = period_of_parent(plan, root);
    if (date_known(plan->period))
        return;
    /* A report of a year before the profile's period belongs to a plan that nobody named. */
    struct interval period = plan->profile->period;
    bool foreign =
        plan->kind == PLAN_RAPPORT && date_known(plan->year) && date_relate(plan->year, period) != DATE_INSIDE;
    plan->period = foreign ? none : period;
    plan->period_assumed = date_known(plan->period);
}

/* The document's own period may stand in running text only ("planen för åren 2025–2028"); what a yearly document says
 * of several years is about the plan that it belongs to. */
static void find_stated_period(struct plan *plan) {
    for (size_t i = 0; i < plan->date_count && !date_known(plan->meta.stated_period); i++) {
        const struct dated *dated = &plan->dates[i];
        if (dated->role != DATE_OWN_PERIOD || !dated->date.valid || dated->date.form == DATE_OPEN_RANGE ||
            (is_yearly(plan->kind) && is_multi_year(&dated->date)))
            continue;
        plan->meta.stated_period = dated->date.interval;
        plan->meta.stated_period_place = dated->place;
    }
}

static void find_decision(struct plan *plan) {
    for (size_t i = 0; i < plan->date_count; i++) {
        bool meta = plan->blocks[plan->dates[i].block].in & (IN_META | IN_RAW) || plan->dates[i].explicit_role;
        size_t *slot = plan->dates[i].role == DATE_DECISION   ? &plan->meta.decided
                       : plan->dates[i].role == DATE_PREPARED ? &plan->meta.prepared
                                                              : NULL;
        if (slot &&
            (*slot == INDEX_NONE || (meta && !(plan->blocks[plan->dates[*slot].block].in & (IN_META | IN_RAW)))))
            *slot = i;
    }
}

struct plan *plan_index(struct arena *arena, xmlDoc *tree, struct source *source, const struct profile *profile,
                        const struct plan_options *options) {
    struct plan *plan = arena_new(arena, struct plan);
    *plan =
        (struct plan){.arena = arena, .tree = tree, .source = source, .profile = profile, .period = none, .year = none};
    plan->meta.stated_period = none;
    plan->meta.decided = plan->meta.prepared = INDEX_NONE;
    struct plan_build build = {.arena = arena, .plan = plan, .options = options};
    const xmlNode *root = xmlDocGetRootElement(tree);
    if (!tree_is(root, "plan"))
        return plan;
    build_walk(&build, root);
    build_stated(&build);
    set_kind(plan, options, root);
    plan->year = find_year(plan, options);
    build_dates(&build, date_known(plan->year) ? date_year_of(plan->year.first) : 0);
    plan->focus_area_count = count_areas(&build);
    finish(&build);
    find_decision(plan);
    find_stated_period(plan);
    plan->year = find_year(plan, options);
    set_period(plan, options, root);
    return plan;
}
