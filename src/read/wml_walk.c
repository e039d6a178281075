#include "wml_walk.h"

#include <assert.h>

/* STEP(context, space, word, context of the content, start, end): what is read; all else is skipped with its content
 * (notes on docx, section 5: "all descendant w:t" is wrong). */
#define STEPS(STEP)                                                                                                    \
    STEP(ROOT, W, DOCUMENT, ROOT, NULL, NULL)                                                                          \
    STEP(ROOT, W, BODY, BLOCK, NULL, NULL)                                                                             \
    STEP(ROOT, W, HDR, BLOCK, NULL, NULL)                                                                              \
    STEP(ROOT, W, FTR, BLOCK, NULL, NULL)                                                                              \
    STEP(ROOT, W, FOOTNOTES, NOTES, NULL, NULL)                                                                        \
    STEP(ROOT, W, ENDNOTES, NOTES, NULL, NULL)                                                                         \
    STEP(NOTES, W, FOOTNOTE, BLOCK, block_note, block_note_end)                                                        \
    STEP(NOTES, W, ENDNOTE, BLOCK, block_note, block_note_end)                                                         \
    STEP(BLOCK, W, P, INLINE, block_paragraph, block_paragraph_end)                                                    \
    STEP(BLOCK, W, TBL, BLOCK, block_table, block_table_end)                                                           \
    STEP(BLOCK, W, TR, BLOCK, block_row, NULL)                                                                         \
    STEP(BLOCK, W, TC, BLOCK, block_cell, block_cell_end)                                                              \
    STEP(BLOCK, W, TBL_PR, LEAF, NULL, NULL)                                                                           \
    STEP(BLOCK, W, TR_PR, TR_PR, NULL, NULL)                                                                           \
    STEP(BLOCK, W, TC_PR, TC_PR, NULL, NULL)                                                                           \
    STEP(BLOCK, W, SDT, BLOCK, block_control, block_control_end)                                                       \
    STEP(BLOCK, W, SDT_PR, SDT_PR, NULL, NULL)                                                                         \
    STEP(BLOCK, W, SDT_CONTENT, BLOCK, NULL, NULL)                                                                     \
    STEP(BLOCK, W, CUSTOM_XML, BLOCK, NULL, NULL)                                                                      \
    STEP(BLOCK, W, SMART_TAG, BLOCK, NULL, NULL)                                                                       \
    STEP(BLOCK, W, INS, BLOCK, fact_insert, fact_insert_end)                                                           \
    STEP(BLOCK, W, MOVE_TO, BLOCK, fact_move_to, fact_move_to_end)                                                     \
    STEP(BLOCK, W, DEL, LEAF, fact_delete, fact_delete_end)                                                            \
    STEP(BLOCK, W, MOVE_FROM, LEAF, fact_move_from, fact_move_from_end)                                                \
    STEP(BLOCK, W, ALT_CHUNK, LEAF, fact_embedded, NULL)                                                               \
    STEP(BLOCK, W, SUB_DOC, LEAF, fact_sub_document, NULL)                                                             \
    STEP(BLOCK, W, SECT_PR, SECT_PR, NULL, NULL)                                                                       \
    STEP(BLOCK, W, BOOKMARK_START, LEAF, block_bookmark, NULL)                                                         \
    STEP(BLOCK, W, COMMENT_RANGE_START, LEAF, fact_comment_start, NULL)                                                \
    STEP(INLINE, W, P_PR, P_PR, NULL, NULL)                                                                            \
    STEP(INLINE, W, R, RUN, text_run, NULL)                                                                            \
    STEP(INLINE, W, HYPERLINK, INLINE, text_link, text_link_end)                                                       \
    STEP(INLINE, W, FLD_SIMPLE, INLINE, field_simple, field_simple_end)                                                \
    STEP(INLINE, W, INS, INLINE, fact_insert, fact_insert_end)                                                         \
    STEP(INLINE, W, MOVE_TO, INLINE, fact_move_to, fact_move_to_end)                                                   \
    STEP(INLINE, W, DEL, LEAF, fact_delete, fact_delete_end)                                                           \
    STEP(INLINE, W, MOVE_FROM, LEAF, fact_move_from, fact_move_from_end)                                               \
    STEP(INLINE, W, SMART_TAG, INLINE, NULL, NULL)                                                                     \
    STEP(INLINE, W, CUSTOM_XML, INLINE, NULL, NULL)                                                                    \
    STEP(INLINE, W, SDT, INLINE, NULL, NULL)                                                                           \
    STEP(INLINE, W, SDT_PR, BINDING, NULL, NULL)                                                                       \
    STEP(INLINE, W, SDT_CONTENT, INLINE, NULL, NULL)                                                                   \
    STEP(INLINE, W, DIR, INLINE, NULL, NULL)                                                                           \
    STEP(INLINE, W, BDO, INLINE, NULL, NULL)                                                                           \
    STEP(INLINE, M, O_MATH, MATH, text_run, NULL)                                                                      \
    STEP(INLINE, M, O_MATH_PARA, MATH, text_run, NULL)                                                                 \
    STEP(INLINE, W, SUB_DOC, LEAF, fact_sub_document, NULL)                                                            \
    STEP(INLINE, W, BOOKMARK_START, LEAF, block_bookmark, NULL)                                                        \
    STEP(INLINE, W, COMMENT_RANGE_START, LEAF, fact_comment_start, NULL)                                               \
    STEP(P_PR, W, P_STYLE, LEAF, block_style, NULL)                                                                    \
    STEP(P_PR, W, OUTLINE_LVL, LEAF, block_outline, NULL)                                                              \
    STEP(P_PR, W, NUM_PR, NUM_PR, NULL, NULL)                                                                          \
    STEP(P_PR, W, IND, LEAF, block_indent, NULL)                                                                       \
    STEP(P_PR, W, PAGE_BREAK_BEFORE, LEAF, block_page_break, NULL)                                                     \
    STEP(P_PR, W, R_PR, MARK, NULL, NULL)                                                                              \
    STEP(P_PR, W, SECT_PR, SECT_PR, block_section, NULL)                                                               \
    STEP(P_PR, W, P_PR_CHANGE, LEAF, fact_format, NULL)                                                                \
    STEP(NUM_PR, W, NUM_ID, LEAF, block_num_id, NULL)                                                                  \
    STEP(NUM_PR, W, ILVL, LEAF, block_ilvl, NULL)                                                                      \
    STEP(NUM_PR, W, NUMBERING_CHANGE, LEAF, fact_format, NULL)                                                         \
    STEP(NUM_PR, W, INS, LEAF, fact_format, NULL)                                                                      \
    STEP(MARK, W, INS, LEAF, fact_mark_insert, NULL)                                                                   \
    STEP(MARK, W, DEL, LEAF, fact_mark_delete, NULL)                                                                   \
    STEP(MARK, W, MOVE_FROM, LEAF, fact_mark_move_from, NULL)                                                          \
    STEP(MARK, W, MOVE_TO, LEAF, fact_mark_move_to, NULL)                                                              \
    STEP(MARK, W, R_PR_CHANGE, LEAF, fact_format, NULL)                                                                \
    STEP(SECT_PR, W, TYPE, LEAF, block_section_type, NULL)                                                             \
    STEP(SECT_PR, W, HEADER_REFERENCE, LEAF, block_header, NULL)                                                       \
    STEP(SECT_PR, W, FOOTER_REFERENCE, LEAF, block_header, NULL)                                                       \
    STEP(SECT_PR, W, SECT_PR_CHANGE, LEAF, fact_format, NULL)                                                          \
    STEP(TR_PR, W, INS, LEAF, fact_row_insert, NULL)                                                                   \
    STEP(TR_PR, W, DEL, LEAF, fact_row_delete, NULL)                                                                   \
    STEP(TR_PR, W, TBL_HEADER, LEAF, block_header_row, NULL)                                                           \
    STEP(TR_PR, W, GRID_BEFORE, LEAF, block_grid_before, NULL)                                                         \
    STEP(TR_PR, W, TR_PR_CHANGE, LEAF, fact_format, NULL)                                                              \
    STEP(TC_PR, W, GRID_SPAN, LEAF, block_span, NULL)                                                                  \
    STEP(TC_PR, W, V_MERGE, LEAF, block_merge, NULL)                                                                   \
    STEP(TC_PR, W, CELL_INS, LEAF, fact_row_insert, NULL)                                                              \
    STEP(TC_PR, W, CELL_DEL, LEAF, fact_row_delete, NULL)                                                              \
    STEP(TC_PR, W, TC_PR_CHANGE, LEAF, fact_format, NULL)                                                              \
    STEP(BINDING, W, TAG, LEAF, block_inline_tag, NULL)                                                                \
    STEP(BINDING, W, DATA_BINDING, LEAF, block_binding, NULL)                                                          \
    STEP(SDT_PR, W, DATA_BINDING, LEAF, block_binding, NULL)                                                           \
    STEP(SDT_PR, W, TAG, LEAF, block_tag, NULL)                                                                        \
    STEP(SDT_PR, W, DOC_PART_OBJ, SDT_PR, NULL, NULL)                                                                  \
    STEP(SDT_PR, W, DOC_PART_LIST, SDT_PR, NULL, NULL)                                                                 \
    STEP(SDT_PR, W, DOC_PART_GALLERY, LEAF, block_gallery, NULL)                                                       \
    STEP(RUN, W, T, TEXT, NULL, NULL)                                                                                  \
    STEP(RUN, W, R_PR, R_PR, NULL, NULL)                                                                               \
    STEP(RUN, W, TAB, LEAF, text_tab, NULL)                                                                            \
    STEP(RUN, W, PTAB, LEAF, text_tab, NULL)                                                                           \
    STEP(RUN, W, BR, LEAF, text_break, NULL)                                                                           \
    STEP(RUN, W, CR, LEAF, text_break, NULL)                                                                           \
    STEP(RUN, W, NO_BREAK_HYPHEN, LEAF, text_no_break_hyphen, NULL)                                                    \
    STEP(RUN, W, SOFT_HYPHEN, LEAF, text_soft_hyphen, NULL)                                                            \
    STEP(RUN, W, SYM, LEAF, text_symbol, NULL)                                                                         \
    STEP(RUN, W, FLD_CHAR, LEAF, field_char, NULL)                                                                     \
    STEP(RUN, W, INSTR_TEXT, CODE, NULL, NULL)                                                                         \
    STEP(RUN, W, FOOTNOTE_REFERENCE, LEAF, text_note, NULL)                                                            \
    STEP(RUN, W, ENDNOTE_REFERENCE, LEAF, text_note, NULL)                                                             \
    STEP(RUN, W, COMMENT_REFERENCE, LEAF, fact_comment, NULL)                                                          \
    STEP(RUN, W, DRAWING, OBJECT, fact_picture, fact_picture_end)                                                      \
    STEP(RUN, W, PICT, OBJECT, fact_picture, fact_picture_end)                                                         \
    STEP(RUN, W, OBJECT, OBJECT, fact_object, NULL)                                                                    \
    STEP(RUN, W, RUBY, RUBY, NULL, NULL)                                                                               \
    STEP(RUBY, W, RUBY_BASE, INLINE, NULL, NULL)                                                                       \
    STEP(R_PR, W, VANISH, LEAF, text_vanish, NULL)                                                                     \
    STEP(R_PR, W, B, LEAF, text_bold, NULL)                                                                            \
    STEP(R_PR, W, LANG, LEAF, text_language, NULL)                                                                     \
    STEP(R_PR, W, R_STYLE, LEAF, text_style, NULL)                                                                     \
    STEP(R_PR, W, R_FONTS, LEAF, text_fonts, NULL)                                                                     \
    STEP(R_PR, W, R_PR_CHANGE, LEAF, fact_format, NULL)                                                                \
    STEP(OBJECT, W, TXBX_CONTENT, BLOCK, block_text_box, block_text_box_end)                                           \
    STEP(OBJECT, WP, DOC_PR, OBJECT, fact_described, NULL)                                                             \
    STEP(OBJECT, PIC, C_NV_PR, OBJECT, fact_described, NULL)                                                           \
    STEP(OBJECT, V, SHAPE, OBJECT, fact_described, NULL)                                                               \
    STEP(OBJECT, DECORATIVE, DECORATIVE, LEAF, fact_decorative, NULL)                                                  \
    STEP(OBJECT, A, BLIP, OBJECT, fact_image, NULL)                                                                    \
    STEP(OBJECT, V, IMAGE_DATA, LEAF, fact_vml_image, NULL)                                                            \
    STEP(OBJECT, DGM, REL_IDS, LEAF, fact_smart_art, NULL)                                                             \
    STEP(MATH, M, T, TEXT, NULL, NULL)                                                                                 \
    STEP(MATH, W, DEL, LEAF, fact_delete, fact_delete_end)                                                             \
    STEP(MATH, W, MOVE_FROM, LEAF, fact_move_from, fact_move_from_end)                                                 \
    STEP(MATH, W, R_PR, LEAF, NULL, NULL)

