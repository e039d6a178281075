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

bool typed_is_free(const struct line *line) {
    return line->form == LINE_TEXT && line->paragraph->story == STORY_BODY;
}

size_t typed_next(const struct lines *lines, size_t i) {
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
    if (!typed_is_free(line) && !(line->form == LINE_ITEM && line->paragraph->list == LIST_NUMBER))
        return false;
    size_t title_end, rest;
    if (!typed_page(line->text, &title_end))
        return false;
    return has_leader(line->text, title_end) || (!strict && fold_number(line->text, &rest).len);
}

static size_t mark_entries(struct lines *lines, size_t from, bool strict) {
    size_t i = from, last = from;
    for (; i < lines->count; i = typed_next(lines, i)) {
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
        size_t next = typed_next(lines, i);
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

enum glyph_class { GLYPH_NONE, GLYPH_SURE, GLYPH_DASH, GLYPH_STAR, GLYPH_LETTER };

static const struct {
    uint32_t first, last;
    enum glyph_class class;
} glyphs[] = {
    {0xB7, 0xB7, GLYPH_SURE},     {0x2022, 0x2023, GLYPH_SURE}, {0x2043, 0x2043, GLYPH_SURE},
    {0x2219, 0x2219, GLYPH_SURE}, {0x25A0, 0x25FF, GLYPH_SURE}, {0x2713, 0x2714, GLYPH_SURE},
    {0x2794, 0x27BE, GLYPH_SURE}, {0xE000, 0xF8FF, GLYPH_SURE}, {'-', '-', GLYPH_DASH},
    {0x2010, 0x2015, GLYPH_DASH}, {0x2212, 0x2212, GLYPH_DASH}, {'*', '*', GLYPH_STAR},
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

bool typed_is_bullet(struct str text) {
    uint32_t glyph;
    enum glyph_class class = bullet_of(str_trim(text), &glyph);
    return class != GLYPH_NONE && class != GLYPH_LETTER;
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
        enum glyph_class class = typed_is_free(line) ? bullet_of(line->text, &glyph) : GLYPH_NONE;
        size_t at = 0;
        if (class == GLYPH_NONE)
            continue;
        utf8_next(line->text, &at);
        counts[class] += typed_is_capital(str_trim(str_slice(line->text, at, line->text.len)));
    }
}

/* An asterisk is a bullet beside another; alone it marks a note. */
static bool has_neighbour(const struct bullet *bullets, size_t count, size_t i) {
    const struct bullet *here = &bullets[i];
    return (i > 0 && here[-1].glyph == here->glyph && here[-1].position + 1 == here->position) ||
           (i + 1 < count && here[1].glyph == here->glyph && here->position + 1 == here[1].position);
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
        bool enough = class == GLYPH_SURE || (class == GLYPH_STAR && has_neighbour(bullets, count, i)) ||
                      (class != GLYPH_STAR && in_document[class] >= RECOGNISED_ITEMS) ||
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

/* Whether the line stands in a comment of program text, whose lines begin with asterisks; *open tells whether the next
 * one does. A heading ends it. */
static bool is_comment(const struct line *line, bool *open) {
    bool begins = str_starts(line->text, STR("/*")), inside = begins || *open;
    *open = inside && line->form != LINE_HEADING && str_find(line->text, STR("*/"), begins ? 2 : 0) == SIZE_MAX;
    return inside;
}

void typed_bullets(struct arena *arena, struct lines *lines) {
    VEC(struct bullet) bullets = {0};
    bool comment = false;
    size_t position = 0, in_document[GLYPH_LETTER + 1] = {0};
    count_bullets(lines, in_document);
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->items[i];
        struct bullet bullet = {.line = i, .position = position};
        position += line->form != LINE_EMPTY;
        bool code = is_comment(line, &comment);
        if (typed_is_free(line) && !code)
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
