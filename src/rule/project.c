#include "project.h"

#include <stdlib.h>

#include "fold.h"
#include "map.h"
#include "pack_load.h"
#include "schema.h"
#include "similar.h"
#include "vec.h"

static const struct interval unknown = {1, 0};

struct loading {
    struct arena *arena;
    struct diag_list *diags;
    struct project *project;
    VEC(struct project_use) uses;
    VEC(struct project_doc) docs;
    VEC(struct project_set) sets;
    VEC(struct suppression) accepts;
    VEC(struct trace_alias) aliases;
    VEC(const xmlNode *) doc_nodes;
    struct map *doc_by_id;
};

static struct place value_place(const xmlNode *element, const char *name) {
    const xmlAttr *attribute = tree_attribute(element, name);
    return tree_place(attribute ? (const void *)attribute : (const void *)element);
}

/* ---- Elements ---- */

/* Paths are compared with those of files that were found: "./a" is "a". */
static struct str path_token(const xmlNode *element, const char *name) {
    struct str path = tree_token(element, name);
    while (str_starts(path, STR("./")))
        path = str_slice(path, 2, path.len);
    return path;
}

static void read_use(struct loading *loading, const xmlNode *element) {
    struct project_use use = {.pack = tree_token(element, "pack"), .file = path_token(element, "file")};
    use.place = value_place(element, use.pack.len ? "pack" : "file");
    if (use.pack.len == 0 && use.file.len == 0)
        diag_fail(loading->diags, "CFG039", tree_place(element));
    else
        *vec_add(loading->arena, &loading->uses) = use;
}

static struct interval read_interval(const xmlNode *element, const char *name) {
    struct interval interval;
    return date_parse_iso(tree_token(element, name), &interval) ? interval : unknown;
}

/* References to other documents are looked up when all are known. */
static void read_doc(struct loading *loading, const xmlNode *element) {
    struct project_doc doc = {.id = tree_token(element, "id"),
                              .href = path_token(element, "href"),
                              .kind = plan_kind_find(tree_token(element, "kind")),
                              .period = read_interval(element, "period"),
                              .year = read_interval(element, "year"),
                              .implements = PROJECT_NONE,
                              .follows = PROJECT_NONE,
                              .place = value_place(element, "href"),
                              .id_place = value_place(element, "id")};
    if (tree_attribute(element, "period") && !date_known(doc.period))
        diag_arg(loading->diags, diag_fail(loading->diags, "CFG057", value_place(element, "period")), "value",
                 tree_token(element, "period"));
    size_t first = map_add(loading->doc_by_id, doc.id, loading->docs.count);
    if (first != loading->docs.count) {
        struct diag *diag = diag_fail(loading->diags, "CFG030", doc.id_place);
        diag_arg(loading->diags, diag, "value", doc.id);
        diag_relate(loading->diags, diag, NULL, loading->docs.items[first].id_place);
    }
    *vec_add(loading->arena, &loading->docs) = doc;
    *vec_add(loading->arena, &loading->doc_nodes) = element;
}

static void read_alias(struct loading *loading, const xmlNode *element) {
    *vec_add(loading->arena, &loading->aliases) = (struct trace_alias){
        .key = fold_heading(loading->arena, tree_get(element, "heading")), .goal = tree_token(element, "goal")};
}

static void read_set(struct loading *loading, const xmlNode *element) {
    *vec_add(loading->arena, &loading->sets) =
        (struct project_set){.rule = tree_token(element, "rule"),
                             .in = tree_token(element, "in"),
                             .severity = severity_find(tree_token(element, "severity")),
                             .place = value_place(element, "rule")};
}

static void read_accept(struct loading *loading, const xmlNode *element) {
    const struct origin *origin = tree_origin(element);
    struct interval until = read_interval(element, "until");
    struct suppression accept = {.rule = tree_token(element, "rule"),
                                 .reason = tree_token(element, "reason"),
                                 .fingerprint = tree_token(element, "fingerprint"),
                                 .in = tree_token(element, "in"),
                                 .until = until.first <= until.last ? until.last : INT32_MAX,
                                 .place = value_place(element, "rule"),
                                 .whole = source_place(origin->source, origin->begin, origin->end)};
    suppress_set_at(loading->arena, &accept, tree_get(element, "at"));
    if (accept.at_count || accept.fingerprint.len || accept.in.len)
        *vec_add(loading->arena, &loading->accepts) = accept;
    else
        diag_arg(&loading->project->remarks, diag_add(&loading->project->remarks, "CFG035", accept.place), "rule",
                 accept.rule);
}

