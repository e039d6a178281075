#include "command.h"

#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "similar.h"
#include "width.h"

/* Which commands take an option; bits in the order of the table below. */
enum {
    ON_CHECK = 1,
    ON_EXTRACT = 2,
    ON_RULES = 4,
    ON_EXPLAIN = 8,
    ON_BASELINE = 16,
    ON_CONFIG = 32,
    ON_INIT = 64,
    ON_TRACE = 128,
    ON_PIN = 256,
    ON_HELP = 512,
    ON_ALL = 1023,
    ON_RUN = ON_TRACE | ON_PIN,                           /* commands that trace documents */
    ON_LINT = ON_CHECK | ON_BASELINE | ON_CONFIG | ON_RUN /* commands that read documents together */
};

const struct command commands[] = {
    {"check", "[OPTION]... PATH...", {"granska dokument", "check documents"}, command_check},
    {"extract",
     "[OPTION]... FILE",
     {"visa vad planlint läser i ett dokument", "show what planlint reads in a document"},
     command_extract},
    {"rules",
     "[test|check [PACK]...] [OPTION]...",
     {"lista reglerna; pröva deras exempel (test) eller granska dem (check)",
      "list the rules; run their examples (test) or look them over (check)"},
     command_rules},
    {"explain", "[OPTION]... RULE...", {"förklara en regel", "explain a rule"}, command_explain},
    {"baseline",
     "create|update|prune [OPTION]... PATH...",
     {"spara fynden som de är, så att bara nya räknas", "record the findings as they are, so that only new ones count"},
     command_baseline},
    {"config",
     "show [OPTION]... FILE...",
     {"visa vad som gäller för ett dokument och varifrån det kommer",
      "show what holds for a document and where it comes from"},
     command_config},
    {"init",
     "[OPTION]... [FOLDER]",
     {"skriv en projektfil för dokumenten i en mapp", "write a project file for the documents of a folder"},
     command_init},
    {"trace",
     "[OPTION]... PATH...",
     {"visa kedjan från mål över aktivitet till redovisning",
      "show the chain from goals through activities to reports"},
     command_trace},
    {"pin",
     "[OPTION]... PATH...",
     {"minns målens ordalydelse, så att ändrade mål upptäcks (TRC007)",
      "remember the words of goals, so that changed goals are noticed (TRC007)"},
     command_pin},
    {"help", "[COMMAND]", {"visa hjälp", "show help"}, command_help},
    {0},
};

const char *say(const struct settings *settings, const char *swedish, const char *english) {
    return settings->lint.language == LANGUAGE_SV ? swedish : english;
}

void complain(const struct settings *settings, struct str message) {
    struct buf line = buf_in(settings->arena);
    buf_format(&line, "planlint: %s: ", say(settings, "fel", "error"));
    width_safe(&line, message);
    fprintf(stderr, "%.*s\n", (int)line.len, line.data);
}

/* ---- What each option does; false: the value is not one of its values ---- */

static bool take_stdin_filename(struct settings *settings, struct str value) {
    settings->stdin_filename = value;
    return value.len > 0;
}

static bool take_baseline(struct settings *settings, struct str value) {
    settings->baseline = value;
    return value.len > 0;
}

static bool take_config(struct settings *settings, struct str value) {
    settings->config = value;
    return value.len > 0;
}

static bool take_kind(struct settings *settings, struct str value) {
    settings->lint.plan.kind = plan_kind_find(value);
    return settings->lint.plan.kind != PLAN_UNKNOWN;
}

static bool take_period(struct settings *settings, struct str value) {
    return date_parse_iso(value, &settings->lint.plan.period);
}

static bool take_year(struct settings *settings, struct str value) {
    return value.len == 4 && date_parse_iso(value, &settings->lint.plan.year);
}

static bool take_severity(struct settings *settings, struct str value) {
    struct str level = value, rule = str_cut(&level, '=');
    enum severity severity = level.data ? severity_find(level) : SEVERITIES;
    if (severity == SEVERITIES || rule.len == 0)
        return false;
    *vec_add(settings->arena, &settings->severities) = (struct severity_setting){rule, severity};
    return true;
}

static bool take_fail_level(struct settings *settings, struct str value) {
    settings->fail_level = str_is(value, "never") ? SEVERITY_OFF : severity_find(value);
    return settings->fail_level != SEVERITIES && (settings->fail_level != SEVERITY_OFF || str_is(value, "never"));
}

