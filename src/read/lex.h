/* Lex: the smallest pieces of XML text, by bytes: names, attributes, where a document type ends, which root there is.
 * For read/. It judges nothing: the scan and the parser do. */
#ifndef PLANLINT_LEX_H
#define PLANLINT_LEX_H

#include "str.h"

static inline bool lex_is_blank(char byte) {
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

/* Returns the offset of the first byte at or after `at` that is not white space, or the length. */
static inline size_t lex_skip_blank(struct str text, size_t at) {
    while (at < text.len && lex_is_blank(text.data[at]))
        at++;
    return at;
}

/* Returns whether a name can begin with the byte, or go on with it: ASCII letters, `:`, `_` and everything beyond
 * ASCII; digits, `-` and `.` only go on. The parser knows the rest of the alphabet. */
static inline bool lex_starts_name(char byte) {
    static const uint64_t set[4] = {0x0400000000000000u, 0x07fffffe87fffffeu, UINT64_MAX, UINT64_MAX};
    unsigned char index = (unsigned char)byte;
    return (set[index >> 6] >> (index & 63) & 1) != 0;
}

static inline bool lex_continues_name(char byte) {
    static const uint64_t set[4] = {0x07ff600000000000u, 0x07fffffe87fffffeu, UINT64_MAX, UINT64_MAX};
    unsigned char index = (unsigned char)byte;
    return (set[index >> 6] >> (index & 63) & 1) != 0;
}

/* What stops the two loops that read most of a document: LEX_NAME for bytes that do not continue a name, LEX_VALUE for
 * those that may end an attribute value or do not stand for themselves in one. */
enum { LEX_NAME = 1, LEX_VALUE = 2 };
extern const unsigned char lex_stops[256];

/* Returns the offset behind the name that begins at `at`. */
static inline size_t lex_name(struct str text, size_t at) {
    while (at < text.len && (lex_stops[(unsigned char)text.data[at]] & LEX_NAME) == 0)
        at++;
    return at;
}

/* Returns the offset of the first byte at or after `at` that is a quote, `<`, `&`, or white space but the space; or the
 * length. */
static inline size_t lex_value(struct str text, size_t at) {
    while (at < text.len && (lex_stops[(unsigned char)text.data[at]] & LEX_VALUE) == 0)
        at++;
    return at;
}

/* An attribute or namespace declaration of a start tag. */
struct raw_attribute {
    size_t name_begin, name_end;
    size_t begin, end; /* the value between its quotes */
    bool plain;        /* the value is the text between its quotes; set by the scan only */
};

/* Finds the next attribute of a start tag at or after `at`, which is behind the tag's name or a value's quote. Returns
 * the offset behind its closing quote, or 0 when the tag ends or what follows is no attribute. */
size_t lex_attribute(struct str text, size_t at, struct raw_attribute *attribute);

/* Returns the offset behind the comment, instruction or declaration at `at` of an internal subset, SIZE_MAX when it
 * does not end. */
size_t lex_subset_item(struct str text, size_t at);

/* Returns the offset behind the document type declaration that begins at `at`, or SIZE_MAX when it does not end. */
size_t lex_doctype(struct str text, size_t at);

/* Finds the namespace (empty: none) and local name of the root element without parsing the document; false when there
 * is no root. */
bool lex_root(struct str text, struct str *ns, struct str *name);

/* Returns `name` as messages show it: cut at 60 bytes. */
struct str lex_shown(struct arena *arena, struct str name);

#endif