static const struct {
    const char *name;
    void (*read)(struct loading *loading, const xmlNode *element);
} elements[] = {
    {"use", read_use}, {"doc", read_doc}, {"alias", read_alias}, {"set", read_set}, {"accept", read_accept}};

static void read_elements(struct loading *loading, const xmlNode *root) {
    for (const xmlNode *node = load_element(root->children); node; node = load_element(node->next))
        for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
            if (strcmp(elements[i].name, (const char *)node->name) == 0)
                elements[i].read(loading, node);
}

/* ---- What only shows when everything is read ---- */

/* Returns the document that an attribute of another names, PROJECT_NONE when the attribute is not there. */
static size_t resolve(struct loading *loading, const xmlNode *element, const char *name) {
    struct str id = tree_token(element, name);
    size_t index = id.len ? map_find(loading->doc_by_id, id) : MAP_NONE;
    if (id.len == 0 || index != MAP_NONE)
        return index == MAP_NONE ? PROJECT_NONE : index;
    struct diag *diag = diag_fail(loading->diags, "CFG031", value_place(element, name));
    struct str *known = arena_array(loading->arena, struct str, loading->docs.count);
    for (size_t i = 0; i < loading->docs.count; i++)
        known[i] = loading->docs.items[i].id;
    diag_arg(loading->diags, diag, "value", id);
    size_t nearest = similar_nearest(id, known, loading->docs.count);
    if (nearest != SIZE_MAX)
        diag_suggest(loading->diags, diag, known[nearest]);
    return PROJECT_NONE;
}

/* What a plan is alone in: its kind and the time that it is for. */
static struct interval claim(const struct project_doc *doc) {
    if (doc->kind == PLAN_VP)
        return doc->period;
    return doc->kind & (PLAN_AP | PLAN_RAPPORT) ? doc->year : unknown;
}

static int by_claim(const void *left, const void *right) {
    const struct project_doc *a = *(const struct project_doc *const *)left,
                             *b = *(const struct project_doc *const *)right;
    int32_t first = claim(a).first, second = claim(b).first;
    if (a->kind != b->kind)
        return (a->kind > b->kind) - (a->kind < b->kind);
    if (first != second)
        return (first > second) - (first < second);
    return (a > b) - (a < b); /* both are in one array: the order of the file */
}

/* Two plans for one time: nothing says which of them an activity serves. */
static void find_conflicts(struct project *project, struct arena *arena) {
    const struct project_doc **sorted = arena_array(arena, const struct project_doc *, project->doc_count);
    size_t count = 0;
    for (size_t i = 0; i < project->doc_count; i++)
        if (claim(&project->docs[i]).first <= claim(&project->docs[i]).last)
            sorted[count++] = &project->docs[i];
    if (count == 0)
        return;
    qsort(sorted, count, sizeof *sorted, by_claim);
    const struct project_doc *longest = sorted[0];
    for (size_t i = 1; i < count; i++) {
        const struct project_doc *doc = sorted[i];
        if (doc->kind == longest->kind && claim(doc).first <= claim(longest).last) {
            struct diag *diag = diag_add(&project->remarks, "CFG032", doc->id_place);
            diag_arg(&project->remarks, diag, "documents",
                     str_format(arena, "%.*s, %.*s", STR_ARGS(longest->id), STR_ARGS(doc->id)));
            diag_relate(&project->remarks, diag, NULL, longest->id_place);
        }
        if (doc->kind != longest->kind || claim(doc).last > claim(longest).last)
            longest = doc;
    }
}

