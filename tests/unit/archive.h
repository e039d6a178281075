/* Builds small zip archives in memory, field by field, so that a test can damage one of them.
 * For tests/unit/test_audit.c and test_opc.c, and the mutator of packages in tests/fuzz. Nothing here shares code with
 * src/read/audit.c. */
#ifndef PLANLINT_TEST_ARCHIVE_H
#define PLANLINT_TEST_ARCHIVE_H

#include <zlib.h>

#include "buf.h"
#include "test.h"
#include "vec.h"

enum { DEFLATE = 8, STREAMED = 8 /* flag: sizes follow in a descriptor */, MEMBERS = 64 };

/* One entry; what is zero gets the right value. */
struct member {
    struct str name, data;
    unsigned method, flags, host, mode;
    struct str local_name;           /* another name in the local header */
    struct str extra, central_extra; /* extra fields */
    struct str packed;               /* instead of the packed data */
    struct str descriptor;           /* behind the data */
    struct str gap;                  /* unclaimed bytes behind all that */
    bool unlisted;                   /* not in the directory */
};

struct paper_archive {
    struct buf bytes;
    size_t local[MEMBERS], central[MEMBERS], end; /* offsets of the headers */
};

static inline void put(struct buf *buf, uint64_t value, size_t width) {
    for (size_t i = 0; i < width; i++)
        buf_byte(buf, (char)(value >> (8 * i)));
}

/* Overwrites `width` bytes at `at`. */
static inline void poke(struct paper_archive *archive, size_t at, uint64_t value, size_t width) {
    for (size_t i = 0; i < width; i++)
        archive->bytes.data[at + i] = (char)(value >> (8 * i));
}

static inline struct str deflated(struct arena *arena, struct str data) {
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)data.data, .avail_in = (uInt)data.len};
    deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    size_t room = deflateBound(&stream, data.len);
    char *out = arena_alloc(arena, room);
    stream.next_out = (Bytef *)out;
    stream.avail_out = (uInt)room;
    deflate(&stream, Z_FINISH);
    deflateEnd(&stream);
    return (struct str){out, stream.total_out};
}

static inline uint32_t checksum(struct str data) {
    return (uint32_t)crc32(0, (const Bytef *)data.data, (uInt)data.len);
}

/* Returns the archive of at most MEMBERS members; `offset` is added to every offset that it states. */
static inline struct paper_archive archive_of(struct arena *arena, const struct member *members, size_t count,
                                              size_t offset) {
    struct paper_archive archive = {.bytes = buf_in(arena)};
    struct buf *out = &archive.bytes;
    size_t packed[MEMBERS], listed = 0;
    for (size_t i = 0; i < count; i++) {
        const struct member *member = &members[i];
        struct str data = member->packed.data != NULL ? member->packed
                          : member->method == DEFLATE ? deflated(arena, member->data)
                                                      : member->data;
        struct str name = member->local_name.data != NULL ? member->local_name : member->name;
        bool streamed = (member->flags & STREAMED) != 0;
        packed[i] = data.len;
        archive.local[i] = out->len;
        put(out, 0x04034b50, 4);
        put(out, 20, 2);
        put(out, member->flags, 2);
        put(out, member->method, 2);
        put(out, 0, 4);
        put(out, streamed ? 0 : checksum(member->data), 4);
        put(out, streamed ? 0 : data.len, 4);
        put(out, streamed ? 0 : member->data.len, 4);
        put(out, name.len, 2);
        put(out, member->extra.len, 2);
        buf_add(out, name);
        buf_add(out, member->extra);
        buf_add(out, data);
        buf_add(out, member->descriptor);
        buf_add(out, member->gap);
    }
    size_t directory = out->len;
    for (size_t i = 0; i < count; i++) {
        const struct member *member = &members[i];
        if (member->unlisted)
            continue;
        listed++;
        archive.central[i] = out->len;
        put(out, 0x02014b50, 4);
        put(out, 20 | member->host << 8, 2);
        put(out, 20, 2);
        put(out, member->flags, 2);
        put(out, member->method, 2);
        put(out, 0, 4);
        put(out, checksum(member->data), 4);
        put(out, packed[i], 4);
        put(out, member->data.len, 4);
        put(out, member->name.len, 2);
        put(out, member->central_extra.len, 2);
        put(out, 0, 6);
        put(out, (uint64_t)member->mode << 16, 4);
        put(out, archive.local[i] + offset, 4);
        buf_add(out, member->name);
        buf_add(out, member->central_extra);
    }
    archive.end = out->len;
    put(out, 0x06054b50, 4);
    put(out, 0, 4);
    put(out, listed, 2);
    put(out, listed, 2);
    put(out, archive.end - directory, 4);
    put(out, directory + offset, 4);
    put(out, 0, 2);
    return archive;
}

#endif
