/* Source: the bytes of one file or one package part, their UTF-8 form, and where lines begin.
 * For diag/ and the floors above. It reads no files and knows no XML.
 *
 * All positions in planlint are byte offsets into `text`. Line, column and the byte offset in the stored file are
 * computed when a diagnostic is printed, by the functions below. */
#ifndef PLANLINT_SOURCE_H
#define PLANLINT_SOURCE_H

#include "buf.h"

struct arena;

enum encoding {
    ENCODING_UTF8,
    ENCODING_ASCII,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_LATIN1,
    ENCODING_WINDOWS1252,
    ENCODINGS
};

/* Returns the code point of a byte of Latin-1 or Windows-1252; 0 where the encoding has none. */
uint32_t encoding_point(enum encoding encoding, unsigned char byte);

/* Appends the code point as the encoding stores it. Returns false, appending nothing, when the encoding lacks it. */
bool encoding_add(struct buf *out, enum encoding encoding, uint32_t point);

struct source {
    struct str path;  /* of the file, as the user gave it (never normalised) */
    struct str part;  /* name of the package part without leading "/", "word/document.xml"; empty for a plain file */
    struct str bytes; /* as stored: the file, or the inflated part */
    struct str text;  /* the same as UTF-8; shares the memory of `bytes` when that is UTF-8 already, a byte order mark
                         included */
    enum encoding encoding; /* of `bytes` */
    bool decoded;           /* `text` is known to be UTF-8 */
    bool binary;            /* an archive: has bytes, but no lines and no text to show */

    /* private to source.c: built on first use by the one thread that works on the document */
    struct source_index *index;
    struct arena *arena;
};

/* Returns a source whose text is its bytes (UTF-8 until read/decode.h says otherwise). `bytes` are borrowed. */
struct source *source_create(struct arena *arena, struct str path, struct str part, struct str bytes);

/* Replaces the text: `text` is `source->bytes`, which are in `encoding`, converted code unit by code unit to UTF-8 (the
 * bytes themselves when they are UTF-8). Marks the source as decoded. */
void source_set_text(struct source *source, struct str text, enum encoding encoding);

struct position {
    size_t line;   /* 1-based; LF, CR LF and CR end a line, as editors count */
    size_t column; /* 1-based, code points; a byte order mark at the start of the file counts nothing */
    size_t column_utf16, column_bytes; /* 1-based, UTF-16 code units and UTF-8 bytes */
};

/* Returns the position of byte `offset` of source->text; an offset past the end gives the end. Logarithmic after the
 * first call. */
struct position source_locate(struct source *source, size_t offset);

/* Returns line `line` (1-based) of source->text without its line end; empty past the end. */
struct str source_line(struct source *source, size_t line);

/* Returns the offset in source->bytes of byte `offset` of source->text: the same number for UTF-8. */
size_t source_stored(struct source *source, size_t offset);

#endif
