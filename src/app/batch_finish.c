#include "batch.h"

#include <string.h>

#include "fold.h"

/* What the finding is about, independent of where it stands: rule, kind, headings and folded text. */
static uint64_t finding_hash(struct arena *arena, const struct result *result, const struct diag *diag, uint64_t seed) {
    size_t heading_count;
    struct str *headings = outcome_headings(arena, diag->place, &heading_count);
    uint64_t hash = str_hash(diag->id, seed);
    hash = str_hash(str_from(plan_kind_name(result->plan ? result->plan->kind : PLAN_UNKNOWN)), hash);
    for (size_t i = 0; i < heading_count; i++)
        hash = str_hash(fold_heading(arena, headings[i]), hash);
    /* Goals without activity are all reported at the heading of their area. */
    for (size_t i = 0; i < diag->arg_count; i++)
        if (strcmp(diag->args[i].name, "goal") == 0)
            hash = str_hash(fold_heading(arena, diag->args[i].value), hash);
    return str_hash(fold_text(arena, place_quote(arena, diag->place)), hash);
}

void batch_fingerprint(struct result *result) {
    struct arena *scratch = arena_create();
    struct map *seen = map_create(result->arena);
    for (size_t i = 0; i < result->diags.count; i++) {
        struct diag *diag = result->diags.items[i];
        struct str base =
            str_format(result->arena, "%016llx%016llx", (unsigned long long)finding_hash(scratch, result, diag, 0),
                       (unsigned long long)finding_hash(scratch, result, diag, 1));
        size_t ordinal = map_add(seen, base, 0);
        map_set(seen, base, ordinal + 1);
        diag->fingerprint = ordinal == 0 ? base : str_format(result->arena, "%.*s-%zu", STR_ARGS(base), ordinal + 1);
        arena_reset(scratch);
    }
    arena_destroy(scratch);
}

/* What could not be done is told, whatever is selected or off. */
static bool always_told(const struct diag *diag) {
    return diag->fatal || str_is(diag->id, LINT_DROPPED);
}

static void set_severities(const struct linter *linter, const struct policy *policy, struct diag_list *diags) {
    for (size_t i = 0; i < diags->count; i++) {
        struct diag *diag = diags->items[i];
        size_t rule = map_find(linter->rule_by_id, diag->id);
        if (policy->severity[rule] != SEVERITIES)
            diag->severity = policy->severity[rule];
        else if (diag->severity == SEVERITY_OFF)
            diag->severity = linter->rules->items[rule]->kind.severity;
        if (diag->severity == SEVERITY_OFF && always_told(diag))
            diag->severity = SEVERITY_ERROR;
    }
}

/* Findings that were only counted are a finding, whatever is selected: no report may look as if it had all. */
static void report_dropped(struct diag_list *diags) {
    if (diags->dropped == 0)
        return;
    struct diag *diag = arena_new(diags->arena, struct diag);
    struct source *source = diags->count ? diags->items[0]->place.source : NULL;
    *diag = (struct diag){.id = STR(LINT_DROPPED), .place = {.source = source}};
    diag_arg_number(diags, diag, "count", diags->dropped);
    diag_arg_number(diags, diag, "limit", diags->limit);
    diag_keep(diags, diag);
}

void batch_finish(const struct linter *linter, const struct policy *policy, struct result *result) {
    struct diag_list *diags = &result->diags;
    size_t kept = 0;
    report_dropped(diags);
    set_severities(linter, policy, diags);
    for (size_t i = 0; i < diags->count; i++) {
        struct diag *diag = diags->items[i];
        size_t rule = map_find(linter->rule_by_id, diag->id);
        if (always_told(diag) || (policy->enabled[rule] && diag->severity > SEVERITY_OFF))
            diags->items[kept++] = diag;
    }
    diags->count = kept;
    diag_sort(diags);
    batch_fingerprint(result);
}
