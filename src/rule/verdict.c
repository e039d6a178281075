#include "verdict.h"

#include <stdlib.h>

#include "date.h"

enum { DEEPEST = 256, SEEN = 64 };

struct walk {
    const struct verdict_schema *schema;
    verdict_match *match;
    void *user;
    struct {
        const xmlChar *name; /* names of a document are interned: the same pointer is the same name */
        size_t number;
    } seen[SEEN];
    const xmlNs *own; /* the last one met that is of the target namespace */
};

const struct verdict_schema *verdict_find(const char *file) {
    const struct verdict_schema *schema = verdict_schemas;
    while (schema->file && strcmp(schema->file, file) != 0)
        schema++;
    return schema->file ? schema : NULL;
}

static int compare_names(const void *name, const void *known) {
    return strcmp(name, *(const char *const *)known);
}

/* Returns the cell of a name in the row of a type, 0 when the tables have no such name. */
static unsigned cell_of(struct walk *walk, const unsigned char *table, size_t type, const xmlChar *name) {
    const struct verdict_schema *schema = walk->schema;
    size_t slot = ((uintptr_t)name >> 2 ^ (uintptr_t)name >> 8) % SEEN;
    if (walk->seen[slot].name != name) {
        const char *const *found =
            bsearch(name, schema->names, schema->name_count, sizeof(*schema->names), compare_names);
        walk->seen[slot].name = name;
        walk->seen[slot].number = found ? (size_t)(found - schema->names) : SIZE_MAX;
    }
    size_t number = walk->seen[slot].number;
    return number == SIZE_MAX ? 0 : table[type * schema->name_count + number];
}

static bool is_own(struct walk *walk, const xmlNs *ns) {
    if (ns && ns == walk->own)
        return true;
    if (!ns || !ns->href || strcmp((const char *)ns->href, walk->schema->ns) != 0)
        return false;
    walk->own = ns;
    return true;
}

/* Whether the name is of a namespace of which the schema says nothing. Attributes of XML Schema's own are orders. */
static bool is_foreign(struct walk *walk, const xmlNs *ns) {
    return ns && ns->href && !is_own(walk, ns) &&
           strcmp((const char *)ns->href, "http://www.w3.org/2001/XMLSchema-instance") != 0;
}

/* Whether nothing of an element of another namespace is known to the schema. */
static bool proves_foreign(struct walk *walk, const xmlNode *top) {
    for (const xmlNode *node = top; node;) {
        if (node->type == XML_ELEMENT_NODE && !is_foreign(walk, node->ns))
            return false;
        for (const xmlAttr *attribute = node->type == XML_ELEMENT_NODE ? node->properties : NULL; attribute;
             attribute = attribute->next) {
            if (attribute->ns && !is_foreign(walk, attribute->ns))
                return false;
        }
        const xmlNode *next = node->type == XML_ELEMENT_NODE ? node->children : NULL;
        for (const xmlNode *up = node; !next && up != top; up = up->parent)
            next = up->next;
        node = next;
    }
    return true;
}

/* Whether white space is as a token has it; other values are left to libxml2, which removes what is too much. */
static bool is_collapsed(const char *text) {
    char before = ' ';
    for (; *text; before = *text++) {
        if (*text == '\t' || *text == '\n' || *text == '\r' || (*text == ' ' && before == ' '))
            return false;
    }
    return before != ' ';
}

static bool is_one_of(const char *text, const char *const *values) {
    while (*values && strcmp(text, *values) != 0)
        values++;
    return *values != NULL;
}

static bool is_number(const char *text, unsigned long least, unsigned long most) {
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 9 || text[digits])
        return false;
    unsigned long number = strtoul(text, NULL, 10);
    return number >= least && (most == 0 || number <= most);
}

