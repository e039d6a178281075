#include "opc.h"

#include "audit.h"
#include "buf.h"
#include "map.h"
#include "unpack.h"
#include "vec.h"

/* Part names with a meaning of their own (ECMA-376 part 2, 7.3 and 6.5). */
#define CONTENT_TYPES "[Content_Types].xml"
#define PACKAGE_RELATIONSHIPS "_rels/.rels"
#define USUAL_MAIN "word/document.xml"

#define TRANSITIONAL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships/"
#define OFFICE_PACKAGE                                                                                                 \
    "http://schemas.openxmlformats.org/officedocument/2006/relationships/" /* what some versions of Office write */

enum {
    WORD_RELATIONSHIP = 1,
    WORD_OVERRIDE,
    WORD_DEFAULT,
    WORD_ID,
    WORD_TYPE,
    WORD_TARGET,
    WORD_TARGET_MODE,
    WORD_PART_NAME,
    WORD_CONTENT_TYPE,
    WORD_EXTENSION
};
enum { SPACE_RELATIONSHIPS = 1, SPACE_CONTENT_TYPES };

static const struct xml_word words[] = {{"Relationship", WORD_RELATIONSHIP},
                                        {"Override", WORD_OVERRIDE},
                                        {"Default", WORD_DEFAULT},
                                        {"Id", WORD_ID},
                                        {"Type", WORD_TYPE},
                                        {"Target", WORD_TARGET},
                                        {"TargetMode", WORD_TARGET_MODE},
                                        {"PartName", WORD_PART_NAME},
                                        {"ContentType", WORD_CONTENT_TYPE},
                                        {"Extension", WORD_EXTENSION},
                                        {NULL, 0}};

static const struct xml_word spaces[] = {
    {"http://schemas.openxmlformats.org/package/2006/relationships", SPACE_RELATIONSHIPS},
    {"http://schemas.openxmlformats.org/package/2006/content-types", SPACE_CONTENT_TYPES},
    {NULL, 0}};

/* Relationship types behind the prefix of either family. */
static const struct {
    const char *name;
    enum relationship type;
} relationship_types[] = {{"officeDocument", REL_MAIN}, {"styles", REL_STYLES},
                          {"numbering", REL_NUMBERING}, {"settings", REL_SETTINGS},
                          {"footnotes", REL_FOOTNOTES}, {"endnotes", REL_ENDNOTES},
                          {"comments", REL_COMMENTS},   {"header", REL_HEADER},
                          {"footer", REL_FOOTER},       {"metadata/core-properties", REL_CORE_PROPERTIES},
                          {"hyperlink", REL_HYPERLINK}};

/* What the content type of a main part says, by a piece of it in lower case; first match. Plain XML says nothing and is
 * read: its root element decides. */
static const struct {
    const char *piece, *id; /* id NULL: a Word document or template, with or without macros, or anything */
} content_types[] = {
    {"wordprocessingml", NULL},   {"ms-word.", NULL},          {"spreadsheetml", "DOC112"}, {"ms-excel", "DOC112"},
    {"presentationml", "DOC113"}, {"ms-powerpoint", "DOC113"}, {"application/xml", NULL},   {"text/xml", NULL}};

/* Beginnings of the "mimetype" entry of formats that people confuse with Word's. */
static const char *const opendocument_types[] = {"application/vnd.oasis.opendocument.", "application/vnd.sun.xml."};

struct links {
    struct package_link *items;
    size_t count;
};

struct content_type {
    struct str type;    /* in lower case */
    struct str written; /* as it stands */
    struct place place;
};

struct package {
    struct arena *arena;
    struct source *file;
    const struct limits *limits;
    struct archive archive;
    uint64_t unpacked;        /* bytes of all parts read so far */
    struct source **parts;    /* by entry; NULL until read */
    bool *unreadable;         /* by entry: the diagnostic is there */
    struct map *links_by_key; /* key of a part -> index */
    VEC(struct links) links;
    struct map *overrides, *defaults; /* content types by part key, by extension; NULL until read */
    VEC(struct content_type) types;
    struct str word_override; /* the first part that is declared as a Word main part; empty when none is */
};

