#include "literal.h"

#include "buf.h"

enum { NESTING = 32 };

/* Walks a pattern once. Every doubt sets `lost`, and then there is no literal. */
struct walk {
    struct str pattern;
    size_t at;
    struct buf run;   /* literal bytes that stand side by side in every match of the branch walked */
    struct str *best; /* the best run so far of the branch walked */
    struct arena *arena;
    bool caseless, lost;
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

/* Share of a byte in Swedish text, in 1/1000; bytes not listed are rarer than all of these. */
static unsigned frequency(char byte) {
    static const struct {
        const char *bytes;
        unsigned share;
    } table[] = {{" ", 150},  {"ea", 80},     {"nrt\xc3", 70}, {"sil", 45}, {"do", 40}, {"km", 30},      {"gv\xa4", 20},
                 {"fhu", 17}, {"pc\xa5", 13}, {"b\xb6", 11},   {"y.", 7},   {",j-", 5}, {"\xe2\x80", 4}, {"xw20", 2}};
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        if (strchr(table[i].bytes, byte) != NULL)
            return table[i].share;
    }
    return 1;
}

/* Orders candidates: longer is better, and among short ones a rare byte counts. */
static unsigned worth(struct str s) {
    unsigned total = 0;
    for (size_t i = 0; i < s.len && i < 16; i++)
        total += 200 - frequency(s.data[i]);
    return total;
}

static void consider(struct walk *walk, struct str s) {
    if (s.len != 0 && worth(s) > worth(*walk->best))
        *walk->best = str_copy(walk->arena, s);
}

static void end_run(struct walk *walk) {
    consider(walk, buf_str(&walk->run));
    walk->run.len = 0;
}

/* What follows an item: how often it must occur at least. Anything unusual loses the walk. */
enum repeat { ONCE, OPTIONAL, AT_LEAST_ONCE };

static bool at_quantifier(const struct walk *walk) {
    int byte = peek(walk, 0);
    return byte == '*' || byte == '+' || byte == '?' || byte == '{';
}

static enum repeat quantifier(struct walk *walk) {
    enum repeat repeat;
    switch (peek(walk, 0)) {
    case '*':
    case '?':
        repeat = OPTIONAL;
        walk->at++;
        break;
    case '+':
        repeat = AT_LEAST_ONCE;
        walk->at++;
        break;
    case '{': {
        size_t begin = ++walk->at;
        bool zero = true;
        for (; is_digit(peek(walk, 0)); walk->at++)
            zero = zero && peek(walk, 0) == '0';
        bool digits = walk->at > begin;
        if (peek(walk, 0) == ',') {
            walk->at++;
            while (is_digit(peek(walk, 0)))
                walk->at++;
        }
        /* A brace that opens no quantifier is a literal in some versions of PCRE2 and not in others. */
        walk->lost = walk->lost || !digits || peek(walk, 0) != '}';
        walk->at++;
        repeat = zero ? OPTIONAL : AT_LEAST_ONCE;
        break;
    }
    default:
        return ONCE;
    }
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

static void character(struct walk *walk, uint32_t code_point) {
    /* Without case only ASCII is safe, and not k and s, which U+212A and U+017F match as well. */
    if (walk->caseless) {
        if (code_point >= 'A' && code_point <= 'Z')
            code_point |= 0x20;
        if (code_point >= 0x80 || code_point == 'k' || code_point == 's') {
            other(walk);
            return;
        }
    }
    char bytes[4];
    struct str s = {bytes, utf8_encode(code_point, bytes)};
    switch (quantifier(walk)) {
    case ONCE:
        buf_add(&walk->run, s);
        break;
    case AT_LEAST_ONCE:
        buf_add(&walk->run, s);
        end_run(walk);
        break;
    case OPTIONAL:
        end_run(walk);
        break;
    }
}

static void class(struct walk *walk) {
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
    other(walk);
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
    case 'b':
    case 'B':
    case 'A':
    case 'z':
    case 'Z':
    case 'G':
        assertion(walk);
        return;
    case 'd':
    case 'D':
    case 'w':
    case 'W':
    case 's':
    case 'S':
    case 'h':
    case 'H':
    case 'v':
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
        size_t close = str_find(walk->pattern, STR("}"), walk->at);
        if (peek(walk, 0) != '{')
            walk->at++;
        else if (close == SIZE_MAX)
            walk->lost = true;
        else
            walk->at = close + 1;
        other(walk);
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
        /* Back references, octal numbers, controls, \K and \E are left to PCRE2. */
        if (byte < 0 || byte >= 0x80 || is_digit(byte) || is_alpha(byte))
            walk->lost = true;
        else
            character(walk, (uint32_t)byte);
    }
}

static struct str alternatives(struct walk *walk, unsigned depth);

