/* The program that the build runs to make shipped.c: reads the shipped packs with the loader, and the shipped schemas,
 * and prints them as C data. */
#include <inttypes.h>
#include <stdio.h>

#include "compiled.h"
#include "embedded.h"
#include "pack_load.h"
#include "spot.h"
#include "verdict.h"
#include "verdict_compile.h"
#include "xml.h"

/* The loader is linked into this program too. */
const struct compiled_pack compiled_packs[] = {{0}};
const struct spot_tables compiled_spotter = {0};
const struct spots compiled_likenesses[] = {{.count = 0}};
const struct verdict_schema verdict_schemas[] = {{0}};

static void put_str(FILE *out, struct str text) {
    if (!text.data) {
        fprintf(out, "{0}, ");
        return;
    }
    fprintf(out, "{\"");
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        /* Three octal digits end the escape whatever follows; "?" could begin a trigraph. */
        if (byte < ' ' || byte > '~' || byte == '"' || byte == '\\' || byte == '?')
            fprintf(out, "\\%03o", byte);
        else
            fputc(byte, out);
    }
    fprintf(out, "\", %zu}, ", text.len);
}

static void put_field(FILE *out, const char *name, struct str text) {
    if (!text.data)
        return;
    fprintf(out, ".%s = ", name);
    put_str(out, text);
}

static void put_languages(FILE *out, const char *name, const struct str text[LANGUAGES]) {
    fprintf(out, ".%s = {", name);
    for (size_t i = 0; i < LANGUAGES; i++)
        put_str(out, text[i]);
    fprintf(out, "}, ");
}

static void put_strs(FILE *out, const char *name, const char *count_name, const struct str *items, size_t count) {
    if (count == 0)
        return;
    fprintf(out, ".%s = (struct str[]){", name);
    for (size_t i = 0; i < count; i++)
        put_str(out, items[i]);
    fprintf(out, "}, ");
    if (count_name)
        fprintf(out, ".%s = %zu, ", count_name, count);
}

static void put_attributes(FILE *out, const struct rule_attribute *attributes, size_t count) {
    if (count == 0)
        return;
    fprintf(out, ".attributes = (struct rule_attribute[]){");
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "{");
        put_field(out, "name", attributes[i].name);
        put_field(out, "value", attributes[i].value);
        fprintf(out, "}, ");
    }
    fprintf(out, "}, .attribute_count = %zu, ", count);
}

static void put_related(FILE *out, const struct kind *kind) {
    if (kind->related_count == 0)
        return;
    fprintf(out, ".related = (struct kind_related[]){");
    for (size_t i = 0; i < kind->related_count; i++) {
        fprintf(out, "{");
        put_field(out, "role", kind->related[i].role);
        put_languages(out, "text", kind->related[i].text);
        fprintf(out, "}, ");
    }
    fprintf(out, "}, .related_count = %zu, ", kind->related_count);
}

static void put_kind(FILE *out, const struct kind *kind) {
    fprintf(out, ".kind = {");
    put_field(out, "id", kind->id);
    put_field(out, "name", kind->name);
    fprintf(out, ".severity = %d, ", (int)kind->severity);
    put_languages(out, "message", kind->message);
    put_languages(out, "why", kind->why);
    put_field(out, "see", kind->see);
    put_related(out, kind);
    fprintf(out, "}, ");
}

static void put_literal(FILE *out, const struct literal *literal) {
    if (!literal)
        return;
    fprintf(out, ".literal = &(const struct literal){.sets = {");
    for (size_t i = 0; i < literal->count; i++) {
        fprintf(out, "{");
        put_strs(out, "texts", "count", literal->sets[i].texts, literal->sets[i].count);
        fprintf(out, "}, ");
    }
    fprintf(out, "%s}, .count = %zu}, ", literal->count ? "" : "{.count = 0}", literal->count);
}

/* None of a clause that is no pattern: no subject is dismissed then. */
static void put_spots(FILE *out, const struct regex *regex) {
    const struct spots *spots = regex ? regex_spots(regex) : NULL;
    fprintf(out, "{.count = %u", spots ? spots->count : 0u);
    for (size_t i = 0; spots && i < spots->count; i++)
        fprintf(out, ", .sets[%zu] = %u", i, spots->sets[i]);
    fprintf(out, "}, ");
}

