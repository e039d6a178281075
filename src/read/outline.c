#include "outline.h"

#include "arena.h"
#include "detect.h"
#include "emit.h"
#include "fold.h"
#include "notices.h"
#include "tables.h"
#include "timeline.h"
#include "typed.h"
#include "vec.h"

/* What the tree looks like (schemas/plan.xsd says it in full; plan/index.c reads it):
 *   plan @kind (none when it is unknown)
 *     meta: title subtitle period decided(@date) prepared(@date) organisation dnr p, in document order; page headers
 * and footers as well, with src:part; src:core-title and src:core-subject when the document has such properties toc:
 * heading, entry(@no @page @level @target; the text is the whole line) section(@no @level @role @focus): heading, then
 * blocks and sections. A sub-section that is a goal is goal(@no @level; heading, blocks); one that reports an activity
 * is entry(@no @level; heading, result(blocks)) list: item | activity(text, p*) | goal(text, p*) | entry(text,
 * result(blocks)) | note | list of the items below the one before it table: row(@header): cell(@column @role), or one
 * activity, entry or goal whose cells follow in their order, the main one as text(@column). A cell with src:continued
 * goes on from the row above timeline: milestone(@date @to @precision @label; text+) | p p, figure (a caption), note
 * (src:part footnote or endnote) src:fact(@name @n @detail): one element for each place Every element with text has
 * src:para, its line of the text view, and a passage; text of a line is whole, typed numbers and bullets included.
 * src:label is the computed label, src:evidence how sure the structure is. */

enum { PART_TOP, PART_SECTION, PART_GOAL, PART_ENTRY };

/* A heading with what stands under it. The first part is what stands before any heading. */
struct part {
    size_t line;               /* of the heading; SIZE_MAX for the first part */
    size_t from, own_end;      /* its own lines, before the first sub-section */
    size_t parent;             /* SIZE_MAX for the first part */
    unsigned depth;            /* 0 for the first part */
    enum section_role context; /* its own role, or that of the nearest part above that has one */
    bool leaf;
    size_t items, texts, reported; /* items of the top level that enumerate no focus areas; paragraphs; items with text
                                      of their own below */
    bool text_first;
    int use;
    const char *item;           /* what an item of the top level is */
    size_t activity_characters; /* paragraphs up to this length are activities; 0: none is */
    xmlNode *node;
};

struct parts {
    struct part *items;
    size_t count, cap;
};

struct build {
    struct outline outline;
    struct parts parts;
    bool *enumerates; /* by line: item of a list that names the focus areas */
};

enum { ACTIVITY_CHARACTERS = 400 /* longer paragraphs tell, they do not state an activity */ };

static bool is_text(const struct line *line) {
    return line->form == LINE_TEXT || line->form == LINE_CONTINUATION;
}

/* Returns the bytes that an item which names a focus area can have at most: bullet, "Fokusområde" and name. */
static size_t longest_focus(const struct profile *profile) {
    size_t longest = 0;
    for (size_t i = 0; i < profile->focus_count; i++) {
        const struct focus_area *area = &profile->focus[i];
        longest = area->name.len > longest ? area->name.len : longest;
        for (size_t k = 0; k < area->spelling_count; k++)
            longest = area->spellings[k].len > longest ? area->spellings[k].len : longest;
    }
    return longest + sizeof "\xE2\x80\xA2 Fokusområde  (1)";
}

/* Marks the items of lists that only name the focus areas: an overview, or a slide that says what is to be talked
 * about. */
static void find_enumerations(struct build *build) {
    const struct outline *outline = &build->outline;
    const struct lines *lines = outline->lines;
    build->enumerates = arena_array(outline->arena, bool, lines->count + 1);
    size_t longest = longest_focus(outline->profile);
    for (size_t i = 0, end; i < lines->count; i = end) {
        size_t items = 0, named = 0;
        for (end = i; end < lines->count; end++) {
            const struct line *line = &lines->items[end];
            if (line->form == LINE_EMPTY)
                continue;
            if (line->form != LINE_ITEM)
                break;
            items++;
            bool brief = line->text.len <= longest;
            named += brief && profile_focus(outline->profile, fold_heading(outline->arena, line->text)) != FOCUS_NONE;
        }
        for (size_t k = i; k < end && named >= 2 && named * 2 >= items; k++)
            build->enumerates[k] = true;
        end += end == i;
    }
}

