/* Buf: a byte buffer that grows in an arena; what reports and decoded text are written to.
 * For every floor. */
#ifndef PLANLINT_BUF_H
#define PLANLINT_BUF_H

#include "str.h"

struct buf {
    struct arena *arena; /* where the bytes live */
    char *data;
    size_t len, capacity; /* bytes */
};

/* Returns an empty buffer in the arena. */
struct buf buf_in(struct arena *arena);

void buf_add(struct buf *buf, struct str s);
void buf_byte(struct buf *buf, char byte);

/* Appends the UTF-8 of one code point. */
void buf_code_point(struct buf *buf, uint32_t code_point);

/* Appends what printf would produce. */
__attribute__((format(printf, 2, 3))) void buf_format(struct buf *buf, const char *format, ...);

/* Makes room for `bytes` more without changing the length; returns where they will stand. */
char *buf_reserve(struct buf *buf, size_t bytes);

/* Returns the content; valid until the buffer grows. */
struct str buf_str(const struct buf *buf);

#endif
