#include "line.h"

#include "arena.h"
#include "detect.h"
#include "fold.h"
#include "headings.h"
#include "typed.h"
#include "vec.h"

/* Built-in style names that say what a paragraph is. A prefix is followed by a digit or nothing ("toc 1"). */
static const struct {
    const char *name;
    enum line_form form;
} styles[] = {
    {"title", LINE_TITLE}, {"subtitle", LINE_SUBTITLE}, {"author", LINE_COVER},
    {"date", LINE_COVER},  {"caption", LINE_CAPTION},   {"toc heading", LINE_TOC_HEADING},
    {"toc", LINE_TOC},     {"cover", LINE_COVER},       {"table of figures", LINE_CAPTION},
};

static bool style_form(struct str name, enum line_form *form) {
    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++) {
        struct str style = str_from(styles[i].name);
        struct str rest = str_slice(name, style.len, name.len);
        bool counted = rest.len == 2 && rest.data[0] == ' ' && rest.data[1] >= '1' && rest.data[1] <= '9';
        if (str_starts(name, style) && (!rest.len || counted)) {
            *form = styles[i].form;
            return true;
        }
    }
    return false;
}

/* Content controls tagged for planlint, "planlint:goal", and bookmarks named for it, "planlint_goal_4_1", overrule
 * everything else. */
static const struct {
    const char *tag;
    enum line_form form;
} controls[] = {
    {"planlint:title", LINE_TITLE},     {"planlint:subtitle", LINE_SUBTITLE},   {"planlint:cover", LINE_COVER},
    {"planlint:heading", LINE_HEADING}, {"planlint:activity", LINE_ITEM},       {"planlint:goal", LINE_ITEM},
    {"planlint:entry", LINE_ITEM},      {"planlint:result", LINE_CONTINUATION}, {"planlint:text", LINE_TEXT}};

static bool control_form(struct str tag, enum line_form *form) {
    for (size_t i = 0; tag.len && i < sizeof controls / sizeof controls[0]; i++) {
        if (str_is(tag, controls[i].tag)) {
            *form = controls[i].form;
            return true;
        }
    }
    return false;
}

/* Returns the tag of the content control around the paragraph, or that which the name of a bookmark in it stands for:
 * "planlint_", the same word, and what makes the name unique. Behind "goal" and "heading" that is the number, with _
 * for its periods. */
static struct str read_control(struct arena *arena, const struct wml_paragraph *paragraph, struct str *number) {
    *number = (struct str){0};
    for (size_t i = 0; paragraph->control_tag.len == 0 && i < paragraph->bookmark_count; i++) {
        struct str rest = paragraph->bookmarks[i].name;
        if (!str_starts(rest, STR("planlint_")))
            continue;
        rest = str_slice(rest, sizeof "planlint_" - 1, rest.len);
        struct str word = str_cut(&rest, '_');
        bool numbered = rest.len != 0 && (str_is(word, "goal") || str_is(word, "heading"));
        for (size_t k = 0; k < rest.len; k++)
            numbered = numbered && (rest.data[k] == '_' || (rest.data[k] >= '0' && rest.data[k] <= '9'));
        if (numbered) {
            char *digits = arena_alloc(arena, rest.len);
            for (size_t k = 0; k < rest.len; k++)
                digits[k] = rest.data[k] == '_' ? '.' : rest.data[k];
            *number = (struct str){digits, rest.len};
        }
        return str_format(arena, "planlint:%.*s", STR_ARGS(word));
    }
    return paragraph->control_tag;
}

/* A heading that is a goal or a reported activity stays the heading of what stands under it. */
static bool stays_heading(const struct line *line) {
    return line->form == LINE_HEADING &&
           (str_is(line->control, "planlint:goal") || str_is(line->control, "planlint:entry"));
}

static bool is_page(enum story story) {
    return story == STORY_HEADER || story == STORY_FOOTER;
}

