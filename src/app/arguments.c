/* From argv and the environment to the settings, by the table of options. */
#include <assert.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "similar.h"
#include "width.h"
#include "words.h"

const char *say(const struct settings *settings, const char *swedish, const char *english) {
    return settings->lint.language == LANGUAGE_SV ? swedish : english;
}

void complain(const struct settings *settings, struct str message) {
    struct buf line = buf_in(settings->arena);
    buf_format(&line, "planlint: %s: ", say(settings, "fel", "error"));
    width_safe(&line, message);
    fprintf(stderr, "%.*s\n", (int)line.len, line.data);
}

bool option_belongs(const struct option_row *row, const struct command *command) {
    for (const struct command *other = commands; other->name; other++)
        if ((!command || command == other) && !(row->on & (1u << (other - commands))))
            return false;
    return true;
}

struct str option_variable(struct arena *arena, const struct option_row *row) {
    if (!(row->on & OPTION_ENV))
        return (struct str){0};
    struct buf name = buf_in(arena);
    buf_add(&name, STR("PLANLINT_"));
    for (const char *c = row->name; *c; c++)
        buf_byte(&name, *c == '-' ? '_' : (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c));
    return str_copy(arena, buf_str(&name));
}

static bool starts_swedish(const char *locale) {
    return locale[0] == 's' && locale[1] == 'v';
}

/* --lang anywhere on the command line wins, so that every message is in its language; then the locale. A locale that
 * says nothing (C, POSIX) leaves the default, Swedish. */
static enum language find_language(int argc, char **argv) {
    static const char *const variables[] = {"PLANLINT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (int i = 1; i < argc && argv[i] && strcmp(argv[i], "--") != 0; i++) {
        const char *value = strncmp(argv[i], "--lang=", 7) == 0 ? argv[i] + 7
                            : strcmp(argv[i], "--lang") == 0    ? argv[i + 1]
                                                                : NULL;
        if (value)
            return strcmp(value, "en") == 0 ? LANGUAGE_EN : LANGUAGE_SV;
    }
    for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++) {
        const char *value = getenv(variables[i]);
        if (value && *value) {
            bool neutral = value[0] == 'C' || strncmp(value, "POSIX", 5) == 0;
            return starts_swedish(value) || neutral ? LANGUAGE_SV : LANGUAGE_EN;
        }
    }
    return LANGUAGE_SV;
}

static struct str quoted(const struct settings *settings, struct str word) {
    return str_format(settings->arena, say(settings, "”%.*s”", "“%.*s”"), STR_ARGS(word));
}

enum { LISTED_AT_MOST = 24 }; /* the help lists more than fit in a line */

void complain_unknown(const struct settings *settings, const char *what, struct str word,
                      const struct str_list *known) {
    struct buf message = buf_in(settings->arena);
    struct str name = quoted(settings, word);
    size_t nearest = similar_nearest(word, known->items, known->count);
    buf_format(&message, "%s %.*s", what, STR_ARGS(name));
    assert(known->items); /* the analyser cannot know that vec_add sets it */
    if (nearest != SIZE_MAX) {
        struct str better = quoted(settings, known->items[nearest]);
        buf_format(&message, "; %s %.*s?", say(settings, "menade du", "did you mean"), STR_ARGS(better));
    } else if (known->count <= LISTED_AT_MOST) {
        buf_format(&message, "; %s", say(settings, "välj något av", "choose one of"));
        for (size_t i = 0; i < known->count; i++)
            buf_format(&message, "%s %.*s", i ? "," : "", STR_ARGS(known->items[i]));
    }
    complain(settings, buf_str(&message));
}

/* Points at the help, where the whole answer is. */
static void complain_see(const struct settings *settings) {
    const char *name = settings->command ? settings->command->name : NULL;
    fprintf(stderr, say(settings, "planlint: se ”planlint help%s%s”\n", "planlint: see “planlint help%s%s”\n"),
            name ? " " : "", name ? name : "");
}

void complain_action(const struct settings *settings) {
    struct str_list known = {0};
    struct str rest = str_from(settings->command->arguments), actions = str_cut(&rest, ' ');
    while (actions.len && actions.data[0] == '[')
        actions = str_slice(actions, 1, actions.len);
    for (struct str words = actions; words.data;)
        *vec_add(settings->arena, &known) = str_cut(&words, '|');
    if (settings->paths.count)
        complain_unknown(settings, say(settings, "okänd åtgärd", "unknown action"), settings->paths.items[0], &known);
    else
        complain(settings,
                 str_format(settings->arena,
                            say(settings, "ange vad som ska göras: planlint %s %s", "say what to do: planlint %s %s"),
                            settings->command->name, settings->command->arguments));
    complain_see(settings);
}

