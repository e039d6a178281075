#include "read.h"

#include "arena.h"
#include "lex.h"
#include "sniff.h"

static const char *const format_names[] = {
    [FORMAT_UNKNOWN] = "unknown",   [FORMAT_PLAN_XML] = "plan-xml", [FORMAT_WML] = "wml",
    [FORMAT_FLAT_OPC] = "flat-opc", [FORMAT_DOCX] = "docx",
};

const char *format_name(enum format format) {
    return format_names[format];
}

/* Root elements by namespace and local name. */
static const struct root {
    const char *ns, *name; /* NULL: any */
    enum format format;
    const char *id;    /* for formats that are recognised and not read */
    const char *sound; /* the same for a well-formed document; NULL: does not matter */
} roots[] = {
    {PLAN_NAMESPACE, NULL, FORMAT_PLAN_XML, NULL, NULL},
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "document", FORMAT_WML, NULL, NULL},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", "document", FORMAT_WML, NULL, NULL},
    {"http://schemas.microsoft.com/office/2006/xmlPackage", "package", FORMAT_FLAT_OPC, NULL, NULL},
    {"http://schemas.microsoft.com/office/word/2003/wordml", "wordDocument", FORMAT_UNKNOWN, "DOC021", NULL},
    {"urn:oasis:names:tc:opendocument:xmlns:office:1.0", NULL, FORMAT_UNKNOWN, "DOC022", NULL},
    {"http://www.w3.org/1999/xhtml", NULL, FORMAT_UNKNOWN, "DOC017", "DOC028"},
    {NULL, "html", FORMAT_UNKNOWN, "DOC017", "DOC028"},
    {NULL, "HTML", FORMAT_UNKNOWN, "DOC017", "DOC028"},
};

static const struct root *find_root(struct str ns, struct str name) {
    for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++) {
        const struct root *root = &roots[i];
        if ((root->ns == NULL || str_is(ns, root->ns)) && (root->name == NULL || str_is(name, root->name)))
            return root;
    }
    return NULL;
}

/* A job: what every step of reading one document needs. */
struct reading {
    struct arena *arena;
    struct arena *scratch; /* for paragraphs, until they are a tree */
    struct document *document;
    const struct limits *limits;
    const struct profile *profile;
    const struct plan_options *options;
    struct diag_list *diags;
};

/* Projects a word processing document, NULL after a fatal diagnostic, onto the plan tree. */
static void take_wml(const struct reading *reading, const struct wml_document *wml) {
    struct document *document = reading->document;
    if (wml == NULL)
        return;
    document->source = wml->main;
    document->view = arena_array(reading->arena, const struct passage *, wml->paragraph_count);
    document->view_count = wml->paragraph_count;
    for (size_t i = 0; i < wml->paragraph_count; i++)
        document->view[i] = wml->paragraphs[i].passage;
    document->tree = outline_build(reading->scratch, wml, reading->profile, reading->options);
}

static void read_package(const struct reading *reading) {
    struct document *document = reading->document;
    document->format = FORMAT_DOCX;
    struct package *package = package_open(reading->arena, document->file, reading->limits, reading->diags);
    if (package == NULL)
        return;
    struct str main_part = package_main(package, reading->diags);
    if (main_part.len == 0)
        return;
    take_wml(reading, wml_read_package(reading->scratch, package, main_part, reading->limits, reading->diags));
}

/* A format that is recognised by its root and not read. */
static void name_format(const struct reading *reading, const struct root *root, struct str name) {
    static const struct xml_handler nothing = {0};
    struct source *file = reading->document->file;
    struct diag_list unused = diag_list_in(reading->arena, 0);
    bool sound = root->sound != NULL && xml_parse(file, reading->limits, &nothing, NULL, &unused);
    size_t begin = (size_t)(name.data - file->text.data);
    diag_fail(reading->diags, sound ? root->sound : root->id, source_place(file, begin, begin + name.len));
}

/* A root that nobody knows: said only of a document that is well-formed, so that a mistake in its first line is named
 * as one. */
static void refuse_root(const struct reading *reading, struct str ns, struct str name) {
    static const struct xml_handler nothing = {0};
    struct source *file = reading->document->file;
    if (!xml_parse(file, reading->limits, &nothing, NULL, reading->diags))
        return;
    size_t begin = name.len == 0 ? 0 : (size_t)(name.data - file->text.data);
    struct diag *diag =
        diag_fail(reading->diags, ns.len == 0 ? "DOC026" : "DOC027", source_place(file, begin, begin + name.len));
    diag_arg(reading->diags, diag, "root", lex_shown(reading->arena, name));
    diag_arg(reading->diags, diag, "namespace", lex_shown(reading->arena, ns));
}

static void read_xml(const struct reading *reading) {
    struct document *document = reading->document;
    struct source *file = document->file;
    struct str ns = {NULL, 0}, name = {NULL, 0};
    if (!decode(file, reading->diags))
        return;
    bool rooted = lex_root(file->text, &ns, &name);
    const struct root *root = rooted ? find_root(ns, name) : NULL;
    if (root == NULL) {
        /* <plan> without its namespace, or with that of another version, is a slip. */
        document->foreign = rooted && !str_ends(name, STR("plan"));
        refuse_root(reading, ns, name);
        return;
    }
    document->format = root->format;
    switch (root->format) {
    case FORMAT_PLAN_XML:
        document->tree = xml_read_tree(reading->arena, file, reading->limits, reading->diags);
        return;
    case FORMAT_WML:
    case FORMAT_FLAT_OPC:
        take_wml(reading, wml_read_xml(reading->scratch, file, reading->limits, reading->diags));
        return;
    default:
        name_format(reading, root, name);
        return;
    }
}

enum plan_kind document_kind(struct str head) {
    struct str ns, name, kind = {NULL, 0};
    struct raw_attribute attribute;
    if (!lex_root(head, &ns, &name) || !str_is(ns, PLAN_NAMESPACE) || !str_is(name, "plan"))
        return PLAN_UNKNOWN;
    for (size_t at = (size_t)(name.data + name.len - head.data); (at = lex_attribute(head, at, &attribute)) != 0;)
        if (str_is(str_slice(head, attribute.name_begin, attribute.name_end), "kind"))
            kind = str_slice(head, attribute.begin, attribute.end);
    return plan_kind_find(str_trim(kind));
}

struct document *document_read(struct arena *arena, struct str path, struct str bytes, const struct limits *limits,
                               const struct profile *profile, const struct plan_options *options,
                               struct diag_list *diags) {
    struct document *document = arena_new(arena, struct document);
    document->file = source_create(arena, path, (struct str){NULL, 0}, bytes);
    document->source = document->file;
    struct reading reading = {arena, arena_create(), document, limits, profile, options, diags};
    switch (sniff(document->file, diags)) {
    case CONTENT_PACKAGE:
        read_package(&reading);
        break;
    case CONTENT_XML:
        read_xml(&reading);
        break;
    default:
        break;
    }
    arena_destroy(reading.scratch);
    return document;
}
