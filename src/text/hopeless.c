#include "hopeless.h"

#include <string.h>

/* Characters: those of ASCII, and beyond it the word characters and the others. `edge` is no character: the beginning
 * or end of the text, where there is none. */
struct set {
    uint64_t low, high;
    bool words, others, edge;
};

static const struct set no_char = {0};
static const struct set every = {UINT64_MAX, UINT64_MAX, true, true, true};
static const struct set any_char = {UINT64_MAX, UINT64_MAX, true, true, false};

static void set_add(struct set *set, unsigned c) {
    if (c < 64)
        set->low |= UINT64_C(1) << c;
    else
        set->high |= UINT64_C(1) << (c - 64);
}

static struct set set_of(const char *characters) {
    struct set set = {0};
    for (const char *c = characters; *c; c++)
        set_add(&set, (unsigned char)*c);
    return set;
}

static struct set unite(struct set a, struct set b) {
    return (struct set){a.low | b.low, a.high | b.high, a.words || b.words, a.others || b.others, a.edge || b.edge};
}

static bool meet(struct set a, struct set b) {
    return (a.low & b.low) || (a.high & b.high) || (a.words && b.words) || (a.others && b.others) || (a.edge && b.edge);
}

static bool is_empty(struct set a) {
    return !meet(a, every);
}

/* Beyond ASCII a set stands for some characters of each sort, so that its complement may have the others. */
static struct set complement(struct set a) {
    return (struct set){~a.low, ~a.high, true, true, false};
}

static struct set word_set(void) {
    struct set set = set_of("0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    set.words = true;
    return set;
}

static bool only_word(struct set a) {
    struct set rest = complement(word_set());
    rest.words = false;
    rest.edge = true;
    return !meet(a, rest);
}

/* Where a match stands: what may be the character before, and what is asked of the next one. */
struct state {
    struct set before, wanted; /* the next character (or the edge) is one of `wanted` */
    struct set refused;        /* and none of these */
    bool inside;               /* something was read: this is not the beginning */
    bool boundary, joint;      /* \b, \B */
    bool dead;
};

/* A pattern or part of it that was read. */
struct part {
    struct state state; /* behind it */
    struct set first;   /* characters that it can begin with */
    bool empty;         /* it may read nothing */
    bool one;           /* it is exactly one ASCII character of `first` */
    bool run;           /* it is one thing, any number of times */
};

struct reader {
    struct str text;
    size_t at;
    bool caseless, lost; /* lost: something that is not understood */
    size_t depth;
    size_t begin, end;   /* the last atom that could not be met */
    size_t slow, behind; /* a group that repeats without bound what does so itself; behind 0: none */
};

static int peek(const struct reader *r, size_t ahead) {
    return r->at + ahead < r->text.len ? (unsigned char)r->text.data[r->at + ahead] : -1;
}

static bool ahead(const struct reader *r, const char *words) {
    return str_starts(str_slice(r->text, r->at, r->text.len), str_from(words));
}

static struct set literal_set(const struct reader *r, uint32_t point) {
    struct set set = {0};
    if (point < 128) {
        set_add(&set, point);
        if (r->caseless && ((point | 32) >= 'a' && (point | 32) <= 'z')) {
            set_add(&set, point ^ 32);
            set.words = true; /* U+017F and U+212A fold to s and k */
        }
        return set;
    }
    bool letter = point >= 0xC0 && point < 0x250 && point != 0xD7 && point != 0xF7;
    set.words = letter || point < 0x2000 || point >= 0x2070;
    set.others = !letter;
    return set;
}

static bool skip_past(struct reader *r, char close) {
    while (peek(r, 0) >= 0 && peek(r, 0) != close)
        r->at++;
    r->at++;
    return r->at <= r->text.len;
}

/* Reads what follows a backslash, when it stands for characters. */
static bool read_escape(struct reader *r, struct set *out) {
    static const struct {
        char name;
        const char *characters;
        bool others;
    } classes[] = {{'h', " \t", true}, {'v', "\n\r\f\v", true}, {'s', " \t\n\r\f\v", true}, {'R', "\n\r\f\v", true}};
    int c = peek(r, 0);
    r->at++;
    if (c == 'w' || c == 'W') {
        *out = c == 'w' ? word_set() : complement(word_set());
        out->words = c == 'w';
        return true;
    }
    if (c == 'd' || c == 'D') {
        *out = set_of("0123456789");
        out->words = true;
        *out = c == 'd' ? *out : complement(*out);
        return true;
    }
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        bool other = c == (classes[i].name & ~32) && c != 'R';
        if (c != classes[i].name && !other)
            continue;
        *out = set_of(classes[i].characters);
        out->others = classes[i].others;
        *out = other ? complement(*out) : *out;
        return true;
    }
    if (c == 'p' || c == 'P' || c == 'X' || c == 'N') {
        if (peek(r, 0) == '{')
            (void)skip_past(r, '}');
        else if (c == 'p' || c == 'P')
            r->at++;
        *out = any_char;
        return true;
    }
    static const char controls[] = "ntrfea", codes[] = "\n\t\r\f\033\a";
    const char *control = c > 0 ? strchr(controls, c) : NULL;
    if (control && *control) {
        *out = literal_set(r, (unsigned char)codes[control - controls]);
        return true;
    }
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c < 0) {
        *out = any_char;
        r->lost |= c != 'x'; /* \x{2026}, and what refers to groups or changes the reading */
        if (c == 'x' && peek(r, 0) == '{')
            (void)skip_past(r, '}');
        else if (c == 'x')
            r->at += 2;
        return true;
    }
    r->at--;
    *out = literal_set(r, utf8_next(r->text, &r->at));
    return true;
}

