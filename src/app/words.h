/* Words: what the argument of an option or command may be, for messages and for the completions of the shells.
 * For app/. */
#ifndef PLANLINT_WORDS_H
#define PLANLINT_WORDS_H

#include "options.h"

/* What stands for an argument in the tables, "FILE" or "text|json", and what that means. */
enum words {
    WORDS_FREE, /* anything */
    WORDS_CHOICE,
    WORDS_FILE,
    WORDS_FOLDER,
    WORDS_PACK, /* name of a shipped pack, or a file */
    WORDS_COMMAND,
    WORDS_FORMAT,  /* and ":" and a file */
    WORDS_LIMIT,   /* and "=" and a number */
    WORDS_RULE,    /* id or name */
    WORDS_RULES,   /* ids, names or families, by comma */
    WORDS_SEVERITY /* a rule, "=" and a level */
};

/* Returns what the word of `argument` stands for; NULL and unknown words are free. */
enum words words_kind(struct str argument);

/* Appends the words that `argument` may be and that are known without reading rules: those of "a|b", formats, limits,
 * packs, commands. Of WORDS_SEVERITY these are the levels. */
void words_list(struct arena *arena, struct str argument, struct str_list *out);

#endif
