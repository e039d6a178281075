/* Cache: the reports of a run that was made before with the same program, options, rules and files. For command_check.c
 * and store.c. Nothing depends on it: an entry that is missing, damaged or cannot be written is a run without cache.
 *
 * Why whole runs: documents of a run are checked against each other, so what a document's findings depend on is every
 * document of the run. A finer cache would be asked for the same bytes. */
#ifndef PLANLINT_CACHE_H
#define PLANLINT_CACHE_H

#include "options.h"

/* What a run gave. */
struct cache_entry {
    int status;
    struct str *reports; /* as many as the command line asks for, in its order */
    size_t count;
};

/* Returns a key that knows the program, its libraries, the command line, the environment and the day so far; NULL when
 * there is no cache: --no-cache, or no folder. The folder is that of --cache-dir, which is made, or planlint in
 * XDG_CACHE_HOME or ~/.cache when it is there: nobody asked for files elsewhere. It has to belong to the user of the
 * process and to be writable by nobody else. */
struct cache *cache_open(struct settings *settings);

/* Adds to the key what the run depends on beside: every file that it reads. A NULL cache is left alone. */
void cache_add(struct cache *cache, struct str bytes);

/* Notes that the run asked whether a file is there: an entry is used only where the answers are the same. */
void cache_ask(struct cache *cache, struct str path, bool there);

/* Reads the entry of the key; false when there is none or the run is too short to be worth it. */
bool cache_find(struct cache *cache, struct cache_entry *entry);

/* Writes the entry of the key and drops the entries used least recently when there are many. */
void cache_store(struct cache *cache, const struct cache_entry *entry);

#endif
