#include "sniff.h"

/* Beginnings of files that planlint does not read. `blank`: white space may stand before it, and case does not matter.
 */
static const struct {
    struct str bytes;
    bool blank;
    const char *id;
    const char *format; /* the argument {format}, or NULL */
} foreign[] = {
    {{"\x1f\x8b", 2}, false, "DOC014", "gzip"},
    {{"7z\xbc\xaf\x27\x1c", 6}, false, "DOC014", "7-Zip"},
    {{"Rar!\x1a\x07", 6}, false, "DOC014", "RAR"},
    {{"\xfd"
      "7zXZ",
      5},
     false,
     "DOC014",
     "xz"},
    {{"BZh", 3}, false, "DOC014", "bzip2"},
    {{"\x28\xb5\x2f\xfd", 4}, false, "DOC014", "Zstandard"},
    {{"%PDF-", 5}, true, "DOC015", NULL},
    {{"{\\rtf", 5}, true, "DOC016", NULL},
    {{"<!doctype html", 14}, true, "DOC017", NULL},
    {{"mime-version:", 13}, true, "DOC018", NULL},
    {{"from: <saved by", 15}, true, "DOC018", NULL},
    {{"version https://git-lfs.github.com/spec/", 40}, false, "DOC023", NULL},
};

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool begins_blind(struct str s, struct str prefix) {
    if (s.len < prefix.len)
        return false;
    for (size_t i = 0; i < prefix.len; i++) {
        if (lower(s.data[i]) != lower(prefix.data[i]))
            return false;
    }
    return true;
}

/* Returns whether the bytes hold the ASCII name in UTF-16LE, as the directory of a compound file does. */
static bool has_wide(struct str bytes, struct str name) {
    char wide[64];
    for (size_t i = 0; i < name.len; i++) {
        wide[2 * i] = name.data[i];
        wide[2 * i + 1] = 0;
    }
    return str_find(bytes, (struct str){wide, 2 * name.len}, 0) != SIZE_MAX;
}

/* The old container of Microsoft: an encrypted package, a document of Word 97-2003, or something else. */
static const char *compound_file(struct str bytes) {
    if (has_wide(bytes, STR("EncryptedPackage")) || has_wide(bytes, STR("EncryptionInfo")))
        return "DOC011";
    return has_wide(bytes, STR("WordDocument")) ? "DOC012" : "DOC013";
}

/* Word's owner file (~$plan.docx): 162 bytes, a length, the user's name, and the name again in UTF-16. */
static bool is_owner_file(struct str bytes) {
    if (bytes.len != 162 || bytes.data[0] < 1 || bytes.data[0] > 54)
        return false;
    size_t name = (size_t)bytes.data[0];
    for (size_t i = name + 1; i < 54; i++) {
        if (bytes.data[i] != 0 && bytes.data[i] != ' ')
            return false;
    }
    return true;
}

/* OpenDocument packages name themselves in their first entry, stored (OpenDocument 1.2, part 3, 3.3). */
static bool is_open_document(struct str bytes) {
    static const struct str entry = {"mimetypeapplication/vnd.oasis.opendocument", 42};
    return str_starts(str_slice(bytes, 30, bytes.len), entry);
}

static const char *foreign_id(struct str bytes, const char **format) {
    static const struct str compound = {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8};
    if (bytes.len == 0)
        return "DOC010";
    if (str_starts(bytes, compound))
        return compound_file(bytes);
    if (is_owner_file(bytes))
        return "DOC024";
    struct str trimmed = str_slice(bytes, str_starts(bytes, STR("\xef\xbb\xbf")) ? 3 : 0, bytes.len);
    while (trimmed.len != 0 && strchr(" \t\r\n", trimmed.data[0]) != NULL && trimmed.data[0] != 0)
        trimmed = str_slice(trimmed, 1, trimmed.len);
    for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++) {
        if (foreign[i].blank ? begins_blind(trimmed, foreign[i].bytes) : str_starts(bytes, foreign[i].bytes)) {
            *format = foreign[i].format;
            return foreign[i].id;
        }
    }
    return NULL;
}

/* Whether the file ends as zip archives do: other readers would find a package in it, so the audit must judge it,
 * whatever stands in front. */
static bool ends_as_package(struct str bytes) {
    enum { END_RECORD = 22, LONGEST_COMMENT = 65535 };
    size_t tail = bytes.len > END_RECORD + LONGEST_COMMENT ? bytes.len - END_RECORD - LONGEST_COMMENT : 0;
    return str_find(bytes, STR("PK\5\6"), tail) != SIZE_MAX && str_find(bytes, STR("PK\3\4"), 0) != SIZE_MAX;
}

enum content sniff(struct source *file, struct diag_list *diags) {
    const char *format = NULL;
    bool package = str_starts(file->bytes, STR("PK\3\4")) || str_starts(file->bytes, STR("PK\5\6"));
    const char *id = NULL;
    if (!package) {
        id = foreign_id(file->bytes, &format);
        bool disguised = id == NULL || strcmp(id, "DOC015") == 0;
        if (disguised && ends_as_package(file->bytes))
            return CONTENT_PACKAGE;
    } else if (is_open_document(file->bytes)) {
        id = "DOC019";
    }
    if (id == NULL)
        return package ? CONTENT_PACKAGE : CONTENT_XML;
    struct diag *diag = diag_fail(diags, id, source_place(file, 0, 0));
    if (format != NULL)
        diag_arg(diags, diag, "format", str_from(format));
    return CONTENT_OTHER;
}
