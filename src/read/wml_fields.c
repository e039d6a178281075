/* Fields: a stack of frames, code then result (notes on docx, 8.1). A flat flag fails: fields nest in codes and in
 * results, and may span paragraphs. What stands in a code is hidden only when the field ends: a field that never ends
 * must not swallow the document. Fields stand in runs, and these in paragraphs: one is open when a field begins and
 * when it ends. */
#include "wml_walk.h"

static struct field *open_field(struct walk *walk, const struct scope *scope) {
    return walk->fields.count == scope->fields ? NULL : &walk->fields.items[walk->fields.count - 1];
}

static struct field *push(struct walk *walk, struct scope *scope, const struct xml_element *element) {
    struct field *field = vec_add(walk->arena, &walk->fields);
    const struct xml_attribute *dirty = names_attribute(element, SPACE_W, WORD_DIRTY);
    *field = (struct field){.dirty = dirty != NULL && !str_is(dirty->value, "0") && !str_is(dirty->value, "false"),
                            .code_begin = walk->codes.len,
                            .begin = element->begin,
                            .end = element->tag_end,
                            .raw = scope->open,
                            .text_begin = scope->builder.len,
                            .run_begin = scope->builder.run_count,
                            .bookmarks = scope->open->out.bookmark_count,
                            .links = scope->open->out.link_count,
                            .fields = scope->open->out.field_count,
                            .index = SIZE_MAX};
    return field;
}

/* The name of a field is told in capitals, as Word writes it: to Word, "toc" is a table of contents too. */
static struct str code_of(struct walk *walk, const struct field *field) {
    struct str code = str_trim(str_slice(buf_str(&walk->codes), field->code_begin, walk->codes.len));
    for (size_t i = 0; i < code.len && (code.data[i] | 0x20) >= 'a' && (code.data[i] | 0x20) <= 'z'; i++)
        walk->codes.data[(size_t)(code.data - walk->codes.data) + i] = (char)(code.data[i] & ~0x20);
    return code;
}

static void clamp(size_t *offset, size_t limit) {
    if (*offset > limit && *offset != SIZE_MAX)
        *offset = limit;
}

/* Takes away the text of the open paragraph since `before`, and what points there. Only what came since is looked at:
 * this is done for every code. */
static void truncate(struct scope *scope, const struct field *before) {
    struct wml_paragraph *out = &scope->open->out;
    size_t length = before->text_begin;
    scope->builder.len = length;
    scope->builder.run_count = before->run_begin;
    for (size_t i = before->bookmarks; i < out->bookmark_count; i++)
        clamp(&out->bookmarks[i].offset, length);
    for (size_t i = before->links; i < out->link_count; i++) {
        clamp(&out->links[i].begin, length);
        clamp(&out->links[i].end, length);
    }
    for (size_t i = before->fields; i < out->field_count; i++) {
        clamp(&out->fields[i].begin, length);
        clamp(&out->fields[i].end, length);
    }
}

/* The same for a paragraph that is finished: all text behind `length` goes. */
static void truncate_finished(struct raw *raw, size_t length) {
    struct passage *passage = raw->passage;
    passage->text.len = length;
    while (passage->run_count != 0 && passage->runs[passage->run_count - 1].text >= length)
        passage->run_count--;
}

/* The outermost code has ended here: its text is no text of the document. Every paragraph is looked at once, since
 * inner fields leave this to the outermost. */
static void hide_code(struct scope *scope, const struct field *field) {
    struct raw *raw = field->raw;
    if (raw == scope->open) {
        truncate(scope, field);
        return;
    }
    for (struct raw *between = raw; between != NULL; between = between->next)
        truncate_finished(between, between == raw ? field->text_begin : 0);
    truncate(scope, &(struct field){0});
}

