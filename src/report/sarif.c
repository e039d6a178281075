/* SARIF 2.1.0 with errata 01, and what GitHub code scanning asks for beyond the schema (notes on formats, section 2.1).
 * Clauses below are of that standard. Findings in a package point at its part, an artifact nested in that of the file,
 * by bytes; others by lines and columns in code points. */
#include "finding.h"
#include "json_value.h"
#include "line_hash.h"
#include "map.h"
#include "report.h"

enum { DESCRIPTION_BYTES = 1000 /* GitHub refuses more than 1024 characters */ };

static const char *const levels[SEVERITIES] = {"none", "note", "warning", "error"};
static const char schema[] =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

struct writer {
    struct arena *arena;
    const struct outcome *outcome;
    json_t *artifacts;
    struct map *artifact_indices; /* "path\npart" -> index */
    const struct source *hashed;  /* whose lines these are */
    struct str *hashes;
    size_t hash_count;
    bool suppressing;
};

/* Braces and brackets stand for placeholders and links (3.11.5, 3.11.6). */
static json_t *message_json(struct writer *writer, struct str text) {
    struct buf escaped = buf_in(writer->arena);
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.data[i];
        if (byte == '{' || byte == '}')
            buf_byte(&escaped, byte);
        else if (byte == '[' || byte == ']' || byte == '\\')
            buf_byte(&escaped, '\\');
        buf_byte(&escaped, byte);
    }
    json_t *message = json_object();
    json_value_set(message, "text", json_value_string(buf_str(&escaped)));
    return message;
}

static json_t *text_json(struct str text) {
    json_t *value = json_object();
    json_value_set(value, "text", json_value_string(text));
    return value;
}

/* 3.10.4: the bytes of the name, never normalised, everything escaped that is not unreserved (RFC 3986, 2.3). */
static struct str uri(struct arena *arena, struct str path) {
    struct buf out = buf_in(arena);
    if (path.data[0] == '/')
        buf_add(&out, STR("file://"));
    for (size_t i = 0; i < path.len; i++) {
        unsigned char byte = (unsigned char)path.data[i];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        if (letter || (byte >= '0' && byte <= '9') || (byte && strchr("-._~/", byte)))
            buf_byte(&out, (char)byte);
        else
            buf_format(&out, "%%%02X", byte);
    }
    return buf_str(&out);
}

static json_t *location_json(struct writer *writer, struct str path, struct str part) {
    json_t *location = json_object();
    json_value_set(location, "uri", json_value_string(uri(writer->arena, part.len ? part : path)));
    if (part.len == 0 && path.data[0] != '/')
        json_value_set(location, "uriBaseId", json_string("%SRCROOT%"));
    return location;
}

/* The place of an artifact in the list, which it joins when it is new; that of the package before its part. */
static size_t artifact(struct writer *writer, struct str path, struct str part) {
    struct str key = str_format(writer->arena, "%.*s\n%.*s", STR_ARGS(path), STR_ARGS(part));
    size_t index = map_find(writer->artifact_indices, key);
    if (index != MAP_NONE)
        return index;
    json_t *value = json_object();
    json_value_set(value, "location", location_json(writer, path, part));
    if (part.len)
        json_value_set(value, "parentIndex", json_value_number(artifact(writer, path, (struct str){0})));
    index = json_array_size(writer->artifacts);
    map_set(writer->artifact_indices, key, index);
    json_array_append_new(writer->artifacts, value);
    return index;
}

static json_t *artifact_json(struct writer *writer, struct str path, struct str part) {
    json_t *location = location_json(writer, path, part);
    json_value_set(location, "index", json_value_number(artifact(writer, path, part)));
    return location;
}

static json_t *region_json(const struct finding *finding) {
    const struct shown_place *at = &finding->at;
    json_t *region = json_object();
    if (finding->lines) {
        json_value_set(region, "startLine", json_value_number(at->begin.line));
        json_value_set(region, "startColumn", json_value_number(at->begin.column));
        json_value_set(region, "endLine", json_value_number(at->end.line));
        json_value_set(region, "endColumn", json_value_number(at->end.column));
    } else {
        json_value_set(region, "byteOffset", json_value_number(at->stored_begin));
        json_value_set(region, "byteLength", json_value_number(at->stored_end - at->stored_begin));
    }
    if (at->quote.len)
        json_value_set(region, "snippet", text_json(at->quote));
    return region;
}

static json_t *place_json(struct writer *writer, const struct finding *finding) {
    json_t *location = json_object(), *physical = json_object();
    json_value_set(physical, "artifactLocation", artifact_json(writer, finding->path, finding->at.part));
    json_value_set(physical, "region", region_json(finding));
    json_value_set(location, "physicalLocation", physical);
    return location;
}

