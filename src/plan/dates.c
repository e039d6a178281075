#include "build.h"

#include "fold.h"
#include "map.h"
#include "words.h"

static const char *const role_names[DATE_ROLES] = {[DATE_PLAN] = "plan",
                                                   [DATE_OWN_PERIOD] = "own-period",
                                                   [DATE_EXTERNAL] = "external",
                                                   [DATE_AGREEMENT] = "agreement",
                                                   [DATE_DECISION] = "decision",
                                                   [DATE_PREPARED] = "prepared",
                                                   [DATE_BACKGROUND] = "background",
                                                   [DATE_FORWARD] = "forward",
                                                   [DATE_DEADLINE] = "deadline",
                                                   [DATE_ACTIVITY] = "activity",
                                                   [DATE_MILESTONE] = "milestone",
                                                   [DATE_MEETING] = "meeting",
                                                   [DATE_OTHER] = "other"};

const char *date_role_name(enum date_role role) {
    return role_names[role];
}

/* Documents that are named with a year; the subject of the year. */
static const struct {
    struct str stem; /* the key of the word begins with it, or ends with it when it is a compound */
    struct str subject;
    enum plan_kind kind; /* of the document when it is one of ours */
} documents[] = {
    {WORD("verksamhetsplan"), WORD("verksamhetsplan"), PLAN_VP},
    {WORD("aktivitetsplan"), WORD("aktivitetsplan"), PLAN_AP},
    {WORD("aterrapport"), WORD("återrapport"), PLAN_RAPPORT},
    {WORD("prislist"), WORD("prislista"), PLAN_UNKNOWN},
    {WORD("budget"), WORD("budget"), PLAN_UNKNOWN},
    {WORD("bokslut"), WORD("bokslut"), PLAN_UNKNOWN},
    {WORD("arsredovisning"), WORD("årsredovisning"), PLAN_UNKNOWN},
    {WORD("verksamhetsberattelse"), WORD("verksamhetsberättelse"), PLAN_UNKNOWN},
};
enum { DOCUMENTS = sizeof documents / sizeof documents[0], NONE = -1 };

/* Words that lead from a name to its year: "prislista för 2022", "verksamhetsplanen gäller 2025-2028". */
static const struct str joining[] = {WORD("for"),      WORD("avseende"), WORD("galler"),   WORD("goller"),
                                     WORD("gallande"), WORD("avser"),    WORD("omfattar"), WORD("aren"),
                                     WORD("ar"),       WORD("perioden"), WORD("period"),   WORD("och"),
                                     WORD("tiden"),    WORD("mellan"),   WORD("fran"),     WORD("samt")};
/* Words that say that what follows is a point in time of what is done, and not part of a name. */
static const struct str timing[] = {WORD("senast"), WORD("under"),    WORD("till"),     WORD("innan"),  WORD("fore"),
                                    WORD("efter"),  WORD("den"),      WORD("i"),        WORD("om"),     WORD("fran"),
                                    WORD("per"),    WORD("med"),      WORD("from"),     WORD("tom"),    WORD("vid"),
                                    WORD("varen"),  WORD("hosten"),   WORD("sommaren"), WORD("slutet"), WORD("borjan"),
                                    WORD("av"),     WORD("utgangen"), WORD("klar"),     WORD("klart"),  WORD("klara")};

/* One date in its sentence. */
struct view {
    struct plan_build *build;
    const struct block *block;
    struct str text;
    const struct date *date;
    const struct word *words;
    size_t count;
    unsigned senses;      /* of all words together */
    size_t sentence;      /* where it begins in the text */
    size_t before, after; /* words [0, before) stand before the date, [after, count) behind it */
};

static struct str key_before(const struct view *view, size_t distance) {
    return distance <= view->before ? view->words[view->before - distance].key : (struct str){0};
}

static size_t distance_of(const struct view *view, size_t word) {
    return word < view->before ? view->before - word : word - view->after + 1;
}