enum step_index {
    STEP_NONE,
    STEP_OPEN, /* an element without a row in a context that is open: AT_OBJECT, AT_MATH */
#define STEP(context, space, word, next, start, end) STEP_##context##_##word,
    STEPS(STEP)
#undef STEP
        STEP_COUNT
};

/* Every step has its own number in one byte. */
_Static_assert(STEP_COUNT <= UINT8_MAX, "too many steps");

static const struct {
    enum space space;
    enum context next;
    void (*start)(struct walk *walk, const struct xml_element *element);
    void (*end)(struct walk *walk, struct frame *frame, size_t end);
} steps[STEP_COUNT] = {
#define STEP(context, space, word, next, start, end) [STEP_##context##_##word] = {SPACE_##space, AT_##next, start, end},
    STEPS(STEP)
#undef STEP
};

static const uint8_t step_at[CONTEXTS][WORD_COUNT] = {
#define STEP(context, space, word, next, start, end) [AT_##context][WORD_##word] = STEP_##context##_##word,
    STEPS(STEP)
#undef STEP
};

struct scope *walk_scope(struct walk *walk) {
    return walk->scopes.items[walk->scope_count - 1];
}

struct frame *walk_top(struct walk *walk) {
    return walk->frame_count == 0 ? NULL : &walk->frames[walk->frame_count - 1];
}

