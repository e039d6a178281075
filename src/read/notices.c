#include "notices.h"

#include "arena.h"
#include "fold.h"
#include "targets.h"
#include "typed.h"

/* The text of the line; of an empty one the place where its paragraph begins. */
static struct place place_of(const struct line *line) {
    struct place place = passage_whole(line->paragraph->passage);
    if (place.text_begin == place.text_end)
        place.begin = place.end = line->paragraph->place.begin;
    return place;
}

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
            emit_fact(outline, root, name, count, place_of(&lines->items[first]), (struct str){0});
        count = 0;
    }
}

/* Returns the last line of the body, NULL when there is none. */
static const struct line *last_line(const struct lines *lines) {
    size_t last = lines->count;
    while (last != 0 && lines->items[last - 1].paragraph->story != STORY_BODY)
        last--;
    return last == 0 ? NULL : &lines->items[last - 1];
}

/* Whether the document ends in a paragraph of nothing but white space. */
static bool is_blank_end(const struct lines *lines) {
    const struct line *line = last_line(lines);
    return line && line->form == LINE_EMPTY && line->paragraph->passage->text.len && !line->paragraph->page_break &&
           !line->paragraph->object;
}

static bool is_empty(const struct line *line) {
    return line->form == LINE_EMPTY && line->paragraph->story == STORY_BODY && !line->paragraph->cell.table &&
           !line->paragraph->level && !line->paragraph->page_break && !line->paragraph->object;
}

static bool is_typed_item(const struct line *line) {
    return line->form == LINE_ITEM && line->typed && !line->ocr;
}

static bool is_ocr_item(const struct line *line) {
    return line->form == LINE_ITEM && line->ocr;
}

static bool is_empty_heading(const struct lines *lines, size_t i) {
    const struct line *line = &lines->items[i];
    return line->form == LINE_EMPTY && line->paragraph->level && line->paragraph->story == STORY_BODY;
}

/* A typed number where Word counts: in front of the computed one, or among headings that have one. */
static bool is_typed_number(const struct lines *lines, size_t i) {
    const struct line *line = &lines->items[i];
    if (line->form != LINE_HEADING || line->fake)
        return false;
    size_t rest;
    struct str typed = fold_number(typed_unmarked(line->text), &rest);
    return typed.len != 0 && (line->typed || line->paragraph->number.len != 0);
}

static bool is_counted_heading(const struct lines *lines, size_t i) {
    return lines->items[i].form == LINE_HEADING && lines->items[i].paragraph->number.len != 0;
}

static size_t count_lines(const struct lines *lines, bool (*is)(const struct lines *lines, size_t i),
                          const struct line **first) {
    size_t count = 0;
    for (size_t i = 0; i < lines->count; i++) {
        if (!is(lines, i))
            continue;
        *first = count++ == 0 ? &lines->items[i] : *first;
    }
    return count;
}

/* Whether the text is one of a picture or a table: "Figur 1: ..". */
static bool is_caption(struct str text) {
    static const char *const words[] = {"Figur ", "Tabell ", "Bild ",   "Diagram ",
                                        "Bild: ", "Figur: ", "Figure ", "Table "};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_starts(text, str_from(words[i])))
            return true;
    }
    return false;
}

/* Whether words make it up: "INFO" in bold is a label, "12.04.2006" a date. */
static bool has_words(struct str text) {
    size_t rest;
    bool numbered = fold_number(text, &rest).len != 0, lower = false;
    for (size_t at = 0; at < text.len && !lower;) {
        uint32_t c = utf8_next(text, &at);
        lower = (c >= 'a' && c <= 'z') || c >= 0xDF;
    }
    return (numbered || typed_is_capital(text)) && (lower || str_find(text, STR(" "), 0) != SIZE_MAX);
}

static bool is_short_line(const struct line *line) {
    return line->form == LINE_TEXT && line->paragraph->story == STORY_BODY && typed_is_short(line->text);
}

/* A bold line that looks like a heading and has no heading style: something stands under it, and it is not one of
 * several short lines, which are an address, a cover or a form. */
static bool is_fake_heading(const struct lines *lines, size_t i) {
    const struct line *line = &lines->items[i];
    if (line->form == LINE_HEADING)
        return line->fake;
    if (!is_short_line(line) || !line->paragraph->bold || utf8_count(line->text) > 80 || is_caption(line->text) ||
        !has_words(line->text))
        return false;
    size_t next = typed_next(lines, i);
    bool followed = next < lines->count && lines->items[next].paragraph->story == STORY_BODY;
    bool among = i > 0 && is_short_line(line - 1) && followed && is_short_line(&lines->items[next]);
    return followed && !among;
}

/* Facts of the lines, then those of the reader below. Each heading is a place of its own; runs are one place. */
void notices_emit(const struct outline *outline, xmlNode *root, const struct wml_document *document) {
    const struct lines *lines = outline->lines;
    const struct line *first = NULL;
    bool counted = count_lines(lines, is_counted_heading, &first) != 0;
    /* Said once where all are alike: a document without heading styles, one whose numbers are all typed. */
    const struct {
        const char *name;
        bool (*is)(const struct lines *lines, size_t i);
        const char *together; /* name of the fact for all; NULL: one for each */
        size_t least;         /* how many those are */
    } single[] = {{"fake-heading", is_fake_heading, lines->styled ? NULL : "fake-headings", 2},
                  {"empty-heading", is_empty_heading, NULL, 1},
                  {"manual-numbering", is_typed_number, counted ? NULL : "typed-numbering", 1}};
    for (size_t k = 0; k < sizeof single / sizeof single[0]; k++) {
        size_t count = count_lines(lines, single[k].is, &first);
        if (count >= single[k].least && single[k].together)
            emit_fact(outline, root, single[k].together, count, place_of(first), (struct str){0});
        for (size_t i = 0; count != 0 && !single[k].together && i < lines->count; i++) {
            if (single[k].is(lines, i))
                emit_fact(outline, root, single[k].name, 1, place_of(&lines->items[i]), (struct str){0});
        }
    }
    emit_runs(outline, root, "empty-paragraphs", 2, is_empty, false);
    emit_runs(outline, root, "manual-bullets", 1, is_typed_item, true);
    emit_runs(outline, root, "ocr-bullets", 1, is_ocr_item, true);
    if (is_blank_end(lines))
        emit_fact(outline, root, "blank-end", 1, place_of(last_line(lines)), (struct str){0});
    targets_emit(outline, root, document);
    for (size_t i = 0; i < document->fact_count; i++) {
        const struct wml_fact *fact = &document->facts[i];
        emit_fact(outline, root, fact->name, fact->count, fact->place, fact->detail);
    }
}
