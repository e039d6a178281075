/* SARIF rule: the descriptions of rules in a SARIF file (notes on formats, section 2.1). For report/sarif.c. */
#ifndef PLANLINT_SARIF_RULE_H
#define PLANLINT_SARIF_RULE_H

#include <jansson.h>

#include "pack.h"

/* SARIF's word for a severity. */
extern const char *const sarif_levels[SEVERITIES];

/* Returns an object with this text: a message, a snippet, a description. */
json_t *sarif_text(struct str text);

/* Returns a reportingDescriptor; `arena` is for scratch. */
json_t *sarif_rule(struct arena *arena, enum language language, const struct rule *rule);

#endif
