/* Packages: the audit of the directory, parts and relationships, repacking. */
#include "mutate.h"

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed) {
    harness_start();
    return mutate_package(data, size, room, seed, &mutate_word);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    harness_start();
    harness_document(data, size);
    return 0;
}
