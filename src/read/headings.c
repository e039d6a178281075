#include "headings.h"

#include "detect.h"
#include "fold.h"
#include "typed.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static unsigned depth_of(struct str number) {
    unsigned depth = number.len != 0;
    for (size_t i = 0; i < number.len; i++)
        depth += number.data[i] == '.';
    return depth;
}

static void make_heading(struct lines *lines, size_t i, struct str number, unsigned level, enum evidence evidence) {
    struct line *line = &lines->items[i];
    line->form = LINE_HEADING;
    line->number = number;
    line->level = level;
    line->evidence = evidence;
    line->fake = true;
}

/* Returns the number that could make the line a heading, computed or typed; empty when it has none. */
static struct str number_of(const struct line *line, bool *typed) {
    const struct wml_paragraph *paragraph = line->paragraph;
    size_t rest;
    *typed = false;
    if (line->form == LINE_ITEM && paragraph->list == LIST_NUMBER && !line->typed &&
        (paragraph->bold || depth_of(paragraph->number) > 1) && typed_is_short(line->text))
        return paragraph->number;
    struct str text = typed_unmarked(line->text);
    struct str number = typed_is_free(line) ? fold_number(text, &rest) : (struct str){0};
    *typed = number.len != 0;
    return number.len && typed_is_short(str_slice(text, rest, text.len)) ? number : (struct str){0};
}

/* Numbers: 1., 3.1. A row of such lines of one depth with nothing between them is a list, unless they are bold.
 * `bold_only`: the document has bold lines as headings, so that numbers alone are lists. */
static size_t number_headings(struct lines *lines, bool bold_only) {
    size_t found = 0;
    unsigned before = 0; /* depth of the candidate directly above, 0 when there is text between */
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        bool typed;
        if (line->form == LINE_EMPTY)
            continue;
        struct str number = number_of(line, &typed);
        unsigned depth = depth_of(number);
        if (!depth) {
            before = 0;
            continue;
        }
        bool next_typed;
        size_t next = typed_next(lines, i);
        unsigned after = next < lines->count ? depth_of(number_of(&lines->items[next], &next_typed)) : 0;
        bool listed = !line->paragraph->bold && (before == depth || after == depth || (bold_only && depth == 1));
        before = depth;
        if (listed) {
            if (line->form == LINE_TEXT) {
                line->form = LINE_ITEM;
                line->evidence = EVIDENCE_PATTERN;
                line->typed = true;
                line->number = number;
            }
            continue;
        }
        make_heading(lines, i, number, depth, EVIDENCE_PATTERN);
        line->typed = typed;
        found++;
    }
    return found;
}

/* Returns how many bold lines look like headings; 0 when so much is bold that it says nothing. */
static size_t count_bold(const struct lines *lines) {
    size_t bold = 0, plain = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        bool candidate = typed_is_free(line) && line->paragraph->bold && typed_is_short(line->text);
        bold += candidate;
        plain += !candidate && line->form != LINE_EMPTY && line->form != LINE_PAGE;
    }
    return bold > 2 * plain ? 0 : bold;
}

static size_t bold_headings(struct lines *lines) {
    size_t found = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        if (!typed_is_free(line) || !line->paragraph->bold || !typed_is_short(line->text))
            continue;
        make_heading(lines, i, (struct str){0}, 0, EVIDENCE_GUESS);
        found++;
    }
    return found;
}

/* Bare names: lines that say what a profile calls a section, or name the plan, and short lines right above a list. */
static void name_headings(struct arena *arena, struct lines *lines, const struct profile *profile) {
    size_t known = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        bool leads = false;
        if (!typed_is_free(line) || !typed_is_short(line->text))
            continue;
        struct str name = typed_unmarked(line->text);
        bool named = profile_role(profile, fold_heading(arena, name)) != ROLE_OTHER;
        if (!named && !(detect_words(arena, name, &leads) != PLAN_UNKNOWN && leads))
            continue;
        make_heading(lines, i, (struct str){0}, 0, EVIDENCE_PATTERN);
        known++;
    }
    if (!known)
        return;
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        if (!typed_is_free(line) || !typed_is_short(line->text))
            continue;
        size_t next = typed_next(lines, i);
        if (next < lines->count && lines->items[next].form == LINE_ITEM)
            make_heading(lines, i, (struct str){0}, 0, EVIDENCE_GUESS);
    }
}

static struct str heading_number(const struct line *line) {
    return line->paragraph->number.len ? line->paragraph->number : fold_number(line->text, NULL);
}

/* In a document with heading styles a plain "4.2 Title" still opens a section when it continues the numbers of its
 * chapter. */
