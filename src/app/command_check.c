/* planlint check: collect the files, lint them together, write the reports. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cache.h"
#include "command.h"
#include "files.h"
#include "git.h"
#include "locks.h"
#include "map.h"
#include "mend.h"
#include "progress.h"
#include "store.h"
#include "timing.h"
#include "timing_table.h"

/* Everything between the command line and the outcome. */
struct job {
    struct settings *settings;
    struct projects *projects;
    struct locks *locks;
    struct str baseline_folder;     /* canonical */
    struct diag_list configuration; /* what is wrong with the command line, the projects or the packs */
    VEC(struct lint_input) inputs;
    bool ready; /* nothing is wrong so far */
};

/* Why a file is in the run: named to be checked, related by its project to what is, or named by --with. */
enum role { GIVEN, RELATED, CONTEXT };

static void fail(struct job *job, const char *id, struct str value, struct str reason) {
    struct diag *diag = diag_fail(&job->configuration, id, (struct place){0});
    diag_arg(&job->configuration, diag, "value", value);
    diag_arg(&job->configuration, diag, "reason", reason);
}

/* What is known of a file before it is read. */
static struct lint_input identify(const struct job *job, struct str path, enum role role) {
    const struct settings *settings = job->settings;
    struct lint_input input = {
        .path = path, .context = role != GIVEN, .related = settings->lint.each && role != CONTEXT};
    input.piped = str_is(path, "-");
    if (input.piped)
        input.path = settings->stdin_filename.len ? settings->stdin_filename : STR("<stdin>");
    input.project = projects_find(job->projects, input.path, &input.name);
    input.lock = locks_find(job->locks, input.project, input.path, &input.lock_name);
    if (settings->baseline.len)
        input.baseline_name = store_relative(settings, job->baseline_folder, input.path);
    return input;
}

/* Reads one file into the inputs; what cannot be read stays an input, so that the report names it. */
static void add_input(struct job *job, struct lint_input input) {
    struct settings *settings = job->settings;
    if (input.piped && isatty(STDIN_FILENO))
        fprintf(stderr, "%s\n",
                say(job->settings, "planlint: läser från terminalen; Ctrl-D avslutar",
                    "planlint: reading from the terminal; Ctrl-D ends it"));
    input.unread = settings->lint.only_findings && !settings->index && !settings->cache && !input.piped &&
                   settings->changed_since.len == 0;
    if (!input.unread)
        input.unreadable = store_read(settings, input.piped ? STR("-") : input.path, &input.bytes, &input.reason);
    *vec_add(settings->arena, &job->inputs) = input;
}

/* Whether a file is known to be no document: the baseline, or rules of its project. */
static bool is_companion(const struct settings *settings, const struct lint_input *input) {
    struct str baseline = settings->baseline;
    const struct project *project = input->project;
    bool is =
        baseline.len && str_equal(input->baseline_name, str_slice(baseline, file_folder(baseline).len, baseline.len));
    for (size_t i = 0; project && i < project->use_count && !is; i++)
        is = str_equal(project->uses[i].file, input->name);
    return is;
}

/* What is named is read whatever it is; of what a folder or pattern has, documents. */
static void add_path(struct job *job, struct str path, enum role role) {
    struct str_list files = {0};
    const char *failure = store_expand(job->settings, path, &files);
    if (failure)
        fail(job, failure, path, str_copy(job->settings->arena, str_from(strerror(errno))));
    size_t before = job->inputs.count;
    for (size_t i = 0; i < files.count; i++) {
        struct lint_input input = identify(job, files.items[i], role);
        if (str_equal(files.items[i], path) || !is_companion(job->settings, &input))
            add_input(job, input);
    }
    if (!failure && job->inputs.count == before)
        fail(job, "CFG051", path, (struct str){0});
}

