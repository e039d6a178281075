/* Unpack: the bytes of one audited archive entry.
 * For read/, and for app/ the version. It inflates exactly the bytes that the audit has claimed for the entry and
 * trusts no declared number: what is delivered must have the declared length and checksum, and the packed data must end
 * where the entry ends. */
#ifndef PLANLINT_UNPACK_H
#define PLANLINT_UNPACK_H

#include "audit.h"

/* Unpacks the entry, whose range in file->bytes the audit has checked; *spent counts the bytes unpacked from this
 * package so far. The limits are checked from the directory first. Returns false after one fatal diagnostic. */
bool unpack(struct arena *arena, struct source *file, const struct archive_entry *entry, const struct limits *limits,
            uint64_t *spent, struct str *out, struct diag_list *diags);

/* Returns the version of zlib. */
const char *unpack_library(void);

#endif