static void numbered_gaps(struct lines *lines) {
    struct str chapter = {0};
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        bool typed;
        if (line->form == LINE_HEADING && !line->fake) {
            struct str own = heading_number(line);
            chapter = str_slice(own, 0, str_find(own, STR("."), 0));
        }
        struct str number = number_of(line, &typed);
        if (!chapter.len || depth_of(number) < 2 || !typed || !str_starts(number, chapter) ||
            number.data[chapter.len] != '.')
            continue;
        make_heading(lines, i, number, depth_of(number), EVIDENCE_PATTERN);
        line->typed = true;
    }
}

/* Headings that all have one style say nothing by it. Their numbers give their levels when one has two parts; else
 * their names, when the heading of a focus area stands right above another: there the other must be below it. */
static void flat_headings(struct arena *arena, struct lines *lines, const struct profile *profile) {
    enum { ENOUGH = 3 };
    size_t count = 0;
    unsigned level = 0, deepest = 0;
    bool below = false, area = false; /* area: the line above is the heading of a focus area */
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        if (line->form == LINE_EMPTY)
            continue;
        if (line->form != LINE_HEADING) {
            area = false;
            continue;
        }
        if (count && line->level != level)
            return;
        level = line->level;
        count++;
        unsigned depth = depth_of(heading_number(line));
        deepest = depth > deepest ? depth : deepest;
        enum section_role role = profile_role(profile, fold_heading(arena, line->text));
        below = below || (area && role == ROLE_OTHER);
        area = role == ROLE_FOCUS;
    }
    if (count < ENOUGH || (deepest < 2 && !below))
        return;
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        if (line->form != LINE_HEADING)
            continue;
        unsigned depth = depth_of(heading_number(line));
        line->level = deepest < 2 ? 0 : depth ? depth : 1;
    }
}

/* Gives headings without number or style a level: what the profile names is a chapter; another name lies below the
 * chapter above when that is a strategy or focus chapter without a list of its own, else it is a chapter too. */
static void level_headings(struct arena *arena, struct lines *lines, const struct profile *profile) {
    bool below = false, open = false;
    unsigned numbered = 0;
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        if (open && line->form == LINE_ITEM)
            below = false;
        if (line->form != LINE_HEADING)
            continue;
        if (line->level) {
            numbered = line->level;
            continue;
        }
        enum section_role role = profile_role(profile, fold_heading(arena, typed_unmarked(line->text)));
        open = role == ROLE_STRATEGY || role == ROLE_FOCUS;
        if (role != ROLE_OTHER)
            below = open;
        line->level = role != ROLE_OTHER ? 1 : numbered ? numbered + 1 : below ? 2 : 1;
        numbered = role != ROLE_OTHER ? 0 : numbered;
    }
}

/* Returns the value of a typed list number, "1." "2)" "c)", 0 when there is none. */
static unsigned list_value(struct str text) {
    size_t at = 0;
    unsigned value = 0;
    while (at < text.len && at < 2 && is_digit(text.data[at]))
        value = value * 10 + (unsigned)(text.data[at++] - '0');
    if (!at && text.len && text.data[0] >= 'a' && text.data[0] <= 'z')
        value = (unsigned)(text.data[at++] - 'a') + 1;
    bool letter = at == 1 && !is_digit(text.data[0]);
    if (!value || at + 1 >= text.len || !(text.data[at] == ')' || (text.data[at] == '.' && !letter)))
        return 0;
    return text.data[at + 1] == ' ' || text.data[at + 1] == '\t' ? value : 0;
}

/* Typed numbers that count from one under a heading are items. Right below an item a number that is missing or stands
 * twice is a slip of the writer, and what it numbers is no less an item. */
static void number_items(struct lines *lines) {
    unsigned before = 0;
    struct line *first = NULL; /* "1." waits for "2." */
    bool below = false;        /* right below an item of the list */
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        if (line->form == LINE_EMPTY)
            continue;
        if (line->form == LINE_HEADING)
            before = 0;
        unsigned value = typed_is_free(line) ? list_value(line->text) : 0;
        bool next = value == before + 1 || (below && value >= before && value <= before + 2);
        if (value == 1) {
            before = 1;
            first = line;
            below = false;
            continue;
        }
        below = value && next;
        if (!below)
            continue;
        before = value;
        struct line *pair[] = {first, line};
        first = NULL;
        for (size_t k = 0; k < 2; k++) {
            if (!pair[k])
                continue;
            pair[k]->form = LINE_ITEM;
            pair[k]->evidence = EVIDENCE_PATTERN;
            pair[k]->typed = true;
        }
    }
}

void headings_find(struct arena *arena, struct lines *lines, const struct profile *profile) {
    if (lines->styled) {
        numbered_gaps(lines);
    } else {
        size_t bold = count_bold(lines);
        size_t found = number_headings(lines, bold > 1);
        found += bold ? bold_headings(lines) : 0;
        if (!found)
            name_headings(arena, lines, profile);
    }
    flat_headings(arena, lines, profile);
    level_headings(arena, lines, profile);
    number_items(lines);
}
