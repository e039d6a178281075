/* Manual: what the pages of the manual share. For app/manual.c and app/manual_grammar.c. */
#ifndef PLANLINT_MANUAL_H
#define PLANLINT_MANUAL_H

#include "options.h"

/* A page as it is written, in mdoc. */
struct page {
    const struct settings *settings;
    struct buf *out;
};

/* Appends text as lines of their own, a sentence each, white space collapsed. */
void manual_text(const struct page *page, struct str text);

#endif
