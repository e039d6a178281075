/* Labels: counting list paragraphs (notes on docx, 7.2) and writing numbers (numbering.h). */
#include "map.h"
#include "numbering_lists.h"

/* Counters of one list definition. */
struct numbering_count {
    long value[NUMBERING_LEVELS];
    bool set[NUMBERING_LEVELS];
};

/* Which levels of one w:num have been counted: its w:startOverride works once. */
struct numbering_use {
    bool used[NUMBERING_LEVELS];
};

static void add_decimal(struct buf *out, long value) {
    buf_format(out, "%ld", value);
}

static void add_decimal_zero(struct buf *out, long value) {
    buf_format(out, "%02ld", value);
}

/* a, b ... z, aa, bb ...: the letter is repeated (ECMA-376 part 1, 17.18.59). */
static void add_letters(struct buf *out, long value, char first) {
    if (value < 1 || value > 26L * 100) {
        add_decimal(out, value);
        return;
    }
    for (long i = 0; i <= (value - 1) / 26; i++)
        buf_byte(out, (char)(first + (value - 1) % 26));
}

static void add_lower_letter(struct buf *out, long value) {
    add_letters(out, value, 'a');
}

static void add_upper_letter(struct buf *out, long value) {
    add_letters(out, value, 'A');
}

static void add_roman(struct buf *out, long value, char shift) {
    static const struct {
        long value;
        const char *letters;
    } steps[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
                 {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"}};
    if (value < 1 || value > 32767) {
        add_decimal(out, value);
        return;
    }
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        for (; value >= steps[i].value; value -= steps[i].value) {
            for (const char *letter = steps[i].letters; *letter != '\0'; letter++)
                buf_byte(out, (char)(*letter | shift));
        }
    }
}

static void add_lower_roman(struct buf *out, long value) {
    add_roman(out, value, 0x20);
}

static void add_upper_roman(struct buf *out, long value) {
    add_roman(out, value, 0);
}

static void add_nothing(struct buf *out, long value) {
    (void)out, (void)value;
}

void numbering_format(struct buf *out, struct str format, long value) {
    static const struct {
        const char *name;
        void (*add)(struct buf *out, long value);
    } formats[] = {{"decimal", add_decimal},
                   {"decimalZero", add_decimal_zero},
                   {"lowerLetter", add_lower_letter},
                   {"upperLetter", add_upper_letter},
                   {"lowerRoman", add_lower_roman},
                   {"upperRoman", add_upper_roman},
                   {"none", add_nothing},
                   {"bullet", add_nothing}};
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        if (str_is(format, formats[i].name)) {
            formats[i].add(out, value);
            return;
        }
    }
    add_decimal(out, value);
}

static long start_of(const struct num *num, const struct list *list, long ilvl) {
    if (num->starts[ilvl] >= 0)
        return num->starts[ilvl];
    const struct numbering_level *level = num->levels[ilvl] != NULL ? num->levels[ilvl] : list->levels[ilvl];
    return level == NULL ? 1 : level->start;
}

static void step(struct numbering_count *count, struct numbering_use *use, const struct num *num,
                 const struct list *list, long ilvl) {
    bool restart = num->starts[ilvl] >= 0 && !use->used[ilvl];
    if (restart || !count->set[ilvl])
        count->value[ilvl] = start_of(num, list, ilvl);
    else if (count->value[ilvl] < INT32_MAX)
        count->value[ilvl]++;
    count->set[ilvl] = use->used[ilvl] = true;
    for (long k = ilvl + 1; k < NUMBERING_LEVELS; k++) {
        const struct numbering_level *level = num->levels[k] != NULL ? num->levels[k] : list->levels[k];
        /* w:lvlRestart names, from 1, the level whose use restarts this one; 0: none does */
        long after = level == NULL ? -1 : level->restart;
        if (after == -1 || (after != 0 && ilvl < after))
            count->set[k] = false;
    }
}

