#include "element.h"

/* ---- same of="references" ---- */

struct references {
    bool depths[8]; /* whether there is a number with so many components */
};

static size_t depth_of(struct str number) {
    size_t depth = number.len != 0;
    for (size_t i = 0; i < number.len; i++)
        depth += number.data[i] == '.' && i + 1 < number.len;
    return depth;
}

void references_start(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    struct references *references = arena_new(pass->check.arena, struct references);
    for (size_t i = 0; i < plan->section_count; i++) {
        size_t depth = depth_of(plan->sections[i].number);
        if (depth < sizeof references->depths / sizeof *references->depths)
            references->depths[depth] = true;
    }
    pass->memory = references;
}

/* Whether the number is one that a heading could have and none has. Of
 * documents that do not number at this depth nothing is known: numbers that
 * Word computes are not in a bare document.xml. */
static bool is_missing(const struct pass *pass, struct str number) {
    const struct plan *plan = pass->check.plan;
    const struct references *references = pass->memory;
    size_t depth = depth_of(number);
    if (depth >= sizeof references->depths / sizeof *references->depths || !references->depths[depth])
        return false;
    for (size_t i = 0; i < plan->section_count; i++)
        if (str_equal(plan->sections[i].number, number))
            return false;
    return plan_goal(plan, number) == INDEX_NONE;
}

/* Whether the text is the result of a field: a broken one is another rule's. */
static bool is_derived(const struct passage *passage, size_t offset) {
    size_t run = 0;
    while (run + 1 < passage->run_count && passage->runs[run + 1].text <= offset)
        run++;
    return run < passage->run_count && passage->runs[run].home == RUN_DERIVED;
}

/* What stands for a broken reference is a finding: match/@name "field" looks at results of fields, "plain" beside them.
 * A typed reference ("number") is one when no heading has the number in its group 1. */
void references_block(struct pass *pass, size_t block) {
    const struct block *here = &pass->check.plan->blocks[block];
    struct str text = here->passage->text;
    for (const struct clause *clause = NULL; (clause = rule_clause(pass->check.rule, "match", clause));) {
        unsigned not_in = scope_bits(clause_get(clause, "not-in"));
        struct str kind = clause_get(clause, "name");
        bool typed = str_is(kind, "number"), result = str_is(kind, "field"), plain = str_is(kind, "plain");
        struct regex_match match;
        if (here->in & not_in)
            continue;
        enum regex_result found = regex_find(clause->regex, pass->check.scratch, text, 0, &match);
        for (; found == REGEX_FOUND; found = regex_again(clause->regex, pass->check.scratch, text, &match)) {
            if (match.end <= match.begin)
                continue;
            if ((result || plain) && is_derived(here->passage, match.begin) != result)
                continue;
            if (typed && (match.group[0].begin == SIZE_MAX || is_derived(here->passage, match.group[0].begin) ||
                          !is_missing(pass, str_slice(text, match.group[0].begin, match.group[0].end))))
                continue;
            pass_add(pass, block, passage_place(here->passage, match.begin, match.end));
        }
    }
}
