/* Golden tests: every case is files under fixtures/ (design.md section 9). In-process, through the same pipeline as the
 * command line.
 *
 * In a folder such as fixtures/TRC001-activity-without-goal:
 * - bad-typo.xml: a document; the findings of the folder's rule are compared with bad-typo.expected, gcc lines, and
 * with bad-typo.text and bad-typo.json, the other formats, where these are there.
 * - good-exact.xml: it has no golden and must be silent for that rule.
 * - with-plan.xml: context for all cases of the folder.
 * - options: further options, as on the command line, one a line.
 * - planlint.xml: the project of all cases of the folder.
 *
 * Only files named bad-* and good-* are cases. A folder whose name does not begin with a rule id runs all rules.
 * `golden FIXTURES [--bless] [FOLDER]`: --bless rewrites the goldens that differ. A new case needs no list to be
 * edited. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "files.h"
#include "test.h"
#include "xml.h"

#define REQUIRE assert_true
#include "places.h"

struct golden_case {
    const char *folder, *name; /* "fixtures/TRC001-x", "bad-typo.xml" */
};

static bool bless;

/* The formats that a golden's extension picks. */
static const struct {
    const char *extension, *format;
} goldens[] = {{".expected", "gcc"}, {".text", "text"}, {".json", "json"}};

static struct str read_or_empty(struct arena *arena, struct str path) {
    struct str bytes = {0}, reason = {0};
    return file_read(arena, path, UINT64_MAX, &bytes, &reason) ? (struct str){0} : bytes;
}

static bool is_rule_id(const char *name) {
    for (int i = 0; i < 6; i++)
        if (i < 3 ? (name[i] < 'A' || name[i] > 'Z') : (name[i] < '0' || name[i] > '9'))
            return false;
    return name[6] == '-' || name[6] == '\0';
}

/* A writable copy: getopt wants to permute its arguments. */
static char *word(struct arena *arena, struct str s) {
    char *copy = arena_array(arena, char, s.len + 1);
    memcpy(copy, s.data, s.len);
    return copy;
}

/* The folder's options: --isolated --lang en --select RULE and what the file `options` says. */
static void load_options(struct settings *settings, const char *folder) {
    static const char *const fixed[] = {"golden", "check", "--isolated", "--lang=en", "--jobs=1"};
    char *argv[64];
    int argc = 0;
    const char *base = strrchr(folder, '/') + 1;
    struct arena *arena = settings->arena;
    for (size_t i = 0; i < sizeof(fixed) / sizeof(*fixed); i++)
        argv[argc++] = word(arena, str_from(fixed[i]));
    if (is_rule_id(base))
        argv[argc++] = word(arena, str_format(arena, "--select=%.6s", base));
    struct str words = read_or_empty(arena, str_format(arena, "%s/options", folder));
    for (struct str rest = words; rest.data && argc < 63;) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        if (line.len)
            argv[argc++] = word(arena, line);
    }
    assert_true(options_parse(settings, argc, argv));
    command_take_rules(settings);
    settings->lint.notes = NOTE_ALL;
    settings->lint.today = 20500; /* 2026-02-16: dates in the future stay so */
}

/* Adds the with-* files of the folder as context. Paths are bare names, so that goldens do not tell where the
 * repository lies. */
static size_t load_context(struct arena *arena, const char *folder, struct lint_input *inputs, size_t room) {
    size_t count = 0;
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    for (struct dirent *entry; (entry = readdir(directory)) && count < room;)
        if (strncmp(entry->d_name, "with-", 5) == 0)
            inputs[count++] =
                (struct lint_input){.path = str_copy(arena, str_from(entry->d_name)),
                                    .bytes = read_or_empty(arena, str_format(arena, "%s/%s", folder, entry->d_name)),
                                    .context = true};
    closedir(directory);
    return count;
}

/* Gives the inputs the project of the folder, when there is one. A document that no input is named like is missing. */
static void load_folder_project(struct arena *arena, const char *folder, struct lint_input *inputs, size_t count) {
    struct limits limits = limits_default();
    struct diag_list diags = diag_list_in(arena, 0);
    struct str text = read_or_empty(arena, str_format(arena, "%s/" PROJECT_FILE, folder));
    if (!text.len)
        return;
    struct source *source = source_create(arena, STR(PROJECT_FILE), (struct str){0}, text);
    struct project *project = project_load(arena, source, &limits, &diags);
    assert_non_null(project);
    for (size_t i = 0; i < project->doc_count; i++)
        project->docs[i].missing = true;
    for (size_t i = 0; i < count; i++) {
        inputs[i].project = project;
        inputs[i].name = inputs[i].path;
        size_t doc = project_find_doc(project, inputs[i].name);
        if (doc != PROJECT_NONE)
            project->docs[doc].missing = false;
    }
}

