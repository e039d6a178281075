#include "fold.h"

#include <utf8proc.h>

#include "arena.h"
#include "buf.h"

static utf8proc_category_t category(uint32_t code_point) {
    return utf8proc_category((utf8proc_int32_t)code_point);
}

static bool is_blank(uint32_t code_point) {
    if (code_point < 0x80)
        return code_point == ' ' || (code_point >= '\t' && code_point <= '\r');
    if (code_point < 0x100)
        return code_point == 0x85 || code_point == 0xa0;
    utf8proc_category_t kind = category(code_point);
    return kind == UTF8PROC_CATEGORY_ZS || kind == UTF8PROC_CATEGORY_ZL || kind == UTF8PROC_CATEGORY_ZP;
}

static bool is_dash(uint32_t code_point) {
    if (code_point < 0x80)
        return code_point == '-';
    return code_point >= 0x100 && (code_point == 0x2212 || category(code_point) == UTF8PROC_CATEGORY_PD);
}

/* Letters that plans are written with: no table needs to be asked what they are. */
static bool is_common_letter(uint32_t code_point) {
    return ((code_point | 0x20) >= 'a' && (code_point | 0x20) <= 'z') ||
           (code_point >= 0xc0 && code_point <= 0xff && code_point != 0xd7 && code_point != 0xf7);
}

static bool is_letter(uint32_t code_point) {
    if (is_common_letter(code_point))
        return true;
    utf8proc_category_t kind = category(code_point);
    return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO;
}

static bool is_digit(uint32_t code_point) {
    return code_point >= '0' && code_point <= '9';
}

/* Appends one folded code point: white space and dashes in their one form, a space only between two words. */
static void add_folded(struct buf *out, uint32_t code_point) {
    if (is_blank(code_point)) {
        if (out->len != 0 && out->data[out->len - 1] != ' ')
            buf_byte(out, ' ');
    } else if (is_dash(code_point)) {
        buf_byte(out, '-');
    } else if (code_point < 0x80) {
        buf_byte(out, (char)code_point);
    } else {
        buf_code_point(out, code_point);
    }
}

static struct str finish(struct buf *out) {
    if (out->len != 0 && out->data[out->len - 1] == ' ')
        out->len--;
    return buf_str(out);
}

/* Folds what Swedish text is made of without asking tables: ASCII, the letters of Latin-1, no-break spaces, dashes,
 * quotes. Normalisation does not change these unless a combining mark follows, which is not among them, and none grows:
 * `out` has room for as many bytes as `s` has. Returns false, with something in *out, when the text has anything else.
 */
static bool fold_simple(char *out, size_t *len, struct str s) {
    size_t count = 0;
    for (size_t at = 0; at < s.len;) {
        unsigned char byte = (unsigned char)s.data[at];
        if (byte > ' ' && byte < 0x80) {
            out[count++] = (char)(byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte);
            at++;
            continue;
        }
        uint32_t code_point = utf8_next(s, &at);
        bool dash = (code_point >= 0x2010 && code_point <= 0x2015) || code_point == 0x2212;
        if (is_common_letter(code_point) && code_point != 0xdf) {
            count += utf8_encode(code_point <= 0xde ? code_point + 0x20 : code_point, out + count);
            continue;
        }
        if (code_point <= ' ' || code_point == 0xa0) {
            if (!is_blank(code_point))
                out[count++] = (char)code_point;
            else if (count != 0 && out[count - 1] != ' ')
                out[count++] = ' ';
            continue;
        }
        if (dash) {
            out[count++] = '-';
            continue;
        }
        switch (code_point) {
        case 0xad: /* soft hyphen */
            break;
        case 0xa7:   /* section sign */
        case 0xab:   /* left guillemet */
        case 0xb7:   /* middle dot */
        case 0xbb:   /* right guillemet */
        case 0xd7:   /* multiplication sign */
        case 0xf7:   /* division sign */
        case 0x2018: /* quotation marks */
        case 0x2019:
        case 0x201c:
        case 0x201d:
        case 0x201e:
        case 0x2022: /* bullet */
            count += utf8_encode(code_point, out + count);
            break;
        default:
            return false;
        }
    }
    *len = count > 0 && out[count - 1] == ' ' ? count - 1 : count;
    return true;
}

