/* Chunk: a part in XHTML that a word processing document takes in with w:altChunk (ECMA-376 part 1, 17.17.2), as
 * paragraphs. For wml.c only. */
#ifndef PLANLINT_WML_CHUNK_H
#define PLANLINT_WML_CHUNK_H

#include "wml_walk.h"

/* Appends a paragraph for each block element of the part to `list`, with places in that part. Returns false, with
 * `list` as it was, when the part is not well-formed XHTML: that is no fault of the document, Word reads more formats.
 */
bool chunk_read(struct walk *walk, struct source *source, struct raw_list *list);

#endif
