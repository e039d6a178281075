/* Similar: how much two texts have in common, for suggestions, never for silent acceptance (notes on rules, section 6).
 * For text/ and the floors above. */
#ifndef PLANLINT_SIMILAR_H
#define PLANLINT_SIMILAR_H

#include "str.h"

struct arena;
struct similar_corpus; /* goals, tokenised and weighted once; immutable afterwards */

/* One text to be suggested: a title and the body under it. */
struct similar_text {
    struct str title, body;
};

/* Builds the corpus of `count` texts: light Swedish stems, stop words left out, idf weights over the texts. */
struct similar_corpus *similar_build(struct arena *arena, const struct similar_text *texts, size_t count);

struct similar_hit {
    size_t text;  /* index into the texts of the corpus */
    double score; /* 0 to 1 */
};

enum { SIMILAR_HITS = 2 };
#define SIMILAR_FLOOR 0.45  /* below this nothing is suggested */
#define SIMILAR_MARGIN 0.15 /* a second suggestion must come this close to the first */

/* Writes the suggestions for `query` to `out`, best first, and returns how many: 0 to SIMILAR_HITS. */
size_t similar_find(const struct similar_corpus *corpus, struct str query, struct similar_hit out[SIMILAR_HITS]);

/* Writes the score of every text of the corpus for `query`, 0 to 1, to `scores`. */
void similar_scores(const struct similar_corpus *corpus, struct str query, double *scores);

/* Returns the Damerau-Levenshtein distance of two short texts in code points, or `limit` + 1 when it is larger than
 * `limit`. */
size_t similar_distance(struct str a, struct str b, size_t limit);

/* Returns the index of the candidate nearest to `word` for "did you mean", or SIZE_MAX when none is within a third of
 * its length. */
size_t similar_nearest(struct str word, const struct str *candidates, size_t count);

#endif
