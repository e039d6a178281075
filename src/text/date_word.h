/* Word: the words and characters that Swedish date literals are made of.
 * For text/date_scan.c alone. */
#ifndef PLANLINT_DATE_WORD_H
#define PLANLINT_DATE_WORD_H

#include "str.h"

enum word_kind {
    NO_WORD,
    MONTH,
    MONTH_SHORT, /* a date only with a day or a year */
    SEASON,
    SEASON_BARE, /* "vår" is also "our": a season only with a year */
    TERM,        /* vt, ht: with a year of two or four digits */
    PART,        /* kvartal, tertial, halvår: a number follows */
    PART_SHORT,  /* Q3, H1, T2: the number is glued to it and a year follows */
    ORDINAL,
    WEEK,
    WEEK_SHORT,
    WEEKDAY,
    FROM,
    BETWEEN,
    TURN /* årsskiftet */
};

/* Parts of a year by the months they have. */
enum { OF_QUARTER = 3, OF_TERTIAL = 4, OF_HALF = 6 };
enum { SPRING = 1, SUMMER, AUTUMN, WINTER };
enum { LAST = 9 }; /* the ordinal "sista" */

struct word {
    struct str text; /* lower case */
    enum word_kind kind;
    int value; /* number of the month, season, ordinal or weekday; months of a part of the year */
};

/* Return the byte at, or before, `at`; -1 outside the text. */
static inline int byte_at(struct str s, size_t at) {
    return at < s.len ? (unsigned char)s.data[at] : -1;
}

static inline int byte_before(struct str s, size_t at) {
    return at == 0 ? -1 : (unsigned char)s.data[at - 1];
}

static inline bool is_digit(int byte) {
    return byte >= '0' && byte <= '9';
}

/* Returns the bytes of the letter at `at`, 0 when there is none. Letters of Swedish text: ASCII, and what Latin-1 and
 * Latin Extended-A have under the lead bytes C3 to C5. */
static inline size_t word_letter_at(struct str s, size_t at) {
    int byte = byte_at(s, at);
    if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z')
        return 1;
    return byte >= 0xc3 && byte <= 0xc5 && at + 1 < s.len ? 2 : 0;
}

/* Returns the bytes of the white space at `at`, 0 when there is none. */
static inline size_t word_blank_at(struct str s, size_t at) {
    int byte = byte_at(s, at);
    if (byte == ' ' || (byte >= '\t' && byte <= '\r'))
        return 1;
    if (byte == 0xc2)
        return byte_at(s, at + 1) == 0xa0 ? 2 : 0;
    if (byte != 0xe2 || byte_at(s, at + 1) != 0x80)
        return 0;
    int last = byte_at(s, at + 2);
    return (last >= 0x80 && last <= 0x8a) || last == 0xaf ? 3 : 0;
}

/* Returns the bytes of the range sign (- U+2010 to U+2014 U+2212) at `at`, 0 when there is none. */
size_t word_dash_at(struct str s, size_t at);

/* Returns whether a letter ends at `at`. */
bool word_letter_before(struct str s, size_t at);

/* Returns the offset behind at most four blanks: dates are not torn further apart, and the scan stays linear. */
size_t word_skip_blanks(struct str s, size_t at);

/* Returns the end of the run of letters at `at`. */
size_t word_end(struct str s, size_t at);

/* Returns the date word at `at`, in any case, or NULL; *end is the end of the run of letters. A month may head a
 * compound with "möte" (decembermöte). */
const struct word *word_find(struct str s, size_t at, size_t *end);

/* The same for the run of letters s[at, end), which may be empty. */
const struct word *word_known(struct str s, size_t at, size_t end);

/* Steps over `text`, lower case and with an ASCII letter in front, as a whole word at `*at`; with blanks in front of it
 * for word_skip_next. */
bool word_skip(struct str s, size_t *at, struct str text);
bool word_skip_next(struct str s, size_t *at, struct str text);

/* Returns whether the word before `at` makes a number there something else than a year: s. 2025, ISO 2025. */
bool word_numbers(struct str s, size_t at);

/* Returns whether the word behind `at` makes the number before it an amount: 2025 kronor. */
bool word_counts(struct str s, size_t at);

#endif
