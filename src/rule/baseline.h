/* Baseline: the findings that were there when the gate was put up, so that only new ones count (notes on formats,
 * section 2.2). A file of fingerprints and counts, namespace urn:planlint:baseline:1, schemas/baseline.xsd.
 * For rule/ and app/. */
#ifndef PLANLINT_BASELINE_H
#define PLANLINT_BASELINE_H

#include "buf.h"
#include "diag.h"
#include "limit.h"

#define BASELINE_FILE "planlint-baseline.xml"

struct baseline_entry {
    struct str fingerprint; /* without the number that tells equal findings of a document apart */
    struct str rule;        /* id */
    struct str path;        /* of the document, from the folder of the baseline */
    struct str quote;
    size_t count;
    struct place place; /* in the file */
};

struct baseline {
    struct source *source;
    struct baseline_entry *entries;
    size_t count;
    struct map *first; /* fingerprint -> first entry with it */
    size_t *next;      /* the next entry with the same one, SIZE_MAX */
    struct map *own;   /* fingerprint and path -> entry */
};

/* Reads a baseline. Returns NULL after fatal diagnostics. */
struct baseline *baseline_load(struct arena *arena, struct source *source, const struct limits *limits,
                               struct diag_list *diags);

/* Returns the part of a fingerprint that equal findings share. */
struct str baseline_key(struct str fingerprint);

/* How often each entry may still be taken, at first. */
size_t *baseline_left(struct arena *arena, const struct baseline *baseline);

/* Take one entry out of `left` for a finding; return it, or SIZE_MAX when none is left. Documents take their own
 * entries before any takes one of another, which is there for documents that were renamed: equal findings of two
 * documents have one fingerprint. */
size_t baseline_take_own(struct arena *scratch, const struct baseline *baseline, size_t *left, struct str fingerprint,
                         struct str path);
size_t baseline_take_any(const struct baseline *baseline, size_t *left, struct str fingerprint);

/* Sorts the entries by path, rule and fingerprint, adds up those that are equal, and returns how many are left. */
size_t baseline_sort(struct baseline_entry *entries, size_t count);

/* Appends the file with these entries. */
void baseline_write(struct buf *out, const struct baseline_entry *entries, size_t count);

#endif
