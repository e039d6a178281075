#define _GNU_SOURCE /* memrchr */
#include "words.h"

#include <endian.h>

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

/* The marks that may end a sentence, the rarest first. */
static const char marks[] = "?!.";
enum { MARKS = sizeof marks - 1 };

/* Returns the offset behind the last mark of text[from, at), or `from`. */
static size_t mark_before(struct str text, size_t from, size_t at) {
    for (size_t i = 0; i < MARKS && from < at; i++) {
        const char *mark = memrchr(text.data + from, marks[i], at - from);
        if (mark)
            from = (size_t)(mark - text.data) + 1;
    }
    return from;
}

/* Returns the offset of the first mark of text[at, to), or `to`. */
static size_t mark_behind(struct str text, size_t at, size_t to) {
    for (size_t i = MARKS; i > 0 && at < to; i--) {
        const char *mark = memchr(text.data + at, marks[i - 1], to - at);
        if (mark)
            to = (size_t)(mark - text.data);
    }
    return to;
}

/* Returns whether the sentence ends at the mark at byte `at` of the text. */
static bool ends_sentence(struct str text, size_t at) {
    size_t next = at + 1;
    if (next >= text.len)
        return true;
    if (!is_blank(utf8_next(text, &next)))
        return false;
    while (next < text.len) {
        uint32_t follows = utf8_next(text, &next);
        if (!is_blank(follows))
            return (is_upper(follows) || follows == 0x201D || follows == '"') &&
                   !(text.data[at] == '.' && ends_abbreviation(text, at));
    }
    return true;
}

void words_sentence(struct str text, size_t at, size_t *begin, size_t *end) {
    enum { REACH = 320 /* bytes: a text of dates without periods must not cost their square */ };
    size_t from = at > REACH ? at - REACH : 0, to = at + REACH < text.len ? at + REACH : text.len;
    *begin = from;
    for (size_t i = mark_before(text, from, at); i > from; i = mark_before(text, from, i - 1)) {
        if (ends_sentence(text, i - 1)) {
            *begin = i;
            break;
        }
    }
    *end = to;
    for (size_t i = mark_behind(text, at, to); i < to; i = mark_behind(text, i + 1, to)) {
        if (ends_sentence(text, i)) {
            *end = i + 1;
            break;
        }
    }
}

