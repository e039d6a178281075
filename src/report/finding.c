#include "finding.h"

#include "arena.h"
#include "width.h"

struct str finding_safe(struct arena *arena, struct str s) {
    struct buf safe = buf_in(arena);
    width_safe(&safe, s);
    /* The two noncharacters that XML 1.0 does not allow (2.2, Char) and that a log may hold. */
    for (size_t i = 0; i + 2 < safe.len; i++)
        if (memcmp(safe.data + i, "\xef\xbf\xbe", 3) == 0 || memcmp(safe.data + i, "\xef\xbf\xbf", 3) == 0)
            safe.data[i + 2] = '\xbd';
    return buf_str(&safe);
}

struct str finding_fingerprint(struct arena *arena, struct str path, struct str fingerprint) {
    return str_format(arena, "%016llx-%.*s", (unsigned long long)str_hash(path, 0), STR_ARGS(fingerprint));
}

/* The path without "." and "..", by its words alone: symbolic links stay, as that is how Git knows files. */
static struct str normal(struct arena *arena, struct str path) {
    struct buf out = buf_in(arena);
    for (struct str rest = path; rest.data;) {
        struct str name = str_cut(&rest, '/');
        if (str_is(name, "..")) {
            while (out.len && out.data[--out.len] != '/')
                ;
        } else if (name.len && !str_is(name, ".")) {
            buf_byte(&out, '/');
            buf_add(&out, name);
        }
    }
    return buf_str(&out);
}

static struct str without_dots(struct str path) {
    while (path.len > 2 && memcmp(path.data, "./", 2) == 0)
        path = str_slice(path, 2, path.len);
    return path;
}

struct str finding_path(struct arena *arena, const struct report_options *options, struct str path) {
    if (!options || options->root_count == 0 || path.len == 0)
        return without_dots(path);
    struct str full = path;
    if (path.data[0] != '/')
        full = str_format(arena, "%.*s/%.*s", STR_ARGS(options->folder), STR_ARGS(path));
    full = normal(arena, full);
    for (size_t i = 0; i < options->root_count; i++) {
        struct str root = normal(arena, options->roots[i]);
        if (full.len > root.len + 1 && str_starts(full, root) && full.data[root.len] == '/')
            return str_slice(full, root.len + 1, full.len);
    }
    return without_dots(path);
}

struct finding finding_show(struct arena *arena, const struct outcome *outcome, const struct report_options *options,
                            const struct diag *diag) {
    struct finding finding = {.diag = diag, .kind = outcome_kind(outcome, diag)};
    finding.at = outcome_show(arena, diag->place);
    finding.path = finding_path(arena, options, finding.at.path);
    finding.name = finding_safe(arena, finding.path);
    finding.message = finding_safe(arena, kind_message(arena, finding.kind, diag, outcome->language));
    finding.fingerprint = finding_fingerprint(arena, finding.path, diag->fingerprint);
    finding.lines = finding.at.part.len == 0 && !(diag->place.source && diag->place.source->binary);
    return finding;
}

const struct diag **finding_list(struct arena *arena, const struct outcome *outcome, bool suppressed, size_t *count) {
    size_t total = 0;
    *count = 0;
    for (size_t i = 0; i < outcome->result_count; i++)
        total += outcome->results[i]->diags.count;
    const struct diag **list = arena_array(arena, const struct diag *, total);
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct diag_list *diags = &outcome->results[i]->diags;
        for (size_t k = 0; k < diags->count; k++)
            if (suppressed || !diags->items[k]->suppressed_by)
                list[(*count)++] = diags->items[k];
    }
    return list;
}

struct str finding_paragraph(struct arena *arena, const struct outcome *outcome, const struct finding *finding) {
    static const char *const words[LANGUAGES] = {[LANGUAGE_SV] = "stycke", [LANGUAGE_EN] = "paragraph"};
    if (finding->lines || finding->at.paragraph == 0)
        return (struct str){0};
    return str_format(arena, "%s %zu: ", words[outcome->language], finding->at.paragraph);
}
