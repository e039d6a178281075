/* WordprocessingML and Flat OPC that stay well-formed: the reader, styles, numbering, outline, and all that follows. */
#include "mutate.h"

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed) {
    return mutate_xml(data, size, room, seed, &mutate_word);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    harness_start();
    harness_document(data, size);
    return 0;
}
