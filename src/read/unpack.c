#include "unpack.h"

/* zlib itself and not libzip: only the inflater knows where the packed data ends. libzip 1.7.3 reads on from its buffer
 * and accepts bytes behind the end, and a stream without an end when all of its data has arrived (notes on reliability,
 * section 7, row 53). */
#define ZLIB_CONST
#include <zlib.h>

enum {
    STORED = 0,
    DEFLATED = 8,
    RATIO_GRACE = 8 << 20 /* below this a ratio says nothing: honest tables pack 330 to 1 */
};

/* Compression methods [APPNOTE 4.4.5] that a message can name; OPC allows 0 and 8 only (ECMA-376 part 2, annex B). */
static const struct {
    unsigned method;
    const char *name;
} methods[] = {{1, "Shrink"}, {6, "Implode"},    {9, "Deflate64"}, {12, "bzip2"},
               {14, "LZMA"},  {93, "Zstandard"}, {95, "xz"},       {98, "PPMd"}};

static struct str method_name(struct arena *arena, unsigned method) {
    for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++)
        if (methods[i].method == method)
            return str_from(methods[i].name);
    return str_format(arena, "%u", method);
}

/* Memory of zlib comes from the arena, so that there is nothing to release and no second way to run out of it. */
static voidpf allocate(voidpf arena, uInt items, uInt bytes) {
    return arena_alloc(arena, (size_t)items * bytes);
}

static void release(voidpf arena, voidpf block) {
    (void)arena;
    (void)block;
}

static struct diag *fail(struct diag_list *diags, const char *id, struct source *file,
                         const struct archive_entry *entry) {
    struct diag *diag = diag_fail(diags, id, source_place(file, entry->header, entry->data + entry->packed));
    diag_arg(diags, diag, "entry", audit_shown(diags->arena, entry->name));
    return diag;
}

static bool fail_limit(struct diag_list *diags, const char *id, struct source *file, const struct archive_entry *entry,
                       uint64_t limit) {
    struct diag *diag = fail(diags, id, file, entry);
    diag_arg_number(diags, diag, "bytes", entry->size);
    diag_arg_number(diags, diag, "limit", limit);
    return false;
}

/* Returns whether the entry may be unpacked at all: its kind, and the limits by what it declares. */
static bool check_entry(struct arena *arena, struct source *file, const struct archive_entry *entry,
                        const struct limits *limits, uint64_t spent, struct diag_list *diags) {
    enum { ENCRYPTED = 1 | 1 << 6 };
    if (entry->special) {
        fail(diags, "DOC100", file, entry);
        return false;
    }
    if ((entry->flags & ENCRYPTED) != 0 || entry->method == 99) { /* 99: AES, whatever the flags say */
        fail(diags, "DOC098", file, entry);
        return false;
    }
    if (entry->method != STORED && entry->method != DEFLATED) {
        diag_arg(diags, fail(diags, "DOC099", file, entry), "method", method_name(arena, entry->method));
        return false;
    }
    if (entry->method == STORED && entry->size != entry->packed) {
        fail(diags, "DOC107", file, entry);
        return false;
    }
    /* Places are 32-bit numbers (diag/passage.h), so that no option can raise this one further. */
    uint64_t part_limit =
        limits->value[LIMIT_PART_BYTES] < UINT32_MAX - 1 ? limits->value[LIMIT_PART_BYTES] : UINT32_MAX - 1;
    if (entry->size > part_limit || entry->packed > UINT32_MAX)
        return fail_limit(diags, "DOC102", file, entry, part_limit);
    if (entry->size > limits->value[LIMIT_PACKAGE_BYTES] || spent > limits->value[LIMIT_PACKAGE_BYTES] - entry->size)
        return fail_limit(diags, "DOC103", file, entry, limits->value[LIMIT_PACKAGE_BYTES]);
    uint64_t packed = entry->packed > 0 ? entry->packed : 1;
    uint64_t ratio = limits->value[LIMIT_INFLATE_RATIO];
    if (entry->size > RATIO_GRACE && entry->size / packed >= ratio && entry->size > ratio * packed)
        return fail_limit(diags, "DOC104", file, entry, ratio);
    return true;
}

/* Inflates into a buffer of one byte more than declared, so that a longer stream shows. Returns the id of what is
 * wrong, or NULL. */
static const char *inflate_entry(struct arena *arena, struct str packed, size_t size, char *out) {
    z_stream stream = {.zalloc = allocate,
                       .zfree = release,
                       .opaque = arena,
                       .next_in = (const Bytef *)packed.data,
                       .avail_in = (uInt)packed.len,
                       .next_out = (Bytef *)out,
                       .avail_out = (uInt)size + 1};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) /* negative: raw deflate, as in an archive */
        arena_out_of_memory();
    int result = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    if (stream.avail_out == 0)
        return "DOC086";
    if (result != Z_STREAM_END)
        return "DOC087";
    if (stream.avail_out != 1)
        return "DOC086";
    return stream.avail_in == 0 ? NULL : "DOC088";
}

bool unpack(struct arena *arena, struct source *file, const struct archive_entry *entry, const struct limits *limits,
            uint64_t *spent, struct str *out, struct diag_list *diags) {
    if (!check_entry(arena, file, entry, limits, *spent, diags))
        return false;
    struct str packed = str_slice(file->bytes, entry->data, entry->data + entry->packed);
    size_t size = (size_t)entry->size;
    *spent += size;
    const char *wrong = NULL;
    if (entry->method == DEFLATED) {
        char *room = arena_alloc(arena, size + 1);
        wrong = inflate_entry(arena, packed, size, room);
        *out = (struct str){room, size};
    } else {
        *out = packed;
    }
    if (wrong == NULL && crc32(0, (const Bytef *)out->data, (uInt)out->len) != entry->crc)
        wrong = "DOC085";
    if (wrong == NULL)
        return true;
    diag_arg_number(diags, fail(diags, wrong, file, entry), "bytes", entry->size);
    return false;
}

const char *unpack_library(void) {
    return zlibVersion();
}
