#include "spot.h"

#include "arena.h"
#include "vec.h"

/* An Aho-Corasick automaton over 64 symbols: letters in lower case, one for all digits, two for blanks, the edges of
 * the text, and what is left of ASCII and of Swedish typography, some signs under one symbol. Different texts may read
 * alike, and then more is looked at than need be. One symbol is one step through one table, whatever the number of
 * patterns. */
enum {
    SYMBOLS = 64,
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
    DASH = 60,
    ELLIPSIS,
    QUOTE,
    OTHER,
    STATES = 1 << 15 /* of a step, all but the lowest bit are the state */
};

/* Sets of which a text ends at a state, with those of its suffixes behind them. */
struct output {
    const struct output *next;
    uint16_t set;
};

struct state {
    uint16_t step[SYMBOLS]; /* twice the next state, plus one when texts end there */
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
    unsigned depth; /* of the deepest state */
};

/* Returns the symbol of a character of ASCII. */
static unsigned ascii_symbol(unsigned char byte) {
    static const unsigned char symbols[0x80] = {[LITERAL_BEGIN] = BEGIN,
                                                [LITERAL_END] = END,
                                                ['\t'] = BLANK,
                                                ['\n'] = BLANK,
                                                ['\v'] = BLANK,
                                                ['\f'] = BLANK,
                                                ['\r'] = BLANK,
                                                [' '] = SPACE,
                                                ['0'] = DIGIT,
                                                ['1'] = DIGIT,
                                                ['2'] = DIGIT,
                                                ['3'] = DIGIT,
                                                ['4'] = DIGIT,
                                                ['5'] = DIGIT,
                                                ['6'] = DIGIT,
                                                ['7'] = DIGIT,
                                                ['8'] = DIGIT,
                                                ['9'] = DIGIT,
                                                ['!'] = SIGN,
                                                ['"'] = SIGN + 1,
                                                ['#'] = SIGN + 2,
                                                ['%'] = SIGN + 3,
                                                ['&'] = SIGN + 4,
                                                ['\''] = SIGN + 5,
                                                ['('] = SIGN + 6,
                                                [')'] = SIGN + 7,
                                                ['*'] = SIGN + 8,
                                                ['+'] = SIGN + 9,
                                                [','] = SIGN + 10,
                                                ['-'] = SIGN + 11,
                                                ['.'] = SIGN + 12,
                                                ['/'] = SIGN + 13,
                                                [':'] = SIGN + 14,
                                                [';'] = SIGN + 15,
                                                ['='] = SIGN + 16,
                                                ['?'] = SIGN + 17,
                                                ['@'] = SIGN + 18,
                                                ['_'] = SIGN + 19,
                                                ['|'] = SIGN + 20,
                                                ['<'] = SIGN + 21,
                                                ['>'] = SIGN + 21,
                                                ['['] = SIGN + 22,
                                                [']'] = SIGN + 22,
                                                ['{'] = SIGN + 22,
                                                ['}'] = SIGN + 22,
                                                ['A'] = 0,
                                                ['B'] = 1,
                                                ['C'] = 2,
                                                ['D'] = 3,
                                                ['E'] = 4,
                                                ['F'] = 5,
                                                ['G'] = 6,
                                                ['H'] = 7,
                                                ['I'] = 8,
                                                ['J'] = 9,
                                                ['K'] = 10,
                                                ['L'] = 11,
                                                ['M'] = 12,
                                                ['N'] = 13,
                                                ['O'] = 14,
                                                ['P'] = 15,
                                                ['Q'] = 16,
                                                ['R'] = 17,
                                                ['S'] = 18,
                                                ['T'] = 19,
                                                ['U'] = 20,
                                                ['V'] = 21,
                                                ['W'] = 22,
                                                ['X'] = 23,
                                                ['Y'] = 24,
                                                ['Z'] = 25,
                                                ['a'] = 0,
                                                ['b'] = 1,
                                                ['c'] = 2,
                                                ['d'] = 3,
                                                ['e'] = 4,
                                                ['f'] = 5,
                                                ['g'] = 6,
                                                ['h'] = 7,
                                                ['i'] = 8,
                                                ['j'] = 9,
                                                ['k'] = 10,
                                                ['l'] = 11,
                                                ['m'] = 12,
                                                ['n'] = 13,
                                                ['o'] = 14,
                                                ['p'] = 15,
                                                ['q'] = 16,
                                                ['r'] = 17,
                                                ['s'] = 18,
                                                ['t'] = 19,
                                                ['u'] = 20,
                                                ['v'] = 21,
                                                ['w'] = 22,
                                                ['x'] = 23,
                                                ['y'] = 24,
                                                ['z'] = 25};
    return symbols[byte];
}

