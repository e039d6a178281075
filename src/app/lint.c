#include "lint.h"

#include <stdlib.h>

#include "batch.h"
#include "check.h"
#include "keep.h"
#include "note.h"
#include "processors.h"
#include "relations.h"
#include "schema.h"

static void release_arena(void *arena) {
    arena_destroy(arena);
}

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
        linter->checks = checks_create(arena, linter->rules);
        if (options->timing)
            options->timing->rules = arena_array(arena, struct timing_spans, linter->rules->count);
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

enum { STEPS = 3 }; /* of every document */

static bool accepts_any(const struct result *result) {
    bool any = false;
    for (size_t i = 0; !result->context && i < result->diags.count; i++)
        any |= result->diags.items[i]->suppressed_by != NULL;
    return any;
}

static void justify_own(const struct batch *batch, struct result *result) {
    if (result->trace && accepts_any(result)) {
        struct arena *scratch = arena_create();
        check_justify(scratch, result->trace, batch->linter->rules, &result->diags);
        arena_destroy(scratch);
    }
}

/* What was accepted with a reason is justified in the trace as well; only once all documents are checked, for they look
 * at each other's traces. What a plan accepts for its goals holds in every trace. */
static void justify(struct batch *batch, struct arena *scratch) {
    const struct rules *rules = batch->linter->rules;
    for (size_t i = 0; i < batch->count; i++) {
        struct result *result = batch->outcome->results[i];
        if (batch->members[i].waits)
            continue; /* it accepted nothing but what is in its own trace */
        justify_own(batch, result);
        bool all = !result->trace && accepts_any(result);
        for (size_t k = 0; all && k < batch->count; k++)
            if (batch->outcome->results[k]->trace)
                check_justify(scratch, batch->outcome->results[k]->trace, rules, &result->diags);
    }
}

/* What is justified in a trace of a document that goes may yet be said by the plan with the goals. */
static struct trace *keep_goals(struct arena *kept, const struct trace *from) {
    struct trace *trace = arena_new(kept, struct trace);
    trace->plans = from->plans; /* a set of plans that stay */
    trace->plan_count = from->plan_count;
    trace->goals = arena_array(kept, struct trace_goal, from->goal_count);
    trace->goal_count = from->goal_count;
    if (from->goal_count)
        memcpy(trace->goals, from->goals, from->goal_count * sizeof(*from->goals));
    return trace;
}

/* Keeps the findings of a document, and what else reports show of it, and lets the rest go. */
static void let_go(struct batch *batch, size_t number, struct arena *kept) {
    struct result *result = batch->outcome->results[number];
    unsigned notes = batch->linter->options.notes;
    batch_serve(batch, number);
    justify_own(batch, result);
    note_take(kept, notes, result);
    result->diags = diag_list_keep(kept, result->arena, &result->diags);
    result->plan = NULL;
    result->trace = result->trace && notes & NOTE_TRACE ? keep_goals(kept, result->trace) : NULL;
    result->follow = NULL;
    arena_recycle(result->arena);
    result->arena = NULL;
}

/* Takes all steps with a document in its own arena, or in `passing` when it goes after them. */
static void take_turn(struct batch *batch, size_t number, struct arena *passing) {
    struct timing *timing = batch->linter->options.timing;
    struct result *result = batch->outcome->results[number];
    if (!result->arena)
        result->arena = passing ? passing : arena_create();
    for (const struct batch_step *step = batch->steps; step->run; step++) {
        uint64_t before = timing_now(timing);
        step->run(batch, number);
        if (timing)
            atomic_fetch_add(&timing->phases[step->timed], timing_now(timing) - before);
        size_t taken = result->arena != NULL; /* what has to wait has all its steps before it again */
        size_t done = atomic_fetch_add(&batch->done, taken) + taken;
        if (batch->linter->options.progress)
            batch->linter->options.progress(batch->linter->options.progress_of, done, STEPS * batch->count);
    }
}

static void *worker(void *argument) {
    struct batch *batch = argument;
    struct arena *passing = NULL, *kept = NULL;
    if (batch->passing) {
        passing = arena_create();
        kept = arena_create();
        pthread_mutex_lock(&batch->mutex);
        arena_defer(batch->outcome->arena, release_arena, kept);
        pthread_mutex_unlock(&batch->mutex);
    }
    for (size_t turn; (turn = atomic_fetch_add(&batch->next, 1)) < batch->turn_count;) {
        take_turn(batch, batch->turns[turn], passing);
        if (passing)
            let_go(batch, batch->turns[turn], kept);
    }
    arena_destroy(passing);
    return NULL;
}

