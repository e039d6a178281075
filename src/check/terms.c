#include "element.h"

#include "buf.h"

struct terms {
    const struct clause **items;
    size_t count;
};

void terms_swap_start(struct pass *pass) {
    struct arena *arena = pass->check.arena;
    const struct rule *rule = pass->check.rule;
    struct terms *terms = arena_new(arena, struct terms);
    terms->items = arena_array(arena, const struct clause *, rule->clause_count);
    for (const struct clause *clause = NULL; (clause = rule_clause(rule, "term", clause));)
        terms->items[terms->count++] = clause;
    pass->memory = terms;
}

/* The replacement as it stands at this place: with a capital where the text has one. */
static struct str replacement(struct pass *pass, const struct clause *term, struct str text,
                              const struct regex_match *match) {
    struct arena *arena = pass->check.arena;
    struct str to = match_expand(arena, clause_get(term, "to"), text, match);
    size_t after = match->begin, rest = 0;
    if (to.len == 0 || str_is(clause_get(term, "case"), "exact"))
        return to;
    uint32_t first = utf8_next(text, &after), wanted = utf8_next(to, &rest);
    bool upper = (first >= 'A' && first <= 'Z') || first == 0xC5 || first == 0xC4 || first == 0xD6;
    bool lower = (wanted >= 'a' && wanted <= 'z') || wanted == 0xE5 || wanted == 0xE4 || wanted == 0xF6;
    if (!upper || !lower)
        return to;
    struct buf out = buf_in(arena);
    buf_code_point(&out, wanted - 32);
    buf_add(&out, str_slice(to, rest, to.len));
    return buf_str(&out);
}

void terms_swap(struct pass *pass, size_t block) {
    const struct terms *terms = pass->memory;
    const struct passage *passage = pass->check.plan->blocks[block].passage;
    for (size_t i = 0; i < terms->count; i++) {
        struct regex *regex = terms->items[i]->regex;
        struct regex_match match;
        enum regex_result found = regex_find(regex, pass->check.scratch, passage->text, 0, &match);
        for (; found == REGEX_FOUND; found = regex_again(regex, pass->check.scratch, passage->text, &match)) {
            if (text_excepted(pass, passage->text, match.begin, match.end))
                continue;
            struct diag *diag = pass_add(pass, block, passage_place(passage, match.begin, match.end));
            if (!diag)
                continue;
            struct str severity = clause_get(terms->items[i], "severity");
            if (severity.len)
                diag->severity = severity_find(severity);
            struct str to = replacement(pass, terms->items[i], passage->text, &match);
            pass_arg(pass, diag, "to", to);
            diag_edit(pass->diags, diag, pass->check.rule->fix_safe, diag->place, to);
        }
    }
}
