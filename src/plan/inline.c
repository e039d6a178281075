#include "build.h"

/* Elements that stand in running text; everything else with text of its own is a block. */
static const char *const inline_names[] = {"link", "ref", "date", "term", "abbr", "em", "strong", "br"};

bool build_is_inline(const xmlNode *node) {
    for (size_t i = 0; i < sizeof inline_names / sizeof inline_names[0]; i++) {
        if (tree_named(node->name, inline_names[i]))
            return true;
    }
    return false;
}

static bool is_text(const xmlNode *node) {
    return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

/* Text of authored XML on its way into a passage. A run of white space with a line break waits until something follows
 * it, so that none is left at the end; so does a block in the middle of text, which no schema allows: U+FFFC keeps what
 * stands before it and behind it apart. */
struct writer {
    struct plan_build *build;
    struct passage_builder out;
    bool waiting, block;
    size_t space_begin, space_end;
    enum run_home space_home;
    size_t cursor; /* offset in a projected block's text, where the passage exists already */
    bool projected;
};

static void wait_space(struct writer *w, size_t begin, size_t end, enum run_home home) {
    if (w->out.len == 0)
        return;
    if (!w->waiting) {
        w->space_begin = begin;
        w->space_home = home;
    }
    w->space_end = end;
    w->waiting = true;
}

/* Copies passage->text[begin, end) run by run. */
static void copy(struct writer *w, const struct passage *passage, size_t begin, size_t end) {
    if (begin == end)
        return;
    w->out.home = w->space_home;
    if (w->waiting)
        passage_add(&w->out, w->block ? STR("\xEF\xBF\xBC") : STR(" "), w->space_begin, w->space_end, RUN_SPACE);
    w->waiting = w->block = false;
    for (size_t run = passage_run(passage, begin); begin < end && run < passage->run_count; run++) {
        size_t run_end = passage_run_end(passage, run);
        size_t stop = run_end < end ? run_end : end;
        struct place place = passage_place(passage, begin, stop);
        w->out.home = (enum run_home)passage->runs[run].home;
        passage_add(&w->out, str_slice(passage->text, begin, stop), place.begin, place.end,
                    (enum run_form)passage->runs[run].form);
        begin = stop;
    }
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Moves *found to the first such byte at or after `at`, or the end. It only goes on, so that all calls are linear. */
static void find_byte(struct str text, size_t at, char byte, size_t *found) {
    if (*found != SIZE_MAX && *found >= at)
        return;
    const char *next = memchr(text.data + at, byte, text.len - at);
    *found = next ? (size_t)(next - text.data) : text.len;
}

static void write_text(struct writer *w, const struct passage *passage) {
    struct str text = passage->text;
    size_t feed = SIZE_MAX, carriage = SIZE_MAX; /* the next of each */
    for (size_t at = 0; at < text.len;) {
        find_byte(text, at, '\n', &feed);
        find_byte(text, at, '\r', &carriage);
        size_t line = feed < carriage ? feed : carriage;
        size_t begin = line, end = line;
        if (line < text.len) {
            while (begin > at && is_space(text.data[begin - 1]))
                begin--;
            while (end < text.len && is_space(text.data[end]))
                end++;
        }
        copy(w, passage, at, begin);
        if (end > begin) {
            struct place place = passage_place(passage, begin, end);
            wait_space(w, place.begin, place.end, (enum run_home)passage->runs[passage_run(passage, begin)].home);
        }
        at = end > at ? end : text.len;
    }
}

/* Text that is source bytes as they stand. */
static void write_plain(struct writer *w, const struct origin *origin) {
    struct run run = {.begin = origin->begin, .end = origin->end, .form = RUN_VERBATIM, .home = RUN_CONTENT};
    struct passage passage = {.source = origin->source,
                              .text = str_slice(origin->source->text, origin->begin, origin->end),
                              .runs = &run,
                              .run_count = 1};
    write_text(w, &passage);
}

static size_t written(const struct writer *w) {
    return w->projected ? w->cursor : w->out.len + w->waiting;
}

static void write_inline(struct writer *w, const xmlNode *parent);

/* Returns the offset behind a line break: behind its start tag when it holds something, which no schema allows. */
static size_t break_end(const xmlNode *node, const struct origin *origin) {
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (tree_origin(child))
            return tree_origin(child)->begin;
    }
    return origin->end;
}

static void write_element(struct writer *w, const xmlNode *node) {
    const struct origin *origin = tree_origin(node);
    if (!w->projected && tree_is(node, "br") && origin)
        wait_space(w, origin->begin, break_end(node, origin), RUN_CONTENT);
    size_t index = w->build->marks.count;
    *vec_add(w->build->arena, &w->build->marks) = (struct mark){.node = node, .begin = written(w)};
    write_inline(w, node);
    size_t end = w->projected ? w->cursor : w->out.len;
    struct mark *mark = &w->build->marks.items[index];
    mark->end = end > mark->begin ? end : mark->begin;
}

static void write_inline(struct writer *w, const xmlNode *parent) {
    for (const xmlNode *child = parent->children; child; child = child->next) {
        if (is_text(child)) {
            const struct origin *origin = tree_origin(child);
            if (w->projected)
                w->cursor += child->content ? strlen((const char *)child->content) : 0;
            else if (origin && origin->passage)
                write_text(w, origin->passage);
            else if (origin)
                write_plain(w, origin);
        } else if (child->type == XML_ELEMENT_NODE && build_is_inline(child)) {
            write_element(w, child);
        } else if (child->type == XML_ELEMENT_NODE && !w->projected && tree_origin(child)) {
            wait_space(w, tree_origin(child)->begin, tree_origin(child)->end, RUN_CONTENT);
            w->block = w->waiting;
        }
    }
}

static bool has_elements(const xmlNode *node) {
    const xmlNode *child = node->children;
    while (child && child->type != XML_ELEMENT_NODE)
        child = child->next;
    return child != NULL;
}

const struct passage *build_passage(struct plan_build *build, const xmlNode *node, const struct passage *under) {
    const struct origin *origin = tree_origin(node);
    build->marks.count = 0;
    if (!origin)
        return NULL;
    struct writer w = {.build = build, .out = build->text, .projected = origin->passage != NULL};
    w.out.arena = build->arena;
    w.out.source = origin->source;
    w.out.home = RUN_CONTENT;
    if (!w.projected || has_elements(node))
        write_inline(&w, node);
    struct passage *passage = !w.projected && w.out.len != 0 ? passage_finish(&w.out) : NULL;
    build->text = w.out;
    if (w.projected)
        return origin->passage;
    if (passage)
        passage->under = under;
    return passage;
}
