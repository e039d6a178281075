#include "element.h"

#include "buf.h"
#include "fold.h"
#include "similar.h"
#include "vec.h"

/* Whether the section heads a focus area. */
static bool heads_area(const struct plan *plan, size_t section) {
    return plan->sections[section].role == ROLE_FOCUS && plan->sections[section].focus < plan->profile->focus_count;
}

/* The areas are those of the profile's period: a document that was declared to be of another period, or a report on an
 * earlier year, may have others. A plan that only says so in its text is under the profile until somebody says
 * otherwise. */
static bool areas_apply(const struct plan *plan) {
    struct interval profile = plan->profile->period, own = plan->year;
    if (plan->period_asked)
        own = plan->period;
    bool other = profile.first <= profile.last && own.first <= own.last && date_relate(own, profile) == DATE_OUTSIDE;
    return plan->profile->focus_count > 0 && (!other || plan->focus_area_count > 0);
}

/* Areas that a table names in cells of their own: a plan may be one table, with a column for them. */
static void find_in_cells(const struct pass *pass, bool *there) {
    enum { LONGEST = 80 };
    const struct plan *plan = pass->check.plan;
    for (size_t i = 0; i < plan->block_count; i++) {
        const struct block *block = &plan->blocks[i];
        if (!(block->in & IN_CELL) || block->passage->text.len > LONGEST)
            continue;
        size_t area = profile_focus(plan->profile, fold_heading(pass->check.arena, block->passage->text));
        if (area < plan->profile->focus_count)
            there[area] = true;
    }
}

void focus_present(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    const struct profile *profile = plan->profile;
    if (!areas_apply(plan))
        return;
    bool *there = arena_array(pass->check.arena, bool, profile->focus_count);
    for (size_t i = 0; i < plan->section_count; i++)
        if (heads_area(plan, i))
            there[plan->sections[i].focus] = true;
    if (memchr(there, 0, profile->focus_count * sizeof *there))
        find_in_cells(pass, there);
    struct buf missing = buf_in(pass->check.arena);
    size_t count = 0;
    for (size_t i = 0; i < profile->focus_count; i++) {
        if (there[i])
            continue;
        if (count++)
            buf_add(&missing, STR(", "));
        buf_add(&missing, profile->focus[i].name);
    }
    if (count == 0)
        return;
    struct diag *diag = pass_add(pass, INDEX_NONE, pass_document(pass));
    pass_arg(pass, diag, "missing", buf_str(&missing));
    diag_arg_number(pass->diags, diag, "count", count);
    diag_arg_number(pass->diags, diag, "required", profile->focus_count);
}

/* The same area twice in one chapter. In two chapters (goals there, organisation here) it is two views of it. */
void focus_count(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    for (size_t area = 0; area < plan->profile->focus_count; area++) {
        size_t first = INDEX_NONE;
        for (size_t i = 0; i < plan->section_count; i++) {
            const struct section *section = &plan->sections[i];
            const struct passage *heading = plan->blocks[section->heading].passage;
            if (!heads_area(plan, i) || section->focus != area)
                continue;
            if (first == INDEX_NONE || plan->sections[first].parent != section->parent) {
                first = i;
                continue;
            }
            struct diag *diag = pass_add(pass, section->heading, passage_whole(heading));
            pass_arg(pass, diag, "area", plan->profile->focus[area].name);
            diag_relate(pass->diags, diag, "first", passage_whole(plan->blocks[plan->sections[first].heading].passage));
        }
    }
}

/* Whether block `index` lies in the section. */
static bool inside(const struct section *section, size_t index) {
    return index >= section->first && index < section->last;
}

static size_t area_content(const struct pass *pass, size_t number) {
    const struct plan *plan = pass->check.plan;
    const struct section *section = &plan->sections[number];
    size_t count = 0, goals = pass_word(pass, "by", "goal") ? plan->goal_count : 0;
    size_t activities = pass_word(pass, "by", "activity") ? plan->activity_count : 0;
    size_t entries = pass_word(pass, "by", "entry") ? plan->entry_count : 0;
    for (size_t i = 0; i < goals; i++)
        count += inside(section, plan->goals[i].block);
    for (size_t i = 0; i < activities; i++)
        count += inside(section, plan->activities[i].block);
    for (size_t i = 0; i < entries; i++)
        count += inside(section, plan->entries[i].block);
    return count;
}

