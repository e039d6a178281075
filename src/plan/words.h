/* Words: a sentence as folded words with their places, and questions about Swedish words that the roles of dates turn
 * on. For plan/ only. Keys are written without diacritics (å ä -> a, ö é -> o), so that text from OCR is read as well.
 */
#ifndef PLANLINT_WORDS_H
#define PLANLINT_WORDS_H

#include "str.h"
#include "vec.h"

/* An entry of a table of keys. */
#define WORD(text)                                                                                                     \
    { (text), sizeof(text) - 1 }

/* What a word says where a date stands near. */
enum word_sense {
    WORD_AGREES = 1u << 0,       /* of a validity: "gäller" */
    WORD_AHEAD = 1u << 1,        /* of what is to come: "ska" */
    WORD_PAST = 1u << 2,         /* a finite past tense that its ending does not show: "blev" */
    WORD_EARLIER = 1u << 3,      /* past, unless it is an attribute: "tidigare" */
    WORD_NO_VERB = 1u << 4,      /* ends as a past tense and is none: "ärendes" */
    WORD_OPENS_CLAUSE = 1u << 5, /* a verb behind it is finite: "som" */
    WORD_AUXILIARY = 1u << 6,    /* makes a supine a perfect: "har" */
    WORD_MAY_BE_PAST = 1u << 7,  /* words_is_past may say so */
    WORD_AGREEMENT = 1u << 8     /* has "avtal" in it */
};

struct word {
    size_t begin, end; /* bytes in the text */
    struct str key;
    unsigned senses; /* bits of enum word_sense */
    bool capital;    /* begins with a capital letter */
};

struct words {
    VEC(struct word) list;
    unsigned senses; /* of all words together */
    char *keys;      /* room for the keys; reused for each sentence */
    size_t room;
    struct word_form *forms; /* words that were read before, NULL: none are kept */
};

/* Makes `words` keep what it reads, for many sentences: words come again. The arena is the one of all its reading. */
void words_keep(struct arena *arena, struct words *words);

/* Returns the bounds of the sentence of `text` that holds byte `at`. */
void words_sentence(struct str text, size_t at, size_t *begin, size_t *end);

/* Fills `words` with the words of text[begin, end); numbers count as words. */
void words_read(struct arena *arena, struct words *words, struct str text, size_t begin, size_t end);

/* Returns whether the key is one of the `count` words. */
bool words_is(struct str key, const struct str *list, size_t count);
#define WORDS_IS(key, list) words_is((key), (list), sizeof(list) / sizeof((list)[0]))

/* Returns whether the key is a verb in a finite past tense; `attributive` tells whether forms that may also be
 * participles before a noun ("utökade") count. */
bool words_is_past(const struct word *word, bool attributive);

/* Returns whether the key looks like a participle that leads to a date: "publicerad", "påbörjat". */
bool words_is_participle(struct str key);

/* Returns whether the key looks like a supine ("inrättat", "tagits"), which "har" makes a perfect. */
bool words_is_supine(struct str key);

#endif
