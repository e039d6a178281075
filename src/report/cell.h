/* Cell: one cell of a table of comma-separated values. For report/. */
#ifndef PLANLINT_CELL_H
#define PLANLINT_CELL_H

#include "buf.h"

/* Appends a cell and the comma or line end after it (RFC 4180), quoted where it must be. Spreadsheets run cells that
 * begin like a formula: an apostrophe makes them text. */
void cell_add(struct buf *out, struct str cell, bool last);

#endif
