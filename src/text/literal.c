#include "literal.h"

#include "arena.h"
#include "rarity.h"
#include "text_set.h"

enum {
    NESTING = 32,
    MOST_CLASS = 16 /* texts of a class */
};

/* Walks a pattern once. Every doubt sets `lost`, and then there is no literal. */
struct walk {
    struct str pattern;
    size_t at;
    struct text_set run;   /* what stands side by side in a match of the branch walked, up to here: never empty */
    struct text_set *best; /* the best run so far of the branch walked */
    bool exact;            /* the run is all that the branch has had */
    bool caseless, multiline, lost;
    bool alternated;       /* the pattern itself has several branches */
    struct text_set *sets; /* of the pattern itself: every match has a text of each; room for LITERAL_SETS */
    size_t set_count;
    unsigned depth;
};

/* What a group or a class stands for. */
struct inside {
    struct text_set exact; /* all that it matches, assertions aside; empty when that is not a few texts */
    struct text_set best;  /* what each match contains */
};

static int peek(const struct walk *walk, size_t ahead) {
    size_t at = walk->at + ahead;
    return at < walk->pattern.len ? (unsigned char)walk->pattern.data[at] : -1;
}

static bool skip(struct walk *walk, struct str text) {
    if (!str_starts(str_slice(walk->pattern, walk->at, walk->pattern.len), text))
        return false;
    walk->at += text.len;
    return true;
}

