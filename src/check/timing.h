/* Timing: processor time of the phases and of each rule, for --timing. For check/ and app/. Added to from all threads.
 */
#ifndef PLANLINT_TIMING_H
#define PLANLINT_TIMING_H

#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

enum timing_phase { TIMING_READ, TIMING_RELATE, TIMING_CHECK, TIMING_PHASES };

/* In nanoseconds. */
struct timing {
    uint64_t clock; /* what reading the clock takes: more than many rules take for a block */
    _Atomic(uint64_t) phases[TIMING_PHASES];
    _Atomic(uint64_t) *rules; /* in the order of the rules */
};

/* Returns the processor time of this thread when `timing` is wanted. */
static inline uint64_t timing_now(const struct timing *timing) {
    struct timespec now = {0};
    if (timing)
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Measures the clock. */
static inline void timing_start(struct timing *timing) {
    enum { TRIES = 1000 };
    timing->clock = UINT64_MAX;
    for (size_t i = 0; i < TRIES; i++) {
        uint64_t before = timing_now(timing), took = timing_now(timing) - before;
        if (took < timing->clock)
            timing->clock = took;
    }
}

/* Adds the time since `before` to that of a rule, and takes what its clock took from that of the phase. */
static inline void timing_spend(struct timing *timing, size_t rule, uint64_t before) {
    if (!timing)
        return;
    uint64_t took = timing_now(timing) - before;
    atomic_fetch_add(&timing->rules[rule], took > timing->clock ? took - timing->clock : 0);
    atomic_fetch_sub(&timing->phases[TIMING_CHECK], 2 * timing->clock);
}

#endif