static void complain_option(const struct settings *settings, const char *argument) {
    struct str_list known = {0};
    struct str rest = str_from(argument), word = str_cut(&rest, '=');
    for (const struct option_row *row = option_rows; row->name; row++)
        if (!settings->command || option_belongs(row, settings->command))
            *vec_add(settings->arena, &known) = str_format(settings->arena, "--%s", row->name);
    complain_unknown(settings, say(settings, "okänd flagga", "unknown option"), word, &known);
    complain_see(settings);
}

const struct command *options_command(const struct settings *settings, struct str name) {
    struct str_list known = {0};
    for (const struct command *row = commands; row->name; row++)
        if (str_is(name, row->name))
            return row;
    words_list(settings->arena, STR("COMMAND"), &known);
    complain_unknown(settings, say(settings, "okänt kommando", "unknown command"), name, &known);
    complain_see(settings);
    return NULL;
}

/* Stores the index of the word in the enum; false when it is none. */
static bool set_choice(struct str choices, struct str value, void *member) {
    int index = 0;
    for (struct str rest = choices; rest.data; index++)
        if (str_equal(str_cut(&rest, '|'), value)) {
            memcpy(member, &index, sizeof(index));
            return true;
        }
    return false;
}
_Static_assert(sizeof(enum color) == sizeof(int) && sizeof(enum extract_as) == sizeof(int) &&
                   sizeof(enum language) == sizeof(int),
               "set_choice stores an int");

/* Stores the value as the row says; false when it is not one of the option's values. */
static bool set_value(struct settings *settings, const struct option_row *row, struct str value) {
    void *member = (char *)settings + row->member;
    struct str_list *list = member;
    switch (row->how) {
    case TAKE:
        return row->take(settings, value);
    case FLAG:
        *(bool *)member = true;
        return true;
    case CHOICE:
        return set_choice(str_from(row->argument), value, member);
    case LIST:
        *vec_add(settings->arena, list) = value;
        return value.len > 0;
    case COMMAS:
        for (struct str rest = value; rest.data;)
            *vec_add(settings->arena, list) = str_trim(str_cut(&rest, ','));
        return value.len > 0;
    }
    return false;
}

/* Says what is wrong with a value: an unknown word with the nearest known one, else what the option wants. */
static void complain_value(const struct settings *settings, const struct option_row *row, struct str name,
                           struct str value) {
    struct str_list known = {0};
    struct str argument = str_from(row->argument), rest = value, word = value;
    enum words words = words_kind(argument);
    words_list(settings->arena, argument, &known);
    if (words == WORDS_FORMAT)
        word = str_cut(&rest, ':');
    else if (words == WORDS_LIMIT)
        word = str_cut(&rest, '=');
    else if (words == WORDS_SEVERITY)
        word = str_cut(&rest, '=').len ? rest : word;
    for (size_t i = 0; i < known.count; i++)
        if (str_equal(word, known.items[i]))
            known.count = 0;
    if (known.count && word.data) {
        const char *what = say(settings, "okänt värde", "unknown value");
        complain_unknown(settings, str_format(settings->arena, "%.*s: %s", STR_ARGS(name), what).data, word, &known);
    } else {
        struct str shown = quoted(settings, value);
        complain(settings, str_format(settings->arena, "%.*s: %.*s %s %s: %s", STR_ARGS(name), STR_ARGS(shown),
                                      say(settings, "är inget giltigt värde för", "is not a valid value of"),
                                      row->argument, row->help[settings->lint.language]));
    }
    complain_see(settings);
}

/* Whether the command takes the option, with a message when it does not. */
static bool belongs(const struct settings *settings, const struct option_row *row) {
    if (!settings->command || option_belongs(row, settings->command))
        return true;
    complain(settings,
             str_format(settings->arena,
                        say(settings, "--%s hör inte till ”planlint %s”", "--%s does not belong to “planlint %s”"),
                        row->name, settings->command->name));
    complain_see(settings);
    return false;
}

static bool take_option(struct settings *settings, const struct option_row *row, const char *value) {
    if (!belongs(settings, row))
        return false;
    settings->given |= (uint64_t)1 << (row - option_rows);
    if (set_value(settings, row, str_from(value)))
        return true;
    complain_value(settings, row, str_format(settings->arena, "--%s", row->name), str_from(value));
    return false;
}

