#define _GNU_SOURCE /* memmem */
#include "str.h"

#include <endian.h>
#include <stdarg.h>
#include <stdio.h>

#include "arena.h"

enum { REPLACEMENT = 0xfffd }; /* what stands for bytes that are not UTF-8 */

struct str str_from(const char *text) {
    return (struct str){text, text == NULL ? 0 : strlen(text)};
}

struct str str_copy(struct arena *arena, struct str s) {
    char *data = arena_alloc(arena, s.len + 1);
    if (s.len != 0)
        memcpy(data, s.data, s.len);
    return (struct str){data, s.len};
}

struct str str_format(struct arena *arena, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    size_t len = length < 0 ? 0 : (size_t)length;
    char *data = arena_alloc(arena, len + 1);
    if (length > 0)
        vsnprintf(data, len + 1, format, again);
    va_end(again);
    va_end(arguments);
    return (struct str){data, len};
}

int str_compare(struct str a, struct str b) {
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common == 0 ? 0 : memcmp(a.data, b.data, common);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

size_t str_find(struct str s, struct str needle, size_t from) {
    enum { SHORT = 64 /* bytes, mostly a word; for more, memmem pays for the table that it makes first */ };
    if (from > s.len || needle.len > s.len - from)
        return SIZE_MAX;
    if (needle.len == 0)
        return from;
    if (s.len - from > SHORT) {
        const char *found = memmem(s.data + from, s.len - from, needle.data, needle.len);
        return found == NULL ? SIZE_MAX : (size_t)(found - s.data);
    }
    for (size_t last = s.len - needle.len; from <= last; from++)
        if (s.data[from] == needle.data[0] && memcmp(s.data + from, needle.data, needle.len) == 0)
            return from;
    return SIZE_MAX;
}

size_t str_digit(struct str s, size_t from) {
    const uint64_t each = UINT64_C(0x0101010101010101), low = each * 0x7f;
    uint64_t bytes;
    /* A byte that differs from '0' by less than ten does not reach 0x80 when 0x76 is added. */
    while (from + sizeof bytes <= s.len) {
        memcpy(&bytes, s.data + from, sizeof bytes);
        uint64_t apart = bytes ^ each * '0';
        if ((((apart & low) + each * 0x76) | apart | low) != UINT64_MAX)
            break;
        from += sizeof bytes;
    }
    while (from < s.len && !(s.data[from] >= '0' && s.data[from] <= '9'))
        from++;
    return from;
}

static bool is_ascii_blank(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static const struct str no_break_spaces[] = {
    {"\u00a0", 2},
    {"\u2007", 3},
    {"\u202f", 3},
};
enum { NO_BREAK_SPACES = sizeof(no_break_spaces) / sizeof(no_break_spaces[0]) };

/* Returns the bytes of the white space at the beginning of `s`, 0 for none. */
static size_t blank_at_start(struct str s) {
    if (s.len == 0)
        return 0;
    if (is_ascii_blank(s.data[0]))
        return 1;
    for (size_t i = 0; i < NO_BREAK_SPACES; i++) {
        if (str_starts(s, no_break_spaces[i]))
            return no_break_spaces[i].len;
    }
    return 0;
}

/* Returns the bytes of the white space at the end of `s`, 0 for none. */
static size_t blank_at_end(struct str s) {
    if (s.len == 0)
        return 0;
    if (is_ascii_blank(s.data[s.len - 1]))
        return 1;
    for (size_t i = 0; i < NO_BREAK_SPACES; i++) {
        if (str_ends(s, no_break_spaces[i]))
            return no_break_spaces[i].len;
    }
    return 0;
}

struct str str_trim(struct str s) {
    size_t blank;
    while ((blank = blank_at_start(s)) != 0)
        s = str_slice(s, blank, s.len);
    while ((blank = blank_at_end(s)) != 0)
        s.len -= blank;
    return s;
}

bool str_is_blank(struct str s) {
    return str_trim(s).len == 0;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_collapsed(struct str text) {
    for (size_t i = 0; i < text.len; i++)
        if (is_space(text.data[i]) &&
            (text.data[i] != ' ' || i == 0 || i + 1 == text.len || is_space(text.data[i + 1])))
            return false;
    return true;
}

struct str str_collapse(struct arena *arena, struct str text) {
    if (is_collapsed(text))
        return text;
    char *out = arena_alloc(arena, text.len);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!is_space(text.data[i]))
            out[len++] = text.data[i];
        else if (len && out[len - 1] != ' ')
            out[len++] = ' ';
    }
    while (len && out[len - 1] == ' ')
        len--;
    return (struct str){out, len};
}

struct str str_cut(struct str *rest, char separator) {
    struct str all = *rest;
    const char *found = all.len == 0 ? NULL : memchr(all.data, separator, all.len);
    if (found == NULL) {
        *rest = (struct str){NULL, 0};
        return all;
    }
    size_t at = (size_t)(found - all.data);
    *rest = (struct str){found + 1, all.len - at - 1};
    return (struct str){all.data, at};
}

bool str_to_number(struct str s, uint64_t *out) {
    if (s.len == 0)
        return false;
    uint64_t value = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] < '0' || s.data[i] > '9')
            return false;
        uint64_t digit = (uint64_t)(s.data[i] - '0');
        if (value > (UINT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

uint64_t str_hash(struct str s, uint64_t seed) {
    uint64_t hash = seed == 0 ? 0xcbf29ce484222325u : seed;
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.data[i]) * 0x100000001b3u;
    return hash;
}

/* Returns the length of the well-formed sequence at the beginning of `bytes`, 1 to 4, and its code point; 0 when it is
 * ill-formed or cut off. The bounds of the second byte are table 3-7 of Unicode: no overlong forms, no surrogates,
 * nothing above U+10FFFF. */
static size_t decode(const unsigned char *bytes, size_t len, uint32_t *code_point) {
    unsigned char lead = bytes[0];
    if (lead < 0x80) {
        *code_point = lead;
        return 1;
    }
    if (lead < 0xc2 || lead > 0xf4)
        return 0;
    size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (len < length)
        return 0;
    unsigned char low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (bytes[1] < low || bytes[1] > high)
        return 0;
    uint32_t value = lead & (0x7fu >> length);
    value = value << 6 | (bytes[1] & 0x3fu);
    for (size_t i = 2; i < length; i++) {
        if ((bytes[i] & 0xc0) != 0x80)
            return 0;
        value = value << 6 | (bytes[i] & 0x3fu);
    }
    *code_point = value;
    return length;
}

/* Returns the number of ASCII bytes from `from` on. */
static size_t ascii_run(struct str s, size_t from) {
    size_t at = from;
    for (; s.len - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, s.data + at, 8);
        word = le64toh(word) & 0x8080808080808080u;
        if (word != 0)
            return at - from + (size_t)__builtin_ctzll(word) / 8;
    }
    while (at < s.len && (unsigned char)s.data[at] < 0x80)
        at++;
    return at - from;
}