/* Takes the steps with every document of `turns`, on as many threads as asked for. They only touch their own document's
 * arena. */
static void run_phase(struct batch *batch, const struct batch_step *steps, const size_t *turns, size_t count) {
    size_t threads = batch->linter->options.threads;
    pthread_t handles[64];
    size_t started = 0;
    batch->steps = steps;
    batch->turns = turns;
    batch->turn_count = count;
    atomic_store(&batch->next, 0);
    if (threads == 0 && count > 1)
        threads = processors_allowed("");
    if (threads > count)
        threads = count;
    /* A thread that cannot be started is no failure: the others do its work. */
    while (started + 1 < threads && started < sizeof(handles) / sizeof(*handles) &&
           pthread_create(&handles[started], NULL, worker, batch) == 0)
        started++;
    worker(batch);
    while (started > 0)
        pthread_join(handles[--started], NULL);
}

/* What is known about a document beside its bytes: from the command line, then from its project. */
static struct plan_options plan_options(const struct lint_options *options, const struct member *member) {
    struct plan_options plan = options->plan;
    if (member->input->context) {
        /* What was said about the documents to check does not hold for those that they are traced to. */
        plan.kind = PLAN_UNKNOWN;
        plan.year = (struct interval){1, 0};
    }
    if (member->doc == PROJECT_NONE)
        return plan;
    const struct project_doc *doc = &member->input->project->docs[member->doc];
    if (member->input->context && date_known(doc->period))
        plan.period = doc->period;
    project_plan_options(member->input->project, member->doc, &plan);
    return plan;
}

static void read_document(struct batch *batch, size_t number) {
    const struct linter *linter = batch->linter;
    struct member *member = &batch->members[number];
    const struct lint_input *input = member->input;
    const struct limits *limits = &linter->options.limits;
    struct result *result = batch->outcome->results[number];
    struct str bytes = input->bytes, reason = input->reason;
    const char *unreadable = input->unreadable;
    member->seen = true;
    member->readable = false;
    /* What is not shown takes little room: fixes must not fall out of the list behind findings without. */
    result->diags = diag_list_in(result->arena, (size_t)limits->value[LIMIT_DIAGNOSTICS] * (input->every ? 100 : 1));
    result->format = format_name(FORMAT_UNKNOWN);
    if (input->unread)
        unreadable = linter->options.load(limits, result->arena, input, SIZE_MAX, &bytes, &reason);
    if (unreadable) {
        struct source *file = source_create(result->arena, input->path, (struct str){0}, (struct str){0});
        struct diag *diag = diag_fail(&result->diags, unreadable, source_place(file, 0, 0));
        diag_arg(&result->diags, diag, "path", input->path);
        diag_arg(&result->diags, diag, "reason", reason);
        result->refused = true;
        return;
    }
    struct plan_options plan = plan_options(&linter->options, member);
    struct document *document =
        document_read(result->arena, input->path, bytes, limits, linter->rules->profile, &plan, &result->diags);
    result->format = format_name(document->format);
    result->refused = !document->tree || diag_failed(&result->diags);
    if (document->foreign && linter->options.skip_foreign) {
        result->diags.count = 0;
        result->refused = false;
        result->context = true;
        return;
    }
    if (result->refused)
        return;
    if (document->format == FORMAT_PLAN_XML)
        schema_validate(linter->schema, document->tree, &result->diags);
    const struct plan *read =
        plan_index(result->arena, document->tree, document->source, linter->rules->profile, &plan);
    result->plan = read;
    member->kind = read->kind;
    member->readable = true;
    result->kind = plan_kind_name(read->kind);
    result->counts = (struct counts){read->focus_area_count, read->goal_count, read->activity_count, read->entry_count,
                                     read->milestone_count};
}

/* Reads a document before its turn to be checked: because others look at it, or to learn what it is. */
static void read_ahead(struct batch *batch, size_t number) {
    bool known = batch->members[number].kind != PLAN_UNKNOWN || batch->members[number].seen;
    read_document(batch, number);
    if (!known)
        batch_postpone(batch, number);
}

/* Suppressions know findings by their fingerprints, so these come first, of all findings: what is shown must not change
 * what is suppressed. */
