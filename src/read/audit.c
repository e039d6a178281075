#include "audit.h"

#include <stdlib.h>

#include "buf.h"
#include "map.h"

/* PKWARE APPNOTE 6.3.9; numbers in brackets are its sections. */
enum {
    LOCAL = 0x04034b50,      /* local file header [4.3.7] */
    CENTRAL = 0x02014b50,    /* central directory header [4.3.12] */
    END = 0x06054b50,        /* end of central directory record [4.3.16] */
    END64 = 0x06064b50,      /* zip64 end record [4.3.14] */
    LOCATOR64 = 0x07064b50,  /* zip64 end locator [4.3.15] */
    DESCRIPTOR = 0x08074b50, /* data descriptor [4.3.9]; also the mark of a split archive */
    LOCAL_BYTES = 30,
    CENTRAL_BYTES = 46,
    END_BYTES = 22,
    END64_BYTES = 56,
    LOCATOR64_BYTES = 20,
    COMMENT_MAX = 0xffff,
    BLANK_TAIL =
        16, /* blank or NUL bytes forgiven behind the end record: 2 of 229 real documents end in a stray line end */
    SHOWN_NAME = 120,       /* characters of an entry name in a message */
    FLAGS_COMPARED = 0x0809 /* encrypted, sizes in a descriptor, UTF-8 name: what decides how an entry is read */
};

#define MARK16 UINT64_C(0xffff)     /* "see the zip64 record" in a field of two bytes ... */
#define MARK32 UINT64_C(0xffffffff) /* ... and of four */
#define SIZE_SANE (UINT64_C(1) << 40)

struct audit {
    struct arena *arena;
    struct source *file;
    struct str bytes;
    const struct limits *limits;
    struct diag_list *diags;
    size_t directory, directory_end; /* range of the central directory */
    size_t end;                      /* the end record */
    uint64_t count;                  /* entries, as the end record says */
};

/* The sizes that a zip64 extra field may carry for a header. */
struct sizes {
    uint64_t size, packed, header;
};

/* The bytes that one entry occupies: local header, data and data descriptor. */
struct extent {
    size_t begin, end, entry;
};

/* Callers have checked that the bytes are there. */
static uint64_t little(struct str bytes, size_t at, size_t width) {
    uint64_t value = 0;
    for (size_t i = width; i-- > 0;)
        value = value << 8 | (unsigned char)bytes.data[at + i];
    return value;
}

static bool has_mark(struct str bytes, size_t at, uint32_t mark) {
    return at <= bytes.len && bytes.len - at >= 4 && little(bytes, at, 4) == mark;
}

static struct diag *fail(struct audit *audit, const char *id, size_t begin, size_t end) {
    return diag_fail(audit->diags, id, source_place(audit->file, begin, end));
}

/* Fails about an entry; `role` is the placeholder that gets its name. Returns false for the caller to return. */
static bool fail_entry(struct audit *audit, const char *id, size_t begin, size_t end, struct str name) {
    diag_arg(audit->diags, fail(audit, id, begin, end), "entry", audit_shown(audit->arena, name));
    return false;
}

struct str audit_key(struct arena *arena, struct str name) {
    char *key = arena_alloc(arena, name.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < name.len; i++) {
        char byte = name.data[i] == '\\' ? '/' : name.data[i];
        if (byte == '/' && (len == 0 || key[len - 1] == '/'))
            continue;
        key[len++] = byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
    }
    return (struct str){key, len};
}

struct str audit_shown(struct arena *arena, struct str name) {
    struct buf shown = buf_in(arena);
    size_t offset = 0;
    for (size_t characters = 0; offset < name.len && characters < SHOWN_NAME; characters++) {
        size_t begin = offset;
        uint32_t code_point = utf8_next(name, &offset);
        if (code_point == 0xfffd && offset == begin + 1)
            buf_format(&shown, "\\x%02x", (unsigned)(unsigned char)name.data[begin]);
        else
            buf_add(&shown, str_slice(name, begin, offset));
    }
    if (offset < name.len)
        buf_add(&shown, STR("…"));
    return buf_str(&shown);
}

/* Returns how many bytes follow the end record at `at` and its comment, SIZE_MAX when the comment is longer than the
 * file. */