static bool ends_compound(struct str key, struct str stem) {
    size_t found = key.len < stem.len ? SIZE_MAX : str_find(key, stem, 0);
    return found != SIZE_MAX && (found == 0 || key.len - found <= stem.len + 5);
}

static int document_of(struct str key) {
    for (int i = 0; i < DOCUMENTS; i++) {
        if (ends_compound(key, documents[i].stem))
            return i;
    }
    return NONE;
}

/* Whether a word of timing stands between word `from` and the date: then the date is not part of that name. */
static bool is_timed(const struct view *view, size_t from) {
    static const struct str whole_name[] = {WORD("fran"), WORD("med")}; /* "plan från 2021" may be a name */
    for (size_t i = from + 1; i < view->before; i++) {
        if (WORDS_IS(view->words[i].key, timing) && !WORDS_IS(view->words[i].key, whole_name))
            return true;
    }
    return false;
}

static bool is_year(const struct date *date) {
    return date->precision == DATE_YEAR;
}

/* Returns the document that the year names, looking at most three words back, or one word ahead ("2025 års prislista").
 */
static int named_document(const struct view *view) {
    enum { REACH = 4 };
    if (!is_year(view->date))
        return NONE;
    for (size_t d = 1; d <= REACH && d <= view->before; d++) {
        int document = document_of(key_before(view, d));
        if (document != NONE)
            return is_timed(view, view->before - d) ? NONE : document;
    }
    if (view->after + 1 < view->count && str_is(view->words[view->after].key, "ars"))
        return document_of(view->words[view->after + 1].key);
    return NONE;
}

/* --- cues: each says how near it stands, 0 when it is not there --- */

static size_t cue_external(const struct view *view) {
    static const struct str nouns[] = {
        WORD("plan"),      WORD("planen"),      WORD("planens"),         WORD("planer"),
        WORD("planerna"),  WORD("strategi"),    WORD("strategin"),       WORD("strategier"),
        WORD("program"),   WORD("programmet"),  WORD("agenda"),          WORD("agendan"),
        WORD("utredning"), WORD("utredningen"), WORD("direktiv"),        WORD("direktivet"),
        WORD("reform"),    WORD("reformen"),    WORD("forordning"),      WORD("lag"),
        WORD("lagen"),     WORD("vision"),      WORD("visionen"),        WORD("policy"),
        WORD("policyn"),   WORD("proposition"), WORD("strategins"),      WORD("betankande"),
        WORD("satsning"),  WORD("satsningen"),  WORD("overenskommelse"), WORD("overenskommelsen"),
        WORD("fardplan"),  WORD("fardplanen")};
    enum { REACH = 10 };
    if (!is_year(view->date))
        return 0;
    for (size_t d = 1; d <= REACH && d <= view->before; d++) {
        struct str key = key_before(view, d);
        bool noun = false;
        for (size_t i = 0; i < sizeof nouns / sizeof nouns[0] && !noun; i++)
            noun = str_ends(key, nouns[i]) && (key.len > 4 || str_equal(key, nouns[i]));
        if (noun)
            return d;
        if (WORDS_IS(key, timing)) /* the date is not part of a name before it */
            break;
    }
    /* "Agenda 2030": a capitalised name with a year in it, not the first word of the sentence. */
    bool name = view->before > 1 && view->words[view->before - 1].capital && view->date->form == DATE_POINT &&
                view->date->begin == view->words[view->before - 1].end + 1;
    return name && !WORDS_IS(key_before(view, 1), timing) ? 1 : 0;
}

/* Whether the date stands inside quotation marks in its sentence. */
static bool is_quoted(const struct view *view) {
    size_t marks = 0;
    for (size_t at = view->sentence; at < view->date->begin;) {
        char byte = view->text.data[at];
        if (byte != '"' && (unsigned char)byte < 0xC2) {
            at++;
            continue;
        }
        uint32_t c = utf8_next(view->text, &at);
        marks += c == 0x201D || c == 0x201C || c == '"' || c == 0xBB || c == 0xAB;
    }
    return marks % 2 == 1;
}

