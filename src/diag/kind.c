#include "kind.h"

#include "buf.h"

static const char *const severity_names[SEVERITIES] = {
    [SEVERITY_OFF] = "off",
    [SEVERITY_INFO] = "info",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_ERROR] = "error",
};

const char *severity_name(enum severity severity) {
    return severity_names[severity];
}

enum severity severity_find(struct str name) {
    enum severity severity = SEVERITY_OFF;
    while (severity < SEVERITIES && !str_is(name, severity_names[severity]))
        severity++;
    return severity;
}

/* Appends the value of a placeholder; returns false when the diagnostic has none of that name. */
static bool add_value(struct buf *out, const struct diag *diag, struct place place, struct str name) {
    for (size_t i = 0; i < diag->arg_count; i++) {
        if (str_is(name, diag->args[i].name)) {
            buf_add(out, diag->args[i].value);
            return true;
        }
    }
    if (!str_is(name, "quote"))
        return false;
    buf_add(out, place_quote(out->arena, place));
    return true;
}

static struct str fill(struct arena *arena, struct str text, const struct diag *diag, struct place place) {
    struct buf out = buf_in(arena);
    for (size_t at = 0; at < text.len;) {
        char byte = text.data[at];
        bool brace = byte == '{' || byte == '}';
        if (brace && at + 1 < text.len && text.data[at + 1] == byte) {
            buf_byte(&out, byte);
            at += 2;
            continue;
        }
        if (byte == '{') {
            size_t close = str_find(text, STR("}"), at);
            if (close != SIZE_MAX && add_value(&out, diag, place, str_slice(text, at + 1, close))) {
                at = close + 1;
                continue;
            }
        }
        buf_byte(&out, byte);
        at++;
    }
    return buf_str(&out);
}

struct str kind_message(struct arena *arena, const struct kind *kind, const struct diag *diag, enum language language) {
    return fill(arena, kind->message[language], diag, diag->place);
}

struct str kind_related_message(struct arena *arena, const struct kind *kind, const struct diag *diag, size_t index,
                                enum language language) {
    const struct diag_related *related = &diag->related[index];
    const struct kind_related *wording = NULL;
    for (size_t i = 0; i < kind->related_count; i++) {
        const struct kind_related *candidate = &kind->related[i];
        if (related->role != NULL && str_is(candidate->role, related->role)) {
            wording = candidate;
            break;
        }
        if (candidate->role.len == 0)
            wording = candidate;
    }
    if (wording == NULL)
        return (struct str){NULL, 0};
    return fill(arena, wording->text[language], diag, related->place);
}
