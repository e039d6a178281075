#include "lex.h"

#define NO LEX_NAME
const unsigned char lex_stops[256] = {
    NO, NO, NO, NO, NO, NO, NO, NO, NO, 3,  3,  NO, NO, 3,  NO, NO, /* \t \n \r */
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, /* */
    NO, NO, 3,  NO, NO, NO, 3,  3,  NO, NO, NO, NO, NO, 0,  0,  NO, /* " & ' - . */
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  NO, 3,  NO, NO, NO, /* 0-9 : < */
    NO, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  /* A-O */
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  NO, NO, NO, NO, 0,  /* P-Z _ */
    NO, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  /* a-o */
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  NO, NO, NO, NO, NO, /* p-z; all beyond ASCII goes on */
};
#undef NO

struct str lex_shown(struct arena *arena, struct str name) {
    size_t end = 60;
    if (name.len <= end)
        return name;
    while (((unsigned char)name.data[end] & 0xc0) == 0x80)
        end--;
    return str_format(arena, "%.*s…", (int)end, name.data);
}

size_t lex_attribute(struct str text, size_t at, struct raw_attribute *attribute) {
    size_t begin = lex_skip_blank(text, at);
    size_t name_end = lex_name(text, begin);
    size_t equals = lex_skip_blank(text, name_end);
    if (name_end == begin || equals == text.len || text.data[equals] != '=')
        return 0;
    size_t quote = lex_skip_blank(text, equals + 1);
    if (quote == text.len || (text.data[quote] != '"' && text.data[quote] != '\''))
        return 0;
    const char *end = memchr(text.data + quote + 1, text.data[quote], text.len - quote - 1);
    if (end == NULL)
        return 0;
    *attribute = (struct raw_attribute){begin, name_end, quote + 1, (size_t)(end - text.data), false};
    return attribute->end + 1;
}

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

size_t lex_subset_item(struct str text, size_t at) {
    struct str rest = str_slice(text, at, text.len);
    if (!str_starts(rest, STR("<!--")) && !str_starts(rest, STR("<?")))
        return declaration_end(text, at);
    struct str close = rest.data[1] == '?' ? STR("?>") : STR("-->");
    size_t found = str_find(text, close, at + (rest.data[1] == '?' ? 2 : 4));
    return found == SIZE_MAX ? found : found + close.len;
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
    return str_starts(rest, STR("<!DOCTYPE")) ? lex_doctype(text, at) : SIZE_MAX;
}

size_t lex_doctype(struct str text, size_t at) {
    bool subset = false;
    for (at += strlen("<!DOCTYPE"); at < text.len;) {
        char c = text.data[at];
        if (subset && c == '<') {
            at = lex_subset_item(text, at);
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

bool lex_root(struct str text, struct str *ns, struct str *name) {
    size_t at = lex_skip_blank(text, str_starts(text, STR("\xef\xbb\xbf")) ? 3 : 0);
    while (at + 1 < text.len && text.data[at] == '<' && (text.data[at + 1] == '?' || text.data[at + 1] == '!')) {
        at = skip_prolog(text, at);
        if (at == SIZE_MAX)
            return false;
        at = lex_skip_blank(text, at);
    }
    if (at + 1 >= text.len || text.data[at] != '<' || !lex_starts_name(text.data[at + 1]))
        return false;
    size_t name_end = lex_name(text, at + 1);
    struct str prefix = {NULL, 0};
    *name = str_slice(text, at + 1, name_end);
    size_t colon = str_find(*name, STR(":"), 0);
    if (colon != SIZE_MAX) {
        prefix = str_slice(*name, 0, colon);
        *name = str_slice(*name, colon + 1, name->len);
    }
    *ns = (struct str){NULL, 0};
    struct raw_attribute attribute;
    for (at = name_end; (at = lex_attribute(text, at, &attribute)) != 0;) {
        struct str declared = str_slice(text, attribute.name_begin, attribute.name_end);
        bool wanted = prefix.len == 0 ? str_is(declared, "xmlns")
                                      : str_starts(declared, STR("xmlns:")) &&
                                            str_equal(str_slice(declared, 6, declared.len), prefix);
        if (wanted)
            *ns = str_slice(text, attribute.begin, attribute.end);
    }
    return true;
}
