#include "build.h"

#include "fold.h"

/* Words that name a kind of document, as OCR keys (fold_ocr), so that a text that lost its diacritics is understood
 * too. The first that occurs decides: "Återrapport aktivitetsplan 2023" is a report. */
static const struct {
    const char *word;
    bool prefix; /* of a longer word too */
    enum plan_kind kind;
} words[] = {
    {"aterrapport", true, PLAN_RAPPORT},  {"uppfoljningsrapport", true, PLAN_RAPPORT},
    {"arsrapport", true, PLAN_RAPPORT},   {"verksamhetsberattelse", true, PLAN_RAPPORT},
    {"uppfoljning", false, PLAN_RAPPORT}, {"redovisning", false, PLAN_RAPPORT},
    {"tidplan", true, PLAN_TIDPLAN},      {"tidsplan", true, PLAN_TIDPLAN},
    {"process", false, PLAN_TIDPLAN},     {"processen", false, PLAN_TIDPLAN},
    {"aktivitetsplan", false, PLAN_AP},   {"verksamhetsplan", false, PLAN_VP},
};

/* Words that may stand beside the name of the kind in a line that is a title. Everything else makes it a sentence or
 * the heading of something else ("Koppling till verksamhetsplan"). Words of organisations come from the profile. */
static const char *const beside[] = {"for",   "avseende", "aren",    "ar",     "perioden", "period",
                                     "arlig", "gemensam", "plan",    "utkast", "forslag",  "till",
                                     "av",    "och",      "arbetet", "arbete", "med",      "fran",
                                     "i",     "version",  "remiss",  "samt",   "beslutad", "faststalld"};

struct title {
    enum plan_kind kind;
    size_t others; /* words that are neither kind, year nor known beside one */
    size_t words;
    bool first; /* the line begins with the name of the kind */
    bool number;
};

static bool is_word(struct str word, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (str_is(word, list[i]))
            return true;
    }
    return false;
}

static enum plan_kind kind_of(struct str word, size_t *rank) {
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct str name = str_from(words[i].word);
        if (words[i].prefix ? str_starts(word, name) : str_equal(word, name)) {
            *rank = i;
            return words[i].kind;
        }
    }
    return PLAN_UNKNOWN;
}

/* "samverkansnamndens", "sjukvardsregion", or a word of the organisation's name, in the genitive too: words that name
 * who owns the plan. */
static bool is_owner(struct plan_build *build, struct str word) {
    static const char *const stems[] = {"samverkansnamnd", "sjukvardsregion", "region", "namnd",
                                        "styrelse",        "kansli",          "kommun", "forvaltning"};
    struct str names = fold_ocr(build->arena, build->plan->profile->organisation);
    while (names.len) {
        struct str name = str_cut(&names, ' ');
        if (str_starts(word, name) &&
            (word.len == name.len || (word.len == name.len + 1 && word.data[name.len] == 's')))
            return true;
    }
    for (size_t i = 0; i < sizeof stems / sizeof stems[0]; i++) {
        if (str_find(word, str_from(stems[i]), 0) != SIZE_MAX)
            return true;
    }
    return false;
}

/* Returns whether the line may name a kind at all; spares most lines the folding. Every name that is enough has
 * "splan", "dplan", "rapport" or "sberät" in it, perhaps with a hyphen or a character to be folded in between. */
static bool may_name_kind(struct str text) {
    static const bool begins[256] = {
        ['p'] = true, ['r'] = true, ['b'] = true, ['P'] = true, ['R'] = true, ['B'] = true};
    for (size_t i = 1; i + 3 < text.len; i++) {
        char c = (char)(text.data[i] | 0x20);
        if (!begins[(unsigned char)text.data[i]])
            continue;
        const char *at = text.data + i;
        char before = at[-1], second = (char)(at[1] | 0x20), third = (char)(at[2] | 0x20), fourth = at[3];
        bool joins = (before | 0x20) == 's' || (before | 0x20) == 'd' || before == '-' || (unsigned char)before >= 0x80;
        bool goes_on = (fourth | 0x20) == 'p' || fourth == '-' || (unsigned char)fourth >= 0x80;
        if ((c == 'p' && second == 'l' && third == 'a' && joins) ||
            (c == 'r' && second == 'a' && third == 'p' && goes_on) ||
            (c == 'b' && second == 'e' && third == 'r' && joins))
            return true;
    }
    return false;
}