static struct wml_field *add_entry(struct walk *walk, struct raw *raw) {
    struct wml_paragraph *out = &raw->out;
    out->fields = vec_room(walk->arena, out->fields, out->field_count, &raw->field_cap, sizeof(*out->fields));
    return &out->fields[out->field_count++];
}

/* Whether a field is a table of contents; tables of figures have a switch of their own. */
static bool lists_headings(struct str code) {
    return str_starts(code, STR("TOC")) && (code.len == 3 || code.data[3] == ' ') &&
           str_find(code, STR("\\c "), 0) == SIZE_MAX && str_find(code, STR("\\a "), 0) == SIZE_MAX;
}

/* The result begins. */
static void begin_result(struct walk *walk, struct scope *scope, struct field *field) {
    struct str code = code_of(walk, field);
    field->phase = FIELD_RESULT;
    field->toc = lists_headings(code);
    scope->toc_fields += field->toc ? 1 : 0;
    field->raw = scope->open;
    field->text_begin = scope->builder.len;
    scope->open->out.toc |= field->toc;
    field->index = scope->open->out.field_count;
    *add_entry(walk, scope->open) = (struct wml_field){.begin = scope->builder.len,
                                                       .end = SIZE_MAX,
                                                       .code = str_copy(walk->arena, code),
                                                       .place = source_place(walk->source, field->begin, field->end),
                                                       .dirty = field->dirty};
}

static void leave_code(struct scope *scope, const struct field *field) {
    scope->hiding--;
    if (field->hides)
        hide_code(scope, field);
}

/* Appends the next argument of a field code, "..." or a bare word, to *out; *at moves behind it. */
static bool next_argument(struct str code, size_t *at, struct str *out) {
    while (*at < code.len && code.data[*at] == ' ')
        (*at)++;
    if (*at >= code.len)
        return false;
    bool quoted = code.data[*at] == '"';
    size_t begin = *at + (quoted ? 1 : 0), end = begin;
    while (end < code.len && code.data[end] != (quoted ? '"' : ' '))
        end++;
    *out = str_slice(code, begin, end);
    *at = end + (quoted ? 1 : 0);
    return true;
}

/* HYPERLINK "address" \l "bookmark" \o "tip" */
static struct str hyperlink_target(struct walk *walk, struct str code) {
    struct str word, address = {NULL, 0}, bookmark = {NULL, 0};
    size_t at = 0;
    if (!next_argument(code, &at, &word) || !str_is(word, "HYPERLINK"))
        return (struct str){NULL, 0};
    while (next_argument(code, &at, &word)) {
        struct str value;
        if (str_is(word, "\\l"))
            (void)(next_argument(code, &at, &bookmark));
        else if (str_is(word, "\\o") || str_is(word, "\\t"))
            (void)(next_argument(code, &at, &value));
        else if (word.len != 0 && word.data[0] != '\\' && address.len == 0)
            address = word;
    }
    if (bookmark.len == 0)
        return address;
    return str_format(walk->arena, "%.*s#%.*s", STR_ARGS(address), STR_ARGS(bookmark));
}

static void end_result(struct walk *walk, struct scope *scope, const struct field *field) {
    struct raw *raw = scope->open;
    scope->toc_fields -= field->toc ? 1 : 0;
    /* The end often stands in front of the first heading behind a table of contents. */
    if (field->toc && raw != field->raw && scope->builder.len == 0)
        raw->out.toc = raw->toc_control || scope->toc_fields != 0;
    struct wml_field entry = field->raw->out.fields[field->index];
    if (field->raw == raw) {
        entry.end = scope->builder.len;
        clamp(&entry.begin, entry.end);
        raw->out.fields[field->index] = entry;
    } else {
        entry.begin = 0;
        entry.end = scope->builder.len;
        *add_entry(walk, raw) = entry;
    }
    if (field->dirty)
        fact_note(walk, FACT_DIRTY_FIELD, raw, entry.begin, entry.end, field->begin, field->end);
    struct str target = hyperlink_target(walk, entry.code);
    if (target.len == 0)
        return;
    struct wml_paragraph *out = &raw->out;
    out->links = vec_room(walk->arena, out->links, out->link_count, &raw->link_cap, sizeof(*out->links));
    out->links[out->link_count++] =
        (struct wml_link){.begin = entry.begin, .end = entry.end, .target = target, .target_place = entry.place};
}

