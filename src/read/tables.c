#include "tables.h"

#include "arena.h"
#include "detect.h"
#include "typed.h"

enum { COLUMNS = 64, FRAME_CELLS = 16 };

struct table {
    size_t from, end; /* lines */
    enum column columns[COLUMNS];
    size_t heads[COLUMNS]; /* line that heads the column + 1, 0 when none */
    const char *element;   /* what a row is: "activity", "entry", "goal", or NULL */
    enum column main;      /* column that names it */
};

static const struct wml_cell *cell_of(const struct lines *lines, size_t i) {
    return &lines->items[i].paragraph->cell;
}

/* What a row of a table with these columns is, in a document of the kind. */
static void choose_element(struct table *table, enum plan_kind kind) {
    bool has[COLUMN_RESULT + 1] = {false};
    for (size_t i = 0; i < COLUMNS; i++)
        has[table->columns[i]] = true;
    bool report = kind == PLAN_RAPPORT || (kind == PLAN_UNKNOWN && has[COLUMN_RESULT]);
    if (has[COLUMN_ACTIVITY] && kind != PLAN_TIDPLAN) {
        table->main = COLUMN_ACTIVITY;
        table->element = report ? "entry" : "activity";
    } else if (has[COLUMN_GOAL] && kind == PLAN_VP) {
        table->main = COLUMN_GOAL;
        table->element = "goal";
    }
    /* The first column of its meaning names the row; a second one ("Aktivitet", "Aktivitetens status") is another cell.
     */
    bool seen = false;
    for (size_t i = 0; i < COLUMNS; i++) {
        if (table->columns[i] == table->main && seen)
            table->columns[i] = COLUMN_OTHER;
        seen = seen || table->columns[i] == table->main;
    }
}

static struct table read_table(const struct outline *outline, size_t from, size_t to) {
    const struct lines *lines = outline->lines;
    struct table table = {.from = from, .end = from};
    size_t id = cell_of(lines, from)->table, first_row = cell_of(lines, from)->row;
    for (size_t i = from; i < to && cell_of(lines, i)->table == id; i++) {
        const struct wml_cell *cell = cell_of(lines, i);
        table.end = i + 1;
        if (cell->row != first_row || !cell->header_row || cell->column >= COLUMNS || table.heads[cell->column])
            continue;
        if (!lines->items[i].text.len)
            continue;
        table.heads[cell->column] = i + 1;
        table.columns[cell->column] = detect_column(outline->arena, lines->items[i].text);
    }
    choose_element(&table, outline->kind);
    return table;
}

struct str table_header(const struct lines *lines, size_t i) {
    const struct wml_cell *cell = cell_of(lines, i);
    size_t k = i;
    if (!cell->table || cell->row == 0)
        return (struct str){0};
    while (k > 0 && i - k < FRAME_CELLS && cell_of(lines, k - 1)->table == cell->table)
        k--;
    for (; k < i && cell_of(lines, k)->row == 0; k++) {
        if (cell_of(lines, k)->column == cell->column && lines->items[k].text.len)
            return lines->items[k].text;
    }
    return (struct str){0};
}

/* A cell of the frame around a document that stands in its text: who prepared it and when. */
static void emit_cell_line(const struct outline *outline, xmlNode *parent, const char *name, size_t i, bool frame) {
    const struct line *line = &outline->lines->items[i];
    struct date date = {0};
    struct str near = frame ? table_header(outline->lines, i) : (struct str){0};
    enum cover_line says =
        frame ? detect_cover(outline->arena, line->text, near, outline->profile, &date) : COVER_OTHER;
    if (says == COVER_PREPARED || says == COVER_DECIDED) {
        size_t lead = (size_t)(line->text.data - line->paragraph->passage->text.data);
        struct span mark = {date.begin + lead,
                            date.end + lead,
                            "date",
                            "role",
                            says == COVER_PREPARED ? STR("prepared") : STR("decision"),
                            {0}};
        emit_marked(outline, parent, name, line, &mark);
        return;
    }
    emit_line(outline, parent, name, line);
}

static size_t cell_end(const struct table *table, const struct lines *lines, size_t i) {
    const struct wml_cell *cell = cell_of(lines, i);
    size_t end = i;
    while (end < table->end && cell_of(lines, end)->row == cell->row && cell_of(lines, end)->column == cell->column)
        end++;
    return end;
}

static bool is_item(const struct line *line) {
    uint32_t first = 0;
    size_t at = 0;
    if (line->text.len)
        first = utf8_next(line->text, &at);
    return line->paragraph->list == LIST_BULLET || line->paragraph->list == LIST_NUMBER || first == 0x2022 ||
           first == 0xB7;
}

static size_t count_items(const struct lines *lines, size_t from, size_t end) {
    size_t count = 0;
    for (size_t i = from; i < end; i++)
        count += lines->items[i].form != LINE_EMPTY && is_item(&lines->items[i]);
    return count;
}

static size_t count_filled(const struct lines *lines, size_t from, size_t end) {
    size_t count = 0;
    for (size_t i = from; i < end; i++)
        count += lines->items[i].form != LINE_EMPTY;
    return count;
}

