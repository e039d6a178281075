#include "decode.h"

#include "buf.h"

/* Encodings by the names that declarations use, in lower case. */
static const struct declared {
    const char *name;
    enum encoding encoding;
    bool ascii;     /* only the first half of the encoding */
    bool any_order; /* "UTF-16": either byte order */
} known[] = {
    {"utf-8", ENCODING_UTF8, false, false},         {"utf8", ENCODING_UTF8, false, false},
    {"us-ascii", ENCODING_UTF8, true, false},       {"ascii", ENCODING_UTF8, true, false},
    {"utf-16", ENCODING_UTF16LE, false, true},      {"utf-16le", ENCODING_UTF16LE, false, false},
    {"utf-16be", ENCODING_UTF16BE, false, false},   {"iso-8859-1", ENCODING_LATIN1, false, false},
    {"iso8859-1", ENCODING_LATIN1, false, false},   {"iso_8859-1", ENCODING_LATIN1, false, false},
    {"latin1", ENCODING_LATIN1, false, false},      {"windows-1252", ENCODING_WINDOWS1252, false, false},
    {"cp1252", ENCODING_WINDOWS1252, false, false},
};

/* What is printed for an encoding. */
static const char *const titles[ENCODINGS] = {"UTF-8",    "US-ASCII",   "UTF-16LE",
                                              "UTF-16BE", "ISO-8859-1", "Windows-1252"};

/* Beginnings of files that tell the encoding, longer ones first. */
static const struct beginning {
    struct str bytes;
    enum encoding encoding;
    const char *refused; /* name of an encoding that is not read */
    bool mark;           /* a byte order mark */
} beginnings[] = {
    {{"\xff\xfe\0\0", 4}, ENCODING_UTF8, "UTF-32LE", true},
    {{"\0\0\xfe\xff", 4}, ENCODING_UTF8, "UTF-32BE", true},
    {{"<\0\0\0", 4}, ENCODING_UTF8, "UTF-32LE", false},
    {{"\0\0\0<", 4}, ENCODING_UTF8, "UTF-32BE", false},
    {{"\x4c\x6f\xa7\x94", 4}, ENCODING_UTF8, "EBCDIC", false},
    {{"\xef\xbb\xbf", 3}, ENCODING_UTF8, NULL, true},
    {{"\xff\xfe", 2}, ENCODING_UTF16LE, NULL, true},
    {{"\xfe\xff", 2}, ENCODING_UTF16BE, NULL, true},
    {{"<\0", 2}, ENCODING_UTF16LE, NULL, false},
    {{"\0<", 2}, ENCODING_UTF16BE, NULL, false},
};

static struct diag *fail(struct source *source, struct diag_list *diags, const char *id, size_t begin, size_t end) {
    return diag_fail(diags, id, source_place(source, begin, end));
}

static void add_byte(struct diag_list *diags, struct diag *diag, unsigned char byte) {
    diag_arg(diags, diag, "byte", str_format(diags->arena, "0x%02X", byte));
}

/* Returns the length of the sequence that the lead byte announces; 1 for a byte that is none. */
static size_t announced(unsigned char lead) {
    return lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
}

/* Reports the byte at `at` that is not UTF-8, with what it probably is. */
static void report_bad_utf8(struct source *source, struct diag_list *diags, size_t at) {
    struct str text = source->text;
    unsigned char byte = (unsigned char)text.data[at];
    bool cut = byte < 0xf5 && announced(byte) > text.len - at;
    for (size_t i = at + 1; i < text.len && cut; i++)
        cut = ((unsigned char)text.data[i] & 0xc0) == 0x80;
    if (cut) {
        fail(source, diags, "DOC031", at, text.len);
        return;
    }
    uint32_t guess = encoding_point(ENCODING_WINDOWS1252, byte);
    struct diag *diag = fail(source, diags, guess == 0 ? "DOC032" : "DOC030", at, at + 1);
    add_byte(diags, diag, byte);
    if (guess == 0)
        return;
    char character[4];
    diag_arg(diags, diag, "character", str_copy(diags->arena, (struct str){character, utf8_encode(guess, character)}));
    diag_arg(diags, diag, "encoding", str_from(titles[byte < 0xa0 ? ENCODING_WINDOWS1252 : ENCODING_LATIN1]));
}

static bool decode_utf8(struct source *source, struct diag_list *diags) {
    source_set_text(source, source->bytes, ENCODING_UTF8);
    size_t bad = utf8_check(source->text);
    if (bad == source->text.len)
        return true;
    report_bad_utf8(source, diags, bad);
    return false;
}

static bool decode_utf16(struct source *source, struct diag_list *diags, bool little) {
    struct str bytes = source->bytes;
    struct buf out = buf_in(source->arena);
    buf_reserve(&out, bytes.len / 2 * 3 + 4);
    const char *problem = NULL;
    size_t at = 0;
    for (; at + 1 < bytes.len && problem == NULL; at += 2) {
        const unsigned char *unit = (const unsigned char *)bytes.data + at;
        uint32_t value = little ? (uint32_t)(unit[1] << 8 | unit[0]) : (uint32_t)(unit[0] << 8 | unit[1]);
        if (value >= 0xd800 && value < 0xe000) {
            bool pair = value < 0xdc00 && at + 3 < bytes.len;
            uint32_t low = !pair ? 0 : little ? (uint32_t)(unit[3] << 8 | unit[2]) : (uint32_t)(unit[2] << 8 | unit[3]);
            if (low < 0xdc00 || low >= 0xe000) {
                problem = "DOC034";
                break;
            }
            value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00);
            at += 2;
        }
        out.len += utf8_encode(value, out.data + out.len);
    }
    if (problem == NULL && at < bytes.len)
        problem = "DOC033";
    source_set_text(source, buf_str(&out), little ? ENCODING_UTF16LE : ENCODING_UTF16BE);
    if (problem == NULL)
        return true;
    fail(source, diags, problem, out.len, out.len);
    return false;
}

