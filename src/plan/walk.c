#include "build.h"

#include "buf.h"
#include "fold.h"

enum { COLUMNS = 256 /* whose headings are known; @column is the author's and may be anything */ };

/* A table while its rows are read. */
struct table {
    size_t row, column;
    size_t goal_block; /* cell of the goal column: of this row, or of the row that a merged cell began in */
    bool row_goal;     /* it holds for this row */
    VEC(size_t) heads; /* block that heads each column, INDEX_NONE */
    bool heading_row;
};

/* What holds for the content of an element. */
struct frame {
    unsigned in;
    size_t section, depth; /* innermost section, and how many are open */
    size_t focus;
    size_t list; /* that a next item belongs to */
    size_t goal, activity, entry;
    bool result;         /* inside <result>, or what follows the text of an entry */
    struct str goal_ref; /* @goal of an element around */
    struct table *table;
    enum evidence evidence;
};

static void visit(struct plan_build *build, const xmlNode *node, struct frame frame);
static void visit_children(struct plan_build *build, const xmlNode *node, struct frame frame);

static const struct passage *heading_above(const struct plan_build *build, const struct frame *frame) {
    return frame->section == INDEX_NONE ? NULL
                                        : build->blocks.items[build->sections.items[frame->section].heading].passage;
}

static struct frame with_attributes(const xmlNode *node, struct frame frame) {
    struct str evidence = tree_get(node, "src:evidence"), goal = tree_token(node, "goal");
    if (evidence.len)
        frame.evidence = evidence_find(evidence);
    if (goal.len)
        frame.goal_ref = goal;
    return frame;
}

/* Files the inline marks of block `index`. */
static void take_marks(struct plan_build *build, size_t index, const struct frame *frame) {
    const struct passage *passage = build->blocks.items[index].passage;
    for (size_t i = 0; i < build->marks.count; i++) {
        const struct mark *mark = &build->marks.items[i];
        if (tree_is(mark->node, "link")) {
            const xmlAttr *href = tree_attribute(mark->node, "href");
            const struct origin *origin = tree_origin(href);
            struct place text = passage_place(passage, mark->begin, mark->end);
            *vec_add(build->arena, &build->links) =
                (struct link){.target = tree_get(mark->node, "href"),
                              .text = text,
                              .target_place = origin ? source_place(origin->source, origin->begin, origin->end) : text,
                              .block = index};
        } else if (tree_is(mark->node, "date")) {
            enum date_role role = DATE_OTHER;
            struct str name = tree_token(mark->node, "role");
            bool known = name.len != 0;
            for (size_t r = 0; r < DATE_ROLES; r++) {
                if (str_is(name, date_role_name((enum date_role)r)))
                    role = (enum date_role)r;
            }
            *vec_add(build->arena, &build->given) =
                (struct given_date){.node = mark->node,
                                    .attribute = tree_attribute(mark->node, "value"),
                                    .role = role,
                                    .explicit_role = known,
                                    .block = index,
                                    .begin = mark->begin,
                                    .end = mark->end};
        } else if (tree_is(mark->node, "ref") && frame->activity != INDEX_NONE) {
            struct activity *activity = &build->activities.items[frame->activity];
            if (activity->goal.len == 0)
                activity->goal = tree_token(mark->node, "to");
        }
    }
}

/* Adds the block of an element; INDEX_NONE when it has no text. */
static size_t add_block(struct plan_build *build, const xmlNode *node, struct frame frame, unsigned in) {
    frame = with_attributes(node, frame);
    const struct passage *passage = build_passage(build, node, heading_above(build, &frame));
    if (!passage || str_is_blank(passage->text))
        return INDEX_NONE;
    size_t index = build->blocks.count;
    *vec_add(build->arena, &build->blocks) = (struct block){.node = node,
                                                            .passage = passage,
                                                            .in = in | frame.in,
                                                            .section = frame.section,
                                                            .list = in & IN_ITEM ? frame.list : INDEX_NONE,
                                                            .column = INDEX_NONE,
                                                            .evidence = frame.evidence};
    if (frame.result && frame.entry != INDEX_NONE) {
        struct entry *entry = &build->entries.items[frame.entry];
        if (entry->result_first == entry->result_last)
            entry->result_first = index;
        entry->result_last = index + 1;
    }
    take_marks(build, index, &frame);
    return index;
}

