/* Embedded: the shipped rule packs and schemas, as bytes in the binary (src/rule/embed.cmake).
 * For rule/ and app/. */
#ifndef PLANLINT_EMBEDDED_H
#define PLANLINT_EMBEDDED_H

#include "str.h"

struct embedded_file {
    const char *name; /* "rules/engine.xml", "schemas/plan.xsd" */
    const char *data;
    size_t len;
    const char *digest; /* SHA-256, in hexadecimal digits */
};

/* All embedded files, ordered by name; the last has a NULL name. */
extern const struct embedded_file embedded_files[];

/* Returns the bytes of an embedded file, or the empty slice. */
struct str embedded_find(const char *name);

#endif