static enum line_form form_of(const struct line *line) {
    const struct wml_paragraph *paragraph = line->paragraph;
    enum line_form form = LINE_TEXT;
    if (!line->text.len)
        return LINE_EMPTY;
    if (is_page(paragraph->story))
        return LINE_PAGE;
    if (paragraph->story == STORY_FOOTNOTE || paragraph->story == STORY_ENDNOTE)
        return LINE_NOTE;
    bool styled = style_form(paragraph->style_name, &form);
    if (paragraph->cell.table) /* also what is in a style of the contents there */
        return LINE_CELL;
    if (paragraph->toc)
        return form == LINE_TOC_HEADING || paragraph->level ? LINE_TOC_HEADING : LINE_TOC;
    if (paragraph->level)
        return LINE_HEADING;
    if (styled && paragraph->story == STORY_BODY)
        return form;
    if (paragraph->list == LIST_BULLET || paragraph->list == LIST_NUMBER)
        return LINE_ITEM;
    return paragraph->list == LIST_CONTINUATION ? LINE_CONTINUATION : LINE_TEXT;
}

/* Links and fields of a piece of a paragraph, counted from its beginning. */
static void take_spans(struct arena *arena, struct wml_paragraph *piece, size_t begin, size_t end) {
    struct wml_link *links = arena_array(arena, struct wml_link, piece->link_count);
    struct wml_field *fields = arena_array(arena, struct wml_field, piece->field_count);
    size_t link_count = 0, field_count = 0;
    for (size_t i = 0; i < piece->link_count; i++) {
        struct wml_link link = piece->links[i];
        if (link.begin < begin || link.end > end)
            continue;
        link.begin -= begin;
        link.end -= begin;
        links[link_count++] = link;
    }
    for (size_t i = 0; i < piece->field_count; i++) {
        struct wml_field field = piece->fields[i];
        if (field.begin < begin || field.end > end)
            continue;
        field.begin -= begin;
        field.end -= begin;
        fields[field_count++] = field;
    }
    piece->links = links;
    piece->link_count = link_count;
    piece->fields = fields;
    piece->field_count = field_count;
}

/* Returns the end of the piece of the text that begins at `from`: where the next line begins with a typed bullet. */
static size_t piece_end(struct str text, size_t from) {
    size_t end = from;
    do {
        size_t feed = str_find(text, STR("\n"), end);
        end = feed == SIZE_MAX ? text.len : feed + 1;
    } while (end < text.len && !typed_is_bullet(str_slice(text, end, text.len)));
    return end;
}

/* Typed items that line breaks divide, in one paragraph. */
static bool is_divided(const struct wml_paragraph *paragraph) {
    struct str text = paragraph->passage->text;
    if (paragraph->level || paragraph->toc || paragraph->list != LIST_NONE || str_find(text, STR("\n"), 0) == SIZE_MAX)
        return false;
    size_t items = typed_is_bullet(text);
    for (size_t end = piece_end(text, 0); end < text.len && items < 2; end = piece_end(text, end))
        items++;
    return items >= 2;
}

/* Makes a paragraph of each of them: to readers they are. Returns the paragraphs of the document where there are none.
 */
static struct wml_paragraph *divide(struct arena *arena, const struct wml_document *document, size_t *count) {
    VEC(struct wml_paragraph) out = {0};
    size_t first = 0;
    *count = document->paragraph_count;
    while (first < *count && !is_divided(&document->paragraphs[first]))
        first++;
    if (first == *count)
        return document->paragraphs;
    for (size_t i = 0; i < document->paragraph_count; i++) {
        const struct wml_paragraph *paragraph = &document->paragraphs[i];
        struct str text = paragraph->passage->text;
        if (!is_divided(paragraph)) {
            *vec_add(arena, &out) = *paragraph;
            continue;
        }
        for (size_t begin = 0, end; begin < text.len; begin = end) {
            end = piece_end(text, begin);
            size_t stop = text.data[end - 1] == '\n' ? end - 1 : end;
            struct wml_paragraph *piece = vec_add(arena, &out);
            *piece = *paragraph;
            piece->passage =
                passage_slice(document->main->arena, paragraph->passage, begin, stop); /* the tree keeps it */
            piece->bookmark_count = begin == 0 ? paragraph->bookmark_count : 0;
            piece->page_break = begin == 0 && paragraph->page_break;
            take_spans(arena, piece, begin, stop);
        }
    }
    *count = out.count;
    return out.items;
}

