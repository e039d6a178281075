/* planlint baseline create|update|prune: records the findings of documents in a file, for check --baseline. */
#include <stdio.h>

#include "command.h"
#include "files.h"
#include "map.h"
#include "policy.h"

struct entries {
    struct baseline_entry *items;
    size_t count, cap;
};

/* What one of the three does with the entries that are there and the findings that are. */
enum action { CREATE, UPDATE, PRUNE, ACTIONS };
static const char *const actions[ACTIONS] = {"create", "update", "prune"};

enum { QUOTE_CODE_POINTS = 60 };

static struct str shorten(struct arena *arena, struct str quote) {
    size_t offset = 0;
    for (size_t seen = 0; offset < quote.len && seen < QUOTE_CODE_POINTS; seen++)
        utf8_next(quote, &offset);
    return offset < quote.len ? str_format(arena, "%.*s…", STR_ARGS(str_slice(quote, 0, offset))) : quote;
}

/* Appends the findings of the run that count. */
static void add_findings(struct arena *arena, const struct outcome *outcome, struct str folder, struct entries *out) {
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct result *result = outcome->results[i];
        if (result->context || result->path.len == 0)
            continue;
        struct str name = file_relative(arena, folder, result->path);
        for (size_t k = 0; k < result->diags.count; k++) {
            const struct diag *diag = result->diags.items[k];
            if (!diag->suppressed_by && !str_is(diag->id, LINT_DROPPED))
                *vec_add(arena, out) = (struct baseline_entry){.fingerprint = baseline_key(diag->fingerprint),
                                                               .rule = diag->id,
                                                               .path = name,
                                                               .quote = shorten(arena, place_quote(arena, diag->place)),
                                                               .count = 1};
        }
    }
}

/* Returns the ids of the rules that the options leave out: what they had found is not gone. */
static struct map *left_out(const struct settings *settings, const struct rules *rules) {
    struct map *ids = map_create(settings->arena);
    struct policy policy = policy_make(settings->arena, rules, &settings->lint, NULL, (struct str){0});
    for (size_t i = 0; i < rules->count; i++)
        if (!policy.enabled[i])
            map_add(ids, rules->items[i]->kind.id, i);
    return ids;
}

/* Keeps what the baseline says about documents and rules that were not checked, as long as the document is there. Of
 * documents that could not be checked for everything, what was not found is not gone. */
static void keep_others(const struct settings *settings, const struct baseline *old, const size_t *left,
                        const struct outcome *outcome, struct str folder, struct entries *out) {
    struct arena *arena = settings->arena;
    struct map *checked = map_create(arena), *rules = left_out(settings, outcome->rules);
    for (size_t i = 0; i < outcome->result_count; i++)
        if (!outcome->results[i]->context)
            map_add(checked, file_relative(arena, folder, outcome->results[i]->path), i);
    for (size_t i = 0; i < old->count; i++) {
        const struct baseline_entry *entry = &old->entries[i];
        bool gone = !file_exists(arena, str_format(arena, "%.*s%.*s", STR_ARGS(folder), STR_ARGS(entry->path)));
        size_t number = map_find(checked, entry->path);
        bool looked = number != MAP_NONE && map_find(rules, entry->rule) == MAP_NONE;
        const struct result *result = looked ? outcome->results[number] : NULL;
        bool whole = result && result->complete && result->diags.dropped == 0;
        if (gone || whole || (looked && left[i] == 0))
            continue;
        struct baseline_entry *kept = vec_add(arena, out);
        *kept = *entry;
        kept->count = looked ? left[i] : entry->count;
    }
}

/* Adds the findings, to be pruned only those that the baseline has, and what it has beside them. */
static void renew(const struct settings *settings, const struct baseline *old, bool prune,
                  const struct outcome *outcome, struct str folder, const struct entries *found, struct entries *out) {
    struct arena *arena = settings->arena;
    size_t *left = baseline_left(arena, old);
    bool *known = arena_array(arena, bool, found->count);
    for (size_t i = 0; i < found->count; i++)
        known[i] = baseline_take_own(arena, old, left, found->items[i].fingerprint, found->items[i].path) != MAP_NONE;
    keep_others(settings, old, left, outcome, folder, out);
    for (size_t i = 0; i < found->count; i++)
        if (!prune || known[i] || baseline_take_any(old, left, found->items[i].fingerprint) != MAP_NONE)
            *vec_add(arena, out) = found->items[i];
}

/* The first word behind "baseline"; ACTIONS after a message. */
static enum action take_action(struct settings *settings) {
    struct str word = settings->paths.count ? settings->paths.items[0] : (struct str){0};
    for (enum action action = CREATE; action < ACTIONS; action++) {
        if (str_is(word, actions[action])) {
            settings->paths.items++;
            settings->paths.count--;
            return action;
        }
    }
    complain_action(settings);
    return ACTIONS;
}

/* Reads the old baseline; false after a message when there is none to read, or, for `create`, when there is one. */
static bool load_old(struct settings *settings, enum action action, struct str path, struct baseline **old) {
    struct diag_list diags = diag_list_in(settings->arena, 0);
    struct str bytes = {0}, reason = {0};
    bool there = file_exists(settings->arena, path);
    if (action == CREATE && there) {
        complain(settings, str_format(settings->arena,
                                      say(settings, "%.*s finns redan; förnya den med planlint baseline update",
                                          "%.*s is there already; renew it by planlint baseline update"),
                                      STR_ARGS(path)));
        return false;
    }
    if (action == CREATE)
        return true;
    const char *failure =
        file_read(settings->arena, path, settings->lint.limits.value[LIMIT_INPUT_BYTES], &bytes, &reason);
    if (failure) {
        file_report(&diags, "CFG037", (struct place){0}, path, failure, reason);
    } else {
        *old = baseline_load(settings->arena, source_create(settings->arena, path, (struct str){0}, bytes),
                             &settings->lint.limits, &diags);
    }
    if (diags.count)
        command_complain(settings, &diags);
    return *old != NULL;
}

int command_baseline(struct settings *settings) {
    enum action action = take_action(settings);
    struct str path = settings->baseline.len ? settings->baseline : STR(BASELINE_FILE);
    struct arena *arena = settings->arena;
    struct baseline *old = NULL;
    struct entries entries = {0}, found = {0};
    struct buf content = buf_in(arena);
    int status = 2;
    if (action == ACTIONS || !load_old(settings, action, path, &old))
        return 2;
    settings->baseline = (struct str){0}; /* the findings as they are */
    struct lint_run run = command_run(settings);
    if (run.outcome->failed) {
        command_complain_run(settings, run.outcome); /* it would record too little */
    } else {
        struct str folder = file_real_folder(arena, file_folder(path));
        add_findings(arena, run.outcome, folder, old ? &found : &entries);
        if (old)
            renew(settings, old, action == PRUNE, run.outcome, folder, &found, &entries);
        entries.count = baseline_sort(entries.items, entries.count);
        baseline_write(&content, entries.items, entries.count);
        if (command_write(settings, path, buf_str(&content))) {
            bool one = entries.count == 1;
            printf(say(settings, one ? "%.*s: %zu post\n" : "%.*s: %zu poster\n",
                       one ? "%.*s: %zu entry\n" : "%.*s: %zu entries\n"),
                   STR_ARGS(path), entries.count);
            status = 0;
        }
    }
    command_run_end(&run);
    return status;
}
