#include "xml.h"

#include <assert.h>
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <time.h>

#include "arena.h"
#include "lex.h"
#include "prescan.h"
#include "vec.h"
#include "xml_error.h"

/* ---- Once for the process ---- */

static void *checked_malloc(size_t bytes) {
    void *block = malloc(bytes);
    if (block == NULL && bytes != 0)
        arena_out_of_memory();
    return block;
}

static void *checked_realloc(void *block, size_t bytes) {
    void *moved = realloc(block, bytes);
    if (moved == NULL && bytes != 0)
        arena_out_of_memory();
    return moved;
}

static char *checked_strdup(const char *text) {
    size_t bytes = strlen(text) + 1;
    return memcpy(checked_malloc(bytes), text, bytes);
}

static xmlParserInput *refuse_entity(const char *url, const char *id, xmlParserCtxt *context) {
    (void)url, (void)id, (void)context;
    return NULL;
}

static void say_nothing(void *context, const char *message, ...) {
    (void)context, (void)message;
}

static void say_nothing_structured(void *context, xmlError *error) {
    (void)context, (void)error;
}

void xml_start(void) {
    xmlMemSetup(free, checked_malloc, checked_realloc, checked_strdup);
    xmlInitParser();
    xmlSetExternalEntityLoader(refuse_entity);
    xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
    /* For this thread, and for those that will be started. */
    xmlSetGenericErrorFunc(NULL, say_nothing);
    xmlSetStructuredErrorFunc(NULL, say_nothing_structured);
    xmlThrDefSetGenericErrorFunc(NULL, say_nothing);
    xmlThrDefSetStructuredErrorFunc(NULL, say_nothing_structured);
}

/* ---- Words and tokens ---- */

/* Interned strings are unique within a parse, so a word is found by its address. */
struct token_slot {
    const char *word;
    int token;
};

struct token_table {
    struct token_slot *slots; /* NULL: no words */
    size_t mask;
};

static size_t slot_of(const char *word, size_t mask) {
    uintptr_t address = (uintptr_t)word;
    return (size_t)((address >> 3) * 0x9e3779b97f4a7c15u >> 32) & mask;
}

static struct token_table table_of(struct arena *arena, xmlDict *dict, const struct xml_word *words) {
    struct token_table table = {0};
    size_t count = 0, size = 16;
    if (words == NULL)
        return table;
    while (words[count].word != NULL)
        count++;
    while (size < count * 4)
        size *= 2;
    table = (struct token_table){arena_array(arena, struct token_slot, size), size - 1};
    for (size_t i = 0; i < count; i++) {
        const char *word = (const char *)xmlDictLookup(dict, (const xmlChar *)words[i].word, -1);
        size_t slot = slot_of(word, table.mask);
        while (table.slots[slot].word != NULL && table.slots[slot].word != word)
            slot = (slot + 1) & table.mask;
        table.slots[slot] = (struct token_slot){word, words[i].token};
    }
    return table;
}

static int token_of(const struct token_table *table, const char *word) {
    if (table->slots == NULL || word == NULL)
        return 0;
    size_t slot = slot_of(word, table->mask);
    while (table->slots[slot].word != NULL && table->slots[slot].word != word)
        slot = (slot + 1) & table->mask;
    return table->slots[slot].token;
}

/* ---- One parse ---- */

enum { CLOCK_EVERY = 65536 }; /* elements between two looks at the clock */

struct xml_parse {
    struct source *source;
    const struct limits *limits;
    const struct xml_handler *handler;
    void *user;
    struct diag_list *diags;
    struct arena *scratch;
    xmlParserCtxt *context;
    struct token_table words, spaces;
    size_t last; /* behind the last tag */
    size_t cut;  /* bytes that are parsed */
    size_t elements;
    struct timespec began;
    VEC(struct xml_attribute) attributes; /* of the current tag; count is not used */
    struct passage_builder values;        /* the work space of decode_attributes */
    VEC(struct xml_element) open;
    bool faulted;       /* the pre-scan found a fault behind `cut` */
    bool stopped;       /* no more callbacks */
    struct diag *fault; /* of the parser */
};