/* Areas are few (the profile's), their headings too: a search over the goals for each of them stays linear. */
void focus_cover(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    size_t *filled = arena_array(pass->check.arena, size_t, plan->profile->focus_count);
    size_t *heading = arena_array(pass->check.arena, size_t, plan->profile->focus_count);
    size_t least = rule_number(pass->check.rule, "min", 1);
    for (size_t i = 0; i < plan->profile->focus_count; i++)
        heading[i] = INDEX_NONE;
    for (size_t i = 0; i < plan->section_count; i++) {
        if (!heads_area(plan, i))
            continue;
        size_t area = plan->sections[i].focus;
        filled[area] += area_content(pass, i);
        if (heading[area] == INDEX_NONE)
            heading[area] = plan->sections[i].heading;
    }
    for (size_t area = 0; area < plan->profile->focus_count; area++) {
        if (filled[area] >= least || heading[area] == INDEX_NONE)
            continue;
        struct diag *diag = pass_add(pass, heading[area], passage_whole(plan->blocks[heading[area]].passage));
        pass_arg(pass, diag, "area", plan->profile->focus[area].name);
    }
}

/* ---- either of="focus-areas": how their names are spelt ---- */

/* Whether a spelling found in running text is only the name without its capital, or all in capitals. */
static bool ordinary(struct arena *arena, struct str found, struct str name) {
    VEC(char) squeezed = {0};
    bool upper = true, lower = true;
    for (size_t i = 0; i < found.len;) {
        size_t begin = i;
        uint32_t point = utf8_next(found, &i);
        bool blank = point == ' ' || point == 0xA0 || point == '\t' || point == '\n';
        bool after_blank = squeezed.items && squeezed.count && squeezed.items[squeezed.count - 1] == ' ';
        upper &= !(point >= 'a' && point <= 'z');
        lower &= !(point >= 'A' && point <= 'Z');
        if (blank && after_blank)
            continue;
        for (size_t k = begin; k < i; k++)
            *vec_add(arena, &squeezed) = blank ? ' ' : found.data[k];
        if (blank)
            squeezed.count -= i - begin - 1;
    }
    struct str plain = {squeezed.items, squeezed.count};
    if (str_find(plain, STR("&"), 0) != SIZE_MAX || plain.len != name.len)
        return false;
    return upper || lower || str_equal(plain, name);
}

static void report_name(struct pass *pass, size_t block, struct place place, size_t area, struct str name) {
    struct diag *diag = pass_add(pass, block, place);
    pass_arg(pass, diag, "area", pass->check.plan->profile->focus[area].name);
    diag_suggest(pass->diags, diag, name);
    diag_edit(pass->diags, diag, false, place, name);
}

static void report_spelling(struct pass *pass, size_t block, struct place place, size_t area) {
    report_name(pass, block, place, area, pass->check.plan->profile->focus[area].name);
}

/* Whether the profile accepts this very spelling. */
static bool accepted(const struct focus_area *area, struct str spelling) {
    for (size_t i = 0; i < area->spelling_count; i++)
        if (str_equal(area->spellings[i], spelling))
            return true;
    return false;
}

/* Where the word that begins at `begin` ends: letters, digits and hyphens. */
static size_t word_end(struct str text, size_t begin) {
    static const uint64_t ascii[] = {0x03FF200000000000, 0x07FFFFFE07FFFFFE}; /* a bit a character */
    size_t at = begin;
    while (at < text.len) {
        unsigned char byte = (unsigned char)text.data[at];
        size_t next = at + 1;
        if (byte >= 0x80) {
            next = at;
            uint32_t c = utf8_next(text, &next);
            if (c < 0xC0 || c >= 0x250 || c == 0xD7 || c == 0xF7)
                break;
        } else if (!(ascii[byte / 64] >> (byte % 64) & 1)) {
            break;
        }
        at = next;
    }
    return at;
}