static bool decode_single_byte(struct source *source, struct diag_list *diags, enum encoding encoding) {
    struct str bytes = source->bytes;
    struct buf out = buf_in(source->arena);
    buf_reserve(&out, bytes.len * 3);
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        uint32_t value = encoding_point(encoding, byte);
        if (value == 0 && byte != 0) {
            source_set_text(source, buf_str(&out), encoding);
            add_byte(diags, fail(source, diags, "DOC038", out.len, out.len), byte);
            return false;
        }
        out.len += utf8_encode(value, out.data + out.len);
    }
    source_set_text(source, buf_str(&out), encoding);
    return true;
}

static bool decode_ascii(struct source *source, struct diag_list *diags) {
    source_set_text(source, source->bytes, ENCODING_ASCII);
    for (size_t i = 0; i < source->bytes.len; i++) {
        unsigned char byte = (unsigned char)source->bytes.data[i];
        if (byte >= 0x80) {
            add_byte(diags, fail(source, diags, "DOC037", i, i + 1), byte);
            return false;
        }
    }
    return true;
}

static bool decode_as(struct source *source, struct diag_list *diags, enum encoding encoding) {
    switch (encoding) {
    case ENCODING_UTF16LE:
    case ENCODING_UTF16BE:
        return decode_utf16(source, diags, encoding == ENCODING_UTF16LE);
    case ENCODING_LATIN1:
    case ENCODING_WINDOWS1252:
        return decode_single_byte(source, diags, encoding);
    default:
        return decode_utf8(source, diags);
    }
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* Finds the value of the pseudo-attribute `encoding` in the XML declaration that `text` begins with; false when there
 * is none. What is wrong with the declaration otherwise is the scan's to say. */
static bool declared_name(struct str text, size_t *begin, size_t *end) {
    if (!str_starts(text, STR("<?xml")) || text.len < 6 || !is_blank(text.data[5]))
        return false;
    size_t close = str_find(text, STR("?>"), 5);
    size_t at = str_find(str_slice(text, 0, close == SIZE_MAX ? text.len : close), STR("encoding"), 5);
    if (at == SIZE_MAX)
        return false;
    at += strlen("encoding");
    while (at < text.len && is_blank(text.data[at]))
        at++;
    if (at == text.len || text.data[at] != '=')
        return false;
    at++;
    while (at < text.len && is_blank(text.data[at]))
        at++;
    if (at == text.len || (text.data[at] != '"' && text.data[at] != '\''))
        return false;
    const char *quote = memchr(text.data + at + 1, text.data[at], text.len - at - 1);
    if (quote == NULL)
        return false;
    *begin = at + 1;
    *end = (size_t)(quote - text.data);
    return true;
}

static bool equal_blind(struct str name, const char *lower) {
    if (name.len != strlen(lower))
        return false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c) != lower[i])
            return false;
    }
    return true;
}

static const struct declared *find_declared(struct str name) {
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (equal_blind(name, known[i].name))
            return &known[i];
    }
    return NULL;
}

/* Returns whether the declaration says the same as the bytes of a file that is UTF-16 or has a byte order mark. */
static bool agrees(const struct declared *declared, enum encoding encoding) {
    if (declared->any_order)
        return encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE;
    return declared->encoding == encoding;
}

static void refuse(struct source *source, struct diag_list *diags, struct str name, size_t begin, size_t end) {
    struct str shown = name.len <= 60 ? name : str_format(diags->arena, "%.57s...", name.data);
    diag_arg(diags, fail(source, diags, "DOC036", begin, end), "encoding", shown);
}

bool decode(struct source *source, struct diag_list *diags) {
    if (source->decoded)
        return true;
    const struct beginning *beginning = NULL;
    for (size_t i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]) && beginning == NULL; i++) {
        if (str_starts(source->bytes, beginnings[i].bytes))
            beginning = &beginnings[i];
    }
    if (beginning != NULL && beginning->refused != NULL) {
        refuse(source, diags, str_from(beginning->refused), 0, 0);
        return false;
    }

    enum encoding encoding = beginning == NULL ? ENCODING_UTF8 : beginning->encoding;
    bool sure = beginning != NULL;
    if (encoding != ENCODING_UTF8 && !decode_as(source, diags, encoding))
        return false;
    /* From here on `text` can be read as ASCII, whatever it will turn out to be. */
    size_t skip = beginning != NULL && beginning->mark ? strlen("\xef\xbb\xbf") : 0;
    size_t begin, end;
    if (!declared_name(str_slice(source->text, skip, source->text.len), &begin, &end))
        return encoding != ENCODING_UTF8 || decode_utf8(source, diags);
    begin += skip;
    end += skip;
    struct str name = str_slice(source->text, begin, end);
    const struct declared *declared = find_declared(name);
    if (declared == NULL) {
        refuse(source, diags, name, begin, end);
        return false;
    }
    bool wide = declared->encoding == ENCODING_UTF16LE || declared->encoding == ENCODING_UTF16BE;
    if (sure ? !agrees(declared, encoding) : wide) {
        struct diag *diag = fail(source, diags, "DOC035", begin, end);
        diag_arg(diags, diag, "declared", name);
        diag_arg(diags, diag, "actual", str_from(titles[encoding]));
        return false;
    }
    if (encoding != ENCODING_UTF8) {
        if (declared->any_order && !beginning->mark)
            diag_add(diags, "DOC039", source_place(source, begin, end));
        return true;
    }
    return declared->ascii ? decode_ascii(source, diags) : decode_as(source, diags, declared->encoding);
}
