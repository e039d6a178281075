#include "test.h"

#include <libxml/parser.h>

#include "buf.h"
#include "xml.h"

static int set_up(void **state) {
    (void)state;
    xml_start();
    return 0;
}

struct reading {
    struct arena *arena;
    struct source *source;
    struct diag_list diags;
    struct limits limits;
};

static struct reading read_of(struct str bytes) {
    struct arena *arena = arena_create();
    return (struct reading){arena, source_create(arena, STR("plan.xml"), (struct str){NULL, 0}, bytes),
                            diag_list_in(arena, 0), limits_default()};
}

/* Fails unless the document is refused with one diagnostic, of this id; returns it. `what` names the case. */
static const struct diag *assert_refused(struct reading *reading, const char *id, const char *what) {
    assert_null(xml_read_tree(reading->arena, reading->source, &reading->limits, &reading->diags));
    assert_number((int64_t)reading->diags.count, 1, what);
    assert_str(reading->diags.items[0]->id, id, what);
    return reading->diags.items[0];
}

/* Documents with everything that moves text away from its source. */
static const char *const samples[] = {
    "<a>text</a>",
    "<?xml version=\"1.0\"?>\n<!-- før -->\n<a  x = 'å' \n y=\"&lt;&#229;&#x1D11E;\">a&amp;b<b/>c<c>d</c >e</a>\n",
    "<a>r\r\nad\rslut\n</a>",
    "<a>ett <![CDATA[<två> & ]]]]><![CDATA[>]]> tre<!-- < & -->fyra<?pi <data>?>fem</a>",
    "<a>𝄞å&#xe5;<b>\u00a0</b>ö</a><?efter?><!--x-->",
    "<a>a&gt;b]]&gt;c<b x=\"a\tb\r\nc&#10;d>e/'\" y='\"'/></a>",
    "<p:a xmlns:p=\"urn:p\" xmlns=\"urn:d\" p:x=\"1\" xml:lang=\"sv\"><b p:y='&amp;'>&quot;&apos;</b></p:a>",
    "<!DOCTYPE a [<!-- ]> ' --><?p ]> \"?><!ELEMENT a ANY>]><a>text</a>",
    "<a><b></b><c/><![CDATA[]]><d>\n\n</d></a>",
    "<a xmlns=\"urn:1\"><b xmlns=\"\"><c xmlns=\"urn:2\" xmlns:q='urn:3' q:z='v'/></b></a>",
};

/* What libxml2 makes of `before` + slice + `after`: text content, or the attribute `a` of the root. */
static char *oracle(struct arena *arena, const char *before, struct str slice, const char *after, bool attribute) {
    struct str text = str_format(arena, "%s%.*s%s", before, STR_ARGS(slice), after);
    xmlDoc *doc = xmlReadMemory(text.data, (int)text.len, NULL, "UTF-8", XML_PARSE_NONET | XML_PARSE_HUGE);
    if (doc == NULL)
        return NULL;
    xmlNode *root = xmlDocGetRootElement(doc);
    xmlChar *content = attribute ? xmlGetProp(root, (const xmlChar *)"a") : xmlNodeGetContent(root);
    char *copy = (char *)(uintptr_t)str_copy(arena, str_from((char *)content)).data;
    xmlFree(content);
    xmlFreeDoc(doc);
    return copy;
}

static void check_text(struct reading *reading, const xmlNode *node) {
    const struct origin *origin = tree_origin(node);
    assert_non_null(origin);
    struct str cut = str_slice(reading->source->text, origin->begin, origin->end);
    const char *wanted = oracle(reading->arena, "<x>", cut, "</x>", false);
    assert_non_null(wanted);
    assert_string_equal((const char *)node->content, wanted);
    const struct passage *passage = tree_text_passage(node);
    assert_str(passage->text, wanted, "passage of text");
    assert_str(place_quote(reading->arena, tree_place(node)), wanted, "quote");
    /* Every character on its own: its range lies inside the node's, and ranges never run backwards. */
    size_t last = origin->begin;
    for (size_t at = 0; at < passage->text.len;) {
        size_t begin = at;
        utf8_next(passage->text, &at);
        struct place place = passage_place(passage, begin, at);
        assert_true(place.begin >= last && place.end > place.begin && place.end <= origin->end);
        last = place.end;
    }
}

