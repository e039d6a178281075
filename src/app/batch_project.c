#include "batch.h"
#include "buf.h"

size_t batch_count_projects(const struct member *members, size_t count) {
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

void batch_add_projects(struct batch *batch, struct arena *scratch, struct accepts *accepts) {
    const struct linter *linter = batch->linter;
    size_t count = 0;
    for (size_t i = 0; i < batch->count; i++) {
        struct member *member = &batch->members[i];
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
        struct result *result = batch->outcome->results[batch->count + count];
        result->format = format_name(FORMAT_UNKNOWN);
        result->diags = diag_list_in(result->arena, (size_t)linter->options.limits.value[LIMIT_DIAGNOSTICS]);
        accepts[count++] = accept_verify(scratch, project, linter->rules, linter->options.today, &result->diags);
    }
}

/* Says about <set> elements what the command line would hear about --severity. */
static void verify_sets(const struct rules *rules, const struct project *project, struct diag_list *diags) {
    for (size_t i = 0; i < project->set_count; i++)
        if (!rules_any(rules, project->sets[i].rule))
            rules_unknown(rules, project->sets[i].rule, diag_fail(diags, "CFG004", project->sets[i].place), diags);
}

/* Whether a document that is checked leads to document `doc` of the project. */
static bool is_wanted(const struct batch *batch, const struct project *project, size_t doc) {
    size_t relatives[PROJECT_RELATIVES];
    for (size_t i = 0; i < batch->count; i++) {
        const struct member *member = &batch->members[i];
        if (member->input->project != project || member->doc == PROJECT_NONE || member->input->context)
            continue;
        size_t count = project_relatives(project, member->doc, relatives);
        for (size_t k = 0; k < count; k++)
            if (relatives[k] == doc)
                return true;
    }
    return false;
}

static void report_missing(const struct batch *batch, const struct project *project, struct diag_list *diags) {
    bool all = batch->linter->options.whole_project || batch->linter->options.removed;
    for (size_t i = 0; i < project->doc_count; i++) {
        const struct project_doc *doc = &project->docs[i];
        if (!doc->missing || !(all || is_wanted(batch, project, i)))
            continue;
        struct diag *diag = diag_add(diags, "XDC001", doc->place);
        diag_arg(diags, diag, "document", doc->id);
        diag_arg(diags, diag, "path", doc->href);
    }
}

/* A document with a period or year of its own is one file. */
static void report_crowds(const struct batch *batch, const struct project *project, struct diag_list *diags) {
    size_t *files = arena_array(diags->arena, size_t, project->doc_count);
    struct buf *names = arena_array(diags->arena, struct buf, project->doc_count);
    for (size_t i = 0; i < batch->count; i++) {
        const struct member *member = &batch->members[i];
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
        if (files[i] > 1 && date_known(doc->kind == PLAN_VP ? doc->period : doc->year))
            diag_arg(diags, diag_add(diags, "CFG032", doc->place), "documents", buf_str(&names[i]));
    }
}

/* Whether every document of the project is in the run, or nowhere: --project takes those of one, and documents of
 * others that this one names. */
static bool all_in_run(const struct batch *batch, const struct project *project, struct arena *arena) {
    bool *there = arena_array(arena, bool, project->doc_count), all = true;
    for (size_t i = 0; i < batch->count; i++)
        if (batch->members[i].input->project == project && batch->members[i].doc != PROJECT_NONE)
            there[batch->members[i].doc] = true;
    for (size_t i = 0; i < project->doc_count; i++)
        all &= there[i] || project->docs[i].missing;
    return all;
}

void batch_check_project(struct batch *batch, const struct accepts *accepts, struct result *result) {
    const struct linter *linter = batch->linter;
    const struct project *project = accepts->project;
    struct accept_use *uses = arena_array(result->arena, struct accept_use, batch->count);
    struct policy policy = policy_make(result->arena, linter->rules, &linter->options, project, (struct str){0});
    bool whole = linter->options.whole_project && all_in_run(batch, project, result->arena);
    size_t count = 0;
    for (size_t i = 0; i < project->remarks.count; i++) {
        struct diag *remark = arena_new(result->arena, struct diag);
        *remark = *project->remarks.items[i];
        diag_keep(&result->diags, remark);
    }
    verify_sets(linter->rules, project, &result->diags);
    report_missing(batch, project, &result->diags);
    if (!linter->options.each)
        report_crowds(batch, project, &result->diags);
    for (size_t i = 0; i < batch->count; i++) {
        if (batch->members[i].accepts != accepts || batch->outcome->results[i]->context)
            continue;
        whole &= batch->outcome->results[i]->complete;
        uses[count++] = batch->members[i].use;
    }
    if (!linter->options.no_suppress && !linter->options.each)
        accept_report_unused(*accepts, uses, count, whole, linter->rules, &policy, &result->diags);
    batch_finish(linter, &policy, result);
    result->refused = diag_failed(&result->diags);
}
