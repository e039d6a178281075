/* Harness: what the fuzz targets share: how a target starts, and what has to hold of every document that is linted.
 * For tests/fuzz. A target ends the process when something does not hold. */
#ifndef PLANLINT_FUZZ_HARNESS_H
#define PLANLINT_FUZZ_HARNESS_H

#include "lint.h"

/* Ends the process with the condition and the place where it was written when the condition does not hold. */
#define REQUIRE(condition) ((condition) ? (void)0 : harness_fail(#condition, __FILE__, __LINE__))

_Noreturn void harness_fail(const char *condition, const char *file, int line);

/* libFuzzer's functions: what a target defines, and what it may call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room);

/* Starts the libraries, once. Every function of a target calls it first. */
void harness_start(void);

/* Returns the bytes as a source without a place in a package. */
struct source *harness_source(struct arena *arena, const uint8_t *data, size_t size);

/* Lints the bytes as a document: alone, or as an activity plan or report traced to itself. Requires:
 * - every place lies in its source, its line and column agree with it, and cut and decoded it is its quote;
 * - reports are UTF-8 and inert, JSON and XML of them can be read by others, and a second run gives the same bytes;
 * - a plan that nothing was said about is valid for a validator that is not ours, and one with XSD findings is not;
 * - what is projected is valid;
 * - a document that was not read has a finding that says why;
 * - fixes leave a document that can be read, and fixing comes to an end. */
void harness_document(const uint8_t *data, size_t size);

#endif
