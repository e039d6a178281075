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
int command_help(struct settings *settings);

/* Reads the packs of --rules, else those of the projects (NULL: of the current folder's), and makes the linter. Returns
 * NULL with CFG diagnostics in *diags when that fails. */
struct linter *command_linter(struct settings *settings, struct projects *projects, struct diag_list *diags);

/* Prints diagnostics that stopped a command, on standard error. */
void command_complain(struct settings *settings, struct diag_list *diags);

#endif
