#include "targets.h"

#include "arena.h"
#include "map.h"

/* Names of bookmarks are the same in either case. */
static struct str lower(struct arena *arena, struct str s) {
    char *out = arena_alloc(arena, s.len + 1);
    for (size_t i = 0; i < s.len; i++)
        out[i] = s.data[i] >= 'A' && s.data[i] <= 'Z' ? (char)(s.data[i] | 0x20) : s.data[i];
    return (struct str){out, s.len};
}

/* Returns the next word of a field code, without quotation marks; empty at the end. */
static struct str next_word(struct str *code) {
    *code = str_trim(*code);
    bool quoted = code->len != 0 && code->data[0] == '"';
    size_t begin = quoted ? 1 : 0, end = begin;
    while (end < code->len && code->data[end] != (quoted ? '"' : ' '))
        end++;
    struct str word = str_slice(*code, begin, end);
    *code = str_slice(*code, end + (quoted ? 1 : 0), code->len);
    return word;
}

/* Fields whose first argument is a bookmark: they point to it, or make it. */
static const struct {
    const char *name;
    bool points;
} fields[] = {{"ref", true}, {"pageref", true}, {"noteref", true}, {"set", false}, {"ask", false}};

/* Returns the bookmark that a field points to or makes, as written; empty when it does neither. */
static struct str field_bookmark(struct arena *arena, struct str code, bool points) {
    struct str name = lower(arena, next_word(&code));
    struct str bookmark = next_word(&code);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (fields[i].points == points && str_is(name, fields[i].name) && bookmark.len && bookmark.data[0] != '\\')
            return bookmark;
    }
    return (struct str){0};
}

/* Returns the bookmark of this document that a link points to, in lower case; empty when it points elsewhere. The top
 * of the page is always there; LibreOffice names parts of its own by what follows a bar; the long name is what pandoc
 * makes of a link to nothing. */
static struct str link_bookmark(struct arena *arena, struct str target) {
    if (target.len < 2 || target.data[0] != '#' || str_find(target, STR("|"), 0) != SIZE_MAX)
        return (struct str){0};
    struct str name = lower(arena, str_slice(target, 1, target.len));
    bool nowhere =
        str_is(name, "_top") || str_is(name, "top") || str_is(name, "xa39a3ee5e6b4b0d3255bfef95601890afd80709");
    return nowhere ? (struct str){NULL, 0} : name;
}

/* Records the bookmarks that links and fields point to, "_toc123". */
static struct map *read_targets(const struct outline *outline) {
    struct map *targets = map_create(outline->arena);
    for (size_t i = 0; i < outline->lines->count; i++) {
        const struct wml_paragraph *paragraph = outline->lines->items[i].paragraph;
        for (size_t k = 0; k < paragraph->link_count; k++) {
            struct str name = link_bookmark(outline->arena, paragraph->links[k].target);
            if (name.len)
                map_add(targets, name, 1);
        }
        for (size_t k = 0; k < paragraph->field_count; k++) {
            struct str name = field_bookmark(outline->arena, paragraph->fields[k].code, true);
            if (name.len)
                map_add(targets, lower(outline->arena, name), 1);
        }
    }
    return targets;
}

/* Records the bookmarks that there are. */
static struct map *read_bookmarks(const struct outline *outline) {
    struct map *bookmarks = map_create(outline->arena);
    for (size_t i = 0; i < outline->lines->count; i++) {
        const struct wml_paragraph *paragraph = outline->lines->items[i].paragraph;
        for (size_t k = 0; k < paragraph->bookmark_count; k++)
            map_add(bookmarks, lower(outline->arena, paragraph->bookmarks[k].name), 1);
        for (size_t k = 0; k < paragraph->field_count; k++) {
            struct str made = field_bookmark(outline->arena, paragraph->fields[k].code, false);
            if (made.len)
                map_add(bookmarks, lower(outline->arena, made), 1);
        }
    }
    return bookmarks;
}

/* Returns how many bookmarks that Word made for tables of contents stand in the line and are pointed to by nothing, and
 * the oldest of them, which has the lowest number. One in a heading is what a table of contents leaves behind when it
 * is made anew; more, or one elsewhere, are remains of older ones. */
static size_t count_stale(struct arena *arena, const struct line *line, const struct map *targets,
                          const struct wml_bookmark **first) {
    size_t count = 0;
    for (size_t k = 0; k < line->paragraph->bookmark_count; k++) {
        const struct wml_bookmark *bookmark = &line->paragraph->bookmarks[k];
        bool generated = str_starts(bookmark->name, STR("_Toc")) || str_starts(bookmark->name, STR("_Hlk"));
        if (!generated || map_find(targets, lower(arena, bookmark->name)) != MAP_NONE)
            continue;
        if (count++ == 0 || str_compare(bookmark->name, (*first)->name) < 0)
            *first = bookmark;
    }
    return count == 1 && line->form == LINE_HEADING ? 0 : count;
}

