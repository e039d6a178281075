/* Date: Swedish date literals in running text, as intervals of days (notes on rules, section 7.2).
 * For text/ and the floors above. It knows calendar and grammar; what a date means in a plan (its role) is the index's
 * business. */
#ifndef PLANLINT_DATE_H
#define PLANLINT_DATE_H

#include "str.h"

struct arena;

enum date_precision { DATE_DAY, DATE_MONTH, DATE_SEASON, DATE_QUARTER, DATE_YEAR };

enum date_form {
    DATE_POINT,      /* one date, month, season, quarter or year */
    DATE_RANGE,      /* two ends: 2025–2028, från 2021 till 2024, mellan 2021 och 2024 */
    DATE_OPEN_RANGE, /* från 2021 och tills vidare */
    DATE_AMBIGUOUS   /* 3/4 25: day, month and year cannot be told apart; the interval is empty */
};

/* Days since 1970-01-01 in the proleptic Gregorian calendar; both ends belong to the interval. */
struct interval {
    int32_t first, last;
};

struct date {
    size_t begin, end;        /* bytes in the text */
    struct interval interval; /* inverted ranges keep their two ends as written: first > last */
    enum date_precision precision;
    enum date_form form;
    bool valid; /* false: no such day, month or quarter (31 februari); the interval is then that of the month or year */
    bool yearless;          /* "i februari": resolved against the year given to date_scan */
    int weekday;            /* 1 Monday .. 7 Sunday named in front of the date, 0 none */
    int from_year, to_year; /* years as written; equal for a point; to_year INT32_MAX for an open range */
    size_t sign_begin,
        sign_end; /* the range sign with its blanks, "2023 – 2027" -> " – "; empty for words and points */
};

struct date_list {
    struct date *items;
    size_t count, cap;
};

/* Appends every date literal of `text` to *out, in order, longest first at one place, none inside another. `year`
 * resolves yearless literals (0: they are left out). Official numbers (Dir. 2023:51, SFS 2017:80), standards (ISO
 * 27000), addresses, file names, page counters, amounts and decimals are not dates. Linear in the text. */
void date_scan(struct arena *arena, struct str text, int year, struct date_list *out);

/* Parses an ISO 8601 value of the plan vocabulary: 2025, 2025-03, 2025-03-01, 2025/2028, 2025-01/2025-06. False when it
 * is not. */
bool date_parse_iso(struct str value, struct interval *out);

/* Returns the first and last day of a year. */
struct interval date_year(int year);

/* Returns whether an interval has a day at all: what nobody has said is kept as one whose end is before its start. */
bool date_known(struct interval interval);

/* Returns the year that a day falls in. */
int date_year_of(int32_t day);

/* Returns the day of a calendar date, or INT32_MIN when there is no such date. */
int32_t date_day(int year, int month, int day);

/* Returns 1 Monday .. 7 Sunday. */
int date_weekday(int32_t day);

/* Formats a day as yyyy-mm-dd, in the arena. */
struct str date_format(struct arena *arena, int32_t day);

/* How `inner` lies to `outer`: wholly inside, wholly outside, or partly (undecided). */
enum date_relation { DATE_INSIDE, DATE_OUTSIDE, DATE_UNSURE };
enum date_relation date_relate(struct interval inner, struct interval outer);

#endif
