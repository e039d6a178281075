/* Store: where a run reads its files: on the disk or, for hooks, in the index of the git repository, as they are about
 * to be committed. For app/.
 * Paths are written as seen from the current folder either way. A path that leaves the repository is on the disk. */
#ifndef PLANLINT_STORE_H
#define PLANLINT_STORE_H

#include "options.h"

/* Reads the index, which the run uses from now on. Returns false after a message. It must be closed. */
bool store_use_index(struct settings *settings);

/* Returns false when git failed meanwhile: what was read may not be all there is. */
bool store_close(struct settings *settings);

/* Returns the path, as seen from the current folder, of what git names from the root of the repository. */
struct str store_path(const struct settings *settings, struct str name);

/* As file_read, with the limit of the settings; file_expand; file_real_folder and file_relative. */
const char *store_read(const struct settings *settings, struct str path, struct str *bytes, struct str *reason);
const char *store_expand(const struct settings *settings, struct str path, struct str_list *out);
struct str store_real_folder(const struct settings *settings, struct str folder);
struct str store_relative(const struct settings *settings, struct str real_folder, struct str path);

/* Returns whether there is such a file, or with a final "/" such a folder. */
bool store_has(const struct settings *settings, struct str path);

/* Returns whether the folder is the root of a repository. */
bool store_is_root(const struct settings *settings, struct str folder);

#endif
