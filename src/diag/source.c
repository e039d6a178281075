#include "source.h"

#include "vec.h"

enum { BLOCK = 4096 }; /* bytes between two checkpoints */

static const struct str byte_order_mark = {"\xef\xbb\xbf", 3};

/* Code points and UTF-16 code units before a block. Lead bytes are counted, so that a block may begin inside a
 * character. */
struct checkpoint {
    size_t points, units;
};

struct source_index {
    VEC(size_t) lines; /* offset of the first byte of each line */
    struct checkpoint *blocks;
};

struct source *source_create(struct arena *arena, struct str path, struct str part, struct str bytes) {
    struct source *source = arena_new(arena, struct source);
    source->path = path;
    source->part = part;
    source->bytes = bytes;
    source->text = bytes;
    source->arena = arena;
    return source;
}

void source_set_text(struct source *source, struct str text, enum encoding encoding) {
    source->text = text;
    source->encoding = encoding;
    source->decoded = true;
    source->index = NULL;
}

static size_t is_lead(unsigned char byte) {
    return (byte & 0xc0) != 0x80;
}

static size_t is_astral(unsigned char byte) {
    return byte >= 0xf0;
}

/* Adds the code points and code units that begin in text[begin, end). */
static struct checkpoint count_on(struct checkpoint sum, struct str text, size_t begin, size_t end) {
    enum { STEP = 64 }; /* a fixed count in single bytes, so that it becomes vector code */
    const unsigned char *bytes = (const unsigned char *)text.data;
    size_t i = begin;
    for (; end - i >= STEP; i += STEP) {
        unsigned char leads = 0, astrals = 0;
        for (size_t k = 0; k < STEP; k++) {
            leads = (unsigned char)(leads + is_lead(bytes[i + k]));
            astrals = (unsigned char)(astrals + is_astral(bytes[i + k]));
        }
        sum.points += leads;
        sum.units += (size_t)leads + astrals;
    }
    for (; i < end; i++) {
        sum.points += is_lead(bytes[i]);
        sum.units += is_lead(bytes[i]) + is_astral(bytes[i]);
    }
    return sum;
}

/* Returns the offset of `byte` at or after `at`, or the length. */
static size_t find_byte(struct str text, char byte, size_t at) {
    const char *found = at == text.len ? NULL : memchr(text.data + at, byte, text.len - at);
    return found == NULL ? text.len : (size_t)(found - text.data);
}

static void find_lines(struct source *source, struct source_index *index) {
    struct str text = source->text;
    size_t feed = find_byte(text, '\n', 0), carriage = find_byte(text, '\r', 0);
    *vec_add(source->arena, &index->lines) = 0;
    while (feed < text.len || carriage < text.len) {
        /* LF, CR, or CR LF together */
        size_t end = carriage < feed ? carriage : feed;
        size_t at = end + (feed < text.len && feed == carriage + 1 ? 2 : 1);
        *vec_add(source->arena, &index->lines) = at;
        feed = feed < at ? find_byte(text, '\n', at) : feed;
        carriage = carriage < at ? find_byte(text, '\r', at) : carriage;
    }
}

static const struct source_index *index_of(struct source *source) {
    if (source->index != NULL)
        return source->index;
    struct source_index *index = arena_new(source->arena, struct source_index);
    find_lines(source, index);
    size_t count = source->text.len / BLOCK + 1;
    index->blocks = arena_array(source->arena, struct checkpoint, count);
    for (size_t i = 1; i < count; i++)
        index->blocks[i] = count_on(index->blocks[i - 1], source->text, (i - 1) * BLOCK, i * BLOCK);
    source->index = index;
    return index;
}

/* Returns the code points and code units before `offset`. */
static struct checkpoint count_before(struct source *source, size_t offset) {
    const struct source_index *index = index_of(source);
    size_t block = offset / BLOCK;
    return count_on(index->blocks[block], source->text, block * BLOCK, offset);
}

/* Returns where the visible characters of the line begin: behind a byte order mark in the first one. */
static size_t line_start(struct source *source, size_t line) {
    size_t start = index_of(source)->lines.items[line];
    return line == 0 && str_starts(source->text, byte_order_mark) ? start + byte_order_mark.len : start;
}

struct position source_locate(struct source *source, size_t offset) {
    if (offset > source->text.len)
        offset = source->text.len;
    const struct source_index *index = index_of(source);
    size_t low = 0, high = index->lines.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (index->lines.items[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    size_t start = line_start(source, low);
    if (offset < start)
        offset = start;
    struct checkpoint before = count_before(source, start), here = count_before(source, offset);
    return (struct position){.line = low + 1,
                             .column = here.points - before.points + 1,
                             .column_utf16 = here.units - before.units + 1,
                             .column_bytes = offset - start + 1};
}

struct str source_line(struct source *source, size_t line) {
    const struct source_index *index = index_of(source);
    if (line == 0 || line > index->lines.count)
        return (struct str){NULL, 0};
    size_t begin = line_start(source, line - 1);
    size_t end = line < index->lines.count ? index->lines.items[line] : source->text.len;
    while (end > begin && (source->text.data[end - 1] == '\n' || source->text.data[end - 1] == '\r'))
        end--;
    return str_slice(source->text, begin, end);
}

size_t source_stored(struct source *source, size_t offset) {
    if (offset > source->text.len)
        offset = source->text.len;
    switch (source->encoding) {
    case ENCODING_UTF16LE:
    case ENCODING_UTF16BE:
        return 2 * count_before(source, offset).units;
    case ENCODING_LATIN1:
    case ENCODING_WINDOWS1252:
        return count_before(source, offset).points;
    default:
        return offset;
    }
}