static size_t bytes_after_end(struct str bytes, size_t at) {
    size_t end = at + END_BYTES + (size_t)little(bytes, at + 20, 2);
    return end > bytes.len ? SIZE_MAX : bytes.len - end;
}

static bool closes_file(struct str bytes, size_t at) {
    size_t after = bytes_after_end(bytes, at);
    if (after > BLANK_TAIL)
        return false;
    for (size_t i = bytes.len - after; i < bytes.len; i++)
        if (bytes.data[i] != '\0' && !str_is_blank(str_slice(bytes, i, i + 1)))
            return false;
    return true;
}

/* Returns the end record: the first one that closes the file, because an embedded archive stored near the end has one
 * of its own that does not. *last is the last signature of such a record, SIZE_MAX when there is none. Returns SIZE_MAX
 * when none closes the file. */
static size_t find_end(struct str bytes, size_t *last) {
    size_t found = SIZE_MAX;
    *last = SIZE_MAX;
    if (bytes.len < END_BYTES)
        return found;
    size_t reach = END_BYTES + COMMENT_MAX + BLANK_TAIL;
    size_t lowest = bytes.len > reach ? bytes.len - reach : 0;
    for (size_t at = bytes.len - END_BYTES + 1; at-- > lowest;) {
        if (!has_mark(bytes, at, END))
            continue;
        if (*last == SIZE_MAX)
            *last = at;
        if (closes_file(bytes, at))
            found = at;
    }
    return found;
}

bool audit_is_archive(struct str bytes) {
    if (has_mark(bytes, 0, LOCAL) || has_mark(bytes, 0, END) || has_mark(bytes, 0, DESCRIPTOR) ||
        has_mark(bytes, 0, CENTRAL))
        return true;
    size_t last, end = find_end(bytes, &last);
    if (end == SIZE_MAX)
        return false;
    uint64_t directory_bytes = little(bytes, end + 12, 4);
    if (directory_bytes == MARK32)
        return end >= LOCATOR64_BYTES && has_mark(bytes, end - LOCATOR64_BYTES, LOCATOR64);
    return directory_bytes <= end && has_mark(bytes, end - (size_t)directory_bytes, CENTRAL);
}

/* Says why no end record closes the file. */
static void fail_without_end(struct audit *audit, size_t last) {
    struct str bytes = audit->bytes;
    /* A long tail hides the record from the search above; one look through the file tells a tail from a truncation. */
    for (size_t at = bytes.len; last == SIZE_MAX && at-- > 0;)
        if (has_mark(bytes, at, END) && bytes.len - at >= END_BYTES)
            last = at;
    if (last == SIZE_MAX) {
        fail(audit, "DOC080", bytes.len, bytes.len);
        return;
    }
    size_t after = bytes_after_end(bytes, last);
    if (after == SIZE_MAX) {
        fail(audit, "DOC080", last, bytes.len);
        return;
    }
    struct diag *diag = fail(audit, "DOC081", bytes.len - after, bytes.len);
    diag_arg_number(audit->diags, diag, "bytes", after);
}

struct end_record {
    uint64_t disk, directory_disk, disk_count, count, bytes, offset;
};

/* Reads the zip64 end record that the locator before the end record at `end` points to, over the values of the classic
 * one; a classic value that is not a mark must say the same. Returns false after a diagnostic. *at is where the record
 * begins. */
