#include "examples.h"

#include <string.h>

#include "date.h"
#include "element.h"
#include "index.h"
#include "xml.h"

/* ---- Documents ---- */

const struct plan *example_plan(struct arena *arena, const struct rules *rules, struct str xml,
                                const struct limits *limits, struct diag_list *diags) {
    struct source *source = source_create(arena, STR("example.xml"), (struct str){0}, xml);
    struct plan_options options = {.period = {1, 0}, .year = {1, 0}};
    xmlDoc *tree = xml_read_tree(arena, source, limits, diags);
    return tree ? plan_index(arena, tree, source, rules->profile, &options) : NULL;
}

struct diag_list example_run(struct arena *arena, const struct rules *rules, const struct plan **plans, size_t count,
                             struct str prefix, const struct lock *lock, const struct limits *limits) {
    struct diag_list diags = diag_list_in(arena, 0);
    bool *enabled = arena_array(arena, bool, rules->count);
    const struct plan **targets = arena_array(arena, const struct plan *, count);
    size_t target_count = 0;
    for (size_t i = 0; i < rules->count; i++)
        enabled[i] = str_starts(rules->items[i]->kind.id, prefix);
    for (size_t i = 0; i + 1 < count; i++)
        if (plans[i]->kind == PLAN_VP)
            targets[target_count++] = plans[i];
    struct check base = {.plan = plans[count - 1],
                         .lock = lock,
                         .others = plans,
                         .other_count = count - 1,
                         .scratch = regex_scratch_create(arena, limits),
                         .arena = arena,
                         .limits = limits,
                         .today = date_day(2026, 1, 1)};
    if (base.plan->kind & (PLAN_AP | PLAN_RAPPORT))
        base.trace = trace_build(arena, base.plan, targets, target_count, NULL, 0);
    if (base.plan->kind == PLAN_RAPPORT)
        base.follow = follow_build(arena, base.plan, plans, count - 1);
    const struct trace **traces = arena_array(arena, const struct trace *, count);
    for (size_t i = 0; i + 1 < count; i++)
        if (plans[i]->kind == PLAN_AP)
            traces[i] = trace_build(arena, plans[i], &base.plan, 1, NULL, 0);
    base.traces = traces;
    check_run(&base, checks_create(arena, rules), enabled, &diags);
    return diags;
}

static struct str escape(struct arena *arena, struct str text) {
    struct buf out = buf_in(arena);
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.data[i];
        if (byte == '<' || byte == '&')
            buf_add(&out, byte == '<' ? STR("&lt;") : STR("&amp;"));
        else
            buf_byte(&out, byte);
    }
    return buf_str(&out);
}

struct str example_wrap(struct arena *arena, struct str text, struct str kind, struct str in, struct str attributes) {
    static const struct {
        const char *in, *before, *after;
    } frames[] = {
        {"heading", "<section level=\"1\"><heading>", "</heading><p>Text.</p></section>"},
        {"activity", "<section level=\"1\"><heading>Arbete</heading><activity><text>", "</text></activity></section>"},
        {"title", "<meta><title>", "</title></meta>"},
        {"", "<section level=\"1\"><heading>Arbete</heading><p>", "</p></section>"},
    };
    size_t i = 0;
    while (i + 1 < sizeof(frames) / sizeof(*frames) && !str_is(in, frames[i].in))
        i++;
    return str_format(arena, "<plan xmlns=\"urn:planlint:plan:1\" kind=\"%.*s\"%.*s>%s%.*s%s</plan>", STR_ARGS(kind),
                      STR_ARGS(attributes), frames[i].before, STR_ARGS(escape(arena, text)), frames[i].after);
}

/* ---- Examples ---- */

struct trial {
    struct arena *arena;
    const struct rules *rules;
    const struct rule *rule;
    const struct limits *limits;
    struct diag_list *diags;
};

enum { PLANS = 4 };

/* Reads the plans of an example that is markup; the last one is reported on. */
static size_t markup_plans(struct trial *trial, const struct example *example, const struct plan *plans[PLANS]) {
    size_t count = 0;
    for (xmlNode *node = example->node->children; node && count < PLANS; node = node->next) {
        if (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, "plan") != 0)
            continue;
        xmlBuffer *buffer = xmlBufferCreate();
        xmlNodeDump(buffer, node->doc, node, 0, 0);
        struct str xml = str_copy(trial->arena, str_from((const char *)xmlBufferContent(buffer)));
        xmlBufferFree(buffer);
        const struct plan *plan = example_plan(trial->arena, trial->rules, xml, trial->limits, trial->diags);
        if (plan)
            plans[count++] = plan;
    }
    return count;
}

