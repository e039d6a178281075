#include "element.h"

#include "buf.h"
#include "fold.h"

/* ---- claim: a number in the text and what is listed after it ---- */

/* How many things a list can have: commas between items are certain, "och" and "samt" may stand inside one. */
struct extent {
    size_t least, most;
};

static bool is_upper(struct str text, size_t at) {
    static const char *const letters[] = {"Å", "Ä", "Ö", "É", "Ü"};
    if (at >= text.len)
        return false;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (str_starts(str_slice(text, at, text.len), str_from(letters[i])))
            return true;
    return text.data[at] >= 'A' && text.data[at] <= 'Z';
}

/* Where the list that begins at `from` ends: at its bracket, or with the sentence. */
static size_t list_end(struct str text, size_t from, bool bracket) {
    for (size_t at = from; at < text.len; at++) {
        char byte = text.data[at];
        if (bracket ? byte == ')' : byte == ';' || byte == ':' || byte == '?' || byte == '!')
            return at;
        size_t next = at + 1;
        while (next < text.len && text.data[next] == ' ')
            next++;
        if (!bracket && byte == '.' && (next == text.len || (next > at + 1 && is_upper(text, next))))
            return at;
    }
    return bracket ? from : text.len;
}

static bool word_at(struct str text, size_t at, const char *word) {
    struct str rest = str_slice(text, at, text.len);
    size_t len = strlen(word);
    return str_starts(rest, str_from(word)) && at > 0 && text.data[at - 1] == ' ' && rest.len > len &&
           rest.data[len] == ' ';
}

/* "drifts- och": the separator belongs to a suspended hyphen, inside one thing or between two. */
static bool is_suspended(struct str text, size_t at) {
    return at >= 2 && text.data[at - 2] == '-';
}

static struct extent count_items(struct str list) {
    size_t commas = 0, conjunctions = 0, samt = 0, names = 0, suspended = 0;
    for (size_t at = 0; at < list.len; at++) {
        if (list.data[at] == ',' && at + 1 < list.len && list.data[at + 1] == ' ') {
            bool inside = at > 0 && list.data[at - 1] == '-';
            commas += !inside;
            suspended += inside;
            names = inside ? names : 0;
        }
        bool och = word_at(list, at, "och"), also = word_at(list, at, "samt");
        if (!och && !also)
            continue;
        if (is_suspended(list, at)) {
            suspended++;
            continue;
        }
        conjunctions++;
        samt += also;
        names += is_upper(list, at + (och ? 4 : 5));
    }
    struct extent extent = {commas + 1 + (samt == 1), commas + 1 + conjunctions + suspended};
    /* Before a name at the end a conjunction separates, as before anything when it is "samt". */
    if (samt == 0 && names == 1)
        extent.least++;
    return extent;
}

/* The items of the list that follows the block. */
static size_t count_following(const struct plan *plan, size_t block) {
    size_t count = 0;
    if (block + 1 >= plan->block_count || plan->blocks[block + 1].list == INDEX_NONE)
        return 0;
    size_t list = plan->blocks[block + 1].list;
    for (size_t i = block + 1; i < plan->block_count && plan->blocks[i].section == plan->blocks[block].section &&
                               (plan->blocks[i].list != INDEX_NONE || list_goes_on(&plan->blocks[i]));
         i++)
        count += plan->blocks[i].list == list;
    return count;
}

/* The value of a numeral: an <item value="7">sju</item> of the rule, or digits. 0: none. */
static uint64_t value_of(const struct pass *pass, struct str word) {
    uint64_t value = 0;
    struct str lower = words_lower(pass->check.arena, word);
    for (const struct clause *item = NULL; (item = rule_clause(pass->check.rule, "item", item));)
        if (str_equal(str_trim(item->text), lower))
            return str_to_number(clause_get(item, "value"), &value) ? value : 0;
    return str_to_number(word, &value) ? value : 0;
}

static void judge(struct pass *pass, size_t block, const struct regex_match *match, struct extent extent) {
    const struct passage *passage = pass->check.plan->blocks[block].passage;
    struct arena *arena = pass->check.arena;
    if (match->group[0].begin == SIZE_MAX || extent.most < 2)
        return;
    struct str word = str_slice(passage->text, match->group[0].begin, match->group[0].end);
    uint64_t value = value_of(pass, word);
    if (value == 0 || (value >= extent.least && value <= extent.most))
        return;
    size_t end = match->group[1].begin == SIZE_MAX ? match->group[0].end : match->group[1].end;
    struct diag *diag = pass_add(pass, block, passage_place(passage, match->group[0].begin, end));
    pass_arg(pass, diag, "number", word);
    pass_arg(pass, diag, "listed",
             extent.least == extent.most ? str_format(arena, "%zu", extent.most)
                                         : str_format(arena, "%zu–%zu", extent.least, extent.most));
}

