/* Blocks: streams of text, paragraphs and their properties, tables, content controls, text boxes, notes, sections. */
#include "wml_walk.h"

void list_join(struct raw_list *list, struct raw_list tail) {
    if (tail.first == NULL)
        return;
    if (list->last == NULL)
        list->first = tail.first;
    else
        list->last->next = tail.first;
    list->last = tail.last;
}

void scope_open(struct walk *walk, enum story story) {
    if (walk->scope_count == walk->scopes.count)
        *vec_add(walk->arena, &walk->scopes) = arena_new(walk->arena, struct scope);
    struct scope *scope = walk->scopes.items[walk->scope_count++];
    struct passage_builder builder = scope->builder; /* its work space is used again */
    *scope = (struct scope){.story = story, .tables = walk->tables.count, .fields = walk->fields.count};
    builder.arena = walk->source->arena;
    builder.source = walk->source;
    builder.len = builder.run_count = 0;
    scope->builder = builder;
}

static void add_bookmark(struct walk *walk, struct raw *raw, struct wml_bookmark bookmark) {
    struct wml_paragraph *out = &raw->out;
    out->bookmarks = vec_room(walk->arena, out->bookmarks, out->bookmark_count, &raw->bookmark_cap, sizeof(bookmark));
    out->bookmarks[out->bookmark_count++] = bookmark;
}

/* Ends a paragraph and puts it and the text boxes anchored in it on the list. */
static void finish(struct scope *scope, struct raw *raw) {
    raw->passage = passage_finish(&scope->builder);
    raw->out.passage = raw->passage;
    for (size_t i = 0; i < raw->out.field_count; i++) {
        if (raw->out.fields[i].end == SIZE_MAX)
            raw->out.fields[i].end = raw->passage->text.len; /* goes on in the next paragraph */
    }
    raw->out.bold = raw->any_bold && !raw->unbold;
    list_join(&scope->list, (struct raw_list){raw, raw});
    list_join(&scope->list, raw->boxes);
}

/* A paragraph whose deleted mark has nothing to join stays as it is. */
static void finish_joining(struct scope *scope) {
    if (scope->joining != NULL)
        finish(scope, scope->joining);
    scope->joining = NULL;
}

struct raw_list scope_close(struct walk *walk) {
    struct scope *scope = walk_scope(walk);
    finish_joining(scope);
    field_close_all(walk, scope);
    struct raw *last = scope->list.last;
    for (size_t i = 0; last != NULL && i < scope->bookmarks.count; i++) {
        struct wml_bookmark bookmark = scope->bookmarks.items[i];
        bookmark.offset = last->passage->text.len;
        add_bookmark(walk, last, bookmark);
    }
    walk->tables.count = scope->tables;
    walk->scope_count--;
    return scope->list;
}

static struct table *open_table(struct walk *walk) {
    return walk->tables.count == walk_scope(walk)->tables ? NULL : &walk->tables.items[walk->tables.count - 1];
}

static struct wml_cell cell_here(struct walk *walk) {
    const struct table *table = open_table(walk);
    if (table == NULL || table->rows == 0)
        return (struct wml_cell){0};
    return (struct wml_cell){.table = table->number,
                             .row = table->rows - 1,
                             .column = table->column,
                             .header_row = table->header || table->rows == 1,
                             .continued = table->continued};
}

void block_paragraph(struct walk *walk, const struct xml_element *element) {
    struct scope *scope = walk_scope(walk);
    struct raw *raw = scope->joining;
    scope->joining = NULL;
    if (raw == NULL) {
        raw = arena_new(walk->arena, struct raw);
        raw->out.place.begin = element->begin;
        walk->paragraph_count++;
    }
    /* Of paragraphs that are joined the last one's properties count (ECMA-376 part 1, 17.13.5.15). */
    raw->outline = raw->num_id = raw->ilvl = -1;
    raw->left = raw->hanging = INDENT_UNSET;
    raw->mark_deleted = false;
    raw->style = walk->styles == NULL ? NULL : styles_default(walk->styles);
    raw->out.style_id = (struct str){NULL, 0};
    raw->out.story = scope->story;
    raw->out.cell = cell_here(walk);
    raw->out.control_tag = walk->control_tag;
    raw->toc_control = walk->toc_controls != 0;
    raw->out.toc = raw->toc_control || scope->toc_fields != 0;
    raw->out.page_break |= scope->section_break;
    scope->section_break = false;
    scope->open = raw;
    for (size_t i = 0; i < scope->bookmarks.count; i++) {
        scope->bookmarks.items[i].offset = scope->builder.len;
        add_bookmark(walk, raw, scope->bookmarks.items[i]);
    }
    scope->bookmarks.count = 0;
}

