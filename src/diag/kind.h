/* Kind: what a kind of diagnostic is: id, name, severity and wording in each language. Loaded from rules/ (design.md
 * law 4). For diag/ and the floors above; rule/pack.h fills it in, report/ prints it. */
#ifndef PLANLINT_KIND_H
#define PLANLINT_KIND_H

#include "diag.h"

enum language { LANGUAGE_SV, LANGUAGE_EN, LANGUAGES };

/* Wording of a related place. */
struct kind_related {
    struct str role; /* empty: for every role */
    struct str text[LANGUAGES];
};

struct kind {
    struct str id;                 /* "TRC001": three letters, three digits */
    struct str name;               /* "activity-without-goal" */
    enum severity severity;        /* before configuration */
    struct str message[LANGUAGES]; /* with placeholders {name} */
    struct str why[LANGUAGES];     /* long explanation for `planlint explain` */
    struct str see;                /* reference, or empty */
    struct kind_related *related;
    size_t related_count;
};

/* Returns the message of the diagnostic in the language: every {name} replaced by its argument, {{ and }} by braces. A
 * placeholder without argument stays as written. {quote} is the text of the place, {count} forms etc. are ordinary
 * arguments. */
struct str kind_message(struct arena *arena, const struct kind *kind, const struct diag *diag, enum language language);

/* Returns the wording of related place `index` of the diagnostic; {quote} is the text of that place. Empty when the
 * kind has no wording for it. */
struct str kind_related_message(struct arena *arena, const struct kind *kind, const struct diag *diag, size_t index,
                                enum language language);

/* Returns "error", "warning", "info" or "off", and the severity of such a word (SEVERITIES when it is none). */
const char *severity_name(enum severity severity);
enum severity severity_find(struct str name);

#endif
