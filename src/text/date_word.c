#include "date_word.h"

#include <endian.h>

#define WORD(text, kind, value)                                                                                        \
    { {text, sizeof(text) - 1}, kind, value }

static const struct word words_a[] = {WORD("april", MONTH, 4), WORD("augusti", MONTH, 8), WORD("apr", MONTH_SHORT, 4),
                                      WORD("aug", MONTH_SHORT, 8), WORD("andra", ORDINAL, 2)};
static const struct word words_d[] = {WORD("december", MONTH, 12), WORD("dec", MONTH_SHORT, 12)};
static const struct word words_f[] = {
    WORD("februari", MONTH, 2), WORD("feb", MONTH_SHORT, 2), WORD("febr", MONTH_SHORT, 2), WORD("första", ORDINAL, 1),
    WORD("fjärde", ORDINAL, 4), WORD("fredag", WEEKDAY, 5),  WORD("fredagen", WEEKDAY, 5), WORD("fre", WEEKDAY, 5),
    WORD("från", FROM, 0),      WORD("fr", FROM, 0),         WORD("fom", FROM, 0)};
static const struct word words_h[] = {WORD("hösten", SEASON, AUTUMN),    WORD("höstterminen", SEASON, AUTUMN),
                                      WORD("höst", SEASON_BARE, AUTUMN), WORD("hösttermin", SEASON_BARE, AUTUMN),
                                      WORD("ht", TERM, AUTUMN),          WORD("halvår", PART, OF_HALF),
                                      WORD("halvåret", PART, OF_HALF),   WORD("h", PART_SHORT, OF_HALF)};
static const struct word words_j[] = {WORD("januari", MONTH, 1),   WORD("juni", MONTH, 6),
                                      WORD("juli", MONTH, 7),      WORD("jan", MONTH_SHORT, 1),
                                      WORD("jun", MONTH_SHORT, 6), WORD("jul", MONTH_SHORT, 7)};
static const struct word words_k[] = {WORD("kvartal", PART, OF_QUARTER), WORD("kvartalet", PART, OF_QUARTER),
                                      WORD("kv", PART, OF_QUARTER)};
static const struct word words_l[] = {WORD("lördag", WEEKDAY, 6), WORD("lördagen", WEEKDAY, 6),
                                      WORD("lör", WEEKDAY, 6)};
static const struct word words_m[] = {
    WORD("mars", MONTH, 3),       WORD("maj", MONTH, 5),   WORD("mar", MONTH_SHORT, 3), WORD("måndag", WEEKDAY, 1),
    WORD("måndagen", WEEKDAY, 1), WORD("mån", WEEKDAY, 1), WORD("mellan", BETWEEN, 0)};
static const struct word words_n[] = {WORD("november", MONTH, 11), WORD("nov", MONTH_SHORT, 11)};
static const struct word words_o[] = {WORD("oktober", MONTH, 10), WORD("okt", MONTH_SHORT, 10),
                                      WORD("onsdag", WEEKDAY, 3), WORD("onsdagen", WEEKDAY, 3),
                                      WORD("ons", WEEKDAY, 3)};
static const struct word words_q[] = {WORD("q", PART_SHORT, OF_QUARTER)};
static const struct word words_s[] = {
    WORD("september", MONTH, 9),      WORD("sep", MONTH_SHORT, 9),         WORD("sept", MONTH_SHORT, 9),
    WORD("sommaren", SEASON, SUMMER), WORD("sommar", SEASON_BARE, SUMMER), WORD("sista", ORDINAL, LAST),
    WORD("söndag", WEEKDAY, 7),       WORD("söndagen", WEEKDAY, 7),        WORD("sön", WEEKDAY, 7)};
static const struct word words_t[] = {WORD("tertial", PART, OF_TERTIAL), WORD("tertialet", PART, OF_TERTIAL),
                                      WORD("t", PART_SHORT, OF_TERTIAL), WORD("tredje", ORDINAL, 3),
                                      WORD("tisdag", WEEKDAY, 2),        WORD("tisdagen", WEEKDAY, 2),
                                      WORD("torsdag", WEEKDAY, 4),       WORD("torsdagen", WEEKDAY, 4),
                                      WORD("tis", WEEKDAY, 2),           WORD("tors", WEEKDAY, 4)};
static const struct word words_v[] = {WORD("våren", SEASON, SPRING),
                                      WORD("vårterminen", SEASON, SPRING),
                                      WORD("vintern", SEASON, WINTER),
                                      WORD("vår", SEASON_BARE, SPRING),
                                      WORD("vinter", SEASON_BARE, WINTER),
                                      WORD("vårtermin", SEASON_BARE, SPRING),
                                      WORD("vt", TERM, SPRING),
                                      WORD("vecka", WEEK, 0),
                                      WORD("veckan", WEEK, 0),
                                      WORD("veckorna", WEEK, 0),
                                      WORD("v", WEEK_SHORT, 0)};
static const struct word words_other[] = {WORD("årsskiftet", TURN, 0)};

