/* Verdict: whether a document is surely valid, told from tables that the build makes of the shipped schemas.
 * For rule/. A judge in front of libxml2: it either proves a document valid or says nothing, so that all faults are
 * found and worded as before, and a valid document needs no schema to be compiled. What the tables can say: elements
 * whose children come in any order and number, elements and attributes of other namespaces, attributes with simple
 * types. Every other construct of XML Schema is left out of them, which makes it unproven. */
#ifndef PLANLINT_VERDICT_H
#define PLANLINT_VERDICT_H

#include <libxml/tree.h>

#include "str.h"

enum verdict_base {
    VERDICT_NOTHING, /* no value is proven */
    VERDICT_UNION,   /* of the members */
    VERDICT_STRING,
    VERDICT_TOKEN,
    VERDICT_NMTOKEN,
    VERDICT_BOOLEAN,
    VERDICT_DATE,
    VERDICT_MONTH,   /* gYearMonth */
    VERDICT_NATURAL, /* nonNegativeInteger */
    VERDICT_POSITIVE
};

/* A simple type. */
struct verdict_value {
    enum verdict_base base;
    const char *pattern;              /* NULL: none */
    const char *const *values;        /* enumeration, up to a NULL; NULL: none */
    const unsigned char *members;     /* 1 + value, up to a 0; of a union */
    unsigned long maximum, least_len; /* 0: none */
};

enum { VERDICT_TEXT = 1, VERDICT_EMPTY = 2, VERDICT_OTHERS = 4, VERDICT_OTHER_ATTRIBUTES = 8 };
enum { VERDICT_REQUIRED = 0x80 }; /* bit of an attribute's cell */

/* A complex type. */
struct verdict_type {
    unsigned char flags;    /* bits: text may stand in it; nothing may; elements, attributes of other namespaces may */
    unsigned char required; /* attributes without which it is not valid */
};

struct verdict_schema {
    const char *file, *ns;    /* "schemas/plan.xsd"; its target namespace */
    const char *const *names; /* of elements and attributes, in byte order */
    size_t name_count;
    const struct verdict_type *types; /* the first one holds the root elements */
    const unsigned char *children;    /* [type][name]: the type of the child element, 0: unproven */
    const unsigned char *attributes;  /* [type][name]: 1 + value, with VERDICT_REQUIRED; 0: unproven */
    const struct verdict_value *values;
    size_t value_count;
};

/* The schemas that have tables; the last has a NULL file. */
extern const struct verdict_schema verdict_schemas[];

/* Returns the tables of a schema, or NULL. */
const struct verdict_schema *verdict_find(const char *file);

/* Returns whether a value surely has the pattern of value type number `value`. */
typedef bool verdict_match(void *user, size_t value, const char *text);

/* Returns whether the document is surely valid. `match` is asked about patterns. Linear in the tree. */
bool verdict_proves(const struct verdict_schema *schema, const xmlDoc *tree, verdict_match *match, void *user);

#endif
