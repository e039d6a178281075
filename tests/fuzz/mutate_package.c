#include "archive.h"
#include "mutate.h"

/* What Word documents are made of. */
static const char *const word_names[] = {"body",
                                         "p",
                                         "pPr",
                                         "r",
                                         "rPr",
                                         "t",
                                         "tab",
                                         "br",
                                         "cr",
                                         "sym",
                                         "noBreakHyphen",
                                         "softHyphen",
                                         "fldSimple",
                                         "fldChar",
                                         "instrText",
                                         "hyperlink",
                                         "bookmarkStart",
                                         "bookmarkEnd",
                                         "commentRangeStart",
                                         "commentRangeEnd",
                                         "commentReference",
                                         "footnoteReference",
                                         "endnoteReference",
                                         "ins",
                                         "del",
                                         "moveFrom",
                                         "moveTo",
                                         "delText",
                                         "sdt",
                                         "sdtPr",
                                         "sdtContent",
                                         "dataBinding",
                                         "alias",
                                         "tag",
                                         "tbl",
                                         "tr",
                                         "tc",
                                         "tblPr",
                                         "tblHeader",
                                         "trPr",
                                         "tcPr",
                                         "gridSpan",
                                         "vMerge",
                                         "sectPr",
                                         "numPr",
                                         "numId",
                                         "ilvl",
                                         "pStyle",
                                         "rStyle",
                                         "outlineLvl",
                                         "vanish",
                                         "webHidden",
                                         "lang",
                                         "b",
                                         "i",
                                         "rFonts",
                                         "caps",
                                         "drawing",
                                         "pict",
                                         "textbox",
                                         "txbxContent",
                                         "AlternateContent",
                                         "Choice",
                                         "Fallback",
                                         "smartTag",
                                         "customXml",
                                         "ruby",
                                         "rt",
                                         "rubyBase",
                                         "ptab",
                                         "style",
                                         "name",
                                         "basedOn",
                                         "abstractNum",
                                         "num",
                                         "abstractNumId",
                                         "lvl",
                                         "lvlText",
                                         "numFmt",
                                         "start",
                                         "lvlRestart",
                                         "isLgl",
                                         "suff",
                                         "numStyleLink",
                                         "styleLink",
                                         "lvlOverride",
                                         "startOverride",
                                         "comment",
                                         "footnote",
                                         "docDefaults",
                                         "rPrDefault",
                                         "pPrDefault",
                                         "ind",
                                         "jc",
                                         "Relationship",
                                         "Override",
                                         "Default",
                                         "type",
                                         "separator",
                                         "docPr",
                                         "oMath",
                                         "trackRevisions",
                                         "part",
                                         "xmlData",
                                         "binaryData",
                                         NULL};

static const char *const word_values[] = {
    "begin",
    "separate",
    "end",
    "TOC \\o \"1-3\"",
    "REF _Ref1 \\h",
    "PAGEREF _Toc1",
    "SEQ Tabell",
    "page",
    "Heading1",
    "Heading2",
    "ListParagraph",
    "ListBullet",
    "Title",
    "heading 1",
    "toc 1",
    "decimal",
    "bullet",
    "lowerLetter",
    "upperRoman",
    "none",
    "%1.%2.",
    "%1.",
    "%9",
    "F0B7",
    "Symbol",
    "Wingdings",
    "sv-SE",
    "en-US",
    "restart",
    "continue",
    "w14",
    "wps",
    "External",
    "Internal",
    "rId1",
    "rId2",
    "0",
    "1",
    "8",
    "9",
    "-1",
    "2147483648",
    "word/document.xml",
    "/word/document.xml",
    "../word/styles.xml",
    "_rels/.rels",
    "http://a.se/",
    "#x",
    "preserve",
    "nil",
    "first",
    "last",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    NULL};

const struct vocabulary mutate_word = {.names = word_names, .values = word_values};

static const char *const entry_names[] = {"word/document.xml",
                                          "Word/Document.xml",
                                          "word\\document.xml",
                                          "word/styles.xml",
                                          "word/numbering.xml",
                                          "word/comments.xml",
                                          "word/footnotes.xml",
                                          "word/_rels/document.xml.rels",
                                          "_rels/.rels",
                                          "[Content_Types].xml",
                                          "docProps/core.xml",
                                          "../x.xml",
                                          "/x.xml",
                                          "x/",
                                          "",
                                          "word/./document.xml",
                                          "\xff.xml",
                                          "C:x",
                                          "word/vbaProject.bin",
                                          "_xmlsignatures/sig1.xml"};

/* A package taken apart. */
struct parts {
    struct member items[MEMBERS];
    size_t count;
};

static size_t number_at(struct str bytes, size_t at, size_t width) {
    size_t value = 0;
    for (size_t i = width; i > 0 && at + width <= bytes.len; i--)
        value = value << 8 | (unsigned char)bytes.data[at + i - 1];
    return value;
}

enum { LARGEST_PART = 1 << 20 };