/* Writes the level's text with its numbers into `label`; *first, *last become the range from the first to the last
 * number. */
static void write_label(struct buf *label, const struct numbering_count *count, const struct num *num,
                        const struct list *list, const struct numbering_level *level, size_t *first, size_t *last) {
    struct str text = level->text;
    *first = *last = SIZE_MAX;
    for (size_t i = 0; i < text.len && label->len < LABEL_BYTES; i++) {
        bool number = text.data[i] == '%' && i + 1 < text.len && text.data[i + 1] >= '1' && text.data[i + 1] <= '9';
        if (!number) {
            buf_byte(label, text.data[i]);
            continue;
        }
        long k = text.data[++i] - '1';
        const struct numbering_level *of = num->levels[k] != NULL ? num->levels[k] : list->levels[k];
        struct str format = of == NULL || level->legal ? (struct str){NULL, 0} : of->format;
        size_t before = label->len;
        numbering_format(label, format, count->set[k] ? count->value[k] : start_of(num, list, k));
        if (label->len == before)
            continue;
        if (*first == SIZE_MAX)
            *first = before;
        *last = label->len;
    }
}

/* Returns what a bullet looks like: fonts of pictures are mapped, `o` of Courier New is a hollow bullet. */
static struct str bullet(struct arena *arena, const struct numbering_level *level) {
    struct buf out = buf_in(arena);
    for (size_t at = 0; at < level->text.len;) {
        uint32_t c = utf8_next(level->text, &at);
        bool picture = (c & 0xff00) == 0xf000 || (level->symbol_font && c < 0x100);
        uint32_t shown = picture ? styles_symbol(c) : 0;
        if (c == 'o' && str_starts(level->font, STR("Courier")))
            shown = 0x25e6;
        buf_code_point(&out, shown != 0 ? shown : picture ? 0x2022 : c);
    }
    return out.len == 0 ? str_copy(arena, STR("\xe2\x80\xa2")) : buf_str(&out);
}

struct numbering_label numbering_count(struct numbering *numbering, struct numbering_counters *counters, long num_id,
                                       long ilvl) {
    const struct numbering_label none = {.form = LIST_NONE};
    const struct numbering_level *level = numbering_level(numbering, num_id, ilvl);
    if (level == NULL)
        return none;
    if (counters->lists == NULL) {
        counters->lists = arena_array(numbering->arena, struct numbering_count, numbering->lists.count);
        counters->uses = arena_array(numbering->arena, struct numbering_use, numbering->nums.count);
    }
    const struct num *num = numbering_num(numbering, num_id);
    size_t target = numbering->lists.items[num->list].target;
    const struct list *list = &numbering->lists.items[target];
    struct numbering_count *count = &counters->lists[target];
    step(count, &counters->uses[num - numbering->nums.items], num, list, ilvl);

    if (str_is(level->format, "bullet")) {
        bool empty = level->text.len == 0 && !level->symbol_font;
        if (empty || (level->text.len != 0 && str_is_blank(level->text)))
            return (struct numbering_label){.form = LIST_CONTINUATION};
        struct str shown = level->hidden ? (struct str){NULL, 0} : bullet(numbering->arena, level);
        return (struct numbering_label){.form = LIST_BULLET, .label = shown};
    }
    struct buf text = buf_in(numbering->arena);
    size_t first, last;
    write_label(&text, count, num, list, level, &first, &last);
    struct str label = str_trim(buf_str(&text));
    if (str_is(level->format, "none") && label.len == 0)
        return none;
    if (label.len == 0)
        return (struct numbering_label){.form = LIST_CONTINUATION};
    struct str number = first == SIZE_MAX ? (struct str){NULL, 0} : str_slice(buf_str(&text), first, last);
    if (level->hidden)
        label = number = (struct str){NULL, 0};
    return (struct numbering_label){.form = LIST_NUMBER, .label = label, .number = number};
}