/* Returns `s` with U+FFFD for bytes that are not UTF-8: utf8proc refuses such text as a whole. */
static struct str well_formed(struct arena *arena, struct str s) {
    if (utf8_check(s) == s.len)
        return s;
    struct buf out = buf_in(arena);
    for (size_t at = 0; at < s.len;)
        buf_code_point(&out, utf8_next(s, &at));
    return buf_str(&out);
}

static void fold_general(struct arena *arena, struct buf *out, struct str s) {
    utf8proc_option_t options =
        UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    s = well_formed(arena, s);
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s.data;
    utf8proc_ssize_t size = (utf8proc_ssize_t)s.len;
    utf8proc_ssize_t count = utf8proc_decompose(bytes, size, NULL, 0, options);
    if (count <= 0)
        return;
    utf8proc_int32_t *code_points = arena_array(arena, utf8proc_int32_t, (size_t)count + 1);
    count = utf8proc_decompose(bytes, size, code_points, count, options);
    count = utf8proc_normalize_utf32(code_points, count, options);
    for (utf8proc_ssize_t i = 0; i < count; i++)
        add_folded(out, (uint32_t)code_points[i]);
}

struct str fold_text(struct arena *arena, struct str s) {
    char *simple = arena_alloc(arena, s.len + 1);
    size_t len;
    if (fold_simple(simple, &len, s))
        return (struct str){simple, len};
    struct buf out = buf_in(arena);
    fold_general(arena, &out, s);
    return finish(&out);
}

static size_t skip_blanks(struct str s, size_t at) {
    while (at < s.len) {
        size_t next = at;
        if (!is_blank(utf8_next(s, &next)))
            break;
        at = next;
    }
    return at;
}

/* Returns the code point at `at`, 0 at the end. */
static uint32_t peek(struct str s, size_t at) {
    return at < s.len ? utf8_next(s, &at) : 0;
}

struct str fold_number(struct str s, size_t *rest) {
    if (rest != NULL)
        *rest = 0;
    size_t begin = skip_blanks(s, 0);
    size_t end = begin, at = begin;
    bool period = false;
    while (at < s.len && is_digit((unsigned char)s.data[at])) {
        size_t digits = at;
        while (at < s.len && is_digit((unsigned char)s.data[at]))
            at++;
        if (at - digits > 3) /* a year or an amount */
            return (struct str){s.data, 0};
        end = at;
        if (at == s.len || s.data[at] != '.')
            break;
        period = true;
        at++;
    }
    if (end == begin)
        return (struct str){s.data, 0};

    size_t after = skip_blanks(s, at);
    uint32_t follows = peek(s, after);
    bool separated = after > at || after == s.len;
    bool tabbed = str_find(str_slice(s, at, after), STR("\t"), 0) != SIZE_MAX && is_letter(follows);
    bool counts = period ? separated || (s.data[at - 1] == '.' && is_letter(follows))
                         : separated && (tabbed || category(follows) == UTF8PROC_CATEGORY_LU);
    if (!counts)
        return (struct str){s.data, 0};
    if (rest != NULL)
        *rest = after;
    return str_slice(s, begin, end);
}

/* Returns the offset behind leading white space and bullets. A dash or a letter o is a bullet only when a blank
 * follows. */
