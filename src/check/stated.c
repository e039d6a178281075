#include "element.h"

#include "fold.h"

/* Whether a <match> of the rule matches the text. */
static bool matches(const struct pass *pass, struct str text) {
    for (const struct clause *match = NULL; (match = rule_clause(pass->check.rule, "match", match));) {
        struct regex_match found;
        if (match->regex && regex_find(match->regex, pass->check.scratch, text, 0, &found) == REGEX_FOUND)
            return true;
    }
    return false;
}

/* ---- present of="text" ---- */

/* Some block of the places that the rule names has the text; nothing is asked of what is no plan document. */
void stated_text(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    if (plan->kind == PLAN_UNKNOWN)
        return;
    for (size_t i = 0; i < plan->block_count; i++) {
        const struct block *block = &plan->blocks[i];
        if (block->passage && (block->in & pass->in) && !(block->in & pass->not_in) &&
            matches(pass, block->passage->text))
            return;
    }
    pass_add(pass, INDEX_NONE, pass_document(pass));
}

/* ---- present of="decision-body" ---- */

/* The cover: what stands before the first heading, and what is given as such. */
static bool on_cover(const struct block *block) {
    return (block->in & (IN_META | IN_TITLE)) || (block->section == INDEX_NONE && !(block->in & (IN_TOC | IN_RAW)));
}

/* Who decided, when it is said that and when somebody did: a missing date is a finding of its own. */
void stated_decision_body(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    if (plan->meta.decided >= plan->date_count)
        return;
    const struct dated *decided = &plan->dates[plan->meta.decided];
    for (const xmlNode *node = plan->blocks[decided->block].node; node; node = node->parent)
        if (node->type == XML_ELEMENT_NODE && tree_get(node, "by").len)
            return;
    for (size_t i = 0; i < plan->block_count; i++) {
        const struct block *block = &plan->blocks[i];
        if (block->passage && (i == decided->block || on_cover(block)) && matches(pass, block->passage->text))
            return;
    }
    pass_add(pass, decided->block, decided->place);
}

/* ---- present of="organisation" ---- */

/* The name of the profile's organisation, wherever it stands; OCR may have taken its diacritics. */
void stated_organisation(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    struct arena *arena = pass->check.arena;
    struct str name = plan->profile->organisation;
    if (name.len == 0 || plan->kind == PLAN_UNKNOWN)
        return;
    name = plan->ocr ? fold_ocr(arena, name) : fold_heading(arena, name);
    struct arena *scratch = arena_create();
    bool found = false;
    for (size_t i = 0; i < plan->block_count && !found; i++) {
        const struct passage *passage = plan->blocks[i].passage;
        if (!passage)
            continue;
        struct str key = plan->ocr ? fold_ocr(scratch, passage->text) : fold_heading(scratch, passage->text);
        found = str_find(key, name, 0) != SIZE_MAX;
        arena_reset(scratch);
    }
    arena_destroy(scratch);
    if (!found)
        pass_add(pass, INDEX_NONE, pass_document(pass));
}