static struct set read_class(struct reader *r) {
    struct set set = {0};
    bool inverse = peek(r, 0) == '^', first = true, exact = true;
    uint64_t small = 0, large = 0; /* letters of the escapes: [^\s\S] is a class of nothing */
    r->at += inverse;
    for (; peek(r, 0) >= 0 && (first || peek(r, 0) != ']'); first = false) {
        struct set one;
        size_t from = r->at;
        uint32_t low = 0;
        if (ahead(r, "[:")) {
            size_t close = str_find(r->text, STR(":]"), r->at);
            r->at = close == SIZE_MAX ? r->text.len : close + 2;
            one = any_char;
            exact = false;
        } else if (peek(r, 0) == '\\') {
            r->at++;
            int name = peek(r, 0);
            (void)read_escape(r, &one);
            exact &= !(one.words && one.others && one.low == UINT64_MAX);
            if (name >= 0 && strchr("wsdhvWSDHV", name))
                *((name & 32) ? &small : &large) |= UINT64_C(1) << (name & 31);
            else if (r->at == from + 2 && exact)
                low = (uint32_t)name;
        } else {
            low = utf8_next(r->text, &r->at);
            one = literal_set(r, low);
        }
        bool range = peek(r, 0) == '-' && peek(r, 1) >= 0 && peek(r, 1) != ']';
        if (range && low) {
            struct set to;
            r->at++;
            uint32_t high = 0x110000;
            if (peek(r, 0) == '\\') {
                r->at++;
                (void)read_escape(r, &to);
            } else {
                high = utf8_next(r->text, &r->at);
            }
            for (uint32_t c = low; c <= high && c < 128; c++)
                one = unite(one, literal_set(r, c));
            one.words |= high >= 128;
            one.others |= high >= 128;
        }
        set = unite(set, one);
    }
    r->at++;
    if (!inverse)
        return set;
    return small & large ? no_char : exact ? complement(set) : any_char;
}

/* Reads a quantifier; returns the least number of times. */
static size_t read_times(struct reader *r, bool *repeated, bool *bound) {
    int c = peek(r, 0);
    size_t least = 1;
    *repeated = false;
    *bound = true;
    if (c == '*' || c == '?' || c == '+') {
        least = c == '+';
        *repeated = c != '?';
        *bound = c == '?';
        r->at++;
    } else if (c == '{' && peek(r, 1) >= '0' && peek(r, 1) <= '9') {
        size_t close = str_find(r->text, STR("}"), r->at);
        if (close == SIZE_MAX)
            return least;
        least = 0;
        for (size_t i = 1; peek(r, i) >= '0' && peek(r, i) <= '9'; i++)
            least |= peek(r, i) != '0';
        *repeated = true;
        *bound = r->text.data[close - 1] != ',';
        r->at = close + 1;
    } else {
        return least;
    }
    /* What is not given back is not tried in other ways. */
    *bound |= peek(r, 0) == '+';
    if (peek(r, 0) == '?' || peek(r, 0) == '+')
        r->at++;
    return least;
}

