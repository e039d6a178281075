#include "repack.h"

#include <zip.h>

#include "audit.h"
#include "map.h"

enum { HEADER_TIME = 10, HEADER_DATE = 12 /* in a local header [APPNOTE 4.3.7] */ };

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

static uint16_t number_at(struct str bytes, size_t at) {
    return (uint16_t)((unsigned char)bytes.data[at] | (unsigned char)bytes.data[at + 1] << 8);
}

/* Puts a part in the place of an entry. Method and time stay: the same document gives the same package on any day. */
static bool replace(zip_t *zip, const struct source *file, const struct archive_entry *entry, size_t index,
                    struct str bytes) {
    zip_source_t *content = zip_source_buffer(zip, bytes.data, bytes.len, 0);
    if (content == NULL)
        return false;
    if (zip_file_replace(zip, index, content, 0) != 0) {
        zip_source_free(content);
        return false;
    }
    return zip_set_file_compression(zip, index, (zip_int32_t)entry->method, 0) == 0 &&
           zip_file_set_dostime(zip, index, number_at(file->bytes, entry->header + HEADER_TIME),
                                number_at(file->bytes, entry->header + HEADER_DATE), 0) == 0;
}

static bool replace_all(struct arena *arena, zip_t *zip, const struct source *file, const struct archive *archive,
                        const struct repack_part *parts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t index = map_find(archive->by_key, audit_key(arena, parts[i].name));
        /* libzip numbers entries as the directory does, as the audit does. */
        if (index == MAP_NONE || !replace(zip, file, &archive->entries[index], index, parts[i].bytes))
            return false;
    }
    return true;
}

/* Reads back what zip_close has written to the source. */
static bool read_back(struct arena *arena, zip_source_t *source, struct str *out) {
    if (zip_source_open(source) != 0)
        return false;
    bool ok = zip_source_seek(source, 0, SEEK_END) == 0;
    zip_int64_t size = ok ? zip_source_tell(source) : -1;
    ok = size >= 0 && zip_source_seek(source, 0, SEEK_SET) == 0;
    if (ok) {
        char *bytes = arena_alloc(arena, (size_t)size + 1);
        zip_int64_t done = 0;
        for (zip_int64_t got = 1; done < size && got > 0; done += got > 0 ? got : 0)
            got = zip_source_read(source, bytes + done, (zip_uint64_t)(size - done));
        ok = done == size;
        *out = (struct str){bytes, (size_t)size};
    }
    zip_source_close(source);
    return ok;
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
    zip_source_t *source = zip_source_buffer_create(file->bytes.data, file->bytes.len, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, 0, &error) : NULL;
    if (zip != NULL) {
        zip_source_keep(source); /* zip_close gives up its own hold; the result is read from ours */
        written = replace_all(arena, zip, file, &archive, parts, count) && zip_close(zip) == 0;
        if (!written) {
            zip_error_fini(&error);
            zip_error_init(&error);
            zip_error_set(&error, zip_error_code_zip(zip_get_error(zip)), 0);
            zip_discard(zip);
        }
    }
    written = written && read_back(arena, source, out);
    if (!written)
        *reason = str_copy(arena, str_from(zip_error_strerror(&error)));
    zip_source_free(source); /* NULL is allowed */
    zip_error_fini(&error);
    if (written && !is_faithful(arena, file, &archive, *out, limits, parts, count)) {
        *reason = STR("libzip");
        return false;
    }
    return written;
}
