/* The completions of bash, zsh and fish, from the tables of commands and options. Each script has one function for what
 * needs thought in the language of its shell, and the tables as data. */
#include "help.h"
#include "words.h"

struct script {
    const struct settings *settings;
    const struct rules *rules;
    struct buf *out;
};

static void add(const struct script *script, const char *text) {
    buf_add(script->out, str_from(text));
}

static const char *help_of(const struct script *script, const char *const help[LANGUAGES]) {
    return help[script->settings->lint.language];
}

/* Appends text for the inside of single quotes; what `special` holds gets a backslash. */
static void add_quoted(const struct script *script, const char *text, const char *special) {
    for (; *text; text++) {
        if (*text == '\'') {
            add(script, "'\\''");
            continue;
        }
        if (strchr(special, *text))
            buf_byte(script->out, '\\');
        buf_byte(script->out, *text);
    }
}

/* Appends the words, separated by blanks. */
static void add_words(const struct script *script, const struct str_list *words) {
    for (size_t i = 0; i < words->count; i++)
        buf_format(script->out, "%s%.*s", i ? " " : "", STR_ARGS(words->items[i]));
}

static struct str_list words_of(const struct script *script, struct str argument) {
    struct str_list words = {0};
    words_list(script->settings->arena, argument, &words);
    return words;
}

static void add_rules(const struct script *script) {
    for (size_t i = 0; i < script->rules->count; i++)
        buf_format(script->out, "%s%.*s", i ? " " : "", STR_ARGS(script->rules->items[i]->kind.id));
}

/* What may stand where a command has its arguments: "create|update|prune [OPTION]... PATH..." is a choice as the first
 * of them, then files. */
struct places {
    struct str first; /* of WORDS_CHOICE or one word, or empty */
    struct str rest;  /* what all others are, or empty */
};

static struct places places_of(const struct command *command) {
    struct places places = {0};
    for (struct str rest = str_from(command->arguments); rest.data;) {
        struct str word = str_cut(&rest, ' ');
        while (word.len && word.data[0] == '[')
            word = str_slice(word, 1, word.len);
        while (word.len && strchr(".]", word.data[word.len - 1]))
            word.len--;
        if (str_is(word, "OPTION") || word.len == 0)
            continue;
        if (word.data[0] >= 'a' && word.data[0] <= 'z')
            places.first = word;
        else
            places.rest = word;
    }
    return places;
}

/* ---- bash ---- */

static const char bash_begin[] =
    "# bash completion for planlint, made by \"planlint completions bash\"\n"
    "_planlint() {\n"
    "    # \"=\" and \":\" end words for readline: put the word together again, and answer with what follows the last\n"
    "    local i=$COMP_CWORD word=${COMP_WORDS[COMP_CWORD]} option value kept lead kind=none words=\n"
    "    while ((i > 1)) && [[ ${COMP_WORDS[i]} == [=:]* || ${COMP_WORDS[i - 1]} == *[=:] ]]; do\n"
    "        word=${COMP_WORDS[--i]}$word\n"
    "    done\n"
    "    case $word in\n"
    "    --*=*) option=${word%%=*} value=${word#*=} ;;\n"
    "    *) option=${COMP_WORDS[i - 1]} value=$word ;;\n"
    "    esac\n"
    "    kept=${value%\"${value##*[=:]}\"}\n"
    "    local rules=\"";
static const char bash_options[] = "\"\n"
                                   "    if ((i == 1)); then\n"
                                   "        option=\n"
                                   "    fi\n"
                                   "    case $option in\n";
static const char bash_places[] = "    *)\n"
                                  "        kind=words\n"
                                  "        case $((i > 2 ? 3 : i)),${COMP_WORDS[1]},$word in\n";
static const char bash_end[] =
    "        esac\n"
    "        ;;\n"
    "    esac\n"
    "    COMPREPLY=()\n"
    "    case $kind in\n"
    "    rules) lead=${value%\"${value##*,}\"} value=${value##*,} words=$rules ;;\n"
    "    severity)\n"
    "        if [[ $value == *=* ]]; then\n"
    "            lead=${value%%=*}= value=${value#*=}\n"
    "        else\n"
    "            words=${rules// /= }=\n"
    "            compopt -o nospace\n"
    "        fi\n"
    "        ;;\n"
    "    limit) words=${words// /= }=; compopt -o nospace ;;\n"
    "    format) [[ $value != *:* ]] || { lead=${value%%:*}: value=${value#*:} kind=file; } ;;\n"
    "    esac\n"
    "    case $kind in\n"
    "    file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$value\") ;;\n"
    "    folder) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$value\") ;;\n"
    "    pack) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -W \"$words\" -f -- \"$value\") ;;\n"
    "    none) ;;\n"
    "    *)\n"
    "        mapfile -t COMPREPLY < <(compgen -P \"$lead\" -W \"$words\" -- \"$value\")\n"
    "        COMPREPLY=(\"${COMPREPLY[@]#\"$kept\"}\")\n"
    "        [[ ${COMPREPLY[*]} ]] || COMPREPLY=()\n"
    "        ;;\n"
    "    esac\n"
    "}\n"
    "complete -F _planlint planlint\n";

