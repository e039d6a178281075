/* Answers of the text floor, a line for a line of standard input, for tests/oracles.py. text_probe fold|dates
 * fold: hexadecimal code points -> the folded text between two letters x, as hexadecimal code points.
 * dates: a text -> its dates, "begin end first last valid weekday;" each, with days as yyyy-mm-dd. */
#include <stdio.h>
#include <stdlib.h>

#include "arena.h"
#include "buf.h"
#include "date.h"
#include "fold.h"

static void fold(struct arena *arena, const char *line) {
    struct buf text = buf_in(arena);
    buf_byte(&text, 'x');
    for (char *end; *line != '\0' && *line != '\n'; line = end)
        buf_code_point(&text, (uint32_t)strtoul(line, &end, 16));
    buf_byte(&text, 'x');
    struct str folded = fold_text(arena, buf_str(&text));
    for (size_t i = 0; i < folded.len;)
        printf("%x ", (unsigned)utf8_next(folded, &i));
}

static void dates(struct arena *arena, const char *line) {
    struct date_list list = {0};
    struct str text = {line, strcspn(line, "\n")};
    date_scan(arena, text, 0, &list);
    for (size_t i = 0; i < list.count; i++) {
        const struct date *date = &list.items[i];
        struct str first = date_format(arena, date->interval.first), last = date_format(arena, date->interval.last);
        printf("%zu %zu %.*s %.*s %d %d;", date->begin, date->end, STR_ARGS(first), STR_ARGS(last), date->valid,
               date->weekday);
    }
}

int main(int argc, char **argv) {
    static char line[4096];
    bool folding = argc > 1 && argv[1][0] == 'f';
    while (fgets(line, sizeof(line), stdin)) {
        struct arena *arena = arena_create();
        (folding ? fold : dates)(arena, line);
        putchar('\n');
        arena_destroy(arena);
    }
    return 0;
}
