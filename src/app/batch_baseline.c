#include "batch.h"
#include "vec.h"

struct entry_numbers {
    size_t *items, count, cap;
};

/* Takes findings that were there already out of the count, each as often as the baseline has it, for the document
 * `own` or for any: what it takes from `left` is added to *spent. */
static void apply_baseline(const struct baseline *baseline, size_t *left, struct arena *arena, const struct str *own,
                           struct entry_numbers *spent, struct diag_list *diags) {
    for (size_t i = 0; i < diags->count; i++) {
        struct diag *diag = diags->items[i];
        if (diag->fatal || diag->suppressed_by || str_is(diag->id, LINT_DROPPED))
            continue;
        size_t entry = own ? baseline_take_own(arena, baseline, left, diag->fingerprint, *own)
                           : baseline_take_any(baseline, left, diag->fingerprint);
        if (entry == MAP_NONE)
            continue;
        *vec_add(arena, spent) = entry;
        diag->suppressed_by = "baseline";
        diag->suppressed = baseline->source->path;
    }
}

/* Whether this run would have found what an entry is about, were it still there. */
static bool could_find(const struct batch *batch, size_t number, const struct baseline_entry *entry) {
    const struct result *result = batch->outcome->results[number];
    size_t rule = map_find(batch->linter->rule_by_id, entry->rule);
    return !result->context && !result->refused && result->diags.dropped == 0 && result->complete &&
           (rule == MAP_NONE || batch->members[number].policy.enabled[rule]);
}

void batch_check_baseline(struct batch *batch, struct result *result) {
    const struct linter *linter = batch->linter;
    const struct baseline *baseline = linter->options.baseline;
    struct outcome *outcome = batch->outcome;
    size_t *left = baseline_left(result->arena, baseline);
    size_t *met = arena_array(result->arena, size_t, baseline->count); /* with `each`: in the document of the entry */
    struct entry_numbers spent = {0};
    struct map *documents = map_create(result->arena);
    result->format = format_name(FORMAT_UNKNOWN);
    result->diags = diag_list_in(result->arena, (size_t)linter->options.limits.value[LIMIT_DIAGNOSTICS]);
    for (size_t i = 0; i < batch->count; i++) {
        struct str name = batch->members[i].input->baseline_name;
        struct result *one = outcome->results[i];
        map_add(documents, name, i);
        if (one->context)
            continue;
        spent.count = 0;
        apply_baseline(baseline, left, result->arena, &name, &spent, &one->diags);
        if (!linter->options.each)
            continue;
        apply_baseline(baseline, left, result->arena, NULL, &spent, &one->diags);
        /* A copy of a document must find all entries, whether its original is in the run or not. */
        for (size_t k = 0; k < spent.count; k++) {
            size_t entry = spent.items[k];
            met[entry] += str_equal(baseline->entries[entry].path, name);
            left[entry]++;
        }
    }
    for (size_t i = 0; i < batch->count && !linter->options.each; i++)
        if (!outcome->results[i]->context)
            apply_baseline(baseline, left, result->arena, NULL, &spent, &outcome->results[i]->diags);
    outcome->baseline = true;
    outcome->gone = arena_array(outcome->arena, struct gone, baseline->count);
    for (size_t i = 0; i < baseline->count; i++) {
        const struct baseline_entry *entry = &baseline->entries[i];
        size_t document = left[i] > met[i] ? map_find(documents, entry->path) : MAP_NONE;
        if (document == MAP_NONE || !could_find(batch, document, entry))
            continue;
        outcome->gone[outcome->gone_count++] = (struct gone){entry, outcome->results[document]};
        struct diag *diag = diag_add(&result->diags, "CFG036", entry->place);
        diag_arg(&result->diags, diag, "rule", entry->rule);
        diag_arg(&result->diags, diag, "path", entry->path);
    }
    batch_finish(linter, &linter->policy, result);
}
