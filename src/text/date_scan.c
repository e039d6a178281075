/* date_scan of date.h: a scanner by hand, one pass, since a literal is decided by at most a few words around it. */
#include "date.h"
#include "date_word.h"
#include "vec.h"

/* Reads a run of at most `most` digits; returns how many there are, 0 when the run is longer. */
static size_t digits_at(struct str s, size_t at, size_t most, int *value) {
    size_t count = 0;
    *value = 0;
    while (count <= most && is_digit(byte_at(s, at + count)))
        *value = *value * 10 + (byte_at(s, at + count++) - '0');
    return count > most ? 0 : count;
}

enum unit { A_DAY, A_DAY_NUMBER, A_MONTH, A_SEASON, A_PART, A_WEEK, A_YEAR };

struct point {
    size_t begin, end;
    enum unit unit;
    int day, month; /* month: of A_DAY and A_MONTH */
    int number, to; /* of A_SEASON, A_PART, A_WEEK: the first and the last named */
    int part;       /* months of an A_PART */
    int year;       /* 0: none is written */
    int to_year;    /* the second year of 2025/26, else 0 */
    int weekday;
    bool needs_year; /* no date without one */
    bool ambiguous, turn, broken;
};

static bool is_year(int value) {
    return value >= 1900 && value <= 2099;
}

/* Whether the number that ends at `at`, all of its digits, goes on as something else: an official number, a decimal, an
 * identifier. */
static bool goes_on(struct str s, size_t at) {
    int byte = byte_at(s, at), next = byte_at(s, at + 1);
    if (word_letter_at(s, at) != 0 || byte == '_')
        return true;
    return (byte == ':' || byte == ',' || byte == '.') && is_digit(next);
}

/* Reads a year of four digits that ends there. */
static bool year_at(struct str s, size_t at, int *year, size_t *end) {
    if (digits_at(s, at, 4, year) != 4 || !is_year(*year) || goes_on(s, at + 4))
        return false;
    *end = at + 4;
    return true;
}

/* Reads the second year of 2025/26 or 2025/2026 behind the year that ends at `point->end`. */
static void second_year(struct str s, struct point *point) {
    int value;
    size_t at = point->end + 1;
    if (point->year == 0 || byte_at(s, point->end) != '/')
        return;
    size_t digits = digits_at(s, at, 4, &value);
    if (digits == 2)
        value = value == (point->year + 1) % 100 ? point->year + 1 : 0;
    else if (digits != 4)
        return;
    if (is_year(value) && value > point->year && !goes_on(s, at + digits) && byte_at(s, at + digits) != '/') {
        point->to_year = value;
        point->end = at + digits;
    }
}

/* Reads the year that may follow: "mars 2025", "feb. 2025", "16 feb/2023". */
static void following_year(struct str s, struct point *point) {
    size_t at = point->end;
    if (byte_at(s, at) == '.')
        at++;
    at = byte_at(s, at) == '/' ? at + 1 : word_skip_blanks(s, at);
    size_t end;
    if (at > point->end && year_at(s, at, &point->year, &end))
        point->end = end;
    else
        point->year = 0;
}

/* Reads a month name. */
static bool month_at(struct str s, size_t at, int *month, bool *is_short, size_t *end) {
    const struct word *word = word_find(s, at, end);
    if (word == NULL || (word->kind != MONTH && word->kind != MONTH_SHORT))
        return false;
    *month = word->value;
    *is_short = word->kind == MONTH_SHORT;
    return true;
}

