#include "numbering.h"

#include <stdio.h>

#include "map.h"
#include "numbering_lists.h"

struct numbering *numbering_create(struct arena *arena) {
    struct numbering *numbering = arena_new(arena, struct numbering);
    numbering->arena = arena;
    numbering->list_by_id = map_create(arena);
    numbering->num_by_id = map_create(arena);
    numbering->override = -1;
    return numbering;
}

/* Ids are numbers, so that "01" and "1" are one. */
static struct str number_key(struct arena *arena, long id) {
    return str_format(arena, "%ld", id);
}

static void start_list(void *user, const struct xml_element *element) {
    struct numbering *numbering = user;
    struct list *list = vec_add(numbering->arena, &numbering->lists);
    list->target = numbering->lists.count - 1;
    struct str id = number_key(numbering->arena, names_number(element, WORD_ABSTRACT_NUM_ID, -1));
    map_add(numbering->list_by_id, id, numbering->lists.count - 1);
}

static void start_num(void *user, const struct xml_element *element) {
    struct numbering *numbering = user;
    struct num *num = vec_add(numbering->arena, &numbering->nums);
    num->list = SIZE_MAX;
    for (size_t i = 0; i < NUMBERING_LEVELS; i++)
        num->starts[i] = -1;
    struct str id = number_key(numbering->arena, names_number(element, WORD_NUM_ID, -1));
    map_add(numbering->num_by_id, id, numbering->nums.count - 1);
}

static struct num *current_num(struct numbering *numbering) {
    return &numbering->nums.items[numbering->nums.count - 1];
}

static void start_num_list(void *user, const struct xml_element *element) {
    struct numbering *numbering = user;
    current_num(numbering)->list_id = number_key(numbering->arena, names_number(element, WORD_VAL, -1));
}

static void start_override(void *user, const struct xml_element *element) {
    struct numbering *numbering = user;
    long level = names_number(element, WORD_ILVL, -1);
    numbering->override = level < NUMBERING_LEVELS ? level : -1;
}

static void start_start_override(void *user, const struct xml_element *element) {
    struct numbering *numbering = user;
    if (numbering->override >= 0)
        current_num(numbering)->starts[numbering->override] = names_number(element, WORD_VAL, -1);
}

static struct numbering_level *level_create(struct numbering *numbering, struct numbering_level **slots, long ilvl) {
    struct numbering_level *level = arena_new(numbering->arena, struct numbering_level);
    /* The standard says 0 where w:start is absent; Word and LibreOffice count from 1. */
    *level = (struct numbering_level){.start = 1, .restart = -1, .left = INDENT_UNSET, .hanging = INDENT_UNSET};
    if (ilvl >= 0 && ilvl < NUMBERING_LEVELS)
        slots[ilvl] = level;
    return level;
}

static void start_list_level(void *user, const struct xml_element *element) {
    struct numbering *numbering = user;
    struct list *list = &numbering->lists.items[numbering->lists.count - 1];
    numbering->level = level_create(numbering, list->levels, names_number(element, WORD_ILVL, -1));
}

static void start_override_level(void *user, const struct xml_element *element) {
    struct numbering *numbering = user;
    (void)element;
    numbering->level = level_create(numbering, current_num(numbering)->levels, numbering->override);
}

static void start_link(void *user, const struct xml_element *element) {
    struct numbering *numbering = user;
    struct list *list = &numbering->lists.items[numbering->lists.count - 1];
    list->link = str_copy(numbering->arena, names_value(element, WORD_VAL));
}

static void start_start(void *user, const struct xml_element *element) {
    ((struct numbering *)user)->level->start = names_number(element, WORD_VAL, 1);
}

static void start_format(void *user, const struct xml_element *element) {
    struct numbering *numbering = user;
    numbering->level->format = str_copy(numbering->arena, names_value(element, WORD_VAL));
}

static void start_text(void *user, const struct xml_element *element) {
    struct numbering *numbering = user;
    numbering->level->text = str_copy(numbering->arena, str_slice(names_value(element, WORD_VAL), 0, LABEL_BYTES));
}

static void start_level_style(void *user, const struct xml_element *element) {
    struct numbering *numbering = user;
    numbering->level->style = str_copy(numbering->arena, names_value(element, WORD_VAL));
}

static void start_restart(void *user, const struct xml_element *element) {
    ((struct numbering *)user)->level->restart = names_number(element, WORD_VAL, -1);
}

static void start_legal(void *user, const struct xml_element *element) {
    ((struct numbering *)user)->level->legal = names_on(element);
}

static void start_indent(void *user, const struct xml_element *element) {
    struct numbering_level *level = ((struct numbering *)user)->level;
    long left = names_number(element, WORD_LEFT, INDENT_UNSET);
    level->left = left != INDENT_UNSET ? left : names_number(element, WORD_START, INDENT_UNSET);
    level->hanging = names_number(element, WORD_HANGING, INDENT_UNSET);
}

static void start_fonts(void *user, const struct xml_element *element) {
    struct numbering *numbering = user;
    numbering->level->font = str_copy(numbering->arena, names_value(element, WORD_ASCII));
    numbering->level->symbol_font = styles_symbol_font(numbering->level->font);
}

static void start_hidden(void *user, const struct xml_element *element) {
    ((struct numbering *)user)->level->hidden = names_on(element);
}

enum { IN_PART, IN_NUMBERING, IN_LIST, IN_NUM, IN_OVERRIDE, IN_LEVEL, IN_P_PR, IN_R_PR, IN_LEAF };