static size_t offset_of(const xmlParserCtxt *context) {
    const xmlParserInput *input = context->input;
    return input == NULL ? 0 : (size_t)input->consumed + (size_t)(input->cur - input->base);
}

void xml_stop(struct xml_parse *parse) {
    parse->stopped = true;
    xmlStopParser(parse->context);
}

/* Reports what lies between the last tag and the next and returns where that begins. The parser has read it: it is
 * well-formed. */
static size_t gap(struct xml_parse *parse) {
    const struct xml_handler *handler = parse->handler;
    struct str text = str_slice(parse->source->text, 0, parse->cut);
    size_t at = parse->last;
    for (;;) {
        const char *found = memchr(text.data + at, '<', text.len - at);
        size_t markup = found == NULL ? text.len : (size_t)(found - text.data);
        if (markup > at && parse->open.count != 0 && handler->text != NULL && !parse->stopped)
            handler->text(parse->user, parse, at, markup, false);
        if (found == NULL || markup + 1 >= text.len || (found[1] != '!' && found[1] != '?'))
            return markup;
        struct str rest = str_slice(text, markup, text.len);
        if (found[1] == '?') {
            size_t close = str_find(text, STR("?>"), markup), target_end = lex_name(text, markup + 2);
            size_t data = target_end;
            while (data < close && (text.data[data] == ' ' || (text.data[data] >= '\t' && text.data[data] <= '\r')))
                data++;
            at = close + 2;
            /* The XML declaration looks like one but is none. */
            bool declaration = target_end - markup == 5 && memcmp(found + 2, "xml", 3) == 0;
            if (handler->instruction != NULL && !declaration && !parse->stopped)
                handler->instruction(parse->user, parse, str_slice(text, markup + 2, target_end),
                                     str_slice(text, data, close), markup, at);
        } else if (str_starts(rest, STR("<!--"))) {
            at = str_find(text, STR("-->"), markup + 4) + 3;
        } else if (str_starts(rest, STR("<![CDATA["))) {
            size_t close = str_find(text, STR("]]>"), markup + 9);
            if (close > markup + 9 && handler->text != NULL && !parse->stopped)
                handler->text(parse->user, parse, markup + 9, close, true);
            at = close + 3;
        } else {
            at = lex_doctype(text, markup);
        }
    }
}

/* Reads the start tag again for values that are not as they stand in the text: libxml2 gives no place for them, and
 * leaves an ampersand in them as "&#38;". */
static void decode_attributes(struct xml_parse *parse, struct xml_element *element) {
    struct passage_builder *values = &parse->values;
    struct str text = parse->source->text;
    struct raw_attribute raw;
    size_t at = lex_name(text, element->begin + 1);
    values->len = 0;
    values->run_count = 0;
    for (size_t i = 0; i < element->attribute_count;) {
        struct xml_attribute *attribute = &parse->attributes.items[i];
        at = lex_attribute(text, at, &raw);
        if (at == 0)
            return;
        struct str name = str_slice(text, raw.name_begin, raw.name_end);
        if (str_is(name, "xmlns") || str_starts(name, STR("xmlns:")))
            continue;
        i++;
        attribute->begin = raw.begin;
        attribute->end = raw.end;
        if (attribute->value.data == NULL) {
            size_t before = values->len;
            passage_add_attribute(values, raw.begin, raw.end);
            attribute->value.len = values->len - before;
        }
    }
    /* Only now do the values stay where they are. */
    const char *value = values->text;
    for (size_t i = 0; i < element->attribute_count; i++) {
        struct xml_attribute *attribute = &parse->attributes.items[i];
        if (attribute->value.data != NULL)
            continue;
        attribute->value.data = value;
        value += attribute->value.len;
    }
}

