#include "wml_chunk.h"

/* What an element does to the text in it; an element that is not here is inline. */
enum role { ROLE_NONE, ROOT, SKIPPED, BLOCK, HEADING, LIST, ITEM, TABLE, ROW, CELL, BREAK, BOLD, LINK, HREF };

/* Tokens: the role, and for headings the level above it. */
#define LEVEL(level) (HEADING | (level) << 8)

static const struct xml_word words[] = {
    {"a", LINK},           {"address", BLOCK}, {"article", BLOCK},    {"aside", BLOCK},   {"b", BOLD},
    {"blockquote", BLOCK}, {"body", BLOCK},    {"br", BREAK},         {"caption", BLOCK}, {"center", BLOCK},
    {"dd", BLOCK},         {"div", BLOCK},     {"dl", BLOCK},         {"dt", BLOCK},      {"figcaption", BLOCK},
    {"figure", BLOCK},     {"footer", BLOCK},  {"form", BLOCK},       {"h1", LEVEL(1)},   {"h2", LEVEL(2)},
    {"h3", LEVEL(3)},      {"h4", LEVEL(4)},   {"h5", LEVEL(5)},      {"h6", LEVEL(6)},   {"head", SKIPPED},
    {"header", BLOCK},     {"hr", BLOCK},      {"href", HREF},        {"html", ROOT},     {"li", ITEM},
    {"main", BLOCK},       {"nav", BLOCK},     {"ol", LIST},          {"p", BLOCK},       {"pre", BLOCK},
    {"script", SKIPPED},   {"section", BLOCK}, {"strong", BOLD},      {"style", SKIPPED}, {"svg", SKIPPED},
    {"table", TABLE},      {"td", CELL},       {"template", SKIPPED}, {"th", CELL},       {"tr", ROW},
    {"ul", LIST},          {NULL, 0},
};

static const struct xml_word spaces[] = {{NULL, 0}};

/* White space or a line break that is text only when more text follows in the paragraph. */
struct pending {
    size_t begin, end;
    bool line;
};

struct chunk {
    struct walk *walk;
    struct source *source;
    struct raw_list list;
    struct raw *open;
    struct passage_builder builder;
    struct pending pending;
    size_t depth, skip;         /* open elements; those inside a skipped one */
    size_t lists, bold, tables; /* open elements of these roles */
    unsigned level;             /* of the open heading */
    bool ordered, fresh, item;  /* fresh: the item has no paragraph yet */
    struct wml_cell cell;
    struct str href; /* of the open link */
    struct place href_place;
    size_t link_begin;
    bool html;
};

static void open_paragraph(struct chunk *chunk, size_t begin) {
    struct walk *walk = chunk->walk;
    struct raw *raw = arena_new(walk->arena, struct raw);
    struct wml_paragraph *out = &raw->out;
    walk->paragraph_count++;
    raw->outline = chunk->level == 0 ? -1 : (long)chunk->level - 1;
    raw->num_id = raw->ilvl = -1;
    raw->left = raw->hanging = INDENT_UNSET;
    raw->style = walk->styles == NULL ? NULL : styles_default(walk->styles);
    out->place.source = chunk->source;
    out->place.begin = begin;
    out->story = walk_scope(walk)->story;
    out->cell = chunk->cell;
    if (chunk->item && chunk->level == 0) {
        enum list_form first = chunk->ordered ? LIST_NUMBER : LIST_BULLET;
        out->list = chunk->fresh ? first : LIST_CONTINUATION;
        out->list_level = chunk->lists > 1 ? (unsigned)chunk->lists - 1 : 0;
    }
    chunk->fresh = false;
    chunk->open = raw;
    chunk->link_begin = 0;
}

static void end_link(struct chunk *chunk) {
    struct raw *raw = chunk->open;
    if (chunk->href.data == NULL || raw == NULL || chunk->link_begin >= chunk->builder.len)
        return;
    struct wml_paragraph *out = &raw->out;
    out->links = vec_room(chunk->walk->arena, out->links, out->link_count, &raw->link_cap, sizeof(*out->links));
    out->links[out->link_count++] = (struct wml_link){.begin = chunk->link_begin,
                                                      .end = chunk->builder.len,
                                                      .target = chunk->href,
                                                      .target_place = chunk->href_place};
    chunk->link_begin = chunk->builder.len;
}

