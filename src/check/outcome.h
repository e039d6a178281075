/* Outcome: what a run found, as reports see it.
 * For check/ and the floors above: app/ fills it in, report/ prints it and decides nothing. */
#ifndef PLANLINT_OUTCOME_H
#define PLANLINT_OUTCOME_H

#include "pack.h"
#include "trace.h"

/* One document of the run. */
struct result {
    struct arena *arena;         /* everything about the document lives and dies here */
    struct str path;
    const char *format;          /* "plan-xml", "wml", "flat-opc", "docx", "unknown" */
    bool refused;                /* not read to its end */
    bool context;                /* --with: traced to, not reported on */
    const struct plan *plan;     /* NULL when refused */
    const struct trace *trace;   /* NULL when nothing is traced */
    struct diag_list diags;      /* sorted; severities final */
};

struct outcome {
    const struct rules *rules;   /* kinds by id */
    struct result **results;     /* in order of path bytes */
    size_t result_count;
    enum language language;
    size_t severities[SEVERITIES]; /* findings that count, by severity */
    size_t suppressed;
    size_t given, checked, refused; /* documents asked for */
    bool failed;                 /* status 2 */
};

/* Returns the kind of a diagnostic; never NULL: an unknown id is a bug and asserts. */
const struct kind *outcome_kind(const struct outcome *outcome, const struct diag *diag);

/* What a reader sees of a place: the same numbers in every format. */
struct shown_place {
    struct str path;
    struct str part;             /* empty for a plain file */
    struct position begin, end;  /* of the file; for a package part line is the paragraph's line in the text view and column counts in its text */
    size_t stored_begin, stored_end; /* bytes in the stored file or part */
    struct str quote;
    size_t paragraph;            /* line of the text view, 0 when the document has none */
};
struct shown_place outcome_show(struct arena *arena, struct place place);

/* Returns the headings above a place, outermost first, in the arena; *count is their number. */
struct str *outcome_heading_path(struct arena *arena, struct place place, size_t *count);

#endif
