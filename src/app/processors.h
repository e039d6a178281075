/* Processors: how many threads are of use. For app/. */
#ifndef PLANLINT_PROCESSORS_H
#define PLANLINT_PROCESSORS_H

#include <stddef.h>

/* Returns how many processors this process may keep busy, at least 1: those of its affinity, and no more than the quota
 * of its control groups allows (cgroup v2, cpu.max, rounded up). `root` stands before /proc and /sys, "" but in tests.
 */
size_t processors_allowed(const char *root);

#endif
