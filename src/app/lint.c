#include "lint.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "accept.h"
#include "buf.h"
#include "check.h"
#include "fold.h"
#include "map.h"
#include "processors.h"
#include "relations.h"
#include "schema.h"
#include "target_sets.h"
#include "timing.h"
#include "vec.h"

struct linter {
    struct arena *arena;
    struct lint_options options;
    struct rules *rules;
    struct checks *checks;
    struct schema *schema;
    struct policy policy; /* where no project says otherwise */
    struct map *rule_by_id;
};

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
            options->timing->rules = arena_array(arena, _Atomic(uint64_t), linter->rules->count);
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

/* The documents of a run that one document is checked against. */
struct against {
    const struct plan **others;
    size_t other_count;
};

/* What a run knows of a document beside its result. */
struct member {
    const struct lint_input *input;
    const struct accepts *accepts; /* of its project; NULL: none */
    size_t doc;                    /* of its project, PROJECT_NONE */
    struct policy policy;
    struct accept_use use;
    bool missing;  /* one that it should be traced to is not there */
    bool complete; /* what it is traced to is in the run */
    bool related;  /* of the input, of all that are the same file */
};

enum { PHASES = 3 };

struct work {
    struct linter *linter;
    struct member *members; /* sorted by path, one a document */
    size_t count;
    struct target_sets *sets;
    struct outcome *outcome; /* its first `count` results are those of the members */
    void (*phase)(struct work *work, size_t number);
    enum timing_phase timed;
    atomic_size_t next; /* document of the phase */
    atomic_size_t done; /* documents, in all phases */
};

static void *worker(void *argument) {
    struct work *work = argument;
    const struct lint_options *options = &work->linter->options;
    for (size_t number; (number = atomic_fetch_add(&work->next, 1)) < work->count;) {
        uint64_t before = timing_now(options->timing);
        work->phase(work, number);
        if (options->timing)
            atomic_fetch_add(&options->timing->phases[work->timed], timing_now(options->timing) - before);
        size_t done = atomic_fetch_add(&work->done, 1) + 1;
        if (options->progress)
            options->progress(options->progress_of, done, PHASES * work->count);
    }
    return NULL;
}

/* Runs one phase for every document, on as many threads as asked for. Phases only touch their own document's arena. */
static void run_phase(struct work *work, enum timing_phase timed, void (*phase)(struct work *work, size_t number)) {
    size_t threads = work->linter->options.threads;
    pthread_t handles[64];
    size_t started = 0;
    work->phase = phase;
    work->timed = timed;
    atomic_store(&work->next, 0);
    if (threads == 0 && work->count > 1)
        threads = processors_allowed("");
    if (threads > work->count)
        threads = work->count;
    /* A thread that cannot be started is no failure: the others do its work. */
    while (started + 1 < threads && started < sizeof(handles) / sizeof(*handles) &&
           pthread_create(&handles[started], NULL, worker, work) == 0)
        started++;
    worker(work);
    while (started > 0)
        pthread_join(handles[--started], NULL);
}

static bool is_known(struct interval interval) {
    return interval.first <= interval.last;
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
    if (member->input->context && is_known(doc->period))
        plan.period = doc->period;
    project_plan_options(member->input->project, member->doc, &plan);
    return plan;
}

