#include "mend.h"

#include <unistd.h>

#include "decode.h"
#include "diff.h"
#include "files.h"
#include "fix.h"
#include "width.h"

enum { PASSES = 10 };

/* A document whose bytes changed. */
struct mended {
    const struct lint_input *input; /* as it was read */
    const char *format;             /* of the result */
    struct str bytes;               /* after all passes, in settings->arena */
};

struct mending {
    VEC(struct mended) documents;
    size_t fixed; /* findings that were fixed */
    bool failed;  /* a document with fixes could not be changed: said on standard error */
};

/* What is known of each input while it is mended. */
struct state {
    struct str before; /* the bytes of the last pass that could be read */
    bool stuck;        /* is not to be changed any more */
    bool changed;      /* in the last pass */
    size_t fixed, last_fixed;
    const char *format;
};

static void say_failed(struct settings *settings, struct str path, const struct fixed *fixed) {
    if (strcmp(fixed->failed, "signed") == 0)
        complain(settings,
                 str_format(settings->arena,
                            say(settings,
                                "%.*s har en digital signatur, som en rättning skulle bryta; ta bort "
                                "signaturen eller rätta i Word",
                                "%.*s has a digital signature, which a fix would break; remove the signature or "
                                "fix it in Word"),
                            STR_ARGS(path)));
    else
        complain(settings, str_format(settings->arena,
                                      say(settings, "%.*s kunde inte packas om och är oförändrad: %.*s",
                                          "%.*s could not be repacked and is unchanged: %.*s"),
                                      STR_ARGS(path), STR_ARGS(fixed->reason)));
}

static const struct result *find_result(const struct outcome *outcome, const struct lint_input *input) {
    for (size_t i = 0; i < outcome->result_count; i++)
        if (!outcome->results[i]->context && str_equal(outcome->results[i]->path, input->path))
            return outcome->results[i];
    return NULL;
}

/* Applies the fixes of one pass; returns whether any document changed. */
static bool fix_all(struct settings *settings, const struct outcome *outcome, struct lint_input *inputs,
                    struct state *states, size_t count, struct mending *mending) {
    bool changed = false;
    for (size_t i = 0; i < count; i++) {
        const struct result *result = inputs[i].context ? NULL : find_result(outcome, &inputs[i]);
        states[i].changed = false;
        if (!result || result->refused || states[i].stuck)
            continue;
        struct fixed fixed =
            fix_document(settings->arena, result, inputs[i].bytes, &settings->lint.limits, settings->unsafe_fixes);
        if (fixed.failed) {
            say_failed(settings, inputs[i].path, &fixed);
            states[i].stuck = mending->failed = true;
            continue;
        }
        states[i].format = result->format;
        states[i].changed = fixed.count != 0 && !str_equal(fixed.bytes, inputs[i].bytes);
        if (!states[i].changed)
            continue;
        changed = true;
        states[i].before = inputs[i].bytes;
        states[i].last_fixed = fixed.count;
        states[i].fixed += fixed.count;
        inputs[i].bytes = fixed.bytes;
    }
    return changed;
}

/* Takes back what made a document unreadable; returns whether there was any. */
static bool take_back(const struct outcome *outcome, struct lint_input *inputs, struct state *states, size_t count) {
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        const struct result *result = states[i].changed ? find_result(outcome, &inputs[i]) : NULL;
        if (!result || !result->refused)
            continue;
        inputs[i].bytes = states[i].before;
        states[i].fixed -= states[i].last_fixed;
        states[i].changed = false;
        states[i].stuck = any = true;
    }
    return any;
}

/* Returns the outcome of the fixed documents: the run's own when there was nothing to fix. */
static struct outcome *fix_until_stable(struct settings *settings, const struct lint_run *run,
                                        struct mending *mending) {
    const struct lint_input *inputs = run->inputs;
    size_t count = run->input_count;
    struct lint_input *current = arena_array(settings->arena, struct lint_input, count);
    struct state *states = arena_array(settings->arena, struct state, count);
    bool more = true;
    for (size_t i = 0; i < count; i++) {
        current[i] = inputs[i];
        current[i].every = true;
    }
    for (size_t pass = 0; pass <= PASSES && more; pass++) {
        struct outcome *outcome = lint(run->linter, current, count);
        /* What was taken back is looked at again with the rest. */
        more = take_back(outcome, current, states, count);
        if (!more && pass < PASSES)
            more = fix_all(settings, outcome, current, states, count, mending);
        outcome_destroy(outcome);
    }
    for (size_t i = 0; i < count; i++) {
        mending->fixed += states[i].fixed;
        current[i].every = false;
        if (!str_equal(current[i].bytes, inputs[i].bytes))
            *vec_add(settings->arena, &mending->documents) =
                (struct mended){&inputs[i], states[i].format, current[i].bytes};
    }
    return mending->documents.count ? lint(run->linter, current, count) : run->outcome;
}

