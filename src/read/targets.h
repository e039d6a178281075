/* Targets: bookmarks of a word processing document against the links and fields that point to them: those that nothing
 * points to any more, and pointers to those that are gone. For read/notices.c. */
#ifndef PLANLINT_TARGETS_H
#define PLANLINT_TARGETS_H

#include "emit.h"

/* Appends src:fact elements to `root`: stale-bookmarks and misplaced-bookmarks with their number, broken-reference for
 * each place with the name of the bookmark, stale-contents with the number of dead or outdated entries of the table of
 * contents, contents-of-styles when that lists chosen styles alone. */
void targets_emit(const struct outline *outline, xmlNode *root, const struct wml_document *document);

#endif
