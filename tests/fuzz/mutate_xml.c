#include <libxml/parser.h>
#include <stdlib.h>

#include "embedded.h"
#include "mutate.h"
#include "vec.h"

/* What plans are made of, and what readers stumble over. */
static const char *const snippets[] = {
    "2025–2028",
    "2025-2028",
    "2025 – 2028",
    "2028–2025",
    "2021/22",
    "31 februari 2026",
    "den 1 mars 2026",
    "1–15 april 2027",
    "mellan 2025 och 2023",
    "från 2021 och tills vidare",
    "till och med 31/12 2026",
    "Q3 2026",
    "kvartal 4",
    "hösten 2026",
    "ht 2026",
    "vt26",
    "vecka 12",
    "v. 53 2026",
    "årsskiftet 2026/2027",
    "måndagen den 1 januari 2026",
    "2026-02-30",
    "2026-02",
    "20260301",
    "3/4 25",
    "i februari",
    "sista kvartalet 2027",
    "4.3 Nära vård",
    "4.3. ",
    "4.1.1.1.1.1",
    "Mål 4.3",
    "IV. ",
    "a) ",
    "– ",
    "• ",
    "Fokusområde 1: ",
    "Tabell 3",
    "se avsnitt 4.3",
    "enligt mål 4.7",
    "Fokusområde",
    "hälso-och sjukvård",
    "Hälso- och sjukvård",
    "e-hälsa",
    " ,",
    "“",
    "”",
    "\"",
    "’",
    "…",
    "...",
    " ",
    "  ",
    "\xC2\xA0",
    "\xC2\xAD",
    "\xE2\x80\x8B",
    "\xEF\xBB\xBF",
    "\xE2\x80\xAF",
    "‑",
    "–",
    "—",
    "\xE2\x80\xA8",
    "A\xCC\x8A",
    "å",
    "ﬁ",
    "Ⅳ",
    "①",
    "\xF0\x9F\x98\x80",
    "\xE2\x80\xAE",
    "ß",
    "İ",
    "ſ",
    "\t",
    "\n",
    "\r",
    "::error::",
    "##[error]",
    "]]>",
    "<!--",
    "&amp;",
    "%s%n",
    "{quote}",
    "{{",
    "planlint: off TRC001 x",
    "off DAT001 reason",
    "TRC001",
    "http://a.se/2025-2026",
    "a@b.se",
    "Dir. 2023:51",
    "SFS 2017:80",
    "ISO 27000",
    "1 000 kronor",
    "15 %",
    "12,5",
    "tre av fyra",
    "samtliga regioner",
    "Region Dalarna",
    "Uppsala",
    "Pågår",
    "Klar",
    "Ej påbörjad",
    "Nuläge",
    "Ansvarig: NN",
    "TBD",
    "[fyll i]",
    "XX",
    "s. 12",
    "sid 3 (8)",
    "......... 12",
};

static const char *const texts_without_form[] = {"0", "-1", "1", "9999999999", "true",
                                                 "x", "",   " ", "2026",       "2025/2028"};

enum { NODES = 4096, OPERATIONS = 4 };

struct words {
    const char **items;
    size_t count, cap;
};

struct mutation {
    struct arena *arena;
    xmlDoc *doc;
    uint64_t state;
    xmlNode *elements[NODES], *texts[NODES];
    size_t element_count, text_count;
    struct words names, values;
    VEC(xmlNode *) removed; /* freed at the end: what was moved out of them uses their namespaces */
};

/* xorshift64*: libFuzzer's seed decides everything. */
static size_t random_below(struct mutation *mutation, size_t bound) {
    mutation->state ^= mutation->state >> 12;
    mutation->state ^= mutation->state << 25;
    mutation->state ^= mutation->state >> 27;
    return bound ? (size_t)((mutation->state * 0x2545f4914f6cdd1du >> 33) % bound) : 0;
}

static void collect(struct mutation *mutation) {
    xmlNode *top = xmlDocGetRootElement(mutation->doc);
    mutation->element_count = mutation->text_count = 0;
    for (const xmlNode *node = top; node; node = tree_next(node, top)) {
        if (node->type == XML_ELEMENT_NODE && mutation->element_count < NODES)
            mutation->elements[mutation->element_count++] = (xmlNode *)(uintptr_t)node;
        if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && mutation->text_count < NODES)
            mutation->texts[mutation->text_count++] = (xmlNode *)(uintptr_t)node;
    }
}

/* ---- Words ---- */

static void add_words(struct mutation *mutation, struct words *words, const char *const *list) {
    for (; list && *list; list++)
        *vec_add(mutation->arena, words) = *list;
}