static void take_attributes(struct xml_parse *parse, struct xml_element *element, const xmlChar **values) {
    const xmlParserInput *input = parse->context->input;
    bool inside = true;
    while (parse->attributes.cap < element->attribute_count) {
        parse->attributes.count = parse->attributes.cap;
        vec_add(parse->scratch, &parse->attributes);
    }
    for (size_t i = 0; i < element->attribute_count; i++, values += 5) {
        struct xml_attribute *attribute = &parse->attributes.items[i];
        attribute->name = (const char *)values[0];
        attribute->prefix = (const char *)values[1];
        attribute->ns = (const char *)values[2];
        attribute->token = token_of(&parse->words, attribute->name);
        attribute->ns_token = token_of(&parse->spaces, attribute->ns);
        attribute->value = (struct str){NULL, 0};
        if (values[3] >= input->base && values[3] <= input->end) {
            attribute->value = (struct str){(const char *)values[3], (size_t)(values[4] - values[3])};
            attribute->begin = (size_t)input->consumed + (size_t)(values[3] - input->base);
            attribute->end = attribute->begin + attribute->value.len;
        } else {
            inside = false;
        }
    }
    element->attributes = parse->attributes.items;
    if (!inside)
        decode_attributes(parse, element);
}

/* Ends the parse when the document has used up its time. */
static void look_at_clock(struct xml_parse *parse) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    uint64_t spent =
        (uint64_t)((now.tv_sec - parse->began.tv_sec) * 1000 + (now.tv_nsec - parse->began.tv_nsec) / 1000000);
    uint64_t maximum = parse->limits->value[LIMIT_TIME_MS];
    if (spent <= maximum)
        return;
    struct diag *diag = diag_fail(parse->diags, "DOC045", source_place(parse->source, parse->last, parse->last));
    diag_arg_number(parse->diags, diag, "maximum", maximum);
    xml_stop(parse);
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns, int declarations,
                     const xmlChar **pairs, int attributes, int defaulted, const xmlChar **values) {
    (void)defaulted; /* declared defaults are refused by the pre-scan */
    struct xml_parse *parse = user;
    struct str text = parse->source->text;
    if (parse->stopped)
        return;
    size_t at = offset_of(parse->context);
    struct xml_element element = {
        .name = (const char *)name,
        .prefix = (const char *)prefix,
        .ns = (const char *)ns,
        .token = token_of(&parse->words, (const char *)name),
        .ns_token = token_of(&parse->spaces, (const char *)ns),
        .attribute_count = (size_t)attributes,
        .declarations = (const char *const *)pairs,
        .declaration_count = (size_t)declarations,
        .begin = gap(parse),
        .empty = text.data[at] == '/',
    };
    element.tag_end = element.empty ? at + 2 : at + 1;
    assert(text.data[element.begin] == '<' && text.data[element.tag_end - 1] == '>');
    if (parse->stopped)
        return;
    parse->last = element.tag_end;
    if (attributes != 0)
        take_attributes(parse, &element, values);
    if (++parse->elements % CLOCK_EVERY == 0)
        look_at_clock(parse);
    if (parse->handler->start != NULL && !parse->stopped)
        parse->handler->start(parse->user, parse, &element);
    element.attributes = NULL;
    element.attribute_count = 0;
    element.declarations = NULL;
    element.declaration_count = 0;
    *vec_add(parse->scratch, &parse->open) = element;
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns) {
    (void)name, (void)prefix, (void)ns;
    struct xml_parse *parse = user;
    if (parse->stopped)
        return;
    size_t end = offset_of(parse->context), begin = end;
    struct xml_element element = parse->open.items[parse->open.count - 1];
    if (!element.empty)
        begin = gap(parse);
    parse->open.count--;
    parse->last = end;
    if (parse->handler->end != NULL && !parse->stopped)
        parse->handler->end(parse->user, parse, &element, begin, end);
}

