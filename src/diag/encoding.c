#include "source.h"

/* Windows-1252, bytes 0x80 to 0x9F; 0 where it has no character. */
static const uint16_t windows1252[32] = {0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                         0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                         0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                         0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

uint32_t encoding_point(enum encoding encoding, unsigned char byte) {
    return encoding == ENCODING_WINDOWS1252 && byte >= 0x80 && byte < 0xa0 ? windows1252[byte - 0x80] : byte;
}

/* Appends the one byte that stands for the code point, if there is one. */
static bool add_single(struct buf *out, enum encoding encoding, uint32_t point) {
    unsigned last = encoding == ENCODING_ASCII ? 0x7f : 0xff;
    for (unsigned byte = 0; byte <= last; byte++) {
        if (encoding_point(encoding, (unsigned char)byte) == point && (point != 0 || byte == 0)) {
            buf_byte(out, (char)byte);
            return true;
        }
    }
    return false;
}

static void add_unit(struct buf *out, bool little, uint32_t unit) {
    buf_byte(out, (char)(little ? unit & 0xff : unit >> 8));
    buf_byte(out, (char)(little ? unit >> 8 : unit & 0xff));
}

bool encoding_add(struct buf *out, enum encoding encoding, uint32_t point) {
    bool little = encoding == ENCODING_UTF16LE;
    switch (encoding) {
    case ENCODING_ASCII:
    case ENCODING_LATIN1:
    case ENCODING_WINDOWS1252:
        return add_single(out, encoding, point);
    case ENCODING_UTF16LE:
    case ENCODING_UTF16BE:
        if (point >= 0x10000) {
            add_unit(out, little, 0xd800 + ((point - 0x10000) >> 10));
            point = 0xdc00 + ((point - 0x10000) & 0x3ff);
        }
        add_unit(out, little, point);
        return true;
    default:
        buf_code_point(out, point);
        return true;
    }
}
