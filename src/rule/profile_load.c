#include <assert.h>

#include "buf.h"
#include "fold.h"
#include "pack_load.h"
#include "spot.h"
#include "vec.h"

static void add_section(struct arena *arena, struct profile *profile, size_t *capacity, const xmlNode *element) {
    profile->sections = vec_room(arena, profile->sections, profile->section_count, capacity, sizeof *profile->sections);
    struct str name = load_content(arena, element)->text;
    profile->sections[profile->section_count++] =
        (struct section_name){.role = section_role_find(tree_token(element, "role")),
                              .name = str_trim(name),
                              .key = fold_heading(arena, name)};
}

static void load_focus(struct arena *arena, struct focus_area *area, const xmlNode *element) {
    struct str_list spellings = {0}, keys = {0};
    area->id = tree_token(element, "id");
    area->name = tree_token(element, "name");
    area->key = fold_heading(arena, area->name);
    for (const xmlNode *node = load_element(element->children); node; node = load_element(node->next)) {
        struct str spelling = str_trim(load_content(arena, node)->text);
        *vec_add(arena, &spellings) = spelling;
        *vec_add(arena, &keys) = fold_heading(arena, spelling);
    }
    area->spellings = spellings.items;
    area->spelling_keys = keys.items;
    area->spelling_count = spellings.count;
}

static struct interval load_period(const xmlNode *element) {
    struct interval from, to;
    if (!date_parse_iso(tree_token(element, "from"), &from) || !date_parse_iso(tree_token(element, "to"), &to))
        return (struct interval){.first = 1, .last = 0};
    return (struct interval){.first = from.first, .last = to.last};
}

struct profile *profile_load(struct arena *arena, const xmlNode *element) {
    struct profile *profile = arena_new(arena, struct profile);
    size_t focus_capacity = 0, region_capacity = 0, section_capacity = 0;
    profile->id = tree_token(element, "id");
    profile->period = (struct interval){.first = 1, .last = 0};
    for (const xmlNode *node = load_element(element->children); node; node = load_element(node->next)) {
        struct str name = str_from((const char *)node->name);
        if (str_is(name, "organisation")) {
            profile->organisation = str_trim(load_content(arena, node)->text);
        } else if (str_is(name, "period")) {
            profile->period = load_period(node);
        } else if (str_is(name, "focus")) {
            profile->focus =
                vec_room(arena, profile->focus, profile->focus_count, &focus_capacity, sizeof *profile->focus);
            load_focus(arena, &profile->focus[profile->focus_count++], node);
        } else if (str_is(name, "region")) {
            profile->regions =
                vec_room(arena, profile->regions, profile->region_count, &region_capacity, sizeof *profile->regions);
            profile->regions[profile->region_count++] = str_trim(load_content(arena, node)->text);
        } else if (str_is(name, "section")) {
            add_section(arena, profile, &section_capacity, node);
        }
    }
    return profile;
}

/* The words of the name with "och" or "&" between them. */
static struct regex *likeness_of(const struct pack_load *load, struct str name, const struct spots *spots) {
    struct arena *arena = load->arena;
    struct buf pattern = buf_in(arena);
    if (str_find(name, STR(" och "), 0) == SIZE_MAX)
        return NULL;
    buf_add(&pattern, STR("\\b"));
    for (struct str rest = name; rest.data;) {
        struct str word = str_cut(&rest, ' ');
        if (str_is(word, "och"))
            buf_add(&pattern, STR("(?:och|&)"));
        else
            for (struct str part, hyphened = word; hyphened.data;) {
                part = str_cut(&hyphened, '-');
                buf_format(&pattern, "\\Q%.*s\\E%s", STR_ARGS(part), hyphened.data ? "-?" : "");
            }
        /* In groups, since no literal is derived when an escape follows a quotation. */
        buf_add(&pattern, rest.data ? STR("(?:\\s+)") : STR("(?:\\b)"));
    }
    struct regex *regex = regex_create(arena, buf_str(&pattern), REGEX_CASELESS);
    if (load->spotter) {
        struct literal literal = literal_derive(arena, buf_str(&pattern), true);
        literal_trim(&literal);
        regex_spot(regex, load->spotter, &literal);
    } else {
        assert(spots); /* only what is compiled in is loaded without a spotter */
        regex_spot_known(regex, load->shipped, spots);
    }
    return regex;
}

const struct profile *profile_with_regexes(const struct pack_load *load, const struct profile *profile,
                                           const struct spots *spots) {
    struct profile *copy = arena_new(load->arena, struct profile);
    *copy = *profile;
    copy->focus = arena_array(load->arena, struct focus_area, profile->focus_count);
    for (size_t i = 0; i < profile->focus_count; i++) {
        copy->focus[i] = profile->focus[i];
        copy->focus[i].likeness = likeness_of(load, profile->focus[i].name, spots ? &spots[i] : NULL);
    }
    return copy;
}
