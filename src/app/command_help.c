/* planlint help [COMMAND], planlint completions SHELL */
#include "command.h"
#include "files.h"
#include "help.h"
#include "words.h"

/* --man: planlint(1), or what a schema has for planlint.xml(5) and planlint-rules(5). */
static int manual(struct settings *settings) {
    struct buf out = buf_in(settings->arena);
    if (settings->paths.count == 0) {
        manual_write(settings, &out);
    } else if (!manual_grammar(settings, settings->paths.items[0], &out)) {
        struct str_list known = {0};
        words_list(settings->arena, STR("plan|project|rules"), &known);
        complain_unknown(settings, say(settings, "okänt schema", "unknown schema"), settings->paths.items[0], &known);
        return 2;
    }
    return command_show(settings, buf_str(&out)) ? 0 : 2;
}

int command_help(struct settings *settings) {
    if (settings->man)
        return manual(settings);
    if (settings->paths.count == 0) {
        help_program(settings);
        return 0;
    }
    const struct command *command = options_command(settings, settings->paths.items[0]);
    if (!command)
        return 2;
    help_command(settings, command);
    return 0;
}

int command_completions(struct settings *settings) {
    struct buf out = buf_in(settings->arena);
    struct str shell = settings->paths.count ? settings->paths.items[0] : STR("");
    struct diag_list diags = diag_list_in(settings->arena, 0);
    const struct rules *rules = rules_load(settings->arena, NULL, 0, &settings->lint.limits, &diags);
    if (!rules || !completions_write(settings, rules, shell, &out)) {
        struct str_list known = {0};
        words_list(settings->arena, str_from(settings->command->arguments), &known);
        complain_unknown(settings, say(settings, "okänt skal", "unknown shell"), shell, &known);
        return 2;
    }
    return command_show(settings, buf_str(&out)) ? 0 : 2;
}
