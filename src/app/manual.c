/* The manual page planlint(1): the tables of commands, options, formats and limits in mdoc, and what no table says. */
#include "manual.h"

#include "help.h"
#include "words.h"

#ifndef PLANLINT_DATE
#define PLANLINT_DATE "January 1, 1970"
#endif

/* Appends text for an argument of a macro. */
static void add_argument(const struct page *page, struct str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (c == '\\')
            buf_add(page->out, STR("\\e"));
        else if (c == '-')
            buf_add(page->out, STR("\\-"));
        else if (c == '"')
            buf_add(page->out, STR("\\(dq"));
        else
            buf_byte(page->out, c);
    }
}

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}

void manual_text(const struct page *page, struct str text) {
    char last = '\n';
    text = str_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i], next = i + 1 < text.len ? text.data[i + 1] : ' ';
        if (is_space(c) && (is_space(next) || last == '\n'))
            continue;
        if (is_space(c))
            c = last == '.' && next >= 'A' && next <= 'Z' ? '\n' : ' ';
        if (last == '\n' && (c == '.' || c == '\''))
            buf_add(page->out, STR("\\&"));
        if (c == '\\')
            buf_add(page->out, STR("\\e"));
        else
            buf_byte(page->out, c);
        last = c;
    }
    buf_byte(page->out, '\n');
}

static void add_line(const struct page *page, const char *text) {
    manual_text(page, str_from(text));
}

static void add_section(const struct page *page, const char *swedish, const char *english) {
    buf_format(page->out, ".Sh %s\n", say(page->settings, swedish, english));
}

/* Appends ".It Macro word", and the words after an equals sign as an argument of their own. */
static void add_item(const struct page *page, const char *macro, const char *word) {
    buf_format(page->out, ".It %s \"", macro);
    add_argument(page, str_from(word));
    buf_add(page->out, STR("\"\n"));
}

static void add_option(const struct page *page, const struct option_row *row) {
    buf_add(page->out, STR(".It "));
    if (row->letter)
        buf_format(page->out, "Fl %c , ", row->letter);
    buf_add(page->out, STR("Fl \\-"));
    add_argument(page, str_from(row->name));
    if (row->argument) {
        buf_add(page->out, STR(" Ns = Ns Ar \""));
        add_argument(page, str_from(row->argument));
        buf_byte(page->out, '"');
    }
    buf_byte(page->out, '\n');
    add_line(page, row->help[page->settings->lint.language]);
}

static void add_commands(const struct page *page) {
    add_section(page, "KOMMANDON", "COMMANDS");
    buf_add(page->out, STR(".Bl -tag -width Ds\n"));
    for (const struct command *command = commands; command->name; command++) {
        buf_format(page->out, ".It Cm %s Ar \"", command->name);
        add_argument(page, str_from(command->arguments));
        buf_add(page->out, STR("\"\n"));
        add_line(page, command->help[page->settings->lint.language]);
        const char *title = say(page->settings, ".br\nFlaggor:", ".br\nOptions:");
        for (const struct option_row *row = option_rows; row->name; row++) {
            if (!option_belongs(row, command) || option_belongs(row, NULL))
                continue;
            buf_format(page->out, "%s\n.Fl \\-", title);
            add_argument(page, str_from(row->name));
            title = "";
        }
        if (!*title)
            buf_byte(page->out, '\n');
    }
    buf_add(page->out, STR(".El\n"));
}

static void add_options(const struct page *page) {
    add_section(page, "FLAGGOR", "OPTIONS");
    add_line(page, say(page->settings, "Vilka kommandon som tar en flagga står ovan; alla tar de tre sista.",
                       "The commands above say which options they take; all of them take the last ones."));
    buf_add(page->out, STR(".Bl -tag -width Ds\n"));
    for (int common = 0; common < 2; common++)
        for (const struct option_row *row = option_rows; row->name; row++)
            if (option_belongs(row, NULL) == (common == 1))
                add_option(page, row);
    buf_add(page->out, STR(".El\n"));
}

static void add_formats(const struct page *page) {
    add_section(page, "FORMAT", "FORMATS");
    buf_add(page->out, STR(".Bl -tag -width checkstyle\n"));
    for (const struct report_format *format = report_formats; format->name; format++) {
        add_item(page, "Cm", format->name);
        add_line(page, format->help[page->settings->lint.language]);
    }
    buf_add(page->out, STR(".El\n"));
}

