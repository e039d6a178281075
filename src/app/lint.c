#include "lint.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "accept.h"
#include "check.h"
#include "fold.h"
#include "map.h"
#include "schema.h"

struct linter {
    struct arena *arena;
    struct lint_options options;
    struct rules *rules;
    struct schema *schema;
    struct policy policy; /* where no project says otherwise */
    struct map *rule_by_id;
};

struct linter *linter_create(const struct lint_options *options, struct diag_list *diags) {
    struct arena *arena = arena_create();
    struct linter *linter = arena_new(arena, struct linter);
    linter->arena = arena;
    linter->options = *options;
    linter->rules = rules_load(arena, options->packs, options->pack_count, &options->limits, diags);
    if (linter->rules && options->pack_count && !check_verify(linter->rules, diags))
        linter->rules = NULL;
    if (linter->rules) {
        linter->schema = schema_load(arena, "schemas/plan.xsd");
        linter->rule_by_id = map_create(arena);
        for (size_t i = 0; i < linter->rules->count; i++)
            map_add(linter->rule_by_id, linter->rules->items[i]->kind.id, i);
        policy_verify(linter->rules, options, diags);
        linter->policy = policy_make(arena, linter->rules, options, NULL, (struct str){0});
    }
    if (!linter->rules || diag_failed(diags)) {
        /* The findings point into the packs: they live as long as the list. */
        arena_defer(diags->arena, release_arena, arena);
        return NULL;
    }
    return linter;
}

void linter_destroy(struct linter *linter) {
    if (linter)
        arena_destroy(linter->arena);
}

const struct rules *linter_rules(const struct linter *linter) {
    return linter->rules;
}

/* ---- One run ---- */

struct work {
    struct linter *linter;
    const struct lint_input **inputs; /* sorted, one a result */
    struct outcome *outcome;
    void (*phase)(struct work *work, size_t number);
    atomic_size_t next;
    const struct plan **plans; /* that were read, in order of results */
    size_t plan_count;
};

static void *worker(void *argument) {
    struct work *work = argument;
    for (size_t number; (number = atomic_fetch_add(&work->next, 1)) < work->outcome->result_count;)
        work->phase(work, number);
    return NULL;
}

/* Runs one phase for every document, on as many threads as asked for. Phases only touch their own document's arena. */
static void run_phase(struct work *work, void (*phase)(struct work *work, size_t number)) {
    size_t threads = work->linter->options.threads;
    pthread_t handles[64];
    size_t started = 0;
    work->phase = phase;
    atomic_store(&work->next, 0);
    if (threads == 0) {
        long online = sysconf(_SC_NPROCESSORS_ONLN);
        threads = online > 0 ? (size_t)online : 1;
    }
    if (threads > work->outcome->result_count)
        threads = work->outcome->result_count;
    /* A thread that cannot be started is no failure: the others do its work. */
    while (started + 1 < threads && started < sizeof(handles) / sizeof(*handles) &&
           pthread_create(&handles[started], NULL, worker, work) == 0)
        started++;
    worker(work);
    while (started > 0)
        pthread_join(handles[--started], NULL);
}

static void read_document(struct work *work, size_t number) {
    const struct linter *linter = work->linter;
    const struct lint_input *input = work->inputs[number];
    const struct limits *limits = &linter->options.limits;
    struct result *result = work->outcome->results[number];
    result->diags = diag_list_in(result->arena, (size_t)limits->value[LIMIT_DIAGNOSTICS]);
    result->format = format_name(FORMAT_UNKNOWN);
    if (input->unreadable) {
        struct source *file = source_create(result->arena, input->path, (struct str){0}, (struct str){0});
        struct diag *diag = diag_fail(&result->diags, input->unreadable, source_place(file, 0, 0));
        diag_arg(&result->diags, diag, "path", input->path);
        diag_arg(&result->diags, diag, "reason", input->reason);
        result->refused = true;
        return;
    }
    struct plan_options plan = linter->options.plan;
    if (input->context) {
        /* What was said about the documents to check does not hold for those that they are traced to. */
        plan.kind = PLAN_UNKNOWN;
        plan.year = (struct interval){1, 0};
    }
    struct document *document =
        document_read(result->arena, input->path, input->bytes, limits, linter->rules->profile, &plan, &result->diags);
    result->format = format_name(document->format);
    result->refused = !document->tree || diag_failed(&result->diags);
    if (result->refused)
        return;
    if (document->format == FORMAT_PLAN_XML)
        schema_validate(linter->schema, document->tree, &result->diags);
    result->plan = plan_index(result->arena, document->tree, document->source, linter->rules->profile, &plan);
}