/* Adds a block and visits the block elements inside it. */
static size_t leaf(struct plan_build *build, const xmlNode *node, struct frame frame, unsigned in) {
    size_t index = add_block(build, node, frame, in);
    visit_children(build, node, frame);
    return index;
}

static void leaf_text(struct plan_build *build, const xmlNode *node, struct frame frame) {
    leaf(build, node, frame, IN_TEXT);
}

static const xmlNode *child_named(const xmlNode *node, const char *name) {
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (tree_is(child, name))
            return child;
    }
    return NULL;
}

/* --- sections --- */

static bool number_attribute(const xmlNode *node, const char *name, size_t *out) {
    uint64_t value;
    if (!str_to_number(tree_token(node, name), &value) || value > SIZE_MAX)
        return false;
    *out = (size_t)value;
    return true;
}

static struct str number_of(const xmlNode *node, struct str text) {
    struct str number = tree_token(node, "no");
    return build_number(number.len ? number : fold_number(text, NULL));
}

static size_t focus_by_id(const struct profile *profile, struct str id) {
    for (size_t i = 0; id.len && i < profile->focus_count; i++) {
        if (str_equal(profile->focus[i].id, id))
            return i;
    }
    return FOCUS_NONE;
}

/* Whether the words "Fokusområde" stand before the name: then it is an area wherever it stands. */
static bool says_focus(struct plan_build *build, struct str text) {
    struct str folded = fold_text(build->arena, text);
    return str_find(folded, STR("fokusområde "), 0) != SIZE_MAX;
}

static void set_role(struct plan_build *build, const xmlNode *node, struct section *section, struct str text,
                     const struct frame *frame, bool is_goal) {
    const struct profile *profile = build->plan->profile;
    struct str role = tree_token(node, "role");
    section->focus = focus_by_id(profile, tree_token(node, "focus"));
    section->role = role.len                                   ? section_role_find(role)
                    : section->focus != FOCUS_NONE && !is_goal ? ROLE_FOCUS
                                                               : ROLE_OTHER;
    bool within = frame->focus != FOCUS_NONE || is_goal;
    if (!role.len && section->role == ROLE_OTHER && (!within || says_focus(build, text)))
        section->role = profile_role(profile, section->key);
    if (!role.len && section->role == ROLE_OTHER && !within && profile_focus_near(profile, section->key) != FOCUS_NONE)
        section->role = ROLE_FOCUS;
    if (section->focus == FOCUS_NONE && section->role == ROLE_FOCUS) {
        section->focus = profile_focus(profile, section->key);
        if (section->focus == FOCUS_NONE)
            section->focus = profile_focus_near(profile, section->key);
    }
    if (section->focus == FOCUS_NONE)
        section->focus = frame->focus;
}

/* Opens a section headed by `heading` (a child of `node`) and moves the frame into it. Returns whether there is a
 * heading with text. */
static bool open_section(struct plan_build *build, const xmlNode *node, const xmlNode *heading, struct frame *frame,
                         unsigned in) {
    if (!heading)
        return false;
    size_t block = add_block(build, heading, *frame, in);
    if (block == INDEX_NONE)
        return false;
    struct str text = plan_title(build->blocks.items[block].passage->text);
    size_t index = build->sections.count;
    struct section *section = vec_add(build->arena, &build->sections);
    *section = (struct section){.heading = block,
                                .parent = frame->section,
                                .level = frame->depth + 1,
                                .number = number_of(node, text),
                                .key = fold_heading(build->arena, text),
                                .first = block,
                                .last = block + 1,
                                .own_last = SIZE_MAX,
                                .evidence = build->blocks.items[block].evidence};
    number_attribute(node, "level", &section->level);
    set_role(build, node, section, text, frame, tree_is(node, "goal"));
    if (frame->section != INDEX_NONE && build->sections.items[frame->section].own_last == SIZE_MAX)
        build->sections.items[frame->section].own_last = block;
    build->blocks.items[block].section = index;
    frame->section = index;
    frame->focus = section->focus;
    frame->depth++;
    return true;
}

