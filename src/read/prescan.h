/* Prescan: one linear pass over XML before libxml2 sees it: bounds what the parser can be made to do, and finds the common mistakes where
 * they were made.
 * For read/xml.c and read/read.c. (notes on reliability, section 3, step 4) */
#ifndef PLANLINT_PRESCAN_H
#define PLANLINT_PRESCAN_H

#include "diag.h"
#include "limit.h"

struct prescan {
    struct diag *fault; /* fatal, not yet on a list; NULL: nothing found */
    size_t cut;         /* bytes of source->text that may be parsed: up to the construct with the fault */
};

/* Scans source->text, which must be UTF-8. Finds: characters that XML forbids, references without a meaning, tags that do not match, limits
 * (depth, attributes, namespaces, names, values, elements), document types that declare anything, and text around the root. Names and
 * namespaces are left to the parser. `diags` takes notes that are no faults. */
struct prescan prescan(struct source *source, const struct limits *limits, struct diag_list *diags);

/* Finds the namespace (empty: none) and local name of the root element without parsing the document; false when there is no root. */
bool prescan_root(struct str text, struct str *ns, struct str *name);

/* An attribute or namespace declaration of a start tag. */
struct raw_attribute {
    size_t name_begin, name_end;
    size_t begin, end; /* the value between its quotes */
};

/* Finds the next attribute of a well-formed start tag at or after `at`, which is behind the tag's name or a value's quote. Returns the
 * offset behind its closing quote, or 0 when the tag ends. */
size_t prescan_attribute(struct str text, size_t at, struct raw_attribute *attribute);

/* Returns the offset behind the document type declaration that begins at `at`, or SIZE_MAX when it does not end. */
size_t prescan_doctype_end(struct str text, size_t at);

/* Returns the offset behind the name that begins at `at`. */
size_t prescan_name(struct str text, size_t at);

/* Returns `name` as messages show it: cut at 60 bytes. */
struct str prescan_shown(struct arena *arena, struct str name);

#endif
