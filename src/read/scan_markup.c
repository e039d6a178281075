#include "scan.h"

/* Returns the offset of `closing` at or after `from`, or SIZE_MAX after a fault at the opening delimiter. */
static size_t closing(struct scan *scan, size_t from, struct str delimiter) {
    size_t found = str_find(scan->text, delimiter, from);
    if (found == SIZE_MAX) {
        struct diag *diag = scan_ended(scan, "DOC074", scan->construct, from);
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
        scan_fault(scan, "DOC075", dashes, dashes + 2);
}

/* Reads ` name="value"` of the XML declaration at `at`, when it has that name; returns the offset behind it, or `at`.
 */
static size_t pseudo(struct str text, size_t at, struct str name, struct raw_attribute *out) {
    size_t begin = lex_skip_blank(text, at);
    if (begin == at || !str_starts(str_slice(text, begin, text.len), name))
        return at;
    size_t behind = lex_attribute(text, begin, out);
    return behind == 0 || out->name_end - out->name_begin != name.len ? at : behind;
}

static void declaration(struct scan *scan, size_t begin, size_t close) {
    struct str text = str_slice(scan->text, 0, close);
    struct raw_attribute version = {0}, encoding = {0}, standalone = {0};
    size_t at = begin + 5, behind = pseudo(text, at, STR("version"), &version);
    bool named = str_is(str_slice(text, begin + 2, at), "xml"); /* XML is reserved too, and declares nothing */
    if (!named || behind == at) {
        scan_fault(scan, "DOC077", begin, close + 2);
        return;
    }
    struct str number = str_slice(text, version.begin, version.end);
    if (!str_equal(number, STR("1.0"))) {
        scan_named_fault(scan, "DOC079", version.begin, version.end, "version", version.begin, version.end);
        return;
    }
    at = pseudo(text, behind, STR("encoding"), &encoding);
    behind = pseudo(text, at, STR("standalone"), &standalone);
    struct str answer = str_slice(text, standalone.begin, standalone.end);
    bool fair = behind == at || str_is(answer, "yes") || str_is(answer, "no");
    if (lex_skip_blank(text, behind) != close || !fair)
        scan_fault(scan, "DOC077", begin, close + 2);
}

static void instruction(struct scan *scan, size_t begin) {
    struct str text = scan->text;
    size_t target_end = lex_name(text, begin + 2);
    size_t close = closing(scan, target_end, STR("?>"));
    if (close == SIZE_MAX)
        return;
    scan->at = close + 2;
    const char *target = text.data + begin + 2;
    bool reserved =
        target_end - begin == 5 && (target[0] | 0x20) == 'x' && (target[1] | 0x20) == 'm' && (target[2] | 0x20) == 'l';
    if (scan_over(scan, LIMIT_NAME_BYTES, target_end - begin - 2))
        scan_limit_fault(scan, LIMIT_NAME_BYTES, begin, begin + 2);
    else if (reserved && begin == (str_starts(text, STR("\xef\xbb\xbf")) ? 3u : 0u))
        declaration(scan, begin, close);
    else if (reserved)
        scan_fault(scan, "DOC076", begin, target_end);
    else
        scan->stopped = !scan->events->instruction(scan->user, str_slice(text, begin + 2, target_end),
                                                   str_slice(text, target_end, close), begin, scan->at);
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

/* Judges the item of the internal subset at `at`, which ends at `end`: comments, instructions and element declarations
 * change nothing, the rest would. */
static void subset_item(struct scan *scan, size_t at, size_t end) {
    struct str text = scan->text, rest = str_slice(text, at, text.len);
    size_t name_end = at + 2 < text.len ? lex_name(text, at + 2) : text.len;
    if (str_starts(rest, STR("<!--")) || str_starts(rest, STR("<?")))
        return;
    if (rest.data[0] == '%') {
        scan_fault(scan, "DOC040", at, at + 1);
    } else if (str_starts(rest, STR("<!ENTITY"))) {
        scan_fault(scan, "DOC040", at, name_end);
    } else if (str_starts(rest, STR("<!ELEMENT"))) {
        size_t deep = nesting(str_slice(text, at, end == SIZE_MAX ? text.len : end));
        /* libxml2 reads content models by recursion, 128 levels of it. */
        if (deep > 100 || scan_over(scan, LIMIT_DEPTH, deep))
            scan_limit_fault(scan, LIMIT_DEPTH, at, name_end);
    } else if (str_starts(rest, STR("<!"))) {
        scan_fault(scan, "DOC041", at, name_end);
    } else {
        scan_fault(scan, "DOC078", at, at + 1);
    }
}

/* Reads the internal subset behind its `[`; returns the offset of its `]`, or SIZE_MAX. */
static size_t subset(struct scan *scan, size_t at) {
    for (;;) {
        at = lex_skip_blank(scan->text, at);
        if (at >= scan->text.len)
            return SIZE_MAX;
        if (scan->text.data[at] == ']')
            return at;
        size_t end = lex_subset_item(scan->text, at);
        subset_item(scan, at, end);
        if (end == SIZE_MAX || scan->fault != NULL)
            return end;
        at = end;
    }
}

static void doctype(struct scan *scan, size_t begin) {
    struct str text = scan->text;
    size_t behind_word = begin + strlen("<!DOCTYPE");
    if (scan->root_seen || scan->doctype_seen) {
        scan_fault(scan, "DOC078", begin, behind_word);
        return;
    }
    scan->doctype_seen = true;
    if (scan->source->part.len != 0) {
        scan_fault(scan, "DOC042", begin, behind_word);
        return;
    }
    if (lex_doctype(text, begin) == SIZE_MAX) {
        struct diag *diag = scan_ended(scan, "DOC074", begin, behind_word);
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
            scan->stopped = !scan->events->doctype(scan->user, scan->at);
            return;
        }
        if (c == '[') {
            at = subset(scan, at + 1);
            if (scan->fault != NULL)
                return;
        } else if (c == '"' || c == '\'') {
            at = (size_t)((const char *)memchr(text.data + at + 1, c, text.len - at - 1) - text.data);
            external = true;
        }
    }
}

bool scan_markup(struct scan *scan, size_t begin) {
    static const struct str openings[] = {{"<!--", 4}, {"<![CDATA[", 9}, {"<!DOCTYPE", 9}};
    struct str rest = str_slice(scan->text, begin, scan->text.len);
    if (rest.data[1] == '?') {
        instruction(scan, begin);
        return true;
    }
    for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++) {
        if (rest.len < openings[i].len && str_starts(openings[i], rest)) {
            scan_ended(scan, "DOC060", begin, scan->text.len);
            return true;
        }
    }
    if (str_starts(rest, STR("<!--"))) {
        comment(scan, begin);
    } else if (str_starts(rest, STR("<![CDATA[")) && scan->open.count != 0) {
        size_t close = closing(scan, begin + 9, STR("]]>"));
        scan->at = close == SIZE_MAX ? begin : close + 3;
        if (close != SIZE_MAX && close > begin + 9)
            scan->stopped = !scan->events->text(scan->user, begin + 9, close, true);
    } else if (str_starts(rest, STR("<!DOCTYPE"))) {
        doctype(scan, begin);
    } else {
        return false;
    }
    return true;
}
