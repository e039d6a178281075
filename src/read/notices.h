/* Notices: what the lines of a word processing document show that rules ask for: headings and lists that are typed
 * instead of styled, empty paragraphs, stale bookmarks; and what the reader of the markup noticed. For read/outline.c.
 */
#ifndef PLANLINT_NOTICES_H
#define PLANLINT_NOTICES_H

#include "emit.h"

/* Appends src:fact elements to `root`, one for each place: fake-heading, empty-heading, manual-numbering,
 * empty-paragraphs, manual-bullets, ocr-bullets (the last three with the length of the run), blank-end, those of
 * targets.h, then the facts of the document. fake-headings and typed-numbering stand once, with the number of headings,
 * where all headings are so. */
void notices_emit(const struct outline *outline, xmlNode *root, const struct wml_document *document);

#endif