static json_t *logical_json(struct writer *writer, const struct finding *finding) {
    size_t count;
    struct str *headings = outcome_headings(writer->arena, finding->diag->place, &count);
    if (count == 0)
        return NULL;
    struct buf full = buf_in(writer->arena);
    for (size_t i = 0; i < count; i++) {
        buf_add(&full, i ? STR(" / ") : STR(""));
        buf_add(&full, headings[i]);
    }
    json_t *list = json_array(), *value = json_object();
    json_value_set(value, "name", json_value_string(headings[count - 1]));
    json_value_set(value, "fullyQualifiedName", json_value_string(buf_str(&full)));
    json_value_set(value, "kind", json_string("element"));
    json_array_append_new(list, value);
    return list;
}

static json_t *related_json(struct writer *writer, const struct finding *finding) {
    const struct diag *diag = finding->diag;
    json_t *list = json_array();
    for (size_t i = 0; i < diag->related_count; i++) {
        struct diag at = {.place = diag->related[i].place, .id = diag->id};
        struct finding related = finding_show(writer->arena, writer->outcome, &at);
        if (related.path.len == 0)
            continue;
        struct str text = kind_related_message(writer->arena, finding->kind, diag, i, writer->outcome->language);
        json_t *value = place_json(writer, &related);
        json_value_set(value, "id", json_value_number(i + 1));
        json_value_set(value, "message", message_json(writer, finding_safe(writer->arena, text)));
        json_array_append_new(list, value);
    }
    return list;
}

/* Text regions only (3.57.3): nobody edits the parts of a package from outside. */
static json_t *fixes_json(struct writer *writer, const struct finding *finding) {
    const struct fix *fix = finding->diag->fix;
    json_t *fixes = json_array(), *value = json_object(), *changes = json_array(), *change = json_object();
    json_t *replacements = json_array();
    for (size_t i = 0; i < fix->edit_count; i++) {
        struct diag at = {.place = fix->edits[i].place, .id = finding->diag->id};
        struct finding deleted = finding_show(writer->arena, writer->outcome, &at);
        json_t *replacement = json_object();
        deleted.at.quote.len = 0;
        json_value_set(replacement, "deletedRegion", region_json(&deleted));
        json_value_set(replacement, "insertedContent", text_json(fix->edits[i].text));
        json_array_append_new(replacements, replacement);
    }
    json_value_set(change, "artifactLocation", artifact_json(writer, finding->path, finding->at.part));
    json_value_set(change, "replacements", replacements);
    json_array_append_new(changes, change);
    json_value_set(value, "description", message_json(writer, finding->message));
    json_value_set(value, "artifactChanges", changes);
    json_array_append_new(fixes, value);
    return fixes;
}

static json_t *fingerprints_json(struct writer *writer, const struct finding *finding) {
    struct source *source = finding->diag->place.source;
    json_t *value = json_object();
    json_value_set(value, "planlint/v1", json_value_string(finding->fingerprint));
    /* GitHub computes the same from the stored bytes, which it takes for UTF-8. */
    if (!finding->lines || source->encoding > ENCODING_ASCII)
        return value;
    if (source != writer->hashed) {
        writer->hashes = line_hash(writer->arena, source->text, &writer->hash_count);
        writer->hashed = source;
    }
    if (finding->at.begin.line <= writer->hash_count)
        json_value_set(value, "primaryLocationLineHash", json_value_string(writer->hashes[finding->at.begin.line - 1]));
    return value;
}

/* 3.27.23: when one result has suppressions all have, an empty list saying that nothing suppresses it. */
static json_t *suppressions_json(const struct diag *diag) {
    json_t *list = json_array();
    if (!diag->suppressed_by)
        return list;
    json_t *value = json_object();
    json_value_set(value, "kind", json_string(strcmp(diag->suppressed_by, "document") ? "external" : "inSource"));
    json_value_set(value, "status", json_string("accepted"));
    json_value_set(value, "justification",
                   json_value_string(diag->suppressed.len ? diag->suppressed : str_from(diag->suppressed_by)));
    json_array_append_new(list, value);
    return list;
}

static json_t *result_json(struct writer *writer, const struct finding *finding, size_t rule) {
    json_t *result = json_object(), *locations = json_array(), *location = place_json(writer, finding);
    json_t *logical = logical_json(writer, finding);
    json_value_set(result, "ruleId", json_value_string(finding->kind->id));
    json_value_set(result, "ruleIndex", json_value_number(rule));
    json_value_set(result, "level", json_string(levels[finding->diag->severity]));
    json_value_set(result, "message", message_json(writer, finding->message));
    if (logical)
        json_value_set(location, "logicalLocations", logical);
    json_array_append_new(locations, location);
    json_value_set(result, "locations", locations);
    if (finding->at.part.len)
        json_value_set(result, "analysisTarget", artifact_json(writer, finding->path, (struct str){0}));
    if (finding->diag->related_count)
        json_value_set(result, "relatedLocations", related_json(writer, finding));
    json_value_set(result, "partialFingerprints", fingerprints_json(writer, finding));
    if (finding->diag->fix && finding->lines)
        json_value_set(result, "fixes", fixes_json(writer, finding));
    if (writer->suppressing)
        json_value_set(result, "suppressions", suppressions_json(finding->diag));
    return result;
}

