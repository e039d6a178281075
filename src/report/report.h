/* Report: the output formats. One file each; they render a const outcome into a buffer, find nothing and decide
 * nothing. For report/ and app/. To add a format: one file with its render function, one row in report.c. */
#ifndef PLANLINT_REPORT_H
#define PLANLINT_REPORT_H

#include "buf.h"
#include "note.h"

enum column_unit { COLUMN_CODE_POINT, COLUMN_BYTE, COLUMN_UTF16, COLUMN_DISPLAY };

struct report_options {
    bool color;
    bool statistics;              /* text: findings per rule after the summary */
    bool quiet;                   /* text: no summary */
    size_t max_diagnostics;       /* text: show at most so many, 0 all; the rest are counted */
    enum column_unit column_unit; /* text and gcc */
    size_t max_bytes;             /* markdown: about so many at most, 0: all; the rest is counted */
    struct str roots[2]; /* absolute: sarif, gitlab, github and junit name files from there; by both its names */
    size_t root_count;
    struct str folder; /* absolute: where paths that are not absolute begin */
    const char *version;
};

struct report_format {
    const char *name;
    const char *help[LANGUAGES];
    void (*render)(const struct outcome *outcome, const struct report_options *options, struct buf *out);
    unsigned notes; /* what it shows beside the findings: enum note */
};

/* The formats, ended by a row with a NULL name. */
extern const struct report_format report_formats[];

/* Returns the format of this name, or NULL. */
const struct report_format *report_find(struct str name);

/* Appends "path:line:column:" so that no path can act on a log: width_safe, and "./" before names that begin like an
 * option or a command (notes on reliability, section 3, rule 10). An empty path, the command line, gives "planlint:".
 */
void report_location(struct buf *out, struct str path, struct position position);

/* Returns where a place begins, with the column in the unit of the options. */
struct position report_position(const struct report_options *options, struct place place,
                                const struct shown_place *shown);

/* The render functions of the table. */
void report_text(const struct outcome *outcome, const struct report_options *options, struct buf *out);
void report_gcc(const struct outcome *outcome, const struct report_options *options, struct buf *out);
void report_json(const struct outcome *outcome, const struct report_options *options, struct buf *out);
void report_sarif(const struct outcome *outcome, const struct report_options *options, struct buf *out);
void report_gitlab(const struct outcome *outcome, const struct report_options *options, struct buf *out);
void report_github(const struct outcome *outcome, const struct report_options *options, struct buf *out);
void report_junit(const struct outcome *outcome, const struct report_options *options, struct buf *out);
void report_checkstyle(const struct outcome *outcome, const struct report_options *options, struct buf *out);
void report_rdjson(const struct outcome *outcome, const struct report_options *options, struct buf *out);
void report_rdjsonl(const struct outcome *outcome, const struct report_options *options, struct buf *out);
void report_jsonl(const struct outcome *outcome, const struct report_options *options, struct buf *out);
void report_csv(const struct outcome *outcome, const struct report_options *options, struct buf *out);
void report_markdown(const struct outcome *outcome, const struct report_options *options, struct buf *out);
void report_svrl(const struct outcome *outcome, const struct report_options *options, struct buf *out);
void report_tap(const struct outcome *outcome, const struct report_options *options, struct buf *out);

#endif
