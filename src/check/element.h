/* Element: what check elements share: the pass of one rule over one document, and the functions of each family.
 * For check/. A check sees one document through a pass and reports through pass_add, which does what `per` and `max`
 * ask for. */
#ifndef PLANLINT_ELEMENT_H
#define PLANLINT_ELEMENT_H

#include "check.h"

/* What further matches of a rule in the same unit are folded into: the first, which then tells their {count}. */
enum per { PER_MATCH, PER_BLOCK, PER_SECTION, PER_DOCUMENT };

/* One rule on one document. */
struct pass {
    struct check check; /* with the rule that runs */
    const struct element *element;
    struct diag_list *diags;
    unsigned in, not_in; /* bits of enum scope: a block is looked at when it has one of `in` and none of `not_in` */
    enum per per;
    size_t found;      /* findings so far, for max */
    struct diag *open; /* the finding that matches of `unit` are folded into */
    size_t unit, folded;
    bool swedish;                /* the rule is about Swedish: silent on text in another language */
    struct languages *languages; /* of the blocks and of the document; shared by the passes */
    const struct tokens *tokens; /* of the block at hand; shared by the passes */
    const struct gate *gate;
    uint64_t *seen;          /* in the blocks, one after the other (text/spot.h); shared by the passes */
    bool *plain;             /* of the blocks: ASCII and U+00C0 to U+00FF are all that their texts have */
    void *memory;            /* what a check keeps from `start` on; NULL at first */
    struct excepts *excepts; /* text_excepted's; NULL at first */
};

/* A check element, or one of its cases: what `attribute` = `value` picks. The functions are called in this order; each
 * may be NULL. */
struct element {
    const char *name, *attribute, *value;
    void (*start)(struct pass *pass);
    void (*block)(struct pass *pass, size_t block); /* for every block in scope */
    void (*finish)(struct pass *pass);
    const char *const *placeholders; /* of messages, beside {quote} and {count} */
    const char *const *states;       /* that <state name=""> may have; NULL: any */
    const char *needs;               /* a clause that it cannot do without; NULL: none */
    /* What it reads beside the common attributes and `attribute`: names of attributes and of clauses, separated by
     * blanks; "with=toc": only that value. NULL: nothing. */
    const char *reads;
    /* Names of clauses, separated by blanks: where none of their patterns matches, it has nothing to do. */
    const char *gate;
    bool all;    /* it looks at the text of all other documents of the run */
    bool plans;  /* it looks at the plans of several years among them, whether anything is traced to them or not */
    bool groups; /* its messages may use {0}, {1} and the names of groups of the pattern that matched */
};

/* Returns the row of a rule, NULL when no check does what it asks for; and all rows. */
const struct element *element_find(const struct rule *rule);
const struct element *element_rows(size_t *count);

/* Appends a finding and returns it, or returns NULL when it was folded into an earlier one or is over `max`. `block`
 * (INDEX_NONE: none) is where it belongs for `per`. */
struct diag *pass_add(struct pass *pass, size_t block, struct place place);

/* The same with a severity (SEVERITY_OFF: the rule's own). */
struct diag *pass_add_as(struct pass *pass, size_t block, struct place place, enum severity severity);

/* Returns whether a pattern of the gate of the element may match the text of the block. */
bool pass_admits(const struct pass *pass, size_t block);

/* Returns whether a regex may match the text of the block. */
bool pass_may_match(const struct pass *pass, size_t block, const struct regex *regex);

/* Returns whether the rule has as many findings as it may have, so that nothing in this block can add to them. */
bool pass_is_full(const struct pass *pass, size_t block);

/* The place of the whole document. */
struct place pass_document(const struct pass *pass);

/* Returns the severity that <state name=""> gives, SEVERITY_OFF (the rule's own) when it gives none. *listed tells
 * whether the rule names the state at all. */
enum severity pass_state(const struct pass *pass, const char *state, bool *listed);

/* Returns whether `word` is one of the words of the rule's attribute; a missing attribute has every word. */
bool pass_word(const struct pass *pass, const char *attribute, const char *word);

void pass_arg(struct pass *pass, struct diag *diag, const char *name, struct str value);

/* Whether the block is a further paragraph of a list item: no item, but it does not end the list either. */
bool list_goes_on(const struct block *block);

/* Returns template with {0}, {1} .. replaced by the match and its groups, {{ and }} by one brace. */
struct str match_expand(struct arena *arena, struct str template, struct str subject, const struct regex_match *match);

/* Looks in the words of the document and of the others of the run: sets found[i] for every words[i] (lower case) that
 * is there as a word of its own. Linear in the text. */
void words_find(const struct check *check, const struct str *words, size_t count, bool *found);

/* Lower case of ASCII and Latin-1 letters, same length in bytes, in the arena. */
struct str words_lower(struct arena *arena, struct str text);

/* The words of a block, cut once for all checks: runs of letters, digits, hyphens and all that is not of ASCII. */
enum {
    TOKEN_LETTER = 1, /* of ASCII and Latin-1 */
    TOKEN_DIGIT = 2,
    TOKEN_HYPHEN = 4,
    TOKEN_ODD = 8 /* any other character that is not of ASCII: perhaps no part of a word */
};

struct token {
    uint32_t begin, end;
    unsigned kinds; /* bits */
};

struct tokens {
    struct token *items;
    size_t count, cap;
    unsigned kinds; /* of all of them */
};

/* Cuts a text: the tokens of the text before are gone. */
void tokens_cut(struct tokens *tokens, struct arena *arena, struct str text);