static const char *const bash_kinds[] = {
    [WORDS_FREE] = "none",  [WORDS_CHOICE] = "words",  [WORDS_FILE] = "file",        [WORDS_FOLDER] = "folder",
    [WORDS_PACK] = "pack",  [WORDS_COMMAND] = "words", [WORDS_FORMAT] = "format",    [WORDS_LIMIT] = "limit",
    [WORDS_RULE] = "rules", [WORDS_RULES] = "rules",   [WORDS_SEVERITY] = "severity"};

/* Appends "kind=... words=..." for an argument. */
static void add_bash_argument(const struct script *script, struct str argument) {
    struct str_list words = words_of(script, argument);
    buf_format(script->out, "kind=%s words=\"", bash_kinds[words_kind(argument)]);
    add_words(script, &words);
    add(script, "\"");
}

static void add_bash_options(const struct script *script, const struct command *command) {
    bool first = true;
    for (const struct option_row *row = option_rows; row->name; row++) {
        if (!option_belongs(row, command))
            continue;
        buf_format(script->out, "%s--%s%s", first ? "" : " ", row->name, row->argument ? "=" : "");
        first = false;
    }
}

static void bash(const struct script *script) {
    struct str_list names = words_of(script, STR("COMMAND"));
    add(script, bash_begin);
    add_rules(script);
    add(script, bash_options);
    for (const struct option_row *row = option_rows; row->name; row++) {
        if (!row->argument)
            continue;
        buf_format(script->out, "    --%s", row->name);
        if (row->letter)
            buf_format(script->out, " | -%c", row->letter);
        add(script, ") ");
        add_bash_argument(script, str_from(row->argument));
        add(script, " ;;\n");
    }
    add(script, bash_places);
    add(script, "        1,*) words=\"");
    add_words(script, &names);
    add(script, " ");
    add_bash_options(script, NULL);
    add(script, "\" ;;\n");
    for (const struct command *command = commands; command->name; command++) {
        struct places places = places_of(command);
        buf_format(script->out, "        *,%s,-*) words=\"", command->name);
        add_bash_options(script, command);
        add(script, "\"; [[ $word == *=* ]] || compopt -o nospace ;;\n");
        if (places.first.len) {
            buf_format(script->out, "        2,%s,*) ", command->name);
            struct str_list words = words_of(script, places.first);
            if (words.count == 0)
                *vec_add(script->settings->arena, &words) = places.first;
            add(script, "words=\"");
            add_words(script, &words);
            add(script, "\" ;;\n");
        }
        buf_format(script->out, "        *,%s,*) ", command->name);
        add_bash_argument(script, places.rest);
        add(script, " ;;\n");
    }
    add(script, bash_end);
}

/* ---- zsh ---- */

static const char zsh_begin[] = "#compdef planlint\n"
                                "# zsh completion for planlint, made by \"planlint completions zsh\"\n"
                                "_planlint_rules() {\n"
                                "    _values $* rule";
static const char zsh_severity[] = "\n}\n"
                                   "_planlint_severity() {\n"
                                   "    if compset -P '*='; then\n"
                                   "        compadd error warning info off\n"
                                   "    else\n"
                                   "        compadd -S = ";
static const char zsh_limit[] = "\n    fi\n}\n"
                                "_planlint_limit() {\n"
                                "    compset -P '*=' || compadd -S = ";
static const char zsh_format[] = "\n}\n"
                                 "_planlint_format() {\n"
                                 "    compset -P '*:' && _files || _values format";
static const char zsh_pack[] = "\n}\n"
                               "_planlint_pack() {\n"
                               "    _files\n"
                               "    compadd ";