#define LIST(words) (words), sizeof(words) / sizeof((words)[0])
/* A byte of a word, '\0' behind its end, as a bit: both cases of a letter have the same one. */
#define LETTER(byte) (UINT32_C(1) << ((byte)&31))

/* The words by their first byte, with their second and third bytes: every word of a text is looked up, and nearly all
 * differ there from those that are known. */
static const struct {
    const struct word *items;
    size_t count;
    uint32_t seconds, thirds;
} by_initial[256] = {
    ['a'] = {LIST(words_a), LETTER('p') | LETTER('u') | LETTER('n'), LETTER('r') | LETTER('g') | LETTER('d')},
    ['d'] = {LIST(words_d), LETTER('e'), LETTER('c')},
    ['f'] = {LIST(words_f), LETTER('e') | LETTER(0xc3) | LETTER('j') | LETTER('r') | LETTER('o'),
             LETTER('b') | LETTER(0xb6) | LETTER(0xc3) | LETTER('e') | LETTER('\0') | LETTER('m')},
    ['h'] = {LIST(words_h), LETTER(0xc3) | LETTER('t') | LETTER('a') | LETTER('\0'),
             LETTER(0xb6) | LETTER('\0') | LETTER('l')},
    ['j'] = {LIST(words_j), LETTER('a') | LETTER('u'), LETTER('n') | LETTER('l')},
    ['k'] = {LIST(words_k), LETTER('v'), LETTER('a') | LETTER('\0')},
    ['l'] = {LIST(words_l), LETTER(0xc3), LETTER(0xb6)},
    ['m'] = {LIST(words_m), LETTER('a') | LETTER(0xc3) | LETTER('e'),
             LETTER('r') | LETTER('j') | LETTER(0xa5) | LETTER('l')},
    ['n'] = {LIST(words_n), LETTER('o'), LETTER('v')},
    ['o'] = {LIST(words_o), LETTER('k') | LETTER('n'), LETTER('t') | LETTER('s')},
    ['q'] = {LIST(words_q), LETTER('\0'), LETTER('\0')},
    ['s'] = {LIST(words_s), LETTER('e') | LETTER('o') | LETTER('i') | LETTER(0xc3),
             LETTER('p') | LETTER('m') | LETTER('s') | LETTER(0xb6)},
    ['t'] = {LIST(words_t), LETTER('e') | LETTER('\0') | LETTER('r') | LETTER('i') | LETTER('o'),
             LETTER('r') | LETTER('\0') | LETTER('e') | LETTER('s')},
    ['v'] = {LIST(words_v), LETTER(0xc3) | LETTER('i') | LETTER('t') | LETTER('e') | LETTER('\0'),
             LETTER(0xa5) | LETTER('n') | LETTER('\0') | LETTER('c')},
    [0xc3 /* å */] = {LIST(words_other), LETTER(0xa5), LETTER('r')},
};

enum { LONGEST_WORD = 24 };

/* A word that makes the number behind it something else than a year; `exact` when the case matters. */
static const struct {
    struct str text;
    bool exact;
} number_words[] = {
    {{"s", 1}, false},       {{"sid", 3}, false},
    {{"sida", 4}, false},    {{"sidan", 5}, false},
    {{"sidor", 5}, false},   {{"nr", 2}, false},
    {{"nummer", 6}, false},  {{"kap", 3}, false},
    {{"dnr", 3}, false},     {{"diarienummer", 12}, false},
    {{"tel", 3}, false},     {{"telefon", 7}, false},
    {{"iso", 3}, false},     {{"iec", 3}, false},
    {{"EN", 2}, true},       {{"SS", 2}, true},
    {{"rum", 3}, false},     {{"box", 3}, false},
    {{"artikel", 7}, false}, {{"dir", 3}, false},
    {{"sou", 3}, false},     {{"sfs", 3}, false},
    {{"Ds", 2}, true},
};

/* A word that makes the number before it an amount. */
static const struct str amount_words[] = {
    {"kr", 2},       {"kronor", 6},    {"sek", 3},       {"tkr", 3},     {"mnkr", 4},      {"mkr", 3},
    {"mdkr", 4},     {"miljoner", 8},  {"miljarder", 9}, {"procent", 7}, {"st", 2},        {"stycken", 7},
    {"personer", 8}, {"euro", 4},      {"timmar", 6},    {"meter", 5},   {"kilometer", 9}, {"km", 2},
    {"invånare", 9}, {"patienter", 9}, {"deltagare", 9},
};

