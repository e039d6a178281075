/* Project: the project file planlint.xml (namespace urn:planlint:project:1, schemas/project.xsd): which documents
 * belong together, which rules hold for them, what has been accepted (notes on rules, section 4.5). For rule/ and the
 * floors above. It reads no files: app/ finds the file and the documents that it names. */
#ifndef PLANLINT_PROJECT_H
#define PLANLINT_PROJECT_H

#include "suppress.h"
#include "trace.h"

#define PROJECT_NAMESPACE "urn:planlint:project:1"
#define PROJECT_FILE "planlint.xml"
#define PROJECT_NONE SIZE_MAX

/* <use>: exactly one of pack and file. */
struct project_use {
    struct str pack, file;
    struct place place; /* of the value */
};

/* <doc>: a document, or several that a pattern stands for. */
struct project_doc {
    struct str id, href;
    enum plan_kind kind;          /* PLAN_UNKNOWN: find out */
    struct interval period, year; /* first > last: find out */
    size_t implements, follows;   /* documents, PROJECT_NONE */
    struct place place;           /* of the href */
    struct place id_place;
    bool missing; /* set by app/: no file is named so */
};

/* <set> */
struct project_set {
    struct str rule; /* id, name or beginning of an id */
    struct str in;   /* pattern, or empty: everywhere */
    enum severity severity;
    struct place place; /* of the rule */
};

struct project {
    struct source *source;
    struct project_use *uses;
    size_t use_count;
    struct project_doc *docs;
    size_t doc_count;
    struct project_set *sets;
    size_t set_count;
    struct suppression *accepts;
    size_t accept_count;
    struct trace_alias *aliases;
    size_t alias_count;
    struct diag_list remarks; /* what is wrong and does not stop the run: told when the project is used */
};

/* Reads a project file. Returns NULL after fatal diagnostics at exact places: XML errors, schema errors, documents that
 * are named twice or not at all. */
struct project *project_load(struct arena *arena, struct source *source, const struct limits *limits,
                             struct diag_list *diags);

/* Returns the first document whose href the path matches, or PROJECT_NONE. `path` is relative to the folder of the
 * project file, with "/". */
size_t project_find_doc(const struct project *project, struct str path);

/* Fills in what is not known yet of a document from what the project says about it; PROJECT_NONE says nothing. */
void project_plan_options(const struct project *project, size_t doc, struct plan_options *options);

enum { PROJECT_RELATIVES = 16 };

/* Writes the documents that `from` implements or follows, directly or through others, and returns how many. */
size_t project_relatives(const struct project *project, size_t from, size_t out[PROJECT_RELATIVES]);

/* Returns whether a pattern matches the whole of a path: * and ? within a name, ** across folders. */
bool project_match(struct str pattern, struct str path);

/* Returns whether the pattern stands for more than the path that it spells. */
bool project_is_pattern(struct str pattern);

#endif