/* Reads a short line as a title. */
static struct title read_title(struct plan_build *build, struct str text) {
    enum { LONGEST = 120 /* bytes; longer lines are sentences */ };
    struct title title = {0};
    if (text.len > LONGEST || !may_name_kind(text))
        return title;
    struct str rest = fold_ocr(build->arena, text);
    size_t best = SIZE_MAX;
    while (rest.len) {
        struct str word = str_cut(&rest, ' '); /* never empty: the key has single blanks, and none at its ends */
        size_t rank;
        enum plan_kind kind = kind_of(word, &rank);
        title.words++;
        if (kind) {
            title.first |= title.words == 1;
            if (rank < best) {
                best = rank;
                title.kind = kind;
            }
        } else if (word.data[0] >= '0' && word.data[0] <= '9') {
            title.number = true;
        } else if (!is_word(word, beside, sizeof beside / sizeof beside[0]) && !is_owner(build, word)) {
            title.others++;
        }
    }
    /* "Process" and "Uppföljning" alone are headings of anything: they say a kind only beside a plan. */
    bool weak = best != SIZE_MAX &&
                (str_is(str_from(words[best].word), "process") || words[best].kind == PLAN_RAPPORT) &&
                !words[best].prefix;
    if (weak && str_find(fold_ocr(build->arena, text), STR("splan"), 0) == SIZE_MAX)
        title.kind = PLAN_UNKNOWN;
    return title;
}

/* How well a block serves as the statement; 0: not at all. */
static int rank_block(struct plan_build *build, const struct block *block, size_t index, const struct title *title) {
    enum { COVER = 12 /* blocks from the start that may be a cover without style */ };
    struct str text = block->passage->text;
    if (title->kind == PLAN_UNKNOWN || block->in & (IN_RAW | IN_TOC))
        return 0;
    if (block->in & IN_TITLE)
        return 5;
    bool line = title->others == 0 && text.data[text.len - 1] != '.';
    if (!line)
        return 0;
    if (block->in & IN_META)
        return 4;
    bool early = index < COVER && build->sections.count && index <= build->sections.items[0].heading;
    if (early && (title->first || title->number || block->in & IN_HEADING))
        return 3;
    if (title->number && title->words <= 6 && !(block->in & (IN_ITEM | IN_CELL)))
        return block->in & IN_HEADING ? 2 : 1;
    return 0;
}

/* Finds the first whole-year date of a block: a range, or one year. */
static bool find_years(struct plan_build *build, const struct passage *passage, bool alone, struct interval *out,
                       struct place *place) {
    struct date_list dates = {0};
    date_scan(build->arena, passage->text, 0, &dates);
    for (size_t i = 0; i < dates.count; i++) {
        const struct date *date = &dates.items[i];
        if (date->precision != DATE_YEAR || !date->valid || date->interval.first > date->interval.last ||
            date->form == DATE_OPEN_RANGE)
            continue;
        struct str before = str_slice(passage->text, 0, date->begin),
                   after = str_slice(passage->text, date->end, passage->text.len);
        if (alone && !(str_is_blank(before) && str_is_blank(after)))
            continue;
        *out = date->interval;
        *place = passage_place(passage, date->begin, date->end);
        return true;
    }
    return false;
}

/* The period stands in the line that names the kind, or alone on a line of the cover after it. */
static void find_period(struct plan_build *build, size_t stated) {
    enum { NEAR = 4 };
    struct plan_meta *meta = &build->plan->meta;
    const struct block *blocks = build->blocks.items;
    if (find_years(build, blocks[stated].passage, false, &meta->stated_period, &meta->stated_period_place))
        return;
    for (size_t i = stated + 1; i < build->blocks.count && i <= stated + NEAR; i++) {
        if (!(blocks[i].in & IN_RAW) &&
            find_years(build, blocks[i].passage, true, &meta->stated_period, &meta->stated_period_place))
            return;
    }
}

/* Attributes of the root and of meta that the author wrote; projected trees have attributes without origin. */
static void read_attributes(struct plan_build *build) {
    static const char *const names[] = {"period", "year"};
    struct plan_meta *meta = &build->plan->meta;
    const xmlNode *root = xmlDocGetRootElement(build->plan->tree);
    const xmlAttr *kind = tree_attribute(root, "kind");
    if (tree_origin(kind) && meta->stated_kind == PLAN_UNKNOWN) {
        meta->stated_kind = plan_kind_find(tree_token(root, "kind"));
        meta->stated_kind_place = tree_place(kind);
    }
    bool yearly = meta->stated_kind == PLAN_AP || meta->stated_kind == PLAN_RAPPORT;
    for (size_t i = 0; i < 2; i++) {
        const char *name = names[yearly ? 1 - i : i];
        const xmlAttr *attribute = tree_attribute(root, name);
        bool parent = yearly && strcmp(name, "period") == 0; /* the period of the plan that it belongs to */
        if (meta->stated_period.first <= meta->stated_period.last || parent || !tree_origin(attribute))
            continue;
        if (date_parse_iso(tree_token(root, name), &meta->stated_period))
            meta->stated_period_place = tree_place(attribute);
    }
}

