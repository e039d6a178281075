#include "pack.h"

#include <assert.h>
#include <stdlib.h>

#include "compiled.h"
#include "embedded.h"
#include "fold.h"
#include "map.h"
#include "pack_load.h"
#include "schema.h"
#include "similar.h"
#include "spot.h"
#include "vec.h"
#include "xml.h"

static const struct str folder = {"rules/", 6}, suffix = {".xml", 4};

/* Everything that is known while packs are loaded. */
struct loading {
    struct arena *arena;
    const struct limits *limits;
    struct diag_list *diags;
    struct {
        struct rule **items;
        size_t count, cap;
    } rules;
    struct map *by_id;     /* -> rules */
    struct map *packs;     /* shipped packs that are loaded, by path */
    struct schema *schema; /* of packs; NULL until a pack has to be checked */
    struct {
        struct trace_alias *items;
        size_t count, cap;
    } aliases;
    const struct profile *profile;
    struct spotter *spotter;       /* of all patterns; NULL: the packs are the shipped ones, and the build made it */
    const struct spotter *shipped; /* that one */
};

static bool is_pack(const struct embedded_file *file) {
    return str_starts(str_from(file->name), folder) && str_ends(str_from(file->name), suffix);
}

static struct source *embedded_source(struct arena *arena, const struct embedded_file *file) {
    return source_create(arena, str_from(file->name), (struct str){0}, (struct str){file->data, file->len});
}

size_t rules_shipped(struct arena *arena, struct source ***out) {
    struct {
        struct source **items;
        size_t count, cap;
    } sources = {0};
    for (const struct embedded_file *file = embedded_files; file->name; file++)
        if (is_pack(file))
            *vec_add(arena, &sources) = embedded_source(arena, file);
    *out = sources.items;
    return sources.count;
}

static bool is_shipped(const struct source *source) {
    for (const struct embedded_file *file = embedded_files; file->name; file++)
        if (file->data == source->bytes.data)
            return true;
    return false;
}

/* ---- Children of <rules> ---- */

static struct rule *find_loaded(const struct loading *loading, struct str id_or_name) {
    size_t index = map_find(loading->by_id, id_or_name);
    if (index != MAP_NONE)
        return loading->rules.items[index];
    for (size_t i = 0; i < loading->rules.count; i++)
        if (str_equal(loading->rules.items[i]->kind.name, id_or_name))
            return loading->rules.items[i];
    return NULL;
}

/* Reports a word that names nothing, at the attribute that holds it. */
static void unknown_word(struct loading *loading, const char *id, const xmlAttr *attribute, struct str word,
                         const struct str *known, size_t count) {
    struct diag *diag = diag_fail(loading->diags, id, tree_place(attribute));
    diag_arg(loading->diags, diag, "value", word);
    size_t nearest = similar_nearest(word, known, count);
    if (known && nearest != SIZE_MAX)
        diag_suggest(loading->diags, diag, known[nearest]);
}

/* Returns the shipped pack that has the rule; else NULL, and `known` has every shipped id and name. */
static const struct compiled_pack *pack_of(struct loading *loading, struct str word, struct str_list *known) {
    for (const struct compiled_pack *pack = compiled_packs; pack->path; pack++) {
        for (size_t i = 0; i < pack->rule_count; i++) {
            const struct kind *kind = &pack->rules[i].kind;
            if (str_equal(kind->id, word) || str_equal(kind->name, word))
                return pack;
            *vec_add(loading->arena, known) = kind->id;
            *vec_add(loading->arena, known) = kind->name;
        }
    }
    return NULL;
}

static void unknown_rule(struct loading *loading, const xmlNode *element, struct str word) {
    struct str_list known = {0};
    const struct compiled_pack *pack = pack_of(loading, word, &known);
    if (pack) {
        struct str path = str_from(pack->path);
        struct diag *diag = diag_fail(loading->diags, "CFG019", tree_place(tree_attribute(element, "rule")));
        diag_arg(loading->diags, diag, "value", word);
        diag_arg(loading->diags, diag, "pack", str_slice(path, folder.len, path.len - suffix.len));
        return;
    }
    for (size_t i = 0; i < loading->rules.count; i++) {
        *vec_add(loading->arena, &known) = loading->rules.items[i]->kind.id;
        *vec_add(loading->arena, &known) = loading->rules.items[i]->kind.name;
    }
    unknown_word(loading, "CFG004", tree_attribute(element, "rule"), word, known.items, known.count);
}

