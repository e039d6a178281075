/* Note: what reports show beside the findings and can only be told while the document is there. It is taken down when
 * the document has been checked; after that nothing in a report needs the document. For report/, app/ and tests/. */
#ifndef PLANLINT_NOTE_H
#define PLANLINT_NOTE_H

#include "outcome.h"

/* Bits: what there is to take down. */
enum note {
    NOTE_TRACE = 1,     /* result.activities */
    NOTE_LOCATION = 2,  /* diag.location: an XPath into the plan tree, as `planlint extract --as xml` prints it, of the
                           innermost element that holds the finding, "/p:plan[1]/p:section[2]"; "/" without a tree */
    NOTE_LINE_HASH = 4, /* diag.line_hash (line_hash.h); none for what is in no line of a file of UTF-8 */
    NOTE_ALL = 7
};

/* Takes down what `notes` say, in the arena. */
void note_take(struct arena *arena, unsigned notes, struct result *result);

#endif