/* What the finding is about, independent of where it stands: rule, kind, headings and folded text. */
static uint64_t finding_hash(struct arena *arena, const struct result *result, const struct diag *diag, uint64_t seed) {
    size_t heading_count;
    struct str *headings = outcome_headings(arena, diag->place, &heading_count);
    uint64_t hash = str_hash(diag->id, seed);
    hash = str_hash(str_from(plan_kind_name(result->plan ? result->plan->kind : PLAN_UNKNOWN)), hash);
    for (size_t i = 0; i < heading_count; i++)
        hash = str_hash(fold_heading(arena, headings[i]), hash);
    return str_hash(fold_text(arena, place_quote(arena, diag->place)), hash);
}

/* Fingerprints survive moved paragraphs and renamed files; equal findings under one heading are told apart by their
 * order. */
static void fingerprint(struct result *result) {
    struct map *seen = map_create(result->arena);
    for (size_t i = 0; i < result->diags.count; i++) {
        struct diag *diag = result->diags.items[i];
        struct str base = str_format(result->arena, "%016llx%016llx",
                                     (unsigned long long)finding_hash(result->arena, result, diag, 0),
                                     (unsigned long long)finding_hash(result->arena, result, diag, 1));
        size_t ordinal = map_add(seen, base, 0);
        map_set(seen, base, ordinal + 1);
        diag->fingerprint = ordinal == 0 ? base : str_format(result->arena, "%.*s-%zu", STR_ARGS(base), ordinal + 1);
    }
}

/* Applies the configuration: final severities, and out with what nobody wants to see. */
static void finish(const struct linter *linter, struct result *result) {
    struct diag_list *diags = &result->diags;
    size_t kept = 0;
    for (size_t i = 0; i < diags->count; i++) {
        struct diag *diag = diags->items[i];
        size_t rule = map_find(linter->rule_by_id, diag->id);
        enum severity asked = linter->severity[rule];
        if (asked != SEVERITIES)
            diag->severity = asked;
        else if (diag->severity == SEVERITY_OFF)
            diag->severity = linter->rules->items[rule]->kind.severity;
        if (diag->fatal ||
            (linter->enabled[rule] && diag->severity >= linter->options.min_severity && diag->severity > SEVERITY_OFF))
            diags->items[kept++] = diag;
    }
    diags->count = kept;
    diag_sort(diags);
    fingerprint(result);
}

static void check_document(struct work *work, size_t number) {
    const struct linter *linter = work->linter;
    struct result *result = work->outcome->results[number];
    if (result->plan && !result->context) {
        const struct plan **others = arena_array(result->arena, const struct plan *, work->plan_count);
        const struct plan **targets = arena_array(result->arena, const struct plan *, work->plan_count);
        size_t other_count = 0, target_count = 0;
        for (size_t i = 0; i < work->plan_count; i++) {
            if (work->plans[i] == result->plan)
                continue;
            others[other_count++] = work->plans[i];
            if (work->plans[i]->kind == PLAN_VP)
                targets[target_count++] = work->plans[i];
        }
        if (result->plan->kind & (PLAN_AP | PLAN_RAPPORT))
            result->trace = trace_build(result->arena, result->plan, targets, target_count, linter->rules->aliases,
                                        linter->rules->alias_count);
        struct check base = {.plan = result->plan,
                             .trace = result->trace,
                             .others = others,
                             .other_count = other_count,
                             .scratch = regex_scratch_create(result->arena, &linter->options.limits),
                             .arena = result->arena,
                             .limits = &linter->options.limits,
                             .today = linter->options.today};
        check_run(&base, linter->rules, linter->enabled, &result->diags);
    }
    finish(linter, result);
    result->refused |= diag_failed(&result->diags);
}

