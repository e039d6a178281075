/* XML: the one hardened way to read it: one linear pass of ours that reports what it has proven to be well-formed, with
 * exact byte offsets; libxml2 judges what that pass does not take. Our own limits, no DTD, no entity, no network. For
 * read/ and rule/. No other file calls the libxml2 parser. (notes on reliability, section 3; notes on docx, section 4)
 */
#ifndef PLANLINT_XML_H
#define PLANLINT_XML_H

#include <libxml/tree.h>

#include "decode.h"
#include "tree.h"

/* Call once, before any thread: allocation hooks that stop the program, an external entity loader that refuses, no
 * catalogs, no output of libxml2's own. */
void xml_start(void);

/* A word that a reader knows, and its number for switch statements and tables. */
struct xml_word {
    const char *word;
    int token; /* 1 or more; 0 stands for every other word */
};

/* One attribute of a start tag; namespace declarations are not among them. */
struct xml_attribute {
    const char *name;    /* local name, interned: equal names are equal pointers within a parse */
    const char *prefix;  /* interned, or NULL */
    const char *ns;      /* namespace URI, interned, or NULL */
    int token, ns_token; /* from the handler's `words` and `spaces` */
    struct str value;    /* decoded (XML 1.0, 3.3.3); valid during the callback */
    size_t begin, end;   /* the raw value between the quotes */
};

/* A start tag. */
struct xml_element {
    const char *name;    /* local name, interned */
    const char *prefix;  /* interned, or NULL */
    const char *ns;      /* namespace URI, interned, or NULL */
    int token, ns_token; /* from the handler's `words` and `spaces` */
    const struct xml_attribute *attributes;
    size_t attribute_count;
    const char *const
        *declarations;        /* namespace declarations of this tag: prefix (NULL: default), URI, prefix, URI ... */
    size_t declaration_count; /* pairs */
    size_t begin, tag_end;    /* `<` and behind `>` */
    bool empty;               /* <x/> */
};

struct xml_parse; /* one running parse */

/* What a reader wants to be told; NULL members are skipped. Offsets are bytes of source->text. */
struct xml_handler {
    /* Words that elements and attributes are looked up in, and namespace URIs; each ends with a NULL word. Several URIs
     * may share a token. NULL: no lookup. */
    const struct xml_word *words, *spaces;
    void (*start)(void *user, struct xml_parse *parse, const struct xml_element *element);
    /* `element` has name, prefix, ns, tokens and empty as at the start; no attributes. `begin`..`end` is the end tag,
     * for <x/> the empty range behind it */
    void (*end)(void *user, struct xml_parse *parse, const struct xml_element *element, size_t begin, size_t end);
    /* raw character data source->text[begin, end) without markup, as passage_add_raw wants it; `cdata`: the content of
     * a CDATA section, as passage_add_cdata wants it. All pieces between two tags come in order. */
    void (*text)(void *user, struct xml_parse *parse, size_t begin, size_t end, bool cdata);
    void (*instruction)(void *user, struct xml_parse *parse, struct str target, struct str data, size_t begin,
                        size_t end);
};

/* Parses source->text, which decode() has set, and calls the handler as it goes. Returns false after one fatal
 * diagnostic with the exact place when the document is not well-formed, breaks the policy or reaches a limit; callbacks
 * have been called up to there. */
bool xml_parse(struct source *source, const struct limits *limits, const struct xml_handler *handler, void *user,
               struct diag_list *diags);

/* Returns the namespace URI that `prefix` stands for at this point of a running parse (mc:Requires, mc:Ignorable), or
 * NULL; not NUL-terminated prefixes are why it takes a slice. The empty prefix gives the default namespace. Only inside
 * `start`. */
const char *xml_prefix(struct xml_parse *parse, struct str prefix);

/* Ends the parse after this callback; xml_parse then returns false. The caller has appended a fatal diagnostic. */
void xml_stop(struct xml_parse *parse);

/* Returns the range of an attribute's qualified name in its start tag as a place. */
struct place xml_attribute_name(struct source *source, const struct xml_attribute *attribute);

/* Returns the dictionary that names and namespaces are interned in, for building a tree with them. */
xmlDict *xml_dict(struct xml_parse *parse);

/* Parses into a libxml2 tree whose elements, attributes and text nodes carry a struct origin (plan/tree.h); text nodes'
 * passages are verbatim, white space included. Processing instructions are kept, comments are not. The text is decoded
 * here. Returns NULL after a fatal diagnostic. The arena owns the tree. */
xmlDoc *xml_read_tree(struct arena *arena, struct source *source, const struct limits *limits, struct diag_list *diags);

#endif