static void close_section(struct plan_build *build, size_t index) {
    struct section *section = &build->sections.items[index];
    section->last = build->blocks.count;
    if (section->own_last == SIZE_MAX)
        section->own_last = section->last;
}

/* Visits the children of an element whose heading or text child has been read already. */
static void visit_rest(struct plan_build *build, const xmlNode *node, const xmlNode *done, struct frame frame) {
    size_t run = INDEX_NONE;
    for (const xmlNode *child = node->children; child; child = child->next) {
        /* cppcheck-suppress nullPointerRedundantCheck ; `done` may be NULL, `child` is not */
        if (child->type != XML_ELEMENT_NODE || child == done || build_is_inline(child))
            continue;
        /* Goals, activities and entries that follow each other were the items of one list. */
        bool item = tree_is(child, "activity") || tree_is(child, "entry") ||
                    (tree_is(child, "goal") && child_named(child, "text"));
        struct frame inner = frame;
        if (item && frame.list == INDEX_NONE) {
            run = run == INDEX_NONE ? build->lists++ : run;
            inner.list = run;
        } else if (!item) {
            run = INDEX_NONE;
        }
        visit(build, child, inner);
    }
}

static void visit_children(struct plan_build *build, const xmlNode *node, struct frame frame) {
    visit_rest(build, node, NULL, frame);
}

static void section(struct plan_build *build, const xmlNode *node, struct frame frame) {
    const xmlNode *heading = child_named(node, "heading");
    frame = with_attributes(node, frame);
    frame.list = INDEX_NONE;
    size_t focus = focus_by_id(build->plan->profile, tree_token(node, "focus"));
    if (open_section(build, node, heading, &frame, IN_HEADING)) {
        visit_rest(build, node, heading, frame);
        close_section(build, frame.section);
        return;
    }
    if (focus != FOCUS_NONE)
        frame.focus = focus;
    visit_children(build, node, frame);
}

/* --- goals, activities, entries --- */

static void goal(struct plan_build *build, const xmlNode *node, struct frame frame) {
    const xmlNode *heading = child_named(node, "heading");
    const xmlNode *text = heading ? NULL : child_named(node, "text");
    size_t focus = focus_by_id(build->plan->profile, tree_token(node, "focus"));
    bool cell = frame.table != NULL;
    frame = with_attributes(node, frame);
    frame.in |= IN_GOAL;
    if (focus != FOCUS_NONE)
        frame.focus = focus;
    bool opened = open_section(build, node, heading, &frame, IN_HEADING);
    size_t block = build->blocks.count - 1;
    if (!opened) {
        const xmlNode *title = text ? text : child_named(node, "p");
        block = title ? add_block(build, title, frame, IN_TEXT | (cell ? IN_CELL : IN_ITEM)) : INDEX_NONE;
        text = title;
    }
    if (block == INDEX_NONE) {
        visit_children(build, node, frame);
        return;
    }
    frame.list = INDEX_NONE;
    const struct passage *title = build->blocks.items[block].passage;
    struct str id = tree_token(node, "no"), name = plan_goal_title(title->text, opened && !id.len ? &id : NULL);
    id = build_number(id);
    if (id.len == 0)
        id = tree_token(node, "id");
    if (id.len == 0)
        id = str_format(build->arena, "b%zu", ++build->bullet_goals);
    size_t index = build->goals.count;
    *vec_add(build->arena, &build->goals) = (struct goal){.id = id,
                                                          .key = fold_heading(build->arena, name),
                                                          .title = title,
                                                          .block = block,
                                                          .section = frame.section,
                                                          .focus = frame.focus,
                                                          .body_first = block + 1,
                                                          .node = node};
    frame.goal = index;
    visit_rest(build, node, opened ? heading : text, frame);
    build->goals.items[index].body_last = build->blocks.count;
    if (opened)
        close_section(build, frame.section);
}

