/* The elements and attributes of a shipped schema in mdoc: what its own documentation says. */
#include <libxml/parser.h>

#include "embedded.h"
#include "help.h"
#include "manual.h"
#include "vec.h"

struct grammar {
    struct page page;
    const xmlNode *root;
};

static bool is(const xmlNode *node, const char *name) {
    return node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, (const xmlChar *)name);
}

/* Returns the value of an attribute, in the arena, or the empty slice. */
static struct str get(const struct grammar *grammar, const xmlNode *node, const char *name) {
    xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
    struct str copy = value ? str_copy(grammar->page.settings->arena, str_from((const char *)value)) : (struct str){0};
    xmlFree(value);
    return copy;
}

/* Returns the type with this name, or NULL: xs:token is of another schema. */
static const xmlNode *definition(const struct grammar *grammar, struct str name) {
    for (const xmlNode *node = grammar->root->children; node && name.len; node = node->next)
        if ((is(node, "simpleType") || is(node, "complexType")) && str_equal(get(grammar, node, "name"), name))
            return node;
    return NULL;
}

/* Appends the documentation of a definition in the language of the settings; false: it has none. */
static bool add_documentation(const struct grammar *grammar, const xmlNode *node) {
    const char *language = say(grammar->page.settings, "sv", "en");
    for (const xmlNode *note = node ? node->children : NULL; note; note = note->next)
        for (const xmlNode *text = is(note, "annotation") ? note->children : NULL; text; text = text->next) {
            if (text->type != XML_ELEMENT_NODE || !str_is(get(grammar, text, "lang"), language))
                continue;
            xmlChar *content = xmlNodeGetContent(text);
            manual_text(&grammar->page, str_from((const char *)content));
            xmlFree(content);
            return true;
        }
    return false;
}

/* Appends the values that a simple type lists, below `node`. */
static bool add_values(const struct grammar *grammar, const xmlNode *node, bool any) {
    for (const xmlNode *child = node->children; child; child = child->next) {
        struct str value = is(child, "enumeration") ? get(grammar, child, "value") : (struct str){0};
        if (value.len) {
            buf_format(grammar->page.out, "%s\n.Cm %.*s", any ? " ," : "", STR_ARGS(value));
            any = true;
        }
        any = add_values(grammar, child, any);
    }
    return any;
}

static void add_attribute(const struct grammar *grammar, const xmlNode *attribute) {
    struct buf *out = grammar->page.out;
    const xmlNode *type = definition(grammar, get(grammar, attribute, "type"));
    struct str name = get(grammar, attribute, "name");
    bool required = str_is(get(grammar, attribute, "use"), "required");
    buf_format(out, ".It Ar %.*s%s\n", STR_ARGS(name),
               required ? say(grammar->page.settings, " Pq krävs", " Pq required") : "");
    if (!add_documentation(grammar, attribute))
        add_documentation(grammar, type);
    struct buf values = buf_in(grammar->page.settings->arena);
    struct grammar aside = {.page = {grammar->page.settings, &values}, .root = grammar->root};
    if (add_values(&aside, type ? type : attribute, false))
        buf_format(out, "%.*s\n", (int)values.len - 1, values.data + 1);
}

/* Appends the attributes of a type, those that it takes over from another type too. */
static void add_attributes(const struct grammar *grammar, const xmlNode *type, bool *begun) {
    for (const xmlNode *node = type ? type->children : NULL; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE || is(node, "element") || is(node, "annotation"))
            continue;
        struct str group = is(node, "attributeGroup") ? get(grammar, node, "ref") : (struct str){0};
        if (!*begun && (is(node, "attribute") || group.len)) {
            buf_add(grammar->page.out, STR(".Bl -tag -width Ds -compact\n"));
            *begun = true;
        }
        if (is(node, "attribute"))
            add_attribute(grammar, node);
        else if (group.len)
            buf_format(grammar->page.out, ".It %s Cm %.*s\n",
                       say(grammar->page.settings, "attributen", "the attributes"), STR_ARGS(group));
        if (is(node, "extension"))
            add_attributes(grammar, definition(grammar, get(grammar, node, "base")), begun);
        if (!is(node, "attribute"))
            add_attributes(grammar, node, begun);
    }
}

static void add_entry(const struct grammar *grammar, const xmlNode *node, const char *words) {
    struct str type_name = get(grammar, node, "type"), name = get(grammar, node, "name");
    const xmlNode *type = definition(grammar, type_name);
    bool begun = false;
    buf_format(grammar->page.out, ".It %sCm %.*s\n", words, STR_ARGS(name));
    if (!add_documentation(grammar, node))
        add_documentation(grammar, type);
    add_attributes(grammar, type ? type : node, &begun);
    if (begun)
        buf_add(grammar->page.out, STR(".El\n"));
}

/* Appends the elements below `node` that are not listed yet. Elements of one name can be of several types. */
static void add_elements(const struct grammar *grammar, const xmlNode *node, struct str_list *listed) {
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (is(child, "element") && get(grammar, child, "name").len) {
            struct str name = get(grammar, child, "name"), type = get(grammar, child, "type");
            struct str key = str_format(grammar->page.settings->arena, "%.*s %.*s", STR_ARGS(name), STR_ARGS(type));
            size_t i = 0;
            while (i < listed->count && !str_equal(listed->items[i], key))
                i++;
            if (i == listed->count) {
                *vec_add(grammar->page.settings->arena, listed) = key;
                add_entry(grammar, child, "");
            }
        }
        add_elements(grammar, child, listed);
    }
}

bool manual_grammar(const struct settings *settings, struct str name, struct buf *out) {
    struct str bytes = embedded_find(str_format(settings->arena, "schemas/%.*s.xsd", STR_ARGS(name)).data);
    xmlDoc *document = bytes.len ? xmlReadMemory(bytes.data, (int)bytes.len, NULL, NULL, XML_PARSE_NONET) : NULL;
    struct str_list listed = {0};
    if (!document)
        return false;
    const struct grammar grammar = {.page = {settings, out}, .root = xmlDocGetRootElement(document)};
    const char *group = say(settings, "attributen ", "the attributes ");
    buf_add(out, STR(".Bl -tag -width Ds\n"));
    for (const xmlNode *node = grammar.root->children; node; node = node->next)
        if (is(node, "attributeGroup"))
            add_entry(&grammar, node, group);
    add_elements(&grammar, grammar.root, &listed);
    buf_add(out, STR(".El\n"));
    xmlFreeDoc(document);
    return true;
}
