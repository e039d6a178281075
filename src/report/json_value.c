#include "json_value.h"

#include <stdlib.h>

#include "arena.h"
#include "buf.h"

json_t *json_value_string(struct str s) {
    if (s.len == 0)
        return json_stringn("", 0);
    if (utf8_check(s) == s.len)
        return json_stringn(s.data, s.len);
    struct arena *scratch = arena_create();
    struct buf repaired = buf_in(scratch);
    for (size_t offset = 0; offset < s.len;)
        buf_code_point(&repaired, utf8_next(s, &offset));
    json_t *value = json_stringn(repaired.data, repaired.len);
    arena_destroy(scratch);
    return value;
}

json_t *json_value_number(size_t value) {
    return json_integer((json_int_t)value);
}

void json_value_set(json_t *object, const char *key, json_t *value) {
    json_object_set_new(object, key, value);
}

void json_value_write(struct buf *out, json_t *value, size_t flags) {
    char *dumped = json_dumps(value, flags);
    if (!dumped)
        arena_out_of_memory();
    buf_add(out, str_from(dumped));
    buf_byte(out, '\n');
    free(dumped);
    json_decref(value);
}
