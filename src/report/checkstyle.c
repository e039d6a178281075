/* Checkstyle's XML, which has no schema; as its XMLLogger writes it (notes on formats, section 2.6). Lines of a Word
 * file are paragraphs. */
#include "finding.h"
#include "report.h"
#include "xml_report.h"

static void add_error(xmlTextWriter *writer, struct arena *scratch, const struct finding *finding) {
    xml_report_open(writer, "error");
    xml_report_number(writer, "line", finding->at.begin.line);
    xml_report_number(writer, "column", finding->at.begin.column);
    xml_report_attribute(writer, scratch, "severity", str_from(severity_name(finding->diag->severity)));
    xml_report_attribute(writer, scratch, "message", finding->message);
    xml_report_attribute(writer, scratch, "source", str_format(scratch, "planlint.%.*s", STR_ARGS(finding->kind->id)));
    xml_report_close(writer);
}

void report_checkstyle(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    struct arena *arena = arena_create(), *scratch = arena_create();
    struct str open = {0};
    xmlTextWriter *writer = xml_report_start(out, "checkstyle");
    size_t count;
    const struct diag **diags = finding_list(arena, outcome, false, &count);
    xml_report_attribute(writer, scratch, "version", str_from(options->version));
    for (size_t i = 0; i < count; i++) {
        struct finding finding = finding_show(scratch, outcome, NULL, diags[i]);
        struct str name = finding.name.len ? finding.name : STR("planlint");
        if (open.len == 0 || !str_equal(open, name)) {
            if (open.len)
                xml_report_close(writer);
            open = str_copy(arena, name);
            xml_report_open(writer, "file");
            xml_report_attribute(writer, scratch, "name", name);
        }
        add_error(writer, scratch, &finding);
        arena_reset(scratch);
    }
    xml_report_end(writer);
    arena_destroy(scratch);
    arena_destroy(arena);
}
