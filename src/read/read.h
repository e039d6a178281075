/* Read: any supported file -> plan tree: sniffs the bytes, chooses the reader (design.md section 5).
 * For app/. Never decides by extension. */
#ifndef PLANLINT_READ_H
#define PLANLINT_READ_H

#include "outline.h"

enum format { FORMAT_UNKNOWN, FORMAT_PLAN_XML, FORMAT_WML, FORMAT_FLAT_OPC, FORMAT_DOCX };
const char *format_name(enum format format); /* "unknown", "plan-xml", "wml", "flat-opc", "docx" */

struct document {
    struct source *file; /* the file as given */
    enum format format;
    bool foreign;                /* XML whose root says that it is something else than a plan */
    xmlDoc *tree;                /* plan tree; NULL when the document was refused */
    struct source *source;       /* part that the tree came from; the file itself for plain XML */
    const struct passage **view; /* text view, one passage a line; numbers are 1.. in this order */
    size_t view_count;
};

/* Returns the kind that authored plan XML says it has, of which only the beginning is needed; PLAN_UNKNOWN when it does
 * not say, or is something else. */
enum plan_kind document_kind(struct str head);

/* Reads `bytes` (borrowed for the life of the arena) of the file `path`. Always returns a document; its tree is NULL
 * after a fatal diagnostic. Authored plan XML is returned as it was written; word processing documents are projected.
 */
struct document *document_read(struct arena *arena, struct str path, struct str bytes, const struct limits *limits,
                               const struct profile *profile, const struct plan_options *options,
                               struct diag_list *diags);

#endif