static void read_document(struct work *work, size_t number) {
    const struct linter *linter = work->linter;
    const struct lint_input *input = work->members[number].input;
    const struct limits *limits = &linter->options.limits;
    struct result *result = work->outcome->results[number];
    /* What is not shown takes little room: fixes must not fall out of the list behind findings without. */
    result->diags = diag_list_in(result->arena, (size_t)limits->value[LIMIT_DIAGNOSTICS] * (input->every ? 100 : 1));
    result->format = format_name(FORMAT_UNKNOWN);
    if (input->unreadable) {
        struct source *file = source_create(result->arena, input->path, (struct str){0}, (struct str){0});
        struct diag *diag = diag_fail(&result->diags, input->unreadable, source_place(file, 0, 0));
        diag_arg(&result->diags, diag, "path", input->path);
        diag_arg(&result->diags, diag, "reason", input->reason);
        result->refused = true;
        return;
    }
    struct plan_options plan = plan_options(&linter->options, &work->members[number]);
    struct document *document =
        document_read(result->arena, input->path, input->bytes, limits, linter->rules->profile, &plan, &result->diags);
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
    /* Goals without activity are all reported at the heading of their area. */
    for (size_t i = 0; i < diag->arg_count; i++)
        if (strcmp(diag->args[i].name, "goal") == 0)
            hash = str_hash(fold_heading(arena, diag->args[i].value), hash);
    return str_hash(fold_text(arena, place_quote(arena, diag->place)), hash);
}

/* Fingerprints survive moved paragraphs and renamed files; equal findings under one heading are told apart by their
 * order. */
