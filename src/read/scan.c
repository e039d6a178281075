#include "scan.h"

/* ---- Faults ---- */

struct diag *scan_fault(struct scan *scan, const char *id, size_t begin, size_t end) {
    struct diag *diag = diag_fail(&scan->scratch, id, source_place(scan->source, begin, end));
    scan->fault = diag;
    return diag;
}

struct diag *scan_named_fault(struct scan *scan, const char *id, size_t begin, size_t end, const char *arg,
                              size_t name_begin, size_t name_end) {
    struct diag *diag = scan_fault(scan, id, begin, end);
    struct str name = str_slice(scan->text, name_begin, name_end);
    diag_arg(&scan->scratch, diag, arg, lex_shown(scan->scratch.arena, name));
    return diag;
}

void scan_limit_fault(struct scan *scan, enum limit limit, size_t begin, size_t end) {
    struct diag *diag = scan_fault(scan, "DOC044", begin, end);
    diag_arg(&scan->scratch, diag, "limit", str_from(limits_table()[limit].name));
    diag_arg_number(&scan->scratch, diag, "maximum", scan->limits->value[limit]);
}

bool scan_over(const struct scan *scan, enum limit limit, size_t value) {
    return value > scan->limits->value[limit];
}

struct diag *scan_ended(struct scan *scan, const char *id, size_t begin, size_t end) {
    size_t stop = scan->text.len;
    if (stop == scan->source->text.len)
        return scan_fault(scan, id, begin, end);
    size_t next = stop;
    uint32_t character = utf8_next(scan->source->text, &next);
    struct diag *diag = scan_fault(scan, character == 0 ? "DOC052" : "DOC051", stop, next);
    diag_arg(&scan->scratch, diag, "character", str_format(scan->scratch.arena, "U+%04X", (unsigned)character));
    return diag;
}

/* ---- Text ---- */

/* Returns the offset of the first "]]>", which text must not have (XML 1.0, 2.4), or SIZE_MAX. */
static size_t cdata_end(struct str text, size_t begin, size_t end) {
    for (const char *found; (found = memchr(text.data + begin, ']', end - begin)) != NULL;) {
        begin = (size_t)(found - text.data);
        if (end - begin >= 3 && found[1] == ']' && found[2] == '>')
            return begin;
        begin++;
    }
    return SIZE_MAX;
}

static void text_between(struct scan *scan, size_t begin, size_t end) {
    scan->construct = begin;
    if (scan->open.count != 0) {
        scan_references(scan, begin, end);
        size_t close = scan->fault == NULL ? cdata_end(scan->text, begin, end) : SIZE_MAX;
        if (close != SIZE_MAX)
            scan_named_fault(scan, "DOC047", close, close + 3, "name", close, close + 3);
        if (scan->fault == NULL)
            scan->stopped = !scan->events->text(scan->user, begin, end, false);
        return;
    }
    size_t first = lex_skip_blank(str_slice(scan->text, 0, end), begin);
    if (first == end)
        return;
    size_t stop = first;
    while (stop < end && scan->text.data[stop] != '\n' && scan->text.data[stop] != '\r')
        stop++;
    if (scan->root_seen)
        scan_fault(scan, "DOC055", first, stop);
    else if (lex_skip_blank(scan->text, str_starts(scan->text, STR("\xef\xbb\xbf")) ? 3 : 0) != first)
        scan_fault(scan, "DOC054", first, stop);
    else
        scan_fault(scan, scan->text.data[first] == '{' || scan->text.data[first] == '[' ? "DOC020" : "DOC025", first,
                   stop);
}

/* ---- Tags ---- */

/* A `<` that begins no tag. */
static void stray(struct scan *scan, size_t at) {
    static const struct str marker = {"<<<<<<<", 7};
    if (at + 1 >= scan->text.len)
        scan_ended(scan, "DOC066", at, at + 1);
    else if (str_starts(str_slice(scan->text, at, scan->text.len), marker) &&
             !str_starts(str_slice(scan->text, at + marker.len, scan->text.len), STR("<")))
        scan_fault(scan, "DOC067", at, at + marker.len);
    else
        scan_fault(scan, "DOC066", at, at + 1);
}

/* Reads the value at `at`, behind its quote; returns the offset of the closing quote. */
static size_t value(struct scan *scan, size_t at, struct raw_attribute *attribute) {
    const char *data = scan->text.data;
    size_t len = scan->text.len, end = at;
    char quote = data[at - 1];
    bool references = false;
    attribute->begin = at;
    attribute->plain = true;
    while ((end = lex_value(scan->text, end)) < len && data[end] != quote && data[end] != '<') {
        references |= data[end] == '&';
        attribute->plain &= data[end] == '"' || data[end] == '\'';
        end++;
    }
    attribute->end = end;
    if (end == len) {
        struct diag *diag = scan_ended(scan, "DOC065", attribute->name_begin, at);
        diag_arg(&scan->scratch, diag, "attribute", str_slice(scan->text, attribute->name_begin, attribute->name_end));
    } else if (data[end] == '<') {
        struct diag *diag =
            scan_named_fault(scan, "DOC064", end, end + 1, "attribute", attribute->name_begin, attribute->name_end);
        diag_relate(&scan->scratch, diag, "attribute",
                    source_place(scan->source, attribute->name_begin, attribute->name_end));
    } else if (scan_over(scan, LIMIT_VALUE_BYTES, end - at)) {
        scan_limit_fault(scan, LIMIT_VALUE_BYTES, attribute->name_begin, attribute->name_end);
    } else if (references) {
        scan_references(scan, at, end);
    }
    return end;
}

