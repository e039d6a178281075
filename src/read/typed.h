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

/* Returns whether the text begins with a glyph that stands for a bullet, and a blank. */
bool typed_is_bullet(struct str text);

/* Returns whether the text is a page counter, "6 (8)", or ends with one. */
bool typed_is_counter(struct str text);

/* Returns the page number that ends a line of a table of contents, and the end of the words before its leader in
 * `*title_end`; 0 and the end of the text when there is none. */
size_t typed_page(struct str text, size_t *title_end);

/* Returns whether the line is body text that nothing has claimed yet. */
bool typed_is_free(const struct line *line);

/* Returns the next line that is not empty, lines->count at the end. */
size_t typed_next(const struct lines *lines, size_t i);

/* Mark lines of form LINE_TEXT that are something else. In this order. */
void typed_contents(struct arena *arena, struct lines *lines);
void typed_bullets(struct arena *arena, struct lines *lines);
void typed_levels(struct lines *lines); /* nesting of typed bullets, once headings are known */

#endif
