/* Numbering: the numbering part, and the counters that turn list paragraphs into labels (notes on docx, section 7).
 * For the word processing readers in read/. */
#ifndef PLANLINT_NUMBERING_H
#define PLANLINT_NUMBERING_H

#include "buf.h"
#include "styles.h"
#include "wml.h"

#define NUMBERING_LEVELS 9

/* One level of a list (w:lvl). */
struct numbering_level {
    long start;        /* first number */
    struct str format; /* w:numFmt, "decimal"; empty: decimal */
    struct str text;   /* w:lvlText, "%1.%2." */
    struct str style;  /* id of the paragraph style that belongs to the level; empty */
    long restart;      /* w:lvlRestart, -1 absent, 0 never */
    bool legal;        /* w:isLgl: decimal for all levels */
    bool hidden;       /* the label is hidden text */
    bool symbol_font;
    struct str font;
    long left, hanging; /* twentieths of a point, INDENT_UNSET */
};

struct numbering;

struct numbering *numbering_create(struct arena *arena);

/* The handler that fills `struct numbering *` from the numbering part. */
extern const struct xml_handler numbering_handler;

/* Follows w:numStyleLink through the numbering styles; call once after numbering and styles were read. */
void numbering_resolve(struct numbering *numbering, const struct styles *styles);

/* Returns the level of a list, NULL when the list (w:num) or its definition is not there or ilvl is not 0-8. */
const struct numbering_level *numbering_level(const struct numbering *numbering, long num_id, long ilvl);

/* Returns the level that belongs to a paragraph style in a list, or -1. */
long numbering_style_level(const struct numbering *numbering, long num_id, struct str style_id);

/* What a list paragraph shows in front of its text. */
struct numbering_label {
    enum list_form form;
    struct str label;  /* "4.1.", "•"; empty when nothing is shown */
    struct str number; /* "4.1"; empty for bullets */
};

/* Counters of one story; zero-initialise. Lists that share a definition share counters. */
struct numbering_counters {
    struct numbering_count *lists;
    struct numbering_use *uses;
};

/* Counts a paragraph and returns its label, in the numbering's arena; form LIST_NONE when the level is not there or
 * shows nothing ever. */
struct numbering_label numbering_count(struct numbering *numbering, struct numbering_counters *counters, long num_id,
                                       long ilvl);

/* Appends `value` as w:numFmt `format` writes it; formats that we do not know are decimal. */
void numbering_format(struct buf *out, struct str format, long value);

#endif