struct project *project_load(struct arena *arena, struct source *source, const struct limits *limits,
                             struct diag_list *diags) {
    struct project *project = arena_new(arena, struct project);
    struct loading loading = {.arena = arena, .diags = diags, .project = project, .doc_by_id = map_create(arena)};
    size_t before = diags->count;
    project->source = source;
    project->remarks = diag_list_in(arena, 0);
    const xmlNode *root = schema_read(arena, "schemas/project.xsd", source, limits, diags);
    if (!root)
        return NULL;
    read_elements(&loading, root);
    for (size_t i = 0; i < loading.docs.count; i++) {
        loading.docs.items[i].implements = resolve(&loading, loading.doc_nodes.items[i], "implements");
        loading.docs.items[i].follows = resolve(&loading, loading.doc_nodes.items[i], "follows");
    }
    project->uses = loading.uses.items, project->use_count = loading.uses.count;
    project->docs = loading.docs.items, project->doc_count = loading.docs.count;
    project->sets = loading.sets.items, project->set_count = loading.sets.count;
    project->accepts = loading.accepts.items, project->accept_count = loading.accepts.count;
    project->aliases = loading.aliases.items, project->alias_count = loading.aliases.count;
    if (diags->count > before)
        return NULL;
    find_conflicts(project, arena);
    return project;
}

/* ---- Lookup ---- */

/* The classic two-pointer match: a later star takes back what an earlier one took, so that one place to return to a
 * kind of star is enough. `**` may take "/", `*` may not. */
bool project_match(struct str pattern, struct str path) {
    size_t p = 0, s = 0, star = SIZE_MAX, star_at = 0, deep = SIZE_MAX, deep_at = 0;
    while (s < path.len) {
        bool two = p + 1 < pattern.len && pattern.data[p] == '*' && pattern.data[p + 1] == '*';
        if (two) {
            /* "**" with its slash also stands for no folder at all */
            p += p + 2 < pattern.len && pattern.data[p + 2] == '/' ? 3 : 2;
            deep = p, deep_at = s, star = SIZE_MAX;
        } else if (p < pattern.len && pattern.data[p] == '*') {
            star = ++p, star_at = s;
        } else if (p < pattern.len &&
                   (pattern.data[p] == path.data[s] || (pattern.data[p] == '?' && path.data[s] != '/'))) {
            /* ? is one character, not one byte */
            if (pattern.data[p] == '?')
                utf8_next(path, &s);
            else
                s++;
            p++;
        } else if (star != SIZE_MAX && path.data[star_at] != '/') {
            p = star, s = ++star_at;
        } else if (deep != SIZE_MAX) {
            /* After "**" with its slash a match begins behind a slash. */
            bool folder = pattern.data[deep - 1] == '/';
            do
                deep_at++;
            while (folder && deep_at < path.len && path.data[deep_at - 1] != '/');
            if (folder && deep_at >= path.len)
                return false;
            p = deep, s = deep_at, star = SIZE_MAX;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.data[p] == '*')
        p++;
    return p == pattern.len;
}

bool project_is_pattern(struct str pattern) {
    return memchr(pattern.data, '*', pattern.len) || memchr(pattern.data, '?', pattern.len);
}

size_t project_find_doc(const struct project *project, struct str path) {
    for (size_t i = 0; i < project->doc_count; i++)
        if (project_match(project->docs[i].href, path))
            return i;
    return PROJECT_NONE;
}

void project_plan_options(const struct project *project, size_t doc, struct plan_options *options) {
    if (doc == PROJECT_NONE)
        return;
    const struct project_doc *row = &project->docs[doc];
    if (options->kind == PLAN_UNKNOWN)
        options->kind = row->kind;
    if (options->period.first > options->period.last)
        options->period = row->period;
    if (options->year.first > options->year.last)
        options->year = row->year;
}

static size_t add_relative(size_t doc, size_t out[PROJECT_RELATIVES], size_t count) {
    if (doc == PROJECT_NONE || count == PROJECT_RELATIVES)
        return count;
    for (size_t i = 0; i < count; i++)
        if (out[i] == doc)
            return count;
    out[count] = doc;
    return count + 1;
}

size_t project_relatives(const struct project *project, size_t from, size_t out[PROJECT_RELATIVES]) {
    size_t count = 0;
    if (from == PROJECT_NONE)
        return 0;
    count = add_relative(project->docs[from].implements, out, count);
    count = add_relative(project->docs[from].follows, out, count);
    for (size_t i = 0; i < count; i++) {
        count = add_relative(project->docs[out[i]].implements, out, count);
        count = add_relative(project->docs[out[i]].follows, out, count);
    }
    return count;
}