/* A table of one column is layout: its paragraphs are read as if they stood in the text. */
static void open_layout_tables(struct arena *arena, const struct wml_document *document) {
    size_t tables = 0;
    for (size_t i = 0; i < document->paragraph_count; i++) {
        size_t table = document->paragraphs[i].cell.table;
        tables = table > tables ? table : tables;
    }
    bool *wide = arena_array(arena, bool, tables + 1);
    for (size_t i = 0; i < document->paragraph_count; i++) {
        const struct wml_cell *cell = &document->paragraphs[i].cell;
        wide[cell->table] = wide[cell->table] || cell->column > 0;
    }
    for (size_t i = 0; i < document->paragraph_count; i++) {
        struct wml_cell *cell = &document->paragraphs[i].cell;
        if (!wide[cell->table])
            *cell = (struct wml_cell){0};
    }
}

/* The first pass: what styles, lists, stories and content controls say. */
static void read_forms(struct arena *arena, struct lines *lines, struct wml_paragraph *paragraphs) {
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        line->paragraph = &paragraphs[i];
        line->text = str_trim(line->paragraph->passage->text);
        line->form = form_of(line);
        line->evidence = line->paragraph->level_guessed ? EVIDENCE_PATTERN : EVIDENCE_STYLE;
        line->focus = FOCUS_NONE;
        line->level = line->form == LINE_ITEM ? line->paragraph->list_level : line->paragraph->level;
        struct str number;
        line->control = read_control(arena, line->paragraph, &number);
        bool heading = stays_heading(line);
        if (line->text.len && (heading || control_form(line->control, &line->form))) {
            line->number = number;
            line->evidence = EVIDENCE_EXPLICIT;
            line->level = line->form == LINE_HEADING && !line->level ? 1 : line->level;
        }
        lines->styled = lines->styled || line->form == LINE_HEADING;
    }
}

/* Bullets whose nesting shows only in their indent: neighbours in different lists of level 0 ("List Bullet 2"). */
static void nest_items(struct lines *lines) {
    enum { STEP = 100 /* twentieths of a point; smaller differences are no nesting */ };
    const struct line *outer = NULL;
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        if (line->form == LINE_HEADING || line->form == LINE_CELL)
            outer = NULL;
        if (line->form != LINE_ITEM || line->typed)
            continue;
        const struct wml_paragraph *paragraph = line->paragraph;
        if (outer && !paragraph->list_level && paragraph->num_id != outer->paragraph->num_id &&
            paragraph->indent > outer->paragraph->indent + STEP)
            line->level = 1;
        if (!line->level)
            outer = line;
    }
}

/* Numbers, keys and roles of headings; numbers of entries of a table of contents. */
static void read_headings(struct arena *arena, struct lines *lines, const struct profile *profile) {
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        if (line->form != LINE_HEADING && line->form != LINE_TOC)
            continue;
        struct str name = typed_unmarked(line->text);
        size_t rest;
        struct str typed = fold_number(name, &rest);
        if (!line->number.len) {
            line->typed = typed.len && (line->typed || !line->paragraph->number.len);
            line->number = line->paragraph->number.len ? line->paragraph->number : typed;
        }
        while (line->number.len && line->number.data[line->number.len - 1] == '.')
            line->number.len--;
        if (line->form == LINE_TOC)
            continue;
        line->key = fold_heading(arena, name);
        if (line->level > 1 && !line->number.len && detect_facet(line->key)) {
            line->form = LINE_CAPTION;
            continue;
        }
        line->role = profile_role(profile, line->key);
        line->focus = profile_focus(profile, line->key);
        if (line->role == ROLE_OTHER && line->focus == FOCUS_NONE) {
            line->focus = profile_focus_near(profile, line->key);
            line->role = line->focus == FOCUS_NONE ? ROLE_OTHER : ROLE_FOCUS;
        }
    }
}

