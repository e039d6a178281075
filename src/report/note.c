#include "note.h"

#include "finding.h"
#include "line_hash.h"
#include "map.h"
#include "vec.h"

static void take_trace(struct arena *arena, struct result *result) {
    const struct trace *trace = result->context ? NULL : result->trace;
    if (!trace)
        return;
    result->activities = arena_array(arena, struct traced, trace->link_count);
    result->activity_count = trace->link_count;
    for (size_t i = 0; i < trace->link_count; i++) {
        const struct trace_link *link = &trace->links[i];
        const struct activity *activity = &trace->from->activities[link->activity];
        struct str text = str_trim(trace->from->blocks[activity->block].passage->text);
        result->activities[i] = (struct traced){
            .text = str_copy(arena, text),
            .goal = link->goal == INDEX_NONE ? NULL : &trace->plans[link->plan]->goals[link->goal],
            .state = link->state,
        };
    }
}

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

static void take_locations(struct arena *arena, struct result *result) {
    struct arena *scratch = arena_create();
    struct steps steps = result->diags.count ? walk(scratch, result->plan) : (struct steps){0};
    for (size_t i = 0; i < result->diags.count; i++) {
        struct diag *diag = result->diags.items[i];
        diag->location = str_copy(arena, location(scratch, &steps, diag->place));
    }
    arena_destroy(scratch);
}

/* GitHub computes the same from the stored bytes, which it takes for UTF-8. A finding stands in its own document, whose
 * lines no other thread counts. */
static void take_line_hashes(struct arena *arena, struct result *result) {
    struct arena *scratch = arena_create();
    const struct source *hashed = NULL;
    struct str *hashes = NULL;
    size_t count = 0;
    for (size_t i = 0; i < result->diags.count; i++) {
        struct diag *diag = result->diags.items[i];
        struct source *source = diag->place.source;
        if (!source || source->part.len || source->binary || source->encoding > ENCODING_ASCII)
            continue;
        if (source != hashed) {
            arena_reset(scratch);
            hashes = line_hash(scratch, source->text, &count);
            hashed = source;
        }
        size_t line = source_locate(source, diag->place.begin).line;
        if (line <= count)
            diag->line_hash = str_copy(arena, hashes[line - 1]);
    }
    arena_destroy(scratch);
}

void note_take(struct arena *arena, unsigned notes, struct result *result) {
    static void (*const take[])(struct arena * arena, struct result * result) = {take_trace, take_locations,
                                                                                 take_line_hashes};
    for (size_t i = 0; i < sizeof(take) / sizeof(*take); i++)
        if (notes & 1u << i)
            take[i](arena, result);
}