static struct frame *push(struct walk *walk, const struct xml_element *element, enum context context) {
    const struct frame *parent = walk_top(walk);
    bool derived = parent != NULL && parent->derived;
    bool preserve = parent != NULL && parent->preserve;
    const struct xml_attribute *space = names_attribute(element, SPACE_XML, WORD_SPACE);
    walk->frames = vec_room(walk->arena, walk->frames, walk->frame_count, &walk->frame_capacity, sizeof(*walk->frames));
    struct frame *frame = &walk->frames[walk->frame_count++];
    *frame = (struct frame){.context = (uint8_t)context,
                            .preserve = space == NULL ? preserve : str_is(space->value, "preserve"),
                            .derived = derived || context == AT_ALTERNATE, /* the other branch has the text too */
                            .begin = element->begin,
                            .tag_end = element->tag_end};
    return frame;
}

/* Returns whether all namespaces of mc:Requires are understood (ECMA-376 part 3, 9.3). */
static bool is_understood(struct xml_parse *parse, const struct xml_element *element) {
    const struct xml_attribute *requires = names_attribute(element, SPACE_NONE, WORD_REQUIRES);
    if (requires == NULL)
        return false;
    struct str rest = requires->value;
    bool any = false;
    while (rest.data != NULL) {
        struct str prefix = str_trim(str_cut(&rest, ' '));
        if (prefix.len == 0)
            continue;
        any = true;
        if (!names_understood(xml_prefix(parse, prefix)))
            return false;
    }
    return any;
}

