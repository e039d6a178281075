#include "xml.h"

#include <assert.h>
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <time.h>

#include "arena.h"
#include "lex.h"
#include "tag.h"
#include "xml_error.h"

/* ---- Once for the process ---- */

static void *checked_realloc(void *block, size_t bytes) {
    void *moved = realloc(block, bytes);
    if (moved == NULL && bytes != 0)
        arena_out_of_memory();
    return moved;
}

static char *checked_strdup(const char *text) {
    size_t bytes = strlen(text) + 1;
    return memcpy(arena_malloc(bytes), text, bytes);
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
    xmlMemSetup(free, arena_malloc, checked_realloc, checked_strdup);
    xmlInitParser();
    xmlSetExternalEntityLoader(refuse_entity);
    xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
    /* For this thread, and for those that will be started. */
    xmlSetGenericErrorFunc(NULL, say_nothing);
    xmlSetStructuredErrorFunc(NULL, say_nothing_structured);
    xmlThrDefSetGenericErrorFunc(NULL, say_nothing);
    xmlThrDefSetStructuredErrorFunc(NULL, say_nothing_structured);
}

/* ---- One parse ---- */

enum { CLOCK_EVERY = 65536 }; /* elements and attributes between two looks at the clock */

struct xml_parse {
    struct source *source;
    const struct limits *limits;
    const struct xml_handler *handler;
    void *user;
    struct diag_list *diags;
    struct tags *tags;
    xmlDict *dict;
    size_t last; /* behind the last tag */
    size_t elements;
    struct timespec began;
    bool unproven; /* a construct was met that libxml2 has to judge */
    bool stopped;  /* no more callbacks */
};

void xml_stop(struct xml_parse *parse) {
    parse->stopped = true;
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

static bool on_start(void *user, const struct scan_tag *tag) {
    struct xml_parse *parse = user;
    struct xml_element element;
    if (!tags_enter(parse->tags, tag, &element)) {
        parse->unproven = true;
        return false;
    }
    parse->last = tag->end;
    parse->elements += 1 + element.attribute_count;
    if (parse->elements >= CLOCK_EVERY) {
        parse->elements = 0;
        look_at_clock(parse);
    }
    if (parse->handler->start != NULL && !parse->stopped)
        parse->handler->start(parse->user, parse, &element);
    return !parse->stopped;
}

static bool on_end(void *user, size_t begin, size_t end) {
    struct xml_parse *parse = user;
    const struct xml_element *element = tags_leave(parse->tags);
    parse->last = end;
    if (parse->handler->end != NULL)
        parse->handler->end(parse->user, parse, element, begin, end);
    return !parse->stopped;
}

static bool on_text(void *user, size_t begin, size_t end, bool cdata) {
    struct xml_parse *parse = user;
    if (parse->handler->text != NULL)
        parse->handler->text(parse->user, parse, begin, end, cdata);
    return !parse->stopped;
}

static bool on_instruction(void *user, struct str target, struct str data, size_t begin, size_t end) {
    struct xml_parse *parse = user;
    parse->unproven = !tags_is_target(target) || (data.len != 0 && !lex_is_blank(data.data[0]));
    if (parse->unproven)
        return false;
    if (parse->handler->instruction != NULL)
        parse->handler->instruction(parse->user, parse, target, str_slice(data, lex_skip_blank(data, 0), data.len),
                                    begin, end);
    return !parse->stopped;
}

const char *xml_prefix(struct xml_parse *parse, struct str prefix) {
    return tags_namespace(parse->tags, prefix);
}

xmlDict *xml_dict(struct xml_parse *parse) {
    return parse->dict;
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

/* ---- The judgement of libxml2 ---- */

struct judgement {
    struct xml_parse *parse;
    xmlParserCtxt *context;
    size_t last; /* behind the last tag that the parser has read */
    size_t cut;  /* bytes that it is given */
    bool cut_short;
    struct diag *fault;
};

static size_t offset_of(const xmlParserCtxt *context) {
    const xmlParserInput *input = context->input;
    return input == NULL ? 0 : (size_t)input->consumed + (size_t)(input->cur - input->base);
}

static void pass_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns, int declarations,
                       const xmlChar **pairs, int attributes, int defaulted, const xmlChar **values) {
    struct judgement *judgement = user;
    struct str text = judgement->parse->source->text;
    size_t at = offset_of(judgement->context);
    (void)name, (void)prefix, (void)ns, (void)declarations, (void)pairs, (void)attributes, (void)defaulted,
        (void)values;
    judgement->last = text.data[at] == '/' ? at + 2 : at + 1;
}

static void pass_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns) {
    struct judgement *judgement = user;
    (void)name, (void)prefix, (void)ns;
    judgement->last = offset_of(judgement->context);
}

