#include "spot.h"

#include "arena.h"
#include "vec.h"

/* An Aho-Corasick automaton over 64 symbols: letters in lower case, one for all digits, two for blanks, the edges of
 * the text, and what is left of ASCII and of Swedish typography, some signs under one symbol. Different texts may read
 * alike, and then more is looked at than need be. One symbol is one step through one table, whatever the number of
 * patterns. */
enum {
    SYMBOLS = SPOT_SYMBOLS,
    LETTER_A_RING = 26,
    LETTER_A_DIAERESIS,
    LETTER_O_DIAERESIS,
    LETTER_E_ACUTE, /* and the other accented e */
    LETTER_OTHER,
    DIGIT,
    SPACE,
    BLANK, /* every other blank */
    BEGIN,
    END,
    SIGN, /* the signs of ASCII from here */
    CAPITALS = 59,
    DASH,
    ELLIPSIS,
    QUOTE,
    OTHER,
    CAPITAL = 0x80, /* beside the symbol: an upper case letter, or a character that may be one */
    ASCII = 0x80,
    STATES = 1 << 15,
    SETS = 1 << 12, /* each takes a bit of every state where texts end */
    CHUNK = 128     /* states that are noted before what ends there is looked up */
};

/* Sets of which a text ends at a state, with those of its suffixes behind them. */
struct output {
    const struct output *next;
    uint16_t set;
};

struct state {
    uint16_t step[SYMBOLS]; /* the next state; 0 until the trie is complete: none */
};

/* What is known of a state beside its steps. */
struct node {
    const struct output *outputs;
    uint16_t parent, suffix; /* suffix: the state of its longest proper suffix */
    unsigned depth;          /* 0: the root */
    uint8_t symbol;          /* of the step that leads here */
};

struct spotter {
    struct arena *arena;
    VEC(struct state) states; /* 0 is the root */
    VEC(struct node) nodes;   /* of the same numbers */
    size_t sets;
    unsigned depth;                    /* of the deepest state */
    uint8_t symbols[ASCII], latin[64]; /* of ASCII, and of U+00C0 to U+00FF */
    struct spot_tables tables;
};

/* Returns the symbol of a character that is not of ASCII. */
static unsigned other_symbol(uint32_t c) {
    if (c >= 0xc0 && c <= 0xff && c != 0xd7 && c != 0xf7) {
        unsigned capital = c <= 0xde ? CAPITAL : 0;
        switch (c | 0x20) {
        case 0xe5:
            return LETTER_A_RING | capital;
        case 0xe4:
            return LETTER_A_DIAERESIS | capital;
        case 0xf6:
            return LETTER_O_DIAERESIS | capital;
        case 0xe8:
        case 0xe9:
        case 0xea:
            return LETTER_E_ACUTE | capital;
        default:
            return LETTER_OTHER | capital;
        }
    }
    if (c == 0x85 || c == 0xa0 || c == 0x1680 || c == 0x180e || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
        c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000)
        return BLANK;
    if (c >= 0x2010 && c <= 0x2015)
        return DASH;
    if (c >= 0x2018 && c <= 0x201f)
        return QUOTE;
    switch (c) {
    case 0x17f: /* these three are the only other characters that match a letter of Swedish text in another case */
        return 's' - 'a';
    case 0x212a:
        return ('k' - 'a') | CAPITAL;
    case 0x212b:
        return LETTER_A_RING | CAPITAL;
    case 0xab:
    case 0xbb:
        return QUOTE;
    case 0x2026:
        return ELLIPSIS;
    default:
        return OTHER | (c < 0x100 || (c >= 0x2000 && c <= 0x206f) ? 0 : CAPITAL);
    }
}

/* Sets the symbols of the characters that occur most. */
static void fill_symbols(struct spotter *spotter) {
    static const char signs[] = "!\"#%&'()*+,-./:;=?@_|<[", brackets[] = "]{}";
    uint8_t *symbols = spotter->symbols;
    memset(symbols, OTHER, ASCII);
    memset(&symbols['\t'], BLANK, '\r' - '\t' + 1);
    memset(&symbols['0'], DIGIT, 10);
    symbols[LITERAL_BEGIN] = BEGIN;
    symbols[LITERAL_END] = END;
    symbols[LITERAL_CAPITALS] = CAPITALS;
    symbols[' '] = SPACE;
    for (uint8_t i = 0; i < 26; i++) {
        symbols['a' + i] = i;
        symbols['A' + i] = i | CAPITAL;
    }
    for (uint8_t i = 0; signs[i] != '\0'; i++)
        symbols[(unsigned char)signs[i]] = (uint8_t)(SIGN + i);
    symbols['>'] = symbols['<'];
    for (size_t i = 0; brackets[i] != '\0'; i++)
        symbols[(unsigned char)brackets[i]] = symbols['['];
    for (uint32_t i = 0; i < 64; i++)
        spotter->latin[i] = (uint8_t)other_symbol(0xc0 + i);
}