static size_t cue_agreement(const struct view *view) {
    size_t agreement = 0;
    bool verb = false;
    if (view->date->form == DATE_OPEN_RANGE)
        return 1;
    /* Most sentences have no agreement in any of their words. */
    if (!(view->senses & WORD_AGREEMENT))
        return 0;
    for (size_t i = 0; i < view->count; i++) {
        struct str key = view->words[i].key;
        bool noun = ends_compound(key, STR("avtal"));
        if (noun && i < view->before)
            agreement = distance_of(view, i);
        verb |= view->words[i].senses & WORD_AGREES || str_starts(key, STR("forlang"));
    }
    return verb ? agreement : 0;
}

static size_t cue_decision(const struct view *view) {
    static const struct str participles[] = {WORD("beslutad"),   WORD("beslutat"),          WORD("faststalld"),
                                             WORD("faststallt"), WORD("antagen"),           WORD("antaget"),
                                             WORD("godkand"),    WORD("beslutsdatum"),      WORD("beslutsdag"),
                                             WORD("beslut"),     WORD("faststallelsedatum")};
    enum { REACH = 3 };
    for (size_t d = 1; d <= REACH && d <= view->before; d++) {
        struct str key = key_before(view, d);
        bool noun = str_is(key, "beslut"); /* the noun only right before the date: "Beslut 2024-09-27" */
        if (WORDS_IS(key, participles) && (!noun || d == 1) && !str_is(key_before(view, 1), "senast"))
            return d;
    }
    return 0;
}

static size_t cue_prepared(const struct view *view) {
    static const struct str stems[] = {WORD("upprattad"),     WORD("upprattat"), WORD("upprattare"),
                                       WORD("datum"),         WORD("version"),   WORD("reviderad"),
                                       WORD("uppdaterad"),    WORD("utskrivet"), WORD("framtagen"),
                                       WORD("dokumentdatum"), WORD("reviderat"), WORD("uppdaterat")};
    enum { REACH = 3 };
    for (size_t d = 1; d <= REACH && d <= view->before; d++) {
        if (WORDS_IS(key_before(view, d), stems))
            return d;
    }
    return 0;
}

/* Whether a subordinate clause opens shortly before word `at`: a verb form there is finite. */
static bool is_subordinate(const struct view *view, size_t at) {
    for (size_t d = 1; d <= 4 && d <= at; d++) {
        if (view->words[at - d].senses & WORD_OPENS_CLAUSE)
            return true;
    }
    return false;
}

static void nearer(size_t *best, size_t distance) {
    if (*best == 0 || distance < *best)
        *best = distance;
}

/* "beslutet från 2022": a year before the document's own. */
static bool is_past_year(const struct view *view) {
    const struct plan *plan = view->build->plan;
    struct interval own = plan->year.first <= plan->year.last ? plan->year : plan->meta.stated_period;
    return is_year(view->date) && own.first <= own.last && view->date->interval.last < own.first;
}

/* A finite past tense, a perfect, or "sedan 2021". An infinitive has none, so that an activity is no background. */
static size_t cue_background(const struct view *view) {
    bool activity = view->block->in & (IN_ACTIVITY | IN_ITEM);
    size_t best = 0;
    bool auxiliary = false;
    size_t at_auxiliary = 0;
    /* Most sentences have nothing of the past: then only the word before the date matters. */
    bool any = view->senses & (WORD_MAY_BE_PAST | WORD_AUXILIARY);
    if (!any && view->before == 0)
        return 0;
    for (size_t i = any ? 0 : view->before - 1; i < (any ? view->count : view->before); i++) {
        if (i >= view->before && i < view->after)
            continue;
        const struct word *word = &view->words[i];
        struct str key = word->key;
        if (word->senses & WORD_AUXILIARY) {
            auxiliary = true;
            at_auxiliary = i;
        }
        bool adjacent = i + 1 == view->before;
        bool past = word->senses & WORD_MAY_BE_PAST &&
                    (words_is_past(word, false) ||
                     (words_is_past(word, true) && (!activity || adjacent || is_subordinate(view, i))));
        if (past)
            nearer(&best, distance_of(view, i));
        if (auxiliary && i > at_auxiliary && words_is_supine(key)) {
            nearer(&best, distance_of(view, i));
            nearer(&best, distance_of(view, at_auxiliary));
        }
        if (adjacent && str_is(key, "fran") && is_past_year(view))
            best = 1;
        if (adjacent && (str_is(key, "sedan") || words_is_participle(key)))
            best = 1;
    }
    return best;
}

