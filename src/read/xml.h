/* XML: the one hardened way into libxml2: a linear pre-scan, our own limits, no DTD, no entity, no network, exact byte offsets.
 * For read/ and rule/. No other file calls the libxml2 parser. (notes on reliability, section 3; notes on docx, section 4) */
#ifndef PLANLINT_XML_H
#define PLANLINT_XML_H

#include <libxml/tree.h>

#include "decode.h"
#include "tree.h"

/* Call once, before any thread: allocation hooks that stop the program, an external entity loader that refuses, no catalogs, no output of
 * libxml2's own. */
void xml_start(void);

/* One attribute of a start tag. The value is decoded (XML 1.0, 3.3.3); the range is the raw value between the quotes. */
struct xml_attribute {
    const char *name;      /* local name, interned for the parse */
    const char *ns;        /* namespace URI, or NULL */
    struct str value;      /* valid during the callback */
    size_t begin, end;     /* of the value */
    size_t name_begin, name_end;
};

/* A start tag. */
struct xml_element {
    const char *name;      /* local name, interned for the parse */
    const char *ns;        /* namespace URI, or NULL; interned: equal URIs are equal pointers within a parse */
    const struct xml_attribute *attributes;
    size_t attribute_count;
    size_t begin, tag_end; /* `<` and behind `>` */
    bool empty;            /* <x/> */
};

/* What a reader wants to be told; NULL members are skipped. Offsets are bytes of source->text. */
struct xml_handler {
    void (*start)(void *user, const struct xml_element *element);
    /* `begin`..`end` is the end tag (for <x/> the empty range behind it); `name`, `ns` as at the start */
    void (*end)(void *user, const char *name, const char *ns, size_t begin, size_t end);
    /* raw character data source->text[begin, end) without markup; `cdata`: inside a CDATA section (range without its delimiters).
     * All pieces between two tags come in order. */
    void (*text)(void *user, size_t begin, size_t end, bool cdata);
    void (*instruction)(void *user, struct str target, struct str data, size_t begin, size_t end);
    /* the namespace URI that a prefix in scope stands for is asked with xml_prefix while in `start` */
};

struct xml_parse; /* one running parse */

/* Parses source->text (decoded here when it is not yet: source->encoding is still unknown only before decode()) and calls the handler. Returns
 * false after one fatal diagnostic with the exact place when the document is not well-formed, breaks the policy or reaches a limit;
 * callbacks have been called up to there. `needs_value` attributes cost nothing when not looked at. */
bool xml_parse(struct source *source, const struct limits *limits, const struct xml_handler *handler, void *user, struct diag_list *diags);

/* Returns the namespace URI that `prefix` stands for at this point of a running parse (mc:Requires, mc:Ignorable), or NULL. Only inside start. */
const char *xml_prefix(struct xml_parse *parse, const char *prefix);

/* Parses into a libxml2 tree whose elements, attributes and text nodes carry a struct origin (plan/tree.h); text nodes' passages are verbatim,
 * white space included. Processing instructions are kept, comments are not. Returns NULL after a fatal diagnostic. The arena owns the tree. */
xmlDoc *xml_read_tree(struct arena *arena, struct source *source, const struct limits *limits, struct diag_list *diags);

#endif
