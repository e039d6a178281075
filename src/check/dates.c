#include "element.h"

static bool known(struct interval interval) {
    return interval.first <= interval.last;
}

static bool equal(struct interval a, struct interval b) {
    return a.first == b.first && a.last == b.last;
}

/* "2025", "2025–2028". */
static struct str years(struct arena *arena, struct interval interval) {
    int first = date_year_of(interval.first), last = date_year_of(interval.last);
    return first == last ? str_format(arena, "%d", first) : str_format(arena, "%d–%d", first, last);
}

static bool inverted(const struct dated *dated) {
    return dated->date.form == DATE_RANGE && dated->date.interval.first > dated->date.interval.last;
}

/* One literal is one finding: what is impossible or backwards is not asked where it lies. */
static bool sound(const struct dated *dated) {
    return dated->date.valid && dated->date.form != DATE_AMBIGUOUS && known(dated->date.interval);
}

static struct diag *report_date(struct pass *pass, const struct dated *dated) {
    if (!pass_word(pass, "roles", date_role_name(dated->role)))
        return NULL;
    struct diag *diag = pass_add(pass, dated->block, dated->place);
    pass_arg(pass, diag, "role", str_from(date_role_name(dated->role)));
    if (known(pass->check.plan->period))
        pass_arg(pass, diag, "period", years(pass->check.arena, pass->check.plan->period));
    if (known(pass->check.plan->year))
        pass_arg(pass, diag, "year", years(pass->check.arena, pass->check.plan->year));
    return diag;
}

/* ---- form ---- */

/* How many of the four digits of two years differ. */
static int digits_apart(int a, int b) {
    int apart = 0;
    for (int i = 0; i < 4; i++, a /= 10, b /= 10)
        apart += a % 10 != b % 10;
    return apart;
}

/* A backwards range is either mistyped (2014 for 2024, the end of the own period) or turned round. */
static void suggest_order(struct pass *pass, struct diag *diag, const struct dated *dated) {
    const struct plan *plan = pass->check.plan;
    const struct date *date = &dated->date;
    struct arena *arena = pass->check.arena;
    if (date->to_year == INT32_MAX || date->from_year <= date->to_year)
        return;
    bool own = known(plan->period) && date->precision == DATE_YEAR &&
               date_year_of(plan->period.first) == date->to_year && date_year_of(plan->period.last) == date->from_year;
    int end = known(plan->period) ? date_year_of(plan->period.last) : 0;
    if (!own && end >= date->from_year && digits_apart(end, date->to_year) == 1)
        diag_suggest(pass->diags, diag, str_format(arena, "%d", end));
    else if (date->precision == DATE_YEAR)
        diag_suggest(pass->diags, diag, str_format(arena, "%d–%d", date->to_year, date->from_year));
}

void dates_ascending(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    for (size_t i = 0; i < plan->date_count; i++) {
        struct diag *diag =
            inverted(&plan->dates[i]) && plan->dates[i].date.valid ? report_date(pass, &plan->dates[i]) : NULL;
        if (diag)
            suggest_order(pass, diag, &plan->dates[i]);
    }
}

void dates_valid(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    for (size_t i = 0; i < plan->date_count; i++)
        if (!plan->dates[i].date.valid)
            report_date(pass, &plan->dates[i]);
}

void dates_unambiguous(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    for (size_t i = 0; i < plan->date_count; i++)
        if (plan->dates[i].date.valid && plan->dates[i].date.form == DATE_AMBIGUOUS)
            report_date(pass, &plan->dates[i]);
}

/* Whether the period is really this document's: a report on an earlier year is not bound by the profile's period. */
static bool period_binds(const struct plan *plan) {
    if (!known(plan->period))
        return false;
    return !plan->period_assumed || !known(plan->year) || date_relate(plan->year, plan->period) != DATE_OUTSIDE;
}

/* A planned date that lies outside the period is reported as that. */
static bool misplaced(const struct plan *plan, const struct dated *dated) {
    return (dated->role == DATE_DEADLINE || dated->role == DATE_ACTIVITY) && period_binds(plan) &&
           date_relate(dated->date.interval, plan->period) == DATE_OUTSIDE;
}

void dates_weekday(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    for (size_t i = 0; i < plan->date_count; i++) {
        const struct date *date = &plan->dates[i].date;
        if (sound(&plan->dates[i]) && !misplaced(plan, &plan->dates[i]) && date->weekday &&
            date->precision == DATE_DAY && date_weekday(date->interval.first) != date->weekday)
            report_date(pass, &plan->dates[i]);
    }
}