static const char zsh_commands[] = "\n}\n"
                                   "_planlint() {\n"
                                   "    local curcontext=$curcontext state\n"
                                   "    _arguments -C '1:command:->command' '*::argument:->argument'\n"
                                   "    case $state in\n"
                                   "    command) _values command";
static const char zsh_arguments[] = " ;;\n"
                                    "    argument)\n"
                                    "        case $words[1] in\n";
static const char zsh_end[] = "        esac\n"
                              "        ;;\n"
                              "    esac\n"
                              "}\n"
                              "if [[ $funcstack[1] == _planlint ]]; then\n"
                              "    _planlint \"$@\"\n"
                              "else\n"
                              "    compdef _planlint planlint\n"
                              "fi\n";
static const char zsh_special[] = "\\[]:";

static void add_zsh_value(const struct script *script, struct str name, struct str help) {
    buf_format(script->out, " '%.*s[", STR_ARGS(name));
    add_quoted(script, str_copy(script->settings->arena, help).data, zsh_special);
    add(script, "]'");
}

/* Appends what completes an argument, for the end of a specification. */
static void add_zsh_argument(const struct script *script, struct str argument) {
    static const char *const functions[] = {[WORDS_FILE] = "_files",
                                            [WORDS_FOLDER] = "_files -/",
                                            [WORDS_PACK] = "_planlint_pack",
                                            [WORDS_FORMAT] = "_planlint_format",
                                            [WORDS_LIMIT] = "_planlint_limit",
                                            [WORDS_RULE] = " _planlint_rules",
                                            [WORDS_RULES] = " _planlint_rules -s ,",
                                            [WORDS_SEVERITY] = "_planlint_severity"};
    struct str_list words = words_of(script, argument);
    enum words kind = words_kind(argument);
    add(script, ":");
    add_quoted(script, str_copy(script->settings->arena, argument).data, zsh_special);
    add(script, ":");
    if (kind == WORDS_CHOICE || kind == WORDS_COMMAND) {
        add(script, "(");
        add_words(script, &words);
        add(script, ")");
    } else if (kind != WORDS_FREE) {
        add(script, functions[kind]);
    }
}

static void add_zsh_option(const struct script *script, const struct option_row *row) {
    enum words kind = words_kind(str_from(row->argument ? row->argument : ""));
    bool repeats = row->how == LIST || kind == WORDS_RULES || kind == WORDS_FORMAT || kind == WORDS_LIMIT ||
                   kind == WORDS_SEVERITY;
    add(script, " \\\n                ");
    if (repeats)
        add(script, row->letter ? "\\*" : "'*'");
    else if (row->letter)
        buf_format(script->out, "'(-%c --%s)'", row->letter, row->name);
    if (row->letter)
        buf_format(script->out, "{-%c%s,--%s%s}", row->letter, row->argument ? "+" : "", row->name,
                   row->argument ? "=" : "");
    else
        buf_format(script->out, "--%s%s", row->name, row->argument ? "=" : "");
    add(script, "'[");
    add_quoted(script, help_of(script, row->help), zsh_special);
    add(script, "]");
    if (row->argument)
        add_zsh_argument(script, str_from(row->argument));
    add(script, "'");
}

static void zsh(const struct script *script) {
    struct str_list limits = words_of(script, STR("NAME=VALUE")), packs = words_of(script, STR("PACK"));
    add(script, zsh_begin);
    for (size_t i = 0; i < script->rules->count; i++)
        add_zsh_value(script, script->rules->items[i]->kind.id, script->rules->items[i]->kind.name);
    add(script, zsh_severity);
    add_rules(script);
    add(script, zsh_limit);
    add_words(script, &limits);
    add(script, zsh_format);
    for (const struct report_format *format = report_formats; format->name; format++)
        add_zsh_value(script, str_from(format->name), str_from(help_of(script, format->help)));
    add(script, zsh_pack);
    add_words(script, &packs);
    add(script, zsh_commands);
    for (const struct command *command = commands; command->name; command++)
        add_zsh_value(script, str_from(command->name), str_from(help_of(script, command->help)));
    add(script, zsh_arguments);
    for (const struct command *command = commands; command->name; command++) {
        struct places places = places_of(command);
        buf_format(script->out, "        %s)\n            _arguments -s -S", command->name);
        for (const struct option_row *row = option_rows; row->name; row++)
            if (option_belongs(row, command))
                add_zsh_option(script, row);
        if (places.first.len) {
            struct str_list words = words_of(script, places.first);
            add(script, " \\\n                '1:action:(");
            if (words.count == 0)
                buf_add(script->out, places.first);
            add_words(script, &words);
            add(script, ")'");
        }
        if (places.rest.len) {
            add(script, " \\\n                '*");
            add_zsh_argument(script, places.rest);
            add(script, "'");
        }
        add(script, "\n            ;;\n");
    }
    add(script, zsh_end);
}

