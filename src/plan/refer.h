/* Refer: references to goals by number in running text, "VP 4.1–4.3, 5.1", "mål 4.2" (notes on rules, section 6).
 * For plan/ only. */
#ifndef PLANLINT_REFER_H
#define PLANLINT_REFER_H

#include "str.h"

struct arena;

struct refer {
    struct str id;     /* "4.1" */
    size_t begin, end; /* bytes in the text, of the number or of the range that it comes from */
    bool certain;      /* means the plan whatever the number: "VP 4.9"; else only when there is such a goal */
};

struct refer_list {
    struct refer *items;
    size_t count, cap;
};

/* Appends the references of `text`, in order. `whole`: the text is a cell for goals, so numbers need no word before
 * them. */
void refer_scan(struct arena *arena, struct arena *scratch, struct str text, bool whole, struct refer_list *out);

#endif
