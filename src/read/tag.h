/* Tag: what the names, namespaces and attributes of a start tag stand for, and whether they are in order.
 * For read/xml.c. It takes what it can prove to be well-formed and nothing else, and says no more than that: libxml2 is
 * asked about the rest (XML 1.0, 2.3 and 3.1; Namespaces in XML 1.0). */
#ifndef PLANLINT_TAG_H
#define PLANLINT_TAG_H

#include "scan.h"
#include "xml.h"

struct tags; /* the names and namespaces of one document */

/* Returns the work space for a document; `arena` is for the time of the parse, `dict` interns names. The handler's
 * words and spaces give the tokens. */
struct tags *tags_create(struct arena *arena, xmlDict *dict, struct source *source, const struct xml_handler *handler);

/* Reads a start tag into *element, whose attributes are valid until the next tag, and takes its declarations in.
 * Returns false when the tag is not proven to be well-formed. */
bool tags_enter(struct tags *tags, const struct scan_tag *tag, struct xml_element *element);

/* Leaves the innermost element: its declarations go out of scope. Returns it as at its start, without attributes, until
 * the next tag. */
const struct xml_element *tags_leave(struct tags *tags);

/* Returns the namespace that `prefix` stands for, NULL: none; see xml_prefix. */
const char *tags_namespace(const struct tags *tags, struct str prefix);

/* Returns whether the target of an instruction is a name without a colon. */
bool tags_is_target(struct str target);

#endif
