/* Lint: the pipeline, bytes in, outcome out. The command line, tests and fuzzers are its clients (design.md law 8).
 * For app/ and tests/. It touches no file, no environment and no standard stream. */
#ifndef PLANLINT_LINT_H
#define PLANLINT_LINT_H

#include "baseline.h"
#include "lock.h"
#include "outcome.h"
#include "project.h"
#include "read.h"

struct severity_setting {
    struct str rule; /* id, name or prefix of an id */
    enum severity severity;
};

struct lint_input;

struct lint_options {
    struct limits limits;
    enum language language;
    struct plan_options plan;    /* --kind, --period, --year for documents that do not say */
    struct str *select, *ignore; /* ids, names or prefixes of ids */
    size_t select_count, ignore_count;
    struct severity_setting *severities;
    size_t severity_count;
    enum severity min_severity; /* findings below are counted and not shown */
    struct source **packs;
    size_t pack_count;               /* --rules: replace the shipped packs; none: shipped */
    const struct baseline *baseline; /* findings that were there already do not count; NULL: none */
    bool no_suppress;                /* report what is suppressed as well */
    bool whole_project;              /* every document that the projects name is among the inputs */
    bool removed;                    /* documents are going: say which of a project are not there, whoever needs them */
    bool each;                       /* the inputs are no context of each other: what is found in one does not depend on
                                        which others are in the run */
    void (*progress)(void *of, size_t done, size_t total); /* told from any thread how far a run is; NULL: nobody */
    void *progress_of;
    /* Whether a file is there, for documents that name another: is_there(there, path); NULL: not asked. From any
     * thread. */
    bool (*is_there)(void *there, struct str path);
    void *there;
    /* Reads the bytes of an input that has none yet, or with `most` only its first ones, into the arena. Returns NULL,
     * or what lint_input.unreadable is. From any thread. */
    const char *(*load)(const struct limits *limits, struct arena *arena, const struct lint_input *input, size_t most,
                        struct str *bytes, struct str *reason);
    bool only_findings;    /* nobody asks for the documents after the run: those that no other needs are let go */
    unsigned notes;        /* what reports show beside the findings: enum note */
    bool skip_foreign;     /* XML that is no plan is left out, not refused */
    struct timing *timing; /* filled in by linter_create and lint; NULL: nobody asks */
    int32_t today;
    unsigned threads; /* 0: as many as there are processors */
};

struct linter; /* packs, schemas, regexes: immutable, shared by threads */

/* Loads packs and schemas. Returns NULL when the configuration is faulty, with CFG diagnostics in *diags (their wording
 * comes from the shipped rules: see lint_configuration). */
struct linter *linter_create(const struct lint_options *options, struct diag_list *diags);
void linter_destroy(struct linter *linter);

/* The finding that a document has more findings than the limit: no baseline knows which they are. */
#define LINT_DROPPED "DOC005"

/* One document to read. */
struct lint_input {
    struct str path;
    struct str bytes;       /* borrowed until outcome_destroy */
    bool context;           /* not reported on */
    bool related;           /* with `each`: seen only by documents that their project relates to it */
    bool every;             /* report every match, whatever `per` and `max` say: for fixing them all */
    bool unread;            /* has no bytes yet: `load` of the options reads them */
    bool piped;             /* from standard input: lint does not look at it */
    const char *unreadable; /* id of the diagnostic when the caller could not get the bytes ("DOC002"), else NULL */
    struct str reason;      /* its {reason} */
    const struct project *project; /* that holds for the document, NULL: none */
    struct str baseline_name;      /* of the document in the baseline: the path from the folder of its file */
    const struct lock *lock;       /* that holds for the document, NULL: none */
    struct str lock_name;          /* of the document in the lock */
    struct str name;               /* of the document in its project: the path from the folder of the project file */
};

/* Lints the documents together: each is read, traced against the others by kind and period, or against those that its
 * project says, and checked. What is wrong with the projects follows the documents. Output does not depend on the order
 * of the inputs or on the number of threads. The caller owns the outcome. */
struct outcome *lint(struct linter *linter, const struct lint_input *inputs, size_t count);
void outcome_destroy(struct outcome *outcome);

/* Returns an outcome that only reports configuration diagnostics, for the same reports. */
struct outcome *lint_configuration(const struct lint_options *options, struct diag_list *diags);

/* Returns the rules of the linter, for `planlint rules` and `explain`. */
const struct rules *linter_rules(const struct linter *linter);

/* Returns the exit status of a run: 2 when it failed, 1 when a finding is at or above `fail_level`, else 0.
 * SEVERITY_OFF means never. */
int outcome_status(const struct outcome *outcome, enum severity fail_level);

#endif
