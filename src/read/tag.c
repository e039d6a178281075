#include "tag.h"

#include <assert.h>
#include <endian.h>
#include <libxml/uri.h>

#include "arena.h"
#include "buf.h"
#include "map.h"

#define XML_NAMESPACE "http://www.w3.org/XML/1998/namespace"
#define XMLNS_NAMESPACE "http://www.w3.org/2000/xmlns/"

/* A prefix that occurs; the first one is the empty prefix. */
struct prefix {
    struct str text;
    const char *name; /* interned; NULL for the empty prefix */
    const char *ns;   /* in scope, interned; NULL: none */
    int token;        /* of the namespace */
};

/* A local name that occurs. */
struct local {
    const char *name; /* interned */
    int token;
    size_t seen; /* number of the last tag that has an attribute of this name under a prefix */
};

/* The first and the last eight bytes of a name: all of it, up to sixteen bytes, for comparing without a call. */
struct key {
    uint64_t head, tail;
};

/* A qualified name that occurs. Each is looked at once. */
struct name {
    struct str raw;
    struct key key;
    struct prefix *prefix;
    struct local *local;     /* NULL: the name is not proven to be one */
    struct prefix *declared; /* xmlns, xmlns:p: what it declares; else NULL */
    size_t seen;             /* number of the last tag that has this attribute */
};

/* What a prefix stood for outside an element. */
struct binding {
    struct prefix *prefix;
    const char *ns;
    int token;
};

struct open_tag {
    struct xml_element element;
    size_t bindings; /* outside it */
};

struct tags {
    struct arena *arena;
    xmlDict *dict;
    struct source *source;
    const struct xml_handler *handler;
    struct name **slots; /* open addressing, at most half full */
    size_t slot_count, name_count;
    struct map *locals;
    VEC(struct local *) local_list;
    struct map *prefixes;
    VEC(struct prefix *) prefix_list;
    VEC(struct binding) bindings;
    VEC(struct open_tag) open;
    VEC(struct xml_attribute) attributes; /* of the tag at hand */
    VEC(const char *) declarations;       /* of the tag at hand: prefix, namespace, prefix ... */
    VEC(const struct name *) names;       /* of its attributes */
    struct passage_builder values;        /* of its attributes that do not stand in the text as they are */
    bool all_plain;                       /* none of them is such */
    size_t tag_number;
    uint64_t seed;
};

/* ---- Names ---- */

struct range {
    uint32_t first, last;
};

/* NameStartChar and what NameChar adds, beyond ASCII (XML 1.0, fifth edition, productions 4 and 4a). */
static const struct range start_ranges[] = {{0xc0, 0xd6},     {0xd8, 0xf6},     {0xf8, 0x2ff},    {0x370, 0x37d},
                                            {0x37f, 0x1fff},  {0x200c, 0x200d}, {0x2070, 0x218f}, {0x2c00, 0x2fef},
                                            {0x3001, 0xd7ff}, {0xf900, 0xfdcf}, {0xfdf0, 0xfffd}, {0x10000, 0xeffff}};
static const struct range more_ranges[] = {{0xb7, 0xb7}, {0x300, 0x36f}, {0x203f, 0x2040}};

