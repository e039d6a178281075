/* Grammar: what a schema allows at a place, in names and words: for explaining an error that libxml2 found, not for
 * validating. For rule/. It reads the schema document itself, because libxml2 names at most ten expected elements and
 * knows no documentation. */
#ifndef PLANLINT_GRAMMAR_H
#define PLANLINT_GRAMMAR_H

#include <libxml/tree.h>

#include "kind.h"

struct grammar {
    const xmlNode *schema; /* xs:schema */
};

/* A growing list of names, in schema order, each once. */
struct name_list {
    struct str *items;
    size_t count, cap;
};

/* What a value may be. */
struct value_form {
    struct name_list values;     /* enumeration; none: not enumerated */
    bool list;                   /* white space separates several such values */
    struct str builtin;          /* XSD type that it comes down to: "date", "token" */
    struct str words[LANGUAGES]; /* documentation of the type, without final period; empty when it has none */
};

/* Returns the declaration of an element of a document, found by its path from the root, or NULL when the schema does
 * not know it. */
const xmlNode *grammar_element(struct grammar grammar, const xmlNode *element);

/* Returns the declaration of the child element `name` of a declared element, or NULL. */
const xmlNode *grammar_child(struct grammar grammar, const xmlNode *declaration, struct str name);

/* Returns the declaration of the attribute `name` (no namespace) of a declared element, or NULL. */
const xmlNode *grammar_attribute(struct grammar grammar, const xmlNode *declaration, struct str name);

/* Appends the names of the child elements, of all attributes, or of the required ones, of a declared element. */
void grammar_children(struct grammar grammar, struct arena *arena, const xmlNode *declaration, struct name_list *out);
void grammar_attributes(struct grammar grammar, struct arena *arena, const xmlNode *declaration, bool required,
                        struct name_list *out);

/* Appends the names of the root elements. */
void grammar_roots(struct grammar grammar, struct arena *arena, struct name_list *out);

/* Returns the target namespace of the schema. */
struct str grammar_namespace(struct grammar grammar);

/* Returns what the value of a declared attribute, or the text of a declared element, may be. */
struct value_form grammar_value(struct grammar grammar, struct arena *arena, const xmlNode *declaration);

#endif