/* Every name and every enumerated value that a schema defines. Schemas are read once. */
static void add_schema(struct mutation *mutation, const char *name) {
    struct str text = embedded_find(name);
    xmlDoc *doc = xmlReadMemory(text.data, (int)text.len, NULL, NULL, XML_PARSE_NONET);
    xmlNode *top = xmlDocGetRootElement(doc);
    for (const xmlNode *node = top; node; node = tree_next(node, top)) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        struct str word = tree_get(node, "name"), value = tree_get(node, "value");
        if (word.len)
            *vec_add(mutation->arena, &mutation->names) = str_copy(mutation->arena, word).data;
        if (value.len)
            *vec_add(mutation->arena, &mutation->values) = str_copy(mutation->arena, value).data;
    }
    xmlFreeDoc(doc);
}

static void learn(struct mutation *mutation, const struct vocabulary *vocabulary) {
    static struct arena *arena;
    static struct mutation known;
    if (!arena) {
        arena = arena_create();
        known.arena = arena;
        for (const char *const *schema = vocabulary->schemas; schema && *schema; schema++)
            add_schema(&known, *schema);
        add_words(&known, &known.names, vocabulary->names);
        add_words(&known, &known.values, vocabulary->values);
    }
    mutation->names = known.names;
    mutation->values = known.values;
}

static const xmlChar *some_name(struct mutation *mutation) {
    if (mutation->names.count && random_below(mutation, 4))
        return (const xmlChar *)mutation->names.items[random_below(mutation, mutation->names.count)];
    return mutation->elements[random_below(mutation, mutation->element_count)]->name;
}

static const char *some_value(struct mutation *mutation) {
    size_t turn = random_below(mutation, 4);
    if (turn < 2 && mutation->values.count)
        return mutation->values.items[random_below(mutation, mutation->values.count)];
    if (turn == 2)
        return snippets[random_below(mutation, sizeof(snippets) / sizeof(*snippets))];
    return texts_without_form[random_below(mutation, sizeof(texts_without_form) / sizeof(*texts_without_form))];
}

/* ---- Operations; each leaves a tree ---- */

static xmlNode *some_element(struct mutation *mutation) {
    return mutation->elements[random_below(mutation, mutation->element_count)];
}

static xmlNode *some_node(struct mutation *mutation) {
    if (mutation->text_count && random_below(mutation, 3) == 0)
        return mutation->texts[random_below(mutation, mutation->text_count)];
    return some_element(mutation);
}

static bool is_root(const struct mutation *mutation, const xmlNode *node) {
    return node == xmlDocGetRootElement(mutation->doc);
}

static bool is_inside(const xmlNode *node, const xmlNode *other) {
    for (; node; node = node->parent)
        if (node == other)
            return true;
    return false;
}

static void delete_node(struct mutation *mutation) {
    xmlNode *node = some_node(mutation);
    if (is_root(mutation, node))
        return;
    xmlUnlinkNode(node);
    *vec_add(mutation->arena, &mutation->removed) = node;
}

static void place_node(struct mutation *mutation, xmlNode *node, xmlNode *at) {
    if (is_root(mutation, at) || random_below(mutation, 3) == 0)
        xmlAddChild(at, node);
    else if (random_below(mutation, 2))
        xmlAddNextSibling(at, node);
    else
        xmlAddPrevSibling(at, node);
}

static void move_node(struct mutation *mutation) {
    xmlNode *node = some_node(mutation), *at = some_element(mutation);
    if (is_root(mutation, node) || is_inside(at, node))
        return;
    xmlUnlinkNode(node);
    place_node(mutation, node, at);
}

static void double_node(struct mutation *mutation) {
    xmlNode *node = some_node(mutation);
    size_t times = random_below(mutation, 16) == 0 ? 1 + random_below(mutation, 40) : 1;
    if (is_root(mutation, node))
        return;
    xmlNode *at = node->type == XML_ELEMENT_NODE && random_below(mutation, 2) ? node : some_element(mutation);
    /* A copy of its own: the node may change when texts are joined, or get copies inside. */
    xmlNode *model = xmlDocCopyNode(node, mutation->doc, 1);
    while (times-- > 0)
        place_node(mutation, xmlDocCopyNode(model, mutation->doc, 1), at);
    xmlFreeNode(model);
}

static void rename_node(struct mutation *mutation) {
    xmlNode *node = some_element(mutation);
    if (!is_root(mutation, node))
        xmlNodeSetName(node, some_name(mutation));
}