bool word_letter_before(struct str s, size_t at) {
    int byte = byte_before(s, at);
    if (byte < 0x80)
        return byte > 0 && (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
    return at >= 2 && word_letter_at(s, at - 2) == 2;
}

size_t word_skip_blanks(struct str s, size_t at) {
    for (size_t i = 0, bytes; i < 4 && (bytes = word_blank_at(s, at)) != 0; i++)
        at += bytes;
    return at;
}

size_t word_dash_at(struct str s, size_t at) {
    int byte = byte_at(s, at);
    if (byte == '-')
        return 1;
    if (byte != 0xe2)
        return 0;
    int second = byte_at(s, at + 1), third = byte_at(s, at + 2);
    if (second == 0x80 && third >= 0x90 && third <= 0x94)
        return 3;
    return second == 0x88 && third == 0x92 ? 3 : 0;
}

/* Returns how many of the eight bytes at `data` stand in front of the first that is no ASCII letter. */
static size_t letters_of_eight(const char *data) {
    const uint64_t each = UINT64_C(0x0101010101010101), top = each << 7;
    uint64_t bytes;
    memcpy(&bytes, data, sizeof bytes);
    bytes = le64toh(bytes) | each << 5;
    uint64_t low = bytes & ~top;
    uint64_t letters = (low + each * (0x80 - 'a')) & ~(low + each * (0x7f - 'z')) & ~bytes & top;
    return letters == top ? sizeof bytes : (size_t)__builtin_ctzll(letters ^ top) / 8;
}

size_t word_end(struct str s, size_t at) {
    for (;;) {
        size_t letters = sizeof(uint64_t);
        while (letters == sizeof(uint64_t) && at + sizeof(uint64_t) <= s.len)
            at += letters = letters_of_eight(s.data + at);
        size_t wide = word_letter_at(s, at);
        if (wide == 0)
            return at;
        at += wide;
    }
}

/* Lower case of the letters in Swedish words; `out` has room for LONGEST_WORD bytes. Empty when the word is longer. */
static struct str lower(struct str word, char out[LONGEST_WORD]) {
    if (word.len > LONGEST_WORD)
        return (struct str){NULL, 0};
    for (size_t i = 0; i < word.len; i++) {
        unsigned char byte = (unsigned char)word.data[i];
        bool upper = byte >= 'A' && byte <= 'Z';
        bool upper_second = i > 0 && (unsigned char)word.data[i - 1] == 0xc3 && byte >= 0x80 && byte <= 0x9e;
        out[i] = (char)(upper || upper_second ? byte + 0x20 : byte);
    }
    return (struct str){out, word.len};
}

/* Finds the word s[at, end) when its first three bytes may be those of one that is known. Apart from the others: few
 * words come so far. */
__attribute__((noinline)) static const struct word *find_likely(struct str s, size_t at, size_t end, size_t initial) {
    char space[LONGEST_WORD];
    struct str word = lower(str_slice(s, at, end), space);
    for (size_t i = 0; i < by_initial[initial].count; i++) {
        const struct word *known = &by_initial[initial].items[i];
        if (!str_starts(word, known->text))
            continue;
        struct str rest = str_slice(word, known->text.len, word.len);
        if (rest.len == 0 || (known->kind == MONTH && str_starts(rest, STR("möte"))))
            return known;
    }
    return NULL;
}

const struct word *word_known(struct str s, size_t at, size_t end) {
    if (end == at || end - at > LONGEST_WORD)
        return NULL;
    const unsigned char *bytes = (const unsigned char *)s.data + at;
    size_t initial = bytes[0] < 0x80 ? bytes[0] | 0x20u : bytes[0];
    uint32_t second = LETTER(end - at > 1 ? bytes[1] : 0), third = LETTER(end - at > 2 ? bytes[2] : 0);
    bool likely = by_initial[initial].seconds & second && by_initial[initial].thirds & third;
    return likely ? find_likely(s, at, end, initial) : NULL;
}

const struct word *word_find(struct str s, size_t at, size_t *end) {
    *end = word_end(s, at);
    return word_known(s, at, *end);
}

bool word_skip(struct str s, size_t *at, struct str text) {
    if ((byte_at(s, *at) | 0x20) != text.data[0])
        return false;
    char space[LONGEST_WORD];
    size_t end = word_end(s, *at);
    if (!str_equal(lower(str_slice(s, *at, end), space), text))
        return false;
    *at = end;
    return true;
}

bool word_skip_next(struct str s, size_t *at, struct str text) {
    size_t next = word_skip_blanks(s, *at);
    if (next == *at || !word_skip(s, &next, text))
        return false;
    *at = next;
    return true;
}

bool word_numbers(struct str s, size_t at) {
    size_t end = at;
    while (end > 0 && (s.data[end - 1] == ' ' || (end >= 2 && word_blank_at(s, end - 2) == 2)))
        end -= s.data[end - 1] == ' ' ? 1 : 2;
    if (end == at)
        return false;
    if (end > 0 && s.data[end - 1] == '.')
        end--;
    size_t begin = end;
    while (begin > 0 && end - begin < LONGEST_WORD && word_letter_before(s, begin))
        begin -= (unsigned char)s.data[begin - 1] < 0x80 ? 1 : 2;
    char space[LONGEST_WORD];
    struct str word = str_slice(s, begin, end), low = lower(word, space);
    for (size_t i = 0; i < sizeof(number_words) / sizeof(number_words[0]); i++) {
        if (str_equal(number_words[i].exact ? word : low, number_words[i].text))
            return true;
    }
    return false;
}

bool word_counts(struct str s, size_t at) {
    for (size_t i = 0; i < sizeof(amount_words) / sizeof(amount_words[0]); i++) {
        size_t end = at;
        if (word_skip_next(s, &end, amount_words[i]))
            return true;
    }
    return false;
}
