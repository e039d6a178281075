/* Index: the plan tree as arrays: blocks, sections, goals, activities, entries, milestones, links and dates, in
 * document order. For plan/ and the floors above. Built once per document, never changed; checks read it instead of
 * walking the tree. Cross references between arrays are indexes; INDEX_NONE means none. */
#ifndef PLANLINT_INDEX_H
#define PLANLINT_INDEX_H

#include "profile.h"
#include "tree.h"

#define INDEX_NONE SIZE_MAX

/* What a block of text is: the attribute `in` of rules. A block has one or more of these bits. */
enum scope {
    IN_TEXT =
        1u << 0, /* paragraph, list item or cell of running text; also set for goal, activity, entry and result texts */
    IN_HEADING = 1u << 1,
    IN_TITLE = 1u << 2,
    IN_GOAL = 1u << 3, /* heading and body of a goal */
    IN_ACTIVITY = 1u << 4,
    IN_ENTRY = 1u << 5,
    IN_RESULT = 1u << 6,
    IN_META = 1u << 7, /* cover, header, footer */
    IN_TOC = 1u << 8,
    IN_LINK = 1u << 9,   /* target of a link; rules see the links array */
    IN_RAW = 1u << 10,   /* attribute values of authored XML */
    IN_ITEM = 1u << 11,  /* list item */
    IN_CELL = 1u << 12,  /* table cell */
    IN_FIGURE = 1u << 13 /* text of a picture, its caption among it */
};

struct block {
    const xmlNode *node;
    const struct passage *passage; /* never NULL, and not blank where it is no attribute value */
    unsigned in;                   /* bits of enum scope */
    size_t section;                /* index, INDEX_NONE before the first heading */
    size_t list;                   /* number of the list that it is an item of, INDEX_NONE */
    size_t column;                 /* table cell: index of the block that heads its column, INDEX_NONE */
    enum evidence evidence;
};

struct section {
    size_t heading;    /* block */
    size_t parent;     /* section */
    size_t level;      /* 1.. */
    struct str number; /* "4.1", typed or computed, without final period; empty when it has none */
    struct str key;    /* fold_heading of the heading */
    enum section_role role;
    size_t focus;       /* focus area that it is or lies in, FOCUS_NONE */
    size_t first, last; /* blocks [first, last) of the section with its sub-sections; `first` is the heading */
    size_t own_last;    /* blocks [first, own_last) before the first sub-section */
    enum evidence evidence;
};

struct goal {
    struct str id;                /* number when it has one, else xml:id/@id, else "b1", "b2" .. */
    struct str key;               /* fold_heading of the title */
    const struct passage *title;  /* never NULL */
    size_t block;                 /* of the title */
    size_t section;               /* that it is (numbered goal) or lies in (bullet) */
    size_t focus;                 /* FOCUS_NONE */
    size_t body_first, body_last; /* blocks of its body */
    const xmlNode *node;
};

struct activity {
    size_t block;   /* its text */
    size_t section; /* whose heading names the goal; INDEX_NONE */
    size_t focus;
    struct str goal;         /* @goal, or empty */
    struct str no_goal;      /* @no-goal: reason why it serves none, or empty */
    struct str goal_heading; /* table row: text of the cell under a column "Mål", or empty */
    size_t goal_block;       /* its block, INDEX_NONE */
    const xmlNode *node;
};

struct entry {
    size_t block;
    size_t section;
    size_t focus;
    size_t result_first, result_last; /* blocks; empty when nothing was reported */
    struct str activity;              /* @for, or empty */
    struct str goal;                  /* @goal, or empty */
    struct str status;                /* @status, or empty */
    const xmlNode *node;
};

struct milestone {
    struct interval interval;
    size_t block;
    struct str label; /* empty: unlabelled */
    const xmlNode *node;
};

struct link {
    struct str target;         /* as written */
    struct place text;         /* the words that carry the link */
    struct place target_place; /* the attribute or relationship that holds the target */
    size_t block;
};

struct toc_entry {
    size_t block;
    struct str number;  /* "3", or empty */
    struct str key;     /* fold_heading of its text without number, leader and page */
    struct place title; /* text from the number to the last word of the title */
    size_t page;        /* 0 when none */
    size_t level;       /* 1.. */
};

