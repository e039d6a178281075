#include "passage.h"

#include <assert.h>

#include "buf.h"
#include "keep.h"
#include "vec.h"

size_t passage_run(const struct passage *passage, size_t offset) {
    size_t low = 0, high = passage->run_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (passage->runs[middle].text <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

size_t passage_run_end(const struct passage *passage, size_t index) {
    return index + 1 < passage->run_count ? passage->runs[index + 1].text : passage->text.len;
}

/* Returns the source offset where byte `offset` of the text begins; behind the last run at the end of the text. */
static size_t source_begin(const struct passage *passage, size_t offset) {
    if (offset >= passage->text.len)
        return passage->runs[passage->run_count - 1].end;
    const struct run *run = &passage->runs[passage_run(passage, offset)];
    return run->form == RUN_VERBATIM ? run->begin + (offset - run->text) : run->begin;
}

/* Returns the source offset behind the byte before `offset`, which is not 0. */
static size_t source_end(const struct passage *passage, size_t offset) {
    const struct run *run = &passage->runs[passage_run(passage, offset - 1)];
    return run->form == RUN_VERBATIM ? run->begin + (offset - run->text) : run->end;
}

struct place passage_place(const struct passage *passage, size_t begin, size_t end) {
    if (end > passage->text.len)
        end = passage->text.len;
    if (begin > end)
        begin = end;
    if (passage->whole != NULL)
        return passage_place(passage->whole, passage->offset + begin, passage->offset + end);
    struct place place = {.source = passage->source, .passage = passage, .text_begin = begin, .text_end = end};
    if (passage->run_count == 0)
        return place;
    place.begin = source_begin(passage, begin);
    place.end = begin == end ? place.begin : source_end(passage, end);
    return place;
}

struct place passage_whole(const struct passage *passage) {
    return passage_place(passage, 0, passage->text.len);
}

struct place source_place(struct source *source, size_t begin, size_t end) {
    return (struct place){.source = source, .begin = begin, .end = end};
}

enum decoding { DECODE_CONTENT, DECODE_CDATA, DECODE_ATTRIBUTE };

/* One decoded stretch of XML character data. */
struct piece {
    struct str text; /* may point into `store` */
    size_t end;      /* source offset behind it */
    bool verbatim;
    char store[4];
};

static const struct {
    struct str name;
    char byte;
} entities[] = {{{"amp;", 4}, '&'}, {{"lt;", 3}, '<'}, {{"gt;", 3}, '>'}, {{"quot;", 5}, '"'}, {{"apos;", 5}, '\''}};

/* Decodes the reference at text[at], which is `&`. Returns the offset behind it, or `at` when it is none that we know.
 */
static size_t reference(struct str text, size_t at, size_t end, struct piece *piece) {
    struct str rest = str_slice(text, at + 1, end);
    for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
        if (str_starts(rest, entities[i].name)) {
            piece->store[0] = entities[i].byte;
            piece->text = (struct str){piece->store, 1};
            return at + 1 + entities[i].name.len;
        }
    }
    if (rest.len < 3 || rest.data[0] != '#')
        return at;
    bool hex = rest.data[1] == 'x';
    uint32_t value = 0;
    size_t i = hex ? 2 : 1;
    for (; i < rest.len && rest.data[i] != ';'; i++) {
        char c = rest.data[i];
        char lower = (char)(c | 0x20);
        uint32_t digit = c >= '0' && c <= '9'                  ? (uint32_t)(c - '0')
                         : hex && lower >= 'a' && lower <= 'f' ? (uint32_t)(lower - 'a' + 10)
                                                               : 99;
        if (digit == 99 || value > 0x10ffff)
            return at;
        value = value * (hex ? 16 : 10) + digit;
    }
    if (i == rest.len)
        return at;
    piece->text = (struct str){piece->store, utf8_encode(value, piece->store)};
    return at + 1 + i + 1;
}

static bool is_plain(char byte, enum decoding decoding) {
    switch (byte) {
    case '\r':
        return false;
    case '&':
        return decoding == DECODE_CDATA;
    case '\n':
    case '\t':
        return decoding != DECODE_ATTRIBUTE;
    default:
        return true;
    }
}

/* Decodes what begins at text[begin]: a run of plain bytes, or one reference or line end. */
static void next_piece(struct str text, size_t begin, size_t end, enum decoding decoding, struct piece *piece) {
    size_t at = begin;
    while (at < end && is_plain(text.data[at], decoding))
        at++;
    if (at == begin) {
        piece->verbatim = false;
        if (text.data[at] == '&') {
            at = reference(text, begin, end, piece);
        } else {
            piece->store[0] = decoding == DECODE_ATTRIBUTE ? ' ' : '\n';
            piece->text = (struct str){piece->store, 1};
            bool pair = text.data[at] == '\r' && at + 1 < end && text.data[at + 1] == '\n';
            at += pair ? 2 : 1;
        }
        if (at != begin) {
            piece->end = at;
            return;
        }
        at++; /* a `&` that begins no reference stays as it is */
    }
    piece->verbatim = true;
    piece->text = str_slice(text, begin, at);
    piece->end = at;
}

/* Returns whether nothing in content needs decoding: nearly always, and found at the speed of memchr. */
static bool all_plain(struct str content, enum decoding decoding) {
    if (content.len == 0 || decoding == DECODE_ATTRIBUTE)
        return false;
    return memchr(content.data, '\r', content.len) == NULL &&
           (decoding == DECODE_CDATA || memchr(content.data, '&', content.len) == NULL);
}

static void add_decoded(struct passage_builder *builder, size_t begin, size_t end, enum decoding decoding) {
    struct str content = str_slice(builder->source->text, begin, end);
    if (all_plain(content, decoding)) {
        passage_add(builder, content, begin, end, RUN_VERBATIM);
        return;
    }
    while (begin < end) {
        struct piece piece;
        next_piece(builder->source->text, begin, end, decoding, &piece);
        passage_add(builder, piece.text, begin, piece.end, piece.verbatim ? RUN_VERBATIM : RUN_DECODED);
        begin = piece.end;
    }
}

void passage_add_raw(struct passage_builder *builder, size_t begin, size_t end) {
    add_decoded(builder, begin, end, DECODE_CONTENT);
}

/* Adds what has a home of its own; what was said to be derived stays so. */
static void add_at_home(struct passage_builder *builder, size_t begin, size_t end, enum decoding decoding,
                        enum run_home home) {
    enum run_home before = builder->home;
    builder->home = before == RUN_DERIVED ? before : home;
    add_decoded(builder, begin, end, decoding);
    builder->home = before;
}

void passage_add_cdata(struct passage_builder *builder, size_t begin, size_t end) {
    add_at_home(builder, begin, end, DECODE_CDATA, RUN_CDATA);
}

void passage_add_attribute(struct passage_builder *builder, size_t begin, size_t end) {
    add_at_home(builder, begin, end, DECODE_ATTRIBUTE, RUN_ATTRIBUTE);
}

/* Returns the offset behind the tag, comment or instruction at text[at], or behind what opens a CDATA section. */
static size_t behind_markup(struct str text, size_t at) {
    static const struct {
        struct str opens, closes;
    } forms[] = {{{"<!--", 4}, {"-->", 3}}, {{"<?", 2}, {"?>", 2}}, {{"<![CDATA[", 9}, {"", 0}}, {{"<", 1}, {">", 1}}};
    struct str rest = str_slice(text, at, text.len);
    size_t form = 0, end = 0;
    while (!str_starts(rest, forms[form].opens))
        form++;
    for (char quote = 0; form == 3 && end < rest.len && (quote || rest.data[end] != '>'); end++)
        if (quote ? rest.data[end] == quote : rest.data[end] == '"' || rest.data[end] == '\'')
            quote = quote ? 0 : rest.data[end];
    end = str_find(rest, forms[form].closes, end ? end : forms[form].opens.len);
    return end == SIZE_MAX ? text.len : at + end + forms[form].closes.len;
}

/* Appends what the source range of a run says: text and white space, around and in the elements that may stand there.
 */
static void add_said(struct buf *out, struct str text, const struct run *run) {
    bool section = run->home == RUN_CDATA;
    size_t end = run->end;
    for (size_t at = run->begin; at < end;) {
        struct str rest = str_slice(text, at, end);
        size_t markup = str_find(rest, section ? STR("]]>") : STR("<"), 0);
        size_t stop = markup == SIZE_MAX ? end : at + markup;
        while (at < stop) {
            struct piece piece;
            next_piece(text, at, stop, section ? DECODE_CDATA : DECODE_CONTENT, &piece);
            buf_add(out, piece.text);
            at = piece.end;
        }
        if (at == end)
            return;
        bool opens = !section && str_starts(str_slice(text, at, end), STR("<![CDATA["));
        at = section ? at + 3 : behind_markup(text, at);
        section = opens;
    }
}

struct str place_quote(struct arena *arena, struct place place) {
    const struct passage *passage = place.passage;
    if (place.excerpt != NULL)
        return place.excerpt->quote;
    if (passage == NULL)
        return place.source == NULL || place.source->binary ? (struct str){NULL, 0}
                                                            : str_slice(place.source->text, place.begin, place.end);
    struct str text = str_slice(passage->text, place.text_begin, place.text_end);
    if (text.len == 0)
        return text;
    struct buf out = buf_in(arena);
    for (size_t i = passage_run(passage, place.text_begin); i < passage->run_count; i++) {
        const struct run *run = &passage->runs[i];
        if (run->text >= place.text_end)
            break;
        size_t from = run->text > place.text_begin ? run->text : place.text_begin;
        size_t to = passage_run_end(passage, i) < place.text_end ? passage_run_end(passage, i) : place.text_end;
        if (run->form == RUN_SPACE)
            add_said(&out, passage->source->text, run);
        else
            buf_add(&out, str_slice(passage->text, from, to));
    }
    return buf_str(&out);
}

int place_compare(struct place a, struct place b) {
    if (a.source != b.source) {
        if (a.source == NULL || b.source == NULL)
            return a.source == NULL ? -1 : 1;
        int order = str_compare(a.source->path, b.source->path);
        if (order == 0)
            order = str_compare(a.source->part, b.source->part);
        if (order != 0)
            return order;
    }
    if (a.begin != b.begin)
        return a.begin < b.begin ? -1 : 1;
    return (a.end > b.end) - (a.end < b.end);
}

static struct run *add_run(struct passage_builder *builder) {
    builder->runs =
        vec_room(builder->arena, builder->runs, builder->run_count, &builder->run_capacity, sizeof(*builder->runs));
    return &builder->runs[builder->run_count++];
}

void passage_add(struct passage_builder *builder, struct str text, size_t begin, size_t end, enum run_form form) {
    if (text.len == 0)
        return;
    assert(form != RUN_VERBATIM || text.len == end - begin);
    struct run *last = builder->run_count == 0 ? NULL : &builder->runs[builder->run_count - 1];
    if (last != NULL && form == RUN_VERBATIM && last->form == RUN_VERBATIM && last->end == begin &&
        last->home == builder->home)
        last->end = (uint32_t)end;
    else
        *add_run(builder) =
            (struct run){(uint32_t)builder->len, (uint32_t)begin, (uint32_t)end, (uint8_t)form, (uint8_t)builder->home};
    if (builder->capacity - builder->len < text.len) {
        size_t capacity =
            builder->capacity * 2 > builder->len + text.len ? builder->capacity * 2 : builder->len + text.len;
        builder->text = arena_grow(builder->arena, builder->text, builder->capacity, capacity);
        builder->capacity = capacity;
    }
    memcpy(builder->text + builder->len, text.data, text.len);
    builder->len += text.len;
}

bool passage_take_plain(struct passage_builder *builder, size_t begin, size_t end) {
    const struct run *only = builder->runs;
    if (builder->run_count != 1 || only->form != RUN_VERBATIM || only->home != RUN_CONTENT || only->begin != begin ||
        only->end != end)
        return false;
    builder->len = 0;
    builder->run_count = 0;
    return true;
}

struct passage *passage_finish(struct passage_builder *builder) {
    /* The work space is kept for the next passage: what a paragraph keeps has no spare room. */
    struct passage *passage = arena_new(builder->arena, struct passage);
    passage->source = builder->source;
    bool whole = builder->run_count == 1 && builder->runs[0].form == RUN_VERBATIM;
    passage->text = whole ? str_slice(builder->source->text, builder->runs[0].begin, builder->runs[0].end)
                          : str_copy(builder->arena, (struct str){builder->text, builder->len});
    struct run *runs = arena_array(builder->arena, struct run, builder->run_count);
    if (builder->run_count != 0)
        memcpy(runs, builder->runs, builder->run_count * sizeof(*runs));
    passage->runs = runs;
    passage->run_count = (uint32_t)builder->run_count;
    passage->copied = !whole;
    builder->len = 0;
    builder->run_count = 0;
    return passage;
}

struct passage *passage_slice(struct arena *arena, const struct passage *passage, size_t begin, size_t end) {
    struct place place = passage_place(passage, begin, end); /* clamps, and leads a slice to its whole */
    passage = place.passage;
    begin = place.text_begin;
    end = place.text_end;
    struct passage *slice = arena_new(arena, struct passage);
    *slice = (struct passage){.source = passage->source,
                              .text = str_slice(passage->text, begin, end),
                              .number = passage->number,
                              .under = passage->under,
                              .whole = passage,
                              .offset = (uint32_t)begin};
    if (begin == end)
        return slice;
    size_t first = passage_run(passage, begin), last = passage_run(passage, end - 1);
    slice->run_count = (uint32_t)(last - first + 1);
    struct run *runs = arena_array(arena, struct run, slice->run_count);
    memcpy(runs, &passage->runs[first], slice->run_count * sizeof(*runs));
    if (runs[0].form == RUN_VERBATIM)
        runs[0].begin = (uint32_t)place.begin;
    if (runs[slice->run_count - 1].form == RUN_VERBATIM)
        runs[slice->run_count - 1].end = (uint32_t)place.end;
    for (size_t i = 0; i < slice->run_count; i++)
        runs[i].text = runs[i].text > begin ? (uint32_t)(runs[i].text - begin) : 0;
    slice->runs = runs;
    return slice;
}
