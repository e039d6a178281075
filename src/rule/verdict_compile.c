/* For the program that the build runs (compile.c): reads the shipped schemas and prints the tables of verdict.h. What
 * it does not know gets no cell, so that libxml2 judges it. */
#include "verdict_compile.h"

#include <stdlib.h>

#include "buf.h"
#include "embedded.h"
#include "pack_load.h"
#include "vec.h"
#include "verdict.h"
#include "xml.h"

struct tables {
    struct arena *arena;
    const xmlNode *schema;
    struct str_list names;
    VEC(const xmlNode *) types; /* the first is the schema itself */
    VEC(struct str) values;     /* names of simple types, "xs:token" */
    VEC(struct verdict_value) value;
    struct verdict_type *type;
    unsigned char *children, *attributes;
};

static struct str get(const xmlNode *node, const char *name) {
    return tree_get(node, name);
}

static bool is(const xmlNode *node, const char *name) {
    return strcmp((const char *)node->name, name) == 0;
}

/* Returns the first, or next, child element that is no annotation. */
static const xmlNode *part(const xmlNode *node) {
    for (node = load_element(node); node && is(node, "annotation");)
        node = load_element(node->next);
    return node;
}

/* Whether the element has no attributes but those in the list, which is in the form " name type ". */
static bool has_only(const xmlNode *node, const char *names) {
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
        char name[64];
        snprintf(name, sizeof name, " %s ", (const char *)attribute->name);
        if (!strstr(names, name))
            return false;
    }
    return true;
}

static const xmlNode *find_named(const struct tables *tables, const char *kind, struct str name) {
    for (const xmlNode *node = part(tables->schema->children); node; node = part(node->next)) {
        if (is(node, kind) && str_equal(get(node, "name"), name))
            return node;
    }
    return NULL;
}

/* --- simple types --- */

static const char *text_of(struct tables *tables, struct str text) {
    return str_copy(tables->arena, text).data;
}

static enum verdict_base base_of(struct str name) {
    static const struct {
        const char *name;
        enum verdict_base base;
    } bases[] = {{"xs:string", VERDICT_STRING},
                 {"xs:token", VERDICT_TOKEN},
                 {"xs:NMTOKEN", VERDICT_NMTOKEN},
                 {"xs:boolean", VERDICT_BOOLEAN},
                 {"xs:date", VERDICT_DATE},
                 {"xs:gYearMonth", VERDICT_MONTH},
                 {"xs:nonNegativeInteger", VERDICT_NATURAL},
                 {"xs:positiveInteger", VERDICT_POSITIVE}};
    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        if (str_is(name, bases[i].name))
            return bases[i].base;
    }
    return VERDICT_NOTHING;
}

static bool add_facet(struct tables *tables, struct verdict_value *value, const xmlNode *facet, struct str_list *list) {
    struct str text = get(facet, "value");
    uint64_t number;
    bool integer = value->base == VERDICT_NATURAL || value->base == VERDICT_POSITIVE;
    if (!has_only(facet, " value "))
        return false;
    if (is(facet, "enumeration") && value->base == VERDICT_TOKEN) {
        *vec_add(tables->arena, list) = text;
        return true;
    }
    if (is(facet, "pattern") && !value->pattern) {
        value->pattern = text_of(tables, text);
        return true;
    }
    if (is(facet, "maxInclusive") && integer && str_to_number(text, &number) && number > 0) {
        value->maximum = (unsigned long)number;
        return true;
    }
    value->least_len = 1;
    return is(facet, "minLength") && str_is(text, "1");
}

static size_t value_named(struct tables *tables, struct str name);

