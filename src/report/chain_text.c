#include "arena.h"
#include "chain.h"
#include "report.h"
#include "width.h"

/* One print-out. */
struct print {
    const struct chain *chain;
    struct arena *arena;
    struct buf *out;
};

__attribute__((format_arg(2), format_arg(3))) static const char *say(const struct print *print, const char *swedish,
                                                                     const char *english) {
    return print->chain->language == LANGUAGE_SV ? swedish : english;
}

static const char *state_word(const struct print *print, enum trace_state state) {
    static const char *const swedish[TRACE_STATES] = {[TRACE_OK] = "ok",
                                                      [TRACE_FOLDED] = "stavat annorlunda",
                                                      [TRACE_ALIAS] = "alias",
                                                      [TRACE_WEAK] = "svag",
                                                      [TRACE_AMBIGUOUS] = "flertydig",
                                                      [TRACE_MISPLACED] = "fel fokusområde",
                                                      [TRACE_ORPHAN] = "utan mål",
                                                      [TRACE_DANGLING] = "okänt mål",
                                                      [TRACE_UNRESOLVED] = "ospårad",
                                                      [TRACE_JUSTIFIED] = "motiverad"};
    return say(print, swedish[state], trace_state_name(state));
}

static const char *reach_word(const struct print *print, enum reach reach) {
    static const char *const swedish[REACHES] = {[REACH_NONE] = "utan aktivitet",
                                                 [REACH_PLANNED] = "planerat",
                                                 [REACH_PARTLY] = "delvis redovisat",
                                                 [REACH_FULLY] = "redovisat"};
    static const char *const english[REACHES] = {[REACH_NONE] = "no activity",
                                                 [REACH_PLANNED] = "planned",
                                                 [REACH_PARTLY] = "partly reported",
                                                 [REACH_FULLY] = "reported"};
    return say(print, swedish[reach], english[reach]);
}

/* Text of a document, cut to one line. */
static void add_words(struct print *print, struct str text) {
    enum { SHOWN = 90 };
    size_t end = 0, count = 0;
    while (end < text.len && count < SHOWN) {
        utf8_next(text, &end);
        count++;
    }
    width_safe(print->out, str_slice(text, 0, end));
    if (end < text.len)
        buf_add(print->out, STR("…"));
}

static void add_years(struct print *print, const struct plan *plan) {
    struct interval interval = plan->kind == PLAN_AP || plan->kind == PLAN_RAPPORT ? plan->year : plan->period;
    if (interval.first > interval.last)
        return;
    int first = date_year_of(interval.first), last = date_year_of(interval.last);
    if (first == last)
        buf_format(print->out, " %d", first);
    else
        buf_format(print->out, " %d–%d", first, last);
}

static void add_document(struct print *print, size_t document) {
    const struct plan *plan = print->chain->coverage->documents[document];
    width_safe(print->out, print->chain->results[document]->path);
    buf_format(print->out, ": %s", plan_kind_name(plan->kind));
    add_years(print, plan);
    buf_byte(print->out, '\n');
}

static void add_year_counts(struct print *print, const struct covered_goal *goal) {
    const struct coverage *coverage = print->chain->coverage;
    for (size_t i = 0; i < coverage->year_count; i++) {
        if (coverage->by_year[i].activities == 0)
            continue;
        if (coverage->years[i])
            buf_format(print->out, "  %d: %zu", coverage->years[i], goal->by_year[i]);
        else
            buf_format(print->out, "  %s: %zu", say(print, "utan år", "no year"), goal->by_year[i]);
    }
}

static void add_goal(struct print *print, size_t number) {
    const struct covered_goal *goal = &print->chain->coverage->goals[number];
    buf_add(print->out, goal->activities || goal->justified ? STR("    ") : STR("  ! "));
    add_words(print, chain_goal(print->arena, print->chain, number));
    buf_format(print->out, "  [%s]",
               goal->justified ? say(print, "motiverat", "justified") : reach_word(print, goal->reach));
    add_year_counts(print, goal);
    buf_byte(print->out, '\n');
}

static void add_links(struct print *print, const struct covered_activity *activity) {
    const struct coverage *coverage = print->chain->coverage;
    const struct trace *trace = coverage->traces[activity->document];
    for (size_t i = 0; trace && i < activity->link_count; i++) {
        const struct trace_link *link = &trace->links[activity->first_link + i];
        size_t goal = coverage_goal(coverage, trace, link);
        buf_add(print->out, i ? STR("; ") : STR(" -> "));
        if (goal != INDEX_NONE)
            add_words(print, chain_goal(print->arena, print->chain, goal));
        else
            add_words(print, link->reference);
        if (link->state != TRACE_OK)
            buf_format(print->out, " [%s]", state_word(print, link->state));
        goal = link->suggestion_count ? coverage_number(coverage, trace, link->suggestions[0].text) : INDEX_NONE;
        if (goal != INDEX_NONE) {
            buf_format(print->out, " (%s ", say(print, "liknar", "similar to"));
            add_words(print, chain_goal(print->arena, print->chain, goal));
            buf_byte(print->out, ')');
        }
    }
}

