/* Audit: a strict reading of the raw zip directory, before anything is inflated.
 * For read/. It makes sure that every reader of an accepted archive sees the same entries (notes on reliability,
 * section 4): one end record, one directory, local headers that agree with it, no shared and no hidden bytes, no two
 * names that some reader takes for one. It inflates nothing, allocates by what the file holds and never by what it
 * claims, and knows nothing of OPC. */
#ifndef PLANLINT_AUDIT_H
#define PLANLINT_AUDIT_H

#include "diag.h"
#include "limit.h"

struct map;

struct archive_entry {
    struct str name; /* as stored: any bytes but NUL, never empty, absolute or climbing */
    struct str key;  /* audit_key of the name */
    size_t record;   /* offset of its record in the directory */
    size_t header;   /* offset of the local header */
    size_t data;     /* offset of the packed bytes */
    size_t packed;   /* their number; data + packed lies within the file */
    size_t end;      /* behind the data descriptor, when there is one, else behind the data */
    uint64_t size;   /* unpacked bytes, as declared */
    uint32_t crc;
    unsigned method, flags;
    uint16_t time, date; /* in MS-DOS form, as the directory has them */
    bool special;        /* a link or a device, by its Unix mode */
};

struct archive {
    struct archive_entry *entries; /* in the order of the directory; folders, whose names end in "/", among them */
    size_t count;
    struct map *by_key;           /* key -> index */
    size_t directory, end_record; /* offsets of the directory and of the classic end record */
};

/* Returns whether the bytes are a zip archive: by their first four bytes, or by an end record that closes the file and
 * points to a directory behind foreign bytes (a self-extractor, a PDF that is also an archive). Such an archive belongs
 * to package_open, which refuses it by name. */
bool audit_is_archive(struct str bytes);

/* Reads the directory of file->bytes into *out. Returns false after one fatal diagnostic whose place is the damaged
 * record. */
bool audit_archive(struct arena *arena, struct source *file, const struct limits *limits, struct archive *out,
                   struct diag_list *diags);

/* Returns the form of an entry or part name that is compared: ASCII lower case, "/" for "\", no empty segments but a
 * last one (ECMA-376 part 2, 6.2.2 and what readers do). */
struct str audit_key(struct arena *arena, struct str name);

/* Returns an entry name as it can be shown: bytes that are not UTF-8 as \xNN, cut after 120 characters. */
struct str audit_shown(struct arena *arena, struct str name);

#endif
