/* Flat: a word processing document in one XML text, and what its reading gave. For tests/unit only. */
#ifndef PLANLINT_FLAT_H
#define PLANLINT_FLAT_H

#include "buf.h"
#include "test.h"
#include "wml.h"

#define FLAT_W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define FLAT_NAMESPACES                                                                                                \
    FLAT_W " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""                          \
           " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""                                 \
           " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""                                   \
           " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""                          \
           " xmlns:odd=\"urn:of:nobody\" xmlns:v=\"urn:schemas-microsoft-com:vml\""
#define FLAT_DOCUMENT(body) "<w:document " FLAT_NAMESPACES "><w:body>" body "</w:body></w:document>"
#define FLAT_PART(name, type, xml)                                                                                     \
    "<pkg:part pkg:name=\"" name "\" pkg:contentType=\"application/vnd.openxmlformats-" type                           \
    "+xml\"><pkg:xmlData>" xml "</pkg:xmlData></pkg:part>"
#define FLAT_WORD(type) "officedocument.wordprocessingml." type
#define FLAT_STYLES(xml) FLAT_PART("/word/styles.xml", FLAT_WORD("styles"), "<w:styles " FLAT_W ">" xml "</w:styles>")
#define FLAT_NUMBERING(xml)                                                                                            \
    FLAT_PART("/word/numbering.xml", FLAT_WORD("numbering"), "<w:numbering " FLAT_W ">" xml "</w:numbering>")
#define FLAT_MAIN(body) FLAT_PART("/word/document.xml", FLAT_WORD("document.main"), FLAT_DOCUMENT(body))
#define FLAT_PACKAGE(parts)                                                                                            \
    "<pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">" parts "</pkg:package>"

/* Shorthand for what paragraphs are made of. */
#define T(text) "<w:r><w:t>" text "</w:t></w:r>"
#define P(runs) "<w:p>" runs "</w:p>"
#define STYLED(style, runs) "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr>" runs "</w:p>"
#define LISTED(num, level, runs)                                                                                       \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" num "\"/></w:numPr></w:pPr>" runs "</w:p>"

/* A document that was read. */
struct flat_reading {
    struct arena *arena;
    struct diag_list diags;
    struct source *source;
    struct wml_document *document; /* NULL: refused */
};

/* Reads a copy of a bare document or a Flat OPC file; flat_release ends it. */
static inline struct flat_reading flat_read(const char *xml) {
    struct flat_reading reading = {.arena = arena_create()};
    struct limits limits = limits_default();
    reading.diags = diag_list_in(reading.arena, 0);
    struct str bytes = str_copy(reading.arena, str_from(xml));
    reading.source = source_create(reading.arena, STR("plan.xml"), (struct str){NULL, 0}, bytes);
    if (decode(reading.source, &reading.diags))
        reading.document = wml_read_xml(reading.arena, reading.source, &limits, &reading.diags);
    return reading;
}

static inline void flat_release(struct flat_reading *reading) {
    arena_destroy(reading->arena);
}

/* Fails when the document was refused. */
static inline void flat_accepted(const struct flat_reading *reading, const char *what) {
    if (reading->document == NULL)
        fail_msg("%s: refused", what);
}

/* Returns the texts of all paragraphs, "|" between them. */
static inline struct str flat_texts(const struct flat_reading *reading) {
    struct buf out = buf_in(reading->arena);
    for (size_t i = 0; i < reading->document->paragraph_count; i++) {
        if (i != 0)
            buf_byte(&out, '|');
        buf_add(&out, reading->document->paragraphs[i].passage->text);
    }
    return buf_str(&out);
}

/* Returns the fact of that name, or NULL. */
static inline const struct wml_fact *flat_fact(const struct flat_reading *reading, const char *name) {
    for (size_t i = 0; i < reading->document->fact_count; i++) {
        if (strcmp(reading->document->facts[i].name, name) == 0)
            return &reading->document->facts[i];
    }
    return NULL;
}

#endif
