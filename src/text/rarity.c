#include "rarity.h"

#include "literal.h"

static unsigned share_of(char byte) {
    static const unsigned char shares[256] = {
        [' '] = 150, ['e'] = 80, ['a'] = 80, ['n'] = 70, ['r'] = 70,  ['t'] = 70, [0xe3] = 70, ['s'] = 45,  ['i'] = 45,
        ['l'] = 45,  ['d'] = 40, ['o'] = 40, ['k'] = 30, ['m'] = 30,  ['g'] = 20, ['v'] = 20,  [0xa4] = 20, ['f'] = 17,
        ['h'] = 17,  ['u'] = 17, ['p'] = 13, ['c'] = 13, [0xa5] = 13, ['b'] = 11, [0xb6] = 11, ['y'] = 7,   ['.'] = 7,
        [','] = 5,   ['j'] = 5,  ['-'] = 5,  [0xe2] = 4, [0xa0] = 4,  ['x'] = 2,  ['w'] = 2,   ['2'] = 2,   ['0'] = 2};
    unsigned share = shares[(unsigned char)byte | 0x20];
    return share == 0 ? 1 : share;
}

/* Returns how many times a share must double to be all, in tenths: a logarithm that is good enough to compare. */
static unsigned rarity_of_share(unsigned share) {
    unsigned rarity = 0;
    for (; share <= 500; share *= 2)
        rarity += 10;
    return rarity;
}

static unsigned rarity_of(struct str text) {
    enum { COUNTED = 16, EDGE = 50, AGAIN = 60 /* a second blank */ };
    unsigned rarity = 0;
    bool only_edges = true;
    for (size_t i = 0; i < text.len && i < COUNTED; i++) {
        bool edge = text.data[i] == LITERAL_BEGIN || text.data[i] == LITERAL_END;
        bool again = i > 0 && text.data[i] == ' ' && text.data[i - 1] == ' ';
        only_edges &= edge;
        rarity += edge ? EDGE : again ? AGAIN : rarity_of_share(share_of(text.data[i]));
    }
    return only_edges ? 0 : rarity;
}

unsigned rarity_of_any(const struct str *texts, size_t count) {
    enum { DOUBLINGS = 48 };
    uint64_t share = 0;
    unsigned rarity = 10 * DOUBLINGS;
    for (size_t i = 0; i < count; i++) {
        unsigned doublings = rarity_of(texts[i]) / 10;
        share += UINT64_C(1) << (doublings < DOUBLINGS ? DOUBLINGS - doublings : 0);
    }
    for (; share > 1 && rarity > 0; share /= 2)
        rarity -= 10;
    return count == 0 ? 0 : rarity;
}

struct str rarity_stretch(struct str text) {
    enum { LONGEST = 12 };
    struct str best = {NULL, 0};
    unsigned most = 0;
    for (size_t begin = 0, end = 0; end < text.len;) {
        size_t next = end;
        utf8_next(text, &next);
        end = next;
        size_t count = 0;
        for (size_t i = begin; i < end; count++)
            utf8_next(text, &i);
        if (count > LONGEST)
            utf8_next(text, &begin);
        struct str stretch = str_slice(text, begin, end);
        unsigned rarity = rarity_of(stretch);
        if (best.data == NULL || rarity > most) {
            best = stretch;
            most = rarity;
        }
    }
    return best;
}
