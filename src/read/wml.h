/* WML: WordprocessingML by SAX straight to paragraphs; no tree of the Word markup is ever built (design.md section 5,
 * notes on docx). For read/. One view, the final one: insertions in, deletions and moved-from out, hidden text out but
 * counted, field results in, codes kept, one branch of AlternateContent, text boxes once after the paragraph that
 * anchors them, footnotes after the paragraph that refers to them. */
#ifndef PLANLINT_WML_H
#define PLANLINT_WML_H

#include "opc.h"

/* Which stream of text a paragraph belongs to. */
enum story { STORY_BODY, STORY_TEXTBOX, STORY_FOOTNOTE, STORY_ENDNOTE, STORY_HEADER, STORY_FOOTER };

enum list_form {
    LIST_NONE,
    LIST_BULLET,
    LIST_NUMBER,
    LIST_CONTINUATION /* numbered with an empty label: belongs to the item above */
};

/* A stretch of a paragraph that carries a link. */
struct wml_link {
    size_t begin, end;         /* bytes of the paragraph's text */
    struct str target;         /* address, or "#bookmark" */
    struct place target_place; /* of the attribute or the field code that holds it */
};

/* A field whose result lies in the paragraph (it may go on in the next). */
struct wml_field {
    size_t begin, end;  /* bytes of the paragraph's text that are its result */
    struct str code;    /* "REF _Ref123 \h", white space trimmed */
    struct place place; /* of the code */
    bool dirty, unclosed;
};

struct wml_bookmark {
    size_t offset; /* bytes of the paragraph's text */
    struct str name;
    struct place place;
};

struct wml_cell {
    size_t table;       /* 1-based, in document order; 0: not in a table */
    size_t row, column; /* 0-based, of the innermost table; spans counted */
    bool header_row;    /* w:tblHeader, or the first row of the table */
    bool continued;     /* vertically merged into the cell above */
};

struct wml_paragraph {
    struct passage *passage; /* number and label set, `under` not; an empty paragraph has an empty text */
    struct place place;      /* of the w:p element */
    enum story story;
    struct str style_id;   /* as written; empty: the default */
    struct str style_name; /* built-in name in lower case ("heading 1", "list bullet 2", "toc 1", "title") of the style
                            * or of the nearest one that it is based on, else its own name; empty when unknown */
    unsigned level;        /* heading level 1-9, 0 body text */
    bool level_guessed;    /* from the style id or bookmarks: there was no styles part */
    enum list_form list;   /* LIST_NONE for headings, numbered or not */
    unsigned list_level;   /* 0-based nesting */
    struct str
        number; /* computed number without the words and punctuation around it, "4.1" of "Mål 4.1."; empty when none */
    long num_id; /* w:numId in force, 0 none; items of one list share it */
    int indent;  /* left indent in twentieths of a point, hanging already taken off */
    struct wml_cell cell;
    bool bold;              /* every visible character is bold */
    bool toc;               /* inside a table of contents (field TOC, content control, style "toc N") */
    bool object;            /* a drawing, picture or embedded object stands in it */
    bool page_break;        /* a page break stands before or in it, or a section break before it */
    struct str control_tag; /* w:tag of the innermost content control around it; empty */
    struct wml_link *links;
    size_t link_count;
    struct wml_field *fields;
    size_t field_count;
    struct wml_bookmark *bookmarks;
    size_t bookmark_count;
};

/* Something noticed while reading that rules may ask for; facts come in this order, each at most once:
 * "tracked-insert", "tracked-delete", "tracked-move", "tracked-format" (accepted in the view), "track-revisions"
 * (switched on), "comment", "hidden-text", "embedded-content" (w:altChunk), "sub-document", "macro", "smartart",
 * "unclosed-field", "dirty-field", "unknown-style", "dangling-numbering", "text-box", "picture-without-text" (no
 * alternative text), "picture-with-text", "table-without-header" (no row is marked as one), "other-language" (the share
 * of the text in per cent, when over 20), "document-protection", and "directive", one for every comment to planlint:
 * its place has the range of the markup and the text of the last paragraph, its detail is the comment. */
struct wml_fact {
    const char *name;
    size_t count;
    struct place place; /* of the first that has text in the final view: that text; else of the first: the empty place
                         * in its paragraph with the range of the markup, or the markup alone, or the whole document */
    struct str detail;  /* authors and dates of revisions and comments; hidden text; the style id; the list's number; or
                           empty */
};

struct wml_document {
    struct source *main; /* the part that holds the body */
    struct wml_paragraph *paragraphs;
    size_t paragraph_count; /* reading order; the order of the text view */
    struct wml_fact *facts;
    size_t fact_count;
    bool styles_known;    /* false without a styles part: levels are guessed from style ids */
    bool numbering_known; /* false for a bare document.xml: no labels, and lists are told by w:numPr alone */
    struct str core_title, core_subject; /* document properties, hints only */
};

/* Reads a package whose main part is `main`. The document lies in `arena`, but its passages in the arenas of their
 * sources, which may live longer. Returns NULL after a fatal diagnostic. */
struct wml_document *wml_read_package(struct arena *arena, struct package *package, struct str main,
                                      const struct limits *limits, struct diag_list *diags);

/* Reads a bare w:document or a Flat OPC file (pkg:package) in the same way. Returns NULL after a fatal diagnostic. */
struct wml_document *wml_read_xml(struct arena *arena, struct source *source, const struct limits *limits,
                                  struct diag_list *diags);

#endif
