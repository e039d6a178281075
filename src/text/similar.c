#include "similar.h"

#include <math.h>

#include "fold.h"
#include "map.h"
#include "vec.h"

enum {
    STEM_LEAST = 4,    /* code points that a stem keeps */
    PREFIX_LEAST = 6,  /* common beginning of two words that makes them akin */
    WHOLE_LEAST = 5,   /* the same when it is the whole of one of them, and the least end of a compound */
    QUERY_TOKENS = 64, /* of one query; headings and activities have fewer */
    DISTANCE_MOST = 96 /* code points of a word for similar_distance */
};

/* Words that say nothing about a subject: function words, and the genre's own words, which stand in every goal. */
static const char *const stop_words[] = {
    "alla",
    "andra",
    "annan",
    "annat",
    "arbeta",
    "arbete",
    "arbetet",
    "att",
    "av",
    "bidra",
    "bland",
    "bli",
    "blir",
    "bör",
    "både",
    "de",
    "dem",
    "den",
    "denna",
    "deras",
    "dess",
    "dessa",
    "det",
    "detta",
    "där",
    "därmed",
    "dock",
    "efter",
    "eller",
    "en",
    "enligt",
    "ett",
    "flera",
    "fler",
    "fokus",
    "fortsatt",
    "fortsätta",
    "fram",
    "från",
    "främja",
    "för",
    "genom",
    "ger",
    "genomföra",
    "ge",
    "gemensam",
    "gemensamma",
    "gemensamt",
    "ha",
    "har",
    "hos",
    "i",
    "in",
    "inom",
    "inte",
    "kan",
    "kring",
    "med",
    "mellan",
    "mer",
    "mot",
    "mål",
    "målet",
    "ned",
    "nya",
    "när",
    "och",
    "också",
    "om",
    "olika",
    "området",
    "områden",
    "område",
    "på",
    "region",
    "regionen",
    "regioner",
    "regioners",
    "regionerna",
    "regionernas",
    "regional",
    "regionala",
    "samt",
    "samverka",
    "samverkan",
    "se",
    "ska",
    "skall",
    "sig",
    "sin",
    "sina",
    "sjukvårdsregion",
    "sjukvårdsregionen",
    "sjukvårdsregionens",
    "sjukvårdsregional",
    "sjukvårdsregionala",
    "sjukvårdsregionalt",
    "som",
    "stärka",
    "stärkt",
    "stöd",
    "stödja",
    "sådant",
    "så",
    "till",
    "ta",
    "under",
    "underlätta",
    "upp",
    "ut",
    "utifrån",
    "utveckla",
    "utveckling",
    "utvecklingen",
    "vara",
    "varje",
    "verka",
    "verksamhet",
    "verksamheten",
    "via",
    "vid",
    "vilket",
    "vår",
    "våra",
    "än",
    "är",
    "öka",
    "över",
    "övriga",
};

/* Endings of nouns, verbs and adjectives, a longer one before its own end; one is taken off. */
static const struct str endings[] = {
    {"heterna", 7}, {"erna", 4}, {"arna", 4}, {"orna", 4}, {"ning", 4}, {"ens", 3}, {"ets", 3}, {"et", 2},
    {"en", 2},      {"er", 2},   {"ar", 2},   {"or", 2},   {"na", 2},   {"s", 1},   {"a", 1},   {"e", 1},
};

/* One distinct stem of the corpus. */
struct term {
    struct str stem;
    size_t length;  /* code points */
    size_t texts;   /* that have it */
    size_t seen_in; /* text counted last, plus one */
    struct {
        struct posting {
            size_t text;
            bool title;
        } * items;
        size_t count, cap;
    } postings;
};

struct similar_corpus {
    size_t count;
    struct map *by_stem;
    struct {
        struct term *items;
        size_t count, cap;
    } terms;
};

/* Returns `word` without its ending. */
static struct str stem_of(struct str word) {
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        if (!str_ends(word, endings[i]))
            continue;
        struct str stem = str_slice(word, 0, word.len - endings[i].len);
        if (utf8_count(stem) >= STEM_LEAST)
            return stem;
    }
    return word;
}

static bool is_stop_word(struct str word) {
    for (size_t i = 0; i < sizeof(stop_words) / sizeof(stop_words[0]); i++) {
        if (word.data[0] == stop_words[i][0] && str_is(word, stop_words[i]))
            return true;
    }
    return false;
}

