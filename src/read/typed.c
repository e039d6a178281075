#include "typed.h"

#include "arena.h"
#include "detect.h"
#include "fold.h"
#include "vec.h"

enum { HEADING_CHARACTERS = 100, BULLET_GAP = 3, RECOGNISED_ITEMS = 3, CONTENTS_LINES = 3 };

struct str typed_unmarked(struct str text) {
    while (text.len && text.data[0] == '[') {
        size_t close = str_find(text, STR("]"), 0);
        if (close == SIZE_MAX || close + 1 >= text.len || text.data[close + 1] == '(')
            break;
        text = str_trim(str_slice(text, close + 1, text.len));
    }
    return text;
}

static bool is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

static bool is_blank(uint32_t c) {
    return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x2007 || c == 0x202F;
}

/* Latin letters are all that Swedish and its names need here. */
static bool is_capital(uint32_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x100 && c < 0x138 && c % 2 == 0);
}

static bool is_letter(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x2000);
}

bool typed_is_capital(struct str text) {
    size_t at = 0;
    text = typed_unmarked(text);
    return text.len && is_capital(utf8_next(text, &at));
}

static bool has_letter(struct str text) {
    for (size_t at = 0; at < text.len;) {
        if (is_letter(utf8_next(text, &at)))
            return true;
    }
    return false;
}

bool typed_is_counter(struct str text) {
    /* "6 (8)", "SIDA 2 (3)", "3/8" are what page fields leave behind. */
    size_t at = text.len;
    if (!at || text.data[at - 1] != ')')
        return false;
    at--;
    size_t digits = at;
    while (at && is_digit((unsigned char)text.data[at - 1]))
        at--;
    if (at == digits || !at || text.data[at - 1] != '(')
        return false;
    struct str before = str_trim(str_slice(text, 0, at - 1));
    return before.len && is_digit((unsigned char)before.data[before.len - 1]);
}

bool typed_is_short(struct str text) {
    static const char *const sentence_ends[] = {".", ":", ";", ",", "!", "\xE2\x80\xA6"};
    text = typed_unmarked(text);
    if (!text.len || utf8_count(text) > HEADING_CHARACTERS || !has_letter(text) || typed_is_counter(text))
        return false;
    for (size_t i = 0; i < sizeof sentence_ends / sizeof sentence_ends[0]; i++) {
        if (str_ends(text, str_from(sentence_ends[i])))
            return false;
    }
    if (str_find(text, STR("://"), 0) != SIZE_MAX || str_starts(text, STR("www.")))
        return false;
    return typed_is_capital(text) || is_digit((unsigned char)text.data[0]);
}

size_t typed_page(struct str text, size_t *title_end) {
    size_t end = text.len;
    *title_end = end;
    while (end && is_blank((unsigned char)text.data[end - 1]))
        end--;
    size_t digits = end;
    while (digits && is_digit((unsigned char)text.data[digits - 1]))
        digits--;
    /* A year at the end of a title is no page: three digits are enough for plans. */
    if (digits == end || end - digits > 3 || !digits)
        return 0;
    size_t leader = digits;
    while (leader && (text.data[leader - 1] == '.' || is_blank((unsigned char)text.data[leader - 1])))
        leader--;
    if (leader == digits || !leader)
        return 0;
    uint64_t page = 0;
    str_to_number(str_slice(text, digits, end), &page);
    *title_end = leader;
    return (size_t)page;
}

/* Returns whether a tab or a row of periods leads to the page number, so that the line can be nothing else than an
 * entry. */
static bool has_leader(struct str text, size_t title_end) {
    struct str leader = str_slice(text, title_end, text.len);
    return str_find(leader, STR("\t"), 0) != SIZE_MAX || str_find(leader, STR(".."), 0) != SIZE_MAX;
}

static bool is_free(const struct line *line) {
    return line->form == LINE_TEXT && line->paragraph->story == STORY_BODY;
}

