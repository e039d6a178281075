/* What replacing readable text means in the source: diag_edit. */
#include "diag.h"

#include "vec.h"

static const struct str preserve = {" xml:space=\"preserve\"", 21};

enum {
    LONGEST_SCAN =
        65536 /* bytes that are looked through for the start tag of a text: keeps all edits together linear */
};

/* An edit of a passage while it is planned. */
struct planning {
    struct arena *arena;
    const struct passage *passage;
    struct source *source;
    struct str text; /* what the passage's text[begin, end) becomes */
    size_t begin, end;
    VEC(struct edit) edits;
};

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_continuation(char c) {
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* Leaves out what the old and the new text have in common at both ends, whole characters: what does not change keeps
 * its formatting, its references and its line breaks. */
static void trim(struct planning *plan) {
    struct str old = str_slice(plan->passage->text, plan->begin, plan->end), new = plan->text;
    size_t head = 0, tail = 0, least = old.len < new.len ? old.len : new.len;
    while (head < least && old.data[head] == new.data[head])
        head++;
    while (head < old.len && is_continuation(old.data[head])) /* then the new text is cut there too */
        head--;
    while (tail < least - head && old.data[old.len - 1 - tail] == new.data[new.len - 1 - tail])
        tail++;
    while (tail > 0 && is_continuation(old.data[old.len - tail]))
        tail--;
    plan->begin += head;
    plan->end -= tail;
    plan->text = str_slice(new, head, new.len - tail);
}

/* Whether source->text[begin, end), which stands for characters, may go as a whole: white space and character
 * references, but no elements, and no letters that a font shows as something else. */
static bool is_replaceable(const struct source *source, const struct run *run) {
    struct str raw = str_slice(source->text, run->begin, run->end);
    if (run->form == RUN_VERBATIM)
        return true;
    return raw.len != 0 && (raw.data[0] == '&' || is_blank(raw.data[0])) && !memchr(raw.data, '<', raw.len);
}

static bool is_editable(const struct planning *plan, const struct run *run) {
    return run->home != RUN_DERIVED && is_replaceable(plan->source, run); /* derived: a neighbour of an insertion */
}

/* Elements between two runs across which one edit may reach: formatting of characters, and marks without text. */
static bool may_cross(struct str name) {
    static const char *const names[] = {
        "t",  "r",      "rPr",  "proofErr", "lastRenderedPageBreak", "smartTag", "bookmarkStart", "bookmarkEnd",
        "em", "strong", "term", "abbr"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (str_is(name, names[i]))
            return true;
    return false;
}

/* Whether the tag at text[at], which is `<`, is an end tag: in what was parsed more follows a `<`. */
static bool is_closing(struct str text, size_t at) {
    return text.data[at + 1] == '/';
}

/* Returns the local name of the tag at text[at], which is `<`, and sets *end behind the tag, or to the end of the text
 * when that opens a CDATA section. */
static struct str tag_name(struct str text, size_t at, size_t *end) {
    size_t begin = at + 1 + is_closing(text, at), stop = begin;
    while (stop < text.len && !is_blank(text.data[stop]) && text.data[stop] != '>' && text.data[stop] != '/') {
        if (text.data[stop] == ':')
            begin = stop + 1;
        stop++;
    }
    char quote = 0;
    for (*end = stop; *end < text.len && (quote || text.data[*end] != '>'); ++*end) {
        char c = text.data[*end];
        if (quote ? c == quote : c == '"' || c == '\'')
            quote = quote ? 0 : c;
    }
    *end += *end < text.len;
    return str_slice(text, begin, stop);
}

/* Whether an edit may reach over source->text[begin, end), which no run of the passage covers. */
static bool gap_allows(const struct planning *plan, size_t begin, size_t end) {
    struct str text = str_slice(plan->source->text, 0, end);
    bool properties = false; /* inside w:rPr anything goes */
    for (size_t at = begin; at < end;) {
        if (text.data[at] != '<') {
            if (!is_blank(text.data[at]))
                return false; /* text that is not in the view */
            at++;
            continue;
        }
        size_t behind;
        struct str name = tag_name(text, at, &behind);
        if (str_is(name, "rPr") && text.data[behind - 2] != '/')
            properties = !is_closing(text, at);
        else if (!properties && !may_cross(name))
            return false;
        at = behind;
    }
    return true;
}

/* Appends the new text as its home wants it. Returns false when it cannot stand there. */
static bool add_escaped(struct buf *out, struct str text, const struct source *source, enum run_home home) {
    static const struct {
        char byte;
        struct str entity;
    } entities[] = {
        {'&', {"&amp;", 5}}, {'<', {"&lt;", 4}}, {'>', {"&gt;", 4}}, {'"', {"&quot;", 6}}, {'\'', {"&#39;", 5}}};
    struct buf probe = buf_in(out->arena);
    for (size_t at = 0; at < text.len;) {
        size_t begin = at;
        uint32_t point = utf8_next(text, &at);
        bool known = encoding_add(&probe, source->encoding, point);
        struct str entity = {NULL, 0};
        for (size_t i = 0; i < (home == RUN_ATTRIBUTE ? 5 : 3); i++)
            if (point == (unsigned char)entities[i].byte)
                entity = entities[i].entity;
        if (point < 0x20 && (point != '\n' || home != RUN_CONTENT))
            return false;
        if (home == RUN_CDATA && (!known || point == ']' || point == '>'))
            return false;
        if (home == RUN_CDATA || (known && !entity.len))
            buf_add(out, str_slice(text, begin, at));
        else if (entity.len)
            buf_add(out, entity);
        else
            buf_format(out, "&#x%X;", (unsigned)point);
    }
    return true;
}

static void add_edit(struct planning *plan, size_t begin, size_t end, struct str text) {
    *vec_add(plan->arena, &plan->edits) = (struct edit){source_place(plan->source, begin, end), text};
}

/* Returns where the start tag begins whose content goes on at `at`, or SIZE_MAX. Comments and CDATA are content. */
static size_t start_tag(struct str text, size_t at) {
    size_t least = at > LONGEST_SCAN ? at - LONGEST_SCAN : 0;
    while (at > least && (text.data[at - 1] != '<' || text.data[at] == '!'))
        at--;
    return at > least ? at - 1 : SIZE_MAX;
}

/* White space at the ends of a w:t is lost unless xml:space says otherwise (ECMA-376 part 1, 17.3.3.31). Plans an edit
 * of its start tag when this piece may leave some there: also when it takes away all up to an end, as another edit of
 * the same text may bare a space then. Returns false when xml:space would bring back white space that was lost. */
static bool keep_space(struct planning *plan, size_t begin, size_t end, struct str new) {
    struct str text = plan->source->text;
    size_t from = begin, to = end;
    while (from > 0 && is_blank(text.data[from - 1]))
        from--;
    while (to < text.len && is_blank(text.data[to]))
        to++;
    bool first = str_ends(str_slice(text, 0, from), STR(">")) || str_ends(str_slice(text, 0, from), STR("<![CDATA["));
    struct str behind = str_slice(text, to, SIZE_MAX);
    bool last = str_starts(behind, STR("<")) || str_starts(behind, STR("]]>"));
    bool leads = first && (new.len == 0 || is_blank(new.data[0]));
    bool trails = last && (new.len == 0 || is_blank(new.data[new.len - 1]));
    if (!leads && !trails)
        return true;
    size_t tag = start_tag(text, begin), tag_end;
    if (tag == SIZE_MAX)
        return false;
    struct str name = tag_name(text, tag, &tag_end);
    if (!str_is(name, "t") || is_closing(text, tag))
        return true;
    size_t attribute = str_find(str_slice(text, 0, tag_end), STR("xml:space"), tag);
    if (attribute != SIZE_MAX)
        return str_find(str_slice(text, attribute, tag_end), STR("preserve"), 0) != SIZE_MAX;
    size_t end_tag = str_find(text, STR("</"), end);
    if ((first && from < begin) || (last && to > end) || is_blank(text.data[tag_end]) ||
        is_blank(text.data[end_tag - 1]))
        return false;
    size_t behind_name = (size_t)(name.data - text.data) + name.len;
    add_edit(plan, behind_name, behind_name, preserve);
    return true;
}

/* A stretch of the source that is of one run, or of runs without anything between them. */
struct piece {
    size_t begin, end;
    size_t text_begin, text_end; /* in the passage */
    enum run_home home;
};

static bool add_piece(struct planning *plan, const struct piece *piece, struct str new) {
    struct buf escaped = buf_in(plan->arena);
    if (!add_escaped(&escaped, new, plan->source, piece->home))
        return false;
    if (piece->home != RUN_ATTRIBUTE && !keep_space(plan, piece->begin, piece->end, new))
        return false;
    add_edit(plan, piece->begin, piece->end, buf_str(&escaped));
    struct place *place = &plan->edits.items[plan->edits.count - 1].place;
    place->passage = plan->passage;
    place->text_begin = piece->text_begin;
    place->text_end = piece->text_end;
    return true;
}

/* New text between two characters goes behind the first, where that is text of its own, else before the second. */
static bool plan_insertion(struct planning *plan) {
    const struct passage *passage = plan->passage;
    size_t sides[2] = {plan->begin > 0 ? passage_run(passage, plan->begin - 1) : SIZE_MAX,
                       plan->begin < passage->text.len ? passage_run(passage, plan->begin) : SIZE_MAX};
    /* Not behind white space that may hold a tag, if there is a choice. */
    for (int spaces = 0; spaces < 2; spaces++)
        for (int side = 0; side < 2; side++) {
            const struct run *run = sides[side] == SIZE_MAX ? NULL : &passage->runs[sides[side]];
            if (!run || !is_editable(plan, run) || (run->form == RUN_SPACE) != (spaces == 1))
                continue;
            size_t within = plan->begin - run->text;
            size_t at = run->form == RUN_VERBATIM ? run->begin + within : side == 0 ? run->end : run->begin;
            struct piece piece = {at, at, plan->begin, plan->begin, (enum run_home)run->home};
            return add_piece(plan, &piece, plan->text);
        }
    return false;
}

static bool plan_replacement(struct planning *plan) {
    const struct passage *passage = plan->passage;
    struct piece piece = {0};
    bool open = false;
    struct str new = plan->text;
    for (size_t i = passage_run(passage, plan->begin); i < passage->run_count && passage->runs[i].text < plan->end;
         i++) {
        const struct run *run = &passage->runs[i];
        size_t from = plan->begin > run->text ? plan->begin : run->text, to = passage_run_end(passage, i);
        to = to < plan->end ? to : plan->end;
        if (!is_editable(plan, run))
            return false;
        bool whole = run->form != RUN_VERBATIM;
        /* A part of a decoded run: one reference stands for one character, which trim does not split. */
        if (whole && (from != run->text || to != passage_run_end(passage, i)))
            return false;
        size_t first = whole ? run->begin : run->begin + (from - run->text);
        size_t behind = whole ? run->end : run->begin + (to - run->text);
        if (open && piece.end == first) { /* of one home: markup stands around a CDATA section */
            piece.end = behind;
            piece.text_end = to;
            continue;
        }
        if (open && (!gap_allows(plan, piece.end, first) || !add_piece(plan, &piece, new)))
            return false;
        if (open)
            new.len = 0;
        open = true;
        piece = (struct piece){first, behind, from, to, (enum run_home)run->home};
    }
    return add_piece(plan, &piece, new);
}

/* Markup is written as it is, if the encoding has its characters. */
static bool plan_markup(struct planning *plan, struct place place) {
    struct buf probe = buf_in(plan->arena);
    for (size_t at = 0; at < plan->text.len;)
        if (!encoding_add(&probe, plan->source->encoding, utf8_next(plan->text, &at)))
            return false;
    add_edit(plan, place.begin, place.end, plan->text);
    return true;
}

/* Whether any of the text is not ours to write. */
static bool has_derived(const struct passage *passage, size_t begin, size_t end) {
    for (size_t i = passage_run(passage, begin); i < passage->run_count && passage->runs[i].text < end; i++)
        if (passage->runs[i].home == RUN_DERIVED)
            return true;
    return false;
}

static bool plan_edit(struct planning *plan, struct place place) {
    if (!place.passage)
        return plan_markup(plan, place);
    if (place.passage->run_count == 0 || has_derived(place.passage, place.text_begin, place.text_end))
        return false;
    trim(plan);
    if (plan->begin == plan->end)
        return plan->text.len == 0 || plan_insertion(plan);
    return plan_replacement(plan);
}

void diag_edit(struct diag_list *list, struct diag *diag, bool safe, struct place place, struct str text) {
    if (!diag)
        return;
    struct planning plan = {.arena = list->arena,
                            .passage = place.passage,
                            .source = place.source,
                            .text = text,
                            .begin = place.text_begin,
                            .end = place.text_end};
    if (diag == list->unkept)
        return;
    if (diag->unfixable || !place.source || !plan_edit(&plan, place)) {
        diag->unfixable = true;
        diag->fix = NULL;
        return;
    }
    if (plan.edits.count == 0)
        return;
    if (diag->fix == NULL) {
        diag->fix = arena_new(list->arena, struct fix);
        diag->fix->safe = safe;
    }
    struct fix *fix = diag->fix;
    size_t count = fix->edit_count + plan.edits.count;
    /* One edit is the rule: grown to size, without spare room. */
    fix->edits =
        arena_grow(list->arena, fix->edits, fix->edit_count * sizeof(*fix->edits), count * sizeof(*fix->edits));
    memcpy(fix->edits + fix->edit_count, plan.edits.items, plan.edits.count * sizeof(*fix->edits));
    fix->edit_count = count;
    fix->safe = fix->safe && safe;
}