/* Reads the attribute whose name begins at `at`; returns the offset behind it. */
static size_t attribute(struct scan *scan, size_t at) {
    const char *data = scan->text.data;
    size_t len = scan->text.len;
    struct raw_attribute found = {.name_begin = at, .name_end = lex_name(scan->text, at)};
    size_t name_end = found.name_end;
    if (scan_over(scan, LIMIT_NAME_BYTES, name_end - at)) {
        scan_limit_fault(scan, LIMIT_NAME_BYTES, at, name_end);
        return name_end;
    }
    size_t equals = lex_skip_blank(scan->text, name_end);
    if (equals == len) {
        scan_ended(scan, "DOC060", scan->construct, scan->construct + 1);
        return len;
    }
    if (data[equals] != '=') {
        scan_named_fault(scan, "DOC062", at, name_end, "attribute", at, name_end);
        return equals;
    }
    size_t quote = lex_skip_blank(scan->text, equals + 1);
    if (quote == len) {
        scan_ended(scan, "DOC060", scan->construct, scan->construct + 1);
        return len;
    }
    if (data[quote] != '"' && data[quote] != '\'') {
        scan_named_fault(scan, "DOC063", at, quote, "attribute", at, name_end);
        return quote;
    }
    if (name_end - at >= 5 && memcmp(data + at, "xmlns", 5) == 0)
        scan->namespaces++;
    size_t end = value(scan, quote + 1, &found);
    *vec_add(scan->arena, &scan->attributes) = found;
    return end + 1;
}

/* Ends a start tag whose `>` was found. */
static void open_element(struct scan *scan, const struct scan_tag *tag, size_t namespaces_outside) {
    scan->at = tag->end;
    scan->root_seen = true;
    /* An attribute takes as much room in a tree as an element. */
    scan->elements += 1 + scan->attributes.count;
    if (scan_over(scan, LIMIT_ELEMENTS, scan->elements))
        scan_limit_fault(scan, LIMIT_ELEMENTS, tag->begin, tag->name_end);
    else if (scan_over(scan, LIMIT_DEPTH, scan->open.count + 1))
        scan_limit_fault(scan, LIMIT_DEPTH, tag->begin, tag->name_end);
    else if (scan_over(scan, LIMIT_NAMESPACES, scan->namespaces))
        scan_limit_fault(scan, LIMIT_NAMESPACES, tag->begin, tag->name_end);
    else if (!scan->events->start(scan->user, tag))
        scan->stopped = true;
    else if (tag->empty)
        scan->stopped = !scan->events->end(scan->user, tag->end, tag->end);
    else
        *vec_add(scan->arena, &scan->open) = (struct open_element){tag->begin, tag->name_end, namespaces_outside};
    if (tag->empty)
        scan->namespaces = namespaces_outside;
}

static void start_tag(struct scan *scan, size_t begin) {
    const char *data = scan->text.data;
    size_t len = scan->text.len, name_end = lex_name(scan->text, begin + 1), at = name_end;
    size_t namespaces = scan->namespaces;
    scan->attributes.count = 0;
    if (scan->root_seen && scan->open.count == 0) {
        scan_named_fault(scan, "DOC056", begin, name_end, "element", begin + 1, name_end);
        return;
    }
    if (scan_over(scan, LIMIT_NAME_BYTES, name_end - begin - 1)) {
        scan_limit_fault(scan, LIMIT_NAME_BYTES, begin, name_end);
        return;
    }
    for (;;) {
        size_t next = lex_skip_blank(scan->text, at);
        if (next == len) {
            scan_ended(scan, "DOC060", begin, name_end);
            return;
        }
        bool empty = data[next] == '/' && next + 1 < len && data[next + 1] == '>';
        if (data[next] == '>' || empty) {
            struct scan_tag tag = {.begin = begin,
                                   .name_end = name_end,
                                   .end = empty ? next + 2 : next + 1,
                                   .attributes = scan->attributes.items,
                                   .attribute_count = scan->attributes.count,
                                   .empty = empty};
            open_element(scan, &tag, namespaces);
            return;
        }
        if (!lex_starts_name(data[next])) {
            if (data[next] == '/' && next + 1 == len)
                scan_ended(scan, "DOC060", begin, name_end);
            else if (data[next] == '<')
                scan_fault(scan, "DOC060", begin, name_end);
            else
                scan_fault(scan, "DOC046", next, next + 1);
            return;
        }
        if (next == at) {
            scan_fault(scan, "DOC061", next, lex_name(scan->text, next));
            return;
        }
        if (scan_over(scan, LIMIT_ATTRIBUTES, scan->attributes.count + 1)) {
            scan_limit_fault(scan, LIMIT_ATTRIBUTES, begin, name_end);
            return;
        }
        at = attribute(scan, next);
        if (scan->fault != NULL)
            return;
    }
}

