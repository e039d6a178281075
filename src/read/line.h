/* Line: what each paragraph of a word processing document is: heading, item, table of contents, cover line, text.
 * For read/outline.c and read/detect.c. One pass of evidence after the other, strongest first (notes on rules, section
 * 5; notes on docx, sections 6, 7.4-7.6 and 11): styles and computed numbers, then typed numbers and glyphs, then bold
 * lines, then bare names. */
#ifndef PLANLINT_LINE_H
#define PLANLINT_LINE_H

#include "index.h"
#include "wml.h"

enum line_form {
    LINE_TEXT,
    LINE_EMPTY,
    LINE_TITLE,
    LINE_SUBTITLE,
    LINE_COVER, /* stands before the first heading and is no sentence */
    LINE_TOC_HEADING,
    LINE_TOC,
    LINE_HEADING,
    LINE_ITEM,
    LINE_CONTINUATION, /* belongs to the item above */
    LINE_CELL,
    LINE_CAPTION,
    LINE_NOTE, /* footnote, endnote */
    LINE_PAGE  /* page header or footer */
};

struct line {
    struct wml_paragraph *paragraph;
    struct str text; /* of its passage, trimmed */
    enum line_form form;
    enum evidence evidence;
    struct str
        control;       /* "planlint:goal": what a content control or bookmark says that it is; else the control's tag */
    unsigned level;    /* heading and table of contents: 1..; item: 0.. */
    struct str number; /* computed or typed, without final period; empty when none */
    struct str key;    /* heading: fold_heading */
    enum section_role role; /* heading */
    size_t focus;           /* heading: the focus area that it names, FOCUS_NONE */
    bool typed;             /* number or bullet is typed text */
    bool ocr;               /* the bullet is a letter that text recognition made of a glyph */
    bool fake;              /* heading without heading style in a document whose headings have none */
};

struct lines {
    struct line *items; /* one for each paragraph of the document, in its order */
    size_t count;
    bool styled; /* there are headings by style or outline level */
};

/* Returns what the paragraphs of the document are. Linear in the document. */
struct lines lines_read(struct arena *arena, const struct wml_document *document, const struct profile *profile);

/* Makes the first line of each new page a heading in a document without heading styles: slides of a timeline. */
void lines_open_pages(struct arena *arena, struct lines *lines, const struct profile *profile);

#endif
