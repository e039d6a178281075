#include "schema.h"

#include <assert.h>
#include <libxml/xmlregexp.h>
#include <libxml/xmlschemas.h>
#include <pthread.h>

#include "embedded.h"
#include "explain.h"
#include "verdict.h"
#include "xml.h"

struct schema {
    const char *name;
    pthread_mutex_t lock; /* around the first use: compiling costs more than checking an ordinary plan */
    struct arena *arena;
    xmlSchema *compiled;
    const xmlNode *root;                 /* of the schema document */
    const struct verdict_schema *tables; /* NULL: none */
    xmlRegexp **patterns;                /* of their values, compiled when first met */
};

static void release_lock(void *lock) {
    pthread_mutex_destroy(lock);
}

static void release_schema(void *schema) {
    xmlSchemaFree(schema);
}

struct schema *schema_load(struct arena *arena, const char *name) {
    struct schema *schema = arena_new(arena, struct schema);
    assert(embedded_find(name).len);
    schema->name = name;
    schema->arena = arena_create();
    schema->tables = verdict_find(name);
    if (schema->tables)
        schema->patterns = arena_array(schema->arena, xmlRegexp *, schema->tables->value_count + 1);
    arena_defer(arena, (void (*)(void *))arena_destroy, schema->arena);
    pthread_mutex_init(&schema->lock, NULL);
    arena_defer(arena, release_lock, &schema->lock);
    return schema;
}

/* Keeps libxml2 from printing. A fault in a shipped schema is a bug: every shipped schema is compiled by a test. */
static void ignore_error(void *user, xmlErrorPtr error) {
    (void)user;
    (void)error;
}

/* Takes the white space between elements out: libxml2 would, and free the nodes, which are not its own. */
static void drop_blanks(xmlNode *element) {
    for (xmlNode *node = element; node;) {
        xmlNode *next = node->type == XML_ELEMENT_NODE ? node->children : NULL;
        bool blank = node->type == XML_TEXT_NODE && str_is_blank(str_from((const char *)node->content));
        for (xmlNode *up = node; !next && up && up != element; up = up->parent)
            next = up->next;
        if (blank)
            xmlUnlinkNode(node);
        node = next;
    }
}

/* libxml2 parses a schema that it is given by name with entities and network on (notes on reliability, fact 9): so it
 * is given a tree. */
static void compile(struct schema *schema) {
    struct limits limits = limits_default();
    struct diag_list faults = diag_list_in(schema->arena, 0);
    struct source *source =
        source_create(schema->arena, str_from(schema->name), (struct str){0}, embedded_find(schema->name));
    xmlDoc *tree = xml_read_tree(schema->arena, source, &limits, &faults);
    assert(tree);
    schema->root = xmlDocGetRootElement(tree);
    drop_blanks(xmlDocGetRootElement(tree));
    xmlSchemaParserCtxt *context = xmlSchemaNewDocParserCtxt(tree);
    if (!context)
        arena_out_of_memory();
    xmlSchemaSetParserStructuredErrors(context, ignore_error, NULL);
    schema->compiled = xmlSchemaParse(context);
    xmlSchemaFreeParserCtxt(context);
    assert(schema->compiled);
    arena_defer(schema->arena, release_schema, schema->compiled);
}

static void ensure_compiled(struct schema *schema) {
    pthread_mutex_lock(&schema->lock);
    if (!schema->compiled)
        compile(schema);
    pthread_mutex_unlock(&schema->lock);
}

static void release_pattern(void *pattern) {
    xmlRegFreeRegexp(pattern);
}

/* Asks the regular expressions of libxml2, which are those of XML Schema. */
static bool match_pattern(void *user, size_t value, const char *text) {
    struct schema *schema = user;
    pthread_mutex_lock(&schema->lock);
    xmlRegexp *pattern = schema->patterns[value];
    if (!pattern) {
        pattern = xmlRegexpCompile((const xmlChar *)schema->tables->values[value].pattern);
        if (!pattern)
            arena_out_of_memory();
        schema->patterns[value] = pattern;
        arena_defer(schema->arena, release_pattern, pattern);
    }
    pthread_mutex_unlock(&schema->lock);
    return xmlRegexpExec(pattern, (const xmlChar *)text) == 1;
}

static void on_error(void *user, xmlErrorPtr error) {
    explain_error(user, error);
}

bool schema_validate(struct schema *schema, xmlDoc *tree, struct diag_list *diags) {
    if (schema->tables && verdict_proves(schema->tables, tree, match_pattern, schema))
        return true;
    ensure_compiled(schema);
    xmlSchemaValidCtxt *context = xmlSchemaNewValidCtxt(schema->compiled);
    if (!context)
        arena_out_of_memory();
    struct explain explain = {.grammar = {.schema = schema->root, .arena = diags->arena}, .diags = diags};
    xmlSchemaSetValidStructuredErrors(context, on_error, &explain);
    bool valid = xmlSchemaValidateDoc(context, tree) == 0;
    xmlSchemaFreeValidCtxt(context);
    explain_rest(&explain);
    return valid;
}

const xmlNode *schema_read(struct arena *arena, const char *name, struct source *source, const struct limits *limits,
                           struct diag_list *diags) {
    size_t before = diags->count;
    xmlDoc *tree = xml_read_tree(arena, source, limits, diags);
    if (!tree)
        return NULL;
    schema_validate(schema_load(arena, name), tree, diags);
    for (size_t i = before; i < diags->count; i++)
        diags->items[i]->fatal = true;
    return diags->count > before ? NULL : xmlDocGetRootElement(tree);
}
