/* planlint pin PATH...: writes what the goals say that activities serve, so that TRC007 tells when they change. */
#include <stdio.h>

#include "command.h"
#include "files.h"
#include "locks.h"
#include "map.h"

/* One lock file that is being made. */
struct writing {
    struct str path;
    const struct lock *old; /* NULL: there was none */
    struct map *documents;  /* that were looked at: their old pins go */
    struct str real;
    VEC(struct lock_pin) pins;
};

struct pinning {
    struct settings *settings;
    struct map *by_path;
    VEC(struct writing) files;
};

static const struct lint_input *find_input(const struct lint_run *run, const struct result *result) {
    for (size_t i = 0; i < run->input_count; i++)
        if (str_equal(run->inputs[i].path, result->path))
            return &run->inputs[i];
    return NULL;
}

static struct writing *find_file(struct pinning *pinning, const struct lint_input *input) {
    struct arena *arena = pinning->settings->arena;
    struct str path = locks_path(arena, input->project, input->path);
    size_t number = map_add(pinning->by_path, path, pinning->files.count);
    if (number < pinning->files.count)
        return &pinning->files.items[number];
    struct writing *file = vec_add(arena, &pinning->files);
    *file = (struct writing){
        .path = path, .documents = map_create(arena), .real = file_real_folder(arena, file_folder(path))};
    return file;
}

static void pin_document(struct pinning *pinning, const struct lint_input *input, const struct result *result) {
    struct arena *arena = pinning->settings->arena;
    const struct trace *trace = result->trace;
    struct writing *file = find_file(pinning, input);
    struct str name = file_relative(arena, file->real, result->path);
    file->old = input->lock;
    map_add(file->documents, name, 0);
    for (size_t i = 0; i < trace->link_count; i++) {
        const struct trace_link *link = &trace->links[i];
        if (trace_serves(link->state) && link->plan < trace->plan_count)
            *vec_add(arena, &file->pins) =
                lock_pin_now(arena, name, result->plan, link->activity, trace->plans[link->plan], link->goal);
    }
}

/* Writes one lock, with the old pins of documents that were not looked at. */
static bool write_file(struct pinning *pinning, struct writing *file) {
    struct settings *settings = pinning->settings;
    struct buf content = buf_in(settings->arena);
    for (size_t i = 0; file->old && i < file->old->count; i++)
        if (map_find(file->documents, file->old->pins[i].document) == MAP_NONE)
            *vec_add(settings->arena, &file->pins) = file->old->pins[i];
    file->pins.count = lock_sort(file->pins.items, file->pins.count);
    lock_write(&content, file->pins.items, file->pins.count);
    if (!command_write(settings, file->path, buf_str(&content)))
        return false;
    bool one = file->pins.count == 1;
    printf(say(settings, one ? "%.*s: %zu koppling\n" : "%.*s: %zu kopplingar\n",
               one ? "%.*s: %zu link\n" : "%.*s: %zu links\n"),
           STR_ARGS(file->path), file->pins.count);
    return true;
}

int command_pin(struct settings *settings) {
    struct lint_run run = command_run(settings);
    struct pinning pinning = {.settings = settings, .by_path = map_create(settings->arena)};
    int status = 0;
    if (run.outcome->failed) {
        command_complain_run(settings, run.outcome);
        command_run_end(&run);
        return 2;
    }
    for (size_t i = 0; i < run.outcome->result_count; i++) {
        const struct result *result = run.outcome->results[i];
        const struct lint_input *input = find_input(&run, result);
        bool traced = input && !result->context && result->trace && result->trace->plan_count;
        if (traced && (result->plan->kind & (PLAN_AP | PLAN_RAPPORT)) && result->trace->link_count)
            pin_document(&pinning, input, result);
    }
    for (size_t i = 0; i < pinning.files.count; i++)
        status = write_file(&pinning, &pinning.files.items[i]) ? status : 2;
    if (pinning.files.count == 0) {
        complain(settings,
                 str_from(say(settings, "ingen aktivitetsplan har mål att minnas; ange verksamhetsplanen med --with",
                              "no activity plan has goals to remember; give the plan with --with")));
        status = 2;
    }
    command_run_end(&run);
    return status;
}