static size_t cue_future(const struct view *view) {
    size_t best = 0;
    if (!(view->senses & WORD_AHEAD))
        return 0;
    for (size_t i = 0; i < view->count; i++) {
        if ((i < view->before || i >= view->after) && view->words[i].senses & WORD_AHEAD)
            nearer(&best, distance_of(view, i));
    }
    return best;
}

static size_t cue_meeting(const struct view *view) {
    enum { REACH = 2 };
    size_t first = view->before > REACH ? view->before - REACH : 0;
    for (size_t i = first; i < view->count && i < view->after + REACH; i++) {
        struct str key = view->words[i].key;
        bool meeting = str_find(key, STR("mote"), 0) != SIZE_MAX || str_starts(key, STR("sammantrade")) ||
                       str_is(key, "svn") || str_is(key, "au");
        if (meeting && (i < view->before || i >= view->after))
            return distance_of(view, i);
    }
    return 0;
}

/* "inför 2028", "inför valet 2027": the year is what is prepared for. At the beginning of a sentence "inför" is a verb,
 * but for one right before the year. */
static bool is_purpose(const struct view *view) {
    enum { REACH = 3 };
    for (size_t d = 1; d <= REACH && d <= view->before; d++)
        if (str_is(key_before(view, d), "infor"))
            return d == 1 || d < view->before;
    return false;
}

/* A deadline word that governs the date; `strict` leaves out "till och med", which also ends a validity. */
static size_t cue_deadline(const struct view *view, bool strict) {
    static const struct str sure[] = {WORD("senast"), WORD("fore"),   WORD("innan"), WORD("utgangen"),
                                      WORD("klar"),   WORD("klart"),  WORD("klara"), WORD("deadline"),
                                      WORD("fardig"), WORD("fardigt")};
    /* "senast i slutet av år 2026" */
    static const struct str between[] = {WORD("slutet"), WORD("mitten"), WORD("borjan"), WORD("av"),
                                         WORD("den"),    WORD("i"),      WORD("ar"),     WORD("under")};
    for (size_t d = 1; d <= view->before; d++) {
        struct str key = key_before(view, d);
        if (WORDS_IS(key, sure))
            return d;
        if (!strict && ((str_is(key, "med") && str_is(key_before(view, d + 1), "och")) || str_is(key, "tom")))
            return d;
        if (!strict && d == 1 && str_is(key, "m") && str_is(key_before(view, 3), "t"))
            return d; /* t.o.m. */
        if (!WORDS_IS(key, between))
            return 0;
    }
    return 0;
}

/* "Planen visar hur vården ska ordnas under åren 2025–2029" in the plan for 2025–2028. An outlook may begin with the
 * plan too, so that only what runs over the end by a slip is its period; a part of the period is a part of the plan. */
static bool is_overrun(const struct view *view) {
    static const struct str verbs[] = {WORD("visar"),  WORD("beskriver"), WORD("anger"),      WORD("pekar"),
                                       WORD("styr"),   WORD("samlar"),    WORD("innehaller"), WORD("redovisar"),
                                       WORD("satter"), WORD("vagleder"),  WORD("omfattar"),   WORD("stracker")};
    static const struct str spans[] = {WORD("aren"), WORD("perioden"), WORD("under"), WORD("for")};
    enum { SLIP = 2 /* years */ };
    struct interval own = view->build->plan->meta.stated_period, named = view->date->interval;
    if (view->build->plan->kind != PLAN_VP || view->date->form != DATE_RANGE || own.first > own.last ||
        named.first != own.first || named.last <= own.last || date_year_of(named.last) - date_year_of(own.last) > SLIP)
        return false;
    size_t head = 0;
    while (head < view->before && head < 2 && !str_starts(view->words[head].key, STR("plan")) &&
           !str_is(view->words[head].key, "verksamhetsplanen"))
        head++;
    struct str subject = head < view->before ? view->words[head].key : (struct str){0};
    bool plan = str_is(subject, "planen") || str_is(subject, "verksamhetsplanen") ||
                (str_is(subject, "plan") && head == 1 && str_is(view->words[0].key, "denna"));
    return plan && head + 1 < view->before && WORDS_IS(view->words[head + 1].key, verbs) &&
           WORDS_IS(key_before(view, 1), spans) && !cue_agreement(view) && !cue_external(view) && !is_quoted(view);
}

