#include "element.h"

#include "map.h"
#include "vec.h"

/* ---- repeat ---- */

struct tally {
    struct pattern *patterns;
    size_t pattern_count;
    struct map *seen;       /* matched text -> index into uses */
    VEC(struct place) uses; /* the first of each text */
    VEC(size_t) counts;
    size_t section;
    /* pages */
    uint64_t first, total;
    struct place place;
    size_t block;
    /* metric */
    size_t words, long_words, sentences, letters, swedish;
};

void tally_repeat_start(struct pass *pass) {
    struct tally *tally = arena_new(pass->check.arena, struct tally);
    tally->patterns = text_patterns(pass->check.arena, pass->check.rule, "token", &tally->pattern_count);
    pass->memory = tally;
}

/* Length of the blank at `at`: a space or a no-break space. */
static size_t blank(struct str text, size_t at) {
    if (at < text.len && text.data[at] == ' ')
        return 1;
    return at + 1 < text.len && (unsigned char)text.data[at] == 0xC2 && (unsigned char)text.data[at + 1] == 0xA0 ? 2
                                                                                                                 : 0;
}

/* Length of what stands at `at` and is no letter: the second byte of a no-break space would pass for one. */
static size_t step(struct str text, size_t at) {
    return blank(text, at) == 2 ? 2 : 1;
}

static size_t word_end(struct str text, size_t at) {
    for (; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.data[at];
        bool letter = (unsigned)(byte | 0x20) - 'a' < 26 || byte >= 0x80;
        if (!letter || (byte == 0xC2 && blank(text, at)))
            break;
    }
    return at;
}

static void report_repeated(struct pass *pass, size_t block, size_t first, size_t first_end, size_t end) {
    const struct passage *passage = pass->check.plan->blocks[block].passage;
    if (text_excepted(pass, passage->text, first, end))
        return;
    struct diag *diag = pass_add(pass, block, passage_place(passage, first, end));
    diag_edit(pass->diags, diag, pass->check.rule->fix_safe, passage_place(passage, first_end, end), STR(""));
}

/* Two texts are the same; with ignore-case="yes" in any case, which changes no length. */
static bool same_text(const struct pass *pass, struct str a, struct str b) {
    if (a.len != b.len)
        return false;
    if (!str_is(rule_get(pass->check.rule, "ignore-case"), "yes"))
        return str_equal(a, b);
    return str_equal(words_lower(pass->check.arena, a), words_lower(pass->check.arena, b));
}

/* The same match of a <token> twice with nothing but blanks between. */
static void repeat_tokens(struct pass *pass, size_t block, const struct pattern *pattern) {
    const struct block *here = &pass->check.plan->blocks[block];
    struct str text = here->passage->text;
    struct regex_match match;
    size_t begin = 0, end = 0; /* the token before */
    if (!text_looks_at(pattern, here))
        return;
    enum regex_result found = regex_find(pattern->regex, pass->check.scratch, text, 0, &match);
    for (; found == REGEX_FOUND; found = regex_again(pattern->regex, pass->check.scratch, text, &match)) {
        size_t gap = end;
        while (gap < match.begin && blank(text, gap))
            gap += blank(text, gap);
        if (end > begin && gap == match.begin &&
            same_text(pass, str_slice(text, begin, end), str_slice(text, match.begin, match.end)))
            report_repeated(pass, block, begin, end, match.end);
        begin = match.begin;
        end = match.end;
    }
}

/* Whether a word may be there twice in a row: one of the same length and, but for case, the same initial follows. In a
 * token that has digits beside letters or a no-break space a word is not all of it. Hyphens are not asked about: what
 * they stand beside is never reported. */
static bool may_repeat(const struct pass *pass, size_t block) {
    enum { MIXED = TOKEN_DIGIT | TOKEN_LETTER };
    const struct tokens *tokens = pass->tokens;
    const char *text = pass->check.plan->blocks[block].passage->text.data;
    struct token before = {0}; /* no token is empty */
    for (size_t i = 0; i < tokens->count; before = tokens->items[i++]) {
        struct token here = tokens->items[i];
        uint32_t len = here.end - here.begin;
        if ((here.kinds & MIXED) == MIXED || ((here.kinds & TOKEN_ODD) && memchr(text + here.begin, 0xC2, len)) ||
            (len == before.end - before.begin && ((text[here.begin] ^ text[before.begin]) & 0xDF) == 0))
            return true;
    }
    return false;
}