/* <period from="2025" to="2028"> and <year>2025</year> of an authored cover. */
static void read_meta(struct plan_build *build) {
    struct plan_meta *meta = &build->plan->meta;
    for (size_t i = 0; i < build->blocks.count; i++) {
        const struct block *block = &build->blocks.items[i];
        if (!(block->in & IN_META) || meta->stated_period.first <= meta->stated_period.last)
            continue;
        if (tree_is(block->node, "period") || tree_is(block->node, "year"))
            find_years(build, block->passage, false, &meta->stated_period, &meta->stated_period_place);
    }
    struct interval from, to;
    if (!build->period || meta->stated_period.first <= meta->stated_period.last ||
        !date_parse_iso(tree_token(build->period, "from"), &from))
        return;
    to = from;
    date_parse_iso(tree_token(build->period, "to"), &to);
    meta->stated_period = (struct interval){from.first, to.last};
    meta->stated_period_place = tree_place(tree_attribute(build->period, "from"));
}

/* --- OCR --- */

/* Words of every Swedish text that have no å, ä or ö and are not English. */
static bool is_stop_word(const char *word, size_t len) {
    static const struct str stops[] = {{"och", 3},  {"att", 3}, {"som", 3}, {"av", 2},  {"med", 3},  {"till", 4},
                                       {"inom", 4}, {"det", 3}, {"den", 3}, {"ska", 3}, {"samt", 4}, {"vid", 3}};
    for (size_t i = 0; len <= 4 && i < sizeof stops / sizeof stops[0]; i++) {
        if (stops[i].len == len && stops[i].data[0] == word[0] && memcmp(stops[i].data, word, len) == 0)
            return true;
    }
    return false;
}

struct letters {
    size_t total, diacritics, words, stops, och;
};

/* What is no letter of ASCII ends a word; other characters count as letters. */
static bool is_inside(unsigned char c) {
    return c >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static void count_letters(struct str text, struct letters *letters) {
    const unsigned char *bytes = (const unsigned char *)text.data;
    for (size_t i = 0; i < text.len;) {
        size_t begin = i, continuations = 0;
        for (; i < text.len && is_inside(bytes[i]); i++) {
            if (bytes[i] < 0x80)
                continue;
            continuations += (bytes[i] & 0xC0) == 0x80;
            /* å ä ö Å Ä Ö are C3 A5 A4 B6 85 84 96 */
            letters->diacritics += bytes[i] == 0xC3 && memchr("\xA5\xA4\xB6\x85\x84\x96", bytes[i + 1], 6) != NULL;
        }
        letters->total += i - begin - continuations;
        if (i > begin) {
            letters->words++;
            bool stop = is_stop_word(text.data + begin, i - begin);
            letters->stops += stop;
            letters->och += stop && text.data[begin] == 'o';
        }
        i++;
    }
}

/* Swedish by its stop words, and without the letters that one in twenty should be. */
static bool lost_diacritics(struct plan_build *build) {
    enum { LETTERS = 800, RATIO = 500, ENOUGH = 100000 };
    struct letters letters = {0};
    size_t bytes = 0; /* no fewer than letters */
    for (size_t i = 0; i < build->blocks.count; i++)
        bytes += build->blocks.items[i].in & IN_RAW ? 0 : build->blocks.items[i].passage->text.len;
    for (size_t i = 0; i < build->blocks.count && letters.total < ENOUGH; i++) {
        if (!(build->blocks.items[i].in & IN_RAW))
            count_letters(build->blocks.items[i].passage->text, &letters);
        /* Decided, whatever the rest is: in Swedish that kept them after a few sentences. */
        if (letters.diacritics * RATIO >= bytes)
            return false;
    }
    bool swedish = letters.och >= 4 && letters.stops * 12 >= letters.words;
    return letters.total >= LETTERS && swedish && letters.diacritics * RATIO < letters.total;
}

void build_stated(struct plan_build *build) {
    struct plan_meta *meta = &build->plan->meta;
    int best = 0;
    size_t stated = INDEX_NONE;
    for (size_t i = 0; i < build->blocks.count; i++) {
        const struct block *block = &build->blocks.items[i];
        if (block->in & IN_RAW)
            break;
        struct title title = read_title(build, block->passage->text);
        int rank = rank_block(build, block, i, &title);
        if (rank > best) {
            best = rank;
            stated = i;
            meta->stated_kind = title.kind;
        }
    }
    if (stated != INDEX_NONE) {
        meta->stated_kind_place = passage_whole(build->blocks.items[stated].passage);
        find_period(build, stated);
    }
    read_meta(build);
    read_attributes(build);
    build->plan->ocr = lost_diacritics(build);
}
