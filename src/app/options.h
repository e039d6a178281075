/* Options: one table of commands and one of options. The parser, the help, the manual page and the completions of the
 * shells are made from them. For app/. */
#ifndef PLANLINT_OPTIONS_H
#define PLANLINT_OPTIONS_H

#include "lint.h"
#include "report.h"
#include "vec.h"

/* Where one report goes. */
struct output {
    const struct report_format *format;
    struct str path; /* empty: standard output */
    bool append;     /* other programs write there too */
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
    struct str_list removed; /* hook run --staged: documents that the commit takes away */
    VEC(struct severity_setting) severities;
    VEC(struct output) outputs;
    struct str stdin_filename, config, baseline, path_root;
    struct store_index *index; /* the files as git's index has them, see store.h; NULL: those on the disk */
    struct progress *progress; /* NULL: not shown */
    struct cache *cache;       /* of this run; NULL: none */
    struct str cache_dir;
    bool no_cache;
    char **arguments; /* of the program */
    int argument_count;
    struct str changed_since; /* a revision; empty: all documents are reported on */
    bool staged, force, list_files, timing;
    size_t max_warnings; /* more of them are status 1 */
    bool nul_separated, isolated, whole_project, help, version, man, verbose;
    bool aside; /* standard output is taken: reports go to standard error */
    bool fix, unsafe_fixes,
        diff;                 /* unsafe_fixes: fix all that can be; diff: show what fixes would do, and write nothing */
    enum severity fail_level; /* SEVERITY_OFF: never */
    enum color color;
    enum extract_as as;
    uint64_t given, inherited; /* bit n: row n of the options is on the command line; in the environment */
};

struct command {
    const char *name, *arguments;
    const char *help[LANGUAGES];
    int (*run)(struct settings *settings); /* returns the exit status */
};

/* The commands, ended by a row with a NULL name. */
extern const struct command commands[];

enum { OPTION_ENV = 1u << 30 /* in option_row.on: PLANLINT_<NAME> in the environment gives a default */ };

/* One option. The parser, the help, the manual page and the completions of the shells are made from these rows. */
struct option_row {
    const char *name;
    char letter;          /* or 0 */
    const char *argument; /* NULL: takes none; "a|b": one of these words; else what it stands for, see words.h */
    unsigned on;          /* bit n: command n of the table takes it; OPTION_ENV */
    const char *help[LANGUAGES];
    enum {
        TAKE,
        FLAG,
        CHOICE,
        LIST,
        COMMAS
    } how;         /* call take; set a bool; set an enum to the index of the word; add
                      to a str_list; add each part between commas */
    size_t member; /* offset of that bool, enum or list in struct settings */
    bool (*take)(struct settings *settings, struct str value); /* false: not one of its values */
};

/* The options, ended by a row with a NULL name. */
extern const struct option_row option_rows[];

/* Whether the command takes the option; NULL: whether all commands do. */
bool option_belongs(const struct option_row *row, const struct command *command);

/* Returns the variable that gives the option a default, "PLANLINT_COLOR", or the empty slice when it has none. */
struct str option_variable(struct arena *arena, const struct option_row *row);

/* Fills *settings from the command line and, for what it does not name, the environment. Returns false after a message
 * on standard error that says what is wrong, where and what to do. The language is settled first: --lang, else
 * PLANLINT_LANG, LC_ALL, LC_MESSAGES or LANG, else Swedish. */
bool options_parse(struct settings *settings, int argc, char **argv);

/* Returns where the value of an option comes from, "--config" or "PLANLINT_CONFIG", or the empty slice: from neither.
 */
struct str option_origin(const struct settings *settings, const char *name);

/* Returns the command of this name, or NULL after a message with the nearest one. */
const struct command *options_command(const struct settings *settings, struct str name);

/* Returns the Swedish or the English words. */
__attribute__((format_arg(2), format_arg(3))) const char *say(const struct settings *settings, const char *swedish,
                                                              const char *english);

/* Writes "planlint: error: ..." to standard error, document text made harmless. */
void complain(const struct settings *settings, struct str message);

/* The same about the first argument of the command, which is missing or none of "create|update|prune". */
void complain_action(const struct settings *settings);

/* The same about a word that is none of the known ones, `what` in the language of the user, with the nearest of them.
 */
void complain_unknown(const struct settings *settings, const char *what, struct str word, const struct str_list *known);

#endif
