/* Plans: authored plan XML in a string -> index, with a small profile: what tests of the plan floor start from.
 * For tests/unit only. */
#ifndef PLANLINT_PLANS_H
#define PLANLINT_PLANS_H

#include "buf.h"
#include "fold.h"
#include "index.h"
#include "test.h"
#include "xml.h"

#define NO_INTERVAL ((struct interval){1, 0})

/* Fixture of a group of tests that read plans: their state is an arena, which arena_tear_down destroys. */
static inline int plans_set_up(void **state) {
    xml_start();
    return arena_set_up(state);
}

/* Returns a profile with two focus areas and the period 2025-2028. */
static inline struct profile *profile_of(struct arena *arena) {
    static const char *const names[] = {"Verksamhet och utveckling", "Kunskapsstyrning"};
    static const char *const ids[] = {"vu", "ks"};
    struct profile *profile = arena_new(arena, struct profile);
    profile->id = STR("test");
    profile->period = (struct interval){date_year(2025).first, date_year(2028).last};
    profile->focus = arena_array(arena, struct focus_area, COUNT(names));
    profile->focus_count = COUNT(names);
    for (size_t i = 0; i < COUNT(names); i++) {
        profile->focus[i].id = str_from(ids[i]);
        profile->focus[i].name = str_from(names[i]);
        profile->focus[i].key = fold_heading(arena, str_from(names[i]));
    }
    profile->sections = arena_array(arena, struct section_name, 2);
    profile->sections[0] = (struct section_name){.role = ROLE_STRATEGY, .key = STR("strategisk inriktning")};
    profile->sections[1] = (struct section_name){.role = ROLE_INTRODUCTION, .key = STR("inledning")};
    profile->section_count = 2;
    return profile;
}

/* Returns the index of <plan kind=""> with this content. */
static inline struct plan *plan_of(struct arena *arena, const char *kind, const char *content,
                                   const struct plan_options *options) {
    struct limits limits = limits_default();
    struct diag_list diags = diag_list_in(arena, 0);
    struct str text = str_format(arena, "<plan xmlns=\"urn:planlint:plan:1\" kind=\"%s\">%s</plan>", kind, content);
    struct source *source = source_create(arena, STR("plan.xml"), (struct str){0}, text);
    struct plan_options none = {PLAN_UNKNOWN, NO_INTERVAL, NO_INTERVAL};
    xmlDoc *tree = xml_read_tree(arena, source, &limits, &diags);
    if (!tree)
        fail_msg("not well-formed: %s", content);
    return plan_index(arena, tree, source, profile_of(arena), options ? options : &none);
}

#endif