static struct verdict_value read_value(struct tables *tables, struct str name) {
    static const struct verdict_value nothing = {.base = VERDICT_NOTHING};
    struct verdict_value value = {.base = base_of(name)};
    const xmlNode *type = find_named(tables, "simpleType", name), *body = type ? part(type->children) : NULL;
    if (!body)
        return value;
    struct str_list list = {0};
    if (is(body, "union") && has_only(body, " memberTypes ") && !part(body->children)) {
        struct str rest = get(body, "memberTypes");
        unsigned char *members = arena_array(tables->arena, unsigned char, rest.len + 2);
        value.base = VERDICT_UNION;
        value.members = members;
        while (rest.len) {
            size_t member = value_named(tables, str_cut(&rest, ' '));
            if (tables->value.items[member - 1].base == VERDICT_UNION)
                return nothing;
            *members++ = (unsigned char)member;
        }
        return value;
    }
    value.base = base_of(get(body, "base"));
    if (!is(body, "restriction") || !has_only(body, " base "))
        return nothing;
    for (const xmlNode *facet = part(body->children); facet; facet = part(facet->next)) {
        if (!add_facet(tables, &value, facet, &list))
            return nothing;
    }
    const char **values = arena_array(tables->arena, const char *, list.count + 1);
    for (size_t i = 0; i < list.count; i++)
        values[i] = text_of(tables, list.items[i]);
    value.values = list.count ? values : NULL;
    return value;
}

/* Returns 1 + the number of the value type. */
static size_t value_named(struct tables *tables, struct str name) {
    for (size_t i = 0; i < tables->values.count; i++) {
        if (str_equal(tables->values.items[i], name))
            return i + 1;
    }
    struct verdict_value value = read_value(tables, name);
    *vec_add(tables->arena, &tables->values) = name;
    *vec_add(tables->arena, &tables->value) = value;
    return tables->value.count;
}

/* --- complex types --- */

static size_t name_number(const struct tables *tables, struct str name) {
    size_t i = 0;
    while (i < tables->names.count && !str_equal(tables->names.items[i], name))
        i++;
    return i;
}

/* Returns the number of the complex type of an element declaration, 0 when it has none that the tables know. */
static size_t type_of(const struct tables *tables, const xmlNode *element) {
    const xmlNode *inside = part(element->children);
    const xmlNode *type = get(element, "type").len ? find_named(tables, "complexType", get(element, "type")) : inside;
    if (!has_only(element, " name type minOccurs maxOccurs ") || (inside && (type != inside || part(inside->next))))
        return 0;
    for (size_t i = 1; i < tables->types.count; i++) {
        if (tables->types.items[i] == type)
            return i;
    }
    return 0;
}

static bool is_repeated(const xmlNode *particle) {
    return str_is(get(particle, "minOccurs"), "0") && str_is(get(particle, "maxOccurs"), "unbounded") &&
           has_only(particle, " minOccurs maxOccurs name type ");
}

static bool is_wildcard(const xmlNode *node) {
    return str_is(get(node, "namespace"), "##other") && str_is(get(node, "processContents"), "lax") &&
           has_only(node, " namespace processContents ");
}

static void add_child(struct tables *tables, size_t type, const xmlNode *element) {
    size_t cell = type * tables->names.count + name_number(tables, get(element, "name"));
    tables->children[cell] = (unsigned char)type_of(tables, element);
}

/* Adds what a choice offers. */
static bool add_choice(struct tables *tables, size_t type, const xmlNode *choice) {
    for (const xmlNode *node = part(choice->children); node; node = part(node->next)) {
        if (is(node, "element") && has_only(node, " name type ")) {
            add_child(tables, type, node);
        } else if (is(node, "any") && is_wildcard(node)) {
            tables->type[type].flags |= VERDICT_OTHERS;
        } else {
            bool group = is(node, "group") && has_only(node, " ref ");
            const xmlNode *named = group ? find_named(tables, "group", get(node, "ref")) : NULL;
            const xmlNode *body = named ? part(named->children) : NULL;
            if (!body || !is(body, "choice") || !has_only(body, "") || !add_choice(tables, type, body))
                return false;
        }
    }
    return true;
}

