#include "styles.h"

#include "map.h"
#include "steps.h"
#include "vec.h"

struct styles {
    struct arena *arena;
    struct stepper stepper;
    VEC(struct style) items;
    struct map *by_id[STYLE_NUMBERING + 1];
    struct style none;
    size_t standard; /* index of the default paragraph style, SIZE_MAX */
    enum tristate default_vanish, default_bold, default_foreign;
    struct str first_foreign;
};

struct styles *styles_create(struct arena *arena) {
    struct styles *styles = arena_new(arena, struct styles);
    styles->arena = arena;
    styles->standard = SIZE_MAX;
    styles->none =
        (struct style){.outline = -1, .num_id = -1, .ilvl = -1, .left = INDENT_UNSET, .hanging = INDENT_UNSET};
    for (size_t i = 0; i <= STYLE_NUMBERING; i++)
        styles->by_id[i] = map_create(arena);
    return styles;
}

static struct style *current(struct styles *styles) {
    return &styles->items.items[styles->items.count - 1];
}

static struct str lower(struct arena *arena, struct str s) {
    char *out = arena_alloc(arena, s.len + 1);
    for (size_t i = 0; i < s.len; i++)
        out[i] = s.data[i] >= 'A' && s.data[i] <= 'Z' ? (char)(s.data[i] | 0x20) : s.data[i];
    return (struct str){out, s.len};
}

static void start_style(void *user, const struct xml_element *element) {
    static const char *const types[] = {"paragraph", "character", "table", "numbering"};
    struct styles *styles = user;
    struct style *style = vec_add(styles->arena, &styles->items);
    *style = styles->none;
    style->id = str_copy(styles->arena, names_value(element, WORD_STYLE_ID));
    for (int i = 0; i <= STYLE_NUMBERING; i++) {
        if (str_is(names_value(element, WORD_TYPE), types[i]))
            style->type = (enum style_type)i;
    }
    map_set(styles->by_id[style->type], style->id, styles->items.count - 1);
    struct str standard = names_value(element, WORD_DEFAULT);
    if (style->type == STYLE_PARAGRAPH && (str_is(standard, "1") || str_is(standard, "true") || str_is(standard, "on")))
        styles->standard = styles->items.count - 1;
}

static void start_name(void *user, const struct xml_element *element) {
    struct styles *styles = user;
    current(styles)->name = lower(styles->arena, str_trim(names_value(element, WORD_VAL)));
}

static void start_based_on(void *user, const struct xml_element *element) {
    struct styles *styles = user;
    current(styles)->based_on = str_copy(styles->arena, names_value(element, WORD_VAL));
}

static void start_outline(void *user, const struct xml_element *element) {
    current(user)->outline = names_number(element, WORD_VAL, -1);
}

static void start_num_id(void *user, const struct xml_element *element) {
    current(user)->num_id = names_number(element, WORD_VAL, -1);
}

static void start_ilvl(void *user, const struct xml_element *element) {
    current(user)->ilvl = names_number(element, WORD_VAL, -1);
}

static void start_indent(void *user, const struct xml_element *element) {
    struct style *style = current(user);
    long left = names_number(element, WORD_LEFT, INDENT_UNSET);
    style->left = left != INDENT_UNSET ? left : names_number(element, WORD_START, INDENT_UNSET);
    style->hanging = names_number(element, WORD_HANGING, INDENT_UNSET);
}

static void start_page_break(void *user, const struct xml_element *element) {
    current(user)->page_break = names_on(element) ? TRI_ON : TRI_OFF;
}

static void start_vanish(void *user, const struct xml_element *element) {
    current(user)->vanish = names_on(element) ? TRI_ON : TRI_OFF;
}

static void start_bold(void *user, const struct xml_element *element) {
    current(user)->bold = names_on(element) ? TRI_ON : TRI_OFF;
}

static void start_fonts(void *user, const struct xml_element *element) {
    current(user)->symbol_font = styles_symbol_font(names_value(element, WORD_ASCII));
}

enum tristate styles_foreign(struct str language) {
    if (language.len < 2 || language.data[0] == 'x')
        return TRI_UNSET;
    bool swedish = (language.data[0] | 0x20) == 's' && (language.data[1] | 0x20) == 'v';
    return swedish ? TRI_OFF : TRI_ON;
}