static void check_attribute(struct reading *reading, const xmlAttr *attribute) {
    const struct origin *origin = tree_origin(attribute);
    assert_non_null(origin);
    struct str text = reading->source->text, cut = str_slice(text, origin->begin, origin->end);
    const char *quote = text.data[origin->begin - 1] == '"' ? "\"" : "'";
    assert_int_equal(text.data[origin->end], *quote);
    char before[] = "<x a= ";
    before[5] = *quote;
    const char *wanted = oracle(reading->arena, before, cut, *quote == '"' ? "\"/>" : "'/>", true);
    assert_non_null(wanted);
    xmlChar *value = xmlNodeListGetString(attribute->doc, attribute->children, 1);
    assert_string_equal(value == NULL ? "" : (const char *)value, wanted);
    xmlFree(value);
    assert_str(origin->passage->text, wanted, "passage of attribute");
    struct str name = str_slice(text, origin->name_begin, origin->name_end);
    assert_true(str_ends(name, str_from((const char *)attribute->name)));
}

static void check_element(struct reading *reading, const xmlNode *node) {
    const struct origin *origin = tree_origin(node);
    struct str text = reading->source->text;
    assert_non_null(origin);
    assert_int_equal(text.data[origin->begin], '<');
    assert_int_equal(text.data[origin->tag_end - 1], '>');
    assert_int_equal(text.data[origin->end - 1], '>');
    assert_int_equal(origin->name_begin, origin->begin + 1);
    struct str name = str_slice(text, origin->name_begin, origin->name_end);
    assert_true(str_ends(name, str_from((const char *)node->name)));
    assert_int_equal(name.len, strlen((const char *)node->name) +
                                   (node->ns && node->ns->prefix ? strlen((const char *)node->ns->prefix) + 1 : 0));
    for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
        check_attribute(reading, attribute);
}

/* Reads the document and compares every node with its source, and the whole with what libxml2 reads by itself. */
static void check_document(struct str bytes) {
    struct reading reading = read_of(bytes);
    xmlDoc *doc = xml_read_tree(reading.arena, reading.source, &reading.limits, &reading.diags);
    assert_non_null(doc);
    assert_false(diag_failed(&reading.diags));
    const xmlNode *root = xmlDocGetRootElement(doc);
    size_t elements = 0;
    for (const xmlNode *node = root; node != NULL; node = tree_next(node, root)) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        elements++;
        check_element(&reading, node);
        for (const xmlNode *child = node->children; child != NULL; child = child->next) {
            if (child->type == XML_TEXT_NODE)
                check_text(&reading, child);
        }
    }
    xmlDoc *same = xmlReadMemory(bytes.data, (int)bytes.len, NULL, NULL, XML_PARSE_NONET);
    assert_non_null(same);
    const xmlNode *other = xmlDocGetRootElement(same);
    xmlChar *ours = xmlNodeGetContent(root), *theirs = xmlNodeGetContent(other);
    assert_string_equal(ours, theirs);
    for (const xmlNode *node = other; node != NULL; node = tree_next(node, other))
        elements -= node->type == XML_ELEMENT_NODE;
    assert_int_equal(elements, 0);
    xmlFree(ours);
    xmlFree(theirs);
    xmlFreeDoc(same);
    arena_destroy(reading.arena);
}

static void every_node_knows_its_source(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(samples); i++)
        check_document(str_from(samples[i]));
}

