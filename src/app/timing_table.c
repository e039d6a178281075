#include "timing_table.h"

#include <stdio.h>
#include <stdlib.h>

#include "timing.h"

struct row {
    struct str name;
    uint64_t time;
};

static int by_time(const void *a, const void *b) {
    const struct row *left = a, *right = b;
    if (left->time != right->time)
        return left->time < right->time ? 1 : -1;
    return str_compare(left->name, right->name);
}

static void write_rows(const struct row *rows, size_t count, uint64_t total) {
    for (size_t i = 0; i < count && rows[i].time > 0; i++)
        fprintf(stderr, "%10.3f ms %5.1f %%  %.*s\n", (double)rows[i].time / 1e6,
                100.0 * (double)rows[i].time / (double)total, STR_ARGS(rows[i].name));
}

/* Returns the time of spans without what reading the clock took, which is `clock` for each. */
static uint64_t own_time(const struct timing_spans *spans, double clock) {
    double time = (double)atomic_load(&spans->time) - clock * (double)atomic_load(&spans->count);
    return time > 0 ? (uint64_t)time : 0;
}

/* Returns the time of a phase; all rules run in that of the checks, which has both readings of each span. */
static uint64_t phase_time(const struct timing *timing, size_t phase, double readings) {
    double time = (double)atomic_load(&timing->phases[phase]) - (phase == TIMING_CHECK ? readings : 0);
    return time > 0 ? (uint64_t)time : 0;
}

void timing_table_write(const struct settings *settings, const struct rules *rules) {
    static const char *const names[][LANGUAGES] = {{"läsa", "read"}, {"spåra", "trace"}, {"granska", "check"}};
    static const char *const heads[][LANGUAGES] = {{"Faser, processortid", "Phases, processor time"},
                                                   {"Regler", "Rules"}};
    static const char *const shared[LANGUAGES] = {
        "(gemensamt: mönster görs klara, texter letas upp, ord, språk)",
        "(for all rules: patterns made ready, texts looked for, words, language)"};
    const struct timing *timing = settings->lint.timing;
    enum language language = settings->lint.language;
    struct row phases[TIMING_PHASES], *rows = arena_array(settings->arena, struct row, rules->count + 1);
    uint64_t total = 0, rule_total = 0, empty = atomic_load(&timing->nothing.count), spans = 2 * empty;
    double clock = empty ? (double)atomic_load(&timing->nothing.time) / (double)empty : 0;
    for (size_t i = 0; i < rules->count; i++) {
        const struct kind *kind = &rules->items[i]->kind;
        struct str name = str_format(settings->arena, "%.*s %.*s", STR_ARGS(kind->id), STR_ARGS(kind->name));
        rows[i] = (struct row){name, own_time(&timing->rules[i], clock)};
        rule_total += rows[i].time;
        spans += atomic_load(&timing->rules[i].count);
    }
    rows[rules->count] = (struct row){str_from(shared[language]), own_time(&timing->shared, clock)};
    rule_total += rows[rules->count].time;
    for (size_t i = 0; i < TIMING_PHASES; i++) {
        phases[i] = (struct row){str_from(names[i][language]), phase_time(timing, i, 2 * clock * (double)spans)};
        total += phases[i].time;
    }
    qsort(rows, rules->count + 1, sizeof(*rows), by_time);
    fprintf(stderr, "%s\n", heads[0][language]);
    write_rows(phases, TIMING_PHASES, total);
    fprintf(stderr, "%s\n", heads[1][language]);
    write_rows(rows, rules->count + 1, rule_total);
}
