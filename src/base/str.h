/* Str: a borrowed UTF-8 slice, and the few operations on bytes and code points that every floor needs.
 * For every floor. It does not fold, normalise or measure width: see text/. */
#ifndef PLANLINT_STR_H
#define PLANLINT_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct str {
    const char *data; /* not NUL-terminated unless it came from str_copy; NULL only when len is 0 */
    size_t len;       /* bytes */
};

/* The slice of a string literal, and the pair of arguments that printf's "%.*s" wants. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
#define STR_ARGS(s) (int)(s).len, (s).data

/* Returns the slice of a NUL-terminated string; NULL gives the empty slice. */
struct str str_from(const char *text);

/* Returns a NUL-terminated copy of `s` in the arena. */
struct str str_copy(struct arena *arena, struct str s);

/* Returns the text that printf would produce, NUL-terminated, in the arena. */
__attribute__((format(printf, 2, 3))) struct str str_format(struct arena *arena, const char *format, ...);

/* Returns s[begin, end), clamped to the slice. */
static inline struct str str_slice(struct str s, size_t begin, size_t end) {
    if (end > s.len)
        end = s.len;
    if (begin > end)
        begin = end;
    return begin == 0 ? (struct str){s.data, end} : (struct str){s.data + begin, end - begin};
}

static inline bool str_equal(struct str a, struct str b) {
    /* The first byte decides nearly always, and spares the call. */
    return a.len == b.len && (a.len == 0 || (a.data[0] == b.data[0] && memcmp(a.data, b.data, a.len) == 0));
}

/* Returns whether `s` equals the NUL-terminated `text`. */
static inline bool str_is(struct str s, const char *text) {
    return s.len == strlen(text) && (s.len == 0 || memcmp(s.data, text, s.len) == 0);
}

static inline bool str_starts(struct str s, struct str prefix) {
    return s.len >= prefix.len && str_equal((struct str){s.data, prefix.len}, prefix);
}

static inline bool str_ends(struct str s, struct str suffix) {
    return s.len >= suffix.len &&
           (suffix.len == 0 || (s.data[s.len - 1] == suffix.data[suffix.len - 1] &&
                                memcmp(s.data + s.len - suffix.len, suffix.data, suffix.len) == 0));
}

/* Orders by bytes, a shorter prefix first: <0, 0 or >0. */
int str_compare(struct str a, struct str b);

/* Returns the offset of the first `needle` in `s` at or after `from`, or SIZE_MAX when there is none. */
size_t str_find(struct str s, struct str needle, size_t from);

/* Returns the offset of the first ASCII digit at or after `from`, or s.len. */
size_t str_digit(struct str s, size_t from);

/* Returns `s` without leading and trailing white space: ASCII blanks, U+00A0, U+2007, U+202F. */
struct str str_trim(struct str s);

/* Returns `s` without white space at its ends and with one space for each run of it inside: tab, LF, CR and space; in
 * the arena unless it is so already. */
struct str str_collapse(struct arena *arena, struct str s);

/* Returns whether `s` has only the white space that str_trim removes. */
bool str_is_blank(struct str s);

/* Splits off and returns what stands before the first `separator` (the whole rest when there is none); `*rest` is what
 * follows it. `*rest` becomes the empty slice with NULL data after the last piece. */
struct str str_cut(struct str *rest, char separator);

/* Parses the whole of `s` as a decimal number; returns false and leaves *out alone on anything else or overflow. */
bool str_to_number(struct str s, uint64_t *out);

/* The part of utf8_next that is not inline. */
uint32_t utf8_next_wide(struct str s, size_t *offset);

/* Returns the code point at `*offset` and moves `*offset` behind it. Bytes that are not UTF-8 give U+FFFD and move by
 * one.
 * `*offset` must be less than s.len. */
static inline uint32_t utf8_next(struct str s, size_t *offset) {
    unsigned char byte = (unsigned char)s.data[*offset];
    if (byte >= 0x80)
        return utf8_next_wide(s, offset);
    ++*offset;
    return byte;
}

/* Returns the code point that ends at `offset` (0 at the start), for look-behind. */
uint32_t utf8_before(struct str s, size_t offset);

/* Writes `code_point` to `out` and returns its length in bytes, 1 to 4. Surrogates and values over U+10FFFF give
 * U+FFFD. */
size_t utf8_encode(uint32_t code_point, char out[4]);

/* Returns the offset of the first byte that is not well-formed UTF-8 (Unicode 15, table 3-7), or s.len. */
size_t utf8_check(struct str s);

/* Returns the number of code points, and of UTF-16 code units, in `s`. */
size_t utf8_count(struct str s);
size_t utf16_count(struct str s);

/* FNV-1a over the bytes, continued from `seed` (start with 0): hash tables and fingerprints of equal text. */
uint64_t str_hash(struct str s, uint64_t seed);

#endif