/* Leaves the innermost element, whose end tag has been read. */
static void close_element(struct scan *scan, size_t begin) {
    scan->namespaces = scan->open.items[--scan->open.count].namespaces;
    scan->stopped = !scan->events->end(scan->user, begin, scan->at);
}

/* Returns the offset behind the end tag at `begin` when it is that of the innermost element, as nearly every one is and
 * without white space; else 0. */
static size_t expected_end(const struct scan *scan, size_t begin) {
    if (scan->open.count == 0)
        return 0;
    const struct open_element *open = &scan->open.items[scan->open.count - 1];
    const char *data = scan->text.data;
    size_t name = open->name_end - open->begin - 1, close = begin + 2 + name, i = 0;
    if (close >= scan->text.len || data[close] != '>')
        return 0;
    while (i < name && data[begin + 2 + i] == data[open->begin + 1 + i])
        i++;
    return i == name ? close + 1 : 0;
}

static void end_tag(struct scan *scan, size_t begin) {
    size_t behind = expected_end(scan, begin);
    if (behind != 0) {
        scan->at = behind;
        close_element(scan, begin);
        return;
    }
    size_t len = scan->text.len, name_end = lex_name(scan->text, begin + 2);
    size_t close = lex_skip_blank(scan->text, name_end);
    if (close == len) {
        scan_ended(scan, "DOC060", begin, name_end);
        return;
    }
    if (scan->text.data[close] != '>') {
        scan_fault(scan, "DOC060", begin, name_end);
        return;
    }
    scan->at = close + 1;
    if (scan->open.count == 0) {
        scan_named_fault(scan, "DOC058", begin, close + 1, "found", begin + 2, name_end);
        return;
    }
    const struct open_element *open = &scan->open.items[scan->open.count - 1];
    struct str expected = str_slice(scan->text, open->begin + 1, open->name_end);
    if (!str_equal(expected, str_slice(scan->text, begin + 2, name_end))) {
        struct diag *diag = scan_named_fault(scan, "DOC057", begin, close + 1, "found", begin + 2, name_end);
        diag_arg(&scan->scratch, diag, "open", lex_shown(scan->scratch.arena, expected));
        diag_relate(&scan->scratch, diag, "open", source_place(scan->source, open->begin, open->name_end));
        return;
    }
    close_element(scan, begin);
}

/* ---- The document ---- */

static void construct(struct scan *scan, size_t begin) {
    char next = begin + 1 < scan->text.len ? scan->text.data[begin + 1] : 0;
    scan->construct = begin;
    if (lex_starts_name(next))
        start_tag(scan, begin);
    else if (next == '/')
        end_tag(scan, begin);
    else if ((next != '!' && next != '?') || !scan_markup(scan, begin))
        stray(scan, begin);
}

/* The end was reached without a fault: nothing may be open, and there must have been a root. */
static void finish(struct scan *scan) {
    size_t end = scan->text.len;
    scan->construct = end;
    if (end != scan->source->text.len) {
        scan_ended(scan, NULL, end, end);
        return;
    }
    while (end > 0 && lex_is_blank(scan->text.data[end - 1]))
        end--;
    if (scan->open.count != 0) {
        const struct open_element *open = &scan->open.items[scan->open.count - 1];
        struct diag *diag = scan_named_fault(scan, "DOC059", end, end, "open", open->begin + 1, open->name_end);
        diag_relate(&scan->scratch, diag, "open", source_place(scan->source, open->begin, open->name_end));
    } else if (!scan->root_seen) {
        scan_fault(scan, "DOC053", end, end);
    }
}

void scan_run(struct scan *scan) {
    struct str text = scan->source->text;
    scan->scratch = diag_list_in(scan->diags->arena, 0);
    scan->text = str_slice(text, 0, scan_forbidden(text));
    scan->at = str_starts(text, STR("\xef\xbb\xbf")) ? 3 : 0;
    while (scan->at < scan->text.len && scan->fault == NULL && !scan->stopped) {
        size_t begin = scan->at;
        /* One tag often follows the other, without a call in between. */
        const char *next = scan->text.data + begin;
        const char *found = *next == '<' ? next : memchr(next, '<', scan->text.len - begin);
        scan->at = found == NULL ? scan->text.len : (size_t)(found - scan->text.data);
        if (scan->at > begin)
            text_between(scan, begin, scan->at);
        if (found != NULL && scan->fault == NULL && !scan->stopped)
            construct(scan, scan->at);
    }
    if (scan->fault == NULL && !scan->stopped)
        finish(scan);
}
