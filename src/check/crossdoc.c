#include "element.h"

#include "buf.h"
#include "fold.h"
#include "map.h"
#include "vec.h"

static bool known(struct interval interval) {
    return interval.first <= interval.last;
}

static struct str years(struct arena *arena, struct interval interval) {
    int first = date_year_of(interval.first), last = date_year_of(interval.last);
    return first == last ? str_format(arena, "%d", first) : str_format(arena, "%d–%d", first, last);
}

static const struct dated *decision_of(const struct plan *plan) {
    const struct dated *dated = plan->meta.decided < plan->date_count ? &plan->dates[plan->meta.decided] : NULL;
    return dated && dated->date.valid && known(dated->date.interval) ? dated : NULL;
}

/* Days between two intervals that do not meet. */
static int32_t days_apart(struct interval a, struct interval b) {
    return a.first > b.last ? a.first - b.last : b.first - a.last;
}

static struct place start_of(const struct plan *plan) {
    return source_place(plan->source, 0, 0);
}

/* ---- date within="plan-period" ---- */

/* The year of an activity plan lies in the period of a plan of the run. Where none of them says its period, nothing is
 * known. */
void crossdoc_year(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    const struct plan *nearest = NULL;
    for (size_t i = 0; i < pass->check.other_count && known(plan->year); i++) {
        const struct plan *other = pass->check.others[i];
        if (other->kind != PLAN_VP || !known(other->period) || other->period_assumed)
            continue;
        if (date_relate(plan->year, other->period) != DATE_OUTSIDE)
            return;
        if (!nearest || days_apart(plan->year, other->period) < days_apart(plan->year, nearest->period))
            nearest = other;
    }
    if (!nearest)
        return;
    struct place stated = plan->meta.stated_period_place;
    struct diag *diag = pass_add(pass, INDEX_NONE, stated.source ? stated : pass_document(pass));
    pass_arg(pass, diag, "year", years(pass->check.arena, plan->year));
    pass_arg(pass, diag, "period", years(pass->check.arena, nearest->period));
    stated = nearest->meta.stated_period_place;
    diag_relate(pass->diags, diag, "plan", stated.source ? stated : start_of(nearest));
}

/* ---- order of="decisions" ---- */

/* The plan that goals come from is decided before what implements it. A date that is implausible in its own document is
 * reported there. */
void crossdoc_decisions(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    const struct trace *trace = pass->check.trace;
    const struct dated *own = decision_of(plan);
    bool strict = str_is(rule_get(pass->check.rule, "strict"), "yes");
    for (size_t i = 0; own && trace && i < trace->plan_count; i++) {
        const struct dated *above = decision_of(trace->plans[i]);
        bool implausible = above && !trace->plans[i]->period_assumed && known(trace->plans[i]->period) &&
                           above->date.interval.first >= trace->plans[i]->period.first;
        if (!above || implausible || own->date.interval.last >= above->date.interval.first + strict)
            continue;
        struct diag *diag = pass_add(pass, own->block, own->place);
        diag_relate(pass->diags, diag, "plan", above->place);
        return;
    }
}

/* ---- same of="decision" with="milestone" ---- */

/* The milestone of a timeline at which this document is decided on: its label has the word of a <match> and one for the
 * kind of document, which the role of the match names. */
static bool is_decision_milestone(const struct pass *pass, const struct milestone *milestone) {
    const char *kind = plan_kind_name(pass->check.plan->kind);
    for (const struct clause *cue = NULL; (cue = rule_clause(pass->check.rule, "match", cue));) {
        struct regex_match found;
        struct str name = clause_get(cue, "name");
        if ((name.len == 0 || str_is(name, kind)) &&
            regex_find(cue->regex, pass->check.scratch, milestone->label, 0, &found) == REGEX_FOUND)
            return true;
    }
    return false;
}

/* A timeline for this plan leads up to it: the milestone lies within three years before what it decides on. */
static bool is_near(const struct plan *plan, struct interval milestone) {
    struct interval own = known(plan->year) ? plan->year : plan->period;
    enum { THREE_YEARS = 3 * 366 };
    return known(milestone) && known(own) && milestone.last < own.last && milestone.first > own.first - THREE_YEARS;
}

