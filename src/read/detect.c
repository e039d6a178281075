#include "detect.h"

#include "arena.h"
#include "fold.h"
#include "typed.h"

/* The words by which Swedish plan documents name themselves, folded; a word may go on ("aktivitetsplanen",
 * "uppföljningsrapport"). Reports and timelines are about a plan and name it too, so they outrank plans. */
static const struct {
    const char *word;
    enum plan_kind kind;
    unsigned rank;
} genre[] = {
    {"återrapport", PLAN_RAPPORT, 2},    {"återredovisning", PLAN_RAPPORT, 2},
    {"uppföljning", PLAN_RAPPORT, 2},    {"årsrapport", PLAN_RAPPORT, 2},
    {"årsuppföljning", PLAN_RAPPORT, 2}, {"årsredovisning", PLAN_RAPPORT, 2},
    {"delårsrapport", PLAN_RAPPORT, 2},  {"verksamhetsberättelse", PLAN_RAPPORT, 2},
    {"redovisning av", PLAN_RAPPORT, 2}, {"rapport", PLAN_RAPPORT, 2},
    {"tidplan", PLAN_TIDPLAN, 2},        {"tidsplan", PLAN_TIDPLAN, 2},
    {"tidslinje", PLAN_TIDPLAN, 2},      {"process ", PLAN_TIDPLAN, 2},
    {"processen ", PLAN_TIDPLAN, 2},     {"aktivitetsplan", PLAN_AP, 1},
    {"handlingsplan", PLAN_AP, 1},       {"verksamhetsplan", PLAN_VP, 1},
};

/* Words that make a report or timeline only together with the name of a plan: "uppföljning och kostnadseffektivitet" is
 * a goal. */
static const char *const weak[] = {"uppföljning", "rapport", "process ", "processen ", "redovisning av"};

static bool starts_word(struct str text, size_t at) {
    if (!at)
        return true;
    uint32_t before = utf8_before(text, at);
    return before == ' ' || before == '(' || before == '"' || before == '-' || before == 0x201D || before == '/';
}

/* Returns where the word begins in the folded text, SIZE_MAX when it does not occur. */
static size_t word_at(struct str text, const char *word) {
    for (size_t at = str_find(text, str_from(word), 0); at != SIZE_MAX; at = str_find(text, str_from(word), at + 1)) {
        if (starts_word(text, at))
            return at;
    }
    return SIZE_MAX;
}

static bool is_weak(const char *word) {
    for (size_t i = 0; i < sizeof weak / sizeof weak[0]; i++) {
        if (strcmp(weak[i], word) == 0)
            return true;
    }
    return false;
}

enum plan_kind detect_words(struct arena *arena, struct str text, bool *leads) {
    enum plan_kind kind = PLAN_UNKNOWN;
    unsigned rank = 0;
    size_t first = SIZE_MAX;
    struct str folded = fold_text(arena, text);
    bool plan = false;
    for (size_t i = 0; i < sizeof genre / sizeof genre[0]; i++)
        plan = plan || (genre[i].rank == 1 && word_at(folded, genre[i].word) != SIZE_MAX);
    for (size_t i = 0; i < sizeof genre / sizeof genre[0]; i++) {
        size_t at = word_at(folded, genre[i].word);
        if (at == SIZE_MAX || (is_weak(genre[i].word) && !plan))
            continue;
        if (genre[i].rank > rank || (genre[i].rank == rank && at < first)) {
            kind = genre[i].kind;
            rank = genre[i].rank;
            first = at;
        }
    }
    if (leads)
        *leads = first == 0;
    return kind;
}

enum { KINDS = 4 };
static const enum plan_kind kinds[KINDS] = {PLAN_VP, PLAN_AP, PLAN_RAPPORT, PLAN_TIDPLAN};

static void vote(unsigned votes[KINDS], enum plan_kind kind, unsigned weight) {
    for (size_t i = 0; i < KINDS; i++) {
        if (kinds[i] == kind)
            votes[i] += weight;
    }
}

