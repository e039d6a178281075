/* Attribute: writes attributes of XML files that planlint makes: baselines and project files.
 * For rule/ and app/. */
#ifndef PLANLINT_ATTRIBUTE_H
#define PLANLINT_ATTRIBUTE_H

#include "buf.h"

/* Appends ` name="value"`. What XML 1.0 forbids becomes U+FFFD; white space that reading would change is written as a
 * reference. */
void attribute_write(struct buf *out, const char *name, struct str value);

#endif