static bool ends_cover(const struct line *line) {
    return line->form == LINE_HEADING || line->form == LINE_TOC || line->form == LINE_TOC_HEADING;
}

/* Whether a timeline begins with line `first`: dates, with at most one line between each. One or two dates are those of
 * a cover. */
static bool begins_timeline(struct arena *arena, const struct lines *lines, size_t first) {
    enum { DATES = 3, LINES = 8 };
    size_t dates = 0, between = 0;
    for (size_t i = first; i < lines->count && i < first + LINES && dates < DATES && between < 2; i++) {
        const struct line *line = &lines->items[i];
        if (line->form == LINE_EMPTY)
            continue;
        bool dated = line->form == LINE_TEXT && detect_dated(arena, line->text);
        between = dated ? 0 : between + 1;
        dates += dated;
        if (!dates)
            return false;
    }
    return dates == DATES;
}

/* Lines before the first heading or table of contents that are no sentences are a cover. The first that names the kind
 * of plan is the title when no style says so. */
static void read_cover(struct arena *arena, struct lines *lines) {
    enum {
        HEADLESS_LINES = 3, /* what may be a cover when nothing ends it */
        TITLE_LINES = 40    /* how far down a title without style is looked for */
    };
    struct line *title = NULL;
    bool open = true, ended = false;
    size_t lines_left = HEADLESS_LINES;
    for (size_t i = 0; i < lines->count && !ended; i++)
        ended = ends_cover(&lines->items[i]);
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        if (line->form == LINE_TITLE) {
            /* Later lines in the style of the title stand as its second line on a cover, as text elsewhere. */
            if (!title)
                title = line;
            else
                line->form = open ? LINE_SUBTITLE : LINE_TEXT;
            continue;
        }
        if (line->form == LINE_COVER && !open)
            line->form = LINE_TEXT;
        if (ends_cover(line) || line->form == LINE_ITEM || line->form == LINE_CELL || !lines_left)
            open = false;
        bool boxed = ended && line->paragraph->story == STORY_TEXTBOX; /* covers are made of boxes */
        if (!open || line->form != LINE_TEXT || (line->paragraph->story != STORY_BODY && !boxed) ||
            typed_is_counter(line->text))
            continue;
        open = utf8_count(line->text) <= 120 && !str_ends(line->text, STR(".")) &&
               (ended || !begins_timeline(arena, lines, i));
        if (!open)
            continue;
        line->form = LINE_COVER;
        lines_left -= !ended;
    }
    for (size_t i = 0; !title && i < lines->count && i < TITLE_LINES && lines->items[i].form != LINE_TOC; i++) {
        struct line *line = &lines->items[i];
        bool leads = false;
        if (line->form == LINE_HEADING && !line->fake)
            break;
        bool candidate =
            line->form == LINE_COVER || (line->form == LINE_HEADING && !line->number.len) ||
            (line->form == LINE_TEXT && line->paragraph->story == STORY_BODY && typed_is_short(line->text));
        bool names = candidate && detect_words(arena, typed_unmarked(line->text), &leads) != PLAN_UNKNOWN;
        if (names && leads) {
            line->evidence = line->form == LINE_HEADING ? line->evidence : EVIDENCE_PATTERN;
            line->form = LINE_TITLE;
            title = line;
        } else if (line->form == LINE_HEADING) {
            break;
        }
    }
}

/* Bold lines of a cover are no chapters: those before a table of contents; without one, those between the line that
 * names the plan and the first chapter that has a number or a name that the profile knows, when no sentence stands
 * between. */
