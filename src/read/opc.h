/* OPC: packages (.docx .docm .dotx .dotm): a strict audit of the archive's directory, then its parts and relationships.
 * For read/. Every reader of an accepted package sees the same document (notes on reliability, section 4; notes on
 * docx, sections 1-2; ECMA-376 part 2). Nothing is written to disk and no file path is ever made from an entry name. */
#ifndef PLANLINT_OPC_H
#define PLANLINT_OPC_H

#include "xml.h"

struct package;

/* Which relationship, whichever namespace family (transitional or strict) it is written in. */
enum relationship {
    REL_MAIN, /* officeDocument */
    REL_STYLES,
    REL_NUMBERING,
    REL_SETTINGS,
    REL_FOOTNOTES,
    REL_ENDNOTES,
    REL_COMMENTS,
    REL_HEADER,
    REL_FOOTER,
    REL_CORE_PROPERTIES,
    REL_HYPERLINK,
    REL_OTHER
};

struct package_link {
    struct str id; /* "rId4" */
    enum relationship type;
    struct str target;  /* part name without leading "/" (resolved; decoded unless a part has the name as written),
                         * beginning with "../"  when it climbs out of the package; the address as written when external
                         * or only a fragment */
    bool external;      /* by TargetMode, or because the target has a scheme ("http:") */
    struct place place; /* of the Target attribute's value in the relationships part */
};

/* Audits and opens the archive in file->bytes. Returns NULL after one fatal diagnostic: what is wrong and what to do.
 */
struct package *package_open(struct arena *arena, struct source *file, const struct limits *limits,
                             struct diag_list *diags);

/* Returns the part with this name (ASCII case-blind) inflated as a source (part name set), reading it once; NULL
 * without a diagnostic when there is none, NULL after a fatal diagnostic when it cannot be read. */
struct source *package_part(struct package *package, struct str name, struct diag_list *diags);

/* Returns the relationships of a part ("" for the package itself), or an empty list; *count is their number. A
 * relationships part that cannot be read is a fatal diagnostic. */
const struct package_link *package_links(struct package *package, struct str part, size_t *count,
                                         struct diag_list *diags);

/* Returns the name of the main WordprocessingML part (package relationships, then content types, then
 * word/document.xml), or the empty slice after a fatal diagnostic that says what the package is instead. */
struct str package_main(struct package *package, struct diag_list *diags);

/* Returns whether the package has a part whose name ends so (ASCII case-blind): "vbaProject.bin". */
bool package_has(const struct package *package, struct str suffix);

#endif
