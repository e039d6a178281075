/* The help of the program and of each command, from the tables. */
#include "help.h"

#include <stdio.h>

#include "words.h"

/* Two columns; what is too wide for the first stands alone on its line. */
static void print_pair(int indent, int width, const char *left, const char *right) {
    int cells = (int)utf8_count(str_from(left));
    if (cells > width)
        printf("%*s%s\n%*s%s\n", indent, "", left, indent + width + 1, "", right);
    else
        printf("%*s%s%*s %s\n", indent, "", left, width - cells, "", right);
}

static void print_option(const struct option_row *row, enum language language) {
    char name[80];
    snprintf(name, sizeof(name), "%c%c%c --%s%s%s", row->letter ? '-' : ' ', row->letter ? row->letter : ' ',
             row->letter ? ',' : ' ', row->name, row->argument ? "=" : "", row->argument ? row->argument : "");
    print_pair(2, 28, name, row->help[language]);
}

/* Prints the options of a command; NULL: those of every command. Returns whether one of them stands for `words`. */
static void print_options(const struct command *command, enum language language) {
    for (const struct option_row *row = option_rows; row->name; row++)
        if (option_belongs(row, command))
            print_option(row, language);
}

static bool takes(const struct command *command, enum words words) {
    for (const struct option_row *row = option_rows; row->name; row++)
        if (row->argument && option_belongs(row, command) && words_kind(str_from(row->argument)) == words)
            return true;
    return false;
}

static void print_limits(const struct settings *settings) {
    printf("\n%s\n", say(settings, "Gränser (--limit NAMN=VÄRDE):", "Limits (--limit NAME=VALUE):"));
    for (size_t i = 0; i < LIMIT_COUNT; i++) {
        const struct limit_info *limit = &limits_table()[i];
        printf("  %-18s %12llu  %s\n", limit->name, (unsigned long long)limit->standard,
               limit->what[settings->lint.language]);
    }
}

static void print_formats(const struct settings *settings) {
    printf("\n%s\n", say(settings, "Format (--output):", "Formats (--output):"));
    for (const struct report_format *format = report_formats; format->name; format++)
        print_pair(2, 10, format->name, format->help[settings->lint.language]);
}

static void print_variables(const struct settings *settings, const struct command *command) {
    bool first = true;
    for (const struct option_row *row = option_rows; row->name; row++) {
        struct str name = option_variable(settings->arena, row);
        if (name.len == 0 || !option_belongs(row, command))
            continue;
        if (first)
            printf("\n%s\n ", say(settings, "Förval ur miljön:", "Defaults from the environment:"));
        printf(" %s", name.data);
        first = false;
    }
    if (!first)
        printf("\n");
}

void help_program(const struct settings *settings) {
    enum language language = settings->lint.language;
    printf("%s\n\n%s\n",
           say(settings, "planlint granskar plandokument: planer, aktivitetsplaner och återrapporter.",
               "planlint checks plan documents: plans, activity plans and follow-up reports."),
           say(settings, "Kommandon:", "Commands:"));
    for (const struct command *row = commands; row->name; row++)
        print_pair(2, 12, row->name, row->help[language]);
    printf("\n%s\n", say(settings, "Flaggor för alla kommandon:", "Options of every command:"));
    print_options(NULL, language);
    printf("\n%s\n  planlint check --with vp-2025.docx ap-2025.docx\n  planlint explain TRC001\n\n%s\n",
           say(settings, "Exempel:", "Examples:"),
           say(settings,
               "Slutstatus: 0 inga fynd på felnivån, 1 fynd, 2 kunde inte göra jobbet. ”planlint help check” visar "
               "mer.",
               "Exit status: 0 no findings at the fail level, 1 findings, 2 could not do the job. “planlint help "
               "check” shows more."));
}

void help_command(const struct settings *settings, const struct command *command) {
    enum language language = settings->lint.language;
    printf("%s planlint %s %s\n%s\n\n", say(settings, "Användning:", "Usage:"), command->name, command->arguments,
           command->help[language]);
    print_options(command, language);
    if (takes(command, WORDS_LIMIT))
        print_limits(settings);
    if (takes(command, WORDS_FORMAT))
        print_formats(settings);
    print_variables(settings, command);
}
