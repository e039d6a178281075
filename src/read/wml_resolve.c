/* Resolve: paragraphs as written -> paragraphs as the rest of planlint knows them, when styles, numbering and notes are
 * all read. */
#include <assert.h>

#include "wml_walk.h"

/* What is needed while going through the paragraphs. */
struct resolve {
    struct walk *walk;
    const struct wml_parts *parts;
    struct numbering_counters counters[STORY_FOOTER + 1];
    /* for documents without a styles part: letters of table of contents entries -> level; style id -> index of
     * `guesses` */
    struct map *toc_levels, *guess_by_id;
    struct str_list guesses;
};

/* Puts the paragraphs of the notes that `raw` refers to behind it; a note is read once. */
static struct raw *with_notes(struct walk *walk, struct map *notes, struct raw *raw) {
    struct raw *last = raw;
    for (struct note *note = raw->notes; note != NULL; note = note->next) {
        size_t index = map_find(notes, str_format(walk->arena, "%d.%ld", (int)note->story, note->id));
        struct note_text *text = index == MAP_NONE ? NULL : &walk->notes.items[index];
        if (text == NULL || text->used || text->list.first == NULL)
            continue;
        text->used = true;
        text->list.last->next = last->next;
        last->next = text->list.first;
        last = text->list.last;
    }
    return last;
}

static void place_notes(struct walk *walk, struct raw_list *list) {
    struct map *notes = map_create(walk->arena);
    for (size_t i = 0; i < walk->notes.count; i++) {
        const struct note_text *note = &walk->notes.items[i];
        map_add(notes, str_format(walk->arena, "%d.%ld", (int)note->story, note->id), i);
    }
    for (struct raw *raw = list->first; raw != NULL; raw = raw->next) {
        struct raw *last = with_notes(walk, notes, raw);
        if (last->next == NULL)
            list->last = last;
        raw = last;
    }
}

static bool has_toc_bookmark(const struct wml_paragraph *paragraph) {
    for (size_t i = 0; i < paragraph->bookmark_count; i++) {
        if (str_starts(paragraph->bookmarks[i].name, STR("_Toc")))
            return true;
    }
    return false;
}

/* Returns the words of a table of contents entry or a heading: letters only, so that numbers, leaders and pages fall
 * away. */
static struct str letters(struct arena *arena, struct str text) {
    char *out = arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            out[len++] = (char)c;
    }
    return (struct str){out, len};
}

/* Without a styles part the style id, a bookmark of the table of contents and the entries there say what is a heading
 * (notes on docx, 6.4). */
static void guess_level(struct resolve *resolve, struct wml_paragraph *out) {
    struct arena *arena = resolve->walk->arena;
    size_t guess = map_find(resolve->guess_by_id, out->style_id);
    if (guess == MAP_NONE) {
        guess = map_add(resolve->guess_by_id, out->style_id, resolve->guesses.count);
        *vec_add(arena, &resolve->guesses) = styles_guess(arena, out->style_id);
    }
    assert(guess < resolve->guesses.count && resolve->guesses.items);
    out->style_name = resolve->guesses.items[guess];
    out->level = styles_heading(out->style_name);
    if (str_starts(out->style_name, STR("toc ")) && !str_is(out->style_name, "toc heading")) {
        out->toc = true;
        size_t level = (size_t)(out->style_name.data[4] - '0');
        map_add(resolve->toc_levels, letters(arena, out->passage->text), level);
    }
    bool free_text = out->level == 0 && !out->toc && out->style_name.len == 0 && out->passage->text.len < 200;
    if (free_text && has_toc_bookmark(out)) {
        size_t level = map_find(resolve->toc_levels, letters(arena, out->passage->text));
        out->level = level == MAP_NONE ? 1 : (unsigned)level;
    }
    out->level_guessed = out->level != 0;
}

static void note_unknown_style(struct resolve *resolve, const struct raw *raw) {
    struct mark *mark = &resolve->walk->marks[FACT_UNKNOWN_STYLE];
    fact_note(resolve->walk, FACT_UNKNOWN_STYLE, raw, 0, raw->passage->text.len, raw->out.place.begin,
              raw->out.place.end);
    if (mark->count == 1)
        mark->detail = raw->out.style_id;
}

