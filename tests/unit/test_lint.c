/* Documents that are read twice: once to learn what they are, once more when their turn to be checked comes, because
 * many were there by then. Their files may have changed in between. */
#include "lint.h"
#include "report.h"
#include "test.h"

enum { DOCUMENTS = 120, PARAGRAPHS = 1000, HEAD_ONLY = 4096, CASES = 5 };

/* What a later reading of a file gives, and what the document is then; by turns. */
static const struct {
    const char *title, *failure, *kind;
} cases[CASES] = {
    {"Aktivitetsplan 2027", NULL, "ap"},
    {"Verksamhetsplan 2025–2028", NULL, "vp"},
    {"Återrapport 2026", NULL, "rapport"},
    {NULL, NULL, NULL}, /* another namespace */
    {"", "DOC001", NULL},
};

/* The files, and how often each was read. */
struct files {
    struct str plan, first, later[CASES];
    bool change;
    size_t readings[DOCUMENTS];
};

static struct files files;

static const char *load(const struct limits *limits, struct arena *arena, const struct lint_input *input, size_t most,
                        struct str *bytes, struct str *reason) {
    (void)limits;
    (void)arena;
    (void)reason;
    uint64_t number = 0;
    assert_true(str_to_number(input->path, &number) && number < DOCUMENTS);
    size_t before = most > HEAD_ONLY ? files.readings[number]++ : 0;
    bool changed = files.change && before;
    *bytes = number == 0 ? files.plan : changed ? files.later[number % CASES] : files.first;
    return changed ? cases[number % CASES].failure : NULL;
}

/* A document that does not say its kind, of some 40 KB. */
static struct str document(struct arena *arena, const char *title, const char *text) {
    struct buf out = buf_in(arena);
    buf_format(&out,
               "<plan xmlns=\"urn:planlint:plan:1\" xml:lang=\"sv\"><meta><title>%s</title></meta>"
               "<section no=\"1\" level=\"1\"><heading>Verksamhet och utveckling</heading><section><heading>Nära vård"
               "</heading><activity><text>%s</text></activity>",
               title, text);
    for (size_t i = 0; i < PARAGRAPHS; i++)
        buf_add(&out, STR("<p>Regionerna gör det tillsammans.</p>\n"));
    buf_add(&out, STR("</section></section></plan>"));
    return buf_str(&out);
}

static struct outcome *run(struct arena *arena, struct linter **linter, bool only_findings) {
    struct diag_list diags = diag_list_in(arena, 0);
    struct lint_options options = {.limits = limits_default(),
                                   .plan = {.period = {1, 0}, .year = {1, 0}},
                                   .min_severity = SEVERITY_INFO,
                                   .load = load,
                                   .only_findings = only_findings,
                                   .notes = NOTE_ALL,
                                   .today = 20500,
                                   .threads = 2};
    struct lint_input inputs[DOCUMENTS];
    memset(files.readings, 0, sizeof(files.readings));
    for (size_t i = 0; i < DOCUMENTS; i++)
        inputs[i] = (struct lint_input){.path = str_format(arena, "%03zu", i), .unread = true};
    *linter = linter_create(&options, &diags);
    assert_non_null(*linter);
    return lint(*linter, inputs, DOCUMENTS);
}

static size_t count_twice(void) {
    size_t twice = 0;
    for (size_t i = 0; i < DOCUMENTS; i++) {
        assert_in_range(files.readings[i], 1, 2);
        twice += files.readings[i] == 2;
    }
    return twice;
}

static struct str render(struct arena *arena, const struct outcome *outcome, const char *format) {
    struct buf out = buf_in(arena);
    report_find(str_from(format))->render(outcome, &(struct report_options){.version = "0"}, &out);
    return buf_str(&out);
}

static void fill(struct arena *arena, bool change) {
    files.change = change;
    files.plan =
        STR("<plan xmlns=\"urn:planlint:plan:1\" xml:lang=\"sv\" kind=\"vp\" period=\"2025/2028\"><meta><title>"
            "Verksamhetsplan 2025–2028</title></meta><section no=\"1\" level=\"1\"><heading>Verksamhet och "
            "utveckling</heading><goal no=\"1.1\"><heading>Nära vård</heading></goal></section></plan>");
    files.first = document(arena, "Aktivitetsplan 2026", "Utreda hälso-och sjukvård.");
    for (size_t i = 0; i < CASES; i++)
        files.later[i] = cases[i].title ? document(arena, cases[i].title, "Utreda.") : STR("<plan>");
}

static void documents_read_twice_are_reported_as_those_that_stay(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct linter *linters[2];
    fill(arena, false);
    struct outcome *stayed = run(arena, &linters[0], false);
    assert_int_equal(count_twice(), 0);
    struct outcome *gone = run(arena, &linters[1], true);
    assert_in_range(count_twice(), 10, DOCUMENTS - 20);
    for (const struct report_format *format = report_formats; format->name; format++)
        assert_true(str_equal(render(arena, gone, format->name), render(arena, stayed, format->name)));
    for (size_t i = 0; i < 2; i++) {
        outcome_destroy(i ? gone : stayed);
        linter_destroy(linters[i]);
    }
    arena_destroy(arena);
}

static void what_a_document_is_when_it_is_checked_holds(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    struct linter *linter;
    fill(arena, true);
    struct outcome *outcome = run(arena, &linter, true);
    assert_in_range(count_twice(), 10, DOCUMENTS - 20);
    for (size_t i = 1; i < DOCUMENTS; i++) {
        const char *kind = outcome->results[i]->kind, *wanted = files.readings[i] == 2 ? cases[i % CASES].kind : "ap";
        assert_string_equal(kind ? kind : "none", wanted ? wanted : "none");
        assert_int_equal(outcome->results[i]->refused, wanted == NULL);
    }
    assert_int_equal(outcome_status(outcome, SEVERITY_ERROR), 2);
    for (const struct report_format *format = report_formats; format->name; format++)
        assert_true(render(arena, outcome, format->name).len > 0);
    outcome_destroy(outcome);
    linter_destroy(linter);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_read_twice_are_reported_as_those_that_stay),
        cmocka_unit_test(what_a_document_is_when_it_is_checked_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