/* Splits off the next stem of a folded text; returns false at the end. Numbers and single letters are no words. */
static bool next_stem(struct str *rest, struct str *stem) {
    while (rest->data != NULL) {
        struct str word = str_cut(rest, ' ');
        if (word.len < 2 || (word.data[0] >= '0' && word.data[0] <= '9') || is_stop_word(word))
            continue;
        *stem = stem_of(word);
        return true;
    }
    return false;
}

static void add_text(struct arena *arena, struct similar_corpus *corpus, struct str text, size_t index, bool title) {
    struct str rest = fold_heading(arena, text), stem;
    while (next_stem(&rest, &stem)) {
        size_t at = map_add(corpus->by_stem, stem, corpus->terms.count);
        if (at == corpus->terms.count)
            *vec_add(arena, &corpus->terms) = (struct term){.stem = stem, .length = utf8_count(stem)};
        struct term *term = &corpus->terms.items[at];
        if (term->seen_in != index + 1) {
            term->seen_in = index + 1;
            term->texts++;
        }
        *vec_add(arena, &term->postings) = (struct posting){index, title};
    }
}

struct similar_corpus *similar_build(struct arena *arena, const struct similar_text *texts, size_t count) {
    struct similar_corpus *corpus = arena_new(arena, struct similar_corpus);
    corpus->count = count;
    corpus->by_stem = map_create(arena);
    for (size_t i = 0; i < count; i++) {
        add_text(arena, corpus, texts[i].title, i, true);
        add_text(arena, corpus, texts[i].body, i, false);
    }
    return corpus;
}

/* Returns how much a word that so many texts have says: less the more there are. */
static double weight(const struct similar_corpus *corpus, struct str stem) {
    size_t at = map_find(corpus->by_stem, stem);
    size_t texts = at == MAP_NONE ? 1 : corpus->terms.items[at].texts;
    return log(1.0 + (double)corpus->count / (double)texts);
}

static size_t common_prefix(struct str a, struct str b) {
    size_t at = 0;
    while (at < a.len && at < b.len && a.data[at] == b.data[at])
        at++;
    while (at > 0 && at < a.len && ((unsigned char)a.data[at] & 0xc0) == 0x80)
        at--;
    return utf8_count(str_slice(a, 0, at));
}

/* Returns how akin two stems are: 1 equal; by their common beginning; .6 when one is the last part of the other. */
static double likeness(struct str a, size_t a_length, struct str b, size_t b_length) {
    if (str_equal(a, b))
        return 1;
    size_t shorter = a_length < b_length ? a_length : b_length;
    if (shorter < WHOLE_LEAST)
        return 0;
    size_t common = common_prefix(a, b);
    if (common >= PREFIX_LEAST || common == shorter)
        return 2 * (double)common / (double)(a_length + b_length);
    return str_ends(a, b) || str_ends(b, a) ? 0.6 : 0;
}

/* The likeness of the best word in the title and in the body of one text, for one word of the query; then their sums.
 */
struct tally {
    double title_best, body_best;
    double title, body;
};

static void tally_stem(const struct similar_corpus *corpus, struct str stem, struct tally *tallies) {
    size_t length = utf8_count(stem);
    for (size_t i = 0; i < corpus->terms.count; i++) {
        const struct term *term = &corpus->terms.items[i];
        double like = likeness(stem, length, term->stem, term->length);
        for (size_t j = 0; like > 0 && j < term->postings.count; j++) {
            struct tally *tally = &tallies[term->postings.items[j].text];
            double *best = term->postings.items[j].title ? &tally->title_best : &tally->body_best;
            if (like > *best)
                *best = like;
        }
    }
}

static double score_of(const struct tally *tally, double total) {
    double title = tally->title / total, body = tally->body / total;
    return fmax(fmax(title, 0.75 * body), 0.6 * title + 0.4 * body);
}

/* Keeps the best hits in order; of equal ones the text that comes first. */
static size_t keep(struct similar_hit *hits, size_t count, struct similar_hit hit) {
    size_t at = count;
    while (at > 0 && hits[at - 1].score < hit.score)
        at--;
    if (at == SIMILAR_HITS)
        return count;
    if (count < SIMILAR_HITS)
        count++;
    for (size_t i = count - 1; i > at; i--)
        hits[i] = hits[i - 1];
    hits[at] = hit;
    return count;
}

