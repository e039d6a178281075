#include "build.h"

#include "buf.h"
#include "fold.h"

struct str build_number(struct str number) {
    while (number.len && number.data[number.len - 1] == '.')
        number.len--;
    return number;
}

/* Returns whether the code point before `end` is a leader or blank between title and page number. */
static bool is_leader(uint32_t code_point) {
    return code_point == ' ' || code_point == '\t' || code_point == '.' || code_point == 0xA0 || code_point == 0x2026 ||
           code_point == '_' || code_point == 0xB7;
}

static size_t before_leader(struct str text, size_t end) {
    while (end > 0 && is_leader(utf8_before(text, end))) {
        do
            end--;
        while (end > 0 && ((unsigned char)text.data[end] & 0xC0) == 0x80);
    }
    return end;
}

void build_toc_line(struct plan_build *build, const struct passage *passage, struct toc_entry *entry) {
    enum { PAGE_DIGITS = 4 };
    struct str text = passage->text;
    size_t begin = 0, rest, end = before_leader(text, text.len), digits = end;
    while (begin < text.len && is_leader((unsigned char)text.data[begin]))
        begin++;
    while (digits > 0 && text.data[digits - 1] >= '0' && text.data[digits - 1] <= '9')
        digits--;
    size_t title_end = before_leader(text, digits);
    uint64_t page;
    /* "Aktivitetsplan 2025" ends with a year; a page follows a tab, a leader or more than one blank. */
    bool led =
        title_end + 1 < digits || (title_end < digits && text.data[title_end] != ' ') || end - digits < PAGE_DIGITS;
    if (end > digits && end - digits <= PAGE_DIGITS && title_end > begin && title_end < digits && led &&
        str_to_number(str_slice(text, digits, end), &page)) {
        entry->page = (size_t)page;
        end = title_end;
    }
    struct str line = str_slice(text, begin, end);
    if (entry->number.len == 0)
        entry->number = build_number(fold_number(line, &rest));
    entry->key = fold_heading(build->arena, line);
    entry->title = passage_place(passage, begin, end);
}

struct str build_label(struct plan_build *build, struct str text, const struct date_list *dates) {
    struct buf out = buf_in(build->arena);
    size_t from = 0;
    for (size_t i = 0; i <= dates->count; i++) {
        struct str between = str_slice(text, from, i < dates->count ? dates->items[i].begin : text.len);
        bool parted = out.len && out.data[out.len - 1] == ' '; /* one blank is left where a date stood between two */
        buf_add(&out, parted ? str_trim(between) : between);
        from = i < dates->count ? dates->items[i].end : 0;
    }
    struct str label = str_trim(buf_str(&out));
    while (label.len && strchr(":;,.-", label.data[0]))
        label = str_trim(str_slice(label, 1, label.len));
    return label;
}
