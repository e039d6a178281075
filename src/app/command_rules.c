/* planlint rules: the loaded rules as a table, or as JSON for programs. `rules test` runs their examples, `rules check`
 * looks for what is doubtful about them; both read packs as text, so that every finding has a place in the pack. */
#include <stdio.h>

#include "command.h"
#include "doubts.h"
#include "examples.h"
#include "files.h"
#include "help.h"
#include "json_value.h"

/* An object with the text in each language. */
static json_t *both(const struct str text[LANGUAGES]) {
    json_t *object = json_object();
    json_value_set(object, "sv", json_value_string(text[LANGUAGE_SV]));
    json_value_set(object, "en", json_value_string(text[LANGUAGE_EN]));
    return object;
}

static void add_json(struct buf *out, const struct rules *rules) {
    json_t *root = json_object(), *list = json_array();
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = rules->items[i];
        json_t *item = json_object();
        json_value_set(item, "id", json_value_string(rule->kind.id));
        json_value_set(item, "name", json_value_string(rule->kind.name));
        json_value_set(item, "severity", json_string(severity_name(rule->kind.severity)));
        json_value_set(item, "element", json_value_string(rule->element));
        json_value_set(item, "pack", json_value_string(rule->pack));
        json_value_set(item, "message", both(rule->kind.message));
        json_value_set(item, "why", both(rule->kind.why));
        json_value_set(item, "see", json_value_string(rule->kind.see));
        json_value_set(item, "fixable", json_boolean(rule->fix_replace.data != NULL));
        json_array_append_new(list, item);
    }
    json_value_set(root, "schemaVersion", json_integer(1));
    json_value_set(root, "rules", list);
    json_value_write(out, root);
}

static void add_table(struct buf *out, const struct settings *settings, const struct rules *rules) {
    for (size_t i = 0; i < rules->count; i++) {
        const struct kind *kind = &rules->items[i]->kind;
        buf_format(out, "%.*s  %-7s  %-34.*s  %.*s\n", STR_ARGS(kind->id), severity_name(kind->severity),
                   STR_ARGS(kind->name), STR_ARGS(kind->message[settings->lint.language]));
    }
}

/* Reads the packs that the command line names, by file or by the name of a shipped one; none: all shipped ones. */
static struct rules *load_packs(struct settings *settings, struct diag_list *diags) {
    struct arena *arena = settings->arena;
    struct source **shipped;
    size_t shipped_count = rules_shipped(arena, &shipped), count = 0;
    if (settings->paths.count == 1)
        return rules_load(arena, shipped, shipped_count, &settings->lint.limits, diags);
    struct source **sources = arena_array(arena, struct source *, settings->paths.count);
    for (size_t i = 1; i < settings->paths.count; i++) {
        struct str path = settings->paths.items[i], bytes = {0}, reason = {0};
        struct str name = str_format(arena, "rules/%.*s.xml", STR_ARGS(path));
        size_t k = 0;
        while (k < shipped_count && !str_equal(shipped[k]->path, name))
            k++;
        if (k < shipped_count) {
            sources[count++] = shipped[k];
            continue;
        }
        const char *failure = file_read(arena, path, settings->lint.limits.value[LIMIT_INPUT_BYTES], &bytes, &reason);
        if (failure) {
            file_report(diags, "CFG010", (struct place){0}, path, failure, reason);
        } else {
            sources[count++] = source_create(arena, path, (struct str){0}, bytes);
        }
    }
    return diag_failed(diags) ? NULL : rules_load(arena, sources, count, &settings->lint.limits, diags);
}

static void print_findings(struct settings *settings, struct diag_list *diags) {
    struct outcome *outcome = lint_configuration(&settings->lint, diags);
    struct buf text = buf_in(settings->arena);
    struct report_options options = {.quiet = true, .version = settings->report.version};
    report_find(STR("text"))->render(outcome, &options, &text);
    (void)file_write_stdout(buf_str(&text));
    outcome_destroy(outcome);
}

/* Lists the known gaps of a rule; returns how many there are. */
static size_t print_todo(const struct rule *rule) {
    size_t count = 0;
    for (size_t i = 0; i < rule->example_count; i++) {
        const struct example *example = &rule->examples[i];
        if (!example->node || !str_is(example->form, "todo"))
            continue;
        struct place place = tree_place(example->node);
        struct str text = str_trim(example->text);
        struct position at = source_locate(place.source, place.begin);
        printf("%.*s:%zu:%zu: todo: %.*s%s%.*s\n", STR_ARGS(place.source->path), at.line, at.column,
               STR_ARGS(rule->kind.id), text.len ? ": " : "", STR_ARGS(text));
        count++;
    }
    return count;
}

static int try_packs(struct settings *settings, bool test) {
    struct diag_list diags = diag_list_in(settings->arena, 0);
    struct rules *rules = load_packs(settings, &diags);
    if (!rules) {
        command_complain(settings, &diags);
        return 2;
    }
    size_t ran = 0, todo = 0;
    for (size_t i = 0; test && i < rules->count; i++)
        ran += examples_test(settings->arena, rules, rules->items[i], &settings->lint.limits, &diags, NULL);
    if (!test) {
        check_verify(rules, &diags);
        doubts_find(rules, &settings->lint.limits, &diags);
    }
    if (diags.count)
        print_findings(settings, &diags);
    for (size_t i = 0; test && i < rules->count; i++)
        todo += print_todo(rules->items[i]);
    if (test)
        printf(say(settings, "%zu exempel prövade, %zu fel\n", "%zu examples tried, %zu failed\n"), ran, diags.count);
    if (todo)
        printf(say(settings, "%zu kända luckor (todo)\n", "%zu known gaps (todo)\n"), todo);
    else
        printf(say(settings, "%zu regler granskade, %zu fynd\n", "%zu rules checked, %zu findings\n"), rules->count,
               diags.count);
    return diags.count > 0;
}

int command_rules(struct settings *settings) {
    if (settings->paths.count) {
        struct str action = settings->paths.items[0];
        if (str_is(action, "test") || str_is(action, "check"))
            return try_packs(settings, str_is(action, "test"));
        complain_action(settings);
        return 2;
    }
    struct diag_list diags = diag_list_in(settings->arena, 0);
    struct linter *linter = command_linter(settings, NULL, &diags);
    if (!linter) {
        command_complain(settings, &diags);
        return 2;
    }
    struct buf out = buf_in(settings->arena);
    bool json = settings->outputs.count > 0 && strcmp(settings->outputs.items[0].format->name, "json") == 0;
    if (settings->man)
        manual_rules(settings, linter_rules(linter), &out);
    else if (json)
        add_json(&out, linter_rules(linter));
    else
        add_table(&out, settings, linter_rules(linter));
    linter_destroy(linter);
    return command_show(settings, buf_str(&out)) ? 0 : 2;
}