/* Returns the symbol of the character at *at, with CAPITAL. */
static inline unsigned symbol_at(const struct spotter *spotter, struct str text, size_t *at) {
    unsigned char byte = (unsigned char)text.data[*at];
    if (byte < ASCII) {
        ++*at;
        return spotter->symbols[byte];
    }
    if (byte == 0xc3 && *at + 1 < text.len) {
        *at += 2;
        return spotter->latin[(unsigned char)text.data[*at - 1] & 0x3f];
    }
    return other_symbol(utf8_next(text, at));
}

struct spotter *spotter_create(struct arena *arena) {
    struct spotter *spotter = arena_new(arena, struct spotter);
    spotter->arena = arena;
    fill_symbols(spotter);
    vec_add(arena, &spotter->states);
    vec_add(arena, &spotter->nodes);
    return spotter;
}

/* Adds the path of a text to the trie; returns false when there are too many states. */
static bool add_text(struct spotter *spotter, struct str text) {
    size_t state = 0;
    unsigned depth = 0;
    for (size_t at = 0; at < text.len;) {
        unsigned symbol = symbol_at(spotter, text, &at) & ~(unsigned)CAPITAL;
        size_t next = spotter->states.items[state].step[symbol];
        depth++;
        if (next == 0) {
            next = spotter->states.count;
            if (next == STATES)
                return false;
            vec_add(spotter->arena, &spotter->states);
            *vec_add(spotter->arena, &spotter->nodes) =
                (struct node){.parent = (uint16_t)state, .symbol = (uint8_t)symbol, .depth = depth};
            spotter->states.items[state].step[symbol] = (uint16_t)next;
        }
        state = next;
    }
    if (depth > spotter->depth)
        spotter->depth = depth;
    struct node *node = &spotter->nodes.items[state];
    if (node->outputs == NULL || node->outputs->set != spotter->sets) { /* texts of a set may read alike */
        struct output *output = arena_new(spotter->arena, struct output);
        *output = (struct output){node->outputs, (uint16_t)spotter->sets};
        node->outputs = output;
    }
    return true;
}

struct spots spotter_add(struct spotter *spotter, const struct literal *literal) {
    struct spots spots = {.count = 0};
    for (size_t i = 0; i < literal->count && spotter->sets < SETS; i++) {
        const struct literal_set *set = &literal->sets[i];
        bool room = true;
        for (size_t k = 0; k < set->count && room; k++)
            room = add_text(spotter, set->texts[k]);
        if (room)
            spots.sets[spots.count++] = (uint16_t)spotter->sets;
        spotter->sets++;
    }
    return spots;
}

/* Finds the suffix of a state: what ends there ends here too. */
static void add_suffix(struct spotter *spotter, size_t number) {
    struct node *node = &spotter->nodes.items[number];
    const struct state *states = spotter->states.items;
    if (node->depth > 1)
        node->suffix = states[spotter->nodes.items[node->parent].suffix].step[node->symbol];
    const struct output *behind = spotter->nodes.items[node->suffix].outputs;
    if (node->outputs == NULL) {
        node->outputs = behind;
    } else if (behind != NULL) {
        const struct output *own = node->outputs;
        node->outputs = behind;
        for (; own != NULL; own = own->next) {
            struct output *output = arena_new(spotter->arena, struct output);
            *output = (struct output){node->outputs, own->set};
            node->outputs = output;
        }
    }
}

/* Where a state has no step of its own, it goes where its suffix does. Without branches, so that several steps are
 * taken over at once. */
static void take_over(struct state *restrict state, const struct state *restrict suffix) {
    for (size_t k = 0; k < SYMBOLS; k++)
        state->step[k] |= (uint16_t)(suffix->step[k] & (state->step[k] == 0 ? 0xFFFFu : 0u));
}

/* Returns the states in order of their depths; first[d] is where those of depth d begin. */
static uint16_t *by_depth(const struct spotter *spotter, struct arena *arena, size_t *first) {
    uint16_t *order = arena_array(arena, uint16_t, spotter->nodes.count);
    size_t *next = arena_array(arena, size_t, spotter->depth + 2);
    for (size_t i = 0; i < spotter->nodes.count; i++)
        first[spotter->nodes.items[i].depth + 1]++;
    for (size_t d = 1; d <= spotter->depth + 1; d++)
        first[d] += first[d - 1];
    memcpy(next, first, (spotter->depth + 1) * sizeof(*next));
    for (size_t i = 0; i < spotter->nodes.count; i++)
        order[next[spotter->nodes.items[i].depth]++] = (uint16_t)i;
    return order;
}

/* Puts the states where texts end behind all others, so that a comparison tells them apart, and keeps those near the
 * root together, which are visited most. The root stays the first. Returns how many do not end texts. */
