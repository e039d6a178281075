/* Diff: two texts as a unified patch.
 * For app/. */
#ifndef PLANLINT_DIFF_H
#define PLANLINT_DIFF_H

#include "buf.h"

/* Appends the unified diff, three lines of context, that turns `before` into `after`, under `name`; nothing when they
 * are equal. Lines end at LF; a last line without one is marked as `patch` wants it. Linear in the text: the patch is
 * always right, and smallest where changes are small. */
void diff_unified(struct buf *out, struct str name, struct str before, struct str after);

#endif