/* Reads "d/m", "d.m." or "d-m" and a year. A year of two digits leaves open what is what. */
static bool numeric_day(struct str s, size_t at, int day, bool after_den, struct point *point) {
    int separator = byte_at(s, at);
    if (separator != '/' && separator != '.' && separator != '-')
        return false;
    int month, year;
    size_t digits = digits_at(s, at + 1, 2, &month);
    if (digits == 0 || day < 1 || day > 31 || month < 1 || month > 31)
        return false;
    *point = (struct point){.begin = point->begin, .unit = A_DAY, .day = day, .month = month};
    if (month > 12 && day <= 12) { /* "9/19/2026": the month first is the only way to read it */
        point->day = month;
        point->month = month = day;
    }
    point->broken = month > 12;
    size_t next = at + 1 + digits, end;
    point->end = next;
    size_t year_begin = byte_at(s, next) == separator ? next + 1 : word_skip_blanks(s, next);
    bool joined = byte_at(s, next) == separator;
    if (separator == '/' && byte_at(s, next) == '-')
        year_begin = next + 1;
    if (year_begin > next && (separator == '/' || joined) && year_at(s, year_begin, &year, &end)) {
        point->year = year;
        point->end = end;
        return true;
    }
    /* "04/05/26": three pairs of digits are a date without "den" as well. */
    bool pairs = separator == '/' && joined && digits == 2 && at >= 2 && is_digit(byte_at(s, at - 2)) &&
                 (at < 3 || !is_digit(byte_at(s, at - 3))) && digits_at(s, year_begin, 2, &year) == 2;
    if (separator != '/' || (!after_den && !pairs) || month > 12)
        return false;
    if (year_begin > next && digits_at(s, year_begin, 2, &year) == 2 && !goes_on(s, year_begin + 2)) {
        point->ambiguous = true;
        point->end = year_begin + 2;
        return true;
    }
    return !joined && !goes_on(s, next);
}

/* Reads what begins with a year: an ISO date or month, or the year itself. */
static bool year_first(struct str s, size_t at, int year, struct point *point) {
    int month, day;
    point->unit = A_YEAR;
    point->year = year;
    point->end = at + 4;
    if (byte_at(s, at + 4) == '-' && digits_at(s, at + 5, 2, &month) == 2) {
        if (byte_at(s, at + 7) == '-' && digits_at(s, at + 8, 2, &day) == 2 && !goes_on(s, at + 10)) {
            point->unit = A_DAY;
            point->month = month;
            point->day = day;
            point->end = at + 10;
            return true;
        }
        if (month >= 1 && month <= 12 && !goes_on(s, at + 7) && byte_at(s, at + 7) != '-') {
            point->unit = A_MONTH;
            point->month = month;
            point->end = at + 7;
            return true;
        }
    }
    if (goes_on(s, point->end))
        return false;
    second_year(s, point);
    return true;
}

static bool number_first(struct str s, size_t at, bool after_den, struct point *point) {
    int value;
    size_t digits = digits_at(s, at, 4, &value);
    if (digits == 4)
        return is_year(value) && year_first(s, at, value, point);
    if (digits == 0 || digits > 2)
        return false;
    if (numeric_day(s, at + digits, value, after_den, point))
        return true;
    *point = (struct point){.begin = point->begin, .unit = A_DAY_NUMBER, .day = value, .end = at + digits};
    size_t next = point->end;
    if (byte_at(s, next) == ':' && (byte_at(s, next + 1) == 'a' || byte_at(s, next + 1) == 'e'))
        next += 2; /* den 1:a mars */
    size_t month_begin = word_skip_blanks(s, next), end;
    bool is_short;
    if (month_begin > next && month_at(s, month_begin, &point->month, &is_short, &end)) {
        point->unit = A_DAY;
        point->end = end;
        following_year(s, point);
        point->needs_year = value < 1 || value > 31;
        return true;
    }
    return value >= 1 && value <= 31 && !goes_on(s, point->end);
}

/* Reads the number of a quarter, week and so on, and a second one behind a range sign: "2–3". */
static bool numbers(struct str s, size_t at, struct point *point) {
    size_t digits = digits_at(s, at, 2, &point->number);
    if (digits == 0)
        return false;
    point->end = at + digits;
    point->to = point->number;
    size_t sign = word_skip_blanks(s, point->end), dash = word_dash_at(s, sign);
    size_t next = word_skip_blanks(s, sign + dash);
    int to;
    if (dash != 0 && (digits = digits_at(s, next, 2, &to)) != 0 && to > point->number && !goes_on(s, next + digits)) {
        point->to = to;
        point->end = next + digits;
    }
    return !goes_on(s, point->end);
}