static bool read_end64(struct audit *audit, size_t end, struct end_record *record, size_t *at) {
    struct str bytes = audit->bytes;
    size_t locator = end - LOCATOR64_BYTES;
    uint64_t begin = little(bytes, locator + 8, 8);
    if (little(bytes, locator + 4, 4) != 0 || little(bytes, locator + 16, 4) > 1) {
        fail(audit, "DOC090", locator, end);
        return false;
    }
    if (begin > locator || locator - begin < END64_BYTES || !has_mark(bytes, (size_t)begin, END64) ||
        little(bytes, (size_t)begin + 4, 8) != locator - begin - 12) {
        fail(audit, "DOC082", locator, end);
        return false;
    }
    *at = (size_t)begin;
    const struct end_record wide = {.disk = little(bytes, *at + 16, 4),
                                    .directory_disk = little(bytes, *at + 20, 4),
                                    .disk_count = little(bytes, *at + 24, 8),
                                    .count = little(bytes, *at + 32, 8),
                                    .bytes = little(bytes, *at + 40, 8),
                                    .offset = little(bytes, *at + 48, 8)};
    const struct {
        uint64_t classic, wide, mark;
    } pairs[] = {{record->disk, wide.disk, MARK16},
                 {record->directory_disk, wide.directory_disk, MARK16},
                 {record->disk_count, wide.disk_count, MARK16},
                 {record->count, wide.count, MARK16},
                 {record->bytes, wide.bytes, MARK32},
                 {record->offset, wide.offset, MARK32}};
    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
        if (pairs[i].classic != pairs[i].mark && pairs[i].classic != pairs[i].wide) {
            fail(audit, "DOC092", *at, end + END_BYTES);
            return false;
        }
    *record = wide;
    return true;
}

/* Says why the directory does not end where the end record begins. */
static void fail_directory(struct audit *audit, const struct end_record *record, size_t directory_end, size_t end) {
    struct str bytes = audit->bytes;
    bool shifted = record->bytes <= directory_end && record->offset < directory_end - record->bytes;
    size_t shift = shifted ? (size_t)(directory_end - record->bytes - record->offset) : 0;
    if (shifted && has_mark(bytes, directory_end - (size_t)record->bytes, CENTRAL) && has_mark(bytes, shift, LOCAL)) {
        diag_arg_number(audit->diags, fail(audit, "DOC091", 0, shift), "bytes", shift);
        return;
    }
    fail(audit, "DOC082", end, end + END_BYTES);
}

/* Finds the central directory. Returns false after a diagnostic. */
static bool find_directory(struct audit *audit) {
    struct str bytes = audit->bytes;
    size_t last, end = find_end(bytes, &last);
    if (end == SIZE_MAX) {
        fail_without_end(audit, last);
        return false;
    }
    if (last > end) {
        fail(audit, "DOC092", end, bytes.len);
        return false;
    }
    struct end_record record = {.disk = little(bytes, end + 4, 2),
                                .directory_disk = little(bytes, end + 6, 2),
                                .disk_count = little(bytes, end + 8, 2),
                                .count = little(bytes, end + 10, 2),
                                .bytes = little(bytes, end + 12, 4),
                                .offset = little(bytes, end + 16, 4)};
    size_t directory_end = end;
    bool wide = end >= LOCATOR64_BYTES && has_mark(bytes, end - LOCATOR64_BYTES, LOCATOR64);
    if (wide && !read_end64(audit, end, &record, &directory_end))
        return false;
    if (!wide && (record.count == MARK16 || record.bytes == MARK32 || record.offset == MARK32)) {
        fail(audit, "DOC082", end, end + END_BYTES);
        return false;
    }
    if (record.disk != 0 || record.directory_disk != 0) {
        fail(audit, "DOC090", end, end + END_BYTES);
        return false;
    }
    if (record.bytes > directory_end || record.offset != directory_end - record.bytes) {
        fail_directory(audit, &record, directory_end, end);
        return false;
    }
    if (record.count > record.bytes / CENTRAL_BYTES || record.disk_count != record.count) {
        fail(audit, "DOC083", end, end + END_BYTES);
        return false;
    }
    if (record.count > audit->limits->value[LIMIT_PARTS]) {
        struct diag *diag = fail(audit, "DOC101", end, end + END_BYTES);
        diag_arg_number(audit->diags, diag, "count", record.count);
        diag_arg_number(audit->diags, diag, "limit", audit->limits->value[LIMIT_PARTS]);
        return false;
    }
    audit->directory = (size_t)record.offset;
    audit->directory_end = directory_end;
    audit->end = end;
    audit->count = record.count;
    size_t after = bytes_after_end(bytes, end);
    if (after > 0) {
        struct diag *diag = diag_add(audit->diags, "DOC089", source_place(audit->file, bytes.len - after, bytes.len));
        diag_arg_number(audit->diags, diag, "bytes", after);
    }
    return true;
}