static void on_error(void *user, xmlError *error) {
    struct xml_parse *parse = user;
    if (parse->stopped || parse->fault != NULL)
        return;
    struct xml_failure failure = {parse->source, error,         parse->last, offset_of(parse->context),
                                  parse->cut,    parse->faulted};
    parse->fault = xml_error_diagnose(parse->diags, &failure);
    if (parse->fault != NULL)
        xml_stop(parse);
    else if (error->level == XML_ERR_FATAL)
        xmlStopParser(parse->context);
}

const char *xml_prefix(struct xml_parse *parse, struct str prefix) {
    xmlParserCtxt *context = parse->context;
    /* The parser's own table of declarations in scope: prefix, URI, prefix, URI ... innermost last. */
    for (int i = context->nsNr - 2; i >= 0; i -= 2) {
        const char *declared = (const char *)context->nsTab[i];
        if (str_equal(str_from(declared), prefix))
            return (const char *)context->nsTab[i + 1];
    }
    return NULL;
}

xmlDict *xml_dict(struct xml_parse *parse) {
    return parse->context->dict;
}

struct place xml_attribute_name(struct source *source, const struct xml_attribute *attribute) {
    size_t length = strlen(attribute->name) + (attribute->prefix == NULL ? 0 : strlen(attribute->prefix) + 1);
    size_t at = attribute->begin - 1;
    while (source->text.data[at] != '=')
        at--;
    while (strchr(" \t\r\n", source->text.data[at - 1]) != NULL)
        at--;
    return source_place(source, at - length, at);
}

/* Runs libxml2 over the first parse->cut bytes. */
static void run(struct xml_parse *parse) {
    xmlParserCtxt *context = xmlCreateMemoryParserCtxt(parse->source->text.data, (int)parse->cut);
    if (context == NULL)
        arena_out_of_memory();
    parse->context = context;
    /* HUGE lifts libxml2's limits: ours are lower and were checked. The text is UTF-8, whatever its declaration says.
     */
    xmlCtxtUseOptions(context, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC);
    memset(context->sax, 0, sizeof(*context->sax));
    context->sax->initialized = XML_SAX2_MAGIC;
    context->sax->startElementNs = on_start;
    context->sax->endElementNs = on_end;
    context->sax->serror = on_error;
    context->userData = parse;
    parse->words = table_of(parse->scratch, context->dict, parse->handler->words);
    parse->spaces = table_of(parse->scratch, context->dict, parse->handler->spaces);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &parse->began);
    xmlParseDocument(context);
    if (context->wellFormed && !parse->stopped)
        gap(parse); /* instructions behind the root */
    if (!context->wellFormed && parse->fault == NULL && !parse->stopped && !parse->faulted)
        parse->fault = diag_fail(parse->diags, "DOC050", source_place(parse->source, parse->last, parse->last));
    xmlFreeParserCtxt(context);
}

bool xml_parse(struct source *source, const struct limits *limits, const struct xml_handler *handler, void *user,
               struct diag_list *diags) {
    if (!decode(source, diags))
        return false;
    struct prescan scanned = prescan(source, limits, diags);
    struct arena *scratch = arena_create();
    struct xml_parse parse = {.source = source,
                              .limits = limits,
                              .handler = handler,
                              .user = user,
                              .diags = diags,
                              .scratch = scratch,
                              .values = {.arena = scratch, .source = source},
                              .cut = scanned.cut,
                              .faulted = scanned.fault != NULL};
    /* A fault of the pre-scan stands unless the parser finds one before it. */
    if (scanned.cut != 0)
        run(&parse);
    bool good = scanned.fault == NULL && parse.fault == NULL && !parse.stopped;
    if (scanned.fault != NULL && parse.fault == NULL && !parse.stopped)
        diag_keep(diags, scanned.fault);
    arena_destroy(scratch);
    return good;
}
