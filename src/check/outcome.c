#include "outcome.h"

#include <assert.h>

#include "keep.h"

const struct kind *outcome_kind(const struct outcome *outcome, const struct diag *diag) {
    const struct rule *rule = rules_find(outcome->rules, diag->id);
    assert(rule && "every emitted id is a rule");
    return &rule->kind;
}

/* The position of a byte of a passage in the text view, where a line break inside a paragraph begins a line of its own.
 */
static struct position passage_position(const struct passage *passage, size_t offset) {
    size_t line = passage->number ? passage->number : 1, start = 0;
    for (size_t i = 0; i < offset && i < passage->text.len; i++)
        if (passage->text.data[i] == '\n') {
            line++;
            start = i + 1;
        }
    struct str before = str_slice(passage->text, start, offset);
    return (struct position){
        .line = line,
        .column = utf8_count(before) + 1,
        .column_utf16 = utf16_count(before) + 1,
        .column_bytes = before.len + 1,
    };
}

void outcome_stored(struct place place, size_t *begin, size_t *end) {
    *begin = place.excerpt ? place.excerpt->stored_begin : source_stored(place.source, place.begin);
    *end = place.excerpt ? place.excerpt->stored_end : source_stored(place.source, place.end);
}

struct shown_place outcome_show(struct arena *arena, struct place place) {
    static const struct position start = {1, 1, 1, 1};
    struct shown_place shown = {.begin = start, .end = start};
    if (!place.source)
        return shown;
    shown.path = place.source->path;
    shown.part = place.source->part;
    outcome_stored(place, &shown.stored_begin, &shown.stored_end);
    /* An archive's bytes are no text: the range is the empty one where the fault begins, and so equals its quote. */
    if (place.source->binary)
        shown.stored_end = shown.stored_begin;
    shown.quote = place_quote(arena, place);
    if (place.passage)
        shown.paragraph = place.passage->number;
    if (shown.part.len == 0 && !place.source->binary && place.excerpt) {
        shown.begin = place.excerpt->begin;
        shown.end = place.excerpt->end;
    } else if (shown.part.len == 0 && !place.source->binary) {
        shown.begin = source_locate(place.source, place.begin);
        shown.end = source_locate(place.source, place.end);
    } else if (place.passage) {
        shown.begin = passage_position(place.passage, place.text_begin);
        shown.end = passage_position(place.passage, place.text_end);
    }
    return shown;
}

struct str outcome_snippet(struct place place, size_t *begin, size_t *end) {
    *begin = place.text_begin;
    *end = place.text_end;
    if (place.passage)
        return place.passage->text;
    if (!place.source || place.source->part.len || place.source->binary || (place.begin == 0 && place.end == 0))
        return (struct str){0};
    struct position position = place.excerpt ? place.excerpt->begin : source_locate(place.source, place.begin);
    struct str line = place.excerpt ? place.excerpt->line : source_line(place.source, position.line);
    *begin = position.column_bytes - 1;
    *end = *begin + (place.end - place.begin);
    if (*end > line.len)
        *end = line.len;
    if (*begin > *end)
        *begin = *end;
    return line;
}

struct str *outcome_headings(struct arena *arena, struct place place, size_t *count) {
    *count = 0;
    if (!place.passage)
        return NULL;
    for (const struct passage *above = place.passage->under; above; above = above->under)
        ++*count;
    struct str *path = arena_array(arena, struct str, *count);
    size_t left = *count;
    for (const struct passage *above = place.passage->under; above; above = above->under) {
        struct str text = str_trim(above->text);
        path[--left] = above->label.len ? str_format(arena, "%.*s %.*s", STR_ARGS(above->label), STR_ARGS(text)) : text;
    }
    return path;
}