static bool word_first(struct str s, size_t at, struct point *point) {
    size_t end, next;
    bool is_short;
    if (month_at(s, at, &point->month, &is_short, &end)) {
        point->unit = A_MONTH;
        point->end = end;
        point->needs_year = is_short;
        following_year(s, point);
        return true;
    }
    const struct word *word = word_find(s, at, &end);
    if (word == NULL)
        return false;
    point->end = end;
    next = word_skip_blanks(s, end);
    switch (word->kind) {
    case SEASON:
    case SEASON_BARE: {
        point->unit = A_SEASON;
        point->number = point->to = word->value;
        point->needs_year = word->kind == SEASON_BARE;
        if (byte_at(s, end) == '/') {
            const struct word *second = word_find(s, end + 1, &next);
            if (second != NULL && (second->kind == SEASON || second->kind == SEASON_BARE)) {
                point->to = second->value;
                point->end = next;
            }
        }
        size_t before = point->end;
        following_year(s, point);
        if (point->year == 0 && byte_at(s, before) == '/')
            return false;
        second_year(s, point);
        return true;
    }
    case TERM: {
        point->unit = A_SEASON;
        point->number = point->to = word->value;
        point->needs_year = true;
        following_year(s, point);
        if (point->year != 0)
            return true;
        if (byte_at(s, next) == '-')
            next++;
        int year;
        if (digits_at(s, next, 2, &year) != 2 || goes_on(s, next + 2))
            return false;
        point->year = 2000 + year;
        point->end = next + 2;
        return true;
    }
    case PART:
    case PART_SHORT:
        if (byte_at(s, end) == '.')
            next = word_skip_blanks(s, end + 1);
        if ((word->kind == PART_SHORT && next != end) || !numbers(s, next, point))
            return false;
        point->unit = A_PART;
        point->part = word->value;
        point->needs_year = word->kind == PART_SHORT || str_is(word->text, "kv");
        following_year(s, point);
        return true;
    case ORDINAL: {
        const struct word *part = next > end ? word_find(s, next, &point->end) : NULL;
        if (part == NULL || part->kind != PART)
            return false;
        point->unit = A_PART;
        point->part = part->value;
        point->number = point->to = word->value == LAST ? 12 / part->value : word->value;
        following_year(s, point);
        return true;
    }
    case WEEK:
    case WEEK_SHORT:
        if (word->kind == WEEK_SHORT && byte_at(s, end) == '.')
            next = word_skip_blanks(s, end + 1);
        if (!numbers(s, next, point))
            return false;
        point->unit = A_WEEK;
        point->needs_year = word->kind == WEEK_SHORT && byte_at(s, end) != '.';
        following_year(s, point);
        return true;
    case WEEKDAY: {
        if (byte_at(s, end) == '.')
            next = word_skip_blanks(s, end + 1);
        if (byte_at(s, next) == ',')
            next = word_skip_blanks(s, next + 1);
        if (word_skip(s, &next, STR("den")))
            next = word_skip_blanks(s, next);
        struct point day = {.begin = at};
        if (next == end || !is_digit(byte_at(s, next)) || !number_first(s, next, true, &day) || day.unit != A_DAY)
            return false;
        *point = day;
        point->weekday = word->value;
        return true;
    }
    case TURN:
        following_year(s, point);
        point->unit = A_YEAR;
        point->turn = true;
        second_year(s, point);
        return point->year != 0;
    case NO_WORD:
    case MONTH:
    case MONTH_SHORT:
    case FROM:
    case BETWEEN:
        break;
    }
    return false;
}

static bool point_at(struct str s, size_t at, bool after_den, struct point *point) {
    *point = (struct point){.begin = at};
    if (word_skip(s, &at, STR("den"))) {
        at = word_skip_blanks(s, at);
        after_den = true;
        point->begin = at;
        if (!is_digit(byte_at(s, at)))
            return false;
    }
    return is_digit(byte_at(s, at)) ? number_first(s, at, after_den, point) : word_first(s, at, point);
}

