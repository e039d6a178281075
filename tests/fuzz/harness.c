#include "harness.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <stdlib.h>

#include "embedded.h"
#include "fix.h"
#include "places.h"
#include "report.h"
#include "schema.h"
#include "styles.h"
#include "xml.h"

enum { FIXING_PASSES = 10 };

_Noreturn void harness_fail(const char *condition, const char *file, int line) {
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
    abort();
}

void harness_start(void) {
    static bool started;
    if (!started)
        xml_start();
    started = true;
}

struct source *harness_source(struct arena *arena, const uint8_t *data, size_t size) {
    return source_create(arena, STR("fuzz.xml"), (struct str){0}, (struct str){(const char *)data, size});
}

/* ---- What a run is made with ---- */

static struct linter *create(struct arena *arena, const struct lint_options *options) {
    struct diag_list diags = diag_list_in(arena, 0);
    struct linter *linter = linter_create(options, &diags);
    REQUIRE(linter != NULL);
    return linter;
}

/* All rules run, those that are off by default too. */
static struct linter *make_linter(struct arena *arena, enum plan_kind kind, enum language language) {
    struct lint_options options = {.limits = limits_default(),
                                   .language = language,
                                   .plan = {.kind = kind, .period = {1, 0}, .year = {1, 0}},
                                   .min_severity = SEVERITY_INFO,
                                   .notes = NOTE_ALL,
                                   .today = 20500,
                                   .threads = 1};
    struct linter *first = create(arena, &options);
    const struct rules *rules = linter_rules(first);
    options.select_count = rules->count;
    options.select = arena_array(arena, struct str, rules->count);
    for (size_t i = 0; i < rules->count; i++)
        options.select[i] = str_copy(arena, rules->items[i]->kind.id);
    linter_destroy(first);
    return create(arena, &options);
}

/* Linters and schemas live as long as the process. */
static struct arena *lasting(void) {
    static struct arena *arena;
    if (!arena)
        arena = arena_create();
    return arena;
}

static const enum plan_kind kinds[] = {PLAN_UNKNOWN, PLAN_AP, PLAN_RAPPORT};

static struct linter *linter_for(size_t number) {
    static struct linter *linters[sizeof(kinds) / sizeof(*kinds)];
    if (!linters[number])
        linters[number] = make_linter(lasting(), kinds[number], number == 0 ? LANGUAGE_EN : LANGUAGE_SV);
    return linters[number];
}

/* ---- Quotes, decoded once more ---- */

struct reader {
    struct str text;
    size_t at;
    struct buf *out;
};

static bool skip(struct reader *reader, const char *opening, const char *closing) {
    struct str rest = str_slice(reader->text, reader->at, reader->text.len);
    if (!str_starts(rest, str_from(opening)))
        return false;
    size_t end = str_find(rest, str_from(closing), strlen(opening));
    reader->at = end == SIZE_MAX ? reader->text.len : reader->at + end + strlen(closing);
    return true;
}

static void skip_tag(struct reader *reader) {
    char quote = 0;
    for (; reader->at < reader->text.len; reader->at++) {
        char byte = reader->text.data[reader->at];
        if (quote ? byte == quote : byte == '"' || byte == '\'')
            quote = quote ? 0 : byte;
        else if (!quote && byte == '>')
            break;
    }
    reader->at++;
}

