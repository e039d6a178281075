#include "scan.h"

/* Returns whether any of 64 bytes is a control character other than tab, LF and CR. A fixed count, so that it becomes
 * vector code. */
static bool has_control(const unsigned char *bytes) {
    unsigned char bad = 0;
    for (size_t i = 0; i < 64; i++)
        bad |= (unsigned char)((bytes[i] < 0x20) & (bytes[i] != '\t') & (bytes[i] != '\n') & (bytes[i] != '\r'));
    return bad != 0;
}

static bool is_control(char byte) {
    return (unsigned char)byte < 0x20 && !lex_is_blank(byte);
}

size_t scan_forbidden(struct str text) {
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
            struct diag *diag = scan_named_fault(scan, "DOC069", at, end + 1, "entity", at + 1, end);
            diag_arg(&scan->scratch, diag, "replacement", str_from(html_entities[i].replacement));
            return;
        }
    }
    scan_named_fault(scan, "DOC048", at, end + 1, "entity", at + 1, end);
}

/* Checks the reference at `at`; returns the offset behind it. */
static size_t reference(struct scan *scan, size_t at, size_t end) {
    const char *data = scan->text.data;
    size_t i = at + 1;
    if (i < end && lex_starts_name(data[i])) {
        i = lex_name(str_slice(scan->text, 0, end), i);
        if (i == end || data[i] != ';')
            scan_fault(scan, "DOC068", at, at + 1);
        else
            check_entity(scan, at, i);
        return i + 1;
    }
    if (i == end || data[i] != '#') {
        scan_fault(scan, "DOC068", at, at + 1);
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
        scan_named_fault(scan, "DOC070", at, behind, "reference", at, behind);
    }
    return i + 1;
}

void scan_references(struct scan *scan, size_t begin, size_t end) {
    while (begin < end && scan->fault == NULL) {
        const char *found = memchr(scan->text.data + begin, '&', end - begin);
        if (found == NULL)
            return;
        begin = reference(scan, (size_t)(found - scan->text.data), end);
    }
}
