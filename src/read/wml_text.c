/* Text: what a run adds to its paragraph, and where each character came from. */
#include "wml_walk.h"

void text_run(struct walk *walk, const struct xml_element *element) {
    struct scope *scope = walk_scope(walk);
    (void)element;
    scope->vanish = scope->bold = scope->foreign = TRI_UNSET;
    scope->character = NULL;
    scope->symbol_font = scope->open->style != NULL && scope->open->style->symbol_font;
}

void text_vanish(struct walk *walk, const struct xml_element *element) {
    walk_scope(walk)->vanish = names_on(element) ? TRI_ON : TRI_OFF;
}

void text_bold(struct walk *walk, const struct xml_element *element) {
    walk_scope(walk)->bold = names_on(element) ? TRI_ON : TRI_OFF;
}

void text_language(struct walk *walk, const struct xml_element *element) {
    struct str language = names_value(element, WORD_VAL);
    walk_scope(walk)->foreign = styles_foreign(language);
    if (walk_scope(walk)->foreign == TRI_ON && walk->foreign.len == 0)
        walk->foreign = str_copy(walk->arena, language);
}

void text_style(struct walk *walk, const struct xml_element *element) {
    if (walk->styles != NULL)
        walk_scope(walk)->character = styles_find(walk->styles, STYLE_CHARACTER, names_value(element, WORD_VAL));
}

void text_fonts(struct walk *walk, const struct xml_element *element) {
    struct str font = names_value(element, WORD_ASCII);
    if (font.len == 0)
        font = names_value(element, WORD_H_ANSI);
    if (font.len != 0)
        walk_scope(walk)->symbol_font = styles_symbol_font(font);
}

static bool toggle(const struct walk *walk, enum tristate direct, enum tristate defaults, enum tristate paragraph,
                   enum tristate character) {
    return walk->styles == NULL ? direct == TRI_ON : styles_toggle(direct, defaults, paragraph, character);
}

static bool is_hidden(const struct walk *walk, const struct scope *scope) {
    const struct style *style = scope->open->style;
    return toggle(walk, scope->vanish, walk->styles == NULL ? TRI_UNSET : styles_default_vanish(walk->styles),
                  style == NULL ? TRI_UNSET : style->vanish,
                  scope->character == NULL ? TRI_UNSET : scope->character->vanish);
}

static bool is_bold(const struct walk *walk, const struct scope *scope) {
    const struct style *style = scope->open->style;
    return toggle(walk, scope->bold, walk->styles == NULL ? TRI_UNSET : styles_default_bold(walk->styles),
                  style == NULL ? TRI_UNSET : style->bold,
                  scope->character == NULL ? TRI_UNSET : scope->character->bold);
}

/* Returns whether the text is marked as another language than Swedish: by the run, its style, its paragraph's style,
 * the document. */
static bool is_foreign(const struct walk *walk, const struct scope *scope) {
    enum tristate levels[] = {scope->foreign, scope->character == NULL ? TRI_UNSET : scope->character->foreign,
                              scope->open->style == NULL ? TRI_UNSET : scope->open->style->foreign,
                              walk->styles == NULL ? TRI_UNSET : styles_default_foreign(walk->styles)};
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        if (levels[i] != TRI_UNSET)
            return levels[i] == TRI_ON;
    }
    return false;
}

/* Tells the passage where what is added next stands: results of fields are Word's to write. */
static void settle(struct walk *walk, struct scope *scope) {
    bool derived = walk->fields.count > scope->fields || walk_top(walk)->derived;
    scope->builder.home = derived ? RUN_DERIVED : RUN_CONTENT;
}

/* Appends one character that an element stands for. */
static void add_element(struct walk *walk, const struct xml_element *element, struct str text) {
    struct scope *scope = walk_scope(walk);
    settle(walk, scope);
    if (!is_hidden(walk, scope))
        passage_add(&scope->builder, text, element->begin, element->tag_end, RUN_DECODED);
}

void text_tab(struct walk *walk, const struct xml_element *element) {
    add_element(walk, element, STR("\t"));
}

void text_break(struct walk *walk, const struct xml_element *element) {
    struct scope *scope = walk_scope(walk);
    struct str type = element->token == WORD_BR ? names_value(element, WORD_TYPE) : (struct str){NULL, 0};
    bool page = str_is(type, "page");
    scope->open->out.page_break |= page;
    /* A new page or column in front of the first word divides nothing. */
    if (scope->builder.len != 0 || (!page && !str_is(type, "column")))
        add_element(walk, element, STR("\n"));
}

