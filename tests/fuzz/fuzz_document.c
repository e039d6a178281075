/* Any bytes as a document: the sniffer, encodings, what is refused. */
#include "harness.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    harness_start();
    harness_document(data, size);
    return 0;
}