static void count_line(struct build *build, struct part *part, size_t i, bool *item_open) {
    const struct line *line = &build->outline.lines->items[i];
    bool item = line->form == LINE_ITEM && line->level == 0 && !build->enumerates[i];
    if (is_text(line) && line->paragraph->story == STORY_BODY) {
        part->text_first = part->text_first || !part->items;
        part->texts++;
        part->reported += *item_open;
        *item_open = false;
    }
    if (item) {
        part->items++;
        *item_open = true;
    }
}

static void read_parts(struct build *build) {
    const struct outline *outline = &build->outline;
    const struct lines *lines = outline->lines;
    size_t above = 0;
    bool item_open = false;
    struct part *part = vec_add(outline->arena, &build->parts);
    *part = (struct part){.line = SIZE_MAX, .parent = SIZE_MAX, .leaf = true, .use = PART_TOP};
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        part = &build->parts.items[build->parts.count - 1];
        if (line->form != LINE_HEADING) {
            part->own_end = i + 1;
            count_line(build, part, i, &item_open);
            continue;
        }
        above = build->parts.count - 1;
        while (above && lines->items[build->parts.items[above].line].level >= line->level)
            above = build->parts.items[above].parent;
        build->parts.items[above].leaf = above == 0;
        struct part next = {
            .line = i, .from = i + 1, .own_end = i + 1, .parent = above, .leaf = true, .use = PART_SECTION};
        next.depth = build->parts.items[above].depth + 1;
        next.context = line->role != ROLE_OTHER ? line->role : build->parts.items[above].context;
        item_open = false;
        *vec_add(outline->arena, &build->parts) = next;
    }
}

/* Introduction, organisation and overview hold neither goals nor activities. */
static bool is_frame(const struct part *part) {
    return part->context == ROLE_INTRODUCTION || part->context == ROLE_ORGANISATION || part->context == ROLE_OVERVIEW;
}

static bool is_strategic(const struct part *part) {
    return part->context == ROLE_STRATEGY || part->context == ROLE_FOCUS;
}

static const struct line *heading_of(const struct build *build, const struct part *part) {
    return &build->outline.lines->items[part->line];
}

/* Multi-year plan: leaf sub-sections of the strategy and focus chapters are goals (of any chapter when none is named
 * so); without such sub-sections the items of the plan's section are. */
static void use_goals(struct build *build) {
    struct parts *parts = &build->parts;
    bool strategic = false, found = false, named = false;
    for (size_t i = 1; i < parts->count; i++)
        strategic = strategic || is_strategic(&parts->items[i]);
    for (size_t i = 1; i < parts->count; i++) {
        struct part *part = &parts->items[i];
        bool eligible = strategic ? is_strategic(part) : !is_frame(part);
        if (!part->leaf || part->depth < 2 || !eligible || heading_of(build, part)->role != ROLE_OTHER)
            continue;
        part->use = PART_GOAL;
        found = true;
    }
    for (size_t i = 1; i < parts->count && !found; i++)
        named = named || detect_words(build->outline.arena, heading_of(build, &parts->items[i])->text, NULL) == PLAN_VP;
    for (size_t i = 0; i < parts->count; i++) {
        struct part *part = &parts->items[i];
        if (part->use == PART_GOAL || is_frame(part) || (i == 0 && parts->count > 1))
            continue;
        bool plan = found || i == 0 || !named || is_strategic(part) ||
                    detect_words(build->outline.arena, heading_of(build, part)->text, NULL) == PLAN_VP;
        if (plan && (!found || (is_strategic(part) && part->leaf)))
            part->item = "goal";
    }
}

/* Activity plan: items of leaf sections; below a goal heading without any items the paragraphs, which in a plan with
 * items elsewhere must be one that states and does not tell. */
static void use_activities(struct build *build) {
    struct parts *parts = &build->parts;
    bool listed = false;
    for (size_t i = 0; i < parts->count; i++) {
        struct part *part = &parts->items[i];
        if (is_frame(part) || !part->leaf || (i == 0 && parts->count > 1))
            continue;
        part->item = "activity";
        listed = listed || part->items;
    }
    for (size_t i = 1; i < parts->count; i++) {
        struct part *part = &parts->items[i];
        bool candidate = part->item && !part->items && part->depth > 1 && heading_of(build, part)->role == ROLE_OTHER;
        if (candidate && (!listed || part->texts == 1))
            part->activity_characters = listed ? ACTIVITY_CHARACTERS / 2 : ACTIVITY_CHARACTERS;
    }
}

/* Report: items with the paragraphs after them; a sub-section with text whose items report nothing of their own is one
 * entry. */