void text_no_break_hyphen(struct walk *walk, const struct xml_element *element) {
    add_element(walk, element, STR("\xe2\x80\x91"));
}

void text_soft_hyphen(struct walk *walk, const struct xml_element *element) {
    add_element(walk, element, STR("\xc2\xad"));
}

void text_symbol(struct walk *walk, const struct xml_element *element) {
    struct str digits = names_value(element, WORD_CHAR);
    uint32_t code = 0;
    for (size_t i = 0; i < digits.len && i < 6; i++) {
        char c = (char)(digits.data[i] | 0x20);
        code = code * 16 + (uint32_t)(c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= '0' && c <= '9' ? c - '0' : 0);
    }
    bool picture = (code & 0xff00) == 0xf000 || (code < 0x100 && styles_symbol_font(names_value(element, WORD_FONT)));
    uint32_t shown = picture ? styles_symbol(code) : 0;
    char utf8[4];
    if (code >= 0x20)
        add_element(walk, element, (struct str){utf8, utf8_encode(shown != 0 ? shown : code, utf8)});
}

/* A tab or line end in w:t is white space of the file, not of the document: one space. */
static bool is_layout(char c) {
    return c == '\t' || c == '\n' || c == '\r';
}

static bool is_space(char c) {
    return c == ' ' || is_layout(c);
}

static void add_plain(struct passage_builder *builder, size_t begin, size_t end, bool cdata) {
    if (begin == end)
        return;
    if (cdata)
        passage_add_cdata(builder, begin, end);
    else
        passage_add_raw(builder, begin, end);
}

static void add_with_layout(struct passage_builder *builder, size_t begin, size_t end, bool cdata) {
    const char *text = builder->source->text.data;
    size_t done = begin;
    for (size_t at = begin; at < end; at++) {
        if (!is_layout(text[at]))
            continue;
        size_t first = at;
        while (first > done && is_space(text[first - 1]))
            first--;
        while (at < end && is_space(text[at]))
            at++;
        add_plain(builder, done, first, cdata);
        passage_add(builder, STR(" "), first, at, RUN_SPACE);
        done = at;
    }
    add_plain(builder, done, end, cdata);
}

/* In a font of pictures the letters of the private use area, and those above ASCII, stand for what the font shows. */
static void add_symbols(struct passage_builder *builder, size_t begin, size_t end, bool cdata) {
    struct str text = str_slice(builder->source->text, 0, end);
    size_t done = begin;
    for (size_t at = begin; at < end;) {
        size_t first = at;
        uint32_t code = utf8_next(text, &at);
        bool picture = (code & 0xff00) == 0xf000 || (code >= 0x80 && code < 0x100);
        uint32_t shown = picture ? styles_symbol(code) : 0;
        if (shown == 0)
            continue;
        char utf8[4];
        add_with_layout(builder, done, first, cdata);
        passage_add(builder, (struct str){utf8, utf8_encode(shown, utf8)}, first, at, RUN_DECODED);
        done = at;
    }
    add_with_layout(builder, done, end, cdata);
}

/* Returns whether there is a control character: eight bytes at a time, as this looks at all the text there is. */
static bool has_layout(struct str text) {
    const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
    size_t i = 0;
    for (; i + 8 <= text.len; i += 8) {
        uint64_t word;
        memcpy(&word, text.data + i, 8);
        if (((word - ones * 0x20) & ~word & high) != 0)
            return true;
    }
    for (; i < text.len; i++) {
        if ((unsigned char)text.data[i] < 0x20)
            return true;
    }
    return false;
}

/* Keeps a little of what is hidden, so that a rule can look for dates in it. */
static void add_hidden(struct walk *walk, size_t begin, size_t end) {
    struct scope *scope = walk_scope(walk);
    size_t at = scope->builder.len;
    if (walk->hidden.len != 0 && walk->hidden.len < 4096 && walk->hidden_raw != scope->open)
        buf_byte(&walk->hidden, ' ');
    walk->hidden_raw = scope->open;
    if (walk->hidden.len < 4096)
        buf_add(&walk->hidden, str_slice(walk->source->text, begin, end));
    fact_note(walk, FACT_HIDDEN, scope->open, at, at, begin, end);
}