/* Fills one score a text; the tallies are scratch. */
static void score(const struct similar_corpus *corpus, struct str query, struct tally *tallies, struct arena *scratch,
                  double *scores) {
    struct str rest = fold_heading(scratch, query), stem;
    double total = 0;
    for (size_t tokens = 0; tokens < QUERY_TOKENS && next_stem(&rest, &stem); tokens++) {
        double heavy = weight(corpus, stem);
        total += heavy;
        tally_stem(corpus, stem, tallies);
        for (size_t i = 0; i < corpus->count; i++) {
            tallies[i].title += heavy * tallies[i].title_best;
            tallies[i].body += heavy * tallies[i].body_best;
            tallies[i].title_best = tallies[i].body_best = 0;
        }
    }
    for (size_t i = 0; i < corpus->count; i++)
        scores[i] = total > 0 ? score_of(&tallies[i], total) : 0;
}

void similar_scores(const struct similar_corpus *corpus, struct str query, double *scores) {
    struct arena *scratch = arena_create();
    score(corpus, query, arena_array(scratch, struct tally, corpus->count), scratch, scores);
    arena_destroy(scratch);
}

size_t similar_find(const struct similar_corpus *corpus, struct str query, struct similar_hit out[SIMILAR_HITS]) {
    struct arena *scratch = arena_create();
    double *scores = arena_array(scratch, double, corpus->count);
    size_t count = 0;
    score(corpus, query, arena_array(scratch, struct tally, corpus->count), scratch, scores);
    for (size_t i = 0; i < corpus->count; i++)
        count = keep(out, count, (struct similar_hit){i, scores[i]});
    while (count > 0 && (out[count - 1].score < SIMILAR_FLOOR || out[0].score - out[count - 1].score > SIMILAR_MARGIN))
        count--;
    arena_destroy(scratch);
    return count;
}

/* Decodes at most DISTANCE_MOST code points; returns how many, DISTANCE_MOST + 1 when there are more. */
static size_t decode(struct str s, uint32_t *out) {
    size_t count = 0;
    for (size_t at = 0; at < s.len;) {
        if (count == DISTANCE_MOST)
            return DISTANCE_MOST + 1;
        out[count++] = utf8_next(s, &at);
    }
    return count;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* The distance of two words that differ by at most `limit` in length; only what is near the diagonal of the table can
 * be within the limit. */
static size_t distance(struct str a, struct str b, size_t limit) {
    uint32_t x[DISTANCE_MOST], y[DISTANCE_MOST];
    size_t m = decode(a, x), n = decode(b, y);
    if (m > DISTANCE_MOST || n > DISTANCE_MOST)
        return limit + 1;
    /* Rows of the table for the prefixes i - 2, i - 1 and i of `a`. */
    uint8_t rows[3][DISTANCE_MOST + 2] = {{0}};
    uint8_t *before = rows[0], *last = rows[1], *row = rows[2];
    size_t least_before = 0;
    for (size_t j = 0; j <= n + 1; j++)
        last[j] = before[j] = (uint8_t)j;
    for (size_t i = 1; i <= m; i++) {
        size_t from = i > limit + 1 ? i - limit : 1, to = least(n, i + limit);
        size_t least_here = from == 1 ? i : limit + 1;
        row[from - 1] = (uint8_t)least_here;
        for (size_t j = from; j <= to; j++) {
            size_t cost = (size_t)last[j - 1] + (x[i - 1] != y[j - 1]);
            cost = least(cost, least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                cost = least(cost, before[j - 2] + 1u);
            row[j] = (uint8_t)cost;
            least_here = least(least_here, cost);
        }
        row[to + 1] = (uint8_t)(limit + 1);
        /* A row is made of the two before it, and no entry is less than all of those. */
        if (least_here > limit && least_before > limit)
            return limit + 1;
        least_before = least_here;
        uint8_t *oldest = before;
        before = last;
        last = row;
        row = oldest;
    }
    return last[n] > limit ? limit + 1 : last[n];
}

size_t similar_distance(struct str a, struct str b, size_t limit) {
    if (a.len > 4 * (b.len + limit) || b.len > 4 * (a.len + limit))
        return limit + 1; /* a code point has at most four bytes */
    size_t m = utf8_count(a), n = utf8_count(b);
    if (m > DISTANCE_MOST || n > DISTANCE_MOST)
        return str_equal(a, b) ? 0 : limit + 1;
    limit = least(limit, DISTANCE_MOST);
    return (m > n ? m - n : n - m) > limit ? limit + 1 : distance(a, b, limit);
}

size_t similar_nearest(struct str word, const struct str *candidates, size_t count) {
    size_t limit = utf8_count(word) / 3, nearest = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        size_t distance = similar_distance(word, candidates[i], limit);
        if (distance <= limit && (nearest == SIZE_MAX || distance < limit)) {
            nearest = i;
            limit = distance;
        }
    }
    return nearest;
}
