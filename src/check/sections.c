#include "element.h"

#include "buf.h"
#include "map.h"

static const struct passage *heading_of(const struct plan *plan, size_t section) {
    return plan->blocks[plan->sections[section].heading].passage;
}

/* ---- require of="section" ---- */

/* Whether the tree has something under the heading that is no text: a table of pictures, a figure without caption. */
static bool has_other_content(const struct plan *plan, size_t section) {
    const xmlNode *heading = plan->blocks[plan->sections[section].heading].node;
    for (const xmlNode *node = heading->next; node; node = node->next)
        if (tree_is(node, "figure") || tree_is(node, "table") || tree_is(node, "timeline"))
            return true;
    return false;
}

/* Whether a paragraph without text under the heading may hold a picture or the like: the reader tells that a document
 * has such things and where the first one is, and the lines of the text view tell that there is a paragraph. */
static bool may_have_picture(const struct plan *plan, size_t section) {
    static const char *const names[] = {"picture-with-text", "picture-without-text", "smartart", "embedded-content"};
    const struct section *self = &plan->sections[section];
    const struct passage *heading = heading_of(plan, section);
    const struct passage *next = self->last < plan->block_count ? plan->blocks[self->last].passage : NULL;
    bool any = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        any |= plan_fact(plan, str_from(names[i])) != NULL;
    return any && !(next && heading->number && next->number == heading->number + 1);
}

/* A heading that the next heading of the same or a higher level follows at once. What an overview heading announces may
 * follow as chapters of its own. */
void sections_empty(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    for (size_t i = 0; i < plan->section_count; i++) {
        const struct section *section = &plan->sections[i];
        const struct passage *heading = heading_of(plan, i);
        bool empty = section->last <= section->first + 1;
        if (!empty || section->role == ROLE_OVERVIEW || section->evidence > pass->check.rule->confidence ||
            has_other_content(plan, i) || may_have_picture(plan, i))
            continue;
        pass_add(pass, section->heading, passage_whole(heading));
    }
}

/* ---- present of="sections" ---- */

/* The names are those of the profile: a plan of another period may be built in another way. */
static bool names_apply(const struct plan *plan) {
    struct interval profile = plan->profile->period, own = plan->meta.stated_period;
    if (plan->period_asked)
        own = plan->period;
    return profile.first > profile.last || own.first > own.last || date_relate(own, profile) != DATE_OUTSIDE;
}

/* What the organisation calls a section of the role: the first name in the profile. Empty when the profile names its
 * sections and none of this role, so that no heading could be it. */
static struct str name_of(const struct profile *profile, const struct clause *item) {
    struct str role = clause_get(item, "role"), text = str_trim(item->text);
    for (size_t i = 0; i < profile->section_count; i++)
        if (profile->sections[i].role == section_role_find(role))
            return profile->sections[i].name;
    return profile->section_count ? (struct str){NULL, 0} : text.len ? text : role;
}

static bool has_role(const struct plan *plan, enum section_role role) {
    for (size_t i = 0; i < plan->section_count; i++)
        if (plan->sections[i].role == role)
            return true;
    return false;
}

/* Each item is a role of the profile, and the name for it where the profile has none. One finding names all that are
 * missing. */
void sections_present(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    struct buf missing = buf_in(pass->check.arena);
    size_t count = 0, required = 0;
    if (!names_apply(plan))
        return;
    for (const struct clause *item = NULL; (item = rule_clause(pass->check.rule, "item", item));) {
        struct str name = name_of(plan->profile, item);
        required += name.len > 0;
        if (name.len == 0 || has_role(plan, section_role_find(clause_get(item, "role"))))
            continue;
        if (count++)
            buf_add(&missing, STR(", "));
        buf_add(&missing, name);
    }
    if (count == 0)
        return;
    struct diag *diag = pass_add(pass, INDEX_NONE, pass_document(pass));
    pass_arg(pass, diag, "missing", buf_str(&missing));
    diag_arg_number(pass->diags, diag, "count", count);
    diag_arg_number(pass->diags, diag, "required", required);
}

/* ---- count of="headings" ---- */

/* The same heading twice under one parent. Numbers are no part of it: "4.1 Forskning" and "4.2 Forskning" are two of a
 * name. */
void sections_repeated(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    struct arena *arena = pass->check.arena;
    struct map *map = map_create(arena);
    for (size_t i = 0; i < plan->section_count; i++) {
        const struct section *section = &plan->sections[i];
        const struct passage *heading = heading_of(plan, i);
        if (section->key.len == 0 || section->evidence > pass->check.rule->confidence)
            continue;
        /* An area that stands twice is another finding. */
        if (section->role == ROLE_FOCUS)
            continue;
        size_t parent = section->parent == INDEX_NONE ? 0 : section->parent + 1;
        char *key = arena_alloc(arena, sizeof parent + section->key.len);
        memcpy(key, &parent, sizeof parent);
        memcpy(key + sizeof parent, section->key.data, section->key.len);
        size_t first = map_add(map, (struct str){key, sizeof parent + section->key.len}, i);
        struct diag *diag = first == i ? NULL : pass_add(pass, section->heading, passage_whole(heading));
        diag_relate(pass->diags, diag, "first", passage_whole(heading_of(plan, first)));
    }
}

/* ---- order of="title" ---- */

/* Whether `a` stands before `b` in one part of the document. */
static bool stands_before(const struct passage *a, const struct passage *b) {
    if (a->source != b->source || a == b)
        return false;
    if (a->number && b->number)
        return a->number < b->number;
    return passage_whole(a).begin < passage_whole(b).begin;
}

/* A sentence, and not a line of the cover. */
static bool is_sentence(struct str text) {
    text = str_trim(text);
    size_t blanks = 0;
    for (size_t i = 0; i < text.len; i++)
        blanks += text.data[i] == ' ';
    return blanks >= 5 && text.data[text.len - 1] == '.';
}

/* A document without a title of its own has the heading that says what it is. */
void sections_title_first(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    struct place place = plan->meta.title ? plan->meta.title_place : plan->meta.stated_kind_place;
    const struct passage *title = place.passage;
    for (size_t i = 0; title && i < plan->block_count; i++) {
        const struct block *block = &plan->blocks[i];
        if (!(block->in & IN_TEXT) || (block->in & (IN_META | IN_TOC | IN_TITLE | IN_HEADING)))
            continue;
        if (!stands_before(block->passage, title) || !is_sentence(block->passage->text))
            continue;
        struct diag *diag = pass_add(pass, INDEX_NONE, passage_whole(title));
        diag_relate(pass->diags, diag, "text", passage_whole(block->passage));
        return;
    }
}
