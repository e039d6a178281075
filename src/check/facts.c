#include "element.h"

/* ---- fact ---- */

/* What the index knows about the whole document, under names like those of the reader's facts. */
static bool derived(const struct plan *plan, struct str name) {
    return str_is(name, "lost-diacritics") && plan->ocr;
}

bool facts_has(const struct plan *plan, struct str name) {
    return derived(plan, name) || plan_fact(plan, name);
}

static bool named(const struct pass *pass, const struct fact *fact) {
    for (struct str names = rule_get(pass->check.rule, "of"); names.data;)
        if (str_equal(str_cut(&names, ' '), fact->name))
            return true;
    return false;
}

static void report_fact(struct pass *pass, const char *name, struct place place, size_t count, struct str detail) {
    bool listed;
    enum severity severity = pass_state(pass, name, &listed);
    struct diag *diag = pass_add_as(pass, INDEX_NONE, place.source ? place : pass_document(pass), severity);
    pass_arg(pass, diag, "detail", detail);
    diag_arg_number(pass->diags, diag, "count", count);
}

/* A finding for each place, or with per="document" one for all, at the first. */
void facts_named(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    const struct fact *first = NULL;
    size_t total = 0, least = rule_number(pass->check.rule, "min", 1);
    bool together = pass->per == PER_DOCUMENT;
    pass->per = PER_MATCH;
    for (struct str names = rule_get(pass->check.rule, "of"); names.data;)
        if (derived(plan, str_cut(&names, ' ')))
            report_fact(pass, "", pass_document(pass), 1, (struct str){0});
    for (size_t i = 0; i < plan->fact_count; i++) {
        const struct fact *fact = &plan->facts[i];
        if (fact->count == 0 || !named(pass, fact))
            continue;
        first = first ? first : fact;
        total += fact->count;
        if (!together && fact->count >= least)
            report_fact(pass, fact->name.data, fact->place, fact->count, fact->detail);
    }
    if (together && first && total >= least)
        report_fact(pass, first->name.data, first->place, total, first->detail);
}

/* ---- present of="meta" ---- */

static bool has_kind(const struct plan *plan) {
    return plan->meta.stated_kind != PLAN_UNKNOWN;
}

static bool has_title(const struct plan *plan) {
    return plan->meta.title != NULL;
}

static bool has_period(const struct plan *plan) {
    return plan->meta.stated_period.first <= plan->meta.stated_period.last;
}

static bool has_decision(const struct plan *plan) {
    return plan->meta.decided != INDEX_NONE;
}

/* Each item that the document does not state is a finding about the whole document. */
void facts_meta(struct pass *pass) {
    static const struct {
        const char *name;
        bool (*stated)(const struct plan *plan);
    } fields[] = {{"kind", has_kind}, {"title", has_title}, {"period", has_period}, {"decision", has_decision}};
    for (const struct clause *item = NULL; (item = rule_clause(pass->check.rule, "item", item));) {
        struct str of = clause_get(item, "of");
        for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
            if (str_is(of, fields[i].name) && !fields[i].stated(pass->check.plan))
                pass_add(pass, INDEX_NONE, pass_document(pass));
    }
}
