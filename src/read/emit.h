/* Emit: lines of a word processing document as elements of the plan tree.
 * For read/outline.c, read/tables.c and read/timeline.c. */
#ifndef PLANLINT_EMIT_H
#define PLANLINT_EMIT_H

#include "line.h"

/* What the builders of one tree share. */
struct outline {
    struct arena *arena; /* for the time of building */
    struct arena *kept;  /* of the document, for what the tree refers to */
    const struct profile *profile;
    const struct lines *lines;
    enum plan_kind kind;
};

/* A stretch of a line that becomes an inline element with one attribute. */
struct span {
    size_t begin, end; /* bytes of the passage */
    const char *element, *attribute;
    struct str value;
    struct place place; /* of the attribute; a NULL source when it has none */
};

/* Appends an element without text of its own that begins at the line. */
xmlNode *emit_container(const struct outline *outline, xmlNode *parent, const char *name, const struct line *line);

/* Appends an element with the text of the line, all of it, its links as inline elements, and where it
 * came from. */
xmlNode *emit_line(const struct outline *outline, xmlNode *parent, const char *name, const struct line *line);

/* The same with one more inline element. */
xmlNode *emit_marked(const struct outline *outline, xmlNode *parent, const char *name, const struct line *line,
                     const struct span *mark);

/* Appends <src:fact> with its place and detail. */
void emit_fact(const struct outline *outline, xmlNode *parent, const char *name, size_t count, struct place place,
               struct str detail);

/* Sets src:evidence. */
void emit_evidence(xmlNode *node, enum evidence evidence);

/* Returns the ISO form of a valid date of day, month or year precision; empty for others. */
struct str emit_iso(struct arena *arena, const struct date *date);

#endif
