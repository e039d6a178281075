/* Findings as lines of text: what tests of the rule floor compare.
 * For tests/unit only. */
#ifndef PLANLINT_FINDINGS_H
#define PLANLINT_FINDINGS_H

#include "buf.h"
#include "limits.h"
#include "pack.h"
#include "test.h"
#include "xml.h"

static inline struct source *source_of(struct arena *arena, const char *name, const char *text) {
    return source_create(arena, str_from(name), (struct str){0}, str_from(text));
}

/* Returns the findings in order of place, one a line: "2:4-2:9 XSD002 `quote` -> suggestion". */
static inline struct str findings_text(struct arena *arena, struct diag_list *diags) {
    struct buf out = buf_in(arena);
    diag_sort(diags);
    for (size_t i = 0; i < diags->count; i++) {
        const struct diag *diag = diags->items[i];
        if (!diag->place.source) {
            buf_format(&out, "- %.*s\n", STR_ARGS(diag->id));
            continue;
        }
        struct position begin = source_locate(diag->place.source, diag->place.begin);
        struct position end = source_locate(diag->place.source, diag->place.end);
        buf_format(&out, "%zu:%zu-%zu:%zu %.*s `%.*s`", begin.line, begin.column, end.line, end.column,
                   STR_ARGS(diag->id), STR_ARGS(place_quote(arena, diag->place)));
        for (size_t k = 0; k < diag->suggestion_count; k++)
            buf_format(&out, " -> %.*s", STR_ARGS(diag->suggestions[k]));
        buf_byte(&out, '\n');
    }
    return buf_str(&out);
}

/* Fails when a message of a finding has a placeholder that nothing fills, or when its kind is unknown. */
static inline void assert_worded(struct arena *arena, const struct rules *rules, const struct diag_list *diags) {
    for (size_t i = 0; i < diags->count; i++) {
        const struct rule *rule = rules_find(rules, diags->items[i]->id);
        if (!rule)
            fail_msg("%.*s has no wording", STR_ARGS(diags->items[i]->id));
        for (enum language language = LANGUAGE_SV; language < LANGUAGES; language++) {
            struct str message = kind_message(arena, &rule->kind, diags->items[i], language);
            for (size_t k = 0; k + 1 < message.len; k++)
                if (message.data[k] == '{' && message.data[k + 1] >= 'a' && message.data[k + 1] <= 'z' &&
                    !str_is(diags->items[i]->id, "CFG014"))
                    fail_msg("a placeholder is left: %.*s", STR_ARGS(message));
        }
    }
}

/* Returns the shipped rules. */
static inline struct rules *shipped_rules(struct arena *arena) {
    struct limits limits = limits_default();
    struct diag_list diags = diag_list_in(arena, 0);
    struct source **sources;
    size_t count = rules_shipped(arena, &sources);
    struct rules *rules = rules_load(arena, sources, count, &limits, &diags);
    if (!rules)
        fail_msg("the shipped packs are faulty:\n%.*s", STR_ARGS(findings_text(arena, &diags)));
    return rules;
}

#endif
