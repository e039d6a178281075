#include "xml_report.h"

#include "arena.h"

/* The writer fails only for want of memory. */
static void demand(bool done) {
    if (!done)
        arena_out_of_memory();
}

static int append(void *out, const char *bytes, int count) {
    buf_add(out, (struct str){bytes, (size_t)count});
    return count;
}

xmlTextWriter *xml_report_start(struct buf *out, const char *root) {
    xmlOutputBuffer *output = xmlOutputBufferCreateIO(append, NULL, out, NULL);
    xmlTextWriter *writer = output ? xmlNewTextWriter(output) : NULL;
    demand(writer && xmlTextWriterSetIndent(writer, 1) >= 0 &&
           xmlTextWriterStartDocument(writer, NULL, "UTF-8", NULL) >= 0 &&
           xmlTextWriterStartElement(writer, (const xmlChar *)root) >= 0);
    return writer;
}

void xml_report_end(xmlTextWriter *writer) {
    demand(xmlTextWriterEndDocument(writer) >= 0);
    xmlFreeTextWriter(writer);
}

void xml_report_open(xmlTextWriter *writer, const char *name) {
    demand(xmlTextWriterStartElement(writer, (const xmlChar *)name) >= 0);
}

void xml_report_close(xmlTextWriter *writer) {
    demand(xmlTextWriterEndElement(writer) >= 0);
}

void xml_report_attribute(xmlTextWriter *writer, struct arena *scratch, const char *name, struct str value) {
    demand(xmlTextWriterWriteAttribute(writer, (const xmlChar *)name, (const xmlChar *)str_copy(scratch, value).data) >=
           0);
}

void xml_report_number(xmlTextWriter *writer, const char *name, size_t value) {
    demand(xmlTextWriterWriteFormatAttribute(writer, (const xmlChar *)name, "%zu", value) >= 0);
}

void xml_report_text(xmlTextWriter *writer, struct arena *scratch, struct str text) {
    demand(xmlTextWriterWriteString(writer, (const xmlChar *)str_copy(scratch, text).data) >= 0);
}