static void wrap_node(struct mutation *mutation) {
    xmlNode *node = some_node(mutation);
    if (is_root(mutation, node))
        return;
    xmlNode *wrapper = xmlNewDocNode(mutation->doc, some_element(mutation)->ns, some_name(mutation), NULL);
    xmlReplaceNode(node, wrapper);
    xmlAddChild(wrapper, node);
}

static void unwrap_node(struct mutation *mutation) {
    xmlNode *node = some_element(mutation);
    if (is_root(mutation, node))
        return;
    while (node->children) {
        xmlNode *child = node->children;
        xmlUnlinkNode(child);
        xmlAddPrevSibling(node, child);
    }
    xmlUnlinkNode(node);
    *vec_add(mutation->arena, &mutation->removed) = node;
}

static void set_attribute(struct mutation *mutation) {
    xmlNode *node = some_element(mutation);
    size_t count = 0;
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        count++;
    if (count && random_below(mutation, 3)) {
        xmlAttr *attribute = node->properties;
        for (size_t skip = random_below(mutation, count); skip > 0; skip--)
            attribute = attribute->next;
        if (random_below(mutation, 4) == 0)
            xmlRemoveProp(attribute);
        else
            xmlSetNsProp(node, attribute->ns, attribute->name, (const xmlChar *)some_value(mutation));
        return;
    }
    const xmlNode *other = some_element(mutation);
    if (other->properties && random_below(mutation, 2)) {
        xmlChar *value = xmlNodeGetContent((const xmlNode *)other->properties);
        xmlSetNsProp(node, other->properties->ns, other->properties->name, value);
        xmlFree(value);
    } else {
        xmlSetProp(node, some_name(mutation), (const xmlChar *)some_value(mutation));
    }
}

/* A place between two characters. */
static size_t some_boundary(struct mutation *mutation, struct str text) {
    size_t at = random_below(mutation, text.len + 1);
    while (at < text.len && ((unsigned char)text.data[at] & 0xc0) == 0x80)
        at++;
    return at;
}

/* A copy that XML can hold. */
static const xmlChar *cleaned(struct mutation *mutation, struct str text) {
    struct buf out = buf_in(mutation->arena);
    for (size_t i = 0; i < text.len;) {
        uint32_t point = utf8_next(text, &i);
        bool known = point >= ' ' || point == '\n' || point == '\t' || point == '\r';
        buf_code_point(&out, known && point != 0xfffe && point != 0xffff ? point : '?');
    }
    buf_byte(&out, '\0');
    return (const xmlChar *)out.data;
}

static void set_text(struct mutation *mutation, xmlNode *node, struct str text) {
    const xmlChar *clean = cleaned(mutation, text);
    xmlNode *fresh = node->type == XML_CDATA_SECTION_NODE ? xmlNewCDataBlock(mutation->doc, clean, xmlStrlen(clean))
                                                          : xmlNewDocText(mutation->doc, clean);
    xmlReplaceNode(node, fresh);
    xmlFreeNode(node);
}

static void splice_text(struct mutation *mutation) {
    if (mutation->text_count == 0) {
        xmlNodeAddContent(some_element(mutation), (const xmlChar *)snippets[random_below(mutation, 40)]);
        return;
    }
    xmlNode *node = mutation->texts[random_below(mutation, mutation->text_count)];
    struct str text = str_from((const char *)node->content);
    size_t begin = some_boundary(mutation, text), end = begin;
    struct buf out = buf_in(mutation->arena);
    if (random_below(mutation, 3) == 0)
        end = begin + some_boundary(mutation, str_slice(text, begin, text.len));
    buf_add(&out, str_slice(text, 0, begin));
    buf_add(&out, str_from(snippets[random_below(mutation, sizeof(snippets) / sizeof(*snippets))]));
    buf_add(&out, str_slice(text, end, text.len));
    set_text(mutation, node, buf_str(&out));
}

/* Two texts change places, or one is written into the other. */
static void swap_text(struct mutation *mutation) {
    if (mutation->text_count < 2)
        return;
    xmlNode *node = mutation->texts[random_below(mutation, mutation->text_count)];
    const xmlNode *other = mutation->texts[random_below(mutation, mutation->text_count)];
    set_text(mutation, node, str_copy(mutation->arena, str_from((const char *)other->content)));
}

static void change_bytes(struct mutation *mutation) {
    if (mutation->text_count == 0)
        return;
    xmlNode *node = mutation->texts[random_below(mutation, mutation->text_count)];
    struct str text = str_from((const char *)node->content);
    size_t room = text.len + 64;
    char *bytes = arena_array(mutation->arena, char, room);
    memcpy(bytes, text.data, text.len);
    size_t size = LLVMFuzzerMutate((uint8_t *)bytes, text.len, room);
    set_text(mutation, node, (struct str){bytes, size});
}

