/* JUnit as Jenkins and GitLab read it (junit-10.xsd; notes on formats, section 2.5): a suite for each document, a
 * failed case for each finding, an error where planlint could not read, a skipped case for what is suppressed, and one
 * case that passed for a document without findings. */
#include "finding.h"
#include "report.h"
#include "xml_report.h"

struct suite {
    size_t tests, failures, errors, skipped;
};

static struct suite count_suite(const struct result *result) {
    struct suite suite = {.tests = result->diags.count ? result->diags.count : 1};
    for (size_t i = 0; i < result->diags.count; i++) {
        const struct diag *diag = result->diags.items[i];
        if (diag->suppressed_by)
            suite.skipped++;
        else if (diag->fatal)
            suite.errors++;
        else
            suite.failures++;
    }
    return suite;
}

static void add_case(xmlTextWriter *writer, struct arena *scratch, const struct outcome *outcome,
                     const struct report_options *options, const struct diag *diag, size_t number) {
    struct finding finding = finding_show(scratch, outcome, options, diag);
    const char *verdict = diag->suppressed_by ? "skipped" : diag->fatal ? "error" : "failure";
    struct buf text = buf_in(scratch);
    xml_report_open(writer, "testcase");
    xml_report_attribute(
        writer, scratch, "name",
        str_format(scratch, "%.*s %.*s (%zu)", STR_ARGS(finding.kind->id), STR_ARGS(finding.kind->name), number));
    xml_report_attribute(writer, scratch, "classname", finding.name);
    xml_report_open(writer, verdict);
    xml_report_attribute(writer, scratch, "type", finding.kind->id);
    xml_report_attribute(writer, scratch, "message",
                         diag->suppressed_by && diag->suppressed.len ? finding_safe(scratch, diag->suppressed)
                                                                     : finding.message);
    report_location(&text, finding.path, finding.at.begin);
    buf_format(&text, " %s: %.*s", severity_name(diag->severity), STR_ARGS(finding.message));
    xml_report_text(writer, scratch, buf_str(&text));
    xml_report_close(writer);
    xml_report_close(writer);
}

static void add_suite(xmlTextWriter *writer, struct arena *scratch, const struct outcome *outcome,
                      const struct report_options *options, const struct result *result) {
    struct suite suite = count_suite(result);
    struct str name =
        result->path.len ? finding_safe(scratch, finding_path(scratch, options, result->path)) : STR("planlint");
    xml_report_open(writer, "testsuite");
    xml_report_attribute(writer, scratch, "name", name);
    xml_report_number(writer, "tests", suite.tests);
    xml_report_number(writer, "failures", suite.failures);
    xml_report_number(writer, "errors", suite.errors);
    xml_report_number(writer, "skipped", suite.skipped);
    if (result->path.len)
        xml_report_attribute(writer, scratch, "file", name);
    for (size_t i = 0; i < result->diags.count; i++)
        add_case(writer, scratch, outcome, options, result->diags.items[i], i + 1);
    if (result->diags.count == 0) {
        xml_report_open(writer, "testcase");
        xml_report_attribute(writer, scratch, "name", STR("planlint"));
        xml_report_attribute(writer, scratch, "classname", name);
        xml_report_close(writer);
    }
    xml_report_close(writer);
}

void report_junit(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    struct arena *scratch = arena_create();
    xmlTextWriter *writer = xml_report_start(out, "testsuites");
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct result *result = outcome->results[i];
        if (result->diags.count || (result->path.len && !result->context))
            add_suite(writer, scratch, outcome, options, result);
        arena_reset(scratch);
    }
    xml_report_end(writer);
    arena_destroy(scratch);
}
