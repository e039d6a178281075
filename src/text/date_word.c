#include "date_word.h"

#define WORD(text, kind, value)                                                                                        \
    { {text, sizeof(text) - 1}, kind, value }

static const struct word words[] = {
    WORD("januari", MONTH, 1),
    WORD("februari", MONTH, 2),
    WORD("mars", MONTH, 3),
    WORD("april", MONTH, 4),
    WORD("maj", MONTH, 5),
    WORD("juni", MONTH, 6),
    WORD("juli", MONTH, 7),
    WORD("augusti", MONTH, 8),
    WORD("september", MONTH, 9),
    WORD("oktober", MONTH, 10),
    WORD("november", MONTH, 11),
    WORD("december", MONTH, 12),
    WORD("jan", MONTH_SHORT, 1),
    WORD("feb", MONTH_SHORT, 2),
    WORD("febr", MONTH_SHORT, 2),
    WORD("mar", MONTH_SHORT, 3),
    WORD("apr", MONTH_SHORT, 4),
    WORD("jun", MONTH_SHORT, 6),
    WORD("jul", MONTH_SHORT, 7),
    WORD("aug", MONTH_SHORT, 8),
    WORD("sep", MONTH_SHORT, 9),
    WORD("sept", MONTH_SHORT, 9),
    WORD("okt", MONTH_SHORT, 10),
    WORD("nov", MONTH_SHORT, 11),
    WORD("dec", MONTH_SHORT, 12),
    WORD("våren", SEASON, SPRING),
    WORD("vårterminen", SEASON, SPRING),
    WORD("sommaren", SEASON, SUMMER),
    WORD("hösten", SEASON, AUTUMN),
    WORD("höstterminen", SEASON, AUTUMN),
    WORD("vintern", SEASON, WINTER),
    WORD("vår", SEASON_BARE, SPRING),
    WORD("sommar", SEASON_BARE, SUMMER),
    WORD("höst", SEASON_BARE, AUTUMN),
    WORD("vinter", SEASON_BARE, WINTER),
    WORD("vårtermin", SEASON_BARE, SPRING),
    WORD("hösttermin", SEASON_BARE, AUTUMN),
    WORD("vt", TERM, SPRING),
    WORD("ht", TERM, AUTUMN),
    WORD("kvartal", PART, OF_QUARTER),
    WORD("kvartalet", PART, OF_QUARTER),
    WORD("kv", PART, OF_QUARTER),
    WORD("q", PART_SHORT, OF_QUARTER),
    WORD("tertial", PART, OF_TERTIAL),
    WORD("tertialet", PART, OF_TERTIAL),
    WORD("t", PART_SHORT, OF_TERTIAL),
    WORD("halvår", PART, OF_HALF),
    WORD("halvåret", PART, OF_HALF),
    WORD("h", PART_SHORT, OF_HALF),
    WORD("första", ORDINAL, 1),
    WORD("andra", ORDINAL, 2),
    WORD("tredje", ORDINAL, 3),
    WORD("fjärde", ORDINAL, 4),
    WORD("sista", ORDINAL, LAST),
    WORD("vecka", WEEK, 0),
    WORD("veckan", WEEK, 0),
    WORD("veckorna", WEEK, 0),
    WORD("v", WEEK_SHORT, 0),
    WORD("måndag", WEEKDAY, 1),
    WORD("måndagen", WEEKDAY, 1),
    WORD("tisdag", WEEKDAY, 2),
    WORD("tisdagen", WEEKDAY, 2),
    WORD("onsdag", WEEKDAY, 3),
    WORD("onsdagen", WEEKDAY, 3),
    WORD("torsdag", WEEKDAY, 4),
    WORD("torsdagen", WEEKDAY, 4),
    WORD("fredag", WEEKDAY, 5),
    WORD("fredagen", WEEKDAY, 5),
    WORD("lördag", WEEKDAY, 6),
    WORD("lördagen", WEEKDAY, 6),
    WORD("söndag", WEEKDAY, 7),
    WORD("söndagen", WEEKDAY, 7),
    WORD("mån", WEEKDAY, 1),
    WORD("tis", WEEKDAY, 2),
    WORD("ons", WEEKDAY, 3),
    WORD("tors", WEEKDAY, 4),
    WORD("fre", WEEKDAY, 5),
    WORD("lör", WEEKDAY, 6),
    WORD("sön", WEEKDAY, 7),
    WORD("från", FROM, 0),
    WORD("fr", FROM, 0),
    WORD("fom", FROM, 0),
    WORD("mellan", BETWEEN, 0),
    WORD("årsskiftet", TURN, 0),
};
enum { WORDS = sizeof(words) / sizeof(words[0]), LONGEST_WORD = 16 };

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

/* Letters of Swedish text: ASCII and what Latin-1 and Latin Extended-A have under the lead bytes C3 to C5. */
size_t word_letter_at(struct str s, size_t at) {
    int byte = byte_at(s, at);
    if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z')
        return 1;
    return byte >= 0xc3 && byte <= 0xc5 && at + 1 < s.len ? 2 : 0;
}

bool word_letter_before(struct str s, size_t at) {
    int byte = byte_before(s, at);
    if (byte < 0x80)
        return byte > 0 && (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
    return at >= 2 && word_letter_at(s, at - 2) == 2;
}

size_t word_blank_at(struct str s, size_t at) {
    int byte = byte_at(s, at);
    if (byte == ' ' || (byte >= '\t' && byte <= '\r'))
        return 1;
    if (byte == 0xc2)
        return byte_at(s, at + 1) == 0xa0 ? 2 : 0;
    if (byte != 0xe2 || byte_at(s, at + 1) != 0x80)
        return 0;
    int last = byte_at(s, at + 2);
    return (last >= 0x80 && last <= 0x8a) || last == 0xaf ? 3 : 0;
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

size_t word_end(struct str s, size_t at) {
    for (size_t bytes; (bytes = word_letter_at(s, at)) != 0;)
        at += bytes;
    return at;
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

const struct word *word_find(struct str s, size_t at, size_t *end) {
    char space[LONGEST_WORD];
    *end = word_end(s, at);
    struct str word = lower(str_slice(s, at, *end), space);
    if (word.len == 0)
        return NULL;
    for (size_t i = 0; i < WORDS; i++) {
        if (words[i].text.len == word.len && words[i].text.data[0] == word.data[0] && str_equal(words[i].text, word))
            return &words[i];
    }
    return NULL;
}

bool word_skip(struct str s, size_t *at, struct str text) {
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