static void activity(struct plan_build *build, const xmlNode *node, struct frame frame) {
    frame = with_attributes(node, frame);
    frame.in |= IN_ACTIVITY;
    const xmlNode *text = child_named(node, "text");
    if (!text)
        text = child_named(node, "p");
    frame.activity = build->activities.count;
    *vec_add(build->arena, &build->activities) = (struct activity){.block = INDEX_NONE,
                                                                   .section = frame.section,
                                                                   .focus = frame.focus,
                                                                   .goal = frame.goal_ref,
                                                                   .no_goal = tree_get(node, "no-goal"),
                                                                   .goal_block = INDEX_NONE,
                                                                   .node = node};
    size_t block, first = build->blocks.count;
    if (text && frame.table) {
        visit_children(build, node, frame);
        block = build->activities.items[frame.activity].block;
    } else {
        block = add_block(build, text ? text : node, frame, IN_TEXT | IN_ITEM);
        frame.list = INDEX_NONE;
        visit_rest(build, node, text, frame);
    }
    if (block == INDEX_NONE && build->blocks.count > first) /* cells, or a list, and no text of its own */
        block = first;
    if (block == INDEX_NONE) /* says nothing: there is nothing to trace */
        build->activities.count = frame.activity;
    else
        build->activities.items[frame.activity].block = block;
    const xmlAttr *due = tree_attribute(node, "due");
    if (due)
        *vec_add(build->arena, &build->given) = (struct given_date){
            .node = node, .attribute = due, .role = DATE_DEADLINE, .explicit_role = true, .block = INDEX_NONE};
}

static void entry(struct plan_build *build, const xmlNode *node, struct frame frame) {
    frame = with_attributes(node, frame);
    const xmlNode *heading = child_named(node, "heading"), *text = child_named(node, "text");
    struct frame outer = frame;
    frame.in |= IN_ENTRY;
    bool opened = !text && open_section(build, node, heading, &frame, IN_HEADING);
    size_t block = opened ? build->blocks.count - 1 : INDEX_NONE;
    frame.entry = build->entries.count;
    *vec_add(build->arena, &build->entries) = (struct entry){.block = block,
                                                             .section = opened ? outer.section : frame.section,
                                                             .focus = frame.focus,
                                                             .activity = tree_token(node, "for"),
                                                             .goal = tree_token(node, "goal"),
                                                             .status = tree_token(node, "status"),
                                                             .node = node};
    if (frame.table) {
        size_t first = build->blocks.count;
        visit_children(build, node, frame);
        block = build->entries.items[frame.entry].block;
        if (block == INDEX_NONE && build->blocks.count > first)
            block = first;
    } else {
        if (!opened) {
            const xmlNode *first = text ? text : child_named(node, "p");
            block = add_block(build, first ? first : node, frame, IN_TEXT | IN_ITEM);
            text = first;
        }
        frame.in &= ~(unsigned)IN_ENTRY;
        frame.in |= IN_RESULT;
        frame.list = INDEX_NONE;
        frame.result = true;
        visit_rest(build, node, opened ? heading : text, frame);
    }
    if (block == INDEX_NONE)
        build->entries.count = frame.entry;
    else
        build->entries.items[frame.entry].block = block;
    if (opened)
        close_section(build, frame.section);
}

static void result(struct plan_build *build, const xmlNode *node, struct frame frame) {
    frame.in &= ~(unsigned)IN_ENTRY;
    frame.in |= IN_RESULT;
    frame.result = true;
    frame.list = INDEX_NONE;
    size_t before = build->blocks.count;
    if (!child_named(node, "p"))
        leaf(build, node, frame, IN_TEXT);
    else
        visit_children(build, node, frame);
    size_t column;
    if (frame.table && number_attribute(node, "column", &column) && column < frame.table->heads.count) {
        for (size_t i = before; i < build->blocks.count; i++) {
            build->blocks.items[i].in |= IN_CELL;
            build->blocks.items[i].column = frame.table->heads.items[column];
        }
    }
}

/* --- lists and tables --- */

