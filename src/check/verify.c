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

/* Whether the word names a group, by number (of one digit: no more are expanded) or name, of a pattern that can be what
 * is reported. */
static bool is_group(const struct rule *rule, struct arena *arena, struct str word, bool names) {
    const char *name = str_copy(arena, word).data;
    uint64_t number;
    bool numbered = str_to_number(word, &number);
    for (const struct clause *match = NULL; (match = rule_clause(rule, "match", match));) {
        if (numbered ? word.len == 1 && number <= regex_groups(match->regex)
                     : names && regex_group(match->regex, name) < REGEX_GROUPS)
            return true;
    }
    return false;
}

struct words {
    const struct str *known;
    size_t count;
    bool groups, names; /* groups of patterns may be named as well: by number, by name */
};

/* Whether a text only asks for what the check gives. */
static void verify_text(const struct rule *rule, struct str text, const struct words *words, struct diag_list *diags) {
    for (size_t at = 0; at < text.len; at++) {
        if (text.data[at] != '{')
            continue;
        size_t close = str_find(text, STR("}"), at);
        if (at + 1 < text.len && text.data[at + 1] == '{') {
            at++;
            continue;
        }
        if (close == SIZE_MAX)
            return;
        struct str word = str_slice(text, at + 1, close);
        if (!among(word, words->known, words->count) &&
            !(words->groups && is_group(rule, diags->arena, word, words->names)))
            suggest(diags, fail(diags, "CFG021", rule, rule->place, word), word, words->known, words->count);
        at = close;
    }
}

static void verify_placeholders(const struct rule *rule, const struct element *element, struct diag_list *diags) {
    struct str known[CANDIDATES] = {STR("quote")};
    /* How many were folded is known where some are. */
    if (!str_is(rule->per, "match"))
        known[1] = STR("count");
    size_t count = add_words(known, 1 + (known[1].len > 0), element->placeholders);
    struct words words = {known, count, element->groups, true}, fix = {known, 0, element->groups, false};
    for (enum language language = LANGUAGE_SV; language < LANGUAGES; language++) {
        verify_text(rule, rule->kind.message[language], &words, diags);
        for (size_t i = 0; i < rule->kind.related_count; i++)
            verify_text(rule, rule->kind.related[i].text[language], &words, diags);
    }
    if (rule->fix_replace.data)
        verify_text(rule, rule->fix_replace, &fix, diags);
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

/* The replacement of a term only takes groups that its own pattern has; any other would vanish from the text. */
static void verify_terms(const struct rule *rule, struct diag_list *diags) {
    for (const struct clause *term = NULL; (term = rule_clause(rule, "term", term));) {
        struct str to = clause_get(term, "to");
        for (size_t at = 0; at + 2 < to.len; at++) {
            char digit = to.data[at + 1];
            if (to.data[at] != '{')
                continue;
            if (digit == '{')
                at++;
            else if (digit > '0' && digit <= '9' && to.data[at + 2] == '}' &&
                     (size_t)(digit - '0') > regex_groups(term->regex))
                fail(diags, "CFG021", rule, attribute_place(term->attributes, term->attribute_count, "to", rule->place),
                     str_slice(to, at + 1, at + 2));
        }
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
        verify_terms(rule, diags);
    }
    return diags->count == before;
}

/* Read by check_run for every rule, or with the patterns. */
static const char *const everywhere[] = {"given", "not-given", "not-in", "ignore-case", "language"};

/* Whether the check reads the parameter, and this value of it ("with=toc"). */
static bool reads(const struct element *element, struct str name, struct str value) {
    for (size_t i = 0; i < sizeof everywhere / sizeof *everywhere; i++)
        if (str_is(name, everywhere[i]))
            return true;
    if (element->attribute && str_is(name, element->attribute))
        return true;
    for (struct str words = str_from(element->reads ? element->reads : ""); words.len;) {
        struct str word = str_cut(&words, ' '), wanted = word, read = str_cut(&wanted, '=');
        if (str_equal(read, name))
            return read.len == word.len || str_equal(wanted, value);
    }
    return false;
}

void check_unread(const struct rule *rule, struct diag_list *diags) {
    const struct element *element = element_find(rule);
    for (size_t i = 0; element && i < rule->attribute_count; i++) {
        const struct rule_attribute *attribute = &rule->attributes[i];
        if (reads(element, attribute->name, attribute->value))
            continue;
        struct diag *diag = diag_add(diags, "CFG009", attribute->place);
        diag_arg(diags, diag, "rule", rule->kind.id);
        diag_arg(diags, diag, "value", attribute->name);
    }
    for (size_t i = 0; element && i < rule->clause_count; i++) {
        const struct clause *clause = &rule->clauses[i];
        if (reads(element, clause->name, (struct str){0}))
            continue;
        struct diag *diag = diag_add(diags, "CFG009", clause->place.source ? clause->place : rule->place);
        diag_arg(diags, diag, "rule", rule->kind.id);
        diag_arg(diags, diag, "value", clause->name);
    }
    if (element && rule->fix_replace.data && !element->groups && !reads(element, STR("replace"), (struct str){0})) {
        struct diag *diag = diag_add(diags, "CFG009", rule->place);
        diag_arg(diags, diag, "rule", rule->kind.id);
        diag_arg(diags, diag, "value", STR("replace"));
    }
}
