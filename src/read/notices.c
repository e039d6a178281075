#include "notices.h"

#include "arena.h"
#include "map.h"
#include "typed.h"

/* Emits one fact for each run of at least `least` lines for which `is` holds. A sparse run goes on to the next heading:
 * notes and wrapped lines stand between its items. */
static void emit_runs(const struct outline *outline, xmlNode *root, const char *name, size_t least,
                      bool (*is)(const struct line *line), bool sparse) {
    const struct lines *lines = outline->lines;
    size_t count = 0, first = 0;
    for (size_t i = 0; i <= lines->count; i++) {
        const struct line *line = i < lines->count ? &lines->items[i] : NULL;
        if (line && is(line)) {
            first = count ? first : i;
            count++;
            continue;
        }
        if (line && sparse && line->form != LINE_HEADING)
            continue;
        if (count >= least)
            emit_fact(outline, root, name, count, passage_whole(lines->items[first].paragraph->passage),
                      (struct str){0});
        count = 0;
    }
}

static bool is_empty(const struct line *line) {
    return line->form == LINE_EMPTY && line->paragraph->story == STORY_BODY && !line->paragraph->cell.table &&
           !line->paragraph->level && !line->paragraph->page_break;
}

static bool is_typed_item(const struct line *line) {
    return line->form == LINE_ITEM && line->typed && !line->ocr;
}

static bool is_ocr_item(const struct line *line) {
    return line->form == LINE_ITEM && line->ocr;
}

static bool is_empty_heading(const struct line *line) {
    return line->form == LINE_EMPTY && line->paragraph->level && line->paragraph->story == STORY_BODY;
}

static bool is_typed_number(const struct line *line) {
    return line->form == LINE_HEADING && line->typed && !line->fake;
}

/* A bold line that looks like a heading and has no heading style. */
static bool is_fake_heading(const struct line *line) {
    if (line->form == LINE_HEADING)
        return line->fake;
    return line->form == LINE_TEXT && line->paragraph->story == STORY_BODY && line->paragraph->bold &&
           typed_is_short(line->text);
}

/* Records the bookmarks that links and fields point to, "_Toc123". */
static struct map *read_targets(const struct outline *outline) {
    struct map *targets = map_create(outline->arena);
    for (size_t i = 0; i < outline->lines->count; i++) {
        const struct wml_paragraph *paragraph = outline->lines->items[i].paragraph;
        for (size_t k = 0; k < paragraph->link_count; k++) {
            struct str target = paragraph->links[k].target;
            if (target.len > 1 && target.data[0] == '#')
                map_add(targets, str_slice(target, 1, target.len), 1);
        }
        for (size_t k = 0; k < paragraph->field_count; k++) {
            struct str rest = paragraph->fields[k].code;
            str_cut(&rest, ' '); /* PAGEREF, REF, HYPERLINK */
            rest = str_trim(rest);
            map_add(targets, str_cut(&rest, ' '), 1);
        }
    }
    return targets;
}

/* Returns how many bookmarks that Word made for tables of contents stand in the line and are pointed to by nothing. One
 * in a heading is what a table of contents leaves behind when it is made anew; more, or one elsewhere, are remains of
 * older ones. */
static size_t count_stale(const struct line *line, const struct map *targets) {
    size_t count = 0;
    for (size_t k = 0; k < line->paragraph->bookmark_count; k++) {
        struct str name = line->paragraph->bookmarks[k].name;
        bool generated = str_starts(name, STR("_Toc")) || str_starts(name, STR("_Hlk"));
        count += generated && map_find(targets, name) == MAP_NONE;
    }
    return count == 1 && line->form == LINE_HEADING ? 0 : count;
}

/* One fact for all stale bookmarks, one for those that do not even stand in a heading. */
static void emit_bookmarks(const struct outline *outline, xmlNode *root) {
    const struct map *targets = read_targets(outline);
    const struct line *first = NULL, *first_misplaced = NULL;
    size_t count = 0, misplaced = 0;
    for (size_t i = 0; i < outline->lines->count; i++) {
        const struct line *line = &outline->lines->items[i];
        size_t stale = count_stale(line, targets);
        if (!stale)
            continue;
        first = first ? first : line;
        count += stale;
        if (line->form == LINE_HEADING || line->form == LINE_EMPTY)
            continue;
        first_misplaced = first_misplaced ? first_misplaced : line;
        misplaced += stale;
    }
    if (count)
        emit_fact(outline, root, "stale-bookmarks", count, passage_whole(first->paragraph->passage), (struct str){0});
    if (misplaced)
        emit_fact(outline, root, "misplaced-bookmarks", misplaced, passage_whole(first_misplaced->paragraph->passage),
                  (struct str){0});
}

/* Facts of the lines, then those of the reader below. Each heading is a place of its own; runs are one place. */
void notices_emit(const struct outline *outline, xmlNode *root, const struct wml_document *document) {
    static const struct {
        const char *name;
        bool (*is)(const struct line *line);
    } single[] = {
        {"fake-heading", is_fake_heading}, {"empty-heading", is_empty_heading}, {"manual-numbering", is_typed_number}};
    const struct lines *lines = outline->lines;
    for (size_t k = 0; k < sizeof single / sizeof single[0]; k++) {
        for (size_t i = 0; i < lines->count; i++) {
            if (single[k].is(&lines->items[i]))
                emit_fact(outline, root, single[k].name, 1, passage_whole(lines->items[i].paragraph->passage),
                          (struct str){0});
        }
    }
    emit_runs(outline, root, "empty-paragraphs", 2, is_empty, false);
    emit_runs(outline, root, "manual-bullets", 1, is_typed_item, true);
    emit_runs(outline, root, "ocr-bullets", 1, is_ocr_item, true);
    emit_bookmarks(outline, root);
    for (size_t i = 0; i < document->fact_count; i++) {
        const struct wml_fact *fact = &document->facts[i];
        emit_fact(outline, root, fact->name, fact->count, fact->place, fact->detail);
    }
}
