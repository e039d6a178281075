/* Files: everything that touches the file system: reading inputs, walking folders, writing reports.
 * For app/. */
#ifndef PLANLINT_FILES_H
#define PLANLINT_FILES_H

#include "vec.h"

/* Reads a whole regular file, or standard input for "-", of at most `limit` bytes into the arena. Returns NULL, or the
 * id of the diagnostic that says why not (DOC001 ...) with *reason filled in. Never blocks on a FIFO. */
const char *file_read(struct arena *arena, struct str path, uint64_t limit, struct str *bytes, struct str *reason);

/* Appends the documents that a path of the command line stands for: itself, or for a folder all files under it that are
 * named like documents (.docx .docm .dotx .dotm .xml), hidden folders and Word lock files (~$) left out; a pattern that
 * the shell did not expand is expanded. Returns the id of the diagnostic when that is nothing, else NULL. */
const char *file_expand(struct arena *arena, struct str path, struct str_list *out);

/* Appends the paths listed in `text`, one a line, or NUL-separated. Empty ones are left out. */
void file_list_parse(struct arena *arena, struct str text, bool nul_separated, struct str_list *out);

/* Writes all of `content` to standard output; false when that failed (closed pipe, full disk). */
bool file_write_stdout(struct str content);

/* Writes `content` to a temporary file beside `path`, syncs it and renames it into place: the file is replaced as a
 * whole or not at all. Returns false and fills *reason. */
bool file_write(struct arena *arena, struct str path, struct str content, struct str *reason);

#endif
