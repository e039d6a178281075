/* Width: terminal cells, and text made harmless for terminals and logs.
 * For text/ and the floors above. */
#ifndef PLANLINT_WIDTH_H
#define PLANLINT_WIDTH_H

#include "buf.h"

/* Returns the terminal cells that `s` takes: combining marks 0, wide East Asian characters and emoji 2 (utf8proc). A
 * tab counts as one cell: printers replace tabs. */
size_t width_cells(struct str s);

/* Appends `s` with everything that could act on a terminal, a log or an editor made visible: C0, DEL, C1, bidi controls
 * (U+061C, U+200E/F, U+202A-E, U+2066-9), U+2028/9, U+FEFF and other unassigned or private controls as \u{..}; "##["
 * broken up; tab, LF and CR as one space; bytes that are not UTF-8 as \x... One call, one line (notes on reliability,
 * section 3, rule 10). */
void width_safe(struct buf *out, struct str s);

#endif