/* Reads what follows "(": options that change nothing here are skipped, others and all recursion and conditions lose.
 * Sets *assertion for a look-around. Returns false when the parenthesis held only options. */
static bool open_group(struct walk *walk, bool *look_around) {
    *look_around = false;
    if (peek(walk, 0) == '*') {
        walk->lost = true;
        return false;
    }
    if (peek(walk, 0) != '?')
        return true;
    walk->at++;
    if (skip(walk, STR(":")) || skip(walk, STR(">")) || skip(walk, STR("|")))
        return true;
    if (skip(walk, STR("=")) || skip(walk, STR("!")) || skip(walk, STR("<=")) || skip(walk, STR("<!"))) {
        *look_around = true;
        return true;
    }
    char close = 0;
    if (skip(walk, STR("P<")) || skip(walk, STR("<")))
        close = '>';
    else if (skip(walk, STR("'")))
        close = '\'';
    if (close != 0) {
        while (peek(walk, 0) >= 0 && peek(walk, 0) != close)
            walk->at++;
        walk->at++;
        return true;
    }
    while (peek(walk, 0) == 's' || peek(walk, 0) == 'm' || peek(walk, 0) == 'U' || peek(walk, 0) == 'J' ||
           peek(walk, 0) == '-')
        walk->at++;
    if (skip(walk, STR(":")))
        return true;
    walk->lost = walk->lost || !skip(walk, STR(")"));
    return false;
}

static void group(struct walk *walk, unsigned depth) {
    bool look_around;
    walk->at++;
    if (!open_group(walk, &look_around)) {
        walk->lost = walk->lost || at_quantifier(walk);
        return;
    }
    if (depth == NESTING) {
        walk->lost = true;
        return;
    }
    struct buf outer = walk->run;
    walk->run = buf_in(walk->arena);
    struct str inner = alternatives(walk, depth + 1);
    walk->run = outer;
    walk->lost = walk->lost || !skip(walk, STR(")"));
    if (look_around) {
        assertion(walk);
        return;
    }
    end_run(walk);
    if (quantifier(walk) != OPTIONAL)
        consider(walk, inner);
}

/* Walks up to ")" or the end; returns the best literal when there is one branch, and none for several. */
static struct str alternatives(struct walk *walk, unsigned depth) {
    struct str best = {NULL, 0};
    struct str *outer = walk->best;
    bool several = false;
    walk->best = &best;
    while (!walk->lost && peek(walk, 0) >= 0 && peek(walk, 0) != ')') {
        switch (peek(walk, 0)) {
        case '|':
            several = true;
            walk->at++;
            walk->run.len = 0;
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
        case '$':
            walk->at++;
            assertion(walk);
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
    end_run(walk);
    walk->best = outer;
    return several ? (struct str){NULL, 0} : best;
}

struct literal literal_derive(struct arena *arena, struct str pattern, bool caseless) {
    struct walk walk = {.pattern = pattern, .run = buf_in(arena), .arena = arena, .caseless = caseless};
    while (skip(&walk, STR("(?i)")))
        walk.caseless = true;
    struct str bytes = alternatives(&walk, 0);
    struct literal literal = {.caseless = walk.caseless};
    if (walk.lost || walk.at != pattern.len)
        return literal;
    literal.bytes = bytes;
    for (size_t i = 1; i < bytes.len; i++) {
        if (frequency(bytes.data[i]) < frequency(bytes.data[literal.rare]))
            literal.rare = i;
    }
    return literal;
}

static bool equal_caseless(const char *text, struct str lower) {
    for (size_t i = 0; i < lower.len; i++) {
        char byte = text[i];
        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte | 0x20);
        if (byte != lower.data[i])
            return false;
    }
    return true;
}

/* Looks for the rarest byte in one case, at places where the whole literal has room. */
static bool occurs_at_byte(const struct literal *literal, struct str s, size_t from, char byte) {
    const char *at = s.data + from + literal->rare;
    const char *end = s.data + s.len - (literal->bytes.len - literal->rare - 1);
    while (at < end && (at = memchr(at, byte, (size_t)(end - at))) != NULL) {
        if (equal_caseless(at - literal->rare, literal->bytes))
            return true;
        at++;
    }
    return false;
}

bool literal_occurs(const struct literal *literal, struct str s, size_t from) {
    if (literal->bytes.len == 0)
        return true;
    if (!literal->caseless)
        return str_find(s, literal->bytes, from) != SIZE_MAX;
    if (from > s.len || s.len - from < literal->bytes.len)
        return false;
    char rare = literal->bytes.data[literal->rare];
    if (occurs_at_byte(literal, s, from, rare))
        return true;
    return is_alpha(rare) && occurs_at_byte(literal, s, from, (char)(rare & ~0x20));
}
