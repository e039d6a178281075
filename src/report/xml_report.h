/* XML report: what the XML formats share. For report/. */
#ifndef PLANLINT_XML_REPORT_H
#define PLANLINT_XML_REPORT_H

#include <libxml/xmlwriter.h>

#include "buf.h"

/* Starts a document of this root element, indented, which is appended to `out` bit by bit; out of memory ends the
 * program. */
xmlTextWriter *xml_report_start(struct buf *out, const char *root);

/* Ends it and releases the writer. */
void xml_report_end(xmlTextWriter *writer);

/* Begin and end an element. */
void xml_report_open(xmlTextWriter *writer, const char *name);
void xml_report_close(xmlTextWriter *writer);

/* Write an attribute of the element that was begun, and text; the text is harmless and valid in XML already:
 * finding_safe. */
void xml_report_attribute(xmlTextWriter *writer, struct arena *scratch, const char *name, struct str value);
void xml_report_number(xmlTextWriter *writer, const char *name, size_t value);
void xml_report_text(xmlTextWriter *writer, struct arena *scratch, struct str text);

#endif
