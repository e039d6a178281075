/* Suppress: findings that are in order: where that is said, which findings it covers, whether it still holds.
 * For rule/ and app/. A suppression names a rule and a place that survives editing, never a line, and gives a reason.
 */
#ifndef PLANLINT_SUPPRESS_H
#define PLANLINT_SUPPRESS_H

#include "pack.h"

struct suppression {
    struct str rule;   /* id, name or beginning of an id */
    struct str reason; /* empty: reported, and the suppression does not hold */
    struct str *at;    /* keys of headings, outermost first */
    size_t at_count;
    struct str fingerprint; /* or empty */
    struct str in;          /* pattern for the path of the document, or empty */
    int32_t until;          /* last day on which it holds, INT32_MAX: no end */
    bool whole_document;    /* directive: covers all of its document */
    struct place range;     /* directive: what it covers; without source: by the members above */
    struct place place;     /* of the rule's name, for findings about the suppression */
    struct place whole;     /* all of it, for removing; without source: others share it */
};

struct suppression_list {
    struct suppression *items;
    size_t count, cap;
};

/* Fills the `at` of a suppression from "heading" or "outer heading / inner heading". */
void suppress_set_at(struct arena *arena, struct suppression *suppression, struct str at);

/* Appends the directives of a document: processing instructions <?planlint off RULE,RULE until=DAY reason?>, which hold
 * for the next element and its content, and comments of a Word document, "planlint: off RULE reason", which hold for
 * what they stand at (facts "directive"). What cannot be understood is CFG038. */
void suppress_collect(struct arena *arena, const xmlDoc *tree, struct suppression_list *out, struct diag_list *diags);

/* Reports what is wrong with a suppression itself and returns whether it holds: unknown rule (CFG004), no reason
 * (CFG002), out of date (CFG003). */
bool suppress_verify(const struct suppression *suppression, const struct rules *rules, int32_t today,
                     struct diag_list *diags);

/* Returns whether the suppression is about this finding. `path` is the document's, as the pattern `in` wants it. */
bool suppress_covers(struct arena *arena, const struct suppression *suppression, const struct rule *rule,
                     const struct diag *diag, struct str path);

/* Returns whether a heading of the path of the finding, or the text at its place, is one that `at` names last: that the
 * suppression is about this place, whatever the rule. */
bool suppress_names(struct arena *arena, const struct suppression *suppression, const struct passage *passage);

/* Appends the finding that a suppression is not needed (CFG001), with the fix that removes it. */
void suppress_unused(const struct suppression *suppression, struct diag_list *diags);

#endif