/* What the command line leaves open, from the environment; of a flag "0" is no. */
static bool take_environment(struct settings *settings) {
    for (const struct option_row *row = option_rows; row->name; row++) {
        uint64_t bit = (uint64_t)1 << (row - option_rows);
        struct str name = option_variable(settings->arena, row);
        const char *value = name.len ? getenv(name.data) : NULL;
        bool unset = !value || !*value || (!row->argument && strcmp(value, "0") == 0);
        if (unset || (settings->given & bit) || !settings->command || !option_belongs(row, settings->command))
            continue;
        settings->inherited |= bit;
        if (!set_value(settings, row, str_copy(settings->arena, str_from(value)))) {
            complain_value(settings, row, name, str_from(value));
            return false;
        }
    }
    return true;
}

struct str option_origin(const struct settings *settings, const char *name) {
    for (const struct option_row *row = option_rows; row->name; row++) {
        uint64_t bit = (uint64_t)1 << (row - option_rows);
        if (strcmp(row->name, name) == 0 && (settings->given & bit))
            return str_format(settings->arena, "--%s", name);
        if (strcmp(row->name, name) == 0 && (settings->inherited & bit))
            return option_variable(settings->arena, row);
    }
    return (struct str){0};
}

/* What getopt_long wants to know, from the table; its values are 256 and the index of the row. */
enum { ROWS_AT_MOST = 64, FIRST_ROW = 256 };
struct getopt_tables {
    struct option longs[ROWS_AT_MOST + 1];
    char shorts[2 * ROWS_AT_MOST + 2];
};

static void fill_tables(struct getopt_tables *tables) {
    char *letter = tables->shorts;
    *letter++ = ':';
    for (int i = 0; option_rows[i].name; i++) {
        const struct option_row *row = &option_rows[i];
        assert(i < ROWS_AT_MOST);
        tables->longs[i] =
            (struct option){row->name, row->argument ? required_argument : no_argument, NULL, FIRST_ROW + i};
        if (row->letter)
            *letter++ = row->letter;
        if (row->letter && row->argument)
            *letter++ = ':';
    }
}

static const struct option_row *row_of(int found) {
    for (int i = 0; option_rows[i].name; i++)
        if (found == FIRST_ROW + i || (option_rows[i].letter && found == option_rows[i].letter))
            return &option_rows[i];
    return NULL;
}

/* -h and --help win over whatever else is there, about the command that stands first. */
static bool asks_for_help(struct settings *settings, int argc, char **argv) {
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        settings->help |= strcmp(argv[i], "-h") == 0 || strcmp(argv[i], "--help") == 0;
        for (const struct command *row = commands; row->name && !settings->command; row++)
            if (strcmp(argv[i], row->name) == 0)
                settings->command = row;
    }
    if (!settings->help)
        settings->command = NULL;
    return settings->help;
}

/* The command may stand behind options. */
static bool take_command(struct settings *settings, int argc, char **argv) {
    if (settings->command || optind == argc)
        return true;
    settings->command = options_command(settings, str_from(argv[optind++]));
    for (const struct option_row *row = option_rows; row->name && settings->command; row++)
        if ((settings->given & ((uint64_t)1 << (row - option_rows))) && !belongs(settings, row))
            return false;
    return settings->command != NULL;
}

bool options_parse(struct settings *settings, int argc, char **argv) {
    struct getopt_tables tables = {0};
    fill_tables(&tables);
    settings->arguments = argv;
    settings->argument_count = argc;
    settings->lint.language = find_language(argc, argv);
    settings->lint.limits = limits_default();
    settings->lint.min_severity = SEVERITY_INFO;
    settings->fail_level = SEVERITY_ERROR;
    settings->lint.plan.period = settings->lint.plan.year = (struct interval){1, 0};
    settings->max_warnings = SIZE_MAX;
    opterr = 0;
    optind = 1;
    if (asks_for_help(settings, argc, argv))
        return true;
    if (argc > 1 && argv[1][0] != '-') {
        settings->command = options_command(settings, str_from(argv[1]));
        if (!settings->command)
            return false;
        optind = 2;
    }
    for (int found; (found = getopt_long(argc, argv, tables.shorts, tables.longs, NULL)) != -1;) {
        const struct option_row *row = row_of(found);
        if (found == ':') {
            complain(settings, str_format(settings->arena, say(settings, "%s saknar värde", "%s needs a value"),
                                          argv[optind - 1]));
            complain_see(settings);
            return false;
        }
        if (!row) {
            complain_option(settings, argv[optind - 1]);
            return false;
        }
        if (!take_option(settings, row, optarg ? optarg : ""))
            return false;
    }
    if (!take_command(settings, argc, argv))
        return false;
    for (int i = optind; i < argc; i++)
        *vec_add(settings->arena, &settings->paths) = str_from(argv[i]);
    return take_environment(settings);
}