/* Of mc:AlternateContent the first branch that is understood is read, wherever it stands. */
static void start_alternate(struct walk *walk, struct xml_parse *parse, const struct xml_element *element,
                            struct frame *parent) {
    bool choice = element->token == WORD_CHOICE && element->ns_token == SPACE_MC && is_understood(parse, element);
    bool fallback = element->token == WORD_FALLBACK && element->ns_token == SPACE_MC;
    if (parent->chosen || (!choice && !fallback)) {
        walk->skip = 1;
        return;
    }
    parent->chosen = true;
    enum context inner = (enum context)parent->inner;
    push(walk, element, inner)->step = STEP_OPEN;
}

/* mc:ProcessContent="v2:row v3:*" (ECMA-376 part 3, 9.2). Real ones stand at the root. */
static void read_transparent(struct walk *walk, struct xml_parse *parse, const struct xml_element *root) {
    const struct xml_attribute *attribute = names_attribute(root, SPACE_MC, WORD_PROCESS_CONTENT);
    walk->transparent.count = 0;
    for (struct str rest = attribute ? attribute->value : (struct str){NULL, 0}; rest.data != NULL;) {
        struct str name = str_cut(&rest, ' '), prefix = str_cut(&name, ':');
        const char *ns = name.len == 0 ? NULL : xml_prefix(parse, prefix);
        if (ns != NULL)
            *vec_add(walk->arena, &walk->transparent) = (struct transparent){ns, str_copy(walk->arena, name)};
    }
}

