/* planlint rules: the loaded rules as a table, or as JSON for programs. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "files.h"

static json_t *string(struct str s) {
    return json_stringn(s.len ? s.data : "", s.len);
}

/* An object with the text in each language. */
static json_t *both(const struct str text[LANGUAGES]) {
    json_t *object = json_object();
    json_object_set_new(object, "sv", string(text[LANGUAGE_SV]));
    json_object_set_new(object, "en", string(text[LANGUAGE_EN]));
    return object;
}

static void add_json(struct buf *out, const struct rules *rules) {
    json_t *root = json_object(), *list = json_array();
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = rules->items[i];
        json_t *item = json_object();
        json_object_set_new(item, "id", string(rule->kind.id));
        json_object_set_new(item, "name", string(rule->kind.name));
        json_object_set_new(item, "severity", json_string(severity_name(rule->kind.severity)));
        json_object_set_new(item, "element", string(rule->element));
        json_object_set_new(item, "pack", string(rule->pack));
        json_object_set_new(item, "message", both(rule->kind.message));
        json_object_set_new(item, "why", both(rule->kind.why));
        json_object_set_new(item, "see", string(rule->kind.see));
        json_object_set_new(item, "fixable", json_boolean(rule->fix_replace.data != NULL));
        json_array_append_new(list, item);
    }
    json_object_set_new(root, "schemaVersion", json_integer(1));
    json_object_set_new(root, "rules", list);
    char *dumped = json_dumps(root, JSON_INDENT(1));
    if (!dumped)
        arena_out_of_memory();
    buf_add(out, str_from(dumped));
    buf_byte(out, '\n');
    free(dumped);
    json_decref(root);
}

static void add_table(struct buf *out, const struct settings *settings, const struct rules *rules) {
    for (size_t i = 0; i < rules->count; i++) {
        const struct kind *kind = &rules->items[i]->kind;
        buf_format(out, "%.*s  %-7s  %-34.*s  %.*s\n", STR_ARGS(kind->id), severity_name(kind->severity),
                   STR_ARGS(kind->name), STR_ARGS(kind->message[settings->lint.language]));
    }
}

int command_rules(struct settings *settings) {
    struct diag_list diags = diag_list_in(settings->arena, 0);
    struct linter *linter = command_linter(settings, NULL, &diags);
    if (!linter) {
        command_complain(settings, &diags);
        return 2;
    }
    struct buf out = buf_in(settings->arena);
    bool json = settings->outputs.count > 0 && strcmp(settings->outputs.items[0].format->name, "json") == 0;
    if (json)
        add_json(&out, linter_rules(linter));
    else
        add_table(&out, settings, linter_rules(linter));
    linter_destroy(linter);
    return file_write_stdout(buf_str(&out)) ? 0 : 2;
}