/* "Detta dokument är planen", "denna plan": a pointer that stands at the head, `at` words before the date, or is joined
 * to it by a copula. "Detta dokument bygger på verksamhetsplanen" points elsewhere. */
static bool is_pointed(const struct view *view, size_t at) {
    static const struct str pointers[] = {WORD("denna"), WORD("detta"), WORD("dokumentet")};
    static const struct str copulas[] = {WORD("ar"), WORD("utgor"), WORD("innehaller"), WORD("galler"), WORD("avser")};
    size_t head = view->before - at, pointer = 0;
    while (pointer < head && !WORDS_IS(view->words[pointer].key, pointers))
        pointer++;
    if (pointer + 1 >= head)
        return pointer + 1 == head;
    for (size_t i = pointer + 1; i < head && i <= pointer + 2; i++) {
        if (WORDS_IS(view->words[i].key, copulas))
            return true;
    }
    return false;
}

/* "bygger på planen för åren X", "ersätter planen": the head, `at` words before the date, is another plan. */
static bool is_source(const struct view *view, size_t at) {
    static const struct str verbs[] = {WORD("pa"),          WORD("fran"),         WORD("ersatter"), WORD("avloser"),
                                       WORD("eftertrader"), WORD("kompletterar"), WORD("upp"),      WORD("tidigare"),
                                       WORD("forra"),       WORD("foregaende")};
    return WORDS_IS(key_before(view, at + 1), verbs);
}

/* "Detta dokument är planen för åren X", "Planen gäller perioden X". */
static bool is_own(const struct view *view, int document) {
    enum plan_kind kind = view->build->plan->kind;
    if (!is_year(view->date) || kind == PLAN_TIDPLAN)
        return false;
    static const struct str validity[] = {WORD("galler"), WORD("goller"), WORD("avser"), WORD("omfattar")};
    size_t d = 1;
    bool valid = false;
    for (; d <= view->before && WORDS_IS(key_before(view, d), joining); d++)
        valid |= WORDS_IS(key_before(view, d), validity);
    struct str head = key_before(view, d);
    bool own_name = document != NONE && kind != PLAN_UNKNOWN && documents[document].kind == kind;
    bool plan = str_is(head, "planen") || str_is(head, "dokumentet") || str_is(head, "plan");
    if (d > 1 && d <= view->before && (plan || own_name) && !is_source(view, d) && is_pointed(view, d))
        return true;
    if (valid && own_name && str_ends(head, STR("en"))) /* "Verksamhetsplanen gäller 2025–2028" in that plan */
        return true;
    if (document == NONE && is_overrun(view))
        return true;
    if (d > 1 && str_is(head, "planen") && !is_source(view, d))
        return kind != PLAN_RAPPORT;
    struct interval stated = view->build->plan->meta.stated_period;
    return own_name && stated.first == view->date->interval.first && stated.last == view->date->interval.last;
}

/* --- roles --- */

static bool same_place(struct place a, struct place b) {
    return a.source == b.source && a.begin == b.begin && a.end == b.end;
}

/* The date is the whole text of its block, or all but a word or two. */
static bool is_alone(const struct view *view) {
    return view->count <= view->after - view->before + 2;
}

