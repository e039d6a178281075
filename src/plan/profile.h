/* Profile: what one organisation calls things: focus areas, period, regions, section names (rules/mellansverige.xml).
 * For plan/ and the floors above: data, loaded by rule/pack.h, read by the outline, the index and the checks. There is
 * no policy in C. */
#ifndef PLANLINT_PROFILE_H
#define PLANLINT_PROFILE_H

#include "date.h"
#include "str.h"

struct regex;

struct focus_area {
    struct str id;         /* "vu" */
    struct str name;       /* "Verksamhet och utveckling": the spelling that FOC003 asks for */
    struct str key;        /* fold_heading(name) */
    struct str *spellings; /* further accepted spellings */
    struct str *spelling_keys;
    size_t spelling_count;
    struct regex *likeness; /* the name in any case, "och" or "&", hyphens or none; NULL when it has no "och" */
};

/* What a section is for, by its heading. */
enum section_role {
    ROLE_OTHER,
    ROLE_INTRODUCTION,
    ROLE_ORGANISATION,
    ROLE_STRATEGY,
    ROLE_FOCUS,
    ROLE_OVERVIEW,
    SECTION_ROLES
};
const char *
section_role_name(enum section_role role);            /* "other", "introduction", ..., "focus-area", "focus-overview" */
enum section_role section_role_find(struct str name); /* ROLE_OTHER for an unknown word */

struct section_name {
    enum section_role role;
    struct str name; /* as written; the first of a role is what messages call it */
    struct str key;  /* fold_heading of the heading */
};

struct profile {
    struct str id, organisation;
    struct interval period;   /* whole years; first > last when the profile has none */
    struct focus_area *focus; /* in house order */
    size_t focus_count;
    struct str *regions; /* names as written */
    size_t region_count;
    struct section_name *sections;
    size_t section_count;
};

#define FOCUS_NONE SIZE_MAX

/* Returns the focus area whose name or spelling has this heading key, or FOCUS_NONE. The prefix "fokusområde" is
 * already folded away. */
size_t profile_focus(const struct profile *profile, struct str key);

/* Returns the focus area that a heading is a misspelling of (distance at most 2), or FOCUS_NONE. */
size_t profile_focus_near(const struct profile *profile, struct str key);

/* Returns the role of a section with this heading key, ROLE_OTHER when the profile does not name it. */
enum section_role profile_role(const struct profile *profile, struct str key);

#endif
