#include "baseline.h"

#include <stdlib.h>

#include "attribute.h"
#include "map.h"
#include "pack_load.h"
#include "schema.h"
#include "vec.h"

static void add_entry(struct arena *arena, struct baseline *baseline, size_t *capacity, const xmlNode *element) {
    uint64_t count = 1;
    str_to_number(tree_token(element, "count"), &count);
    baseline->entries = vec_room(arena, baseline->entries, baseline->count, capacity, sizeof *baseline->entries);
    baseline->entries[baseline->count++] =
        (struct baseline_entry){.fingerprint = tree_token(element, "fingerprint"),
                                .rule = tree_token(element, "rule"),
                                .path = tree_get(element, "path"),
                                .quote = tree_get(element, "quote"),
                                .count = (size_t)count,
                                .place = tree_place(tree_attribute(element, "rule"))};
}

static struct str own_key(struct arena *arena, struct str fingerprint, struct str path) {
    return str_format(arena, "%.*s %.*s", STR_ARGS(fingerprint), STR_ARGS(path));
}

struct baseline *baseline_load(struct arena *arena, struct source *source, const struct limits *limits,
                               struct diag_list *diags) {
    struct baseline *baseline = arena_new(arena, struct baseline);
    size_t capacity = 0;
    baseline->source = source;
    const xmlNode *root = schema_read(arena, "schemas/baseline.xsd", source, limits, diags);
    if (!root)
        return NULL;
    for (const xmlNode *node = load_element(root->children); node; node = load_element(node->next))
        add_entry(arena, baseline, &capacity, node);
    baseline->first = map_create(arena);
    baseline->own = map_create(arena);
    baseline->next = arena_array(arena, size_t, baseline->count);
    for (size_t i = baseline->count; i-- > 0;) {
        baseline->next[i] = map_find(baseline->first, baseline->entries[i].fingerprint);
        map_set(baseline->first, baseline->entries[i].fingerprint, i);
        map_set(baseline->own, own_key(arena, baseline->entries[i].fingerprint, baseline->entries[i].path), i);
    }
    return baseline;
}

size_t *baseline_left(struct arena *arena, const struct baseline *baseline) {
    size_t *left = arena_array(arena, size_t, baseline->count);
    for (size_t i = 0; i < baseline->count; i++)
        left[i] = baseline->entries[i].count;
    return left;
}

size_t baseline_take_own(struct arena *scratch, const struct baseline *baseline, size_t *left, struct str fingerprint,
                         struct str path) {
    size_t entry = map_find(baseline->own, own_key(scratch, baseline_key(fingerprint), path));
    if (entry == MAP_NONE || left[entry] == 0)
        return MAP_NONE;
    left[entry]--;
    return entry;
}

size_t baseline_take_any(const struct baseline *baseline, size_t *left, struct str fingerprint) {
    size_t entry = map_find(baseline->first, baseline_key(fingerprint));
    while (entry != MAP_NONE && left[entry] == 0)
        entry = baseline->next[entry];
    if (entry != MAP_NONE)
        left[entry]--;
    return entry;
}

struct str baseline_key(struct str fingerprint) {
    return str_slice(fingerprint, 0, str_find(fingerprint, STR("-"), 0));
}

static int compare(const void *left, const void *right) {
    const struct baseline_entry *a = left, *b = right;
    int order = str_compare(a->path, b->path);
    if (order == 0)
        order = str_compare(a->rule, b->rule);
    if (order == 0)
        order = str_compare(a->fingerprint, b->fingerprint);
    return order ? order : str_compare(a->quote, b->quote);
}

size_t baseline_sort(struct baseline_entry *entries, size_t count) {
    size_t kept = 0;
    if (count == 0)
        return 0;
    qsort(entries, count, sizeof *entries, compare);
    for (size_t i = 1; i < count; i++) {
        if (str_equal(entries[kept].fingerprint, entries[i].fingerprint) &&
            str_equal(entries[kept].path, entries[i].path))
            entries[kept].count += entries[i].count;
        else
            entries[++kept] = entries[i];
    }
    return kept + 1;
}

void baseline_write(struct buf *out, const struct baseline_entry *entries, size_t count) {
    buf_add(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<baseline xmlns=\"urn:planlint:baseline:1\">\n"));
    for (size_t i = 0; i < count; i++) {
        buf_add(out, STR("  <finding"));
        attribute_write(out, "rule", entries[i].rule);
        attribute_write(out, "path", entries[i].path);
        attribute_write(out, "fingerprint", entries[i].fingerprint);
        if (entries[i].count > 1)
            buf_format(out, " count=\"%zu\"", entries[i].count);
        if (entries[i].quote.len)
            attribute_write(out, "quote", entries[i].quote);
        buf_add(out, STR("/>\n"));
    }
    buf_add(out, STR("</baseline>\n"));
}