/* Whether the text is a day, or a month, that is in the calendar. */
static bool is_date(const char *text, const char *form) {
    struct interval interval;
    size_t i = 0;
    while (form[i] && (form[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == form[i]))
        i++;
    return !form[i] && !text[i] && date_parse_iso(str_from(text), &interval);
}

static bool has_base(const struct verdict_value *value, const char *text) {
    static const char *const truths[] = {"true", "false", "1", "0", NULL};
    switch (value->base) {
    case VERDICT_STRING:
    case VERDICT_TOKEN:
        return true;
    case VERDICT_NMTOKEN:
        return *text && !text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:")];
    case VERDICT_BOOLEAN:
        return is_one_of(text, truths);
    case VERDICT_DATE:
        return is_date(text, "0000-00-00");
    case VERDICT_MONTH:
        return is_date(text, "0000-00");
    case VERDICT_NATURAL:
    case VERDICT_POSITIVE:
        return is_number(text, value->base == VERDICT_POSITIVE, value->maximum);
    case VERDICT_NOTHING:
    case VERDICT_UNION:
        break;
    }
    return false;
}

/* Whether the text is a value of this simple type; of a union, of one of its members, which are no unions. */
static bool proves_simple(const struct walk *walk, size_t number, const char *text) {
    const struct verdict_value *value = &walk->schema->values[number];
    return (value->base == VERDICT_STRING || is_collapsed(text)) && has_base(value, text) &&
           (!value->values || is_one_of(text, value->values)) && (value->least_len == 0 || *text) &&
           (!value->pattern || walk->match(walk->user, number, text));
}

static bool proves_value(const struct walk *walk, size_t number, const xmlNode *content) {
    const struct verdict_value *value = &walk->schema->values[number];
    if (content && (content->type != XML_TEXT_NODE || content->next || !content->content))
        return false;
    const char *text = content ? (const char *)content->content : "";
    if (value->base != VERDICT_UNION)
        return proves_simple(walk, number, text);
    for (const unsigned char *member = value->members; *member; member++) {
        if (proves_simple(walk, *member - 1u, text))
            return true;
    }
    return false;
}

static bool proves_attributes(struct walk *walk, const xmlNode *element, size_t type) {
    const struct verdict_type *known = &walk->schema->types[type];
    size_t required = 0;
    for (const xmlAttr *attribute = element->properties; attribute; attribute = attribute->next) {
        if (attribute->ns) {
            if (!(known->flags & VERDICT_OTHER_ATTRIBUTES) || !is_foreign(walk, attribute->ns))
                return false;
            continue;
        }
        unsigned cell = cell_of(walk, walk->schema->attributes, type, attribute->name);
        required += cell >= VERDICT_REQUIRED;
        if (cell == 0 || !proves_value(walk, cell % VERDICT_REQUIRED - 1, attribute->children))
            return false;
    }
    return required == known->required;
}

/* Judges a node with its attributes as a child of a type; *type becomes that of an element to go into, else 0. */
static bool proves_node(struct walk *walk, const xmlNode *node, size_t parent, unsigned *type) {
    unsigned flags = walk->schema->types[parent].flags;
    *type = 0;
    if (node->type == XML_TEXT_NODE)
        return flags & VERDICT_TEXT || !node->content[strspn((const char *)node->content, " \t\r\n")];
    if (node->type != XML_ELEMENT_NODE)
        return node->type == XML_PI_NODE || node->type == XML_COMMENT_NODE;
    if (!is_own(walk, node->ns))
        return flags & VERDICT_OTHERS && proves_foreign(walk, node);
    *type = cell_of(walk, walk->schema->children, parent, node->name);
    return *type != 0 && proves_attributes(walk, node, *type) &&
           !(node->children && walk->schema->types[*type].flags & VERDICT_EMPTY);
}

bool verdict_proves(const struct verdict_schema *schema, const xmlDoc *tree, verdict_match *match, void *user) {
    struct walk walk = {.schema = schema, .match = match, .user = user};
    unsigned open[DEEPEST] = {0}, type; /* the types of the elements around */
    size_t depth = 0;
    const xmlNode *root = xmlDocGetRootElement(tree), *node = root;
    while (node) {
        if (!proves_node(&walk, node, open[depth], &type))
            return false;
        if (type && node->children) {
            if (++depth == DEEPEST)
                return false;
            open[depth] = type;
            node = node->children;
            continue;
        }
        for (; node != root && !node->next; node = node->parent)
            depth--;
        if (node == root)
            return true;
        node = node->next;
    }
    return false;
}