static void suppress(struct batch *batch, size_t number) {
    const struct linter *linter = batch->linter;
    struct member *member = &batch->members[number];
    struct result *result = batch->outcome->results[number];
    struct accept_job job = {.arena = result->arena,
                             .rules = linter->rules,
                             .policy = &member->policy,
                             .rule_by_id = linter->rule_by_id,
                             .plan = result->plan,
                             .name = member->input->name,
                             .complete = result->complete,
                             .today = linter->options.today};
    if (linter->options.no_suppress)
        return;
    if (member->accepts && member->accepts->project->accept_count) {
        diag_sort(&result->diags);
        batch_fingerprint(result);
    }
    member->use = accept_apply(&job, member->accepts ? *member->accepts : (struct accepts){0}, &result->diags);
}

static struct trace *trace_document(const struct batch *batch, size_t number, const struct against *against) {
    const struct rules *rules = batch->linter->rules;
    const struct project *project = batch->members[number].input->project;
    struct result *result = batch->outcome->results[number];
    size_t count = project ? project->alias_count : 0;
    struct trace_alias *aliases = arena_array(result->arena, struct trace_alias, count + rules->alias_count);
    /* The first alias of a heading holds: the project's before those of the packs. */
    for (size_t i = 0; i < count; i++)
        aliases[i] = project->aliases[i];
    for (size_t i = 0; i < rules->alias_count; i++)
        aliases[count + i] = rules->aliases[i];
    struct trace_targets *to = target_sets_find(batch->sets, result->plan, against->others, against->other_count);
    return trace_build_to(result->arena, result->plan, to, aliases, count + rules->alias_count);
}

/* Context is traced too: whether a goal is served at all is said of the plan, wherever the activities stand. */
static void relate_document(struct batch *batch, size_t number) {
    struct member *member = &batch->members[number];
    struct result *result = batch->outcome->results[number];
    if (!result->plan)
        return;
    struct arena *scratch = arena_create();
    struct against against = batch_against(scratch, batch, number);
    if (result->plan->kind & (PLAN_AP | PLAN_RAPPORT))
        result->trace = trace_document(batch, number, &against);
    if (result->plan->kind == PLAN_RAPPORT)
        result->follow = follow_build(result->arena, result->plan, against.others, against.other_count);
    member->missing = batch_misses_one(batch, number);
    result->complete = !member->missing && (!result->trace || result->trace->plan_count > 0);
    arena_destroy(scratch);
}

static void check_document(struct batch *batch, size_t number) {
    const struct linter *linter = batch->linter;
    struct member *member = &batch->members[number];
    struct result *result = batch->outcome->results[number];
    struct arena *scratch = arena_create();
    if (result->plan && !result->context) {
        struct against against = batch_against(scratch, batch, number);
        struct check base = {.plan = result->plan,
                             .trace = result->trace,
                             .follow = result->follow,
                             .lock = member->input->lock,
                             .lock_name = member->input->lock_name,
                             .others = against.others,
                             .traces = batch_other_traces(scratch, batch, number, &against),
                             .other_count = against.other_count,
                             .served = &member->served,
                             .every = member->input->every,
                             .target_reported = member->missing,
                             .scratch = regex_scratch_create(scratch, &linter->options.limits),
                             .arena = result->arena,
                             .limits = &linter->options.limits,
                             .timing = linter->options.timing,
                             .today = linter->options.today};
        if (base.timing)
            regex_watch(base.scratch);
        check_run(&base, linter->checks, member->policy.enabled, &result->diags);
        if (linter->options.is_there && !member->input->piped)
            relations_check(result->plan, result->path, &linter->options, &result->diags);
    }
    if (!result->context)
        suppress(batch, number);
    batch_finish(linter, &member->policy, result);
    result->refused |= diag_failed(&result->diags);
    arena_destroy(scratch);
}

static int by_path(const void *a, const void *b) {
    const struct lint_input *left = *(const struct lint_input *const *)a, *right = *(const struct lint_input *const *)b;
    int order = str_compare(left->path, right->path);
    return order ? order : (int)left->context - (int)right->context;
}

/* Makes members of the inputs, sorted, each file once: what is to be checked wins over what is only context, but stays
 * context of all when it was named as that too. */
