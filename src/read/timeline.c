#include "timeline.h"

#include "arena.h"
#include "fold.h"
#include "typed.h"
#include "vec.h"

enum { MILESTONES = 3, DATE_CHARACTERS = 120, LABEL_CHARACTERS = 60, MILESTONE_LINES = 6, COLUMNS = 64 };

struct unit {
    struct date date;
    struct str rest;               /* of the dated lines, behind or before the date */
    size_t lines[MILESTONE_LINES]; /* the first one or two carry the date */
    size_t line_count, dated;
    bool labelled;
};

static bool has_word(struct str text, size_t begin, size_t end) {
    for (size_t i = begin; i < end && i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == 0xC3)
            return true;
    }
    return false;
}

/* Returns what is left of a text beside its date, without the punctuation between. */
static struct str without_date(struct str text, const struct date *date) {
    size_t begin = 0, end = text.len;
    if (has_word(text, 0, date->begin))
        end = date->begin;
    else
        begin = date->end;
    while (begin < end && !has_word(text, begin, begin + 1) && (unsigned char)text.data[begin] != 0xC3)
        begin++;
    while (end > begin && strchr(" \t\n:,-(", text.data[end - 1]))
        end--;
    return str_trim(str_slice(text, begin, end));
}

/* Returns whether words only say how a date is meant: "Senast", "Fr.o.m.", "I slutet av". They name no milestone. */
static bool is_relation(struct arena *arena, struct str words) {
    static const char *const relations[] = {
        "senast", "den",    "från",   "och",     "med",      "from",   "till",     "tom", "under", "i",
        "före",   "innan",  "efter",  "omkring", "cirka",    "ca",     "av",       "vid", "by",    "no",
        "than",   "later",  "until",  "on",      "utgången", "slutet", "början",   "in",  "of",    "the",
        "end",    "during", "before", "after",   "mitten",   "around", "beginning"};
    struct str rest = fold_heading(arena, words);
    while (rest.len) {
        struct str word = str_cut(&rest, ' ');
        bool known = false;
        for (size_t i = 0; i < sizeof relations / sizeof relations[0] && !known; i++)
            known = str_is(word, relations[i]);
        if (!known)
            return false;
    }
    return true;
}

/* Reads the date that line `i` begins with (or, when it is short, ends with); `*lines` is 2 when it goes on in line
 * `next`. */
static bool read_date(const struct outline *outline, size_t i, size_t next, struct unit *unit) {
    struct str text = outline->lines->items[i].text;
    struct str below = next == SIZE_MAX ? (struct str){NULL, 0} : outline->lines->items[next].text;
    struct date_list dates = {0};
    if (!text.len || utf8_count(text) > DATE_CHARACTERS)
        return false;
    bool joinable = below.len && below.len <= LABEL_CHARACTERS;
    struct str joined = joinable ? str_format(outline->arena, "%.*s %.*s", STR_ARGS(text), STR_ARGS(below)) : text;
    date_scan(outline->arena, joined, 0, &dates);
    if (!dates.count)
        return false;
    struct date date = dates.items[0];
    bool leads = !has_word(joined, 0, date.begin);
    bool ends = date.end == text.len && utf8_count(text) <= LABEL_CHARACTERS;
    if (date.begin >= text.len || (!leads && !ends))
        return false;
    *unit = (struct unit){.date = date, .lines = {i}, .line_count = 1, .dated = 1};
    if (date.end > text.len) {
        unit->lines[unit->line_count++] = next;
        unit->dated = 2;
    }
    unit->rest = without_date(unit->dated == 2 ? joined : text, &date);
    if (is_relation(outline->arena, unit->rest))
        unit->rest = (struct str){NULL, 0};
    unit->labelled = unit->rest.len != 0;
    return true;
}

