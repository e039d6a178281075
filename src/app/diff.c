#include "diff.h"

#include "vec.h"
#include "width.h"

enum {
    CONTEXT = 3,
    BETWEEN = 2 * CONTEXT, /* changes that are no further apart share a hunk */
    WINDOW = 64,           /* lines on either side among which changed texts are brought together again */
    FARTHEST = 2 * WINDOW
};

struct lines {
    struct str *text; /* with their LF */
    size_t count;
};

/* before[a, b) became after[c, d). */
struct change {
    size_t a, b, c, d;
};

static struct lines split(struct arena *arena, struct str text) {
    size_t most = 1;
    for (size_t i = 0; i < text.len; i++)
        most += text.data[i] == '\n';
    struct lines lines = {.text = arena_array(arena, struct str, most)};
    for (size_t at = 0; at < text.len;) {
        const char *found = memchr(text.data + at, '\n', text.len - at);
        size_t end = found ? (size_t)(found - text.data) + 1 : text.len;
        lines.text[lines.count++] = str_slice(text, at, end);
        at = end;
    }
    return lines;
}

static bool same(const struct lines *before, size_t i, const struct lines *after, size_t k) {
    return i < before->count && k < after->count && str_equal(before->text[i], after->text[k]);
}

/* Whether the texts run together from here: two equal lines, or one that ends both. */
static bool meet(const struct lines *before, size_t i, const struct lines *after, size_t k) {
    if (i == before->count || k == after->count)
        return i == before->count && k == after->count;
    bool last = i + 1 == before->count && k + 1 == after->count;
    return same(before, i, after, k) && (last || same(before, i + 1, after, k + 1));
}

/* Sets *i and *k to where the texts meet again after a difference, the nearest place first; when that is out of the
 * window, a window further. */
static void resume(const struct lines *before, size_t *i, const struct lines *after, size_t *k) {
    size_t left = before->count - *i, right = after->count - *k;
    for (size_t distance = 1; distance <= FARTHEST; distance++)
        for (size_t lean = distance % 2; lean <= distance; lean += 2)
            /* Balanced first: most changes are inside lines. */
            for (int side = 0; side < 2; side++) {
                size_t x = side ? (distance - lean) / 2 : (distance + lean) / 2, y = distance - x;
                bool balanced = x == y && same(before, *i + x, after, *k + y);
                if (x <= left && y <= right && (balanced || meet(before, *i + x, after, *k + y))) {
                    *i += x;
                    *k += y;
                    return;
                }
            }
    *i += left < WINDOW ? left : WINDOW;
    *k += right < WINDOW ? right : WINDOW;
}

static void add_line(struct buf *out, char sign, struct str line) {
    buf_byte(out, sign);
    buf_add(out, line);
    if (line.len == 0 || line.data[line.len - 1] != '\n')
        buf_add(out, STR("\n\\ No newline at end of file\n"));
}

/* "12,7": first line and number of lines, as patch counts an empty range. */
static void add_range(struct buf *out, size_t begin, size_t end) {
    buf_format(out, "%zu", end > begin ? begin + 1 : begin);
    if (end - begin != 1)
        buf_format(out, ",%zu", end - begin);
}

/* Changes that share their context, as one hunk. */
static void add_hunk(struct buf *out, const struct lines *before, const struct lines *after,
                     const struct change *changes, size_t count) {
    const struct change *first = &changes[0], *last = &changes[count - 1];
    size_t head = first->a < CONTEXT ? first->a : CONTEXT;
    size_t tail = before->count - last->b < CONTEXT ? before->count - last->b : CONTEXT;
    size_t at = first->a - head;
    buf_add(out, STR("@@ -"));
    add_range(out, at, last->b + tail);
    buf_add(out, STR(" +"));
    add_range(out, first->c - head, last->d + tail);
    buf_add(out, STR(" @@\n"));
    for (size_t i = 0; i < count; i++) {
        for (; at < changes[i].a; at++)
            add_line(out, ' ', before->text[at]);
        for (; at < changes[i].b; at++)
            add_line(out, '-', before->text[at]);
        for (size_t k = changes[i].c; k < changes[i].d; k++)
            add_line(out, '+', after->text[k]);
    }
    for (; at < last->b + tail; at++)
        add_line(out, ' ', before->text[at]);
}

void diff_unified(struct buf *out, struct str name, struct str before_text, struct str after_text) {
    struct arena *scratch = arena_create();
    struct lines before = split(scratch, before_text), after = split(scratch, after_text);
    VEC(struct change) changes = {0};
    for (size_t i = 0, k = 0; i < before.count || k < after.count;) {
        if (same(&before, i, &after, k)) {
            i++;
            k++;
            continue;
        }
        struct change change = {.a = i, .c = k};
        resume(&before, &i, &after, &k);
        change.b = i;
        change.d = k;
        *vec_add(scratch, &changes) = change;
    }
    for (size_t i = 0, end; i < changes.count; i = end) {
        if (i == 0) {
            buf_add(out, STR("--- "));
            width_safe(out, name);
            buf_add(out, STR("\n+++ "));
            width_safe(out, name);
            buf_byte(out, '\n');
        }
        for (end = i + 1; end < changes.count && changes.items[end].a - changes.items[end - 1].b <= BETWEEN;)
            end++;
        add_hunk(out, &before, &after, &changes.items[i], end - i);
    }
    arena_destroy(scratch);
}
