/* Facts: revisions, comments and other things that are noticed on the way and that rules may ask for. */
#include "wml_walk.h"

void fact_note(struct walk *walk, enum fact fact, const struct raw *raw, size_t text_begin, size_t text_end,
               size_t begin, size_t end) {
    struct mark *mark = &walk->marks[fact];
    bool readable = raw != NULL && text_end > text_begin;
    if (mark->count++ != 0 && (mark->readable || !readable))
        return;
    mark->readable = readable;
    mark->raw = raw;
    mark->text_begin = text_begin;
    mark->text_end = text_end;
    mark->source = walk->source;
    mark->begin = begin;
    mark->end = end;
}

#define AUTHORS 8 /* more names help nobody */

void fact_author(struct walk *walk, enum fact fact, struct str author, struct str date) {
    struct mark *mark = &walk->marks[fact];
    struct str day = str_slice(date, 0, 10);
    if (day.len == 10 && (mark->first_date.len == 0 || str_compare(day, mark->first_date) < 0))
        mark->first_date = str_copy(walk->arena, day);
    if (day.len == 10 && (mark->last_date.len == 0 || str_compare(day, mark->last_date) > 0))
        mark->last_date = str_copy(walk->arena, day);
    author = str_trim(author);
    if (author.len == 0 || mark->authors.count == AUTHORS)
        return;
    for (size_t i = 0; i < mark->authors.count; i++) {
        if (str_equal(mark->authors.items[i], author))
            return;
    }
    *vec_add(walk->arena, &mark->authors) = str_copy(walk->arena, author);
}

static void add_author(struct walk *walk, enum fact fact, const struct xml_element *element) {
    fact_author(walk, fact, names_value(element, WORD_AUTHOR), names_value(element, WORD_DATE));
}

/* A revision that wraps runs begins: where, for its end. */
static void begin_revision(struct walk *walk, enum fact fact, const struct xml_element *element) {
    struct scope *scope = walk_scope(walk);
    walk_top(walk)->saved = scope->builder.len;
    add_author(walk, fact, element);
}

static void end_revision(struct walk *walk, enum fact fact, const struct frame *frame, size_t end) {
    struct scope *scope = walk_scope(walk);
    size_t length = scope->builder.len;
    fact_note(walk, fact, scope->open, frame->saved < length ? frame->saved : length, length, frame->begin, end);
}

/* The revisions that wrap runs: one start and one end function each. */
#define REVISION(name, fact)                                                                                           \
    void fact_##name(struct walk *walk, const struct xml_element *element) {                                           \
        begin_revision(walk, fact, element);                                                                           \
    }                                                                                                                  \
    void fact_##name##_end(struct walk *walk, struct frame *frame, size_t end) {                                       \
        end_revision(walk, fact, frame, end);                                                                          \
    }

REVISION(insert, FACT_INSERT)
REVISION(delete, FACT_DELETE)
REVISION(move_from, FACT_MOVE_FROM)
REVISION(move_to, FACT_MOVE)

/* A revision without text of its own: of a paragraph mark, a row, a property. */
static void note_element(struct walk *walk, enum fact fact, const struct xml_element *element) {
    struct scope *scope = walk_scope(walk);
    size_t at = scope->builder.len;
    add_author(walk, fact, element);
    fact_note(walk, fact, scope->open, at, at, element->begin, element->tag_end);
}

void fact_mark_insert(struct walk *walk, const struct xml_element *element) {
    note_element(walk, FACT_INSERT, element);
}

void fact_mark_delete(struct walk *walk, const struct xml_element *element) {
    note_element(walk, FACT_DELETE, element);
    walk_scope(walk)->open->mark_deleted = true;
}

void fact_mark_move_from(struct walk *walk, const struct xml_element *element) {
    note_element(walk, FACT_MOVE_FROM, element);
    walk_scope(walk)->open->mark_deleted = true;
}

void fact_mark_move_to(struct walk *walk, const struct xml_element *element) {
    note_element(walk, FACT_MOVE, element);
}

void fact_row_insert(struct walk *walk, const struct xml_element *element) {
    note_element(walk, FACT_INSERT, element);
}

void fact_row_delete(struct walk *walk, const struct xml_element *element) {
    note_element(walk, FACT_DELETE, element);
    /* Nothing more of the row or cell is read: open are the row, its properties, this element. */
    walk->frames[walk->frame_count - 3].context = AT_LEAF;
}

void fact_format(struct walk *walk, const struct xml_element *element) {
    note_element(walk, FACT_FORMAT, element);
}

/* Returns the directive whose comment an element of the text refers to, or NULL. */
static struct directive *find_directive(struct walk *walk, const struct xml_element *element) {
    struct str id = names_value(element, WORD_ID);
    for (size_t i = 0; i < walk->directives.count; i++) {
        if (str_equal(walk->directives.items[i].id, id))
            return &walk->directives.items[i];
    }
    return NULL;
}

