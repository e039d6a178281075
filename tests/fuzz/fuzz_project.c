/* Any bytes as a project file and as a baseline: never a crash, and every refusal has a diagnostic. */
#include <stdint.h>
#include <stdlib.h>

#include "baseline.h"
#include "project.h"
#include "xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct source *source_of(struct arena *arena, const uint8_t *data, size_t size) {
    return source_create(arena, STR("fuzz.xml"), (struct str){0}, (struct str){(const char *)data, size});
}

static void use(struct arena *arena, const struct project *project) {
    static const struct passage heading = {.text = {"Fokusområde", 12}};
    const struct diag diag = {.id = {"TRC001", 6}, .place = {.passage = &heading}};
    const struct rule rule = {.kind = {.id = {"TRC001", 6}, .name = {"a", 1}}};
    size_t relatives[PROJECT_RELATIVES];
    for (size_t i = 0; i < project->doc_count; i++)
        if (project_relatives(project, i, relatives) > PROJECT_RELATIVES)
            abort();
    project_find_doc(project, STR("ap/2026/ap.docx"));
    for (size_t i = 0; i < project->accept_count; i++)
        suppress_covers(arena, &project->accepts[i], &rule, &diag, STR("ap/2026/ap.docx"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static bool started;
    if (!started) {
        xml_start();
        started = true;
    }
    struct arena *arena = arena_create();
    struct limits limits = limits_default();
    struct diag_list diags = diag_list_in(arena, 0), others = diag_list_in(arena, 0);
    struct project *project = project_load(arena, source_of(arena, data, size), &limits, &diags);
    struct baseline *baseline = baseline_load(arena, source_of(arena, data, size), &limits, &others);
    if (!project == !diag_failed(&diags) || !baseline == !diag_failed(&others))
        abort();
    if (project)
        use(arena, project);
    arena_destroy(arena);
    return 0;
}
