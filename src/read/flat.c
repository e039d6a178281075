/* Flat OPC and bare documents (notes on docx, section 2). The parts of a Flat OPC file stand in one XML document, in
 * any order: it is parsed once for styles, numbering, relationships and the small parts, and once for the text. Places
 * are plain offsets in the file. */
#include "wml_parts.h"
#include "wml_walk.h"

/* How a part is read, by its content type. */
enum part_use { USE_NONE, USE_MAIN, USE_STYLES, USE_NUMBERING, USE_SMALL, USE_LINKS, USE_STORY };

static const struct {
    const char *type; /* end of the content type */
    enum part_use use;
    enum story story;
} uses[] = {
    {".main+xml", USE_MAIN, STORY_BODY},           {".styles+xml", USE_STYLES, STORY_BODY},
    {".numbering+xml", USE_NUMBERING, STORY_BODY}, {".settings+xml", USE_SMALL, STORY_BODY},
    {".comments+xml", USE_SMALL, STORY_BODY},      {".core-properties+xml", USE_SMALL, STORY_BODY},
    {".relationships+xml", USE_LINKS, STORY_BODY}, {".footnotes+xml", USE_STORY, STORY_FOOTNOTE},
    {".endnotes+xml", USE_STORY, STORY_ENDNOTE},   {".header+xml", USE_STORY, STORY_HEADER},
    {".footer+xml", USE_STORY, STORY_FOOTER},
};

struct link_list {
    struct package_link *items;
    size_t count, cap;
};

/* A header or footer that was read; whether a section refers to it is known at the end. */
struct header_text {
    struct str name;
    struct raw_list list;
};

enum pass { PASS_DEFINITIONS, PASS_STORIES };

struct flat {
    struct arena *arena;
    struct source *source;
    const struct limits *limits;
    struct diag_list *diags;
    enum pass pass;
    enum { AT_FILE, IN_PACKAGE, IN_PART, IN_DATA } level;
    size_t skip;
    bool bare;
    /* the part being read */
    struct str name;
    enum part_use use;
    enum story story;
    const struct xml_handler *handler; /* NULL: none open */
    void *user;
    size_t depth;
    /* what was found */
    struct str main;
    struct styles *styles;
    struct numbering *numbering;
    struct walk *walk;
    struct small_parts small;
    struct map *link_lists; /* name of a relationships part -> index */
    VEC(struct link_list) links;
    VEC(struct header_text) headers;
    struct raw_list body;
};

/* Returns the target of a relationship of part `base` as a part name, "." and ".." resolved. */
static struct str resolve(struct arena *arena, struct str base, struct str target) {
    struct buf out = buf_in(arena);
    size_t folder = base.len;
    while (folder > 0 && base.data[folder - 1] != '/')
        folder--;
    bool absolute = str_starts(target, STR("/"));
    if (!absolute)
        buf_add(&out, str_slice(base, 0, folder));
    struct str rest = str_slice(target, absolute ? 1 : 0, target.len);
    while (rest.data != NULL) {
        struct str segment = str_cut(&rest, '/');
        if (str_is(segment, ".") || segment.len == 0)
            continue;
        if (str_is(segment, "..")) {
            out.len -= out.len == 0 ? 0 : 1;
            while (out.len > 0 && out.data[out.len - 1] != '/')
                out.len--;
            continue;
        }
        buf_add(&out, segment);
        if (rest.data != NULL)
            buf_byte(&out, '/');
    }
    return buf_str(&out);
}

/* Returns the name of the part that a relationships part is about: word/_rels/document.xml.rels -> word/document.xml.
 */
static struct str part_of_links(struct arena *arena, struct str name) {
    size_t at = str_find(name, STR("_rels/"), 0);
    if (at == SIZE_MAX || !str_ends(name, STR(".rels")))
        return name;
    return str_format(arena, "%.*s%.*s", STR_ARGS(str_slice(name, 0, at)),
                      STR_ARGS(str_slice(name, at + strlen("_rels/"), name.len - strlen(".rels"))));
}

