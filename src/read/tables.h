/* Tables: rows of a table as activities, reported activities or goals when its header says so, else as cells.
 * For read/outline.c. */
#ifndef PLANLINT_TABLES_H
#define PLANLINT_TABLES_H

#include "emit.h"

/* Appends the table that begins at line `from` to `parent` and returns the line behind it; `to` ends the section. */
size_t table_emit(const struct outline *outline, xmlNode *parent, size_t from, size_t to);

/* Returns the text of the cell that heads the column of line `i` of a table, or the empty slice for the header itself.
 */
struct str table_header(const struct lines *lines, size_t i);

#endif
