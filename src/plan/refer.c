#include "refer.h"

#include "vec.h"
#include "words.h"

/* A number as written: "4.1". */
struct number {
    size_t begin, end;
    size_t last; /* where its last component begins */
    bool dotted;
};

static bool is_digit(struct str text, size_t at) {
    return at < text.len && text.data[at] >= '0' && text.data[at] <= '9';
}

static bool is_letter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Reads a number of at most two digits a component at `at`. */
static bool read_number(struct str text, size_t at, struct number *out) {
    enum { DIGITS = 2 };
    *out = (struct number){.begin = at, .last = at};
    for (;;) {
        size_t from = at;
        while (is_digit(text, at))
            at++;
        if (at == from || at - from > DIGITS)
            return false;
        out->end = at;
        out->last = from;
        if (at >= text.len || text.data[at] != '.' || !is_digit(text, at + 1))
            return true;
        out->dotted = true;
        at++;
    }
}

static size_t skip_blanks(struct str text, size_t at) {
    while (at < text.len) {
        size_t next = at;
        uint32_t c = utf8_next(text, &next);
        if (c != ' ' && c != 0xA0 && c != '\t')
            break;
        at = next;
    }
    return at;
}

/* Returns the offset behind a dash at `at`, or `at`. */
static size_t skip_dash(struct str text, size_t at) {
    size_t next = at;
    uint32_t c = at < text.len ? utf8_next(text, &next) : 0;
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ? next : at;
}

static size_t skip_word(struct str text, size_t at, const char *word) {
    size_t len = strlen(word);
    return at + len < text.len && memcmp(text.data + at, word, len) == 0 && text.data[at + len] == ' ' ? at + len : at;
}

static void add(struct arena *arena, struct refer_list *out, struct str id, size_t begin, size_t end, bool certain) {
    *vec_add(arena, out) = (struct refer){.id = id, .begin = begin, .end = end, .certain = certain};
}

static unsigned last_component(struct str text, struct number number) {
    unsigned value = 0;
    for (size_t i = number.last; i < number.end; i++)
        value = value * 10 + (unsigned)(text.data[i] - '0');
    return value;
}

/* Adds "4.1–4.3" as 4.1, 4.2, 4.3. Two ends that are not of one chapter are two references. */
static void add_range(struct arena *arena, struct str text, struct number from, struct number to, bool certain,
                      struct refer_list *out) {
    struct str prefix = str_slice(text, from.begin, from.last), other = str_slice(text, to.begin, to.last);
    unsigned first = last_component(text, from), last = last_component(text, to);
    if (!(str_equal(prefix, other) || other.len == 0) || first >= last) {
        add(arena, out, str_slice(text, from.begin, from.end), from.begin, from.end, certain);
        add(arena, out, str_slice(text, to.begin, to.end), to.begin, to.end, certain);
        return;
    }
    for (unsigned i = first; i <= last; i++)
        add(arena, out, str_format(arena, "%.*s%u", STR_ARGS(prefix), i), from.begin, to.end, certain);
}

/* Reads "4.1–4.3, 5.1 och 6.1" at `at`. */
static void read_list(struct arena *arena, struct str text, size_t at, bool certain, bool dotted_only,
                      struct refer_list *out) {
    struct number number, to;
    while (read_number(text, skip_blanks(text, at), &number) && (number.dotted || !dotted_only)) {
        at = number.end;
        size_t dash = skip_blanks(text, at), behind = skip_dash(text, dash);
        if (behind > dash && read_number(text, skip_blanks(text, behind), &to)) {
            add_range(arena, text, number, to, certain, out);
            at = to.end;
        } else {
            add(arena, out, str_slice(text, number.begin, number.end), number.begin, number.end, certain);
        }
        size_t next = skip_blanks(text, at), comma = next;
        if (next < text.len && (text.data[next] == ',' || text.data[next] == ';'))
            comma = next + 1;
        comma = skip_word(text, skip_blanks(text, comma), "och");
        comma = skip_word(text, comma, "samt");
        if (comma <= next)
            return;
        at = comma;
    }
}

