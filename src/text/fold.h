/* Fold: keys under which two spellings count as the same words (notes on rules, section 6).
 * For text/ and the floors above. Pure functions of their input; no locale. */
#ifndef PLANLINT_FOLD_H
#define PLANLINT_FOLD_H

#include "str.h"

struct arena;

/* Returns NFKC and full case folding of `s`, without U+00AD and zero-width characters, every hyphen and dash as "-",
 * every run of white space as one space, trimmed: equal for texts that differ only in form. Fast path for ASCII. */
struct str fold_text(struct arena *arena, struct str s);

/* Returns the key of a heading: fold_text, then without leading number or bullet and without the prefix "fokusområde",
 * "&" as "och", hyphens inside words and other punctuation removed. "4.3. Forsknings-samverkan" ->
 * "forskningssamverkan". */
struct str fold_heading(struct arena *arena, struct str s);

/* Returns fold_heading with what OCR loses folded away: å ä -> a, ö é -> o, 6 -> o. Only for documents with OCR001. */
struct str fold_ocr(struct arena *arena, struct str s);

/* Returns the leading typed number of a heading, "4.1" of "4.1. Title" (no final period), or the empty slice; `*rest`,
 * when not NULL, becomes the offset behind the number, its period and the white space. "2025 i korthet" and "3 april"
 * have none: a number counts when it has a period or the whole is at most 3 digits followed by white space and a
 * capital letter. */
struct str fold_number(struct str s, size_t *rest);

/* Returns the version of utf8proc. */
const char *fold_library(void);

#endif