/* Takes one character of `set` at the state. */
static void take(struct state *state, struct set set) {
    bool contradiction = !meet(set, state->wanted);
    struct set left = {set.low & ~state->refused.low, set.high & ~state->refused.high, set.words, set.others, false};
    contradiction |= is_empty(left);
    bool word_before = only_word(state->before), word = only_word(set);
    bool none_before = !meet(state->before, word_set()), none = !meet(set, word_set());
    contradiction |= state->boundary && ((word_before && word) || (none_before && none));
    contradiction |= state->joint && ((word_before && none) || (none_before && word));
    *state = (struct state){.before = set, .wanted = every, .inside = true, .dead = state->dead || contradiction};
}

static struct part read_alternatives(struct reader *r, struct state in);

/* Both may have happened. */
static struct state either(struct state a, struct state b) {
    if (a.dead || b.dead)
        return a.dead ? b : a;
    return (struct state){
        .before = unite(a.before, b.before), .wanted = unite(a.wanted, b.wanted), .inside = a.inside && b.inside};
}

/* Reads a group behind its "(". */
static struct part read_group(struct reader *r, struct state in) {
    enum group { PLAIN, AHEAD, NOT_AHEAD, BEHIND, NOT_BEHIND } kind = PLAIN;
    static const struct {
        const char *sign;
        enum group kind;
    } signs[] = {{"?=", AHEAD}, {"?!", NOT_AHEAD}, {"?<=", BEHIND}, {"?<!", NOT_BEHIND}, {"?:", PLAIN}, {"?>", PLAIN}};
    bool found = peek(r, 0) != '?' && peek(r, 0) != '*';
    for (size_t i = 0; !found && i < sizeof signs / sizeof *signs; i++) {
        if (!ahead(r, signs[i].sign))
            continue;
        kind = signs[i].kind;
        r->at += strlen(signs[i].sign);
        found = true;
    }
    if (!found && (ahead(r, "?<") || ahead(r, "?P<")))
        found = skip_past(r, '>');
    if (!found && peek(r, 0) == '?') {
        /* Of the options only those that leave "^", "$" and blanks what they are. */
        for (r->at++; peek(r, 0) == 'i' || peek(r, 0) == 's' || peek(r, 0) == '-';)
            r->at++;
        found = peek(r, 0) == ':' || peek(r, 0) == ')';
        if (peek(r, 0) == ')') {
            r->at++;
            return (struct part){.state = in, .empty = true};
        }
        r->at++;
    }
    if (!found) {
        r->lost = true;
        return (struct part){.state = in};
    }
    bool behind = kind == BEHIND || kind == NOT_BEHIND, atomic = str_ends(str_slice(r->text, 0, r->at), STR("(?>"));
    struct state free = {.before = every, .wanted = every};
    struct part inner = read_alternatives(r, behind || kind == NOT_AHEAD ? free : in);
    r->at++; /* ) */
    inner.run &= !atomic;
    if (kind == PLAIN)
        return inner;
    struct part part = {.state = in, .empty = true};
    bool never = inner.state.dead;
    switch (kind) {
    case AHEAD:
        part.state.dead |= never;
        if (!inner.empty) {
            struct set wanted = inner.first, had = part.state.wanted;
            part.state.wanted = (struct set){wanted.low & had.low, wanted.high & had.high, wanted.words && had.words,
                                             wanted.others && had.others, false};
            part.state.dead |= is_empty(part.state.wanted);
        }
        break;
    case NOT_AHEAD:
        if (inner.one)
            part.state.refused = unite(part.state.refused, inner.first);
        break;
    case BEHIND:
        part.state.dead |= never || (!inner.empty && !meet(in.before, inner.state.before));
        break;
    default:
        if (inner.one) {
            struct set left = in.before;
            left.low &= ~inner.first.low;
            left.high &= ~inner.first.high;
            part.state.dead |= is_empty(left);
            part.state.before = left;
        }
        break;
    }
    return part;
}

