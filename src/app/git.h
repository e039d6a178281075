/* Git: asks the program git about the repository of the current folder. For app/.
 * Nothing is written: git is told to take no lock, so that not even the time of its index changes. Its own messages go
 * to standard error. */
#ifndef PLANLINT_GIT_H
#define PLANLINT_GIT_H

#include <stdio.h>
#include <sys/types.h>

#include "options.h"

/* Runs `git` with these arguments, a NULL at the end. Returns false, after a message when git is not there, when it
 * fails; *output is what it printed, in settings->arena. */
bool git_ask(const struct settings *settings, const char *const *arguments, struct str *output);

/* A running `git cat-file --batch`. */
struct git_objects {
    pid_t process;
    FILE *requests, *replies;
};

/* Starts it; returns false after a message. It runs until git_objects_close. */
bool git_objects_open(const struct settings *settings, struct git_objects *objects);

/* Ends it; returns false when it had failed: the repository is gone, say, and what was asked about it is not true. */
bool git_objects_close(const struct settings *settings, struct git_objects *objects);

/* Reads the object with this id of at most `limit` bytes. Returns NULL, or the id of the diagnostic that says why not
 * with *reason filled in, as file_read does. */
const char *git_objects_read(struct git_objects *objects, struct arena *arena, struct str id, uint64_t limit,
                             struct str *bytes, struct str *reason);

/* Fills `out` with paths, as seen from the root of the repository, of what differs between the commit where `revision`
 * and HEAD parted and the files as they are, new ones included; *root is the canonical path of that root with "/".
 * Returns false when git does not know. */
bool git_changed_since(const struct settings *settings, struct str revision, struct str *root, struct str_list *out);

/* The same between HEAD and the index; what was deleted there, or has another name now, is in *removed. */
bool git_staged(const struct settings *settings, struct str_list *out, struct str_list *removed);

#endif