static size_t next_filled(const struct lines *lines, size_t i) {
    do
        i++;
    while (i < lines->count && lines->items[i].form == LINE_EMPTY);
    return i;
}

static bool is_contents_heading(struct arena *arena, struct str text) {
    static const char *const names[] = {"innehåll", "innehållsförteckning", "innehållsöversikt", "innehållsforteckning",
                                        "innehall", "innehallsforteckning", "table of contents", "contents"};
    text = typed_unmarked(text);
    /* Nearly every line is dismissed by its length or its first letter, before anything is folded. */
    if (!text.len || text.len > 60 || !strchr("IiTtCc0123456789", text.data[0]))
        return false;
    struct str key = fold_heading(arena, text);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (str_is(key, names[i]))
            return true;
    }
    return false;
}

/* Returns whether the line can be an entry; `strict` asks for a leader. */
static bool is_entry(const struct line *line, bool strict) {
    if (!is_free(line) && !(line->form == LINE_ITEM && line->paragraph->list == LIST_NUMBER))
        return false;
    size_t title_end, rest;
    if (!typed_page(line->text, &title_end))
        return false;
    return has_leader(line->text, title_end) || (!strict && fold_number(line->text, &rest).len);
}

static size_t mark_entries(struct lines *lines, size_t from, bool strict) {
    size_t i = from, last = from;
    for (; i < lines->count; i = next_filled(lines, i)) {
        if (!is_entry(&lines->items[i], strict))
            break;
        last = i + 1;
    }
    return last;
}

void typed_contents(struct arena *arena, struct lines *lines) {
    bool known = false;
    for (size_t i = 0; i < lines->count; i++)
        known = known || lines->items[i].form == LINE_TOC || lines->items[i].form == LINE_TOC_HEADING;

    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        if (line->form == LINE_EMPTY)
            continue;
        size_t next = next_filled(lines, i);
        bool named = (line->form == LINE_TEXT || line->form == LINE_HEADING || line->form == LINE_TITLE) &&
                     line->paragraph->story == STORY_BODY && is_contents_heading(arena, line->text);
        if (named && next < lines->count && lines->items[next].form == LINE_TOC) {
            line->form = LINE_TOC_HEADING;
            continue;
        }
        if (known)
            continue;
        size_t from = named ? next : i;
        size_t end = named || is_entry(line, true) ? mark_entries(lines, from, !named) : from;
        if (end - from < (named ? 1 : CONTENTS_LINES))
            continue;
        if (named)
            line->form = LINE_TOC_HEADING;
        for (size_t k = from; k < end; k++) {
            if (lines->items[k].form == LINE_EMPTY)
                continue;
            lines->items[k].form = LINE_TOC;
            lines->items[k].evidence = EVIDENCE_PATTERN;
            lines->items[k].typed = true;
        }
        i = end - 1;
    }
}

enum glyph_class { GLYPH_NONE, GLYPH_SURE, GLYPH_DASH, GLYPH_LETTER };

static const struct {
    uint32_t first, last;
    enum glyph_class class;
} glyphs[] = {
    {0xB7, 0xB7, GLYPH_SURE},     {0x2022, 0x2023, GLYPH_SURE}, {0x2043, 0x2043, GLYPH_SURE},
    {0x2219, 0x2219, GLYPH_SURE}, {0x25A0, 0x25FF, GLYPH_SURE}, {0x2713, 0x2714, GLYPH_SURE},
    {0x2794, 0x27BE, GLYPH_SURE}, {0xE000, 0xF8FF, GLYPH_SURE}, {'-', '-', GLYPH_DASH},
    {0x2010, 0x2015, GLYPH_DASH}, {0x2212, 0x2212, GLYPH_DASH}, {'*', '*', GLYPH_DASH},
    {'o', 'o', GLYPH_LETTER},     {'e', 'e', GLYPH_LETTER},     {0xA2, 0xA2, GLYPH_LETTER},
    {0xAB, 0xAB, GLYPH_LETTER},
};

