/* A text: dates, headings and their numbers, folding, distances, what terminals are shown. */
#include "date.h"
#include "fold.h"
#include "mutate.h"
#include "similar.h"
#include "typed.h"
#include "width.h"

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed) {
    return mutate_text(data, size, room, seed);
}

static bool is_boundary(struct str text, size_t at) {
    return at == text.len || ((unsigned char)text.data[at] & 0xc0) != 0x80;
}

static void require_date(struct str text, const struct date *date, size_t last) {
    REQUIRE(date->begin >= last && date->begin < date->end && date->end <= text.len);
    REQUIRE(is_boundary(text, date->begin) && is_boundary(text, date->end));
    REQUIRE(date->weekday >= 0 && date->weekday <= 7);
    REQUIRE(date->precision <= DATE_YEAR && date->form <= DATE_AMBIGUOUS);
    if (date->form == DATE_POINT)
        REQUIRE(date->interval.first <= date->interval.last);
    if (date->form == DATE_AMBIGUOUS)
        REQUIRE(date->interval.first > date->interval.last);
    if (date->sign_begin != date->sign_end)
        REQUIRE(date->form == DATE_RANGE && date->sign_begin > date->begin && date->sign_begin < date->sign_end &&
                date->sign_end < date->end);
}

static void require_dates(struct arena *arena, struct str text) {
    struct date_list dates = {0}, again = {0};
    date_scan(arena, text, 2026, &dates);
    date_scan(arena, text, 2026, &again);
    REQUIRE(dates.count == again.count);
    for (size_t i = 0; i < dates.count; i++)
        require_date(text, &dates.items[i], i ? dates.items[i - 1].end : 0);
    struct interval interval;
    if (date_parse_iso(text, &interval) && interval.first == interval.last) {
        struct str day = date_format(arena, interval.first);
        struct interval parsed;
        REQUIRE(date_parse_iso(day, &parsed) && parsed.first == interval.first && parsed.last == interval.last);
    }
}

static void require_headings(struct arena *arena, struct str text) {
    size_t rest = 0, end = 0;
    struct str number = fold_number(text, &rest);
    if (number.len)
        REQUIRE(number.data >= text.data && number.data + number.len <= text.data + rest && rest <= text.len);
    typed_page(text, &end);
    REQUIRE(end <= text.len);
    struct str unmarked = typed_unmarked(text);
    REQUIRE(unmarked.len <= text.len);
    typed_is_short(text);
    typed_is_capital(text);
    typed_is_counter(text);
    struct str folded = fold_text(arena, text);
    REQUIRE(utf8_check(folded) == folded.len && str_equal(folded, fold_text(arena, folded)));
    struct str heading = fold_heading(arena, text), ocr = fold_ocr(arena, text);
    REQUIRE(utf8_check(heading) == heading.len && utf8_check(ocr) == ocr.len);
}

static void require_distance(struct str text) {
    struct str a = text, b = str_cut(&a, '\n');
    if (a.len > 200 || b.len > 200)
        return;
    size_t distance = similar_distance(a, b, 20);
    REQUIRE(distance == similar_distance(b, a, 20));
    REQUIRE((distance == 0) == str_equal(a, b));
}

static void require_harmless(struct arena *arena, struct str text) {
    struct buf out = buf_in(arena);
    width_safe(&out, text);
    REQUIRE(utf8_check(buf_str(&out)) == out.len);
    for (size_t i = 0; i < out.len; i++)
        REQUIRE((unsigned char)out.data[i] >= ' ' && out.data[i] != 0x7f);
    width_cells(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    harness_start();
    struct arena *arena = arena_create();
    struct buf clean = buf_in(arena);
    struct str text = {(const char *)data, size};
    require_harmless(arena, text);
    for (size_t i = 0; i < text.len;)
        buf_code_point(&clean, utf8_next(text, &i));
    text = buf_str(&clean);
    require_dates(arena, text);
    require_headings(arena, text);
    require_distance(text);
    arena_destroy(arena);
    return 0;
}
