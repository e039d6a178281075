/* Report: the output formats. One file each; they render a const outcome into a buffer, find nothing and decide nothing.
 * For report/ and app/. To add a format: one file, one row in report.c's table. */
#ifndef PLANLINT_REPORT_H
#define PLANLINT_REPORT_H

#include "buf.h"
#include "outcome.h"

struct report_options {
    bool color;
    size_t max_diagnostics; /* text only: show at most so many, 0 all; the rest are counted */
    bool statistics;
    bool quiet;             /* text, gcc: no summary */
    const char *version;
};

struct report_format {
    const char *name;       /* "text", "gcc", "json" */
    const char *help[LANGUAGES];
    void (*render)(const struct outcome *outcome, const struct report_options *options, struct buf *out);
};

/* The formats, ended by a row with a NULL name. */
extern const struct report_format report_formats[];

/* Returns the format of this name, or NULL. */
const struct report_format *report_find(struct str name);

#endif
