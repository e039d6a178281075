/* Doubts: what is doubtful about rules that hold together otherwise. For app/ and tests. */
#ifndef PLANLINT_DOUBTS_H
#define PLANLINT_DOUBTS_H

#include "check.h"

/* Appends CFG006-009, CFG011, CFG028 and CFG029: examples that are missing, scopes that no document of the rule's kinds
 * has, patterns that never match, that take too long, or match the empty text, parameters that no check reads, patterns
 * whose matches another rule of the same scope and kinds finds already. */
void doubts_find(const struct rules *rules, const struct limits *limits, struct diag_list *diags);

#endif