static void decode_reference(struct reader *reader) {
    static const struct {
        const char *name;
        char byte;
    } names[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    struct str rest = str_slice(reader->text, reader->at, reader->text.len);
    size_t end = str_find(rest, STR(";"), 0);
    REQUIRE(end != SIZE_MAX);
    reader->at += end + 1;
    if (rest.data[1] == '#') {
        bool hex = rest.data[2] == 'x';
        buf_code_point(reader->out, (uint32_t)strtoul(rest.data + (hex ? 3 : 2), NULL, hex ? 16 : 10));
        return;
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (str_starts(rest, str_from(names[i].name)))
            buf_byte(reader->out, names[i].byte);
}

static void copy_line_end(struct reader *reader) {
    buf_byte(reader->out, '\n');
    reader->at += str_starts(str_slice(reader->text, reader->at, reader->text.len), STR("\r\n")) ? 2 : 1;
}

/* What character data, with markup in it, says: XML 1.0, 2.4, 2.7, 2.11 and 4.1. `cdata`: it begins in a section. */
static void decode_markup(struct reader *reader, bool cdata) {
    while (reader->at < reader->text.len) {
        struct str rest = str_slice(reader->text, reader->at, reader->text.len);
        char byte = rest.data[0];
        if (cdata && str_starts(rest, STR("]]>"))) {
            cdata = false;
            reader->at += 3;
        } else if (byte == '\r') {
            copy_line_end(reader);
        } else if (cdata || (byte != '<' && byte != '&')) {
            buf_byte(reader->out, byte);
            reader->at++;
        } else if (byte == '&') {
            decode_reference(reader);
        } else if (str_starts(rest, STR("<![CDATA["))) {
            cdata = true;
            reader->at += strlen("<![CDATA[");
        } else if (!skip(reader, "<!--", "-->") && !skip(reader, "<?", "?>")) {
            skip_tag(reader);
        }
    }
}

/* In an attribute every white space is a space (XML 1.0, 3.3.3). */
static void flatten(struct buf *out) {
    for (size_t i = 0; i < out->len; i++)
        if (strchr("\t\n\r", out->data[i]))
            out->data[i] = ' ';
}

/* Word has elements that stand for characters, and text that is not shown: such ranges are judged by the test
 * positions.
 */
static bool is_plain(struct place place, bool word) {
    struct str cut = str_slice(place.source->text, place.begin, place.end);
    return !word || str_find(cut, STR("<"), 0) == SIZE_MAX;
}

/* In a font of pictures, which only Word has, a character is read as what it looks like. */
static bool says_the_same(struct str quote, struct str decoded, bool word) {
    size_t q = 0, d = 0;
    while (q < quote.len && d < decoded.len) {
        uint32_t said = utf8_next(quote, &q), stored = utf8_next(decoded, &d);
        if (said != stored && !(word && styles_symbol(stored) == said))
            return false;
    }
    return q == quote.len && d == decoded.len;
}

static void require_quote(struct arena *arena, struct place place, bool word) {
    struct str quote = place_quote(arena, place);
    struct buf out = buf_in(arena), other = buf_in(arena);
    if (!place.passage || place.text_begin == place.text_end || !is_plain(place, word))
        return;
    enum run_home home = place.passage->runs[passage_run(place.passage, place.text_begin)].home;
    struct reader reader = {str_slice(place.source->text, place.begin, place.end), 0, &out};
    decode_markup(&reader, home == RUN_CDATA);
    buf_add(&other, quote);
    if (home == RUN_ATTRIBUTE) {
        flatten(&out);
        flatten(&other);
    }
    bool same = says_the_same(buf_str(&other), buf_str(&out), word);
    if (!same)
        fprintf(stderr, "quote \"%.*s\", decoded \"%.*s\"\n", STR_ARGS(buf_str(&other)), STR_ARGS(buf_str(&out)));
    REQUIRE(same);
}

static void require_quotes(struct arena *arena, const struct outcome *outcome) {
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct result *result = outcome->results[i];
        for (size_t k = 0; k < result->diags.count; k++) {
            const struct diag *diag = result->diags.items[k];
            if (diag->place.source && diag->place.source->decoded)
                require_quote(arena, diag->place, strcmp(result->format, "plan-xml") != 0);
            for (size_t m = 0; m < diag->related_count; m++)
                REQUIRE(diag->related[m].place.begin <= diag->related[m].place.end);
        }
    }
}

/* ---- Reports ---- */

/* No byte of a report may act on a terminal or a log: controls, and characters that turn the direction of text. */
static void require_inert(struct str report) {
    REQUIRE(utf8_check(report) == report.len);
    for (size_t i = 0; i < report.len;) {
        uint32_t point = utf8_next(report, &i);
        REQUIRE(point >= ' ' || point == '\n' || point == '\r' || point == '\t');
        REQUIRE(point != 0x7f && (point < 0x80 || point > 0x9f));
        REQUIRE((point < 0x202a || point > 0x202e) && (point < 0x2066 || point > 0x2069));
    }
}

static void require_json(struct str report) {
    json_error_t error;
    json_t *json = json_loadb(report.data, report.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    REQUIRE(json != NULL);
    json_decref(json);
}

static void require_xml(struct str report) {
    xmlDoc *doc = xmlReadMemory(report.data, (int)report.len, NULL, NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
    REQUIRE(doc != NULL);
    xmlFreeDoc(doc);
}

static const struct {
    const char *format;
    void (*require)(struct str report);
} readers[] = {
    {"json", require_json},    {"sarif", require_json},     {"gitlab", require_json}, {"rdjson", require_json},
    {"junit", require_xml},    {"checkstyle", require_xml}, {"text", require_inert},  {"gcc", require_inert},
    {"github", require_inert}, {"markdown", require_inert}, {"tap", require_inert},
};

static struct str render(struct arena *arena, const struct outcome *outcome, const char *format) {
    struct report_options options = {.version = "0"};
    struct buf out = buf_in(arena);
    report_find(str_from(format))->render(outcome, &options, &out);
    return buf_str(&out);
}

/* JSON always, another format by turns. */
static void require_reports(struct arena *arena, const struct outcome *outcome, size_t turn) {
    size_t count = sizeof(readers) / sizeof(*readers), formats = 0;
    readers[0].require(render(arena, outcome, readers[0].format));
    readers[turn % count].require(render(arena, outcome, readers[turn % count].format));
    while (report_formats[formats].name)
        formats++;
    struct str other = render(arena, outcome, report_formats[turn % formats].name);
    REQUIRE(utf8_check(other) == other.len);
}

/* ---- Schemas ---- */

static xmlSchema *plain_schema(void) {
    static xmlSchema *schema;
    if (!schema) {
        struct str text = embedded_find("schemas/plan.xsd");
        xmlDoc *doc = xmlReadMemory(text.data, (int)text.len, NULL, NULL, XML_PARSE_NONET);
        xmlSchemaParserCtxt *context = xmlSchemaNewDocParserCtxt(doc);
        schema = xmlSchemaParse(context);
        xmlSchemaFreeParserCtxt(context);
    }
    REQUIRE(schema != NULL);
    return schema;
}

/* Returns whether libxml2 alone, without anything of ours, reads the text and finds it valid. */
static bool is_valid(struct str text) {
    xmlDoc *doc = xmlReadMemory(text.data, (int)text.len, NULL, "UTF-8", XML_PARSE_NONET | XML_PARSE_HUGE);
    if (!doc)
        return false;
    xmlSchemaValidCtxt *context = xmlSchemaNewValidCtxt(plain_schema());
    bool valid = xmlSchemaValidateDoc(context, doc) == 0;
    xmlSchemaFreeValidCtxt(context);
    xmlFreeDoc(doc);
    return valid;
}

static bool has_family(const struct result *result, const char *family) {
    for (size_t i = 0; i < result->diags.count; i++)
        if (str_starts(result->diags.items[i]->id, str_from(family)))
            return true;
    return false;
}

static void require_schema(const struct outcome *outcome, const uint8_t *data, size_t size) {
    const struct result *result = outcome->results[0];
    struct arena *arena = arena_create();
    struct diag_list diags = diag_list_in(arena, 0);
    if (strcmp(result->format, "plan-xml") == 0) {
        struct source *source = harness_source(arena, data, size);
        if (!result->refused && result->diags.dropped == 0 && decode(source, &diags))
            REQUIRE(is_valid(source->text) == !has_family(result, "XSD"));
    } else if (!result->refused) {
        static struct schema *schema;
        struct limits limits = limits_default();
        struct plan_options options = {.period = {1, 0}, .year = {1, 0}};
        if (!schema)
            schema = schema_load(lasting(), "schemas/plan.xsd");
        const struct document *document =
            document_read(arena, STR("fuzz"), (struct str){(const char *)data, size}, &limits,
                          linter_rules(linter_for(0))->profile, &options, &diags);
        REQUIRE(document->tree != NULL);
        REQUIRE(schema_validate(schema, document->tree, &diags));
    }
    arena_destroy(arena);
}

/* ---- Documents ---- */

static void require_reasons(const struct outcome *outcome) {
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct result *result = outcome->results[i];
        REQUIRE(result->refused == diag_failed(&result->diags));
        REQUIRE(result->refused || result->plan);
    }
    REQUIRE(outcome->given == outcome->checked + outcome->refused);
}

/* Applies all fixes until there are none. */
static void require_fixes(size_t turn, struct str bytes) {
    struct arena *arena = arena_create();
    struct limits limits = limits_default();
    struct linter *linter = linter_for(turn % 3);
    for (size_t pass = 0;; pass++) {
        struct lint_input input = {.path = STR("fuzz"), .bytes = bytes, .every = true};
        struct outcome *outcome = lint(linter, &input, 1);
        const struct result *result = outcome->results[0];
        struct fixed fixed = {0};
        REQUIRE(pass == 0 || !result->refused);
        if (!result->refused)
            fixed = fix_document(arena, result, bytes, &limits, (turn & 1) == 0);
        bool more = fixed.count != 0 && !fixed.failed && !str_equal(fixed.bytes, bytes);
        outcome_destroy(outcome);
        if (!more)
            break;
        REQUIRE(pass < FIXING_PASSES);
        bytes = fixed.bytes;
    }
    arena_destroy(arena);
}

void harness_document(const uint8_t *data, size_t size) {
    struct str bytes = {(const char *)data, size};
    struct lint_input inputs[2] = {{.path = STR("fuzz"), .bytes = bytes},
                                   {.path = STR("plan"), .bytes = bytes, .context = true}};
    /* Decided by the content: equal inputs are treated equally. */
    size_t turn = (size_t)(str_hash(bytes, 1) >> 20);
    struct linter *linter = linter_for(turn % 3);
    size_t count = turn % 3 == 0 ? 1 : 2;
    struct outcome *outcome = lint(linter, inputs, count);
    struct arena *arena = arena_create();
    require_reasons(outcome);
    require_places(outcome);
    require_quotes(arena, outcome);
    require_reports(arena, outcome, turn / 3);
    require_schema(outcome, data, size);
    if (turn / 3 % 4 == 0) {
        struct outcome *again = lint(linter, inputs, count);
        REQUIRE(str_equal(render(arena, outcome, "json"), render(arena, again, "json")));
        outcome_destroy(again);
    }
    if (turn / 3 % 4 == 1)
        require_fixes(turn, bytes);
    arena_destroy(arena);
    outcome_destroy(outcome);
}
