#include "repack.h"

#include <stdlib.h>

#define ZLIB_CONST
#include <zlib.h>

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

/* ---- Writing (PKWARE APPNOTE 6.3.9) ---- */

enum {
    STORED = 0,
    DEFLATED = 8,
    STREAMED = 8,  /* flag: sizes and CRC stand behind the data */
    DEFLATING = 6, /* flags: how hard the packer tried */
    LOCAL_BYTES = 30,
    CENTRAL_BYTES = 46,
    END_BYTES = 22
};

/* What is written about an entry. */
struct packed {
    struct str bytes;
    uint32_t crc;
    size_t size, header;
};

static size_t little(struct str bytes, size_t at) {
    return (size_t)(unsigned char)bytes.data[at] | (size_t)(unsigned char)bytes.data[at + 1] << 8;
}

static void put(char *record, size_t at, size_t value, size_t width) {
    for (size_t i = 0; i < width; i++, value >>= 8)
        record[at + i] = (char)(value & 0xff);
}

/* Appends `len` bytes of the file for changing. The address holds until the next addition. */
static char *copy(struct buf *out, struct str file, size_t at, size_t len) {
    size_t before = out->len;
    buf_add(out, str_slice(file, at, at + len));
    return out->data + before;
}

/* Appends the extra fields file[at, at + len) but zip64: what is written needs none. Returns their bytes. */
static size_t copy_extra(struct buf *out, struct str file, size_t at, size_t len) {
    size_t before = out->len, end = at + len;
    while (end - at >= 4) {
        size_t field = 4 + little(file, at + 2);
        if (little(file, at) != 1)
            copy(out, file, at, field);
        at += field;
    }
    return out->len - before;
}

/* Packs a part as `method` does; no bytes when that is none that OPC has, or there are more than zlib takes at once. */
static struct packed pack(struct arena *arena, struct str part, unsigned method) {
    struct packed packed = {.size = part.len};
    z_stream stream = {0};
    if (part.len > UINT32_MAX / 2 || (method != STORED && method != DEFLATED))
        return packed;
    packed.crc = (uint32_t)crc32(0, (const Bytef *)part.data, (uInt)part.len);
    packed.bytes = part;
    if (method == STORED)
        return packed;
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
        arena_out_of_memory();
    size_t room = deflateBound(&stream, part.len);
    Bytef *bytes = arena_alloc(arena, room);
    stream.next_in = (const Bytef *)part.data;
    stream.avail_in = (uInt)part.len;
    stream.next_out = bytes;
    stream.avail_out = (uInt)room;
    deflate(&stream, Z_FINISH);
    packed.bytes = (struct str){(const char *)bytes, stream.total_out};
    deflateEnd(&stream);
    return packed;
}

/* Method and time stay: the same document gives the same package on any day. */
static void write_entry(struct buf *out, struct str file, const struct archive_entry *entry,
                        const struct packed *packed) {
    size_t before = out->len, name = little(file, entry->header + 26), extra = little(file, entry->header + 28);
    copy(out, file, entry->header, LOCAL_BYTES + name);
    extra = copy_extra(out, file, entry->header + LOCAL_BYTES + name, extra);
    char *record = out->data + before;
    put(record, 6, entry->flags & ~(unsigned)(STREAMED | DEFLATING), 2);
    put(record, 14, packed->crc, 4);
    put(record, 18, packed->bytes.len, 4);
    put(record, 22, packed->size, 4);
    put(record, 28, extra, 2);
    buf_add(out, packed->bytes);
}

static void write_record(struct buf *out, struct str file, const struct archive_entry *entry,
                         const struct packed *packed) {
    size_t before = out->len, at = entry->record, name = little(file, at + 28), extra = little(file, at + 30);
    size_t comment = little(file, at + 32);
    copy(out, file, at, CENTRAL_BYTES + name);
    size_t kept = copy_extra(out, file, at + CENTRAL_BYTES + name, extra);
    copy(out, file, at + CENTRAL_BYTES + name + extra, comment);
    char *record = out->data + before;
    if (packed->bytes.data != NULL)
        put(record, 8, entry->flags & ~(unsigned)(STREAMED | DEFLATING), 2);
    put(record, 16, packed->crc, 4);
    put(record, 20, packed->bytes.data == NULL ? entry->packed : packed->bytes.len, 4);
    put(record, 24, packed->size, 4);
    put(record, 30, kept, 2);
    put(record, 34, 0, 2); /* the only disk */
    put(record, 42, packed->header, 4);
}

