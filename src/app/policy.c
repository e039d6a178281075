#include "policy.h"

static void verify(const struct rules *rules, struct str word, struct diag_list *diags) {
    if (!rules_any(rules, word))
        rules_unknown(rules, word, diag_fail(diags, "CFG004", (struct place){0}), diags);
}

void policy_verify(const struct rules *rules, const struct lint_options *options, struct diag_list *diags) {
    for (size_t i = 0; i < options->select_count; i++)
        verify(rules, options->select[i], diags);
    for (size_t i = 0; i < options->severity_count; i++)
        verify(rules, options->severities[i].rule, diags);
    for (size_t i = 0; i < options->ignore_count; i++)
        verify(rules, options->ignore[i], diags);
}

/* One document's policy while it is made. */
struct making {
    const struct rules *rules;
    struct policy policy;
};

/* Calls `apply` for every rule that the word names. */
static void for_rules(struct making *making, struct str word,
                      void (*apply)(struct making *making, size_t rule, enum severity severity),
                      enum severity severity) {
    for (size_t i = 0; i < making->rules->count; i++)
        if (rule_named(making->rules->items[i], word))
            apply(making, i, severity);
}

static enum severity effective(const struct making *making, size_t rule) {
    enum severity asked = making->policy.severity[rule];
    return asked == SEVERITIES ? making->rules->items[rule]->kind.severity : asked;
}

/* A rule that is off was asked for by name: it is shown at its own severity, or as information. */
static void enable(struct making *making, size_t rule, enum severity severity) {
    making->policy.enabled[rule] = true;
    if (effective(making, rule) == SEVERITY_OFF)
        making->policy.severity[rule] =
            making->rules->items[rule]->kind.severity == SEVERITY_OFF ? severity : SEVERITIES;
}

static void disable(struct making *making, size_t rule, enum severity severity) {
    (void)severity;
    making->policy.enabled[rule] = false;
}

static void set(struct making *making, size_t rule, enum severity severity) {
    making->policy.severity[rule] = severity;
    making->policy.enabled[rule] = severity != SEVERITY_OFF;
}

static void apply_project(struct making *making, const struct project *project, struct str name, bool by_path) {
    for (size_t i = 0; i < project->set_count; i++) {
        const struct project_set *row = &project->sets[i];
        if ((row->in.len > 0) == by_path && (!by_path || project_match(row->in, name)))
            for_rules(making, row->rule, set, row->severity);
    }
}

struct policy policy_make(struct arena *arena, const struct rules *rules, const struct lint_options *options,
                          const struct project *project, struct str name) {
    struct making making = {.rules = rules};
    making.policy.enabled = arena_array(arena, bool, rules->count);
    making.policy.severity = arena_array(arena, enum severity, rules->count);
    for (size_t i = 0; i < rules->count; i++)
        making.policy.severity[i] = SEVERITIES;
    if (project) {
        apply_project(&making, project, name, false);
        apply_project(&making, project, name, true);
    }
    for (size_t i = 0; i < rules->count; i++)
        making.policy.enabled[i] = options->select_count == 0 && effective(&making, i) != SEVERITY_OFF;
    for (size_t i = 0; i < options->select_count; i++)
        for_rules(&making, options->select[i], enable, SEVERITY_INFO);
    for (size_t i = 0; i < options->severity_count; i++)
        for_rules(&making, options->severities[i].rule, set, options->severities[i].severity);
    for (size_t i = 0; i < options->ignore_count; i++)
        for_rules(&making, options->ignore[i], disable, SEVERITY_OFF);
    return making.policy;
}