/* What the lines look like, counted. */
struct shape {
    size_t items, reported;  /* items of level 0, and those with text of their own below */
    size_t sections, listed; /* sections with text or items of their own, and those that have nothing but items */
    size_t written;          /* numbered sub-sections that have text and no items */
    size_t dates;            /* short lines that begin with a date */
    bool activity_table, report_table;
};

bool detect_dated(struct arena *arena, struct str text) {
    struct date_list dates = {0};
    bool digit = false;
    for (size_t i = 0; i < text.len && i < 60; i++)
        digit = digit || (text.data[i] >= '0' && text.data[i] <= '9');
    if (!digit || utf8_count(text) > 60)
        return false;
    size_t at = 0;
    uint32_t c = utf8_next(text, &at);
    if (!(c >= '0' && c <= '9') && !typed_is_capital(text))
        return false;
    date_scan(arena, text, 1, &dates); /* any year: "16 feb" counts here, its year may stand on the next line */
    return dates.count && dates.items[0].begin == 0;
}

struct section_shape {
    size_t items, texts;
    bool numbered, deep;
};

static void end_section(struct shape *shape, struct section_shape *section) {
    shape->sections += section->items || section->texts;
    shape->listed += section->items && !section->texts;
    shape->written += section->numbered && section->deep && section->texts && !section->items;
    *section = (struct section_shape){0};
}

static struct shape read_shape(struct arena *arena, const struct lines *lines) {
    struct shape shape = {0};
    struct section_shape section = {0};
    bool item_open = false;
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        switch (line->form) {
        case LINE_HEADING:
            end_section(&shape, &section);
            section.numbered = line->number.len != 0;
            section.deep = line->level > 1;
            item_open = false;
            break;
        case LINE_ITEM:
            shape.items += line->level == 0;
            section.items++;
            item_open = line->level == 0;
            shape.dates += detect_dated(arena, line->text);
            break;
        case LINE_TEXT:
        case LINE_CONTINUATION:
            shape.reported += item_open;
            item_open = false;
            section.texts++;
            shape.dates += detect_dated(arena, line->text);
            break;
        case LINE_CELL:
            shape.dates += detect_dated(arena, line->text);
            if (!line->paragraph->cell.header_row)
                break;
            switch (detect_column(arena, line->text)) {
            case COLUMN_ACTIVITY:
                shape.activity_table = true;
                break;
            case COLUMN_RESULT:
                shape.report_table = true;
                break;
            default:
                break;
            }
            break;
        default:
            break;
        }
    }
    end_section(&shape, &section);
    return shape;
}

static void vote_shape(unsigned votes[KINDS], const struct shape *shape) {
    enum { ENOUGH = 3 };
    if (shape->items >= ENOUGH && shape->reported * 5 >= shape->items * 3)
        vote(votes, PLAN_RAPPORT, 1);
    else if (shape->items >= ENOUGH && shape->listed >= 2 && shape->listed * 2 >= shape->sections)
        vote(votes, PLAN_AP, 1);
    else if (shape->written >= ENOUGH)
        vote(votes, PLAN_VP, 1);
    if (shape->activity_table)
        vote(votes, shape->report_table ? PLAN_RAPPORT : PLAN_AP, 1);
    if (shape->dates >= ENOUGH)
        vote(votes, PLAN_TIDPLAN, 1);
}

/* Returns the plan that a sentence of the introduction speaks of as this document: "Aktivitetsplanen är disponerad",
 * "Denna verksamhetsplan", "Detta dokument är planen". */
static enum plan_kind self_reference(struct arena *arena, struct str text) {
    static const char *const pointers[] = {"denna ", "den här ", "i denna ", "föreliggande "};
    struct str folded = fold_text(arena, str_slice(text, 0, 80));
    bool definite = false;
    for (size_t i = 0; i < sizeof pointers / sizeof pointers[0] && !definite; i++) {
        struct str pointer = str_from(pointers[i]);
        definite = str_starts(folded, pointer);
        if (definite)
            folded = str_slice(folded, pointer.len, folded.len);
    }
    for (size_t i = 0; i < sizeof genre / sizeof genre[0]; i++) {
        struct str word = str_from(genre[i].word);
        if (str_starts(folded, word) && !is_weak(genre[i].word) &&
            (definite || str_starts(str_slice(folded, word.len, folded.len), STR("en "))))
            return genre[i].kind;
    }
    return PLAN_UNKNOWN;
}

