/* Options: one table of commands and one of options; the parser, --help and `planlint help COMMAND` are made from them.
 * For app/. */
#ifndef PLANLINT_OPTIONS_H
#define PLANLINT_OPTIONS_H

#include "lint.h"
#include "report.h"
#include "vec.h"

/* Where one report goes. */
struct output {
    const struct report_format *format;
    struct str path; /* empty: standard output */
};

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
enum extract_as { EXTRACT_TEXT, EXTRACT_XML, EXTRACT_CSV, EXTRACT_JSON };

/* What the command line asks for. */
struct settings {
    struct arena *arena;
    const struct command *command;
    struct lint_options lint;
    struct report_options report;
    struct str_list paths, with, files_from, packs, select, ignore;
    VEC(struct severity_setting) severities;
    VEC(struct output) outputs;
    struct str stdin_filename, config, baseline;
    bool nul_separated, isolated, whole_project, help, version;
    bool aside; /* standard output is taken: reports go to standard error */
    bool fix, unsafe_fixes,
        diff;                 /* unsafe_fixes: fix all that can be; diff: show what fixes would do, and write nothing */
    enum severity fail_level; /* SEVERITY_OFF: never */
    enum color color;
    enum extract_as as;
};

struct command {
    const char *name, *arguments;
    const char *help[LANGUAGES];
    int (*run)(struct settings *settings); /* returns the exit status */
};

/* The commands, ended by a row with a NULL name. */
extern const struct command commands[];

/* Fills *settings from the command line. Returns false after one line on standard error that says what is wrong, where
 * and what to do. The language is settled first: --lang, else LC_ALL, LC_MESSAGES or LANG, else Swedish. */
bool options_parse(struct settings *settings, int argc, char **argv);

/* Returns the command of this name, or NULL after a message with the nearest one. */
const struct command *options_command(const struct settings *settings, struct str name);

/* Writes the help of the program, or of one command, to standard output. */
void options_help(const struct settings *settings, const struct command *command);

/* Returns the Swedish or the English words. */
__attribute__((format_arg(2), format_arg(3))) const char *say(const struct settings *settings, const char *swedish,
                                                              const char *english);

/* Writes "planlint: error: ..." to standard error, document text made harmless. */
void complain(const struct settings *settings, struct str message);

#endif
