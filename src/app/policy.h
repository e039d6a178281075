/* Policy: which rules run and how severe they are: pack defaults < project < project for a path < command line.
 * For app/. */
#ifndef PLANLINT_POLICY_H
#define PLANLINT_POLICY_H

#include "lint.h"

struct policy {
    bool *enabled;           /* one a rule */
    enum severity *severity; /* one a rule: what was asked for; SEVERITIES: nothing, the rule's own holds */
};

/* Reports words of the command line that name no rule (CFG004), fatal. */
void policy_verify(const struct rules *rules, const struct lint_options *options, struct diag_list *diags);

/* Returns what holds for the document `name` of a project; the project may be NULL, an empty name is the project file
 * itself. */
struct policy policy_make(struct arena *arena, const struct rules *rules, const struct lint_options *options,
                          const struct project *project, struct str name);

#endif