static void every_node_knows_its_source_in_utf16(void **state) {
    (void)state;
    for (size_t i = 0; i < 2 * COUNT(samples); i++) {
        struct arena *arena = arena_create();
        struct str text = str_from(samples[i / 2]);
        struct buf bytes = buf_in(arena);
        bool little = i % 2 == 0;
        uint32_t point = 0xfeff;
        for (size_t at = 0;; point = utf8_next(text, &at)) {
            uint32_t units[2] = {point, 0};
            if (point > 0xffff) {
                units[0] = 0xd800 + ((point - 0x10000) >> 10);
                units[1] = 0xdc00 + ((point - 0x10000) & 0x3ff);
            }
            for (size_t k = 0; k < 2 && (k == 0 || units[k] != 0); k++) {
                buf_byte(&bytes, (char)(little ? units[k] & 0xff : units[k] >> 8));
                buf_byte(&bytes, (char)(little ? units[k] >> 8 : units[k] & 0xff));
            }
            if (at == text.len)
                break;
        }
        check_document(buf_str(&bytes));
        arena_destroy(arena);
    }
}

static void every_node_knows_its_source_behind_a_mark_and_in_old_encodings(void **state) {
    (void)state;
    check_document(STR("\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\"?><a x='å'>å<b/>ö</a>"));
    check_document(STR("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a x='\xe5&#229;'>\xe5<b/>\xf6 &amp; \xe4</a>"));
    check_document(STR("<?xml version='1.0' encoding='US-ASCII'?><a x='&#229;'>&#229;</a>"));
}

