/* Batch: the documents that one call of lint() checks together, and the steps on them.
 * For lint.c and the files batch_*.c that it calls; nobody else knows these records. */
#ifndef PLANLINT_BATCH_H
#define PLANLINT_BATCH_H

#include <pthread.h>
#include <stdatomic.h>

#include "accept.h"
#include "check.h"
#include "map.h"
#include "target_sets.h"
#include "timing.h"

struct linter {
    struct arena *arena;
    struct lint_options options;
    struct rules *rules;
    struct checks *checks;
    struct schema *schema;
    struct policy policy; /* where no project says otherwise */
    struct map *rule_by_id;
};

/* The documents of a run that one document is checked against. */
struct against {
    const struct plan **others;
    size_t other_count;
};

struct batch;

/* What a run knows of a document beside its result. */
struct member {
    const struct lint_input *input;
    const struct accepts *accepts; /* of its project; NULL: none */
    size_t doc;                    /* of its project, PROJECT_NONE */
    struct policy policy;
    struct accept_use use;
    bool missing;         /* one that it should be traced to is not there */
    bool related;         /* of the input, of all that are the same file */
    enum plan_kind kind;  /* that it says it has; once it was read, that it has */
    bool seen;            /* read, or tried to */
    bool readable;        /* it was read to its end */
    bool waits;           /* nobody else needs it: read when its turn to be checked comes, and gone after that */
    struct served served; /* by activity plans that are gone */
};

/* What is done with a document in one turn, ended by a row without `run`. */
struct batch_step {
    void (*run)(struct batch *batch, size_t number);
    enum timing_phase timed;
};

/* The documents that are checked together. */
struct batch {
    const struct linter *linter;
    struct member *members; /* sorted by path, one a document */
    size_t count;
    struct target_sets *sets;
    struct outcome *outcome; /* its first `count` results are those of the members */
    size_t *stays;           /* numbers of the documents that do not wait, in order */
    size_t stay_count;
    const struct batch_step *steps; /* of the phase */
    const size_t *turns;            /* numbers of its documents */
    size_t turn_count;
    bool lets_go;             /* documents that nobody else needs go */
    atomic_bool targets_stay; /* somebody needs plans of several years */
    bool passing;             /* those of the phase do after it */
    atomic_size_t held;       /* bytes of documents that were read before their turn to be checked, and are there */
    pthread_mutex_t mutex;
    atomic_size_t next; /* turn of the phase */
    atomic_size_t done; /* steps, in all phases */
};

/* Returns an outcome with `count` empty results, those from number `documents` on with an arena of their own. */
struct outcome *batch_outcome(const struct rules *rules, enum language language, size_t documents, size_t count);

/* Adds up what the documents gave. A context document that could not be read fails the run too: nothing was traced to
 * it. */
void batch_sum_up(struct outcome *outcome);

/* Takes out what reports do not show; it stays in the counts. */
void batch_hide_below(struct outcome *outcome, enum severity min_severity);

/* Returns how many different projects the inputs have. */
size_t batch_count_projects(const struct member *members, size_t count);

/* Gives every document its project and policy, and every project of the run a result of its own and one of `accepts`,
 * which has room for as many as there are projects. */
void batch_add_projects(struct batch *batch, struct arena *scratch, struct accepts *accepts);

/* Checks one project of the run: its file, and what it names. */
void batch_check_project(struct batch *batch, const struct accepts *accepts, struct result *result);

/* Returns the documents that document `number` is checked against. `arena` is for the time of one step: lists for all
 * documents at once would be quadratic in their number. */
struct against batch_against(struct arena *arena, const struct batch *batch, size_t number);

/* Returns the traces of those documents, in their order; NULL when document `number` has no goals: nothing else asks.
 */
const struct trace **batch_other_traces(struct arena *arena, const struct batch *batch, size_t number,
                                        const struct against *against);

/* Marks the documents that can wait: of the kinds that others need not look at, as they say of themselves. */
void batch_choose(struct batch *batch, struct arena *scratch);

/* Lets a document go that was read to learn its kind, when nobody else needs it and many others are there: it waits
 * too, and is read again. What it is by then holds, should its file have changed. From any thread. */
void batch_postpone(struct batch *batch, size_t number);

/* Fills in `stays`. Some of the documents that were to wait have to stay, because others are traced to them, a report
 * follows them up, or too few of the first documents could be read. Returns whether there are some that are not there.
 */
bool batch_reconsider(struct batch *batch);

/* Adds what an activity plan that goes does for the goals of the plans that see it. From any thread. */
void batch_serve(struct batch *batch, size_t number);

/* Returns whether a document that this one should be traced to is not there. */
bool batch_misses_one(const struct batch *batch, size_t number);

/* Gives findings their fingerprints (notes on formats, section 2.2). They survive moved paragraphs and renamed files;
 * equal findings under one heading are told apart by their order. */
void batch_fingerprint(struct result *result);

/* Applies the configuration: final severities, out with what is switched off, sorted, with fingerprints. */
void batch_finish(const struct linter *linter, const struct policy *policy, struct result *result);

/* Marks what the baseline has, and reports what it has and nobody found any more (CFG036) in *result. */
void batch_check_baseline(struct batch *batch, struct result *result);

#endif
