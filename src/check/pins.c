#include "element.h"

/* Whether the goal of a link says something else than when the link was pinned. A link without pin says nothing. */
static bool is_outdated(const struct pass *pass, const struct trace_link *link) {
    const struct check *check = &pass->check;
    const struct trace *trace = check->trace;
    if (!trace_serves(link->state) || link->plan >= trace->plan_count)
        return false;
    struct lock_pin now =
        lock_pin_now(check->arena, check->lock_name, check->plan, link->activity, trace->plans[link->plan], link->goal);
    const struct lock_pin *pinned = lock_find(check->lock, check->arena, &now);
    return pinned && !str_equal(pinned->fingerprint, now.fingerprint);
}

/* Activities under one heading that serve a changed goal are one finding. */
void pins_outdated(struct pass *pass) {
    const struct check *check = &pass->check;
    const struct trace_link *last = NULL;
    for (size_t i = 0; check->trace && check->lock && i < check->trace->link_count; i++) {
        const struct trace_link *link = &check->trace->links[i];
        if (!is_outdated(pass, link))
            continue;
        bool again = last && place_compare(last->place, link->place) == 0 && last->plan == link->plan &&
                     last->goal == link->goal;
        last = link;
        if (again)
            continue;
        const struct plan *plan = check->trace->plans[link->plan];
        const struct goal *goal = &plan->goals[link->goal];
        struct diag *diag = pass_add(pass, check->plan->activities[link->activity].block, link->place);
        pass_arg(pass, diag, "goal", str_trim(goal->title->text));
        diag_relate(pass->diags, diag, "goal", passage_whole(goal->title));
    }
}