static void use_entries(struct build *build) {
    struct parts *parts = &build->parts;
    for (size_t i = 0; i < parts->count; i++) {
        struct part *part = &parts->items[i];
        if (is_frame(part) || (i == 0 && parts->count > 1))
            continue;
        part->item = "entry";
        bool told = part->texts && (!part->items || (part->text_first && !part->reported));
        if (part->leaf && told && part->depth > 1 && heading_of(build, part)->role == ROLE_OTHER) {
            part->use = PART_ENTRY;
            part->item = NULL;
        }
    }
}

/* What a writer has marked for planlint is what it is marked as, in a document of any kind. */
static void use_controls(struct build *build) {
    for (size_t i = 1; i < build->parts.count; i++) {
        struct part *part = &build->parts.items[i];
        struct str control = heading_of(build, part)->control;
        if (!part->leaf || heading_of(build, part)->evidence != EVIDENCE_EXPLICIT)
            continue;
        if (str_is(control, "planlint:goal"))
            part->use = PART_GOAL;
        if (str_is(control, "planlint:entry"))
            part->use = PART_ENTRY;
        if (part->use == PART_ENTRY)
            part->item = NULL;
    }
}

static const struct {
    enum plan_kind kind;
    void (*use)(struct build *build);
} uses[] = {{PLAN_VP, use_goals}, {PLAN_AP, use_activities}, {PLAN_RAPPORT, use_entries}};

/* Lists that are open while the lines of a part go by. */
struct open {
    xmlNode *node;      /* of the part */
    xmlNode *lists[10]; /* by level */
    size_t depth;
    xmlNode *item;           /* activity, goal or entry of the top level, NULL for a plain item */
    xmlNode *result;         /* of the open entry */
    const struct line *line; /* the open item */
};

enum { LIST_LEVELS = sizeof((struct open *)0)->lists / sizeof(xmlNode *) };

static void close_lists(struct open *open) {
    open->depth = 0;
    open->item = open->result = NULL;
    open->line = NULL;
}

static xmlNode *result_of(const struct build *build, struct open *open, const struct line *line) {
    if (!open->result)
        open->result = emit_container(&build->outline, open->item, "result", line);
    return open->result;
}

static bool is_element(const xmlNode *node, const char *name) {
    return node && strcmp((const char *)node->name, name) == 0;
}

static void emit_item(const struct build *build, struct open *open, const struct part *part, size_t i) {
    static const char *const controls[][2] = {
        {"planlint:activity", "activity"}, {"planlint:goal", "goal"}, {"planlint:entry", "entry"}};
    const struct outline *outline = &build->outline;
    const struct line *line = &outline->lines->items[i];
    size_t level = line->level < LIST_LEVELS ? line->level : LIST_LEVELS - 1;
    const char *name = level == 0 && !build->enumerates[i] ? part->item : NULL;
    for (size_t k = 0; line->evidence == EVIDENCE_EXPLICIT && k < sizeof controls / sizeof controls[0]; k++)
        name = str_is(line->control, controls[k][0]) ? controls[k][1] : name;

    /* A deeper item opens as many lists as the ones above leave it room for: one. */
    if (level > open->depth)
        level = open->depth;
    if (level >= open->depth) {
        xmlNode *parent = open->depth ? open->lists[open->depth - 1] : open->node;
        if (open->item && open->depth == 1)
            parent = is_element(open->item, "entry") ? result_of(build, open, line) : open->item;
        open->lists[level] = emit_container(outline, parent, "list", line);
        if (line->paragraph->list == LIST_NUMBER || line->number.len)
            tree_set(open->lists[level], "ordered", STR("true"));
    }
    open->depth = level + 1;
    if (!name) {
        xmlNode *node = emit_line(outline, open->lists[level], "item", line);
        if (line->evidence != EVIDENCE_STYLE)
            emit_evidence(node, line->evidence);
        if (level == 0) {
            open->item = open->result = NULL;
            open->line = line;
        }
        return;
    }
    open->item = emit_container(outline, open->lists[level], name, line);
    open->result = NULL;
    open->line = line;
    struct str number = line->number.len ? line->number : line->paragraph->number;
    if (number.len)
        tree_set(open->item, "no", number);
    emit_evidence(open->item, line->evidence);
    emit_line(outline, open->item, "text", line);
}

/* Returns whether the text goes on with the item above: said so by style, indented like it, or in the middle of a
 * sentence. */
static bool continues(const struct open *open, const struct line *line) {
    if (!open->line)
        return false;
    if (line->form == LINE_CONTINUATION)
        return true;
    size_t at = 0;
    uint32_t first = utf8_next(line->text, &at);
    bool lower = (first >= 'a' && first <= 'z') || (first >= 0xDF && first <= 0xFF && first != 0xF7);
    bool ended = str_ends(open->line->text, STR(".")) || str_ends(open->line->text, STR(":"));
    return (line->paragraph->indent > 0 && line->paragraph->indent >= open->line->paragraph->indent) ||
           (lower && !ended);
}