/* The role by where the date stands; DATE_ROLES when the place says nothing. */
static enum date_role role_by_position(const struct view *view, struct place place) {
    const struct plan *plan = view->build->plan;
    const struct block *block = view->block;
    bool tidplan = plan->kind == PLAN_TIDPLAN;
    const xmlNode *node = block->node;
    if (tree_is(node, "decided"))
        return DATE_DECISION;
    if (tree_is(node, "prepared"))
        return DATE_PREPARED;
    if (tree_is(node, "milestone") || tree_is(node->parent, "milestone"))
        return DATE_MILESTONE;
    if (tree_is(node, "period") || tree_is(node, "year") || same_place(place, plan->meta.stated_period_place))
        return tidplan ? DATE_PLAN : DATE_OWN_PERIOD;
    if (block->in & IN_TOC)
        return DATE_PLAN;
    if (block->in & (IN_TITLE | IN_META)) {
        if (cue_decision(view))
            return DATE_DECISION;
        if (!is_year(view->date))
            return DATE_PREPARED;
        int document = named_document(view);
        bool own = document == NONE || documents[document].kind == plan->kind;
        return own && !tidplan && plan->kind != PLAN_UNKNOWN ? DATE_OWN_PERIOD : DATE_PLAN;
    }
    if (tidplan && is_alone(view) && !is_year(view->date))
        return DATE_MILESTONE;
    return DATE_ROLES;
}

/* The cue that stands nearest decides; named plans and outside documents are part of a name and need no contest. */
static enum date_role role_by_cue(const struct view *view, int document, bool *forced) {
    bool result = view->block->in & IN_RESULT, activity = view->block->in & (IN_ACTIVITY | IN_GOAL);
    if (is_own(view, document))
        return DATE_OWN_PERIOD;
    if (document != NONE || is_purpose(view))
        return DATE_PLAN;
    if (cue_agreement(view))
        return DATE_AGREEMENT;
    if (cue_external(view) || (is_year(view->date) && is_quoted(view)))
        return DATE_EXTERNAL;
    size_t deadline = result ? 0 : cue_deadline(view, !activity);
    size_t past = cue_background(view), future = cue_future(view);
    /* "senast 31 mars 2029" holds the date; "senast uppdaterades 2023" is a past tense that stands nearer. */
    if (deadline && (!past || deadline < past)) {
        *forced = true;
        return DATE_DEADLINE;
    }
    if (!activity && cue_decision(view))
        return DATE_DECISION;
    if (cue_prepared(view) && !activity)
        return DATE_PREPARED;
    if (past && (!future || past <= future))
        return DATE_BACKGROUND;
    /* An outlook is what lies behind the year that is reported on. */
    struct interval year = view->build->plan->year;
    bool ahead = year.first > year.last || view->date->interval.last > year.last;
    if (future && ahead && (result || view->build->plan->kind == PLAN_RAPPORT))
        return DATE_FORWARD;
    if (!activity && cue_meeting(view))
        return DATE_MEETING;
    return DATE_ROLES;
}

/* The role that the heading of the column gives a date in a table of activities; DATE_ROLES when it says nothing. */
static enum date_role role_by_column(const struct view *view, bool *forced) {
    static const struct str ends[] = {WORD("klart"),    WORD("klar"),      WORD("klara"),  WORD("senast"),
                                      WORD("deadline"), WORD("slutdatum"), WORD("fardig"), WORD("fardigt")};
    static const struct str times[] = {WORD("tid"),     WORD("tidpunkt"), WORD("nar"),        WORD("tidsperiod"),
                                       WORD("tidplan"), WORD("ar"),       WORD("startdatum"), WORD("start"),
                                       WORD("period"),  WORD("tidsram")};
    struct plan_build *build = view->build;
    if (!(view->block->in & IN_CELL) || view->block->column == INDEX_NONE ||
        (build->plan->kind != PLAN_AP && build->plan->kind != PLAN_VP))
        return DATE_ROLES;
    struct str heading = build->blocks.items[view->block->column].passage->text;
    struct words words = {0};
    words_read(build->arena, &words, heading, 0, heading.len);
    for (size_t i = 0; i < words.list.count; i++) {
        if (WORDS_IS(words.list.items[i].key, ends)) {
            *forced = true;
            return DATE_DEADLINE;
        }
    }
    bool time = words.list.count && WORDS_IS(words.list.items[0].key, times);
    return time ? DATE_ACTIVITY : DATE_ROLES;
}

