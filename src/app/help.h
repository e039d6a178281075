/* Help: what the tables of commands, options, formats and limits say, for people, as a manual page and for shells.
 * For app/. All of it goes to standard output, in the language of the settings. */
#ifndef PLANLINT_HELP_H
#define PLANLINT_HELP_H

#include "options.h"

/* Writes the help of the program. */
void help_program(const struct settings *settings);

/* Writes the help of one command. */
void help_command(const struct settings *settings, const struct command *command);

#endif
