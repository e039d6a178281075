/* Schematron Validation Report Language (ISO/IEC 19757-3, annex D): a pattern for each document, a failed assertion for
 * each finding. @location is an XPath into the plan tree: the document itself when it is plan XML, else what
 * `planlint extract --as xml` prints. Ids are unique in the report, as the schema demands. */
#include "finding.h"
#include "map.h"
#include "report.h"
#include "vec.h"
#include "xml_report.h"

#define SVRL_NAMESPACE "http://purl.oclc.org/dsdl/svrl"

/* An element of the plan tree. */
struct step {
    const xmlNode *node;
    size_t begin, end; /* bytes of the source */
    size_t above;      /* index of the parent; that of the root is its own */
    size_t position;   /* among siblings of the same name, 1-based */
};

struct steps {
    const struct source *source; /* where the document itself stands; comments and styles may come from elsewhere */
    VEC(struct step) list;       /* in document order, so by `begin` */
};

static const char *prefix(const xmlNode *node) {
    const char *uri = node->ns ? (const char *)node->ns->href : "";
    return strcmp(uri, PLAN_NAMESPACE) == 0 ? "p" : strcmp(uri, PLAN_SOURCE_NAMESPACE) == 0 ? "src" : NULL;
}

static struct steps walk(struct arena *arena, const struct plan *plan) {
    struct steps steps = {0};
    struct map *seen = map_create(arena);
    const xmlNode *root = plan && plan->tree ? xmlDocGetRootElement(plan->tree) : NULL;
    for (const xmlNode *node = root; node; node = tree_next(node, root)) {
        const struct origin *origin = tree_origin(node);
        if (!prefix(node) || (steps.list.count && !origin))
            continue;
        if (steps.list.count == 0)
            steps.source = origin ? origin->source : NULL;
        else if (origin->source != steps.source)
            continue;
        /* In document order the parent is the last element that was added, or above it. */
        size_t above = steps.list.count ? steps.list.count - 1 : 0;
        while (steps.list.count && steps.list.items[above].node != node->parent && above)
            above = steps.list.items[above].above;
        if (steps.list.count && steps.list.items[above].node != node->parent)
            continue;
        struct str name = str_format(arena, "%zu %s:%s", above, prefix(node), (const char *)node->name);
        size_t before = map_add(seen, name, 0);
        map_set(seen, name, before + 1);
        *vec_add(arena, &steps.list) = (struct step){
            .node = node,
            .begin = origin ? origin->begin : 0,
            .end = origin ? origin->end : SIZE_MAX,
            .above = above,
            .position = before + 1,
        };
    }
    return steps;
}

/* The path of the innermost element that holds the place. */
static struct str location(struct arena *arena, const struct steps *steps, struct place place) {
    size_t low = 0, high = steps->list.count, at = 0;
    if (steps->list.count == 0)
        return STR("/");
    while (place.source == steps->source && low < high) {
        size_t middle = low + (high - low) / 2;
        if (steps->list.items[middle].begin <= place.begin) {
            at = middle;
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    while (at && steps->list.items[at].end < place.end)
        at = steps->list.items[at].above;
    struct str path = {0};
    for (;; at = steps->list.items[at].above) {
        const struct step *step = &steps->list.items[at];
        path = str_format(arena, "/%s:%s[%zu]%.*s", prefix(step->node), (const char *)step->node->name, step->position,
                          STR_ARGS(path));
        if (step->above == at)
            return path;
    }
}

static void add_assert(xmlTextWriter *writer, struct arena *arena, const struct steps *steps,
                       const struct finding *finding, size_t number) {
    struct buf text = buf_in(arena);
    xml_report_open(writer, "svrl:failed-assert");
    xml_report_attribute(writer, arena, "test", finding->kind->name);
    xml_report_attribute(writer, arena, "id", str_format(arena, "%.*s.%zu", STR_ARGS(finding->kind->id), number));
    xml_report_attribute(writer, arena, "flag", finding->kind->id);
    xml_report_attribute(writer, arena, "role", str_from(severity_name(finding->diag->severity)));
    xml_report_attribute(writer, arena, "location", location(arena, steps, finding->diag->place));
    xml_report_open(writer, "svrl:text");
    report_location(&text, finding->path, finding->at.begin);
    buf_format(&text, " %.*s", STR_ARGS(finding->message));
    xml_report_text(writer, arena, buf_str(&text));
    xml_report_close(writer);
    xml_report_close(writer);
}

static void add_prefix(xmlTextWriter *writer, struct arena *arena, struct str name, struct str uri) {
    xml_report_open(writer, "svrl:ns-prefix-in-attribute-values");
    xml_report_attribute(writer, arena, "uri", uri);
    xml_report_attribute(writer, arena, "prefix", name);
    xml_report_close(writer);
}

/* A document without findings has its pattern too: it was checked. */
static void add_document(xmlTextWriter *writer, struct arena *arena, const struct outcome *outcome,
                         const struct result *result, size_t *number) {
    struct steps steps = walk(arena, result->plan);
    struct arena *scratch = arena_create();
    xml_report_open(writer, "svrl:active-pattern");
    xml_report_attribute(writer, arena, "name", STR("planlint"));
    xml_report_attribute(writer, arena, "document",
                         result->path.len ? finding_safe(arena, finding_path(arena, NULL, result->path))
                                          : STR("planlint"));
    xml_report_close(writer);
    xml_report_open(writer, "svrl:fired-rule");
    xml_report_attribute(writer, arena, "context", STR("/"));
    xml_report_close(writer);
    for (size_t i = 0; i < result->diags.count; i++) {
        const struct diag *diag = result->diags.items[i];
        struct finding finding = finding_show(scratch, outcome, NULL, diag);
        if (!diag->suppressed_by)
            add_assert(writer, scratch, &steps, &finding, ++*number);
        arena_reset(scratch);
    }
    arena_destroy(scratch);
}

void report_svrl(const struct outcome *outcome, const struct report_options *options, struct buf *out) {
    struct arena *arena = arena_create();
    size_t number = 0;
    xmlBuffer *memory;
    xmlTextWriter *writer = xml_report_start(&memory, "svrl:schematron-output");
    xml_report_attribute(writer, arena, "xmlns:svrl", STR(SVRL_NAMESPACE));
    xml_report_attribute(writer, arena, "title", str_format(arena, "planlint %s", options->version));
    add_prefix(writer, arena, STR("p"), STR(PLAN_NAMESPACE));
    add_prefix(writer, arena, STR("src"), STR(PLAN_SOURCE_NAMESPACE));
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct result *result = outcome->results[i];
        if (result->diags.count || (result->path.len && !result->context))
            add_document(writer, arena, outcome, result, &number);
        arena_reset(arena);
    }
    xml_report_end(out, writer, memory);
    arena_destroy(arena);
}
