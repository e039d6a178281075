#include "tree.h"

#include <libxml/parserInternals.h>
#include <stdio.h>

#include "arena.h"
#include "buf.h"

static const struct {
    enum plan_kind kind;
    const char *name;
} kinds[] = {{PLAN_VP, "vp"}, {PLAN_AP, "ap"}, {PLAN_RAPPORT, "rapport"}, {PLAN_TIDPLAN, "tidplan"}};

static const char *const evidences[] = {[EVIDENCE_EXPLICIT] = "explicit",
                                        [EVIDENCE_STYLE] = "style",
                                        [EVIDENCE_PATTERN] = "pattern",
                                        [EVIDENCE_GUESS] = "guess"};

enum { KINDS = sizeof kinds / sizeof kinds[0], EVIDENCES = sizeof evidences / sizeof evidences[0] };

const char *plan_kind_name(enum plan_kind kind) {
    for (size_t i = 0; i < KINDS; i++) {
        if (kinds[i].kind == kind)
            return kinds[i].name;
    }
    return "unknown";
}

enum plan_kind plan_kind_find(struct str name) {
    for (size_t i = 0; i < KINDS; i++) {
        if (str_is(name, kinds[i].name))
            return kinds[i].kind;
    }
    return PLAN_UNKNOWN;
}

const char *evidence_name(enum evidence evidence) {
    return evidences[evidence];
}

enum evidence evidence_find(struct str name) {
    for (size_t i = 0; i < EVIDENCES; i++) {
        if (str_is(name, evidences[i]))
            return (enum evidence)i;
    }
    return EVIDENCE_EXPLICIT;
}

const struct origin *tree_origin(const void *node) {
    return node ? ((const xmlNode *)node)->_private : NULL;
}

static struct arena *arena_of(const xmlDoc *doc) {
    return doc->_private;
}

const struct passage *tree_text_passage(const xmlNode *text) {
    struct origin *origin = text->_private;
    if (!origin || origin->passage)
        return origin ? origin->passage : NULL;
    struct passage_builder builder = {.arena = arena_of(text->doc), .source = origin->source};
    passage_add(&builder, str_slice(origin->source->text, origin->begin, origin->end), origin->begin, origin->end,
                RUN_VERBATIM);
    return origin->passage = passage_finish(&builder);
}

