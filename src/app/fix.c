#include "fix.h"

#include <assert.h>
#include <stdlib.h>

#include "repack.h"
#include "vec.h"

/* An edit that was chosen, and its turn: edits at one place keep the order of their findings. */
struct chosen {
    struct edit edit;
    size_t turn;
};

/* The edits of one part of the file. */
struct part {
    struct source *source;
    VEC(struct chosen) chosen;
};

struct choice {
    struct arena *arena;
    VEC(struct part) parts;
    size_t count; /* fixes */
};

/* What a fix touches: its edits and the text that the finding is about, as another fix may rest on that text. */
struct reach {
    struct source *source;
    size_t begin, end;
};

/* xml:space, which several fixes may add to the same tag. */
static bool is_mark(const struct edit *edit) {
    return !edit->place.passage && edit->place.begin == edit->place.end;
}

/* Sets *reach; false when the fix is not about this file alone, or would change two of its parts. */
static bool find_reach(const struct result *result, const struct diag *diag, struct reach *reach) {
    struct source *source = diag->fix->edits[0].place.source;
    *reach = (struct reach){source, SIZE_MAX, 0};
    if (!str_equal(source->path, result->path))
        return false;
    for (size_t i = 0; i < diag->fix->edit_count; i++) {
        const struct edit *edit = &diag->fix->edits[i];
        if (edit->place.source != source)
            return false;
        if (is_mark(edit) && diag->fix->edit_count > 1)
            continue;
        reach->begin = edit->place.begin < reach->begin ? edit->place.begin : reach->begin;
        reach->end = edit->place.end > reach->end ? edit->place.end : reach->end;
    }
    if (diag->place.source == source && diag->place.passage) {
        reach->begin = diag->place.begin < reach->begin ? diag->place.begin : reach->begin;
        reach->end = diag->place.end > reach->end ? diag->place.end : reach->end;
    }
    return true;
}

/* A fix that may be applied. */
struct candidate {
    const struct diag *diag;
    struct reach reach;
    size_t turn;
};

static int by_reach(const void *left, const void *right) {
    const struct candidate *a = left, *b = right;
    if (a->reach.source != b->reach.source) {
        int order = str_compare(a->reach.source->part, b->reach.source->part);
        if (order)
            return order;
    }
    if (a->reach.begin != b->reach.begin)
        return a->reach.begin < b->reach.begin ? -1 : 1;
    return (a->turn > b->turn) - (a->turn < b->turn);
}

static void take(struct choice *choice, const struct candidate *candidate) {
    struct part *part = choice->parts.count ? &choice->parts.items[choice->parts.count - 1] : NULL;
    if (!part || part->source != candidate->reach.source) {
        part = vec_add(choice->arena, &choice->parts);
        part->source = candidate->reach.source;
    }
    for (size_t i = 0; i < candidate->diag->fix->edit_count; i++)
        *vec_add(choice->arena, &part->chosen) = (struct chosen){candidate->diag->fix->edits[i], choice->count};
    choice->count++;
}

/* Chooses fixes that do not touch each other, first come first served. */
static void choose(struct choice *choice, const struct result *result, bool unsafe) {
    VEC(struct candidate) candidates = {0};
    for (size_t i = 0; i < result->diags.count; i++) {
        const struct diag *diag = result->diags.items[i];
        struct reach reach;
        if (diag->fix && !diag->suppressed_by && (diag->fix->safe || unsafe) && find_reach(result, diag, &reach))
            *vec_add(choice->arena, &candidates) = (struct candidate){diag, reach, i};
    }
    if (candidates.count)
        qsort(candidates.items, candidates.count, sizeof(*candidates.items), by_reach);
    const struct reach *last = NULL;
    for (size_t i = 0; i < candidates.count; i++) {
        const struct reach *reach = &candidates.items[i].reach;
        bool meets = last && last->source == reach->source && (reach->begin < last->end || reach->begin == last->begin);
        if (meets)
            continue;
        take(choice, &candidates.items[i]);
        last = reach;
    }
}

static int by_place(const void *left, const void *right) {
    const struct chosen *a = left, *b = right;
    if (a->edit.place.begin != b->edit.place.begin)
        return a->edit.place.begin < b->edit.place.begin ? -1 : 1;
    return (a->turn > b->turn) - (a->turn < b->turn);
}

struct str fix_apply(struct arena *arena, struct source *source, const struct edit *edits, size_t count) {
    struct buf out = buf_in(arena);
    size_t done = 0;
    for (size_t i = 0; i < count; i++) {
        size_t begin = source_stored(source, edits[i].place.begin), end = source_stored(source, edits[i].place.end);
        assert(begin >= done && end >= begin);
        buf_add(&out, str_slice(source->bytes, done, begin));
        for (size_t at = 0; at < edits[i].text.len;) {
            bool known = encoding_add(&out, source->encoding, utf8_next(edits[i].text, &at));
            assert(known && "diag_edit writes references for what the encoding lacks");
            (void)known;
        }
        done = end;
    }
    buf_add(&out, str_slice(source->bytes, done, source->bytes.len));
    return buf_str(&out);
}

/* Puts the edits of a part in order and applies them. */
static struct str part_bytes(struct arena *arena, const struct part *part) {
    size_t count = 0;
    struct edit *edits = arena_array(arena, struct edit, part->chosen.count);
    qsort(part->chosen.items, part->chosen.count, sizeof(*part->chosen.items), by_place);
    for (size_t i = 0; i < part->chosen.count; i++) {
        const struct edit *edit = &part->chosen.items[i].edit, *last = count ? &edits[count - 1] : NULL;
        bool again = last && is_mark(edit) && is_mark(last) && last->place.begin == edit->place.begin &&
                     str_equal(last->text, edit->text);
        if (!again)
            edits[count++] = *edit;
    }
    return fix_apply(arena, part->source, edits, count);
}

static struct fixed fix_package(struct arena *arena, const struct choice *choice, struct str bytes,
                                const struct limits *limits) {
    struct fixed fixed = {0};
    struct source *file = source_create(arena, choice->parts.items[0].source->path, (struct str){0}, bytes);
    struct repack_part *parts = arena_array(arena, struct repack_part, choice->parts.count);
    if (repack_is_signed(arena, file, limits)) {
        fixed.failed = "signed";
        return fixed;
    }
    for (size_t i = 0; i < choice->parts.count; i++)
        parts[i] =
            (struct repack_part){choice->parts.items[i].source->part, part_bytes(arena, &choice->parts.items[i])};
    if (repack(arena, file, limits, parts, choice->parts.count, &fixed.bytes, &fixed.reason))
        fixed.count = choice->count;
    else
        fixed = (struct fixed){.failed = "package", .reason = fixed.reason};
    return fixed;
}

struct fixed fix_document(struct arena *arena, const struct result *result, struct str bytes,
                          const struct limits *limits, bool unsafe) {
    struct choice choice = {.arena = arena};
    if (result->refused || result->context)
        return (struct fixed){0};
    choose(&choice, result, unsafe);
    if (choice.count == 0)
        return (struct fixed){0};
    if (choice.parts.items[0].source->part.len)
        return fix_package(arena, &choice, bytes, limits);
    return (struct fixed){.bytes = part_bytes(arena, &choice.parts.items[0]), .count = choice.count};
}