static void read_set(struct loading *loading, const xmlNode *element) {
    struct str word = tree_token(element, "rule");
    struct rule *rule = find_loaded(loading, word);
    if (rule)
        rule->kind.severity = severity_find(tree_token(element, "severity"));
    else
        unknown_rule(loading, element, word);
}

static void read_alias(struct loading *loading, const xmlNode *element) {
    *vec_add(loading->arena, &loading->aliases) = (struct trace_alias){
        .key = fold_heading(loading->arena, tree_get(element, "heading")), .goal = tree_token(element, "goal")};
}

/* Adds a rule, in the place of one with its id from an earlier pack. Ids and names are unique within a pack. */
static void add_rule(struct loading *loading, struct rule *rule) {
    size_t index = map_add(loading->by_id, rule->kind.id, loading->rules.count);
    if (index == loading->rules.count)
        vec_add(loading->arena, &loading->rules);
    assert(loading->rules.items);
    loading->rules.items[index] = rule;
}

/* Reports an id or name that a rule of the same pack has already. */
static bool is_duplicate(struct loading *loading, struct map *seen, struct map *names, const struct rule *rule,
                         size_t index, struct rule *const *earlier) {
    size_t by_id = map_add(seen, rule->kind.id, index), by_name = map_add(names, rule->kind.name, index);
    size_t first = by_id != index ? by_id : by_name;
    if (first == index)
        return false;
    struct diag *diag = diag_fail(loading->diags, "CFG015", rule->place);
    diag_arg(loading->diags, diag, "rule", rule->kind.id);
    diag_arg(loading->diags, diag, "name", rule->kind.name);
    diag_relate(loading->diags, diag, NULL, earlier[first]->place);
    return true;
}

static void load_shipped(struct loading *loading, const struct embedded_file *file);

static const struct embedded_file *shipped_pack(struct str stem) {
    for (const struct embedded_file *file = embedded_files; file->name; file++) {
        struct str name = str_from(file->name);
        if (is_pack(file) && str_equal(str_slice(name, folder.len, name.len - suffix.len), stem))
            return file;
    }
    return NULL;
}

size_t rules_pack_names(struct arena *arena, struct str **out) {
    struct str_list names = {0};
    for (const struct embedded_file *file = embedded_files; file->name; file++) {
        struct str name = str_from(file->name);
        if (is_pack(file))
            *vec_add(arena, &names) = str_slice(name, folder.len, name.len - suffix.len);
    }
    *out = names.items;
    return names.count;
}

/* Files of the user have no part: a part of the program itself is a shipped pack. */
struct source *rules_pack(struct arena *arena, struct str name) {
    const struct embedded_file *file = shipped_pack(name);
    return file ? source_create(arena, STR("planlint"), str_from(file->name), (struct str){file->data, file->len})
                : NULL;
}

static void unknown_pack(struct loading *loading, const xmlNode *element, struct str word) {
    struct str *names;
    size_t count = rules_pack_names(loading->arena, &names);
    unknown_word(loading, "CFG016", tree_attribute(element, "pack"), word, names, count);
}

static void read_use(struct loading *loading, const xmlNode *element) {
    struct str stem = tree_token(element, "pack");
    const struct embedded_file *file = shipped_pack(stem);
    if (file)
        load_shipped(loading, file);
    else
        unknown_pack(loading, element, stem);
}

static void read_profile(struct loading *loading, const xmlNode *element) {
    loading->profile = profile_load(loading->arena, element);
    for (const xmlNode *node = load_element(element->children); node; node = load_element(node->next))
        if (strcmp((const char *)node->name, "period") == 0 && !date_known(loading->profile->period))
            diag_arg(loading->diags, diag_fail(loading->diags, "CFG057", tree_place(tree_attribute(node, "from"))),
                     "value",
                     str_format(loading->arena, "%.*s/%.*s", STR_ARGS(tree_token(node, "from")),
                                STR_ARGS(tree_token(node, "to"))));
}

static const struct {
    const char *name;
    void (*read)(struct loading *loading, const xmlNode *element);
} children[] = {{"use", read_use}, {"alias", read_alias}, {"set", read_set}, {"profile", read_profile}};

static void read_pack(struct loading *loading, const xmlNode *root, struct pack_load *load) {
    struct map *ids = map_create(loading->arena), *names = map_create(loading->arena);
    struct {
        struct rule **items;
        size_t count, cap;
    } own = {0};
    for (const xmlNode *node = load_element(root->children); node; node = load_element(node->next)) {
        size_t i = 0;
        while (i < sizeof children / sizeof *children && strcmp(children[i].name, (const char *)node->name) != 0)
            i++;
        if (i < sizeof children / sizeof *children) {
            children[i].read(loading, node);
            continue;
        }
        struct rule *rule = rule_load(load, node);
        if (is_duplicate(loading, ids, names, rule, own.count, own.items))
            continue;
        *vec_add(loading->arena, &own) = rule;
        add_rule(loading, rule);
    }
}

