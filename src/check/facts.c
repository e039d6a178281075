#include "element.h"

/* ---- fact ---- */

/* What the index knows about the whole document, under names like those of the reader's facts. */
static bool derived(const struct plan *plan, struct str name) {
    return str_is(name, "lost-diacritics") && plan->ocr;
}

void facts_named(struct pass *pass) {
    const struct plan *plan = pass->check.plan;
    struct place place = pass_document(pass);
    struct str detail = {0};
    size_t count = 0, least = rule_number(pass->check.rule, "min", 1);
    for (struct str names = rule_get(pass->check.rule, "of"); names.data;) {
        struct str name = str_cut(&names, ' ');
        const struct fact *fact = plan_fact(plan, name);
        if (derived(plan, name))
            count++;
        if (!fact || fact->count == 0)
            continue;
        if (count == 0 && fact->place.source)
            place = fact->place;
        if (detail.len == 0)
            detail = fact->detail;
        count += fact->count;
    }
    struct diag *diag = count && count >= least ? pass_add(pass, INDEX_NONE, place) : NULL;
    if (!diag)
        return;
    pass_arg(pass, diag, "detail", detail);
    if (pass->per == PER_MATCH)
        diag_arg_number(pass->diags, diag, "count", count);
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
