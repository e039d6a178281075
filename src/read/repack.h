/* Repack: a package with some of its parts replaced and all else as it was.
 * For app/. What is not replaced is copied byte for byte, with its place, order and times; that takes the layout that
 * the audit has found and zlib, and no library that has to be loaded at every start. */
#ifndef PLANLINT_REPACK_H
#define PLANLINT_REPACK_H

#include "diag.h"
#include "limit.h"

struct repack_part {
    struct str name; /* without leading "/", as source->part */
    struct str bytes;
};

/* Returns whether the package has a digital signature, which any change breaks (ECMA-376 part 2, 12). */
bool repack_is_signed(struct arena *arena, struct source *file, const struct limits *limits);

/* Writes the package in file->bytes, which package_open has accepted, with the parts replaced to *out, in the arena.
 * Returns false with *reason when that failed; *out is checked against the original entry by entry before it is given
 * out. */
bool repack(struct arena *arena, struct source *file, const struct limits *limits, const struct repack_part *parts,
            size_t count, struct str *out, struct str *reason);

#endif
