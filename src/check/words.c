#include "element.h"

#include "map.h"
#include "vec.h"

enum { WORD_BYTES = 128 };

/* Lower case without changing the length: ASCII, and U+00C0-U+00DE, which are C3 80-9E in UTF-8. */
static void lower(char *text, size_t len) {
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte >= 'A' && byte <= 'Z')
            text[i] = (char)(byte + 32);
        else if (byte == 0xC3 && i + 1 < len && (unsigned char)text[i + 1] >= 0x80 &&
                 (unsigned char)text[i + 1] <= 0x9E)
            text[i + 1] = (char)(text[i + 1] + 32);
    }
}

struct str words_lower(struct arena *arena, struct str text) {
    char *copy = arena_alloc(arena, text.len + 1);
    if (text.len)
        memcpy(copy, text.data, text.len);
    lower(copy, text.len);
    return (struct str){copy, text.len};
}

/* Length of the letter at `at`, 0 when a word ends there. U+0080-U+00BF (C2) and U+2000-U+2FFF (E2) hold punctuation
 * and blanks. */
static size_t letter(struct str text, size_t at) {
    unsigned char byte = (unsigned char)text.data[at];
    if (byte < 0x80)
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
    return byte != 0xC2 && byte != 0xE2;
}

struct search {
    struct map *map;
    uint64_t lengths; /* bit n: a word of n bytes is looked for; 63 stands for all longer ones */
    bool *found;
};

static uint64_t length_bit(size_t len) {
    return UINT64_C(1) << (len < 63 ? len : 63);
}

static void scan(struct search *search, struct str text) {
    for (size_t at = 0; at < text.len;) {
        if (!letter(text, at)) {
            /* Continuation bytes of a skipped character count as letters to letter(): step over them here. */
            unsigned char byte = (unsigned char)text.data[at];
            at += byte == 0xC2 ? 2 : byte == 0xE2 ? 3 : 1;
            continue;
        }
        size_t begin = at;
        while (at < text.len && letter(text, at))
            at++;
        size_t len = at - begin;
        if (!(search->lengths & length_bit(len)) || len > WORD_BYTES)
            continue;
        char word[WORD_BYTES];
        memcpy(word, text.data + begin, len);
        lower(word, len);
        size_t index = map_find(search->map, (struct str){word, len});
        if (index != MAP_NONE)
            search->found[index] = true;
    }
}

static void scan_plan(struct search *search, const struct plan *plan) {
    for (size_t i = 0; i < plan->block_count; i++)
        scan(search, plan->blocks[i].passage->text);
}

void words_find(const struct check *check, const struct str *words, size_t count, bool *found) {
    struct search search = {.map = map_create(check->arena), .found = found};
    for (size_t i = 0; i < count; i++) {
        map_add(search.map, words[i], i);
        search.lengths |= length_bit(words[i].len);
    }
    scan_plan(&search, check->plan);
    /* Not in all: a run of a thousand documents must not look at a million pairs. */
    for (size_t i = 0; i < check->other_count && i < CHECK_NEIGHBOURS; i++)
        scan_plan(&search, check->others[i]);
    for (size_t i = 0; i < count; i++)
        found[i] = found[map_find(search.map, words[i])];
}

/* ---- words of a block ---- */

/* What each byte is to a word: its TOKEN_ bits, none behind ASCII. */
static const unsigned char kinds[256] = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                        "\0\0\0\0\0\0\0\0\0\0\0\0\0\4\0\0\2\2\2\2\2\2\2\2\2\2\0\0\0\0\0\0"
                                        "\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0\0\0\0\0"
                                        "\0\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0\0\0\0\0";

/* Returns where the token at `at` ends, `at` where there is none. */
static inline size_t token_end(struct str text, size_t at, unsigned *bits) {
    for (;;) {
        unsigned char byte = 0;
        for (unsigned kind; at < text.len && (kind = kinds[byte = (unsigned char)text.data[at]]) != 0; at++)
            *bits |= kind;
        if (at == text.len || byte < 0x80)
            return at;
        unsigned char next = byte == 0xC3 && at + 1 < text.len ? (unsigned char)text.data[at + 1] : 0x97;
        bool letter = next != 0x97 && next != 0xB7;
        *bits |= letter ? TOKEN_LETTER : TOKEN_ODD;
        at += letter ? 2 : 1;
    }
}

void tokens_cut(struct tokens *tokens, struct arena *arena, struct str text) {
    size_t count = 0;
    /* Two tokens have a byte between them. */
    while (tokens->cap < text.len / 2 + 1)
        tokens->items = vec_room(arena, tokens->items, tokens->cap, &tokens->cap, sizeof *tokens->items);
    tokens->kinds = 0;
    for (size_t at = 0, end; at < text.len; at = end + 1) {
        unsigned bits = 0;
        end = token_end(text, at, &bits);
        if (end == at)
            continue;
        tokens->items[count++] = (struct token){(uint32_t)at, (uint32_t)end, bits};
        tokens->kinds |= bits;
    }
    tokens->count = count;
}