/* At most so many bytes of whole characters. */
static struct str cut(struct str text) {
    size_t end = 0;
    for (size_t next = 0; next <= DESCRIPTION_BYTES && end < text.len;) {
        end = next;
        if (next == text.len)
            break;
        utf8_next(text, &next);
    }
    return str_slice(text, 0, end);
}

static json_t *rule_json(struct writer *writer, const struct kind *kind) {
    enum language language = writer->outcome->language;
    struct str why = kind->why[language].len ? kind->why[language] : kind->name;
    size_t sentence = str_find(why, STR(". "), 0);
    json_t *rule = json_object(), *level = json_object();
    json_value_set(rule, "id", json_value_string(kind->id));
    json_value_set(rule, "name", json_value_string(kind->name));
    json_value_set(rule, "shortDescription",
                   text_json(cut(str_slice(why, 0, sentence < why.len ? sentence + 1 : why.len))));
    json_value_set(rule, "fullDescription", text_json(cut(why)));
    json_value_set(rule, "help",
                   text_json(str_format(writer->arena, "%.*s%s%.*s\n\nplanlint explain %.*s", STR_ARGS(why),
                                        kind->see.len ? "\n\n" : "", STR_ARGS(kind->see), STR_ARGS(kind->id))));
    json_value_set(level, "level", json_string(levels[kind->severity]));
    json_value_set(rule, "defaultConfiguration", level);
    return rule;
}

static json_t *driver_json(struct writer *writer, const char *version, struct map *indices) {
    const struct rules *rules = writer->outcome->rules;
    json_t *driver = json_object(), *list = json_array();
    for (size_t i = 0; i < rules->count; i++) {
        map_set(indices, rules->items[i]->kind.id, i);
        json_array_append_new(list, rule_json(writer, &rules->items[i]->kind));
    }
    json_value_set(driver, "name", json_string("planlint"));
    json_value_set(driver, "version", json_string(version));
    json_value_set(driver, "semanticVersion", json_string(version));
    json_value_set(driver, "rules", list);
    return driver;
}

/* What is wrong with the command line or the configuration as a whole has no place (3.20.21). */
static json_t *notification_json(struct writer *writer, const struct finding *finding) {
    json_t *value = json_object(), *rule = json_object();
    json_value_set(rule, "id", json_value_string(finding->kind->id));
    json_value_set(value, "associatedRule", rule);
    json_value_set(value, "level", json_string(levels[finding->diag->severity]));
    json_value_set(value, "message", message_json(writer, finding->message));
    return value;
}

void report_sarif(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    struct arena *arena = arena_create();
    struct writer writer = {.arena = arena,
                            .outcome = outcome,
                            .artifacts = json_array(),
                            .artifact_indices = map_create(arena),
                            .suppressing = outcome->suppressed > 0};
    json_t *root = json_object(), *runs = json_array(), *run = json_object(), *tool = json_object();
    json_t *results = json_array(), *invocations = json_array(), *invocation = json_object();
    json_t *notifications = json_array();
    struct map *rules = map_create(arena);
    size_t count;
    const struct diag **diags = finding_list(arena, outcome, true, &count);
    json_value_set(tool, "driver", driver_json(&writer, options->version, rules));
    for (size_t i = 0; i < count; i++) {
        struct finding finding = finding_show(arena, outcome, diags[i]);
        if (finding.path.len)
            json_array_append_new(results, result_json(&writer, &finding, map_find(rules, finding.kind->id)));
        else
            json_array_append_new(notifications, notification_json(&writer, &finding));
    }
    json_value_set(invocation, "executionSuccessful", json_boolean(!outcome->failed));
    json_value_set(invocation, "toolConfigurationNotifications", notifications);
    json_array_append_new(invocations, invocation);
    json_value_set(run, "tool", tool);
    json_value_set(run, "invocations", invocations);
    json_value_set(run, "columnKind", json_string("unicodeCodePoints"));
    json_value_set(run, "newlineSequences", json_pack("[s,s,s]", "\r\n", "\n", "\r"));
    json_value_set(run, "artifacts", writer.artifacts);
    json_value_set(run, "results", results);
    json_array_append_new(runs, run);
    json_value_set(root, "$schema", json_string(schema));
    json_value_set(root, "version", json_string("2.1.0"));
    json_value_set(root, "runs", runs);
    json_value_write(out, root, JSON_INDENT(1));
    arena_destroy(arena);
}