static void add_limits(const struct page *page) {
    add_section(page, "GRÄNSER", "LIMITS");
    add_line(page, say(page->settings, "En gräns som nås är ett fynd, aldrig ett tyst stopp. Med sina förval:",
                       "A limit that is reached is a finding, never a silent stop. With their defaults:"));
    buf_add(page->out, STR(".Bl -tag -width Ds -compact\n"));
    for (size_t i = 0; i < LIMIT_COUNT; i++) {
        const struct limit_info *limit = &limits_table()[i];
        buf_add(page->out, STR(".It Cm "));
        add_argument(page, str_from(limit->name));
        buf_format(page->out, " Ns = Ns Ar %llu\n", (unsigned long long)limit->standard);
        add_line(page, limit->what[page->settings->lint.language]);
    }
    buf_add(page->out, STR(".El\n"));
}

/* Appends a list of names and what they mean. */
struct term_help {
    const char *name;
    const char *help[LANGUAGES];
};

static void add_entries(const struct page *page, const char *macro, const struct term_help *entries, size_t count) {
    for (size_t i = 0; i < count; i++) {
        add_item(page, macro, entries[i].name);
        add_line(page, entries[i].help[page->settings->lint.language]);
    }
}

static void add_environment(const struct page *page) {
    static const struct term_help others[] = {
        {"LC_ALL",
         {"språk, om varken flaggan eller PLANLINT_LANG finns; sedan LC_MESSAGES och LANG",
          "language, when neither the option nor PLANLINT_LANG is there; then LC_MESSAGES and LANG"}},
        {"FORCE_COLOR", {"färg alltid; går före NO_COLOR", "colour always; goes before NO_COLOR"}},
        {"NO_COLOR", {"färg aldrig; går före CLICOLOR_FORCE", "colour never; goes before CLICOLOR_FORCE"}},
        {"CLICOLOR_FORCE", {"färg alltid, om inte 0", "colour always, unless 0"}},
        {"SOURCE_DATE_EPOCH",
         {"dagens datum, i sekunder sedan 1970, för körningar som ska kunna upprepas",
          "the date of today, in seconds since 1970, for runs that have to be repeatable"}},
    };
    add_section(page, "MILJÖ", "ENVIRONMENT");
    add_line(page, say(page->settings, "Kommandoraden går före miljön, och miljön före projektfilen.",
                       "The command line goes before the environment, and the environment before the project file."));
    buf_add(page->out, STR(".Bl -tag -width Ds\n"));
    for (const struct option_row *row = option_rows; row->name; row++) {
        struct str variable = option_variable(page->settings->arena, row);
        if (variable.len == 0)
            continue;
        add_item(page, "Ev", variable.data);
        buf_format(page->out, "%s\n.Fl \\-", say(page->settings, "förval för", "default of"));
        add_argument(page, str_from(row->name));
        buf_byte(page->out, '\n');
    }
    add_entries(page, "Ev", others, sizeof(others) / sizeof(*others));
    buf_add(page->out, STR(".El\n"));
}

static void add_status(const struct page *page) {
    static const struct term_help statuses[] = {
        {"0", {"inget på eller över felnivån", "nothing at or above the fail level"}},
        {"1",
         {"något på eller över felnivån, eller en patch att visa",
          "something at or above the fail level, or a patch to show"}},
        {"2",
         {"planlint kunde inte göra det som begärdes: kommandoraden, inställningar, dokument som inte kan läsas "
          "eller tas emot, inget att granska, rapporten kunde inte skrivas",
          "planlint could not do what was asked: command line, configuration, documents that are unreadable or "
          "refused, nothing to check, a report that could not be written"}},
    };
    add_section(page, "SLUTSTATUS", "EXIT STATUS");
    add_line(page, say(page->settings, "2 går före 1. En signal ger 128 och dess nummer.",
                       "2 wins over 1. A signal gives 128 and its number."));
    buf_add(page->out, STR(".Bl -tag -width Ds\n"));
    add_entries(page, "Li", statuses, sizeof(statuses) / sizeof(*statuses));
    buf_add(page->out, STR(".El\n"));
}

