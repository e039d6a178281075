#include "command.h"

#include <stdio.h>

#include "files.h"
#include "store.h"

bool command_packs(struct settings *settings, struct projects *projects, struct diag_list *diags) {
    struct arena *arena = settings->arena;
    size_t count = settings->packs.count;
    if (count == 0) {
        projects_set_packs(projects);
        return !diag_failed(diags);
    }
    settings->lint.packs = arena_array(arena, struct source *, count);
    settings->lint.pack_count = count;
    for (size_t i = 0; i < count; i++) {
        struct str path = settings->packs.items[i], bytes = {0}, reason = {0};
        const char *failure = store_read(settings, path, &bytes, &reason);
        if (failure)
            file_report(diags, "CFG010", (struct place){0}, path, failure, reason);
        settings->lint.packs[i] = source_create(arena, path, (struct str){0}, bytes);
    }
    return !diag_failed(diags);
}

struct linter *command_linter(struct settings *settings, struct projects *projects, struct diag_list *diags) {
    if (!projects) {
        projects = projects_create(settings, diags);
        projects_here(projects);
    }
    return command_packs(settings, projects, diags) ? linter_create(&settings->lint, diags) : NULL;
}

void command_take_rules(struct settings *settings) {
    settings->lint.select = settings->select.items;
    settings->lint.select_count = settings->select.count;
    settings->lint.ignore = settings->ignore.items;
    settings->lint.ignore_count = settings->ignore.count;
    settings->lint.severities = settings->severities.items;
    settings->lint.severity_count = settings->severities.count;
}

bool command_write(const struct settings *settings, struct str path, struct str content) {
    struct str reason = {0};
    if (file_write(settings->arena, path, content, &reason))
        return true;
    command_complain_write(settings, path, reason);
    return false;
}

bool command_show(const struct settings *settings, struct str text) {
    if (file_write_stdout(text))
        return true;
    complain(settings, str_from(say(settings, "det som skulle visas kunde inte skrivas till standard ut",
                                    "what was to be shown could not be written to standard output")));
    return false;
}

void command_complain_write(const struct settings *settings, struct str path, struct str reason) {
    complain(settings, str_format(settings->arena,
                                  say(settings, "%.*s kunde inte skrivas: %.*s", "%.*s could not be written: %.*s"),
                                  STR_ARGS(path), STR_ARGS(reason)));
}

void command_complain(struct settings *settings, struct diag_list *diags) {
    struct outcome *outcome = lint_configuration(&settings->lint, diags);
    struct buf text = buf_in(settings->arena);
    struct report_options options = {.quiet = true, .version = settings->report.version};
    report_find(STR("text"))->render(outcome, &options, &text);
    file_write_stderr(buf_str(&text));
    outcome_destroy(outcome);
}

void command_complain_run(const struct settings *settings, const struct outcome *outcome) {
    struct buf text = buf_in(settings->arena);
    struct report_options options = {.quiet = true, .version = settings->report.version};
    report_find(STR("text"))->render(outcome, &options, &text);
    file_write_stderr(buf_str(&text));
}