static void add_files_from(struct job *job, struct str path) {
    struct settings *settings = job->settings;
    struct str text, reason = {0};
    const char *failure = store_read(settings, path, &text, &reason);
    if (failure) {
        fail(job, "CFG052", path, reason);
        return;
    }
    struct str_list listed = {0};
    file_list_parse(settings->arena, text, settings->nul_separated, &listed);
    for (size_t i = 0; i < listed.count; i++)
        add_path(job, listed.items[i], GIVEN);
}

/* Whether the file is among the inputs, however its path is written. */
static bool is_input(const struct job *job, const struct project *project, struct str name) {
    for (size_t i = 0; i < job->inputs.count; i++)
        if (job->inputs.items[i].project == project && str_equal(job->inputs.items[i].name, name))
            return true;
    return false;
}

static void add_document(struct job *job, const struct project *project, size_t doc, enum role role) {
    struct str_list files = {0};
    projects_expand(job->projects, project, doc, &files);
    for (size_t i = 0; i < files.count; i++) {
        struct lint_input input = identify(job, files.items[i], role);
        if (!is_input(job, project, input.name))
            add_input(job, input);
    }
}

/* All documents of the project, for --project. */
static void add_project(struct job *job) {
    const struct project *project = projects_here(job->projects);
    if (!project && !diag_failed(&job->configuration))
        fail(job, "CFG054", (struct str){0}, (struct str){0});
    for (size_t i = 0; project && i < project->doc_count; i++)
        add_document(job, project, i, GIVEN);
    job->settings->lint.whole_project = true;
}

/* The documents that those to be checked implement or follow are their context, unless the command line names another.
 */
static void add_relatives(struct job *job) {
    size_t count = job->inputs.count, relatives[PROJECT_RELATIVES];
    for (size_t i = 0; i < count; i++) {
        const struct lint_input input = job->inputs.items[i];
        if (!input.project)
            continue;
        size_t related = project_relatives(input.project, project_find_doc(input.project, input.name), relatives);
        for (size_t k = 0; k < related; k++)
            add_document(job, input.project, relatives[k], RELATED);
    }
}

/* Reads the file of --baseline. */
static void load_baseline(struct job *job) {
    struct settings *settings = job->settings;
    struct str bytes = {0}, reason = {0};
    if (settings->baseline.len == 0)
        return;
    const char *failure = store_read(settings, settings->baseline, &bytes, &reason);
    if (failure) {
        file_report(&job->configuration, "CFG037", (struct place){0}, settings->baseline, failure, reason);
        return;
    }
    job->baseline_folder = store_real_folder(settings, file_folder(settings->baseline));
    settings->lint.baseline =
        baseline_load(settings->arena, source_create(settings->arena, settings->baseline, (struct str){0}, bytes),
                      &settings->lint.limits, &job->configuration);
}

/* All documents of the projects that what is staged belongs to: their context is what they will be after the commit. */
static void add_staged(struct job *job) {
    struct settings *settings = job->settings;
    VEC(const struct project *) projects = {0};
    for (size_t i = 0; i < settings->paths.count; i++) {
        struct str path = settings->paths.items[i], name;
        const struct project *project = projects_find(job->projects, path, &name);
        bool known = project == NULL;
        for (size_t k = 0; k < projects.count && !known; k++)
            known = projects.items[k] == project;
        if (!known)
            *vec_add(settings->arena, &projects) = project;
        if (!str_is(str_slice(path, file_folder(path).len, path.len), PROJECT_FILE))
            add_input(job, identify(job, path, GIVEN));
    }
    for (size_t i = 0; i < settings->removed.count; i++) {
        const struct project *project = projects_find(job->projects, settings->removed.items[i], &(struct str){0});
        if (project)
            *vec_add(settings->arena, &projects) = project; /* twice does no harm: a file is an input once */
    }
    settings->lint.removed = settings->removed.count != 0;
    for (size_t k = 0; k < projects.count; k++)
        for (size_t i = 0; i < projects.items[k]->doc_count; i++)
            add_document(job, projects.items[k], i, RELATED);
}