/* A match ends where the list begins; group 1 is the number, group 2 the noun. */
void claims_block(struct pass *pass, size_t block) {
    const struct passage *passage = pass->check.plan->blocks[block].passage;
    struct str text = passage->text;
    for (const struct clause *clause = NULL; (clause = rule_clause(pass->check.rule, "match", clause));) {
        struct regex_match match;
        enum regex_result found = regex_find(clause->regex, pass->check.scratch, text, 0, &match);
        for (; found == REGEX_FOUND; found = regex_again(clause->regex, pass->check.scratch, text, &match)) {
            bool bracket = match.end > 0 && text.data[match.end - 1] == '(';
            size_t end = list_end(text, match.end, bracket);
            struct str list = str_trim(str_slice(text, match.end, end));
            struct extent extent = count_items(list);
            if (str_is_blank(str_slice(text, match.end, text.len)) && !bracket) {
                size_t count = count_following(pass->check.plan, block);
                extent = (struct extent){count, count};
            } else {
                struct str claim = str_slice(text, match.begin, end);
                if (text_excepted(pass, claim, 0, claim.len))
                    continue;
            }
            judge(pass, block, &match, extent);
        }
    }
}

/* ---- present of="regions" ---- */

/* What a block says of the profile's regions. */
struct mention {
    size_t known, begin, end; /* how many are named; bytes from the first to the last of them */
    struct str missing, unknown;
    size_t unknown_begin, unknown_end;
};

static bool is_letter_byte(struct str text, size_t at) {
    unsigned char byte = at < text.len ? (unsigned char)text.data[at] : ' ';
    return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Where a region's name stands as a word, or SIZE_MAX. */
static size_t find_name(struct str text, struct str name) {
    size_t at = str_find(text, name, 0);
    while (at != SIZE_MAX && (is_letter_byte(text, at + name.len) || (at > 0 && is_letter_byte(text, at - 1))))
        at = str_find(text, name, at + 1);
    return at;
}

/* Reads the regions that a block names; without diacritics where OCR has lost them. */
static struct mention read_mention(const struct pass *pass, const struct passage *passage) {
    const struct plan *plan = pass->check.plan;
    const struct profile *profile = plan->profile;
    struct arena *arena = pass->check.arena;
    struct mention mention = {.begin = SIZE_MAX};
    struct buf missing = buf_in(arena);
    struct str key = plan->ocr ? fold_ocr(arena, passage->text) : (struct str){0};
    for (size_t i = 0; i < profile->region_count; i++) {
        struct str name = profile->regions[i];
        size_t at = plan->ocr ? find_name(key, fold_ocr(arena, name)) : find_name(passage->text, name);
        if (at == SIZE_MAX) {
            if (missing.len)
                buf_add(&missing, STR(", "));
            buf_add(&missing, name);
            continue;
        }
        mention.known++;
        if (plan->ocr)
            continue;
        mention.begin = at < mention.begin ? at : mention.begin;
        mention.end = at + name.len > mention.end ? at + name.len : mention.end;
    }
    mention.missing = buf_str(&missing);
    if (plan->ocr || mention.known == 0)
        mention.begin = 0, mention.end = passage->text.len;
    return mention;
}

static bool is_region(const struct profile *profile, struct str name) {
    for (size_t i = 0; i < profile->region_count; i++)
        if (str_starts(profile->regions[i], name) || str_starts(name, profile->regions[i]))
            return true;
    return false;
}

/* A name like those of the regions that is none of them, in a list of regions. */
static void find_unknown(const struct pass *pass, const struct passage *passage, struct mention *mention) {
    const struct clause *clause = rule_clause(pass->check.rule, "match", NULL);
    struct regex_match match;
    if (!clause || pass->check.plan->ocr)
        return;
    enum regex_result found = regex_find(clause->regex, pass->check.scratch, passage->text, 0, &match);
    for (; found == REGEX_FOUND; found = regex_again(clause->regex, pass->check.scratch, passage->text, &match)) {
        struct str name = str_slice(passage->text, match.begin, match.end);
        if (is_region(pass->check.plan->profile, name))
            continue;
        mention->unknown = name;
        mention->unknown_begin = match.begin;
        mention->unknown_end = match.end;
        return;
    }
}

/* Whether the text goes on in the next block: a list that was cut at the end of a line. */
static bool goes_on(const struct plan *plan, size_t block) {
    const struct passage *passage = plan->blocks[block].passage;
    return str_ends(str_trim(passage->text), STR(","));
}

/* A plan that lists the regions lists all of them. The list is the block that names most; less than half of them are no
 * list. */
void claims_regions(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    const struct profile *profile = plan->profile;
    struct mention best = {0};
    size_t block = INDEX_NONE;
    for (size_t i = 0; i < plan->block_count && profile->region_count > 2; i++) {
        const struct passage *passage = plan->blocks[i].passage;
        if (!(plan->blocks[i].in & pass->in) || str_find(passage->text, STR("egion"), 0) == SIZE_MAX)
            continue;
        struct mention mention = read_mention(pass, passage);
        if (mention.known > best.known)
            best = mention, block = i;
    }
    if (block == INDEX_NONE || best.known * 2 <= profile->region_count || best.known < 3)
        return;
    if (goes_on(plan, block) || (block > 0 && goes_on(plan, block - 1)))
        return;
    const struct passage *passage = plan->blocks[block].passage;
    find_unknown(pass, passage, &best);
    if (best.known == profile->region_count && best.unknown.len == 0)
        return;
    bool named = best.unknown.len > 0;
    struct diag *diag = pass_add(pass, block,
                                 named ? passage_place(passage, best.unknown_begin, best.unknown_end)
                                       : passage_place(passage, best.begin, best.end));
    pass_arg(pass, diag, "missing", best.missing.len ? best.missing : best.unknown);
    diag_arg_number(pass->diags, diag, "known", best.known);
    diag_arg_number(pass->diags, diag, "required", profile->region_count);
}
