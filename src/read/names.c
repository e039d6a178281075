#include "names.h"

const struct xml_word wml_words[] = {
#define WORD(identifier, name) {name, WORD_##identifier},
    WML_WORDS(WORD)
#undef WORD
        {NULL, 0}};

#define OPEN_XML "http://schemas.openxmlformats.org/"
#define STRICT_XML "http://purl.oclc.org/ooxml/"
#define MICROSOFT_WORD "http://schemas.microsoft.com/office/word/"
#define MICROSOFT_DRAWING "http://schemas.microsoft.com/office/drawing/"

const struct xml_word wml_spaces[] = {{OPEN_XML "wordprocessingml/2006/main", SPACE_W},
                                      {STRICT_XML "wordprocessingml/main", SPACE_W},
                                      {OPEN_XML "officeDocument/2006/relationships", SPACE_R},
                                      {STRICT_XML "officeDocument/relationships", SPACE_R},
                                      {OPEN_XML "markup-compatibility/2006", SPACE_MC},
                                      {OPEN_XML "officeDocument/2006/math", SPACE_M},
                                      {STRICT_XML "officeDocument/math", SPACE_M},
                                      {"http://schemas.microsoft.com/office/2006/xmlPackage", SPACE_PKG},
                                      {OPEN_XML "package/2006/relationships", SPACE_RELS},
                                      {"http://purl.org/dc/elements/1.1/", SPACE_DC},
                                      {OPEN_XML "package/2006/metadata/core-properties", SPACE_CORE},
                                      {OPEN_XML "drawingml/2006/diagram", SPACE_DGM},
                                      {STRICT_XML "drawingml/diagram", SPACE_DGM},
                                      {"http://www.w3.org/XML/1998/namespace", SPACE_XML},
                                      {OPEN_XML "drawingml/2006/wordprocessingDrawing", SPACE_WP},
                                      {STRICT_XML "drawingml/wordprocessingDrawing", SPACE_WP},
                                      {OPEN_XML "drawingml/2006/main", SPACE_A},
                                      {STRICT_XML "drawingml/main", SPACE_A},
                                      {OPEN_XML "drawingml/2006/picture", SPACE_PIC},
                                      {STRICT_XML "drawingml/picture", SPACE_PIC},
                                      {"urn:schemas-microsoft-com:vml", SPACE_V},
                                      {MICROSOFT_DRAWING "2017/decorative", SPACE_DECORATIVE},
                                      {NULL, 0}};

const struct xml_attribute *names_attribute(const struct xml_element *element, enum space space, enum word word) {
    for (size_t i = 0; i < element->attribute_count; i++) {
        const struct xml_attribute *attribute = &element->attributes[i];
        if (attribute->token != (int)word)
            continue;
        if (attribute->ns_token == (int)space && (space != SPACE_NONE || attribute->ns == NULL))
            return attribute;
        if (space == SPACE_W && attribute->ns == NULL)
            return attribute;
    }
    return NULL;
}

struct str names_value(const struct xml_element *element, enum word word) {
    const struct xml_attribute *attribute = names_attribute(element, SPACE_W, word);
    return attribute == NULL ? (struct str){NULL, 0} : attribute->value;
}

long names_number(const struct xml_element *element, enum word word, long otherwise) {
    struct str digits = str_trim(names_value(element, word));
    bool negative = str_starts(digits, STR("-"));
    uint64_t number;
    if (!str_to_number(str_slice(digits, negative ? 1 : 0, digits.len), &number) || number > INT32_MAX)
        return otherwise;
    return negative ? -(long)number : (long)number;
}

bool names_on(const struct xml_element *element) {
    struct str value = names_value(element, WORD_VAL);
    return !str_is(value, "0") && !str_is(value, "false") && !str_is(value, "off");
}

bool names_understood(const char *uri) {
    /* All of Microsoft's namespaces of Word and drawing: wps wpg wpc wpi w14 w15 w16* wp14 a14. What they hold for us
     * is the same text boxes in another wrapping. */
    static const struct str known[] = {{MICROSOFT_WORD, sizeof(MICROSOFT_WORD) - 1},
                                       {MICROSOFT_DRAWING, sizeof(MICROSOFT_DRAWING) - 1},
                                       {OPEN_XML, sizeof(OPEN_XML) - 1},
                                       {STRICT_XML, sizeof(STRICT_XML) - 1}};
    for (size_t i = 0; uri != NULL && i < sizeof(known) / sizeof(known[0]); i++) {
        if (str_starts(str_from(uri), known[i]))
            return true;
    }
    return false;
}