static bool is_digit(int byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_alpha(int byte) {
    return byte > 0 && (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

/* Keeps the rarest sets of the pattern, the rarest first, and none that another one implies. */
static void keep(struct walk *walk, const struct text_set *set) {
    size_t left = 0;
    for (size_t i = 0; i < walk->set_count; i++)
        if (text_set_implies(&walk->sets[i], set))
            return;
    for (size_t i = 0; i < walk->set_count; i++)
        if (!text_set_implies(set, &walk->sets[i])) {
            if (left != i)
                text_set_copy(&walk->sets[left], &walk->sets[i]);
            left++;
        }
    walk->set_count = left;
    size_t at = walk->set_count;
    while (at > 0 && text_set_rarity(&walk->sets[at - 1]) < text_set_rarity(set))
        at--;
    if (at == LITERAL_SETS)
        return;
    size_t last = walk->set_count < LITERAL_SETS ? walk->set_count++ : LITERAL_SETS - 1;
    for (; last > at; last--)
        text_set_copy(&walk->sets[last], &walk->sets[last - 1]);
    text_set_copy(&walk->sets[at], set);
}

static void consider(struct walk *walk, const struct text_set *set) {
    if (text_set_rarity(set) == 0)
        return;
    if (walk->depth == 0)
        keep(walk, set);
    if (text_set_rarity(set) > text_set_rarity(walk->best))
        text_set_copy(walk->best, set);
}

static void begin_run(struct walk *walk) {
    walk->run.count = 1;
    walk->run.items[0].len = 0;
}

static void end_run(struct walk *walk) {
    consider(walk, &walk->run);
    begin_run(walk);
    walk->exact = false;
}

/* Appends every text of `set` to every text of the run; a run that grows too long or wide begins anew. */
static void append(struct walk *walk, const struct text_set *set) {
    struct text_set product = {.count = 0};
    bool room = true;
    if (set->count == 1 && walk->run.count == 1 && walk->run.items[0].len + set->items[0].len <= TEXT_SET_BYTES) {
        struct short_text *only = &walk->run.items[0];
        memcpy(only->bytes + only->len, set->items[0].bytes, set->items[0].len);
        only->len += set->items[0].len;
        return;
    }
    for (size_t i = 0; i < walk->run.count && room; i++)
        for (size_t k = 0; k < set->count && room; k++)
            room = text_set_join(&product, &walk->run.items[i], &set->items[k]);
    if (!room)
        end_run(walk);
    text_set_copy(&walk->run, room ? &product : set);
}

/* How often an item must occur, and may. */
struct repeat {
    size_t least;
    bool most_one, fixed; /* at most once; exactly `least` times */
};

static bool at_quantifier(const struct walk *walk) {
    int byte = peek(walk, 0);
    return byte == '*' || byte == '+' || byte == '?' || byte == '{';
}

/* Reads "{2,5}" behind its brace. */
static struct repeat counted(struct walk *walk) {
    enum { ENOUGH = 8 };
    struct repeat repeat = {.fixed = true};
    size_t begin = walk->at;
    for (; is_digit(peek(walk, 0)); walk->at++)
        repeat.least = repeat.least < ENOUGH ? repeat.least * 10 + (size_t)(peek(walk, 0) - '0') : ENOUGH + 1;
    bool digits = walk->at > begin;
    if (peek(walk, 0) == ',') {
        repeat.fixed = false;
        walk->at++;
        while (is_digit(peek(walk, 0)))
            walk->at++;
    }
    if (repeat.least > ENOUGH) {
        repeat.least = ENOUGH;
        repeat.fixed = false;
    }
    /* A brace that opens no quantifier is a literal in some versions of PCRE2 and not in others. */
    walk->lost = walk->lost || !digits || peek(walk, 0) != '}';
    walk->at++;
    return repeat;
}

/* Anything unusual loses the walk. */
static struct repeat quantifier(struct walk *walk) {
    struct repeat repeat = {.least = 1, .fixed = true};
    int byte = peek(walk, 0);
    if (!at_quantifier(walk))
        return repeat;
    walk->at++;
    if (byte == '{')
        repeat = counted(walk);
    else
        repeat = (struct repeat){.least = byte == '+', .most_one = byte == '?'};
    if (peek(walk, 0) == '?' || peek(walk, 0) == '+')
        walk->at++;
    walk->lost = walk->lost || at_quantifier(walk);
    return repeat;
}

/* An item that is no literal: what stands before and after it is not side by side. */
static void other(struct walk *walk) {
    end_run(walk);
    quantifier(walk);
}

/* An assertion of no width keeps its neighbours side by side. */
static void assertion(struct walk *walk) {
    walk->lost = walk->lost || at_quantifier(walk);
}

/* Adds what matches exactly one of a few texts, with what follows it: how often. */
static void add_exact(struct walk *walk, const struct text_set *set) {
    struct repeat repeat = quantifier(walk);
    if (repeat.most_one && set->count < TEXT_SET_MOST) {
        struct text_set optional;
        text_set_copy(&optional, set);
        optional.items[optional.count++].len = 0;
        append(walk, &optional);
        return;
    }
    for (size_t i = 0; i < repeat.least; i++)
        append(walk, set);
    if (repeat.fixed && repeat.least != 0)
        return;
    end_run(walk);
    /* What follows stands beside the last of them. */
    for (size_t i = 0; i < repeat.least; i++)
        append(walk, set);
}

/* Whether the lower case character has one other case at most. U+017F, U+212A and U+212B, the only other letters that
 * match k, s and å, are dealt with where texts are searched (literal_prepare); U+00B5, U+00DF and U+00FF have more. */
static bool is_simple(uint32_t c) {
    return c < 0x80 || (c >= 0xa0 && c <= 0xfe && c != 0xb5 && c != 0xdf) || (c >= 0x2000 && c <= 0x206f);
}

static bool is_capital(uint32_t code_point) {
    return (code_point >= 'A' && code_point <= 'Z') || (code_point >= 0xc0 && code_point <= 0xde && code_point != 0xd7);
}

/* Sets *text to the character, in lower case without case; returns false when it may match other texts. */
static bool to_text(const struct walk *walk, uint32_t code_point, struct short_text *text) {
    if (walk->caseless && is_capital(code_point))
        code_point |= 0x20;
    char bytes[4];
    text->len = utf8_encode(code_point, bytes);
    memcpy(text->bytes, bytes, text->len);
    return !walk->caseless || is_simple(code_point);
}

/* Adds what stands at an edge of the text: END may have a line break before it. */
static void edge(struct walk *walk, char byte, bool line_break) {
    static const struct short_text no_break = {"\xc2\xa0", 2};
    struct text_set set = {.count = 1, .items = {{{byte}, 1}}};
    walk->lost = walk->lost || at_quantifier(walk);
    if (line_break)
        set.items[set.count++] = no_break;
    if (!walk->multiline)
        append(walk, &set);
}

/* Adds a blank: any that is not U+0020 stands for all of them. */
static void blank(struct walk *walk, bool space) {
    struct text_set set = {.count = 1, .items = {{"\xc2\xa0", 2}, {" ", 1}}};
    set.count += space;
    add_exact(walk, &set);
}

static void character(struct walk *walk, uint32_t code_point) {
    struct text_set set = {.count = 1};
    if (to_text(walk, code_point, &set.items[0]))
        add_exact(walk, &set);
    else
        other(walk);
}

/* Reads a class of a few plain characters and ranges of ASCII at "["; returns false, without moving, for any other. */
static bool small_class(struct walk *walk, struct text_set *set) {
    size_t at = walk->at + 1;
    const struct str pattern = walk->pattern;
    set->count = 0;
    while (at < pattern.len && pattern.data[at] != ']') {
        uint32_t first = utf8_next(pattern, &at), last;
        if (first == '\\' && at < pattern.len && strchr("\\.-()[]{}/", pattern.data[at]) != NULL)
            first = (unsigned char)pattern.data[at++];
        else if (first == '\\' || first == '[' || first == '^' || (first == '-' && set->count != 0))
            return false;
        last = first;
        if (at + 1 < pattern.len && pattern.data[at] == '-' && pattern.data[at + 1] != ']') {
            at++;
            last = utf8_next(pattern, &at);
            if (first >= 0x80 || last >= 0x80 || last == '\\' || last == '[')
                return false;
        }
        for (uint32_t c = first; c <= last; c++)
            if (set->count == MOST_CLASS || !to_text(walk, c, &set->items[set->count++]))
                return false;
    }
    if (at == pattern.len || set->count == 0)
        return false;
    walk->at = at + 1;
    return true;
}

/* Whether the class at "[" has nothing but upper case letters. */
static bool capital_class(const struct walk *walk) {
    const struct str pattern = walk->pattern;
    size_t at = walk->at + 1;
    uint32_t last = '-';
    while (at < pattern.len && pattern.data[at] != ']') {
        size_t begin = at;
        uint32_t code_point = utf8_next(pattern, &at);
        if (str_starts(str_slice(pattern, begin, pattern.len), STR("\\p{Lu}")))
            at = begin + strlen("\\p{Lu}");
        else if (!is_capital(code_point) && !(code_point == '-' && last >= 'A' && last <= 'Z' && at < pattern.len &&
                                              pattern.data[at] >= 'A' && pattern.data[at] <= 'Z'))
            return false;
        last = code_point;
    }
    return last != '-' && !walk->caseless;
}

/* What is no literal, but may be several upper case letters side by side. */
static void other_letters(struct walk *walk, bool capitals) {
    static const struct text_set pair = {.count = 1, .items = {{{LITERAL_CAPITALS}, 1}}};
    end_run(walk);
    if (quantifier(walk).least > 1 && capitals)
        consider(walk, &pair);
}

static void class(struct walk *walk) {
    struct text_set set;
    bool capitals = capital_class(walk);
    if (small_class(walk, &set)) {
        add_exact(walk, &set);
        return;
    }
    walk->at++;
    if (peek(walk, 0) == '^')
        walk->at++;
    if (peek(walk, 0) == ']')
        walk->at++;
    while (!walk->lost && peek(walk, 0) != ']') {
        int byte = peek(walk, 0), next = peek(walk, 1);
        if (byte < 0 || (byte == '\\' && (next == 'Q' || next == 'E' || next == 'c'))) {
            walk->lost = true;
        } else if (byte == '\\') {
            walk->at += 2;
        } else if (byte == '[' && (next == ':' || next == '.' || next == '=')) {
            /* Either a POSIX class or two plain characters; only the well-formed class is followed. */
            walk->at += 2;
            if (peek(walk, 0) == '^')
                walk->at++;
            while (is_alpha(peek(walk, 0)))
                walk->at++;
            walk->lost = peek(walk, 0) != next || peek(walk, 1) != ']';
            walk->at += 2;
        } else {
            walk->at++;
        }
    }
    walk->at++;
    other_letters(walk, capitals);
}

static uint32_t hex(struct walk *walk, size_t most) {
    uint32_t value = 0;
    for (size_t i = 0; i < most; i++, walk->at++) {
        int byte = peek(walk, 0);
        if (is_digit(byte))
            value = value * 16 + (uint32_t)(byte - '0');
        else if (is_alpha(byte) && (byte | 0x20) <= 'f')
            value = value * 16 + (uint32_t)((byte | 0x20) - 'a' + 10);
        else
            break;
    }
    return value;
}

static void quoted(struct walk *walk) {
    size_t end = str_find(walk->pattern, STR("\\E"), walk->at);
    /* An empty quotation, or one without an end, is left to PCRE2. */
    if (end == SIZE_MAX || end == walk->at) {
        walk->lost = true;
        return;
    }
    while (walk->at < end) {
        uint32_t code_point = utf8_next(walk->pattern, &walk->at);
        if (walk->at < end) {
            /* A quantifier inside a quotation is a character: hide it from character(). */
            struct str whole = walk->pattern;
            walk->pattern.len = walk->at;
            character(walk, code_point);
            walk->pattern = whole;
        } else {
            walk->at += 2;
            walk->lost = walk->lost || peek(walk, 0) == '\\';
            character(walk, code_point);
            return;
        }
    }
}

static void escape(struct walk *walk) {
    int byte = peek(walk, 1);
    walk->at += 2;
    switch (byte) {
    case 'A':
        edge(walk, LITERAL_BEGIN, false);
        return;
    case 'z':
    case 'Z':
        edge(walk, LITERAL_END, true);
        return;
    case 'h':
    case 's':
        blank(walk, true);
        return;
    case 'v':
        blank(walk, false);
        return;
    case 'b':
    case 'B':
    case 'G':
    case 'K': /* where the match begins in the report, not in the text */
        assertion(walk);
        return;
    case 'd':
    case 'D':
    case 'w':
    case 'W':
    case 'S':
    case 'H':
    case 'V':
    case 'R':
    case 'N':
    case 'X':
        /* \N{U+..} is a character; the brace would be taken for a quantifier. */
        walk->lost = walk->lost || (byte == 'N' && peek(walk, 0) == '{');
        other(walk);
        return;
    case 'p':
    case 'P': {
        bool capitals =
            !walk->caseless && str_starts(str_slice(walk->pattern, walk->at - 1, walk->pattern.len), STR("p{Lu}"));
        size_t close = str_find(walk->pattern, STR("}"), walk->at);
        if (peek(walk, 0) != '{')
            walk->at++;
        else if (close == SIZE_MAX)
            walk->lost = true;
        else
            walk->at = close + 1;
        other_letters(walk, capitals);
        return;
    }
    case 'n':
        character(walk, '\n');
        return;
    case 'r':
        character(walk, '\r');
        return;
    case 't':
        character(walk, '\t');
        return;
    case 'x':
        if (peek(walk, 0) == '{') {
            walk->at++;
            uint32_t code_point = hex(walk, 6);
            walk->lost = walk->lost || peek(walk, 0) != '}';
            walk->at++;
            character(walk, code_point);
        } else {
            character(walk, hex(walk, 2));
        }
        return;
    case 'Q':
        quoted(walk);
        return;
    default:
        /* Back references, octal numbers, controls and \E are left to PCRE2. */
        if (byte < 0 || byte >= 0x80 || is_digit(byte) || is_alpha(byte))
            walk->lost = true;
        else
            character(walk, (uint32_t)byte);
    }
}

static void alternatives(struct walk *walk, unsigned depth, struct inside *inside);

/* Reads what follows "(": options that change nothing here are skipped, others and all recursion and conditions lose.
 * Returns what kind of group it is: OPTIONS when the parenthesis held nothing else. */
enum opened { OPTIONS, GROUP, LOOK_AHEAD, LOOK_ELSEWHERE };

static enum opened open_group(struct walk *walk) {
    if (peek(walk, 0) == '*') {
        walk->lost = true;
        return OPTIONS;
    }
    if (peek(walk, 0) != '?')
        return GROUP;
    walk->at++;
    if (skip(walk, STR(":")) || skip(walk, STR(">")) || skip(walk, STR("|")))
        return GROUP;
    if (skip(walk, STR("=")))
        return LOOK_AHEAD;
    if (skip(walk, STR("!")) || skip(walk, STR("<=")) || skip(walk, STR("<!")))
        return LOOK_ELSEWHERE;
    char close = 0;
    if (skip(walk, STR("P<")) || skip(walk, STR("<")))
        close = '>';
    else if (skip(walk, STR("'")))
        close = '\'';
    if (close != 0) {
        while (peek(walk, 0) >= 0 && peek(walk, 0) != close)
            walk->at++;
        walk->at++;
        return GROUP;
    }
    while (peek(walk, 0) == 's' || peek(walk, 0) == 'm' || peek(walk, 0) == 'U' || peek(walk, 0) == 'J' ||
           peek(walk, 0) == '-') {
        walk->multiline = walk->multiline || peek(walk, 0) == 'm';
        walk->at++;
    }
    if (skip(walk, STR(":")))
        return GROUP;
    walk->lost = walk->lost || !skip(walk, STR(")"));
    return OPTIONS;
}

static void group(struct walk *walk, unsigned depth) {
    walk->at++;
    enum opened opened = open_group(walk);
    if (opened == OPTIONS) {
        walk->lost = walk->lost || at_quantifier(walk);
        return;
    }
    if (depth == NESTING) {
        walk->lost = true;
        return;
    }
    struct inside inside;
    alternatives(walk, depth + 1, &inside);
    walk->lost = walk->lost || !skip(walk, STR(")"));
    if (opened != GROUP) {
        assertion(walk);
        if (opened == LOOK_AHEAD)
            consider(walk, &inside.best);
    } else if (inside.exact.count != 0) {
        add_exact(walk, &inside.exact);
    } else {
        end_run(walk);
        if (quantifier(walk).least != 0)
            consider(walk, &inside.best);
    }
}

static void end_branch(struct walk *walk, struct inside *inside, bool first) {
    static const struct text_set nothing = {.count = 0};
    text_set_unite(&inside->exact, walk->exact ? &walk->run : &nothing, first);
    consider(walk, &walk->run);
    text_set_unite(&inside->best, walk->best, first);
    walk->best->count = 0;
    begin_run(walk);
    walk->exact = true;
}

/* Walks up to ")" or the end. */
static void alternatives(struct walk *walk, unsigned depth, struct inside *inside) {
    struct text_set best = {.count = 0}, outer_run;
    struct text_set *outer_best = walk->best;
    bool outer_exact = walk->exact, first = true;
    text_set_copy(&outer_run, &walk->run);
    unsigned outer_depth = walk->depth;
    /* cppcheck-suppress autoVariables ; put back before this function returns */
    walk->best = &best;
    walk->exact = true;
    walk->depth = depth;
    begin_run(walk);
    while (!walk->lost && peek(walk, 0) >= 0 && peek(walk, 0) != ')') {
        switch (peek(walk, 0)) {
        case '|':
            end_branch(walk, inside, first);
            first = false;
            walk->alternated = walk->alternated || depth == 0;
            walk->at++;
            break;
        case '(':
            group(walk, depth);
            break;
        case '[':
            class(walk);
            break;
        case '\\':
            escape(walk);
            break;
        case '.':
            walk->at++;
            other(walk);
            break;
        case '^':
            walk->at++;
            edge(walk, LITERAL_BEGIN, false);
            break;
        case '$':
            walk->at++;
            edge(walk, LITERAL_END, true);
            break;
        case '*':
        case '+':
        case '?':
        case '{':
            walk->lost = true; /* repeats nothing: an error, or an old way to write a character */
            break;
        default:
            character(walk, utf8_next(walk->pattern, &walk->at));
        }
    }
    end_branch(walk, inside, first);
    walk->best = outer_best;
    walk->exact = outer_exact;
    walk->depth = outer_depth;
    text_set_copy(&walk->run, &outer_run);
}

static void put_set(struct arena *arena, struct literal *literal, const struct text_set *set) {
    struct literal_set *out = &literal->sets[literal->count++];
    out->texts = arena_array(arena, struct str, set->count);
    out->count = set->count;
    for (size_t i = 0; i < set->count; i++)
        out->texts[i] = str_copy(arena, (struct str){set->items[i].bytes, set->items[i].len});
}

void literal_trim(struct literal *literal) {
    enum { WORTH = 60 };
    size_t count = 0;
    for (size_t i = 0; i < literal->count; i++) {
        struct literal_set *set = &literal->sets[i];
        for (size_t k = 0; k < set->count; k++)
            set->texts[k] = rarity_stretch(set->texts[k]);
        if (rarity_of_any(set->texts, set->count) >= WORTH)
            literal->sets[count++] = *set;
    }
    literal->count = count;
}

struct literal literal_derive(struct arena *arena, struct str pattern, bool caseless) {
    struct text_set sets[LITERAL_SETS], unused = {.count = 0};
    struct walk walk = {.pattern = pattern, .caseless = caseless, .best = &unused, .sets = sets};
    struct inside inside;
    struct literal literal = {.count = 0};
    while (skip(&walk, STR("(?i)")))
        walk.caseless = true;
    begin_run(&walk);
    alternatives(&walk, 0, &inside);
    if (walk.lost || walk.at != pattern.len)
        return literal;
    if (walk.alternated && inside.best.count != 0)
        put_set(arena, &literal, &inside.best);
    for (size_t i = 0; i < walk.set_count && !walk.alternated; i++)
        put_set(arena, &literal, &sets[i]);
    return literal;
}