static void start_link(void *user, struct xml_parse *parse, const struct xml_element *element) {
    struct flat *flat = user;
    (void)parse;
    if (element->token != WORD_RELATIONSHIP || element->ns_token != SPACE_RELS)
        return;
    const struct xml_attribute *id = names_attribute(element, SPACE_NONE, WORD_RELATIONSHIP_ID);
    const struct xml_attribute *target = names_attribute(element, SPACE_NONE, WORD_TARGET);
    const struct xml_attribute *mode = names_attribute(element, SPACE_NONE, WORD_TARGET_MODE);
    if (id == NULL || target == NULL)
        return;
    struct str part = part_of_links(flat->arena, flat->name);
    size_t index = map_find(flat->link_lists, part);
    if (index == MAP_NONE) {
        index = map_add(flat->link_lists, part, flat->links.count);
        (void)vec_add(flat->arena, &flat->links);
    }
    bool external = mode != NULL && str_is(mode->value, "External");
    *vec_add(flat->arena, &flat->links.items[index]) = (struct package_link){
        .id = str_copy(flat->arena, id->value),
        .type = REL_OTHER,
        .target = external ? str_copy(flat->arena, target->value) : resolve(flat->arena, part, target->value),
        .external = external,
        .place = source_place(flat->source, target->begin, target->end)};
}

static const struct xml_handler links_handler = {.start = start_link};

static struct link_list *links_of(struct flat *flat, struct str part) {
    size_t index = map_find(flat->link_lists, part);
    return index == MAP_NONE ? NULL : &flat->links.items[index];
}

static void open_story(struct flat *flat) {
    const struct link_list *links = links_of(flat, flat->name);
    walk_begin(flat->walk, flat->source, flat->story, links == NULL ? NULL : links->items,
               links == NULL ? 0 : links->count);
    flat->handler = &walk_handler;
    flat->user = flat->walk;
}

/* The root of a part begins: who reads it, in this pass? */
static void open_part(struct flat *flat) {
    flat->depth = 0;
    flat->handler = NULL;
    bool first = flat->pass == PASS_DEFINITIONS;
    switch (flat->use) {
    case USE_MAIN:
        if (first && flat->main.len == 0)
            flat->main = flat->name;
        else if (!first && str_equal(flat->main, flat->name))
            open_story(flat);
        return;
    case USE_STYLES:
        if (!first || flat->styles != NULL)
            return;
        flat->user = flat->styles = styles_create(flat->arena);
        flat->handler = &styles_handler;
        return;
    case USE_NUMBERING:
        if (!first || flat->numbering != NULL)
            return;
        flat->user = flat->numbering = numbering_create(flat->arena);
        flat->handler = &numbering_handler;
        return;
    case USE_SMALL:
        if (!first)
            return;
        flat->small.stepper = (struct stepper){0};
        flat->user = &flat->small;
        flat->handler = &small_parts_handler;
        return;
    case USE_LINKS:
        flat->user = flat;
        flat->handler = first ? &links_handler : NULL;
        return;
    case USE_STORY:
        if (!first)
            open_story(flat);
        return;
    default:
        return;
    }
}

static void close_part(struct flat *flat) {
    bool story = flat->handler == &walk_handler;
    flat->handler = NULL;
    if (!story)
        return;
    walk_end(flat->walk);
    if (flat->story == STORY_BODY)
        flat->body = flat->walk->list;
    if (flat->story == STORY_HEADER || flat->story == STORY_FOOTER)
        *vec_add(flat->arena, &flat->headers) = (struct header_text){flat->name, flat->walk->list};
}

static void choose_use(struct flat *flat, const struct xml_element *element) {
    const struct xml_attribute *name = names_attribute(element, SPACE_PKG, WORD_NAME);
    const struct xml_attribute *type = names_attribute(element, SPACE_PKG, WORD_CONTENT_TYPE);
    flat->use = USE_NONE;
    /* Building blocks have styles and numbering of their own. */
    if (name == NULL || type == NULL || str_find(name->value, STR("/glossary/"), 0) != SIZE_MAX)
        return;
    flat->name = resolve(flat->arena, (struct str){NULL, 0}, name->value);
    for (size_t i = 0; i < sizeof(uses) / sizeof(uses[0]); i++) {
        if (!str_ends(type->value, str_from(uses[i].type)))
            continue;
        flat->use = uses[i].use;
        flat->story = uses[i].story;
        return;
    }
}

/* The root of the file: a package, or a bare document, which is walked at once. Returns whether the root is dealt with.
 */
static bool start_root(struct flat *flat, struct xml_parse *parse, const struct xml_element *element) {
    if (element->token == WORD_PACKAGE && element->ns_token == SPACE_PKG) {
        flat->level = IN_PACKAGE;
        return true;
    }
    if (element->token != WORD_DOCUMENT || element->ns_token != SPACE_W) {
        diag_fail(flat->diags, "DOC121", source_place(flat->source, element->begin, element->tag_end));
        xml_stop(parse);
        return true;
    }
    flat->bare = true;
    flat->story = STORY_BODY;
    open_story(flat);
    return false;
}