/* A directive holds from where its range begins to the reference that follows the range, in any number of paragraphs;
 * without a range for the paragraph so far. It shows the text of the paragraph with the reference. */
static void open_directive(struct walk *walk, struct directive *directive, size_t begin) {
    struct scope *scope = walk_scope(walk);
    directive->mark = (struct mark){.count = 1, .raw = scope->open, .source = walk->source, .begin = begin};
    directive->mark.text_begin = directive->mark.text_end = scope->builder.len;
}

static void close_directive(struct walk *walk, struct directive *directive, size_t end) {
    struct scope *scope = walk_scope(walk);
    struct mark *mark = &directive->mark;
    size_t begin = scope->open->out.place.begin;
    if (mark->source != walk->source || mark->raw != scope->open)
        open_directive(walk, directive, mark->source == walk->source ? mark->begin : begin);
    if (mark->text_begin == scope->builder.len)
        mark->text_begin = 0;
    mark->end = end;
    mark->text_end = scope->builder.len;
    mark->readable = mark->text_end > mark->text_begin;
}

void fact_comment_start(struct walk *walk, const struct xml_element *element) {
    struct scope *scope = walk_scope(walk);
    struct directive *directive = find_directive(walk, element);
    if (directive != NULL) {
        open_directive(walk, directive, element->begin);
        return;
    }
    walk->comment_raw = scope->open;
    walk->comment_begin = scope->builder.len;
}

void fact_comment(struct walk *walk, const struct xml_element *element) {
    struct scope *scope = walk_scope(walk);
    struct directive *directive = find_directive(walk, element);
    size_t at = scope->builder.len;
    if (directive != NULL) {
        close_directive(walk, directive, element->begin);
        return;
    }
    bool ranged = walk->comment_raw == scope->open && walk->comment_begin < at;
    fact_note(walk, FACT_COMMENT, scope->open, ranged ? walk->comment_begin : at, at, element->begin, element->tag_end);
}

void fact_embedded(struct walk *walk, const struct xml_element *element) {
    const struct xml_attribute *id = names_attribute(element, SPACE_R, WORD_ID);
    if (id != NULL && walk->chunk != NULL && walk->chunk(walk->chunk_user, id->value, &walk_scope(walk)->list))
        return;
    note_element(walk, FACT_EMBEDDED, element);
    diag_add(walk->diags, "DOC122", source_place(walk->source, element->begin, element->tag_end));
}

void fact_sub_document(struct walk *walk, const struct xml_element *element) {
    note_element(walk, FACT_SUB_DOCUMENT, element);
}

void fact_object(struct walk *walk, const struct xml_element *element) {
    (void)element;
    walk_scope(walk)->open->out.object = true;
}

/* Pictures in the text need a description for those who do not see them; page headers and footers are not read aloud.
 */
void fact_picture(struct walk *walk, const struct xml_element *element) {
    enum story story = walk_scope(walk)->story;
    fact_object(walk, element);
    walk_top(walk)->picture = story == STORY_HEADER || story == STORY_FOOTER ? 0 : PICTURE_OPEN;
}

void fact_picture_end(struct walk *walk, struct frame *frame, size_t end) {
    struct scope *scope = walk_scope(walk);
    size_t at = scope->builder.len;
    (void)end;
    bool described = (frame->picture & PICTURE_DESCRIBED) != 0;
    if ((frame->picture & PICTURE_IMAGE) != 0)
        fact_note(walk, described ? FACT_DESCRIBED_PICTURE : FACT_PICTURE, scope->open, at, at, frame->begin,
                  frame->tag_end);
}

static void add_to_picture(struct walk *walk, enum picture bit) {
    for (size_t i = walk->frame_count; i-- > 0;) {
        if (walk->frames[i].picture == 0)
            continue;
        walk->frames[i].picture |= (uint8_t)bit;
        return;
    }
}

void fact_described(struct walk *walk, const struct xml_element *element) {
    bool described = !str_is_blank(names_value(element, WORD_DESCR)) || !str_is_blank(names_value(element, WORD_ALT));
    if (described)
        add_to_picture(walk, PICTURE_DESCRIBED);
}

/* The writer says that there is nothing to describe. */
void fact_decorative(struct walk *walk, const struct xml_element *element) {
    if (names_on(element))
        add_to_picture(walk, PICTURE_DESCRIBED);
}

void fact_image(struct walk *walk, const struct xml_element *element) {
    (void)element;
    add_to_picture(walk, PICTURE_IMAGE);
}

/* A horizontal rule has an element for its picture as well, which names none. */
void fact_vml_image(struct walk *walk, const struct xml_element *element) {
    if (names_attribute(element, SPACE_R, WORD_ID))
        add_to_picture(walk, PICTURE_IMAGE);
}

void fact_smart_art(struct walk *walk, const struct xml_element *element) {
    note_element(walk, FACT_SMART_ART, element);
}