/* ---- fish ---- */

static const char fish_begin[] = "# fish completion for planlint, made by \"planlint completions fish\"\n"
                                 "function __planlint_is -a command\n"
                                 "    set -l words (commandline -opc)\n"
                                 "    test \"$words[2]\" = \"$command\"\n"
                                 "end\n"
                                 "function __planlint_first -a command\n"
                                 "    set -l words (commandline -opc)\n"
                                 "    test (count $words) -eq 2 -a \"$words[2]\" = \"$command\"\n"
                                 "end\n"
                                 "function __planlint_rules\n"
                                 "    printf '%s\\t%s\\n'";
static const char fish_severities[] =
    "\nend\n"
    "function __planlint_severities\n"
    "    for level in error warning info off\n"
    "        printf \"%s=$level\\n\" (__planlint_rules | string replace -r '\\t.*' '')\n"
    "    end\n"
    "end\n"
    "complete -c planlint -f\n";

static void add_fish_help(const struct script *script, const char *help) {
    add(script, " -d '");
    add_quoted(script, help, "\\");
    add(script, "'");
}

static void add_fish_argument(const struct script *script, struct str argument) {
    struct str_list words = words_of(script, argument);
    enum words kind = words_kind(argument);
    if (kind == WORDS_FILE) {
        add(script, " -r -F");
    } else if (kind == WORDS_FOLDER) {
        add(script, " -x -a '(__fish_complete_directories)'");
    } else if (kind == WORDS_RULE) {
        add(script, " -x -a '(__planlint_rules)'");
    } else if (kind == WORDS_RULES) {
        add(script, " -x -a '(__fish_complete_list , __planlint_rules)'");
    } else if (kind == WORDS_SEVERITY) {
        add(script, " -x -a '(__planlint_severities)'");
    } else {
        add(script, kind == WORDS_PACK ? " -F" : " -x");
        for (size_t i = 0; i < words.count; i++)
            buf_format(script->out, "%s%.*s%s%s", i ? " " : " -a '", STR_ARGS(words.items[i]),
                       kind == WORDS_LIMIT ? "=" : "", i + 1 == words.count ? "'" : "");
    }
}

static void fish(const struct script *script) {
    add(script, fish_begin);
    for (size_t i = 0; i < script->rules->count; i++)
        buf_format(script->out, " %.*s %.*s", STR_ARGS(script->rules->items[i]->kind.id),
                   STR_ARGS(script->rules->items[i]->kind.name));
    add(script, fish_severities);
    for (const struct command *command = commands; command->name; command++) {
        struct places places = places_of(command);
        buf_format(script->out, "complete -c planlint -n '__fish_is_first_arg' -a %s", command->name);
        add_fish_help(script, help_of(script, command->help));
        if (places.first.len) {
            struct str_list words = words_of(script, places.first);
            buf_format(script->out, "\ncomplete -c planlint -n '__planlint_first %s' -a '", command->name);
            if (words.count == 0)
                buf_add(script->out, places.first);
            add_words(script, &words);
            add(script, "'");
        }
        if (places.rest.len) {
            buf_format(script->out, "\ncomplete -c planlint -n '__planlint_is %s'", command->name);
            add_fish_argument(script, places.rest);
        }
        add(script, "\n");
        for (const struct option_row *row = option_rows; row->name; row++) {
            if (!option_belongs(row, command))
                continue;
            buf_format(script->out, "complete -c planlint -n '__planlint_is %s' -l %s", command->name, row->name);
            if (row->letter)
                buf_format(script->out, " -s %c", row->letter);
            if (row->argument)
                add_fish_argument(script, str_from(row->argument));
            add_fish_help(script, help_of(script, row->help));
            add(script, "\n");
        }
    }
}

bool completions_write(const struct settings *settings, const struct rules *rules, struct str shell, struct buf *out) {
    static const struct {
        const char *name;
        void (*write)(const struct script *script);
    } shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
    const struct script script = {settings, rules, out};
    for (size_t i = 0; i < sizeof(shells) / sizeof(*shells); i++)
        if (str_is(shell, shells[i].name)) {
            shells[i].write(&script);
            return true;
        }
    return false;
}