static void start(void *user, struct xml_parse *parse, const struct xml_element *element) {
    struct flat *flat = user;
    if (flat->skip != 0) {
        flat->skip++;
        return;
    }
    if (flat->level == AT_FILE && flat->handler == NULL && start_root(flat, parse, element))
        return;
    if (flat->handler == NULL && flat->level == IN_DATA)
        open_part(flat);
    if (flat->handler != NULL) {
        flat->depth++;
        flat->handler->start(flat->user, parse, element);
        return;
    }
    if (flat->level == IN_PACKAGE && element->token == WORD_PART && element->ns_token == SPACE_PKG) {
        choose_use(flat, element);
        flat->level = IN_PART;
    } else if (flat->level == IN_PART && element->token == WORD_XML_DATA && element->ns_token == SPACE_PKG) {
        flat->level = IN_DATA;
    } else {
        flat->skip = 1;
    }
}

static void end(void *user, struct xml_parse *parse, const struct xml_element *element, size_t begin, size_t stop) {
    struct flat *flat = user;
    if (flat->skip != 0) {
        flat->skip--;
        return;
    }
    if (flat->handler == NULL) {
        flat->level = flat->level == IN_DATA ? IN_PART : flat->level == IN_PART ? IN_PACKAGE : AT_FILE;
        return;
    }
    if (flat->handler->end != NULL)
        flat->handler->end(flat->user, parse, element, begin, stop);
    if (--flat->depth == 0)
        close_part(flat);
}

static void text(void *user, struct xml_parse *parse, size_t begin, size_t stop, bool cdata) {
    struct flat *flat = user;
    if (flat->skip == 0 && flat->handler != NULL && flat->handler->text != NULL)
        flat->handler->text(flat->user, parse, begin, stop, cdata);
}

static const struct xml_handler flat_handler = {
    .words = wml_words, .spaces = wml_spaces, .start = start, .end = end, .text = text};

static void join_headers(struct flat *flat, struct wml_parts *parts) {
    const struct link_list *links = links_of(flat, flat->main);
    struct map *targets = map_create(flat->arena), *headers = map_create(flat->arena), *texts = map_create(flat->arena);
    for (size_t i = 0; links != NULL && i < links->count; i++)
        map_add(targets, links->items[i].id, i);
    for (size_t i = 0; i < flat->headers.count; i++)
        map_add(headers, flat->headers.items[i].name, i);
    for (size_t i = 0; i < flat->walk->headers.count; i++) {
        size_t link = map_find(targets, flat->walk->headers.items[i]);
        size_t header = links == NULL || link == MAP_NONE ? MAP_NONE : map_find(headers, links->items[link].target);
        if (header == MAP_NONE)
            continue;
        flat->walk->list = flat->headers.items[header].list;
        flat->headers.items[header].list = (struct raw_list){NULL, NULL};
        wml_join_header(flat->walk, &parts->headers, texts);
    }
}

static bool read_stories(struct flat *flat) {
    if (flat->main.len == 0) {
        diag_fail(flat->diags, "DOC121", source_place(flat->source, 0, 0));
        return false;
    }
    if (flat->styles != NULL)
        styles_resolve(flat->styles);
    if (flat->numbering != NULL)
        numbering_resolve(flat->numbering, flat->styles != NULL ? flat->styles : styles_create(flat->arena));
    flat->walk->styles = flat->styles;
    flat->pass = PASS_STORIES;
    flat->level = AT_FILE;
    return xml_parse(flat->source, flat->limits, &flat_handler, flat, flat->diags);
}

struct wml_document *wml_read_xml(struct arena *arena, struct source *source, const struct limits *limits,
                                  struct diag_list *diags) {
    struct flat flat = {.arena = arena, .source = source, .limits = limits, .diags = diags};
    flat.walk = walk_create(arena, limits, diags);
    flat.small = (struct small_parts){.walk = flat.walk, .arena = arena, .source = source};
    flat.link_lists = map_create(arena);
    if (!xml_parse(source, limits, &flat_handler, &flat, diags))
        return NULL;
    if (!flat.bare && !read_stories(&flat))
        return NULL;
    struct wml_parts parts = {.main = source,
                              .styles = flat.styles,
                              .numbering = flat.numbering,
                              .comments = flat.small.comments,
                              .core_title = flat.small.title,
                              .core_subject = flat.small.subject,
                              .list_numbers_lost = flat.bare};
    parts.body = flat.body;
    if (!flat.bare)
        join_headers(&flat, &parts);
    return wml_resolve(flat.walk, &parts);
}
