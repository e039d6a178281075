/* Paper: word processing documents made by hand, a paragraph a line, for tests of what is made of them.
 * For tests/unit only. */
#ifndef PLANLINT_PAPER_H
#define PLANLINT_PAPER_H

#include <stdio.h>
#include <stdlib.h>

#include "fold.h"
#include "outline.h"

/* A paragraph. `how` is one of: "h1".."h9" heading style, "t" text, "b" bold text, "i0".."i9" bullet, "n0".."n9"
 * numbered item, "c" indented text, "T" title, "S" subtitle, "D" date style, "C" caption, "toc1".."toc9", "TH" heading
 * of the contents, "H" page header, "F" footnote, "x" text box, "r0c0" table cell (row and column; a text after "|"
 * before it begins a new table), "h2#4.1" with the computed number 4.1. Before all that may stand "^", a page break
 * before it, "~", a continued cell, "!", bold, and "<tag>", a content control with that tag. */
struct paper_line {
    const char *how, *text;
};

static inline void paper_paragraph(struct arena *arena, struct source *source, struct wml_paragraph *paragraph,
                                   const char *how, struct str text, size_t begin, size_t *table) {
    static const struct {
        const char *how, *style;
    } styles[] = {{"T", "title"}, {"S", "subtitle"}, {"D", "date"}, {"C", "caption"}, {"TH", "toc heading"}};
    struct passage_builder builder = {.arena = arena, .source = source};
    for (; strchr("^~!", how[0]) && how[0]; how++) {
        paragraph->page_break |= how[0] == '^';
        paragraph->cell.continued |= how[0] == '~';
        paragraph->bold |= how[0] == '!';
    }
    if (how[0] == '<') {
        const char *end = strchr(how, '>');
        paragraph->control_tag = (struct str){how + 1, (size_t)(end - how - 1)};
        how = end + 1;
    }
    if (text.len)
        passage_add(&builder, text, begin, begin + text.len, RUN_VERBATIM);
    paragraph->passage = passage_finish(&builder);
    paragraph->place = source_place(source, begin, begin + text.len);
    const char *number = strchr(how, '#');
    if (number)
        paragraph->number = str_from(number + 1);
    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++) {
        if (strcmp(how, styles[i].how) == 0)
            paragraph->style_name = str_from(styles[i].style);
    }
    paragraph->toc = strcmp(how, "TH") == 0 || strncmp(how, "toc", 3) == 0;
    if (strncmp(how, "toc", 3) == 0)
        paragraph->style_name = str_format(arena, "toc %s", how + 3);
    if (how[0] == 'h')
        paragraph->level = (unsigned)(how[1] - '0');
    if (how[0] == 'i' || how[0] == 'n') {
        paragraph->list = how[0] == 'i' ? LIST_BULLET : LIST_NUMBER;
        paragraph->list_level = (unsigned)(how[1] - '0');
        paragraph->num_id = 1;
        paragraph->indent = 360 * (how[1] - '0' + 1);
    }
    if (strcmp(how, "c") == 0)
        paragraph->indent = 360;
    paragraph->bold |= strcmp(how, "b") == 0;
    paragraph->story = strcmp(how, "H") == 0   ? STORY_HEADER
                       : strcmp(how, "F") == 0 ? STORY_FOOTNOTE
                       : strcmp(how, "x") == 0 ? STORY_TEXTBOX
                                               : STORY_BODY;
    bool begins = how[0] == '|';
    unsigned row, column;
    *table += begins;
    if (sscanf(how + begins, "r%uc%u", &row, &column) == 2)
        paragraph->cell = (struct wml_cell){*table, row, column, row == 0, paragraph->cell.continued};
}

/* Returns the document of the lines. */
static inline struct wml_document *paper_document(struct arena *arena, const struct paper_line *lines, size_t count) {
    struct wml_document *document = arena_new(arena, struct wml_document);
    size_t bytes = 0, at = 0, table = 0;
    for (size_t i = 0; i < count; i++)
        bytes += strlen(lines[i].text) + 1;
    char *text = arena_alloc(arena, bytes + 1);
    for (size_t i = 0; i < count; i++)
        at += (size_t)sprintf(text + at, "%s\n", lines[i].text);
    document->main = source_create(arena, STR("paper"), (struct str){0}, (struct str){text, at});
    document->paragraphs = arena_array(arena, struct wml_paragraph, count);
    document->paragraph_count = count;
    document->styles_known = document->numbering_known = true;
    at = 0;
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(lines[i].text);
        paper_paragraph(arena, document->main, &document->paragraphs[i], lines[i].how, (struct str){text + at, len}, at,
                        &table);
        document->paragraphs[i].passage->number = (uint32_t)i + 1;
        at += len + 1;
    }
    return document;
}

/* Returns a profile with two focus areas and the usual section names. */
static inline struct profile *paper_profile(struct arena *arena) {
    static const char *const areas[][2] = {{"vu", "Verksamhet och utveckling"}, {"ks", "Kunskapsstyrning"}};
    static const struct {
        const char *name;
        enum section_role role;
    } names[] = {{"Inledning", ROLE_INTRODUCTION},
                 {"Organisation", ROLE_ORGANISATION},
                 {"Strategisk inriktning", ROLE_STRATEGY},
                 {"Fokusområden för samverkan", ROLE_OVERVIEW}};
    struct profile *profile = arena_new(arena, struct profile);
    profile->organisation = STR("Region Norrmark");
    profile->focus = arena_array(arena, struct focus_area, 2);
    profile->sections = arena_array(arena, struct section_name, 4);
    for (size_t i = 0; i < 2; i++) {
        struct str name = str_from(areas[i][1]);
        profile->focus[i] =
            (struct focus_area){str_from(areas[i][0]), name, fold_heading(arena, name), NULL, NULL, 0, NULL};
    }
    for (size_t i = 0; i < 4; i++)
        profile->sections[i] =
            (struct section_name){.role = names[i].role, .key = fold_heading(arena, str_from(names[i].name))};
    profile->focus_count = 2;
    profile->section_count = 4;
    return profile;
}

/* Returns the plan tree of the lines. */
static inline xmlDoc *paper_outline(struct arena *arena, const struct paper_line *lines, size_t count,
                                    enum plan_kind kind) {
    struct plan_options options = {.kind = kind, .period = {1, 0}, .year = {1, 0}};
    return outline_build(arena, paper_document(arena, lines, count), paper_profile(arena), &options);
}

/* Returns how many elements of the name the tree has. */
static inline size_t paper_count(xmlDoc *tree, const char *name) {
    size_t count = 0;
    xmlNode *root = xmlDocGetRootElement(tree);
    for (const xmlNode *node = root; node; node = tree_next(node, root))
        count += tree_is(node, name);
    return count;
}

#endif