static int by_path(const void *a, const void *b) {
    const struct lint_input *left = *(const struct lint_input *const *)a, *right = *(const struct lint_input *const *)b;
    int order = str_compare(left->path, right->path);
    return order ? order : (int)left->context - (int)right->context;
}

/* Sorts the inputs and drops those given twice; what is to be checked wins over what is only context. */
static size_t sort_inputs(const struct lint_input *inputs, size_t count, const struct lint_input **sorted) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        sorted[i] = &inputs[i];
    if (count)
        qsort(sorted, count, sizeof(*sorted), by_path);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || !str_equal(sorted[kept - 1]->path, sorted[i]->path))
            sorted[kept++] = sorted[i];
    return kept;
}

/* Adds up what the documents gave. A context document that could not be read fails the run too: nothing was traced to
 * it. */
static void sum_up(struct outcome *outcome) {
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct result *result = outcome->results[i];
        for (size_t k = 0; k < result->diags.count; k++)
            outcome->severities[result->diags.items[k]->severity]++;
        outcome->failed |= result->refused;
        if (result->context)
            continue;
        outcome->given++;
        outcome->checked += !result->refused;
        outcome->refused += result->refused;
    }
}

static struct outcome *outcome_create(const struct rules *rules, enum language language, size_t count) {
    struct arena *arena = arena_create();
    struct outcome *outcome = arena_new(arena, struct outcome);
    outcome->arena = arena;
    outcome->rules = rules;
    outcome->language = language;
    outcome->result_count = count;
    outcome->results = arena_array(arena, struct result *, count);
    for (size_t i = 0; i < count; i++) {
        struct arena *own = arena_create();
        outcome->results[i] = arena_new(own, struct result);
        outcome->results[i]->arena = own;
    }
    return outcome;
}

struct outcome *lint(struct linter *linter, const struct lint_input *inputs, size_t count) {
    struct arena *scratch = arena_create();
    struct work work = {.linter = linter, .inputs = arena_array(scratch, const struct lint_input *, count)};
    size_t kept = sort_inputs(inputs, count, work.inputs);
    struct outcome *outcome = outcome_create(linter->rules, linter->options.language, kept);
    for (size_t i = 0; i < kept; i++) {
        outcome->results[i]->path = work.inputs[i]->path;
        outcome->results[i]->context = work.inputs[i]->context;
    }
    work.outcome = outcome;
    run_phase(&work, read_document);

    work.plans = arena_array(scratch, const struct plan *, kept);
    for (size_t i = 0; i < kept; i++)
        if (outcome->results[i]->plan)
            work.plans[work.plan_count++] = outcome->results[i]->plan;
    run_phase(&work, check_document);
    sum_up(outcome);
    arena_destroy(scratch);
    return outcome;
}

struct outcome *lint_configuration(const struct lint_options *options, struct diag_list *diags) {
    struct outcome *outcome = outcome_create(NULL, options->language, 1);
    struct result *result = outcome->results[0];
    struct diag_list ignored = diag_list_in(outcome->arena, 0);
    outcome->rules = rules_load(outcome->arena, NULL, 0, &options->limits, &ignored);
    outcome->failed = true;
    result->format = format_name(FORMAT_UNKNOWN);
    result->diags = *diags;
    diag_sort(&result->diags);
    for (size_t i = 0; i < result->diags.count; i++) {
        struct diag *diag = result->diags.items[i];
        if (diag->severity == SEVERITY_OFF)
            diag->severity = outcome_kind(outcome, diag)->severity;
        outcome->severities[diag->severity]++;
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
