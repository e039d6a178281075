/* Compiled: the shipped packs as initialised C data, so that start-up parses nothing (rules -> compile.c ->
 * shipped.c, at build time). For rule/pack.c and rule/compile.c. Places are empty and examples have no node: who needs
 * them loads the packs as text (rules_shipped). */
#ifndef PLANLINT_COMPILED_H
#define PLANLINT_COMPILED_H

#include "pack.h"

struct compiled_pack {
    const char *path;         /* "rules/trace.xml" */
    const struct rule *rules; /* in order of the file; patterns are not yet regexes */
    size_t rule_count;
    const struct profile *profile; /* NULL: none */
};

/* The packs that could be compiled, ordered by path; the last has a NULL path. A pack that is not here is read as text.
 */
extern const struct compiled_pack compiled_packs[];

/* The spotter of all of them and of the last profile, as rules_load makes it without files; no states when a pack is
 * not here. */
extern const struct spot_tables compiled_spotter;
extern const struct spots compiled_likenesses[]; /* of the focus areas of the profile */

#endif
