/* planlint trace PATH...: the chain goal, activity, entry over the documents. */
#include "chain.h"
#include "command.h"
#include "files.h"

static void (*const renders[])(const struct chain *chain, struct buf *out) = {
    [EXTRACT_TEXT] = chain_text, [EXTRACT_CSV] = chain_csv, [EXTRACT_JSON] = chain_json};

int command_trace(struct settings *settings) {
    struct lint_run run = command_run(settings);
    int status = 2;
    if (settings->as == EXTRACT_XML) {
        complain(settings, str_from(say(settings, "--as för trace är text, csv eller json",
                                        "--as for trace is text, csv or json")));
    } else if (run.outcome->failed) {
        command_complain_run(settings, run.outcome);
    } else {
        struct buf out = buf_in(settings->arena);
        struct chain chain = chain_build(settings->arena, run.outcome, settings->report.version);
        renders[settings->as](&chain, &out);
        status = command_show(settings, buf_str(&out)) ? 0 : 2;
    }
    command_run_end(&run);
    return status;
}