void block_paragraph_end(struct walk *walk, struct frame *frame, size_t end) {
    struct scope *scope = walk_scope(walk);
    struct raw *raw = scope->open;
    (void)frame;
    scope->open = NULL;
    raw->out.place.source = walk->source;
    raw->out.place.end = end;
    if (raw->mark_deleted)
        scope->joining = raw;
    else
        finish(scope, raw);
}

void block_style(struct walk *walk, const struct xml_element *element) {
    struct raw *raw = walk_scope(walk)->open;
    struct str id = names_value(element, WORD_VAL);
    const struct style *style = walk->styles == NULL ? NULL : styles_find(walk->styles, STYLE_PARAGRAPH, id);
    raw->style = style;
    raw->out.style_id = style != NULL ? style->id : str_copy(walk->arena, id);
}

void block_outline(struct walk *walk, const struct xml_element *element) {
    walk_scope(walk)->open->outline = names_number(element, WORD_VAL, -1);
}

void block_num_id(struct walk *walk, const struct xml_element *element) {
    walk_scope(walk)->open->num_id = names_number(element, WORD_VAL, -1);
}

void block_ilvl(struct walk *walk, const struct xml_element *element) {
    walk_scope(walk)->open->ilvl = names_number(element, WORD_VAL, -1);
}

void block_indent(struct walk *walk, const struct xml_element *element) {
    struct raw *raw = walk_scope(walk)->open;
    long left = names_number(element, WORD_LEFT, INDENT_UNSET);
    raw->left = left != INDENT_UNSET ? left : names_number(element, WORD_START, INDENT_UNSET);
    raw->hanging = names_number(element, WORD_HANGING, INDENT_UNSET);
}

void block_page_break(struct walk *walk, const struct xml_element *element) {
    if (names_on(element))
        walk_scope(walk)->open->out.page_break = true;
}

void block_table(struct walk *walk, const struct xml_element *element) {
    struct scope *scope = walk_scope(walk);
    finish_joining(scope);
    *vec_add(walk->arena, &walk->tables) = (struct table){.number = ++walk->table_count,
                                                          .begin = element->begin,
                                                          .tag_end = element->tag_end,
                                                          .before = scope->list.last};
}

void block_table_end(struct walk *walk, struct frame *frame, size_t end) {
    struct scope *scope = walk_scope(walk);
    const struct table *table = open_table(walk);
    (void)frame, (void)end;
    finish_joining(scope);
    if (table == NULL)
        return;
    const struct raw *first = table->before == NULL ? scope->list.first : table->before->next;
    bool body = scope->story != STORY_HEADER && scope->story != STORY_FOOTER;
    /* One row or one column is layout. */
    if (body && table->rows > 1 && table->columns > 1 && !table->any_header)
        fact_note(walk, FACT_TABLE, first, 0, first == NULL ? 0 : first->passage->text.len, table->begin,
                  table->tag_end);
    walk->tables.count--;
}

void block_row(struct walk *walk, const struct xml_element *element) {
    struct table *table = open_table(walk);
    (void)element;
    if (table == NULL)
        return;
    table->rows++;
    table->column = 0;
    table->header = false;
}

void block_cell(struct walk *walk, const struct xml_element *element) {
    struct table *table = open_table(walk);
    (void)element;
    finish_joining(walk_scope(walk));
    if (table == NULL)
        return;
    table->span = 1;
    table->continued = false;
}

void block_cell_end(struct walk *walk, struct frame *frame, size_t end) {
    struct table *table = open_table(walk);
    (void)frame, (void)end;
    finish_joining(walk_scope(walk));
    if (table != NULL)
        table->column += table->span;
    if (table != NULL && table->column > table->columns)
        table->columns = table->column;
}

/* More columns than Word allows say nothing; bounded so that sums stay small. */
static size_t columns(const struct xml_element *element, size_t otherwise) {
    long count = names_number(element, WORD_VAL, -1);
    return count < 0 || count > 1024 ? otherwise : (size_t)count;
}

void block_grid_before(struct walk *walk, const struct xml_element *element) {
    struct table *table = open_table(walk);
    if (table != NULL)
        table->column = columns(element, 0);
}

void block_header_row(struct walk *walk, const struct xml_element *element) {
    struct table *table = open_table(walk);
    if (table == NULL)
        return;
    table->header = names_on(element);
    table->any_header |= table->header;
}