static void read_fake_cover(struct arena *arena, struct lines *lines, const struct profile *profile) {
    size_t end = 0, from = 0;
    struct line *named = NULL;
    for (size_t i = 0; i < lines->count && !end; i++) {
        if (lines->items[i].form == LINE_TOC || lines->items[i].form == LINE_TOC_HEADING)
            end = i;
    }
    for (size_t i = 0; i < lines->count && !end; i++) {
        const struct line *line = &lines->items[i];
        bool leads = false;
        bool sentence = line->form == LINE_TEXT && str_ends(line->text, STR("."));
        if (line->form == LINE_ITEM || (named && sentence))
            break;
        if (line->form != LINE_HEADING)
            continue;
        bool chapter = line->number.len || profile_role(profile, fold_heading(arena, line->text)) != ROLE_OTHER;
        if (named && chapter)
            end = i;
        if (chapter)
            break;
        if (!named && detect_words(arena, line->text, &leads) != PLAN_UNKNOWN && leads) {
            named = &lines->items[i];
            from = i + 1;
        }
    }
    if (named && end)
        named->form = LINE_TITLE;
    for (size_t i = from; i < end; i++) {
        struct line *line = &lines->items[i];
        if (line->form == LINE_HEADING && line->fake)
            line->form = LINE_TEXT;
    }
}

/* A first heading that names the plan and stands over all others is its title: chapters are one level up then. */
static void read_styled_title(struct arena *arena, struct lines *lines) {
    size_t first = 0, same = 0;
    while (first < lines->count && (lines->items[first].form == LINE_EMPTY || lines->items[first].form == LINE_PAGE))
        first++;
    if (first == lines->count || lines->items[first].form != LINE_HEADING || lines->items[first].number.len)
        return;
    struct line *title = &lines->items[first];
    bool leads = false;
    if (detect_words(arena, title->text, &leads) == PLAN_UNKNOWN || !leads)
        return;
    for (size_t i = first + 1; i < lines->count; i++) {
        same += lines->items[i].form == LINE_HEADING && lines->items[i].level <= title->level;
        if (lines->items[i].form == LINE_TITLE)
            return;
    }
    if (same)
        return;
    title->form = LINE_TITLE;
    for (size_t i = first + 1; i < lines->count; i++) {
        if (lines->items[i].form == LINE_HEADING && lines->items[i].level > 1)
            lines->items[i].level -= title->level;
    }
}

struct lines lines_read(struct arena *arena, const struct wml_document *document, const struct profile *profile) {
    open_layout_tables(arena, document);
    struct lines lines = {0};
    struct wml_paragraph *paragraphs = divide(arena, document, &lines.count);
    lines.items = arena_array(arena, struct line, lines.count);
    read_forms(arena, &lines, paragraphs);
    typed_contents(arena, &lines);
    typed_bullets(arena, &lines);
    headings_find(arena, &lines, profile);
    typed_levels(&lines);
    nest_items(&lines);
    if (!lines.styled)
        read_fake_cover(arena, &lines, profile);
    read_headings(arena, &lines, profile);
    read_styled_title(arena, &lines);
    read_cover(arena, &lines);
    return lines;
}

/* Whether the line could be the title of a page. */
static bool is_page_title(const struct line *line) {
    return line->form == LINE_TEXT && typed_is_short(line->text) &&
           !(line->text.data[0] >= '0' && line->text.data[0] <= '9');
}

void lines_open_pages(struct arena *arena, struct lines *lines, const struct profile *profile) {
    size_t pages = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const struct wml_paragraph *paragraph = lines->items[i].paragraph;
        pages += paragraph->page_break && paragraph->story == STORY_BODY;
    }
    if (lines->styled || pages < 2)
        return;
    bool fresh = false, opened = false;
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        const struct wml_paragraph *paragraph = line->paragraph;
        if (paragraph->story != STORY_BODY)
            continue;
        bool behind = paragraph->page_break && line->text.len && str_ends(paragraph->passage->text, STR("\n"));
        fresh |= paragraph->page_break && !behind;
        if (line->text.len == 0)
            continue;
        opened |= fresh;
        if (opened && line->form == LINE_COVER)
            line->form = LINE_TEXT; /* the cover is the first page */
        if (fresh && is_page_title(line)) {
            line->form = LINE_HEADING;
            line->level = 1;
            line->evidence = EVIDENCE_GUESS;
        }
        fresh = behind;
    }
    read_headings(arena, lines, profile);
}
