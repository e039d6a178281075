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

struct finding finding_show(struct arena *arena, const struct outcome *outcome, const struct diag *diag) {
    struct finding finding = {.diag = diag, .kind = outcome_kind(outcome, diag)};
    finding.at = outcome_show(arena, diag->place);
    finding.path = finding.at.path;
    while (finding.path.len > 2 && memcmp(finding.path.data, "./", 2) == 0)
        finding.path = str_slice(finding.path, 2, finding.path.len);
    finding.name = finding_safe(arena, finding.path);
    finding.message = finding_safe(arena, kind_message(arena, finding.kind, diag, outcome->language));
    /* Fingerprints are of the text and stay when a file is renamed; copies of a file have the same. */
    finding.fingerprint =
        str_format(arena, "%016llx-%.*s", (unsigned long long)str_hash(finding.path, 0), STR_ARGS(diag->fingerprint));
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
