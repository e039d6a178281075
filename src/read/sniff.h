/* Sniff: what a file is, by its first bytes, never by its name (notes on docx, section 1).
 * For read/read.c. */
#ifndef PLANLINT_SNIFF_H
#define PLANLINT_SNIFF_H

#include "diag.h"

enum content { CONTENT_XML, CONTENT_PACKAGE, CONTENT_OTHER };

/* Returns what the file is; CONTENT_OTHER after a fatal diagnostic that names what it is instead and says what to do.
 * Everything that has no mark of its own is taken for XML. */
enum content sniff(struct source *file, struct diag_list *diags);

#endif
