/* Progress: a line on the terminal while a long run lasts, gone when it ends. For app/.
 * Only for people who wait: standard error is a terminal that can erase, no CI and no hook runs us, and a second has
 * passed. */
#ifndef PLANLINT_PROGRESS_H
#define PLANLINT_PROGRESS_H

#include "options.h"

/* The second begins; from now on lint tells how far it is. */
void progress_start(struct settings *settings);

/* Erases the line. What is written to the terminal comes after this. */
void progress_end(struct settings *settings);

#endif