void crossdoc_milestone(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    const struct dated *own = decision_of(plan);
    for (size_t i = 0; own && i < pass->check.other_count; i++) {
        const struct plan *other = pass->check.others[i];
        for (size_t k = 0; other->kind == PLAN_TIDPLAN && k < other->milestone_count; k++) {
            const struct milestone *milestone = &other->milestones[k];
            if (!is_near(plan, milestone->interval) || !is_decision_milestone(pass, milestone) ||
                date_relate(own->date.interval, milestone->interval) != DATE_OUTSIDE)
                continue;
            struct diag *diag = pass_add(pass, own->block, own->place);
            const struct passage *text =
                milestone->block == INDEX_NONE ? NULL : other->blocks[milestone->block].passage;
            diag_relate(pass->diags, diag, "milestone", text ? passage_whole(text) : tree_place(milestone->node));
        }
    }
}

/* ---- same of="sentences" ---- */

enum { SENTENCE_LEAST = 12, SENTENCE_MOST = 80, SHINGLE = 4 };

struct sentence {
    struct place place;
    struct str key; /* folded */
    struct str words[SENTENCE_MOST];
    size_t count;
};

static bool split(struct sentence *sentence) {
    for (struct str rest = sentence->key; rest.data;) {
        struct str word = str_cut(&rest, ' ');
        if (word.len == 0)
            continue;
        if (sentence->count == SENTENCE_MOST)
            return false;
        sentence->words[sentence->count++] = word;
    }
    return sentence->count >= SENTENCE_LEAST;
}

/* Calls `take` for each sentence of running text that is long enough. */
static void each_sentence(struct pass *pass, const struct plan *plan,
                          void (*take)(struct pass *pass, const struct sentence *sentence)) {
    struct sentence sentence;
    for (size_t i = 0; i < plan->block_count; i++) {
        const struct passage *passage = plan->blocks[i].passage;
        if (!(plan->blocks[i].in & IN_TEXT) || (plan->blocks[i].in & (IN_TOC | IN_META)))
            continue;
        struct str text = passage->text;
        for (size_t begin = 0, at = 0; at < text.len; at++) {
            bool end = (text.data[at] == '.' && (at + 1 == text.len || text.data[at + 1] == ' ')) || at + 1 == text.len;
            if (!end)
                continue;
            sentence = (struct sentence){.place = passage_place(passage, begin, at + 1)};
            sentence.key = fold_heading(pass->check.arena, str_slice(text, begin, at + 1));
            if (split(&sentence))
                take(pass, &sentence);
            begin = at + 1;
            while (begin < text.len && text.data[begin] == ' ')
                begin++;
        }
    }
}

struct quotes {
    struct map *exact, *shingles; /* -> number of a sentence of another document */
    VEC(struct sentence) sentences;
};

static struct str shingle(const struct sentence *sentence, size_t at) {
    struct str first = sentence->words[at], last = sentence->words[at + SHINGLE - 1];
    return (struct str){first.data, (size_t)(last.data + last.len - first.data)};
}

static void keep_sentence(struct pass *pass, const struct sentence *sentence) {
    struct quotes *quotes = pass->memory;
    size_t number = quotes->sentences.count;
    if (map_add(quotes->exact, sentence->key, number) != number)
        return;
    *vec_add(pass->check.arena, &quotes->sentences) = *sentence;
    for (size_t i = 0; i + SHINGLE <= sentence->count; i++)
        map_add(quotes->shingles, shingle(sentence, i), number);
}

/* The longest common sequence of words, as a share of both sentences. */
static double alike(const struct sentence *a, const struct sentence *b) {
    size_t row[SENTENCE_MOST + 1] = {0};
    for (size_t i = 0; i < a->count; i++) {
        size_t diagonal = 0;
        for (size_t k = 0; k < b->count; k++) {
            size_t above = row[k + 1];
            row[k + 1] = str_equal(a->words[i], b->words[k]) ? diagonal + 1 : above > row[k] ? above : row[k];
            diagonal = above;
        }
    }
    return 2.0 * (double)row[b->count] / (double)(a->count + b->count);
}

