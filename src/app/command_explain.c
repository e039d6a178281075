/* planlint explain RULE...: what a rule asks for and why, with an example of each, and how to switch it off. */
#include <stdio.h>

#include "command.h"
#include "files.h"
#include "similar.h"

/* Adds the text with its indentation and line breaks folded to single spaces. */
static void add_paragraph(struct buf *out, const char *prefix, struct str text) {
    if (str_is_blank(text))
        return;
    buf_add(out, str_from(prefix));
    buf_add(out, str_collapse(out->arena, text));
    buf_byte(out, '\n');
}

static void add_examples(struct buf *out, const struct rule *rule, const char *form, const char *title) {
    for (size_t i = 0; i < rule->example_count; i++) {
        const struct example *example = &rule->examples[i];
        if (str_is(example->form, form) && !str_is_blank(example->text)) {
            buf_format(out, "\n%s:\n", title);
            add_paragraph(out, "  ", example->text);
            return;
        }
    }
}

static void explain(struct buf *out, const struct settings *settings, const struct rule *rule) {
    enum language language = settings->lint.language;
    const struct kind *kind = &rule->kind;
    buf_format(out, "%.*s %.*s (%s)\n", STR_ARGS(kind->id), STR_ARGS(kind->name), severity_name(kind->severity));
    add_paragraph(out, "  ", kind->message[language]);
    buf_byte(out, '\n');
    add_paragraph(out, "", kind->why[language]);
    add_examples(out, rule, "bad", say(settings, "Fel", "Bad"));
    add_examples(out, rule, "good", say(settings, "Rätt", "Good"));
    if (rule->fix_replace.data)
        buf_format(out, "\n%s %.*s\n", say(settings, "Rättning: ersätt med", "Fix: replace by"),
                   STR_ARGS(rule->fix_replace));
    if (kind->see.len)
        buf_format(out, "\n%s %.*s\n", say(settings, "Se", "See"), STR_ARGS(kind->see));
    buf_format(out, "\n%s planlint check --ignore %.*s\n", say(settings, "Stäng av:", "Switch off:"),
               STR_ARGS(kind->id));
}

/* Reports a word that names no rule, with the nearest id or name. */
static void complain_rule(const struct settings *settings, const struct rules *rules, struct str word) {
    struct str *known = arena_array(settings->arena, struct str, rules->count * 2);
    for (size_t i = 0; i < rules->count; i++) {
        known[2 * i] = rules->items[i]->kind.id;
        known[2 * i + 1] = rules->items[i]->kind.name;
    }
    size_t nearest = similar_nearest(word, known, rules->count * 2);
    struct str hint = nearest == SIZE_MAX ? STR("planlint rules") : known[nearest];
    complain(settings, str_format(settings->arena,
                                  say(settings, "okänd regel ”%.*s”; menade du ”%.*s”?",
                                      "unknown rule “%.*s”; did you mean “%.*s”?"),
                                  STR_ARGS(word), STR_ARGS(hint)));
}

int command_explain(struct settings *settings) {
    struct diag_list diags = diag_list_in(settings->arena, 0);
    struct buf out = buf_in(settings->arena);
    int status = 0;
    if (settings->paths.count == 0) {
        complain(settings, str_from(say(settings, "ange en regel: planlint explain TRC001",
                                        "name a rule: planlint explain TRC001")));
        return 2;
    }
    struct linter *linter = command_linter(settings, NULL, &diags);
    if (!linter) {
        command_complain(settings, &diags);
        return 2;
    }
    for (size_t i = 0; i < settings->paths.count; i++) {
        const struct rule *rule = rules_find(linter_rules(linter), settings->paths.items[i]);
        if (rule) {
            if (out.len)
                buf_add(&out, STR("\n----\n\n"));
            explain(&out, settings, rule);
        } else {
            complain_rule(settings, linter_rules(linter), settings->paths.items[i]);
            status = 2;
        }
    }
    linter_destroy(linter);
    return command_show(settings, buf_str(&out)) ? status : 2;
}
