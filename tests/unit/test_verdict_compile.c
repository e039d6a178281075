/* What the build makes of schemas unlike the shipped ones: a table says less than its schema, never more. */
#include "verdict_compile.h"

#include <stdlib.h>

#include "embedded.h"
#include "findings.h"

enum { SCHEMA_BYTES = 4096 };

/* The schema of a case, with blanks behind it; the other file is no schema. */
static char schema[SCHEMA_BYTES + 1];
const struct embedded_file embedded_files[] = {
    {"rules/a.xml", "<a/>", 4, ""}, {"schemas/a.xsd", schema, SCHEMA_BYTES, ""}, {NULL, NULL, 0, NULL}};

#define SCHEMA(attributes, body)                                                                                       \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='urn:t' targetNamespace='urn:t'" attributes ">" body \
    "</xs:schema>"
#define QUALIFIED(body) SCHEMA(" elementFormDefault='qualified'", body)
/* The element r of a type with this inside, which may name the elements a and r. */
#define TYPE(body) QUALIFIED("<xs:element name='r' type='t'/><xs:complexType name='t'>" body "</xs:complexType>")
#define ANY_NUMBER " minOccurs='0' maxOccurs='unbounded'"
#define CHOICE(body) "<xs:choice" ANY_NUMBER ">" body "</xs:choice>"
#define A "<xs:element name='a' type='t'/>"
/* Rows of the schema and of t, columns of a and r. */
#define BOTH_KNOWN "children_1[] = {0,1,1,0,};"
#define R_KNOWN "children_1[] = {0,1,0,0,};"
#define UNPROVEN "children_1[] = {0,0,0,0,};"
#define ALONE "children_1[] = {1,0,};" /* of r only */
#define ALONE_UNPROVEN "children_1[] = {0,0,};"
/* The element r with an attribute v of a type of this form. */
#define VALUE(body)                                                                                                    \
    QUALIFIED("<xs:element name='r' type='t'/>" body                                                                   \
              "<xs:complexType name='t'><xs:attribute name='v' type='s'/></xs:complexType>")
#define RESTRICTION(base, facets)                                                                                      \
    VALUE("<xs:simpleType name='s'><xs:restriction base='" base "'>" facets "</xs:restriction></xs:simpleType>")
#define NOTHING "{.base = 0, .maximum = 0, .least_len = 0, },"
#define NO_TABLE "verdict_schemas[] = {\n    {0},"