static void emit_text(const struct build *build, struct open *open, const struct part *part, const struct line *line) {
    const struct outline *outline = &build->outline;
    if (is_element(open->item, "entry")) {
        emit_line(outline, result_of(build, open, line), "p", line);
        return;
    }
    if (open->depth && continues(open, line)) {
        emit_line(outline, open->item ? open->item : open->lists[0], "p", line);
        return;
    }
    close_lists(open);
    if (line->paragraph->story == STORY_BODY && utf8_count(line->text) <= part->activity_characters) {
        xmlNode *activity = emit_container(outline, open->node, "activity", line);
        emit_evidence(activity, EVIDENCE_GUESS);
        emit_line(outline, activity, "text", line);
        return;
    }
    emit_line(outline, open->node, "p", line);
}

static void emit_body(const struct build *build, struct part *part, xmlNode *node) {
    const struct outline *outline = &build->outline;
    const struct lines *lines = outline->lines;
    struct open open = {.node = node};
    for (size_t i = part->from; i < part->own_end; i++) {
        const struct line *line = &lines->items[i];
        bool dated =
            outline->kind == PLAN_TIDPLAN && (is_text(line) || line->form == LINE_ITEM || line->form == LINE_CELL);
        size_t behind = dated ? timeline_emit(outline, node, i, part->own_end) : i;
        if (behind > i) {
            close_lists(&open);
            i = behind - 1;
            continue;
        }
        switch (line->form) {
        case LINE_ITEM:
            emit_item(build, &open, part, i);
            break;
        case LINE_TEXT:
        case LINE_CONTINUATION:
            emit_text(build, &open, part, line);
            break;
        case LINE_CELL: {
            bool entry = is_element(open.item, "entry");
            if (!entry)
                close_lists(&open);
            i = table_emit(outline, entry ? result_of(build, &open, line) : node, i, part->own_end) - 1;
            break;
        }
        case LINE_CAPTION:
            emit_line(outline, open.item ? open.item : node, "figure", line);
            break;
        case LINE_NOTE:
            emit_line(outline, open.depth ? open.lists[0] : node, "note", line);
            break;
        default:
            break;
        }
    }
}

static void emit_part(struct build *build, size_t index) {
    static const char *const names[] = {[PART_SECTION] = "section", [PART_GOAL] = "goal", [PART_ENTRY] = "entry"};
    const struct outline *outline = &build->outline;
    struct part *part = &build->parts.items[index];
    const struct line *line = heading_of(build, part);
    part->node = emit_container(outline, build->parts.items[part->parent].node, names[part->use], line);
    tree_set_number(part->node, "level", line->level);
    if (line->number.len)
        tree_set(part->node, "no", line->number);
    if (part->use == PART_SECTION && line->role != ROLE_OTHER)
        tree_set(part->node, "role", str_from(section_role_name(line->role)));
    if (line->focus != FOCUS_NONE && part->use != PART_ENTRY)
        tree_set(part->node, "focus", outline->profile->focus[line->focus].id);
    emit_evidence(part->node, line->evidence);
    emit_line(outline, part->node, "heading", line);
    xmlNode *body = part->node;
    if (part->use == PART_ENTRY)
        body = emit_container(outline, part->node, "result", line);
    emit_body(build, part, body);
}

/* The heading path of every passage. */
static void set_headings(const struct build *build) {
    const struct lines *lines = build->outline.lines;
    for (size_t p = 0; p < build->parts.count; p++) {
        const struct part *part = &build->parts.items[p];
        const struct passage *under = p ? heading_of(build, part)->paragraph->passage : NULL;
        if (p && part->parent)
            lines->items[part->line].paragraph->passage->under =
                heading_of(build, &build->parts.items[part->parent])->paragraph->passage;
        for (size_t i = part->from; i < part->own_end; i++) {
            if (lines->items[i].form != LINE_PAGE)
                lines->items[i].paragraph->passage->under = under;
        }
    }
}

