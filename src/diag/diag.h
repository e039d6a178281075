/* Diag: the diagnostic record and the list that every stage appends to.
 * For diag/ and the floors above. A diagnostic carries an id, a place and named arguments; wording and severity belong
 * to its kind (kind.h), which the rule packs define. */
#ifndef PLANLINT_DIAG_H
#define PLANLINT_DIAG_H

#include "arena.h"
#include "passage.h"

enum severity { SEVERITY_OFF, SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITIES };

/* A value for the placeholder {name} of the message. */
struct diag_arg {
    const char *name;
    struct str value;
};

/* Another place that explains the finding; its wording is the kind's `related` text for `role`. */
struct diag_related {
    struct place place;
    const char *role; /* "goal", "first", ...; NULL when the kind has one wording */
};

struct edit {
    struct place place; /* what is replaced, markup or text of one run; an empty range inserts */
    struct str text; /* UTF-8, as it has to stand in the source: escaped, with references for what the encoding lacks */
};

struct fix {
    bool safe; /* may be applied without asking */
    struct edit *edits;
    size_t edit_count;
};

struct diag {
    struct str id; /* of the kind, "TRC001" */
    struct place place;
    enum severity severity; /* SEVERITY_OFF: the kind's own; set after configuration was applied */
    struct diag_arg *args;
    size_t arg_count, arg_capacity;
    struct diag_related *related;
    size_t related_count, related_capacity;
    struct str *suggestions; /* best first, as readable text */
    size_t suggestion_count, suggestion_capacity;
    struct fix *fix;           /* NULL: none */
    bool unfixable;            /* a part of its fix cannot be made: it has none */
    bool fatal;                /* the document could not be read to its end: status 2 */
    struct str fingerprint;    /* filled in when the list is finished */
    struct str location;       /* path into the plan tree; filled in for reports that show it, as is */
    struct str line_hash;      /* what GitHub knows the line by */
    const char *suppressed_by; /* "project", "document", "baseline"; NULL: it counts */
    struct str suppressed;     /* the reason why it does not */
};

struct diag_list {
    struct arena *arena;
    struct diag **items;
    size_t count, capacity;
    size_t limit;        /* more than this are counted, not kept; 0: no limit */
    size_t dropped;      /* how many were only counted */
    struct diag *unkept; /* what callers fill in for those */
};

/* Returns an empty list in the arena that keeps `limit` diagnostics (0: all). */
struct diag_list diag_list_in(struct arena *arena, size_t limit);

/* Appends a finding and returns it, never NULL: past the limit a diagnostic that nobody keeps is returned. */
struct diag *diag_add(struct diag_list *list, const char *id, struct place place);

/* Appends an operational failure: the document is not fully read (see `fatal`). Returns it. */
struct diag *diag_fail(struct diag_list *list, const char *id, struct place place);

/* Appends a diagnostic that was made on another list of the same arena, whatever the limit. */
void diag_keep(struct diag_list *list, struct diag *diag);

/* These add to a diagnostic; NULL is one that is not kept, and nothing is added to it. */

/* Sets the placeholder {name}; `name` is a literal, the value is borrowed. */
void diag_arg(struct diag_list *list, struct diag *diag, const char *name, struct str value);
void diag_arg_number(struct diag_list *list, struct diag *diag, const char *name, uint64_t value);

void diag_relate(struct diag_list *list, struct diag *diag, const char *role, struct place place);
void diag_suggest(struct diag_list *list, struct diag *diag, struct str suggestion);

/* Adds one replacement to the fix of the diagnostic, making the fix when there is none. For a place in a passage `text`
 * is readable text; it becomes edits that remove no markup and change only the characters that differ: new text goes
 * into the first of several runs, and xml:space is added to a w:t that needs it. For a place in markup `text` is
 * markup. What cannot be edited so (elements that stand for characters, results of fields, characters that the place
 * cannot hold) leaves the diagnostic without a fix. */
void diag_edit(struct diag_list *list, struct diag *diag, bool safe, struct place place, struct str text);

/* Returns whether any diagnostic of the list is fatal. */
bool diag_failed(const struct diag_list *list);

/* Sorts by place, then id, then arguments: the order of every report. Stable and independent of how the list came
 * about. */
void diag_sort(struct diag_list *list);

#endif