/* Year ranges are written with an en dash and without blanks. A slash (2024/2025) is another thing: a season, a school
 * year. */
void dates_sign(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    struct str replace = pass->check.rule->fix_replace, wanted = replace.data ? replace : STR("–");
    for (size_t i = 0; i < plan->date_count; i++) {
        const struct dated *dated = &plan->dates[i];
        const struct passage *passage = plan->blocks[dated->block].passage;
        const struct date *date = &dated->date;
        if (date->sign_end <= date->sign_begin || date->precision != DATE_YEAR || inverted(dated) || !date->valid)
            continue;
        struct str sign = str_slice(passage->text, date->sign_begin, date->sign_end);
        if (str_equal(sign, wanted) || str_find(sign, STR("/"), 0) != SIZE_MAX)
            continue;
        struct diag *diag = report_date(pass, dated);
        diag_edit(pass->diags, diag, true, passage_place(passage, date->sign_begin, date->sign_end), wanted);
    }
}

/* ---- place in time ---- */

/* Severity of a date by its role: a role that the text states outweighs one that is only the default. */
static bool role_severity(const struct pass *pass, const struct dated *dated, enum severity *severity) {
    bool listed, stated = false;
    *severity = pass_state(pass, date_role_name(dated->role), &listed);
    if (!listed)
        return false;
    enum severity explicit = pass_state(pass, "explicit", &stated);
    if (stated && dated->explicit_role)
        *severity = explicit;
    return true;
}

/* A range that begins within the bound and ends behind it: what is planned to be done then is planned too late. One
 * that begins before is the period of something else. */
static bool runs_over(const struct dated *dated, struct interval bound) {
    return dated->date.form == DATE_RANGE && dated->date.interval.first >= bound.first &&
           dated->date.interval.first <= bound.last && dated->date.interval.last > bound.last;
}

static void outside(struct pass *pass, struct interval bound, struct interval required, bool ends) {
    const struct plan *plan = pass->check.plan;
    for (size_t i = 0; i < plan->date_count; i++) {
        const struct dated *dated = &plan->dates[i];
        enum severity severity;
        bool over = ends && runs_over(dated, bound);
        if (!sound(dated) || (date_relate(dated->date.interval, bound) != DATE_OUTSIDE && !over))
            continue;
        if (known(required) &&
            (date_relate(dated->date.interval, required) == DATE_OUTSIDE || runs_over(dated, required)))
            continue;
        if (!role_severity(pass, dated, &severity))
            continue;
        struct diag *diag = report_date(pass, dated);
        if (diag)
            diag->severity = severity;
    }
}

void dates_within_period(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    if (period_binds(plan))
        outside(pass, plan->period, (struct interval){1, 0}, true);
}

/* Outside the period is another finding, where the period binds. */
void dates_within_year(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    if (known(plan->year))
        outside(pass, plan->year, period_binds(plan) ? plan->period : (struct interval){1, 0}, false);
}

/* The decision on a plan precedes what it plans. */
void dates_before_start(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    if (plan->meta.decided >= plan->date_count)
        return;
    const struct dated *decided = &plan->dates[plan->meta.decided];
    struct interval bound = plan->kind == PLAN_AP && known(plan->year) ? plan->year : plan->period;
    bool bound_known = known(bound) && (plan->kind == PLAN_AP || !plan->period_assumed);
    if (!sound(decided))
        return;
    if ((bound_known && decided->date.interval.first >= bound.first) ||
        (pass->check.today > 0 && decided->date.interval.first > pass->check.today))
        report_date(pass, decided);
}

/* ---- order of="milestones" ---- */

/* The timeline that a milestone stands in; another one begins anew. */
static const xmlNode *timeline_of(const struct milestone *milestone) {
    const xmlNode *node = milestone->node;
    while (node->parent && node->parent->type == XML_ELEMENT_NODE && !tree_is(node, "timeline"))
        node = node->parent;
    return node;
}

/* A timeline runs forward. A milestone is only out of order when it ends before the one above it begins; strictly, when
 * it does not end after the day on which that begins. */
