#include "diag.h"

#include <stdlib.h>

#include "vec.h"

struct diag_list diag_list_in(struct arena *arena, size_t limit) {
    return (struct diag_list){.arena = arena, .limit = limit};
}

static struct diag *create(struct diag_list *list, struct diag *diag, const char *id, struct place place) {
    if (diag == NULL)
        diag = arena_new(list->arena, struct diag);
    diag->id = str_from(id);
    diag->place = place;
    return diag;
}

void diag_keep(struct diag_list *list, struct diag *diag) {
    list->items = vec_room(list->arena, list->items, list->count, &list->capacity, sizeof(*list->items));
    list->items[list->count++] = diag;
}

struct diag *diag_add(struct diag_list *list, const char *id, struct place place) {
    if (list->limit == 0 || list->count < list->limit) {
        struct diag *diag = create(list, NULL, id, place);
        diag_keep(list, diag);
        return diag;
    }
    /* One for all of them, with the room that it has: millions must cost nothing. */
    struct diag *old = list->unkept;
    if (old)
        *old = (struct diag){.args = old->args,
                             .arg_capacity = old->arg_capacity,
                             .related = old->related,
                             .related_capacity = old->related_capacity,
                             .suggestions = old->suggestions,
                             .suggestion_capacity = old->suggestion_capacity};
    list->unkept = create(list, old, id, place);
    list->dropped++;
    return list->unkept;
}

struct diag *diag_fail(struct diag_list *list, const char *id, struct place place) {
    /* Kept past the limit: a document that was not read to its end must never look clean. */
    struct diag *diag = create(list, NULL, id, place);
    diag->fatal = true;
    diag_keep(list, diag);
    return diag;
}

void diag_arg(struct diag_list *list, struct diag *diag, const char *name, struct str value) {
    if (!diag)
        return;
    diag->args = vec_room(list->arena, diag->args, diag->arg_count, &diag->arg_capacity, sizeof(*diag->args));
    diag->args[diag->arg_count++] = (struct diag_arg){name, value};
}

void diag_arg_number(struct diag_list *list, struct diag *diag, const char *name, uint64_t value) {
    enum { ROOM = 21 /* of the largest number, and a zero */ };
    char *digits = arena_alloc(list->arena, ROOM);
    size_t at = ROOM - 1;
    digits[at] = '\0';
    do
        digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    diag_arg(list, diag, name, (struct str){digits + at, ROOM - 1 - at});
}

void diag_relate(struct diag_list *list, struct diag *diag, const char *role, struct place place) {
    if (!diag)
        return;
    diag->related =
        vec_room(list->arena, diag->related, diag->related_count, &diag->related_capacity, sizeof(*diag->related));
    diag->related[diag->related_count++] = (struct diag_related){place, role};
}

void diag_suggest(struct diag_list *list, struct diag *diag, struct str suggestion) {
    if (!diag)
        return;
    diag->suggestions = vec_room(list->arena, diag->suggestions, diag->suggestion_count, &diag->suggestion_capacity,
                                 sizeof(*diag->suggestions));
    diag->suggestions[diag->suggestion_count++] = suggestion;
}

bool diag_failed(const struct diag_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i]->fatal)
            return true;
    }
    return false;
}

static int compare_args(const struct diag *a, const struct diag *b) {
    for (size_t i = 0; i < a->arg_count && i < b->arg_count; i++) {
        int order = strcmp(a->args[i].name, b->args[i].name);
        if (order == 0)
            order = str_compare(a->args[i].value, b->args[i].value);
        if (order != 0)
            return order;
    }
    return (a->arg_count > b->arg_count) - (a->arg_count < b->arg_count);
}

/* A diagnostic and where it stood, so that qsort keeps the order of equals. */
struct ranked {
    struct diag *diag;
    size_t rank;
};

static int compare(const void *left, const void *right) {
    const struct ranked *a = left, *b = right;
    int order = place_compare(a->diag->place, b->diag->place);
    if (order == 0)
        order = str_compare(a->diag->id, b->diag->id);
    if (order == 0)
        order = compare_args(a->diag, b->diag);
    return order != 0 ? order : (a->rank > b->rank) - (a->rank < b->rank);
}

void diag_sort(struct diag_list *list) {
    if (list->count < 2)
        return;
    struct ranked *ranked = arena_array(list->arena, struct ranked, list->count);
    for (size_t i = 0; i < list->count; i++)
        ranked[i] = (struct ranked){list->items[i], i};
    qsort(ranked, list->count, sizeof(*ranked), compare);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = ranked[i].diag;
}
