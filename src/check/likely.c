#include "element.h"

#include "buf.h"
#include "similar.h"

/* Comparing a text with every goal costs: only so many activities of a document are looked at. */
enum { ACTIVITIES = 500 };

static struct str body_of(struct arena *arena, const struct plan *plan, const struct goal *goal) {
    struct buf text = buf_in(arena);
    for (size_t i = goal->body_first; i < goal->body_last; i++) {
        buf_add(&text, plan->blocks[i].passage->text);
        buf_byte(&text, ' ');
    }
    return buf_str(&text);
}

static struct similar_corpus *corpus_of(struct arena *arena, const struct trace *trace) {
    struct similar_text *texts = arena_array(arena, struct similar_text, trace->goal_count);
    for (size_t i = 0; i < trace->goal_count; i++) {
        const struct plan *plan = trace->plans[trace->goals[i].plan];
        const struct goal *goal = &plan->goals[trace->goals[i].goal];
        texts[i] = (struct similar_text){goal->title->text, body_of(arena, plan, goal)};
    }
    return similar_build(arena, texts, trace->goal_count);
}

/* The number in trace->goals of the goal that a link leads to. */
static size_t number_of(const struct trace *trace, const struct trace_link *link) {
    for (size_t i = 0; i < trace->goal_count; i++)
        if (trace->goals[i].plan == link->plan && trace->goals[i].goal == link->goal)
            return i;
    return INDEX_NONE;
}

static void compare(struct pass *pass, const struct similar_corpus *corpus, const struct trace_link *link,
                    double *scores) {
    const struct trace *trace = pass->check.trace;
    const struct plan *from = pass->check.plan;
    size_t block = from->activities[link->activity].block, own = number_of(trace, link), best = 0;
    const struct passage *text = from->blocks[block].passage;
    if (own == INDEX_NONE)
        return;
    similar_scores(corpus, text->text, scores);
    for (size_t i = 1; i < trace->goal_count; i++)
        best = scores[i] > scores[best] ? i : best;
    double least = (double)rule_number(pass->check.rule, "at-least", 30) / 100;
    if (scores[best] < scores[own] + least)
        return;
    const struct plan *plan = trace->plans[trace->goals[best].plan];
    const struct goal *goal = &plan->goals[trace->goals[best].goal];
    struct diag *diag = pass_add(pass, block, passage_whole(text));
    pass_arg(pass, diag, "goal", str_trim(goal->title->text));
    diag_relate(pass->diags, diag, "goal", passage_whole(goal->title));
}

/* Activities under the heading of a goal whose words are those of another one. What names its goal by number knows
 * better. */
void likely_other(struct pass *pass) {
    const struct trace *trace = pass->check.trace;
    if (!trace || trace->goal_count < 2)
        return;
    const struct similar_corpus *corpus = corpus_of(pass->check.arena, trace);
    double *scores = arena_array(pass->check.arena, double, trace->goal_count);
    for (size_t i = 0, compared = 0; i < trace->link_count && compared < ACTIVITIES; i++) {
        const struct trace_link *link = &trace->links[i];
        bool by_heading = link->state == TRACE_OK || link->state == TRACE_FOLDED;
        const struct block *heading = &pass->check.plan->blocks[pass->check.plan->activities[link->activity].block];
        if (!by_heading || link->place.passage == heading->passage ||
            pass->check.plan->activities[link->activity].goal.len)
            continue;
        compared++;
        compare(pass, corpus, link, scores);
    }
}
