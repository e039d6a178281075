#include "grammar.h"

#include "map.h"
#include "vec.h"

#define XSD_NAMESPACE "http://www.w3.org/2001/XMLSchema"

static struct str name_of(const xmlNode *node) {
    return str_from((const char *)node->name);
}

static bool is_xsd(const xmlNode *node, const char *name) {
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static struct str get(const xmlNode *node, const char *name) {
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        if (!attribute->ns && strcmp((const char *)attribute->name, name) == 0 && attribute->children)
            return str_from((const char *)attribute->children->content);
    return (struct str){0};
}

/* The local part of a qualified name. */
static struct str local(struct str name) {
    size_t colon = str_find(name, STR(":"), 0);
    return colon == SIZE_MAX ? name : str_slice(name, colon + 1, name.len);
}

/* Whether a qualified name in the schema stands for a type of XSD itself. Schemas declare prefixes on their root. */
static bool is_builtin(struct grammar *grammar, struct str name) {
    size_t colon = str_find(name, STR(":"), 0);
    struct str prefix = colon == SIZE_MAX ? (struct str){NULL, 0} : str_slice(name, 0, colon);
    for (const xmlNs *ns = grammar->schema->nsDef; ns; ns = ns->next)
        if (str_equal(prefix, str_from((const char *)ns->prefix)))
            return strcmp((const char *)ns->href, XSD_NAMESPACE) == 0;
    return false;
}

static const xmlNode *global(struct grammar *grammar, const char *what, struct str name) {
    struct str wanted = local(name);
    for (const xmlNode *node = grammar->schema->children; node; node = node->next)
        if (is_xsd(node, what) && str_equal(get(node, "name"), wanted))
            return node;
    return NULL;
}

static const xmlNode *named_type(struct grammar *grammar, struct str name) {
    if (name.len == 0 || is_builtin(grammar, name))
        return NULL;
    const xmlNode *type = global(grammar, "complexType", name);
    return type ? type : global(grammar, "simpleType", name);
}

static const xmlNode *child(const xmlNode *node, const char *name) {
    for (const xmlNode *at = node->children; at; at = at->next)
        if (is_xsd(at, name))
            return at;
    return NULL;
}

/* Returns the type of a declaration, inline or by name; NULL for one of XSD's own. */
static const xmlNode *type_of(struct grammar *grammar, const xmlNode *declaration) {
    const xmlNode *type = named_type(grammar, get(declaration, "type"));
    if (!type)
        type = child(declaration, "complexType");
    return type ? type : child(declaration, "simpleType");
}

/* The declaration that a reference stands for. */
static const xmlNode *resolve(struct grammar *grammar, const xmlNode *declaration) {
    struct str ref = get(declaration, "ref");
    return ref.len ? global(grammar, (const char *)declaration->name, ref) : declaration;
}

/* Calls `found` for every declaration `what` ("element", "attribute", "any") of a type, through groups and base types,
 * until it returns true; returns whether it did. A shipped schema has no circles outside elements, and the walk does
 * not enter elements. */
static bool visit(struct grammar *grammar, const xmlNode *type, const char *what,
                  bool (*found)(const xmlNode *declaration, void *user), void *user) {
    static const char *const containers[] = {"complexContent", "simpleContent", "extension", "restriction",
                                             "sequence",       "choice",        "all",       "group",
                                             "attributeGroup"};
    for (const xmlNode *node = type->children; node; node = node->next) {
        if (is_xsd(node, what)) {
            const xmlNode *declaration = resolve(grammar, node);
            if (declaration && found(declaration, user))
                return true;
            continue;
        }
        for (size_t i = 0; i < sizeof containers / sizeof *containers; i++) {
            if (!is_xsd(node, containers[i]))
                continue;
            const xmlNode *base = is_xsd(node, "extension") ? named_type(grammar, get(node, "base")) : NULL;
            const xmlNode *content = resolve(grammar, node);
            if ((base && visit(grammar, base, what, found, user)) ||
                (content && visit(grammar, content, what, found, user)))
                return true;
        }
    }
    return false;
}

/* One remembered answer. */
struct grammar_cell {
    const xmlNode *declaration;
    struct str_list names;
    struct value_form form;
};

enum question { CHILD, ATTRIBUTE, CHILDREN, ATTRIBUTES, REQUIRED, VALUE };

/* Returns the cell for a question about a declaration, new when nobody asked it before. */
static struct grammar_cell *ask(struct grammar *grammar, enum question question, const xmlNode *declaration,
                                struct str name, bool *fresh) {
    char bytes[256];
    size_t len = 1 + sizeof declaration + name.len;
    char *key = len <= sizeof bytes ? bytes : arena_alloc(grammar->arena, len);
    if (!grammar->known)
        grammar->known = map_create(grammar->arena);
    key[0] = (char)question;
    memcpy(key + 1, &declaration, sizeof declaration);
    if (name.len)
        memcpy(key + 1 + sizeof declaration, name.data, name.len);
    size_t index = map_find(grammar->known, (struct str){key, len});
    *fresh = index == MAP_NONE;
    if (!*fresh)
        return &grammar->cells.items[index];
    map_add(grammar->known, str_copy(grammar->arena, (struct str){key, len}), grammar->cells.count);
    return vec_add(grammar->arena, &grammar->cells);
}

struct search {
    struct str name;
    const xmlNode *found;
};

static bool is_wanted(const xmlNode *declaration, void *user) {
    struct search *search = user;
    if (!str_equal(get(declaration, "name"), search->name))
        return false;
    search->found = declaration;
    return true;
}

static const xmlNode *search_type(struct grammar *grammar, const xmlNode *declaration, enum question question,
                                  struct str name) {
    bool fresh;
    struct grammar_cell *cell = ask(grammar, question, declaration, name, &fresh);
    const xmlNode *type = fresh ? type_of(grammar, declaration) : NULL;
    struct search search = {.name = name};
    if (type && visit(grammar, type, question == CHILD ? "element" : "attribute", is_wanted, &search))
        cell->declaration = search.found;
    return cell->declaration;
}

const xmlNode *grammar_child(struct grammar *grammar, const xmlNode *declaration, struct str name) {
    return search_type(grammar, declaration, CHILD, name);
}

const xmlNode *grammar_attribute(struct grammar *grammar, const xmlNode *declaration, struct str name) {
    return search_type(grammar, declaration, ATTRIBUTE, name);
}

const xmlNode *grammar_element(struct grammar *grammar, const xmlNode *element) {
    /* Depth is bounded by LIMIT_DEPTH, so is the recursion. */
    if (!element->parent || element->parent->type != XML_ELEMENT_NODE)
        return global(grammar, "element", name_of(element));
    const xmlNode *parent = grammar_element(grammar, element->parent);
    return parent ? grammar_child(grammar, parent, name_of(element)) : NULL;
}

struct collection {
    struct arena *arena;
    struct str_list *names;
    bool required;
};

static void add_name(struct arena *arena, struct str_list *names, struct str name) {
    for (size_t i = 0; i < names->count; i++)
        if (str_equal(names->items[i], name))
            return;
    *vec_add(arena, names) = name;
}

static bool collect(const xmlNode *declaration, void *user) {
    const struct collection *collection = user;
    if (!collection->required || str_is(get(declaration, "use"), "required"))
        add_name(collection->arena, collection->names, get(declaration, "name"));
    return false;
}

static struct str_list collect_type(struct grammar *grammar, const xmlNode *declaration, enum question question) {
    bool fresh;
    struct grammar_cell *cell = ask(grammar, question, declaration, (struct str){0}, &fresh);
    const xmlNode *type = fresh ? type_of(grammar, declaration) : NULL;
    struct collection collection = {.arena = grammar->arena, .names = &cell->names, .required = question == REQUIRED};
    if (type)
        visit(grammar, type, question == CHILDREN ? "element" : "attribute", collect, &collection);
    return cell->names;
}

struct str_list grammar_children(struct grammar *grammar, const xmlNode *declaration) {
    return collect_type(grammar, declaration, CHILDREN);
}

struct str_list grammar_attributes(struct grammar *grammar, const xmlNode *declaration, bool required) {
    return collect_type(grammar, declaration, required ? REQUIRED : ATTRIBUTES);
}

struct str_list grammar_roots(struct grammar *grammar) {
    struct str_list names = {0};
    for (const xmlNode *node = grammar->schema->children; node; node = node->next)
        if (is_xsd(node, "element"))
            add_name(grammar->arena, &names, get(node, "name"));
    return names;
}

struct str grammar_namespace(const struct grammar *grammar) {
    return get(grammar->schema, "targetNamespace");
}

/* ---- Values ---- */

static void take_words(const xmlNode *node, struct value_form *form) {
    const xmlNode *annotation = child(node, "annotation");
    if (!annotation || form->words[LANGUAGE_SV].len)
        return;
    for (const xmlNode *words = annotation->children; words; words = words->next) {
        const xmlAttr *lang = words->type == XML_ELEMENT_NODE ? words->properties : NULL;
        if (!lang || !lang->children || !words->children || !words->children->content)
            continue;
        struct str text = str_trim(str_from((const char *)words->children->content));
        if (str_ends(text, STR(".")))
            text.len--;
        bool english = strcmp((const char *)lang->children->content, "en") == 0;
        form->words[english ? LANGUAGE_EN : LANGUAGE_SV] = text;
    }
}

static void describe(struct grammar *grammar, const xmlNode *type, struct value_form *form);

static void describe_name(struct grammar *grammar, struct str name, struct value_form *form) {
    if (name.len == 0)
        return;
    const xmlNode *type = named_type(grammar, name);
    if (type)
        describe(grammar, type, form);
    else
        form->builtin = local(name);
}

/* Adds what a simple type, or the simple content of a complex type, says. The outermost words win. */
static void describe(struct grammar *grammar, const xmlNode *type, struct value_form *form) {
    const xmlNode *content = child(type, "simpleContent");
    const xmlNode *extension = content ? child(content, "extension") : NULL;
    if (extension) {
        describe_name(grammar, get(extension, "base"), form);
        return;
    }
    take_words(type, form);
    const xmlNode *list = child(type, "list"), *restriction = child(type, "restriction");
    if (list) {
        form->list = true;
        describe_name(grammar, get(list, "itemType"), form);
    }
    if (!restriction)
        return;
    for (const xmlNode *facet = restriction->children; facet; facet = facet->next)
        if (is_xsd(facet, "enumeration"))
            add_name(grammar->arena, &form->values, get(facet, "value"));
    describe_name(grammar, get(restriction, "base"), form);
}

struct value_form grammar_value(struct grammar *grammar, const xmlNode *declaration) {
    bool fresh;
    struct grammar_cell *cell = ask(grammar, VALUE, declaration, (struct str){0}, &fresh);
    const xmlNode *type = fresh ? type_of(grammar, declaration) : NULL;
    if (type)
        describe(grammar, type, &cell->form);
    else if (fresh)
        cell->form.builtin = local(get(declaration, "type"));
    return cell->form;
}
