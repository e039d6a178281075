/* SARIF 2.1.0 with errata 01, and what GitHub code scanning asks for beyond the schema (notes on formats, section 2.1).
 * Clauses below are of that standard. Findings in a package point at its part, an artifact nested in that of the file,
 * by bytes; others by lines and columns in code points. */
#include "finding.h"
#include "json_value.h"
#include "map.h"
#include "report.h"
#include "sarif_rule.h"

/* What GitHub takes: a file with more results is refused, of places it keeps as many. */
enum { RESULTS = 25000, RELATED = 100 };

static const char schema[] =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

struct writer {
    struct arena *arena; /* of one result */
    struct arena *kept;  /* of the run */
    const struct outcome *outcome;
    const struct report_options *options;
    json_t *artifacts;
    struct map *artifact_indices; /* "path\npart" -> index */
    bool suppressing;
};

/* Braces and brackets stand for placeholders and links (3.11.5, 3.11.6). */
static void add_escaped(struct buf *out, struct str text) {
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.data[i];
        if (byte == '{' || byte == '}')
            buf_byte(out, byte);
        else if (byte == '[' || byte == ']' || byte == '\\')
            buf_byte(out, '\\');
        buf_byte(out, byte);
    }
}

static json_t *message_json(struct writer *writer, struct str text) {
    struct buf escaped = buf_in(writer->arena);
    add_escaped(&escaped, text);
    return sarif_text(buf_str(&escaped));
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
    struct str key = str_format(writer->kept, "%.*s\n%.*s", STR_ARGS(path), STR_ARGS(part));
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
        json_value_set(region, "snippet", sarif_text(at->quote));
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

/* A related place without a file has no location to link to. */
static bool is_linked(const struct diag *diag, size_t index) {
    return index < RELATED && diag->related[index].place.source && diag->related[index].place.source->path.len;
}

static struct str related_text(struct writer *writer, const struct finding *finding, size_t index) {
    return finding_safe(writer->arena, kind_related_message(writer->arena, finding->kind, finding->diag, index,
                                                            writer->outcome->language));
}

static json_t *related_json(struct writer *writer, const struct finding *finding) {
    const struct diag *diag = finding->diag;
    json_t *list = json_array();
    for (size_t i = 0; i < diag->related_count; i++) {
        if (!is_linked(diag, i))
            continue;
        struct diag at = {.place = diag->related[i].place, .id = diag->id};
        struct finding related = finding_show(writer->arena, writer->outcome, writer->options, &at);
        json_t *value = place_json(writer, &related);
        json_value_set(value, "id", json_value_number(i + 1));
        json_value_set(value, "message", message_json(writer, related_text(writer, finding, i)));
        json_array_append_new(list, value);
    }
    return list;
}

/* The message with links to the related places: viewers show those that are linked to (3.11.6). Viewers that do not
 * know of nested artifacts would not tell in which Word file it is. */
static json_t *result_message_json(struct writer *writer, const struct finding *finding) {
    struct buf text = buf_in(writer->arena);
    if (finding->at.part.len) {
        add_escaped(&text, finding->name);
        buf_add(&text, STR(", "));
        add_escaped(&text, finding_paragraph(writer->arena, writer->outcome, finding));
    }
    add_escaped(&text, finding->message);
    for (size_t i = 0; i < finding->diag->related_count; i++) {
        if (!is_linked(finding->diag, i))
            continue;
        buf_add(&text, STR("\n["));
        add_escaped(&text, related_text(writer, finding, i));
        buf_format(&text, "](%zu)", i + 1);
    }
    return sarif_text(buf_str(&text));
}

/* Text regions only (3.57.3): nobody edits the parts of a package from outside. */
static json_t *fixes_json(struct writer *writer, const struct finding *finding) {
    const struct fix *fix = finding->diag->fix;
    json_t *fixes = json_array(), *value = json_object(), *changes = json_array(), *change = json_object();
    json_t *replacements = json_array();
    for (size_t i = 0; i < fix->edit_count; i++) {
        struct diag at = {.place = fix->edits[i].place, .id = finding->diag->id};
        struct finding deleted = finding_show(writer->arena, writer->outcome, writer->options, &at);
        json_t *replacement = json_object();
        deleted.at.quote.len = 0;
        json_value_set(replacement, "deletedRegion", region_json(&deleted));
        json_value_set(replacement, "insertedContent", sarif_text(fix->edits[i].text));
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

static json_t *fingerprints_json(const struct finding *finding) {
    json_t *value = json_object();
    json_value_set(value, "planlint/v1", json_value_string(finding->fingerprint));
    if (finding->diag->line_hash.len)
        json_value_set(value, "primaryLocationLineHash", json_value_string(finding->diag->line_hash));
    return value;
}

static bool is_unchanged(const struct diag *diag) {
    return diag->suppressed_by && strcmp(diag->suppressed_by, "baseline") == 0;
}

/* 3.27.23: when one result has suppressions all have, an empty list saying that nothing suppresses it. */
static json_t *suppressions_json(const struct diag *diag) {
    json_t *list = json_array();
    if (!diag->suppressed_by || is_unchanged(diag))
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
    json_value_set(result, "level", json_string(sarif_levels[finding->diag->severity]));
    json_value_set(result, "message", result_message_json(writer, finding));
    if (logical)
        json_value_set(location, "logicalLocations", logical);
    json_array_append_new(locations, location);
    json_value_set(result, "locations", locations);
    if (finding->at.part.len)
        json_value_set(result, "analysisTarget", artifact_json(writer, finding->path, (struct str){0}));
    if (finding->diag->related_count)
        json_value_set(result, "relatedLocations", related_json(writer, finding));
    json_value_set(result, "partialFingerprints", fingerprints_json(finding));
    if (finding->diag->fix && finding->lines)
        json_value_set(result, "fixes", fixes_json(writer, finding));
    if (writer->suppressing)
        json_value_set(result, "suppressions", suppressions_json(finding->diag));
    if (writer->outcome->baseline) /* of all results or of none, 3.27.24 */
        json_value_set(result, "baselineState", json_string(is_unchanged(finding->diag) ? "unchanged" : "new"));
    return result;
}

/* What the baseline has and the document no longer has. */
static json_t *gone_json(struct writer *writer, const struct gone *gone, const struct map *rules) {
    struct str path = finding_path(writer->arena, writer->options, gone->result->path);
    json_t *result = json_object(), *locations = json_array(), *location = json_object(), *physical = json_object();
    json_t *fingerprints = json_object();
    size_t rule = map_find(rules, gone->entry->rule);
    json_value_set(result, "ruleId", json_value_string(gone->entry->rule));
    if (rule != MAP_NONE)
        json_value_set(result, "ruleIndex", json_value_number(rule));
    json_value_set(result, "level", json_string("none"));
    json_value_set(result, "kind", json_string("pass"));
    json_value_set(result, "message", message_json(writer, finding_safe(writer->arena, gone->entry->quote)));
    json_value_set(physical, "artifactLocation", artifact_json(writer, path, (struct str){0}));
    json_value_set(location, "physicalLocation", physical);
    json_array_append_new(locations, location);
    json_value_set(result, "locations", locations);
    json_value_set(fingerprints, "planlint/v1",
                   json_value_string(finding_fingerprint(writer->arena, path, gone->entry->fingerprint)));
    json_value_set(result, "partialFingerprints", fingerprints);
    if (writer->suppressing)
        json_value_set(result, "suppressions", json_array());
    json_value_set(result, "baselineState", json_string("absent"));
    return result;
}

static void add_driver(struct writer *writer, struct buf *out, struct map *indices) {
    const struct rules *rules = writer->outcome->rules;
    json_value_member(out, "tool", NULL);
    buf_add(out, STR("{\"driver\": {"));
    json_value_member(out, "name", json_string("planlint"));
    json_value_member(out, "version", json_string(writer->options->version));
    json_value_member(out, "semanticVersion", json_string(writer->options->version));
    json_value_member(out, "rules", NULL);
    buf_byte(out, '[');
    for (size_t i = 0; i < rules->count; i++) {
        map_set(indices, rules->items[i]->kind.id, i);
        json_value_item(out, sarif_rule(writer->arena, writer->outcome->language, rules->items[i]));
        arena_reset(writer->arena);
    }
    buf_add(out, STR("]}}"));
}

/* What is wrong with the command line or the configuration as a whole has no place (3.20.21). */
static json_t *notification_json(struct writer *writer, const struct diag *diag) {
    struct finding finding = finding_show(writer->arena, writer->outcome, writer->options, diag);
    json_t *value = json_object(), *rule = json_object();
    json_value_set(rule, "id", json_value_string(finding.kind->id));
    json_value_set(value, "associatedRule", rule);
    json_value_set(value, "level", json_string(sarif_levels[diag->severity]));
    json_value_set(value, "message", message_json(writer, finding.message));
    return value;
}

/* Where a finding comes when not all have room: errors first, what is suppressed last. */
static enum severity rank(const struct diag *diag) {
    return diag->suppressed_by ? SEVERITY_OFF : diag->severity;
}

/* Moves the findings without file to the end, returns how many have one, and puts the most severe first when they are
 * too many. */
static size_t arrange(struct arena *arena, const struct diag **diags, size_t count) {
    const struct diag **arranged = arena_array(arena, const struct diag *, count);
    size_t placed = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        placed += diags[i]->place.source != NULL;
    enum severity lowest = placed > RESULTS ? SEVERITY_OFF : SEVERITY_ERROR;
    for (enum severity level = SEVERITY_ERROR + 1; level-- > lowest;)
        for (size_t i = 0; i < count; i++)
            if (diags[i]->place.source && (lowest == SEVERITY_ERROR || rank(diags[i]) == level))
                arranged[at++] = diags[i];
    for (size_t i = 0; i < count; i++)
        if (!diags[i]->place.source)
            arranged[at++] = diags[i];
    if (count)
        memcpy(diags, arranged, count * sizeof *diags);
    return placed;
}

static json_t *invocation_json(struct writer *writer, const struct diag *const *unplaced, size_t count,
                               size_t left_out) {
    json_t *invocation = json_object(), *configuration = json_array(), *execution = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(configuration, notification_json(writer, unplaced[i]));
    if (left_out) {
        json_t *value = json_object();
        struct str text = str_format(writer->arena,
                                     writer->outcome->language == LANGUAGE_SV
                                         ? "%zu fynd till fick inte plats: GitHub tar emot högst %d i en fil"
                                         : "%zu more findings had no room: GitHub takes at most %d in a file",
                                     left_out, RESULTS);
        json_value_set(value, "level", json_string("warning"));
        json_value_set(value, "message", sarif_text(text));
        json_array_append_new(execution, value);
    }
    json_value_set(invocation, "executionSuccessful", json_boolean(!writer->outcome->failed));
    json_value_set(invocation, "toolConfigurationNotifications", configuration);
    json_value_set(invocation, "toolExecutionNotifications", execution);
    return invocation;
}

static void add_results(struct writer *writer, struct buf *out, const struct diag *const *diags, size_t count,
                        const struct map *rules) {
    const struct outcome *outcome = writer->outcome;
    json_value_member(out, "results", NULL);
    buf_byte(out, '[');
    for (size_t i = 0; i < count && i < RESULTS; i++) {
        struct finding finding = finding_show(writer->arena, outcome, writer->options, diags[i]);
        json_value_item(out, result_json(writer, &finding, map_find(rules, finding.kind->id)));
        arena_reset(writer->arena);
    }
    for (size_t i = 0; i < outcome->gone_count && count + i < RESULTS; i++) {
        json_value_item(out, gone_json(writer, &outcome->gone[i], rules));
        arena_reset(writer->arena);
    }
    buf_byte(out, ']');
}

/* 3.14.14: what the base of the relative paths is; where it lies is for who has the files to say. */
static json_t *bases_json(void) {
    return json_pack("{s:{s:{s:s}}}", "%SRCROOT%", "description", "text", "The root of the repository");
}

void report_sarif(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    struct arena *kept = arena_create(), *arena = arena_create();
    struct writer writer = {.arena = arena,
                            .kept = kept,
                            .outcome = outcome,
                            .options = options,
                            .artifacts = json_array(),
                            .artifact_indices = map_create(kept)};
    struct map *rules = map_create(kept);
    size_t count;
    const struct diag **diags = finding_list(kept, outcome, true, &count);
    size_t placed = arrange(kept, diags, count);
    for (size_t i = 0; i < count; i++)
        writer.suppressing |= diags[i]->suppressed_by && !is_unchanged(diags[i]);
    buf_byte(out, '{');
    json_value_member(out, "$schema", json_string(schema));
    json_value_member(out, "version", json_string("2.1.0"));
    json_value_member(out, "runs", NULL);
    buf_add(out, STR("[{"));
    add_driver(&writer, out, rules);
    json_value_member(out, "invocations",
                      json_pack("[o]", invocation_json(&writer, diags + placed, count - placed,
                                                       placed > RESULTS ? placed - RESULTS : 0)));
    json_value_member(out, "columnKind", json_string("unicodeCodePoints"));
    json_value_member(out, "newlineSequences", json_pack("[s,s,s]", "\r\n", "\n", "\r"));
    json_value_member(out, "originalUriBaseIds", bases_json());
    add_results(&writer, out, diags, placed, rules);
    json_value_member(out, "artifacts", writer.artifacts);
    buf_add(out, STR("}]\n}\n"));
    arena_destroy(arena);
    arena_destroy(kept);
}