static void resolve_level(struct resolve *resolve, struct raw *raw) {
    struct wml_paragraph *out = &raw->out;
    if (resolve->parts->styles == NULL) {
        guess_level(resolve, out);
    } else {
        if (raw->style == NULL && out->style_id.len != 0)
            note_unknown_style(resolve, raw);
        if (raw->style == NULL)
            raw->style = styles_default(resolve->parts->styles);
        out->style_name = raw->style->name;
        out->level = raw->style->level;
        out->page_break |= raw->style->page_break == TRI_ON;
        if (str_starts(out->style_name, STR("toc ")) && !str_is(out->style_name, "toc heading"))
            out->toc = true;
    }
    if (raw->outline >= 0 && raw->outline <= 9) {
        out->level = raw->outline == 9 ? 0 : (unsigned)raw->outline + 1;
        out->level_guessed = false;
    }
}

/* Returns N - 1 for "list bullet N", "list number N", "list N": such lists are all of level 0 in their own numbering.
 */
static unsigned nesting_of(struct str name) {
    if (!str_starts(name, STR("list ")) || name.len < 6)
        return 0;
    char digit = name.data[name.len - 1];
    return digit >= '2' && digit <= '9' && name.data[name.len - 2] == ' ' ? (unsigned)(digit - '1') : 0;
}

/* Numbering in force (notes on docx, 7.1): direct, else that of the style; the level of a style without one is the
 * level that the style belongs to. */
static void find_numbering(const struct resolve *resolve, const struct raw *raw, long *num_id, long *ilvl) {
    const struct style *style = raw->style;
    *num_id = raw->num_id >= 0 || style == NULL ? raw->num_id : style->num_id;
    *ilvl = raw->ilvl;
    if (*ilvl >= 0 || style == NULL || *num_id <= 0)
        return;
    if (raw->num_id < 0)
        *ilvl = style->ilvl;
    if (*ilvl >= 0 || resolve->parts->numbering == NULL)
        return;
    *ilvl = numbering_style_level(resolve->parts->numbering, *num_id, style->id);
    if (*ilvl < 0)
        *ilvl = numbering_style_level(resolve->parts->numbering, *num_id, style->num_style);
}

static void resolve_indent(struct raw *raw, const struct numbering_level *level) {
    const struct style *style = raw->style;
    long left = raw->left, hanging = raw->hanging;
    bool of_style = style != NULL && (level == NULL || (raw->num_id < 0 && style->indent_over_number));
    if (left == INDENT_UNSET && of_style)
        left = style->left;
    if (hanging == INDENT_UNSET && of_style)
        hanging = style->hanging;
    if (level != NULL && left == INDENT_UNSET)
        left = level->left;
    if (level != NULL && hanging == INDENT_UNSET)
        hanging = level->hanging;
    left = left == INDENT_UNSET ? 0 : left;
    hanging = hanging == INDENT_UNSET ? 0 : hanging;
    raw->out.indent = (int)((left - hanging) % INT32_MAX);
}

/* A list of a bare document: what its numbers and bullets look like is not known. */
static void guess_list(struct wml_paragraph *out, long num_id, long ilvl) {
    bool listed = str_starts(out->style_name, STR("list bullet")) || str_starts(out->style_name, STR("list number"));
    if (out->level != 0 || num_id == 0 || (num_id < 0 && !listed))
        return;
    /* pandoc gives paragraphs that go on under an item the list 1000, in every document that it writes. */
    out->list = num_id == 1000                                    ? LIST_CONTINUATION
                : str_starts(out->style_name, STR("list number")) ? LIST_NUMBER
                                                                  : LIST_BULLET;
    out->list_level = ilvl > 0 ? (unsigned)ilvl : nesting_of(out->style_name);
}

static void resolve_list(struct resolve *resolve, struct raw *raw) {
    struct wml_paragraph *out = &raw->out;
    struct numbering *numbering = resolve->parts->numbering;
    long num_id, ilvl;
    /* A paragraph that is there for its section break is no heading to Word: it takes no number. */
    if (raw->ends_section && raw->passage->text.len == 0) {
        out->level = 0;
        return;
    }
    find_numbering(resolve, raw, &num_id, &ilvl);
    out->num_id = num_id > 0 ? num_id : 0;
    if (resolve->parts->list_numbers_lost) {
        guess_list(out, num_id, ilvl);
        resolve_indent(raw, NULL);
        return;
    }
    ilvl = ilvl < 0 ? 0 : ilvl;
    const struct numbering_level *level =
        num_id <= 0 || numbering == NULL ? NULL : numbering_level(numbering, num_id, ilvl);
    resolve_indent(raw, level);
    if (num_id > 0 && level == NULL) {
        struct mark *mark = &resolve->walk->marks[FACT_DANGLING_NUMBERING];
        fact_note(resolve->walk, FACT_DANGLING_NUMBERING, raw, 0, raw->passage->text.len, out->place.begin,
                  out->place.end);
        if (mark->count == 1)
            mark->detail = str_format(resolve->walk->arena, "%ld", num_id);
    }
    if (level == NULL)
        return;
    struct numbering_label label = numbering_count(numbering, &resolve->counters[out->story], num_id, ilvl);
    raw->passage->label = str_copy(raw->passage->source->arena, label.label);
    out->number = label.number;
    if (out->level != 0)
        return; /* a numbered heading is a heading */
    out->list = label.form;
    /* A direct w:numPr says the level; LibreOffice names the style of its first level "List 2". */
    bool of_style = raw->num_id < 0 && raw->ilvl < 0;
    out->list_level = ilvl > 0 ? (unsigned)ilvl : of_style ? nesting_of(out->style_name) : 0;
}

