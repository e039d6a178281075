#include "words.h"

static bool is_upper(uint32_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
}

static bool is_blank(uint32_t c) {
    return c == ' ' || c == '\t' || c == '\n' || c == 0xA0;
}

/* Abbreviations that end with a period inside a sentence. */
static bool ends_abbreviation(struct str text, size_t period) {
    static const char *const short_words[] = {"jan",   "feb", "mar",  "apr",  "jun",  "jul",  "aug",   "sep",    "sept",
                                              "okt",   "nov", "dec",  "ex",   "kap",  "nr",   "st",    "resp",   "ca",
                                              "kl",    "dir", "prop", "s.k",  "bl.a", "t.ex", "t.o.m", "fr.o.m", "f.d",
                                              "d.v.s", "dvs", "inkl", "exkl", "m.fl", "m.m",  "osv"};
    size_t begin = period;
    while (begin > 0 && text.data[begin - 1] != ' ' && text.data[begin - 1] != '(' && text.data[begin - 1] != '\n')
        begin--;
    struct str word = str_slice(text, begin, period);
    if (word.len == 1)
        return true;
    for (size_t i = 0; i < sizeof short_words / sizeof short_words[0]; i++) {
        size_t len = strlen(short_words[i]);
        if (word.len == len && (word.data[0] | 0x20) == short_words[i][0] &&
            memcmp(word.data + 1, short_words[i] + 1, len - 1) == 0)
            return true;
    }
    return false;
}

/* Returns whether the sentence ends at byte `at` of the text, which is the mark. */
static bool ends_sentence(struct str text, size_t at) {
    char c = text.data[at];
    if (c != '.' && c != '!' && c != '?')
        return false;
    size_t next = at + 1;
    if (next >= text.len)
        return true;
    if (!is_blank(utf8_next(text, &next)))
        return false;
    while (next < text.len) {
        uint32_t follows = utf8_next(text, &next);
        if (!is_blank(follows))
            return (is_upper(follows) || follows == 0x201D || follows == '"') &&
                   !(c == '.' && ends_abbreviation(text, at));
    }
    return true;
}

void words_sentence(struct str text, size_t at, size_t *begin, size_t *end) {
    enum { REACH = 1000 /* bytes: text without periods stays linear */ };
    size_t from = at > REACH ? at - REACH : 0, to = at + REACH < text.len ? at + REACH : text.len;
    *begin = from;
    for (size_t i = at; i > from; i--) {
        if (ends_sentence(text, i - 1)) {
            *begin = i;
            break;
        }
    }
    *end = to;
    for (size_t i = at; i < to; i++) {
        if (ends_sentence(text, i)) {
            *end = i + 1;
            break;
        }
    }
}

/* Returns the folded form of a letter or digit, 0 for what stands between words. */
static char fold_letter(uint32_t c) {
    if (c < 0x80) {
        bool upper = c >= 'A' && c <= 'Z';
        bool inside = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '&';
        return inside ? (char)(upper ? c | 0x20 : c) : 0;
    }
    if (c >= 0xC0 && c <= 0xDE)
        c += 0x20;
    switch (c) {
    case 0xE5: /* å */
    case 0xE4: /* ä */
    case 0xE0:
    case 0xE1:
        return 'a';
    case 0xF6: /* ö */
    case 0xE9: /* é, also what OCR makes of ö */
        return 'o';
    case 0xFC:
        return 'u';
    default:
        return c >= 0xDF && c < 0x250 ? 'x' : 0;
    }
}

void words_read(struct arena *arena, struct words *words, struct str text, size_t begin, size_t end) {
    size_t used = 0;
    if (end - begin > words->room) {
        words->room = 2 * (end - begin);
        words->keys = arena_alloc(arena, words->room);
    }
    words->list.count = 0;
    for (size_t at = begin; at < end;) {
        size_t from = at, key = used;
        uint32_t first = utf8_next(text, &at);
        char letter = fold_letter(first);
        if (!letter)
            continue;
        while (letter) {
            words->keys[used++] = letter;
            size_t next = at;
            letter = at < end ? fold_letter(utf8_next(text, &next)) : 0;
            at = letter ? next : at;
        }
        *vec_add(arena, &words->list) =
            (struct word){.begin = from, .end = at, .key = {words->keys + key, used - key}, .capital = is_upper(first)};
    }
}

bool words_is(struct str key, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (str_is(key, list[i]))
            return true;
    }
    return false;
}

static bool ends_with(struct str key, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (str_ends(key, str_from(list[i])))
            return true;
    }
    return false;
}

bool words_is_past(struct str key, bool attributive) {
    static const char *const strong[] = {
        "blev",       "fick",       "gick",      "kom",       "tog",      "togs",     "antog",      "antogs",
        "gav",        "gavs",       "fanns",     "stod",      "holl",     "holls",    "skrev",      "skrevs",
        "drev",       "drevs",      "valde",     "hade",      "gjorde",   "ledde",    "skedde",     "lade",
        "lades",      "sade",       "forde",     "inforde",   "foljde",   "byggde",   "bytte",      "motte",
        "fortsatte",  "tradde",     "upphorde",  "borjade",   "innebar",  "utsags",   "genomforde", "tillsatte",
        "tillsattes", "upprattade", "inrattade", "beslutade", "startade", "medforde", "avslutade",  "utokades",
        "slot",       "slots",      "slutade",   "overgick",  "avgick",   "tillkom",  "uppstod",    "deltog",
        "inkom",      "bestod"};
    static const char *const earlier[] = {"var", "tidigare", "davarande", "foregaende"};
    static const char *const passive[] = {"ades", "ordes", "ddes", "ttes",  "ktes",
                                          "ptes", "jdes",  "ndes", "lldes", "gdes"};
    static const char *const not_past[] = {"omrades", "stalldes", "arendes"};
    if (WORDS_IS(key, strong))
        return true;
    if (WORDS_IS(key, earlier))
        return attributive;
    if (key.len < 6 || WORDS_IS(key, not_past))
        return false;
    if (ends_with(key, passive, sizeof passive / sizeof passive[0]))
        return true;
    return attributive && str_ends(key, STR("ade"));
}

bool words_is_supine(struct str key) {
    static const char *const endings[] = {"at",    "ats", "it",  "its", "tts",  "rt",   "rts",  "lt",
                                          "lts",   "gts", "ft",  "fts", "satt", "sett", "fatt", "gatt",
                                          "statt", "nt",  "nts", "kt",  "kts",  "agt"};
    return key.len >= 4 && ends_with(key, endings, sizeof endings / sizeof endings[0]);
}
