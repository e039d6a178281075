/* Passage: one stretch of readable text (a paragraph, a heading, an attribute value) and where each byte of it came
 * from. For diag/ and the floors above. Rules match passages; the run map turns a match into a range of the source, so
 * that entities, CDATA, line ends, several w:t runs, tabs and hyphen elements cost no accuracy (design.md law 3). */
#ifndef PLANLINT_PASSAGE_H
#define PLANLINT_PASSAGE_H

#include "source.h"

enum run_form {
    RUN_VERBATIM, /* the text is the source bytes */
    RUN_DECODED,  /* the text stands for the whole source range: a character reference, CR LF, <w:tab/>,
                     <w:noBreakHyphen/> */
    RUN_SPACE     /* one character stands for the source range, in authored XML: a space for white space with a line
                     break or <br/>, U+FFFC for an element that does not belong in text */
};

/* Where a run stands in the source, which decides how new text is written there. */
enum run_home {
    RUN_CONTENT,   /* character data */
    RUN_CDATA,     /* a CDATA section */
    RUN_ATTRIBUTE, /* an attribute value */
    RUN_DERIVED /* text that a program makes or that stands twice: the result of a field, a bound content control. Not
                   for editing */
};

/* A run reaches to the next run's `text`, the last one to the end of the passage. Source ranges are in document order.
 */
struct run {
    uint32_t text;       /* first byte in passage->text */
    uint32_t begin, end; /* bytes of source->text */
    uint8_t form, home;  /* enum run_form, enum run_home */
};

struct passage {
    struct source *source;
    struct str text;        /* what rules match and snippets show */
    const struct run *runs; /* ascending; none when the text is empty */
    uint32_t run_count;
    uint32_t number; /* line of the text view (`planlint extract --as text`), 1-based; 0 when it has none */
    bool copied;     /* the text is a copy of its own, with a NUL behind it; else it may be a slice of the source */
    uint32_t offset; /* of a slice: its first byte in whole->text */
    const struct passage *under; /* the heading that it stands under, NULL at the top: the chain is the heading path */
    struct str label;            /* computed number or bullet shown before the text, "4.1."; not part of the text */
    const struct passage *whole; /* of a slice: what it was cut from, where places and snippets belong; else NULL */
};

/* Where a diagnostic points. */
struct place {
    struct source *source;
    size_t begin, end;             /* bytes of source->text, half-open; both 0 for the whole document */
    const struct passage *passage; /* the text that shows the place; NULL in markup and for the whole document */
    size_t text_begin, text_end;   /* bytes of passage->text */
    const struct excerpt *excerpt; /* when the source is gone: what reports say of the place (keep.h); else NULL */
};

/* Returns the index of the run that holds byte `offset` of the text, for a passage that has runs, and where the text of
 * a run ends. */
size_t passage_run(const struct passage *passage, size_t offset);
size_t passage_run_end(const struct passage *passage, size_t index);

/* Returns the place of passage->text[begin, end); for a slice, the same place in the whole passage. */
struct place passage_place(const struct passage *passage, size_t begin, size_t end);

/* Returns the place of all of the passage's text. */
struct place passage_whole(const struct passage *passage);

/* Returns a place in markup: source->text[begin, end), without readable text. */
struct place source_place(struct source *source, size_t begin, size_t end);

/* Returns the text of the place, in the arena: passage text with collapsed white space as it stands in the source, so
 * that the range, cut from the source and decoded, equals it; for a place in markup the source text itself; nothing for
 * bytes that are no text. */
struct str place_quote(struct arena *arena, struct place place);

/* Orders by path, part, begin, end: <0, 0, >0. */
int place_compare(struct place a, struct place b);

/* Builds a passage piece by piece; zero-initialise, then set arena and source. */
struct passage_builder {
    struct arena *arena;
    struct source *source;
    enum run_home home; /* of what is added next; the functions for CDATA and attributes know theirs */
    char *text;
    size_t len, capacity;
    struct run *runs;
    size_t run_count, run_capacity;
};

/* Appends `text` that stands for source->text[begin, end). Verbatim pieces that continue the last run extend it. */
void passage_add(struct passage_builder *builder, struct str text, size_t begin, size_t end, enum run_form form);

/* Appends the character data source->text[begin, end) of an XML document: verbatim runs, the five predefined entities
 * and character references decoded, CR and CR LF as LF (XML 1.0, 2.11). The range must hold no markup. */
void passage_add_raw(struct passage_builder *builder, size_t begin, size_t end);

/* The same for the content of a CDATA section, where only line ends change, and for an attribute value between its
 * quotes, where literal white space becomes a space as well (XML 1.0, 3.3.3). */
void passage_add_cdata(struct passage_builder *builder, size_t begin, size_t end);
void passage_add_attribute(struct passage_builder *builder, size_t begin, size_t end);

/* Returns whether the text so far is character data source->text[begin, end) as it stands, and forgets it then. */
bool passage_take_plain(struct passage_builder *builder, size_t begin, size_t end);

/* Returns the finished passage in the arena and resets the builder for the next. */
struct passage *passage_finish(struct passage_builder *builder);

/* Returns a passage for text[begin, end) of another, with the same source, number and heading; it keeps the other,
 * which has to live as long. */
struct passage *passage_slice(struct arena *arena, const struct passage *passage, size_t begin, size_t end);

#endif
