#include "keep.h"

#include "map.h"
#include "vec.h"

/* What of a document was copied already: one of its passages, or a line of one of its sources. */
struct kept {
    const void *of;
    size_t line;
};

/* Findings share sources, passages, headings and lines. */
struct keeper {
    struct arena *arena, *scratch;
    const struct arena *gone;
    VEC(struct kept_source {
        const struct source *from;
        struct source *copy;
    })
    sources; /* the parts of a package: few */
    VEC(struct passage *) passages;
    VEC(struct str) lines;
    struct map *numbers; /* of `passages` and `lines`, by the bytes of a kept */
};

static size_t find_copy(const struct keeper *keeper, struct kept kept) {
    return map_find(keeper->numbers, (struct str){(const char *)&kept, sizeof kept});
}

static void note_copy(struct keeper *keeper, struct kept kept, size_t number) {
    struct kept *key = arena_new(keeper->scratch, struct kept);
    *key = kept;
    map_add(keeper->numbers, (struct str){(const char *)key, sizeof *key}, number);
}

static struct source *keep_source(struct keeper *keeper, const struct source *from) {
    for (size_t i = 0; i < keeper->sources.count; i++)
        if (keeper->sources.items[i].from == from)
            return keeper->sources.items[i].copy;
    struct source *copy = source_create(keeper->arena, str_copy(keeper->arena, from->path),
                                        str_copy(keeper->arena, from->part), (struct str){NULL, 0});
    copy->encoding = from->encoding;
    copy->decoded = from->decoded;
    copy->binary = from->binary;
    *vec_add(keeper->scratch, &keeper->sources) = (struct kept_source){from, copy};
    return copy;
}

/* Copies the passage and the headings that it stands under. */
static const struct passage *keep_passage(struct keeper *keeper, const struct passage *from) {
    const struct passage *first = NULL, **link = &first;
    for (; from; from = from->under) {
        size_t number = find_copy(keeper, (struct kept){from, 0});
        if (number < keeper->passages.count) {
            *link = keeper->passages.items[number];
            break;
        }
        struct passage *copy = arena_new(keeper->arena, struct passage);
        *copy = (struct passage){.source = keep_source(keeper, from->source),
                                 .text = str_copy(keeper->arena, from->text),
                                 .copied = true,
                                 .number = from->number,
                                 .label = str_copy(keeper->arena, from->label)};
        note_copy(keeper, (struct kept){from, 0}, keeper->passages.count);
        *vec_add(keeper->scratch, &keeper->passages) = copy;
        *link = copy;
        link = &copy->under;
    }
    return first;
}

static struct str keep_line(struct keeper *keeper, struct source *from, size_t line) {
    size_t number = find_copy(keeper, (struct kept){from, line});
    if (number < keeper->lines.count)
        return keeper->lines.items[number];
    struct str copy = str_copy(keeper->arena, source_line(from, line));
    note_copy(keeper, (struct kept){from, line}, keeper->lines.count);
    *vec_add(keeper->scratch, &keeper->lines) = copy;
    return copy;
}

/* Of what is about a document as a whole. */
static const struct excerpt beginning = {.begin = {1, 1, 1, 1}, .end = {1, 1, 1, 1}};

static struct place keep_place(struct keeper *keeper, struct place place) {
    struct source *source = place.source;
    if (source == NULL || source->arena != keeper->gone)
        return place;
    if (place.begin == 0 && place.end == 0 && !place.passage) {
        place.source = keep_source(keeper, source);
        place.excerpt = &beginning;
        return place;
    }
    struct excerpt *excerpt = arena_new(keeper->arena, struct excerpt);
    bool plain = source->part.len == 0 && !source->binary;
    if (plain) {
        excerpt->begin = source_locate(source, place.begin);
        excerpt->end = source_locate(source, place.end);
    }
    excerpt->stored_begin = source_stored(source, place.begin);
    excerpt->stored_end = source_stored(source, place.end);
    if (plain && place.passage == NULL)
        excerpt->line = keep_line(keeper, source, excerpt->begin.line);
    struct str quote = place_quote(keeper->scratch, place);
    place.source = keep_source(keeper, source);
    place.passage = keep_passage(keeper, place.passage);
    struct str same =
        place.passage ? str_slice(place.passage->text, place.text_begin, place.text_end) : (struct str){NULL, 0};
    excerpt->quote = str_equal(same, quote) ? same : str_copy(keeper->arena, quote);
    place.excerpt = excerpt;
    return place;
}

static struct fix *keep_fix(struct keeper *keeper, const struct fix *from) {
    if (from == NULL)
        return NULL;
    struct fix *fix = arena_new(keeper->arena, struct fix);
    *fix = (struct fix){from->safe, arena_array(keeper->arena, struct edit, from->edit_count), from->edit_count};
    for (size_t i = 0; i < fix->edit_count; i++)
        fix->edits[i] =
            (struct edit){keep_place(keeper, from->edits[i].place), str_copy(keeper->arena, from->edits[i].text)};
    return fix;
}

static struct diag *keep(struct keeper *keeper, const struct diag *from) {
    struct arena *arena = keeper->arena;
    struct diag *diag = arena_new(arena, struct diag);
    *diag = *from;
    diag->place = keep_place(keeper, from->place);
    diag->args = arena_array(arena, struct diag_arg, diag->arg_capacity = diag->arg_count);
    for (size_t i = 0; i < diag->arg_count; i++)
        diag->args[i] = (struct diag_arg){str_copy(arena, str_from(from->args[i].name)).data, /* may be of a group */
                                          str_copy(arena, from->args[i].value)};
    diag->related = arena_array(arena, struct diag_related, diag->related_capacity = diag->related_count);
    for (size_t i = 0; i < diag->related_count; i++)
        diag->related[i] = (struct diag_related){keep_place(keeper, from->related[i].place), from->related[i].role};
    diag->suggestions = arena_array(arena, struct str, diag->suggestion_capacity = diag->suggestion_count);
    for (size_t i = 0; i < diag->suggestion_count; i++)
        diag->suggestions[i] = str_copy(arena, from->suggestions[i]);
    diag->fix = keep_fix(keeper, from->fix);
    diag->fingerprint = str_copy(arena, from->fingerprint);
    diag->suppressed = str_copy(arena, from->suppressed);
    return diag;
}

struct diag_list diag_list_keep(struct arena *arena, const struct arena *gone, const struct diag_list *list) {
    struct keeper keeper = {.arena = arena, .scratch = arena_create(), .gone = gone};
    keeper.numbers = map_create(keeper.scratch);
    struct diag_list kept = {.arena = arena, .limit = list->limit, .dropped = list->dropped};
    kept.items = arena_array(arena, struct diag *, list->count);
    for (size_t i = 0; i < list->count; i++)
        kept.items[i] = keep(&keeper, list->items[i]);
    kept.count = kept.capacity = list->count;
    arena_destroy(keeper.scratch);
    return kept;
}