static void emit_unit(const struct outline *outline, xmlNode *timeline, const struct unit *unit) {
    struct str label = unit->rest;
    xmlNode *node = emit_container(outline, timeline, "milestone", &outline->lines->items[unit->lines[0]]);
    static const char *const precisions[] = {[DATE_DAY] = "day",
                                             [DATE_MONTH] = "month",
                                             [DATE_SEASON] = "season",
                                             [DATE_QUARTER] = "quarter",
                                             [DATE_YEAR] = "year"};
    const struct date *date = &unit->date;
    if (date->form == DATE_POINT && date->valid) {
        struct str value = emit_iso(outline->arena, date);
        if (!value.len) /* seasons and quarters are spans of days */
            value = str_format(outline->arena, "%.*s/%.*s", STR_ARGS(date_format(outline->arena, date->interval.first)),
                               STR_ARGS(date_format(outline->arena, date->interval.last)));
        tree_set(node, "date", value);
        tree_set(node, "precision", str_from(precisions[date->precision]));
    } else if (date->form == DATE_RANGE && date->valid && date->interval.first <= date->interval.last) {
        tree_set(node, "date", date_format(outline->arena, date->interval.first));
        tree_set(node, "to", date_format(outline->arena, date->interval.last));
    }
    for (size_t i = unit->dated; i < unit->line_count; i++) {
        struct str more = outline->lines->items[unit->lines[i]].text;
        label = label.len ? str_format(outline->arena, "%.*s %.*s", STR_ARGS(label), STR_ARGS(more)) : more;
    }
    if (label.len)
        tree_set(node, "label", label);
    for (size_t i = 0; i < unit->line_count; i++)
        emit_line(outline, node, "text", &outline->lines->items[unit->lines[i]]);
}

struct units {
    struct unit *items;
    size_t count, cap;
};

static size_t next_filled(const struct lines *lines, size_t i, size_t to) {
    do
        i++;
    while (i < to && lines->items[i].form == LINE_EMPTY);
    return i;
}

static bool is_running(const struct line *line) {
    return line->form == LINE_TEXT || line->form == LINE_ITEM || line->form == LINE_CONTINUATION;
}

/* Dates in running lines: each with at most one short line below as its label, when it has none beside it. */
static size_t read_running(const struct outline *outline, size_t from, size_t to, struct units *units) {
    const struct lines *lines = outline->lines;
    size_t i = from, end = from;
    while (i < to && is_running(&lines->items[i])) {
        struct unit unit;
        size_t next = next_filled(lines, i, to);
        bool more = next < to && is_running(&lines->items[next]);
        if (!read_date(outline, i, more ? next : SIZE_MAX, &unit))
            break;
        i = next_filled(lines, unit.lines[unit.line_count - 1], to);
        struct unit ahead;
        size_t after = i < to ? next_filled(lines, i, to) : to;
        bool label = !unit.labelled && i < to && is_running(&lines->items[i]) &&
                     utf8_count(lines->items[i].text) <= LABEL_CHARACTERS &&
                     !read_date(outline, i, after < to ? after : SIZE_MAX, &ahead);
        if (label) {
            unit.lines[unit.line_count++] = i;
            i = next_filled(lines, i, to);
        }
        end = unit.lines[unit.line_count - 1] + 1;
        *vec_add(outline->arena, units) = unit;
    }
    return end;
}

static size_t table_end(const struct lines *lines, size_t from, size_t to) {
    size_t table = lines->items[from].paragraph->cell.table, i = from;
    while (i < to && lines->items[i].paragraph->cell.table == table)
        i++;
    return i;
}

static bool same_cell(const struct line *a, const struct line *b) {
    return a->paragraph->cell.row == b->paragraph->cell.row && a->paragraph->cell.column == b->paragraph->cell.column;
}

/* Dates in a table: along a row, labels below each; or down a column, labels beside each. `owner` becomes the milestone
 * (1-based) that each line belongs to. */
