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

#endif