/* Returns `name` with %XX decoded; sequences that are none stay. */
static struct str percent_decode(struct arena *arena, struct str name) {
    static const char digits[] = "0123456789abcdef";
    if (name.len == 0 || memchr(name.data, '%', name.len) == NULL)
        return name;
    char *decoded = arena_alloc(arena, name.len);
    size_t len = 0;
    for (size_t i = 0; i < name.len; i++) {
        const char *high = NULL, *low = NULL;
        if (name.data[i] == '%' && name.len - i > 2) {
            high = memchr(digits, name.data[i + 1] | 0x20, 16);
            low = memchr(digits, name.data[i + 2] | 0x20, 16);
        }
        if (high != NULL && low != NULL) {
            decoded[len++] = (char)((high - digits) << 4 | (low - digits));
            i += 2;
        } else {
            decoded[len++] = name.data[i];
        }
    }
    return (struct str){decoded, len};
}

/* Returns whether a target begins with a URI scheme (RFC 3986, 3.1). */
static bool has_scheme(struct str target) {
    for (size_t i = 0; i < target.len; i++) {
        char byte = target.data[i], letter = (char)(byte | 0x20);
        if (byte == ':')
            return i > 0;
        bool other = (byte >= '0' && byte <= '9') || byte == '+' || byte == '-' || byte == '.';
        if (!(letter >= 'a' && letter <= 'z') && !(i > 0 && other))
            return false;
    }
    return false;
}

/* Returns `target` resolved against the folder of `base` (RFC 3986, 5.2), without leading "/". Every segment that
 * climbs above the root is kept as a leading "..", so that the result is the name of no part. */
static struct str resolve(struct arena *arena, struct str base, struct str target) {
    struct buf path = buf_in(arena);
    size_t depth = 0, climbed = 0; /* segments in `path` */
    bool absolute = target.len > 0 && (target.data[0] == '/' || target.data[0] == '\\');
    struct str pieces[2] = {base, target};
    size_t slash = base.len;
    while (slash > 0 && base.data[slash - 1] != '/')
        slash--;
    pieces[0].len = absolute ? 0 : slash;
    for (size_t i = 0; i < 2; i++) {
        for (size_t begin = 0, end = 0; end <= pieces[i].len; end++) {
            if (end < pieces[i].len && pieces[i].data[end] != '/' && pieces[i].data[end] != '\\')
                continue;
            struct str segment = str_slice(pieces[i], begin, end);
            begin = end + 1;
            if (segment.len == 0 || str_is(segment, "."))
                continue;
            if (str_is(segment, "..") && depth > climbed) {
                while (path.len > 0 && path.data[path.len - 1] != '/')
                    path.len--;
                path.len -= path.len > 0;
                depth--;
                continue;
            }
            climbed += str_is(segment, "..");
            if (path.len > 0)
                buf_byte(&path, '/');
            buf_add(&path, segment);
            depth++;
        }
    }
    return buf_str(&path);
}

/* Returns the index of the entry that is the part, or MAP_NONE; folders are no parts. */
static size_t find_entry(const struct package *package, struct str name) {
    struct str key = audit_key(package->arena, name);
    return key.len == 0 || key.data[key.len - 1] == '/' ? MAP_NONE : map_find(package->archive.by_key, key);
}

/* Returns the name of a part as it is shown and as relationships are resolved against it. */
static struct str part_name(struct arena *arena, struct str entry_name) {
    struct str text = utf8_check(entry_name) == entry_name.len ? entry_name : audit_shown(arena, entry_name);
    char *name = arena_alloc(arena, text.len + 1);
    for (size_t i = 0; i < text.len; i++)
        name[i] = text.data[i] == '\\' ? '/' : text.data[i];
    return (struct str){name, text.len};
}

struct package *package_open(struct arena *arena, struct source *file, const struct limits *limits,
                             struct diag_list *diags) {
    struct archive archive;
    if (!audit_archive(arena, file, limits, &archive, diags))
        return NULL;
    struct package *package = arena_new(arena, struct package);
    package->arena = arena;
    package->file = file;
    package->limits = limits;
    package->archive = archive;
    package->parts = arena_array(arena, struct source *, archive.count);
    package->unreadable = arena_array(arena, bool, archive.count);
    package->links_by_key = map_create(arena);
    return package;
}