static unsigned other_symbol(uint32_t c) {
    if (c >= 0xc0 && c <= 0xff && c != 0xd7 && c != 0xf7) {
        switch (c | 0x20) {
        case 0xe5:
            return LETTER_A_RING;
        case 0xe4:
            return LETTER_A_DIAERESIS;
        case 0xf6:
            return LETTER_O_DIAERESIS;
        case 0xe8:
        case 0xe9:
        case 0xea:
            return LETTER_E_ACUTE;
        default:
            return LETTER_OTHER;
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
        return 'k' - 'a';
    case 0x212b:
        return LETTER_A_RING;
    case 0xab:
    case 0xbb:
        return QUOTE;
    case 0x2026:
        return ELLIPSIS;
    default:
        return OTHER;
    }
}

static unsigned symbol_at(struct str text, size_t *at) {
    unsigned char byte = (unsigned char)text.data[*at];
    if (byte >= 0x80)
        return other_symbol(utf8_next(text, at));
    ++*at;
    return ascii_symbol(byte);
}

struct spotter *spotter_create(struct arena *arena) {
    struct spotter *spotter = arena_new(arena, struct spotter);
    spotter->arena = arena;
    vec_add(arena, &spotter->states);
    vec_add(arena, &spotter->nodes);
    return spotter;
}

/* Adds the path of a text to the trie; returns false when there are too many states. */
static bool add_text(struct spotter *spotter, struct str text) {
    size_t state = 0;
    unsigned depth = 0;
    for (size_t at = 0; at < text.len;) {
        unsigned symbol = symbol_at(text, &at);
        size_t next = spotter->states.items[state].step[symbol] / 2u;
        depth++;
        if (next == 0) {
            next = spotter->states.count;
            if (next == STATES)
                return false;
            vec_add(spotter->arena, &spotter->states);
            *vec_add(spotter->arena, &spotter->nodes) =
                (struct node){.parent = (uint16_t)state, .symbol = (uint8_t)symbol, .depth = depth};
            spotter->states.items[state].step[symbol] = (uint16_t)(next * 2);
        }
        state = next;
    }
    if (depth > spotter->depth)
        spotter->depth = depth;
    struct output *output = arena_new(spotter->arena, struct output);
    *output = (struct output){spotter->nodes.items[state].outputs, (uint16_t)spotter->sets};
    spotter->nodes.items[state].outputs = output;
    return true;
}

struct spots spotter_add(struct spotter *spotter, const struct literal *literal) {
    struct spots spots = {.count = 0};
    for (size_t i = 0; i < literal->count && spotter->sets < UINT16_MAX; i++) {
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
    struct state *states = spotter->states.items;
    if (node->depth > 1)
        node->suffix = states[spotter->nodes.items[node->parent].suffix].step[node->symbol] / 2u;
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
    if (node->outputs != NULL)
        states[node->parent].step[node->symbol] |= 1u;
}

/* Completes the trie breadth first: where a state has no step of its own, it goes where its suffix does. The steps of a
 * depth are marked before they are taken over. */
void spotter_finish(struct spotter *spotter) {
    for (unsigned depth = 1; depth <= spotter->depth; depth++) {
        for (size_t i = 0; i < spotter->nodes.count; i++)
            if (spotter->nodes.items[i].depth == depth)
                add_suffix(spotter, i);
        for (size_t i = 0; i < spotter->nodes.count; i++) {
            const struct state *suffix = &spotter->states.items[spotter->nodes.items[i].suffix];
            struct state *state = &spotter->states.items[i];
            for (size_t k = 0; k < SYMBOLS && spotter->nodes.items[i].depth == depth; k++)
                state->step[k] = state->step[k] != 0 ? state->step[k] : suffix->step[k];
        }
    }
}

static void see(const struct spotter *spotter, struct spotted *spotted, size_t state) {
    for (const struct output *output = spotter->nodes.items[state].outputs; output != NULL; output = output->next)
        spotted->seen[output->set / 64] |= UINT64_C(1) << (output->set % 64);
}

size_t spotter_words(const struct spotter *spotter) {
    return spotter->sets / 64 + 1;
}

const uint64_t *spotter_look(const struct spotter *spotter, struct arena *arena, struct spotted *spotted,
                             struct str subject) {
    if (spotted->by == spotter && spotted->subject.data == subject.data && spotted->subject.len == subject.len)
        return spotted->seen;
    if (spotted->by != spotter)
        spotted->seen = arena_array(arena, uint64_t, spotter_words(spotter));
    spotted->by = spotter;
    spotted->subject = subject;
    memset(spotted->seen, 0, spotter_words(spotter) * sizeof(*spotted->seen));
    const struct state *states = spotter->states.items;
    unsigned step = states[0].step[BEGIN];
    for (size_t at = 0; at < subject.len;) {
        step = states[step / 2].step[symbol_at(subject, &at)];
        if (step & 1)
            see(spotter, spotted, step / 2);
    }
    see(spotter, spotted, states[step / 2].step[END] / 2u);
    return spotted->seen;
}
