/* Examples: the bad and good examples of a rule run as documents. For app/ and tests. */
#ifndef PLANLINT_EXAMPLES_H
#define PLANLINT_EXAMPLES_H

#include "check.h"

/* Reads plan XML as a document of the profile; NULL after a fatal diagnostic. */
const struct plan *example_plan(struct arena *arena, const struct rules *rules, struct str xml,
                                const struct limits *limits, struct diag_list *diags);

/* Returns one line of text as plan XML, in the arena. `kind` is its kind, `in` what the text is ("heading", "activity",
 * "title", else a paragraph), `attributes` further attributes of the plan (" year=\"2025\""). */
struct str example_wrap(struct arena *arena, struct str text, struct str kind, struct str in, struct str attributes);

/* Runs the rules whose id begins with `prefix` on the last of the plans; the others are its context. */
struct diag_list example_run(struct arena *arena, const struct rules *rules, const struct plan **plans, size_t count,
                             struct str prefix, const struct lock *lock, const struct limits *limits);

/* Runs the examples of a rule that was loaded with its markup: each bad one has exactly one finding, where <m> stands,
 * and fixing it gives `fixed`; each good one has none. Appends CFG024-027 at places in the pack. Returns how many ran;
 * todo examples do not. *found, unless NULL, receives all that was found. */
size_t examples_test(struct arena *arena, const struct rules *rules, const struct rule *rule,
                     const struct limits *limits, struct diag_list *diags, struct diag_list *found);

#endif