static void list(struct plan_build *build, const xmlNode *node, struct frame frame) {
    frame.list = build->lists++;
    visit_children(build, node, with_attributes(node, frame));
}

static void item(struct plan_build *build, const xmlNode *node, struct frame frame) {
    unsigned in = IN_TEXT | IN_ITEM;
    frame = with_attributes(node, frame);
    size_t block = add_block(build, node, frame, in);
    /* An item of paragraphs: the first is the item. */
    const xmlNode *first = block == INDEX_NONE ? child_named(node, "p") : NULL;
    if (first)
        add_block(build, first, frame, in);
    frame.list = INDEX_NONE;
    visit_rest(build, node, first, frame);
}

static void table(struct plan_build *build, const xmlNode *node, struct frame frame) {
    frame.table = arena_new(build->arena, struct table);
    frame.table->goal_block = INDEX_NONE;
    frame.list = INDEX_NONE;
    visit_children(build, node, with_attributes(node, frame));
}

static void row(struct plan_build *build, const xmlNode *node, struct frame frame) {
    struct table *table = frame.table;
    if (!table) {
        visit_children(build, node, frame);
        return;
    }
    struct str header = tree_token(node, "header");
    table->heading_row = header.len ? str_is(header, "true") || str_is(header, "1") : table->row == 0;
    table->column = 0;
    table->row_goal = false;
    size_t first = build->activities.count;
    visit_children(build, node, frame);
    table->row++;
    if (!table->row_goal || table->goal_block == INDEX_NONE)
        return;
    for (size_t i = first; i < build->activities.count; i++) {
        struct activity *activity = &build->activities.items[i];
        activity->goal_block = table->goal_block;
        activity->goal_heading = str_trim(build->blocks.items[table->goal_block].passage->text);
    }
}

static bool heads_goals(struct plan_build *build, size_t head) {
    if (head == INDEX_NONE)
        return false;
    struct str key = fold_ocr(build->arena, build->blocks.items[head].passage->text);
    return str_is(key, "mal") || str_starts(key, STR("mal ")) || str_is(key, "goal");
}

/* A cell, or the text of an activity or entry that is a row. */
static void cell(struct plan_build *build, const xmlNode *node, struct frame frame) {
    struct table *table = frame.table;
    size_t column = table ? table->column : 0, before = build->blocks.count;
    number_attribute(node, "column", &column);
    struct str role = tree_token(node, "role");
    if (str_is(role, "result") && frame.entry != INDEX_NONE) {
        frame.in = (frame.in & ~(unsigned)IN_ENTRY) | IN_RESULT;
        frame.result = true;
    }
    struct frame inner = frame;
    inner.table = NULL; /* what stands in the cell is in no column of its own */
    size_t block = leaf(build, node, inner, IN_TEXT | IN_CELL);
    if (block == INDEX_NONE && build->blocks.count > before)
        block = before;
    if (!table)
        return;
    table->column = column + 1;
    size_t head = column < table->heads.count ? table->heads.items[column] : INDEX_NONE;
    if (table->heading_row && column < COLUMNS) {
        while (table->heads.count <= column)
            *vec_add(build->arena, &table->heads) = INDEX_NONE;
        table->heads.items[column] = block;
        return;
    }
    for (size_t i = before; i < build->blocks.count; i++) {
        build->blocks.items[i].in |= IN_CELL;
        build->blocks.items[i].column = head;
    }
    if (!str_is(role, "goal") && (role.len || !heads_goals(build, head)))
        return;
    if (block != INDEX_NONE)
        table->goal_block = block;
    table->row_goal = block != INDEX_NONE || str_is(tree_get(node, "src:continued"), "true");
}

/* The text of an activity or entry in a table row. */
static void text(struct plan_build *build, const xmlNode *node, struct frame frame) {
    if (!frame.table) {
        leaf(build, node, frame, IN_TEXT);
        return;
    }
    size_t before = build->blocks.count;
    cell(build, node, frame);
    if (build->blocks.count == before)
        return;
    if (frame.activity != INDEX_NONE && build->activities.items[frame.activity].block == INDEX_NONE)
        build->activities.items[frame.activity].block = before;
    else if (frame.entry != INDEX_NONE && build->entries.items[frame.entry].block == INDEX_NONE)
        build->entries.items[frame.entry].block = before;
}

