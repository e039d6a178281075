/* Regex: PCRE2 behind one opaque type: always UTF and UCP, always with limits (notes on reliability, section 2, facts
 * 12-14). For text/ and the floors above; no other file includes pcre2.h. */
#ifndef PLANLINT_REGEX_H
#define PLANLINT_REGEX_H

#include "limit.h"
#include "str.h"

struct arena;
struct literal;
struct spots;
struct spotter;
struct regex;         /* immutable, shared by threads; compiled at first use */
struct regex_scratch; /* match memory of one thread */

enum { REGEX_CASELESS = 1u << 0, REGEX_GROUPS = 16 };

struct regex_match {
    size_t begin, end; /* bytes in the subject */
    struct {
        size_t begin, end; /* SIZE_MAX when the group took no part */
    } group[REGEX_GROUPS]; /* group[0] is the first capturing group */
};

enum regex_result { REGEX_NONE, REGEX_FOUND, REGEX_LIMIT /* a limit was reached; the search is undecided */ };

struct regex_error {
    size_t offset;      /* bytes into the pattern */
    struct str message; /* PCRE2's own words, in English */
};

/* Returns a regex for `pattern` in the arena; it is compiled when first used, so a broken pattern is only found by
 * regex_check. */
struct regex *regex_create(struct arena *arena, struct str pattern, unsigned flags);

/* Makes the spotter look for the literal of the regex, so that subjects without it are dismissed. The spotter is
 * finished before the regex is used. */
void regex_spot(struct regex *regex, struct spotter *spotter, const struct literal *literal);

/* The same for a spotter that is finished and has the literal: its spots are known. */
void regex_spot_known(struct regex *regex, const struct spotter *spotter, const struct spots *spots);

/* Returns what a subject must have to match, and what of all that the spotter saw in a subject: spots_admit tells of a
 * pattern without a call that it is not in this subject. */
const struct spots *regex_spots(const struct regex *regex);
const uint64_t *regex_look(struct regex_scratch *scratch, const struct spotter *spotter, struct str subject);

/* Returns whether the subject that was looked at last has nothing but ASCII and U+00C0 to U+00FF. */
bool regex_plain(const struct regex_scratch *scratch);

/* Compiles now. Returns false and fills *out (in the arena) when the pattern is not a PCRE2 pattern. */
bool regex_check(struct regex *regex, struct arena *arena, struct regex_error *out);

/* Returns the index (0-based) of the named group in regex_match.group, or REGEX_GROUPS when there is none. */
size_t regex_group(struct regex *regex, const char *name);

/* Returns how many groups the pattern has; 0 when it is faulty. */
size_t regex_groups(struct regex *regex);

/* Returns scratch memory for one thread, with the limits of `limits`, in the arena. */
struct regex_scratch *regex_scratch_create(struct arena *arena, const struct limits *limits);

/* Asks for the time that is spent on making programs of patterns, which happens when they are first needed. */
void regex_watch(struct regex_scratch *scratch);

/* Returns that time since the last call, in nanoseconds of processor time; 0 when nobody asked for it. */
uint64_t regex_making(struct regex_scratch *scratch);

/* Finds the first match in `subject` at or after byte `from`. `subject` must be valid UTF-8, and its bytes must
 * stay as they are as long as `scratch` is used: what is learnt about it serves the next pattern. An empty match is
 * given as such; go on from end + one code point then. A pattern that does not compile never matches. */
enum regex_result regex_find(struct regex *regex, struct regex_scratch *scratch, struct str subject, size_t from,
                             struct regex_match *out);

/* Returns the next match after `*match` in the same subject, empty matches stepped over by one code point: the loop
 * `for (r = regex_find(.., 0, &m); r == REGEX_FOUND; r = regex_again(.., &m))`. */
enum regex_result regex_again(struct regex *regex, struct regex_scratch *scratch, struct str subject,
                              struct regex_match *match);

/* Returns the version of PCRE2, "10.42 2022-12-11", in the arena. */
struct str regex_library(struct arena *arena);

#endif
