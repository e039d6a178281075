/* Command: the functions of the command table, one file each, and what they share.
 * For app/. */
#ifndef PLANLINT_COMMAND_H
#define PLANLINT_COMMAND_H

#include "projects.h"

/* Each returns the exit status. */
int command_check(struct settings *settings);
int command_extract(struct settings *settings);
int command_rules(struct settings *settings);
int command_explain(struct settings *settings);
int command_baseline(struct settings *settings);
int command_config(struct settings *settings);
int command_init(struct settings *settings);
int command_trace(struct settings *settings);
int command_pin(struct settings *settings);
int command_hook(struct settings *settings);
int command_completions(struct settings *settings);
int command_version(struct settings *settings);
int command_help(struct settings *settings);

/* Reads the packs of --rules, else those of the projects, into the options. Returns false with CFG diagnostics in
 * *diags when that fails. */
bool command_packs(struct settings *settings, struct projects *projects, struct diag_list *diags);

/* The same, with the project of the current folder when `projects` is NULL, and makes the linter; NULL when that fails.
 */
struct linter *command_linter(struct settings *settings, struct projects *projects, struct diag_list *diags);

/* Copies --select, --ignore and --severity to the options of the run. */
void command_take_rules(struct settings *settings);

/* Writes a file. Returns false after a message when it could not be written. */
bool command_write(const struct settings *settings, struct str path, struct str content);

/* Writes to standard output what a command shows; false after a message when that failed. */
bool command_show(const struct settings *settings, struct str text);

/* Says that a file could not be written. */
void command_complain_write(const struct settings *settings, struct str path, struct str reason);

/* The documents that the command line asks for, linted. */
struct lint_run {
    struct linter *linter; /* NULL: the configuration is faulty */
    struct outcome *outcome;
    const struct lint_input *inputs; /* as they were read */
    size_t input_count;
};

/* Collects and lints the documents. What fails on the way is in the outcome. The caller ends the run. */
struct lint_run command_run(struct settings *settings);
void command_run_end(struct lint_run *run);

/* Prints the findings of a run that failed, on standard error: its result would tell too little. */
void command_complain_run(const struct settings *settings, const struct outcome *outcome);

/* Prints diagnostics that stopped a command, on standard error. */
void command_complain(struct settings *settings, struct diag_list *diags);

#endif