static void mistakes_are_named_where_they_were_made(void **state) {
    (void)state;
    static const struct {
        const char *text, *id, *cut; /* `cut`: what the place covers, at its last occurrence */
        const char *related;
    } cases[] = {
        {"", "DOC053", "", NULL},
        {" \n", "DOC053", "", NULL},
        {"<?xml version='1.0'?>", "DOC053", "", NULL},
        {"plan", "DOC025", "plan", NULL},
        {"{\"a\": 1}", "DOC020", "{\"a\": 1}", NULL},
        {"<!-- x -->text<a/>", "DOC054", "text", NULL},
        {"<a/>\nefter\n", "DOC055", "efter", NULL},
        {"<a>t</a>x<![CDATA[", "DOC055", "x", NULL}, /* nothing is read behind the fault */
        {"<a/><b/>", "DOC056", "<b", NULL},
        {"<a><b></a></b>", "DOC057", "</a>", "<b"},
        {"<a></a></b>", "DOC058", "</b>", NULL},
        {"<a><b>text\n", "DOC059", "", "<b"},
        {"<a><b", "DOC060", "<b", NULL},
        {"<a><b <c/></a>", "DOC060", "<b", NULL},
        {"<a></a", "DOC060", "</a", NULL},
        {"<a><!", "DOC060", "<!", NULL},
        {"<a x='1'y='2'/>", "DOC061", "y", NULL},
        {"<a x/>", "DOC062", "x", NULL},
        {"<a x=1/>", "DOC063", "x=", NULL},
        {"<a x='<'/>", "DOC064", "<", "x"},
        {"<a x='1/>", "DOC065", "x='", NULL},
        {"<a>1 < 2</a>", "DOC066", "< ", NULL},
        {"<a><1/></a>", "DOC066", "<1", NULL},
        {"<a>\n<<<<<<< HEAD\n</a>", "DOC067", "<<<<<<<", NULL},
        {"<a>FoU & hälsa</a>", "DOC068", "&", NULL},
        {"<a x='a&b'/>", "DOC068", "&", NULL},
        {"<a>&nbsp;</a>", "DOC069", "&nbsp;", NULL},
        {"<a>&xyz;</a>", "DOC048", "&xyz;", NULL},
        {"<a>&#0;</a>", "DOC070", "&#0;", NULL},
        {"<a>&#xD800;</a>", "DOC070", "&#xD800;", NULL},
        {"<a>&#65</a>", "DOC070", "&#65", NULL},
        {"<a x='1' y='2' x='3'/>", "DOC071", "x", "x"},
        {"<p:a xmlns:p='urn:p' xmlns:q='urn:p' p:x='1' q:x='2'/>", "DOC071", "q:x", "p:x"},
        {"<w:a/>", "DOC072", "w", NULL},
        {"<a w:x='1'/>", "DOC072", "w", NULL},
        {"<a xmlns=' urn:x'/>", "DOC073", "xmlns=' urn:x'", NULL},
        {"<a xmlns:b=''/>", "DOC073", "xmlns:b=''", NULL},
        {"<a:b:c xmlns:a='urn:a'/>", "DOC049", "a:b:c", NULL},
        {"<a><!-- slut</a>", "DOC074", "<!--", NULL},
        {"<a><![CDATA[ slut</a>", "DOC074", "<![CDATA[", NULL},
        {"<a><?pi slut</a>", "DOC074", "<?pi", NULL},
        {"<!DOCTYPE a [<!ENTITY x 'y'>", "DOC074", "<!DOCTYPE", NULL},
        {"<a><!-- a -- b --></a>", "DOC075", "-- b", NULL},
        {"\n<?xml version='1.0'?><a/>", "DOC076", "<?xml", NULL},
        {"<?xml encoding='UTF-8'?><a/>", "DOC077", "<?xml encoding='UTF-8'?>", NULL},
        {"<?xml version='1.0' standalone='maybe'?><a/>", "DOC077", "<?xml version='1.0' standalone='maybe'?>", NULL},
        {"<?xml version='1.1'?><a/>", "DOC079", "1.1", NULL},
        {"<a/><!DOCTYPE a>", "DOC078", "<!DOCTYPE", NULL},
        {"<!DOCTYPE a><!DOCTYPE a><a/>", "DOC078", "<!DOCTYPE", NULL},
        {"<a>]]></a>", "DOC047", "]]>", NULL},
        {"<a>\x01</a>", "DOC051", "\x01", NULL},
        {"<a>\xef\xbf\xbf</a>", "DOC051", "\xef\xbf\xbf", NULL},
        {"<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", "DOC040", "<!ENTITY", NULL},
        {"<!DOCTYPE a [%x;]><a/>", "DOC040", "%", NULL},
        {"<!DOCTYPE a [<!ATTLIST a x CDATA 'y'>]><a/>", "DOC041", "<!ATTLIST", NULL},
        {"<a><%/></a>", "DOC066", "<%", NULL},
        {"<a ?/>", "DOC046", "?", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str text = str_from(cases[i].text), cut = str_from(cases[i].cut);
        struct reading reading = read_of(text);
        const struct diag *diag = assert_refused(&reading, cases[i].id, cases[i].text);
        assert_true(diag->fatal);
        struct str found = str_slice(text, diag->place.begin, text.len);
        if (!str_starts(found, cut))
            fail_msg("%s: stands at \"%.*s\"", cases[i].text, STR_ARGS(found));
        assert_true(diag->place.end <= text.len && diag->place.end - diag->place.begin <= cut.len);
        assert_number((int64_t)diag->related_count, cases[i].related != NULL, cases[i].text);
        if (cases[i].related != NULL)
            assert_str(str_slice(text, diag->related[0].place.begin, diag->related[0].place.end), cases[i].related,
                       cases[i].text);
        arena_destroy(reading.arena);
    }
}

static void the_earliest_mistake_is_reported_whoever_finds_it(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"<a><b x='1' x='2'/> & </a>", "DOC071"}, /* the parser's before the scan's */
        {"<a> & <b x='1' x='2'/></a>", "DOC068"},
        {"<a><w:b/><c></a>", "DOC072"},
        {"<a><w:b/></a>", "DOC072"},
        {"<a><w:b/>", "DOC072"},
        {"<a><c></a><w:b/>", "DOC057"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reading reading = read_of(str_from(cases[i][0]));
        assert_refused(&reading, cases[i][1], cases[i][0]);
        arena_destroy(reading.arena);
    }
}