static enum date_role role_by_default(const struct view *view) {
    const struct plan *plan = view->build->plan;
    unsigned in = view->block->in;
    /* A line of its own with a day: the date of a header that became text. */
    bool line = view->date->precision == DATE_DAY && plan->kind != PLAN_TIDPLAN;
    if (line && view->count == view->after - view->before)
        return DATE_PREPARED;
    if (in & (IN_ACTIVITY | IN_ENTRY))
        return DATE_ACTIVITY;
    if (in & IN_RESULT)
        return plan->year.first <= plan->year.last && view->date->interval.first > plan->year.last ? DATE_FORWARD
                                                                                                   : DATE_BACKGROUND;
    if (in & IN_GOAL && (in & IN_ITEM || cue_future(view)))
        return DATE_ACTIVITY;
    if (line && is_alone(view))
        return DATE_PREPARED;
    return DATE_OTHER;
}

/* The noun that the year belongs to, folded. */
static struct str subject_of(const struct view *view, int document) {
    size_t d = 1;
    if (document != NONE)
        return documents[document].subject;
    while (d <= view->before && WORDS_IS(key_before(view, d), joining))
        d++;
    if (d > view->before || !is_year(view->date) || WORDS_IS(key_before(view, d), timing))
        return (struct str){0};
    const struct word *word = &view->words[view->before - d];
    bool noun = word->end - word->begin >= 5 && !words_is_past(word, true);
    return noun ? fold_text(view->build->arena, str_slice(view->text, word->begin, word->end)) : (struct str){0};
}

static void classify(struct plan_build *build, struct arena *scratch, struct words *words, struct dated *dated) {
    const struct block *block = &build->blocks.items[dated->block];
    struct view view = {.build = build, .block = block, .text = block->passage->text, .date = &dated->date};
    size_t begin, end;
    words_sentence(view.text, dated->date.begin, &begin, &end);
    if (end < dated->date.end)
        end = dated->date.end;
    words_read(scratch, words, view.text, begin, end);
    view.words = words->list.items;
    view.count = words->list.count;
    view.senses = words->senses;
    view.sentence = begin;
    while (view.before < view.count && view.words[view.before].end <= dated->date.begin)
        view.before++;
    view.after = view.before;
    while (view.after < view.count && view.words[view.after].begin < dated->date.end)
        view.after++;

    int document = named_document(&view);
    dated->subject = subject_of(&view, document);
    if (dated->explicit_role)
        return;
    dated->role = role_by_position(&view, dated->place);
    if (dated->role == DATE_ROLES)
        dated->role = role_by_cue(&view, document, &dated->explicit_role);
    if (dated->role == DATE_ROLES)
        dated->role = role_by_column(&view, &dated->explicit_role);
    if (dated->role == DATE_ROLES)
        dated->role = role_by_default(&view);
}

/* --- dates that markup gives --- */

static struct date date_of_value(struct str value, struct interval interval) {
    enum { YEAR = 4, MONTH = 7 };
    bool range = memchr(value.data, '/', value.len) != NULL;
    size_t first = range ? (size_t)((const char *)memchr(value.data, '/', value.len) - value.data) : value.len;
    int from = date_year_of(interval.first), to = date_year_of(interval.last);
    return (struct date){.begin = 0,
                         .end = value.len,
                         .interval = interval,
                         .precision = first <= YEAR    ? DATE_YEAR
                                      : first <= MONTH ? DATE_MONTH
                                                       : DATE_DAY,
                         .form = range ? DATE_RANGE : DATE_POINT,
                         .valid = true,
                         .from_year = from,
                         .to_year = range ? to : from};
}