/* --- cover, table of contents, timeline --- */

static void give_attribute(struct plan_build *build, const xmlNode *node, const char *name, enum date_role role,
                           size_t block) {
    const xmlAttr *attribute = tree_attribute(node, name);
    if (attribute)
        *vec_add(build->arena, &build->given) = (struct given_date){
            .node = node, .attribute = attribute, .role = role, .explicit_role = true, .block = block};
}

static void meta_line(struct plan_build *build, const xmlNode *node, struct frame frame) {
    size_t block = leaf(build, node, frame, tree_is(node, "title") ? IN_TITLE : 0);
    if (block != INDEX_NONE && tree_is(node, "title") && !build->plan->meta.title) {
        build->plan->meta.title = build->blocks.items[block].passage;
        build->plan->meta.title_place = passage_whole(build->plan->meta.title);
    }
    if (tree_is(node, "period") && !build->period)
        build->period = node;
    if (tree_is(node, "decided") || tree_is(node, "prepared"))
        give_attribute(build, node, "date", tree_is(node, "decided") ? DATE_DECISION : DATE_PREPARED, block);
}

static void meta(struct plan_build *build, const xmlNode *node, struct frame frame) {
    frame.in |= IN_META;
    if (build->plan->meta.hint_title.len == 0)
        build->plan->meta.hint_title = tree_get(node, "src:core-title");
    if (build->plan->meta.hint_subject.len == 0)
        build->plan->meta.hint_subject = tree_get(node, "src:core-subject");
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && tree_is(child, (const char *)child->name))
            meta_line(build, child, frame);
        else if (child->type == XML_ELEMENT_NODE)
            visit(build, child, frame);
    }
}

static void toc(struct plan_build *build, const xmlNode *node, struct frame frame) {
    frame.in |= IN_TOC;
    frame.list = INDEX_NONE;
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE)
            continue;
        if (tree_is(child, "heading")) {
            size_t block = leaf(build, child, frame, 0);
            if (block != INDEX_NONE && !build->plan->toc_heading)
                build->plan->toc_heading = build->blocks.items[block].passage;
        } else if (tree_is(child, "entry")) {
            size_t block = add_block(build, child, frame, 0);
            if (block == INDEX_NONE)
                continue;
            struct toc_entry line = {.block = block, .number = build_number(tree_token(child, "no")), .level = 1};
            build_toc_line(build, build->blocks.items[block].passage, &line);
            for (size_t i = 0; i < line.number.len; i++)
                line.level += line.number.data[i] == '.';
            number_attribute(child, "page", &line.page);
            number_attribute(child, "level", &line.level);
            *vec_add(build->arena, &build->toc) = line;
        } else {
            visit(build, child, frame);
        }
    }
}

static void milestone(struct plan_build *build, const xmlNode *node, struct frame frame) {
    size_t first = build->blocks.count;
    frame = with_attributes(node, frame);
    frame.list = INDEX_NONE;
    if (add_block(build, node, frame, IN_TEXT) == INDEX_NONE)
        visit_children(build, node, frame);
    struct buf text = buf_in(build->arena); /* one date may stand on two lines */
    for (size_t i = first; i < build->blocks.count; i++) {
        if (i > first)
            buf_byte(&text, ' ');
        buf_add(&text, build->blocks.items[i].passage->text);
    }
    struct date_list dates = {0};
    date_scan(build->arena, buf_str(&text), 0, &dates);
    struct interval at = {1, 0}, to;
    bool given = date_parse_iso(tree_token(node, "date"), &at);
    if (given && date_parse_iso(tree_token(node, "to"), &to))
        at.last = to.last;
    if (!given && dates.count)
        at = dates.items[0].interval;
    const xmlAttr *label = tree_attribute(node, "label");
    size_t block = build->blocks.count > first ? first : INDEX_NONE;
    *vec_add(build->arena, &build->milestones) =
        (struct milestone){.interval = at,
                           .block = block,
                           .label = label ? tree_token(node, "label") : build_label(build, buf_str(&text), &dates),
                           .node = node};
    if (block == INDEX_NONE)
        give_attribute(build, node, "date", DATE_MILESTONE, INDEX_NONE);
}

