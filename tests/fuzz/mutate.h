/* Mutate: neighbours of an input that keep its form: XML stays well-formed, packages stay packages.
 * For the targets in tests/fuzz. Where the input has no such form, and now and then anyway, its bytes are changed by
 * LLVMFuzzerMutate. */
#ifndef PLANLINT_FUZZ_MUTATE_H
#define PLANLINT_FUZZ_MUTATE_H

#include "harness.h"

/* Where element names, attribute names and values come from, beside the document itself. */
struct vocabulary {
    const char *const *schemas; /* embedded schemas, ended by NULL; NULL: none */
    const char *const *names;   /* element names, ended by NULL; NULL: none */
    const char *const *values;  /* attribute values, likewise */
};

/* Changes the tree of an XML document: moves, doubles, deletes, renames and wraps nodes, splices dates and typography
 * into texts, sets attributes, writes it in another encoding. Returns the new size, at most `room`. */
size_t mutate_xml(uint8_t *data, size_t size, size_t room, unsigned seed, const struct vocabulary *vocabulary);

/* Changes a package: half of the time parts of it, packed with right sizes and checksums, else also a field of its
 * headers. */
size_t mutate_package(uint8_t *data, size_t size, size_t room, unsigned seed, const struct vocabulary *vocabulary);

/* Splices a date, a heading or typography into a text. */
size_t mutate_text(uint8_t *data, size_t size, size_t room, unsigned seed);

/* Words of WordprocessingML and of the parts beside the text. */
extern const struct vocabulary mutate_word;

#endif
