#include "batch.h"

void batch_sum_up(struct outcome *outcome) {
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct result *result = outcome->results[i];
        for (size_t k = 0; k < result->diags.count; k++) {
            const struct diag *diag = result->diags.items[k];
            outcome->suppressed += diag->suppressed_by != NULL;
            outcome->severities[diag->severity] += diag->suppressed_by == NULL;
        }
        outcome->failed |= result->refused;
        if (result->context || result->path.len == 0)
            continue;
        outcome->given++;
        outcome->checked += !result->refused;
        outcome->refused += result->refused;
    }
}

void batch_hide_below(struct outcome *outcome, enum severity min_severity) {
    for (size_t i = 0; i < outcome->result_count; i++) {
        struct diag_list *diags = &outcome->results[i]->diags;
        size_t kept = 0;
        for (size_t k = 0; k < diags->count; k++)
            if (diags->items[k]->fatal || diags->items[k]->severity >= min_severity)
                diags->items[kept++] = diags->items[k];
        diags->count = kept;
    }
}

struct outcome *batch_outcome(const struct rules *rules, enum language language, size_t documents, size_t count) {
    struct arena *arena = arena_create();
    struct outcome *outcome = arena_new(arena, struct outcome);
    outcome->arena = arena;
    outcome->rules = rules;
    outcome->language = language;
    outcome->result_count = count;
    outcome->results = arena_array(arena, struct result *, count);
    for (size_t i = 0; i < count; i++) {
        outcome->results[i] = arena_new(arena, struct result);
        outcome->results[i]->arena = i < documents ? NULL : arena_create();
    }
    return outcome;
}

void outcome_destroy(struct outcome *outcome) {
    if (!outcome)
        return;
    for (size_t i = 0; i < outcome->result_count; i++)
        arena_destroy(outcome->results[i]->arena);
    arena_destroy(outcome->arena);
}

int outcome_status(const struct outcome *outcome, enum severity fail_level) {
    if (outcome->failed)
        return 2;
    for (enum severity level = SEVERITY_ERROR; level > SEVERITY_OFF && fail_level != SEVERITY_OFF; level--)
        if (level >= fail_level && outcome->severities[level])
            return 1;
    return 0;
}
