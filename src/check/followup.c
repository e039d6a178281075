#include "element.h"

static bool one_year(const struct dated *dated) {
    return dated->date.valid && dated->date.precision == DATE_YEAR && dated->date.from_year == dated->date.to_year &&
           dated->subject.len > 0;
}

/* Dates are in order of blocks: the first one at or after a block. */
static size_t first_date(const struct plan *plan, size_t block) {
    size_t low = 0, high = plan->date_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (plan->dates[middle].block < block)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- same of="subject-year" ---- */

/* The activity names something of a year ("prislista 2024") that the result gives another year: copied from an older
 * report. */
static void compare_years(struct pass *pass, const struct entry *entry, const struct dated *promised) {
    const struct plan *plan = pass->check.plan;
    const struct dated *other = NULL;
    for (size_t i = first_date(plan, entry->result_first); i < plan->date_count; i++) {
        const struct dated *dated = &plan->dates[i];
        if (dated->block >= entry->result_last)
            break;
        if (!one_year(dated) || !str_equal(dated->subject, promised->subject))
            continue;
        if (dated->date.from_year == promised->date.from_year)
            return;
        other = other ? other : dated;
    }
    if (!other)
        return;
    struct diag *diag = pass_add(pass, other->block, other->place);
    pass_arg(pass, diag, "subject", promised->subject);
    pass_arg(pass, diag, "other", str_format(pass->check.arena, "%d", promised->date.from_year));
    diag_relate(pass->diags, diag, "activity", promised->place);
}

void followup_years(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    for (size_t i = 0; i < plan->entry_count; i++) {
        const struct entry *entry = &plan->entries[i];
        if (entry->result_first >= entry->result_last)
            continue;
        for (size_t k = first_date(plan, entry->block); k < plan->date_count && plan->dates[k].block == entry->block;
             k++)
            if (one_year(&plan->dates[k]))
                compare_years(pass, entry, &plan->dates[k]);
    }
}

/* ---- date within="report-year" ---- */

/* Whether a cue (of what was done) stands in one of the blocks. */
static bool tells_outcome(const struct pass *pass, size_t first, size_t last) {
    for (size_t i = first; i < last; i++)
        for (const struct clause *cue = NULL; (cue = rule_clause(pass->check.rule, "cue", cue));) {
            struct regex_match match;
            const struct passage *passage = pass->check.plan->blocks[i].passage;
            if (regex_find(cue->regex, pass->check.scratch, passage->text, 0, &match) != REGEX_NONE)
                return true;
        }
    return false;
}

/* A result that only looks ahead of the year that is reported on. */
void followup_outlook(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    if (plan->year.first > plan->year.last)
        return;
    for (size_t i = 0; i < plan->entry_count; i++) {
        const struct entry *entry = &plan->entries[i];
        const struct dated *ahead = NULL;
        bool other = false;
        for (size_t k = first_date(plan, entry->result_first);
             k < plan->date_count && plan->dates[k].block < entry->result_last; k++) {
            const struct dated *dated = &plan->dates[k];
            bool later =
                dated->role == DATE_FORWARD && dated->date.valid && dated->date.interval.first > plan->year.last;
            ahead = ahead || !later ? ahead : dated;
            other |= !later;
        }
        if (!ahead || other || tells_outcome(pass, entry->result_first, entry->result_last))
            continue;
        struct diag *diag = pass_add(pass, ahead->block, ahead->place);
        pass_arg(pass, diag, "year", str_format(pass->check.arena, "%d", date_year_of(plan->year.first)));
    }
}

/* ---- cover each="entry", each="activity" ---- */

static struct place entry_place(const struct plan *plan, const struct entry *entry) {
    return passage_whole(plan->blocks[entry->block].passage);
}

/* An entry has a status when it says so, or when its result has one of the words of a <cue>. */
static bool has_status(const struct pass *pass, const struct entry *entry) {
    return entry->status.len || tells_outcome(pass, entry->result_first, entry->result_last);
}

static bool is_covered(const struct pass *pass, size_t index) {
    const struct entry *entry = &pass->check.plan->entries[index];
    const struct follow *follow = pass->check.follow;
    struct str by = rule_get(pass->check.rule, "by");
    if (str_is(by, "result"))
        return entry->result_first < entry->result_last;
    if (str_is(by, "status"))
        return has_status(pass, entry);
    return !follow || follow->plan_count == 0 || follow->links[index].plan != INDEX_NONE;
}

void followup_entries(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    for (size_t i = 0; i < plan->entry_count; i++)
        if (!is_covered(pass, i))
            pass_add(pass, plan->entries[i].block, entry_place(plan, &plan->entries[i]));
}

/* Where the report speaks of the focus area of the activity. */
static size_t area_heading(const struct plan *plan, size_t focus) {
    for (size_t i = 0; focus != FOCUS_NONE && i < plan->section_count; i++)
        if (plan->sections[i].role == ROLE_FOCUS && plan->sections[i].focus == focus)
            return plan->sections[i].heading;
    return INDEX_NONE;
}

static void report_unreported(struct pass *pass, const struct plan *planned, const struct activity *activity) {
    const struct plan *plan = pass->check.plan;
    const struct passage *text = planned->blocks[activity->block].passage;
    size_t heading = area_heading(plan, activity->focus);
    struct place place = heading != INDEX_NONE ? passage_whole(plan->blocks[heading].passage) : pass_document(pass);
    struct diag *diag = pass_add(pass, heading, place);
    pass_arg(pass, diag, "activity", str_trim(text->text));
    diag_relate(pass->diags, diag, "activity", passage_whole(text));
}

/* Planned activities that no entry of the report is about. */
void followup_activities(struct pass *pass) {
    const struct follow *follow = pass->check.follow;
    size_t least = rule_number(pass->check.rule, "min", 1);
    for (size_t p = 0; follow && p < follow->plan_count; p++)
        for (size_t a = 0; a < follow->plans[p]->activity_count; a++)
            if (follow_entries(follow, p, a) < least)
                report_unreported(pass, follow->plans[p], &follow->plans[p]->activities[a]);
}

/* ---- date after="report-year" ---- */

/* A report on a year that is not over yet: by the day on which it was prepared or decided on, the later of them. */
void followup_prepared(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    const struct dated *last = NULL;
    size_t slots[] = {plan->meta.prepared, plan->meta.decided};
    if (plan->year.first > plan->year.last)
        return;
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        const struct dated *dated = slots[i] < plan->date_count ? &plan->dates[slots[i]] : NULL;
        if (!dated || !dated->date.valid || dated->date.interval.first > dated->date.interval.last ||
            !pass_word(pass, "roles", date_role_name(dated->role)))
            continue;
        if (!last || dated->date.interval.last > last->date.interval.last)
            last = dated;
    }
    if (!last || last->date.interval.last >= plan->year.last)
        return;
    struct diag *diag = pass_add(pass, last->block, last->place);
    pass_arg(pass, diag, "year", str_format(pass->check.arena, "%d", date_year_of(plan->year.first)));
}
