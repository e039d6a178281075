#include "pack_load.h"

#include "buf.h"
#include "index.h"

#define XML_LANG_NAMESPACE "http://www.w3.org/XML/1998/namespace"

/* ---- Text ---- */

const xmlNode *load_element(const xmlNode *node) {
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->next;
    return node;
}

static const struct passage *node_passage(const xmlNode *node) {
    return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE ? tree_text_passage(node) : NULL;
}

/* Appends a passage run by run, so that every byte keeps its place. */
static void add_passage(struct passage_builder *builder, const struct passage *passage) {
    for (size_t i = 0; i < passage->run_count; i++) {
        const struct run *run = &passage->runs[i];
        size_t end = i + 1 < passage->run_count ? passage->runs[i + 1].text : passage->text.len;
        passage_add(builder, str_slice(passage->text, run->text, end), run->begin, run->end, run->form);
    }
}

const struct passage *load_content(struct arena *arena, const xmlNode *element) {
    const struct passage *only = NULL;
    size_t pieces = 0;
    for (const xmlNode *node = element->children; node; node = node->next) {
        const struct passage *passage = node_passage(node);
        if (passage) {
            only = passage;
            pieces++;
        }
    }
    if (pieces == 1)
        return only;
    const struct origin *origin = tree_origin(element);
    struct passage_builder builder = {.arena = arena, .source = origin ? origin->source : NULL};
    for (const xmlNode *node = element->children; node; node = node->next) {
        const struct passage *passage = node_passage(node);
        if (passage)
            add_passage(&builder, passage);
    }
    return passage_finish(&builder);
}

static struct str wording(struct arena *arena, const xmlNode *element) {
    return str_collapse(arena, load_content(arena, element)->text);
}

static enum language language_of(const xmlNode *element) {
    for (const xmlAttr *attribute = element->properties; attribute; attribute = attribute->next) {
        if (!attribute->ns || strcmp((const char *)attribute->name, "lang") != 0 || !attribute->children ||
            strcmp((const char *)attribute->ns->href, XML_LANG_NAMESPACE) != 0)
            continue;
        struct str value = str_from((const char *)attribute->children->content);
        return str_is(value, "sv") ? LANGUAGE_SV : str_is(value, "en") ? LANGUAGE_EN : LANGUAGES;
    }
    return LANGUAGES;
}

/* ---- Common attributes ---- */

static unsigned scope_bit(struct str word) {
    static const struct {
        const char *word;
        unsigned bit;
    } scopes[] = {
        {"text", IN_TEXT},     {"heading", IN_HEADING},   {"title", IN_TITLE},
        {"goal", IN_GOAL},     {"activity", IN_ACTIVITY}, {"entry", IN_ENTRY},
        {"result", IN_RESULT}, {"meta", IN_META},         {"toc", IN_TOC},
        {"link", IN_LINK},     {"raw", IN_RAW},           {"item", IN_ITEM},
        {"cell", IN_CELL},     {"figure", IN_FIGURE},     {"doc", 0},
    };
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++)
        if (str_is(word, scopes[i].word))
            return scopes[i].bit;
    return 0;
}

static unsigned kind_bit(struct str word) {
    return plan_kind_find(word);
}

/* Joins the bits of the words of a list. */
static unsigned word_bits(struct str words, unsigned (*bit)(struct str word)) {
    unsigned bits = 0;
    while (words.data)
        bits |= bit(str_cut(&words, ' '));
    return bits;
}

unsigned scope_bits(struct str words) {
    return word_bits(words, scope_bit);
}

static void set_id(struct rule *rule, struct str value) {
    rule->kind.id = value;
}
static void set_name(struct rule *rule, struct str value) {
    rule->kind.name = value;
}
static void set_severity(struct rule *rule, struct str value) {
    rule->kind.severity = severity_find(value);
}
static void set_kinds(struct rule *rule, struct str value) {
    rule->kinds = word_bits(value, kind_bit);
}
static void set_in(struct rule *rule, struct str value) {
    rule->in = scope_bits(value);
}
static void set_period(struct rule *rule, struct str value) {
    struct interval period;
    if (date_parse_iso(value, &period))
        rule->period = period;
}
static void set_per(struct rule *rule, struct str value) {
    rule->per = value;
}
static void set_max(struct rule *rule, struct str value) {
    uint64_t max;
    if (str_to_number(value, &max) && max <= SIZE_MAX)
        rule->max = (size_t)max;
}
static void set_confidence(struct rule *rule, struct str value) {
    rule->confidence = evidence_find(value);
}
static void set_word_form(struct rule *rule, struct str value) {
    rule->word_form = str_is(value, "yes");
}
static void set_nothing(struct rule *rule, struct str value) {
    (void)rule;
    (void)value;
}

