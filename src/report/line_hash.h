/* Line hash: the identity that GitHub code scanning gives a finding, primaryLocationLineHash of SARIF's
 * partialFingerprints (github/codeql-action, src/fingerprints.ts). For report/. */
#ifndef PLANLINT_LINE_HASH_H
#define PLANLINT_LINE_HASH_H

#include "arena.h"
#include "str.h"

/* Returns the hash of every line of the text, "a7f2ff13bc495cf2:1", in the arena; *count is their number. Lines end
 * with LF, CR LF or CR; a line without any character but blanks at the end of the text counts as one. */
struct str *line_hash(struct arena *arena, struct str text, size_t *count);

#endif
