/* Any bytes as a rule pack: never a crash, and every refusal has a diagnostic. */
#include <stdint.h>
#include <stdlib.h>

#include "lint.h"
#include "xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static bool started;
    if (!started) {
        xml_start();
        started = true;
    }
    struct arena *arena = arena_create();
    struct source *pack =
        source_create(arena, STR("fuzz.xml"), (struct str){0}, (struct str){(const char *)data, size});
    struct lint_options options = {.limits = limits_default(), .packs = &pack, .pack_count = 1, .threads = 1};
    struct diag_list diags = diag_list_in(arena, 0);
    struct linter *linter = linter_create(&options, &diags);
    if (!linter && diags.count == 0)
        abort();
    linter_destroy(linter);
    arena_destroy(arena);
    return 0;
}
