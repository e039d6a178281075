/* Prescan: one linear pass over XML before libxml2 sees it: bounds what the parser can be made to do, and finds the
 * common mistakes where they were made. For read/xml.c. (notes on reliability, section 3, step 4) */
#ifndef PLANLINT_PRESCAN_H
#define PLANLINT_PRESCAN_H

#include "diag.h"
#include "limit.h"

struct prescan {
    struct diag *fault; /* fatal, not yet on a list; NULL: nothing found */
    size_t cut;         /* bytes of source->text that may be parsed: up to the construct with the fault */
};

/* Scans source->text, which must be UTF-8. Finds: characters that XML forbids, references without a meaning, tags that
 * do not match, limits (depth, attributes, namespaces, names, values, elements), document types that declare anything,
 * and text around the root. Names and namespaces are left to the parser. `diags` takes notes that are no faults. */
struct prescan prescan(struct source *source, const struct limits *limits, struct diag_list *diags);

#endif
