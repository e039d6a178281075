#include "buf.h"

#include <stdarg.h>
#include <stdio.h>

#include "arena.h"

struct buf buf_in(struct arena *arena) {
    return (struct buf){.arena = arena};
}

char *buf_reserve(struct buf *buf, size_t bytes) {
    if (buf->capacity - buf->len < bytes || buf->data == NULL) {
        if (bytes > PTRDIFF_MAX - buf->len)
            arena_out_of_memory();
        size_t needed = buf->len + bytes;
        size_t capacity = buf->capacity < 64 ? 64 : buf->capacity * 2;
        if (capacity < needed)
            capacity = needed;
        buf->data = arena_grow(buf->arena, buf->data, buf->capacity, capacity);
        buf->capacity = capacity;
    }
    return buf->data + buf->len;
}

void buf_add(struct buf *buf, struct str s) {
    if (s.len == 0)
        return;
    memcpy(buf_reserve(buf, s.len), s.data, s.len);
    buf->len += s.len;
}

void buf_byte(struct buf *buf, char byte) {
    if (buf->len == buf->capacity)
        buf_reserve(buf, 1);
    buf->data[buf->len++] = byte;
}

void buf_code_point(struct buf *buf, uint32_t code_point) {
    buf->len += utf8_encode(code_point, buf_reserve(buf, 4));
}

void buf_format(struct buf *buf, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    buf_reserve(buf, 64);
    size_t room = buf->capacity - buf->len;
    int length = vsnprintf(buf->data + buf->len, room, format, arguments);
    if (length > 0) {
        if ((size_t)length >= room)
            vsnprintf(buf_reserve(buf, (size_t)length + 1), (size_t)length + 1, format, again);
        buf->len += (size_t)length;
    }
    va_end(again);
    va_end(arguments);
}

struct str buf_str(const struct buf *buf) {
    return (struct str){buf->data, buf->len};
}
