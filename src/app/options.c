#include "command.h"

#include <stddef.h>

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
    ON_HOOK = 512,
    ON_COMPLETIONS = 1024,
    ON_VERSION = 2048,
    ON_HELP = 4096,
    ON_ALL = 8191,
    ON_ENV = OPTION_ENV,
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
    {"hook",
     "install|run [OPTION]...",
     {"granska varje commit: install lägger till kroken i git, run granskar det som är köat",
      "check every commit: install adds the hook to git, run checks what is staged"},
     command_hook},
    {"completions",
     "bash|zsh|fish",
     {"skriv ett skript som kompletterar kommandoraden i ett skal",
      "write a script that completes command lines in a shell"},
     command_completions},
    {"version",
     "[OPTION]...",
     {"visa version; med --verbose också bibliotek och regelpaket",
      "show the version; with --verbose libraries and rule packs too"},
     command_version},
    {"help", "[COMMAND]", {"visa hjälp", "show help"}, command_help},
    {0},
};

/* ---- What each option does; false: the value is not one of its values ---- */

static bool take_stdin_filename(struct settings *settings, struct str value) {
    settings->stdin_filename = value;
    return value.len > 0;
}

static bool take_baseline(struct settings *settings, struct str value) {
    settings->baseline = value;
    return value.len > 0;
}

static bool take_changed_since(struct settings *settings, struct str value) {
    settings->changed_since = value;
    return value.len > 0 && value.data[0] != '-'; /* git would take it for an option */
}

static bool take_cache_dir(struct settings *settings, struct str value) {
    settings->cache_dir = value;
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
    return date_parse_iso(value, &settings->lint.plan.period) && date_known(settings->lint.plan.period);
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
    struct output output = {.format = report_find(format), .path = path};
    if (!output.format || (path.data && path.len == 0))
        return false;
    *vec_add(settings->arena, &settings->outputs) = output;
    return true;
}

static bool take_path_root(struct settings *settings, struct str value) {
    settings->path_root = value;
    return value.len > 0;
}

static bool take_max_diagnostics(struct settings *settings, struct str value) {
    uint64_t number = 0;
    if (!str_is(value, "none") && (!str_to_number(value, &number) || number == 0))
        return false;
    settings->report.max_diagnostics = (size_t)number;
    return true;
}

