/* Locks: finds the lock of each document on disk and loads it once. For app/.
 * It stands beside the project file; without one, beside the document. */
#ifndef PLANLINT_LOCKS_H
#define PLANLINT_LOCKS_H

#include "lock.h"
#include "options.h"
#include "project.h"

struct locks;

/* Returns an empty set; faults of locks are appended to *diags, fatal. */
struct locks *locks_create(struct settings *settings, struct diag_list *diags);

/* Returns the lock that holds for a document, NULL when there is none or it is faulty; *name is the document's path as
 * the lock has it. --isolated: none ever. */
const struct lock *locks_find(struct locks *locks, const struct project *project, struct str path, struct str *name);

/* Returns the path of the lock of a document, whether it is there or not. */
struct str locks_path(struct arena *arena, const struct project *project, struct str path);

#endif