/* `known` is the same rule among all packs. */
static void put_clauses(FILE *out, const struct rule *rule, const struct rule *known) {
    if (rule->clause_count == 0)
        return;
    fprintf(out, ".clauses = (struct clause[]){");
    for (size_t i = 0; i < rule->clause_count; i++) {
        fprintf(out, "{");
        put_field(out, "name", rule->clauses[i].name);
        put_field(out, "text", rule->clauses[i].text);
        put_attributes(out, rule->clauses[i].attributes, rule->clauses[i].attribute_count);
        put_literal(out, rule->clauses[i].literal);
        fprintf(out, ".spots = ");
        put_spots(out, known && known->clause_count == rule->clause_count ? known->clauses[i].regex : NULL);
        fprintf(out, "}, ");
    }
    fprintf(out, "}, .clause_count = %zu, ", rule->clause_count);
}

static void put_examples(FILE *out, const struct rule *rule) {
    if (rule->example_count == 0)
        return;
    fprintf(out, ".examples = (struct example[]){");
    for (size_t i = 0; i < rule->example_count; i++) {
        const struct example *example = &rule->examples[i];
        fprintf(out, "{");
        put_field(out, "form", example->form);
        put_field(out, "text", example->text);
        put_field(out, "fixed", example->fixed);
        fprintf(out, ".mark_begin = %zuu, .mark_end = %zuu}, ", example->mark_begin, example->mark_end);
    }
    fprintf(out, "}, .example_count = %zu, ", rule->example_count);
}

static void put_rule(FILE *out, const struct rule *rule, const struct rule *known) {
    fprintf(out, "    {");
    put_kind(out, &rule->kind);
    put_field(out, "element", rule->element);
    put_field(out, "per", rule->per);
    put_field(out, "pack", rule->pack);
    put_field(out, "fix_replace", rule->fix_replace);
    fprintf(out, ".kinds = %uu, .in = %uu, .max = %zu, .confidence = %d, .period = {%d, %d}, ", rule->kinds, rule->in,
            rule->max, (int)rule->confidence, (int)rule->period.first, (int)rule->period.last);
    fprintf(out, ".word_form = %d, .fix_safe = %d, ", rule->word_form, rule->fix_safe);
    put_attributes(out, rule->attributes, rule->attribute_count);
    put_clauses(out, rule, known);
    put_examples(out, rule);
    fprintf(out, "},\n");
}

static void put_profile(FILE *out, const struct profile *profile, size_t number) {
    fprintf(out, "static const struct profile profile_%zu = {", number);
    put_field(out, "id", profile->id);
    put_field(out, "organisation", profile->organisation);
    fprintf(out, ".period = {%d, %d},\n", (int)profile->period.first, (int)profile->period.last);
    if (profile->focus_count)
        fprintf(out, "    .focus = (struct focus_area[]){");
    for (size_t i = 0; i < profile->focus_count; i++) {
        const struct focus_area *area = &profile->focus[i];
        fprintf(out, "{");
        put_field(out, "id", area->id);
        put_field(out, "name", area->name);
        put_field(out, "key", area->key);
        put_strs(out, "spellings", "spelling_count", area->spellings, area->spelling_count);
        put_strs(out, "spelling_keys", NULL, area->spelling_keys, area->spelling_count);
        fprintf(out, "}, ");
    }
    if (profile->focus_count)
        fprintf(out, "}, .focus_count = %zu,\n    ", profile->focus_count);
    put_strs(out, "regions", "region_count", profile->regions, profile->region_count);
    if (profile->section_count)
        fprintf(out, "\n    .sections = (struct section_name[]){");
    for (size_t i = 0; i < profile->section_count; i++) {
        fprintf(out, "{.role = %d, ", (int)profile->sections[i].role);
        put_field(out, "name", profile->sections[i].name);
        put_field(out, "key", profile->sections[i].key);
        fprintf(out, "}, ");
    }
    if (profile->section_count)
        fprintf(out, "}, .section_count = %zu", profile->section_count);
    fprintf(out, "};\n\n");
}

/* Whether the pack has nothing but rules and a profile. Faulty packs and others are left to be read as text, which
 * reports what is wrong. */
static bool is_plain(const xmlNode *root) {
    for (const xmlNode *node = load_element(root->children); node; node = load_element(node->next))
        if (strcmp((const char *)node->name, "use") == 0 || strcmp((const char *)node->name, "set") == 0 ||
            strcmp((const char *)node->name, "alias") == 0)
            return false;
    return true;
}