#define NESTING 9

/* An item that later ones may be nested under. */
struct nest {
    int indent;
    unsigned level;
    long num_id;
    bool moved; /* the level is not that of its own list */
};

/* Returns the level of an item of level 0 of its own list, given the innermost open item. */
static unsigned nested_level(const struct nest *above, const struct wml_paragraph *item) {
    bool other = above->num_id != item->num_id;
    if (item->indent > above->indent)
        return other ? above->level + 1 : 0;
    return other || above->moved ? above->level : 0;
}

/* Neighbouring items of different lists that all have level 0 of their own are nested by indent (notes on docx, 7.5).
 */
static void nest_by_indent(struct wml_document *document) {
    struct nest open[NESTING];
    size_t depth = 0;
    for (size_t i = 0; i < document->paragraph_count; i++) {
        struct wml_paragraph *item = &document->paragraphs[i];
        bool listed = item->list == LIST_BULLET || item->list == LIST_NUMBER;
        /* Indented text goes on under an item; other text and headings end the list. */
        bool ends = !listed && depth != 0 && item->indent <= open[0].indent && item->passage->text.len != 0;
        if (item->level != 0 || ends)
            depth = 0;
        if (!listed)
            continue;
        while (depth != 0 && open[depth - 1].indent > item->indent)
            depth--;
        const struct nest *above = depth == 0 ? NULL : &open[depth - 1];
        unsigned own = item->list_level;
        if (own == 0 && above != NULL)
            item->list_level = nested_level(above, item);
        if ((above == NULL || item->indent > above->indent) && depth < NESTING)
            open[depth++] = (struct nest){item->indent, item->list_level, item->num_id, own != item->list_level};
    }
}

static struct place mark_place(const struct mark *mark) {
    if (mark->raw == NULL && mark->source == NULL)
        return (struct place){0};
    if (mark->raw == NULL)
        return source_place(mark->source, mark->begin, mark->end);
    const struct passage *passage = mark->raw->passage;
    struct place place = passage_place(passage, mark->text_begin, mark->text_end);
    if (place.text_begin != place.text_end)
        return place;
    /* No text of the final view: the empty place in the paragraph, with the range of the markup. */
    place.source = mark->source;
    place.begin = mark->begin;
    place.end = mark->end;
    return place;
}

static struct str mark_detail(struct arena *arena, const struct mark *mark) {
    if (mark->detail.len != 0)
        return mark->detail;
    struct buf out = buf_in(arena);
    for (size_t i = 0; i < mark->authors.count; i++)
        buf_format(&out, "%s%.*s", i == 0 ? "" : ", ", STR_ARGS(mark->authors.items[i]));
    if (mark->first_date.len != 0)
        buf_format(&out, "%s%.*s", out.len == 0 ? "" : ", ", STR_ARGS(mark->first_date));
    if (mark->first_date.len != 0 && !str_equal(mark->first_date, mark->last_date))
        buf_format(&out, "\xe2\x80\x93%.*s", STR_ARGS(mark->last_date));
    return buf_str(&out);
}

/* As much of a text as tells what it is about. */
static struct str shortened(struct arena *arena, struct str text) {
    enum { CHARACTERS = 60 };
    size_t end = 0;
    for (size_t count = 0; count < CHARACTERS && end < text.len; count++)
        (void)utf8_next(text, &end);
    return end == text.len ? text : str_format(arena, "%.*s\xe2\x80\xa6", STR_ARGS(str_slice(text, 0, end)));
}

/* More than a fifth of the text is marked as another language; the count is the share in per cent. */
static void note_language(struct walk *walk, const struct wml_document *document) {
    if (walk->foreign_bytes * 5 <= walk->bytes)
        return;
    struct mark *mark = &walk->marks[FACT_LANGUAGE];
    mark->count = walk->foreign_bytes * 100 / walk->bytes;
    mark->source = document->main;
    mark->detail = walk->foreign.len != 0 || walk->styles == NULL ? walk->foreign : styles_first_foreign(walk->styles);
}