static void fingerprint(struct result *result) {
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

static void set_severities(const struct linter *linter, const struct policy *policy, struct diag_list *diags) {
    for (size_t i = 0; i < diags->count; i++) {
        struct diag *diag = diags->items[i];
        size_t rule = map_find(linter->rule_by_id, diag->id);
        if (policy->severity[rule] != SEVERITIES)
            diag->severity = policy->severity[rule];
        else if (diag->severity == SEVERITY_OFF)
            diag->severity = linter->rules->items[rule]->kind.severity;
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

/* Applies the configuration: final severities, and out with what is switched off. */
static void finish(const struct linter *linter, const struct policy *policy, struct result *result) {
    struct diag_list *diags = &result->diags;
    size_t kept = 0;
    report_dropped(diags);
    set_severities(linter, policy, diags);
    for (size_t i = 0; i < diags->count; i++) {
        struct diag *diag = diags->items[i];
        size_t rule = map_find(linter->rule_by_id, diag->id);
        bool enabled = policy->enabled[rule] || str_is(diag->id, LINT_DROPPED);
        if (diag->fatal || (enabled && diag->severity > SEVERITY_OFF))
            diags->items[kept++] = diag;
    }
    diags->count = kept;
    diag_sort(diags);
    fingerprint(result);
}

/* Suppressions know findings by their fingerprints, so these come first, of all findings: what is shown must not change
 * what is suppressed. */
static void suppress(struct work *work, size_t number) {
    const struct linter *linter = work->linter;
    struct member *member = &work->members[number];
    struct result *result = work->outcome->results[number];
    struct accept_job job = {.arena = result->arena,
                             .rules = linter->rules,
                             .policy = &member->policy,
                             .rule_by_id = linter->rule_by_id,
                             .plan = result->plan,
                             .name = member->input->name,
                             .complete = member->complete,
                             .today = linter->options.today};
    if (linter->options.no_suppress)
        return;
    if (member->accepts && member->accepts->project->accept_count) {
        diag_sort(&result->diags);
        fingerprint(result);
    }
    member->use = accept_apply(&job, member->accepts ? *member->accepts : (struct accepts){0}, &result->diags);
}

/* ---- What a document is checked against ---- */

/* Whether `other` is to be left alone because the project says which document of its kind is meant. */
static bool is_ruled_out(const struct member *from, const struct member *other, enum plan_kind kind,
                         const size_t *relatives, size_t relative_count) {
    bool said = false;
    if (from->doc == PROJECT_NONE || other->doc == PROJECT_NONE || from->input->project != other->input->project)
        return false;
    for (size_t i = 0; i < relative_count; i++) {
        if (relatives[i] == other->doc)
            return false;
        said |= from->input->project->docs[relatives[i]].kind == kind;
    }
    return said;
}

static bool is_relative(const struct member *from, const struct member *other, const size_t *relatives,
                        size_t relative_count) {
    for (size_t i = 0; i < relative_count; i++)
        if (from->input->project == other->input->project && relatives[i] == other->doc)
            return true;
    return false;
}

/* Whether a document that this one should be traced to is not there. */
static bool misses_one(const struct work *work, size_t number) {
    const struct member *from = &work->members[number];
    size_t relatives[PROJECT_RELATIVES], relative_count = 0;
    if (from->doc != PROJECT_NONE)
        relative_count = project_relatives(from->input->project, from->doc, relatives);
    for (size_t i = 0; i < relative_count; i++)
        if (from->input->project->docs[relatives[i]].missing)
            return true;
    return work->linter->options.is_there && !from->input->piped &&
           relations_check(work->outcome->results[number]->plan, from->input->path, &work->linter->options, NULL);
}

/* `arena` is for the time of one step: lists for all documents at once would be quadratic in their number. */
static struct against find_against(struct arena *arena, const struct work *work, size_t number) {
    const struct member *from = &work->members[number];
    struct against against = {.others = arena_array(arena, const struct plan *, work->count)};
    size_t relatives[PROJECT_RELATIVES], relative_count = 0;
    if (from->doc != PROJECT_NONE)
        relative_count = project_relatives(from->input->project, from->doc, relatives);
    for (size_t i = 0; i < work->count; i++) {
        const struct plan *plan = work->outcome->results[i]->plan;
        if (!plan || i == number || is_ruled_out(from, &work->members[i], plan->kind, relatives, relative_count))
            continue;
        if (work->members[i].related && !is_relative(from, &work->members[i], relatives, relative_count))
            continue;
        against.others[against.other_count++] = plan;
    }
    return against;
}

static struct trace *trace_document(const struct work *work, size_t number, const struct against *against) {
    const struct rules *rules = work->linter->rules;
    const struct project *project = work->members[number].input->project;
    struct result *result = work->outcome->results[number];
    size_t count = project ? project->alias_count : 0;
    struct trace_alias *aliases = arena_array(result->arena, struct trace_alias, count + rules->alias_count);
    /* The first alias of a heading holds: the project's before those of the packs. */
    for (size_t i = 0; i < count; i++)
        aliases[i] = project->aliases[i];
    for (size_t i = 0; i < rules->alias_count; i++)
        aliases[count + i] = rules->aliases[i];
    struct trace_targets *to = target_sets_find(work->sets, result->plan, against->others, against->other_count);
    return trace_build_to(result->arena, result->plan, to, aliases, count + rules->alias_count);
}

/* Context is traced too: whether a goal is served at all is said of the plan, wherever the activities stand. */
static void relate_document(struct work *work, size_t number) {
    struct member *member = &work->members[number];
    struct result *result = work->outcome->results[number];
    if (!result->plan)
        return;
    struct arena *scratch = arena_create();
    struct against against = find_against(scratch, work, number);
    if (result->plan->kind & (PLAN_AP | PLAN_RAPPORT))
        result->trace = trace_document(work, number, &against);
    if (result->plan->kind == PLAN_RAPPORT)
        result->follow = follow_build(result->arena, result->plan, against.others, against.other_count);
    member->missing = misses_one(work, number);
    member->complete = !member->missing && (!result->trace || result->trace->plan_count > 0);
    arena_destroy(scratch);
}

/* The traces of the documents that a plan is checked against; only what has goals wants to know. */
static const struct trace **other_traces(struct arena *arena, const struct work *work, size_t number,
                                         const struct against *against) {
    if (work->outcome->results[number]->plan->goal_count == 0)
        return NULL;
    const struct trace **traces = arena_array(arena, const struct trace *, against->other_count);
    for (size_t i = 0, k = 0; i < work->count && k < against->other_count; i++)
        if (work->outcome->results[i]->plan == against->others[k])
            traces[k++] = work->outcome->results[i]->trace;
    return traces;
}

static void check_document(struct work *work, size_t number) {
    const struct linter *linter = work->linter;
    struct member *member = &work->members[number];
    struct result *result = work->outcome->results[number];
    struct arena *scratch = arena_create();
    if (result->plan && !result->context) {
        struct against against = find_against(scratch, work, number);
        struct check base = {.plan = result->plan,
                             .trace = result->trace,
                             .follow = result->follow,
                             .lock = member->input->lock,
                             .lock_name = member->input->lock_name,
                             .others = against.others,
                             .traces = other_traces(scratch, work, number, &against),
                             .other_count = against.other_count,
                             .every = member->input->every,
                             .target_reported = member->missing,
                             .scratch = regex_scratch_create(scratch, &linter->options.limits),
                             .arena = result->arena,
                             .limits = &linter->options.limits,
                             .timing = linter->options.timing,
                             .today = linter->options.today};
        check_run(&base, linter->checks, member->policy.enabled, &result->diags);
        if (linter->options.is_there && !member->input->piped)
            relations_check(result->plan, result->path, &linter->options, &result->diags);
    }
    if (!result->context)
        suppress(work, number);
    finish(linter, &member->policy, result);
    result->refused |= diag_failed(&result->diags);
    arena_destroy(scratch);
}

/* ---- Projects ---- */

/* Says about <set> elements what the command line would hear about --severity. */
static void verify_sets(const struct rules *rules, const struct project *project, struct diag_list *diags) {
    for (size_t i = 0; i < project->set_count; i++)
        if (!rules_any(rules, project->sets[i].rule))
            rules_unknown(rules, project->sets[i].rule, diag_fail(diags, "CFG004", project->sets[i].place), diags);
}

/* Whether a document that is checked leads to document `doc` of the project. */
static bool is_wanted(const struct work *work, const struct project *project, size_t doc) {
    size_t relatives[PROJECT_RELATIVES];
    for (size_t i = 0; i < work->count; i++) {
        const struct member *member = &work->members[i];
        if (member->input->project != project || member->doc == PROJECT_NONE || member->input->context)
            continue;
        size_t count = project_relatives(project, member->doc, relatives);
        for (size_t k = 0; k < count; k++)
            if (relatives[k] == doc)
                return true;
    }
    return false;
}

static void report_missing(const struct work *work, const struct project *project, struct diag_list *diags) {
    for (size_t i = 0; i < project->doc_count; i++) {
        const struct project_doc *doc = &project->docs[i];
        if (!doc->missing || !(work->linter->options.whole_project || is_wanted(work, project, i)))
            continue;
        struct diag *diag = diag_add(diags, "XDC001", doc->place);
        diag_arg(diags, diag, "document", doc->id);
        diag_arg(diags, diag, "path", doc->href);
    }
}

/* A document with a period or year of its own is one file. */
static void report_crowds(const struct work *work, const struct project *project, struct diag_list *diags) {
    size_t *files = arena_array(diags->arena, size_t, project->doc_count);
    struct buf *names = arena_array(diags->arena, struct buf, project->doc_count);
    for (size_t i = 0; i < work->count; i++) {
        const struct member *member = &work->members[i];
        if (member->input->project != project || member->doc == PROJECT_NONE)
            continue;
        if (files[member->doc]++ == 0)
            names[member->doc] = buf_in(diags->arena);
        else
            buf_add(&names[member->doc], STR(", "));
        buf_add(&names[member->doc], member->input->name);
    }
    for (size_t i = 0; i < project->doc_count; i++) {
        const struct project_doc *doc = &project->docs[i];
        if (files[i] > 1 && is_known(doc->kind == PLAN_VP ? doc->period : doc->year))
            diag_arg(diags, diag_add(diags, "CFG032", doc->place), "documents", buf_str(&names[i]));
    }
}

/* One project of the run: what is wrong with its file, and with what it names. */
static void check_project(struct work *work, const struct accepts *accepts, struct result *result) {
    const struct linter *linter = work->linter;
    const struct project *project = accepts->project;
    struct accept_use *uses = arena_array(result->arena, struct accept_use, work->count);
    struct policy policy = policy_make(result->arena, linter->rules, &linter->options, project, (struct str){0});
    bool whole = linter->options.whole_project;
    size_t count = 0;
    for (size_t i = 0; i < project->remarks.count; i++) {
        struct diag *remark = arena_new(result->arena, struct diag);
        *remark = *project->remarks.items[i];
        diag_keep(&result->diags, remark);
    }
    verify_sets(linter->rules, project, &result->diags);
    report_missing(work, project, &result->diags);
    if (!linter->options.each)
        report_crowds(work, project, &result->diags);
    for (size_t i = 0; i < work->count; i++) {
        if (work->members[i].accepts != accepts || work->outcome->results[i]->context)
            continue;
        whole &= work->members[i].complete;
        uses[count++] = work->members[i].use;
    }
    if (!linter->options.no_suppress && !linter->options.each)
        accept_report_unused(*accepts, uses, count, whole, linter->rules, &policy, &result->diags);
    finish(linter, &policy, result);
    result->refused = diag_failed(&result->diags);
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

/* Adds up what the documents gave. A context document that could not be read fails the run too: nothing was traced to
 * it. */
static void sum_up(struct outcome *outcome) {
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

/* Takes out what reports do not show; it stays in the counts. */
static void hide_below(struct outcome *outcome, enum severity min_severity) {
    for (size_t i = 0; i < outcome->result_count; i++) {
        struct diag_list *diags = &outcome->results[i]->diags;
        size_t kept = 0;
        for (size_t k = 0; k < diags->count; k++)
            if (diags->items[k]->fatal || diags->items[k]->severity >= min_severity)
                diags->items[kept++] = diags->items[k];
        diags->count = kept;
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

/* ---- Baseline ---- */

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
static bool could_find(const struct work *work, size_t number, const struct baseline_entry *entry) {
    const struct result *result = work->outcome->results[number];
    size_t rule = map_find(work->linter->rule_by_id, entry->rule);
    return !result->context && !result->refused && result->diags.dropped == 0 && work->members[number].complete &&
           (rule == MAP_NONE || work->members[number].policy.enabled[rule]);
}

static void check_baseline(struct work *work, struct result *result) {
    const struct linter *linter = work->linter;
    const struct baseline *baseline = linter->options.baseline;
    struct outcome *outcome = work->outcome;
    size_t *left = arena_array(result->arena, size_t, baseline->count);
    size_t *met = arena_array(result->arena, size_t, baseline->count); /* with `each`: in the document of the entry */
    struct entry_numbers spent = {0};
    struct map *documents = map_create(result->arena);
    result->format = format_name(FORMAT_UNKNOWN);
    result->diags = diag_list_in(result->arena, (size_t)linter->options.limits.value[LIMIT_DIAGNOSTICS]);
    for (size_t i = 0; i < baseline->count; i++)
        left[i] = baseline->entries[i].count;
    for (size_t i = 0; i < work->count; i++) {
        map_add(documents, work->members[i].input->baseline_name, i);
        spent.count = 0;
        if (!work->outcome->results[i]->context)
            apply_baseline(baseline, left, result->arena, &spent, &work->outcome->results[i]->diags);
        /* A copy of a document must find all entries, whether its original is in the run or not. */
        for (size_t k = 0; k < spent.count && linter->options.each; k++) {
            size_t entry = spent.items[k];
            met[entry] += str_equal(baseline->entries[entry].path, work->members[i].input->baseline_name);
            left[entry]++;
        }
    }
    outcome->baseline = true;
    outcome->gone = arena_array(outcome->arena, struct gone, baseline->count);
    for (size_t i = 0; i < baseline->count; i++) {
        const struct baseline_entry *entry = &baseline->entries[i];
        size_t document = left[i] > met[i] ? map_find(documents, entry->path) : MAP_NONE;
        if (document == MAP_NONE || !could_find(work, document, entry))
            continue;
        outcome->gone[outcome->gone_count++] = (struct gone){entry, outcome->results[document]};
        struct diag *diag = diag_add(&result->diags, "CFG036", entry->place);
        diag_arg(&result->diags, diag, "rule", entry->rule);
        diag_arg(&result->diags, diag, "path", entry->path);
    }
    finish(linter, &linter->policy, result);
}

/* Returns how many different projects the inputs have. */
static size_t count_projects(const struct member *members, size_t count) {
    size_t different = 0;
    for (size_t i = 0; i < count; i++) {
        const struct project *project = members[i].input->project;
        bool seen = project == NULL || (i > 0 && members[i - 1].input->project == project);
        for (size_t k = 0; k < i && !seen; k++)
            seen = members[k].input->project == project;
        different += !seen;
    }
    return different;
}

/* Gives every document its project and policy, and every project of the run a result of its own. */
static void add_projects(struct work *work, struct arena *scratch, struct accepts *accepts) {
    const struct linter *linter = work->linter;
    size_t count = 0;
    for (size_t i = 0; i < work->count; i++) {
        struct member *member = &work->members[i];
        const struct project *project = member->input->project;
        member->doc = project ? project_find_doc(project, member->input->name) : PROJECT_NONE;
        member->policy = linter->policy;
        if (!project)
            continue;
        if (project->set_count)
            member->policy = policy_make(scratch, linter->rules, &linter->options, project, member->input->name);
        size_t known = 0;
        while (known < count && accepts[known].project != project)
            known++;
        member->accepts = &accepts[known];
        if (known < count)
            continue;
        struct result *result = work->outcome->results[work->count + count];
        result->format = format_name(FORMAT_UNKNOWN);
        result->diags = diag_list_in(result->arena, (size_t)linter->options.limits.value[LIMIT_DIAGNOSTICS]);
        accepts[count++] = accept_verify(scratch, project, linter->rules, linter->options.today, &result->diags);
    }
}

/* What was accepted with a reason is justified in the trace as well; only once all documents are checked, for they look
 * at each other's traces. What a plan accepts for its goals holds in every trace. */
static void justify(struct work *work, struct arena *scratch) {
    const struct rules *rules = work->linter->rules;
    for (size_t i = 0; i < work->count; i++) {
        const struct result *result = work->outcome->results[i];
        bool any = false;
        for (size_t k = 0; !result->context && k < result->diags.count; k++)
            any |= result->diags.items[k]->suppressed_by != NULL;
        for (size_t k = 0; any && k < work->count; k++) {
            struct trace *trace = work->outcome->results[k]->trace;
            if (trace && (k == i || !result->trace))
                check_justify(scratch, trace, rules, &result->diags);
        }
    }
}

struct outcome *lint(struct linter *linter, const struct lint_input *inputs, size_t count) {
    struct arena *scratch = arena_create();
    struct work work = {.linter = linter, .members = arena_array(scratch, struct member, count)};
    work.count = sort_inputs(inputs, count, scratch, work.members);
    size_t projects = count_projects(work.members, work.count);
    struct accepts *accepts = arena_array(scratch, struct accepts, projects);
    bool baseline = linter->options.baseline && !linter->options.no_suppress;
    struct outcome *outcome = outcome_create(linter->rules, linter->options.language, work.count + projects + baseline);
    work.outcome = outcome;
    work.sets = target_sets_create(outcome->arena);
    for (size_t i = 0; i < work.count; i++) {
        outcome->results[i]->path = work.members[i].input->path;
        outcome->results[i]->context = work.members[i].input->context;
    }
    add_projects(&work, scratch, accepts);
    run_phase(&work, TIMING_READ, read_document);
    run_phase(&work, TIMING_RELATE, relate_document);
    run_phase(&work, TIMING_CHECK, check_document);
    justify(&work, scratch);
    for (size_t i = 0; i < projects; i++)
        check_project(&work, &accepts[i], outcome->results[work.count + i]);
    if (baseline)
        check_baseline(&work, outcome->results[work.count + projects]);
    sum_up(outcome);
    hide_below(outcome, linter->options.min_severity);
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