enum plan_kind detect_kind(struct arena *arena, const struct wml_document *document, const struct lines *lines,
                           const struct plan_options *options) {
    enum { TITLE_VOTES = 3, HEADING_VOTES = 2, NEEDED = 2 };
    unsigned votes[KINDS] = {0}, spoken = 0;
    if (options->kind != PLAN_UNKNOWN)
        return options->kind;

    unsigned said = 0; /* kinds that a heading or page header has voted for: each once */
    size_t texts = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        bool leads = false;
        if (line->form == LINE_TITLE)
            vote(votes, detect_words(arena, line->text, NULL), TITLE_VOTES);
        if (line->form == LINE_SUBTITLE || line->form == LINE_COVER)
            vote(votes, detect_words(arena, line->text, NULL), 1);
        if (line->form == LINE_HEADING || line->form == LINE_PAGE) {
            enum plan_kind kind = detect_words(arena, typed_unmarked(line->text), &leads);
            if (kind != PLAN_UNKNOWN && leads && !(said & kind))
                vote(votes, kind, line->form == LINE_HEADING ? HEADING_VOTES : 1);
            said |= leads ? kind : 0;
        }
        if (line->form == LINE_TEXT && texts++ < 8) {
            enum plan_kind kind = self_reference(arena, line->text);
            if (!(spoken & kind))
                vote(votes, kind, 1);
            spoken |= kind;
        }
    }
    vote(votes, detect_words(arena, document->core_title, NULL), 1);
    vote(votes, detect_words(arena, document->core_subject, NULL), 1);
    size_t best = 0;
    bool tie = false, titled = false;
    for (size_t i = 0; i < KINDS; i++)
        titled = titled || votes[i] >= TITLE_VOTES;
    if (!titled) {
        struct shape shape = read_shape(arena, lines);
        vote_shape(votes, &shape);
    }
    for (size_t i = 1; i < KINDS; i++) {
        tie = votes[i] == votes[best] || (tie && votes[i] < votes[best]);
        best = votes[i] > votes[best] ? i : best;
    }
    return votes[best] >= NEEDED && !tie ? kinds[best] : PLAN_UNKNOWN;
}

/* Cues of cover lines, folded, in order of strength. */
static const struct {
    const char *word;
    enum cover_line line;
    bool needs_date;
} cues[] = {
    {"beslut", COVER_DECIDED, true},         {"fastställ", COVER_DECIDED, true},
    {"antagen", COVER_DECIDED, true},        {"antagna", COVER_DECIDED, true},
    {"godkänd", COVER_DECIDED, true},        {"upprätta", COVER_PREPARED, true},
    {"framtagen", COVER_PREPARED, true},     {"daterad", COVER_PREPARED, true},
    {"reviderad", COVER_PREPARED, true},     {"version", COVER_PREPARED, true},
    {"datum", COVER_PREPARED, true},         {"dnr", COVER_REGISTRY, false},
    {"diarienummer", COVER_REGISTRY, false}, {"ärendenummer", COVER_REGISTRY, false},
};

enum cover_line detect_cover(struct arena *arena, struct str text, struct str near, const struct profile *profile,
                             struct date *date) {
    struct date_list dates = {0};
    *date = (struct date){0};
    if (text.len > 400)
        return COVER_OTHER;
    date_scan(arena, text, 0, &dates);
    if (dates.count)
        *date = dates.items[0];
    bool dated = dates.count != 0, point = dated && date->form == DATE_POINT && date->precision != DATE_YEAR;
    struct str folded = fold_text(arena, text), label = fold_text(arena, near);
    for (size_t i = 0; i < sizeof cues / sizeof cues[0]; i++) {
        bool cued =
            word_at(folded, cues[i].word) != SIZE_MAX || (label.len && word_at(label, cues[i].word) != SIZE_MAX);
        if (cued && (point || !cues[i].needs_date))
            return cues[i].line;
    }
    bool whole = dated && date->begin == 0 && date->end == text.len;
    if (whole && (date->form == DATE_RANGE || date->precision == DATE_YEAR))
        return COVER_PERIOD;
    if (profile->organisation.len && str_equal(fold_heading(arena, text), fold_heading(arena, profile->organisation)))
        return COVER_ORGANISATION;
    return COVER_OTHER;
}

