#define _GNU_SOURCE /* memmem */
#include "prescan.h"

#include "arena.h"

struct open_element {
    size_t begin, name_end; /* `<`, and behind the name */
    size_t namespaces;      /* in scope outside it */
};

struct scan {
    struct source *source;
    const struct limits *limits;
    struct diag_list *diags;  /* for notes */
    struct diag_list scratch; /* for the fault */
    struct str text;          /* up to the first character that XML forbids */
    size_t at;                /* where the next construct begins */
    size_t construct;         /* where the construct that is being read begins */
    struct open_element *open;
    size_t depth, namespaces, elements;
    bool root_seen, doctype_seen;
    struct prescan result;
};

/* Bytes of names: ASCII letters, digits, `-`, `.`, `:`, `_` and everything beyond ASCII; the parser knows the rest of
 * the alphabet. */
static const uint64_t name_bytes[4] = {0x07ff600000000000u, 0x07fffffe87fffffeu, UINT64_MAX, UINT64_MAX};
static const uint64_t start_bytes[4] = {0x0400000000000000u, 0x07fffffe87fffffeu, UINT64_MAX, UINT64_MAX};

static bool in(const uint64_t set[4], char byte) {
    unsigned char index = (unsigned char)byte;
    return (set[index >> 6] >> (index & 63) & 1) != 0;
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

static size_t skip_blank(struct str text, size_t at) {
    while (at < text.len && is_blank(text.data[at]))
        at++;
    return at;
}

size_t prescan_name(struct str text, size_t at) {
    while (at < text.len && in(name_bytes, text.data[at]))
        at++;
    return at;
}

struct str prescan_shown(struct arena *arena, struct str name) {
    size_t end = 60;
    if (name.len <= end)
        return name;
    while (((unsigned char)name.data[end] & 0xc0) == 0x80)
        end--;
    return str_format(arena, "%.*s…", (int)end, name.data);
}

size_t prescan_attribute(struct str text, size_t at, struct raw_attribute *attribute) {
    size_t begin = skip_blank(text, at);
    size_t name_end = prescan_name(text, begin);
    size_t equals = skip_blank(text, name_end);
    if (name_end == begin || equals == text.len || text.data[equals] != '=')
        return 0;
    size_t quote = skip_blank(text, equals + 1);
    if (quote == text.len || (text.data[quote] != '"' && text.data[quote] != '\''))
        return 0;
    const char *end = memchr(text.data + quote + 1, text.data[quote], text.len - quote - 1);
    if (end == NULL)
        return 0;
    *attribute = (struct raw_attribute){begin, name_end, quote + 1, (size_t)(end - text.data)};
    return attribute->end + 1;
}

/* ---- Faults ---- */

static struct diag *fault(struct scan *scan, const char *id, size_t begin, size_t end) {
    struct diag *diag = diag_fail(&scan->scratch, id, source_place(scan->source, begin, end));
    scan->result = (struct prescan){diag, scan->construct};
    return diag;
}

static struct diag *named_fault(struct scan *scan, const char *id, size_t begin, size_t end, const char *arg,
                                size_t name_begin, size_t name_end) {
    struct diag *diag = fault(scan, id, begin, end);
    struct str name = str_slice(scan->text, name_begin, name_end);
    diag_arg(&scan->scratch, diag, arg, prescan_shown(scan->scratch.arena, name));
    return diag;
}

static void limit_fault(struct scan *scan, enum limit limit, size_t begin, size_t end) {
    struct diag *diag = fault(scan, "DOC044", begin, end);
    diag_arg(&scan->scratch, diag, "limit", str_from(limits_table()[limit].name));
    diag_arg_number(&scan->scratch, diag, "maximum", scan->limits->value[limit]);
}

static bool over(const struct scan *scan, enum limit limit, size_t value) {
    return value > scan->limits->value[limit];
}

/* The text ended inside a construct: by a forbidden character, which then is the fault, or by the end of the file. */
static struct diag *ended(struct scan *scan, const char *id, size_t begin, size_t end) {
    size_t stop = scan->text.len;
    if (stop == scan->source->text.len)
        return fault(scan, id, begin, end);
    size_t next = stop;
    uint32_t character = utf8_next(scan->source->text, &next);
    struct diag *diag = fault(scan, character == 0 ? "DOC052" : "DOC051", stop, next);
    diag_arg(&scan->scratch, diag, "character", str_format(scan->scratch.arena, "U+%04X", (unsigned)character));
    return diag;
}

/* ---- Characters ---- */

/* Returns whether any of 64 bytes is a control character other than tab, LF and CR. A fixed count, so that it becomes
 * vector code. */
static bool has_control(const unsigned char *bytes) {
    unsigned char bad = 0;
    for (size_t i = 0; i < 64; i++)
        bad |= (unsigned char)((bytes[i] < 0x20) & (bytes[i] != '\t') & (bytes[i] != '\n') & (bytes[i] != '\r'));
    return bad != 0;
}

static bool is_control(char byte) {
    return (unsigned char)byte < 0x20 && !is_blank(byte);
}

/* Returns the offset of the first character that is no Char (XML 1.0, 2.2), or the length. */
static size_t find_forbidden(struct str text) {
    size_t at = 0, found = text.len;
    while (text.len - at >= 64 && !has_control((const unsigned char *)text.data + at))
        at += 64;
    for (; at < text.len && found == text.len; at++)
        found = is_control(text.data[at]) ? at : found;
    /* U+FFFE and U+FFFF; the text is UTF-8, so surrogates cannot occur. */
    for (at = 0; at < found;) {
        const char *lead = memchr(text.data + at, 0xef, found - at);
        if (lead == NULL)
            break;
        at = (size_t)(lead - text.data);
        if (at + 2 < text.len && lead[1] == '\xbf' && (lead[2] == '\xbe' || lead[2] == '\xbf'))
            return at;
        at++;
    }
    return found;
}

static bool is_char(uint32_t c) {
    if (c < 0x20)
        return c == '\t' || c == '\n' || c == '\r';
    return c < 0xd800 || (c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= 0x10ffff);
}

/* ---- References ---- */

/* HTML entities that people type out of habit, and what to write instead. */
static const struct {
    const char *name, *replacement;
} html_entities[] = {
    {"nbsp", "&#160;"}, {"aring", "å"},  {"auml", "ä"},   {"ouml", "ö"},  {"Aring", "Å"},  {"Auml", "Ä"},
    {"Ouml", "Ö"},      {"eacute", "é"}, {"ndash", "–"},  {"mdash", "—"}, {"hellip", "…"}, {"bull", "•"},
    {"rdquo", "”"},     {"ldquo", "“"},  {"rsquo", "’"},  {"sect", "§"},  {"copy", "©"},   {"shy", "&#173;"},
    {"minus", "−"},     {"times", "×"},  {"middot", "·"}, {"deg", "°"},   {"frac12", "½"}, {"euro", "€"},
};

static const char *const predefined[] = {"amp", "lt", "gt", "quot", "apos"};

static void check_entity(struct scan *scan, size_t at, size_t end) {
    struct str name = str_slice(scan->text, at + 1, end);
    for (size_t i = 0; i < sizeof(predefined) / sizeof(predefined[0]); i++) {
        if (str_is(name, predefined[i]))
            return;
    }
    for (size_t i = 0; i < sizeof(html_entities) / sizeof(html_entities[0]); i++) {
        if (str_is(name, html_entities[i].name)) {
            struct diag *diag = named_fault(scan, "DOC069", at, end + 1, "entity", at + 1, end);
            diag_arg(&scan->scratch, diag, "replacement", str_from(html_entities[i].replacement));
            return;
        }
    }
    named_fault(scan, "DOC048", at, end + 1, "entity", at + 1, end);
}

/* Checks the reference at `at`; returns the offset behind it. */
static size_t reference(struct scan *scan, size_t at, size_t end) {
    const char *data = scan->text.data;
    size_t i = at + 1;
    if (i < end && in(start_bytes, data[i])) {
        i = prescan_name(str_slice(scan->text, 0, end), i);
        if (i == end || data[i] != ';')
            fault(scan, "DOC068", at, at + 1);
        else
            check_entity(scan, at, i);
        return i + 1;
    }
    if (i == end || data[i] != '#') {
        fault(scan, "DOC068", at, at + 1);
        return i;
    }
    uint32_t base = ++i < end && data[i] == 'x' ? 16 : 10, value = 0;
    size_t first = base == 16 ? ++i : i;
    for (; i < end; i++) {
        char c = data[i], lower = (char)(c | 0x20);
        uint32_t digit = c >= '0' && c <= '9'                         ? (uint32_t)(c - '0')
                         : base == 16 && lower >= 'a' && lower <= 'f' ? (uint32_t)(lower - 'a' + 10)
                                                                      : base;
        if (digit == base)
            break;
        value = value > 0x10ffff ? value : value * base + digit;
    }
    bool whole = i < end && data[i] == ';' && i > first;
    if (!whole || !is_char(value)) {
        size_t behind = i < end && data[i] == ';' ? i + 1 : i;
        named_fault(scan, "DOC070", at, behind, "reference", at, behind);
    }
    return i + 1;
}

static void check_references(struct scan *scan, size_t begin, size_t end) {
    while (begin < end && scan->result.fault == NULL) {
        const char *found = memchr(scan->text.data + begin, '&', end - begin);
        if (found == NULL)
            return;
        begin = reference(scan, (size_t)(found - scan->text.data), end);
    }
}

/* ---- Text ---- */

static void text_between(struct scan *scan, size_t begin, size_t end) {
    scan->construct = begin;
    if (scan->depth != 0) {
        check_references(scan, begin, end);
        return;
    }
    size_t first = skip_blank(str_slice(scan->text, 0, end), begin);
    if (first == end)
        return;
    size_t stop = first;
    while (stop < end && scan->text.data[stop] != '\n' && scan->text.data[stop] != '\r')
        stop++;
    if (scan->root_seen)
        fault(scan, "DOC055", first, stop);
    else if (skip_blank(scan->text, str_starts(scan->text, STR("\xef\xbb\xbf")) ? 3 : 0) != first)
        fault(scan, "DOC054", first, stop);
    else
        fault(scan, scan->text.data[first] == '{' || scan->text.data[first] == '[' ? "DOC020" : "DOC025", first, stop);
}

/* ---- Tags ---- */

/* A `<` that begins no tag. */
static void stray(struct scan *scan, size_t at) {
    static const struct str marker = {"<<<<<<<", 7};
    if (at + 1 >= scan->text.len)
        ended(scan, "DOC066", at, at + 1);
    else if (str_starts(str_slice(scan->text, at, scan->text.len), marker) &&
             !str_starts(str_slice(scan->text, at + marker.len, scan->text.len), STR("<")))
        fault(scan, "DOC067", at, at + marker.len);
    else
        fault(scan, "DOC066", at, at + 1);
}

/* Reads the value at `at`, behind its quote; returns the offset of the closing quote. */
static size_t value(struct scan *scan, size_t at, const struct raw_attribute *attribute) {
    const char *data = scan->text.data;
    size_t len = scan->text.len, end = at;
    char quote = data[at - 1];
    bool references = false;
    while (end < len && data[end] != quote && data[end] != '<') {
        references |= data[end] == '&';
        end++;
    }
    if (end == len) {
        struct diag *diag = ended(scan, "DOC065", attribute->name_begin, at);
        diag_arg(&scan->scratch, diag, "attribute", str_slice(scan->text, attribute->name_begin, attribute->name_end));
    } else if (data[end] == '<') {
        struct diag *diag =
            named_fault(scan, "DOC064", end, end + 1, "attribute", attribute->name_begin, attribute->name_end);
        diag_relate(&scan->scratch, diag, "attribute",
                    source_place(scan->source, attribute->name_begin, attribute->name_end));
    } else if (over(scan, LIMIT_VALUE_BYTES, end - at)) {
        limit_fault(scan, LIMIT_VALUE_BYTES, attribute->name_begin, attribute->name_end);
    } else if (references) {
        check_references(scan, at, end);
    }
    return end;
}

/* Reads the attribute whose name begins at `at`; returns the offset behind it. */
static size_t attribute(struct scan *scan, size_t at) {
    const char *data = scan->text.data;
    size_t len = scan->text.len;
    struct raw_attribute found = {.name_begin = at, .name_end = prescan_name(scan->text, at)};
    size_t name_end = found.name_end;
    if (over(scan, LIMIT_NAME_BYTES, name_end - at)) {
        limit_fault(scan, LIMIT_NAME_BYTES, at, name_end);
        return name_end;
    }
    size_t equals = skip_blank(scan->text, name_end);
    if (equals == len) {
        ended(scan, "DOC060", scan->construct, scan->construct + 1);
        return len;
    }
    if (data[equals] != '=') {
        named_fault(scan, "DOC062", at, name_end, "attribute", at, name_end);
        return equals;
    }
    size_t quote = skip_blank(scan->text, equals + 1);
    if (quote == len) {
        ended(scan, "DOC060", scan->construct, scan->construct + 1);
        return len;
    }
    if (data[quote] != '"' && data[quote] != '\'') {
        named_fault(scan, "DOC063", at, quote, "attribute", at, name_end);
        return quote;
    }
    if (name_end - at >= 5 && memcmp(data + at, "xmlns", 5) == 0)
        scan->namespaces++;
    return value(scan, quote + 1, &found) + 1;
}

static void open_element(struct scan *scan, size_t begin, size_t name_end, size_t namespaces_outside) {
    scan->root_seen = true;
    scan->elements++;
    if (over(scan, LIMIT_ELEMENTS, scan->elements))
        limit_fault(scan, LIMIT_ELEMENTS, begin, name_end);
    else if (over(scan, LIMIT_DEPTH, scan->depth + 1))
        limit_fault(scan, LIMIT_DEPTH, begin, name_end);
    else if (over(scan, LIMIT_NAMESPACES, scan->namespaces))
        limit_fault(scan, LIMIT_NAMESPACES, begin, name_end);
    else
        scan->open[scan->depth++] = (struct open_element){begin, name_end, namespaces_outside};
}

static void start_tag(struct scan *scan, size_t begin) {
    const char *data = scan->text.data;
    size_t len = scan->text.len, name_end = prescan_name(scan->text, begin + 1), at = name_end;
    size_t namespaces = scan->namespaces, attributes = 0;
    if (scan->root_seen && scan->depth == 0) {
        named_fault(scan, "DOC056", begin, name_end, "element", begin + 1, name_end);
        return;
    }
    if (over(scan, LIMIT_NAME_BYTES, name_end - begin)) {
        limit_fault(scan, LIMIT_NAME_BYTES, begin, name_end);
        return;
    }
    for (;;) {
        size_t next = skip_blank(scan->text, at);
        if (next == len) {
            ended(scan, "DOC060", begin, name_end);
            return;
        }
        if (data[next] == '>') {
            open_element(scan, begin, name_end, namespaces);
            scan->at = next + 1;
            return;
        }
        if (data[next] == '/' && next + 1 < len && data[next + 1] == '>') {
            open_element(scan, begin, name_end, namespaces);
            if (scan->result.fault == NULL)
                scan->depth--;
            scan->namespaces = namespaces;
            scan->at = next + 2;
            return;
        }
        if (!in(start_bytes, data[next])) {
            if (data[next] == '/' && next + 1 == len)
                ended(scan, "DOC060", begin, name_end);
            else if (data[next] == '<')
                fault(scan, "DOC060", begin, name_end);
            else
                fault(scan, "DOC046", next, next + 1);
            return;
        }
        if (next == at) {
            fault(scan, "DOC061", next, prescan_name(scan->text, next));
            return;
        }
        if (over(scan, LIMIT_ATTRIBUTES, ++attributes)) {
            limit_fault(scan, LIMIT_ATTRIBUTES, begin, name_end);
            return;
        }
        at = attribute(scan, next);
        if (scan->result.fault != NULL)
            return;
    }
}

static void end_tag(struct scan *scan, size_t begin) {
    size_t len = scan->text.len, name_end = prescan_name(scan->text, begin + 2);
    size_t close = skip_blank(scan->text, name_end);
    if (close == len) {
        ended(scan, "DOC060", begin, name_end);
        return;
    }
    if (scan->text.data[close] != '>') {
        fault(scan, "DOC060", begin, name_end);
        return;
    }
    scan->at = close + 1;
    if (scan->depth == 0) {
        named_fault(scan, "DOC058", begin, close + 1, "found", begin + 2, name_end);
        return;
    }
    const struct open_element *open = &scan->open[scan->depth - 1];
    struct str expected = str_slice(scan->text, open->begin + 1, open->name_end);
    if (!str_equal(expected, str_slice(scan->text, begin + 2, name_end))) {
        struct diag *diag = named_fault(scan, "DOC057", begin, close + 1, "found", begin + 2, name_end);
        diag_arg(&scan->scratch, diag, "open", prescan_shown(scan->scratch.arena, expected));
        diag_relate(&scan->scratch, diag, "open", source_place(scan->source, open->begin, open->name_end));
        return;
    }
    scan->namespaces = open->namespaces;
    scan->depth--;
}

/* ---- Comments, CDATA, processing instructions, the XML declaration ---- */

/* Returns the offset of `closing` at or after `from`, or SIZE_MAX after a fault at the opening delimiter. */
static size_t closing(struct scan *scan, size_t from, struct str delimiter) {
    size_t found = str_find(scan->text, delimiter, from);
    if (found == SIZE_MAX) {
        struct diag *diag = ended(scan, "DOC074", scan->construct, from);
        diag_arg(&scan->scratch, diag, "opening", str_slice(scan->text, scan->construct, from));
        diag_arg(&scan->scratch, diag, "closing", delimiter);
    }
    return found;
}

static void comment(struct scan *scan, size_t begin) {
    size_t dashes = str_find(scan->text, STR("--"), begin + 4);
    if (dashes != SIZE_MAX && dashes + 2 < scan->text.len && scan->text.data[dashes + 2] == '>')
        scan->at = dashes + 3;
    else if (closing(scan, begin + 4, STR("-->")) != SIZE_MAX)
        fault(scan, "DOC075", dashes, dashes + 2);
}

/* Reads ` name="value"` of the XML declaration at `at`, when it has that name; returns the offset behind it, or `at`.
 */
static size_t pseudo(struct str text, size_t at, struct str name, struct raw_attribute *out) {
    size_t begin = skip_blank(text, at);
    if (begin == at || !str_starts(str_slice(text, begin, text.len), name))
        return at;
    size_t behind = prescan_attribute(text, begin, out);
    return behind == 0 || out->name_end - out->name_begin != name.len ? at : behind;
}

static void declaration(struct scan *scan, size_t begin, size_t close) {
    struct str text = str_slice(scan->text, 0, close);
    struct raw_attribute version = {0}, encoding = {0}, standalone = {0};
    size_t at = begin + 5, behind = pseudo(text, at, STR("version"), &version);
    if (behind == at) {
        fault(scan, "DOC077", begin, close + 2);
        return;
    }
    struct str number = str_slice(text, version.begin, version.end);
    if (!str_equal(number, STR("1.0"))) {
        named_fault(scan, "DOC079", version.begin, version.end, "version", version.begin, version.end);
        return;
    }
    at = pseudo(text, behind, STR("encoding"), &encoding);
    behind = pseudo(text, at, STR("standalone"), &standalone);
    struct str answer = str_slice(text, standalone.begin, standalone.end);
    bool fair = behind == at || str_is(answer, "yes") || str_is(answer, "no");
    if (skip_blank(text, behind) != close || !fair)
        fault(scan, "DOC077", begin, close + 2);
}

static void instruction(struct scan *scan, size_t begin) {
    size_t target_end = prescan_name(scan->text, begin + 2);
    size_t close = closing(scan, target_end, STR("?>"));
    if (close == SIZE_MAX)
        return;
    scan->at = close + 2;
    const char *target = scan->text.data + begin + 2;
    if (over(scan, LIMIT_NAME_BYTES, target_end - begin))
        limit_fault(scan, LIMIT_NAME_BYTES, begin, begin + 2);
    else if (target_end - begin != 5 || (target[0] | 0x20) != 'x' || (target[1] | 0x20) != 'm' ||
             (target[2] | 0x20) != 'l')
        return;
    else if (begin == (str_starts(scan->text, STR("\xef\xbb\xbf")) ? 3u : 0u))
        declaration(scan, begin, close);
    else
        fault(scan, "DOC076", begin, target_end);
}

/* ---- Document type ---- */

/* Returns the offset behind the declaration at `at`, quoted strings taken whole; SIZE_MAX when it does not end. */
static size_t declaration_end(struct str text, size_t at) {
    for (; at < text.len; at++) {
        char c = text.data[at];
        if (c == '>')
            return at + 1;
        if (c == '"' || c == '\'') {
            const char *quote = memchr(text.data + at + 1, c, text.len - at - 1);
            if (quote == NULL)
                return SIZE_MAX;
            at = (size_t)(quote - text.data);
        }
    }
    return SIZE_MAX;
}

/* Returns how deep the parentheses of a content model are nested. */
static size_t nesting(struct str model) {
    size_t depth = 0, deepest = 0;
    for (size_t i = 0; i < model.len; i++) {
        if (model.data[i] == '(')
            depth++;
        else if (model.data[i] == ')' && depth > 0)
            depth--;
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest;
}

/* Returns the offset behind the comment, instruction or declaration at `at` of an internal subset; SIZE_MAX when it
 * does not end. */
static size_t subset_item_end(struct str text, size_t at) {
    struct str rest = str_slice(text, at, text.len);
    if (!str_starts(rest, STR("<!--")) && !str_starts(rest, STR("<?")))
        return declaration_end(text, at);
    struct str close = rest.data[1] == '?' ? STR("?>") : STR("-->");
    size_t found = str_find(text, close, at + (rest.data[1] == '?' ? 2 : 4));
    return found == SIZE_MAX ? found : found + close.len;
}

/* Judges the item of the internal subset at `at`, which ends at `end`: comments, instructions and element declarations
 * change nothing, the rest would. */
static void subset_item(struct scan *scan, size_t at, size_t end) {
    struct str text = scan->text, rest = str_slice(text, at, text.len);
    size_t name_end = at + 2 < text.len ? prescan_name(text, at + 2) : text.len;
    if (str_starts(rest, STR("<!--")) || str_starts(rest, STR("<?")))
        return;
    if (rest.data[0] == '%') {
        fault(scan, "DOC040", at, at + 1);
    } else if (str_starts(rest, STR("<!ENTITY"))) {
        fault(scan, "DOC040", at, name_end);
    } else if (str_starts(rest, STR("<!ELEMENT"))) {
        size_t deep = nesting(str_slice(text, at, end == SIZE_MAX ? text.len : end));
        /* libxml2 reads content models by recursion, 128 levels of it. */
        if (deep > 100 || over(scan, LIMIT_DEPTH, deep))
            limit_fault(scan, LIMIT_DEPTH, at, name_end);
    } else if (str_starts(rest, STR("<!"))) {
        fault(scan, "DOC041", at, name_end);
    } else {
        fault(scan, "DOC078", at, at + 1);
    }
}

/* Reads the internal subset behind its `[`; returns the offset of its `]`, or SIZE_MAX. */
static size_t subset(struct scan *scan, size_t at) {
    for (;;) {
        at = skip_blank(scan->text, at);
        if (at >= scan->text.len)
            return SIZE_MAX;
        if (scan->text.data[at] == ']')
            return at;
        size_t end = subset_item_end(scan->text, at);
        subset_item(scan, at, end);
        if (end == SIZE_MAX || scan->result.fault != NULL)
            return end;
        at = end;
    }
}

static void doctype(struct scan *scan, size_t begin) {
    struct str text = scan->text;
    size_t behind_word = begin + strlen("<!DOCTYPE");
    if (scan->root_seen || scan->doctype_seen) {
        fault(scan, "DOC078", begin, behind_word);
        return;
    }
    scan->doctype_seen = true;
    if (scan->source->part.len != 0) {
        fault(scan, "DOC042", begin, behind_word);
        return;
    }
    if (prescan_doctype_end(text, begin) == SIZE_MAX) {
        struct diag *diag = ended(scan, "DOC074", begin, behind_word);
        diag_arg(&scan->scratch, diag, "opening", STR("<!DOCTYPE"));
        diag_arg(&scan->scratch, diag, "closing", STR(">"));
        return;
    }
    bool external = false;
    for (size_t at = behind_word; at < text.len; at++) {
        char c = text.data[at];
        if (c == '>') {
            scan->at = at + 1;
            if (external)
                diag_add(scan->diags, "DOC043", source_place(scan->source, begin, behind_word));
            return;
        }
        if (c == '[') {
            at = subset(scan, at + 1);
            if (scan->result.fault != NULL)
                return;
        } else if (c == '"' || c == '\'') {
            at = (size_t)((const char *)memchr(text.data + at + 1, c, text.len - at - 1) - text.data);
            external = true;
        }
    }
}

/* ---- The document ---- */

static void declaration_or_section(struct scan *scan, size_t begin) {
    static const struct str openings[] = {{"<!--", 4}, {"<![CDATA[", 9}, {"<!DOCTYPE", 9}};
    struct str rest = str_slice(scan->text, begin, scan->text.len);
    for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++) {
        if (rest.len < openings[i].len && str_starts(openings[i], rest)) {
            ended(scan, "DOC060", begin, scan->text.len);
            return;
        }
    }
    if (str_starts(rest, STR("<!--"))) {
        comment(scan, begin);
    } else if (str_starts(rest, STR("<![CDATA[")) && scan->depth != 0) {
        size_t close = closing(scan, begin + 9, STR("]]>"));
        scan->at = close == SIZE_MAX ? begin : close + 3;
    } else if (str_starts(rest, STR("<!DOCTYPE"))) {
        doctype(scan, begin);
    } else {
        stray(scan, begin);
    }
}

static void construct(struct scan *scan, size_t begin) {
    char next = begin + 1 < scan->text.len ? scan->text.data[begin + 1] : 0;
    scan->construct = begin;
    if (in(start_bytes, next))
        start_tag(scan, begin);
    else if (next == '/')
        end_tag(scan, begin);
    else if (next == '!')
        declaration_or_section(scan, begin);
    else if (next == '?')
        instruction(scan, begin);
    else
        stray(scan, begin);
}

/* The end was reached without a fault: nothing may be open, and there must have been a root. */
static void finish(struct scan *scan) {
    size_t end = scan->text.len;
    scan->construct = end;
    if (end != scan->source->text.len) {
        ended(scan, NULL, end, end);
        return;
    }
    while (end > 0 && is_blank(scan->text.data[end - 1]))
        end--;
    if (scan->depth != 0) {
        const struct open_element *open = &scan->open[scan->depth - 1];
        struct diag *diag = named_fault(scan, "DOC059", end, end, "open", open->begin + 1, open->name_end);
        diag_relate(&scan->scratch, diag, "open", source_place(scan->source, open->begin, open->name_end));
    } else if (!scan->root_seen) {
        fault(scan, "DOC053", end, end);
    }
}

struct prescan prescan(struct source *source, const struct limits *limits, struct diag_list *diags) {
    struct scan scan = {.source = source, .limits = limits, .diags = diags, .scratch = diag_list_in(diags->arena, 0)};
    scan.text = str_slice(source->text, 0, find_forbidden(source->text));
    /* An element takes three bytes at least, so the limit only costs memory where the document has it. */
    size_t deepest = source->text.len / 3 + 1;
    deepest = limits->value[LIMIT_DEPTH] < deepest ? (size_t)limits->value[LIMIT_DEPTH] : deepest;
    scan.open = arena_array(diags->arena, struct open_element, deepest);
    scan.at = str_starts(scan.text, STR("\xef\xbb\xbf")) ? 3 : 0;
    while (scan.at < scan.text.len && scan.result.fault == NULL) {
        size_t begin = scan.at;
        const char *found = memchr(scan.text.data + begin, '<', scan.text.len - begin);
        scan.at = found == NULL ? scan.text.len : (size_t)(found - scan.text.data);
        if (scan.at > begin)
            text_between(&scan, begin, scan.at);
        if (found != NULL && scan.result.fault == NULL)
            construct(&scan, scan.at);
    }
    if (scan.result.fault == NULL)
        finish(&scan);
    if (scan.result.fault == NULL)
        scan.result.cut = source->text.len;
    return scan.result;
}

/* Returns the offset behind the comment, instruction or document type at `at`, or SIZE_MAX when what begins there is
 * none. */
static size_t skip_prolog(struct str text, size_t at) {
    struct str rest = str_slice(text, at, text.len);
    if (str_starts(rest, STR("<?")) || str_starts(rest, STR("<!--"))) {
        struct str close = rest.data[1] == '?' ? STR("?>") : STR("-->");
        size_t found = str_find(text, close, at + 2);
        return found == SIZE_MAX ? found : found + close.len;
    }
    return str_starts(rest, STR("<!DOCTYPE")) ? prescan_doctype_end(text, at) : SIZE_MAX;
}

size_t prescan_doctype_end(struct str text, size_t at) {
    bool subset = false;
    for (at += strlen("<!DOCTYPE"); at < text.len;) {
        char c = text.data[at];
        if (subset && c == '<') {
            at = subset_item_end(text, at);
        } else if (!subset && (c == '"' || c == '\'')) {
            const char *quote = memchr(text.data + at + 1, c, text.len - at - 1);
            at = quote == NULL ? SIZE_MAX : (size_t)(quote - text.data) + 1;
        } else if (!subset && c == '>') {
            return at + 1;
        } else {
            subset = c == '[' || (subset && c != ']');
            at++;
        }
    }
    return SIZE_MAX;
}

bool prescan_root(struct str text, struct str *ns, struct str *name) {
    size_t at = skip_blank(text, str_starts(text, STR("\xef\xbb\xbf")) ? 3 : 0);
    while (at + 1 < text.len && text.data[at] == '<' && (text.data[at + 1] == '?' || text.data[at + 1] == '!')) {
        at = skip_prolog(text, at);
        if (at == SIZE_MAX)
            return false;
        at = skip_blank(text, at);
    }
    if (at + 1 >= text.len || text.data[at] != '<' || !in(start_bytes, text.data[at + 1]))
        return false;
    size_t name_end = prescan_name(text, at + 1);
    struct str prefix = {NULL, 0};
    *name = str_slice(text, at + 1, name_end);
    size_t colon = str_find(*name, STR(":"), 0);
    if (colon != SIZE_MAX) {
        prefix = str_slice(*name, 0, colon);
        *name = str_slice(*name, colon + 1, name->len);
    }
    *ns = (struct str){NULL, 0};
    struct raw_attribute attribute;
    for (at = name_end; (at = prescan_attribute(text, at, &attribute)) != 0;) {
        struct str declared = str_slice(text, attribute.name_begin, attribute.name_end);
        bool wanted = prefix.len == 0 ? str_is(declared, "xmlns")
                                      : str_starts(declared, STR("xmlns:")) &&
                                            str_equal(str_slice(declared, 6, declared.len), prefix);
        if (wanted)
            *ns = str_slice(text, attribute.begin, attribute.end);
    }
    return true;
}