static size_t text_plan(struct trial *trial, const struct example *example, const struct plan *plans[PLANS]) {
    struct str kind = tree_token(example->node, "kind");
    for (unsigned bit = 1; kind.len == 0 && bit <= trial->rule->kinds; bit <<= 1)
        if (trial->rule->kinds & bit)
            kind = str_from(plan_kind_name((enum plan_kind)bit));
    struct str period = tree_token(example->node, "period"), year = tree_token(example->node, "year");
    struct buf attributes = buf_in(trial->arena);
    if (period.len)
        buf_format(&attributes, " period=\"%.*s\"", STR_ARGS(period));
    if (year.len)
        buf_format(&attributes, " year=\"%.*s\"", STR_ARGS(year));
    struct str xml =
        example_wrap(trial->arena, example->text, kind, tree_token(example->node, "in"), buf_str(&attributes));
    plans[0] = example_plan(trial->arena, trial->rules, xml, trial->limits, trial->diags);
    return plans[0] != NULL;
}

/* The lock that was written when the links of `from` led to `plan`. */
static const struct lock *pin(struct trial *trial, const struct plan *from, const struct plan *plan) {
    struct trace *trace = trace_build(trial->arena, from, &plan, 1, NULL, 0);
    struct lock_pin *pins = arena_array(trial->arena, struct lock_pin, trace->link_count);
    struct buf file = buf_in(trial->arena);
    size_t count = 0;
    for (size_t i = 0; i < trace->link_count; i++)
        if (trace_serves(trace->links[i].state))
            pins[count++] =
                lock_pin_now(trial->arena, (struct str){0}, from, trace->links[i].activity, plan, trace->links[i].goal);
    lock_write(&file, pins, lock_sort(pins, count));
    struct source *source = source_create(trial->arena, STR(LOCK_FILE), (struct str){0}, buf_str(&file));
    return lock_load(trial->arena, source, trial->limits, trial->diags);
}

static struct diag_list run_example(struct trial *trial, const struct example *example) {
    const struct plan *plans[PLANS];
    size_t count = markup_plans(trial, example, plans);
    if (count == 0)
        count = text_plan(trial, example, plans);
    if (count == 0)
        return diag_list_in(trial->arena, 0);
    const struct lock *lock = NULL;
    size_t first = 0;
    if (count > 1 && str_is(rule_get(trial->rule, "with"), "pin")) {
        /* The first plan is the one as it was when links were pinned. */
        lock = pin(trial, plans[count - 1], plans[0]);
        first = 1;
    }
    return example_run(trial->arena, trial->rules, plans + first, count - first, trial->rule->kind.id, lock,
                       trial->limits);
}

/* The text after the fix, when it is a fix of one paragraph. */
static struct str fixed_text(struct arena *arena, const struct example *example, const struct diag *diag) {
    struct str text = example->text;
    for (size_t i = diag->fix ? diag->fix->edit_count : 0; i-- > 0;) {
        const struct edit *edit = &diag->fix->edits[i];
        text = str_format(arena, "%.*s%.*s%.*s", STR_ARGS(str_slice(text, 0, edit->place.text_begin)),
                          STR_ARGS(edit->text), STR_ARGS(str_slice(text, edit->place.text_end, text.len)));
    }
    return text;
}

static struct diag *fail(struct trial *trial, const char *id, const struct example *example, struct str value) {
    struct diag *diag = diag_add(trial->diags, id, tree_place(example->node));
    diag_arg(trial->diags, diag, "rule", trial->rule->kind.id);
    diag_arg(trial->diags, diag, "value", value);
    return diag;
}

static void judge_bad(struct trial *trial, const struct example *example, const struct diag_list *found) {
    if (found->count == 0) {
        fail(trial, "CFG024", example, str_trim(example->text));
        return;
    }
    const struct diag *diag = found->items[0];
    struct str quote = place_quote(trial->arena, diag->place);
    bool marked = example->mark_begin != SIZE_MAX;
    bool there = !marked || str_equal(quote, str_slice(example->text, example->mark_begin, example->mark_end));
    if (found->count > 1 || !there) {
        struct str count = str_format(trial->arena, "%zu", found->count);
        diag_arg(trial->diags, fail(trial, "CFG025", example, quote), "count", count);
        return;
    }
    struct str fixed = example->fixed.len && marked ? fixed_text(trial->arena, example, diag) : example->fixed;
    if (!str_equal(fixed, example->fixed))
        fail(trial, "CFG027", example, fixed);
}

size_t examples_test(struct arena *arena, const struct rules *rules, const struct rule *rule,
                     const struct limits *limits, struct diag_list *diags, struct diag_list *found) {
    struct trial trial = {arena, rules, rule, limits, diags};
    size_t ran = 0;
    for (size_t i = 0; i < rule->example_count; i++) {
        const struct example *example = &rule->examples[i];
        if (!example->node || str_is(example->form, "todo"))
            continue;
        struct diag_list got = run_example(&trial, example);
        ran++;
        if (str_is(example->form, "bad"))
            judge_bad(&trial, example, &got);
        else if (got.count)
            fail(&trial, "CFG026", example, place_quote(arena, got.items[0]->place));
        for (size_t k = 0; found && k < got.count; k++)
            diag_keep(found, got.items[k]);
    }
    return ran;
}