static size_t sort_inputs(const struct lint_input *inputs, size_t count, struct arena *arena, struct member *members) {
    const struct lint_input **sorted = arena_array(arena, const struct lint_input *, count);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        sorted[i] = &inputs[i];
    if (count)
        qsort(sorted, count, sizeof(*sorted), by_path);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || !str_equal(members[kept - 1].input->path, sorted[i]->path))
            members[kept++] = (struct member){.input = sorted[i], .related = true};
        members[kept - 1].related &= sorted[i]->related;
    }
    return kept;
}

/* Reads, relates and checks all documents. Those that stay are read before and checked after those that pass. */
static void run_documents(struct batch *batch, struct arena *scratch) {
    static const struct batch_step reading[] = {{read_ahead, TIMING_READ}, {0}};
    static const struct batch_step relating[] = {{relate_document, TIMING_RELATE}, {0}};
    static const struct batch_step checking[] = {{check_document, TIMING_CHECK}, {0}};
    static const struct batch_step passing[] = {
        {read_document, TIMING_READ}, {relate_document, TIMING_RELATE}, {check_document, TIMING_CHECK}, {0}};
    size_t *turns = arena_array(scratch, size_t, batch->count), count;
    batch_choose(batch, scratch);
    while (batch_reconsider(batch)) {
        count = 0;
        for (size_t i = 0; i < batch->stay_count; i++)
            if (!batch->outcome->results[batch->stays[i]]->arena)
                turns[count++] = batch->stays[i];
        run_phase(batch, reading, turns, count);
    }
    run_phase(batch, relating, batch->stays, batch->stay_count);
    count = 0;
    for (size_t i = 0; i < batch->count; i++)
        if (batch->members[i].waits)
            turns[count++] = i;
    batch->passing = true;
    run_phase(batch, passing, turns, count);
    batch->passing = false;
    run_phase(batch, checking, batch->stays, batch->stay_count);
}

struct outcome *lint(struct linter *linter, const struct lint_input *inputs, size_t count) {
    struct arena *scratch = arena_create();
    struct batch batch = {.linter = linter, .members = arena_array(scratch, struct member, count)};
    batch.count = sort_inputs(inputs, count, scratch, batch.members);
    size_t projects = batch_count_projects(batch.members, batch.count);
    struct accepts *accepts = arena_array(scratch, struct accepts, projects);
    bool baseline = linter->options.baseline && !linter->options.no_suppress;
    struct outcome *outcome =
        batch_outcome(linter->rules, linter->options.language, batch.count, batch.count + projects + baseline);
    batch.outcome = outcome;
    pthread_mutex_init(&batch.mutex, NULL);
    batch.sets = target_sets_create(outcome->arena);
    for (size_t i = 0; i < batch.count; i++) {
        outcome->results[i]->path = batch.members[i].input->path;
        outcome->results[i]->context = batch.members[i].input->context;
    }
    batch_add_projects(&batch, scratch, accepts);
    run_documents(&batch, scratch);
    justify(&batch, scratch);
    for (size_t i = 0; i < projects; i++)
        batch_check_project(&batch, &accepts[i], outcome->results[batch.count + i]);
    if (baseline)
        batch_check_baseline(&batch, outcome->results[batch.count + projects]);
    batch_sum_up(outcome);
    batch_hide_below(outcome, linter->options.min_severity);
    for (size_t i = 0; i < outcome->result_count; i++)
        if (outcome->results[i]->arena)
            note_take(outcome->results[i]->arena, linter->options.notes, outcome->results[i]);
    pthread_mutex_destroy(&batch.mutex);
    arena_destroy(scratch);
    return outcome;
}

struct outcome *lint_configuration(const struct lint_options *options, struct diag_list *diags) {
    struct outcome *outcome = batch_outcome(NULL, options->language, 0, 1);
    struct result *result = outcome->results[0];
    struct diag_list ignored = diag_list_in(outcome->arena, 0);
    outcome->rules = rules_load(outcome->arena, NULL, 0, &options->limits, &ignored);
    outcome->failed = true;
    result->format = format_name(FORMAT_UNKNOWN);
    result->diags = *diags;
    diag_sort(&result->diags);
    note_take(outcome->arena, options->notes, result);
    for (size_t i = 0; i < result->diags.count; i++) {
        struct diag *diag = result->diags.items[i];
        if (diag->severity == SEVERITY_OFF)
            diag->severity = outcome_kind(outcome, diag)->severity;
        outcome->severities[diag->severity]++;
    }
    return outcome;
}