static int by_header(const void *left, const void *right) {
    const struct archive_entry *a = *(const struct archive_entry *const *)left,
                               *b = *(const struct archive_entry *const *)right;
    return (a->header > b->header) - (a->header < b->header);
}

/* Writes the archive with the entries that have contents replaced. What is between the entries stays. */
static void write_archive(struct arena *arena, struct str file, const struct archive *archive, struct packed *packed,
                          struct buf *out) {
    const struct archive_entry **order = arena_array(arena, const struct archive_entry *, archive->count);
    size_t done = 0;
    for (size_t i = 0; i < archive->count; i++)
        order[i] = &archive->entries[i];
    if (archive->count != 0)
        qsort(order, archive->count, sizeof(*order), by_header);
    for (size_t i = 0; i < archive->count; i++) {
        const struct archive_entry *entry = order[i];
        struct packed *new = &packed[entry - archive->entries];
        copy(out, file, done, entry->header - done);
        new->header = out->len;
        if (new->bytes.data != NULL)
            write_entry(out, file, entry, new);
        else
            copy(out, file, entry->header, entry->end - entry->header);
        done = entry->end;
    }
    copy(out, file, done, archive->directory - done);
    size_t directory = out->len;
    for (size_t i = 0; i < archive->count; i++)
        write_record(out, file, &archive->entries[i], &packed[i]);
    size_t bytes = out->len - directory;
    char *end = copy(out, file, archive->end_record, file.len - archive->end_record);
    put(end, 4, 0, 4);
    put(end, 8, archive->count, 2);
    put(end, 10, archive->count, 2);
    put(end, 12, bytes, 4);
    put(end, 16, directory, 4);
}

/* Whether the new package has the same entries in the same order, packed as they were but for the parts. */
static bool is_faithful(struct arena *arena, struct source *file, const struct archive *before, struct str written,
                        const struct limits *limits, const struct packed *packed) {
    struct source *copy = source_create(arena, file->path, (struct str){0}, written);
    struct archive after;
    if (!open_archive(arena, copy, limits, &after) || after.count != before->count)
        return false;
    for (size_t i = 0; i < before->count; i++) {
        const struct archive_entry *old = &before->entries[i], *new = &after.entries[i];
        if (!str_equal(old->name, new->name))
            return false;
        if (packed[i].bytes.data == NULL && (old->crc != new->crc || old->method != new->method ||
                                             !str_equal(str_slice(file->bytes, old->data, old->data + old->packed),
                                                        str_slice(written, new->data, new->data + new->packed))))
            return false;
    }
    return true;
}

/* Packs the parts; *packed has an element for each entry. Returns false when a part is not in the archive, or cannot be
 * packed. */
static bool pack_parts(struct arena *arena, const struct archive *archive, const struct repack_part *parts,
                       size_t count, struct packed *packed) {
    for (size_t i = 0; i < archive->count; i++)
        packed[i] = (struct packed){.crc = archive->entries[i].crc, .size = (size_t)archive->entries[i].size};
    for (size_t i = 0; i < count; i++) {
        size_t index = map_find(archive->by_key, audit_key(arena, parts[i].name));
        if (index == MAP_NONE)
            return false;
        packed[index] = pack(arena, parts[i].bytes, archive->entries[index].method);
        if (packed[index].bytes.data == NULL)
            return false;
    }
    return true;
}

bool repack(struct arena *arena, struct source *file, const struct limits *limits, const struct repack_part *parts,
            size_t count, struct str *out, struct str *reason) {
    struct archive archive;
    struct buf written = buf_in(arena);
    *reason = STR("zip");
    if (!open_archive(arena, file, limits, &archive))
        return false;
    struct packed *packed = arena_array(arena, struct packed, archive.count);
    if (!pack_parts(arena, &archive, parts, count, packed))
        return false;
    write_archive(arena, file->bytes, &archive, packed, &written);
    *out = buf_str(&written);
    /* What is written has no zip64 records. */
    if (out->len < UINT32_MAX && archive.count < UINT16_MAX && is_faithful(arena, file, &archive, *out, limits, packed))
        return true;
    *reason = STR("zip64");
    return false;
}
