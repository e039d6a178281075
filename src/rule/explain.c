#include "explain.h"

#include <assert.h>

#include <libxml/xmlschemas.h>

#include "buf.h"
#include "date.h"
#include "similar.h"
#include "tree.h"
#include "vec.h"

enum { NAMES_SHOWN = 12 };

static struct arena *arena_of(const struct explain *explain) {
    return explain->diags->arena;
}

static struct str name_of(const xmlNode *node) {
    return str_from((const char *)node->name);
}

/* The name as written. */
static struct str with_prefix(const struct explain *explain, const xmlNs *ns, const xmlChar *name) {
    if (!ns || !ns->prefix)
        return str_from((const char *)name);
    return str_format(arena_of(explain), "%s:%s", (const char *)ns->prefix, (const char *)name);
}

static struct str shown(const struct explain *explain, const xmlNode *node) {
    return with_prefix(explain, node->ns, node->name);
}

/* The place of a name in a start tag. */
static struct place name_place(const void *node) {
    const struct origin *origin = tree_origin(node);
    return origin ? source_place(origin->source, origin->name_begin, origin->name_end) : (struct place){0};
}

static struct str joined(const struct explain *explain, struct str_list names) {
    struct buf out = buf_in(arena_of(explain));
    for (size_t i = 0; i < names.count && i < NAMES_SHOWN; i++) {
        buf_add(&out, i ? STR(", ") : (struct str){0});
        buf_add(&out, names.items[i]);
    }
    if (names.count > NAMES_SHOWN)
        buf_add(&out, STR(" …"));
    return buf_str(&out);
}

static struct diag *add(struct explain *explain, const char *id, struct place place) {
    return diag_add(explain->diags, id, place);
}

static void set(struct explain *explain, struct diag *diag, const char *name, struct str value) {
    diag_arg(explain->diags, diag, name, value);
}

static bool has(struct str_list names, struct str name) {
    for (size_t i = 0; i < names.count; i++)
        if (str_equal(names.items[i], name))
            return true;
    return false;
}

/* Names the allowed words and the one that was probably meant. Returns that one, or the empty slice. */
static struct str suggest(struct explain *explain, struct diag *diag, struct str word, struct str_list names) {
    set(explain, diag, "allowed", joined(explain, names));
    size_t nearest = similar_nearest(word, names.items, names.count);
    if (nearest == SIZE_MAX)
        return (struct str){0};
    assert(names.items && nearest < names.count);
    diag_suggest(explain->diags, diag, names.items[nearest]);
    return names.items[nearest];
}

/* Past the limit findings are only counted: nothing is worked out for them. */
static bool is_full(const struct explain *explain) {
    return explain->diags->limit && explain->diags->count >= explain->diags->limit;
}

/* ---- Elements ---- */

static void unknown_root(struct explain *explain, const xmlNode *root) {
    struct str_list roots = grammar_roots(&explain->grammar);
    bool known = has(roots, name_of(root));
    struct diag *diag = add(explain, known ? "XSD022" : "XSD001", name_place(root));
    set(explain, diag, "name", shown(explain, root));
    set(explain, diag, "expected", grammar_namespace(&explain->grammar));
    if (known)
        return;
    suggest(explain, diag, name_of(root), roots);
}

static bool same_namespace(const xmlNode *a, const xmlNode *b) {
    return (a->ns == NULL) == (b->ns == NULL) && (!a->ns || xmlStrEqual(a->ns->href, b->ns->href));
}

static void unknown_element(struct explain *explain, const xmlNode *node, struct str_list allowed) {
    bool foreign = !same_namespace(node, node->parent);
    const char *id = foreign ? "XSD006" : allowed.count ? "XSD002" : "XSD008";
    struct diag *diag = add(explain, id, name_place(node));
    if (diag == explain->diags->unkept)
        return;
    set(explain, diag, "name", shown(explain, node));
    set(explain, diag, "parent", shown(explain, node->parent));
    if (foreign) {
        set(explain, diag, "expected",
            node->parent->ns ? str_from((const char *)node->parent->ns->href) : (struct str){0});
        return;
    }
    suggest(explain, diag, name_of(node), allowed);
}

static struct str_list children_of(struct explain *explain, const xmlNode *parent) {
    const xmlNode *declaration = grammar_element(&explain->grammar, parent);
    return declaration ? grammar_children(&explain->grammar, declaration) : (struct str_list){0};
}

/* Children of all shipped schemas come in any order and number: what is unexpected is unknown. */
static void unexpected_element(struct explain *explain, const xmlNode *node) {
    *vec_add(arena_of(explain), &explain->skipped) = node;
    unknown_element(explain, node, children_of(explain, node->parent));
}

