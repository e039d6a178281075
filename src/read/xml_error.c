#include "xml_error.h"

#include "lex.h"

/* What libxml2 finds that the scan leaves to it. `seek`: which word of the tag the place is. */
enum seek { SEEK_CHARACTER, SEEK_PREFIX, SEEK_DUPLICATE, SEEK_DECLARATION, SEEK_QNAME };

static const struct {
    int code;
    const char *id;
    enum seek seek;
} findings[] = {
    {XML_ERR_ATTRIBUTE_REDEFINED, "DOC071", SEEK_DUPLICATE},
    {XML_NS_ERR_ATTRIBUTE_REDEFINED, "DOC071", SEEK_DUPLICATE},
    {XML_NS_ERR_UNDEFINED_NAMESPACE, "DOC072", SEEK_PREFIX},
    {XML_NS_ERR_XML_NAMESPACE, "DOC073", SEEK_DECLARATION},
    {XML_NS_ERR_EMPTY, "DOC073", SEEK_DECLARATION},
    {XML_WAR_NS_URI, "DOC073", SEEK_DECLARATION},
    {XML_NS_ERR_QNAME, "DOC049", SEEK_QNAME},
    {XML_NS_ERR_COLON, "DOC049", SEEK_QNAME},
};

/* The tag that the parser was reading. */
struct tag {
    size_t begin, name_end, end;
};

static struct tag tag_at(const struct xml_failure *failure) {
    struct str text = str_slice(failure->source->text, 0, failure->cut);
    /* A raw `<` stands only at the beginning of markup, so the last one before the parser is the tag's. */
    size_t begin = failure->offset < text.len ? failure->offset : text.len;
    while (begin > failure->last && (begin == text.len || text.data[begin] != '<'))
        begin--;
    return (struct tag){begin, lex_name(text, begin + 1), failure->offset};
}

static struct str name_of(const struct xml_failure *failure, struct raw_attribute attribute) {
    return str_slice(failure->source->text, attribute.name_begin, attribute.name_end);
}

static struct str local_part(struct str name) {
    size_t colon = str_find(name, STR(":"), 0);
    return colon == SIZE_MAX ? name : str_slice(name, colon + 1, name.len);
}

static bool has_prefix(struct str name, struct str prefix) {
    return name.len > prefix.len && str_starts(name, prefix) && name.data[prefix.len] == ':';
}

static struct diag *report(struct diag_list *diags, const struct xml_failure *failure, const char *id, size_t begin,
                           size_t end, struct str name) {
    struct diag *diag = diag_fail(diags, id, source_place(failure->source, begin, end));
    /* The parser's strings die with it. */
    diag_arg(diags, diag, "name", str_copy(diags->arena, lex_shown(diags->arena, name)));
    return diag;
}

/* An undeclared prefix: of the element or of the first attribute that has it. */
static struct diag *diagnose_prefix(struct diag_list *diags, const struct xml_failure *failure, const char *id) {
    struct str text = failure->source->text, prefix = str_from(failure->error->str1);
    struct tag tag = tag_at(failure);
    struct raw_attribute attribute;
    if (has_prefix(str_slice(text, tag.begin + 1, tag.name_end), prefix))
        return report(diags, failure, id, tag.begin + 1, tag.begin + 1 + prefix.len, prefix);
    for (size_t at = tag.name_end; (at = lex_attribute(text, at, &attribute)) != 0;) {
        if (has_prefix(name_of(failure, attribute), prefix))
            return report(diags, failure, id, attribute.name_begin, attribute.name_begin + prefix.len, prefix);
    }
    return report(diags, failure, id, tag.begin, tag.name_end, prefix);
}

/* An attribute that stands twice in its tag. Under two prefixes of one namespace only the local names are equal. */
static struct diag *diagnose_duplicate(struct diag_list *diags, const struct xml_failure *failure, const char *id) {
    struct str text = failure->source->text, wanted = str_from(failure->error->str1);
    struct tag tag = tag_at(failure);
    struct raw_attribute attribute, first = {0};
    for (size_t at = tag.name_end; (at = lex_attribute(text, at, &attribute)) != 0;) {
        struct str name = name_of(failure, attribute);
        if (!str_equal(local_part(name), local_part(wanted)))
            continue;
        bool seen = first.name_end != 0;
        if (seen &&
            (failure->error->code == XML_NS_ERR_ATTRIBUTE_REDEFINED || str_equal(name, name_of(failure, first)))) {
            struct diag *diag = report(diags, failure, id, attribute.name_begin, attribute.name_end, name);
            diag_relate(diags, diag, "first", source_place(failure->source, first.name_begin, first.name_end));
            return diag;
        }
        if (!seen)
            first = attribute;
    }
    return report(diags, failure, id, tag.begin, tag.name_end, wanted);
}

