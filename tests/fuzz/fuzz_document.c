/* Any bytes as a document, through the whole pipeline. */
#include <stdint.h>

#include "lint.h"
#include "report.h"
#include "xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct linter *linter;
    if (!linter) {
        static struct arena *arena;
        static struct lint_options options;
        xml_start();
        arena = arena_create();
        options = (struct lint_options){
            .limits = limits_default(), .min_severity = SEVERITY_INFO, .today = 20500, .threads = 1};
        options.plan.period = options.plan.year = (struct interval){1, 0};
        struct diag_list diags = diag_list_in(arena, 0);
        linter = linter_create(&options, &diags);
    }
    struct lint_input input = {.path = STR("fuzz"), .bytes = {(const char *)data, size}};
    struct outcome *outcome = lint(linter, &input, 1);
    struct arena *scratch = arena_create();
    struct report_options options = {.version = "0"};
    for (const struct report_format *format = report_formats; format->name; format++) {
        struct buf out = buf_in(scratch);
        format->render(outcome, &options, &out);
    }
    arena_destroy(scratch);
    outcome_destroy(outcome);
    return 0;
}
