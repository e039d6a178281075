/* Outcome: what a run found, as reports see it.
 * For check/ and the floors above: app/ fills it in, report/ prints it and decides nothing. */
#ifndef PLANLINT_OUTCOME_H
#define PLANLINT_OUTCOME_H

#include "baseline.h"
#include "follow.h"
#include "pack.h"
#include "trace.h"

/* An activity and what it is traced to, as reports show it. */
struct traced {
    struct str text;
    const struct goal *goal; /* of a plan; NULL: none */
    enum trace_state state;
};

/* How much a document has. */
struct counts {
    size_t focus_areas, goals, activities, entries, milestones;
};

/* One document of the run. What reports show of it does not need the document, which may be gone by then. */
struct result {
    struct arena *arena; /* everything about the document lives and dies here */
    struct str path;
    const char *format; /* "plan-xml", "wml", "flat-opc", "docx", "unknown" */
    bool refused;       /* not read to its end */
    bool context;       /* --with: traced to, not reported on */
    bool complete;      /* what it is traced to is in the run: every rule could find what it finds */
    const char *kind;   /* "vp", "ap", ...; NULL when refused */
    struct counts counts;
    const struct plan *plan;   /* NULL when refused, or gone */
    struct trace *trace;       /* NULL when nothing is traced; only its goals when the document is gone */
    struct traced *activities; /* of the trace, when a report shows it (note.h) */
    size_t activity_count;
    const struct follow *follow; /* of a report, else NULL */
    struct diag_list diags;      /* sorted; severities final */
};

/* A finding that the baseline has and this run, which looked for it, has not. */
struct gone {
    const struct baseline_entry *entry;
    const struct result *result; /* the document */
};

struct outcome {
    struct arena *arena;
    const struct rules *rules;
    struct result **results; /* in order of path bytes; then those without path, about project files */
    size_t result_count;
    enum language language;
    size_t severities[SEVERITIES]; /* findings that count, by severity */
    size_t suppressed;
    size_t fixed;                   /* findings that were fixed before these were found: --fix */
    size_t given, checked, refused; /* documents asked for: given = checked + refused */
    bool failed;                    /* status 2 */
    bool baseline;                  /* --baseline: findings that it has are suppressed by "baseline" */
    struct gone *gone;
    size_t gone_count;
};

/* Returns the kind of a diagnostic; never NULL: an id without a kind is a bug and asserts. */
const struct kind *outcome_kind(const struct outcome *outcome, const struct diag *diag);

/* What a reader sees of a place: the same numbers in every format. */
struct shown_place {
    struct str path;
    struct str part; /* empty for a plain file */
    struct position begin,
        end; /* in the file; in a package line counts paragraphs of the text view, column their text */
    size_t stored_begin, stored_end; /* bytes of the stored file or part */
    struct str quote;                /* the text of the range */
    size_t paragraph;                /* line of the text view, 0 when the document has none */
};

/* Returns what to show of a place; the quote is in the arena. */
struct shown_place outcome_show(struct arena *arena, struct place place);

/* Gives the bytes of the stored file or part that a place with a source stands for. */
void outcome_stored(struct place place, size_t *begin, size_t *end);

/* Returns the readable line that a snippet shows under a diagnostic, never markup of a Word document: the passage's
 * text, or for authored XML the source line. *begin and *end are the bytes to underline in it. Empty for a place
 * without text. */
struct str outcome_snippet(struct place place, size_t *begin, size_t *end);

/* Returns the headings above a place, outermost first, in the arena; *count is their number. */
struct str *outcome_headings(struct arena *arena, struct place place, size_t *count);

#endif