static struct interval months(int year, int first, int last) {
    int32_t end = last == 12 ? date_day(year, 12, 31) : date_day(year, last + 1, 1) - 1;
    return (struct interval){date_day(year, first, 1), end};
}

static int32_t week_begin(int year, int week) {
    int32_t fourth = date_day(year, 1, 4); /* is always in week 1 (ISO 8601) */
    return fourth - (date_weekday(fourth) - 1) + 7 * (week - 1);
}

/* Returns the interval of the point in `year`; *valid becomes false when there is no such day, month or quarter. */
static struct interval resolve(const struct point *point, int year, bool *valid) {
    static const int season_months[][2] = {[SPRING] = {1, 6}, [SUMMER] = {6, 8}, [AUTUMN] = {7, 12}};
    struct interval whole = date_year(year);
    switch (point->unit) {
    case A_DAY: {
        int32_t day = date_day(year, point->month, point->day);
        if (day != INT32_MIN)
            return (struct interval){day, day};
        *valid = false;
        return point->month >= 1 && point->month <= 12 ? months(year, point->month, point->month) : whole;
    }
    case A_MONTH:
        return months(year, point->month, point->month);
    case A_SEASON:
        if (point->to_year != 0)
            return (struct interval){months(year, point->number == WINTER ? 11 : 7, 12).first,
                                     months(point->to_year, 1, point->number == WINTER ? 3 : 6).last};
        /* The winter of a year may be the one that ends or the one that begins in it. */
        if (point->number == WINTER || point->to == WINTER)
            return (struct interval){date_day(year - 1, 12, 1), date_day(year + 1, 3, 31)};
        return (struct interval){months(year, season_months[point->number][0], 12).first,
                                 months(year, 1, season_months[point->to][1]).last};
    case A_PART:
        if (point->number < 1 || point->to > 12 / point->part) {
            *valid = false;
            return whole;
        }
        return months(year, (point->number - 1) * point->part + 1, point->to * point->part);
    case A_WEEK:
        if (point->number < 1 || week_begin(year, point->to) >= week_begin(year + 1, 1)) {
            *valid = false;
            return whole;
        }
        return (struct interval){week_begin(year, point->number), week_begin(year, point->to) + 6};
    case A_YEAR:
    case A_DAY_NUMBER: /* is no date by itself */
        break;
    }
    if (point->turn)
        return (struct interval){date_day(year, 12, 1),
                                 date_day(point->to_year != 0 ? point->to_year : year + 1, 1, 31)};
    return (struct interval){whole.first, point->to_year != 0 ? date_year(point->to_year).last : whole.last};
}

static enum date_precision precision_of(const struct point *point) {
    static const enum date_precision of_unit[] = {
        [A_DAY] = DATE_DAY,     [A_DAY_NUMBER] = DATE_DAY, [A_MONTH] = DATE_MONTH, [A_SEASON] = DATE_SEASON,
        [A_PART] = DATE_SEASON, [A_WEEK] = DATE_MONTH,     [A_YEAR] = DATE_YEAR,
    };
    if (point->turn)
        return DATE_MONTH;
    return point->unit == A_PART && point->part == OF_QUARTER ? DATE_QUARTER : of_unit[point->unit];
}

struct scan {
    struct arena *arena;
    struct str text;
    int year;
    size_t last_end; /* of the newest literal */
    struct date_list *out;
};

/* Whether the number at `at` is part of something longer to its left: 0,5  2017:80  a_2024  12 000. */
static bool continues_number(const struct scan *scan, size_t at) {
    int byte = byte_before(scan->text, at);
    if (byte == ':' || byte == '.' || byte == '/' || byte == '_' || byte == '-')
        return true;
    return (byte == ',' && at >= 2 && is_digit(scan->text.data[at - 2])) || word_letter_before(scan->text, at);
}