/* The first text in an element that is more than white space, without the white space around it. */
static struct place first_text(const xmlNode *node) {
    for (const xmlNode *text = node->children; text; text = text->next) {
        if ((text->type != XML_TEXT_NODE && text->type != XML_CDATA_SECTION_NODE) ||
            str_is_blank(str_from((const char *)text->content)))
            continue;
        const struct passage *passage = tree_text_passage(text);
        struct str trimmed = passage ? str_trim(passage->text) : (struct str){0};
        size_t begin = passage ? (size_t)(trimmed.data - passage->text.data) : 0;
        if (passage)
            return passage_place(passage, begin, begin + trimmed.len);
    }
    return name_place(node);
}

static void unexpected_text(struct explain *explain, const xmlNode *node) {
    struct str_list allowed = children_of(explain, node);
    struct diag *diag = add(explain, allowed.count ? "XSD007" : "XSD009", first_text(node));
    set(explain, diag, "parent", shown(explain, node));
    set(explain, diag, "allowed", joined(explain, allowed));
}

static const xmlNode *first_element(const xmlNode *node) {
    const xmlNode *found = node->children;
    while (found && found->type != XML_ELEMENT_NODE)
        found = found->next;
    return found;
}

static void element_in_text(struct explain *explain, const xmlNode *node) {
    const xmlNode *inner = first_element(node);
    /* The validator goes on to judge the text without what the element holds. */
    explain->value_node = node;
    explain->value_attribute = (struct str){0};
    struct diag *diag = add(explain, "XSD008", name_place(inner ? inner : node));
    set(explain, diag, "parent", shown(explain, node));
    set(explain, diag, "name", inner ? shown(explain, inner) : (struct str){0});
}

static void not_empty(struct explain *explain, const xmlNode *node) {
    const xmlNode *inner = first_element(node);
    struct diag *diag = add(explain, "XSD009", inner ? name_place(inner) : first_text(node));
    set(explain, diag, "parent", shown(explain, node));
}

/* ---- Attributes ---- */

static const xmlAttr *attribute_named(const xmlNode *node, struct str name) {
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        if (str_is(name, (const char *)attribute->name))
            return attribute;
    return NULL;
}

static void unknown_attribute(struct explain *explain, const xmlNode *node, const xmlAttr *attribute) {
    struct str_list allowed = {0};
    const xmlNode *declaration = grammar_element(&explain->grammar, node);
    if (declaration)
        allowed = grammar_attributes(&explain->grammar, declaration, false);
    struct str name = str_from((const char *)attribute->name);
    struct diag *diag = add(explain, allowed.count ? "XSD010" : "XSD021", name_place(attribute));
    set(explain, diag, "name", with_prefix(explain, attribute->ns, attribute->name));
    set(explain, diag, "element", shown(explain, node));
    struct str meant = suggest(explain, diag, name, allowed);
    if (meant.len && !attribute_named(node, meant))
        diag_edit(explain->diags, diag, false, diag->place, meant);
}

static void missing_attribute(struct explain *explain, const xmlNode *node, struct str name) {
    struct diag *diag = add(explain, "XSD011", name_place(node));
    set(explain, diag, "name", str_copy(arena_of(explain), name));
    set(explain, diag, "element", shown(explain, node));
}

/* ---- Values ---- */

