/* A rule pack: it is refused with a diagnostic, or it rules over a small plan. */
#include "mutate.h"
#include "places.h"

static const char *const schemas[] = {"schemas/rules.xsd", "schemas/plan.xsd", NULL};
static const struct vocabulary vocabulary = {.schemas = schemas};

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed) {
    return mutate_xml(data, size, room, seed, &vocabulary);
}

static const char document[] =
    "<plan xmlns=\"urn:planlint:plan:1\" kind=\"ap\" year=\"2026\"><section role=\"focus-area\"><heading>Fokusområde: "
    "Nära vård</heading><p>Den 31 februari 2026–2025 ,hälso-och sjukvård.</p><goal id=\"4.1\"><heading>4.1 "
    "Mål</heading><activity><text>Införa  e-hälsa senast hösten 2029 enligt 4.1.</text></activity></goal>"
    "</section></plan>";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    harness_start();
    struct arena *arena = arena_create();
    struct source *pack = harness_source(arena, data, size);
    struct lint_options options = {.limits = limits_default(),
                                   .plan = {.period = {1, 0}, .year = {1, 0}},
                                   .packs = &pack,
                                   .pack_count = 1,
                                   .min_severity = SEVERITY_INFO,
                                   .threads = 1};
    struct diag_list diags = diag_list_in(arena, 0);
    struct linter *linter = linter_create(&options, &diags);
    REQUIRE((linter == NULL) == diag_failed(&diags));
    if (linter) {
        struct lint_input input = {.path = STR("fuzz"), .bytes = str_from(document)};
        struct outcome *outcome = lint(linter, &input, 1);
        require_places(outcome);
        outcome_destroy(outcome);
    }
    linter_destroy(linter);
    arena_destroy(arena);
    return 0;
}