static size_t renumber(struct spotter *spotter, struct arena *work, uint16_t *order) {
    size_t count = spotter->nodes.count, kept = 0, ends = 0;
    uint16_t *ending = arena_array(work, uint16_t, count), *number = arena_array(work, uint16_t, count);
    for (size_t i = 0; i < count; i++) {
        bool quiet = i == 0 || spotter->nodes.items[order[i]].outputs == NULL;
        *(quiet ? &order[kept++] : &ending[ends++]) = order[i];
    }
    memcpy(order + kept, ending, ends * sizeof(*order));
    for (size_t i = 0; i < count; i++)
        number[order[i]] = (uint16_t)i;
    struct state *states = arena_array(spotter->arena, struct state, count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < SYMBOLS; k++)
            states[i].step[k] = number[spotter->states.items[order[i]].step[k]];
    spotter->states.items = states;
    return kept;
}

/* Lays the outputs of the states in `order` out as bits, one state after the other. */
static void flatten(struct spotter *spotter, const uint16_t *order, size_t ends) {
    size_t count = spotter->nodes.count, words = spotter->sets / 64 + 1;
    uint64_t *seen = arena_array(spotter->arena, uint64_t, (count - ends) * words);
    for (size_t i = ends; i < count; i++)
        for (const struct output *output = spotter->nodes.items[order[i]].outputs; output != NULL;
             output = output->next)
            seen[(i - ends) * words + output->set / 64] |= UINT64_C(1) << (output->set % 64);
    spotter->tables = (struct spot_tables){spotter->states.items[0].step, seen, count, ends, words};
}

/* Completes the trie breadth first: no state takes over steps before the shorter ones have theirs. */
void spotter_finish(struct spotter *spotter) {
    struct arena *work = arena_create();
    size_t *first = arena_array(work, size_t, spotter->depth + 2);
    uint16_t *order = by_depth(spotter, work, first);
    struct state *states = spotter->states.items;
    for (unsigned depth = 1; depth <= spotter->depth; depth++) {
        for (size_t i = first[depth]; i < first[depth + 1]; i++)
            add_suffix(spotter, order[i]);
        for (size_t i = first[depth]; i < first[depth + 1]; i++)
            take_over(&states[order[i]], &states[spotter->nodes.items[order[i]].suffix]);
    }
    size_t ends = renumber(spotter, work, order);
    flatten(spotter, order, ends);
    arena_destroy(work);
}

struct spotter *spotter_of(struct arena *arena, const struct spot_tables *tables) {
    struct spotter *spotter = arena_new(arena, struct spotter);
    fill_symbols(spotter);
    spotter->tables = *tables;
    return spotter;
}

const struct spot_tables *spotter_tables(const struct spotter *spotter) {
    return &spotter->tables;
}

/* Adds the sets of states where texts end. */
static void see(const struct spot_tables *tables, uint64_t *seen, const uint16_t *states, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const uint64_t *more = tables->seen + (states[i] - tables->ends) * tables->words;
        for (size_t k = 0; k < tables->words; k++)
            seen[k] |= more[k];
    }
}

size_t spotter_words(const struct spotter *spotter) {
    return spotter->tables.words;
}

const uint64_t *spotter_look(const struct spotter *spotter, struct arena *arena, struct spotted *spotted,
                             struct str subject) {
    const struct spot_tables *tables = &spotter->tables;
    if (spotted->by == spotter && spotted->subject.data == subject.data && spotted->subject.len == subject.len)
        return spotted->seen;
    if (spotted->by != spotter)
        spotted->seen = arena_array(arena, uint64_t, tables->words);
    spotted->by = spotter;
    spotted->subject = subject;
    memset(spotted->seen, 0, tables->words * sizeof(*spotted->seen));
    const uint16_t *steps = tables->steps;
    const char *next = subject.data, *end = next + subject.len;
    const char *capital_end = NULL; /* of the upper case letter before */
    size_t state = steps[BEGIN];
    bool plain = true, pair = false;
    /* Texts end at every seventh character or so, which nothing foretells: the states are noted without a branch. */
    uint16_t noted[CHUNK + 2];
    size_t count = 0;
    while (next < end) {
        const char *start = next;
        unsigned char byte = (unsigned char)*next;
        unsigned symbol;
        if (byte < ASCII) {
            symbol = spotter->symbols[byte];
            next++;
        } else {
            struct str rest = {next, (size_t)(end - next)};
            size_t length = 0;
            symbol = symbol_at(spotter, rest, &length);
            next += length;
            plain = plain && byte == 0xc3;
        }
        if (symbol & CAPITAL) {
            symbol &= ~(unsigned)CAPITAL;
            pair = pair || capital_end == start;
            capital_end = next;
        }
        const uint16_t *column = steps + symbol;
        state = column[state * SYMBOLS];
        noted[count] = (uint16_t)state;
        count += state >= tables->ends;
        if (count == CHUNK) {
            see(tables, spotted->seen, noted, count);
            count = 0;
        }
    }
    /* What the edge of the text and two capitals in a row end is noted in the same way. */
    noted[count] = steps[state * SYMBOLS + END];
    count += noted[count] >= tables->ends;
    noted[count] = steps[CAPITALS];
    count += pair && noted[count] >= tables->ends;
    see(tables, spotted->seen, noted, count);
    spotted->plain = plain;
    return spotted->seen;
}
