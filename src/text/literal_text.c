#include "arena.h"
#include "literal.h"

enum { FOLD = 0x20 };

static unsigned char fold(char byte) {
    return (unsigned char)((unsigned char)byte | FOLD);
}

/* Five bits of either byte: every pair of ASCII letters has its own number. */
static size_t pair_of(unsigned char first, unsigned char second) {
    return (((size_t)first << 5) ^ second) & (PAIRS - 1);
}

unsigned literal_frequency(char byte) {
    static const unsigned char shares[256] = {
        [' '] = 150, ['e'] = 80, ['a'] = 80, ['n'] = 70, ['r'] = 70,  ['t'] = 70, [0xe3] = 70, ['s'] = 45,  ['i'] = 45,
        ['l'] = 45,  ['d'] = 40, ['o'] = 40, ['k'] = 30, ['m'] = 30,  ['g'] = 20, ['v'] = 20,  [0xa4] = 20, ['f'] = 17,
        ['h'] = 17,  ['u'] = 17, ['p'] = 13, ['c'] = 13, [0xa5] = 13, ['b'] = 11, [0xb6] = 11, ['y'] = 7,   ['.'] = 7,
        [','] = 5,   ['j'] = 5,  ['-'] = 5,  [0xe2] = 4, [0xa0] = 4,  ['x'] = 2,  ['w'] = 2,   ['2'] = 2,   ['0'] = 2};
    unsigned share = shares[fold(byte)];
    return share == 0 ? 1 : share;
}

struct needle literal_needle(struct arena *arena, struct str text, bool caseless) {
    char *bytes = arena_alloc(arena, text.len);
    struct needle needle = {.bytes = {bytes, text.len}, .pair = PAIRS};
    unsigned last = 0, least_pair = UINT32_MAX;
    for (size_t i = 0; i < text.len; i++) {
        unsigned share = literal_frequency(text.data[i]);
        bytes[i] = caseless ? (char)fold(text.data[i]) : text.data[i];
        if (share < literal_frequency(text.data[needle.rare]))
            needle.rare = i;
        if (i > 0 && share * last < least_pair) {
            least_pair = share * last;
            needle.pair = pair_of(fold(text.data[i - 1]), fold(text.data[i]));
        }
        last = share;
    }
    return needle;
}

static bool has_pair(const struct literal_text *text, size_t pair) {
    return (text->pairs[pair / 64] >> (pair % 64) & 1) != 0;
}

/* Whether the subject has two bytes that stand side by side nearly never. */
static bool has_bytes(const struct literal_text *text, struct str bytes) {
    return has_pair(text, pair_of(fold(bytes.data[0]), fold(bytes.data[1]))) &&
           str_find(text->subject, bytes, 0) != SIZE_MAX;
}

void literal_prepare(struct arena *arena, struct literal_text *text, struct str subject) {
    text->subject = subject;
    if (text->capacity < subject.len) {
        size_t capacity = subject.len + subject.len / 2;
        text->folded = arena_grow(arena, text->folded, text->capacity, capacity);
        text->capacity = capacity;
    }
    memset(text->pairs, 0, sizeof(text->pairs));
    unsigned char last = FOLD;
    for (size_t i = 0; i < subject.len; i++) {
        unsigned char byte = fold(subject.data[i]);
        size_t pair = pair_of(last, byte);
        text->folded[i] = (char)byte;
        text->pairs[pair / 64] |= UINT64_C(1) << (pair % 64);
        last = byte;
    }
    /* U+017F; U+212A and U+212B */
    text->unusual = has_bytes(text, STR("\xc5\xbf")) || has_bytes(text, STR("\xe2\x84"));
}

/* Looks for the rarest byte, at places where the whole needle has room. */
static bool occurs(const struct needle *needle, const char *data, size_t len, size_t from) {
    if (from > len || len - from < needle->bytes.len)
        return false;
    const char *at = data + from + needle->rare;
    const char *end = data + len - (needle->bytes.len - needle->rare - 1);
    while (at < end && (at = memchr(at, needle->bytes.data[needle->rare], (size_t)(end - at))) != NULL) {
        if (memcmp(at - needle->rare, needle->bytes.data, needle->bytes.len) == 0)
            return true;
        at++;
    }
    return false;
}

bool literal_occurs(const struct literal *literal, const struct literal_text *text, size_t from) {
    if (literal->count == 0 || (literal->caseless && text->unusual))
        return true;
    const char *data = literal->caseless ? text->folded : text->subject.data;
    for (size_t i = 0; i < literal->count; i++) {
        const struct needle *needle = &literal->needles[i];
        if ((needle->pair == PAIRS || has_pair(text, needle->pair)) && occurs(needle, data, text->subject.len, from))
            return true;
    }
    return false;
}
