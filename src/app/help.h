/* Help: what the tables of commands, options, formats and limits say, for people, as a manual page and for shells.
 * For app/. All of it is in the language of the settings. */
#ifndef PLANLINT_HELP_H
#define PLANLINT_HELP_H

#include "options.h"

/* Writes the help of the program to standard output. */
void help_program(const struct settings *settings);

/* Writes the help of one command to standard output. */
void help_command(const struct settings *settings, const struct command *command);

/* Appends the manual page planlint(1), in mdoc. */
void manual_write(const struct settings *settings, struct buf *out);

/* Appends the rules as a list in mdoc, for planlint-rules(5). */
void manual_rules(const struct settings *settings, const struct rules *rules, struct buf *out);

/* Appends the elements and attributes of a shipped schema, "project" or "rules", in mdoc; false: there is none. */
bool manual_grammar(const struct settings *settings, struct str name, struct buf *out);

/* Appends the completions of a shell, "bash", "zsh" or "fish"; false: of no other. */
bool completions_write(const struct settings *settings, const struct rules *rules, struct str shell, struct buf *out);

#endif
