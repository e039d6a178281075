#include "width.h"

#include <utf8proc.h>

size_t width_cells(struct str s) {
    size_t cells = 0;
    for (size_t at = 0; at < s.len;) {
        unsigned char byte = (unsigned char)s.data[at];
        if (byte >= 0x20 && byte < 0x7f) {
            cells++;
            at++;
            continue;
        }
        uint32_t code_point = utf8_next(s, &at);
        int width = code_point == '\t' ? 1 : utf8proc_charwidth((utf8proc_int32_t)code_point);
        if (width > 0)
            cells += (size_t)width;
    }
    return cells;
}

/* Whether the code point could act, or hide, instead of being shown. The format characters include the bidi controls,
 * U+FEFF and the tag characters. */
static bool is_unsafe(uint32_t code_point) {
    switch (utf8proc_category((utf8proc_int32_t)code_point)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default:
        return false;
    }
}

static void add_ascii(struct buf *out, char byte) {
    if (byte == '\t' || byte == '\n' || byte == '\r')
        byte = ' ';
    if ((unsigned char)byte < 0x20 || byte == 0x7f) {
        buf_format(out, "\\u{%x}", (unsigned)byte);
        return;
    }
    /* What stands in the buffer counts, so that two calls cannot join to "##[" either. */
    if (byte == '[' && str_ends(buf_str(out), STR("##")))
        buf_byte(out, '\\');
    buf_byte(out, byte);
}

void width_safe(struct buf *out, struct str s) {
    for (size_t at = 0; at < s.len;) {
        if ((unsigned char)s.data[at] < 0x80) {
            add_ascii(out, s.data[at++]);
            continue;
        }
        size_t begin = at;
        uint32_t code_point = utf8_next(s, &at);
        if (code_point == 0xfffd && at == begin + 1)
            buf_format(out, "\\x%02x", (unsigned)(unsigned char)s.data[begin]);
        else if (is_unsafe(code_point))
            buf_format(out, "\\u{%x}", (unsigned)code_point);
        else
            buf_add(out, str_slice(s, begin, at));
    }
}