/* Whether a declaration touches the two prefixes and the two names that XML keeps (Namespaces in XML 1.0, 3). */
static bool is_reserved(struct str name, struct str value) {
    bool xml = str_is(value, "http://www.w3.org/XML/1998/namespace");
    if (str_is(name, "xmlns:xml"))
        return !xml;
    return xml || str_is(name, "xmlns:xmlns") || str_is(value, "http://www.w3.org/2000/xmlns/");
}

/* A namespace declaration that is none: of the prefix in str1, whose value may be in str2; of a default namespace str1
 * is the value. For reserved names the parser tells neither. */
static struct diag *diagnose_declaration(struct diag_list *diags, const struct xml_failure *failure, const char *id) {
    struct str text = failure->source->text, prefix = str_from(failure->error->str1);
    struct tag tag = tag_at(failure);
    struct raw_attribute attribute, only = {0};
    for (size_t at = tag.name_end; (at = lex_attribute(text, at, &attribute)) != 0;) {
        struct str name = name_of(failure, attribute);
        if (!str_starts(name, STR("xmlns")))
            continue;
        struct str value = str_slice(text, attribute.begin, attribute.end);
        bool meant = failure->error->code == XML_NS_ERR_XML_NAMESPACE
                         ? is_reserved(name, value)
                         : str_equal(local_part(name), prefix) || str_equal(value, prefix);
        if (only.name_end == 0 || meant)
            only = attribute;
    }
    if (only.name_end == 0)
        return report(diags, failure, id, tag.begin, tag.name_end, prefix);
    return report(diags, failure, id, only.name_begin, only.end + 1, str_slice(text, only.begin, only.end));
}

/* A name with two colons, or with nothing on one side of its colon. */
static struct diag *diagnose_name(struct diag_list *diags, const struct xml_failure *failure, const char *id) {
    struct str text = failure->source->text;
    struct tag tag = tag_at(failure);
    struct raw_attribute attribute = {.name_begin = tag.begin + 1, .name_end = tag.name_end};
    size_t at = tag.name_end;
    do {
        struct str name = name_of(failure, attribute);
        struct str local = local_part(name);
        bool plain = local.len == name.len;
        bool fair = plain || (local.len != 0 && name.data[0] != ':' && str_find(local, STR(":"), 0) == SIZE_MAX);
        if (!fair)
            return report(diags, failure, id, attribute.name_begin, attribute.name_end, name);
    } while ((at = lex_attribute(text, at, &attribute)) != 0);
    return report(diags, failure, id, tag.begin + 1, tag.name_end, str_slice(text, tag.begin + 1, tag.name_end));
}

static struct diag *diagnose_character(struct diag_list *diags, const struct xml_failure *failure, const char *id) {
    size_t begin = failure->offset < failure->cut ? failure->offset : failure->cut, end = begin;
    if (end < failure->cut)
        utf8_next(failure->source->text, &end);
    return report(diags, failure, id, begin, end, str_slice(failure->source->text, begin, end));
}

static struct diag *(*const diagnose[])(struct diag_list *diags, const struct xml_failure *failure, const char *id) = {
    [SEEK_CHARACTER] = diagnose_character,     [SEEK_PREFIX] = diagnose_prefix, [SEEK_DUPLICATE] = diagnose_duplicate,
    [SEEK_DECLARATION] = diagnose_declaration, [SEEK_QNAME] = diagnose_name,
};

struct diag *xml_error_diagnose(struct diag_list *diags, const struct xml_failure *failure) {
    int code = failure->error->code;
    for (size_t i = 0; i < sizeof(findings) / sizeof(findings[0]); i++) {
        if (findings[i].code == code)
            return diagnose[findings[i].seek](diags, failure, findings[i].id);
    }
    bool end = code == XML_ERR_DOCUMENT_EMPTY || code == XML_ERR_DOCUMENT_END || code == XML_ERR_TAG_NOT_FINISHED;
    bool at_cut = failure->offset >= failure->cut || end;
    if (failure->error->level < XML_ERR_ERROR || (failure->faulted && at_cut))
        return NULL;
    return diagnose_character(diags, failure, "DOC050");
}