static bool add_attribute(struct tables *tables, size_t type, const xmlNode *attribute) {
    bool required = str_is(get(attribute, "use"), "required");
    size_t cell = type * tables->names.count + name_number(tables, get(attribute, "name"));
    if (!has_only(attribute, " name type use ") || !get(attribute, "type").len || part(attribute->children) ||
        (get(attribute, "use").len && !required && !str_is(get(attribute, "use"), "optional")))
        return false;
    size_t value = value_named(tables, get(attribute, "type"));
    if (value >= VERDICT_REQUIRED)
        return false;
    tables->attributes[cell] = (unsigned char)(value | (required ? VERDICT_REQUIRED : 0));
    tables->type[type].required = (unsigned char)(tables->type[type].required + required);
    return true;
}

/* Fills the rows of a complex type; returns whether it has nothing that the tables cannot say. */
static bool add_type(struct tables *tables, size_t number) {
    const xmlNode *type = tables->types.items[number];
    struct verdict_type *row = &tables->type[number];
    bool content = false, good = has_only(type, " name mixed ");
    for (const xmlNode *node = part(type->children); node && good; node = part(node->next)) {
        const xmlNode *only = part(node->children);
        if (is(node, "attribute")) {
            good = add_attribute(tables, number, node);
        } else if (is(node, "anyAttribute")) {
            good = is_wildcard(node);
            row->flags |= VERDICT_OTHER_ATTRIBUTES;
        } else if (is(node, "choice") && !content) {
            content = true;
            good = is_repeated(node) && add_choice(tables, number, node);
        } else if (is(node, "sequence") && !content) {
            content = true;
            good = has_only(node, "") && only && is(only, "element") && is_repeated(only) && !part(only->next);
            if (good)
                add_child(tables, number, only);
        } else {
            good = false;
        }
    }
    bool mixed = str_is(get(type, "mixed"), "true");
    row->flags |= (unsigned char)(mixed ? VERDICT_TEXT : content ? 0 : VERDICT_EMPTY);
    return good && (content || !mixed);
}

static void collect(struct tables *tables, const xmlNode *node) {
    for (; node; node = part(node->next)) {
        bool named = is(node, "element") || is(node, "attribute");
        if (named && get(node, "name").len && name_number(tables, get(node, "name")) == tables->names.count)
            *vec_add(tables->arena, &tables->names) = get(node, "name");
        if (is(node, "complexType"))
            *vec_add(tables->arena, &tables->types) = node;
        collect(tables, part(node->children));
    }
}

static int compare(const void *a, const void *b) {
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* Fills the tables; returns false for a schema with declarations that the tables cannot leave out. */
static bool build(struct tables *tables) {
    static const char known[] = " simpleType complexType group element ";
    const xmlNode *schema = tables->schema;
    if (!has_only(schema, " targetNamespace elementFormDefault version ") ||
        !str_is(get(schema, "elementFormDefault"), "qualified"))
        return false;
    *vec_add(tables->arena, &tables->types) = schema;
    collect(tables, part(schema->children));
    if (tables->types.count >= VERDICT_REQUIRED || tables->names.count == 0)
        return false;
    qsort(tables->names.items, tables->names.count, sizeof(struct str), compare);
    size_t cells = tables->types.count * tables->names.count;
    tables->type = arena_array(tables->arena, struct verdict_type, tables->types.count);
    tables->children = arena_array(tables->arena, unsigned char, cells);
    tables->attributes = arena_array(tables->arena, unsigned char, cells);
    bool *unproven = arena_array(tables->arena, bool, tables->types.count);
    for (size_t i = 1; i < tables->types.count; i++)
        unproven[i] = !add_type(tables, i);
    for (const xmlNode *node = part(schema->children); node; node = part(node->next)) {
        char name[64];
        snprintf(name, sizeof name, " %s ", (const char *)node->name);
        if (!strstr(known, name))
            return false;
        if (is(node, "element"))
            add_child(tables, 0, node);
    }
    for (size_t i = 0; i < cells; i++) {
        if (unproven[tables->children[i]])
            tables->children[i] = 0;
    }
    return true;
}

/* --- C data --- */

static void put_text(FILE *out, const char *text) {
    fputc('"', out);
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte < ' ' || byte > '~' || byte == '"' || byte == '\\' || byte == '?')
            fprintf(out, "\\%03o", byte);
        else
            fputc(byte, out);
    }
    fprintf(out, "\", ");
}