static enum tristate read_language(struct styles *styles, const struct xml_element *element) {
    struct str language = names_value(element, WORD_VAL);
    enum tristate foreign = styles_foreign(language);
    if (foreign == TRI_ON && styles->first_foreign.len == 0)
        styles->first_foreign = str_copy(styles->arena, language);
    return foreign;
}

static void start_language(void *user, const struct xml_element *element) {
    current(user)->foreign = read_language(user, element);
}

static void start_default_language(void *user, const struct xml_element *element) {
    ((struct styles *)user)->default_foreign = read_language(user, element);
}

static void start_default_vanish(void *user, const struct xml_element *element) {
    ((struct styles *)user)->default_vanish = names_on(element) ? TRI_ON : TRI_OFF;
}

static void start_default_bold(void *user, const struct xml_element *element) {
    ((struct styles *)user)->default_bold = names_on(element) ? TRI_ON : TRI_OFF;
}

enum { IN_PART, IN_STYLES, IN_STYLE, IN_P_PR, IN_NUM_PR, IN_R_PR, IN_DEFAULTS, IN_DEFAULT_R_PR, IN_LEAF };

/* Only direct children count: w:pPrChange holds the old properties, w:tblStylePr those of parts of a table. */
static const struct step steps[] = {{IN_PART, SPACE_W, WORD_STYLES, IN_STYLES, NULL},
                                    {IN_STYLES, SPACE_W, WORD_STYLE, IN_STYLE, start_style},
                                    {IN_STYLE, SPACE_W, WORD_NAME, IN_LEAF, start_name},
                                    {IN_STYLE, SPACE_W, WORD_BASED_ON, IN_LEAF, start_based_on},
                                    {IN_STYLE, SPACE_W, WORD_P_PR, IN_P_PR, NULL},
                                    {IN_STYLE, SPACE_W, WORD_R_PR, IN_R_PR, NULL},
                                    {IN_P_PR, SPACE_W, WORD_OUTLINE_LVL, IN_LEAF, start_outline},
                                    {IN_P_PR, SPACE_W, WORD_IND, IN_LEAF, start_indent},
                                    {IN_P_PR, SPACE_W, WORD_PAGE_BREAK_BEFORE, IN_LEAF, start_page_break},
                                    {IN_P_PR, SPACE_W, WORD_NUM_PR, IN_NUM_PR, NULL},
                                    {IN_NUM_PR, SPACE_W, WORD_NUM_ID, IN_LEAF, start_num_id},
                                    {IN_NUM_PR, SPACE_W, WORD_ILVL, IN_LEAF, start_ilvl},
                                    {IN_R_PR, SPACE_W, WORD_VANISH, IN_LEAF, start_vanish},
                                    {IN_R_PR, SPACE_W, WORD_B, IN_LEAF, start_bold},
                                    {IN_R_PR, SPACE_W, WORD_R_FONTS, IN_LEAF, start_fonts},
                                    {IN_R_PR, SPACE_W, WORD_LANG, IN_LEAF, start_language},
                                    {IN_DEFAULT_R_PR, SPACE_W, WORD_LANG, IN_LEAF, start_default_language},
                                    {IN_STYLES, SPACE_W, WORD_DOC_DEFAULTS, IN_DEFAULTS, NULL},
                                    {IN_DEFAULTS, SPACE_W, WORD_R_PR_DEFAULT, IN_DEFAULTS, NULL},
                                    {IN_DEFAULTS, SPACE_W, WORD_R_PR, IN_DEFAULT_R_PR, NULL},
                                    {IN_DEFAULT_R_PR, SPACE_W, WORD_VANISH, IN_LEAF, start_default_vanish},
                                    {IN_DEFAULT_R_PR, SPACE_W, WORD_B, IN_LEAF, start_default_bold},
                                    {0, SPACE_NONE, WORD_NONE, 0, NULL}};

static void start(void *user, struct xml_parse *parse, const struct xml_element *element) {
    (void)parse;
    steps_enter(&((struct styles *)user)->stepper, steps, user, element);
}

static void end(void *user, struct xml_parse *parse, const struct xml_element *element, size_t begin, size_t stop) {
    (void)parse, (void)element, (void)begin, (void)stop;
    steps_leave(&((struct styles *)user)->stepper);
}

const struct xml_handler styles_handler = {.words = wml_words, .spaces = wml_spaces, .start = start, .end = end};