static void add_activity(struct print *print, size_t number) {
    const struct covered_activity *activity = &print->chain->coverage->activities[number];
    bool fine = activity->traced || activity->state == TRACE_JUSTIFIED || activity->state == TRACE_UNRESOLVED;
    buf_add(print->out, fine ? STR("    ") : STR("  ! "));
    add_words(print, chain_activity(print->chain, number));
    add_links(print, activity);
    buf_byte(print->out, '\n');
}

static void add_entry(struct print *print, size_t number) {
    const struct coverage *coverage = print->chain->coverage;
    const struct covered_entry *entry = &coverage->entries[number];
    const struct follow *follow = coverage->follows[entry->document];
    bool expected = follow && follow->plan_count > 0;
    buf_add(print->out, entry->activity == INDEX_NONE && expected ? STR("  ! ") : STR("    "));
    add_words(print, chain_entry(print->chain, number));
    if (entry->activity != INDEX_NONE) {
        buf_add(print->out, STR(" -> "));
        add_words(print, chain_activity(print->chain, entry->activity));
    } else if (expected) {
        buf_format(print->out, " [%s]", say(print, "inte planerad", "not planned"));
    }
    buf_byte(print->out, '\n');
}

static void add_items(struct print *print) {
    const struct coverage *coverage = print->chain->coverage;
    size_t goal = 0, activity = 0, entry = 0;
    for (size_t i = 0; i < coverage->document_count; i++) {
        add_document(print, i);
        for (; goal < coverage->goal_count && coverage->goals[goal].document == i; goal++)
            add_goal(print, goal);
        for (; activity < coverage->activity_count && coverage->activities[activity].document == i; activity++)
            add_activity(print, activity);
        for (; entry < coverage->entry_count && coverage->entries[entry].document == i; entry++)
            add_entry(print, entry);
    }
}

static void add_sum(struct print *print, const struct coverage_sum *sum) {
    buf_format(print->out,
               say(print, "%zu av %zu aktiviteter spårade, %zu av %zu mål täckta",
                   "%zu of %zu activities traced, %zu of %zu goals covered"),
               sum->traced, sum->activities, sum->covered, sum->goals);
    if (sum->followed)
        buf_format(print->out,
                   say(print, "; %zu av %zu redovisade aktiviteter planerade, %zu av %zu planerade redovisade",
                       "; %zu of %zu entries planned, %zu of %zu activities reported"),
                   sum->planned, sum->followed, sum->reported, sum->activities);
    size_t alone = sum->entries - sum->followed;
    if (alone == 1)
        buf_add(print->out, str_from(say(print, "; 1 redovisad aktivitet utan årets aktivitetsplan",
                                         "; 1 entry without the activity plan of its year")));
    else if (alone)
        buf_format(print->out,
                   say(print, "; %zu redovisade aktiviteter utan årets aktivitetsplan",
                       "; %zu entries without the activity plan of their year"),
                   alone);
    buf_byte(print->out, '\n');
}

static bool is_empty(const struct coverage_sum *sum) {
    return sum->goals + sum->activities + sum->entries == 0;
}

static void add_sums(struct print *print) {
    const struct coverage *coverage = print->chain->coverage;
    buf_byte(print->out, '\n');
    for (size_t i = 0; i < coverage->year_count; i++) {
        if (coverage->years[i])
            buf_format(print->out, "%d: ", coverage->years[i]);
        else
            buf_format(print->out, "%s: ", say(print, "utan år", "no year"));
        add_sum(print, &coverage->by_year[i]);
    }
    for (size_t i = 0; i < coverage->area_count; i++) {
        struct str area = chain_area(print->chain, i);
        if (is_empty(&coverage->by_area[i]))
            continue;
        buf_add(print->out, area.len ? area : str_from(say(print, "övrigt", "other")));
        buf_add(print->out, STR(": "));
        add_sum(print, &coverage->by_area[i]);
    }
    buf_add(print->out, str_from(say(print, "mål", "goals")));
    for (enum reach reach = REACH_NONE; reach < REACHES; reach++)
        buf_format(print->out, "%s %zu %s", reach == REACH_NONE ? ":" : ",", coverage->all.reach[reach],
                   reach_word(print, reach));
    buf_byte(print->out, '\n');
    add_sum(print, &coverage->all);
}

void chain_text(const struct chain *chain, struct buf *out) {
    struct print print = {.chain = chain, .arena = out->arena, .out = out};
    add_items(&print);
    add_sums(&print);
}
