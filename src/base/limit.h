/* Limit: every bound on what an input can make planlint spend, in one table.
 * For every floor. A reached limit is a diagnostic (DOC family), never a crash, a hang or a silent cut (design.md law
 * 6). Reasons for the numbers: notes on reliability, section 5. */
#ifndef PLANLINT_LIMIT_H
#define PLANLINT_LIMIT_H

#include "str.h"

/* LIMIT(identifier, name on the command line, default, what it bounds in Swedish and English). To add one: add a row
 * and check it where the resource grows. */
#define LIMITS(LIMIT)                                                                                                  \
    LIMIT(INPUT_BYTES, "input-bytes", 256u << 20, "byte i en fil", "bytes of one input file")                          \
    LIMIT(PART_BYTES, "part-bytes", 64u << 20, "byte i en uppackad del av ett paket",                                  \
          "bytes of one inflated package part")                                                                        \
    LIMIT(PACKAGE_BYTES, "package-bytes", 256u << 20, "byte i alla uppackade delar av ett paket",                      \
          "bytes of all inflated parts of one package")                                                                \
    LIMIT(INFLATE_RATIO, "inflate-ratio", 100, "uppackade byte per lagrad byte, över 8 MiB",                           \
          "inflated bytes per stored byte, above 8 MiB")                                                               \
    LIMIT(PARTS, "parts", 4096, "poster i ett paket", "entries in one package")                                        \
    LIMIT(RELATIONSHIPS, "relationships", 10000, "relationer för en del", "relationships of one part")                 \
    LIMIT(DEPTH, "depth", 256, "nästlade element", "nested elements")                                                  \
    LIMIT(ATTRIBUTES, "attributes", 1024, "attribut och namnrymdsdeklarationer i ett element",                         \
          "attributes and namespace declarations of one element")                                                      \
    LIMIT(NAMESPACES, "namespaces", 2048, "gällande namnrymdsdeklarationer", "namespace declarations in scope")        \
    LIMIT(NAME_BYTES, "name-bytes", 50000, "byte i ett namn", "bytes of one name")                                     \
    LIMIT(VALUE_BYTES, "value-bytes", 10u << 20, "byte i ett attributvärde", "bytes of one attribute value")           \
    LIMIT(ELEMENTS, "elements", 8000000, "element och attribut i en XML-del",                                          \
          "elements and attributes of one XML part")                                                                   \
    LIMIT(PARAGRAPHS, "paragraphs", 1000000, "stycken i ett dokument", "paragraphs of one document")                   \
    LIMIT(DIAGNOSTICS, "diagnostics", 1000, "fynd som behålls per dokument; resten räknas",                            \
          "diagnostics kept for one document; the rest are counted")                                                   \
    LIMIT(MEMORY_RATIO, "memory-ratio", 64, "byte minne per läst byte i ett dokument, över 32 MiB",                    \
          "bytes of memory per byte read of one document, above 32 MiB")                                               \
    LIMIT(PATTERN_BYTES, "pattern-bytes", 8192, "byte i ett reguljärt uttryck", "bytes of one regular expression")     \
    LIMIT(REGEX_MATCH, "regex-match", 1000000, "PCRE2:s matchgräns för en sökning", "PCRE2 match limit of one search") \
    LIMIT(REGEX_DEPTH, "regex-depth", 100000, "PCRE2:s djupgräns för en sökning", "PCRE2 depth limit of one search")   \
    LIMIT(REGEX_HEAP_KIB, "regex-heap-kib", 32768, "PCRE2:s minne för en sökning, KiB",                                \
          "PCRE2 heap of one search, KiB")                                                                             \
    LIMIT(TIME_MS, "time-ms", 10000, "millisekunder processortid för ett dokument",                                    \
          "processor milliseconds for one document")

enum limit {
#define LIMIT(identifier, name, value, swedish, english) LIMIT_##identifier,
    LIMITS(LIMIT)
#undef LIMIT
        LIMIT_COUNT
};

struct limits {
    uint64_t value[LIMIT_COUNT];
};

/* One row of the table, for --help and for messages. */
struct limit_info {
    const char *name;
    const char *what[2]; /* what it bounds, by enum language */
    uint64_t standard;   /* the default */
};

/* Returns the table, LIMIT_COUNT rows indexed by enum limit. */
const struct limit_info *limits_table(void);

/* Returns the defaults. */
struct limits limits_default(void);

/* Returns whether a document may take `spent` bytes of memory after `read` bytes of it (LIMIT_MEMORY_RATIO). What the
 * readers spend is reckoned from what they find, and is the same on every machine: LIMIT_NODE for an element,
 * LIMIT_ATTRIBUTE, LIMIT_TEXT for a text node with its passage and block, LIMIT_PARAGRAPH for one of a Word document;
 * each is what the most expensive one of its kind was measured to take in the whole run. */
bool limits_allow(const struct limits *limits, size_t read, size_t spent);
enum { LIMIT_NODE = 160, LIMIT_ATTRIBUTE = 455, LIMIT_TEXT = 360, LIMIT_PARAGRAPH = 850 };

/* Applies one "NAME=VALUE"; returns false and changes nothing when the name is unknown or the value is no positive
 * number. */
bool limits_set(struct limits *limits, struct str assignment);

#endif
