/* Scan: one linear pass over XML that reports what is there and judges all of it but names and namespaces (tag.h does).
 * It finds the common mistakes where they were made, and bounds what a document can ask for: characters that XML
 * forbids, references without a meaning, tags that do not match, limits (depth, attributes, namespaces, names, values,
 * elements), document types that declare anything, and text around the root. For read/scan*.c and read/xml.c.
 * (notes on reliability, section 3, step 4) */
#ifndef PLANLINT_SCAN_H
#define PLANLINT_SCAN_H

#include "diag.h"
#include "lex.h"
#include "limit.h"
#include "vec.h"

/* A start tag as it stands in the text. */
struct scan_tag {
    size_t begin, name_end, end;            /* `<`, behind the name, behind `>` */
    const struct raw_attribute *attributes; /* namespace declarations among them */
    size_t attribute_count;
    bool empty; /* <x/> */
};

/* Who is told, in the order of the text. Each returns whether the scan goes on. */
struct scan_events {
    bool (*start)(void *user, const struct scan_tag *tag);
    bool (*end)(void *user, size_t begin, size_t end);              /* an empty element ends behind its tag */
    bool (*text)(void *user, size_t begin, size_t end, bool cdata); /* never an empty range */
    /* `data` is what stands behind the target, white space included. Not the XML declaration. */
    bool (*instruction)(void *user, struct str target, struct str data, size_t begin, size_t end);
    /* A document type that declares nothing; it ends at `end`. */
    bool (*doctype)(void *user, size_t end);
};

struct open_element {
    size_t begin, name_end; /* `<`, and behind the name */
    size_t namespaces;      /* in scope outside it */
};

struct scan {
    struct source *source;
    const struct limits *limits;
    const struct scan_events *events;
    void *user;
    struct arena *arena;      /* for the time of the scan */
    struct diag_list *diags;  /* for notes */
    struct diag_list scratch; /* for the fault */
    struct str text;          /* up to the first character that XML forbids */
    size_t at;                /* where the next construct begins */
    size_t construct;         /* where the construct that is being read begins */
    VEC(struct open_element) open;
    VEC(struct raw_attribute) attributes; /* of the tag at hand */
    size_t namespaces, elements;
    bool root_seen, doctype_seen;
    bool stopped;       /* by an event */
    struct diag *fault; /* fatal, on no list yet; it lies in the construct that begins at `construct` */
};

/* Scans source->text, which must be UTF-8, until the end, a fault or a stop. The caller has set source, limits, events,
 * user, arena and diags, and left the rest zero. */
void scan_run(struct scan *scan);

/* ---- For read/scan*.c ---- */

/* Makes the fault with this id at text[begin, end), and returns it for arguments on scan->scratch. */
struct diag *scan_fault(struct scan *scan, const char *id, size_t begin, size_t end);

/* The same with text[name_begin, name_end) as argument `arg`. */
struct diag *scan_named_fault(struct scan *scan, const char *id, size_t begin, size_t end, const char *arg,
                              size_t name_begin, size_t name_end);

/* Makes the fault that a limit is reached. */
void scan_limit_fault(struct scan *scan, enum limit limit, size_t begin, size_t end);

/* Returns whether `value` is past the limit. */
bool scan_over(const struct scan *scan, enum limit limit, size_t value);

/* The text ended inside a construct: by a forbidden character, which then is the fault, or by the end of the file. */
struct diag *scan_ended(struct scan *scan, const char *id, size_t begin, size_t end);

/* Returns the offset of the first character of `text` that is no Char (XML 1.0, 2.2), or the length. */
size_t scan_forbidden(struct str text);

/* Finds the first reference in text[begin, end) that has no meaning. */
void scan_references(struct scan *scan, size_t begin, size_t end);

/* Reads what `<!` or `<?` begins at `begin` and moves scan->at behind it; returns false when it is neither a comment, a
 * CDATA section, a document type nor an instruction. */
bool scan_markup(struct scan *scan, size_t begin);

#endif
