/* Walk: one story part (document, header, footnotes) from SAX events to paragraphs in a list. For the files wml*.c and
 * flat.c only.
 *
 * wml_walk.c holds the table of what stands where and the stack of open elements; wml_block.c paragraphs, tables,
 * content controls and text boxes; wml_text.c characters; wml_fields.c fields; wml_facts.c revisions and other things
 * noticed; wml_resolve.c makes the document when everything is read. */
#ifndef PLANLINT_WML_WALK_H
#define PLANLINT_WML_WALK_H

#include "buf.h"
#include "map.h"
#include "numbering.h"
#include "styles.h"
#include "vec.h"
#include "wml.h"

/* FACT(identifier, name): what rules may ask for, in the order of the document's facts. */
#define WML_FACTS(FACT)                                                                                                \
    FACT(INSERT, "tracked-insert")                                                                                     \
    FACT(DELETE, "tracked-delete")                                                                                     \
    FACT(MOVE_FROM, "tracked-move-from")                                                                               \
    FACT(MOVE, "tracked-move")                                                                                         \
    FACT(FORMAT, "tracked-format")                                                                                     \
    FACT(TRACKING, "track-revisions")                                                                                  \
    FACT(COMMENT, "comment")                                                                                           \
    FACT(HIDDEN, "hidden-text")                                                                                        \
    FACT(EMBEDDED, "embedded-content")                                                                                 \
    FACT(SUB_DOCUMENT, "sub-document")                                                                                 \
    FACT(MACRO, "macro")                                                                                               \
    FACT(SMART_ART, "smartart")                                                                                        \
    FACT(UNCLOSED_FIELD, "unclosed-field")                                                                             \
    FACT(DIRTY_FIELD, "dirty-field")                                                                                   \
    FACT(UNKNOWN_STYLE, "unknown-style")                                                                               \
    FACT(DANGLING_NUMBERING, "dangling-numbering")                                                                     \
    FACT(TEXT_BOX, "text-box")                                                                                         \
    FACT(PICTURE, "picture-without-text")                                                                              \
    FACT(DESCRIBED_PICTURE, "picture-with-text")                                                                       \
    FACT(TABLE, "table-without-header")                                                                                \
    FACT(LANGUAGE, "other-language")                                                                                   \
    FACT(PROTECTION, "document-protection")

enum fact {
#define FACT(identifier, name) FACT_##identifier,
    WML_FACTS(FACT)
#undef FACT
        FACT_COUNT
};

struct raw;

/* A note reference in a paragraph. */
struct note {
    struct note *next;
    enum story story;
    long id;
};

/* Paragraphs in reading order; lists are joined in one step. */
struct raw_list {
    struct raw *first, *last;
};

/* A paragraph as it is written; what styles and numbering add comes in wml_resolve.c. */
struct raw {
    struct raw *next;
    struct wml_paragraph out;
    struct passage *passage; /* out.passage, still changeable */
    struct raw_list boxes;   /* paragraphs of the text boxes anchored in it */
    struct note *notes, *last_note;
    const struct style *style;  /* NULL: unknown id */
    long outline, num_id, ilvl; /* direct, -1 unset */
    long left, hanging;         /* direct, INDENT_UNSET */
    bool mark_deleted, unbold, any_bold, toc_control;
    bool ends_section;
    size_t link_cap, field_cap, bookmark_cap;
};

/* What was noticed under one name. */
struct mark {
    size_t count;
    const struct raw *raw; /* paragraph of the first; NULL: none */
    size_t text_begin, text_end;
    struct source *source;
    size_t begin, end; /* source range */
    bool readable;     /* text_begin..text_end is what is meant */
    VEC(struct str) authors;
    struct str first_date, last_date;
    struct str detail;
};

/* A comment that is a directive to planlint, and what it stands at. */
struct directive {
    struct str id, text;
    struct mark mark; /* without source: nothing in the text refers to it */
};