/* Validates a pack of the user. Whatever is wrong with it, the run does not start. */
static bool validate(struct loading *loading, xmlDoc *tree) {
    size_t before = loading->diags->count;
    if (!loading->schema)
        loading->schema = schema_load(loading->arena, "schemas/rules.xsd");
    bool valid = schema_validate(loading->schema, tree, loading->diags);
    for (size_t i = before; i < loading->diags->count; i++)
        loading->diags->items[i]->fatal = true;
    return valid;
}

/* Loads a pack unless it is a shipped one that is loaded already: packs that use each other end here. Shipped packs are
 * not validated: a test does that, and start-up is paid for by every document. */
static void load_pack(struct loading *loading, struct source *source) {
    bool shipped = is_shipped(source);
    if (shipped && map_find(loading->packs, source->path) != MAP_NONE)
        return;
    if (shipped)
        map_add(loading->packs, source->path, 1);
    xmlDoc *tree = xml_read_tree(loading->arena, source, loading->limits, loading->diags);
    if (!tree || (!shipped && !validate(loading, tree)))
        return;
    struct pack_load load = {.arena = loading->arena,
                             .limits = loading->limits,
                             .pack = source->path,
                             .checked = !shipped,
                             .diags = loading->diags,
                             .spotter = loading->spotter};
    read_pack(loading, xmlDocGetRootElement(tree), &load);
}

static const struct compiled_pack *find_compiled(const char *path) {
    for (const struct compiled_pack *pack = compiled_packs; pack->path; pack++)
        if (strcmp(pack->path, path) == 0)
            return pack;
    return NULL;
}

/* Rules are copied because <set> may change them, clauses because they get their regexes. */
static void load_compiled(struct loading *loading, const struct compiled_pack *pack) {
    if (map_find(loading->packs, str_from(pack->path)) != MAP_NONE)
        return;
    map_add(loading->packs, str_from(pack->path), 1);
    struct pack_load load = {.arena = loading->arena, .spotter = loading->spotter, .shipped = loading->shipped};
    struct rule *rules = arena_array(loading->arena, struct rule, pack->rule_count);
    for (size_t i = 0; i < pack->rule_count; i++) {
        struct rule *rule = &rules[i];
        *rule = pack->rules[i];
        if (rule->clause_count) {
            rule->clauses = arena_array(loading->arena, struct clause, rule->clause_count);
            memcpy(rule->clauses, pack->rules[i].clauses, rule->clause_count * sizeof *rule->clauses);
        }
        for (size_t k = 0; k < rule->clause_count; k++)
            rule_add_regex(&load, rule, &rule->clauses[k]);
        add_rule(loading, rule);
    }
    if (pack->profile)
        loading->profile = pack->profile;
}

/* Loads a shipped pack of which nobody wants places or markup. */
static void load_shipped(struct loading *loading, const struct embedded_file *file) {
    const struct compiled_pack *compiled = find_compiled(file->name);
    if (compiled)
        load_compiled(loading, compiled);
    else
        load_pack(loading, embedded_source(loading->arena, file));
}

/* Without a profile in the packs given, the last shipped one holds. */
static void ensure_profile(struct loading *loading) {
    struct loading shipped = {.arena = loading->arena,
                              .limits = loading->limits,
                              .diags = loading->diags,
                              .by_id = map_create(loading->arena),
                              .packs = map_create(loading->arena),
                              .spotter = loading->spotter};
    if (loading->profile)
        return;
    for (const struct embedded_file *file = embedded_files; file->name; file++)
        if (is_pack(file))
            load_shipped(&shipped, file);
    loading->profile = shipped.profile;
}

static int by_id(const void *a, const void *b) {
    const struct rule *const *left = a, *const *right = b;
    return str_compare((*left)->kind.id, (*right)->kind.id);
}

/* The wording of engine findings, unless the packs given have it as text. */
static void load_engine(struct loading *loading, struct source **files, size_t file_count) {
    const struct embedded_file *engine = shipped_pack(STR("engine"));
    assert(engine); /* the build embeds it */
    for (size_t i = 0; i < file_count; i++)
        if (files[i]->bytes.data == engine->data)
            return;
    load_shipped(loading, engine);
}

static void release_arena(void *arena) {
    arena_destroy(arena);
}

