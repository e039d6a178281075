#include "element.h"

#include "fold.h"

/* Whether a <match> of the rule matches the text. */
static bool matches(const struct pass *pass, struct str text) {
    for (const struct clause *match = NULL; (match = rule_clause(pass->check.rule, "match", match));) {
        struct regex_match found;
        if (regex_find(match->regex, pass->check.scratch, text, 0, &found) == REGEX_FOUND)
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
        if ((block->in & pass->in) && !(block->in & pass->not_in) && pass_admits(pass, i) &&
            matches(pass, block->passage->text))
            return;
    }
    pass_add(pass, INDEX_NONE, pass_document(pass));
}

/* ---- require ---- */

struct required {
    struct pattern *patterns;
    size_t pattern_count;
    size_t least;
};

static size_t occurrences(struct pass *pass, const struct required *required, const struct block *block) {
    struct str text = block->passage->text;
    size_t count = 0;
    for (size_t i = 0; i < required->pattern_count; i++) {
        const struct pattern *pattern = &required->patterns[i];
        struct regex_match found;
        for (size_t at = 0;
             at <= text.len && text_looks_at(pattern, block) &&
             regex_find(pattern->regex, pass->check.scratch, text, at, &found) == REGEX_FOUND && found.end > at;
             at = found.end)
            count += !text_excepted(pass, text, found.begin, found.end);
    }
    return count;
}

static void report_lack(struct pass *pass, const struct required *required, size_t found, size_t block,
                        struct place place) {
    if (found >= required->least)
        return;
    struct diag *diag = pass_add(pass, block, place);
    diag_arg_number(pass->diags, diag, "found", found);
    diag_arg_number(pass->diags, diag, "required", required->least);
}

/* A pattern occurs often enough in the places of the rule: in the document, or in each section that has such places
 * beside its heading, so that a chapter of sections only is not asked. Nothing is asked of what is no plan document. */
void stated_required(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    const struct rule *rule = pass->check.rule;
    struct arena *arena = pass->check.arena;
    struct required required = {0};
    if (plan->kind == PLAN_UNKNOWN)
        return;
    required.patterns = text_patterns(arena, rule, "match", &required.pattern_count);
    required.least = rule_number(rule, "at-least", 1);
    size_t *found = arena_array(arena, size_t, plan->section_count + 1), total = 0;
    bool *asked = arena_array(arena, bool, plan->section_count + 1);
    for (size_t i = 0; i < plan->block_count; i++) {
        const struct block *block = &plan->blocks[i];
        if (!(block->in & pass->in) || (block->in & pass->not_in) || block->evidence > rule->confidence)
            continue;
        size_t count = occurrences(pass, &required, block);
        total += count;
        if (block->section == INDEX_NONE)
            continue;
        found[block->section] += count;
        asked[block->section] |= plan->sections[block->section].heading != i;
    }
    if (pass->per != PER_SECTION) {
        report_lack(pass, &required, total, INDEX_NONE, pass_document(pass));
        return;
    }
    for (size_t i = 0; i < plan->section_count; i++) {
        size_t heading = plan->sections[i].heading;
        if (asked[i])
            report_lack(pass, &required, found[i], heading, passage_whole(plan->blocks[heading].passage));
    }
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
        if ((i == decided->block || on_cover(block)) && matches(pass, block->passage->text))
            return;
    }
    pass_add(pass, decided->block, decided->place);
}

/* ---- present of="organisation" ---- */

/* The pairs of letters that stand side by side in the key of a text, a bit for some of them each; all bits when it has
 * characters that may be folded to anything. What keys leave out is stepped over. */
static uint64_t pairs_of(struct str text) {
    uint64_t pairs = 0;
    unsigned last = 0;
    for (size_t at = 0; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.data[at];
        byte = byte >= '\t' && byte <= '\r' ? ' ' : byte;
        unsigned char low = byte | 0x20;
        bool letter = (low >= 'a' && low <= 'z') || byte == ' ';
        if (!letter && (byte == '&' || byte > 0xC3 || byte == 0xC2 || byte == 0x9F))
            return UINT64_MAX;
        if (!letter && byte < 0x80 && !(byte >= '0' && byte <= '9'))
            continue;
        pairs |= UINT64_C(1) << ((last * 5 + low) & 63);
        last = low;
    }
    return pairs;
}

static bool is_letter(unsigned char byte) {
    return (unsigned)(byte | 0x20) - 'a' < 26;
}

/* Returns where the rarest letter of a key stands, SIZE_MAX when it has none of ASCII. */
static size_t rarest_letter(struct str key) {
    static const char letters[] = "qzwxjcypbuhfvgmkodlinrtea"; /* the rarest first; ß is folded to s */
    size_t at = SIZE_MAX;
    for (size_t i = 0; letters[i] && at == SIZE_MAX; i++)
        at = str_find(key, (struct str){&letters[i], 1}, 0);
    return at;
}

/* Whether the plain text goes on at `at` as the key does, as far as that has letters of ASCII. What else is of ASCII
 * may be left out of a key, and so may the signs × and ÷; ß becomes ss. */
static bool goes_on(struct str text, size_t at, struct str key) {
    for (size_t i = 0; i < key.len && is_letter((unsigned char)key.data[i]); i++, at++) {
        while (at < text.len && (unsigned char)text.data[at] < 0x80 && !is_letter((unsigned char)text.data[at]))
            at++;
        if (at == text.len || (text.data[at] | 0x20) != key.data[i])
            return at + 1 < text.len && strchr("\x97\x9F\xB7", text.data[at + 1]) && text.data[at] == '\xC3';
    }
    return true;
}

/* Whether a word of the key may stand in the plain text: from its rarest letter on. */
static bool has_rarest(struct str text, struct str key, size_t rarest) {
    if (rarest == SIZE_MAX || memchr(text.data, '&', text.len))
        return true;
    for (unsigned bit = 0; bit <= 0x20; bit += 0x20) {
        const char *next = text.data, *end = text.data + text.len;
        for (; (next = memchr(next, (key.data[rarest] & 0xDF) | (int)bit, (size_t)(end - next))); next++)
            if (goes_on(text, (size_t)(next - text.data), str_slice(key, rarest, key.len)))
                return true;
    }
    return false;
}

/* The name of the profile's organisation, wherever it stands; OCR may have taken its diacritics. */
void stated_organisation(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    struct arena *arena = pass->check.arena;
    struct str name = plan->profile->organisation;
    if (name.len == 0 || plan->kind == PLAN_UNKNOWN)
        return;
    name = plan->ocr ? fold_ocr(arena, name) : fold_heading(arena, name);
    struct arena *scratch = arena_create();
    uint64_t pairs = pairs_of(name) & ~pairs_of(str_slice(name, 0, 1)); /* nothing need begin where the name does */
    size_t rarest = rarest_letter(name);
    bool found = false;
    for (size_t i = 0; i < plan->block_count && !found; i++) {
        const struct passage *passage = plan->blocks[i].passage;
        /* Most texts lack a letter or a pair of letters of the name, and need not be folded. */
        if (!plan->ocr &&
            ((pass->plain[i] && !has_rarest(passage->text, name, rarest)) || (pairs & ~pairs_of(passage->text)) != 0))
            continue;
        struct str key = plan->ocr ? fold_ocr(scratch, passage->text) : fold_heading(scratch, passage->text);
        found = str_find(key, name, 0) != SIZE_MAX;
        arena_reset(scratch);
    }
    arena_destroy(scratch);
    if (!found)
        pass_arg(pass, pass_add(pass, INDEX_NONE, pass_document(pass)), "organisation", plan->profile->organisation);
}