unsigned styles_heading(struct str name) {
    bool heading = name.len == 9 && str_starts(name, STR("heading ")) && name.data[8] >= '1' && name.data[8] <= '9';
    return heading ? (unsigned)(name.data[8] - '0') : 0;
}

/* Built-in names that say what a paragraph is for; a style without one of them takes it from the style that it is based
 * on. */
static bool is_telling(struct str name) {
    static const char *const names[] = {"title",  "subtitle", "caption", "toc heading", "header",
                                        "footer", "quote",    "author",  "date",        "footnote text"};
    static const char *const families[] = {"heading ", "toc ", "list "};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (str_is(name, names[i]))
            return true;
    }
    for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
        if (str_starts(name, str_from(families[i])))
            return true;
    }
    return false;
}

/* Takes over from `base`, which is resolved, what `style` does not have itself. `base` is the empty style at the root.
 */
static void inherit(struct arena *arena, struct style *style, const struct style *base) {
    /* A converter from the old format writes the names of the user's language: "Rubrik 1". */
    struct str meant = is_telling(style->name) ? (struct str){NULL, 0} : styles_guess(arena, style->name);
    if (meant.len != 0)
        style->name = meant;
    unsigned named = styles_heading(style->name);
    if (style->outline >= 0 && style->outline <= 9)
        style->level = style->outline == 9 ? 0 : (unsigned)style->outline + 1;
    else
        style->level = named != 0 ? named : base->level;
    if (!is_telling(style->name) && is_telling(base->name))
        style->name = base->name;
    bool own_indent = style->left != INDENT_UNSET;
    if (style->num_id == -1) {
        style->num_id = base->num_id;
        style->num_style = base->num_style;
        if (style->ilvl == -1)
            style->ilvl = base->ilvl;
        style->indent_over_number = own_indent || base->indent_over_number;
    } else {
        style->num_style = style->id;
        style->indent_over_number = own_indent;
    }
    if (style->left == INDENT_UNSET)
        style->left = base->left;
    if (style->hanging == INDENT_UNSET)
        style->hanging = base->hanging;
    if (style->vanish == TRI_UNSET)
        style->vanish = base->vanish;
    if (style->bold == TRI_UNSET)
        style->bold = base->bold;
    if (style->page_break == TRI_UNSET)
        style->page_break = base->page_break;
    if (style->foreign == TRI_UNSET)
        style->foreign = base->foreign;
    style->symbol_font |= base->symbol_font;
}

void styles_resolve(struct styles *styles) {
    VEC(struct style *) chain = {0};
    for (size_t i = 0; i < styles->items.count; i++) {
        struct style *style = &styles->items.items[i];
        chain.count = 0;
        /* Up to a style that is resolved (2) or on the way already (1): that one closes a cycle. */
        while (style != NULL && style->visited == 0) {
            style->visited = 1;
            *vec_add(styles->arena, &chain) = style;
            size_t base = style->based_on.len == 0 ? MAP_NONE : map_find(styles->by_id[style->type], style->based_on);
            style = base == MAP_NONE ? NULL : &styles->items.items[base];
        }
        const struct style *base = style != NULL && style->visited == 2 ? style : &styles->none;
        while (chain.count != 0) {
            struct style *next = chain.items[--chain.count];
            inherit(styles->arena, next, base);
            next->visited = 2;
            base = next;
        }
    }
}

const struct style *styles_find(const struct styles *styles, enum style_type type, struct str id) {
    size_t index = map_find(styles->by_id[type], id);
    return index == MAP_NONE ? NULL : &styles->items.items[index];
}

const struct style *styles_default(const struct styles *styles) {
    return styles->standard == SIZE_MAX ? &styles->none : &styles->items.items[styles->standard];
}

enum tristate styles_default_vanish(const struct styles *styles) {
    return styles->default_vanish;
}

enum tristate styles_default_bold(const struct styles *styles) {
    return styles->default_bold;
}

enum tristate styles_default_foreign(const struct styles *styles) {
    return styles->default_foreign;
}

struct str styles_first_foreign(const struct styles *styles) {
    return styles->first_foreign;
}

bool styles_toggle(enum tristate direct, enum tristate defaults, enum tristate paragraph, enum tristate character) {
    if (direct != TRI_UNSET)
        return direct == TRI_ON;
    return defaults == TRI_ON || (paragraph == TRI_ON) != (character == TRI_ON);
}
