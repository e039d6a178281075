/* Any bytes as a project file, as a baseline and as a lock: each is read, or there is a diagnostic that says why not,
 * and what was read can be written and read again. */
#include "baseline.h"
#include "lock.h"
#include "mutate.h"
#include "project.h"

static const char *const schemas[] = {"schemas/project.xsd", "schemas/baseline.xsd", "schemas/lock.xsd", NULL};
static const struct vocabulary vocabulary = {.schemas = schemas};

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed) {
    return mutate_xml(data, size, room, seed, &vocabulary);
}

static void use(struct arena *arena, const struct project *project) {
    static const struct passage heading = {.text = {"Fokusområde", 12}};
    const struct diag diag = {.id = {"TRC001", 6}, .place = {.passage = &heading}};
    const struct rule rule = {.kind = {.id = {"TRC001", 6}, .name = {"a", 1}}};
    size_t relatives[PROJECT_RELATIVES];
    for (size_t i = 0; i < project->doc_count; i++)
        REQUIRE(project_relatives(project, i, relatives) <= PROJECT_RELATIVES);
    project_find_doc(project, STR("ap/2026/ap.docx"));
    for (size_t i = 0; i < project->accept_count; i++)
        suppress_covers(arena, &project->accepts[i], &rule, &diag, STR("ap/2026/ap.docx"));
}

/* Writing sorts and adds up; what was written is written the same again. */
static void rewrite_baseline(struct arena *arena, const struct baseline *baseline, const struct limits *limits) {
    struct str written[2];
    for (size_t i = 0; i < 2; i++) {
        struct diag_list diags = diag_list_in(arena, 0);
        struct buf out = buf_in(arena);
        baseline_write(&out, baseline->entries, baseline_sort(baseline->entries, baseline->count));
        written[i] = buf_str(&out);
        baseline = baseline_load(arena, harness_source(arena, (const uint8_t *)out.data, out.len), limits, &diags);
        REQUIRE(baseline != NULL);
    }
    REQUIRE(str_equal(written[0], written[1]));
}

static void rewrite_lock(struct arena *arena, const struct lock *lock, const struct limits *limits) {
    struct str written[2];
    for (size_t i = 0; i < 2; i++) {
        struct diag_list diags = diag_list_in(arena, 0);
        struct buf out = buf_in(arena);
        lock_write(&out, lock->pins, lock_sort(lock->pins, lock->count));
        written[i] = buf_str(&out);
        lock = lock_load(arena, harness_source(arena, (const uint8_t *)out.data, out.len), limits, &diags);
        REQUIRE(lock != NULL);
    }
    REQUIRE(str_equal(written[0], written[1]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    harness_start();
    struct arena *arena = arena_create();
    struct limits limits = limits_default();
    struct diag_list diags[3];
    for (size_t i = 0; i < 3; i++)
        diags[i] = diag_list_in(arena, 0);
    struct project *project = project_load(arena, harness_source(arena, data, size), &limits, &diags[0]);
    struct baseline *baseline = baseline_load(arena, harness_source(arena, data, size), &limits, &diags[1]);
    struct lock *lock = lock_load(arena, harness_source(arena, data, size), &limits, &diags[2]);
    REQUIRE(!project == diag_failed(&diags[0]));
    REQUIRE(!baseline == diag_failed(&diags[1]));
    REQUIRE(!lock == diag_failed(&diags[2]));
    if (project)
        use(arena, project);
    if (baseline)
        rewrite_baseline(arena, baseline, &limits);
    if (lock)
        rewrite_lock(arena, lock, &limits);
    arena_destroy(arena);
    return 0;
}