static void read_table(const struct outline *outline, size_t from, size_t end, struct units *units, size_t *owner) {
    const struct lines *lines = outline->lines;
    size_t *at = arena_array(outline->arena, size_t, end - from); /* milestone that begins at a line, 1-based */
    size_t row = SIZE_MAX, in_row = 0, widest = 0;
    for (size_t i = from; i < end; i++) {
        const struct wml_cell *cell = &lines->items[i].paragraph->cell;
        struct unit unit;
        size_t next = i + 1 < end && same_cell(&lines->items[i], &lines->items[i + 1]) ? i + 1 : SIZE_MAX;
        in_row = cell->row == row ? in_row : 0;
        row = cell->row;
        if (owner[i - from] || !read_date(outline, i, next, &unit))
            continue;
        *vec_add(outline->arena, units) = unit;
        at[i - from] = owner[i - from] = units->count;
        if (unit.dated == 2)
            owner[next - from] = units->count;
        in_row++;
        widest = in_row > widest ? in_row : widest;
    }
    size_t column_owner[COLUMNS] = {0}, row_owner = 0;
    if (widest <= 1) {
        /* Down a column: the one date of a row owns the row. */
        for (size_t i = from, k; i < end; i = k) {
            row_owner = 0;
            for (k = i; k < end && lines->items[k].paragraph->cell.row == lines->items[i].paragraph->cell.row; k++)
                row_owner = at[k - from] ? at[k - from] : row_owner;
            for (size_t m = i; row_owner && m < k; m++)
                owner[m - from] = row_owner;
        }
    } else {
        for (size_t i = from; i < end; i++) {
            size_t column = lines->items[i].paragraph->cell.column;
            if (column >= COLUMNS)
                continue;
            if (owner[i - from])
                column_owner[column] = owner[i - from];
            owner[i - from] = column_owner[column];
        }
    }
    for (size_t i = from; i < end; i++) {
        struct unit *unit = owner[i - from] ? &units->items[owner[i - from] - 1] : NULL;
        bool dated = unit && (unit->lines[0] == i || (unit->dated == 2 && unit->lines[1] == i));
        if (!unit || dated || lines->items[i].form == LINE_EMPTY)
            continue;
        if (unit->line_count < MILESTONE_LINES)
            unit->lines[unit->line_count++] = i;
        else
            owner[i - from] = 0;
    }
}

static void emit_table_timeline(const struct outline *outline, xmlNode *parent, size_t from, size_t end,
                                const struct units *units, const size_t *owner) {
    const struct lines *lines = outline->lines;
    xmlNode *timeline = emit_container(outline, parent, "timeline", &lines->items[from]);
    for (size_t i = from; i < end; i++) {
        const struct unit *unit = owner[i - from] ? &units->items[owner[i - from] - 1] : NULL;
        if (unit && unit->lines[0] == i)
            emit_unit(outline, timeline, unit);
        if (!unit && lines->items[i].form != LINE_EMPTY)
            emit_line(outline, timeline, "p", &lines->items[i]);
    }
}

size_t timeline_emit(const struct outline *outline, xmlNode *parent, size_t from, size_t to) {
    const struct lines *lines = outline->lines;
    struct units units = {0};
    if (lines->items[from].form == LINE_CELL || lines->items[from].paragraph->cell.table) {
        size_t end = table_end(lines, from, to);
        size_t *owner = arena_array(outline->arena, size_t, end - from);
        read_table(outline, from, end, &units, owner);
        if (units.count < MILESTONES)
            return from;
        emit_table_timeline(outline, parent, from, end, &units, owner);
        return end;
    }
    size_t end = read_running(outline, from, to, &units);
    if (units.count < MILESTONES)
        return from;
    xmlNode *timeline = emit_container(outline, parent, "timeline", &lines->items[from]);
    for (size_t i = 0; i < units.count; i++)
        emit_unit(outline, timeline, &units.items[i]);
    return end;
}
