#include "profile.h"

#include "similar.h"

static const char *const roles[SECTION_ROLES] = {
    [ROLE_OTHER] = "other",       [ROLE_INTRODUCTION] = "introduction", [ROLE_ORGANISATION] = "organisation",
    [ROLE_STRATEGY] = "strategy", [ROLE_FOCUS] = "focus-area",          [ROLE_OVERVIEW] = "focus-overview"};

const char *section_role_name(enum section_role role) {
    return roles[role];
}

enum section_role section_role_find(struct str name) {
    for (size_t i = 0; i < SECTION_ROLES; i++) {
        if (str_is(name, roles[i]))
            return (enum section_role)i;
    }
    return ROLE_OTHER;
}

size_t profile_focus(const struct profile *profile, struct str key) {
    if (key.len == 0)
        return FOCUS_NONE;
    for (size_t i = 0; i < profile->focus_count; i++) {
        const struct focus_area *area = &profile->focus[i];
        if (str_equal(area->key, key))
            return i;
        for (size_t k = 0; k < area->spelling_count; k++) {
            if (str_equal(area->spelling_keys[k], key))
                return i;
        }
    }
    return FOCUS_NONE;
}

size_t profile_focus_near(const struct profile *profile, struct str key) {
    enum { DISTANCE = 2, SHORTEST = 8 /* below this two edits make another word */ };
    size_t best = FOCUS_NONE, best_distance = DISTANCE + 1;
    if (utf8_count(key) < SHORTEST)
        return FOCUS_NONE;
    for (size_t i = 0; i < profile->focus_count; i++) {
        size_t distance = similar_distance(key, profile->focus[i].key, DISTANCE);
        if (distance < best_distance) {
            best_distance = distance;
            best = i;
        }
    }
    return best;
}

enum section_role profile_role(const struct profile *profile, struct str key) {
    for (size_t i = 0; i < profile->section_count; i++) {
        if (str_equal(profile->sections[i].key, key))
            return profile->sections[i].role;
    }
    return profile_focus(profile, key) == FOCUS_NONE ? ROLE_OTHER : ROLE_FOCUS;
}
