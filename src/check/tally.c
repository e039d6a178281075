#include "element.h"

#include "map.h"
#include "vec.h"

/* ---- repeat ---- */

struct tally {
    struct pattern *patterns;
    size_t pattern_count;
    struct regex **excepts;
    size_t except_count;
    struct map *seen;       /* matched text -> index into uses */
    VEC(struct place) uses; /* the first of each text */
    VEC(size_t) counts;
    size_t section;
    /* pages */
    uint64_t first, total;
    struct place place;
    size_t block;
    /* lix */
    size_t words, long_words, sentences;
};

void tally_repeat_start(struct pass *pass) {
    struct tally *tally = arena_new(pass->check.arena, struct tally);
    tally->excepts = text_regexes(pass->check.arena, pass->check.rule, "except", &tally->except_count);
    pass->memory = tally;
}

static bool is_letter(unsigned char byte) {
    return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Length of the blank at `at`: a space or a no-break space. */
static size_t blank(struct str text, size_t at) {
    if (at < text.len && text.data[at] == ' ')
        return 1;
    return at + 1 < text.len && (unsigned char)text.data[at] == 0xC2 && (unsigned char)text.data[at + 1] == 0xA0 ? 2
                                                                                                                 : 0;
}

static size_t word_end(struct str text, size_t at) {
    while (at < text.len && is_letter((unsigned char)text.data[at]) && !blank(text, at))
        at++;
    return at;
}

static void report_repeated(struct pass *pass, size_t block, size_t first, size_t first_end, size_t end) {
    const struct tally *tally = pass->memory;
    const struct passage *passage = pass->check.plan->blocks[block].passage;
    if (text_excepted(pass, tally->excepts, tally->except_count, passage->text, first, end))
        return;
    struct diag *diag = pass_add(pass, block, passage_place(passage, first, end));
    if (diag)
        diag_edit(pass->diags, diag, pass->check.rule->fix_safe, passage_place(passage, first_end, end), STR(""));
}

/* Words are compared byte by byte: "De de" begins a sentence, "Service service" is a declaration. No regex: every word
 * is looked at. */
void tally_repeat(struct pass *pass, size_t block) {
    struct str text = pass->check.plan->blocks[block].passage->text;
    size_t begin = 0, end = 0; /* the word before */
    for (size_t at = 0; at < text.len;) {
        size_t next = word_end(text, at);
        if (next == at) {
            at++;
            continue;
        }
        size_t gap = end;
        while (gap < at && blank(text, gap))
            gap += blank(text, gap);
        /* A hyphen or slash at either end makes it a part of another word. Of single letters only "i" is a word that
         * occurs in plans. */
        bool alone = (begin == 0 || (text.data[begin - 1] != '-' && text.data[begin - 1] != '/')) &&
                     (next == text.len || (text.data[next] != '-' && text.data[next] != '/'));
        if (end > begin && gap == at && at > end && (next - at > 1 || text.data[at] == 'i') && alone &&
            str_equal(str_slice(text, begin, end), str_slice(text, at, next))) {
            report_repeated(pass, block, begin, end, next);
            begin = end = next;
        } else {
            begin = at;
            end = next;
        }
        at = next;
    }
}

/* ---- count ---- */

void tally_matches_start(struct pass *pass) {
    struct arena *arena = pass->check.arena;
    struct tally *tally = arena_new(arena, struct tally);
    tally->patterns = text_patterns(arena, pass->check.rule, "match", &tally->pattern_count);
    tally->excepts = text_regexes(arena, pass->check.rule, "except", &tally->except_count);
    tally->section = INDEX_NONE;
    pass->memory = tally;
}

static void count_match(struct pass *pass, size_t block, size_t begin, size_t end) {
    struct tally *tally = pass->memory;
    const struct passage *passage = pass->check.plan->blocks[block].passage;
    size_t most = rule_number(pass->check.rule, "max-count", 1);
    size_t index = map_add(tally->seen, str_slice(passage->text, begin, end), tally->uses.count);
    struct place place = passage_place(passage, begin, end);
    if (index == tally->uses.count) {
        *vec_add(pass->check.arena, &tally->uses) = place;
        *vec_add(pass->check.arena, &tally->counts) = 0;
    }
    if (++tally->counts.items[index] != most + 1)
        return;
    struct diag *diag = pass_add(pass, block, place);
    if (diag)
        diag_relate(pass->diags, diag, NULL, tally->uses.items[index]);
}

/* One text at most max-count times in the document, or with within="section" under one heading; told once. */
void tally_matches(struct pass *pass, size_t block) {
    struct tally *tally = pass->memory;
    const struct block *here = &pass->check.plan->blocks[block];
    bool by_section = str_is(rule_get(pass->check.rule, "within"), "section");
    if (!tally->seen || (by_section && here->section != tally->section)) {
        tally->seen = map_create(pass->check.arena);
        tally->uses.count = tally->counts.count = 0;
        tally->section = here->section;
    }
    for (size_t i = 0; i < tally->pattern_count; i++) {
        const struct pattern *pattern = &tally->patterns[i];
        struct str text = here->passage->text;
        struct regex_match match;
        if (!text_looks_at(pattern, here))
            continue;
        enum regex_result found = regex_find(pattern->regex, pass->check.scratch, text, 0, &match);
        for (; found == REGEX_FOUND; found = regex_again(pattern->regex, pass->check.scratch, text, &match))
            if (match.end > match.begin &&
                !text_excepted(pass, tally->excepts, tally->except_count, text, match.begin, match.end))
                count_match(pass, block, match.begin, match.end);
    }
}

/* Page counters: group 1 is the page, group 2 how many there are. */
void tally_pages(struct pass *pass, size_t block) {
    struct tally *tally = pass->memory;
    const struct passage *passage = pass->check.plan->blocks[block].passage;
    for (size_t i = 0; i < tally->pattern_count; i++) {
        struct regex_match match;
        uint64_t page, total;
        if (regex_find(tally->patterns[i].regex, pass->check.scratch, passage->text, 0, &match) != REGEX_FOUND ||
            !str_to_number(str_slice(passage->text, match.group[0].begin, match.group[0].end), &page) ||
            !str_to_number(str_slice(passage->text, match.group[1].begin, match.group[1].end), &total) ||
            page > total || (tally->place.source && page >= tally->first))
            continue;
        tally->first = page;
        tally->total = total;
        tally->block = block;
        tally->place = passage_place(passage, match.begin, match.end);
    }
}

void tally_pages_finish(struct pass *pass) {
    const struct tally *tally = pass->memory;
    if (!tally->place.source || tally->first < 2)
        return;
    struct diag *diag = pass_add(pass, tally->block, tally->place);
    if (!diag)
        return;
    struct arena *arena = pass->check.arena;
    pass_arg(pass, diag, "missing",
             tally->first == 2 ? STR("1") : str_format(arena, "1–%llu", (unsigned long long)(tally->first - 1)));
    diag_arg_number(pass->diags, diag, "limit", tally->total);
}

/* ---- metric ---- */

enum { LONG_LETTERS = 6, LIX_WORDS = 50 /* fewer words say nothing about the text */ };

void tally_lix_start(struct pass *pass) {
    pass->memory = arena_new(pass->check.arena, struct tally);
}

/* LIX (Björnsson 1968): words a sentence, and the share of words with more than six letters in per cent. */
void tally_lix(struct pass *pass, size_t block) {
    struct tally *tally = pass->memory;
    struct str text = pass->check.plan->blocks[block].passage->text;
    bool open = false; /* words since the last end of a sentence */
    for (size_t at = 0; at < text.len;) {
        size_t end = word_end(text, at);
        if (end > at) {
            tally->words++;
            tally->long_words += utf8_count(str_slice(text, at, end)) > LONG_LETTERS;
            open = true;
            at = end;
            continue;
        }
        char byte = text.data[at++];
        bool ends = byte == '.' || byte == '!' || byte == '?' || byte == ':';
        if (ends && open && (at == text.len || blank(text, at))) {
            tally->sentences++;
            open = false;
        }
    }
    tally->sentences += open;
}

void tally_lix_finish(struct pass *pass) {
    const struct tally *tally = pass->memory;
    if (tally->words < LIX_WORDS || tally->sentences == 0)
        return;
    size_t lix = tally->words / tally->sentences + 100 * tally->long_words / tally->words;
    size_t limit = rule_number(pass->check.rule, "max-value", SIZE_MAX);
    if (lix <= limit)
        return;
    struct diag *diag = pass_add(pass, INDEX_NONE, pass_document(pass));
    if (!diag)
        return;
    diag_arg_number(pass->diags, diag, "value", lix);
    diag_arg_number(pass->diags, diag, "limit", limit);
}