static void on_error(void *user, xmlError *error) {
    struct judgement *judgement = user;
    struct xml_parse *parse = judgement->parse;
    if (judgement->fault != NULL)
        return;
    struct xml_failure failure = {
        parse->source, error, judgement->last, offset_of(judgement->context), judgement->cut, judgement->cut_short};
    judgement->fault = xml_error_diagnose(parse->diags, &failure);
    if (judgement->fault != NULL || error->level == XML_ERR_FATAL)
        xmlStopParser(judgement->context);
}

/* Has libxml2 read the first `cut` bytes. Returns whether it finds nothing wrong with them but, when they were cut
 * short on purpose, that they end; else it has appended a fatal diagnostic. */
static bool judge(struct xml_parse *parse, size_t cut, bool cut_short) {
    struct judgement judgement = {.parse = parse, .cut = cut, .cut_short = cut_short};
    if (cut == 0)
        return true;
    xmlParserCtxt *context = xmlCreateMemoryParserCtxt(parse->source->text.data, (int)cut);
    if (context == NULL)
        arena_out_of_memory();
    judgement.context = context;
    /* HUGE lifts libxml2's limits: ours are lower and were checked. The text is UTF-8, whatever its declaration says.
     */
    xmlCtxtUseOptions(context, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC);
    memset(context->sax, 0, sizeof(*context->sax));
    context->sax->initialized = XML_SAX2_MAGIC;
    context->sax->startElementNs = pass_start;
    context->sax->endElementNs = pass_end;
    context->sax->serror = on_error;
    context->userData = &judgement;
    xmlParseDocument(context);
    xmlFreeParserCtxt(context);
    return judgement.fault == NULL;
}

/* libxml2 reads what is in the brackets of a document type; nothing in them changes what the document says. */
static bool on_doctype(void *user, size_t end) {
    struct xml_parse *parse = user;
    parse->stopped = !judge(parse, end, true);
    return !parse->stopped;
}

bool xml_parse(struct source *source, const struct limits *limits, const struct xml_handler *handler, void *user,
               struct diag_list *diags) {
    static const struct scan_events events = {on_start, on_end, on_text, on_instruction, on_doctype};
    if (!decode(source, diags))
        return false;
    struct arena *scratch = arena_create();
    struct xml_parse parse = {
        .source = source, .limits = limits, .handler = handler, .user = user, .diags = diags, .dict = xmlDictCreate()};
    struct scan scan = {
        .source = source, .limits = limits, .events = &events, .user = &parse, .arena = scratch, .diags = diags};
    if (parse.dict == NULL)
        arena_out_of_memory();
    parse.tags = tags_create(scratch, parse.dict, source, handler);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &parse.began);
    scan_run(&scan);
    bool good = scan.fault == NULL && !parse.unproven && !parse.stopped;
    /* A fault of the scan stands unless libxml2 finds one before it. */
    if (scan.fault != NULL && judge(&parse, scan.construct, true))
        diag_keep(diags, scan.fault);
    if (parse.unproven && judge(&parse, source->text.len, false))
        diag_fail(diags, "DOC050", source_place(source, parse.last, parse.last));
    xmlDictFree(parse.dict);
    arena_destroy(scratch);
    return good;
}
