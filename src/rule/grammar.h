/* Grammar: what a schema allows at a place, in names and words: for explaining an error that libxml2 found, not for
 * validating. For rule/. It reads the schema document itself, because libxml2 names at most ten expected elements and
 * knows no documentation. */
#ifndef PLANLINT_GRAMMAR_H
#define PLANLINT_GRAMMAR_H

#include <libxml/tree.h>

#include "kind.h"
#include "vec.h"

/* What has been looked up so far, so that a document full of faults costs no more than its size. Belongs to one
 * validation. */
struct grammar {
    const xmlNode *schema; /* xs:schema, shared */
    struct arena *arena;
    struct map *known; /* -> cells; NULL: nothing yet */
    struct {
        struct grammar_cell *items;
        size_t count, cap;
    } cells;
};

/* What a value may be. */
struct value_form {
    struct str_list values;      /* enumeration; none: not enumerated */
    bool list;                   /* white space separates several such values */
    struct str builtin;          /* XSD type that it comes down to: "date", "token" */
    struct str words[LANGUAGES]; /* documentation of the type, without final period; empty when it has none */
};

/* Returns the declaration of an element of a document, found by its path from the root, or NULL when the schema does
 * not know it. */
const xmlNode *grammar_element(struct grammar *grammar, const xmlNode *element);

/* Returns the declaration of the child element `name` of a declared element, or NULL. */
const xmlNode *grammar_child(struct grammar *grammar, const xmlNode *declaration, struct str name);

/* Returns the declaration of the attribute `name` (no namespace) of a declared element, or NULL. */
const xmlNode *grammar_attribute(struct grammar *grammar, const xmlNode *declaration, struct str name);

/* Returns the names of the child elements, of all attributes, or of the required ones, of a declared element. */
struct str_list grammar_children(struct grammar *grammar, const xmlNode *declaration);
struct str_list grammar_attributes(struct grammar *grammar, const xmlNode *declaration, bool required);

/* Returns the names of the root elements. */
struct str_list grammar_roots(struct grammar *grammar);

/* Returns the target namespace of the schema. */
struct str grammar_namespace(const struct grammar *grammar);

/* Returns what the value of a declared attribute, or the text of a declared element, may be. */
struct value_form grammar_value(struct grammar *grammar, const xmlNode *declaration);

#endif