static bool is_text(const xmlNode *node) {
    return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

struct place tree_place(const void *node) {
    const struct origin *origin = tree_origin(node);
    const struct passage *passage = origin && is_text(node) ? tree_text_passage(node) : origin ? origin->passage : NULL;
    if (passage)
        return passage_whole(passage);
    if (origin)
        return source_place(origin->source, origin->name_begin, origin->name_end);
    /* The document of a node without a place is that of the nearest ancestor that has one. */
    for (const xmlNode *up = node; up && up->type != XML_DOCUMENT_NODE; up = up->parent) {
        if ((origin = tree_origin(up)))
            return source_place(origin->source, 0, 0);
    }
    return (struct place){0};
}

/* libxml2's BAD_CAST drops const. */
static const xmlChar *chars(const char *text) {
    return (const xmlChar *)text;
}

/* ---- Building: nodes live in the arena, so that libxml2 must not free one ---- */

static void free_doc(void *object) {
    xmlDoc *doc = object;
    doc->children = doc->last = NULL;
    xmlFreeDoc(doc); /* with what libxml2 keeps of its own at a document: names, identifiers */
}

xmlDoc *tree_document(struct arena *arena) {
    xmlDoc *doc = xmlNewDoc(chars("1.0"));
    arena_defer(arena, free_doc, doc);
    doc->_private = arena;
    return doc;
}

xmlNode *tree_node(xmlNode *parent, xmlElementType type, const char *name) {
    xmlNode *node = arena_new(arena_of(parent->doc), xmlNode);
    node->type = type;
    node->name = chars(name);
    node->doc = parent->doc;
    node->parent = parent;
    node->prev = parent->last;
    if (parent->last)
        parent->last->next = node;
    else
        parent->children = node;
    return parent->last = node;
}

xmlNode *tree_text(xmlNode *parent, const char *content) {
    xmlNode *text = tree_node(parent, XML_TEXT_NODE, (const char *)xmlStringText);
    text->content = (xmlChar *)(uintptr_t)content;
    return text;
}

xmlNs *tree_declare(xmlNode *element, const char *prefix, const char *uri) {
    xmlNs *ns = arena_new(arena_of(element->doc), xmlNs), **last = &element->nsDef;
    *ns = (xmlNs){.type = XML_LOCAL_NAMESPACE, .href = chars(uri), .prefix = chars(prefix)};
    while (*last)
        last = &(*last)->next;
    return *last = ns;
}

xmlAttr *tree_add_attribute(xmlNode *element, xmlNs *ns, const char *name, const char *value) {
    struct arena *arena = arena_of(element->doc);
    xmlAttr *attribute = arena_new(arena, xmlAttr), *last = element->properties;
    *attribute =
        (xmlAttr){.type = XML_ATTRIBUTE_NODE, .name = chars(name), .parent = element, .doc = element->doc, .ns = ns};
    while (last && last->next)
        last = last->next;
    attribute->prev = last;
    if (last)
        last->next = attribute;
    else
        element->properties = attribute;
    if (*value)
        tree_text((xmlNode *)attribute, value);
    return attribute;
}

xmlDoc *tree_create(struct arena *arena) {
    xmlDoc *doc = tree_document(arena);
    xmlNode *root = tree_node((xmlNode *)doc, XML_ELEMENT_NODE, "plan");
    /* Both namespaces are declared here once: tree_add and tree_set count on the first and the second of the root. */
    root->ns = tree_declare(root, NULL, PLAN_NAMESPACE);
    tree_declare(root, "src", PLAN_SOURCE_NAMESPACE);
    return doc;
}

static xmlNode *add(xmlNode *parent, xmlNs *ns, const char *name, const struct origin *origin) {
    xmlNode *node = tree_node(parent, XML_ELEMENT_NODE, name);
    node->ns = ns;
    node->_private = (void *)(uintptr_t)origin;
    return node;
}

xmlNode *tree_add(xmlNode *parent, const char *name, const struct origin *origin) {
    return add(parent, xmlDocGetRootElement(parent->doc)->ns, name, origin);
}

/* Returns the length of the code point at `i` when XML 1.0 forbids it (2.2, Char), else 0. Surrogates are no UTF-8. */
static size_t forbidden(struct str s, size_t i) {
    unsigned char c = (unsigned char)s.data[i];
    if (c < 0x20)
        return c != '\t' && c != '\n' && c != '\r';
    bool last_of_plane =
        c == 0xEF && i + 2 < s.len && (unsigned char)s.data[i + 1] == 0xBF && (unsigned char)s.data[i + 2] >= 0xBE;
    return last_of_plane ? 3 : 0;
}

/* Returns the offset of the first forbidden character at or after `from`, or s.len. */
static size_t clean_until(struct str s, size_t from) {
    while (from < s.len && (((unsigned char)s.data[from] >= 0x20 && s.data[from] != '\xEF') || !forbidden(s, from)))
        from++;
    return from;
}

/* Returns a copy of `s` with forbidden characters replaced. */
static const char *clean(struct arena *arena, struct str s) {
    size_t end = clean_until(s, 0);
    if (end == s.len)
        return str_copy(arena, s).data;
    struct buf out = buf_in(arena);
    buf_add(&out, str_slice(s, 0, end));
    while (end < s.len) {
        size_t from = end + forbidden(s, end);
        end = clean_until(s, from);
        buf_add(&out, STR("\xEF\xBF\xBD"));
        buf_add(&out, str_slice(s, from, end));
    }
    buf_byte(&out, '\0');
    return out.data;
}

void tree_add_passage(xmlNode *element, const struct passage *passage) {
    if (passage->copied && passage->text.len && clean_until(passage->text, 0) == passage->text.len)
        tree_text(element, passage->text.data);
    else
        tree_add_text(element, passage->text);
}

void tree_add_text(xmlNode *element, struct str text) {
    struct arena *arena = arena_of(element->doc);
    xmlNode *last = element->last;
    if (!text.len)
        return;
    const char *content = clean(arena, text);
    if (last && last->type == XML_TEXT_NODE)
        last->content = (xmlChar *)(uintptr_t)str_format(arena, "%s%s", (const char *)last->content, content).data;
    else
        tree_text(element, content);
}

static bool is_source_name(const char *name) {
    return strncmp(name, "src:", 4) == 0;
}

const xmlAttr *tree_attribute(const xmlNode *element, const char *name) {
    bool provenance = is_source_name(name);
    /* cppcheck-suppress pointerOutOfBounds ; such a name begins with "src:" */
    const char *local = provenance ? name + 4 : name;
    for (const xmlAttr *at = element->properties; at; at = at->next) {
        if (!tree_named(at->name, local))
            continue;
        if (provenance ? at->ns && strcmp((const char *)at->ns->href, PLAN_SOURCE_NAMESPACE) == 0 : !at->ns)
            return at;
    }
    return NULL;
}

struct str tree_get(const xmlNode *element, const char *name) {
    const xmlAttr *attribute = tree_attribute(element, name);
    /* Entities are refused, so a value is one text node or none. */
    return attribute && attribute->children ? str_from((const char *)attribute->children->content) : (struct str){0};
}

struct str tree_token(const xmlNode *element, const char *name) {
    return str_trim(tree_get(element, name));
}

void tree_set(xmlNode *element, const char *name, struct str value) {
    bool provenance = is_source_name(name);
    xmlNs *ns = provenance ? xmlDocGetRootElement(element->doc)->nsDef->next : NULL;
    xmlAttr *attribute = (xmlAttr *)(uintptr_t)tree_attribute(element, name);
    const char *content = clean(arena_of(element->doc), value);
    if (!attribute) {
        tree_add_attribute(element, ns, provenance ? name + 4 : name, content);
        return;
    }
    attribute->children = attribute->last = NULL;
    tree_text((xmlNode *)attribute, content);
}

void tree_set_number(xmlNode *element, const char *name, size_t value) {
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%zu", value);
    tree_set(element, name, (struct str){digits, (size_t)len});
}

xmlNode *tree_add_fact(xmlNode *parent, const char *name, size_t count, const struct origin *origin) {
    xmlNode *fact = add(parent, xmlDocGetRootElement(parent->doc)->nsDef->next, "fact", origin);
    tree_set(fact, "name", str_from(name));
    tree_set_number(fact, "n", count);
    return fact;
}

static const xmlNode *element_from(const xmlNode *node) {
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->next;
    return node;
}

const xmlNode *tree_next(const xmlNode *node, const xmlNode *top) {
    const xmlNode *found = element_from(node->children);
    while (!found && node != top) {
        found = element_from(node->next);
        node = node->parent;
    }
    return found;
}
