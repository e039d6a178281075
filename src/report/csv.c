/* A table of the findings for spreadsheets (RFC 4180 with a header). */
#include "cell.h"
#include "finding.h"
#include "report.h"

enum column { FILE_NAME, LINE, COLUMN, END_LINE, END_COLUMN, SEVERITY, ID, NAME, MESSAGE, QUOTE, HEADING, COLUMNS };

static const char *const titles[COLUMNS] = {"path", "line", "column",  "end_line", "end_column", "severity",
                                            "id",   "name", "message", "quote",    "heading"};

static void add_row(struct buf *out, const struct str row[COLUMNS]) {
    for (enum column i = FILE_NAME; i < COLUMNS; i++)
        cell_add(out, row[i], i + 1 == COLUMNS);
}

static struct str number(struct arena *arena, size_t value) {
    return str_format(arena, "%zu", value);
}

static void add_finding(struct buf *out, struct arena *arena, const struct outcome *outcome, const struct diag *diag) {
    struct finding finding = finding_show(arena, outcome, NULL, diag);
    size_t heading_count;
    struct str *headings = outcome_headings(arena, diag->place, &heading_count);
    struct str row[COLUMNS] = {
        [FILE_NAME] = finding.name,
        [LINE] = number(arena, finding.at.begin.line),
        [COLUMN] = number(arena, finding.at.begin.column),
        [END_LINE] = number(arena, finding.at.end.line),
        [END_COLUMN] = number(arena, finding.at.end.column),
        [SEVERITY] = str_from(severity_name(diag->severity)),
        [ID] = finding.kind->id,
        [NAME] = finding.kind->name,
        [MESSAGE] = finding.message,
        [QUOTE] = finding_safe(arena, finding.at.quote),
        [HEADING] = heading_count ? finding_safe(arena, headings[heading_count - 1]) : (struct str){0},
    };
    add_row(out, row);
}

void report_csv(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    (void)options;
    struct arena *arena = arena_create(), *scratch = arena_create();
    struct str header[COLUMNS];
    size_t count;
    const struct diag **diags = finding_list(arena, outcome, false, &count);
    for (enum column i = FILE_NAME; i < COLUMNS; i++)
        header[i] = str_from(titles[i]);
    add_row(out, header);
    for (size_t i = 0; i < count; i++) {
        add_finding(out, scratch, outcome, diags[i]);
        arena_reset(scratch);
    }
    arena_destroy(scratch);
    arena_destroy(arena);
}
