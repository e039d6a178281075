#include "wml.h"

#include "wml_chunk.h"
#include "wml_parts.h"
#include "wml_walk.h"

/* A package being read. */
struct reading {
    struct arena *arena;
    struct package *package;
    const struct limits *limits;
    struct diag_list *diags;
    const struct package_link *links; /* of the main part */
    size_t link_count;
    struct walk *walk;
    struct small_parts small;
    struct wml_parts parts;
    struct map *chunks; /* names of the parts that were taken in: each is read once */
};

/* Reads a part with a handler. No part is fine, a broken one is a fatal diagnostic and gives false. */
static bool read_part(struct reading *reading, struct str name, const struct xml_handler *handler, void *user) {
    struct source *source = package_part(reading->package, name, reading->diags);
    if (source == NULL)
        return !diag_failed(reading->diags);
    reading->small.source = source;
    reading->small.stepper = (struct stepper){0};
    return decode(source, reading->diags) && xml_parse(source, reading->limits, handler, user, reading->diags);
}

/* Returns the name of the first part that the main part relates to in this way, or the empty slice. */
static struct str related(const struct reading *reading, enum relationship type) {
    for (size_t i = 0; i < reading->link_count; i++) {
        if (reading->links[i].type == type && !reading->links[i].external)
            return reading->links[i].target;
    }
    return (struct str){NULL, 0};
}

static bool read_related(struct reading *reading, enum relationship type, const struct xml_handler *handler,
                         void *user) {
    struct str name = related(reading, type);
    return name.len == 0 || read_part(reading, name, handler, user);
}

static bool has_part(struct reading *reading, enum relationship type) {
    struct str name = related(reading, type);
    return name.len != 0 && package_part(reading->package, name, reading->diags) != NULL;
}

static bool read_definitions(struct reading *reading) {
    struct styles *styles = has_part(reading, REL_STYLES) ? styles_create(reading->arena) : NULL;
    struct numbering *numbering = has_part(reading, REL_NUMBERING) ? numbering_create(reading->arena) : NULL;
    if (diag_failed(reading->diags))
        return false;
    if (styles != NULL && !read_related(reading, REL_STYLES, &styles_handler, styles))
        return false;
    if (numbering != NULL && !read_related(reading, REL_NUMBERING, &numbering_handler, numbering))
        return false;
    if (styles != NULL)
        styles_resolve(styles);
    if (numbering != NULL)
        numbering_resolve(numbering, styles != NULL ? styles : styles_create(reading->arena));
    reading->parts.styles = styles;
    reading->walk->styles = styles;
    reading->parts.numbering = numbering;
    return read_related(reading, REL_SETTINGS, &small_parts_handler, &reading->small) &&
           read_related(reading, REL_COMMENTS, &small_parts_handler, &reading->small);
}

static bool read_core(struct reading *reading) {
    size_t count;
    const struct package_link *links = package_links(reading->package, (struct str){NULL, 0}, &count, reading->diags);
    for (size_t i = 0; i < count; i++) {
        if (links[i].type == REL_CORE_PROPERTIES && !links[i].external)
            return read_part(reading, links[i].target, &small_parts_handler, &reading->small);
    }
    return !diag_failed(reading->diags);
}

/* Reads a part with paragraphs; they are in walk->list afterwards. */
static bool read_story(struct reading *reading, struct str name, enum story story) {
    struct source *source = package_part(reading->package, name, reading->diags);
    reading->walk->list = (struct raw_list){NULL, NULL};
    if (source == NULL)
        return !diag_failed(reading->diags);
    size_t count;
    const struct package_link *links = package_links(reading->package, name, &count, reading->diags);
    if (diag_failed(reading->diags) || !decode(source, reading->diags))
        return false;
    walk_begin(reading->walk, source, story, links, count);
    if (!xml_parse(source, reading->limits, &walk_handler, reading->walk, reading->diags))
        return false;
    walk_end(reading->walk);
    return true;
}

/* What w:altChunk names. Nothing that is wrong with it is a fault of the document: it counts as not read. */
static bool read_chunk(void *user, struct str id, struct raw_list *list) {
    struct reading *reading = user;
    const struct walk *walk = reading->walk;
    struct diag_list unused = diag_list_in(reading->arena, 0);
    for (size_t i = 0; i < walk->link_count; i++) {
        const struct package_link *link = &walk->links[i];
        if (link->external || !str_equal(link->id, id) || map_find(reading->chunks, link->target) != MAP_NONE)
            continue;
        map_add(reading->chunks, link->target, i);
        struct source *source = package_part(reading->package, link->target, &unused);
        return source != NULL && chunk_read(reading->walk, source, list);
    }
    return false;
}

static bool read_notes(struct reading *reading, enum relationship type, enum story story) {
    struct str name = related(reading, type);
    return name.len == 0 || read_story(reading, name, story);
}

/* Reads each header and footer that a section refers to, once, and of those with the same text only the first. */
static bool read_headers(struct reading *reading) {
    struct map *links = map_create(reading->arena), *names = map_create(reading->arena);
    struct map *texts = map_create(reading->arena);
    for (size_t i = 0; i < reading->link_count; i++)
        map_add(links, reading->links[i].id, i);
    size_t count = reading->walk->headers.count;
    for (size_t i = 0; i < count; i++) {
        size_t index = map_find(links, reading->walk->headers.items[i]);
        const struct package_link *link = index == MAP_NONE ? NULL : &reading->links[index];
        bool usable = link != NULL && !link->external && (link->type == REL_HEADER || link->type == REL_FOOTER);
        if (!usable || map_find(names, link->target) != MAP_NONE)
            continue;
        map_add(names, link->target, i);
        if (!read_story(reading, link->target, link->type == REL_HEADER ? STORY_HEADER : STORY_FOOTER))
            return false;
        wml_join_header(reading->walk, &reading->parts.headers, texts);
    }
    return true;
}

static bool read_all(struct reading *reading, struct str main) {
    if (!read_definitions(reading) || !read_notes(reading, REL_FOOTNOTES, STORY_FOOTNOTE) ||
        !read_notes(reading, REL_ENDNOTES, STORY_ENDNOTE) || !read_story(reading, main, STORY_BODY))
        return false;
    reading->parts.body = reading->walk->list;
    return read_headers(reading) && read_core(reading);
}

struct wml_document *wml_read_package(struct arena *arena, struct package *package, struct str main,
                                      const struct limits *limits, struct diag_list *diags) {
    struct reading reading = {.arena = arena, .package = package, .limits = limits, .diags = diags};
    reading.walk = walk_create(arena, limits, diags);
    reading.chunks = map_create(arena);
    reading.walk->chunk = read_chunk;
    reading.walk->chunk_user = &reading;
    reading.small = (struct small_parts){.walk = reading.walk, .arena = arena};
    reading.parts.main = package_part(package, main, diags);
    if (reading.parts.main == NULL)
        return NULL;
    reading.links = package_links(package, main, &reading.link_count, diags);
    if (diag_failed(diags) || !read_all(&reading, main))
        return NULL;
    reading.walk->source = reading.parts.main;
    if (package_has(package, STR("vbaProject.bin")))
        fact_note(reading.walk, FACT_MACRO, NULL, 0, 0, 0, 0);
    reading.parts.comments = reading.small.comments;
    reading.parts.core_title = reading.small.title;
    reading.parts.core_subject = reading.small.subject;
    return wml_resolve(reading.walk, &reading.parts);
}