/* Of --changed-since: what did not change is context. */
static bool leave_unchanged(struct job *job) {
    struct settings *settings = job->settings;
    struct arena *arena = settings->arena;
    struct map *changed = map_create(arena);
    struct str_list names = {0};
    struct str root;
    if (!git_changed_since(settings, settings->changed_since, &root, &names))
        return false;
    for (size_t i = 0; i < names.count; i++)
        map_add(changed, names.items[i], i);
    for (size_t i = 0; i < job->inputs.count; i++) {
        struct lint_input *input = &job->inputs.items[i];
        struct str folder = file_folder(input->path), real = file_real_folder(arena, folder);
        struct str name = str_format(arena, "%.*s%.*s", STR_ARGS(str_slice(real, root.len, real.len)),
                                     STR_ARGS(str_slice(input->path, folder.len, input->path.len)));
        if (str_starts(real, root) && !input->piped && !input->unreadable && map_find(changed, name) == MAP_NONE)
            input->context = true;
    }
    settings->lint.whole_project = false; /* what the others use of the project file is not seen */
    return true;
}

static void collect(struct job *job) {
    struct settings *settings = job->settings;
    if (settings->index) {
        add_staged(job);
        return;
    }
    if (settings->whole_project)
        add_project(job);
    for (size_t i = 0; i < settings->paths.count; i++)
        add_path(job, settings->paths.items[i], GIVEN);
    for (size_t i = 0; i < settings->files_from.count; i++)
        add_files_from(job, settings->files_from.items[i]);
    if (job->inputs.count == 0 && job->configuration.count == 0)
        fail(job, "CFG053", (struct str){0}, (struct str){0});
    if (settings->with.count == 0)
        add_relatives(job);
    for (size_t i = 0; i < settings->with.count; i++)
        add_path(job, settings->with.items[i], CONTEXT);
    if (settings->changed_since.len && !leave_unchanged(job))
        fail(job, "CFG056", settings->changed_since, (struct str){0});
}