static void add_files(const struct page *page) {
    static const struct term_help files[] = {
        {"planlint.xml",
         {"projektfilen, den närmaste från dokumentets mapp upp till förrådets rot",
          "the project file, the nearest one from the folder of the document up to the root of the "
          "repository"}},
        {"planlint-baseline.xml", {"kända fynd, skrivs av baseline", "known findings, written by baseline"}},
        {"planlint.lock", {"målens fingeravtryck, skrivs av pin", "fingerprints of the goals, written by pin"}},
    };
    add_section(page, "FILER", "FILES");
    buf_add(page->out, STR(".Bl -tag -width Ds\n"));
    add_entries(page, "Pa", files, sizeof(files) / sizeof(*files));
    buf_add(page->out, STR(".El\n"));
}

static void add_examples(const struct page *page) {
    static const struct term_help examples[] = {
        {"planlint check --with vp-2025.docx ap-2026.docx",
         {"Spåra en aktivitetsplan till sin plan:", "Trace an activity plan to its plan:"}},
        {"planlint check --output json:report.json --output gcc plans/",
         {"Två rapporter om alla dokument i en mapp:", "Two reports on all documents of a folder:"}},
        {"planlint check --fix ap-2026.docx", {"Rätta det som säkert går att rätta:", "Fix what is safe to fix:"}},
        {"planlint explain TRC001", {"Vad en regel vill och varför:", "What a rule wants, and why:"}},
    };
    add_section(page, "EXEMPEL", "EXAMPLES");
    for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
        if (i)
            buf_add(page->out, STR(".Pp\n"));
        add_line(page, examples[i].help[page->settings->lint.language]);
        buf_add(page->out, STR(".Dl "));
        add_argument(page, str_from(examples[i].name));
        buf_byte(page->out, '\n');
    }
}

void manual_write(const struct settings *settings, struct buf *out) {
    const struct page page = {settings, out};
    buf_add(out, STR(".Dd " PLANLINT_DATE "\n.Dt PLANLINT 1\n.Os\n"));
    add_section(&page, "NAMN", "NAME");
    buf_format(out, ".Nm planlint\n.Nd %s\n", say(settings, "granska plandokument", "check plan documents"));
    add_section(&page, "SYNOPSIS", "SYNOPSIS");
    for (const struct command *command = commands; command->name; command++) {
        buf_format(out, ".Nm\n.Cm %s\n.Ar \"", command->name);
        add_argument(&page, str_from(command->arguments));
        buf_add(out, STR("\"\n"));
    }
    add_section(&page, "BESKRIVNING", "DESCRIPTION");
    buf_add(out, STR(".Nm\n"));
    add_line(&page, say(settings,
                        "granskar plandokument: fleråriga verksamhetsplaner, aktivitetsplaner, återrapporter och "
                        "tidplaner, som Wordfiler eller som plan-XML.",
                        "checks plan documents: plans of several years, yearly activity plans, follow-up reports and "
                        "timelines, as Word files or as plan XML."));
    add_line(&page, say(settings, "Den spårar varje aktivitet till ett mål och pekar på de tecken som är fel.",
                        "It traces every activity to a goal and points at the exact characters of what is wrong."));
    add_line(&page, say(settings, "En mapp står för alla dokument i den, - för standard in, och -- avslutar flaggorna.",
                        "A folder stands for all documents in it, - for standard input, and -- ends the options."));
    add_commands(&page);
    add_options(&page);
    add_formats(&page);
    add_limits(&page);
    add_environment(&page);
    add_files(&page);
    add_status(&page);
    add_examples(&page);
    add_section(&page, "SE ÄVEN", "SEE ALSO");
    buf_add(out, STR(".Xr planlint.xml 5 ,\n.Xr planlint\\-rules 5\n"));
}

void manual_rules(const struct settings *settings, const struct rules *rules, struct buf *out) {
    const struct page page = {settings, out};
    buf_add(out, STR(".Bl -tag -width Ds\n"));
    for (size_t i = 0; i < rules->count; i++) {
        const struct kind *kind = &rules->items[i]->kind;
        buf_format(out, ".It Cm %.*s Pq \"", STR_ARGS(kind->id));
        add_argument(&page, kind->name);
        buf_format(out, ", %s\"\n", severity_name(kind->severity));
        manual_text(&page, kind->message[settings->lint.language]);
    }
    buf_add(out, STR(".El\n"));
}