static struct rules *finish(struct loading *loading) {
    struct rules *rules = arena_new(loading->arena, struct rules);
    struct pack_load load = {.arena = loading->arena, .spotter = loading->spotter, .shipped = loading->shipped};
    rules->profile = profile_with_regexes(&load, loading->profile, loading->spotter ? NULL : compiled_likenesses);
    if (loading->spotter)
        spotter_finish(loading->spotter);
    rules->spotter = loading->spotter ? loading->spotter : loading->shipped;
    if (loading->rules.count)
        qsort(loading->rules.items, loading->rules.count, sizeof *loading->rules.items, by_id);
    rules->items = loading->rules.items;
    rules->count = loading->rules.count;
    rules->aliases = loading->aliases.items;
    rules->alias_count = loading->aliases.count;
    return rules;
}

static const struct embedded_file *find_embedded(struct str path) {
    const struct embedded_file *file = embedded_files;
    while (!str_is(path, file->name))
        file++;
    return file;
}

struct rules *rules_load(struct arena *arena, struct source **files, size_t file_count, const struct limits *limits,
                         struct diag_list *diags) {
    struct arena *own = arena_create();
    struct loading loading = {
        .arena = own, .limits = limits, .diags = diags, .by_id = map_create(own), .packs = map_create(own)};
    if (file_count == 0 && compiled_spotter.state_count)
        loading.shipped = spotter_of(own, &compiled_spotter);
    else
        loading.spotter = spotter_create(own);
    size_t dropped = diags->dropped, before = diags->count;
    if (file_count == 0)
        for (const struct embedded_file *file = embedded_files; file->name; file++)
            if (is_pack(file))
                load_shipped(&loading, file);
    if (file_count)
        load_engine(&loading, files, file_count);
    for (size_t i = 0; i < file_count; i++)
        if (files[i]->part.len)
            load_shipped(&loading, find_embedded(files[i]->part));
        else
            load_pack(&loading, files[i]);
    ensure_profile(&loading);
    bool faulty = diags->count > before || diags->dropped > dropped;
    /* The places of faults lie in the packs: without rules these live as long as the diagnostics. */
    arena_defer(faulty ? diags->arena : arena, release_arena, own);
    return faulty ? NULL : finish(&loading);
}

/* ---- Lookup ---- */

const struct rule *rules_find(const struct rules *rules, struct str id_or_name) {
    size_t low = 0, high = rules->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(id_or_name, rules->items[middle]->kind.id);
        if (order == 0)
            return rules->items[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    for (size_t i = 0; i < rules->count; i++)
        if (str_equal(rules->items[i]->kind.name, id_or_name))
            return rules->items[i];
    return NULL;
}

bool rule_named(const struct rule *rule, struct str word) {
    return str_equal(word, rule->kind.name) || (word.len >= 3 && str_starts(rule->kind.id, word));
}

bool rules_any(const struct rules *rules, struct str word) {
    for (size_t i = 0; i < rules->count; i++)
        if (rule_named(rules->items[i], word))
            return true;
    return false;
}

void rules_unknown(const struct rules *rules, struct str word, struct diag *diag, struct diag_list *diags) {
    struct str *known = arena_array(diags->arena, struct str, rules->count * 2);
    for (size_t i = 0; i < rules->count; i++) {
        known[2 * i] = rules->items[i]->kind.id;
        known[2 * i + 1] = rules->items[i]->kind.name;
    }
    diag_arg(diags, diag, "value", word);
    size_t nearest = similar_nearest(word, known, rules->count * 2);
    if (nearest != SIZE_MAX)
        diag_suggest(diags, diag, known[nearest]);
}

static struct str attribute(const struct rule_attribute *attributes, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (str_is(attributes[i].name, name))
            return attributes[i].value;
    return (struct str){0};
}

struct str rule_get(const struct rule *rule, const char *name) {
    return attribute(rule->attributes, rule->attribute_count, name);
}

struct str clause_get(const struct clause *clause, const char *name) {
    return attribute(clause->attributes, clause->attribute_count, name);
}

size_t rule_number(const struct rule *rule, const char *name, size_t otherwise) {
    uint64_t number;
    return str_to_number(rule_get(rule, name), &number) && number <= SIZE_MAX ? (size_t)number : otherwise;
}

const struct clause *rule_clause(const struct rule *rule, const char *name, const struct clause *after) {
    const struct clause *end = rule->clauses + rule->clause_count;
    for (const struct clause *clause = after ? after + 1 : rule->clauses; clause < end; clause++)
        if (str_is(clause->name, name))
            return clause;
    return NULL;
}