static size_t skip_bullets(struct str s) {
    size_t at = skip_blanks(s, 0);
    while (at < s.len) {
        size_t next = at;
        uint32_t code_point = utf8_next(s, &next);
        if (is_common_letter(code_point) && code_point != 'o')
            break;
        utf8proc_category_t kind = category(code_point);
        bool glyph = code_point == 0xb7 || code_point == 0x2022 || code_point == 0x2023 || code_point == 0x2043 ||
                     kind == UTF8PROC_CATEGORY_CO || (code_point >= 0x25a0 && code_point <= 0x25ff);
        bool mark = is_dash(code_point) || code_point == '*' || code_point == 'o';
        if (!glyph && !(mark && is_blank(peek(s, next))))
            break;
        at = skip_blanks(s, next);
    }
    return at;
}

/* Returns `s` without the word "fokusområde", what numbers it and the punctuation behind it; `s` itself when nothing
 * would be left or the word goes on ("fokusområden"). `s` is folded. */
static struct str without_prefix(struct str s) {
    static const struct str prefix = {"fokusområde", sizeof("fokusområde") - 1};
    if (!str_starts(s, prefix) || is_letter(peek(s, prefix.len)))
        return s;
    for (size_t at = prefix.len; at < s.len;) {
        size_t begin = at;
        if (is_letter(utf8_next(s, &at)))
            return str_slice(s, begin, s.len);
    }
    return s;
}

static bool is_punctuation(uint32_t code_point) {
    static const uint32_t ascii[] = {0x0, 0x8c00f7ee, 0xb8000001, 0x28000000}; /* a bit a character */
    if (code_point < 0x80)
        return (ascii[code_point / 32] >> (code_point % 32) & 1) != 0;
    if (is_common_letter(code_point))
        return false;
    utf8proc_category_t kind = category(code_point);
    return kind >= UTF8PROC_CATEGORY_PC && kind <= UTF8PROC_CATEGORY_PO;
}

/* Whether folded text has nothing that the key of a heading lacks: letters, digits and single spaces. */
static bool is_key(struct str folded) {
    for (size_t i = 0; i < folded.len; i++) {
        unsigned char byte = (unsigned char)folded.data[i];
        bool letter = (byte >= 'a' && byte <= 'z') || byte == 0xc3 || (byte >= 0x80 && byte <= 0xbf);
        if (!letter && byte != ' ' && !is_digit(byte))
            return false;
    }
    return folded.len == 0 || folded.data[folded.len - 1] != ' ';
}

struct str fold_heading(struct arena *arena, struct str s) {
    struct str rest = str_slice(s, skip_bullets(s), s.len);
    size_t after;
    fold_number(rest, &after);
    struct str folded = without_prefix(fold_text(arena, str_slice(rest, after, rest.len)));

    if (is_key(folded))
        return folded;
    struct buf out = buf_in(arena);
    buf_reserve(&out, folded.len + 1); /* nothing but "&" grows */
    for (size_t at = 0; at < folded.len;) {
        size_t begin = at;
        uint32_t code_point = utf8_next(folded, &at);
        if (code_point == '&') {
            add_folded(&out, ' ');
            buf_add(&out, STR("och"));
            add_folded(&out, ' ');
            buf_reserve(&out, folded.len - at + 1);
        } else if (code_point == ' ') {
            if (out.len != 0 && out.data[out.len - 1] != ' ')
                out.data[out.len++] = ' ';
        } else if (!is_punctuation(code_point)) {
            while (begin < at)
                out.data[out.len++] = folded.data[begin++];
        }
    }
    return finish(&out);
}

struct str fold_ocr(struct arena *arena, struct str s) {
    struct str key = fold_heading(arena, s);
    struct buf out = buf_in(arena);
    buf_reserve(&out, key.len + 1);
    for (size_t at = 0; at < key.len;) {
        uint32_t code_point = utf8_next(key, &at);
        switch (code_point) {
        case 0xe5: /* å */
        case 0xe4: /* ä */
            buf_byte(&out, 'a');
            break;
        case 0xf6: /* ö */
        case 0xe9: /* é, what OCR makes of ö */
        case '6':
            buf_byte(&out, 'o');
            break;
        default:
            buf_code_point(&out, code_point);
        }
    }
    return buf_str(&out);
}

const char *fold_library(void) {
    return utf8proc_version();
}