static bool within(const struct range *ranges, size_t count, uint32_t c) {
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

/* Returns whether `s` is an NCName (Namespaces in XML 1.0, production 4). */
static bool is_ncname(struct str s) {
    for (size_t at = 0; at < s.len;) {
        bool first = at == 0;
        char byte = s.data[at];
        uint32_t c = utf8_next(s, &at);
        bool fair = c < 0x80 ? byte != ':' && (first ? lex_starts_name(byte) : lex_continues_name(byte))
                             : within(start_ranges, sizeof start_ranges / sizeof *start_ranges, c) ||
                                   (!first && within(more_ranges, sizeof more_ranges / sizeof *more_ranges, c));
        if (!fair)
            return false;
    }
    return s.len != 0;
}

bool tags_is_target(struct str target) {
    return is_ncname(target);
}

static const char *intern(struct tags *tags, struct str s) {
    return (const char *)xmlDictLookup(tags->dict, (const xmlChar *)s.data, (int)s.len);
}

static int token_of(const struct xml_word *words, struct str word) {
    for (; words != NULL && words->word != NULL; words++)
        if (words->word[0] == word.data[0] && str_is(word, words->word))
            return words->token;
    return 0;
}

static struct prefix *prefix_of(struct tags *tags, struct str text) {
    size_t index = map_add(tags->prefixes, text, tags->prefix_list.count);
    if (index != tags->prefix_list.count) {
        assert(tags->prefix_list.items != NULL); /* it is in there */
        return tags->prefix_list.items[index];
    }
    struct prefix *prefix = arena_new(tags->arena, struct prefix);
    *prefix = (struct prefix){.text = text, .name = text.len == 0 ? NULL : intern(tags, text)};
    return *vec_add(tags->arena, &tags->prefix_list) = prefix;
}

static struct local *local_of(struct tags *tags, struct str text) {
    size_t index = map_add(tags->locals, text, tags->local_list.count);
    if (index != tags->local_list.count)
        return tags->local_list.items[index];
    struct local *local = arena_new(tags->arena, struct local);
    *local = (struct local){.name = intern(tags, text), .token = token_of(tags->handler->words, text)};
    return *vec_add(tags->arena, &tags->local_list) = local;
}

static void examine(struct tags *tags, struct name *name) {
    struct str local = name->raw, prefix = str_cut(&local, ':');
    if (local.data == NULL) {
        local = prefix;
        prefix = (struct str){NULL, 0};
    } else if (!is_ncname(prefix)) {
        return;
    }
    if (!is_ncname(local))
        return;
    name->prefix = prefix_of(tags, prefix);
    name->local = local_of(tags, local);
    if (str_is(name->raw, "xmlns"))
        name->declared = prefix_of(tags, (struct str){NULL, 0});
    else if (str_is(prefix, "xmlns"))
        name->declared = prefix_of(tags, local);
}

static uint64_t load(const char *bytes, size_t count) {
    uint64_t word = 0;
    memcpy(&word, bytes, count);
    return word;
}

static struct key key_of(struct str text, size_t begin, size_t end) {
    const char *bytes = text.data + begin;
    size_t len = end - begin;
    if (len >= 8)
        return (struct key){load(bytes, 8), load(bytes + len - 8, 8)};
    /* Eight bytes at once where the text has them; what is too much is shifted out at the end, whatever its order. */
    const uint64_t mask = ~(uint64_t)0 >> (64 - 8 * len);
    return (struct key){text.len - begin >= 8 ? load(bytes, 8) & le64toh(mask) : load(bytes, len), 0};
}

/* The seed keeps documents from choosing names that collide. */
static size_t hash_of(struct str raw, struct key key, uint64_t seed) {
    uint64_t hash = raw.len <= 16 ? key.tail : str_hash(raw, seed);
    hash = ((hash ^ raw.len ^ seed) * 0x9e3779b97f4a7c15u) ^ key.head;
    hash = (hash ^ hash >> 32) * 0xff51afd7ed558ccdu;
    return (size_t)(hash ^ hash >> 32);
}

static bool is_name(const struct name *name, struct str raw, struct key key) {
    return name->key.head == key.head && name->key.tail == key.tail && name->raw.len == raw.len &&
           (raw.len <= 16 || str_equal(name->raw, raw));
}

static struct name **slot_of(const struct tags *tags, struct str raw, struct key key) {
    size_t mask = tags->slot_count - 1, i = hash_of(raw, key, tags->seed) & mask;
    while (tags->slots[i] != NULL && !is_name(tags->slots[i], raw, key))
        i = (i + 1) & mask;
    return &tags->slots[i];
}

static void grow(struct tags *tags) {
    struct name **old = tags->slots;
    size_t count = tags->slot_count;
    tags->slot_count = count == 0 ? 256 : count * 2;
    tags->slots = arena_array(tags->arena, struct name *, tags->slot_count);
    for (size_t i = 0; i < count; i++)
        if (old[i] != NULL)
            *slot_of(tags, old[i]->raw, old[i]->key) = old[i];
}

static struct name *name_of(struct tags *tags, size_t begin, size_t end) {
    struct str text = tags->source->text, raw = str_slice(text, begin, end);
    struct key key = key_of(text, begin, end);
    struct name **slot = slot_of(tags, raw, key);
    if (*slot != NULL)
        return *slot;
    if (++tags->name_count * 2 > tags->slot_count) {
        grow(tags);
        slot = slot_of(tags, raw, key);
    }
    struct name *name = arena_new(tags->arena, struct name);
    *name = (struct name){.raw = raw, .key = key};
    examine(tags, name);
    return *slot = name;
}

/* ---- Namespaces ---- */

/* Returns whether libxml2 takes the value for a namespace; only a URI that it can read is one. */
static bool is_uri(const struct tags *tags, const char *value, int *token) {
    *token = token_of(tags->handler->spaces, str_from(value));
    if (*token != 0)
        return true;
    xmlURI *uri = xmlParseURI(value);
    xmlFreeURI(uri);
    return uri != NULL;
}

static void bind(struct tags *tags, struct prefix *prefix, const char *ns, int token) {
    *vec_add(tags->arena, &tags->bindings) = (struct binding){prefix, prefix->ns, prefix->token};
    prefix->ns = ns;
    prefix->token = token;
}

/* Returns the name of a namespace, interned. libxml2 takes an ampersand in it for "&#38;", here and when it compares.
 */
static const char *namespace_of(struct tags *tags, const struct raw_attribute *raw) {
    struct passage_builder *value = &tags->values;
    if (raw->plain)
        return raw->end == raw->begin ? "" : intern(tags, str_slice(tags->source->text, raw->begin, raw->end));
    struct buf name = buf_in(tags->arena);
    passage_add_attribute(value, raw->begin, raw->end);
    for (size_t i = 0; i < value->len; i++)
        buf_add(&name, value->text[i] == '&' ? STR("&#38;") : (struct str){&value->text[i], 1});
    value->len = value->run_count = 0;
    return name.len == 0 ? "" : intern(tags, buf_str(&name));
}

/* Takes a declaration in (Namespaces in XML 1.0, 3 and 4). */
static bool declare(struct tags *tags, struct prefix *prefix, const struct raw_attribute *raw) {
    const char *ns = namespace_of(tags, raw);
    int token = 0;
    if (str_is(prefix->text, "xml"))
        return strcmp(ns, XML_NAMESPACE) == 0;
    if (strcmp(ns, XML_NAMESPACE) == 0 || strcmp(ns, XMLNS_NAMESPACE) == 0 || str_is(prefix->text, "xmlns"))
        return false;
    if (ns[0] == '\0' ? prefix->text.len != 0 : !is_uri(tags, ns, &token))
        return false;
    bind(tags, prefix, ns, token);
    *vec_add(tags->arena, &tags->declarations) = prefix->name;
    *vec_add(tags->arena, &tags->declarations) = ns;
    return true;
}

const char *tags_namespace(const struct tags *tags, struct str prefix) {
    size_t index = map_find(tags->prefixes, prefix);
    /* What the parser knows by itself is no declaration. */
    return index == MAP_NONE || str_is(prefix, "xml") ? NULL : tags->prefix_list.items[index]->ns;
}

/* ---- Tags ---- */

/* Notes the attributes of the tag and takes its declarations in. */
static bool take_attributes(struct tags *tags, const struct scan_tag *tag) {
    for (size_t i = 0; i < tag->attribute_count; i++) {
        const struct raw_attribute *raw = &tag->attributes[i];
        struct name *name = name_of(tags, raw->name_begin, raw->name_end);
        if (name->local == NULL || name->seen == tags->tag_number)
            return false;
        name->seen = tags->tag_number;
        if (name->declared != NULL) {
            if (!declare(tags, name->declared, raw))
                return false;
            continue;
        }
        tags->all_plain &= raw->plain;
        *vec_add(tags->arena, &tags->names) = name;
        *vec_add(tags->arena, &tags->attributes) = (struct xml_attribute){
            .name = name->local->name,
            .token = name->local->token,
            .value = raw->plain ? str_slice(tags->source->text, raw->begin, raw->end) : (struct str){NULL, 0},
            .begin = raw->begin,
            .end = raw->end};
    }
    return true;
}

/* Returns whether an earlier attribute has the same local name and namespace (Namespaces in XML 1.0, 6.3). */
static bool stands_twice(const struct tags *tags, size_t index) {
    const struct xml_attribute *attribute = &tags->attributes.items[index];
    for (size_t i = 0; i < index; i++)
        if (tags->attributes.items[i].name == attribute->name && tags->attributes.items[i].ns == attribute->ns)
            return true;
    return false;
}

/* Gives the attributes their namespaces, once all declarations of the tag are known. */
static bool resolve(struct tags *tags) {
    for (size_t i = 0; i < tags->attributes.count; i++) {
        const struct name *name = tags->names.items[i];
        if (name->prefix->text.len == 0)
            continue;
        struct xml_attribute *attribute = &tags->attributes.items[i];
        if (name->prefix->ns == NULL)
            return false;
        attribute->prefix = name->prefix->name;
        attribute->ns = name->prefix->ns;
        attribute->ns_token = name->prefix->token;
        if (name->local->seen == tags->tag_number && stands_twice(tags, i))
            return false;
        name->local->seen = tags->tag_number;
    }
    return true;
}

static void decode_values(struct tags *tags) {
    struct passage_builder *values = &tags->values;
    if (tags->all_plain)
        return;
    for (size_t i = 0; i < tags->attributes.count; i++) {
        struct xml_attribute *attribute = &tags->attributes.items[i];
        size_t before = values->len;
        if (attribute->value.data != NULL)
            continue;
        passage_add_attribute(values, attribute->begin, attribute->end);
        attribute->value.len = values->len - before;
    }
    /* Only now do the values stay where they are. */
    const char *value = values->text;
    for (size_t i = 0; values->len != 0 && i < tags->attributes.count; i++) {
        struct xml_attribute *attribute = &tags->attributes.items[i];
        if (attribute->value.data != NULL)
            continue;
        attribute->value.data = value;
        value += attribute->value.len;
    }
    values->len = values->run_count = 0;
}

struct tags *tags_create(struct arena *arena, xmlDict *dict, struct source *source, const struct xml_handler *handler) {
    struct tags *tags = arena_new(arena, struct tags);
    *tags = (struct tags){.arena = arena,
                          .dict = dict,
                          .source = source,
                          .handler = handler,
                          .locals = map_create(arena),
                          .prefixes = map_create(arena),
                          .values = {.arena = arena, .source = source},
                          .seed = (uint64_t)(uintptr_t)tags};
    grow(tags);
    prefix_of(tags, (struct str){NULL, 0});
    struct prefix *xml = prefix_of(tags, STR("xml"));
    xml->ns = intern(tags, STR(XML_NAMESPACE));
    xml->token = token_of(handler->spaces, STR(XML_NAMESPACE));
    return tags;
}

bool tags_enter(struct tags *tags, const struct scan_tag *tag, struct xml_element *element) {
    struct open_tag open = {.bindings = tags->bindings.count};
    const struct name *name = name_of(tags, tag->begin + 1, tag->name_end);
    tags->tag_number++;
    tags->attributes.count = tags->names.count = tags->declarations.count = 0;
    tags->all_plain = true;
    if (name->local == NULL || (tag->attribute_count != 0 && (!take_attributes(tags, tag) || !resolve(tags))))
        return false;
    const struct prefix *prefix = name->prefix;
    if (prefix->text.len != 0 && prefix->ns == NULL)
        return false;
    /* xmlns="" takes the default namespace away. */
    bool none = prefix->ns == NULL || prefix->ns[0] == '\0';
    open.element = (struct xml_element){.name = name->local->name,
                                        .prefix = prefix->name,
                                        .ns = none ? NULL : prefix->ns,
                                        .token = name->local->token,
                                        .ns_token = none ? 0 : prefix->token,
                                        .begin = tag->begin,
                                        .tag_end = tag->end,
                                        .empty = tag->empty};
    *vec_add(tags->arena, &tags->open) = open;
    decode_values(tags);
    *element = open.element;
    element->attributes = tags->attributes.items;
    element->attribute_count = tags->attributes.count;
    element->declarations = tags->declarations.items;
    element->declaration_count = tags->declarations.count / 2;
    return true;
}

const struct xml_element *tags_leave(struct tags *tags) {
    const struct open_tag *open = &tags->open.items[--tags->open.count];
    while (tags->bindings.count > open->bindings) {
        const struct binding *binding = &tags->bindings.items[--tags->bindings.count];
        binding->prefix->ns = binding->ns;
        binding->prefix->token = binding->token;
    }
    return &open->element;
}