/* Dates of attributes without text, in the blocks of the attributes' values. */
static void add_attribute_dates(struct plan_build *build, const bool *said) {
    struct map *blocks = map_create(build->arena); /* attribute node -> block; the key is the pointer in the block */
    if (build->given.count == 0)
        return;
    for (size_t i = 0; i < build->blocks.count; i++) {
        const struct block *block = &build->blocks.items[i];
        if (block->in & IN_RAW)
            map_add(blocks, (struct str){(const char *)&block->node, sizeof block->node}, i);
    }
    for (size_t i = 0; i < build->given.count; i++) {
        const struct given_date *given = &build->given.items[i];
        struct interval interval;
        if (!given->attribute || tree_is(given->node, "date") || (given->block != INDEX_NONE && said[given->block]))
            continue;
        const xmlNode *attribute = (const xmlNode *)(const void *)given->attribute;
        size_t block = map_find(blocks, (struct str){(const char *)&attribute, sizeof attribute});
        if (block == MAP_NONE)
            continue;
        const struct passage *passage = build->blocks.items[block].passage;
        if (date_parse_iso(str_trim(passage->text), &interval))
            *vec_add(build->arena, &build->dates) = (struct dated){.date = date_of_value(passage->text, interval),
                                                                   .place = passage_whole(passage),
                                                                   .block = block,
                                                                   .role = given->role,
                                                                   .explicit_role = given->explicit_role};
    }
}

/* Applies <date value= role=> to the dates found in its text. */
static void apply_mark(struct plan_build *build, const struct given_date *given, size_t first) {
    struct interval interval;
    bool value = given->attribute && date_parse_iso(tree_token(given->node, "value"), &interval);
    bool found = false;
    for (size_t i = first; i < build->dates.count; i++) {
        struct dated *dated = &build->dates.items[i];
        if (dated->date.begin >= given->end || dated->date.end <= given->begin)
            continue;
        found = true;
        if (given->explicit_role) {
            dated->role = given->role;
            dated->explicit_role = true;
        }
        if (value) { /* the author resolved what the words leave open */
            dated->date.interval = interval;
            dated->date.valid = true;
            dated->date.form = dated->date.form == DATE_AMBIGUOUS ? DATE_POINT : dated->date.form;
        }
    }
    if (found || !value || given->end <= given->begin)
        return;
    struct date date = date_of_value(tree_token(given->node, "value"), interval);
    date.begin = given->begin;
    date.end = given->end;
    *vec_add(build->arena, &build->dates) =
        (struct dated){.date = date,
                       .place = passage_place(build->blocks.items[given->block].passage, given->begin, given->end),
                       .block = given->block,
                       .role = given->role,
                       .explicit_role = given->explicit_role};
}

void build_dates(struct plan_build *build, int year) {
    struct arena *scratch = arena_create();
    struct words words = {0};
    struct date_list found = {0};
    bool *said = arena_array(build->arena, bool, build->blocks.count + 1); /* blocks with a date in their text */
    size_t given = 0;
    for (size_t b = 0; b < build->blocks.count; b++) {
        const struct block *block = &build->blocks.items[b];
        if (block->in & IN_RAW)
            break;
        size_t first = build->dates.count;
        found.count = 0;
        if (year || str_digit(block->passage->text, 0) < block->passage->text.len)
            date_scan(scratch, block->passage->text, year, &found);
        for (size_t i = 0; i < found.count; i++)
            *vec_add(build->arena, &build->dates) =
                (struct dated){.date = found.items[i],
                               .place = passage_place(block->passage, found.items[i].begin, found.items[i].end),
                               .block = b};
        for (; given < build->given.count; given++) {
            const struct given_date *mark = &build->given.items[given];
            bool here = mark->block == b && tree_is(mark->node, "date");
            if (here)
                apply_mark(build, mark, first);
            else if (mark->block != INDEX_NONE && mark->block > b)
                break;
        }
        if (!words.forms && build->dates.count > first)
            words_keep(scratch, &words);
        for (size_t i = first; i < build->dates.count; i++)
            classify(build, scratch, &words, &build->dates.items[i]);
        said[b] = build->dates.count > first;
    }
    add_attribute_dates(build, said);
    arena_destroy(scratch);
}
