/* XML error: what libxml2 found, as a diagnostic of ours: an id, the exact place, names as arguments.
 * For read/xml.c. The library's own English is never shown. */
#ifndef PLANLINT_XML_ERROR_H
#define PLANLINT_XML_ERROR_H

#include <libxml/xmlerror.h>

#include "diag.h"

struct xml_failure {
    struct source *source;
    const xmlError *error;
    size_t last;   /* behind the last tag that was read whole */
    size_t offset; /* where the parser stands */
    size_t cut;    /* bytes that were given to the parser */
    bool faulted;  /* they are cut on purpose: where the scan found a fault, or behind a document type */
};

/* Appends a fatal diagnostic and returns it; NULL for warnings without consequence, and for complaints about the end of
 * a text that was cut on purpose. */
struct diag *xml_error_diagnose(struct diag_list *diags, const struct xml_failure *failure);

#endif
