#include "date.h"

#include "arena.h"

static bool is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days of the Gregorian calendar counted from 1 March, so that the leap day comes last (Hinnant, "chrono-compatible
 * low-level date algorithms"). */
int32_t date_day(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
        return INT32_MIN;
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400;
    int of_era = y - era * 400;
    int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* In 64 bits, because the end of an open range is INT32_MAX. */
static void from_day(int32_t day, int *year, int *month, int *of_month) {
    int64_t shifted = (int64_t)day + 719468;
    int64_t era = shifted / 146097; /* of a day of year 1 or later, as date_day gives them */
    int64_t of_era = shifted - era * 146097;
    int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted_month = (5 * of_year + 2) / 153;
    *of_month = (int)(of_year - (153 * shifted_month + 2) / 5 + 1);
    *month = (int)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

struct interval date_year(int year) {
    return (struct interval){date_day(year, 1, 1), date_day(year, 12, 31)};
}

bool date_known(struct interval interval) {
    return interval.first <= interval.last;
}

int date_year_of(int32_t day) {
    int year, month, of_month;
    from_day(day, &year, &month, &of_month);
    return year;
}

int date_weekday(int32_t day) {
    /* 1970-01-01 was a Thursday. */
    return (int)(((int64_t)day % 7 + 7 + 3) % 7) + 1;
}

struct str date_format(struct arena *arena, int32_t day) {
    int year, month, of_month;
    from_day(day, &year, &month, &of_month);
    return str_format(arena, "%04d-%02d-%02d", year, month, of_month);
}

enum date_relation date_relate(struct interval inner, struct interval outer) {
    if (inner.first > inner.last || outer.first > outer.last)
        return DATE_UNSURE;
    if (inner.first >= outer.first && inner.last <= outer.last)
        return DATE_INSIDE;
    if (inner.last < outer.first || inner.first > outer.last)
        return DATE_OUTSIDE;
    return DATE_UNSURE;
}

/* Reads exactly `digits` digits. */
static bool iso_number(struct str *s, size_t digits, int *out) {
    uint64_t value;
    if (s->len < digits || !str_to_number(str_slice(*s, 0, digits), &value))
        return false;
    *out = (int)value;
    *s = str_slice(*s, digits, s->len);
    return true;
}

static bool iso_dash(struct str *s) {
    if (!str_starts(*s, STR("-")))
        return false;
    *s = str_slice(*s, 1, s->len);
    return true;
}

/* Reads one end of an ISO value: a year, a month or a day. */
static bool iso_point(struct str s, struct interval *out) {
    int year, month, day;
    if (!iso_number(&s, 4, &year) || year < 1)
        return false;
    if (s.len == 0) {
        *out = date_year(year);
        return true;
    }
    if (!iso_dash(&s) || !iso_number(&s, 2, &month) || month < 1 || month > 12)
        return false;
    if (s.len == 0) {
        *out = (struct interval){date_day(year, month, 1), date_day(year, month, month_days(year, month))};
        return true;
    }
    if (!iso_dash(&s) || !iso_number(&s, 2, &day) || s.len != 0 || date_day(year, month, day) == INT32_MIN)
        return false;
    out->first = out->last = date_day(year, month, day);
    return true;
}

bool date_parse_iso(struct str value, struct interval *out) {
    struct str rest = str_trim(value);
    struct str from = str_cut(&rest, '/');
    struct interval first, last;
    if (!iso_point(from, &first))
        return false;
    if (rest.data == NULL) {
        *out = first;
        return true;
    }
    if (!iso_point(rest, &last))
        return false;
    *out = (struct interval){first.first, last.last};
    return true;
}
