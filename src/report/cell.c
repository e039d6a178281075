#include "cell.h"

void cell_add(struct buf *out, struct str cell, bool last) {
    bool formula = cell.len && memchr("=+-@\t\r", cell.data[0], 6);
    bool quoted = formula;
    for (size_t i = 0; i < cell.len && !quoted; i++)
        quoted = memchr(",\"\n\r", cell.data[i], 4) != NULL;
    if (quoted)
        buf_byte(out, '"');
    if (formula)
        buf_byte(out, '\'');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.data[i] == '"')
            buf_byte(out, '"');
        buf_byte(out, cell.data[i]);
    }
    if (quoted)
        buf_byte(out, '"');
    buf_add(out, last ? STR("\r\n") : STR(","));
}