/* One fact for all stale bookmarks, one for those that do not even stand in a heading, each at the name of the first.
 */
static void emit_bookmarks(const struct outline *outline, xmlNode *root) {
    const struct map *targets = read_targets(outline);
    const struct wml_bookmark *first = NULL, *first_misplaced = NULL;
    size_t count = 0, misplaced = 0;
    for (size_t i = 0; i < outline->lines->count; i++) {
        const struct line *line = &outline->lines->items[i];
        const struct wml_bookmark *here = NULL;
        size_t stale = count_stale(outline->arena, line, targets, &here);
        if (!stale)
            continue;
        first = first ? first : here;
        count += stale;
        if (line->form == LINE_HEADING || line->form == LINE_EMPTY)
            continue;
        first_misplaced = first_misplaced ? first_misplaced : here;
        misplaced += stale;
    }
    if (count > misplaced)
        emit_fact(outline, root, "stale-bookmarks", count, first->place, first->name);
    if (misplaced)
        emit_fact(outline, root, "misplaced-bookmarks", misplaced, first_misplaced->place, first_misplaced->name);
}

/* Whether the text is what Word writes when a reference cannot be resolved: that is seen by everybody. */
static bool says_broken(struct str text) {
    static const char *const words[] = {"Fel!", "Error!", "Error:", "Fel:", "Fehler!", "Feil!", "Fejl!", "Virhe!"};
    text = str_trim(text);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_starts(text, str_from(words[i])))
            return true;
    }
    return false;
}

/* What points to bookmarks that are gone. */
struct dead {
    const struct outline *outline;
    const struct map *bookmarks;
    xmlNode *root;
    const struct wml_paragraph *contents; /* first entry of the table of contents that is dead or outdated */
    size_t entries;
    bool of_styles; /* the table of contents lists chosen styles, not all headings of some levels */
};

static bool lists_styles(struct str code) {
    return str_starts(code, STR("TOC ")) && str_find(code, STR("\\t"), 0) != SIZE_MAX &&
           str_find(code, STR("\\o"), 0) == SIZE_MAX && str_find(code, STR("\\u"), 0) == SIZE_MAX;
}

static bool is_dead(const struct dead *dead, struct str name) {
    return name.len && map_find(dead->bookmarks, lower(dead->outline->arena, name)) == MAP_NONE;
}

static void report(const struct dead *dead, const struct wml_paragraph *paragraph, size_t begin, size_t end,
                   struct str name) {
    struct str text = str_slice(paragraph->passage->text, begin, end);
    if (str_trim(text).len && !says_broken(text))
        emit_fact(dead->outline, dead->root, "broken-reference", 1, passage_place(paragraph->passage, begin, end),
                  name);
}

static void read_paragraph(struct dead *dead, const struct wml_paragraph *paragraph) {
    struct arena *arena = dead->outline->arena;
    bool outdated = false;
    size_t linked = SIZE_MAX; /* where the text of the last dead link begins: the field in it is not told again */
    for (size_t k = 0; k < paragraph->link_count; k++) {
        const struct wml_link *link = &paragraph->links[k];
        struct str name = link_bookmark(arena, link->target);
        if (!is_dead(dead, name))
            continue;
        outdated = true;
        linked = link->begin;
        if (!paragraph->toc)
            report(dead, paragraph, link->begin, link->end, str_slice(link->target, 1, link->target.len));
    }
    for (size_t k = 0; k < paragraph->field_count; k++) {
        const struct wml_field *field = &paragraph->fields[k];
        struct str name = field_bookmark(arena, field->code, true);
        dead->of_styles |= lists_styles(field->code);
        outdated |= paragraph->toc && field->dirty && str_starts(field->code, STR("TOC"));
        if (!is_dead(dead, name))
            continue;
        outdated = true;
        if (!paragraph->toc && field->begin != linked)
            report(dead, paragraph, field->begin, field->end, name);
    }
    if (!outdated || !paragraph->toc)
        return;
    dead->contents = dead->contents ? dead->contents : paragraph;
    dead->entries++;
}

void targets_emit(const struct outline *outline, xmlNode *root, const struct wml_document *document) {
    struct dead dead = {.outline = outline, .root = root, .bookmarks = read_bookmarks(outline)};
    emit_bookmarks(outline, root);
    for (size_t i = 0; i < document->paragraph_count; i++) {
        const struct wml_paragraph *paragraph = &document->paragraphs[i];
        /* The bookmarks of embedded XHTML are its own. */
        if (paragraph->story != STORY_BODY || paragraph->passage->source == document->main)
            read_paragraph(&dead, paragraph);
    }
    if (dead.contents)
        emit_fact(outline, root, "stale-contents", dead.entries, passage_whole(dead.contents->passage),
                  (struct str){0});
    if (dead.of_styles)
        emit_fact(outline, root, "contents-of-styles", 1, (struct place){.source = document->main}, (struct str){0});
}