/* The attributes that every check element has; the others are parameters of the check. */
static const struct {
    const char *name;
    void (*set)(struct rule *rule, struct str value);
} common[] = {
    {"id", set_id},
    {"name", set_name},
    {"severity", set_severity},
    {"kinds", set_kinds},
    {"in", set_in},
    {"period", set_period},
    {"per", set_per},
    {"max", set_max},
    {"confidence", set_confidence},
    {"tags", set_nothing},
    {"word-form", set_word_form},
};

static size_t common_index(const xmlAttr *attribute) {
    size_t i = 0;
    while (i < sizeof common / sizeof *common && strcmp(common[i].name, (const char *)attribute->name) != 0)
        i++;
    return i;
}

static struct str attribute_value(const xmlAttr *attribute) {
    return attribute->children ? str_from((const char *)attribute->children->content) : (struct str){0};
}

/* Attributes of the grammar's type xs:string; of all others XML Schema collapses the white space. */
static bool is_string(const xmlAttr *attribute) {
    static const char *const names[] = {"from", "to", "value", "unless", "elsewhere"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], (const char *)attribute->name) == 0)
            return true;
    return false;
}

/* Reads the attributes of an element; of a rule only those that are not common. */
static size_t read_attributes(struct arena *arena, const xmlNode *element, struct rule *rule,
                              struct rule_attribute **out) {
    size_t room = 0, count = 0;
    for (const xmlAttr *attribute = element->properties; attribute; attribute = attribute->next)
        room++;
    if (room)
        *out = arena_array(arena, struct rule_attribute, room);
    for (const xmlAttr *attribute = element->properties; attribute; attribute = attribute->next) {
        size_t known = rule ? common_index(attribute) : sizeof common / sizeof *common;
        struct str value = attribute_value(attribute);
        if (!is_string(attribute))
            value = str_collapse(arena, value);
        if (known < sizeof common / sizeof *common)
            common[known].set(rule, value);
        else
            (*out)[count++] = (struct rule_attribute){
                .name = str_from((const char *)attribute->name), .value = value, .place = tree_place(attribute)};
    }
    return count;
}

/* ---- Faults of wording ---- */

static struct diag *fail(struct pack_load *load, const char *id, const struct rule *rule, struct place place) {
    struct diag *diag = diag_fail(load->diags, id, place);
    diag_arg(load->diags, diag, "rule", rule->kind.id);
    return diag;
}

static bool is_placeholder(struct str name) {
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && !(i && (c == '-' || c == '_')))
            return false;
    }
    return name.len > 0;
}

/* Reports braces that are neither {name} nor doubled. */
static void check_placeholders(struct pack_load *load, const struct rule *rule, const struct passage *passage) {
    struct str text = passage->text;
    for (size_t at = 0; at < text.len; at++) {
        char c = text.data[at];
        if (c != '{' && c != '}')
            continue;
        size_t close = c == '{' ? str_find(text, STR("}"), at) : SIZE_MAX;
        if (at + 1 < text.len && text.data[at + 1] == c) {
            at++;
        } else if (close != SIZE_MAX && is_placeholder(str_slice(text, at + 1, close))) {
            at = close;
        } else {
            size_t end = close == SIZE_MAX ? at + 1 : close + 1;
            struct diag *diag = fail(load, "CFG014", rule, passage_place(passage, at, end));
            diag_arg(load->diags, diag, "value", str_slice(text, at, end));
            at = end - 1;
        }
    }
}

/* Both languages or, for what may be left out, none. */
static void check_languages(struct pack_load *load, const struct rule *rule, const char *element,
                            const struct str text[LANGUAGES], bool required) {
    static const char *const names[LANGUAGES] = {[LANGUAGE_SV] = "sv", [LANGUAGE_EN] = "en"};
    for (enum language language = LANGUAGE_SV; language < LANGUAGES; language++) {
        if (text[language].len || (!required && !text[LANGUAGE_SV].len && !text[LANGUAGE_EN].len))
            continue;
        struct diag *diag = fail(load, "CFG013", rule, rule->place);
        diag_arg(load->diags, diag, "element", str_from(element));
        diag_arg(load->diags, diag, "language", str_from(names[language]));
    }
}