/* --- the walk --- */

/* The place of a fact. A paragraph without text has no place of its own: then it is where the paragraph begins. */
static struct place fact_place(const xmlNode *node) {
    const struct origin *origin = tree_origin(node);
    struct place place = tree_place(node);
    if (origin && place.passage && place.passage->run_count == 0)
        place.begin = place.end = origin->begin;
    return place;
}

static void fact(struct plan_build *build, const xmlNode *node) {
    size_t count = 1;
    number_attribute(node, "n", &count);
    *vec_add(build->arena, &build->facts) = (struct fact){
        .name = tree_get(node, "name"), .count = count, .place = fact_place(node), .detail = tree_get(node, "detail")};
}

static void meta_block(struct plan_build *build, const xmlNode *node, struct frame frame) {
    frame.in |= IN_META;
    leaf(build, node, frame, 0);
}

/* Of a figure that was made from a paragraph, in this run or when the text was extracted, only the words of its caption
 * are known; an author who writes <figure> has one. */
static void figure(struct plan_build *build, const xmlNode *node, struct frame frame) {
    const struct origin *origin = tree_origin(node);
    if (origin && origin->name_end > origin->name_begin && !tree_attribute(node, "src:para"))
        frame.in |= IN_FIGURE;
    leaf_text(build, node, frame);
}

static void heading_elsewhere(struct plan_build *build, const xmlNode *node, struct frame frame) {
    leaf(build, node, frame, IN_HEADING);
}

static const struct {
    const char *name;
    void (*visit)(struct plan_build *build, const xmlNode *node, struct frame frame);
} elements[] = {
    {"p", leaf_text},         {"item", item},        {"list", list},
    {"section", section},     {"goal", goal},        {"activity", activity},
    {"entry", entry},         {"result", result},    {"heading", heading_elsewhere},
    {"text", text},           {"table", table},      {"row", row},
    {"cell", cell},           {"meta", meta},        {"title", meta_line},
    {"subtitle", meta_block}, {"toc", toc},          {"milestone", milestone},
    {"note", leaf_text},      {"figure", figure},    {"region", meta_block},
    {"body", meta_block},     {"group", meta_block},
};

static void visit(struct plan_build *build, const xmlNode *node, struct frame frame) {
    if (node->ns && strcmp((const char *)node->ns->href, PLAN_NAMESPACE) != 0) {
        if (strcmp((const char *)node->ns->href, PLAN_SOURCE_NAMESPACE) == 0 && tree_named(node->name, "fact"))
            fact(build, node);
        return;
    }
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        if (tree_named(node->name, elements[i].name)) {
            elements[i].visit(build, node, frame);
            return;
        }
    }
    visit_children(build, node, with_attributes(node, frame)); /* timeline, parties, terms, what we do not know */
}

/* Attribute values of authored XML are blocks of their own, behind all others: rules with in="raw" read them. */
static void add_attributes(struct plan_build *build, const xmlNode *root) {
    for (const xmlNode *node = root; node; node = tree_next(node, root)) {
        for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
            const struct origin *origin = tree_origin(attribute);
            if (origin && origin->passage && origin->passage->text.len)
                *vec_add(build->arena, &build->blocks) =
                    (struct block){.node = (const xmlNode *)(const void *)attribute,
                                   .passage = origin->passage,
                                   .in = IN_RAW,
                                   .section = INDEX_NONE,
                                   .list = INDEX_NONE,
                                   .column = INDEX_NONE};
        }
    }
}

void build_walk(struct plan_build *build, const xmlNode *root) {
    struct frame frame = {.section = INDEX_NONE,
                          .focus = FOCUS_NONE,
                          .list = INDEX_NONE,
                          .goal = INDEX_NONE,
                          .activity = INDEX_NONE,
                          .entry = INDEX_NONE};
    visit_children(build, root, frame);
    add_attributes(build, root);
}
