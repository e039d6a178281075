#include "emit.h"

#include <stdlib.h>

#include "arena.h"

static struct origin *origin_of(const struct outline *outline, const struct line *line) {
    struct origin *origin = arena_new(outline->kept, struct origin);
    struct place place = line->paragraph->place;
    origin->source = line->paragraph->passage->source;
    origin->begin = origin->name_begin = origin->name_end = origin->tag_end = (uint32_t)place.begin;
    origin->end = (uint32_t)place.end;
    return origin;
}

xmlNode *emit_container(const struct outline *outline, xmlNode *parent, const char *name, const struct line *line) {
    return tree_add(parent, name, origin_of(outline, line));
}

static int compare_spans(const void *a, const void *b) {
    const struct span *x = a, *y = b;
    return x->begin != y->begin ? (x->begin < y->begin ? -1 : 1) : x->end < y->end ? 1 : x->end > y->end ? -1 : 0;
}

static struct span *spans_of(const struct outline *outline, const struct line *line, const struct span *mark,
                             size_t *count) {
    const struct wml_paragraph *paragraph = line->paragraph;
    *count = 0;
    if (paragraph->link_count == 0 && !mark)
        return NULL;
    struct span *spans = arena_array(outline->arena, struct span, paragraph->link_count + 1);
    for (size_t i = 0; i < paragraph->link_count; i++) {
        const struct wml_link *link = &paragraph->links[i];
        if (link->target.len == 0) /* the relationship that holds the address was not given with the part */
            continue;
        spans[(*count)++] = (struct span){link->begin, link->end, "link", "href", link->target, link->target_place};
    }
    if (mark)
        spans[(*count)++] = *mark;
    qsort(spans, *count, sizeof *spans, compare_spans);
    return spans;
}

xmlNode *emit_marked(const struct outline *outline, xmlNode *parent, const char *name, const struct line *line,
                     const struct span *mark) {
    static const char *const parts[] = {[STORY_TEXTBOX] = "textbox",
                                        [STORY_FOOTNOTE] = "footnote",
                                        [STORY_ENDNOTE] = "endnote",
                                        [STORY_HEADER] = "header",
                                        [STORY_FOOTER] = "footer"};
    const struct wml_paragraph *paragraph = line->paragraph;
    const struct passage *passage = paragraph->passage;
    struct origin *origin = origin_of(outline, line);
    origin->passage = passage;
    xmlNode *node = tree_add(parent, name, origin);
    if (passage->number)
        tree_set_number(node, "src:para", passage->number);
    if (paragraph->story != STORY_BODY)
        tree_set(node, "src:part", str_from(parts[paragraph->story]));
    if (passage->label.len)
        tree_set(node, "src:label", passage->label);

    size_t count, at = 0;
    struct span *spans = spans_of(outline, line, mark, &count);
    if (count == 0) {
        tree_add_passage(node, passage);
        return node;
    }
    for (size_t i = 0; i < count; i++) {
        const struct span *span = &spans[i];
        if (span->begin < at || span->end > passage->text.len || span->end < span->begin)
            continue; /* inside the one before, or its text is hidden */
        tree_add_text(node, str_slice(passage->text, at, span->begin));
        struct origin *inner = arena_new(outline->kept, struct origin);
        *inner = *origin;
        inner->passage = passage_slice(outline->kept, passage, span->begin, span->end);
        xmlNode *inline_node = tree_add(node, span->element, inner);
        tree_set(inline_node, span->attribute, span->value);
        if (span->place.source) {
            struct origin *target = arena_new(outline->kept, struct origin);
            target->source = span->place.source;
            target->begin = target->name_begin = (uint32_t)span->place.begin;
            target->end = target->name_end = (uint32_t)span->place.end;
            /* tree_attribute is for readers of the tree; this is its maker. */
            xmlAttr *attribute = (xmlAttr *)(uintptr_t)tree_attribute(inline_node, span->attribute);
            attribute->_private = target;
        }
        tree_add_text(inline_node, str_slice(passage->text, span->begin, span->end));
        at = span->end;
    }
    tree_add_text(node, str_slice(passage->text, at, passage->text.len));
    return node;
}

xmlNode *emit_line(const struct outline *outline, xmlNode *parent, const char *name, const struct line *line) {
    return emit_marked(outline, parent, name, line, NULL);
}

void emit_fact(const struct outline *outline, xmlNode *parent, const char *name, size_t count, struct place place,
               struct str detail) {
    struct origin *origin = NULL;
    if (place.source) {
        origin = arena_new(outline->kept, struct origin);
        origin->source = place.source;
        origin->begin = origin->name_begin = (uint32_t)place.begin;
        origin->end = origin->name_end = (uint32_t)place.end;
        const struct passage *passage = place.passage;
        bool whole = passage && place.text_begin == 0 && place.text_end == passage->text.len;
        if (passage)
            origin->passage = whole ? passage : passage_slice(outline->kept, passage, place.text_begin, place.text_end);
    }
    xmlNode *fact = tree_add_fact(parent, name, count, origin);
    if (detail.len)
        tree_set(fact, "detail", detail);
}

void emit_evidence(xmlNode *node, enum evidence evidence) {
    tree_set(node, "src:evidence", str_from(evidence_name(evidence)));
}

struct str emit_iso(struct arena *arena, const struct date *date) {
    if (!date->valid || date->form == DATE_AMBIGUOUS || date->interval.first > date->interval.last)
        return (struct str){0};
    struct str day = date_format(arena, date->interval.first);
    switch (date->precision) {
    case DATE_DAY:
        return day;
    case DATE_MONTH:
        return str_slice(day, 0, 7);
    case DATE_YEAR:
        return str_slice(day, 0, 4);
    case DATE_SEASON:
    case DATE_QUARTER:
        break;
    }
    return (struct str){0};
}
