/* Build: the index while it is being made, shared by the files that make it. For plan/ only.
 * Order: build_walk (blocks and items), build_stated (what the document says about itself), build_dates (roles). */
#ifndef PLANLINT_BUILD_H
#define PLANLINT_BUILD_H

#include "index.h"
#include "vec.h"

/* An inline element (link, date, ref) and the bytes of the block's passage that it covers. */
struct mark {
    const xmlNode *node;
    size_t begin, end;
};

/* A date that markup gives: <decided date="">, @due, <date role=""> around text. */
struct given_date {
    const xmlNode *node;
    const xmlAttr *attribute; /* with the ISO value; NULL: read it from the text */
    enum date_role role;
    bool explicit_role; /* @role or an element says so */
    size_t block;       /* of the text; INDEX_NONE when there is only the attribute */
    size_t begin, end;  /* of the text in the block's passage */
};

struct plan_build {
    struct arena *arena;
    struct plan *plan;
    const struct plan_options *options;
    VEC(struct block) blocks;
    VEC(struct section) sections;
    VEC(struct goal) goals;
    VEC(struct activity) activities;
    VEC(struct entry) entries;
    VEC(struct milestone) milestones;
    VEC(struct link) links;
    VEC(struct toc_entry) toc;
    VEC(struct dated) dates;
    VEC(struct fact) facts;
    VEC(struct mark) marks;      /* of the block being read */
    struct passage_builder text; /* the work space for its passage */
    VEC(struct given_date) given;
    size_t lists;          /* numbers handed out */
    size_t bullet_goals;   /* goals without number or id so far */
    const xmlNode *period; /* <period from= to=> of the cover */
};

/* Returns the readable text of a block element with its inline marks in build->marks: the passage of its origin, or, in
 * authored XML, the text of the element without its block children, white space around line breaks collapsed. NULL when
 * it has none. */
const struct passage *build_passage(struct plan_build *build, const xmlNode *node, const struct passage *under);

/* Returns whether the element may stand inside running text: it is part of the passage of its block. */
bool build_is_inline(const xmlNode *node);

/* Returns a number without its final periods. */
struct str build_number(struct str number);

/* Fills number, key, title and page of an entry of the table of contents from the text of its line, "3. Title.....  4".
 */
void build_toc_line(struct plan_build *build, const struct passage *passage, struct toc_entry *entry);

/* Returns the label of a milestone: what its text says beside the dates. */
struct str build_label(struct plan_build *build, struct str text, const struct date_list *dates);

/* Fills the arrays of the build from the tree, without dates. */
void build_walk(struct plan_build *build, const xmlNode *root);

/* Fills plan->meta's title, stated kind and stated period, and plan->ocr. */
void build_stated(struct plan_build *build);

/* Finds all dates and gives them roles; `year` resolves yearless ones (0: they are left out). */
void build_dates(struct plan_build *build, int year);

#endif
