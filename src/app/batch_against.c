#include "batch.h"
#include "relations.h"

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

bool batch_misses_one(const struct batch *batch, size_t number) {
    const struct member *from = &batch->members[number];
    size_t relatives[PROJECT_RELATIVES], relative_count = 0;
    if (from->doc != PROJECT_NONE)
        relative_count = project_relatives(from->input->project, from->doc, relatives);
    for (size_t i = 0; i < relative_count; i++)
        if (from->input->project->docs[relatives[i]].missing)
            return true;
    return batch->linter->options.is_there && !from->input->piped &&
           relations_check(batch->outcome->results[number]->plan, from->input->path, &batch->linter->options, NULL);
}

struct against batch_against(struct arena *arena, const struct batch *batch, size_t number) {
    const struct member *from = &batch->members[number];
    struct against against = {.others = arena_array(arena, const struct plan *, batch->stay_count)};
    size_t relatives[PROJECT_RELATIVES], relative_count = 0;
    if (from->doc != PROJECT_NONE)
        relative_count = project_relatives(from->input->project, from->doc, relatives);
    for (size_t k = 0; k < batch->stay_count; k++) {
        size_t i = batch->stays[k];
        const struct plan *plan = batch->outcome->results[i]->plan;
        if (!plan || i == number || is_ruled_out(from, &batch->members[i], plan->kind, relatives, relative_count))
            continue;
        if (batch->members[i].related && !is_relative(from, &batch->members[i], relatives, relative_count))
            continue;
        against.others[against.other_count++] = plan;
    }
    return against;
}

const struct trace **batch_other_traces(struct arena *arena, const struct batch *batch, size_t number,
                                        const struct against *against) {
    if (batch->outcome->results[number]->plan->goal_count == 0)
        return NULL;
    const struct trace **traces = arena_array(arena, const struct trace *, against->other_count);
    for (size_t i = 0, k = 0; i < batch->stay_count && k < against->other_count; i++)
        if (batch->outcome->results[batch->stays[i]]->plan == against->others[k])
            traces[k++] = batch->outcome->results[batch->stays[i]]->trace;
    return traces;
}

void batch_serve(struct batch *batch, size_t number) {
    const struct trace *trace = batch->outcome->results[number]->trace;
    if (!trace || trace->from->kind != PLAN_AP || batch->members[number].related)
        return;
    pthread_mutex_lock(&batch->mutex);
    for (size_t i = 0, k = 0; i < batch->stay_count && k < trace->plan_count; i++) {
        size_t target = batch->stays[i];
        if (batch->outcome->results[target]->plan != trace->plans[k])
            continue;
        check_serve(batch->outcome->arena, &batch->members[target].served, trace->plans[k], trace);
        k++;
    }
    pthread_mutex_unlock(&batch->mutex);
}
