#include "element.h"

#include "fold.h"
#include "map.h"
#include "similar.h"

/* What an entry of the table of contents is compared with. */
struct contents {
    struct map *headings; /* key -> first section */
    size_t *next;         /* the next section with the same key, MAP_NONE at the end */
    struct map *lines;    /* keys of short lines that are no headings here; NULL until one is asked for */
    struct map *numbers;  /* number -> section */
};

static void add_headings(struct contents *contents, const struct plan *plan, struct arena *arena) {
    size_t *last = arena_array(arena, size_t, plan->section_count);
    contents->headings = map_create(arena);
    contents->numbers = map_create(arena);
    contents->next = arena_array(arena, size_t, plan->section_count);
    for (size_t i = 0; i < plan->section_count; i++) {
        contents->next[i] = MAP_NONE;
        if (plan->sections[i].number.len)
            map_add(contents->numbers, plan->sections[i].number, i);
        if (plan->sections[i].key.len == 0)
            continue;
        size_t first = map_add(contents->headings, plan->sections[i].key, i);
        if (first != i)
            contents->next[last[first]] = i;
        last[first] = i;
    }
}

/* A line that stands in the text although it was not read as a heading: the entry is right, the heading is another
 * matter. */
static bool is_line(struct contents *contents, const struct plan *plan, struct arena *arena, struct str key) {
    enum { LINE_BYTES = 240 };
    if (!contents->lines) {
        contents->lines = map_create(arena);
        for (size_t i = 0; i < plan->block_count; i++) {
            const struct block *block = &plan->blocks[i];
            if (!(block->in & (IN_TOC | IN_RAW)) && block->passage->text.len <= LINE_BYTES)
                map_add(contents->lines, fold_heading(arena, block->passage->text), i);
        }
    }
    return map_find(contents->lines, key) != MAP_NONE;
}

/* An entry followed by the words of a broken field is that finding. */
static bool is_broken(struct str key) {
    static const char *const words[] = {"fel bokmärket", "fel hittar", "error bookmark", "error reference"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find(key, str_from(words[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

static bool has_number(const struct contents *contents, const struct plan *plan, size_t section, struct str number) {
    for (; section != MAP_NONE; section = contents->next[section])
        if (plan->sections[section].number.len == 0 || str_equal(plan->sections[section].number, number))
            return true;
    return false;
}

/* Whether a text begins with all words of another. */
static bool starts_words(struct str text, struct str words) {
    return str_starts(text, words) && (text.len == words.len || text.data[words.len] == ' ');
}

/* A heading whose second line an entry leaves out, or the other way round. */
static bool is_part(const struct contents *contents, const struct plan *plan, const struct toc_entry *entry) {
    size_t section = entry->number.len ? map_find(contents->numbers, entry->number) : MAP_NONE;
    if (section == MAP_NONE || plan->sections[section].key.len == 0)
        return false;
    return starts_words(plan->sections[section].key, entry->key) ||
           starts_words(entry->key, plan->sections[section].key);
}

/* The heading that the entry probably means: of the same number, else the first that is a slip of the pen away. */
static size_t meant(const struct contents *contents, const struct plan *plan, const struct toc_entry *entry,
                    size_t *budget) {
    size_t same = entry->number.len ? map_find(contents->numbers, entry->number) : MAP_NONE;
    if (same != MAP_NONE)
        return same;
    for (size_t i = 0; i<plan->section_count && * budget> 0; i++, (*budget)--)
        if (entry->key.len > 8 && similar_distance(plan->sections[i].key, entry->key, 3) <= 3)
            return i;
    return INDEX_NONE;
}

static void report_entry(struct pass *pass, const struct toc_entry *entry, size_t section) {
    const struct plan *plan = pass->check.plan;
    struct diag *diag = pass_add(pass, entry->block, entry->title);
    if (section == INDEX_NONE)
        return;
    const struct passage *heading = plan->blocks[plan->sections[section].heading].passage;
    struct str number = plan->sections[section].number, title = str_trim(heading->text);
    bool shown = number.len == 0 || str_starts(title, number);
    diag_suggest(pass->diags, diag,
                 shown ? title : str_format(pass->check.arena, "%.*s %.*s", STR_ARGS(number), STR_ARGS(title)));
    diag_relate(pass->diags, diag, "heading", passage_whole(heading));
}

/* Entries whose title is that of no heading, or of headings with other numbers. A table that lists something else
 * (figures, another document) is left alone. */
void contents_stale(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    struct arena *arena = pass->check.arena;
    struct contents contents = {0};
    size_t *wrong = arena_array(arena, size_t, plan->toc_count), count = 0, budget = 20000;
    add_headings(&contents, plan, arena);
    struct str own = plan->toc_heading ? fold_heading(arena, plan->toc_heading->text) : (struct str){0};
    for (size_t i = 0; i < plan->toc_count; i++) {
        const struct toc_entry *entry = &plan->toc[i];
        size_t section = entry->key.len ? map_find(contents.headings, entry->key) : MAP_NONE;
        if (entry->key.len == 0 || is_broken(entry->key) || str_equal(entry->key, own))
            continue;
        if (section == MAP_NONE ? is_part(&contents, plan, entry) || is_line(&contents, plan, arena, entry->key)
                                : entry->number.len == 0 || has_number(&contents, plan, section, entry->number))
            continue;
        wrong[count++] = i;
    }
    if (count * 2 > plan->toc_count && plan->toc_count > 2)
        return;
    for (size_t i = 0; i < count; i++) {
        const struct toc_entry *entry = &plan->toc[wrong[i]];
        size_t section = map_find(contents.headings, entry->key);
        report_entry(pass, entry, section != MAP_NONE ? section : meant(&contents, plan, entry, &budget));
    }
}
