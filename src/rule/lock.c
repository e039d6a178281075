#include "lock.h"

#include <stdlib.h>

#include "attribute.h"
#include "fold.h"
#include "map.h"
#include "pack_load.h"
#include "schema.h"
#include "vec.h"

/* No attribute value has a line break: reading makes them blanks. */
static struct str link_key(struct arena *arena, const struct lock_pin *pin) {
    return str_format(arena, "%.*s\n%.*s\n%.*s", STR_ARGS(pin->document), STR_ARGS(pin->activity), STR_ARGS(pin->goal));
}

struct lock *lock_load(struct arena *arena, struct source *source, const struct limits *limits,
                       struct diag_list *diags) {
    struct lock *lock = arena_new(arena, struct lock);
    size_t capacity = 0;
    lock->source = source;
    lock->by_link = map_create(arena);
    const xmlNode *root = schema_read(arena, "schemas/lock.xsd", source, limits, diags);
    if (!root)
        return NULL;
    for (const xmlNode *node = load_element(root->children); node; node = load_element(node->next)) {
        struct lock_pin pin = {.document = tree_get(node, "document"),
                               .goal = tree_token(node, "goal"),
                               .activity = tree_token(node, "activity"),
                               .fingerprint = tree_token(node, "fingerprint"),
                               .text = tree_get(node, "text")};
        lock->pins = vec_room(arena, lock->pins, lock->count, &capacity, sizeof *lock->pins);
        map_add(lock->by_link, link_key(arena, &pin), lock->count);
        lock->pins[lock->count++] = pin;
    }
    return lock;
}

const struct lock_pin *lock_find(const struct lock *lock, struct arena *arena, const struct lock_pin *link) {
    size_t number = map_find(lock->by_link, link_key(arena, link));
    return number == MAP_NONE ? NULL : &lock->pins[number];
}

/* Two hashes over the same words: 128 bits, as findings have. */
struct words_hash {
    uint64_t first, second;
};

static void add_words(struct words_hash *hash, struct str words) {
    hash->first = str_hash(STR("\n"), str_hash(words, hash->first));
    hash->second = str_hash(STR("\n"), str_hash(words, hash->second));
}

static struct str hash_str(struct arena *arena, const struct words_hash *hash) {
    return str_format(arena, "%016llx%016llx", (unsigned long long)hash->first, (unsigned long long)hash->second);
}

struct lock_pin lock_pin_now(struct arena *arena, struct str document, const struct plan *from, size_t activity,
                             const struct plan *plan, size_t goal) {
    const struct goal *served = &plan->goals[goal];
    const struct passage *text = from->blocks[from->activities[activity].block].passage;
    struct words_hash of_goal = {0, 1}, of_activity = {0, 1};
    add_words(&of_goal, fold_heading(arena, served->title->text));
    for (size_t i = served->body_first; i < served->body_last; i++)
        add_words(&of_goal, fold_text(arena, plan->blocks[i].passage->text));
    add_words(&of_activity, fold_text(arena, text->text));
    return (struct lock_pin){.document = document,
                             .goal = served->id,
                             .activity = hash_str(arena, &of_activity),
                             .fingerprint = hash_str(arena, &of_goal),
                             .text = str_trim(text->text)};
}

static int compare(const void *left, const void *right) {
    const struct lock_pin *a = left, *b = right;
    int order = str_compare(a->document, b->document);
    if (order == 0)
        order = str_compare(a->goal, b->goal);
    if (order == 0)
        order = str_compare(a->text, b->text);
    return order ? order : str_compare(a->activity, b->activity);
}

size_t lock_sort(struct lock_pin *pins, size_t count) {
    size_t kept = 0;
    if (count == 0)
        return 0;
    qsort(pins, count, sizeof *pins, compare);
    for (size_t i = 1; i < count; i++)
        if (compare(&pins[kept], &pins[i]) != 0)
            pins[++kept] = pins[i];
    return kept + 1;
}

void lock_write(struct buf *out, const struct lock_pin *pins, size_t count) {
    buf_add(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<lock xmlns=\"urn:planlint:lock:1\">\n"));
    for (size_t i = 0; i < count; i++) {
        buf_add(out, STR("  <pin"));
        attribute_write(out, "document", pins[i].document);
        attribute_write(out, "goal", pins[i].goal);
        attribute_write(out, "activity", pins[i].activity);
        attribute_write(out, "fingerprint", pins[i].fingerprint);
        attribute_write(out, "text", pins[i].text);
        buf_add(out, STR("/>\n"));
    }
    buf_add(out, STR("</lock>\n"));
}