/* Returns the folded form of a letter that is not ASCII, 0 for what stands between words. */
static char fold_letter(uint32_t c) {
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

/* Folded forms of the ASCII bytes of words, 0 for what stands between words. */
static const char plain[0x100] = {
    ['&'] = '&', ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6',
    ['7'] = '7', ['8'] = '8', ['9'] = '9', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e',
    ['F'] = 'f', ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm',
    ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u',
    ['V'] = 'v', ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c',
    ['d'] = 'd', ['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k',
    ['l'] = 'l', ['m'] = 'm', ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's',
    ['t'] = 't', ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z'};

static unsigned listed_senses(struct str key) {
    enum { MOST = 16 };
    static const struct {
        struct str key;
        unsigned senses;
    } by_initial[26][MOST + 1] = {
        ['a' - 'a'] = {{WORD("antog"), WORD_PAST},
                       {WORD("antogs"), WORD_PAST},
                       {WORD("arendes"), WORD_NO_VERB},
                       {WORD("att"), WORD_OPENS_CLAUSE},
                       {WORD("avgick"), WORD_PAST},
                       {WORD("avser"), WORD_AHEAD},
                       {WORD("avses"), WORD_AHEAD},
                       {WORD("avslutade"), WORD_PAST}},
        ['b' - 'a'] = {{WORD("beraknas"), WORD_AHEAD},
                       {WORD("beslutade"), WORD_PAST},
                       {WORD("bestod"), WORD_PAST},
                       {WORD("blev"), WORD_PAST},
                       {WORD("bor"), WORD_AHEAD},
                       {WORD("borjade"), WORD_PAST},
                       {WORD("byggde"), WORD_PAST},
                       {WORD("bytte"), WORD_PAST}},
        ['d' - 'a'] = {{WORD("da"), WORD_OPENS_CLAUSE},
                       {WORD("dar"), WORD_OPENS_CLAUSE},
                       {WORD("davarande"), WORD_EARLIER},
                       {WORD("deltog"), WORD_PAST},
                       {WORD("drev"), WORD_PAST},
                       {WORD("drevs"), WORD_PAST}},
        ['e' - 'a'] = {{WORD("eftersom"), WORD_OPENS_CLAUSE}, {WORD("etableras"), WORD_AHEAD}},
        ['f' - 'a'] = {{WORD("fanns"), WORD_PAST},
                       {WORD("fick"), WORD_PAST},
                       {WORD("foljde"), WORD_PAST},
                       {WORD("forde"), WORD_PAST},
                       {WORD("foregaende"), WORD_EARLIER},
                       {WORD("forlangdes"), WORD_AGREES},
                       {WORD("forlangning"), WORD_AGREES},
                       {WORD("forlangs"), WORD_AGREES},
                       {WORD("forlingning"), WORD_AGREES},
                       {WORD("fortsatte"), WORD_PAST},
                       {WORD("fortsatter"), WORD_AHEAD}},
        ['g' - 'a'] = {{WORD("galler"), WORD_AGREES},
                       {WORD("gav"), WORD_PAST},
                       {WORD("gavs"), WORD_PAST},
                       {WORD("genomforde"), WORD_PAST},
                       {WORD("genomfors"), WORD_AHEAD},
                       {WORD("gick"), WORD_PAST},
                       {WORD("giltigt"), WORD_AGREES},
                       {WORD("gjorde"), WORD_PAST},
                       {WORD("goller"), WORD_AGREES}},
        ['h' - 'a'] = {{WORD("hade"), WORD_OPENS_CLAUSE | WORD_PAST | WORD_AUXILIARY},
                       {WORD("har"), WORD_OPENS_CLAUSE | WORD_AUXILIARY},
                       {WORD("holl"), WORD_PAST},
                       {WORD("holls"), WORD_PAST}},
        ['i' - 'a'] = {{WORD("inforde"), WORD_PAST},
                       {WORD("inkom"), WORD_PAST},
                       {WORD("inleds"), WORD_AHEAD},
                       {WORD("innebar"), WORD_PAST},
                       {WORD("inrattade"), WORD_PAST}},
        ['k' - 'a'] = {{WORD("kom"), WORD_PAST}, {WORD("kommer"), WORD_AHEAD}},
        ['l' - 'a'] = {{WORD("lade"), WORD_PAST},
                       {WORD("lades"), WORD_PAST},
                       {WORD("ledde"), WORD_PAST},
                       {WORD("lopa"), WORD_AGREES},
                       {WORD("loper"), WORD_AGREES},
                       {WORD("lopte"), WORD_AGREES}},
        ['m' - 'a'] = {{WORD("medforde"), WORD_PAST}, {WORD("motte"), WORD_PAST}},
        ['n' - 'a'] = {{WORD("nar"), WORD_OPENS_CLAUSE}},
        ['o' - 'a'] = {{WORD("overgick"), WORD_PAST}},
        ['p' - 'a'] = {{WORD("planeras"), WORD_AHEAD}, {WORD("presenteras"), WORD_AHEAD}},
        ['r' - 'a'] = {{WORD("redovisas"), WORD_AHEAD}},
        ['s' - 'a'] = {{WORD("sade"), WORD_PAST},
                       {WORD("sedan"), WORD_OPENS_CLAUSE},
                       {WORD("ska"), WORD_AHEAD},
                       {WORD("skall"), WORD_AHEAD},
                       {WORD("skedde"), WORD_PAST},
                       {WORD("skrev"), WORD_PAST},
                       {WORD("skrevs"), WORD_PAST},
                       {WORD("slot"), WORD_PAST},
                       {WORD("slots"), WORD_PAST},
                       {WORD("slutade"), WORD_PAST},
                       {WORD("slutfors"), WORD_AHEAD},
                       {WORD("som"), WORD_OPENS_CLAUSE},
                       {WORD("stalldes"), WORD_NO_VERB},
                       {WORD("startade"), WORD_PAST},
                       {WORD("startar"), WORD_AHEAD},
                       {WORD("stod"), WORD_PAST}},
        ['t' - 'a'] = {{WORD("tecknades"), WORD_AGREES},
                       {WORD("tecknat"), WORD_AGREES},
                       {WORD("tecknats"), WORD_AGREES},
                       {WORD("tidigare"), WORD_EARLIER},
                       {WORD("tillkom"), WORD_PAST},
                       {WORD("tills"), WORD_AGREES},
                       {WORD("tillsatte"), WORD_PAST},
                       {WORD("tillsattes"), WORD_PAST},
                       {WORD("tillsvidare"), WORD_AGREES},
                       {WORD("tog"), WORD_PAST},
                       {WORD("togs"), WORD_PAST},
                       {WORD("tradde"), WORD_PAST}},
        ['u' - 'a'] = {{WORD("upphorde"), WORD_PAST},
                       {WORD("upprattade"), WORD_PAST},
                       {WORD("uppstod"), WORD_PAST},
                       {WORD("utokades"), WORD_PAST},
                       {WORD("utsags"), WORD_PAST}},
        ['v' - 'a'] = {{WORD("valde"), WORD_PAST},
                       {WORD("vantas"), WORD_AHEAD},
                       {WORD("var"), WORD_EARLIER},
                       {WORD("vilka"), WORD_OPENS_CLAUSE},
                       {WORD("vilken"), WORD_OPENS_CLAUSE},
                       {WORD("vilket"), WORD_OPENS_CLAUSE}},
    };
    unsigned initial = (unsigned)(key.data[0] - 'a');
    for (size_t i = 0; initial < 26 && by_initial[initial][i].senses != 0; i++)
        if (by_initial[initial][i].key.len == key.len && by_initial[initial][i].key.data[1] == key.data[1] &&
            memcmp(by_initial[initial][i].key.data, key.data, key.len) == 0)
            return by_initial[initial][i].senses;
    return 0;
}

/* Returns what a word of so many bytes with this key says. */
static unsigned senses_of(struct str key, size_t bytes) {
    /* "vår" and "här" have the keys of "var" and "har" and are no verbs. */
    bool verbless = bytes > key.len && (str_is(key, "var") || str_is(key, "har"));
    unsigned senses = verbless ? 0 : listed_senses(key);
    bool ends = key.len >= 6 && (str_ends(key, STR("es")) || str_ends(key, STR("ade")));
    if (ends || senses & (WORD_PAST | WORD_EARLIER))
        senses |= WORD_MAY_BE_PAST;
    return str_find(key, STR("avtal"), 0) == SIZE_MAX ? senses : senses | WORD_AGREEMENT;
}

/* A word as it is written, up to sixteen bytes: its first and its last eight. */
struct word_form {
    uint64_t head, tail;
    size_t len; /* 0: the slot is free */
    struct str key;
    unsigned senses;
    bool capital;
};
enum { FORM_BITS = 9, FORM_LONGEST = 16 };

void words_keep(struct arena *arena, struct words *words) {
    words->forms = arena_array(arena, struct word_form, (size_t)1 << FORM_BITS);
}

/* Returns the end of the run of ASCII letters and digits, and of letters of Latin-1, at `at`. */
static size_t run_end(struct str text, size_t at, size_t end) {
    for (;;) {
        while (at < end && plain[(unsigned char)text.data[at]])
            at++;
        /* Every character under C3 has a folded form. */
        if (at >= end || at + 1 >= text.len || (unsigned char)text.data[at] != 0xC3 ||
            ((unsigned char)text.data[at + 1] & 0xC0) != 0x80)
            return at;
        at += 2;
    }
}

/* Folds the word at *at into `out` and steps over it; returns the bytes of its key, 0 when there is none. */
static size_t fold_word(struct str text, size_t *at, size_t end, char *out) {
    size_t used = 0;
    for (;;) {
        char letter = 0;
        while (*at < end && (letter = plain[(unsigned char)text.data[*at]]) != 0) {
            out[used++] = letter;
            ++*at;
        }
        if (*at >= end || (unsigned char)text.data[*at] < 0x80)
            return used;
        size_t next = *at;
        letter = fold_letter(utf8_next(text, &next));
        if (!letter)
            return used;
        out[used++] = letter;
        *at = next;
    }
}

static bool has_capital(struct str text, size_t at) {
    return is_upper(utf8_next(text, &at));
}

/* Returns what is known of the word text[begin, end), which is looked at once; NULL when it is too long. */
static const struct word_form *form_of(struct arena *arena, struct words *words, struct str text, size_t begin,
                                       size_t end) {
    size_t len = end - begin;
    uint64_t head, tail = 0;
    if (!words->forms || len > FORM_LONGEST || begin + sizeof head > text.len)
        return NULL;
    memcpy(&head, text.data + begin, sizeof head);
    head = le64toh(head);
    if (len > sizeof head)
        memcpy(&tail, text.data + end - sizeof tail, sizeof tail);
    else if (len < sizeof head)
        head &= (UINT64_C(1) << 8 * len) - 1;
    struct word_form *form = &words->forms[(head ^ tail << 1) * UINT64_C(0x9E3779B97F4A7C15) >> (64 - FORM_BITS)];
    if (form->len == len && form->head == head && form->tail == tail)
        return form;
    char *key = arena_alloc(arena, len); /* of its own: words of the sentence may have the key of the form before */
    size_t at = begin;
    *form = (struct word_form){.head = head, .tail = tail, .len = len, .key = {key, fold_word(text, &at, end, key)}};
    form->senses = senses_of(form->key, len);
    form->capital = has_capital(text, begin);
    return form;
}

void words_read(struct arena *arena, struct words *words, struct str text, size_t begin, size_t end) {
    size_t used = 0;
    if (end - begin > words->room) {
        words->room = 2 * (end - begin);
        words->keys = arena_alloc(arena, words->room);
    }
    words->list.count = 0;
    words->senses = 0;
    for (size_t at = begin; at < end;) {
        unsigned char first = (unsigned char)text.data[at];
        if (!plain[first] && first < 0x80) {
            at++;
            continue;
        }
        size_t from = at, behind = run_end(text, at, end);
        bool plain_behind = behind >= end || (unsigned char)text.data[behind] < 0x80;
        const struct word_form *form = plain_behind ? form_of(arena, words, text, at, behind) : NULL;
        struct str key = {words->keys + used, form ? 0 : fold_word(text, &at, end, words->keys + used)};
        if (!form && key.len == 0) {
            utf8_next(text, &at);
            continue;
        }
        struct word *word = vec_add(arena, &words->list);
        word->begin = from;
        word->end = form ? behind : at;
        word->key = form ? form->key : key;
        word->senses = form ? form->senses : senses_of(key, at - from);
        word->capital = form ? form->capital : has_capital(text, from);
        words->senses |= word->senses;
        used += key.len;
        at = word->end;
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

/* Nouns, by themselves and at the end of compounds, that end as verbs and participles do. */
static bool is_noun(struct str key) {
    static const struct str nouns[] = {
        WORD("omrade"),   WORD("omrades"),    WORD("mantrade"), WORD("mantrades"), WORD("intrade"),   WORD("uttrade"),
        WORD("illtrade"), WORD("foretrade"),  WORD("kostnad"),  WORD("skillnad"),  WORD("marknad"),   WORD("byggnad"),
        WORD("manad"),    WORD("levnad"),     WORD("bostad"),   WORD("verkstad"),  WORD("sgrad"),     WORD("srad"),
        WORD("nrad"),     WORD("ntrad"),      WORD("karrad"),   WORD("resultat"),  WORD("resultats"), WORD("mandat"),
        WORD("format"),   WORD("kandidat"),   WORD("ariat"),    WORD("klimat"),    WORD("apparat"),   WORD("preparat"),
        WORD("internat"), WORD("certifikat"), WORD("citat"),    WORD("referat")};
    return ends_with(key, nouns, sizeof nouns / sizeof nouns[0]);
}

bool words_is_past(const struct word *word, bool attributive) {
    static const struct str passive[] = {WORD("ades"), WORD("ordes"), WORD("ddes"), WORD("ttes"),  WORD("ktes"),
                                         WORD("ptes"), WORD("jdes"),  WORD("ndes"), WORD("lldes"), WORD("gdes")};
    struct str key = word->key;
    if (word->senses & WORD_PAST)
        return true;
    if (word->senses & WORD_EARLIER)
        return attributive;
    if (key.len < 6 || word->senses & WORD_NO_VERB)
        return false;
    bool past = str_ends(key, STR("es")) ? ends_with(key, passive, sizeof passive / sizeof passive[0])
                                         : attributive && str_ends(key, STR("ade"));
    return past && !is_noun(key);
}

bool words_is_participle(struct str key) {
    static const struct str endings[] = {WORD("ad"), WORD("at"), WORD("ats")};
    return key.len > 5 && ends_with(key, endings, sizeof endings / sizeof endings[0]) && !is_noun(key);
}

bool words_is_supine(struct str key) {
    static const struct str endings[] = {
        WORD("at"),    WORD("ats"), WORD("it"),  WORD("its"), WORD("tts"),  WORD("rt"),   WORD("rts"),  WORD("lt"),
        WORD("lts"),   WORD("gts"), WORD("ft"),  WORD("fts"), WORD("satt"), WORD("sett"), WORD("fatt"), WORD("gatt"),
        WORD("statt"), WORD("nt"),  WORD("nts"), WORD("kt"),  WORD("kts"),  WORD("agt")};
    return key.len >= 4 && ends_with(key, endings, sizeof endings / sizeof endings[0]) && !is_noun(key);
}
