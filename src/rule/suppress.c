#include "suppress.h"

#include "fold.h"
#include "project.h"
#include "vec.h"

void suppress_set_at(struct arena *arena, struct suppression *suppression, struct str at) {
    struct str_list keys = {0};
    while (at.len) {
        size_t slash = str_find(at, STR(" / "), 0);
        struct str key = fold_heading(arena, str_slice(at, 0, slash));
        if (key.len)
            *vec_add(arena, &keys) = key;
        at = slash == SIZE_MAX ? (struct str){NULL, 0} : str_slice(at, slash + 3, at.len);
    }
    suppression->at = keys.items;
    suppression->at_count = keys.count;
}

/* ---- Directives ---- */

/* One directive while it is read; offsets are those of `text`. */
struct directive {
    struct arena *arena;
    struct str text;
    size_t at;
    struct suppression common; /* what its rules share */
};

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static void skip_space(struct directive *directive) {
    while (directive->at < directive->text.len && is_space(directive->text.data[directive->at]))
        directive->at++;
}

/* The next word, up to white space or one of `stops`. */
static struct str take_word(struct directive *directive, const char *stops) {
    size_t begin = directive->at;
    while (directive->at < directive->text.len && !is_space(directive->text.data[directive->at]) &&
           !strchr(stops, directive->text.data[directive->at]))
        directive->at++;
    return str_slice(directive->text, begin, directive->at);
}

struct span {
    size_t begin, end;
};
struct spans {
    struct span *items;
    size_t count, cap;
};

/* "TRC001, DAT001": what stands between the commas. */
static void take_rules(struct directive *directive, struct spans *rules) {
    for (;;) {
        struct str word = take_word(directive, ",");
        if (word.len) {
            struct span *span = vec_add(directive->arena, rules);
            *span = (struct span){directive->at - word.len, directive->at};
        }
        size_t before = directive->at;
        skip_space(directive);
        if (directive->at == directive->text.len || directive->text.data[directive->at] != ',') {
            directive->at = word.len ? before : directive->at;
            return;
        }
        directive->at++;
        skip_space(directive);
    }
}

/* "off RULE,RULE until=DAY reason". False when it is something else. */
static bool parse(struct directive *directive, struct spans *rules) {
    skip_space(directive);
    if (!str_is(take_word(directive, ""), "off"))
        return false;
    skip_space(directive);
    take_rules(directive, rules);
    skip_space(directive);
    directive->common.until = INT32_MAX;
    if (str_starts(str_slice(directive->text, directive->at, directive->text.len), STR("until="))) {
        struct interval day;
        directive->at += sizeof("until=") - 1;
        if (!date_parse_iso(take_word(directive, ""), &day))
            return false;
        directive->common.until = day.last;
    }
    directive->common.reason = str_trim(str_slice(directive->text, directive->at, directive->text.len));
    return rules->count > 0;
}

static void bad_directive(struct diag_list *diags, struct place place, struct str text) {
    struct diag *diag = diag_add(diags, "CFG038", place);
    diag_arg(diags, diag, "value", str_trim(text));
}

/* Sets what an instruction covers: the next element. False when there is none. */
static bool set_range(struct suppression *suppression, const xmlNode *instruction) {
    const xmlNode *next = instruction->next;
    while (next && next->type != XML_ELEMENT_NODE)
        next = next->next;
    if (!next)
        return false;
    const struct origin *origin = tree_origin(next);
    suppression->whole_document = next->parent && next->parent->type == XML_DOCUMENT_NODE;
    suppression->range = source_place(origin->source, origin->begin, origin->end);
    return true;
}

static void collect_instruction(struct arena *arena, const xmlNode *node, struct suppression_list *out,
                                struct diag_list *diags) {
    const struct origin *origin = tree_origin(node);
    struct spans rules = {0};
    size_t base = origin->name_end, end = origin->end - 2; /* behind the target, before the closing ?> */
    struct directive directive = {.arena = arena, .text = str_slice(origin->source->text, base, end)};
    struct place whole = source_place(origin->source, origin->begin, origin->end);
    if (!parse(&directive, &rules) || !set_range(&directive.common, node)) {
        bad_directive(diags, whole, directive.text);
        return;
    }
    for (size_t i = 0; i < rules.count; i++) {
        struct suppression *suppression = vec_add(arena, out);
        *suppression = directive.common;
        suppression->rule = str_slice(directive.text, rules.items[i].begin, rules.items[i].end);
        suppression->place = source_place(origin->source, base + rules.items[i].begin, base + rules.items[i].end);
        if (rules.count == 1)
            suppression->whole = whole;
    }
}