static struct part characters(struct state in, struct set set) {
    bool ascii = !set.words && !set.others;
    take(&in, set);
    return (struct part){.state = in, .first = set, .one = ascii};
}

static struct part assertion(struct state in) {
    return (struct part){.state = in, .empty = true};
}

static struct part read_edge(struct state in, bool end) {
    static const struct set stop = {.low = UINT64_C(1) << '\n', .edge = true};
    if (end) {
        in.wanted = (struct set){.low = in.wanted.low & stop.low, .edge = in.wanted.edge};
        in.dead |= is_empty(in.wanted);
    } else {
        in.dead |= in.inside;
        in.before = (struct set){.edge = true};
    }
    return assertion(in);
}

static struct part read_atom(struct reader *r, struct state in) {
    int c = peek(r, 0);
    struct set set;
    if (c == '^' || c == '$') {
        r->at++;
        return read_edge(in, c == '$');
    }
    if (c == '(') {
        r->at++;
        return read_group(r, in);
    }
    if (c == '[') {
        r->at++;
        return characters(in, read_class(r));
    }
    if (c == '.') {
        r->at++;
        return characters(in, any_char);
    }
    if (c == '\\') {
        int name = peek(r, 1);
        r->at++;
        if (name == 'b' || name == 'B') {
            r->at++;
            in.boundary |= name == 'b';
            in.joint |= name == 'B';
            in.dead |= in.boundary && in.joint;
            return assertion(in);
        }
        if (name == 'A' || name == 'z' || name == 'Z') {
            r->at++;
            return read_edge(in, name != 'A');
        }
        if (name == 'K') {
            r->at++;
            return assertion(in);
        }
        (void)read_escape(r, &set);
        return characters(in, set);
    }
    return characters(in, literal_set(r, utf8_next(r->text, &r->at)));
}

/* Reads one alternative, to "|", ")" or the end. */
static struct part read_sequence(struct reader *r, struct state in) {
    struct part all = {.state = in, .empty = true};
    size_t atoms = 0;
    while (!r->lost && peek(r, 0) >= 0 && peek(r, 0) != '|' && peek(r, 0) != ')') {
        size_t begin = r->at;
        bool repeated, bound, dead = all.state.dead;
        struct part part = read_atom(r, all.state);
        size_t end = r->at;
        bool least = read_times(r, &repeated, &bound) > 0;
        if (part.run && !bound) {
            r->slow = begin;
            r->behind = r->at;
        }
        if (!least) {
            part.state = either(all.state, part.state);
            part.empty = true;
        } else if (!dead && part.state.dead) {
            r->begin = begin;
            r->end = end;
        }
        part.state.dead = part.state.dead && (least || dead);
        if (all.empty)
            all.first = unite(all.first, part.first);
        all.empty &= part.empty;
        all.one = atoms == 0 && part.one && least && !repeated;
        all.run = atoms == 0 && !bound;
        all.state = part.state;
        atoms++;
    }
    return all;
}

/* Reads alternatives, to ")" or the end. Recursion is as deep as the groups, which PCRE2 holds to 250. */
static struct part read_alternatives(struct reader *r, struct state in) {
    struct part all = {0};
    for (bool first = true; !r->lost; first = false) {
        struct part part = read_sequence(r, in);
        all.first = first ? part.first : unite(all.first, part.first);
        all.state = first ? part.state : either(all.state, part.state);
        all.empty |= part.empty;
        all.one = first && part.one;
        all.run |= part.run;
        if (peek(r, 0) != '|')
            break;
        all.one = false;
        r->at++;
    }
    return all;
}

enum hope hopeless_find(struct str pattern, bool caseless, size_t *begin, size_t *end) {
    struct reader r = {.text = pattern, .caseless = caseless || str_find(pattern, STR("(?i"), 0) != SIZE_MAX};
    struct state start = {.before = every, .wanted = every};
    while (!r.lost && r.at <= pattern.len) {
        struct part part = read_sequence(&r, start);
        if (!r.lost && part.state.dead) {
            *begin = r.begin;
            *end = r.end;
            return HOPE_NEVER;
        }
        if (peek(&r, 0) != '|')
            break;
        r.at++;
    }
    *begin = r.slow;
    *end = r.behind;
    return r.behind && !r.lost ? HOPE_SLOW : HOPE;
}