static bool is_transparent(const struct walk *walk, const struct xml_element *element) {
    for (size_t i = 0; i < walk->transparent.count; i++) {
        const struct transparent *row = &walk->transparent.items[i];
        if (row->ns == element->ns && (str_is(row->name, "*") || str_is(row->name, element->name)))
            return true;
    }
    return false;
}

static void refuse_memory(struct walk *walk, struct xml_parse *parse, size_t at) {
    struct diag *diag = diag_fail(walk->diags, "DOC108", source_place(walk->source, at, at));
    diag_arg_number(walk->diags, diag, "maximum", walk->limits->value[LIMIT_MEMORY_RATIO]);
    xml_stop(parse);
}

static void start(void *user, struct xml_parse *parse, const struct xml_element *element) {
    struct walk *walk = user;
    if (walk->skip != 0) {
        walk->skip++;
        return;
    }
    struct frame *parent = walk_top(walk);
    enum context context = parent == NULL ? AT_ROOT : (enum context)parent->context;
    if (parent == NULL)
        read_transparent(walk, parse, element);
    if (context == AT_ALTERNATE) {
        start_alternate(walk, parse, element, parent);
        return;
    }
    if (element->token == WORD_ALTERNATE_CONTENT && element->ns_token == SPACE_MC) {
        push(walk, element, AT_ALTERNATE)->inner = (uint8_t)context;
        return;
    }
    uint8_t step = step_at[context][element->token];
    if (step != STEP_NONE && (int)steps[step].space == element->ns_token) {
        push(walk, element, steps[step].next)->step = step;
        if (steps[step].start != NULL)
            steps[step].start(walk, element);
        if (!limits_allow(walk->limits, walk->read, walk->paragraph_count * LIMIT_PARAGRAPH))
            refuse_memory(walk, parse, element->begin);
        return;
    }
    /* Drawings and formulas are searched, whatever wraps the text in them; what the writer calls transparent is. */
    if (context == AT_OBJECT || context == AT_MATH || is_transparent(walk, element))
        push(walk, element, context)->step = STEP_OPEN;
    else
        walk->skip = 1;
}

static void end(void *user, struct xml_parse *parse, const struct xml_element *element, size_t begin, size_t stop) {
    struct walk *walk = user;
    (void)parse, (void)begin, (void)element;
    if (walk->skip != 0) {
        walk->skip--;
        return;
    }
    struct frame *frame = walk_top(walk);
    assert(frame != NULL); /* every start that was not skipped pushed one */
    if (steps[frame->step].end != NULL)
        steps[frame->step].end(walk, frame, stop);
    walk->frame_count--;
}

static void text(void *user, struct xml_parse *parse, size_t begin, size_t stop, bool cdata) {
    struct walk *walk = user;
    (void)parse;
    if (walk->skip != 0 || walk->frame_count == 0)
        return;
    enum context context = (enum context)walk_top(walk)->context;
    if (context == AT_TEXT)
        text_add(walk, begin, stop, cdata);
    else if (context == AT_CODE)
        field_code(walk, begin, stop, cdata);
}

const struct xml_handler walk_handler = {
    .words = wml_words, .spaces = wml_spaces, .start = start, .end = end, .text = text};

struct walk *walk_create(struct arena *arena, const struct limits *limits, struct diag_list *diags) {
    struct walk *walk = arena_new(arena, struct walk);
    walk->arena = arena;
    walk->limits = limits;
    walk->diags = diags;
    walk->codes = buf_in(arena);
    walk->hidden = buf_in(arena);
    return walk;
}

void walk_begin(struct walk *walk, struct source *source, enum story story, const struct package_link *links,
                size_t link_count) {
    walk->read += walk->source != source ? source->text.len : 0;
    walk->source = source;
    walk->story = story;
    walk->links = links;
    walk->link_count = link_count;
    walk->link_by_id = NULL;
    walk->frame_count = walk->skip = 0;
    walk->scope_count = 0;
    walk->tables.count = walk->fields.count = 0;
    walk->codes.len = 0;
    walk->control_tag = (struct str){NULL, 0};
    walk->toc_controls = 0;
    walk->comment_raw = NULL;
    scope_open(walk, story);
}

void walk_end(struct walk *walk) {
    walk->list = scope_close(walk);
}