void block_span(struct walk *walk, const struct xml_element *element) {
    struct table *table = open_table(walk);
    size_t span = columns(element, 1);
    if (table != NULL)
        table->span = span == 0 ? 1 : span;
}

void block_merge(struct walk *walk, const struct xml_element *element) {
    struct table *table = open_table(walk);
    struct str value = names_value(element, WORD_VAL);
    if (table != NULL)
        table->continued = value.len == 0 || str_is(value, "continue");
}

void block_control(struct walk *walk, const struct xml_element *element) {
    (void)element;
    walk_top(walk)->saved_str = walk->control_tag;
    walk_top(walk)->saved = walk->toc_controls;
}

void block_control_end(struct walk *walk, struct frame *frame, size_t end) {
    (void)end;
    walk->control_tag = frame->saved_str;
    walk->toc_controls = frame->saved;
}

void block_tag(struct walk *walk, const struct xml_element *element) {
    walk->control_tag = str_copy(walk->arena, names_value(element, WORD_VAL));
}

/* A control around the words of a paragraph: one for planlint says what the paragraph is. */
void block_inline_tag(struct walk *walk, const struct xml_element *element) {
    struct raw *open = walk_scope(walk)->open;
    struct str tag = names_value(element, WORD_VAL);
    if (str_starts(tag, STR("planlint:")))
        open->out.control_tag = str_copy(walk->arena, tag);
}

/* What is bound to an XML part is written anew from it when Word opens the document (ECMA-376 part 1, 17.5.2.6). */
void block_binding(struct walk *walk, const struct xml_element *element) {
    (void)element;
    walk->frames[walk->frame_count - 3].derived = true; /* the w:sdt around the w:sdtPr around this */
}

void block_gallery(struct walk *walk, const struct xml_element *element) {
    if (str_is(names_value(element, WORD_VAL), "Table of Contents"))
        walk->toc_controls++;
}

void block_text_box(struct walk *walk, const struct xml_element *element) {
    const struct scope *anchor = walk_scope(walk);
    (void)element;
    scope_open(walk, anchor->story == STORY_BODY ? STORY_TEXTBOX : anchor->story);
}

void block_text_box_end(struct walk *walk, struct frame *frame, size_t end) {
    struct raw_list list = scope_close(walk);
    struct scope *anchor = walk_scope(walk);
    fact_note(walk, FACT_TEXT_BOX, list.first, 0, list.first == NULL ? 0 : list.first->passage->text.len, frame->begin,
              end);
    list_join(&anchor->open->boxes, list);
}

void block_note(struct walk *walk, const struct xml_element *element) {
    struct note_text *note = vec_add(walk->arena, &walk->notes);
    note->story = walk->story;
    note->id = names_number(element, WORD_ID, -1);
    /* Separators and continuation notices are furniture, not notes. */
    struct str type = names_value(element, WORD_TYPE);
    note->used = type.len != 0 && !str_is(type, "normal");
    scope_open(walk, walk->story);
}

void block_note_end(struct walk *walk, struct frame *frame, size_t end) {
    (void)frame, (void)end;
    walk->notes.items[walk->notes.count - 1].list = scope_close(walk);
}

void block_section(struct walk *walk, const struct xml_element *element) {
    struct scope *scope = walk_scope(walk);
    (void)element;
    scope->section_break = true;
    scope->open->ends_section = true;
}

void block_section_type(struct walk *walk, const struct xml_element *element) {
    /* The type is that of the section that ends here; a following continuous section would say so in its own w:sectPr,
     * which is not read yet. The common case is a document in one style throughout. */
    if (str_is(names_value(element, WORD_VAL), "continuous"))
        walk_scope(walk)->section_break = false;
}

void block_header(struct walk *walk, const struct xml_element *element) {
    const struct xml_attribute *id = names_attribute(element, SPACE_R, WORD_ID);
    if (id != NULL)
        *vec_add(walk->arena, &walk->headers) = str_copy(walk->arena, id->value);
}

void block_bookmark(struct walk *walk, const struct xml_element *element) {
    const struct xml_attribute *name = names_attribute(element, SPACE_W, WORD_NAME);
    if (name == NULL)
        return;
    struct scope *scope = walk_scope(walk);
    struct wml_bookmark bookmark = {.offset = scope->builder.len,
                                    .name = str_copy(walk->arena, name->value),
                                    .place = source_place(walk->source, name->begin, name->end)};
    if (scope->open != NULL)
        add_bookmark(walk, scope->open, bookmark);
    else
        *vec_add(walk->arena, &scope->bookmarks) = bookmark;
}
