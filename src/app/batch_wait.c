#include "batch.h"

/* How much of a file shows what it says of itself, and how many bytes of documents may be there before they are read
 * twice. */
enum { HEAD = 2048, HELD = 64 << 20 };

/* The kind of a document as far as it is known without reading it. */
static enum plan_kind kind_ahead(const struct batch *batch, const struct lint_input *input, struct arena *scratch) {
    const struct lint_options *options = &batch->linter->options;
    struct str head = str_slice(input->bytes, 0, HEAD), reason;
    if (options->plan.kind != PLAN_UNKNOWN && !input->context)
        return options->plan.kind;
    bool known = !input->unread || !options->load(&options->limits, scratch, input, HEAD, &head, &reason);
    return known && !input->unreadable ? document_kind(head) : PLAN_UNKNOWN;
}

/* Projects relate their documents in ways of their own, and with `each` context is what all others look at. */
static bool may_wait(const struct batch *batch, const struct member *member) {
    return !member->input->project && !(member->input->context && batch->linter->options.each);
}

static bool any_wants(const struct batch *batch, bool (*want)(const struct checks *checks, const bool *enabled)) {
    bool wanted = want(batch->linter->checks, batch->linter->policy.enabled);
    for (size_t i = 0; i < batch->count && !wanted; i++)
        wanted = batch->members[i].input->project && want(batch->linter->checks, batch->members[i].policy.enabled);
    return wanted;
}

/* Activity plans and reports are traced to the plans of several years. */
static void keep_targets(struct batch *batch) {
    for (size_t i = 0; i < batch->count; i++)
        if (batch->members[i].kind & (PLAN_AP | PLAN_RAPPORT))
            atomic_store(&batch->targets_stay, true);
    for (size_t i = 0; i < batch->count && atomic_load(&batch->targets_stay); i++)
        batch->members[i].waits &= batch->members[i].kind != PLAN_VP;
}

/* A report looks at the activity plans of its year. */
static void keep_followed(struct batch *batch) {
    bool followed = false;
    for (size_t i = 0; i < batch->count; i++)
        followed |= batch->members[i].kind == PLAN_RAPPORT;
    for (size_t i = 0; i < batch->count && followed; i++)
        batch->members[i].waits &= batch->members[i].kind != PLAN_AP;
}

/* All documents look at the first ones that could be read. Those of projects may be hidden from some. */
static void keep_neighbours(struct batch *batch) {
    size_t left = CHECK_NEIGHBOURS + 1;
    for (size_t i = 0; i < batch->count && left && !batch->linter->options.each; i++) {
        struct member *member = &batch->members[i];
        bool counts = !member->input->project && (!member->seen || member->readable);
        member->waits &= !counts;
        left -= counts;
    }
}

bool batch_reconsider(struct batch *batch) {
    bool absent = false;
    keep_targets(batch);
    keep_followed(batch);
    keep_neighbours(batch);
    batch->stay_count = 0;
    for (size_t i = 0; i < batch->count; i++) {
        if (batch->members[i].waits)
            continue;
        absent |= !batch->outcome->results[i]->arena;
        batch->stays[batch->stay_count++] = i;
    }
    return absent;
}

void batch_choose(struct batch *batch, struct arena *scratch) {
    struct arena *arena = arena_create();
    batch->lets_go = batch->linter->options.only_findings && batch->count > CHECK_NEIGHBOURS + 1 &&
                     !any_wants(batch, checks_want_all);
    atomic_store(&batch->targets_stay, any_wants(batch, checks_want_plans));
    batch->stays = arena_array(scratch, size_t, batch->count);
    for (size_t i = 0; i < batch->count && batch->lets_go; i++) {
        struct member *member = &batch->members[i];
        if (!may_wait(batch, member))
            continue;
        member->kind = kind_ahead(batch, member->input, arena);
        member->waits = (member->kind & (PLAN_VP | PLAN_AP | PLAN_RAPPORT)) != 0;
        arena_recycle(arena);
    }
    arena_destroy(arena);
}

void batch_postpone(struct batch *batch, size_t number) {
    struct member *member = &batch->members[number];
    struct result *result = batch->outcome->results[number];
    size_t bytes = arena_bytes(result->arena);
    size_t held = atomic_fetch_add(&batch->held, bytes);
    if (member->kind & (PLAN_AP | PLAN_RAPPORT))
        atomic_store(&batch->targets_stay, true);
    bool target = member->kind == PLAN_VP && atomic_load(&batch->targets_stay);
    bool needed = target || member->kind == PLAN_TIDPLAN || !may_wait(batch, member);
    if (!batch->lets_go || held + bytes < HELD || needed)
        return;
    atomic_fetch_sub(&batch->held, bytes);
    member->waits = true;
    arena_destroy(result->arena);
    *result = (struct result){.path = result->path, .context = member->input->context};
}