static const struct str plans[] = {WORD("vp"), WORD("verksamhetsplan"), WORD("verksamhetsplanen"),
                                   WORD("verksamhetsplanens")};
static const struct str goals[] = {WORD("mal"), WORD("malet"), WORD("malen")};
static const struct str places[] = {WORD("avsnitt"), WORD("kapitel"), WORD("kap"), WORD("punkt")};

/* Whether a word of letters of ASCII that ends at `end` is surely none of these: all begin and end alike. */
static bool is_other(struct str text, size_t end) {
    static const char first[] = "vVmMaAkKpP", last[] = "pPnNsSlLtT";
    size_t begin = end;
    while (begin > 0 && is_letter(text.data[begin - 1]))
        begin--;
    bool whole = begin == 0 || text.data[begin - 1] == ' ';
    return whole && begin < end && !(strchr(first, text.data[begin]) && strchr(last, text.data[end - 1]));
}

/* Whether one of these words stands before the number at `at`, with a period or colon and blanks between. */
static bool is_led(struct arena *scratch, struct words *words, struct str text, size_t at) {
    enum {
        LONGEST = 64 /* bytes: a longer word is none of these, and a text without blanks must not cost its square */
    };
    while (at > 0 && (text.data[at - 1] == ' ' || text.data[at - 1] == '\t' || text.data[at - 1] == '\xA0'))
        at -= text.data[at - 1] == '\xA0' ? 2 : 1;
    if (at > 0 && (text.data[at - 1] == '.' || text.data[at - 1] == ':'))
        at--;
    if (is_other(text, at))
        return false;
    size_t begin = at;
    while (begin > 0 && at - begin < LONGEST && text.data[begin - 1] != ' ' && text.data[begin - 1] != '\t')
        begin--;
    words_read(scratch, words, text, begin, at);
    struct str key = words->list.count ? words->list.items[words->list.count - 1].key : (struct str){0};
    return WORDS_IS(key, plans) || WORDS_IS(key, goals) || WORDS_IS(key, places);
}

/* Spares most texts the reading of all their words: numbers are rare, and most are parts of dates. */
static bool may_refer(struct arena *scratch, struct words *words, struct str text) {
    for (size_t at = str_digit(text, 0); at < text.len; at = str_digit(text, at)) {
        if (is_led(scratch, words, text, at))
            return true;
        while (at < text.len && is_digit(text, at))
            at++;
    }
    return false;
}

void refer_scan(struct arena *arena, struct arena *scratch, struct str text, bool whole, struct refer_list *out) {
    enum { SENTENCE_FAR = 12 /* words between "verksamhetsplanen" and "mål 4.2" */ };
    struct words words = {0};
    if (whole && is_digit(text, skip_blanks(text, 0))) {
        read_list(arena, text, 0, true, false, out);
        return;
    }
    if (!may_refer(scratch, &words, text))
        return;
    words_read(scratch, &words, text, 0, text.len);
    size_t plan = SIZE_MAX; /* the last word that names the plan */
    for (size_t i = 0; i < words.list.count; i++) {
        struct str key = words.list.items[i].key;
        bool of_plan = WORDS_IS(key, plans), goal = WORDS_IS(key, goals), place = WORDS_IS(key, places);
        if (of_plan)
            plan = i;
        if (!of_plan && !goal && !place)
            continue;
        bool near_plan = plan != SIZE_MAX && i - plan <= SENTENCE_FAR;
        for (size_t k = i + 1; k < words.list.count && k <= i + SENTENCE_FAR && !near_plan; k++)
            near_plan = WORDS_IS(words.list.items[k].key, plans);
        size_t at = words.list.items[i].end;
        if (at < text.len && (text.data[at] == '.' || text.data[at] == ':'))
            at++;
        /* "avsnitt 4.9" alone may be a section of this very document; "mål 3" may be one of the UN's. */
        if (!place || near_plan)
            read_list(arena, text, at, of_plan || near_plan || goal, !near_plan, out);
    }
}