/* Whether the words around a bare year show that it is none. */
static bool is_no_year(const struct scan *scan, const struct point *year) {
    struct str s = scan->text;
    int next = byte_at(s, year->end);
    if (next == '/' || next == '-' || next == '%')
        return true;

    size_t after = word_skip_blanks(s, year->end);
    return byte_at(s, after) == '%' || str_starts(str_slice(s, after, after + 3), STR("€")) ||
           word_numbers(s, year->begin) || word_counts(s, year->end);
}

static struct date *append(struct scan *scan, size_t begin, size_t end) {
    struct date *date = vec_add(scan->arena, scan->out);
    *date = (struct date){.begin = begin, .end = end, .valid = true};
    scan->last_end = end;
    return date;
}

static bool add_point(struct scan *scan, const struct point *point) {
    bool yearless = point->year == 0;
    if (point->unit == A_DAY_NUMBER || (yearless && !point->ambiguous && (point->needs_year || scan->year == 0)))
        return false;
    if (point->unit == A_YEAR && !point->turn && is_no_year(scan, point))
        return false;
    if (point->unit == A_MONTH && is_digit(byte_at(scan->text, point->begin)) && word_numbers(scan->text, point->begin))
        return false;
    int year = yearless ? scan->year : point->year;
    struct date *date = append(scan, point->begin, point->end);
    date->precision = precision_of(point);
    date->weekday = point->weekday;
    if (point->ambiguous) {
        date->form = DATE_AMBIGUOUS;
        date->interval = (struct interval){1, 0};
        return true;
    }
    date->form = point->to_year != 0 ? DATE_RANGE : DATE_POINT;
    date->yearless = yearless;
    date->from_year = year;
    date->to_year = point->to_year != 0 ? point->to_year : year;
    date->interval = resolve(point, year, &date->valid);
    return true;
}

/* Joins two points to a range when they fit: each takes from the other what it lacks. */
static bool add_range(struct scan *scan, size_t begin, struct point from, struct point to, size_t sign_begin,
                      size_t sign_end) {
    if (from.ambiguous || to.ambiguous || from.turn || to.turn || from.to_year != 0 || to.to_year != 0)
        return false;
    if (from.unit == A_DAY_NUMBER && to.unit == A_DAY) {
        from.unit = A_DAY;
        from.month = to.month;
    }
    bool same = from.unit == to.unit;
    bool spaced = sign_end > sign_begin && word_blank_at(scan->text, sign_begin) != 0;
    if (from.unit == A_DAY_NUMBER || to.unit == A_DAY_NUMBER || (!same && (spaced || from.year == 0 || to.year == 0)))
        return false;
    if (from.unit == A_YEAR && word_numbers(scan->text, from.begin))
        return false;
    if (to.unit == A_YEAR && is_no_year(scan, &to) && byte_at(scan->text, to.end) != '-')
        return false;
    bool yearless = from.year == 0 && to.year == 0;
    if (yearless && (scan->year == 0 || from.needs_year || to.needs_year))
        return false;
    int from_year = from.year != 0 ? from.year : to.year != 0 ? to.year : scan->year;
    int to_year = to.year != 0 ? to.year : from_year;

    struct date *date = append(scan, begin, to.end);
    date->form = DATE_RANGE;
    date->precision = precision_of(&from) > precision_of(&to) ? precision_of(&from) : precision_of(&to);
    date->weekday = from.weekday;
    date->yearless = yearless;
    date->from_year = from_year;
    date->to_year = to_year;
    date->sign_begin = sign_begin;
    date->sign_end = sign_end;
    date->interval.first = resolve(&from, from_year, &date->valid).first;
    date->interval.last = resolve(&to, to_year, &date->valid).last;
    return true;
}

/* Reads a range sign with its blanks behind `at`. */
static bool sign_at(struct str s, size_t at, size_t *end) {
    size_t sign = word_skip_blanks(s, at), dash = word_dash_at(s, sign);
    *end = word_skip_blanks(s, sign + dash);
    return dash != 0;
}

/* Steps over ". o . m ." and "o m" behind "fr" or "t": fr.o.m., t o m, tom. */
static void skip_o_m(struct str s, size_t *at) {
    static const struct str forms[] = {{".o.m.", 5}, {" o m", 4}, {".o.m", 4}, {". o. m.", 7}};
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        if (str_starts(str_slice(s, *at, s.len), forms[i])) {
            *at += forms[i].len;
            return;
        }
    }
}