/* The place of a directive is its range of the markup, with the readable text of its last paragraph. */
static struct place directive_place(const struct directive *directive) {
    struct place place = mark_place(&directive->mark);
    place.begin = directive->mark.begin;
    place.end = directive->mark.end;
    return place;
}

static void add_directives(const struct walk *walk, struct wml_document *document) {
    for (size_t i = 0; i < walk->directives.count; i++) {
        const struct directive *directive = &walk->directives.items[i];
        if (directive->mark.source != NULL)
            document->facts[document->fact_count++] = (struct wml_fact){
                .name = "directive", .count = 1, .place = directive_place(directive), .detail = directive->text};
    }
}

static void make_facts(struct walk *walk, struct wml_document *document) {
    static const char *const names[] = {
#define FACT(identifier, name) name,
        WML_FACTS(FACT)
#undef FACT
    };
    struct mark *from = &walk->marks[FACT_MOVE_FROM], *to = &walk->marks[FACT_MOVE];
    /* The two ends of a move are one thing. */
    if (to->count == 0)
        *to = *from;
    from->count = 0;
    walk->marks[FACT_HIDDEN].detail = shortened(walk->arena, str_trim(buf_str(&walk->hidden)));
    note_language(walk, document);
    document->facts = arena_array(walk->arena, struct wml_fact, FACT_COUNT + walk->directives.count);
    for (int i = 0; i < FACT_COUNT; i++) {
        const struct mark *mark = &walk->marks[i];
        if (mark->count == 0)
            continue;
        document->facts[document->fact_count++] = (struct wml_fact){.name = names[i],
                                                                    .count = mark->count,
                                                                    .place = mark_place(mark),
                                                                    .detail = mark_detail(walk->arena, mark)};
    }
    add_directives(walk, document);
}

void wml_join_header(struct walk *walk, struct raw_list *headers, struct map *texts) {
    struct buf text = buf_in(walk->arena);
    for (const struct raw *raw = walk->list.first; raw != NULL; raw = raw->next) {
        buf_add(&text, raw->passage->text);
        buf_byte(&text, '\n');
    }
    if (str_is_blank(buf_str(&text)) || map_find(texts, buf_str(&text)) != MAP_NONE)
        return;
    map_add(texts, buf_str(&text), 0);
    list_join(headers, walk->list);
}

/* A line break inside a paragraph begins a line of the text view too. */
static size_t count_breaks(struct str text) {
    size_t count = 0;
    for (const char *at = text.data, *end = at + text.len; at != end; at++, count++) {
        at = memchr(at, '\n', (size_t)(end - at));
        if (at == NULL)
            break;
    }
    return count;
}

struct wml_document *wml_resolve(struct walk *walk, const struct wml_parts *parts) {
    struct raw_list list = parts->body;
    place_notes(walk, &list);
    list_join(&list, parts->headers);
    if (walk->paragraph_count > walk->limits->value[LIMIT_PARAGRAPHS]) {
        struct diag *diag = diag_fail(walk->diags, "DOC120", source_place(parts->main, 0, 0));
        diag_arg_number(walk->diags, diag, "limit", walk->limits->value[LIMIT_PARAGRAPHS]);
        return NULL;
    }
    struct wml_document *document = arena_new(walk->arena, struct wml_document);
    document->main = parts->main;
    document->styles_known = parts->styles != NULL;
    document->numbering_known = !parts->list_numbers_lost;
    document->core_title = parts->core_title;
    document->core_subject = parts->core_subject;
    document->paragraphs = arena_array(walk->arena, struct wml_paragraph, walk->paragraph_count);

    struct resolve resolve = {.walk = walk, .parts = parts};
    if (parts->styles == NULL) {
        resolve.toc_levels = map_create(walk->arena);
        resolve.guess_by_id = map_create(walk->arena);
    }
    size_t line = 1;
    for (struct raw *raw = list.first; raw != NULL; raw = raw->next) {
        resolve_level(&resolve, raw);
        resolve_list(&resolve, raw);
        raw->passage->number = (uint32_t)line;
        line += 1 + count_breaks(raw->passage->text);
        assert(document->paragraph_count < walk->paragraph_count);
        document->paragraphs[document->paragraph_count++] = raw->out;
    }
    nest_by_indent(document);
    /* Comments that nothing in the text refers to are there all the same. */
    if (walk->marks[FACT_COMMENT].count == 0)
        walk->marks[FACT_COMMENT].source = parts->main;
    if (walk->marks[FACT_COMMENT].count < parts->comments)
        walk->marks[FACT_COMMENT].count = parts->comments;
    make_facts(walk, document);
    return document;
}