/* Builtin types whose errors have wording of their own; the rest is XSD020. */
static const struct {
    const char *builtin, *id;
} builtin_ids[] = {
    {"date", "XSD015"},
    {"nonNegativeInteger", "XSD016"},
    {"positiveInteger", "XSD016"},
    {"integer", "XSD016"},
    {"decimal", "XSD016"},
    {"NMTOKEN", "XSD019"},
    {"NCName", "XSD019"},
    {"ID", "XSD019"},
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Whether the value has the form of a calendar day, and the calendar has no such day. */
static bool is_no_day(struct str value) {
    static const char form[] = "dddd-dd-dd";
    struct interval day;
    if (value.len != sizeof form - 1)
        return false;
    for (size_t i = 0; i < value.len; i++)
        if (form[i] == 'd' ? !is_digit(value.data[i]) : value.data[i] != form[i])
            return false;
    return !date_parse_iso(value, &day);
}

static const char *value_id(const struct value_form *form, struct str value) {
    if (str_is_blank(value))
        return "XSD017";
    /* A union of date forms comes down to no one builtin type. */
    bool is_date = form->builtin.len == 0 || str_is(form->builtin, "date");
    if (is_date && is_no_day(value))
        return "XSD014";
    if (form->words[LANGUAGE_SV].len && form->words[LANGUAGE_EN].len)
        return "XSD013";
    for (size_t i = 0; i < sizeof builtin_ids / sizeof *builtin_ids; i++)
        if (str_is(form->builtin, builtin_ids[i].builtin))
            return builtin_ids[i].id;
    return "XSD020";
}

static void unlisted_value(struct explain *explain, struct str name, struct place place, struct str value,
                           struct str_list values) {
    struct diag *diag = add(explain, "XSD012", place);
    set(explain, diag, "value", value);
    set(explain, diag, "name", name);
    struct str meant = suggest(explain, diag, value, values);
    if (meant.len)
        diag_edit(explain->diags, diag, false, place, meant);
}

/* Reports every word of the value that is not among the listed ones; returns how many. */
static size_t unlisted_words(struct explain *explain, struct str name, const struct passage *passage,
                             const struct value_form *form) {
    struct str text = passage->text;
    size_t found = 0;
    for (size_t begin = 0, end; begin < text.len; begin = end) {
        static const char space[] = " \t\r\n";
        while (begin < text.len && memchr(space, text.data[begin], sizeof space - 1))
            begin++;
        end = begin;
        while (end < text.len && !(form->list && memchr(space, text.data[end], sizeof space - 1)))
            end++;
        struct str word = str_trim(str_slice(text, begin, end));
        if (word.len == 0 || has(form->values, word))
            continue;
        unlisted_value(explain, name, passage_place(passage, begin, begin + word.len), word, form->values);
        found++;
    }
    return found;
}

/* What an element's text is: the passage of its first text node. */
static const struct passage *text_of(const xmlNode *node) {
    for (const xmlNode *text = node->children; text; text = text->next)
        if (text->type == XML_TEXT_NODE || text->type == XML_CDATA_SECTION_NODE)
            return tree_text_passage(text);
    return NULL;
}

static struct place trimmed_place(const struct passage *passage) {
    struct str text = str_trim(passage->text);
    size_t begin = (size_t)(text.data - passage->text.data);
    return passage_place(passage, begin, begin + text.len);
}

/* Words from the schema begin with a capital; in a message they stand inside a sentence. Names and abbreviations keep
 * theirs. */
static struct str uncapitalised(const struct explain *explain, struct str words) {
    static const struct { const char *capital, *small; } initials[] = {{"Å", "å"}, {"Ä", "ä"}, {"Ö", "ö"}};
    struct str small = str_copy(arena_of(explain), words);
    char *out = (char *)(uintptr_t)small.data;
    if (words.len > 1 && words.data[0] >= 'A' && words.data[0] <= 'Z' &&
        !(words.data[1] >= 'A' && words.data[1] <= 'Z'))
        out[0] = (char)(words.data[0] - 'A' + 'a');
    for (size_t i = 0; i < sizeof initials / sizeof *initials; i++)
        if (str_starts(words, str_from(initials[i].capital)))
            memcpy(out, initials[i].small, strlen(initials[i].small));
    return small;
}

/* Reports the value of an attribute, or with NULL the text of the element. */
static void wrong_value(struct explain *explain, const xmlNode *node, const xmlAttr *attribute) {
    const xmlNode *declaration = grammar_element(&explain->grammar, node);
    struct str name = attribute ? str_from((const char *)attribute->name) : name_of(node);
    if (declaration && attribute)
        declaration = grammar_attribute(&explain->grammar, declaration, name);
    struct value_form form = {0};
    if (declaration)
        form = grammar_value(&explain->grammar, declaration);
    const struct origin *origin = attribute ? tree_origin(attribute) : NULL;
    const struct passage *passage = attribute ? (origin ? origin->passage : NULL) : text_of(node);
    if (passage && form.values.count && unlisted_words(explain, name, passage, &form))
        return;
    struct str value = passage ? str_trim(passage->text) : (struct str){0};
    struct place place = name_place(node);
    if (value.len)
        place = trimmed_place(passage);
    else if (origin)
        place = source_place(origin->source, origin->begin, origin->end);
    struct diag *diag = add(explain, value_id(&form, value), place);
    set(explain, diag, "value", value);
    set(explain, diag, "name", name);
    set(explain, diag, "expected_sv", uncapitalised(explain, form.words[LANGUAGE_SV]));
    set(explain, diag, "expected_en", uncapitalised(explain, form.words[LANGUAGE_EN]));
}

/* ---- Errors of the validator ---- */

/* The attribute that a message is about: "Element 'x', attribute 'y': ...", or the empty slice. */
static struct str attribute_in(const char *message) {
    static const char before[] = "', attribute '";
    const char *at = strstr(message, before), *colon = strstr(message, "': ");
    if (!at || !colon || at > colon)
        return (struct str){0};
    struct str name = str_from(at + sizeof before - 1);
    name = str_slice(name, 0, str_find(name, STR("'"), 0));
    size_t brace = str_find(name, STR("}"), 0);
    return brace == SIZE_MAX ? name : str_slice(name, brace + 1, name.len);
}

static bool is_value_error(int code) {
    return code >= XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 && code <= XML_SCHEMAV_CVC_ENUMERATION_VALID &&
           code != XML_SCHEMAV_CVC_TYPE_3_1_1 && code != XML_SCHEMAV_CVC_TYPE_3_1_2;
}

static void value_error(struct explain *explain, const xmlNode *node, struct str attribute) {
    if (node == explain->value_node && str_equal(attribute, explain->value_attribute))
        return;
    explain->value_node = node;
    explain->value_attribute = str_copy(arena_of(explain), attribute);
    wrong_value(explain, node, attribute.len ? attribute_named(node, attribute) : NULL);
}

void explain_error(struct explain *explain, const xmlError *error) {
    const xmlNode *node = error->node;
    const char *message = error->message ? error->message : "";
    if (!node || is_full(explain)) {
        add(explain, "XSD099", (struct place){0});
        return;
    }
    struct str name = attribute_in(message);
    const xmlAttr *attribute = name.len ? attribute_named(node, name) : NULL;
    if (error->code == XML_SCHEMAV_CVC_ELT_1)
        unknown_root(explain, node);
    else if (error->code == XML_SCHEMAV_ELEMENT_CONTENT)
        unexpected_element(explain, node);
    else if (error->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3)
        unexpected_text(explain, node);
    else if (error->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2 || error->code == XML_SCHEMAV_CVC_TYPE_3_1_2)
        element_in_text(explain, node);
    else if (error->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1)
        not_empty(explain, node);
    else if (error->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_4)
        missing_attribute(explain, node, str_from(error->str1));
    else if (attribute &&
             (error->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1 || error->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2 ||
              error->code == XML_SCHEMAV_CVC_TYPE_3_1_1))
        unknown_attribute(explain, node, attribute);
    else if (is_value_error(error->code))
        value_error(explain, node, name);
    else
        set(explain, add(explain, "XSD099", name_place(node)), "detail",
            str_trim(str_copy(arena_of(explain), str_from(message))));
}

/* ---- What the validator skipped ---- */

static void walk_attributes(struct explain *explain, const xmlNode *node, const xmlNode *declaration) {
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
        if (attribute->ns)
            continue;
        const xmlNode *known =
            grammar_attribute(&explain->grammar, declaration, str_from((const char *)attribute->name));
        const struct origin *origin = tree_origin(attribute);
        if (!known) {
            unknown_attribute(explain, node, attribute);
        } else if (origin && origin->passage) {
            struct value_form form = grammar_value(&explain->grammar, known);
            if (form.values.count)
                unlisted_words(explain, str_from((const char *)attribute->name), origin->passage, &form);
        }
    }
    struct str_list required = grammar_attributes(&explain->grammar, declaration, true);
    for (size_t i = 0; i < required.count; i++)
        if (!attribute_named(node, required.items[i]))
            missing_attribute(explain, node, required.items[i]);
}