/* Replaces the marks in *sizes by the values of the zip64 extra field [4.5.3], which holds only what is marked, in this
 * order. Returns false when a field runs over the extra area, or a marked value is missing. */
static bool read_extra(struct str extra, struct sizes *sizes) {
    struct str field = {0};
    for (size_t at = 0; extra.len - at >= 4;) {
        size_t len = (size_t)little(extra, at + 2, 2);
        if (len > extra.len - at - 4)
            return false;
        if (little(extra, at, 2) == 1 && field.data == NULL)
            field = str_slice(extra, at + 4, at + 4 + len);
        at += 4 + len;
    }
    uint64_t *const values[] = {&sizes->size, &sizes->packed, &sizes->header};
    size_t used = 0;
    for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
        if (*values[i] != MARK32)
            continue;
        if (field.len - used < 8)
            return false;
        *values[i] = little(field, used, 8);
        used += 8;
    }
    return true;
}

/* Returns whether the Info-ZIP Unicode Path field (0x7075) gives a plain ASCII name a second, different name: readers
 * that know the field would see another entry. For a name in an old code page the field is legitimate. `extra` has been
 * checked by read_extra. */
static bool has_other_name(struct str extra, struct str name) {
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.data[i] >= 0x80)
            return false;
    for (size_t at = 0; extra.len - at >= 4;) {
        size_t len = (size_t)little(extra, at + 2, 2);
        if (little(extra, at, 2) == 0x7075 && len >= 5 && !str_equal(str_slice(extra, at + 9, at + 4 + len), name))
            return true;
        at += 4 + len;
    }
    return false;
}

/* Returns whether a name could lead out of the package, or is none. Nothing is extracted; a name that tries is reason
 * enough. */
static bool is_unsafe(struct str name) {
    if (name.len == 0 || memchr(name.data, '\0', name.len) != NULL || name.data[0] == '/' || name.data[0] == '\\')
        return true;
    char first = (char)(name.data[0] | 0x20);
    if (name.len >= 2 && name.data[1] == ':' && first >= 'a' && first <= 'z')
        return true;
    for (size_t begin = 0, end = 0; end <= name.len; end++) {
        if (end < name.len && name.data[end] != '/' && name.data[end] != '\\')
            continue;
        struct str segment = str_slice(name, begin, end);
        if (str_is(segment, ".") || str_is(segment, ".."))
            return true;
        begin = end + 1;
    }
    return false;
}

/* Returns the bytes of the data descriptor at `at` [4.3.9]: signature or not, sizes of 4 or 8 bytes; 0 when none fits
 * the entry. */
static size_t descriptor_bytes(const struct audit *audit, const struct archive_entry *entry, size_t at) {
    for (size_t signature = has_mark(audit->bytes, at, DESCRIPTOR) ? 4 : 0;; signature = 0) {
        for (size_t width = 4; width <= 8; width += 4) {
            size_t length = signature + 4 + 2 * width;
            if (length <= audit->directory - at && little(audit->bytes, at + signature, 4) == entry->crc &&
                little(audit->bytes, at + signature + 4, width) == entry->packed &&
                little(audit->bytes, at + signature + 4 + width, width) == entry->size)
                return length;
        }
        if (signature == 0)
            return 0;
    }
}