struct source *package_part(struct package *package, struct str name, struct diag_list *diags) {
    size_t index = find_entry(package, name);
    if (index == MAP_NONE || package->unreadable[index])
        return NULL;
    if (package->parts[index] == NULL) {
        const struct archive_entry *entry = &package->archive.entries[index];
        struct str bytes;
        if (!unpack(package->arena, package->file, entry, package->limits, &package->unpacked, &bytes, diags)) {
            package->unreadable[index] = true;
            return NULL;
        }
        package->parts[index] =
            source_create(package->arena, package->file->path, part_name(package->arena, entry->name), bytes);
    }
    return package->parts[index];
}

/* Parses a part that is XML of the package itself; NULL, for a part that could not be read, gives false. */
static bool parse_part(const struct package *package, struct source *part, const struct xml_handler *handler,
                       void *user, struct diag_list *diags) {
    return part != NULL && decode(part, diags) && xml_parse(part, package->limits, handler, user, diags);
}

static const struct xml_attribute *find_attribute(const struct xml_element *element, int token) {
    for (size_t i = 0; i < element->attribute_count; i++)
        if (element->attributes[i].token == token && element->attributes[i].ns == NULL)
            return &element->attributes[i];
    return NULL;
}

static enum relationship relationship_type(struct str type) {
    static const char *const prefixes[] = {TRANSITIONAL, STRICT, PACKAGE, OFFICE_PACKAGE};
    for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
        if (!str_starts(type, str_from(prefixes[i])))
            continue;
        struct str name = str_slice(type, strlen(prefixes[i]), type.len);
        for (size_t j = 0; j < sizeof(relationship_types) / sizeof(*relationship_types); j++)
            if (str_is(name, relationship_types[j].name))
                return relationship_types[j].type;
    }
    return REL_OTHER;
}

/* Returns the part that an internal target means: the name as written when there is such a part (writers forget to
 * encode and to decode), else the decoded one. */
static struct str internal_target(const struct package *package, struct str base, struct str target) {
    size_t end = 0;
    while (end < target.len && target.data[end] != '#' && target.data[end] != '?')
        end++;
    if (end == 0)
        return str_copy(package->arena, target);
    target.len = end;
    struct str written = resolve(package->arena, base, target);
    if (find_entry(package, written) != MAP_NONE)
        return written;
    return resolve(package->arena, base, percent_decode(package->arena, target));
}

struct links_reader {
    struct package *package;
    struct source *source; /* the relationships part */
    struct str base;       /* the part whose relationships they are */
    struct diag_list *diags;
    VEC(struct package_link) links;
};

static void start_relationship(void *user, struct xml_parse *parse, const struct xml_element *element) {
    struct links_reader *reader = user;
    if (element->token != WORD_RELATIONSHIP || element->ns_token != SPACE_RELATIONSHIPS)
        return;
    struct arena *arena = reader->package->arena;
    uint64_t limit = reader->package->limits->value[LIMIT_RELATIONSHIPS];
    if (reader->links.count >= limit) {
        struct diag *diag =
            diag_fail(reader->diags, "DOC105", source_place(reader->source, element->begin, element->tag_end));
        diag_arg(reader->diags, diag, "part", reader->source->part);
        diag_arg_number(reader->diags, diag, "limit", limit);
        xml_stop(parse);
        return;
    }
    const struct xml_attribute *target = find_attribute(element, WORD_TARGET), *id = find_attribute(element, WORD_ID);
    const struct xml_attribute *type = find_attribute(element, WORD_TYPE),
                               *mode = find_attribute(element, WORD_TARGET_MODE);
    if (target == NULL || type == NULL)
        return;
    struct package_link *link = vec_add(arena, &reader->links);
    link->id = id == NULL ? (struct str){NULL, 0} : str_copy(arena, id->value);
    link->type = relationship_type(type->value);
    link->external = (mode != NULL && str_is(mode->value, "External")) || has_scheme(target->value);
    link->target =
        link->external ? str_copy(arena, target->value) : internal_target(reader->package, reader->base, target->value);
    link->place = source_place(reader->source, target->begin, target->end);
}

