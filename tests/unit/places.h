/* What holds for the place of every diagnostic, whatever the document (design.md law 3).
 * For tests/golden.c and tests/fuzz. The includer defines REQUIRE(condition) before. */
#ifndef PLANLINT_TEST_PLACES_H
#define PLANLINT_TEST_PLACES_H

#include "outcome.h"

/* Line and column agree with the byte in every unit, counted here one code point at a time. Behind a byte that is not
 * UTF-8 there is nothing to count. */
static inline void require_columns(struct source *source, size_t offset) {
    if (source->binary || utf8_check(source->text) < offset)
        return;
    struct position at = source_locate(source, offset);
    struct position counted = {1, 1, 1, 1};
    size_t i = str_starts(source->text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    while (i < offset) {
        size_t begin = i;
        uint32_t point = utf8_next(source->text, &i);
        bool pair = point == '\r' && i < source->text.len && source->text.data[i] == '\n';
        if (point == '\n' || (point == '\r' && !pair)) {
            counted = (struct position){counted.line + 1, 1, 1, 1};
        } else {
            counted.column++;
            counted.column_utf16 += point > 0xFFFF ? 2 : 1;
            counted.column_bytes += i - begin;
        }
    }
    REQUIRE(at.line == counted.line);
    REQUIRE(at.column == counted.column);
    REQUIRE(at.column_utf16 == counted.column_utf16);
    REQUIRE(at.column_bytes == counted.column_bytes);
}

/* The runs of a passage that stand for source bytes as they are hold these bytes (design.md law 3). What other runs
 * decode is judged from outside, by the test positions. */
static inline void require_runs(const struct passage *passage) {
    for (size_t i = 0; i < passage->run_count; i++) {
        const struct run *run = &passage->runs[i];
        size_t end = i + 1 < passage->run_count ? run[1].text : passage->text.len;
        REQUIRE(run->begin <= run->end && run->end <= passage->source->text.len);
        if (run->form != RUN_VERBATIM)
            continue;
        REQUIRE(run->end - run->begin == end - run->text);
        REQUIRE(memcmp(passage->text.data + run->text, passage->source->text.data + run->begin, end - run->text) == 0);
    }
}

static inline void require_places(const struct outcome *outcome) {
    for (size_t i = 0; i < outcome->result_count; i++)
        for (size_t k = 0; k < outcome->results[i]->diags.count; k++) {
            struct place place = outcome->results[i]->diags.items[k]->place;
            if (!place.source)
                continue;
            REQUIRE(place.begin <= place.end && place.end <= place.source->text.len);
            require_columns(place.source, place.begin);
            if (!place.passage)
                continue;
            REQUIRE(place.text_begin <= place.text_end && place.text_end <= place.passage->text.len);
            require_runs(place.passage);
        }
}

#endif