/* A pattern with what narrows it. */
struct pattern {
    const struct clause *clause;
    struct regex *regex;
    struct str elsewhere; /* template, or empty */
    unsigned in, not_in;  /* bits of enum scope; in 0: wherever the rule looks */
    bool after_heading;
    enum severity severity; /* of what it finds; SEVERITY_OFF: the rule's */
};

/* text.c: patterns in blocks */
struct pattern *text_patterns(struct arena *arena, const struct rule *rule, const char *name, size_t *count);
bool text_looks_at(const struct pattern *pattern, const struct block *block);
struct regex **text_regexes(struct arena *arena, const struct rule *rule, const char *name, size_t *count);

/* Returns whether an <except> of the rule matches something that overlaps text[begin, end). What they match is
 * remembered for the text that was asked about last. */
bool text_excepted(struct pass *pass, struct str text, size_t begin, size_t end);
void text_forbid_start(struct pass *pass);
void text_forbid(struct pass *pass, size_t block);
void text_forbid_finish(struct pass *pass);
void text_balance_start(struct pass *pass);
void text_balance(struct pass *pass, size_t block);
void text_balance_finish(struct pass *pass);

/* terms.c: word lists */
void terms_swap_start(struct pass *pass);
void terms_swap(struct pass *pass, size_t block);

/* majority.c: one way of writing against the other */
void majority_case_start(struct pass *pass);
void majority_case(struct pass *pass, size_t block);
void majority_case_finish(struct pass *pass);
void majority_items_start(struct pass *pass);
void majority_items(struct pass *pass, size_t block);
void majority_items_finish(struct pass *pass);
void majority_forms(struct pass *pass, size_t block);
void majority_forms_finish(struct pass *pass);
void majority_style(struct pass *pass, size_t block);

/* defined.c: what is explained or introduced, and where */
void defined_start(struct pass *pass);
void defined_explained(struct pass *pass, size_t block);
void defined_explained_finish(struct pass *pass);
void defined_short(struct pass *pass, size_t block);
void defined_short_finish(struct pass *pass);

/* tally.c: words and matches that are counted */
void tally_repeat_start(struct pass *pass);
void tally_repeat(struct pass *pass, size_t block);
void tally_matches_start(struct pass *pass);
void tally_matches(struct pass *pass, size_t block);
void tally_pages(struct pass *pass, size_t block);
void tally_pages_finish(struct pass *pass);
void tally_items(struct pass *pass);
void tally_metric_start(struct pass *pass);
void tally_text(struct pass *pass, size_t block);
void tally_sentences(struct pass *pass, size_t block);
void tally_blocks(struct pass *pass, size_t block);
void tally_lix_finish(struct pass *pass);
void tally_letters_finish(struct pass *pass);

/* structure.c: headings, numbers, table of contents */
void structure_numbers(struct pass *pass);
void structure_levels(struct pass *pass);
void structure_pages(struct pass *pass);
void structure_toc(struct pass *pass);

/* contents.c: entries of the table of contents */
void contents_stale(struct pass *pass);

/* sections.c: which sections there are, and the title */
void sections_empty(struct pass *pass);
void sections_present(struct pass *pass);
void sections_repeated(struct pass *pass);
void sections_title_first(struct pass *pass);

/* focus.c: the focus areas of the profile */
void focus_present(struct pass *pass);
void focus_count(struct pass *pass);
void focus_cover(struct pass *pass);
void focus_spelling(struct pass *pass, size_t block);
void focus_headings(struct pass *pass);

/* areas.c: their order and enumeration */
void areas_order(struct pass *pass);
void areas_listed(struct pass *pass);

/* claims.c: what the text says of what it lists */
void claims_block(struct pass *pass, size_t block);
void claims_regions(struct pass *pass);

/* tracing.c: goals and what serves them */
void tracing_links(struct pass *pass);
void tracing_cover(struct pass *pass);
void tracing_duplicates(struct pass *pass);

/* dates.c */
void dates_ascending(struct pass *pass);
void dates_valid(struct pass *pass);
void dates_unambiguous(struct pass *pass);
void dates_weekday(struct pass *pass);
void dates_sign(struct pass *pass);
void dates_within_period(struct pass *pass);
void dates_within_year(struct pass *pass);
void dates_before_start(struct pass *pass);
void dates_own_period(struct pass *pass);
void dates_milestones(struct pass *pass);
void dates_labels(struct pass *pass);

/* followup.c: what a report says of its activities */
void followup_years(struct pass *pass);
void followup_outlook(struct pass *pass);
void followup_entries(struct pass *pass);
void followup_activities(struct pass *pass);
void followup_prepared(struct pass *pass);

/* crossdoc.c: what this document and others of the run say */
void crossdoc_year(struct pass *pass);
void crossdoc_decisions(struct pass *pass);
void crossdoc_milestone(struct pass *pass);
void crossdoc_sentences(struct pass *pass);
void crossdoc_goals(struct pass *pass);

/* counted.c: how many there are of something, across documents */
void counted_differs(struct pass *pass);

/* likely.c: goals that an activity may mean */
void likely_other(struct pass *pass);

/* pins.c: goals that changed since links to them were pinned */
void pins_outdated(struct pass *pass);

/* stated.c: what the readable document says about itself */
void stated_text(struct pass *pass);
void stated_required(struct pass *pass);
void stated_decision_body(struct pass *pass);
void stated_organisation(struct pass *pass);

/* references.c: what the text refers to and what is there */
void references_start(struct pass *pass);
void references_block(struct pass *pass, size_t block);

/* facts.c: what the reader and the index noticed */
bool facts_has(const struct plan *plan, struct str name);
void facts_named(struct pass *pass);
void facts_meta(struct pass *pass);

#endif