const struct package_link *package_links(struct package *package, struct str part, size_t *count,
                                         struct diag_list *diags) {
    struct str key = audit_key(package->arena, part);
    size_t index = map_add(package->links_by_key, key, package->links.count);
    if (index == package->links.count) {
        size_t slash = part.len;
        while (slash > 0 && part.data[slash - 1] != '/')
            slash--;
        struct str name = str_format(package->arena, "%.*s_rels/%.*s.rels", STR_ARGS(str_slice(part, 0, slash)),
                                     STR_ARGS(str_slice(part, slash, part.len)));
        static const struct xml_handler handler = {.words = words, .spaces = spaces, .start = start_relationship};
        struct links_reader reader = {.package = package, .base = part, .diags = diags};
        reader.source = package_part(package, name, diags);
        if (!parse_part(package, reader.source, &handler, &reader, diags))
            reader.links.count = 0;
        *vec_add(package->arena, &package->links) = (struct links){reader.links.items, reader.links.count};
    }
    *count = package->links.items[index].count;
    return package->links.items[index].items;
}

/* Returns the key under which the content type of a part is found: names are compared decoded, whichever side forgot to
 * encode. */
static struct str type_key(struct arena *arena, struct str name) {
    return audit_key(arena, percent_decode(arena, str_copy(arena, name)));
}

/* Returns the id of what a content type in lower case says that the part is instead of a Word document, or NULL. */
static const char *type_problem(struct str type) {
    for (size_t i = 0; i < sizeof(content_types) / sizeof(*content_types); i++)
        if (str_find(type, str_from(content_types[i].piece), 0) != SIZE_MAX)
            return content_types[i].id;
    return "DOC114";
}

struct types_reader {
    struct package *package;
    struct source *source;
};

static void start_content_type(void *user, struct xml_parse *parse, const struct xml_element *element) {
    (void)parse;
    struct types_reader *reader = user;
    struct package *package = reader->package;
    bool override = element->token == WORD_OVERRIDE;
    if ((!override && element->token != WORD_DEFAULT) || element->ns_token != SPACE_CONTENT_TYPES)
        return;
    const struct xml_attribute *name = find_attribute(element, override ? WORD_PART_NAME : WORD_EXTENSION);
    const struct xml_attribute *type = find_attribute(element, WORD_CONTENT_TYPE);
    if (name == NULL || type == NULL)
        return;
    struct content_type *added = vec_add(package->arena, &package->types);
    added->written = str_copy(package->arena, type->value);
    added->type = audit_key(package->arena, type->value);
    added->place = source_place(reader->source, type->begin, type->end);
    map_add(override ? package->overrides : package->defaults, type_key(package->arena, name->value),
            package->types.count - 1);
    if (override && package->word_override.len == 0 && type_problem(added->type) == NULL &&
        str_ends(added->type, STR(".main+xml")))
        package->word_override = internal_target(package, (struct str){0}, name->value);
}

/* Returns whether an archive without content types is an OpenDocument file: its type is stored, not packed, in an entry
 * of its own, so that it can be seen from outside (ODF 1.3 part 2, 3.3); or the two parts that all of them have are
 * there. */
static bool is_opendocument(const struct package *package) {
    const struct archive *archive = &package->archive;
    size_t index = map_find(archive->by_key, STR("mimetype"));
    if (index != MAP_NONE) {
        const struct archive_entry *entry = &archive->entries[index];
        struct str type = str_slice(package->file->bytes, entry->data, entry->data + entry->packed);
        for (size_t i = 0; i < sizeof(opendocument_types) / sizeof(*opendocument_types); i++)
            if (str_starts(type, str_from(opendocument_types[i])))
                return true;
    }
    return map_find(archive->by_key, STR("meta-inf/manifest.xml")) != MAP_NONE &&
           map_find(archive->by_key, STR("content.xml")) != MAP_NONE;
}