/* Prints one pack; returns whether it could be compiled, and what its row in the table needs. */
static bool put_pack(FILE *out, struct arena *arena, const struct rules *all, struct source *source, size_t number,
                     size_t *rule_count, bool *has_profile) {
    struct limits limits = limits_default();
    struct diag_list diags = diag_list_in(arena, 0);
    xmlDoc *tree = xml_read_tree(arena, source, &limits, &diags);
    const xmlNode *root = tree ? xmlDocGetRootElement(tree) : NULL;
    if (!root || !is_plain(root))
        return false;
    struct pack_load load = {.arena = arena, .pack = source->path, .diags = &diags, .spotter = spotter_create(arena)};
    *rule_count = 0;
    *has_profile = false;
    for (const xmlNode *node = load_element(root->children); node; node = load_element(node->next)) {
        if (strcmp((const char *)node->name, "profile") == 0) {
            if (*has_profile)
                return false;
            *has_profile = true;
            put_profile(out, profile_load(arena, node), number);
        }
    }
    fprintf(out, "static const struct rule rules_%zu[] = {\n", number);
    for (const xmlNode *node = load_element(root->children); node; node = load_element(node->next)) {
        if (strcmp((const char *)node->name, "profile") == 0)
            continue;
        const struct rule *rule = rule_load(&load, node);
        put_rule(out, rule, rules_find(all, rule->kind.id));
        ++*rule_count;
    }
    fprintf(out, "%s};\n\n", *rule_count ? "" : "    {.max = 0},\n");
    return true;
}

/* The spotter is of no use without all packs. */
static void put_spotter(FILE *out, const struct rules *all, bool complete) {
    const struct spot_tables *tables = spotter_tables(all->spotter);
    fprintf(out, "static const uint16_t steps[] = {");
    for (size_t i = 0; i < tables->state_count * SPOT_SYMBOLS; i++)
        fprintf(out, i % 32 == 31 ? "%u,\n" : "%u,", tables->steps[i]);
    fprintf(out, "};\n\nstatic const uint64_t seen[] = {");
    for (size_t i = 0; i < (tables->state_count - tables->ends) * tables->words; i++)
        fprintf(out, i % 8 == 7 ? "%#" PRIx64 ",\n" : "%#" PRIx64 ",", tables->seen[i]);
    fprintf(out, "0};\n\nconst struct spot_tables compiled_spotter = {steps, seen, %zu, %zu, %zu};\n\n",
            complete ? tables->state_count : 0, tables->ends, tables->words);
    fprintf(out, "const struct spots compiled_likenesses[] = {");
    for (size_t i = 0; i < all->profile->focus_count; i++)
        put_spots(out, all->profile->focus[i].likeness);
    fprintf(out, "{.count = 0}};\n\n");
}

static bool put_packs(FILE *out, struct arena *arena) {
    struct limits limits = limits_default();
    struct diag_list diags = diag_list_in(arena, 0);
    const struct rules *all = rules_load(arena, NULL, 0, &limits, &diags);
    bool complete = true;
    if (!all)
        return false;
    struct source **packs;
    size_t count = rules_shipped(arena, &packs);
    struct row {
        size_t rule_count;
        bool compiled, has_profile;
    } *rows = arena_array(arena, struct row, count);
    fprintf(out, "#include \"compiled.h\"\n\n");
    for (size_t i = 0; i < count; i++) {
        rows[i].compiled = put_pack(out, arena, all, packs[i], i, &rows[i].rule_count, &rows[i].has_profile);
        complete = complete && rows[i].compiled;
    }
    put_spotter(out, all, complete);
    fprintf(out, "const struct compiled_pack compiled_packs[] = {\n");
    for (size_t i = 0; i < count; i++) {
        if (!rows[i].compiled)
            continue;
        fprintf(out, "    {\"%.*s\", rules_%zu, %zu, ", STR_ARGS(packs[i]->path), i, rows[i].rule_count);
        if (rows[i].has_profile)
            fprintf(out, "&profile_%zu},\n", i);
        else
            fprintf(out, "0},\n");
    }
    fprintf(out, "    {0},\n};\n");
    return fflush(out) == 0 && !ferror(out);
}

int main(int argc, char **argv) {
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
    if (!out)
        return 2;
    struct arena *arena = arena_create();
    xml_start();
    bool written = put_packs(out, arena) && verdict_compile(out, arena);
    arena_destroy(arena);
    return fclose(out) == 0 && written ? 0 : 1;
}
