/* Files: everything that touches the file system: reading inputs, walking folders, writing reports.
 * For app/. */
#ifndef PLANLINT_FILES_H
#define PLANLINT_FILES_H

#include "diag.h"
#include "vec.h"

/* Reads a whole regular file, or standard input for "-", of at most `limit` bytes into the arena. Returns NULL, or the
 * id of the diagnostic that says why not (DOC001 ...) with *reason filled in. Never blocks on a FIFO. */
const char *file_read(struct arena *arena, struct str path, uint64_t limit, struct str *bytes, struct str *reason);

/* Reads the first bytes of a regular file, at most `most`. Returns NULL, or "DOC001" for whatever went wrong. */
const char *file_read_head(struct arena *arena, struct str path, size_t most, struct str *bytes);

/* Appends the documents that a path of the command line stands for: itself, or for a folder all files under it that are
 * named like documents (.docx .docm .dotx .dotm .xml), hidden folders and Word lock files (~$) left out; a pattern that
 * the shell did not expand is expanded. Returns the id of the diagnostic when that is nothing, else NULL; errno says
 * why a folder could not be read. */
const char *file_expand(struct arena *arena, struct str path, struct str_list *out);

/* Reports that a file of the configuration could not be read, as file_read said it: with the finding `id`, or, for
 * a file above the limit, with the finding that names that. */
void file_report(struct diag_list *diags, const char *id, struct place place, struct str path, const char *failure,
                 struct str reason);

/* Returns whether a path below a folder is one that file_expand takes for a document. */
bool file_is_document(struct str path);

/* Returns whether there is a file or folder, or at least no answer that there is none: reading it says why then. */
bool file_exists(struct arena *arena, struct str path);

/* Returns the folder of a path with its "/", or the empty slice. */
struct str file_folder(struct str path);

/* Returns the canonical path of a folder (empty: the current one) with a final "/", or the empty slice when it is not
 * there. */
struct str file_real_folder(struct arena *arena, struct str folder);

/* Returns the path of a file as seen from a folder above it, given by its canonical path, with "/"; as it stands when
 * the file lies elsewhere. */
struct str file_relative(struct arena *arena, struct str real_folder, struct str path);

/* The same where the canonical path `real` of the file's own folder is known. */
struct str file_below(struct arena *arena, struct str real_folder, struct str real, struct str path);

/* Appends the paths listed in `text`, one a line, or NUL-separated. Empty ones are left out. */
void file_list_parse(struct arena *arena, struct str text, bool nul_separated, struct str_list *out);

/* Writes all of `content` to standard output, or to standard error; false when that failed (closed pipe, full disk). */
bool file_write_stdout(struct str content);
bool file_write_stderr(struct str content);

/* Writes `content` to a temporary file beside `path`, syncs it and renames it into place: the file is replaced as a
 * whole or not at all, a symbolic link stays and its target is replaced. A pipe or device is written to. Returns false
 * and fills *reason. */
bool file_write(struct arena *arena, struct str path, struct str content, struct str *reason);

/* Appends `content` to a file in one write. Returns false and fills *reason. */
bool file_append(struct arena *arena, struct str path, struct str content, struct str *reason);

/* As file_write over a file that was read before: it keeps its permissions, a symbolic link stays and its target is
 * replaced, and a file that cannot be written to is left alone. So is one that is no longer `before`, with an empty
 * *reason, unless it is `content` already. */
bool file_replace(struct arena *arena, struct str path, struct str before, struct str content, struct str *reason);

#endif