static void skip_and_with(struct str s, size_t *at) {
    size_t next = *at;
    if (word_skip_next(s, &next, STR("och")) && word_skip_next(s, &next, STR("med")))
        *at = next;
}

/* Reads "till", "till och med", "t.o.m.", "tom" behind `at`. */
static bool until_at(struct str s, size_t at, size_t *end) {
    size_t next = word_skip_blanks(s, at);
    if (byte_at(s, next) == ',')
        next = word_skip_blanks(s, next + 1);
    *end = next;
    if (word_skip(s, end, STR("till")))
        skip_and_with(s, end);
    else if (word_skip(s, end, STR("t")))
        skip_o_m(s, end);
    else if (!word_skip(s, end, STR("tom")))
        return false;
    next = word_skip_blanks(s, *end);
    bool found = next > *end;
    *end = next;
    return found;
}

/* Adds "från 2021 och tills vidare", "2021 och framåt". */
static bool add_open(struct scan *scan, size_t begin, const struct point *from) {
    size_t end = from->end;
    if (from->year == 0 || from->to_year != 0 || from->turn || !word_skip_next(scan->text, &end, STR("och")))
        return false;
    if (word_skip_next(scan->text, &end, STR("tills"))) {
        if (!word_skip_next(scan->text, &end, STR("vidare")))
            return false;
    } else if (!word_skip_next(scan->text, &end, STR("framåt")) && !word_skip_next(scan->text, &end, STR("framöver"))) {
        return false;
    }
    struct date *date = append(scan, begin, end);
    date->form = DATE_OPEN_RANGE;
    date->precision = precision_of(from);
    date->from_year = from->year;
    date->to_year = INT32_MAX;
    date->interval = (struct interval){resolve(from, from->year, &date->valid).first, INT32_MAX};
    return true;
}

/* Reads "2021–24": the second year by its last two digits. */
static bool add_short_range(struct scan *scan, const struct point *from) {
    struct str s = scan->text;
    size_t dash = word_dash_at(s, from->end), begin = from->end + dash;
    int value;
    if (from->unit != A_YEAR || dash == 0 || digits_at(s, begin, 2, &value) != 2 || goes_on(s, begin + 2) ||
        value <= from->year % 100 || word_dash_at(s, begin + 2) != 0)
        return false;
    struct point to = {.begin = begin, .end = begin + 2, .unit = A_YEAR, .year = from->year / 100 * 100 + value};
    return add_range(scan, from->begin, *from, to, from->end, begin);
}

/* Adds the literal that begins with a point at `at`. */
static bool add_from_point(struct scan *scan, size_t at, bool after_den) {
    struct point from, to;
    size_t next;
    if (!point_at(scan->text, at, after_den, &from))
        return false;
    if (sign_at(scan->text, from.end, &next)) {
        size_t sign_end = next;
        if (point_at(scan->text, next, false, &to) && add_range(scan, from.begin, from, to, from.end, sign_end))
            return true;
        if (add_short_range(scan, &from))
            return true;
    }
    if (until_at(scan->text, from.end, &next) && point_at(scan->text, next, false, &to) &&
        add_range(scan, from.begin, from, to, 0, 0))
        return true;
    return add_open(scan, from.begin, &from) || add_point(scan, &from);
}

/* Adds "mellan X och Y" and "från X till Y", which begin at `at`; the word itself ends at `end`. */
static bool add_from_word(struct scan *scan, size_t at, size_t end, enum word_kind kind) {
    struct str s = scan->text;
    struct point from, to;
    if (kind == FROM) {
        skip_o_m(s, &end);
        skip_and_with(s, &end);
    }
    size_t next = word_skip_blanks(s, end);
    if (next == end || !point_at(s, next, false, &from))
        return false;
    if (kind == BETWEEN) {
        next = from.end;
        if (!word_skip_next(s, &next, STR("och")))
            return false;
        next = word_skip_blanks(s, next);
    } else if (add_open(scan, at, &from)) {
        return true;
    } else if (!until_at(s, from.end, &next)) {
        return false;
    }
    return point_at(s, next, false, &to) && add_range(scan, at, from, to, 0, 0);
}