static struct str inflated(struct arena *arena, struct str packed, size_t size) {
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)packed.data, .avail_in = (uInt)packed.len};
    char *out = arena_alloc(arena, size + 1);
    stream.next_out = (Bytef *)out;
    stream.avail_out = (uInt)size;
    inflateInit2(&stream, -15);
    inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    return (struct str){out, stream.total_out};
}

/* Reads the local headers one behind the other, as far as they state their sizes. */
static void take_apart(struct arena *arena, struct str bytes, struct parts *parts) {
    size_t at = 0;
    while (parts->count < MEMBERS && number_at(bytes, at, 4) == 0x04034b50) {
        size_t packed = number_at(bytes, at + 18, 4), size = number_at(bytes, at + 22, 4);
        size_t name = number_at(bytes, at + 26, 2), data = at + 30 + name + number_at(bytes, at + 28, 2);
        if (data > bytes.len || packed > bytes.len - data || size > LARGEST_PART)
            return;
        struct str content = str_slice(bytes, data, data + packed);
        bool deflated = number_at(bytes, at + 8, 2) == DEFLATE;
        parts->items[parts->count++] =
            (struct member){.name = str_copy(arena, str_slice(bytes, at + 30, at + 30 + name)),
                            .data = deflated ? inflated(arena, content, size) : str_copy(arena, content),
                            .method = deflated ? DEFLATE : 0};
        at = data + packed;
    }
}

static unsigned draw(unsigned *seed, size_t bound) {
    *seed = *seed * 1664525u + 1013904223u;
    return bound ? (unsigned)((*seed >> 8) % bound) : 0;
}

static void change_content(struct arena *arena, struct member *part, size_t room, unsigned *seed,
                           const struct vocabulary *vocabulary) {
    uint8_t *data = arena_alloc(arena, part->data.len + room);
    if (part->data.len)
        memcpy(data, part->data.data, part->data.len);
    size_t size = mutate_xml(data, part->data.len, part->data.len + room, draw(seed, UINT32_MAX), vocabulary);
    part->data = (struct str){(const char *)data, size};
}

static void change_parts(struct arena *arena, struct parts *parts, size_t room, unsigned *seed,
                         const struct vocabulary *vocabulary) {
    struct member *part = &parts->items[draw(seed, parts->count)];
    struct str name = str_from(entry_names[draw(seed, sizeof(entry_names) / sizeof(*entry_names))]);
    switch (draw(seed, 12)) {
    case 0:
        *part = parts->items[--parts->count];
        break;
    case 1:
        part->name = name;
        break;
    case 2:
        if (parts->count < MEMBERS) {
            struct member copy = *part;
            copy.name = name;
            parts->items[parts->count++] = copy;
        }
        break;
    case 3:
        part->data = parts->items[draw(seed, parts->count)].data;
        break;
    case 4:
        part->method = part->method ? 0 : DEFLATE;
        break;
    default:
        change_content(arena, part, room, seed, vocabulary);
        break;
    }
}

/* One field of one header, to a value that is small, large or near. */
static void change_header(struct paper_archive *archive, size_t count, unsigned *seed) {
    static const unsigned char local[] = {4, 6, 8, 14, 18, 22, 26, 28};
    static const unsigned char central[] = {4, 6, 8, 10, 16, 20, 24, 28, 30, 32, 34, 38, 42};
    static const unsigned char end[] = {4, 6, 8, 10, 12, 16, 20};
    static const unsigned values[] = {0, 1, 8, 99, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff, 0x02014b50};
    size_t member = draw(seed, count), at;
    switch (draw(seed, 3)) {
    case 0:
        at = archive->local[member] + local[draw(seed, sizeof(local))];
        break;
    case 1:
        at = archive->central[member] + central[draw(seed, sizeof(central))];
        break;
    default:
        at = archive->end + end[draw(seed, sizeof(end))];
        break;
    }
    size_t width = draw(seed, 2) ? 2 : 4;
    if (at + width > archive->bytes.len)
        return;
    uint64_t near = number_at(buf_str(&archive->bytes), at, width) + draw(seed, 5) - 2;
    poke(archive, at, draw(seed, 2) ? near : values[draw(seed, sizeof(values) / sizeof(*values))], width);
}

size_t mutate_package(uint8_t *data, size_t size, size_t room, unsigned seed, const struct vocabulary *vocabulary) {
    struct arena *arena = arena_create();
    struct parts *parts = arena_new(arena, struct parts);
    size_t written = 0;
    take_apart(arena, (struct str){(const char *)data, size}, parts);
    if (parts->count && draw(&seed, 8)) {
        for (size_t i = 1 + draw(&seed, 2); i > 0 && parts->count; i--)
            change_parts(arena, parts, room, &seed, vocabulary);
        struct paper_archive archive = archive_of(arena, parts->items, parts->count, 0);
        if (parts->count && draw(&seed, 2))
            change_header(&archive, parts->count, &seed);
        written = archive.bytes.len <= room ? archive.bytes.len : 0;
        if (written)
            memcpy(data, archive.bytes.data, written);
    }
    arena_destroy(arena);
    return written ? written : LLVMFuzzerMutate(data, size, room);
}
