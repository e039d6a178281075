/* Finding: one diagnostic as the formats for other programs show it. For report/. */
#ifndef PLANLINT_FINDING_H
#define PLANLINT_FINDING_H

#include "buf.h"
#include "outcome.h"
#include "report.h"

struct finding {
    const struct diag *diag;
    const struct kind *kind;
    struct shown_place at;
    struct str path;        /* without "./" in front; empty: about the command line */
    struct str name;        /* the path made harmless, for what people see */
    struct str message;     /* one line, harmless in logs and on terminals */
    struct str fingerprint; /* of the finding in this file: different for all findings of a run */
    bool lines;             /* `at` counts lines of the file itself; else paragraphs of the text view */
};

/* Returns what to show of a diagnostic, in the arena, its path by finding_path. */
struct finding finding_show(struct arena *arena, const struct outcome *outcome, const struct report_options *options,
                            const struct diag *diag);

/* Returns the fingerprint of a finding in this file. That of the text alone stays when a file is renamed, and copies of
 * a file have the same. */
struct str finding_fingerprint(struct arena *arena, struct str path, struct str fingerprint);

/* Returns the path of a file without "./" in front; with options (NULL: none) that have a root it lies under, from
 * there. */
struct str finding_path(struct arena *arena, const struct report_options *options, struct str path);

/* Returns the diagnostics of a run in the order of the report: those that count or, with
 * `suppressed`, all; *count is their number. In the arena. */
const struct diag **finding_list(struct arena *arena, const struct outcome *outcome, bool suppressed, size_t *count);

/* Returns the words to put before a message where the format has no place for paragraphs: "stycke 12: ", or nothing. */
struct str finding_paragraph(struct arena *arena, const struct outcome *outcome, const struct finding *finding);

/* Returns `s` as one line without anything that acts on a terminal or log, and valid in XML 1.0; in the arena. */
struct str finding_safe(struct arena *arena, struct str s);

#endif