static void limits_are_reached_one_past_their_value(void **state) {
    (void)state;
    static const struct {
        enum limit limit;
        uint64_t value;
        const char *within, *over;
    } cases[] = {
        {LIMIT_DEPTH, 3, "<a><b><c/></b></a>", "<a><b><c><d/></c></b></a>"},
        {LIMIT_ATTRIBUTES, 2, "<a x='' xmlns:y='urn:y'/>", "<a x='' y='' xmlns:z='urn:z'/>"},
        {LIMIT_NAMESPACES, 2, "<a xmlns:x='urn:x'><b xmlns:y='urn:y'/><c xmlns:z='urn:z'/></a>",
         "<a xmlns:x='urn:x'><b xmlns:y='urn:y'><c xmlns:z='urn:z'/></b></a>"},
        {LIMIT_NAME_BYTES, 4, "<abcd/>", "<abcde/>"},
        {LIMIT_NAME_BYTES, 4, "<a abcd='1'/>", "<a abcde='1'/>"},
        {LIMIT_VALUE_BYTES, 4, "<a x='1234'/>", "<a x='12345'/>"},
        {LIMIT_ELEMENTS, 3, "<a><b/><c/></a>", "<a><b/><c d=''/></a>"},
        {LIMIT_DEPTH, 3, "<!DOCTYPE a [<!ELEMENT a (((b)))>]><a/>", "<!DOCTYPE a [<!ELEMENT a ((((b))))>]><a/>"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reading within = read_of(str_from(cases[i].within)), over = read_of(str_from(cases[i].over));
        within.limits.value[cases[i].limit] = cases[i].value;
        over.limits.value[cases[i].limit] = cases[i].value;
        assert_non_null(xml_read_tree(within.arena, within.source, &within.limits, &within.diags));
        const struct diag *diag = assert_refused(&over, "DOC044", cases[i].over);
        assert_str(diag->args[0].value, limits_table()[cases[i].limit].name, cases[i].over);
        arena_destroy(within.arena);
        arena_destroy(over.arena);
    }
}

static void a_document_type_is_noted_in_a_file_and_refused_in_a_part(void **state) {
    (void)state;
    static const char text[] = "<!DOCTYPE a PUBLIC \"-//x\" 'x.dtd'><a/>";
    struct reading reading = read_of(STR("<!DOCTYPE a PUBLIC \"-//x\" 'x.dtd'><a/>"));
    assert_non_null(xml_read_tree(reading.arena, reading.source, &reading.limits, &reading.diags));
    assert_int_equal(reading.diags.count, 1);
    assert_str(reading.diags.items[0]->id, "DOC043", "note");
    assert_false(diag_failed(&reading.diags));
    struct source *part = source_create(reading.arena, STR("p.docx"), STR("word/document.xml"), str_from(text));
    assert_null(xml_read_tree(reading.arena, part, &reading.limits, &reading.diags));
    assert_str(reading.diags.items[1]->id, "DOC042", "part");
    arena_destroy(reading.arena);
}

/* Returns whether libxml2 reads the text without an error, those about namespaces counted. */
static bool libxml2_takes(struct str text) {
    xmlParserCtxt *context = xmlNewParserCtxt();
    xmlDoc *doc = xmlCtxtReadMemory(context, text.data, (int)text.len, NULL, "UTF-8",
                                    XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    bool taken = doc != NULL && context->wellFormed == 1 && context->nsWellFormed == 1;
    xmlFreeDoc(doc);
    xmlFreeParserCtxt(context);
    return taken;
}

static const char *pick(uint64_t *random, const char *const *items, size_t count) {
    *random = *random * 6364136223846793005u + 1442695040888963407u;
    return items[(*random >> 33) % count];
}

/* Documents are put together from pieces; what is well-formed of them and what not is libxml2's to say. */
static void what_is_well_formed_is_what_libxml2_takes(void **state) {
    (void)state;
    static const char *const names[] = {
        "a",       "p:a",         "q:b",       "xml:lang", "xmlns", "xmlns:p",  "xmlns:q", "xmlns:xml",
        "å",       "a\xc2\xb7",   "\xc2\xb7x", "p:",       ":a",    "p:q:a",    "p:1",     "xml:a",
        "a\u00d7", "xmlns:xmlns", "𝄞",         "a\u203f",  "a-.1",  "p:\u00d7", "xmlnsx",  "XML"};
    static const char *const values[] = {"",
                                         "urn:p",
                                         "urn:q",
                                         "http://www.w3.org/XML/1998/namespace",
                                         "a b",
                                         "&#38;",
                                         "&lt;\t\r\n",
                                         "åäö",
                                         "http://www.w3.org/2000/xmlns/",
                                         "urn:&#112;",
                                         "http://[",
                                         "u&amp;p",
                                         "p&#38;:x",
                                         "relative",
                                         "%zz",
                                         "a>b]]>",
                                         "http://a:b"};
    static const char *const contents[] = {"",        "text",      "&amp;",      "]]>",   "<![CDATA[<]]>", "<!--c-->",
                                           "<?t d?>", "<?p:t d?>", "<?t+?>",     "<?å?>", "]]&gt;",        "<b/>",
                                           "</a>",    "&#xD;",     "<?\u00d7?>", "<p:c/>"};
    uint64_t random = 1;
    size_t taken = 0;
    for (size_t i = 0; i < 20000; i++) {
        struct arena *arena = arena_create();
        struct buf text = buf_in(arena);
        const char *root = i % 4 == 0 ? pick(&random, names, COUNT(names)) : "a";
        if (i % 16 == 0)
            buf_format(&text, "<!DOCTYPE a [%s]>",
                       i % 32 == 0 ? "<!ELEMENT a ANY>" : pick(&random, contents, COUNT(contents)));
        buf_format(&text, "<%s", root);
        for (size_t k = 0; k < i % 5; k++) {
            const char *name = pick(&random, names, COUNT(names));
            buf_format(&text, " %s=\"%s\"", name, i % 3 == 0 ? "urn:p" : pick(&random, values, COUNT(values)));
        }
        const char *content = pick(&random, contents, COUNT(contents));
        const char *begin = pick(&random, names, COUNT(names)), *end = pick(&random, names, COUNT(names));
        if (i % 3 == 1)
            buf_format(&text, "><%s>%s</%s>", begin, content, i % 2 == 0 ? begin : end);
        else
            buf_format(&text, ">%s", content);
        buf_format(&text, "</%s>", root);
        struct reading reading = read_of(buf_str(&text));
        bool ours = xml_read_tree(reading.arena, reading.source, &reading.limits, &reading.diags) != NULL;
        if (ours != libxml2_takes(reading.source->bytes))
            fail_msg("%s: %.*s", ours ? "taken" : "refused", STR_ARGS(reading.source->bytes));
        assert_int_equal(diag_failed(&reading.diags), !ours);
        taken += ours;
        arena_destroy(reading.arena);
        arena_destroy(arena);
    }
    assert_in_range(taken, 2000, 18000);
}

/* Writes events down: "<a(2)[0,5) ", "t[5,8) " ... */
struct record {
    struct buf out;
    const char *last_name;
    size_t stop_after;
};

static void note_start(void *user, struct xml_parse *parse, const struct xml_element *element) {
    struct record *record = user;
    buf_format(&record->out, "<%s(%d,%d)[%zu,%zu)", element->name, element->token, element->ns_token, element->begin,
               element->tag_end);
    for (size_t i = 0; i < element->attribute_count; i++) {
        const struct xml_attribute *attribute = &element->attributes[i];
        buf_format(&record->out, " %s(%d,%d)=%.*s[%zu,%zu)", attribute->name, attribute->token, attribute->ns_token,
                   STR_ARGS(attribute->value), attribute->begin, attribute->end);
    }
    const char *uri = xml_prefix(parse, STR("p"));
    buf_format(&record->out, " p=%s\n", uri == NULL ? "-" : uri);
    if (record->stop_after != 0 && --record->stop_after == 0)
        xml_stop(parse);
}

static void note_end(void *user, struct xml_parse *parse, const struct xml_element *element, size_t begin, size_t end) {
    (void)parse;
    struct record *record = user;
    buf_format(&record->out, ">%s(%d,%d)[%zu,%zu)\n", element->name, element->token, element->ns_token, begin, end);
}

static void note_text(void *user, struct xml_parse *parse, size_t begin, size_t end, bool cdata) {
    (void)parse;
    struct record *record = user;
    buf_format(&record->out, "%s[%zu,%zu)\n", cdata ? "c" : "t", begin, end);
}

static void note_instruction(void *user, struct xml_parse *parse, struct str target, struct str data, size_t begin,
                             size_t end) {
    (void)parse;
    struct record *record = user;
    buf_format(&record->out, "?%.*s|%.*s[%zu,%zu)\n", STR_ARGS(target), STR_ARGS(data), begin, end);
}

static const struct xml_word words[] = {{"a", 1}, {"x", 2}, {NULL, 0}};
static const struct xml_word spaces[] = {{"urn:p", 7}, {"urn:other", 7}, {NULL, 0}};
static const struct xml_handler recorder = {words, spaces, note_start, note_end, note_text, note_instruction};

static void events_come_in_order_with_their_ranges_and_tokens(void **state) {
    (void)state;
    struct reading reading = read_of(STR("<?xml version='1.0'?><?q  r?><a x='&lt;' y='2'>t<!--c--><![CDATA[d]]>u<p:b "
                                         "xmlns:p='urn:p' p:x='3'/></a><?s?>"));
    struct record record = {.out = buf_in(reading.arena)};
    assert_true(xml_parse(reading.source, &reading.limits, &recorder, &record, &reading.diags));
    assert_str(buf_str(&record.out),
               "?q|r[21,29)\n"
               "<a(1,0)[29,47) x(2,0)=<[35,39) y(0,0)=2[44,45) p=-\n"
               "t[47,48)\n"
               "c[65,66)\n"
               "t[69,70)\n"
               "<b(0,7)[70,100) x(2,7)=3[96,97) p=urn:p\n"
               ">b(0,7)[100,100)\n"
               ">a(1,0)[100,104)\n"
               "?s|[104,109)\n",
               "events");
    arena_destroy(reading.arena);
}

static void nothing_is_reported_after_a_stop(void **state) {
    (void)state;
    struct reading reading = read_of(STR("<a>1<b>2</b>3</a> & "));
    struct record record = {.out = buf_in(reading.arena), .stop_after = 2};
    assert_false(xml_parse(reading.source, &reading.limits, &recorder, &record, &reading.diags));
    assert_str(buf_str(&record.out), "<a(1,0)[0,3) p=-\nt[3,4)\n<b(0,0)[4,7) p=-\n", "events");
    assert_int_equal(reading.diags.count, 0);
    arena_destroy(reading.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_node_knows_its_source),
        cmocka_unit_test(every_node_knows_its_source_in_utf16),
        cmocka_unit_test(every_node_knows_its_source_behind_a_mark_and_in_old_encodings),
        cmocka_unit_test(mistakes_are_named_where_they_were_made),
        cmocka_unit_test(what_is_well_formed_is_what_libxml2_takes),
        cmocka_unit_test(the_earliest_mistake_is_reported_whoever_finds_it),
        cmocka_unit_test(limits_are_reached_one_past_their_value),
        cmocka_unit_test(a_document_type_is_noted_in_a_file_and_refused_in_a_part),
        cmocka_unit_test(events_come_in_order_with_their_ranges_and_tokens),
        cmocka_unit_test(nothing_is_reported_after_a_stop),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