/* Writes the documents over their files. */
static bool write_files(struct settings *settings, const struct mending *mending) {
    bool written = true;
    for (size_t i = 0; i < mending->documents.count; i++) {
        const struct mended *document = &mending->documents.items[i];
        struct str path = document->input->path, reason = {0};
        if (document->input->piped ||
            file_replace(settings->arena, path, document->input->bytes, document->bytes, &reason))
            continue;
        if (reason.len == 0)
            reason = str_from(say(settings, "filen ändrades under tiden", "the file has changed meanwhile"));
        complain(settings, str_format(settings->arena,
                                      say(settings, "%.*s kunde inte skrivas och är oförändrad: %.*s",
                                          "%.*s could not be written and is unchanged: %.*s"),
                                      STR_ARGS(path), STR_ARGS(reason)));
        written = false;
    }
    return written;
}

/* What came from standard input goes on, fixed or not; a document that was refused does not. */
static bool write_piped(struct settings *settings, const struct lint_run *run, const struct mending *mending) {
    for (size_t i = 0; i < run->input_count; i++) {
        const struct lint_input *input = &run->inputs[i];
        const struct result *result = input->piped && !input->context ? find_result(run->outcome, input) : NULL;
        if (!result)
            continue;
        settings->aside = true;
        struct str bytes = input->bytes;
        for (size_t k = 0; k < mending->documents.count; k++)
            if (mending->documents.items[k].input == input)
                bytes = mending->documents.items[k].bytes;
        if (!result->refused && !file_write_stdout(bytes)) {
            complain(settings, str_from(say(settings, "dokumentet kunde inte skrivas till standard ut",
                                            "the document could not be written to standard output")));
            return false;
        }
    }
    return true;
}

/* The text that a person compares. */
static struct str readable(struct settings *settings, struct arena *arena, const struct rules *rules,
                           const struct mended *document, struct str bytes) {
    struct diag_list ignored = diag_list_in(arena, 0);
    struct str path = document->input->path;
    if (strcmp(document->format, "plan-xml") == 0) {
        struct source *source = source_create(arena, path, (struct str){0}, bytes);
        return decode(source, &ignored) ? source->text : bytes;
    }
    struct buf out = buf_in(arena);
    const struct document *read =
        document_read(arena, path, bytes, &settings->lint.limits, rules->profile, &settings->lint.plan, &ignored);
    for (size_t i = 0; i < read->view_count; i++) {
        buf_add(&out, read->view[i]->text);
        buf_byte(&out, '\n');
    }
    return buf_str(&out);
}

/* On a terminal document text is made harmless, line by line; a patch in a file or pipe keeps its bytes. */
static void add_harmless(struct buf *out, struct str text) {
    for (struct str rest = text; rest.len;) {
        width_safe(out, str_cut(&rest, '\n'));
        buf_byte(out, '\n');
    }
}

/* Appends a patch of the readable text: lines of the text view for word processing documents, of the file for others.
 */
static void add_patch(struct settings *settings, const struct rules *rules, const struct mending *mending,
                      struct buf *out) {
    for (size_t i = 0; i < mending->documents.count; i++) {
        const struct mended *document = &mending->documents.items[i];
        struct arena *arena = arena_create();
        struct buf patch = buf_in(arena);
        diff_unified(&patch, document->input->path, readable(settings, arena, rules, document, document->input->bytes),
                     readable(settings, arena, rules, document, document->bytes));
        if (isatty(STDOUT_FILENO))
            add_harmless(out, buf_str(&patch));
        else
            buf_add(out, buf_str(&patch));
        arena_destroy(arena);
    }
}

static bool show(struct settings *settings, const struct lint_run *run, const struct mending *mending, bool *shown) {
    struct buf patch = buf_in(settings->arena);
    add_patch(settings, linter_rules(run->linter), mending, &patch);
    settings->aside = true;
    *shown = patch.len != 0;
    if (!file_write_stdout(buf_str(&patch))) {
        complain(settings, str_from(say(settings, "patchen kunde inte skrivas till standard ut",
                                        "the patch could not be written to standard output")));
        return false;
    }
    return true;
}

bool mend_run(struct settings *settings, struct lint_run *run, bool *shown) {
    struct mending mending = {0};
    *shown = false;
    if (!run->linter || !(settings->fix || settings->unsafe_fixes || settings->diff))
        return true;
    struct outcome *before = run->outcome, *after = fix_until_stable(settings, run, &mending);
    bool ok = !mending.failed;
    if (settings->diff) {
        if (after != before)
            outcome_destroy(after);
        return show(settings, run, &mending, shown) && ok;
    }
    if (after != before)
        outcome_destroy(before);
    run->outcome = after;
    run->outcome->fixed = mending.fixed;
    ok &= write_files(settings, &mending);
    return write_piped(settings, run, &mending) && ok;
}