uint32_t utf8_next_wide(struct str s, size_t *offset) {
    uint32_t code_point;
    size_t length = decode((const unsigned char *)s.data + *offset, s.len - *offset, &code_point);
    if (length == 0) {
        *offset += 1;
        return REPLACEMENT;
    }
    *offset += length;
    return code_point;
}

uint32_t utf8_before(struct str s, size_t offset) {
    if (offset == 0)
        return 0;
    for (size_t length = 1; length <= 4 && length <= offset; length++) {
        uint32_t code_point;
        if (decode((const unsigned char *)s.data + offset - length, length, &code_point) == length)
            return code_point;
    }
    return REPLACEMENT;
}

size_t utf8_encode(uint32_t code_point, char out[4]) {
    if (code_point > 0x10ffff || (code_point >= 0xd800 && code_point <= 0xdfff))
        code_point = REPLACEMENT;
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xc0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3f));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xe0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3f));
        out[2] = (char)(0x80 | (code_point & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3f));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3f));
    out[3] = (char)(0x80 | (code_point & 0x3f));
    return 4;
}

size_t utf8_check(struct str s) {
    size_t at = ascii_run(s, 0);
    while (at < s.len) {
        uint32_t code_point;
        size_t length = decode((const unsigned char *)s.data + at, s.len - at, &code_point);
        if (length == 0)
            break;
        at += length;
        at += ascii_run(s, at);
    }
    return at;
}

/* Counts code points, and with `wide` the second half of a surrogate pair for those above U+FFFF as well. */
static size_t count(struct str s, bool wide) {
    size_t total = 0;
    for (size_t at = 0; at < s.len;) {
        size_t run = ascii_run(s, at);
        total += run;
        at += run;
        if (at == s.len)
            break;
        uint32_t code_point = utf8_next(s, &at);
        total += wide && code_point > 0xffff ? 2 : 1;
    }
    return total;
}

size_t utf8_count(struct str s) {
    return count(s, false);
}

size_t utf16_count(struct str s) {
    return count(s, true);
}
