#include "words.h"

static bool is_upper(uint32_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
}

static bool is_blank(uint32_t c) {
    return c == ' ' || c == '\t' || c == '\n' || c == 0xA0;
}

/* Abbreviations that end with a period inside a sentence. */
static bool ends_abbreviation(struct str text, size_t period) {
    static const struct str short_words[] = {
        WORD("jan"), WORD("feb"),  WORD("mar"),  WORD("apr"),   WORD("jun"),    WORD("jul"), WORD("aug"),
        WORD("sep"), WORD("sept"), WORD("okt"),  WORD("nov"),   WORD("dec"),    WORD("ex"),  WORD("kap"),
        WORD("nr"),  WORD("st"),   WORD("resp"), WORD("ca"),    WORD("kl"),     WORD("dir"), WORD("prop"),
        WORD("s.k"), WORD("bl.a"), WORD("t.ex"), WORD("t.o.m"), WORD("fr.o.m"), WORD("f.d"), WORD("d.v.s"),
        WORD("dvs"), WORD("inkl"), WORD("exkl"), WORD("m.fl"),  WORD("m.m"),    WORD("osv")};
    size_t begin = period;
    while (begin > 0 && text.data[begin - 1] != ' ' && text.data[begin - 1] != '(' && text.data[begin - 1] != '\n')
        begin--;
    struct str word = str_slice(text, begin, period);
    if (word.len == 1)
        return true;
    for (size_t i = 0; i < sizeof short_words / sizeof short_words[0]; i++) {
        struct str known = short_words[i];
        if (word.len == known.len && (word.data[0] | 0x20) == known.data[0] &&
            memcmp(word.data + 1, known.data + 1, known.len - 1) == 0)
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
    enum { REACH = 320 /* bytes: a text of dates without periods must not cost their square */ };
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

bool words_is(struct str key, const struct str *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (str_equal(key, list[i]))
            return true;
    }
    return false;
}

static bool ends_with(struct str key, const struct str *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (str_ends(key, list[i]))
            return true;
    }
    return false;
}

bool words_is_past(struct str key, bool attributive) {
    static const struct str strong[] = {
        WORD("blev"),       WORD("fick"),       WORD("gick"),      WORD("kom"),        WORD("tog"),
        WORD("togs"),       WORD("antog"),      WORD("antogs"),    WORD("gav"),        WORD("gavs"),
        WORD("fanns"),      WORD("stod"),       WORD("holl"),      WORD("holls"),      WORD("skrev"),
        WORD("skrevs"),     WORD("drev"),       WORD("drevs"),     WORD("valde"),      WORD("hade"),
        WORD("gjorde"),     WORD("ledde"),      WORD("skedde"),    WORD("lade"),       WORD("lades"),
        WORD("sade"),       WORD("forde"),      WORD("inforde"),   WORD("foljde"),     WORD("byggde"),
        WORD("bytte"),      WORD("motte"),      WORD("fortsatte"), WORD("tradde"),     WORD("upphorde"),
        WORD("borjade"),    WORD("innebar"),    WORD("utsags"),    WORD("genomforde"), WORD("tillsatte"),
        WORD("tillsattes"), WORD("upprattade"), WORD("inrattade"), WORD("beslutade"),  WORD("startade"),
        WORD("medforde"),   WORD("avslutade"),  WORD("utokades"),  WORD("slot"),       WORD("slots"),
        WORD("slutade"),    WORD("overgick"),   WORD("avgick"),    WORD("tillkom"),    WORD("uppstod"),
        WORD("deltog"),     WORD("inkom"),      WORD("bestod")};
    static const struct str earlier[] = {WORD("var"), WORD("tidigare"), WORD("davarande"), WORD("foregaende")};
    static const struct str passive[] = {WORD("ades"), WORD("ordes"), WORD("ddes"), WORD("ttes"),  WORD("ktes"),
                                         WORD("ptes"), WORD("jdes"),  WORD("ndes"), WORD("lldes"), WORD("gdes")};
    static const struct str not_past[] = {WORD("omrades"), WORD("stalldes"), WORD("arendes")};
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
    static const struct str endings[] = {
        WORD("at"),    WORD("ats"), WORD("it"),  WORD("its"), WORD("tts"),  WORD("rt"),   WORD("rts"),  WORD("lt"),
        WORD("lts"),   WORD("gts"), WORD("ft"),  WORD("fts"), WORD("satt"), WORD("sett"), WORD("fatt"), WORD("gatt"),
        WORD("statt"), WORD("nt"),  WORD("nts"), WORD("kt"),  WORD("kts"),  WORD("agt")};
    return key.len >= 4 && ends_with(key, endings, sizeof endings / sizeof endings[0]);
}
