#include "json_value.h"

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

static int add_bytes(const char *bytes, size_t count, void *out) {
    buf_add(out, (struct str){bytes, count});
    return 0;
}

static void dump(struct buf *out, json_t *value, size_t flags) {
    if (json_dump_callback(value, add_bytes, out, JSON_ENCODE_ANY | flags) != 0)
        arena_out_of_memory();
    json_decref(value);
}

void json_value_add(struct buf *out, json_t *value) {
    dump(out, value, 0);
}

void json_value_write(struct buf *out, json_t *value) {
    dump(out, value, JSON_INDENT(1));
    buf_byte(out, '\n');
}

void json_value_item(struct buf *out, json_t *value) {
    buf_add(out, strchr("[{", out->data[out->len - 1]) ? STR("\n") : STR(",\n"));
    if (value)
        json_value_add(out, value);
}

void json_value_member(struct buf *out, const char *key, json_t *value) {
    json_value_item(out, json_string(key));
    buf_add(out, STR(": "));
    if (value)
        json_value_add(out, value);
}