/* The sentence of another document that shares most runs of words is the one that it could be a copy of. */
static void compare_sentence(struct pass *pass, const struct sentence *sentence) {
    struct quotes *quotes = pass->memory;
    size_t seen[SENTENCE_MOST], votes[SENTENCE_MOST], count = 0, best = 0;
    if (map_find(quotes->exact, sentence->key) != MAP_NONE)
        return;
    for (size_t i = 0; i + SHINGLE <= sentence->count; i++) {
        size_t number = map_find(quotes->shingles, shingle(sentence, i)), k = 0;
        if (number == MAP_NONE)
            continue;
        while (k < count && seen[k] != number)
            k++;
        if (k == count) {
            seen[count] = number;
            votes[count++] = 0;
        }
        votes[k]++;
        best = votes[k] > votes[best] ? k : best;
    }
    if (count == 0 || alike(sentence, &quotes->sentences.items[seen[best]]) < 0.9)
        return;
    struct diag *diag = pass_add(pass, INDEX_NONE, sentence->place);
    diag_relate(pass->diags, diag, "other", quotes->sentences.items[seen[best]].place);
}

/* Sentences that differ from one of another document by a word or two: a copy that was changed, or an original that
 * was. */
void crossdoc_sentences(struct pass *pass) {
    struct quotes *quotes = arena_new(pass->check.arena, struct quotes);
    quotes->exact = map_create(pass->check.arena);
    quotes->shingles = map_create(pass->check.arena);
    pass->memory = quotes;
    for (size_t i = 0; i < pass->check.other_count; i++)
        if (pass->check.others[i]->kind == PLAN_VP)
            each_sentence(pass, pass->check.others[i], keep_sentence);
    if (quotes->sentences.count)
        each_sentence(pass, pass->check.plan, compare_sentence);
}

/* ---- cover each="goal" across="period" ---- */

static bool same_year(const struct plan *plan, int year) {
    return known(plan->year) && date_year_of(plan->year.first) == year;
}

void check_serve(struct arena *arena, struct served *served, const struct plan *plan, const struct trace *trace) {
    for (size_t i = 0; i < trace->plan_count; i++)
        if (trace->plans[i] == plan) {
            served->plans++;
            served->last_year |= same_year(trace->from, date_year_of(plan->period.last));
        }
    if (!served->goals)
        served->goals = arena_array(arena, size_t, plan->goal_count);
    for (size_t i = 0; i < trace->goal_count; i++)
        if (trace->plans[trace->goals[i].plan] == plan)
            served->goals[trace->goals[i].goal] += trace->goals[i].activities + trace->goals[i].justified;
}

/* Adds up what the activity plans of the run do for the goals of this plan. */
static struct served add_served(const struct check *check) {
    struct served served = {.goals = arena_array(check->arena, size_t, check->plan->goal_count)};
    if (check->served && check->served->goals) {
        served.plans = check->served->plans;
        served.last_year = check->served->last_year;
        memcpy(served.goals, check->served->goals, check->plan->goal_count * sizeof(*served.goals));
    }
    for (size_t i = 0; i < check->other_count; i++)
        if (check->traces[i] && check->others[i]->kind == PLAN_AP)
            check_serve(check->arena, &served, check->plan, check->traces[i]);
    return served;
}

void crossdoc_goals(struct pass *pass) {
    const struct check *check = &pass->check;
    const struct plan *plan = check->plan;
    bool listed;
    if (plan->goal_count == 0 || !check->traces || !known(plan->period))
        return;
    /* Those of two years can tell that a goal is never served, or that of the last: a single early one says it about
     * itself. */
    struct served served = add_served(check);
    if (served.plans < 2 && !served.last_year)
        return;
    size_t least = rule_number(check->rule, "min", 1);
    enum severity severity = served.last_year ? pass_state(pass, "last-year", &listed) : SEVERITY_OFF;
    for (size_t i = 0; i < plan->goal_count; i++) {
        if (served.goals[i] >= least)
            continue;
        struct diag *diag = pass_add_as(pass, plan->goals[i].block, passage_whole(plan->goals[i].title), severity);
        pass_arg(pass, diag, "goal", str_trim(plan->goals[i].title->text));
        pass_arg(pass, diag, "period", years(check->arena, plan->period));
    }
}
