/* Decode: bytes to UTF-8, once, by our own tables (notes on reliability, section 3, step 3). iconv and ICU are never
 * called. For read/ and rule/. */
#ifndef PLANLINT_DECODE_H
#define PLANLINT_DECODE_H

#include "diag.h"
#include "limit.h"

/* Does nothing for a source that is decoded. Finds the encoding of source->bytes (byte order mark, XML declaration,
 * null bytes of UTF-16) and sets source->text. UTF-8, UTF-16LE/BE, US-ASCII, ISO-8859-1 and Windows-1252 are read.
 * Returns false after one fatal diagnostic: unknown or contradictory encoding, bytes that the encoding does not have,
 * odd length, lone surrogates; the place is the first bad byte. */
bool decode(struct source *source, struct diag_list *diags);

#endif