/* What a date says (notes on rules, section 7.3). */
enum date_role {
    DATE_PLAN,       /* period or year of a named plan, this or another */
    DATE_OWN_PERIOD, /* period of this document */
    DATE_EXTERNAL,   /* strategy, law or programme of others */
    DATE_AGREEMENT,
    DATE_DECISION,
    DATE_PREPARED,
    DATE_BACKGROUND,
    DATE_FORWARD, /* outlook in a report */
    DATE_DEADLINE,
    DATE_ACTIVITY, /* in an activity, none of the above */
    DATE_MILESTONE,
    DATE_MEETING,
    DATE_OTHER,
    DATE_ROLES
};
const char *date_role_name(enum date_role role);

struct dated {
    struct date date; /* offsets in the block's passage */
    struct place place;
    size_t block;
    enum date_role role;
    bool explicit_role; /* given by @role or an element, or forced by a deadline cue */
    struct str subject; /* noun that the year belongs to ("prislista", "aktivitetsplan"), folded; empty when none */
};

/* Something that the reader noticed: tracked changes, comments, hidden text ... */
struct fact {
    struct str name;
    size_t count;
    struct place place; /* of the first */
    struct str detail;  /* names, dates; may be empty */
};

/* What the readable document says about itself. */
struct plan_meta {
    const struct passage *title; /* NULL when none */
    struct place title_place;
    enum plan_kind stated_kind; /* kind that the readable text names as its own, PLAN_UNKNOWN when it does not */
    struct place stated_kind_place;
    struct interval stated_period; /* period or year that the readable text gives as its own; first > last: none */
    struct place stated_period_place;
    size_t decided; /* index into dates, INDEX_NONE */
    size_t prepared;
    struct str hint_title, hint_subject; /* document properties: never the answer, only a hint */
};

struct plan {
    struct arena *arena;
    xmlDoc *tree;
    struct source *source; /* main part */
    const struct profile *profile;
    enum plan_kind kind; /* asked for, or detected */
    struct interval
        period; /* multi-year period it belongs to: asked for, stated, or the profile's; first > last: unknown */
    struct interval year; /* year of an activity plan or report; first > last: unknown */
    bool period_assumed;  /* the period is only the profile's */
    bool
        period_asked; /* the period was asked for or declared by an attribute of authored XML, not read from the text */
    bool ocr;         /* Swedish text that has lost its diacritics: word-form rules are off */
    struct plan_meta meta;

    struct block *blocks;
    size_t block_count;
    struct section *sections;
    size_t section_count;
    struct goal *goals;
    size_t goal_count;
    struct activity *activities;
    size_t activity_count;
    struct entry *entries;
    size_t entry_count;
    struct milestone *milestones;
    size_t milestone_count;
    struct link *links;
    size_t link_count;
    struct toc_entry *toc;
    size_t toc_count;
    struct dated *dates;
    size_t date_count;
    struct fact *facts;
    size_t fact_count;
    size_t focus_area_count;           /* different focus areas that head a section */
    const struct passage *toc_heading; /* NULL when there is none */
};

/* What the caller knows about the document beside its bytes. */
struct plan_options {
    enum plan_kind kind;    /* PLAN_UNKNOWN: find out */
    struct interval period; /* first > last: find out */
    struct interval year;
};

/* Builds the index of a plan tree. Never fails: what is missing is missing. Linear in the tree. */
struct plan *plan_index(struct arena *arena, xmlDoc *tree, struct source *source, const struct profile *profile,
                        const struct plan_options *options);

/* Returns a heading without marks in brackets in front, "[bookmark: x]Title" -> "Title": what extractors leave in text.
 */
struct str plan_title(struct str heading);

/* Returns the title of a goal without what numbers it, "4.1 Title" and "Mål 4.1: Title" -> "Title"; the whole when
 * nothing follows. `*number`, when not NULL, becomes the number, or the empty slice. */
struct str plan_goal_title(struct str heading, struct str *number);

/* Returns the fact of this name, or NULL. */
const struct fact *plan_fact(const struct plan *plan, struct str name);

/* Returns the goal with this id, or INDEX_NONE. */
size_t plan_goal(const struct plan *plan, struct str id);

#endif
