#include "element.h"

#include "similar.h"

enum { CANDIDATES = 64 };

static struct diag *fail(struct diag_list *diags, const char *id, const struct rule *rule, struct place place,
                         struct str value) {
    struct diag *diag = diag_fail(diags, id, place);
    diag_arg(diags, diag, "rule", rule->kind.id);
    diag_arg(diags, diag, "value", value);
    return diag;
}

static void suggest(struct diag_list *diags, struct diag *diag, struct str word, const struct str *candidates,
                    size_t count) {
    size_t nearest = similar_nearest(word, candidates, count);
    if (nearest != SIZE_MAX)
        diag_suggest(diags, diag, candidates[nearest]);
}

static size_t add_words(struct str *out, size_t count, const char *const *words) {
    for (size_t i = 0; words && words[i] && count < CANDIDATES; i++)
        out[count++] = str_from(words[i]);
    return count;
}

static bool among(struct str word, const struct str *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (str_equal(word, words[i]))
            return true;
    return false;
}

static struct place attribute_place(const struct rule_attribute *attributes, size_t count, const char *name,
                                    struct place otherwise) {
    for (size_t i = 0; i < count; i++)
        if (str_is(attributes[i].name, name))
            return attributes[i].place;
    return otherwise;
}

/* No check does what the element with these attributes asks for. */
static void report_unknown(const struct rule *rule, struct diag_list *diags) {
    struct str values[CANDIDATES];
    const char *attribute = NULL;
    size_t count = 0, rows;
    const struct element *row = element_rows(&rows);
    for (size_t i = 0; i < rows; i++) {
        if (!str_is(rule->element, row[i].name) || count == CANDIDATES)
            continue;
        if (!attribute || rule_get(rule, row[i].attribute).len)
            attribute = row[i].attribute;
        values[count++] = str_from(row[i].value);
    }
    struct str value = attribute ? rule_get(rule, attribute) : rule->element;
    struct place place =
        attribute ? attribute_place(rule->attributes, rule->attribute_count, attribute, rule->place) : rule->place;
    struct diag *diag = fail(diags, "CFG020", rule, place, value.len ? value : rule->element);
    suggest(diags, diag, value, values, count);
}

/* {0}, {12}: a group by number. */
static bool is_number(struct str word) {
    uint64_t number;
    return str_to_number(word, &number);
}

static bool is_group(const struct rule *rule, struct arena *arena, struct str word) {
    const char *name = str_copy(arena, word).data;
    for (size_t i = 0; i < rule->clause_count; i++)
        if (rule->clauses[i].regex && regex_group(rule->clauses[i].regex, name) < REGEX_GROUPS)
            return true;
    return false;
}

/* Whether the messages only ask for what the check gives. */
static void verify_placeholders(const struct rule *rule, const struct element *element, struct diag_list *diags) {
    struct str known[CANDIDATES] = {STR("quote"), STR("count")};
    size_t count = add_words(known, 2, element->placeholders);
    for (enum language language = LANGUAGE_SV; language < LANGUAGES; language++) {
        struct str text = rule->kind.message[language];
        for (size_t at = 0; at < text.len; at++) {
            if (text.data[at] != '{')
                continue;
            size_t close = str_find(text, STR("}"), at);
            if (at + 1 < text.len && text.data[at + 1] == '{') {
                at++;
                continue;
            }
            if (close == SIZE_MAX)
                break;
            struct str word = str_slice(text, at + 1, close);
            if (!among(word, known, count) && !is_number(word) && !is_group(rule, diags->arena, word))
                suggest(diags, fail(diags, "CFG021", rule, rule->place, word), word, known, count);
            at = close;
        }
    }
}

static void verify_states(const struct rule *rule, const struct element *element, struct diag_list *diags) {
    struct str known[CANDIDATES];
    size_t count = add_words(known, 0, element->states);
    for (const struct clause *clause = NULL; element->states && (clause = rule_clause(rule, "state", clause));) {
        struct str name = clause_get(clause, "name");
        if (among(name, known, count))
            continue;
        struct place place = attribute_place(clause->attributes, clause->attribute_count, "name", rule->place);
        suggest(diags, fail(diags, "CFG022", rule, place, name), name, known, count);
    }
}

bool check_verify(const struct rules *rules, struct diag_list *diags) {
    size_t before = diags->count;
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = rules->items[i];
        if (str_is(rule->element, "engine"))
            continue;
        const struct element *element = element_find(rule);
        if (!element) {
            report_unknown(rule, diags);
            continue;
        }
        if (element->needs && !rule_clause(rule, element->needs, NULL))
            fail(diags, "CFG023", rule, rule->place, str_from(element->needs));
        verify_placeholders(rule, element, diags);
        verify_states(rule, element, diags);
    }
    return diags->count == before;
}

bool check_known(struct str element, const char *const **placeholders) {
    size_t rows;
    const struct element *row = element_rows(&rows);
    for (size_t i = 0; i < rows; i++)
        if (str_is(element, row[i].name)) {
            *placeholders = row[i].placeholders;
            return true;
        }
    return false;
}