static bool take_min_severity(struct settings *settings, struct str value) {
    settings->lint.min_severity = severity_find(value);
    return settings->lint.min_severity != SEVERITIES && settings->lint.min_severity != SEVERITY_OFF;
}

static bool take_output(struct settings *settings, struct str value) {
    struct str path = value, format = str_cut(&path, ':');
    struct output output = {report_find(format), path};
    if (!output.format || (path.data && path.len == 0))
        return false;
    *vec_add(settings->arena, &settings->outputs) = output;
    return true;
}

static bool take_lang(struct settings *settings, struct str value) {
    settings->lint.language = str_is(value, "sv") ? LANGUAGE_SV : LANGUAGE_EN;
    return str_is(value, "sv") || str_is(value, "en");
}

static bool take_color(struct settings *settings, struct str value) {
    static const char *const names[] = {[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};
    for (enum color color = COLOR_AUTO; color <= COLOR_NEVER; color++)
        if (str_is(value, names[color])) {
            settings->color = color;
            return true;
        }
    return false;
}

static bool take_max_diagnostics(struct settings *settings, struct str value) {
    uint64_t number = 0;
    if (!str_is(value, "none") && (!str_to_number(value, &number) || number == 0))
        return false;
    settings->report.max_diagnostics = (size_t)number;
    return true;
}

static bool take_jobs(struct settings *settings, struct str value) {
    uint64_t number;
    if (!str_to_number(value, &number) || number == 0 || number > 1024)
        return false;
    settings->lint.threads = (unsigned)number;
    return true;
}

static bool take_limit(struct settings *settings, struct str value) {
    return limits_set(&settings->lint.limits, value);
}

static bool take_as(struct settings *settings, struct str value) {
    static const char *const names[] = {
        [EXTRACT_TEXT] = "text", [EXTRACT_XML] = "xml", [EXTRACT_CSV] = "csv", [EXTRACT_JSON] = "json"};
    for (enum extract_as as = EXTRACT_TEXT; as <= EXTRACT_JSON; as++)
        if (str_is(value, names[as])) {
            settings->as = as;
            return true;
        }
    return false;
}

/* One row an option: long name, letter or 0, argument or NULL, commands, help, what it does. The parser, --help and
 * `help COMMAND` read it. */
static const struct option_row {
    const char *name;
    char letter;
    const char *argument;
    unsigned on;
    const char *help[LANGUAGES];
    enum { TAKE, FLAG, LIST, COMMAS } how; /* call take; set a bool; add to a str_list; add each part between commas */
    size_t member;                         /* offset in struct settings of the bool or list */
    bool (*take)(struct settings *settings, struct str value); /* false: not one of its values */
} rows[] = {
    {"with",
     'w',
     "FILE",
     ON_LINT,
     {"sammanhang: aktiviteter spåras hit, men inget rapporteras om filen",
      "context: activities are traced to it, nothing is reported on it"},
     LIST,
     offsetof(struct settings, with),
     NULL},
    {"kind",
     'k',
     "KIND",
     ON_LINT | ON_EXTRACT,
     {"dokumentets slag: vp, ap, rapport, tidplan", "what the documents are: vp, ap, rapport, tidplan"},
     TAKE,
     0,
     take_kind},
    {"period",
     0,
     "FROM/TO",
     ON_LINT | ON_EXTRACT,
     {"den fleråriga perioden, t.ex. 2025/2028", "the period of several years, e.g. 2025/2028"},
     TAKE,
     0,
     take_period},
    {"year",
     0,
     "YEAR",
     ON_LINT | ON_EXTRACT,
     {"år för en aktivitetsplan eller rapport", "year of an activity plan or report"},
     TAKE,
     0,
     take_year},
    {"rules",
     'r',
     "FILE",
     ON_LINT | ON_EXTRACT | ON_RULES | ON_EXPLAIN,
     {"regelpaket i stället för de medföljande (kan upprepas)", "rule pack instead of the shipped ones (repeatable)"},
     LIST,
     offsetof(struct settings, packs),
     NULL},
    {"project",
     0,
     NULL,
     ON_LINT,
     {"granska alla dokument som projektfilen nämner", "check every document that the project file names"},
     FLAG,
     offsetof(struct settings, whole_project),
     NULL},
    {"config",
     0,
     "FILE",
     ON_LINT | ON_EXTRACT | ON_RULES | ON_EXPLAIN,
     {"projektfil i stället för närmaste planlint.xml", "project file instead of the nearest planlint.xml"},
     TAKE,
     0,
     take_config},
    {"isolated",
     0,
     NULL,
     ON_LINT | ON_EXTRACT | ON_RULES | ON_EXPLAIN,
     {"läs ingen projektfil", "read no project file"},
     FLAG,
     offsetof(struct settings, isolated),
     NULL},
    {"baseline",
     'b',
     "FILE",
     ON_LINT,
     {"fynd som redan finns i FILE räknas inte", "findings that are in FILE already do not count"},
     TAKE,
     0,
     take_baseline},
    {"no-suppress",
     0,
     NULL,
     ON_CHECK,
     {"rapportera också det som är undantaget", "report what is suppressed as well"},
     FLAG,
     offsetof(struct settings, lint.no_suppress),
     NULL},
    {"fix",
     0,
     NULL,
     ON_CHECK,
     {"rätta det som säkert går att rätta, i filerna", "fix what is safe to fix, in the files"},
     FLAG,
     offsetof(struct settings, fix),
     NULL},
    {"unsafe-fixes",
     0,
     NULL,
     ON_CHECK,
     {"rätta allt som går att rätta; läs igenom efteråt", "fix all that can be fixed; read it through afterwards"},
     FLAG,
     offsetof(struct settings, unsafe_fixes),
     NULL},
    {"diff",
     0,
     NULL,
     ON_CHECK,
     {"visa rättningarna som en patch av texten; skriv inget", "show the fixes as a patch of the text; write nothing"},
     FLAG,
     offsetof(struct settings, diff),
     NULL},
    {"select",
     0,
     "RULES",
     ON_LINT,
     {"bara dessa regler: id, namn eller början av id, med komma",
      "only these rules: id, name or beginning of an id, by comma"},
     COMMAS,
     offsetof(struct settings, select),
     NULL},
    {"ignore",
     0,
     "RULES",
     ON_LINT,
     {"inte dessa regler", "not these rules"},
     COMMAS,
     offsetof(struct settings, ignore),
     NULL},
    {"severity",
     0,
     "RULE=LEVEL",
     ON_CHECK | ON_CONFIG,
     {"ändra allvarlighet: error, warning, info, off", "change a severity: error, warning, info, off"},
     TAKE,
     0,
     take_severity},
    {"fail-level",
     0,
     "LEVEL",
     ON_CHECK,
     {"status 1 från och med: error (förval), warning, info, never",
      "status 1 from: error (default), warning, info, never"},
     TAKE,
     0,
     take_fail_level},
    {"min-severity",
     0,
     "LEVEL",
     ON_CHECK,
     {"visa bara från och med denna nivå; summa och status räknar alla fynd",
      "show only this level and above; summary and status count all findings"},
     TAKE,
     0,
     take_min_severity},
    {"output",
     'o',
     "FORMAT[:PATH]",
     ON_CHECK | ON_RULES,
     {"rapportformat, till fil eller standard ut (kan upprepas)",
      "report format, to a file or standard output (repeatable)"},
     TAKE,
     0,
     take_output},
    {"lang", 0, "sv|en", ON_ALL, {"språk", "language"}, TAKE, 0, take_lang},
    {"color", 0, "WHEN", ON_CHECK, {"färg: auto, always, never", "colour: auto, always, never"}, TAKE, 0, take_color},
    {"max-diagnostics",
     0,
     "N",
     ON_CHECK,
     {"visa högst N fynd i textrapporten, eller none", "show at most N findings in the text report, or none"},
     TAKE,
     0,
     take_max_diagnostics},
    {"statistics",
     0,
     NULL,
     ON_CHECK,
     {"räkna fynd per regel", "count findings per rule"},
     FLAG,
     offsetof(struct settings, report.statistics),
     NULL},
    {"files-from",
     0,
     "FILE",
     ON_LINT,
     {"läs sökvägar ur FILE, en per rad (- är standard in)", "read paths from FILE, one a line (- is standard input)"},
     LIST,
     offsetof(struct settings, files_from),
     NULL},
    {"null",
     '0',
     NULL,
     ON_LINT,
     {"sökvägar i --files-from skiljs med NUL", "paths in --files-from are separated by NUL"},
     FLAG,
     offsetof(struct settings, nul_separated),
     NULL},
    {"stdin-filename",
     0,
     "NAME",
     ON_CHECK | ON_EXTRACT,
     {"namn på det som läses från standard in (-)", "name of what is read from standard input (-)"},
     TAKE,
     0,
     take_stdin_filename},
    {"limit",
     0,
     "NAME=VALUE",
     ON_LINT | ON_EXTRACT,
     {"ändra en gräns (se nedan)", "change a limit (see below)"},
     TAKE,
     0,
     take_limit},
    {"jobs",
     'j',
     "N",
     ON_LINT,
     {"antal trådar (förval: processorer)", "number of threads (default: processors)"},
     TAKE,
     0,
     take_jobs},
    {"quiet",
     'q',
     NULL,
     ON_CHECK,
     {"ingen sammanfattning", "no summary"},
     FLAG,
     offsetof(struct settings, report.quiet),
     NULL},
    {"as",
     0,
     "FORM",
     ON_EXTRACT | ON_TRACE,
     {"text (förval); för extract också xml (planträdet), för trace csv och json",
      "text (default); for extract also xml (the plan tree), for trace csv and json"},
     TAKE,
     0,
     take_as},
    {"help", 'h', NULL, ON_ALL, {"visa hjälp", "show help"}, FLAG, offsetof(struct settings, help), NULL},
    {"version",
     'V',
     NULL,
     ON_ALL,
     {"visa version", "show the version"},
     FLAG,
     offsetof(struct settings, version),
     NULL},
};
enum { ROWS = sizeof(rows) / sizeof(*rows) };

static unsigned command_bit(const struct command *command) {
    return command ? 1u << (command - commands) : ON_ALL;
}

static bool starts_swedish(const char *locale) {
    return locale[0] == 's' && locale[1] == 'v';
}

/* --lang anywhere on the command line wins, so that every message is in its language; then the locale. A locale that
 * says nothing (C, POSIX) leaves the default, Swedish. */
static enum language find_language(int argc, char **argv) {
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
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

/* Reports a word that is none of `count` known ones, with the nearest. */
static void complain_unknown(const struct settings *settings, const char *swedish, const char *english, struct str word,
                             const struct str *known, size_t count) {
    size_t nearest = similar_nearest(word, known, count);
    struct str message = str_format(settings->arena, "%s ”%.*s”", say(settings, swedish, english), STR_ARGS(word));
    if (nearest != SIZE_MAX)
        message = str_format(settings->arena, "%.*s; %s ”%.*s”?", STR_ARGS(message),
                             say(settings, "menade du", "did you mean"), STR_ARGS(known[nearest]));
    complain(settings, message);
    complain(settings, str_from(say(settings, "se ”planlint --help”", "see “planlint --help”")));
}

static void complain_option(const struct settings *settings, const char *argument) {
    struct str known[ROWS];
    for (size_t i = 0; i < ROWS; i++)
        known[i] = str_format(settings->arena, "--%s", rows[i].name);
    struct str rest = str_from(argument), word = str_cut(&rest, '=');
    complain_unknown(settings, "okänd flagga", "unknown option", word, known, ROWS);
}

const struct command *options_command(const struct settings *settings, struct str name) {
    struct str known[sizeof(commands) / sizeof(*commands)];
    size_t count = 0;
    for (; commands[count].name; count++) {
        known[count] = str_from(commands[count].name);
        if (str_is(name, commands[count].name))
            return &commands[count];
    }
    complain_unknown(settings, "okänt kommando", "unknown command", name, known, count);
    return NULL;
}

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

static bool take_option(struct settings *settings, const struct option_row *row, const char *value) {
    if (settings->command && !(row->on & command_bit(settings->command))) {
        complain(settings,
                 str_format(settings->arena,
                            say(settings, "--%s hör inte till ”planlint %s”", "--%s does not belong to “planlint %s”"),
                            row->name, settings->command->name));
        return false;
    }
    if (set_value(settings, row, str_from(value)))
        return true;
    complain(settings, str_format(settings->arena, "--%s: ”%s” %s: %s", row->name, value,
                                  say(settings, "är inget giltigt värde", "is not a valid value"),
                                  row->help[settings->lint.language]));
    return false;
}

bool options_parse(struct settings *settings, int argc, char **argv) {
    struct option longs[ROWS + 1] = {0};
    char shorts[2 * ROWS + 2] = ":";
    int first = 1;
    for (size_t i = 0; i < ROWS; i++) {
        longs[i] =
            (struct option){rows[i].name, rows[i].argument ? required_argument : no_argument, NULL, (int)(256 + i)};
        if (rows[i].letter) {
            char spec[3] = {rows[i].letter, rows[i].argument ? ':' : '\0', '\0'};
            strcat(shorts, spec);
        }
    }
    settings->lint.language = find_language(argc, argv);
    settings->lint.limits = limits_default();
    settings->lint.min_severity = SEVERITY_INFO;
    settings->fail_level = SEVERITY_ERROR;
    settings->lint.plan.period = settings->lint.plan.year = (struct interval){1, 0};
    if (argc > 1 && argv[1][0] != '-') {
        settings->command = options_command(settings, str_from(argv[1]));
        if (!settings->command)
            return false;
        first = 2;
    }
    opterr = 0;
    optind = first;
    for (int found; (found = getopt_long(argc, argv, shorts, longs, NULL)) != -1;) {
        const struct option_row *row = NULL;
        for (size_t i = 0; i < ROWS; i++)
            if (found == (int)(256 + i) || (rows[i].letter && found == rows[i].letter))
                row = &rows[i];
        if (found == ':' || found == '?') {
            if (found == ':')
                complain(settings, str_format(settings->arena, say(settings, "%s saknar värde", "%s needs a value"),
                                              argv[optind - 1]));
            else
                complain_option(settings, argv[optind - 1]);
            return false;
        }
        if (!row || !take_option(settings, row, optarg ? optarg : ""))
            return false;
    }
    for (int i = optind; i < argc; i++)
        *vec_add(settings->arena, &settings->paths) = str_from(argv[i]);
    return true;
}

/* ---- Help ---- */

static void print_rows(const struct settings *settings, unsigned on) {
    for (size_t i = 0; i < ROWS; i++) {
        if (!(rows[i].on & on))
            continue;
        char name[64], letter[8] = "    ";
        snprintf(name, sizeof(name), "--%s%s%s", rows[i].name, rows[i].argument ? "=" : "",
                 rows[i].argument ? rows[i].argument : "");
        if (rows[i].letter)
            snprintf(letter, sizeof(letter), "-%c, ", rows[i].letter);
        printf("  %s%-24s %s\n", letter, name, rows[i].help[settings->lint.language]);
    }
}

void options_help(const struct settings *settings, const struct command *command) {
    enum language language = settings->lint.language;
    if (!command) {
        printf("%s\n\n%s\n",
               say(settings, "planlint granskar plandokument: planer, aktivitetsplaner och återrapporter.",
                   "planlint checks plan documents: plans, activity plans and follow-up reports."),
               say(settings, "Kommandon:", "Commands:"));
        for (const struct command *row = commands; row->name; row++)
            printf("  %-8s %-22s %s\n", row->name, row->arguments, row->help[language]);
        printf("\n%s\n", say(settings, "Flaggor för alla kommandon:", "Options of every command:"));
        for (size_t i = 0; i < ROWS; i++)
            if (rows[i].on == ON_ALL)
                printf("  --%-14s %s\n", rows[i].name, rows[i].help[language]);
        printf("\n%s\n  planlint check --with vp-2025.docx ap-2025.docx\n  planlint explain TRC001\n\n%s\n",
               say(settings, "Exempel:", "Examples:"),
               say(settings,
                   "Slutstatus: 0 inga fynd på felnivån, 1 fynd, 2 kunde inte göra jobbet. ”planlint help check” visar "
                   "mer.",
                   "Exit status: 0 no findings at the fail level, 1 findings, 2 could not do the job. “planlint help "
                   "check” shows more."));
        return;
    }
    printf("%s planlint %s %s\n%s\n\n", say(settings, "Användning:", "Usage:"), command->name, command->arguments,
           command->help[language]);
    print_rows(settings, command_bit(command));
    if (command_bit(command) & (ON_CHECK | ON_EXTRACT)) {
        printf("\n%s\n", say(settings, "Gränser (--limit NAMN=VÄRDE):", "Limits (--limit NAME=VALUE):"));
        for (size_t i = 0; i < LIMIT_COUNT; i++)
            printf("  %-18s %12llu  %s\n", limits_table()[i].name, (unsigned long long)limits_table()[i].standard,
                   limits_table()[i].what);
    }
    if (command_bit(command) & (ON_CHECK | ON_RULES)) {
        printf("\n%s\n", say(settings, "Format (--output):", "Formats (--output):"));
        for (const struct report_format *format = report_formats; format->name; format++)
            printf("  %-8s %s\n", format->name, format->help[language]);
    }
}