static void check_pattern(struct pack_load *load, const struct rule *rule, struct regex *regex,
                          const struct passage *passage) {
    struct regex_error error;
    uint64_t limit = load->limits->value[LIMIT_PATTERN_BYTES];
    if (passage->text.len > limit) {
        diag_arg_number(load->diags, fail(load, "CFG040", rule, passage_whole(passage)), "limit", limit);
        return;
    }
    if (!regex || regex_check(regex, load->arena, &error))
        return;
    size_t begin = error.offset < passage->text.len ? error.offset : passage->text.len, end = begin;
    if (end < passage->text.len)
        utf8_next(passage->text, &end);
    struct diag *diag = fail(load, "CFG012", rule, passage_place(passage, begin, end));
    diag_arg(load->diags, diag, "detail", error.message);
}

/* ---- Children ---- */

/* Puts wording in its language; text without a language, or a second one, is a fault. */
static void put_wording(struct pack_load *load, struct rule *rule, const xmlNode *node, struct str text[LANGUAGES]) {
    enum language language = language_of(node);
    if (language < LANGUAGES && !text[language].len) {
        text[language] = wording(load->arena, node);
    } else if (load->checked) {
        const struct origin *origin = tree_origin(node);
        struct place place =
            origin ? source_place(origin->source, origin->name_begin, origin->name_end) : (struct place){0};
        struct diag *diag = fail(load, language < LANGUAGES ? "CFG018" : "CFG017", rule, place);
        diag_arg(load->diags, diag, "element", str_from((const char *)node->name));
    }
}

static void put_message(struct pack_load *load, struct rule *rule, const xmlNode *node, struct str text[LANGUAGES]) {
    put_wording(load, rule, node, text);
    if (load->checked)
        check_placeholders(load, rule, load_content(load->arena, node));
}

static void read_message(struct pack_load *load, struct rule *rule, const xmlNode *node) {
    put_message(load, rule, node, rule->kind.message);
}

static void read_why(struct pack_load *load, struct rule *rule, const xmlNode *node) {
    put_wording(load, rule, node, rule->kind.why);
}

static void read_see(struct pack_load *load, struct rule *rule, const xmlNode *node) {
    (void)load;
    rule->kind.see = tree_get(node, "href");
}

static void read_fix(struct pack_load *load, struct rule *rule, const xmlNode *node) {
    const xmlAttr *replace = tree_attribute(node, "replace");
    rule->fix_safe = str_is(tree_token(node, "safe"), "yes");
    if (!replace)
        return;
    rule->fix_replace = attribute_value(replace);
    if (!rule->fix_replace.data)
        rule->fix_replace = STR("");
    const struct origin *origin = tree_origin(replace);
    if (load->checked && origin && origin->passage)
        check_placeholders(load, rule, origin->passage);
}

static void read_related(struct pack_load *load, struct rule *rule, const xmlNode *node) {
    struct str role = tree_token(node, "role");
    struct kind_related *related = NULL;
    for (size_t i = 0; i < rule->kind.related_count; i++)
        if (str_equal(rule->kind.related[i].role, role))
            related = &rule->kind.related[i];
    if (!related) {
        related = &rule->kind.related[rule->kind.related_count++];
        related->role = role;
    }
    put_message(load, rule, node, related->text);
}

static void read_example(struct pack_load *load, const xmlNode *node, struct example *example) {
    struct buf text = buf_in(load->arena);
    example->form = str_from((const char *)node->name);
    example->mark_begin = example->mark_end = SIZE_MAX;
    example->fixed = tree_get(node, "fixed");
    example->node = node;
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && strcmp((const char *)child->name, "m") == 0) {
            example->mark_begin = text.len;
            buf_add(&text, load_content(load->arena, child)->text);
            example->mark_end = text.len;
        } else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
            buf_add(&text, str_from((const char *)child->content));
        }
    }
    /* White space around a whole document is no text. */
    example->text = str_is_blank(buf_str(&text)) ? (struct str){NULL, 0} : buf_str(&text);
}

static void read_examples(struct pack_load *load, struct rule *rule, const xmlNode *node) {
    size_t count = 0;
    for (const xmlNode *child = load_element(node->children); child; child = load_element(child->next))
        count++;
    struct example *examples = arena_array(load->arena, struct example, rule->example_count + count);
    if (rule->example_count)
        memcpy(examples, rule->examples, rule->example_count * sizeof *examples);
    rule->examples = examples;
    for (const xmlNode *child = load_element(node->children); child; child = load_element(child->next))
        read_example(load, child, &rule->examples[rule->example_count++]);
}

static const struct {
    const char *name;
    void (*read)(struct pack_load *load, struct rule *rule, const xmlNode *node);
} children[] = {
    {"message", read_message}, {"related", read_related}, {"why", read_why},
    {"see", read_see},         {"fix", read_fix},         {"examples", read_examples},
};