static xmlNode *add_cell(const struct outline *outline, xmlNode *parent, const struct table *table, size_t i) {
    static const char *const roles[] = {[COLUMN_OTHER] = "other",  [COLUMN_ACTIVITY] = "other",
                                        [COLUMN_GOAL] = "goal",    [COLUMN_RESPONSIBLE] = "responsible",
                                        [COLUMN_DUE] = "due",      [COLUMN_STATUS] = "status",
                                        [COLUMN_RESULT] = "result"};
    size_t column = cell_of(outline->lines, i)->column;
    xmlNode *cell = emit_container(outline, parent, "cell", &outline->lines->items[i]);
    tree_set_number(cell, "column", column);
    if (table->element && column < COLUMNS)
        tree_set(cell, "role", str_from(roles[table->columns[column]]));
    if (cell_of(outline->lines, i)->continued)
        tree_set(cell, "src:continued", STR("true"));
    return cell;
}

/* Lines of a cell, items as lists; `item` is what an item is. */
static void emit_lines(const struct outline *outline, xmlNode *cell, size_t from, size_t end, const char *item,
                       bool frame) {
    xmlNode *list = NULL;
    for (size_t i = from; i < end; i++) {
        const struct line *line = &outline->lines->items[i];
        if (line->form == LINE_EMPTY)
            continue;
        if (!is_item(line)) {
            list = NULL;
            emit_cell_line(outline, cell, "p", i, frame);
            continue;
        }
        if (!list)
            list = emit_container(outline, cell, "list", line);
        if (!item) {
            emit_line(outline, list, "item", line);
            continue;
        }
        xmlNode *node = emit_container(outline, list, item, line);
        emit_evidence(node, EVIDENCE_STYLE);
        emit_line(outline, node, "text", line);
    }
}

/* One row as cells; a cell with several items in the main column is a list of activities. */
static void emit_plain_row(const struct outline *outline, xmlNode *row, const struct table *table, size_t from,
                           size_t end, bool frame) {
    for (size_t i = from, next; i < end; i = next) {
        next = cell_end(table, outline->lines, i);
        size_t column = cell_of(outline->lines, i)->column;
        bool main = table->element && column < COLUMNS && table->columns[column] == table->main;
        xmlNode *cell = add_cell(outline, row, table, i);
        emit_lines(outline, cell, i, next, main ? table->element : NULL, frame);
    }
}

/* One row that is an activity, an entry or a goal: its cells in order, the main one as its text. */
static void emit_plan_row(const struct outline *outline, xmlNode *row, const struct table *table, size_t from,
                          size_t end) {
    const struct lines *lines = outline->lines;
    xmlNode *node = emit_container(outline, row, table->element, &lines->items[from]);
    emit_evidence(node, EVIDENCE_PATTERN);
    for (size_t i = from, next; i < end; i = next) {
        next = cell_end(table, lines, i);
        size_t column = cell_of(lines, i)->column, first = i;
        enum column meaning = column < COLUMNS ? table->columns[column] : COLUMN_OTHER;
        while (first < next && lines->items[first].form == LINE_EMPTY)
            first++;
        if (meaning == table->main && first < next) {
            tree_set_number(emit_line(outline, node, "text", &lines->items[first]), "column", column);
            emit_lines(outline, node, first + 1, next, NULL, false);
            continue;
        }
        if (meaning == COLUMN_RESULT && strcmp(table->element, "entry") == 0) {
            xmlNode *result = emit_container(outline, node, "result", &lines->items[i]);
            tree_set_number(result, "column", column);
            emit_lines(outline, result, i, next, NULL, false);
            continue;
        }
        emit_lines(outline, add_cell(outline, node, table, i), i, next, NULL, false);
        if (meaning == COLUMN_STATUS && first < next) {
            const char *status = detect_status(outline->arena, lines->items[first].text);
            if (status && strcmp(table->element, "goal") != 0)
                tree_set(node, "status", str_from(status));
        }
        if (meaning == COLUMN_RESPONSIBLE && first < next && strcmp(table->element, "goal") != 0)
            tree_set(node, "responsible", lines->items[first].text);
    }
}

/* Returns whether the row names an activity: its main cell has words, and not several items. */
static bool is_plan_row(const struct outline *outline, const struct table *table, size_t from, size_t end) {
    for (size_t i = from, next; table->element && i < end; i = next) {
        next = cell_end(table, outline->lines, i);
        const struct wml_cell *cell = cell_of(outline->lines, i);
        if (cell->column >= COLUMNS || table->columns[cell->column] != table->main)
            continue;
        if (!cell->continued && count_filled(outline->lines, i, next) && count_items(outline->lines, i, next) < 2)
            return true;
    }
    return false;
}

size_t table_emit(const struct outline *outline, xmlNode *parent, size_t from, size_t to) {
    const struct lines *lines = outline->lines;
    struct table table = read_table(outline, from, to);
    size_t first_row = cell_of(lines, from)->row;
    bool frame = !table.element && table.end - from <= FRAME_CELLS;
    xmlNode *node = emit_container(outline, parent, "table", &lines->items[from]);
    for (size_t i = from, end; i < table.end; i = end) {
        size_t number = cell_of(lines, i)->row;
        for (end = i; end < table.end && cell_of(lines, end)->row == number;)
            end++;
        xmlNode *row = emit_container(outline, node, "row", &lines->items[i]);
        bool header = number == first_row && cell_of(lines, i)->header_row;
        if (header)
            tree_set(row, "header", STR("true"));
        if (!header && is_plan_row(outline, &table, i, end))
            emit_plan_row(outline, row, &table, i, end);
        else
            emit_plain_row(outline, row, &table, i, end, frame);
    }
    return table.end;
}
