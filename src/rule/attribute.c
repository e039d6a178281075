#include "attribute.h"

void attribute_write(struct buf *out, const char *name, struct str value) {
    buf_format(out, " %s=\"", name);
    for (size_t offset = 0; offset < value.len;) {
        uint32_t point = utf8_next(value, &offset);
        if (point == '&')
            buf_add(out, STR("&amp;"));
        else if (point == '<')
            buf_add(out, STR("&lt;"));
        else if (point == '"')
            buf_add(out, STR("&quot;"));
        else if (point == '\t' || point == '\n' || point == '\r')
            buf_format(out, "&#%u;", (unsigned)point);
        else
            buf_code_point(out, point < 0x20 || point == 0xfffe || point == 0xffff ? 0xfffd : point);
    }
    buf_byte(out, '"');
}
