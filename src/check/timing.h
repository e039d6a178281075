/* Timing: processor time of the phases and of each rule, for --timing. For check/ and app/. Added to from all threads.
 *
 * Reading the clock takes longer than many rules take for a block, and how long depends on what ran before: so nothing
 * is timed too, as often as the texts are looked at, and the mean of that is taken from the times of all. */
#ifndef PLANLINT_TIMING_H
#define PLANLINT_TIMING_H

#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

enum timing_phase { TIMING_READ, TIMING_RELATE, TIMING_CHECK, TIMING_PHASES };

/* Spans of time, each with what one reading of the clock takes. In nanoseconds. */
struct timing_spans {
    _Atomic(uint64_t) time, count;
};

struct timing {
    _Atomic(uint64_t) phases[TIMING_PHASES]; /* in nanoseconds, with all readings in them */
    struct timing_spans *rules;              /* in the order of the rules */
    struct timing_spans shared;              /* what is done once for all rules */
    struct timing_spans nothing;
};

/* Returns the processor time of this thread when `timing` is wanted. */
static inline uint64_t timing_now(const struct timing *timing) {
    struct timespec now = {0};
    if (timing)
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Adds the span since `before`. */
static inline void timing_spend(const struct timing *timing, struct timing_spans *spans, uint64_t before) {
    atomic_fetch_add(&spans->time, timing_now(timing) - before);
    atomic_fetch_add(&spans->count, 1);
}

#endif
