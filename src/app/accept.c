#include "accept.h"

#include "map.h"

/* ---- The rules that a suppression names ---- */

static bool names_exactly(const struct rule *rule, struct str word) {
    return str_equal(rule->kind.id, word) || str_equal(rule->kind.name, word);
}

/* Whether every rule that the suppression names ran: only then it is known to be of no use. Of those that a beginning
 * names, the ones that are off until asked for do not count. */
static bool all_ran(const struct rules *rules, const struct policy *policy, struct str word) {
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = rules->items[i];
        if (rule_named(rule, word) && !policy->enabled[i] &&
            (rule->kind.severity != SEVERITY_OFF || names_exactly(rule, word)))
            return false;
    }
    return true;
}

/* Whether a rule that the suppression names is for documents of this kind. */
static bool is_for(const struct rules *rules, struct str word, enum plan_kind kind) {
    for (size_t i = 0; i < rules->count; i++)
        if (rule_named(rules->items[i], word) && (rules->items[i]->kinds == 0 || (rules->items[i]->kinds & kind)))
            return true;
    return false;
}

struct accepts accept_verify(struct arena *arena, const struct project *project, const struct rules *rules,
                             int32_t today, struct diag_list *diags) {
    struct accepts accepts = {.project = project, .holds = arena_array(arena, bool, project->accept_count)};
    for (size_t i = 0; i < project->accept_count; i++)
        accepts.holds[i] = suppress_verify(&project->accepts[i], rules, today, diags);
    return accepts;
}

/* ---- One document ---- */

static bool has_place(const struct accept_job *job, const struct suppression *accept) {
    if (!job->complete || !all_ran(job->rules, job->policy, accept->rule) ||
        !is_for(job->rules, accept->rule, job->plan->kind))
        return false;
    if (accept->in.len && !project_match(accept->in, job->name))
        return false;
    if (accept->fingerprint.len)
        return false;
    for (size_t i = 0; i < job->plan->block_count; i++)
        if (suppress_names(job->arena, accept, job->plan->blocks[i].passage))
            return true;
    return accept->at_count == 0;
}

static void mark(struct diag *diag, const struct suppression *suppression, const char *by) {
    diag->suppressed_by = by;
    diag->suppressed = suppression->reason;
}

/* Marks what one suppression covers; returns whether that was anything. A document that was not read to its end stays
 * reported. */
static bool cover(const struct accept_job *job, const struct suppression *suppression, const char *by,
                  const struct diag_list *diags) {
    bool any = false;
    for (size_t i = 0; i < diags->count; i++) {
        struct diag *diag = diags->items[i];
        const struct rule *rule = job->rules->items[map_find(job->rule_by_id, diag->id)];
        if (diag->fatal || !suppress_covers(job->arena, suppression, rule, diag, job->name))
            continue;
        if (!diag->suppressed_by)
            mark(diag, suppression, by);
        any = true;
    }
    return any;
}

static void apply_directives(const struct accept_job *job, struct diag_list *diags) {
    struct suppression_list list = {0};
    struct diag_list remarks = diag_list_in(job->arena, 0);
    suppress_collect(job->arena, job->plan->tree, &list, &remarks);
    for (size_t i = 0; i < list.count; i++)
        if (suppress_verify(&list.items[i], job->rules, job->today, &remarks) &&
            !cover(job, &list.items[i], "document", diags) && job->complete &&
            all_ran(job->rules, job->policy, list.items[i].rule))
            suppress_unused(&list.items[i], &remarks);
    for (size_t i = 0; i < remarks.count; i++)
        diag_keep(diags, remarks.items[i]);
}

struct accept_use accept_apply(const struct accept_job *job, struct accepts accepts, struct diag_list *diags) {
    size_t count = accepts.project ? accepts.project->accept_count : 0;
    struct accept_use use = {arena_array(job->arena, bool, count), arena_array(job->arena, bool, count)};
    for (size_t i = 0; i < count; i++) {
        const struct suppression *accept = &accepts.project->accepts[i];
        if (!accepts.holds[i])
            continue;
        use.used[i] = cover(job, accept, "project", diags);
        use.met[i] = !use.used[i] && job->plan && has_place(job, accept);
    }
    if (job->plan)
        apply_directives(job, diags);
    return use;
}

/* ---- After all documents ---- */

void accept_report_unused(struct accepts accepts, const struct accept_use *uses, size_t count, bool whole,
                          const struct rules *rules, const struct policy *policy, struct diag_list *diags) {
    for (size_t i = 0; i < accepts.project->accept_count; i++) {
        const struct suppression *accept = &accepts.project->accepts[i];
        bool used = false, met = whole && all_ran(rules, policy, accept->rule);
        for (size_t k = 0; k < count; k++) {
            used |= uses[k].used[i];
            met |= uses[k].met[i];
        }
        if (accepts.holds[i] && !used && met)
            suppress_unused(accept, diags);
    }
}