static void compare(struct arena *arena, const struct outcome *outcome, struct str golden_path, const char *format) {
    struct buf out = buf_in(arena);
    struct report_options options = {.version = "0"};
    report_find(str_from(format))->render(outcome, &options, &out);
    struct str expected = read_or_empty(arena, golden_path);
    if (str_equal(expected, buf_str(&out)))
        return;
    if (bless && strstr(golden_path.data, "/bad-")) {
        struct str reason;
        assert_true(file_write(arena, golden_path, buf_str(&out), &reason));
        return;
    }
    print_error("%.*s differs\n--- expected\n%.*s--- got\n%.*s", STR_ARGS(golden_path), STR_ARGS(expected),
                STR_ARGS(buf_str(&out)));
    fail();
}

static void run_case(void **state) {
    const struct golden_case *golden = *state;
    struct arena *arena = arena_create();
    struct settings settings = {.arena = arena};
    struct lint_input inputs[16];
    struct diag_list diags = diag_list_in(arena, 0);
    struct str path = str_format(arena, "%s/%s", golden->folder, golden->name);
    struct str stem = str_slice(path, 0, (size_t)(strrchr(path.data, '.') - path.data));
    bool found = false;

    load_options(&settings, golden->folder);
    size_t count = load_context(arena, golden->folder, inputs, 15);
    inputs[count++] = (struct lint_input){.path = str_from(golden->name), .bytes = read_or_empty(arena, path)};
    load_folder_project(arena, golden->folder, inputs, count);
    struct linter *linter = linter_create(&settings.lint, &diags);
    assert_non_null(linter);
    struct outcome *outcome = lint(linter, inputs, count);
    require_places(outcome);
    for (size_t i = 0; i < sizeof(goldens) / sizeof(*goldens); i++) {
        struct str golden_path = str_format(arena, "%.*s%s", STR_ARGS(stem), goldens[i].extension);
        if (read_or_empty(arena, golden_path).data) {
            compare(arena, outcome, golden_path, goldens[i].format);
            found = true;
        }
    }
    /* No golden: a good case must be silent; a new bad case gets its gcc lines with --bless. */
    bool bad = strncmp(golden->name, "bad-", 4) == 0;
    size_t findings = outcome->severities[SEVERITY_ERROR] + outcome->severities[SEVERITY_WARNING] +
                      outcome->severities[SEVERITY_INFO];
    if (!found && (bad || findings))
        compare(arena, outcome, str_format(arena, "%.*s.expected", STR_ARGS(stem)), "gcc");
    if (bad && findings == 0)
        fail_msg("%s finds nothing: a bad case must", golden->name);
    outcome_destroy(outcome);
    linter_destroy(linter);
    arena_destroy(arena);
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

static bool is_case(const char *name) {
    const char *dot = strrchr(name, '.');
    bool case_name = strncmp(name, "bad-", 4) == 0 || strncmp(name, "good-", 5) == 0;
    return case_name && (strcmp(dot, ".xml") == 0 || strcmp(dot, ".docx") == 0);
}

int main(int argc, char **argv) {
    const char *root = argc > 1 ? argv[1] : "fixtures", *only = NULL;
    struct arena *arena = arena_create();
    struct {
        struct CMUnitTest *items;
        size_t count, cap;
    } tests = {0};
    for (int i = 2; i < argc; i++)
        if (strcmp(argv[i], "--bless") == 0)
            bless = true;
        else
            only = argv[i];
    xml_start();
    DIR *top = opendir(root);
    if (!top) {
        fprintf(stderr, "golden: no folder %s\n", root);
        return 2;
    }
    for (struct dirent *folder; (folder = readdir(top));) {
        if (folder->d_name[0] == '.' || (only && !strstr(folder->d_name, only)))
            continue;
        struct str path = str_format(arena, "%s/%s", root, folder->d_name);
        DIR *inside = opendir(path.data);
        if (!inside)
            continue;
        for (struct dirent *entry; (entry = readdir(inside));) {
            if (!is_case(entry->d_name))
                continue;
            struct golden_case *golden = arena_new(arena, struct golden_case);
            golden->folder = path.data;
            golden->name = str_copy(arena, str_from(entry->d_name)).data;
            *vec_add(arena, &tests) =
                (struct CMUnitTest){.name = str_format(arena, "%s/%s", folder->d_name, golden->name).data,
                                    .test_func = run_case,
                                    .initial_state = golden};
        }
        closedir(inside);
    }
    closedir(top);
    if (tests.count)
        qsort(tests.items, tests.count, sizeof(*tests.items), by_name);
    int failed = tests.count ? _cmocka_run_group_tests("golden", tests.items, tests.count, NULL, NULL) : 1;
    arena_destroy(arena);
    return failed;
}
