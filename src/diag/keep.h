/* Keep: findings that outlive the document they are about. For app/.
 * A run of ten thousand documents keeps what reports say of each finding and lets the documents go. */
#ifndef PLANLINT_KEEP_H
#define PLANLINT_KEEP_H

#include "diag.h"

/* What reports say of a place whose source is gone; place.excerpt. */
struct excerpt {
    struct position begin, end;      /* in a plain file */
    size_t stored_begin, stored_end; /* as source_stored gives them */
    struct str quote;                /* as place_quote gives it */
    struct str line;                 /* of the place, when it has no passage and the file is plain */
};

/* Returns a copy of the list in another arena. Nothing in it needs sources that live in the arena `gone`: its places
 * there have excerpts, and passages only their text, number and headings. Places in other sources stay as they are. */
struct diag_list diag_list_keep(struct arena *arena, const struct arena *gone, const struct diag_list *list);

#endif
