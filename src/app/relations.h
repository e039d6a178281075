/* Relations: the documents that plan XML names in <relates href="">, and whether they are there. For app/. */
#ifndef PLANLINT_RELATIONS_H
#define PLANLINT_RELATIONS_H

#include "lint.h"

/* Appends XDC001 for every file that the document at `path` says it is related to and that is not there. Addresses of
 * the web and bookmarks are no files. `diags` NULL: only looks. Returns whether one is missing that the document is
 * traced to: what it implements or follows up. */
bool relations_check(const struct plan *plan, struct str path, const struct lint_options *options,
                     struct diag_list *diags);

#endif