/* Headers of tables of activities, folded; the header begins with the word. */
static const struct {
    const char *word;
    enum column column;
} columns[] = {
    {"aktivitet", COLUMN_ACTIVITY},
    {"insats", COLUMN_ACTIVITY},
    {"åtgärd", COLUMN_ACTIVITY},
    {"planerad aktivitet", COLUMN_ACTIVITY},
    {"planerade aktiviteter", COLUMN_ACTIVITY},
    {"målgrupp", COLUMN_OTHER},
    {"tidigare", COLUMN_OTHER},
    {"mål", COLUMN_GOAL},
    {"delmål", COLUMN_GOAL},
    {"område i verksamhetsplan", COLUMN_GOAL},
    {"koppling till", COLUMN_GOAL},
    {"ansvar", COLUMN_RESPONSIBLE},
    {"ägare", COLUMN_RESPONSIBLE},
    {"utförare", COLUMN_RESPONSIBLE},
    {"tid", COLUMN_DUE},
    {"när", COLUMN_DUE},
    {"klar", COLUMN_DUE},
    {"slutdatum", COLUMN_DUE},
    {"startdatum", COLUMN_DUE},
    {"deadline", COLUMN_DUE},
    {"datum", COLUMN_DUE},
    {"färdig", COLUMN_DUE},
    {"status", COLUMN_STATUS},
    {"läge", COLUMN_STATUS},
    {"resultat", COLUMN_RESULT},
    {"utfall", COLUMN_RESULT},
    {"uppföljning", COLUMN_RESULT},
    {"redovisning", COLUMN_RESULT},
    {"återrapport", COLUMN_RESULT},
    {"genomfört", COLUMN_RESULT},
    {"kommentar", COLUMN_RESULT},
    {"effekt", COLUMN_RESULT},
};

enum column detect_column(struct arena *arena, struct str header) {
    if (header.len > 80)
        return COLUMN_OTHER;
    struct str folded = fold_text(arena, header);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        if (str_starts(folded, str_from(columns[i].word)))
            return columns[i].column;
    }
    return COLUMN_OTHER;
}

static const struct {
    const char *words, *status;
} statuses[] = {
    {"ej påbörj", "not-started"},
    {"inte påbörj", "not-started"},
    {"ej start", "not-started"},
    {"inte start", "not-started"},
    {"planera", "not-started"},
    {"ej genomför", "discontinued"},
    {"inte genomför", "discontinued"},
    {"utgå", "discontinued"},
    {"avbr", "discontinued"},
    {"nedlagd", "discontinued"},
    {"delvis", "ongoing"},
    {"pågå", "ongoing"},
    {"påbörja", "ongoing"},
    {"fortsätter", "ongoing"},
    {"löpande", "ongoing"},
    {"flytta", "moved"},
    {"framflytta", "moved"},
    {"senarelag", "moved"},
    {"skjut", "moved"},
    {"genomför", "done"},
    {"klar", "done"},
    {"avslutad", "done"},
    {"slutför", "done"},
    {"färdig", "done"},
};

const char *detect_status(struct arena *arena, struct str text) {
    if (text.len > 60)
        return NULL;
    struct str folded = fold_text(arena, text);
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        if (str_starts(folded, str_from(statuses[i].words)))
            return statuses[i].status;
    }
    return NULL;
}

bool detect_facet(struct str key) {
    static const char *const facets[] = {"mål",      "delmål",   "målsättning", "aktivitet",  "aktiviteter", "insatser",
                                         "åtgärder", "resultat", "utfall",      "indikator",  "indikatorer", "mått",
                                         "ansvarig", "status",   "kommentar",   "kommentarer"};
    for (size_t i = 0; i < sizeof facets / sizeof facets[0]; i++) {
        if (str_is(key, facets[i]))
            return true;
    }
    return false;
}