static void add_piece(struct walk *walk, size_t begin, size_t end, bool cdata) {
    struct scope *scope = walk_scope(walk);
    struct str raw = str_slice(walk->source->text, begin, end);
    if (raw.len == 0)
        return;
    if (is_hidden(walk, scope)) {
        add_hidden(walk, begin, end);
        return;
    }
    settle(walk, scope);
    walk->bytes += raw.len;
    walk->foreign_bytes += is_foreign(walk, scope) ? raw.len : 0;
    bool counts = scope->hiding == 0 && !str_is_blank(raw);
    if (counts && is_bold(walk, scope))
        scope->open->any_bold = true;
    else if (counts)
        scope->open->unbold = true;
    if (scope->symbol_font)
        add_symbols(&scope->builder, begin, end, cdata);
    else if (has_layout(raw))
        add_with_layout(&scope->builder, begin, end, cdata);
    else
        add_plain(&scope->builder, begin, end, cdata);
}

/* Word drops white space at the edges of an element without xml:space="preserve". Character data comes in several
 * pieces when a comment or a CDATA section stands between. */
void text_add(struct walk *walk, size_t begin, size_t end, bool cdata) {
    struct frame *frame = walk_top(walk);
    const char *text = walk->source->text.data;
    if (!frame->preserve) {
        while (!frame->chosen && begin < end && is_space(text[begin]))
            begin++;
        size_t last = end;
        while (last > begin && is_space(text[last - 1]))
            last--;
        if (last > begin && frame->chosen)
            add_piece(walk, walk->held_begin, walk->held_end, walk->held_cdata);
        if (last > begin || !frame->chosen) {
            walk->held_begin = last;
            walk->held_end = end;
            walk->held_cdata = cdata;
        }
        frame->chosen |= last > begin;
        end = last;
    }
    if (begin < end)
        add_piece(walk, begin, end, cdata);
}

void text_note(struct walk *walk, const struct xml_element *element) {
    struct raw *raw = walk_scope(walk)->open;
    struct note *note = arena_new(walk->arena, struct note);
    note->story = element->token == WORD_FOOTNOTE_REFERENCE ? STORY_FOOTNOTE : STORY_ENDNOTE;
    note->id = names_number(element, WORD_ID, -1);
    if (raw->last_note == NULL)
        raw->notes = note;
    else
        raw->last_note->next = note;
    raw->last_note = note;
}

/* Returns the address of a relationship of the part, or the empty slice. */
static struct str link_target(struct walk *walk, struct str id) {
    if (walk->link_by_id == NULL) {
        walk->link_by_id = map_create(walk->arena);
        for (size_t i = 0; i < walk->link_count; i++)
            map_add(walk->link_by_id, walk->links[i].id, i);
    }
    size_t index = map_find(walk->link_by_id, id);
    return index == MAP_NONE ? (struct str){NULL, 0} : walk->links[index].target;
}

/* What a hyperlink needs at its end is kept in its frame: where its text begins, and its address. */
void text_link(struct walk *walk, const struct xml_element *element) {
    const struct xml_attribute *id = names_attribute(element, SPACE_R, WORD_ID);
    const struct xml_attribute *anchor = names_attribute(element, SPACE_W, WORD_ANCHOR);
    struct frame *frame = walk_top(walk);
    struct scope *scope = walk_scope(walk);
    frame->saved = scope->builder.len;
    if (id == NULL && anchor == NULL)
        return;
    const struct xml_attribute *holder = id != NULL ? id : anchor;
    struct str target = id == NULL ? (struct str){NULL, 0} : link_target(walk, id->value);
    frame->begin = holder->begin;
    frame->tag_end = holder->end;
    frame->chosen = true;
    /* Both are rare together; an address that nobody can have typed is not copied for each of its links. */
    bool both = anchor != NULL && target.len <= 4096;
    frame->saved_str = both ? str_format(walk->arena, "%.*s#%.*s", STR_ARGS(target), STR_ARGS(anchor->value)) : target;
}

void text_link_end(struct walk *walk, struct frame *frame, size_t end) {
    struct scope *scope = walk_scope(walk);
    struct raw *raw = scope->open;
    (void)end;
    if (!frame->chosen)
        return;
    struct wml_paragraph *out = &raw->out;
    out->links = vec_room(walk->arena, out->links, out->link_count, &raw->link_cap, sizeof(*out->links));
    out->links[out->link_count++] =
        (struct wml_link){.begin = frame->saved < scope->builder.len ? frame->saved : scope->builder.len,
                          .end = scope->builder.len,
                          .target = frame->saved_str,
                          .target_place = source_place(walk->source, frame->begin, frame->tag_end)};
}
