/* Schema: XML Schema validation with findings at exact places, in human words (XSD family).
 * For rule/ and app/. Only the embedded schemas are used; nothing is fetched. */
#ifndef PLANLINT_SCHEMA_H
#define PLANLINT_SCHEMA_H

#include "diag.h"
#include "limit.h"
#include "tree.h"

struct schema; /* compiled, immutable, shared by threads */

/* Compiles an embedded schema ("schemas/plan.xsd"); the arena owns it. A shipped schema always compiles: failure is a
 * bug and asserts. */
struct schema *schema_load(struct arena *arena, const char *name);

/* Validates a tree whose nodes have origins. Appends one diagnostic an error: what is wrong here (ids XSD001 ...,
 * rules/engine.xml), what would be allowed, did-you-mean where a name is close. Returns whether the tree is valid. */
bool schema_validate(struct schema *schema, xmlDoc *tree, struct diag_list *diags);

/* Reads a file of planlint's own that has to be valid by an embedded schema; returns its root. Whatever is found is
 * fatal, and NULL is returned. */
const xmlNode *schema_read(struct arena *arena, const char *name, struct source *source, const struct limits *limits,
                           struct diag_list *diags);

#endif
