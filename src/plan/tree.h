/* Tree: the plan vocabulary (notes on rules, section 5) as a libxml2 tree in the namespace urn:planlint:plan:1.
 * For plan/ and the floors above. Readers build the tree through these functions, XSD validates it, checks read it;
 * nobody changes it afterwards (design.md law 2). Every node knows where it came from. */
#ifndef PLANLINT_TREE_H
#define PLANLINT_TREE_H

#include <libxml/tree.h>

#include "passage.h"

#define PLAN_NAMESPACE "urn:planlint:plan:1"
#define PLAN_SOURCE_NAMESPACE                                                                                          \
    "urn:planlint:src:1" /* provenance: attributes part, para, evidence; elements src:fact                             \
                          */

/* What a document is; bits, so that a rule can name several. */
enum plan_kind {
    PLAN_UNKNOWN = 0,
    PLAN_VP = 1u << 0,      /* verksamhetsplan: plan of several years */
    PLAN_AP = 1u << 1,      /* aktivitetsplan: activity plan of one year */
    PLAN_RAPPORT = 1u << 2, /* återrapport: follow-up report of one year */
    PLAN_TIDPLAN = 1u << 3, /* tidplan: process timeline */
    PLAN_ANY = 15
};

/* Returns "vp", "ap", "rapport", "tidplan" ("unknown" for PLAN_UNKNOWN), and the kind of such a word (PLAN_UNKNOWN when
 * it is none). */
const char *plan_kind_name(enum plan_kind kind);
enum plan_kind plan_kind_find(struct str name);

/* How sure the projection is of what it made of a paragraph (rule attribute `confidence`). */
enum evidence { EVIDENCE_EXPLICIT, EVIDENCE_STYLE, EVIDENCE_PATTERN, EVIDENCE_GUESS };
const char *evidence_name(enum evidence evidence);
enum evidence evidence_find(struct str name); /* EVIDENCE_EXPLICIT for the empty or an unknown word */

/* Where a node came from; node->_private of every element, attribute and text node that has a place. */
struct origin {
    struct source *source;
    const struct passage *passage; /* the readable text of a block element or an attribute, NULL for a container; of a
                                      text node see tree_text_passage */
    /* Bytes of source->text; there is one of these for every node, so they are no larger than those of a run. */
    uint32_t begin, end; /* element: `<` of the start tag to behind the end tag; attribute: the value between its
                            quotes; text: the raw text */
    uint32_t name_begin, name_end; /* element and attribute: the name */
    uint32_t tag_end;              /* element: behind the `>` of the start tag */
};

/* Returns the origin of an element, attribute or text node, or NULL. */
const struct origin *tree_origin(const void *node);

/* Returns the passage of a text node, NULL when it has no origin. Of most text nodes, which are source bytes as they
 * stand, it is made now and kept: few are asked for it. */
const struct passage *tree_text_passage(const xmlNode *text);

/* Returns the place of a node: its text when it has a passage, else the name in its start tag, else the whole document.
 */
struct place tree_place(const void *node);

/* Returns a new document with the root element `plan`. A document and all its nodes live in the arena: no function of
 * libxml2 that frees or unlinks one may be called for them. */
xmlDoc *tree_create(struct arena *arena);

/* The same step by step, for documents of any vocabulary: an empty document; a node, appended to its parent (which may
 * be the document); a text node; a namespace declaration; an attribute. Names, namespaces and texts are borrowed. */
xmlDoc *tree_document(struct arena *arena);
xmlNode *tree_node(xmlNode *parent, xmlElementType type, const char *name);
xmlNode *tree_text(xmlNode *parent, const char *content);
xmlNs *tree_declare(xmlNode *element, const char *prefix, const char *uri);
xmlAttr *tree_add_attribute(xmlNode *element, xmlNs *ns, const char *name, const char *value);

/* Appends a plan element to `parent` and returns it; `name` and `origin` are borrowed, NULL allowed for the origin. */
xmlNode *tree_add(xmlNode *parent, const char *name, const struct origin *origin);

/* Appends text to an element. The passage of the element's origin covers it. */
void tree_add_text(xmlNode *element, struct str text);

/* Appends the whole text of a passage, which lives as long, to an element without text. */
void tree_add_passage(xmlNode *element, const struct passage *passage);

/* Sets an attribute (the name is borrowed) without namespace, or in the provenance namespace for names that begin with
 * "src:". Characters that XML forbids are written as U+FFFD. */
void tree_set(xmlNode *element, const char *name, struct str value);
void tree_set_number(xmlNode *element, const char *name, size_t value);

/* Appends <src:fact name= n=> to `parent`: something that a reader noticed and that rules may ask for (check element
 * `fact`). */
xmlNode *tree_add_fact(xmlNode *parent, const char *name, size_t count, const struct origin *origin);

/* Returns the value of an attribute (same naming as tree_set), or the empty slice. Borrowed from the tree. */
struct str tree_get(const xmlNode *element, const char *name);

/* The same without the white space around it, which XML Schema takes off every value that is no xs:string. */
struct str tree_token(const xmlNode *element, const char *name);

/* Returns the attribute node, or NULL, for its place. */
const xmlAttr *tree_attribute(const xmlNode *element, const char *name);

/* Returns whether a name that libxml2 keeps is `name`. The first byte decides nearly always, and spares the call. */
static inline bool tree_named(const xmlChar *known, const char *name) {
    return known[0] == (xmlChar)name[0] && strcmp((const char *)known, name) == 0;
}

/* Returns whether `node` is an element of the plan vocabulary with this local name. */
static inline bool tree_is(const xmlNode *node, const char *name) {
    return node->type == XML_ELEMENT_NODE && tree_named(node->name, name) && node->ns &&
           strcmp((const char *)node->ns->href, PLAN_NAMESPACE) == 0;
}

/* Returns the next element in document order inside `top`, or NULL at the end; start with `top` itself. Iterative. */
const xmlNode *tree_next(const xmlNode *node, const xmlNode *top);

#endif