static void walk_children(struct explain *explain, const xmlNode *from, const xmlNode *parent_declaration);

/* Depth is bounded by LIMIT_DEPTH, so is the recursion. */
static void walk(struct explain *explain, const xmlNode *node, const xmlNode *declaration) {
    if (is_full(explain))
        return;
    walk_attributes(explain, node, declaration);
    walk_children(explain, node->children, declaration);
}

/* Elements of other namespaces are left alone: a wildcard may allow them. */
static void walk_children(struct explain *explain, const xmlNode *from, const xmlNode *parent_declaration) {
    for (const xmlNode *node = from; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE || !same_namespace(node, node->parent))
            continue;
        const xmlNode *declaration = grammar_child(&explain->grammar, parent_declaration, name_of(node));
        if (declaration)
            walk(explain, node, declaration);
        else
            unknown_element(explain, node, grammar_children(&explain->grammar, parent_declaration));
    }
}

void explain_rest(struct explain *explain) {
    for (size_t i = 0; i < explain->skipped.count; i++) {
        const xmlNode *node = explain->skipped.items[i];
        const xmlNode *parent = grammar_element(&explain->grammar, node->parent);
        const xmlNode *declaration = parent ? grammar_child(&explain->grammar, parent, name_of(node)) : NULL;
        if (declaration && same_namespace(node, node->parent))
            walk(explain, node, declaration);
        if (parent)
            walk_children(explain, node->next, parent);
    }
}
