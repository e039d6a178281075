/* Projects: finds project files on disk, loads each once, and knows which files a project's documents are.
 * For app/. The file that holds for a document is the nearest planlint.xml from its folder upwards, not above the root
 * of the repository (the folder with .git). */
#ifndef PLANLINT_PROJECTS_H
#define PLANLINT_PROJECTS_H

#include "options.h"

struct projects;

/* Returns an empty set; faults of project files are appended to *diags (CFG033, XSD, DOC), fatal. */
struct projects *projects_create(struct settings *settings, struct diag_list *diags);

/* Returns the project that holds for a document, and the document's path in it; NULL when there is none, or it is
 * faulty.
 * --isolated: none ever; --config: always that one. */
const struct project *projects_find(struct projects *projects, struct str path, struct str *name);

/* The same for the current folder: for commands without documents, and for --project. */
const struct project *projects_here(struct projects *projects);

/* Appends the files of document `doc` of a project, as paths for reading; notes on the document when there are none. */
void projects_expand(struct projects *projects, const struct project *project, size_t doc, struct str_list *out);

/* Fills settings->lint.packs from the <use> elements of the projects that were found, unless --rules was given or no
 * project has any. Projects that use different packs are CFG034. */
void projects_set_packs(struct projects *projects);

#endif
