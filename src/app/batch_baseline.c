#include "batch.h"
#include "vec.h"

struct entry_numbers {
    size_t *items, count, cap;
};

/* Takes findings that were there already out of the count, each as often as the baseline has it: what it takes from
 * `left` is added to *spent. */
static void apply_baseline(const struct baseline *baseline, size_t *left, struct arena *arena,
                           struct entry_numbers *spent, struct diag_list *diags) {
    for (size_t i = 0; i < diags->count; i++) {
        struct diag *diag = diags->items[i];
        size_t entry = map_find(baseline->first, baseline_key(diag->fingerprint));
        while (entry != MAP_NONE && left[entry] == 0)
            entry = baseline->next[entry];
        if (entry == MAP_NONE || diag->fatal || diag->suppressed_by || str_is(diag->id, LINT_DROPPED))
            continue;
        left[entry]--;
        *vec_add(arena, spent) = entry;
        diag->suppressed_by = "baseline";
        diag->suppressed = baseline->source->path;
    }
}

/* Whether this run would have found what an entry is about, were it still there. */
static bool could_find(const struct batch *batch, size_t number, const struct baseline_entry *entry) {
    const struct result *result = batch->outcome->results[number];
    size_t rule = map_find(batch->linter->rule_by_id, entry->rule);
    return !result->context && !result->refused && result->diags.dropped == 0 && batch->members[number].complete &&
           (rule == MAP_NONE || batch->members[number].policy.enabled[rule]);
}

void batch_check_baseline(struct batch *batch, struct result *result) {
    const struct linter *linter = batch->linter;
    const struct baseline *baseline = linter->options.baseline;
    struct outcome *outcome = batch->outcome;
    size_t *left = arena_array(result->arena, size_t, baseline->count);
    size_t *met = arena_array(result->arena, size_t, baseline->count); /* with `each`: in the document of the entry */
    struct entry_numbers spent = {0};
    struct map *documents = map_create(result->arena);
    result->format = format_name(FORMAT_UNKNOWN);
    result->diags = diag_list_in(result->arena, (size_t)linter->options.limits.value[LIMIT_DIAGNOSTICS]);
    for (size_t i = 0; i < baseline->count; i++)
        left[i] = baseline->entries[i].count;
    for (size_t i = 0; i < batch->count; i++) {
        map_add(documents, batch->members[i].input->baseline_name, i);
        spent.count = 0;
        if (!batch->outcome->results[i]->context)
            apply_baseline(baseline, left, result->arena, &spent, &batch->outcome->results[i]->diags);
        /* A copy of a document must find all entries, whether its original is in the run or not. */
        for (size_t k = 0; k < spent.count && linter->options.each; k++) {
            size_t entry = spent.items[k];
            met[entry] += str_equal(baseline->entries[entry].path, batch->members[i].input->baseline_name);
            left[entry]++;
        }
    }
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
