/* Timeline: dated lines, text boxes and tables of a process as milestones.
 * For read/outline.c. */
#ifndef PLANLINT_TIMELINE_H
#define PLANLINT_TIMELINE_H

#include "emit.h"

/* When at least three dates stand one after the other from line `from` on, appends a timeline to `parent` and returns
 * the line behind it; else appends nothing and returns `from`. A date split over two paragraphs counts as one; what
 * stands beside or below it is its label. `to` ends the section. For a table `from` must be its first cell. */
size_t timeline_emit(const struct outline *outline, xmlNode *parent, size_t from, size_t to);

#endif