/* Returns the end of the address or file name that begins at `at`, or `at` when what stands there is neither. */
static size_t skip_address(struct str s, size_t at) {
    static const struct str endings[] = {{".pdf", 4}, {".doc", 4}, {".docx", 5}, {".xls", 4},  {".xlsx", 5},
                                         {".ppt", 4}, {".xml", 4}, {".pptx", 5}, {".html", 5}, {".txt", 4},
                                         {".csv", 4}, {".odt", 4}, {".zip", 4},  {".png", 4},  {".jpg", 4}};
    /* What may end a chunk or show that it is an address: blanks, and the first bytes of other white space. */
    static const bool looked_at[256] = {
        [' '] = true,  ['\t'] = true, ['\n'] = true, ['\v'] = true, ['\f'] = true, ['\r'] = true,
        [0xc2] = true, [0xe2] = true, ['.'] = true,  ['@'] = true,  [':'] = true};
    size_t end = at;
    bool address = false, dot = false;
    for (; end < s.len; end++) {
        if (!looked_at[(unsigned char)s.data[end]])
            continue;
        if (word_blank_at(s, end) != 0)
            break;
        char byte = s.data[end];
        size_t label = end + 1;
        dot = dot || byte == '.';
        if (byte == '.' && word_letter_at(s, label) != 0 && !address) {
            label = word_end(s, label);
            address = label > end + 2 && byte_at(s, label) == '/';
        }
        address = address || byte == '@' || (byte == ':' && byte_at(s, end + 1) == '/' && byte_at(s, end + 2) == '/');
    }
    struct str chunk = str_slice(s, at, end);
    if (!address && !dot)
        return at;
    if (address || str_starts(chunk, STR("www.")))
        return end;
    while (chunk.len > 0 && strchr(".,;:)\"'", chunk.data[chunk.len - 1]) != NULL)
        chunk.len--;
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        if (str_ends(chunk, endings[i]))
            return end;
    }
    return at;
}

/* Returns the end of what stands at `at`: the literal that it adds, or the number or word that is none; `end` is that
 * of the word. */
static size_t step(struct scan *scan, size_t at, size_t end, bool *after_den) {
    struct str s = scan->text;
    bool den = *after_den;
    *after_den = false;
    if (is_digit(byte_at(s, at))) {
        if (!continues_number(scan, at) && add_from_point(scan, at, den))
            return scan->last_end;
        while (is_digit(byte_at(s, at)))
            at++;
        return at;
    }
    const struct word *word = word_known(s, at, end);
    if (word == NULL) {
        *after_den = end - at == 3 && word_skip(s, &at, STR("den"));
        return end;
    }
    bool added = word->kind == FROM || word->kind == BETWEEN ? add_from_word(scan, at, end, word->kind)
                                                             : add_from_point(scan, at, false);
    return added ? scan->last_end : end;
}

void date_scan(struct arena *arena, struct str text, int year, struct date_list *out) {
    struct scan scan = {.arena = arena, .text = text, .year = year, .last_end = SIZE_MAX, .out = out};
    bool chunk_begins = true, after_den = false;
    size_t at = 0;
    while (at < text.len) {
        size_t blank = word_blank_at(text, at);
        if (blank != 0) {
            at += blank;
            chunk_begins = true;
            continue;
        }
        size_t end = word_end(text, at);
        /* Most chunks are a word with a space behind it, which is no address. */
        bool word = end > at && (end == text.len || text.data[end] == ' ');
        if (chunk_begins && !word) {
            size_t behind = skip_address(text, at);
            chunk_begins = false;
            if (behind > at) {
                at = behind;
                continue;
            }
        }
        chunk_begins = false;
        at = end > at || is_digit(byte_at(text, at)) ? step(&scan, at, end, &after_den) : at + 1;
    }
}
