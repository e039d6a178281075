/* Mend: documents linted and fixed until nothing changes, and what became of them written or shown.
 * For app/. */
#ifndef PLANLINT_MEND_H
#define PLANLINT_MEND_H

#include "command.h"

/* Does what --fix, --unsafe-fixes and --diff ask for, to a run that was linted; nothing without them.
 *
 * Fixes are applied and the documents linted again in passes, as fixes that overlap wait and one may be the ground of
 * another; run->outcome becomes that of the fixed documents. Each file is replaced as a whole or not at all; what came
 * from standard input goes to standard output, and reports then to standard error. Context and refused documents are
 * left alone, and a document that a fix would make unreadable stays as it was. --diff writes a patch of the readable
 * text to standard output instead and leaves the outcome alone; *shown tells whether it has any lines. Returns false
 * after a message when something could not be changed or written. */
bool mend_run(struct settings *settings, struct lint_run *run, bool *shown);

#endif
