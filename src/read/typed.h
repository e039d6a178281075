/* Typed: structure that a writer typed instead of using styles: bullets, numbers, tables of contents, bold headings.
 * For read/line.c and read/outline.c (notes on docx, section 11). */
#ifndef PLANLINT_TYPED_H
#define PLANLINT_TYPED_H

#include "line.h"

/* Returns whether the text could be a heading: at most 100 characters, has letters, begins with a capital or a digit,
 * does not end as a sentence does, and is no address. */
bool typed_is_short(struct str text);

/* Returns whether the text begins with a capital letter (after bracketed marks of text extractors). */
bool typed_is_capital(struct str text);

/* Returns the text without bracketed marks in front, "[bookmark: x]Title" -> "Title". */
struct str typed_unmarked(struct str text);

/* Returns whether the text is a page counter, "6 (8)", or ends with one. */
bool typed_is_counter(struct str text);

/* Returns the page number that ends a line of a table of contents, and the end of the words before its leader in
 * `*title_end`; 0 and the end of the text when there is none. */
size_t typed_page(struct str text, size_t *title_end);

/* Mark lines of form LINE_TEXT (and numbered items, for headings) that are something else. In this order. */
void typed_contents(struct arena *arena, struct lines *lines);
void typed_bullets(struct arena *arena, struct lines *lines);
void typed_headings(struct arena *arena, struct lines *lines, const struct profile *profile);
void typed_levels(struct lines *lines); /* of typed bullets */

#endif