static bool same_letter(char a, char b) {
    return ((a ^ b) & 0xDF) == 0;
}

enum { SLIP = 3 /* bytes that a slip of the pen adds or leaves out */ };

/* Whether a word has the length and the letters at its ends that the one of a name has, as a slip of the pen leaves
 * them: forms of the word end in other letters. */
static bool resembles(struct str found, struct str word) {
    return found.len >= 2 && word.len >= 2 && found.len <= word.len + SLIP && word.len <= found.len + SLIP &&
           same_letter(found.data[0], word.data[0]) &&
           same_letter(found.data[found.len - 1], word.data[word.len - 1]) &&
           same_letter(found.data[found.len - 2], word.data[word.len - 2]);
}

/* How far a word is from the one of a name; `limit` + 1 when it is another word or a form of it. Hyphens are at times
 * added on purpose. */
static size_t slip(struct arena *arena, struct str found, struct str word, size_t limit) {
    enum { SHORTEST = 8 /* below this two edits make another word */ };
    struct str a = fold_text(arena, found), b = fold_text(arena, word);
    if (str_equal(a, b))
        return 0;
    bool hyphen = memchr(found.data, '-', found.len) || memchr(word.data, '-', word.len);
    return hyphen || utf8_count(b) < SHORTEST ? limit + 1 : similar_distance(a, b, limit);
}

/* Returns where the words end that may be those of a name, `begin` when a word resembles none of it. The first word of
 * the text ends at `end`. */
static size_t likeness_end(struct str text, size_t begin, size_t end, struct str name) {
    size_t at = begin;
    for (struct str rest = name;; end = word_end(text, at)) {
        if (!resembles(str_slice(text, at, end), str_cut(&rest, ' ')))
            return begin;
        at = end;
        if (!rest.data)
            return at;
        while (at < text.len && text.data[at] == ' ')
            at++;
        if (at == end)
            return begin;
    }
}

/* Whether a text of as many words is the name misspelt by a letter or two. */
static bool is_misspelt(struct arena *arena, struct str text, struct str name) {
    enum { LIMIT = 2 };
    size_t at = 0, total = 0;
    for (struct str rest = name; rest.data && total <= LIMIT;) {
        struct str word = str_cut(&rest, ' ');
        size_t end = word_end(text, at);
        total += slip(arena, str_slice(text, at, end), word, LIMIT);
        for (at = end; at < text.len && text.data[at] == ' '; at++)
            continue;
    }
    return total > 0 && total <= LIMIT;
}

enum { CLASSES = 32 };

/* The same for a letter in either case; other bytes may share it. */
static unsigned class_of(char byte) {
    return (unsigned char)byte & (CLASSES - 1);
}

/* What the first words of the names that begin alike have in common: a word of another length, or with other bytes at
 * its end, resembles none of them. */
struct first_words {
    uint32_t befores, finals; /* classes of the last byte but one and of the last, a bit each; 0: there are none */
    uint32_t shortest, range; /* of the length, and what it may be more; never of one byte */
};

/* By the class of the first byte. */
static struct first_words *first_words_of(struct pass *pass) {
    const struct profile *profile = pass->check.plan->profile;
    struct first_words *all = arena_array(pass->check.arena, struct first_words, CLASSES);
    for (size_t area = 0; area < profile->focus_count; area++) {
        struct str rest = profile->focus[area].name, word = str_cut(&rest, ' ');
        if (word.len < 2)
            continue;
        struct first_words *words = &all[class_of(word.data[0])];
        uint32_t least = (uint32_t)(word.len > SLIP + 2 ? word.len - SLIP : 2), most = (uint32_t)(word.len + SLIP);
        if (words->finals) {
            most = words->shortest + words->range > most ? words->shortest + words->range : most;
            least = words->shortest < least ? words->shortest : least;
        }
        words->shortest = least;
        words->range = most - least;
        words->befores |= UINT32_C(1) << class_of(word.data[word.len - 2]);
        words->finals |= UINT32_C(1) << class_of(word.data[word.len - 1]);
    }
    return all;
}

