/* Schematron Validation Report Language (ISO/IEC 19757-3, annex D): a pattern for each document, a failed assertion for
 * each finding. @location is an XPath into the plan tree: the document itself when it is plan XML, else what
 * `planlint extract --as xml` prints. Ids are unique in the report, as the schema demands. */
#include "finding.h"
#include "report.h"
#include "xml_report.h"

#define SVRL_NAMESPACE "http://purl.oclc.org/dsdl/svrl"

static void add_assert(xmlTextWriter *writer, struct arena *arena, const struct finding *finding, size_t number) {
    struct buf text = buf_in(arena);
    xml_report_open(writer, "svrl:failed-assert");
    xml_report_attribute(writer, arena, "test", finding->kind->name);
    xml_report_attribute(writer, arena, "id", str_format(arena, "%.*s.%zu", STR_ARGS(finding->kind->id), number));
    xml_report_attribute(writer, arena, "flag", finding->kind->id);
    xml_report_attribute(writer, arena, "role", str_from(severity_name(finding->diag->severity)));
    xml_report_attribute(writer, arena, "location", finding->diag->location);
    xml_report_open(writer, "svrl:text");
    report_location(&text, finding->path, finding->at.begin);
    buf_format(&text, " %.*s", STR_ARGS(finding->message));
    xml_report_text(writer, arena, buf_str(&text));
    xml_report_close(writer);
    xml_report_close(writer);
}

static void add_prefix(xmlTextWriter *writer, struct arena *arena, struct str name, struct str uri) {
    xml_report_open(writer, "svrl:ns-prefix-in-attribute-values");
    xml_report_attribute(writer, arena, "uri", uri);
    xml_report_attribute(writer, arena, "prefix", name);
    xml_report_close(writer);
}

/* A document without findings has its pattern too: it was checked. */
static void add_document(xmlTextWriter *writer, struct arena *arena, const struct outcome *outcome,
                         const struct result *result, size_t *number) {
    struct arena *scratch = arena_create();
    xml_report_open(writer, "svrl:active-pattern");
    xml_report_attribute(writer, arena, "name", STR("planlint"));
    xml_report_attribute(writer, arena, "document",
                         result->path.len ? finding_safe(arena, finding_path(arena, NULL, result->path))
                                          : STR("planlint"));
    xml_report_close(writer);
    xml_report_open(writer, "svrl:fired-rule");
    xml_report_attribute(writer, arena, "context", STR("/"));
    xml_report_close(writer);
    for (size_t i = 0; i < result->diags.count; i++) {
        const struct diag *diag = result->diags.items[i];
        struct finding finding = finding_show(scratch, outcome, NULL, diag);
        if (!diag->suppressed_by)
            add_assert(writer, scratch, &finding, ++*number);
        arena_reset(scratch);
    }
    arena_destroy(scratch);
}

void report_svrl(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    struct arena *arena = arena_create();
    size_t number = 0;
    xmlTextWriter *writer = xml_report_start(out, "svrl:schematron-output");
    xml_report_attribute(writer, arena, "xmlns:svrl", STR(SVRL_NAMESPACE));
    xml_report_attribute(writer, arena, "title", str_format(arena, "planlint %s", options->version));
    add_prefix(writer, arena, STR("p"), STR(PLAN_NAMESPACE));
    add_prefix(writer, arena, STR("src"), STR(PLAN_SOURCE_NAMESPACE));
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct result *result = outcome->results[i];
        if (result->diags.count || (result->path.len && !result->context))
            add_document(writer, arena, outcome, result, &number);
        arena_reset(arena);
    }
    xml_report_end(writer);
    arena_destroy(arena);
}