static void pop(struct walk *walk, struct scope *scope) {
    struct field field = walk->fields.items[--walk->fields.count];
    if (field.phase == FIELD_CODE)
        leave_code(scope, &field);
    else
        end_result(walk, scope, &field);
    walk->codes.len = field.code_begin;
}

void field_char(struct walk *walk, const struct xml_element *element) {
    struct scope *scope = walk_scope(walk);
    struct str type = names_value(element, WORD_FLD_CHAR_TYPE);
    char first = type.len == 0 ? '\0' : (char)(type.data[0] | 0x20);
    struct field *field = open_field(walk, scope);
    if (first == 'b') {
        field = push(walk, scope, element);
        field->hides = scope->hiding++ == 0;
    } else if (field == NULL || field->simple) {
        return; /* a separator or an end that nothing began */
    } else if (first == 's' && field->phase == FIELD_CODE) {
        leave_code(scope, field);
        begin_result(walk, scope, field);
    } else if (first == 'e') {
        pop(walk, scope);
    }
}

void field_simple(struct walk *walk, const struct xml_element *element) {
    struct scope *scope = walk_scope(walk);
    const struct xml_attribute *code = names_attribute(element, SPACE_W, WORD_INSTR);
    struct field *field = push(walk, scope, element);
    walk_top(walk)->saved = walk->fields.count;
    field->simple = true;
    if (code != NULL) {
        field->begin = code->begin;
        field->end = code->end;
        buf_add(&walk->codes, code->value);
    }
    begin_result(walk, scope, field);
}

void field_simple_end(struct walk *walk, struct frame *frame, size_t end) {
    struct scope *scope = walk_scope(walk);
    (void)end;
    /* Fields begun inside that have not ended are over with it. */
    while (walk->fields.count >= frame->saved)
        pop(walk, scope);
}

void field_code(struct walk *walk, size_t begin, size_t end, bool cdata) {
    struct field *field = open_field(walk, walk_scope(walk));
    (void)cdata;
    if (field == NULL || field->phase != FIELD_CODE)
        return;
    if (walk->codes.len == field->code_begin)
        field->begin = begin;
    field->end = end;
    /* References are rare in codes: &quot; around an address. */
    struct passage_builder decoded = {.arena = walk->arena, .source = walk->source};
    struct str text = str_slice(walk->source->text, begin, end);
    if (!cdata && str_find(text, STR("&"), 0) != SIZE_MAX) {
        passage_add_raw(&decoded, begin, end);
        text = (struct str){decoded.text, decoded.len};
    }
    buf_add(&walk->codes, text);
}

void field_close_all(struct walk *walk, struct scope *scope) {
    if (walk->fields.count == scope->fields)
        return;
    /* A table of contents that never ends would take all headings behind it out of the outline. */
    struct raw *toc = NULL;
    for (size_t i = walk->fields.count; i-- > scope->fields;) {
        struct field *field = &walk->fields.items[i];
        if (field->toc)
            toc = field->raw;
        if (field->index != SIZE_MAX)
            field->raw->out.fields[field->index].unclosed = true;
        size_t begin = field->text_begin;
        fact_note(walk, FACT_UNCLOSED_FIELD, field->raw, begin, field->raw->passage->text.len, field->begin,
                  field->end);
    }
    for (; toc != NULL; toc = toc->next)
        toc->out.toc = toc->toc_control;
    walk->codes.len = walk->fields.items[scope->fields].code_begin;
    walk->fields.count = scope->fields;
}
