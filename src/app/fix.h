/* Fix: the fixes of a document's findings applied to its bytes. Pure functions: nothing is read or written.
 * For app/ and tests/. */
#ifndef PLANLINT_FIX_H
#define PLANLINT_FIX_H

#include "lint.h"

/* What came of it. */
struct fixed {
    struct str bytes; /* of the whole file, in the arena; data NULL: nothing was applied */
    size_t count;     /* findings whose fix was applied */
    const char
        *failed; /* "signed" or "package": there were fixes, and they cannot be applied to this package; else NULL */
    struct str reason;
};

/* Applies the fixes of a checked document, the safe ones or all, to `bytes`, the file that it was read from. Of fixes
 * that overlap the first is applied; the others wait for the next pass. All bytes that no edit replaces stay, and so do
 * all other parts of a package. */
struct fixed fix_document(struct arena *arena, const struct result *result, struct str bytes,
                          const struct limits *limits, bool unsafe);

/* Returns the stored bytes of the source after edits that are in order and do not overlap, in the arena. */
struct str fix_apply(struct arena *arena, struct source *source, const struct edit *edits, size_t count);

#endif