static void emit_cover(const struct build *build, xmlNode *meta, size_t i) {
    static const char *const names[] = {[COVER_OTHER] = "p",
                                        [COVER_PERIOD] = "period",
                                        [COVER_DECIDED] = "decided",
                                        [COVER_PREPARED] = "prepared",
                                        [COVER_ORGANISATION] = "organisation",
                                        [COVER_REGISTRY] = "dnr"};
    const struct outline *outline = &build->outline;
    const struct line *line = &outline->lines->items[i];
    struct date date;
    bool page = line->form == LINE_PAGE;
    struct str near = page ? table_header(outline->lines, i) : (struct str){0};
    enum cover_line says = detect_cover(outline->arena, line->text, near, outline->profile, &date);
    if (page && says == COVER_PERIOD)
        says = COVER_OTHER;
    const char *name = says == COVER_OTHER && line->form == LINE_SUBTITLE ? "subtitle" : names[says];
    xmlNode *node = emit_line(outline, meta, name, line);
    if (says == COVER_DECIDED || says == COVER_PREPARED) {
        struct str value = emit_iso(outline->arena, &date);
        if (value.len)
            tree_set(node, "date", value);
    }
    if (says == COVER_PERIOD && date.valid && date.form == DATE_RANGE && date.from_year > 999 && date.to_year <= 9999) {
        tree_set_number(node, "from", (size_t)date.from_year);
        tree_set_number(node, "to", (size_t)date.to_year);
    }
}

static void emit_meta(const struct build *build, xmlNode *root, const struct wml_document *document) {
    const struct lines *lines = build->outline.lines;
    xmlNode *meta = tree_add(root, "meta", NULL);
    if (document->core_title.len)
        tree_set(meta, "src:core-title", document->core_title);
    if (document->core_subject.len)
        tree_set(meta, "src:core-subject", document->core_subject);
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        if (line->form == LINE_TITLE) {
            xmlNode *title = emit_line(&build->outline, meta, "title", line);
            emit_evidence(title, line->evidence);
        } else if (line->form == LINE_SUBTITLE || line->form == LINE_COVER || line->form == LINE_PAGE) {
            emit_cover(build, meta, i);
        }
    }
}

static void emit_contents(const struct build *build, xmlNode *root) {
    const struct outline *outline = &build->outline;
    xmlNode *toc = NULL;
    for (size_t i = 0; i < outline->lines->count; i++) {
        const struct line *line = &outline->lines->items[i];
        if (line->form != LINE_TOC && line->form != LINE_TOC_HEADING)
            continue;
        if (!toc) {
            toc = emit_container(outline, root, "toc", line);
            emit_evidence(toc, line->evidence);
        }
        if (line->form == LINE_TOC_HEADING) {
            emit_line(outline, toc, "heading", line);
            continue;
        }
        size_t title_end, page = typed_page(line->text, &title_end);
        struct str style = line->paragraph->style_name;
        unsigned level = 1;
        for (size_t k = 0; k < line->number.len; k++)
            level += line->number.data[k] == '.';
        if (str_starts(style, STR("toc ")) && style.len == 5 && style.data[4] >= '1' && style.data[4] <= '9')
            level = (unsigned)(style.data[4] - '0');
        xmlNode *entry = emit_line(outline, toc, "entry", line);
        if (line->number.len)
            tree_set(entry, "no", line->number);
        if (page)
            tree_set_number(entry, "page", page);
        tree_set_number(entry, "level", level);
        if (line->paragraph->link_count)
            tree_set(entry, "target", line->paragraph->links[0].target);
    }
}

xmlDoc *outline_build(struct arena *arena, const struct wml_document *document, const struct profile *profile,
                      const struct plan_options *options) {
    struct lines lines = lines_read(arena, document, profile);
    struct build build = {
        .outline = {.arena = arena, .kept = document->main->arena, .profile = profile, .lines = &lines}};
    build.outline.kind = detect_kind(arena, document, &lines, options);
    if (build.outline.kind == PLAN_TIDPLAN)
        lines_open_pages(arena, &lines, profile);
    xmlDoc *tree = tree_create(build.outline.kept);
    xmlNode *root = xmlDocGetRootElement(tree);
    struct origin *origin = arena_new(build.outline.kept, struct origin);
    origin->source = document->main;
    root->_private = origin;
    if (build.outline.kind != PLAN_UNKNOWN)
        tree_set(root, "kind", str_from(plan_kind_name(build.outline.kind)));

    find_enumerations(&build);
    read_parts(&build);
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
        if (uses[i].kind == build.outline.kind)
            uses[i].use(&build);
    }
    use_controls(&build);
    set_headings(&build);
    emit_meta(&build, root, document);
    emit_contents(&build, root);
    build.parts.items[0].node = root;
    emit_body(&build, &build.parts.items[0], root);
    for (size_t i = 1; i < build.parts.count; i++)
        emit_part(&build, i);
    notices_emit(&build.outline, root, document);
    return tree;
}
