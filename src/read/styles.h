/* Styles: the styles part, with what is inherited resolved (notes on docx, section 6).
 * For the word processing readers in read/. */
#ifndef PLANLINT_STYLES_H
#define PLANLINT_STYLES_H

#include "names.h"

enum tristate { TRI_UNSET, TRI_OFF, TRI_ON };

enum style_type { STYLE_PARAGRAPH, STYLE_CHARACTER, STYLE_TABLE, STYLE_NUMBERING };

#define INDENT_UNSET INT32_MIN

/* A style. Members say what the style itself has until styles_resolve, then what is in force through w:basedOn. */
struct style {
    struct str id;
    struct str
        name; /* lower case; after styles_resolve the built-in name that it or a style below it has, else its own */
    enum style_type type;
    struct str based_on;
    long outline;            /* w:outlineLvl 0-9, -1 unset */
    unsigned level;          /* heading level 1-9, 0 body text; set by styles_resolve */
    long num_id, ilvl;       /* -1 unset; ilvl only from a style at or above the one that has num_id */
    struct str num_style;    /* id of the style whose num_id it is */
    long left, hanging;      /* twentieths of a point, INDENT_UNSET */
    bool indent_over_number; /* the style's own indent wins over that of the numbering level */
    enum tristate vanish, bold, page_break;
    enum tristate foreign; /* the language is another one than Swedish */
    bool symbol_font;      /* a font of pictures: Symbol, Wingdings */
    unsigned visited;      /* private to styles_resolve */
};

struct styles;

struct styles *styles_create(struct arena *arena);

/* The handler that fills `struct styles *` from the styles part. */
extern const struct xml_handler styles_handler;

/* Resolves inheritance; call once after the part was read. Linear in the number of styles; cycles are cut. */
void styles_resolve(struct styles *styles);

/* Returns the style of this type with this id (the last one wins, as in Word), or NULL. */
const struct style *styles_find(const struct styles *styles, enum style_type type, struct str id);

/* Returns the default paragraph style, never NULL: a style without any property when the part has none. */
const struct style *styles_default(const struct styles *styles);

/* Returns what the document defaults say about hidden and bold text. */
enum tristate styles_default_vanish(const struct styles *styles);
enum tristate styles_default_bold(const struct styles *styles);
enum tristate styles_default_foreign(const struct styles *styles);

/* Returns TRI_OFF for a tag of Swedish ("sv-SE"), TRI_ON for one of another language, TRI_UNSET for none (empty,
 * "x-none"). */
enum tristate styles_foreign(struct str language);

/* Returns the first tag in the part that is of another language, or the empty slice. */
struct str styles_first_foreign(const struct styles *styles);

/* Returns the value in force of a toggle property (ECMA-376 part 1, 17.7.3): direct formatting decides, else document
 * defaults switch it on, else paragraph and character style cancel each other out. */
bool styles_toggle(enum tristate direct, enum tristate defaults, enum tristate paragraph, enum tristate character);

/* Returns the built-in name, "heading 1" or "list bullet 2", that a style id stands for in the languages that Word
 * localises ids in
 * ("Rubrik1", "Punktlista2"), in the arena; the empty slice when it is none. For documents without a styles part. */
struct str styles_guess(struct arena *arena, struct str id);

/* Returns N for the built-in name "heading N" with N 1-9, else 0. */
unsigned styles_heading(struct str name);

/* Returns whether a font shows pictures in place of letters: Symbol, Wingdings and kin. */
bool styles_symbol_font(struct str font);

/* Returns the character that byte `code` of such a font shows, 0 when the table has none. */
uint32_t styles_symbol(uint32_t code);

#endif
