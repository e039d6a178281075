#include "tree.h"

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

struct place tree_place(const void *node) {
    const struct origin *origin = tree_origin(node);
    if (origin && origin->passage)
        return passage_whole(origin->passage);
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

static void free_doc(void *doc) {
    xmlFreeDoc(doc);
}

xmlDoc *tree_create(struct arena *arena) {
    xmlDoc *doc = xmlNewDoc(chars("1.0"));
    arena_defer(arena, free_doc, doc);
    doc->dict = xmlDictCreate();
    xmlNode *root = xmlNewDocNode(doc, NULL, chars("plan"), NULL);
    xmlDocSetRootElement(doc, root);
    /* Both namespaces are declared here once: tree_add and tree_set count on the first and the second of the root. */
    xmlSetNs(root, xmlNewNs(root, chars(PLAN_NAMESPACE), NULL));
    xmlNewNs(root, chars(PLAN_SOURCE_NAMESPACE), chars("src"));
    return doc;
}

static xmlNode *add(xmlNode *parent, xmlNs *ns, const char *name, const struct origin *origin) {
    xmlDoc *doc = parent->doc;
    /* The name lives in the dictionary of the document: no allocation per node. */
    xmlNode *node =
        xmlNewDocNodeEatName(doc, ns, (xmlChar *)(uintptr_t)xmlDictLookup(doc->dict, chars(name), -1), NULL);
    node->_private = (void *)(uintptr_t)origin;
    return xmlAddChild(parent, node);
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
    while (from < s.len && !forbidden(s, from))
        from++;
    return from;
}

/* Returns a text node with `s`, forbidden characters replaced. */
static xmlNode *new_text(xmlDoc *doc, struct str s) {
    size_t end = clean_until(s, 0);
    xmlNode *text = xmlNewDocTextLen(doc, chars(s.data), (int)end);
    while (end < s.len) {
        size_t from = end + forbidden(s, end);
        end = clean_until(s, from);
        xmlNodeAddContentLen(text, chars("\xEF\xBF\xBD"), 3);
        xmlNodeAddContentLen(text, chars(s.data + from), (int)(end - from));
    }
    return text;
}

void tree_add_text(xmlNode *element, struct str text) {
    if (text.len)
        xmlAddChild(element, new_text(element->doc, text));
}

static bool is_source_name(const char *name) {
    return strncmp(name, "src:", 4) == 0;
}

const xmlAttr *tree_attribute(const xmlNode *element, const char *name) {
    bool provenance = is_source_name(name);
    const char *local = provenance ? name + 4 : name;
    for (const xmlAttr *at = element->properties; at; at = at->next) {
        if (strcmp((const char *)at->name, local) != 0)
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

void tree_set(xmlNode *element, const char *name, struct str value) {
    bool provenance = is_source_name(name);
    xmlNs *ns = provenance ? xmlDocGetRootElement(element->doc)->nsDef->next : NULL;
    xmlAttr *old = (xmlAttr *)(uintptr_t)tree_attribute(element, name);
    if (old)
        xmlRemoveProp(old);
    xmlAttr *attribute = xmlNewNsProp(element, ns, chars(provenance ? name + 4 : name), NULL);
    xmlNode *text = new_text(element->doc, value);
    text->parent = (xmlNode *)attribute;
    attribute->children = attribute->last = text;
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

bool tree_is(const xmlNode *node, const char *name) {
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0 && node->ns &&
           strcmp((const char *)node->ns->href, PLAN_NAMESPACE) == 0;
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
