/* Pack: rule packs (the XML files of rules/, namespace urn:planlint:rules:1) and the profile, loaded and checked.
 * For rule/ and the floors above. The loader knows the grammar (notes on rules, section 4.1), not what a check does:
 * each check element is read into a rule with attributes and clauses, and check/ gives it meaning. A faulty pack is
 * reported like a faulty document. */
#ifndef PLANLINT_PACK_H
#define PLANLINT_PACK_H

#include "kind.h"
#include "literal.h"
#include "profile.h"
#include "regex.h"
#include "spot.h"
#include "trace.h"
#include "tree.h"

#define RULES_NAMESPACE "urn:planlint:rules:1"

struct rule_attribute {
    struct str name, value;
    struct place place; /* of the value */
};

/* A parameter element of a rule: <match>, <except>, <term from= to=>, <form>, <first>, <state name= severity=>, <item>
 * ... */
struct clause {
    struct str name;
    struct str text; /* content, verbatim */
    struct rule_attribute *attributes;
    size_t attribute_count;
    struct regex *regex; /* of elements whose content is a pattern (match except form first then token open close cue);
                            else NULL */
    const struct literal *literal; /* what its matches contain; NULL until it is derived */
    struct spots spots;            /* of the literal, in the spotter that the build made of the shipped packs */
    struct place place;            /* of the content */
};

/* A <bad>, <good> or <todo> example. */
struct example {
    struct str form;             /* "bad", "good", "todo" */
    struct str text;             /* readable text without <m> */
    size_t mark_begin, mark_end; /* what <m> encloses; SIZE_MAX when there is none */
    struct str fixed;            /* @fixed, or empty */
    const xmlNode *node;         /* for examples that are markup: <bad document=""><plan>..</plan></bad> */
};

struct rule {
    struct kind kind;         /* id, name, severity, wording */
    struct str element;       /* check element: "forbid", "trace", ...; "engine" for findings of the program itself */
    unsigned kinds;           /* bits of enum plan_kind that it applies to */
    unsigned in;              /* bits of enum scope; 0: the document */
    struct str per;           /* "match", "block", "section", "document"; default match */
    size_t max;               /* at most so many findings a document, 0: all */
    enum evidence confidence; /* weakest evidence that it accepts */
    struct interval period;   /* applies to documents whose period meets it; first > last: to all */
    bool word_form;           /* attribute word-form="yes": off for documents that lost their diacritics */
    struct rule_attribute *attributes;
    size_t attribute_count; /* all that are not common */
    struct clause *clauses;
    size_t clause_count;    /* in document order */
    struct str fix_replace; /* template with {0} {1} {name}; data NULL: no fix */
    bool fix_safe;
    struct example *examples;
    size_t example_count;
    struct str pack;    /* file name of the pack */
    struct place place; /* of the id in the pack */
};

/* Everything that was loaded: immutable, shared by threads. */
struct rules {
    struct rule **items;
    size_t count;                  /* in order of id */
    const struct profile *profile; /* of the last pack that has one, else the shipped one; never NULL */
    struct trace_alias *aliases;
    size_t alias_count;            /* <alias heading= goal=>, in order */
    const struct spotter *spotter; /* of all patterns */
};

/* Loads the packs in order: the wording of engine findings (rules/engine.xml) always first, then `files`; with no files
 * the shipped packs, as the build compiled them (no places in the packs, no example.node). A rule with the id of an
 * earlier one replaces it; <set rule= severity=> changes one. Files that are not shipped ones are checked: schema,
 * patterns, wording. Returns NULL when any is faulty, with diagnostics at exact places in the pack, which live as long
 * as `diags`: XML errors, schema errors (XSD family), and in the CFG family patterns with the column of the error,
 * placeholders, missing languages, duplicate and unknown rules with did-you-mean. */
struct rules *rules_load(struct arena *arena, struct source **files, size_t file_count, const struct limits *limits,
                         struct diag_list *diags);

/* Returns the shipped packs as sources, in the arena, to be loaded from their text: slower, with places and example
 * markup, for tests. */
size_t rules_shipped(struct arena *arena, struct source ***out);

/* Returns the names of the shipped packs ("dates", "trace"), in the arena, in order. */
size_t rules_pack_names(struct arena *arena, struct str **out);

/* Returns a source that stands for a shipped pack: rules_load takes it as compiled. NULL when no pack has the name. */
struct source *rules_pack(struct arena *arena, struct str name);

/* Returns the rule with this id or name, or NULL. */
const struct rule *rules_find(const struct rules *rules, struct str id_or_name);

/* Returns whether a word of the user names the rule: its id, its name, or the beginning of its id ("TRC"); and whether
 * it names any rule. */
bool rule_named(const struct rule *rule, struct str word);
bool rules_any(const struct rules *rules, struct str word);

/* Sets {value} of a diagnostic about a word that names no rule, and suggests the nearest id or name. */
void rules_unknown(const struct rules *rules, struct str word, struct diag *diag, struct diag_list *diags);

/* Returns the bits of enum scope that the words of `in` or `not-in` stand for. */
unsigned scope_bits(struct str words);

/* Returns the value of an attribute of a rule or clause, or the empty slice. */
struct str rule_get(const struct rule *rule, const char *name);
struct str clause_get(const struct clause *clause, const char *name);

/* Returns the attribute as a number, `otherwise` when it is absent. */
size_t rule_number(const struct rule *rule, const char *name, size_t otherwise);

/* Returns the next clause named `name` after `after` (NULL: the first), or NULL. */
const struct clause *rule_clause(const struct rule *rule, const char *name, const struct clause *after);

#endif
