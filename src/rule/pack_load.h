/* Pack load: one pack's tree into rules and profile.
 * For rule/pack.c. */
#ifndef PLANLINT_PACK_LOAD_H
#define PLANLINT_PACK_LOAD_H

#include "pack.h"

/* One pack that is being loaded. */
struct pack_load {
    struct arena *arena;
    struct str pack; /* file name */
    bool checked;    /* a user's pack: patterns are compiled, wording is looked through; shipped packs are checked by a
                        test */
    const struct limits *limits;
    struct diag_list *diags;
    struct spotter *spotter; /* of all patterns; NULL: `shipped` has them */
    const struct spotter *shipped;
};

/* Returns the rule of a check element (or of <engine>). What is wrong with it is in the diagnostics. */
struct rule *rule_load(struct pack_load *load, const xmlNode *element);

/* Makes the regex of a clause whose content is a pattern; other clauses are left alone. */
void rule_add_regex(const struct pack_load *load, const struct rule *rule, struct clause *clause);

/* Returns the profile of a <profile> element. */
struct profile *profile_load(struct arena *arena, const xmlNode *element);

/* Returns a copy of the profile whose areas have their regexes. `spots` are theirs in load->shipped. */
const struct profile *profile_with_regexes(const struct pack_load *load, const struct profile *profile,
                                           const struct spots *spots);

/* Returns the text of an element without child elements as one passage, verbatim; never NULL. */
const struct passage *load_content(struct arena *arena, const xmlNode *element);

/* Returns the next child element, from `node` itself on, or NULL. */
const xmlNode *load_element(const xmlNode *node);

#endif
