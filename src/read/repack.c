#include "repack.h"

#include <zip.h>

#include "audit.h"
#include "buf.h"
#include "map.h"

static bool open_archive(struct arena *arena, struct source *file, const struct limits *limits, struct archive *out) {
    struct diag_list ignored = diag_list_in(arena, 0);
    return audit_archive(arena, file, limits, out, &ignored);
}

bool repack_is_signed(struct arena *arena, struct source *file, const struct limits *limits) {
    struct archive archive;
    if (!open_archive(arena, file, limits, &archive))
        return false;
    for (size_t i = 0; i < archive.count; i++)
        if (str_starts(archive.entries[i].key, STR("_xmlsignatures/")))
            return true;
    return false;
}

/* ---- An archive in memory, as libzip reads and writes it ---- */

/* Our own source and not zip_source_buffer: that one shares what is unchanged at the beginning of the archive between
 * the old and the new buffer, and frees memory that is not its own (libzip 1.7.3). */
struct memory {
    struct str bytes; /* what is read */
    zip_uint64_t at;
    struct buf written;
    zip_uint64_t written_at;
    bool committed;
    zip_error_t error;
};

static zip_int64_t read_bytes(struct memory *memory, void *data, zip_uint64_t len) {
    struct str rest = str_slice(memory->bytes, (size_t)memory->at, memory->bytes.len);
    size_t count = rest.len < len ? rest.len : (size_t)len;
    if (count != 0)
        memcpy(data, rest.data, count);
    memory->at += count;
    return (zip_int64_t)count;
}

/* libzip goes back to fill in headers: what is written may lie within what is there. */
static zip_int64_t write_bytes(struct memory *memory, const void *data, zip_uint64_t len) {
    size_t at = (size_t)memory->written_at, end = at + (size_t)len;
    if (end > memory->written.len) {
        size_t more = end - memory->written.len;
        memset(buf_reserve(&memory->written, more), 0, more);
        memory->written.len = end;
    }
    if (len != 0)
        memcpy(memory->written.data + at, data, (size_t)len);
    memory->written_at = end;
    return (zip_int64_t)len;
}

static zip_int64_t seek_to(struct memory *memory, zip_uint64_t *at, zip_uint64_t size, void *data, zip_uint64_t len) {
    zip_int64_t wanted = zip_source_seek_compute_offset(*at, size, data, len, &memory->error);
    if (wanted < 0)
        return -1;
    *at = (zip_uint64_t)wanted;
    return 0;
}

static zip_int64_t describe(const struct memory *memory, zip_stat_t *status) {
    zip_stat_init(status);
    status->size = memory->bytes.len;
    status->valid = ZIP_STAT_SIZE;
    return sizeof(*status);
}

static zip_int64_t serve(void *user, void *data, zip_uint64_t len, zip_source_cmd_t command) {
    struct memory *memory = user;
    switch (command) {
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                              ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
                                              ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_COMMIT_WRITE,
                                              ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE,
                                              ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE, -1);
    case ZIP_SOURCE_OPEN:
        memory->at = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return read_bytes(memory, data, len);
    case ZIP_SOURCE_STAT:
        return describe(memory, data);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&memory->error, data, len);
    case ZIP_SOURCE_SEEK:
        return seek_to(memory, &memory->at, memory->bytes.len, data, len);
    case ZIP_SOURCE_TELL:
        return (zip_int64_t)memory->at;
    case ZIP_SOURCE_BEGIN_WRITE:
        memory->written.len = 0;
        memory->written_at = 0;
        return 0;
    case ZIP_SOURCE_WRITE:
        return write_bytes(memory, data, len);
    case ZIP_SOURCE_SEEK_WRITE:
        return seek_to(memory, &memory->written_at, memory->written.len, data, len);
    case ZIP_SOURCE_TELL_WRITE:
        return (zip_int64_t)memory->written_at;
    case ZIP_SOURCE_COMMIT_WRITE:
        memory->committed = true;
        return 0;
    default: /* CLOSE, FREE, ROLLBACK_WRITE, REMOVE: the arena keeps everything */
        return 0;
    }
}

/* ---- Replacing ---- */

/* Puts a part in the place of an entry. Method and time stay: the same document gives the same package on any day. */
static bool replace(zip_t *zip, const struct archive_entry *entry, size_t index, struct str bytes) {
    zip_source_t *content = zip_source_buffer(zip, bytes.data, bytes.len, 0);
    if (content == NULL)
        return false;
    if (zip_file_replace(zip, index, content, 0) != 0) {
        zip_source_free(content);
        return false;
    }
    return zip_set_file_compression(zip, index, (zip_int32_t)entry->method, 0) == 0 &&
           zip_file_set_dostime(zip, index, entry->time, entry->date, 0) == 0;
}

static bool replace_all(struct arena *arena, zip_t *zip, const struct archive *archive, const struct repack_part *parts,
                        size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t index = map_find(archive->by_key, audit_key(arena, parts[i].name));
        /* libzip numbers entries as the directory does, as the audit does. */
        if (index == MAP_NONE || !replace(zip, &archive->entries[index], index, parts[i].bytes))
            return false;
    }
    return true;
}

static bool is_replaced(struct arena *arena, const struct archive_entry *entry, const struct repack_part *parts,
                        size_t count) {
    for (size_t i = 0; i < count; i++)
        if (str_equal(entry->key, audit_key(arena, parts[i].name)))
            return true;
    return false;
}

/* Whether the new package has the same entries in the same order, packed as they were but for the parts. */
static bool is_faithful(struct arena *arena, struct source *file, const struct archive *before, struct str written,
                        const struct limits *limits, const struct repack_part *parts, size_t count) {
    struct source *copy = source_create(arena, file->path, (struct str){0}, written);
    struct archive after;
    if (!open_archive(arena, copy, limits, &after) || after.count != before->count)
        return false;
    for (size_t i = 0; i < before->count; i++) {
        const struct archive_entry *old = &before->entries[i], *new = &after.entries[i];
        if (!str_equal(old->name, new->name))
            return false;
        if (!is_replaced(arena, old, parts, count) &&
            (old->crc != new->crc || old->method != new->method ||
             !str_equal(str_slice(file->bytes, old->data, old->data + old->packed),
                        str_slice(written, new->data, new->data + new->packed))))
            return false;
    }
    return true;
}

bool repack(struct arena *arena, struct source *file, const struct limits *limits, const struct repack_part *parts,
            size_t count, struct str *out, struct str *reason) {
    struct archive archive;
    zip_error_t error;
    bool written = false;
    if (!open_archive(arena, file, limits, &archive))
        return false;
    zip_error_init(&error);
    struct memory memory = {.bytes = file->bytes, .written = buf_in(arena)};
    zip_error_init(&memory.error);
    zip_source_t *source = zip_source_function_create(serve, &memory, &error);
    zip_t *zip = source ? zip_open_from_source(source, 0, &error) : NULL;
    if (zip == NULL)
        zip_source_free(source); /* NULL is allowed */
    if (zip != NULL && replace_all(arena, zip, &archive, parts, count))
        written = zip_close(zip) == 0 && memory.committed;
    if (zip != NULL && !written) {
        zip_error_set(&error, zip_error_code_zip(zip_get_error(zip)), 0);
        zip_discard(zip);
    }
    *out = buf_str(&memory.written);
    if (!written)
        *reason = str_copy(arena, str_from(zip_error_strerror(&error)));
    zip_error_fini(&error);
    zip_error_fini(&memory.error);
    if (written && !is_faithful(arena, file, &archive, *out, limits, parts, count)) {
        *reason = STR("libzip");
        return false;
    }
    return written;
}