/* Contexts: what an element may mean depends on where it stands. */
enum context {
    AT_ROOT,
    AT_NOTES,
    AT_BLOCK,
    AT_INLINE,
    AT_RUN,
    AT_TEXT,
    AT_CODE,
    AT_OBJECT,
    AT_MATH,
    AT_P_PR,
    AT_NUM_PR,
    AT_MARK,
    AT_R_PR,
    AT_TR_PR,
    AT_TC_PR,
    AT_SDT_PR,
    AT_BINDING,
    AT_SECT_PR,
    AT_RUBY,
    AT_LEAF,
    AT_ALTERNATE,
    CONTEXTS
};

/* What is known of an open drawing. */
enum picture { PICTURE_OPEN = 1, PICTURE_IMAGE = 2, PICTURE_DESCRIBED = 4 };

/* An open element. `saved` is for the end function. */
struct frame {
    uint8_t context, step, inner;
    uint8_t picture;       /* a drawing: bits of enum picture; 0: none */
    bool chosen;           /* mc:AlternateContent: a branch was taken */
    bool preserve;         /* xml:space in force (XML 1.0, 2.10) */
    bool derived;          /* text in it stands elsewhere too: see RUN_DERIVED */
    size_t begin, tag_end; /* of the start tag */
    size_t saved;
    struct str saved_str;
};

/* An open table. */
struct table {
    size_t number, rows, column, span;
    size_t columns;         /* of its widest row so far */
    bool header, continued; /* of the row and the cell at hand */
    bool any_header;        /* a row is marked as header */
    size_t begin, tag_end;
    const struct raw *before; /* the paragraph in front of it, NULL: none */
};

enum field_phase { FIELD_CODE, FIELD_RESULT };

/* An open field. */
struct field {
    enum field_phase phase;
    bool simple, dirty, toc,
        hides;         /* hides: its code is the outermost, so that text since `text_begin` is hidden when it ends */
    size_t code_begin; /* in walk->codes */
    size_t begin, end; /* source range of the code */
    struct raw *raw;   /* paragraph where it begins, later where its result begins; NULL: outside any */
    size_t text_begin, run_begin;    /* text and runs of that paragraph before it */
    size_t bookmarks, links, fields; /* what pointed into that paragraph before it */
    size_t index;                    /* of raw->out.fields, SIZE_MAX none */
};

/* A stream of text being read: the part itself, a note, or a text box inside a paragraph. */
struct scope {
    enum story story;
    struct raw_list list;
    struct raw *open;    /* the paragraph being read */
    struct raw *joining; /* a paragraph whose mark is deleted: the next one continues it */
    struct passage_builder builder;
    size_t tables, fields;              /* where its tables and fields begin in the stacks */
    size_t hiding, toc_fields;          /* open fields in their code; open TOC fields in their result */
    bool section_break;                 /* the next paragraph begins a section on a new page */
    VEC(struct wml_bookmark) bookmarks; /* stood between paragraphs: belong to the next */
    /* of the run being read */
    enum tristate vanish, bold, foreign;
    const struct style *character;
    bool symbol_font;
};

/* A note, by its id. */
struct note_text {
    enum story story;
    long id;
    struct raw_list list;
    bool used;
};

/* Elements of a namespace that may be ignored, whose content is text all the same. */
struct transparent {
    const char *ns;  /* interned */
    struct str name; /* "*": each */
};

struct walk {
    struct arena *arena;
    size_t read; /* bytes of the parts that were begun */
    /* Appends the paragraphs of the part that w:altChunk names, returns whether there are any; NULL: nobody can. */
    bool (*chunk)(void *user, struct str id, struct raw_list *list);
    void *chunk_user;
    const struct limits *limits;
    struct diag_list *diags;
    const struct styles *styles;      /* NULL: no styles part */
    struct source *source;            /* the part being read */
    const struct package_link *links; /* of that part */
    size_t link_count;
    struct map *link_by_id;
    VEC(struct transparent) transparent; /* elements that mc:ProcessContent of the root names */
    enum story story;                    /* of the part being read */

