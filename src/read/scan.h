/* Scan: the state of a running pre-scan, and what its files share.
 * For read/prescan*.c only. */
#ifndef PLANLINT_SCAN_H
#define PLANLINT_SCAN_H

#include "lex.h"
#include "prescan.h"

struct open_element {
    size_t begin, name_end; /* `<`, and behind the name */
    size_t namespaces;      /* in scope outside it */
};

struct scan {
    struct source *source;
    const struct limits *limits;
    struct diag_list *diags;  /* for notes */
    struct diag_list scratch; /* for the fault */
    struct str text;          /* up to the first character that XML forbids */
    size_t at;                /* where the next construct begins */
    size_t construct;         /* where the construct that is being read begins */
    struct open_element *open;
    size_t depth, namespaces, elements;
    bool root_seen, doctype_seen;
    struct prescan result;
};

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