/* Reads [Content_Types].xml. Returns false after a fatal diagnostic. */
static bool read_types(struct package *package, struct diag_list *diags) {
    if (find_entry(package, STR(CONTENT_TYPES)) == MAP_NONE) {
        struct diag *diag =
            diag_fail(diags, is_opendocument(package) ? "DOC111" : "DOC110", source_place(package->file, 0, 0));
        diag_arg_number(diags, diag, "count", package->archive.count);
        return false;
    }
    static const struct xml_handler handler = {.words = words, .spaces = spaces, .start = start_content_type};
    struct types_reader reader = {.package = package};
    package->overrides = map_create(package->arena);
    package->defaults = map_create(package->arena);
    reader.source = package_part(package, STR(CONTENT_TYPES), diags);
    return parse_part(package, reader.source, &handler, &reader, diags);
}

/* Returns the content type of a part, or NULL when none is declared. */
static const struct content_type *find_type(const struct package *package, struct str part) {
    struct str key = type_key(package->arena, part);
    size_t index = map_find(package->overrides, key), dot = key.len;
    while (dot > 0 && key.data[dot - 1] != '.' && key.data[dot - 1] != '/')
        dot--;
    if (index == MAP_NONE)
        index = map_find(package->defaults, str_slice(key, dot, key.len));
    return index == MAP_NONE ? NULL : &package->types.items[index];
}

/* Checks that the main part is a Word document as far as its content type tells. Returns false after a fatal
 * diagnostic. */
static bool check_type(const struct package *package, struct str main, struct diag_list *diags) {
    const struct content_type *type = find_type(package, main);
    const char *id = type == NULL ? NULL : type_problem(type->type);
    if (id != NULL)
        diag_arg(diags, diag_fail(diags, id, type->place), "type", type->written);
    return id == NULL;
}

/* Fails about a relationship to the main part. */
static void fail_main(const char *id, const struct package_link *link, struct diag_list *diags) {
    diag_arg(diags, diag_fail(diags, id, link->place), "target", audit_shown(diags->arena, link->target));
}

/* Sets *main to the part that the relationship to the main part names: the only one, or the only one whose part exists;
 * leaves it alone when there is no such relationship. Returns false after a fatal diagnostic. */
static bool find_main(struct package *package, struct str *main, struct diag_list *diags) {
    size_t count;
    const struct package_link *links = package_links(package, (struct str){0}, &count, diags);
    const struct package_link *missing = NULL, *found = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct package_link *link = &links[i];
        if (link->type != REL_MAIN)
            continue;
        if (link->external || str_starts(link->target, STR("../"))) {
            fail_main(link->external ? "DOC117" : "DOC118", link, diags);
            return false;
        }
        size_t entry = find_entry(package, link->target);
        if (entry == MAP_NONE) {
            missing = link;
        } else if (found == NULL) {
            found = link;
        } else if (entry != find_entry(package, found->target)) {
            struct diag *diag = diag_fail(diags, "DOC119", link->place);
            diag_arg(diags, diag, "first", audit_shown(diags->arena, found->target));
            diag_arg(diags, diag, "second", audit_shown(diags->arena, link->target));
            return false;
        }
    }
    if (found == NULL && missing != NULL)
        fail_main("DOC116", missing, diags);
    else if (found != NULL)
        *main = found->target;
    return !diag_failed(diags); /* the relationships may have been unreadable, too */
}

struct str package_main(struct package *package, struct diag_list *diags) {
    const struct str none = {0};
    if (!read_types(package, diags))
        return none;
    if (find_entry(package, STR(PACKAGE_RELATIONSHIPS)) == MAP_NONE) {
        diag_fail(diags, "DOC115", source_place(package->file, 0, 0));
        return none;
    }
    struct str main = package->word_override;
    if (!find_main(package, &main, diags))
        return none;
    if (main.len == 0)
        main = STR(USUAL_MAIN);
    if (find_entry(package, main) == MAP_NONE) {
        diag_fail(diags, "DOC106", source_place(package->file, 0, 0));
        return none;
    }
    return check_type(package, main, diags) ? main : none;
}

bool package_has(const struct package *package, struct str suffix) {
    struct str key = audit_key(package->arena, suffix);
    for (size_t i = 0; i < package->archive.count; i++)
        if (str_ends(package->archive.entries[i].key, key))
            return true;
    return false;
}
