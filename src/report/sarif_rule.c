#include "sarif_rule.h"

#include "finding.h"
#include "json_value.h"

enum { DESCRIPTION_BYTES = 1000 /* GitHub refuses more than 1024 characters */ };

const char *const sarif_levels[SEVERITIES] = {"none", "note", "warning", "error"};

json_t *sarif_text(struct str text) {
    json_t *value = json_object();
    json_value_set(value, "text", json_value_string(text));
    return value;
}

/* At most so many bytes of whole characters. */
static struct str cut(struct str text) {
    size_t end = 0;
    for (size_t next = 0; next <= DESCRIPTION_BYTES && end < text.len;) {
        end = next;
        if (next == text.len)
            break;
        utf8_next(text, &next);
    }
    return str_slice(text, 0, end);
}

/* For people: why, an example of each, and where to read more; as Markdown or as plain text. */
static json_t *help_json(struct arena *arena, enum language language, const struct rule *rule, struct str why) {
    static const char *const titles[LANGUAGES][2] = {{"Fel", "Rätt"}, {"Bad", "Good"}};
    static const char *const forms[2] = {"bad", "good"};
    const struct kind *kind = &rule->kind;
    json_t *help = json_object();
    for (int markdown = 0; markdown < 2; markdown++) {
        struct buf text = buf_in(arena);
        buf_add(&text, why);
        for (int form = 0; form < 2; form++)
            for (size_t i = 0; i < rule->example_count; i++) {
                const struct example *example = &rule->examples[i];
                if (!str_is(example->form, forms[form]) || str_is_blank(example->text))
                    continue;
                struct str line = finding_safe(arena, str_collapse(arena, example->text));
                buf_format(&text, markdown ? "\n\n**%s:**\n\n    %.*s" : "\n\n%s:\n  %.*s", titles[language][form],
                           STR_ARGS(line));
                break;
            }
        if (kind->see.len)
            buf_format(&text, markdown ? "\n\n<%.*s>" : "\n\n%.*s", STR_ARGS(kind->see));
        buf_format(&text, markdown ? "\n\n`planlint explain %.*s`" : "\n\nplanlint explain %.*s", STR_ARGS(kind->id));
        json_value_set(help, markdown ? "markdown" : "text", json_value_string(buf_str(&text)));
    }
    return help;
}

/* The family of the rule, and the level in GitHub's words. */
static json_t *properties_json(const struct kind *kind) {
    static const char *const problems[SEVERITIES] = {"recommendation", "recommendation", "warning", "error"};
    json_t *properties = json_object(), *tags = json_array();
    json_array_append_new(tags, json_value_string(str_slice(kind->id, 0, 3)));
    json_value_set(properties, "tags", tags);
    json_value_set(properties, "problem.severity", json_string(problems[kind->severity]));
    return properties;
}

json_t *sarif_rule(struct arena *arena, enum language language, const struct rule *rule) {
    const struct kind *kind = &rule->kind;
    struct str why = str_collapse(arena, kind->why[language].len ? kind->why[language] : kind->name);
    size_t sentence = str_find(why, STR(". "), 0);
    json_t *value = json_object(), *configuration = json_object();
    json_value_set(value, "id", json_value_string(kind->id));
    json_value_set(value, "name", json_value_string(kind->name));
    json_value_set(value, "shortDescription",
                   sarif_text(cut(str_slice(why, 0, sentence < why.len ? sentence + 1 : why.len))));
    json_value_set(value, "fullDescription", sarif_text(cut(why)));
    json_value_set(value, "help", help_json(arena, language, rule, why));
    if (kind->severity == SEVERITY_OFF)
        json_value_set(configuration, "enabled", json_false());
    else
        json_value_set(configuration, "level", json_string(sarif_levels[kind->severity]));
    json_value_set(value, "defaultConfiguration", configuration);
    json_value_set(value, "properties", properties_json(kind));
    return value;
}
