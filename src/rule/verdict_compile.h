/* Verdict compiler: the tables of verdict.h, printed as C data at build time.
 * For rule/compile.c. */
#ifndef PLANLINT_VERDICT_COMPILE_H
#define PLANLINT_VERDICT_COMPILE_H

#include <stdbool.h>
#include <stdio.h>

struct arena;

/* Prints the tables of all embedded schemas that can be said in tables; returns whether it was written. */
bool verdict_compile(FILE *out, struct arena *arena);

#endif