static enum glyph_class bullet_of(struct str text, uint32_t *glyph) {
    size_t at = 0;
    if (!text.len)
        return GLYPH_NONE;
    *glyph = utf8_next(text, &at);
    enum glyph_class class = GLYPH_NONE;
    for (size_t i = 0; i < sizeof glyphs / sizeof glyphs[0]; i++) {
        if (*glyph >= glyphs[i].first && *glyph <= glyphs[i].last)
            class = glyphs[i].class;
    }
    struct str rest = str_trim(str_slice(text, at, text.len));
    if (class == GLYPH_NONE || !rest.len)
        return GLYPH_NONE;
    size_t behind = at;
    bool apart = is_blank(utf8_next(text, &behind));
    if (class == GLYPH_SURE)
        return GLYPH_SURE;
    if (!apart || (class == GLYPH_LETTER && !typed_is_capital(rest)))
        return GLYPH_NONE;
    return class;
}

struct bullet {
    size_t line, position; /* position counts lines that are not empty */
    uint32_t glyph;
    enum glyph_class class;
};

/* Counts the lines of each class in the whole document that go on with a capital: a writer who begins three lines so
 * makes lists. */
static void count_bullets(const struct lines *lines, size_t counts[GLYPH_LETTER + 1]) {
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        uint32_t glyph;
        enum glyph_class class = is_free(line) ? bullet_of(line->text, &glyph) : GLYPH_NONE;
        size_t at = 0;
        if (class == GLYPH_NONE)
            continue;
        utf8_next(line->text, &at);
        counts[class] += typed_is_capital(str_trim(str_slice(line->text, at, line->text.len)));
    }
}

/* Marks the bullets of one group: neighbours at most BULLET_GAP lines apart. */
static void mark_group(struct lines *lines, const struct bullet *bullets, size_t count,
                       const size_t in_document[GLYPH_LETTER + 1]) {
    size_t of_class[GLYPH_LETTER + 1] = {0};
    for (size_t i = 0; i < count; i++)
        of_class[bullets[i].class]++;
    for (size_t i = 0; i < count; i++) {
        struct line *line = &lines->items[bullets[i].line];
        enum glyph_class class = bullets[i].class;
        bool enough = class == GLYPH_SURE || in_document[class] >= RECOGNISED_ITEMS ||
                      (class == GLYPH_DASH && of_class[GLYPH_SURE] + of_class[GLYPH_DASH] >= 2);
        if (!enough || line->form == LINE_ITEM)
            continue;
        line->form = LINE_ITEM;
        line->evidence = EVIDENCE_PATTERN;
        line->typed = true;
        line->ocr = class == GLYPH_LETTER;
    }
}

/* Glyphs nest in the order in which they appear under a heading; text recognition confuses letters, so they are one
 * glyph. */
void typed_levels(struct lines *lines) {
    uint32_t seen[9];
    unsigned levels = 0;
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        if (line->form == LINE_HEADING || (line->form == LINE_ITEM && !line->typed))
            levels = 0;
        uint32_t glyph;
        if (line->form != LINE_ITEM || !line->typed || bullet_of(line->text, &glyph) == GLYPH_NONE)
            continue;
        glyph = line->ocr ? 'o' : glyph;
        unsigned level = 0;
        while (level < levels && seen[level] != glyph)
            level++;
        if (level == levels && levels < sizeof seen / sizeof seen[0])
            seen[levels++] = glyph;
        line->level = level;
    }
}

