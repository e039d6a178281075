/* One line per finding, as gcc writes them: editors and problem matchers read it (notes on formats, section 2.10).
 * Never ranges, severity words exactly error, warning and info, or the patterns of Vim, Emacs and VS Code stop
 * matching. */
#include "report.h"
#include "width.h"

void report_gcc(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    struct arena *scratch = arena_create();
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct diag_list *diags = &outcome->results[i]->diags;
        for (size_t k = 0; k < diags->count; k++) {
            const struct diag *diag = diags->items[k];
            if (diag->suppressed_by)
                continue;
            const struct kind *kind = outcome_kind(outcome, diag);
            struct shown_place at = outcome_show(scratch, diag->place);
            report_location(out, at.path, report_position(options, diag->place, &at));
            buf_format(out, " %s: ", severity_name(diag->severity));
            width_safe(out, kind_message(scratch, kind, diag, outcome->language));
            buf_format(out, " [%.*s %.*s]\n", STR_ARGS(kind->id), STR_ARGS(kind->name));
            arena_reset(scratch);
        }
    }
    arena_destroy(scratch);
}