static const struct step steps[] = {{IN_PART, SPACE_W, WORD_NUMBERING, IN_NUMBERING, NULL},
                                    {IN_NUMBERING, SPACE_W, WORD_ABSTRACT_NUM, IN_LIST, start_list},
                                    {IN_NUMBERING, SPACE_W, WORD_NUM, IN_NUM, start_num},
                                    {IN_NUM, SPACE_W, WORD_ABSTRACT_NUM_ID, IN_LEAF, start_num_list},
                                    {IN_NUM, SPACE_W, WORD_LVL_OVERRIDE, IN_OVERRIDE, start_override},
                                    {IN_OVERRIDE, SPACE_W, WORD_START_OVERRIDE, IN_LEAF, start_start_override},
                                    {IN_OVERRIDE, SPACE_W, WORD_LVL, IN_LEVEL, start_override_level},
                                    {IN_LIST, SPACE_W, WORD_LVL, IN_LEVEL, start_list_level},
                                    {IN_LIST, SPACE_W, WORD_NUM_STYLE_LINK, IN_LEAF, start_link},
                                    {IN_LEVEL, SPACE_W, WORD_START, IN_LEAF, start_start},
                                    {IN_LEVEL, SPACE_W, WORD_NUM_FMT, IN_LEAF, start_format},
                                    {IN_LEVEL, SPACE_W, WORD_LVL_TEXT, IN_LEAF, start_text},
                                    {IN_LEVEL, SPACE_W, WORD_P_STYLE, IN_LEAF, start_level_style},
                                    {IN_LEVEL, SPACE_W, WORD_LVL_RESTART, IN_LEAF, start_restart},
                                    {IN_LEVEL, SPACE_W, WORD_IS_LGL, IN_LEAF, start_legal},
                                    {IN_LEVEL, SPACE_W, WORD_P_PR, IN_P_PR, NULL},
                                    {IN_LEVEL, SPACE_W, WORD_R_PR, IN_R_PR, NULL},
                                    {IN_P_PR, SPACE_W, WORD_IND, IN_LEAF, start_indent},
                                    {IN_R_PR, SPACE_W, WORD_R_FONTS, IN_LEAF, start_fonts},
                                    {IN_R_PR, SPACE_W, WORD_VANISH, IN_LEAF, start_hidden},
                                    {0, SPACE_NONE, WORD_NONE, 0, NULL}};

static void start(void *user, struct xml_parse *parse, const struct xml_element *element) {
    (void)parse;
    steps_enter(&((struct numbering *)user)->stepper, steps, user, element);
}

static void end(void *user, struct xml_parse *parse, const struct xml_element *element, size_t begin, size_t stop) {
    (void)parse, (void)element, (void)begin, (void)stop;
    steps_leave(&((struct numbering *)user)->stepper);
}

const struct xml_handler numbering_handler = {.words = wml_words, .spaces = wml_spaces, .start = start, .end = end};

struct num *numbering_num(const struct numbering *numbering, long num_id) {
    char digits[24];
    int len = snprintf(digits, sizeof(digits), "%ld", num_id);
    size_t index = map_find(numbering->num_by_id, (struct str){digits, (size_t)len});
    return index == MAP_NONE ? NULL : &numbering->nums.items[index];
}

/* Returns the list that a w:numStyleLink leads to, through the numbering style and its w:num, or SIZE_MAX. */
static size_t linked(const struct numbering *numbering, const struct styles *styles, struct str link) {
    const struct style *style = styles_find(styles, STYLE_NUMBERING, link);
    const struct num *num = style == NULL || style->num_id <= 0 ? NULL : numbering_num(numbering, style->num_id);
    return num == NULL ? SIZE_MAX : num->list;
}

void numbering_resolve(struct numbering *numbering, const struct styles *styles) {
    for (size_t i = 0; i < numbering->nums.count; i++) {
        struct num *num = &numbering->nums.items[i];
        size_t list = map_find(numbering->list_by_id, num->list_id);
        num->list = list == MAP_NONE ? SIZE_MAX : list;
    }
    for (size_t i = 0; i < numbering->lists.count; i++) {
        struct list *list = &numbering->lists.items[i];
        if (list->link.len == 0)
            continue;
        /* One step is all there is: the list at the other end has w:styleLink. A link to a link is malformed. */
        size_t target = linked(numbering, styles, list->link);
        if (target != SIZE_MAX)
            list->target = target;
    }
}

static const struct list *list_of(const struct numbering *numbering, const struct num *num) {
    return num == NULL || num->list == SIZE_MAX ? NULL
                                                : &numbering->lists.items[numbering->lists.items[num->list].target];
}

static const struct numbering_level *level_of(const struct list *list, const struct num *num, long ilvl) {
    return num->levels[ilvl] != NULL ? num->levels[ilvl] : list->levels[ilvl];
}

const struct numbering_level *numbering_level(const struct numbering *numbering, long num_id, long ilvl) {
    const struct num *num = numbering_num(numbering, num_id);
    const struct list *list = list_of(numbering, num);
    return list == NULL || ilvl < 0 || ilvl >= NUMBERING_LEVELS ? NULL : level_of(list, num, ilvl);
}

long numbering_style_level(const struct numbering *numbering, long num_id, struct str style_id) {
    const struct num *num = numbering_num(numbering, num_id);
    const struct list *list = list_of(numbering, num);
    for (long i = 0; list != NULL && style_id.len != 0 && i < NUMBERING_LEVELS; i++) {
        const struct numbering_level *level = level_of(list, num, i);
        if (level != NULL && str_equal(level->style, style_id))
            return i;
    }
    return -1;
}