static bool is_directive(const xmlNode *node) {
    return tree_named(node->name, "fact") && node->ns &&
           strcmp((const char *)node->ns->href, PLAN_SOURCE_NAMESPACE) == 0 &&
           str_is(tree_get(node, "name"), "directive");
}

/* "planlint: off RULE reason" in a comment. Comments cannot be pointed into: they are no part of the text. */
static void collect_comment(struct arena *arena, const xmlNode *fact, struct suppression_list *out,
                            struct diag_list *diags) {
    const struct origin *origin = tree_origin(fact);
    struct str text = tree_get(fact, "detail");
    struct directive directive = {.arena = arena, .text = str_slice(text, sizeof("planlint:") - 1, text.len)};
    struct spans rules = {0};
    struct place shown = tree_place(fact);
    if (!origin)
        return;
    if (!parse(&directive, &rules)) {
        bad_directive(diags, shown, directive.text);
        return;
    }
    for (size_t i = 0; i < rules.count; i++) {
        struct suppression *suppression = vec_add(arena, out);
        *suppression = directive.common;
        suppression->rule = str_slice(directive.text, rules.items[i].begin, rules.items[i].end);
        suppression->range = source_place(origin->source, origin->begin, origin->end);
        suppression->place = shown;
    }
}

void suppress_collect(struct arena *arena, const xmlDoc *tree, struct suppression_list *out, struct diag_list *diags) {
    const xmlNode *top = (const xmlNode *)tree;
    for (const xmlNode *node = top->children; node;) {
        if (node->type == XML_PI_NODE && strcmp((const char *)node->name, "planlint") == 0)
            collect_instruction(arena, node, out, diags);
        if (node->type == XML_ELEMENT_NODE && is_directive(node))
            collect_comment(arena, node, out, diags);
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            continue;
        }
        while (!node->next && node->parent != top)
            node = node->parent;
        node = node->next;
    }
}

/* ---- Whether it holds ---- */

bool suppress_verify(const struct suppression *suppression, const struct rules *rules, int32_t today,
                     struct diag_list *diags) {
    if (!rules_any(rules, suppression->rule)) {
        rules_unknown(rules, suppression->rule, diag_add(diags, "CFG004", suppression->place), diags);
        return false;
    }
    if (suppression->reason.len == 0) {
        diag_arg(diags, diag_add(diags, "CFG002", suppression->place), "rule", suppression->rule);
        return false;
    }
    if (suppression->until >= today)
        return true;
    struct diag *diag = diag_add(diags, "CFG003", suppression->place);
    diag_arg(diags, diag, "rule", suppression->rule);
    diag_arg(diags, diag, "date", date_format(diags->arena, suppression->until));
    return false;
}

/* ---- What it covers ---- */

/* Whether the keys of `at`, from the last one on, are headings on the way up from the text itself. */
static bool names_path(struct arena *arena, const struct suppression *suppression, const struct passage *passage) {
    size_t left = suppression->at_count;
    for (; passage && left > 0; passage = passage->under)
        if (str_equal(fold_heading(arena, passage->text), suppression->at[left - 1]))
            left--;
    return left == 0;
}

bool suppress_names(struct arena *arena, const struct suppression *suppression, const struct passage *passage) {
    return suppression->at_count > 0 && names_path(arena, suppression, passage);
}

/* The goal that a finding is about counts as a heading too: a goal without activity is reported elsewhere. */
static bool names_goal(struct arena *arena, const struct suppression *suppression, const struct diag *diag) {
    for (size_t i = 0; i < diag->arg_count && suppression->at_count == 1; i++)
        if (strcmp(diag->args[i].name, "goal") == 0)
            return str_equal(fold_heading(arena, diag->args[i].value), suppression->at[0]);
    return false;
}

static bool lies_in(struct place inner, struct place outer) {
    return inner.source == outer.source && inner.begin >= outer.begin && inner.end <= outer.end;
}

bool suppress_covers(struct arena *arena, const struct suppression *suppression, const struct rule *rule,
                     const struct diag *diag, struct str path) {
    if (!rule_named(rule, suppression->rule))
        return false;
    if (suppression->whole_document)
        return true;
    if (suppression->range.source)
        return lies_in(diag->place, suppression->range);
    if (suppression->fingerprint.len && !str_equal(suppression->fingerprint, diag->fingerprint))
        return false;
    if (suppression->in.len && !project_match(suppression->in, path))
        return false;
    return suppression->at_count == 0 || names_path(arena, suppression, diag->place.passage) ||
           names_goal(arena, suppression, diag);
}

void suppress_unused(const struct suppression *suppression, struct diag_list *diags) {
    struct diag *diag = diag_add(diags, "CFG001", suppression->place);
    diag_arg(diags, diag, "rule", suppression->rule);
    if (suppression->whole.source)
        diag_edit(diags, diag, true, suppression->whole, (struct str){0});
}
