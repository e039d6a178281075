/* Chain: the report of `planlint trace`: goals, the activities that serve them, what was reported of these. One file a
 * format; they print what plan/coverage.h counted. For report/ and app/. */
#ifndef PLANLINT_CHAIN_H
#define PLANLINT_CHAIN_H

#include "buf.h"
#include "coverage.h"
#include "outcome.h"

/* What the formats print: results[i] is the document coverage->documents[i]. */
struct chain {
    const struct coverage *coverage;
    const struct result *const *results;
    const struct profile *profile;
    enum language language;
    const char *version;
};

/* Collects the documents of a run that were read. */
struct chain chain_build(struct arena *arena, const struct outcome *outcome, const char *version);

/* For people: one line an item, "!" before what is missing. */
void chain_text(const struct chain *chain, struct buf *out);

/* RFC 4180 with a header: one row for each goal, activity and entry that hang together; what hangs alone has a row of
 * its own. Cells that a spreadsheet would take for a formula begin with an apostrophe. */
void chain_csv(const struct chain *chain, struct buf *out);

/* schemaVersion 1: fields are only ever added. */
void chain_json(const struct chain *chain, struct buf *out);

/* Names of an item as people know it: "4.7 God och nära vård"; the first words of an activity or entry; in the arena.
 */
struct str chain_goal(struct arena *arena, const struct chain *chain, size_t goal);
struct str chain_activity(const struct chain *chain, size_t activity);
struct str chain_entry(const struct chain *chain, size_t entry);

/* Returns the name of a focus area of coverage->by_area, empty for what lies in none. */
struct str chain_area(const struct chain *chain, size_t area);

/* Returns the line and column of an item, as findings show them. */
struct position chain_position(struct arena *arena, const struct passage *passage);

#endif
