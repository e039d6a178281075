/* Detect: which kind of plan a word processing document is, and what a line of its cover says.
 * For read/outline.c and read/line.c. The Swedish words of the genre are in two tables in detect.c; names of
 * organisations and areas come from the profile. */
#ifndef PLANLINT_DETECT_H
#define PLANLINT_DETECT_H

#include "line.h"

/* Returns the kind of document that a title or heading names, PLAN_UNKNOWN when it names none. `*leads`, when not NULL,
 * says whether the text begins with the word. "Återrapport aktivitetsplan 2023" is a report, "Process verksamhetsplan"
 * a timeline. */
enum plan_kind detect_words(struct arena *arena, struct str text, bool *leads);

/* Returns the kind of the document: what the options say, else what title, headings, properties, page headers and shape
 * agree on with at least two votes, else PLAN_UNKNOWN. */
enum plan_kind detect_kind(struct arena *arena, const struct wml_document *document, const struct lines *lines,
                           const struct plan_options *options);

/* What a line of a cover, page header or frame says. */
enum cover_line { COVER_OTHER, COVER_PERIOD, COVER_DECIDED, COVER_PREPARED, COVER_ORGANISATION, COVER_REGISTRY };

/* Returns what the line says; `*date` is its first date when it has one (else begin == end). `near` is the text of a
 * label that stands apart from the line, a column header for instance, or empty. */
enum cover_line detect_cover(struct arena *arena, struct str text, struct str near, const struct profile *profile,
                             struct date *date);

/* What a column of a table holds, by its header. */
enum column {
    COLUMN_OTHER,
    COLUMN_ACTIVITY,
    COLUMN_GOAL,
    COLUMN_RESPONSIBLE,
    COLUMN_DUE,
    COLUMN_STATUS,
    COLUMN_RESULT
};
enum column detect_column(struct arena *arena, struct str header);

/* Returns "done", "ongoing" ... for the words of a status cell, NULL when they are none of the known. */
const char *detect_status(struct arena *arena, struct str text);

/* Returns whether a heading with this key says which side of a goal or activity follows ("Mål", "Aktiviteter",
 * "Resultat") and names nothing itself. */
bool detect_facet(struct str key);

/* Returns whether a short line begins with a date, with or without its year, as the lines of a timeline do. */
bool detect_dated(struct arena *arena, struct str text);

#endif