static void put_bytes(FILE *out, const char *name, size_t number, const unsigned char *bytes, size_t count) {
    fprintf(out, "static const unsigned char %s_%zu[] = {", name, number);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%u,", bytes[i]);
    fprintf(out, "};\n");
}

static void put_value(FILE *out, const struct verdict_value *value) {
    fprintf(out, "    {.base = %d, .maximum = %lu, .least_len = %lu, ", (int)value->base, value->maximum,
            value->least_len);
    if (value->pattern) {
        fprintf(out, ".pattern = ");
        put_text(out, value->pattern);
    }
    if (value->values) {
        fprintf(out, ".values = (const char *const[]){");
        for (size_t i = 0; value->values[i]; i++)
            put_text(out, value->values[i]);
        fprintf(out, "0}, ");
    }
    if (value->members) {
        fprintf(out, ".members = (const unsigned char[]){");
        for (size_t i = 0; value->members[i]; i++)
            fprintf(out, "%u, ", value->members[i]);
        fprintf(out, "0}, ");
    }
    fprintf(out, "},\n");
}

static void put_tables(FILE *out, const struct tables *tables, size_t number) {
    size_t cells = tables->types.count * tables->names.count;
    put_bytes(out, "children", number, tables->children, cells);
    put_bytes(out, "attributes", number, tables->attributes, cells);
    fprintf(out, "static const char *const names_%zu[] = {", number);
    for (size_t i = 0; i < tables->names.count; i++)
        put_text(out, str_copy(tables->arena, tables->names.items[i]).data);
    fprintf(out, "};\nstatic const struct verdict_type types_%zu[] = {", number);
    for (size_t i = 0; i < tables->types.count; i++)
        fprintf(out, "{%u, %u}, ", tables->type[i].flags, tables->type[i].required);
    fprintf(out, "};\nstatic const struct verdict_value values_%zu[] = {\n", number);
    for (size_t i = 0; i < tables->value.count; i++)
        put_value(out, &tables->value.items[i]);
    fprintf(out, "    {.base = 0},\n};\n\n");
}

bool verdict_compile(FILE *out, struct arena *arena) {
    struct buf rows = buf_in(arena);
    fprintf(out, "#include \"verdict.h\"\n\n");
    for (size_t i = 0; embedded_files[i].name; i++) {
        const struct embedded_file *file = &embedded_files[i];
        struct limits limits = limits_default();
        struct diag_list diags = diag_list_in(arena, 0);
        if (!str_ends(str_from(file->name), STR(".xsd")))
            continue;
        struct source *source = source_create(arena, str_from(file->name), (struct str){0}, embedded_find(file->name));
        xmlDoc *tree = xml_read_tree(arena, source, &limits, &diags);
        struct tables tables = {.arena = arena, .schema = tree ? xmlDocGetRootElement(tree) : NULL};
        if (!tables.schema || !build(&tables))
            continue;
        put_tables(out, &tables, i);
        buf_add(&rows, str_format(arena,
                                  "    {\"%s\", \"%.*s\", names_%zu, %zu, types_%zu, children_%zu, attributes_%zu, "
                                  "values_%zu, %zu},\n",
                                  file->name, STR_ARGS(get(tables.schema, "targetNamespace")), i, tables.names.count, i,
                                  i, i, i, tables.value.count));
    }
    fprintf(out, "const struct verdict_schema verdict_schemas[] = {\n%.*s    {0},\n};\n", STR_ARGS(buf_str(&rows)));
    return fflush(out) == 0 && !ferror(out);
}