    struct frame *frames;
    size_t frame_count, frame_capacity;
    size_t skip;                /* depth inside a skipped element */
    VEC(struct scope *) scopes; /* kept for reuse */
    size_t scope_count;
    VEC(struct table) tables;
    VEC(struct field) fields;
    struct buf codes;             /* codes of the open fields, one behind the other */
    struct buf hidden;            /* text of hidden runs, for the fact */
    const struct raw *hidden_raw; /* paragraph of the last of them */
    size_t bytes, foreign_bytes;  /* of text; of text that is marked as another language than Swedish */
    struct str foreign;           /* the first such language */
    struct str control_tag;
    size_t toc_controls;
    size_t table_count, paragraph_count;
    size_t held_begin, held_end; /* white space at the end of a w:t, text only when more of it follows */
    bool held_cdata;
    size_t comment_begin; /* text offset of a commentRangeStart in `comment_raw` */
    const struct raw *comment_raw;

    struct raw_list list;        /* result: paragraphs of the part */
    VEC(struct note_text) notes; /* result: notes */
    VEC(struct str) headers;     /* result: relationship ids of headers and footers, in order */
    struct mark marks[FACT_COUNT];
    VEC(struct directive) directives; /* of the comments part, which is read before the text */
};

/* The handler that fills a `struct walk *` whose source was set by walk_begin. */
extern const struct xml_handler walk_handler;

struct walk *walk_create(struct arena *arena, const struct limits *limits, struct diag_list *diags);

/* Begins a part; ends it: joins what is open, gives its paragraphs in walk->list. */
void walk_begin(struct walk *walk, struct source *source, enum story story, const struct package_link *links,
                size_t link_count);
void walk_end(struct walk *walk);

struct scope *walk_scope(struct walk *walk);
struct frame *walk_top(struct walk *walk);

/* Opens and closes a stream of text (wml_block.c). */
void scope_open(struct walk *walk, enum story story);
struct raw_list scope_close(struct walk *walk);
void list_join(struct raw_list *list, struct raw_list tail);

/* Start and end functions of the table in wml_walk.c. */
void block_paragraph(struct walk *walk, const struct xml_element *element);
void block_paragraph_end(struct walk *walk, struct frame *frame, size_t end);
void block_style(struct walk *walk, const struct xml_element *element);
void block_outline(struct walk *walk, const struct xml_element *element);
void block_num_id(struct walk *walk, const struct xml_element *element);
void block_ilvl(struct walk *walk, const struct xml_element *element);
void block_indent(struct walk *walk, const struct xml_element *element);
void block_page_break(struct walk *walk, const struct xml_element *element);
void block_table(struct walk *walk, const struct xml_element *element);
void block_table_end(struct walk *walk, struct frame *frame, size_t end);
void block_row(struct walk *walk, const struct xml_element *element);
void block_cell(struct walk *walk, const struct xml_element *element);
void block_cell_end(struct walk *walk, struct frame *frame, size_t end);
void block_grid_before(struct walk *walk, const struct xml_element *element);
void block_header_row(struct walk *walk, const struct xml_element *element);
void block_span(struct walk *walk, const struct xml_element *element);
void block_merge(struct walk *walk, const struct xml_element *element);
void block_control(struct walk *walk, const struct xml_element *element);
void block_control_end(struct walk *walk, struct frame *frame, size_t end);
void block_tag(struct walk *walk, const struct xml_element *element);
void block_inline_tag(struct walk *walk, const struct xml_element *element);
void block_binding(struct walk *walk, const struct xml_element *element);
void block_gallery(struct walk *walk, const struct xml_element *element);
void block_text_box(struct walk *walk, const struct xml_element *element);
void block_text_box_end(struct walk *walk, struct frame *frame, size_t end);
void block_note(struct walk *walk, const struct xml_element *element);
void block_note_end(struct walk *walk, struct frame *frame, size_t end);
void block_section(struct walk *walk, const struct xml_element *element);
void block_section_type(struct walk *walk, const struct xml_element *element);
void block_header(struct walk *walk, const struct xml_element *element);
void block_bookmark(struct walk *walk, const struct xml_element *element);