void typed_bullets(struct arena *arena, struct lines *lines) {
    VEC(struct bullet) bullets = {0};
    size_t position = 0, in_document[GLYPH_LETTER + 1] = {0};
    count_bullets(lines, in_document);
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        struct bullet bullet = {.line = i, .position = position};
        position += line->form != LINE_EMPTY;
        if (is_free(line))
            bullet.class = bullet_of(line->text, &bullet.glyph);
        else if (line->form == LINE_ITEM)
            bullet.class = GLYPH_SURE;
        bool apart = bullets.count && (position > bullets.items[bullets.count - 1].position + 1 + BULLET_GAP ||
                                       line->form == LINE_HEADING);
        if (apart) {
            mark_group(lines, bullets.items, bullets.count, in_document);
            bullets.count = 0;
        }
        if (bullet.class != GLYPH_NONE)
            *vec_add(arena, &bullets) = bullet;
    }
    if (bullets.count)
        mark_group(lines, bullets.items, bullets.count, in_document);
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
    struct str number = is_free(line) ? fold_number(text, &rest) : (struct str){0};
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
        size_t next = next_filled(lines, i);
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
        bool candidate = is_free(line) && line->paragraph->bold && typed_is_short(line->text);
        bold += candidate;
        plain += !candidate && line->form != LINE_EMPTY && line->form != LINE_PAGE;
    }
    return bold > 2 * plain ? 0 : bold;
}

static size_t bold_headings(struct lines *lines) {
    size_t found = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        if (!is_free(line) || !line->paragraph->bold || !typed_is_short(line->text))
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
        if (!is_free(line) || !typed_is_short(line->text))
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
        if (!is_free(line) || !typed_is_short(line->text))
            continue;
        size_t next = next_filled(lines, i);
        if (next < lines->count && lines->items[next].form == LINE_ITEM)
            make_heading(lines, i, (struct str){0}, 0, EVIDENCE_GUESS);
    }
}

/* In a document with heading styles a plain "4.2 Title" still opens a section when it continues the numbers of its
 * chapter. */
static void numbered_gaps(struct lines *lines) {
    struct str chapter = {0};
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        bool typed;
        if (line->form == LINE_HEADING && !line->fake && line->number.len)
            chapter = str_slice(line->number, 0, str_find(line->number, STR("."), 0));
        struct str number = number_of(line, &typed);
        if (!chapter.len || depth_of(number) < 2 || !typed || !str_starts(number, chapter) ||
            number.data[chapter.len] != '.')
            continue;
        make_heading(lines, i, number, depth_of(number), EVIDENCE_PATTERN);
        line->typed = true;
    }
}

static struct str heading_number(const struct line *line) {
    return line->paragraph->number.len ? line->paragraph->number : fold_number(line->text, NULL);
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
    while (at < text.len && at < 2 && is_digit((unsigned char)text.data[at]))
        value = value * 10 + (unsigned)(text.data[at++] - '0');
    if (!at && text.len && text.data[0] >= 'a' && text.data[0] <= 'z')
        value = (unsigned)(text.data[at++] - 'a') + 1;
    bool letter = at == 1 && !is_digit((unsigned char)text.data[0]);
    if (!value || at + 1 >= text.len || !(text.data[at] == ')' || (text.data[at] == '.' && !letter)))
        return 0;
    return is_blank((unsigned char)text.data[at + 1]) ? value : 0;
}

/* Typed numbers that count from one under a heading are items. */
static void number_items(struct lines *lines) {
    unsigned before = 0;
    struct line *first = NULL; /* "1." waits for "2." */
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        if (line->form == LINE_HEADING)
            before = 0;
        unsigned value = is_free(line) ? list_value(line->text) : 0;
        if (!value || value != before + 1) {
            before = value == 1 ? 1 : before;
            first = value == 1 ? line : first;
            continue;
        }
        before = value;
        if (value == 1) {
            first = line;
            continue;
        }
        struct line *pair[] = {value == 2 ? first : NULL, line};
        for (size_t k = 0; k < 2; k++) {
            if (!pair[k])
                continue;
            pair[k]->form = LINE_ITEM;
            pair[k]->evidence = EVIDENCE_PATTERN;
            pair[k]->typed = true;
        }
    }
}

void typed_headings(struct arena *arena, struct lines *lines, const struct profile *profile) {
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