/* Compares the local header with the directory and finds the data. Returns false after a diagnostic. */
static bool read_local(struct audit *audit, const struct sizes *sizes, struct archive_entry *entry,
                       struct extent *extent) {
    struct str bytes = audit->bytes;
    if (sizes->header > audit->directory || audit->directory - sizes->header < LOCAL_BYTES ||
        !has_mark(bytes, (size_t)sizes->header, LOCAL)) {
        size_t at = sizes->header < bytes.len ? (size_t)sizes->header : bytes.len;
        return fail_entry(audit, "DOC084", at, at, entry->name);
    }
    size_t at = (size_t)sizes->header, room = audit->directory - at - LOCAL_BYTES;
    size_t name_bytes = (size_t)little(bytes, at + 26, 2), extra_bytes = (size_t)little(bytes, at + 28, 2);
    if (name_bytes + extra_bytes > room || sizes->packed > room - name_bytes - extra_bytes)
        return fail_entry(audit, "DOC084", at, at + LOCAL_BYTES, entry->name);
    entry->header = at;
    entry->data = at + LOCAL_BYTES + name_bytes + extra_bytes;
    entry->packed = (size_t)sizes->packed;
    *extent = (struct extent){.begin = at, .end = entry->data + entry->packed};

    unsigned flags = (unsigned)little(bytes, at + 6, 2);
    struct str name = str_slice(bytes, at + LOCAL_BYTES, at + LOCAL_BYTES + name_bytes);
    struct str extra = str_slice(bytes, at + LOCAL_BYTES + name_bytes, entry->data);
    struct sizes local = {.size = little(bytes, at + 22, 4), .packed = little(bytes, at + 18, 4)};
    bool streamed = (flags & 8) != 0; /* sizes and CRC are in the descriptor; those of the header mean nothing */
    if (streamed)
        local = (struct sizes){0};
    if (!read_extra(extra, &local))
        return fail_entry(audit, "DOC084", at, entry->data, entry->name);
    bool agrees = str_equal(name, entry->name) && !has_other_name(extra, name) &&
                  little(bytes, at + 8, 2) == entry->method && ((flags ^ entry->flags) & FLAGS_COMPARED) == 0;
    if (agrees && streamed) {
        size_t length = descriptor_bytes(audit, entry, extent->end);
        extent->end += length;
        agrees = length > 0;
    } else if (agrees) {
        agrees = local.size == entry->size && local.packed == entry->packed && little(bytes, at + 14, 4) == entry->crc;
    }
    entry->end = extent->end;
    return agrees || fail_entry(audit, "DOC093", at, at + LOCAL_BYTES + name_bytes, entry->name);
}

/* Reads the directory header at *at and moves *at behind it. Returns false after a diagnostic. */
static bool read_entry(struct audit *audit, size_t *at, struct archive_entry *entry, struct sizes *sizes) {
    struct str bytes = audit->bytes;
    size_t begin = *at, room = audit->directory_end - begin;
    if (room < CENTRAL_BYTES || !has_mark(bytes, begin, CENTRAL)) {
        fail(audit, "DOC083", begin, begin);
        return false;
    }
    size_t name_bytes = (size_t)little(bytes, begin + 28, 2), extra_bytes = (size_t)little(bytes, begin + 30, 2);
    size_t length = CENTRAL_BYTES + name_bytes + extra_bytes + (size_t)little(bytes, begin + 32, 2);
    if (length > room) {
        fail(audit, "DOC083", begin, begin + CENTRAL_BYTES);
        return false;
    }
    *at = begin + length;
    entry->record = begin;
    entry->name = str_slice(bytes, begin + CENTRAL_BYTES, begin + CENTRAL_BYTES + name_bytes);
    struct str extra =
        str_slice(bytes, begin + CENTRAL_BYTES + name_bytes, begin + CENTRAL_BYTES + name_bytes + extra_bytes);
    *sizes = (struct sizes){.size = little(bytes, begin + 24, 4),
                            .packed = little(bytes, begin + 20, 4),
                            .header = little(bytes, begin + 42, 4)};
    if (!read_extra(extra, sizes)) {
        fail(audit, "DOC083", begin, *at);
        return false;
    }
    if (is_unsafe(entry->name))
        return fail_entry(audit, "DOC097", begin, *at, entry->name);
    if (has_other_name(extra, entry->name))
        return fail_entry(audit, "DOC093", begin, *at, entry->name);
    uint64_t disk = little(bytes, begin + 34, 2);
    if (disk != 0 && disk != MARK16) {
        fail(audit, "DOC090", begin, *at);
        return false;
    }
    uint64_t larger = sizes->size > sizes->packed ? sizes->size : sizes->packed;
    if (larger > SIZE_SANE) {
        struct diag *diag = fail(audit, "DOC102", begin, *at);
        diag_arg(audit->diags, diag, "entry", audit_shown(audit->arena, entry->name));
        diag_arg_number(audit->diags, diag, "bytes", larger);
        diag_arg_number(audit->diags, diag, "limit", audit->limits->value[LIMIT_PART_BYTES]);
        return false;
    }
    entry->key = audit_key(audit->arena, entry->name);
    entry->size = sizes->size;
    entry->crc = (uint32_t)little(bytes, begin + 16, 4);
    entry->method = (unsigned)little(bytes, begin + 10, 2);
    entry->flags = (unsigned)little(bytes, begin + 8, 2);
    entry->time = (uint16_t)little(bytes, begin + 12, 2);
    entry->date = (uint16_t)little(bytes, begin + 14, 2);
    /* "version made by" 3 is Unix and 19 Darwin: only there the upper half of the attributes is a file mode. */
    unsigned host = (unsigned char)bytes.data[begin + 5];
    unsigned type = (unsigned)little(bytes, begin + 40, 2) & 0170000;
    entry->special = (host == 3 || host == 19) && type != 0 && type != 0100000 && type != 0040000;
    return true;
}