void text_run(struct walk *walk, const struct xml_element *element);
void text_vanish(struct walk *walk, const struct xml_element *element);
void text_bold(struct walk *walk, const struct xml_element *element);
void text_language(struct walk *walk, const struct xml_element *element);
void text_style(struct walk *walk, const struct xml_element *element);
void text_fonts(struct walk *walk, const struct xml_element *element);
void text_symbol(struct walk *walk, const struct xml_element *element);
void text_tab(struct walk *walk, const struct xml_element *element);
void text_break(struct walk *walk, const struct xml_element *element);
void text_no_break_hyphen(struct walk *walk, const struct xml_element *element);
void text_soft_hyphen(struct walk *walk, const struct xml_element *element);
void text_note(struct walk *walk, const struct xml_element *element);
void text_link(struct walk *walk, const struct xml_element *element);
void text_link_end(struct walk *walk, struct frame *frame, size_t end);
/* Character data of w:t and m:t. */
void text_add(struct walk *walk, size_t begin, size_t end, bool cdata);

void field_char(struct walk *walk, const struct xml_element *element);
void field_simple(struct walk *walk, const struct xml_element *element);
void field_simple_end(struct walk *walk, struct frame *frame, size_t end);
/* Character data of w:instrText. */
void field_code(struct walk *walk, size_t begin, size_t end, bool cdata);
/* Takes the fields that are still open off the stack, at the end of their stream of text. */
void field_close_all(struct walk *walk, struct scope *scope);

void fact_insert(struct walk *walk, const struct xml_element *element);
void fact_insert_end(struct walk *walk, struct frame *frame, size_t end);
void fact_delete(struct walk *walk, const struct xml_element *element);
void fact_delete_end(struct walk *walk, struct frame *frame, size_t end);
void fact_move_from(struct walk *walk, const struct xml_element *element);
void fact_move_from_end(struct walk *walk, struct frame *frame, size_t end);
void fact_move_to(struct walk *walk, const struct xml_element *element);
void fact_move_to_end(struct walk *walk, struct frame *frame, size_t end);
void fact_mark_insert(struct walk *walk, const struct xml_element *element);
void fact_mark_delete(struct walk *walk, const struct xml_element *element);
void fact_mark_move_from(struct walk *walk, const struct xml_element *element);
void fact_mark_move_to(struct walk *walk, const struct xml_element *element);
void fact_row_insert(struct walk *walk, const struct xml_element *element);
void fact_row_delete(struct walk *walk, const struct xml_element *element);
void fact_format(struct walk *walk, const struct xml_element *element);
void fact_comment_start(struct walk *walk, const struct xml_element *element);
void fact_comment(struct walk *walk, const struct xml_element *element);
void fact_embedded(struct walk *walk, const struct xml_element *element);
void fact_sub_document(struct walk *walk, const struct xml_element *element);
void fact_smart_art(struct walk *walk, const struct xml_element *element);
void fact_object(struct walk *walk, const struct xml_element *element);
void fact_vml_image(struct walk *walk, const struct xml_element *element);
void fact_picture(struct walk *walk, const struct xml_element *element);
void fact_picture_end(struct walk *walk, struct frame *frame, size_t end);
void fact_described(struct walk *walk, const struct xml_element *element);
void fact_decorative(struct walk *walk, const struct xml_element *element);
void fact_image(struct walk *walk, const struct xml_element *element);

/* Counts one `fact` at text[text_begin, text_end) of `raw` (NULL: no paragraph), source range [begin, end). The first
 * one with readable text is where the fact points. */
void fact_note(struct walk *walk, enum fact fact, const struct raw *raw, size_t text_begin, size_t text_end,
               size_t begin, size_t end);
/* Adds who made a revision or comment, and when. */
void fact_author(struct walk *walk, enum fact fact, struct str author, struct str date);

/* Everything that wml_resolve needs beside the walk. */
struct wml_parts {
    struct source *main;
    struct styles *styles;       /* NULL: no such part */
    struct numbering *numbering; /* NULL: no such part */
    struct raw_list body, headers;
    struct str core_title, core_subject;
    size_t comments;        /* in the comments part */
    bool list_numbers_lost; /* bare document: w:numPr without definitions is still a list */
};

/* Appends the header or footer that was just read to `headers`, unless one with the same text is there already: `texts`
 * knows them. */
void wml_join_header(struct walk *walk, struct raw_list *headers, struct map *texts);

/* Makes the document: order, numbers, levels, lists, facts. NULL after a fatal diagnostic. */
struct wml_document *wml_resolve(struct walk *walk, const struct wml_parts *parts);

#endif