/* Elements whose content is a pattern. */
static const char *const pattern_elements[] = {"match", "except", "form",  "first", "then",
                                               "token", "open",   "close", "cue"};

static bool is_pattern(struct str name) {
    for (size_t i = 0; i < sizeof pattern_elements / sizeof *pattern_elements; i++)
        if (str_is(name, pattern_elements[i]))
            return true;
    return false;
}

static size_t child_index(const xmlNode *node) {
    size_t i = 0;
    while (i < sizeof children / sizeof *children && strcmp(children[i].name, (const char *)node->name) != 0)
        i++;
    return i;
}

void rule_add_regex(const struct pack_load *load, const struct rule *rule, struct clause *clause) {
    struct arena *arena = load->arena;
    struct str own = clause_get(clause, "ignore-case"), pattern = clause->text;
    bool caseless = str_is(own.len ? own : rule_get(rule, "ignore-case"), "yes");
    bool term = str_is(clause->name, "term") && clause_get(clause, "from").len;
    /* A term is a word: it neither begins nor ends inside another. */
    if (term) {
        struct str from = clause_get(clause, "from");
        pattern = str_format(arena, "(?<![\\p{L}\\p{N}])(?:%.*s)(?![\\p{L}\\p{N}])", STR_ARGS(from));
        caseless = !str_is(clause_get(clause, "case"), "exact");
    } else if (!is_pattern(clause->name)) {
        return;
    }
    clause->regex = regex_create(arena, pattern, caseless ? REGEX_CASELESS : 0);
    if (!load->spotter) {
        regex_spot_known(clause->regex, load->shipped, &clause->spots);
        return;
    }
    if (!clause->literal) {
        struct literal *literal = arena_new(arena, struct literal);
        *literal = literal_derive(arena, pattern, caseless);
        literal_trim(literal);
        clause->literal = literal;
    }
    regex_spot(clause->regex, load->spotter, clause->literal);
}

static void read_clause(struct pack_load *load, const struct rule *rule, const xmlNode *node, struct clause *clause) {
    const struct passage *content = load_content(load->arena, node);
    clause->name = str_from((const char *)node->name);
    clause->attribute_count = read_attributes(load->arena, node, NULL, &clause->attributes);
    clause->text = content->text;
    clause->place = passage_whole(content);
    rule_add_regex(load, rule, clause);
    if (!load->checked)
        return;
    if (is_pattern(clause->name))
        check_pattern(load, rule, clause->regex, content);
    const xmlAttr *from = str_is(clause->name, "term") ? tree_attribute(node, "from") : NULL;
    const struct origin *origin = from ? tree_origin(from) : NULL;
    if (origin && origin->passage)
        check_pattern(load, rule, regex_create(load->arena, origin->passage->text, 0), origin->passage);
}

struct rule *rule_load(struct pack_load *load, const xmlNode *element) {
    struct rule *rule = arena_new(load->arena, struct rule);
    size_t clauses = 0, related = 0;
    rule->element = str_from((const char *)element->name);
    rule->kinds = PLAN_ANY;
    rule->per = STR("match");
    rule->confidence = EVIDENCE_GUESS;
    rule->period = (struct interval){.first = 1, .last = 0};
    rule->pack = load->pack;
    rule->attribute_count = read_attributes(load->arena, element, rule, &rule->attributes);
    const xmlAttr *id = tree_attribute(element, "id");
    rule->place = id ? tree_place(id) : tree_place(element);
    const xmlAttr *period = tree_attribute(element, "period");
    if (load->checked && period && !date_known(rule->period))
        diag_arg(load->diags, diag_fail(load->diags, "CFG057", tree_place(period)), "value",
                 tree_token(element, "period"));
    for (const xmlNode *node = load_element(element->children); node; node = load_element(node->next)) {
        clauses += child_index(node) == sizeof children / sizeof *children;
        related += strcmp((const char *)node->name, "related") == 0;
    }
    if (clauses)
        rule->clauses = arena_array(load->arena, struct clause, clauses);
    if (related)
        rule->kind.related = arena_array(load->arena, struct kind_related, related);
    for (const xmlNode *node = load_element(element->children); node; node = load_element(node->next)) {
        size_t known = child_index(node);
        if (known < sizeof children / sizeof *children)
            children[known].read(load, rule, node);
        else
            read_clause(load, rule, node, &rule->clauses[rule->clause_count++]);
    }
    if (load->checked) {
        check_languages(load, rule, "message", rule->kind.message, true);
        check_languages(load, rule, "why", rule->kind.why, false);
        for (size_t i = 0; i < rule->kind.related_count; i++)
            check_languages(load, rule, "related", rule->kind.related[i].text, true);
    }
    return rule;
}