/* Asks nearly all at once: of most words one answer or another is no, and which one cannot be foreseen. */
static inline bool is_candidate(const struct first_words *all, struct str text, size_t at, size_t end) {
    const struct first_words *words = &all[class_of(text.data[at])];
    uint32_t len = (uint32_t)(end - at), finals = words->finals >> class_of(text.data[end - 1]);
    bool likely = (finals & 1) & (len - words->shortest <= words->range);
    return likely && (words->befores >> class_of(text.data[end - 2]) & 1);
}

/* Reports a name with a slip of the pen that begins with the word text[at, end). */
static void judge_word(struct pass *pass, size_t block, size_t at, size_t end) {
    const struct plan *plan = pass->check.plan;
    const struct passage *passage = plan->blocks[block].passage;
    struct str text = passage->text;
    for (size_t area = 0; area < plan->profile->focus_count; area++) {
        struct str name = plan->profile->focus[area].name;
        if (name.len == 0 || !same_letter(text.data[at], name.data[0]))
            continue;
        size_t behind = likeness_end(text, at, end, name);
        struct str found = str_slice(text, at, behind);
        if (behind == at || !is_misspelt(pass->check.arena, found, name) ||
            accepted(&plan->profile->focus[area], found))
            continue;
        if (text.data[at] >= 'a' && text.data[at] <= 'z') /* so was the name written here */
            name = str_format(pass->check.arena, "%c%.*s", text.data[at], STR_ARGS(str_slice(name, 1, name.len)));
        report_name(pass, block, passage_place(passage, at, behind), area, name);
        break;
    }
}

/* Names in running text; a text that lost its diacritics is full of slips for another reason. */
static void find_misspelt(struct pass *pass, size_t block) {
    const struct plan *plan = pass->check.plan;
    struct str text = plan->blocks[block].passage->text;
    if (plan->ocr || plan->blocks[block].in & (IN_HEADING | IN_TITLE | IN_TOC | IN_RAW))
        return;
    if (!pass->memory)
        pass->memory = first_words_of(pass);
    const struct first_words *words = pass->memory;
    const struct tokens *tokens = pass->tokens;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        if (!(token->kinds & TOKEN_ODD)) {
            if (is_candidate(words, text, token->begin, token->end))
                judge_word(pass, block, token->begin, token->end);
            continue;
        }
        /* What is between its words is part of it. */
        for (size_t at = token->begin, end; at < token->end; at = end) {
            end = word_end(text, at);
            if (end == at)
                utf8_next(text, &end);
            else if (is_candidate(words, text, at, end))
                judge_word(pass, block, at, end);
        }
    }
}

void focus_spelling(struct pass *pass, size_t block) {
    const struct profile *profile = pass->check.plan->profile;
    const struct passage *passage = pass->check.plan->blocks[block].passage;
    find_misspelt(pass, block);
    for (size_t area = 0; area < profile->focus_count; area++) {
        struct regex *regex = profile->focus[area].likeness;
        struct regex_match match;
        if (!regex || !pass_may_match(pass, block, regex))
            continue;
        enum regex_result found = regex_find(regex, pass->check.scratch, passage->text, 0, &match);
        for (; found == REGEX_FOUND; found = regex_again(regex, pass->check.scratch, passage->text, &match)) {
            struct str text = str_slice(passage->text, match.begin, match.end);
            if (!str_equal(text, profile->focus[area].name) && !accepted(&profile->focus[area], text) &&
                !ordinary(pass->check.arena, text, profile->focus[area].name))
                report_spelling(pass, block, passage_place(passage, match.begin, match.end), area);
        }
    }
}

/* Headings that are a slip of the pen away from an area's name. */
void focus_headings(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    for (size_t i = 0; i < plan->section_count; i++) {
        const struct section *section = &plan->sections[i];
        const struct passage *heading = plan->blocks[section->heading].passage;
        if (profile_focus(plan->profile, section->key) != FOCUS_NONE)
            continue;
        size_t near = profile_focus_near(plan->profile, section->key);
        if (near != FOCUS_NONE)
            report_spelling(pass, section->heading, passage_whole(heading), near);
    }
}
