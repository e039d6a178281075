/* What style ids and fonts of pictures mean: the tables of styles.h. */
#include "styles.h"

/* Ids are the localised names without the letters outside ASCII (notes on docx, 6.2). `numbered`: 1-9 may follow, as in
 * "Rubrik1"; without a number the built-in name is `plain`, NULL when there is none. */
static const struct {
    const char *id, *plain, *numbered;
} guesses[] = {
    {"rubrik", "title", "heading "},
    {"heading", NULL, "heading "},
    {"otsikko", "title", "heading "},
    {"overskrift", NULL, "heading "},
    {"berschrift", NULL, "heading "},
    {"titre", "title", "heading "},
    {"ttulo", "title", "heading "},
    {"nadpis", NULL, "heading "},
    {"kop", NULL, "heading "},
    {"title", "title", NULL},
    {"titel", "title", NULL},
    {"subtitle", "subtitle", NULL},
    {"underrubrik", "subtitle", NULL},
    {"author", "author", NULL},
    {"date", "date", NULL},
    {"datum", "date", NULL},
    {"toc", NULL, "toc "},
    {"contents", NULL, "toc "},
    {"innehll", NULL, "toc "},
    {"innehllsfrteckningsrubrik", "toc heading", NULL},
    {"innehllsfrteckning", NULL, "toc "},
    {"tocheading", "toc heading", NULL},
    {"contentsheading", "toc heading", NULL},
    {"liststycke", "list paragraph", NULL},
    {"listparagraph", "list paragraph", NULL},
    {"punktlista", "list bullet", "list bullet "},
    {"listbullet", "list bullet", "list bullet "},
    {"numreradlista", "list number", "list number "},
    {"listnumber", "list number", "list number "},
    {"list", "list", "list "},
    {"lista", "list", "list "},
    {"listafortstt", "list continue", "list continue "},
    {"listcontinue", "list continue", "list continue "},
    {"beskrivning", "caption", NULL},
    {"caption", "caption", NULL},
    {"sidhuvud", "header", NULL},
    {"header", "header", NULL},
    {"sidfot", "footer", NULL},
    {"footer", "footer", NULL},
    {"fotnotstext", "footnote text", NULL},
    {"footnotetext", "footnote text", NULL},
};

struct str styles_guess(struct arena *arena, struct str id) {
    char key[32];
    size_t len = 0;
    for (size_t i = 0; i < id.len; i++) {
        char c = id.data[i];
        if (c == ' ' || (unsigned char)c >= 0x80)
            continue;
        if (len == sizeof(key))
            return (struct str){NULL, 0};
        key[len++] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    bool digit = len > 1 && key[len - 1] >= '1' && key[len - 1] <= '9';
    for (size_t i = 0; i < sizeof(guesses) / sizeof(guesses[0]); i++) {
        if (guesses[i].plain != NULL && str_is((struct str){key, len}, guesses[i].id))
            return str_from(guesses[i].plain);
        if (guesses[i].numbered != NULL && digit && str_is((struct str){key, len - 1}, guesses[i].id))
            return str_format(arena, "%s%c", guesses[i].numbered, key[len - 1]);
    }
    return (struct str){NULL, 0};
}

bool styles_symbol_font(struct str font) {
    static const char *const fonts[] = {"Symbol", "Wingdings", "Webdings"};
    for (size_t i = 0; i < sizeof(fonts) / sizeof(fonts[0]); i++) {
        if (str_starts(font, str_from(fonts[i])))
            return true;
    }
    return false;
}

/* Low bytes of U+F0xx as Symbol and Wingdings show them; those that occur (notes on docx, 5.6). */
static const struct {
    uint8_t code;
    uint16_t shown;
} symbols[] = {{0x2d, 0x2212}, {0x6c, 0x25cf}, {0x6e, 0x25a0}, {0x6f, 0x25a1}, {0x71, 0x2751}, {0x75, 0x25c6},
               {0x76, 0x2756}, {0x9f, 0x2022}, {0xa7, 0x25aa}, {0xa8, 0x25fb}, {0xb7, 0x2022}, {0xd8, 0x27a2},
               {0xdf, 0x2190}, {0xe0, 0x2192}, {0xe1, 0x2191}, {0xe2, 0x2193}, {0xe8, 0x2794}, {0xf0, 0x21e8},
               {0xfa, 0x25aa}, {0xfb, 0x2718}, {0xfc, 0x2713}, {0xfd, 0x2612}, {0xfe, 0x2611}};

uint32_t styles_symbol(uint32_t code) {
    for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
        if (symbols[i].code == (code & 0xff))
            return symbols[i].shown;
    }
    return 0;
}