void dates_milestones(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    bool strict = str_is(rule_get(pass->check.rule, "strict"), "yes");
    for (size_t i = 1; i < plan->milestone_count; i++) {
        const struct milestone *before = &plan->milestones[i - 1], *here = &plan->milestones[i];
        if (!known(before->interval) || !known(here->interval) ||
            here->interval.last >= before->interval.first + strict || here->block == INDEX_NONE ||
            before->block == INDEX_NONE || timeline_of(before) != timeline_of(here))
            continue;
        struct diag *diag = pass_add(pass, here->block, passage_whole(plan->blocks[here->block].passage));
        diag_relate(pass->diags, diag, "previous", passage_whole(plan->blocks[before->block].passage));
    }
}

/* ---- require of="milestone-label" ---- */

void dates_labels(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    for (size_t i = 0; i < plan->milestone_count; i++) {
        const struct milestone *milestone = &plan->milestones[i];
        if (milestone->label.len)
            continue;
        const struct passage *text = milestone->block == INDEX_NONE ? NULL : plan->blocks[milestone->block].passage;
        pass_add(pass, milestone->block, text ? passage_whole(text) : tree_place(milestone->node));
    }
}

/* ---- same of="own-period" ---- */

/* What the document as a whole should be about, as long as `stated`: a year for a year; for a period what was asked
 * for, else the profile's: its rules are not those of another period. */
static struct interval counterpart(const struct plan *plan, struct interval stated) {
    if (date_year_of(stated.first) == date_year_of(stated.last))
        return plan->year;
    return plan->period_asked ? plan->period : plan->profile->period;
}

static void report_period(struct pass *pass, size_t block, struct place place, struct interval right,
                          struct place right_place) {
    struct diag *diag = pass_add(pass, block, place);
    pass_arg(pass, diag, "period", years(pass->check.arena, right));
    if (right_place.source)
        diag_relate(pass->diags, diag, "period", right_place);
}

/* "Verksamhetsplanen gäller 2025–2027" in the plan for 2025–2028: one end is the own one, so it is not another plan's
 * period. */
static bool slip_of_own(const struct plan *plan, const struct dated *dated, struct interval own) {
    struct interval named = dated->date.interval;
    return plan->kind == PLAN_VP && dated->role == DATE_PLAN && dated->date.form == DATE_RANGE &&
           str_starts(dated->subject, STR("verksamhetsplan")) && (named.first == own.first) != (named.last == own.last);
}

/* What the root of authored XML declares, against what the text states. Of an activity plan `period` is its parent's.
 */
static void check_declared(struct pass *pass, const char *name, struct interval stated, struct place stated_place) {
    const xmlNode *root = xmlDocGetRootElement(pass->check.plan->tree);
    const xmlAttr *attribute = root ? tree_attribute(root, name) : NULL;
    struct interval declared;
    if (!attribute || !tree_origin(attribute) || !date_parse_iso(tree_token(root, name), &declared) ||
        equal(declared, stated))
        return;
    if ((date_year_of(declared.first) == date_year_of(declared.last)) ==
        (date_year_of(stated.first) == date_year_of(stated.last)))
        report_period(pass, INDEX_NONE, tree_place(attribute), stated, stated_place);
}

/* The own period is stated in several places; one that differs from what the cover says (or, for the cover, from what
 * was asked for) is wrong. Only like is compared with like. */
void dates_own_period(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    struct interval stated = plan->meta.stated_period, reference = {1, 0};
    struct place reference_place = {0};
    bool stated_differs = false;
    if (known(stated)) {
        struct interval expected = counterpart(plan, stated);
        stated_differs = known(expected) && !equal(stated, expected);
        if (stated_differs)
            report_period(pass, INDEX_NONE, plan->meta.stated_period_place, expected, (struct place){0});
        reference = stated;
        reference_place = plan->meta.stated_period_place;
        check_declared(pass, "period", stated, reference_place);
        check_declared(pass, "year", stated, reference_place);
    } else if (!plan->period_assumed) {
        reference = plan->period;
    }
    if (!known(reference))
        return;
    bool one_year = date_year_of(reference.first) == date_year_of(reference.last);
    for (size_t i = 0; i < plan->date_count; i++) {
        const struct dated *dated = &plan->dates[i];
        if (!sound(dated) || equal(dated->date.interval, reference) ||
            (dated->role != DATE_OWN_PERIOD && !slip_of_own(plan, dated, reference)))
            continue;
        if ((date_year_of(dated->date.interval.first) == date_year_of(dated->date.interval.last)) != one_year)
            continue;
        if (place_compare(dated->place, plan->meta.stated_period_place) != 0)
            report_period(pass, dated->block, dated->place, reference, reference_place);
    }
}
