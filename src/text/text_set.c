#include "text_set.h"

#include "rarity.h"

unsigned text_set_rarity(const struct text_set *set) {
    struct str texts[TEXT_SET_MOST];
    for (size_t i = 0; i < set->count; i++)
        texts[i] = (struct str){set->items[i].bytes, set->items[i].len};
    return rarity_of_any(texts, set->count);
}

void text_set_copy(struct text_set *to, const struct text_set *from) {
    to->count = from->count;
    memcpy(to->items, from->items, from->count * sizeof(*from->items));
}

bool text_set_implies(const struct text_set *a, const struct text_set *b) {
    bool all = true;
    for (size_t i = 0; i < a->count && all; i++) {
        struct str text = {a->items[i].bytes, a->items[i].len};
        all = false;
        for (size_t k = 0; k < b->count && !all; k++)
            all = str_find(text, (struct str){b->items[k].bytes, b->items[k].len}, 0) != SIZE_MAX;
    }
    return all;
}

bool text_set_join(struct text_set *set, const struct short_text *a, const struct short_text *b) {
    if (set->count == TEXT_SET_MOST || a->len + b->len > TEXT_SET_BYTES)
        return false;
    struct short_text *made = &set->items[set->count++];
    memcpy(made->bytes, a->bytes, a->len);
    memcpy(made->bytes + a->len, b->bytes, b->len);
    made->len = a->len + b->len;
    return true;
}

void text_set_unite(struct text_set *all, const struct text_set *branch, bool first) {
    if (first) {
        text_set_copy(all, branch);
    } else if (all->count == 0 || branch->count == 0 || all->count + branch->count > TEXT_SET_MOST) {
        all->count = 0;
    } else {
        memcpy(&all->items[all->count], branch->items, branch->count * sizeof(*branch->items));
        all->count += branch->count;
    }
}