static int compare_extents(const void *left, const void *right) {
    const struct extent *a = left, *b = right;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return a->entry < b->entry ? -1 : a->entry > b->entry;
}

/* Checks that no local header stands in the unclaimed bytes [begin, end). Other bytes may: signing blocks and padding
 * do. */
static bool check_gap(struct audit *audit, size_t begin, size_t end) {
    size_t found = str_find(str_slice(audit->bytes, begin, end), STR("PK\3\4"), 0);
    if (found == SIZE_MAX)
        return true;
    fail(audit, "DOC095", begin + found, end);
    return false;
}

/* Checks that entries share no bytes and that nothing that a reader could take for an entry stands between them. */
static bool check_extents(struct audit *audit, const struct archive *archive, struct extent *extents) {
    if (archive->count > 0)
        qsort(extents, archive->count, sizeof(*extents), compare_extents);
    size_t first = archive->count > 0 ? extents[0].begin : audit->directory;
    if (!check_gap(audit, 0, first))
        return false;
    if (first != 0) {
        diag_arg_number(audit->diags, fail(audit, "DOC091", 0, first), "bytes", first);
        return false;
    }
    for (size_t i = 0; i < archive->count; i++) {
        bool last = i + 1 == archive->count;
        size_t next = last ? audit->directory : extents[i + 1].begin;
        if (next < extents[i].end) {
            struct diag *diag = fail(audit, "DOC094", next, extents[i].end);
            diag_arg(audit->diags, diag, "first", audit_shown(audit->arena, archive->entries[extents[i].entry].name));
            diag_arg(audit->diags, diag, "second",
                     audit_shown(audit->arena, archive->entries[extents[i + 1].entry].name));
            return false;
        }
        if (!check_gap(audit, extents[i].end, next))
            return false;
    }
    return true;
}

bool audit_archive(struct arena *arena, struct source *file, const struct limits *limits, struct archive *out,
                   struct diag_list *diags) {
    struct audit audit = {.arena = arena, .file = file, .bytes = file->bytes, .limits = limits, .diags = diags};
    *out = (struct archive){.by_key = map_create(arena)};
    file->binary = true;
    if (!find_directory(&audit))
        return false;
    size_t room = (size_t)audit.count; /* at most a 46th of the file */
    out->entries = arena_array(arena, struct archive_entry, room);
    struct extent *extents = arena_array(arena, struct extent, room);
    size_t at = audit.directory;
    while (at < audit.directory_end) {
        if (out->count == room) {
            fail(&audit, "DOC092", at, audit.directory_end);
            return false;
        }
        struct archive_entry *entry = &out->entries[out->count];
        struct sizes sizes;
        size_t begin = at;
        if (!read_entry(&audit, &at, entry, &sizes))
            return false;
        size_t earlier = map_add(out->by_key, entry->key, out->count);
        if (earlier != out->count) {
            struct diag *diag = fail(&audit, "DOC096", begin, at);
            diag_arg(diags, diag, "entry", audit_shown(arena, entry->name));
            diag_arg(diags, diag, "first", audit_shown(arena, out->entries[earlier].name));
            return false;
        }
        if (!read_local(&audit, &sizes, entry, &extents[out->count]))
            return false;
        extents[out->count].entry = out->count;
        out->count++;
    }
    if (out->count < room) {
        fail(&audit, "DOC083", at, at);
        return false;
    }
    out->directory = audit.directory;
    out->end_record = audit.end;
    return check_extents(&audit, out, extents);
}