/* --color, then the conventions of terminals (notes on formats, section 5). */
static bool use_color(const struct settings *settings) {
    const char *force = getenv("FORCE_COLOR"), *no = getenv("NO_COLOR"), *always = getenv("CLICOLOR_FORCE"),
               *terminal = getenv("TERM");
    if (settings->color != COLOR_AUTO)
        return settings->color == COLOR_ALWAYS;
    if (force && *force)
        return true;
    if (no && *no)
        return false;
    if (always && *always && strcmp(always, "0") != 0)
        return true;
    return isatty(STDOUT_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

static struct str render(const struct settings *settings, const struct outcome *outcome, const struct output *output) {
    struct buf content = buf_in(settings->arena);
    struct report_options options = settings->report;
    options.color = output->path.len == 0 && !settings->aside && use_color(settings);
    if (output->append)
        options.max_bytes = 1000000; /* GitHub refuses more than a MiB of a summary */
    output->format->render(outcome, &options, &content);
    return buf_str(&content);
}

/* Writes one report; false after a message when it could not be written. */
static bool write_output(const struct settings *settings, const struct output *output, struct str content) {
    struct str reason = {0};
    if (output->path.len == 0) {
        if (settings->aside ? file_write_stderr(content) : file_write_stdout(content))
            return true;
        complain(settings, str_from(say(settings, "rapporten kunde inte skrivas till standard ut",
                                        "the report could not be written to standard output")));
        return false;
    }
    if (!output->append)
        return command_write(settings, output->path, content);
    if (file_append(settings->arena, output->path, content, &reason))
        return true;
    command_complain_write(settings, output->path, reason);
    return false;
}

/* Where formats that a forge reads name files from: --path-root, else what the forge calls its folder. Links on the way
 * there count by their name and by where they lead. Returns false after a message. */
static bool find_root(struct settings *settings) {
    static const char *const variables[] = {"GITHUB_WORKSPACE", "CI_PROJECT_DIR"};
    struct report_options *report = &settings->report;
    struct str root = settings->path_root;
    for (size_t i = 0; i < sizeof(variables) / sizeof(*variables) && root.len == 0; i++)
        root = str_from(getenv(variables[i]));
    if (root.len == 0)
        return true;
    struct str real = file_real_folder(settings->arena, root);
    if (real.len == 0 && settings->path_root.len) {
        complain(settings, str_format(settings->arena, say(settings, "%.*s är ingen mapp", "%.*s is not a folder"),
                                      STR_ARGS(root)));
        return false;
    }
    report->folder = file_real_folder(settings->arena, (struct str){0});
    if (root.data[0] == '/')
        report->roots[report->root_count++] = root;
    if (real.len)
        report->roots[report->root_count++] = real;
    return true;
}

/* The table of all findings on the page of the build, when GitHub shows the report: annotations are ten of a kind. */
static void add_summary(struct settings *settings) {
    const char *path = getenv("GITHUB_STEP_SUMMARY");
    size_t count = settings->outputs.count;
    for (size_t i = 0; i < count && path && *path; i++)
        if (settings->outputs.items[i].format == report_find(STR("github")) && !settings->outputs.items[i].path.len) {
            *vec_add(settings->arena, &settings->outputs) =
                (struct output){.format = report_find(STR("markdown")), .path = str_from(path), .append = true};
            return;
        }
}

/* Renders what the entry does not have yet, and writes all. */
static bool write_outputs(struct settings *settings, const struct outcome *outcome, struct cache_entry *entry) {
    bool written = true;
    for (size_t i = 0; i < settings->outputs.count; i++) {
        const struct output *output = &settings->outputs.items[i];
        /* A patch speaks for itself, but not about what could not be read. */
        if (outcome && settings->diff && !outcome->failed && output->path.len == 0)
            continue;
        if (outcome)
            entry->reports[i] = render(settings, outcome, output);
        written &= write_output(settings, output, entry->reports[i]);
    }
    return written;
}

/* Today, or the day of SOURCE_DATE_EPOCH, so that a build or test can repeat its output. */
static int32_t today(void) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    uint64_t seconds;
    if (epoch && str_to_number(str_from(epoch), &seconds))
        return (int32_t)(seconds / 86400);
    return (int32_t)(time(NULL) / 86400);
}

/* Who asks whether a file is there: the threads of lint. */
struct asking {
    struct settings *settings;
    pthread_mutex_t mutex;
};

static bool is_there(void *of, struct str path) {
    struct asking *asking = of;
    pthread_mutex_lock(&asking->mutex);
    bool there = store_has(asking->settings, path);
    cache_ask(asking->settings->cache, path, there);
    pthread_mutex_unlock(&asking->mutex);
    return there;
}

static const char *load(const struct limits *limits, struct arena *arena, const struct lint_input *input, size_t most,
                        struct str *bytes, struct str *reason) {
    return most == SIZE_MAX ? file_read(arena, input->path, limits->value[LIMIT_INPUT_BYTES], bytes, reason)
                            : file_read_head(arena, input->path, most, bytes);
}

/* Whether the run is over when its findings are known. Columns of cells are counted in lines of the documents. */
static bool wants_only_findings(const struct settings *settings) {
    return !settings->fix && !settings->unsafe_fixes && !settings->diff &&
           settings->report.column_unit != COLUMN_DISPLAY;
}

/* Reads all files that the run needs. */
static void prepare(struct job *job, struct settings *settings) {
    *job = (struct job){.settings = settings, .configuration = diag_list_in(settings->arena, 0)};
    struct asking *asking = arena_new(settings->arena, struct asking);
    asking->settings = settings;
    pthread_mutex_init(&asking->mutex, NULL);
    progress_start(settings);
    settings->lint.is_there = is_there;
    settings->lint.there = asking;
    settings->lint.load = load;
    command_take_rules(settings);
    job->projects = projects_create(settings, &job->configuration);
    job->locks = locks_create(settings, &job->configuration);
    load_baseline(job);
    collect(job);
    job->ready = !diag_failed(&job->configuration) && command_packs(settings, job->projects, &job->configuration);
}

static struct lint_run run_job(struct job *job) {
    struct lint_run run = {.inputs = job->inputs.items, .input_count = job->inputs.count};
    if (job->ready)
        run.linter = linter_create(&job->settings->lint, &job->configuration);
    run.outcome = run.linter ? lint(run.linter, run.inputs, run.input_count)
                             : lint_configuration(&job->settings->lint, &job->configuration);
    progress_end(job->settings);
    return run;
}

struct lint_run command_run(struct settings *settings) {
    struct job job;
    settings->lint.today = today();
    prepare(&job, settings);
    return run_job(&job);
}

void command_run_end(struct lint_run *run) {
    outcome_destroy(run->outcome);
    linter_destroy(run->linter);
}

/* The inputs as the run sees them; their bytes are in the key since they were read. */
static bool find_in_cache(const struct job *job, struct cache_entry *entry) {
    struct cache *cache = job->settings->cache;
    const struct report_options *report = &job->settings->report;
    cache_add(cache, report->folder);
    for (size_t i = 0; i < report->root_count; i++)
        cache_add(cache, report->roots[i]);
    for (size_t i = 0; i < job->inputs.count; i++) {
        const struct lint_input *input = &job->inputs.items[i];
        cache_add(cache, input->path);
        cache_add(cache, input->name);
        cache_add(cache, input->context ? STR("context") : STR(""));
    }
    return job->ready && cache_find(cache, entry);
}

/* --list-files: the documents that would be reported on. */
static int list_files(const struct job *job) {
    struct buf out = buf_in(job->settings->arena);
    for (size_t i = 0; i < job->inputs.count; i++)
        if (!job->inputs.items[i].context)
            buf_format(&out, "%.*s%c", STR_ARGS(job->inputs.items[i].path), job->settings->nul_separated ? '\0' : '\n');
    return command_show(job->settings, buf_str(&out)) ? 0 : 2;
}

int command_check(struct settings *settings) {
    struct job job;
    bool shown = false, mended = true;
    if (!find_root(settings))
        return 2;
    if (settings->outputs.count == 0)
        *vec_add(settings->arena, &settings->outputs) = (struct output){.format = report_find(STR("text"))};
    add_summary(settings);
    struct cache_entry entry = {.count = settings->outputs.count,
                                .reports = arena_array(settings->arena, struct str, settings->outputs.count)};
    settings->lint.today = today();
    if (settings->timing)
        settings->lint.timing = arena_new(settings->arena, struct timing);
    settings->lint.only_findings = wants_only_findings(settings);
    for (size_t i = 0; i < settings->outputs.count; i++)
        settings->lint.notes |= settings->outputs.items[i].format->notes;
    if (!settings->fix && !settings->unsafe_fixes && !settings->diff && !settings->timing)
        settings->cache = cache_open(settings);
    prepare(&job, settings);
    if (settings->list_files && job.ready)
        return list_files(&job);
    if (find_in_cache(&job, &entry))
        return write_outputs(settings, NULL, &entry) ? entry.status : 2;
    struct lint_run run = run_job(&job);
    mended = mend_run(settings, &run, &shown);
    progress_end(settings);
    bool written = write_outputs(settings, run.outcome, &entry) && mended;
    if (settings->timing && run.linter)
        timing_table_write(settings, linter_rules(run.linter));
    entry.status = written ? outcome_status(run.outcome, settings->fail_level) : 2;
    if (entry.status == 0 && (shown || run.outcome->severities[SEVERITY_WARNING] > settings->max_warnings))
        entry.status = 1;
    if (entry.status != 2)
        cache_store(settings->cache, &entry);
    command_run_end(&run);
    return entry.status;
}