static bool take_max_warnings(struct settings *settings, struct str value) {
    uint64_t number = 0;
    bool ok = str_to_number(value, &number);
    settings->max_warnings = (size_t)number;
    return ok;
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

const struct option_row option_rows[] = {
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
     "vp|ap|rapport|tidplan",
     ON_LINT | ON_EXTRACT,
     {"dokumentets slag", "what the documents are"},
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
     ON_HOOK | ON_LINT | ON_EXTRACT | ON_RULES | ON_EXPLAIN,
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
    {"changed-since",
     0,
     "REV",
     ON_CHECK,
     {"rapportera bara om dokument som har ändrats sedan grenen skildes från REV; övriga är sammanhang",
      "report only on documents that changed since the branch parted from REV; the others are context"},
     TAKE,
     0,
     take_changed_since},
    {"staged",
     0,
     NULL,
     ON_HOOK,
     {"granska det som är köat för commit, som det står i git", "check what is staged, as git has it"},
     FLAG,
     offsetof(struct settings, staged),
     NULL},
    {"force",
     0,
     NULL,
     ON_HOOK,
     {"ersätt någon annans krok; den sparas som pre-commit.old",
      "replace a hook of someone else; it is kept as pre-commit.old"},
     FLAG,
     offsetof(struct settings, force),
     NULL},
    {"each",
     0,
     NULL,
     ON_CHECK,
     {"varje dokument för sig: sammanhang är det som projektfilen och --with anger",
      "each document by itself: its context is what the project file and --with say"},
     FLAG,
     offsetof(struct settings, lint.each),
     NULL},
    {"skip-foreign",
     0,
     NULL,
     ON_CHECK,
     {"hoppa över XML som inte är plandokument", "leave out XML that is no plan document"},
     FLAG,
     offsetof(struct settings, lint.skip_foreign),
     NULL},
    {"config",
     0,
     "FILE",
     ON_HOOK | ON_LINT | ON_EXTRACT | ON_RULES | ON_EXPLAIN | ON_ENV,
     {"projektfil i stället för närmaste planlint.xml", "project file instead of the nearest planlint.xml"},
     TAKE,
     0,
     take_config},
    {"isolated",
     0,
     NULL,
     ON_HOOK | ON_LINT | ON_EXTRACT | ON_RULES | ON_EXPLAIN,
     {"läs ingen projektfil", "read no project file"},
     FLAG,
     offsetof(struct settings, isolated),
     NULL},
    {"baseline",
     'b',
     "FILE",
     ON_HOOK | ON_LINT,
     {"fynd som redan finns i FILE räknas inte", "findings that are in FILE already do not count"},
     TAKE,
     0,
     take_baseline},
    {"no-suppress",
     0,
     NULL,
     ON_HOOK | ON_CHECK,
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
     ON_HOOK | ON_LINT,
     {"bara dessa regler: id, namn eller början av id, med komma",
      "only these rules: id, name or beginning of an id, by comma"},
     COMMAS,
     offsetof(struct settings, select),
     NULL},
    {"ignore",
     0,
     "RULES",
     ON_HOOK | ON_LINT,
     {"inte dessa regler", "not these rules"},
     COMMAS,
     offsetof(struct settings, ignore),
     NULL},
    {"severity",
     0,
     "RULE=LEVEL",
     ON_HOOK | ON_CHECK | ON_CONFIG,
     {"ändra allvarlighet: error, warning, info, off", "change a severity: error, warning, info, off"},
     TAKE,
     0,
     take_severity},
    {"fail-level",
     0,
     "error|warning|info|never",
     ON_HOOK | ON_CHECK | ON_ENV,
     {"status 1 från och med denna nivå (förval: error)", "status 1 from this level (default: error)"},
     TAKE,
     0,
     take_fail_level},
    {"min-severity",
     0,
     "error|warning|info",
     ON_HOOK | ON_CHECK | ON_ENV,
     {"visa bara från och med denna nivå; summa och status räknar alla fynd",
      "show only this level and above; summary and status count all findings"},
     TAKE,
     0,
     take_min_severity},
    {"output",
     'o',
     "FORMAT[:PATH]",
     ON_HOOK | ON_CHECK | ON_RULES | ON_ENV,
     {"rapportformat, till fil eller standard ut (kan upprepas)",
      "report format, to a file or standard output (repeatable)"},
     TAKE,
     0,
     take_output},
    {"path-root",
     0,
     "FOLDER",
     ON_CHECK,
     {"sarif, gitlab, github och junit anger filer härifrån (förval: GITHUB_WORKSPACE eller CI_PROJECT_DIR)",
      "sarif, gitlab, github and junit name files from here (default: GITHUB_WORKSPACE or CI_PROJECT_DIR)"},
     TAKE,
     0,
     take_path_root},
    {"column-unit",
     0,
     "codepoint|byte|utf16|display",
     ON_CHECK,
     {"vad kolumner i gcc och text räknar", "what columns of gcc and text count"},
     CHOICE,
     offsetof(struct settings, report.column_unit),
     NULL},
    {"lang",
     0,
     "sv|en",
     ON_ALL | ON_ENV,
     {"språk", "language"},
     CHOICE,
     offsetof(struct settings, lint.language),
     NULL},
    {"color",
     0,
     "auto|always|never",
     ON_HOOK | ON_CHECK | ON_ENV,
     {"färg", "colour"},
     CHOICE,
     offsetof(struct settings, color),
     NULL},
    {"max-diagnostics",
     0,
     "N",
     ON_HOOK | ON_CHECK,
     {"visa högst N fynd i textrapporten, eller none", "show at most N findings in the text report, or none"},
     TAKE,
     0,
     take_max_diagnostics},
    {"max-warnings",
     0,
     "N",
     ON_CHECK,
     {"status 1 också när det finns fler varningar än N", "status 1 also when there are more than N warnings"},
     TAKE,
     0,
     take_max_warnings},
    {"list-files",
     0,
     NULL,
     ON_CHECK,
     {"visa bara vilka dokument som skulle granskas (med -0 åtskilda av NUL)",
      "only show which documents would be checked (with -0 separated by NUL)"},
     FLAG,
     offsetof(struct settings, list_files),
     NULL},
    {"timing",
     0,
     NULL,
     ON_CHECK,
     {"visa på standard fel hur lång tid faser och regler tog",
      "show on standard error how long phases and rules took"},
     FLAG,
     offsetof(struct settings, timing),
     NULL},
    {"statistics",
     0,
     NULL,
     ON_HOOK | ON_CHECK,
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
     ON_HOOK | ON_LINT | ON_EXTRACT,
     {"ändra en gräns (se nedan)", "change a limit (see below)"},
     TAKE,
     0,
     take_limit},
    {"jobs",
     'j',
     "N",
     ON_HOOK | ON_LINT | ON_ENV,
     {"antal trådar (förval: processorer)", "number of threads (default: processors)"},
     TAKE,
     0,
     take_jobs},
    {"quiet",
     'q',
     NULL,
     ON_HOOK | ON_CHECK,
     {"ingen sammanfattning", "no summary"},
     FLAG,
     offsetof(struct settings, report.quiet),
     NULL},
    {"as",
     0,
     "text|xml|csv|json",
     ON_EXTRACT | ON_TRACE,
     {"text (förval); för extract också xml (planträdet), för trace csv och json",
      "text (default); for extract also xml (the plan tree), for trace csv and json"},
     CHOICE,
     offsetof(struct settings, as),
     NULL},
    {"verbose",
     'v',
     NULL,
     ON_VERSION,
     {"visa allt", "show everything"},
     FLAG,
     offsetof(struct settings, verbose),
     NULL},
    {"man",
     0,
     NULL,
     ON_HELP | ON_RULES,
     {"som manualsida (mdoc)", "as a manual page (mdoc)"},
     FLAG,
     offsetof(struct settings, man),
     NULL},
    {"cache-dir",
     0,
     "FOLDER",
     ON_CHECK | ON_HOOK | ON_ENV,
     {"minns stora körningar i FOLDER (förval: ~/.cache/planlint om mappen finns)",
      "remember large runs in FOLDER (default: ~/.cache/planlint if that is there)"},
     TAKE,
     0,
     take_cache_dir},
    {"no-cache",
     0,
     NULL,
     ON_CHECK | ON_HOOK | ON_ENV,
     {"minns inga körningar", "remember no runs"},
     FLAG,
     offsetof(struct settings, no_cache),
     NULL},
    {"help", 'h', NULL, ON_ALL, {"visa hjälp", "show help"}, FLAG, offsetof(struct settings, help), NULL},
    {"version",
     'V',
     NULL,
     ON_ALL,
     {"visa version", "show the version"},
     FLAG,
     offsetof(struct settings, version),
     NULL},
    {0},
};