/* Words are compared byte by byte: "De de" begins a sentence, "Service service" is a declaration. No regex: every word
 * is looked at. */
void tally_repeat(struct pass *pass, size_t block) {
    enum { GAP = 4 /* bytes: more blanks than that are columns */ };
    struct str text = pass->check.plan->blocks[block].passage->text;
    size_t begin = 0, end = 0; /* the word before */
    const struct tally *tally = pass->memory;
    for (size_t i = 0; i < tally->pattern_count; i++)
        repeat_tokens(pass, block, &tally->patterns[i]);
    if (tally->pattern_count || !may_repeat(pass, block))
        return;
    for (size_t at = 0; at < text.len;) {
        size_t next = word_end(text, at);
        if (next == at) {
            at += step(text, at);
            continue;
        }
        size_t gap = end;
        while (gap < at && gap < end + GAP && blank(text, gap))
            gap += blank(text, gap);
        /* A hyphen or slash at either end makes it a part of another word. Of single letters only "i" is a word that
         * occurs in plans. */
        bool alone = (begin == 0 || (text.data[begin - 1] != '-' && text.data[begin - 1] != '/')) &&
                     (next == text.len || (text.data[next] != '-' && text.data[next] != '/'));
        if (end > begin && gap == at && at > end && (next - at > 1 || text.data[at] == 'i') && alone &&
            same_text(pass, str_slice(text, begin, end), str_slice(text, at, next))) {
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
            if (match.end > match.begin && !text_excepted(pass, text, match.begin, match.end))
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
    struct arena *arena = pass->check.arena;
    pass_arg(pass, diag, "missing",
             tally->first == 2 ? STR("1") : str_format(arena, "1–%llu", (unsigned long long)(tally->first - 1)));
    diag_arg_number(pass->diags, diag, "limit", tally->total);
}

/* ---- count of="items" ---- */

/* Blocks of each kind that <item of=""> may name: where one begins. */
static size_t unit_block(const struct plan *plan, struct str kind, size_t index) {
    if (str_is(kind, "goal"))
        return index < plan->goal_count ? plan->goals[index].block : SIZE_MAX - 1;
    if (str_is(kind, "activity"))
        return index < plan->activity_count ? plan->activities[index].block : SIZE_MAX - 1;
    if (str_is(kind, "entry"))
        return index < plan->entry_count ? plan->entries[index].block : SIZE_MAX - 1;
    if (str_is(kind, "milestone"))
        return index < plan->milestone_count ? plan->milestones[index].block : SIZE_MAX - 1;
    if (str_is(kind, "section"))
        return index < plan->section_count ? plan->sections[index].heading : SIZE_MAX - 1;
    return SIZE_MAX - 1;
}

static void report_amount(struct pass *pass, size_t block, struct place place, size_t value, size_t limit) {
    struct diag *diag = pass_add(pass, block, place);
    diag_arg_number(pass->diags, diag, "value", value);
    diag_arg_number(pass->diags, diag, "limit", limit);
}

/* Of the named parts together there are at least min, told of the document, and at most max-count, told at the first
 * one that is too many. */
void tally_items(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    const struct rule *rule = pass->check.rule;
    size_t least = rule_number(rule, "min", 0), most = rule_number(rule, "max-count", SIZE_MAX);
    size_t total = 0, over = INDEX_NONE;
    for (const struct clause *item = NULL; (item = rule_clause(rule, "item", item));) {
        size_t block;
        for (size_t i = 0; (block = unit_block(plan, clause_get(item, "of"), i)) != SIZE_MAX - 1; i++)
            if (++total == most + 1)
                over = block;
    }
    if (total < least)
        report_amount(pass, INDEX_NONE, pass_document(pass), total, least);
    if (total <= most)
        return;
    report_amount(pass, over, over != INDEX_NONE ? passage_whole(plan->blocks[over].passage) : pass_document(pass),
                  total, most);
}

/* ---- metric ---- */

enum { LONG_LETTERS = 6, LEAST_WORDS = 50 /* fewer words say nothing about the text */ };

void tally_metric_start(struct pass *pass) {
    pass->memory = arena_new(pass->check.arena, struct tally);
}

/* Reports a value that is less than min or more than max-value. */
static void judge(struct pass *pass, size_t block, struct place place, size_t value) {
    size_t least = rule_number(pass->check.rule, "min", 0), most = rule_number(pass->check.rule, "max-value", SIZE_MAX);
    if (value < least || value > most)
        report_amount(pass, block, place, value, value < least ? least : most);
}

/* å ä ö Å Ä Ö are C3 A5 A4 B6 85 84 96. */
static void count_letters(struct tally *tally, struct str word) {
    for (size_t i = 0; i < word.len; i++) {
        tally->letters += ((unsigned char)word.data[i] & 0xC0) != 0x80;
        tally->swedish += (unsigned char)word.data[i] == 0xC3 && i + 1 < word.len &&
                          memchr("\xA5\xA4\xB6\x85\x84\x96", word.data[i + 1], 6) != NULL;
    }
}

/* Calls `ended` at the end of each sentence of the block, with its words. */
static void read_sentences(struct pass *pass, size_t block,
                           void (*ended)(struct pass *pass, size_t block, size_t begin, size_t end, size_t words)) {
    struct tally *tally = pass->memory;
    struct str text = pass->check.plan->blocks[block].passage->text;
    size_t begin = 0, last = 0, words = 0; /* of the sentence at hand */
    for (size_t at = 0; at < text.len;) {
        size_t end = word_end(text, at);
        if (end > at) {
            struct str word = str_slice(text, at, end);
            begin = words ? begin : at;
            words++;
            tally->words++;
            tally->long_words += utf8_count(word) > LONG_LETTERS;
            count_letters(tally, word);
            last = at = end;
            continue;
        }
        char byte = text.data[at];
        at += step(text, at);
        bool ends = byte == '.' || byte == '!' || byte == '?' || byte == ':';
        if (ends && words && (at == text.len || blank(text, at))) {
            tally->sentences++;
            if (ended)
                ended(pass, block, begin, at, words);
            words = 0;
        }
    }
    tally->sentences += words > 0;
    if (words && ended)
        ended(pass, block, begin, last, words);
}

static void judge_sentence(struct pass *pass, size_t block, size_t begin, size_t end, size_t words) {
    judge(pass, block, passage_place(pass->check.plan->blocks[block].passage, begin, end), words);
}

void tally_text(struct pass *pass, size_t block) {
    read_sentences(pass, block, NULL);
}

void tally_sentences(struct pass *pass, size_t block) {
    read_sentences(pass, block, judge_sentence);
}

void tally_blocks(struct pass *pass, size_t block) {
    struct tally *tally = pass->memory;
    size_t before = tally->words;
    read_sentences(pass, block, NULL);
    if (tally->words > before)
        judge(pass, block, passage_whole(pass->check.plan->blocks[block].passage), tally->words - before);
}

/* LIX (Björnsson 1968): words a sentence, and the share of words with more than six letters in per cent. */
void tally_lix_finish(struct pass *pass) {
    const struct tally *tally = pass->memory;
    if (tally->words >= LEAST_WORDS && tally->sentences)
        judge(pass, INDEX_NONE, pass_document(pass),
              tally->words / tally->sentences + 100 * tally->long_words / tally->words);
}

/* The share of å, ä and ö among the letters, in per cent. */
void tally_letters_finish(struct pass *pass) {
    const struct tally *tally = pass->memory;
    if (tally->words >= LEAST_WORDS && tally->letters)
        judge(pass, INDEX_NONE, pass_document(pass), 100 * tally->swedish / tally->letters);
}
