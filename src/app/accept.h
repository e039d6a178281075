/* Accept: applies suppressions to the findings of one document, and tells which of them were of no use.
 * For app/. */
#ifndef PLANLINT_ACCEPT_H
#define PLANLINT_ACCEPT_H

#include "policy.h"

/* The <accept> elements of a project in one run. */
struct accepts {
    const struct project *project; /* NULL: none */
    bool *holds;                   /* one an <accept> */
};

/* What one document had to do with them. */
struct accept_use {
    bool *used; /* it covered a finding */
    bool *met;  /* the document has the place and the rule ran, whether or not it found anything */
};

/* Verifies the <accept> elements of a project; what is wrong with them is in *diags. */
struct accepts accept_verify(struct arena *arena, const struct project *project, const struct rules *rules,
                             int32_t today, struct diag_list *diags);

/* What accept_apply looks at. */
struct accept_job {
    struct arena *arena;
    const struct rules *rules;
    const struct policy *policy;
    const struct map *rule_by_id;
    const struct plan *plan; /* NULL: the document could not be read */
    struct str name;         /* of the document in its project */
    bool complete; /* the documents that it is traced to are in the run: every rule could find what it finds */
    int32_t today;
};

/* Marks the findings that <accept> elements or directives of the document cover, and appends findings about the
 * directives. Findings have their fingerprints. */
struct accept_use accept_apply(const struct accept_job *job, struct accepts accepts, struct diag_list *diags);

/* Appends a finding for every <accept> that holds and was of no use: in none of the `count` documents it covered
 * anything, and one of them has the place, or `whole`: all documents of the project were checked. `policy` is that of
 * the project. */
void accept_report_unused(struct accepts accepts, const struct accept_use *uses, size_t count, bool whole,
                          const struct rules *rules, const struct policy *policy, struct diag_list *diags);

#endif
