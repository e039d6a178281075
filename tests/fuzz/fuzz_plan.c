/* Plan XML that stays well-formed: schema, index, trace, checks, fixes, reports. */
#include "mutate.h"

static const char *const schemas[] = {"schemas/plan.xsd", NULL};
static const struct vocabulary vocabulary = {.schemas = schemas};

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed) {
    return mutate_xml(data, size, room, seed, &vocabulary);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    harness_start();
    harness_document(data, size);
    return 0;
}
