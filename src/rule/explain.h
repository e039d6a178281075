/* Explain: errors of libxml2's validator as diagnostics: exact places, human words, did-you-mean.
 * For rule/schema.c. */
#ifndef PLANLINT_EXPLAIN_H
#define PLANLINT_EXPLAIN_H

#include <libxml/xmlerror.h>

#include "diag.h"
#include "grammar.h"

/* One validation. */
struct explain {
    struct grammar grammar;
    struct diag_list *diags;
    const xmlNode
        *value_node; /* element and attribute of the last value error: libxml2 reports one value several times */
    struct str value_attribute;
    struct {
        const xmlNode **items;
        size_t count, cap;
    } skipped; /* elements at which libxml2 gave up on their parent */
};

/* Appends the diagnostic for an error that the validator reports, while the validator runs. */
void explain_error(struct explain *explain, const xmlError *error);

/* Appends what there is to say about the elements that the validator skipped after an unexpected one: names,
 * attributes, listed values. */
void explain_rest(struct explain *explain);

#endif
