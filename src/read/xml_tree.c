#include "xml.h"

struct builder {
    struct arena *arena;
    struct source *source;
    xmlDoc *doc;
    xmlNode *current; /* the element that is open, or the document as a node */
    struct passage_builder text, value;
    size_t text_begin, text_end; /* of the character data that was collected */
    const struct limits *limits;
    struct diag_list *diags;
    size_t spent; /* bytes of memory, by limits_allow */
};

/* Ends the parse when the tree takes more memory than a document of its size may. Asked at each tag, so that the whole
 * text counts as read: a dense beginning is no fault. */
static void spend(struct builder *builder, struct xml_parse *parse, size_t bytes, size_t at) {
    builder->spent += bytes;
    if (limits_allow(builder->limits, builder->source->text.len, builder->spent))
        return;
    struct diag *diag = diag_fail(builder->diags, "DOC108", source_place(builder->source, at, at));
    diag_arg_number(builder->diags, diag, "maximum", builder->limits->value[LIMIT_MEMORY_RATIO]);
    xml_stop(parse);
}

/* Makes a text node of the character data since the last tag or instruction. */
static void flush(struct builder *builder) {
    if (builder->text.len == 0)
        return;
    builder->spent += LIMIT_TEXT;
    struct origin *origin = arena_new(builder->arena, struct origin);
    *origin = (struct origin){
        .source = builder->source, .begin = (uint32_t)builder->text_begin, .end = (uint32_t)builder->text_end};
    struct str text = str_slice(builder->source->text, builder->text_begin, builder->text_end);
    if (!passage_take_plain(&builder->text, builder->text_begin, builder->text_end)) {
        origin->passage = passage_finish(&builder->text);
        text = origin->passage->text;
    }
    tree_text(builder->current, str_copy(builder->arena, text).data)->_private = origin;
}

static xmlNs *find_ns(struct builder *builder, xmlNode *node, const char *prefix) {
    return xmlSearchNs(builder->doc, node, (const xmlChar *)prefix);
}

static void add_attribute(struct builder *builder, xmlNode *node, const struct xml_attribute *attribute) {
    struct place name = xml_attribute_name(builder->source, attribute);
    xmlNs *ns = attribute->prefix == NULL ? NULL : find_ns(builder, node, attribute->prefix);
    passage_add_attribute(&builder->value, attribute->begin, attribute->end);
    struct origin *origin = arena_new(builder->arena, struct origin);
    *origin = (struct origin){.source = builder->source,
                              .begin = (uint32_t)attribute->begin,
                              .end = (uint32_t)attribute->end,
                              .name_begin = (uint32_t)name.begin,
                              .name_end = (uint32_t)name.end,
                              .passage = passage_finish(&builder->value)};
    struct str value = str_copy(builder->arena, attribute->value);
    tree_add_attribute(node, ns, attribute->name, value.data)->_private = origin;
}

static void start(void *user, struct xml_parse *parse, const struct xml_element *element) {
    struct builder *builder = user;
    if (builder->doc->dict == NULL) {
        builder->doc->dict = xml_dict(parse);
        xmlDictReference(builder->doc->dict);
    }
    flush(builder);
    /* Names are interned in the dictionary that the document shares, so the node can take them as they are. */
    xmlNode *parent = builder->current, *node = tree_node(parent, XML_ELEMENT_NODE, element->name);
    for (size_t i = 0; i < element->declaration_count; i++)
        tree_declare(node, element->declarations[2 * i], element->declarations[2 * i + 1]);
    /* Nearly always it is the namespace of the parent. */
    bool inherited = element->declaration_count == 0 && parent->type == XML_ELEMENT_NODE && parent->ns != NULL &&
                     (const char *)parent->ns->prefix == element->prefix;
    if (element->ns != NULL)
        node->ns = inherited ? parent->ns : find_ns(builder, node, element->prefix);
    struct origin *origin = arena_new(builder->arena, struct origin);
    size_t name_length = strlen(element->name) + (element->prefix == NULL ? 0 : strlen(element->prefix) + 1);
    *origin = (struct origin){.source = builder->source,
                              .begin = (uint32_t)element->begin,
                              .end = (uint32_t)element->tag_end,
                              .name_begin = (uint32_t)element->begin + 1,
                              .name_end = (uint32_t)(element->begin + 1 + name_length),
                              .tag_end = (uint32_t)element->tag_end};
    node->_private = origin;
    for (size_t i = 0; i < element->attribute_count; i++)
        add_attribute(builder, node, &element->attributes[i]);
    builder->current = node;
    spend(builder, parse, LIMIT_NODE + element->attribute_count * LIMIT_ATTRIBUTE, element->begin);
}

static void end(void *user, struct xml_parse *parse, const struct xml_element *element, size_t begin, size_t behind) {
    (void)parse, (void)element, (void)begin;
    struct builder *builder = user;
    flush(builder);
    ((struct origin *)builder->current->_private)->end = (uint32_t)behind;
    builder->current = builder->current->parent;
}

static void text(void *user, struct xml_parse *parse, size_t begin, size_t behind, bool cdata) {
    (void)parse;
    struct builder *builder = user;
    if (builder->text.len == 0)
        builder->text_begin = begin;
    builder->text_end = behind;
    if (cdata)
        passage_add_cdata(&builder->text, begin, behind);
    else
        passage_add_raw(&builder->text, begin, behind);
}

static void instruction(void *user, struct xml_parse *parse, struct str target, struct str data, size_t begin,
                        size_t behind) {
    struct builder *builder = user;
    flush(builder);
    spend(builder, parse, LIMIT_NODE, begin);
    struct str name = str_copy(builder->arena, target), content = str_copy(builder->arena, data);
    struct origin *origin = arena_new(builder->arena, struct origin);
    *origin = (struct origin){.source = builder->source,
                              .begin = (uint32_t)begin,
                              .end = (uint32_t)behind,
                              .name_begin = (uint32_t)begin + 2,
                              .name_end = (uint32_t)(begin + 2 + target.len)};
    xmlNode *node = tree_node(builder->current, XML_PI_NODE, name.data);
    node->content = (xmlChar *)(uintptr_t)content.data;
    node->_private = origin;
}

xmlDoc *xml_read_tree(struct arena *arena, struct source *source, const struct limits *limits,
                      struct diag_list *diags) {
    static const struct xml_handler handler = {.start = start, .end = end, .text = text, .instruction = instruction};
    struct builder builder = {.arena = arena,
                              .source = source,
                              .limits = limits,
                              .diags = diags,
                              .doc = tree_document(arena),
                              .text = {.arena = arena, .source = source},
                              .value = {.arena = arena, .source = source}};
    builder.current = (xmlNode *)builder.doc;
    return xml_parse(source, limits, &handler, &builder, diags) ? builder.doc : NULL;
}