static const struct {
    const char *what, *xml, *wanted;
} cases[] = {
    {"no XML", "<xs:schema", NO_TABLE},
    {"unqualified elements", SCHEMA("", "<xs:element name='r'/>"), NO_TABLE},
    {"a default that changes all",
     SCHEMA(" elementFormDefault='qualified' blockDefault='#all'", "<xs:element name='r'/>"), NO_TABLE},
    {"no declarations", QUALIFIED(""), NO_TABLE},
    {"a declaration that is not known", QUALIFIED("<xs:element name='r'/><xs:attributeGroup name='g'/>"), NO_TABLE},
    {"a note is none", QUALIFIED("<xs:annotation/><xs:element name='r' type='t'/><xs:complexType name='t'/>"),
     "children_1[] = {1,0,};"},

    {"a choice", TYPE(CHOICE(A)), BOTH_KNOWN},
    {"a choice that must be there", TYPE("<xs:choice maxOccurs='unbounded'>" A "</xs:choice>"), UNPROVEN},
    {"a choice of one", TYPE("<xs:choice minOccurs='0'>" A "</xs:choice>"), UNPROVEN},
    {"a choice with more to it", TYPE("<xs:choice id='c'" ANY_NUMBER ">" A "</xs:choice>"), UNPROVEN},
    {"a choice twice", TYPE(CHOICE(A) CHOICE(A)), UNPROVEN},
    {"a sequence in a choice", TYPE(CHOICE("<xs:sequence>" A "</xs:sequence>")), UNPROVEN},
    {"a sequence", TYPE("<xs:sequence><xs:element name='a' type='t'" ANY_NUMBER "/></xs:sequence>"), BOTH_KNOWN},
    {"a sequence of one", TYPE("<xs:sequence>" A "</xs:sequence>"), UNPROVEN},
    {"a sequence of two",
     TYPE("<xs:sequence><xs:element name='a' type='t'" ANY_NUMBER "/><xs:element name='r' type='t'" ANY_NUMBER
          "/></xs:sequence>"),
     UNPROVEN},
    {"a sequence of none", TYPE("<xs:sequence/>"), ALONE_UNPROVEN},
    {"a sequence of what comes from anywhere", TYPE("<xs:sequence><xs:any" ANY_NUMBER "/></xs:sequence>"),
     ALONE_UNPROVEN},
    {"a sequence that repeats",
     TYPE("<xs:sequence maxOccurs='2'><xs:element name='a' type='t'" ANY_NUMBER "/></xs:sequence>"), UNPROVEN},
    {"a sequence behind a choice", TYPE(CHOICE(A) "<xs:sequence/>"), UNPROVEN},
    {"all", TYPE("<xs:all>" A "</xs:all>"), UNPROVEN},
    {"a number of elements", TYPE(CHOICE("<xs:element name='a' type='t' minOccurs='2'/>")), UNPROVEN},
    {"an element by reference", TYPE(CHOICE("<xs:element ref='r'/>")), ALONE_UNPROVEN},
    {"elements of others", TYPE(CHOICE("<xs:any namespace='##other' processContents='lax'/>")), "{4, 0}"},
    {"of others, strictly", TYPE(CHOICE("<xs:any namespace='##other'/>")), ALONE_UNPROVEN},
    {"of all", TYPE(CHOICE("<xs:any processContents='lax'/>")), ALONE_UNPROVEN},
    {"of others, some", TYPE(CHOICE("<xs:any namespace='##other' processContents='lax' minOccurs='2'/>")),
     ALONE_UNPROVEN},
    {"a group that is not there", TYPE(CHOICE("<xs:group ref='g'/>")), ALONE_UNPROVEN},
    {"a group with more to it", TYPE(CHOICE("<xs:group ref='g' minOccurs='2'/>")), ALONE_UNPROVEN},
    {"text",
     QUALIFIED("<xs:element name='r' type='t'/><xs:complexType name='t' mixed='true'>" CHOICE(A) "</xs:complexType>"),
     "{1, 0}"},
    {"text and no elements", QUALIFIED("<xs:element name='r' type='t'/><xs:complexType name='t' mixed='true'/>"),
     ALONE_UNPROVEN},
    {"content by extension", TYPE("<xs:complexContent><xs:extension base='t'/></xs:complexContent>"), ALONE_UNPROVEN},
    {"an abstract type", QUALIFIED("<xs:element name='r' type='t'/><xs:complexType name='t' abstract='true'/>"),
     ALONE_UNPROVEN},
    {"an element that may be nil",
     QUALIFIED("<xs:element name='r' type='t' nillable='true'/><xs:complexType name='t'/>"), ALONE_UNPROVEN},
    {"an element of a simple type", QUALIFIED("<xs:element name='r' type='xs:token'/>"), "children_1[] = {0,};"},
    {"a type inside", QUALIFIED("<xs:element name='r'><xs:complexType/></xs:element>"), ALONE},
    {"a type inside and a key", QUALIFIED("<xs:element name='r'><xs:complexType/><xs:key name='k'/></xs:element>"),
     ALONE_UNPROVEN},
    {"a type and a key",
     QUALIFIED("<xs:element name='r' type='t'><xs:key name='k'/></xs:element><xs:complexType name='t'/>"),
     ALONE_UNPROVEN},

    {"attributes of others", TYPE("<xs:anyAttribute namespace='##other' processContents='lax'/>"), "{10, 0}"},
    {"attributes of others, strictly", TYPE("<xs:anyAttribute namespace='##other'/>"), ALONE_UNPROVEN},
    {"an attribute by reference", TYPE("<xs:attribute ref='v'/>"), ALONE_UNPROVEN},
    {"an attribute without a type", TYPE("<xs:attribute name='v'/>"), "children_1[] = {0,0,0,0,};"},
    {"an attribute with its type inside",
     TYPE("<xs:attribute name='v' type='xs:token'><xs:simpleType/></xs:attribute>"), "children_1[] = {0,0,0,0,};"},
    {"an attribute with a default", TYPE("<xs:attribute name='v' type='xs:token' default='a'/>"),
     "children_1[] = {0,0,0,0,};"},
    {"an attribute that may not be", TYPE("<xs:attribute name='v' type='xs:token' use='prohibited'/>"),
     "children_1[] = {0,0,0,0,};"},
    {"an optional attribute", TYPE("<xs:attribute name='v' type='xs:token' use='optional'/>"),
     "attributes_1[] = {0,0,0,1,};"},
    {"a required attribute", TYPE("<xs:attribute name='v' type='xs:token' use='required'/>"),
     "attributes_1[] = {0,0,0,129,};"},

    {"a built-in type that is not known", VALUE(""), NOTHING},
    {"an enumeration", RESTRICTION("xs:token", "<xs:enumeration value='a?\"&#228;'/>"),
     "{\"a\\077\\042\\303\\244\", 0}"},
    {"numbers listed", RESTRICTION("xs:positiveInteger", "<xs:enumeration value='1'/>"), NOTHING},
    {"a note in it", RESTRICTION("xs:token", "<xs:enumeration value='a'><xs:annotation/></xs:enumeration>"),
     "{\"a\", 0}"},
    {"a value that is fixed", RESTRICTION("xs:token", "<xs:minLength value='1' fixed='true'/>"), NOTHING},
    {"a pattern", RESTRICTION("xs:token", "<xs:pattern value='a'/>"), ".pattern = \"a\""},
    {"either of two patterns", RESTRICTION("xs:token", "<xs:pattern value='a'/><xs:pattern value='b'/>"), NOTHING},
    {"a maximum", RESTRICTION("xs:positiveInteger", "<xs:maxInclusive value='7'/>"),
     ".maximum = 7, .least_len = 0, },"},
    {"a maximum of natural numbers", RESTRICTION("xs:nonNegativeInteger", "<xs:maxInclusive value='7'/>"),
     ".maximum = 7, .least_len = 0, },"},
    {"a maximum of nothing", RESTRICTION("xs:nonNegativeInteger", "<xs:maxInclusive value='0'/>"), NOTHING},
    {"a maximum that is no number", RESTRICTION("xs:nonNegativeInteger", "<xs:maxInclusive value='+7'/>"), NOTHING},
    {"a latest day", RESTRICTION("xs:date", "<xs:maxInclusive value='2025-01-01'/>"), NOTHING},
    {"a least length", RESTRICTION("xs:token", "<xs:minLength value='1'/>"), ".least_len = 1, },"},
    {"a longer one", RESTRICTION("xs:token", "<xs:minLength value='2'/>"), NOTHING},
    {"a greatest length", RESTRICTION("xs:token", "<xs:maxLength value='1'/>"), NOTHING},
    {"a restriction with more to it",
     VALUE("<xs:simpleType name='s'><xs:restriction base='xs:token' id='i'/></xs:simpleType>"), NOTHING},
    {"a list", VALUE("<xs:simpleType name='s'><xs:list itemType='xs:token'/></xs:simpleType>"), NOTHING},
    {"a restriction of a restriction", RESTRICTION("s", ""), NOTHING},
    {"one of two", VALUE("<xs:simpleType name='s'><xs:union memberTypes='xs:date xs:gYearMonth'/></xs:simpleType>"),
     ".members = (const unsigned char[]){1, 2, 0}"},
    {"one of two with a name",
     VALUE("<xs:simpleType name='s'><xs:union memberTypes='xs:date' id='u'/></xs:simpleType>"), NOTHING},
    {"one of those inside",
     VALUE("<xs:simpleType name='s'><xs:union memberTypes='xs:date'><xs:simpleType/></xs:union></xs:simpleType>"),
     NOTHING},
    {"a union of a union",
     VALUE("<xs:simpleType name='s'><xs:union memberTypes='u'/></xs:simpleType><xs:simpleType name='u'><xs:union "
           "memberTypes='xs:date'/></xs:simpleType>"),
     NOTHING},
};

static void a_table_says_less_than_its_schema_and_never_more(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        char *printed = NULL;
        size_t len;
        assert_true(strlen(cases[i].xml) < SCHEMA_BYTES);
        memset(schema, ' ', SCHEMA_BYTES);
        memcpy(schema, cases[i].xml, strlen(cases[i].xml));
        FILE *out = open_memstream(&printed, &len);
        assert_non_null(out);
        assert_true(verdict_compile(out, arena));
        fclose(out);
        if (!strstr(printed, cases[i].wanted))
            fail_msg("%s: no \"%s\" in\n%s", cases[i].what, cases[i].wanted, printed);
        free(printed);
        arena_destroy(arena);
    }
}

int main(void) {
    xml_start();
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_table_says_less_than_its_schema_and_never_more)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
