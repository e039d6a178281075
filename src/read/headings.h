/* Headings: lines that head something without a heading style, and the levels of headings that have none.
 * For read/line.c (notes on docx, section 11; notes on rules, section 11.7). */
#ifndef PLANLINT_HEADINGS_H
#define PLANLINT_HEADINGS_H

#include "line.h"

/* Marks lines of form LINE_TEXT, and numbered items, that are headings: in a document without heading styles those with
 * numbers, then bold ones, then bare names that the profile knows; else only those that go on with the numbers of a
 * styled chapter. Gives levels to headings without one. Typed numbers that count under a heading become items. */
void headings_find(struct arena *arena, struct lines *lines, const struct profile *profile);

#endif