/* Markup inside a text: what runs of a passage are made of. */
static void split_text(struct mutation *mutation) {
    if (mutation->text_count == 0)
        return;
    xmlNode *node = mutation->texts[random_below(mutation, mutation->text_count)];
    struct str text = str_from((const char *)node->content);
    size_t at = some_boundary(mutation, text);
    xmlNode *rest = xmlNewDocText(mutation->doc, cleaned(mutation, str_slice(text, at, text.len))), *middle;
    switch (random_below(mutation, 4)) {
    case 0:
        middle = xmlNewDocComment(mutation->doc, (const xmlChar *)"x");
        break;
    case 1:
        middle = xmlNewDocPI(mutation->doc, (const xmlChar *)"planlint", (const xmlChar *)"off TRC001 x");
        break;
    case 2:
        middle = xmlNewCDataBlock(mutation->doc, (const xmlChar *)"2026 & ", 7);
        break;
    default:
        middle = xmlNewCharRef(mutation->doc, (const xmlChar *)"#160");
        break;
    }
    /* Before the text is cut: neighbours that are texts would be joined. */
    xmlAddNextSibling(node, middle);
    xmlAddNextSibling(middle, rest);
    set_text(mutation, node, str_copy(mutation->arena, str_slice(text, 0, at)));
}

static void (*const operations[])(struct mutation *mutation) = {
    delete_node,   move_node,   double_node, rename_node, wrap_node,    unwrap_node, set_attribute,
    set_attribute, splice_text, splice_text, swap_text,   change_bytes, split_text,
};

/* ---- Trees to bytes ---- */

static size_t write_tree(const struct mutation *mutation, uint8_t *data, size_t room, size_t turn) {
    static const char *const encodings[] = {"UTF-8", "ISO-8859-1", "UTF-16LE", "UTF-16"};
    xmlChar *out = NULL;
    int size = 0;
    xmlDocDumpMemoryEnc(mutation->doc, &out, &size, turn < 4 ? encodings[turn] : "UTF-8");
    size_t written = out && (size_t)size <= room ? (size_t)size : 0;
    if (written)
        memcpy(data, out, written);
    xmlFree(out);
    return written;
}

size_t mutate_xml(uint8_t *data, size_t size, size_t room, unsigned seed, const struct vocabulary *vocabulary) {
    static struct mutation mutation;
    harness_start();
    mutation.state = (uint64_t)seed * 0x9e3779b97f4a7c15u + 1;
    if (random_below(&mutation, 12) == 0)
        return LLVMFuzzerMutate(data, size, room);
    mutation.doc = xmlReadMemory((const char *)data, (int)size, NULL, NULL, XML_PARSE_NONET);
    if (!xmlDocGetRootElement(mutation.doc)) {
        xmlFreeDoc(mutation.doc);
        return LLVMFuzzerMutate(data, size, room);
    }
    mutation.arena = arena_create();
    mutation.removed.items = NULL;
    mutation.removed.count = mutation.removed.cap = 0;
    learn(&mutation, vocabulary);
    for (size_t i = 1 + random_below(&mutation, OPERATIONS); i > 0; i--) {
        collect(&mutation);
        operations[random_below(&mutation, sizeof(operations) / sizeof(*operations))](&mutation);
    }
    size_t written = write_tree(&mutation, data, room, random_below(&mutation, 48));
    for (size_t i = 0; i < mutation.removed.count; i++)
        xmlFreeNode(mutation.removed.items[i]);
    xmlFreeDoc(mutation.doc);
    arena_destroy(mutation.arena);
    return written ? written : LLVMFuzzerMutate(data, size, room);
}

size_t mutate_text(uint8_t *data, size_t size, size_t room, unsigned seed) {
    struct mutation mutation = {.state = (uint64_t)seed * 0x9e3779b97f4a7c15u + 1};
    struct str snippet = str_from(snippets[random_below(&mutation, sizeof(snippets) / sizeof(*snippets))]);
    if (random_below(&mutation, 3) == 0 || size + snippet.len > room)
        return LLVMFuzzerMutate(data, size, room);
    size_t at = some_boundary(&mutation, (struct str){(const char *)data, size});
    memmove(data + at + snippet.len, data + at, size - at);
    memcpy(data + at, snippet.data, snippet.len);
    return size + snippet.len;
}