static void close_paragraph(struct chunk *chunk, size_t end) {
    struct raw *raw = chunk->open;
    chunk->pending = (struct pending){0};
    if (raw == NULL)
        return;
    end_link(chunk);
    chunk->open = NULL;
    raw->passage = passage_finish(&chunk->builder);
    raw->out.passage = raw->passage;
    raw->out.place.end = end;
    raw->out.bold = raw->any_bold && !raw->unbold;
    list_join(&chunk->list, (struct raw_list){raw, raw});
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void add_pending(struct chunk *chunk) {
    struct pending pending = chunk->pending;
    chunk->pending = (struct pending){0};
    if (pending.begin == pending.end || chunk->builder.len == 0)
        return;
    bool plain = pending.end - pending.begin == 1 && chunk->source->text.data[pending.begin] == ' ';
    if (pending.line)
        passage_add(&chunk->builder, STR("\n"), pending.begin, pending.end, RUN_DECODED);
    else
        passage_add(&chunk->builder, STR(" "), pending.begin, pending.end, plain ? RUN_VERBATIM : RUN_SPACE);
}

static void add_words(struct chunk *chunk, size_t begin, size_t end, bool cdata) {
    if (chunk->open == NULL)
        open_paragraph(chunk, begin);
    add_pending(chunk);
    if (chunk->bold != 0)
        chunk->open->any_bold = true;
    else
        chunk->open->unbold = true;
    if (cdata)
        passage_add_cdata(&chunk->builder, begin, end);
    else
        passage_add_raw(&chunk->builder, begin, end);
}

static void text(void *user, struct xml_parse *parse, size_t begin, size_t end, bool cdata) {
    struct chunk *chunk = user;
    const char *data = chunk->source->text.data;
    (void)parse;
    if (chunk->skip != 0 || !chunk->html)
        return;
    while (begin < end) {
        size_t at = begin;
        while (at < end && is_space(data[at]))
            at++;
        if (at > begin && !chunk->pending.line)
            chunk->pending = (struct pending){begin, at, false};
        begin = at;
        while (at < end && !is_space(data[at]))
            at++;
        if (at > begin)
            add_words(chunk, begin, at, cdata);
        begin = at;
    }
}

static void start_link(struct chunk *chunk, const struct xml_element *element) {
    chunk->href = (struct str){NULL, 0};
    for (size_t i = 0; i < element->attribute_count; i++) {
        const struct xml_attribute *attribute = &element->attributes[i];
        if (attribute->token != HREF)
            continue;
        add_pending(chunk);
        chunk->href = str_copy(chunk->walk->arena, attribute->value);
        chunk->href_place = source_place(chunk->source, attribute->begin, attribute->end);
        chunk->link_begin = chunk->builder.len;
    }
}

/* Rows and cells of tables in cells are text of the cell. */
static void start_row(struct chunk *chunk) {
    if (chunk->tables != 1)
        return;
    chunk->cell.row++;
    chunk->cell.header_row = chunk->cell.row == 0;
    chunk->cell.column = SIZE_MAX;
}

static void start_cell(struct chunk *chunk) {
    if (chunk->cell.row == SIZE_MAX)
        start_row(chunk);
    if (chunk->tables == 1)
        chunk->cell.column++;
}

static void start(void *user, struct xml_parse *parse, const struct xml_element *element) {
    struct chunk *chunk = user;
    int role = element->token & 0xff;
    (void)parse;
    if (chunk->depth++ == 0)
        chunk->html = role == ROOT;
    if (chunk->skip != 0 || role == SKIPPED) {
        chunk->skip++;
        return;
    }
    if (role != ROLE_NONE && role < BREAK)
        close_paragraph(chunk, element->begin);
    switch (role) {
    case HEADING:
        chunk->level = (unsigned)element->token >> 8;
        break;
    case LIST:
        chunk->lists++;
        chunk->ordered = element->name[0] == 'o';
        break;
    case ITEM:
        chunk->item = chunk->fresh = true;
        break;
    case TABLE:
        if (chunk->tables++ == 0)
            chunk->cell = (struct wml_cell){.table = ++chunk->walk->table_count, .row = SIZE_MAX, .column = SIZE_MAX};
        break;
    case ROW:
        start_row(chunk);
        break;
    case CELL:
        start_cell(chunk);
        break;
    case BREAK:
        chunk->pending = (struct pending){element->begin, element->tag_end, true};
        break;
    case BOLD:
        chunk->bold++;
        break;
    case LINK:
        start_link(chunk, element);
        break;
    default:
        break;
    }
}

static void end(void *user, struct xml_parse *parse, const struct xml_element *element, size_t begin, size_t stop) {
    struct chunk *chunk = user;
    int role = element->token & 0xff;
    (void)parse, (void)stop;
    chunk->depth--;
    if (chunk->skip != 0) {
        chunk->skip--;
        return;
    }
    if (role != ROLE_NONE && role < BREAK)
        close_paragraph(chunk, begin);
    switch (role) {
    case HEADING:
        chunk->level = 0;
        break;
    case LIST:
        chunk->lists--;
        chunk->item = chunk->lists != 0;
        break;
    case ITEM:
        chunk->item = chunk->lists > 1;
        chunk->fresh = false;
        break;
    case TABLE:
        if (--chunk->tables == 0)
            chunk->cell = (struct wml_cell){0};
        break;
    case BOLD:
        chunk->bold--;
        break;
    case LINK:
        end_link(chunk);
        chunk->href = (struct str){NULL, 0};
        break;
    default:
        break;
    }
}

bool chunk_read(struct walk *walk, struct source *source, struct raw_list *list) {
    static const struct xml_handler handler = {
        .words = words, .spaces = spaces, .start = start, .end = end, .text = text};
    /* What is wrong in the part is not told: the caller says that it was not read. */
    struct diag_list unused = diag_list_in(walk->arena, 0);
    struct chunk chunk = {
        .walk = walk, .source = source, .builder = {.arena = source->arena, .source = source, .home = RUN_DERIVED}};
    size_t before = walk->paragraph_count;
    if (!decode(source, &unused) || !xml_parse(source, walk->limits, &handler, &chunk, &unused) || !chunk.html) {
        walk->paragraph_count = before;
        return false;
    }
    close_paragraph(&chunk, source->text.len);
    list_join(list, chunk.list);
    return true;
}
