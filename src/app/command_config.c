/* planlint config show FILE: what holds for a document, and where each value comes from. */
#include <stdlib.h>

#include "command.h"
#include "files.h"
#include "policy.h"
#include "similar.h"

/* What is shown, and where it goes. */
struct showing {
    const struct settings *settings;
    const struct lint_input *input;
    const struct plan *plan;       /* NULL: the document could not be read */
    const struct project_doc *doc; /* NULL: the project does not name it */
    struct buf *out;
};

static void show(const struct showing *showing, const char *name, struct str value, struct str origin) {
    int pad = 24 - (int)utf8_count(value), indent = 12 - (int)utf8_count(str_from(name));
    buf_format(showing->out, "  %s%*s %.*s%*s  %.*s\n", name, indent > 0 ? indent : 0, "", STR_ARGS(value),
               pad > 0 ? pad : 0, "", STR_ARGS(origin));
}

/* "planlint.xml:4" */
static struct str origin_of(const struct showing *showing, struct place place) {
    return str_format(showing->settings->arena, "%.*s:%zu", STR_ARGS(place.source->path),
                      source_locate(place.source, place.begin).line);
}

static struct str years(const struct showing *showing, struct interval interval) {
    int first = date_year_of(interval.first), last = date_year_of(interval.last);
    if (!date_known(interval))
        return STR("-");
    return first == last ? str_format(showing->settings->arena, "%d", first)
                         : str_format(showing->settings->arena, "%d/%d", first, last);
}

/* Where a value of the document comes from. */
static struct str value_origin(const struct showing *showing, bool on_command_line, const char *option, bool in_project,
                               bool found) {
    const struct settings *settings = showing->settings;
    if (on_command_line)
        return str_from(option);
    if (in_project)
        return origin_of(showing, showing->doc->place);
    return found ? str_from(say(settings, "dokumentet", "the document")) : STR("-");
}

static void show_document(const struct showing *showing) {
    const struct settings *settings = showing->settings;
    const struct project_doc *doc = showing->doc;
    const struct plan *plan = showing->plan;
    const struct plan_options *asked = &settings->lint.plan;
    if (!plan)
        return;
    show(showing, say(settings, "slag", "kind"), str_from(plan_kind_name(plan->kind)),
         value_origin(showing, asked->kind != PLAN_UNKNOWN, "--kind", doc && doc->kind != PLAN_UNKNOWN,
                      plan->kind != PLAN_UNKNOWN));
    show(showing, "period", years(showing, plan->period),
         plan->period_assumed ? str_from(say(settings, "regelpaketets profil", "the profile of the rule pack"))
                              : value_origin(showing, date_known(asked->period), "--period",
                                             doc && date_known(doc->period), date_known(plan->period)));
    show(
        showing, say(settings, "år", "year"), years(showing, plan->year),
        value_origin(showing, date_known(asked->year), "--year", doc && date_known(doc->year), date_known(plan->year)));
}

static void show_relations(const struct showing *showing) {
    const struct settings *settings = showing->settings;
    const struct project *project = showing->input->project;
    const struct project_doc *doc = showing->doc;
    if (!doc)
        return;
    if (doc->implements != PROJECT_NONE)
        show(showing, say(settings, "genomför", "implements"), project->docs[doc->implements].id,
             origin_of(showing, doc->place));
    if (doc->follows != PROJECT_NONE)
        show(showing, say(settings, "följer upp", "follows"), project->docs[doc->follows].id,
             origin_of(showing, doc->place));
}

static void show_packs(const struct showing *showing) {
    const struct settings *settings = showing->settings;
    const struct project *project = showing->input->project;
    const char *name = say(settings, "regler", "rules");
    for (size_t i = 0; i < settings->packs.count; i++)
        show(showing, name, settings->packs.items[i], STR("--rules"));
    if (settings->packs.count)
        return;
    bool named = false;
    for (size_t i = 0; project && i < project->use_count; i++)
        named |= project->uses[i].pack.len > 0;
    if (!named)
        show(showing, name, STR("recommended"), str_from(say(settings, "förval", "default")));
    for (size_t i = 0; project && i < project->use_count; i++)
        show(showing, name, project->uses[i].pack.len ? project->uses[i].pack : project->uses[i].file,
             origin_of(showing, project->uses[i].place));
}

static bool among(const struct rule *rule, const struct str *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (rule_named(rule, words[i]))
            return true;
    return false;
}

/* What decided about a rule, in the order of policy.h. */
static struct str rule_origin(const struct showing *showing, const struct rule *rule) {
    const struct lint_options *options = &showing->settings->lint;
    const struct project *project = showing->input->project;
    const struct project_set *set = NULL;
    if (among(rule, options->ignore, options->ignore_count))
        return STR("--ignore");
    for (size_t i = 0; i < options->severity_count; i++)
        if (rule_named(rule, options->severities[i].rule))
            return STR("--severity");
    for (size_t i = 0; project && i < project->set_count; i++) {
        const struct project_set *row = &project->sets[i];
        bool applies =
            rule_named(rule, row->rule) && (row->in.len == 0 || project_match(row->in, showing->input->name));
        if (applies && (row->in.len || !set || set->in.len == 0))
            set = row;
    }
    bool selected = options->select_count == 0 || among(rule, options->select, options->select_count);
    return selected && set && (set->severity != SEVERITY_OFF || options->select_count == 0)
               ? origin_of(showing, set->place)
               : STR("--select");
}

static void show_rules(const struct showing *showing, const struct rules *rules) {
    const struct settings *settings = showing->settings;
    struct policy policy =
        policy_make(settings->arena, rules, &settings->lint, showing->input->project, showing->input->name);
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = rules->items[i];
        enum severity own = rule->kind.severity;
        enum severity asked = policy.severity[i] == SEVERITIES ? own : policy.severity[i];
        enum severity now = policy.enabled[i] ? asked : SEVERITY_OFF;
        if (now != own)
            show(showing, str_copy(settings->arena, rule->kind.id).data, str_from(severity_name(now)),
                 rule_origin(showing, rule));
    }
}

static void show_exceptions(const struct showing *showing) {
    const struct settings *settings = showing->settings;
    const struct project *project = showing->input->project;
    for (size_t i = 0; project && i < project->alias_count; i++)
        show(showing, "alias",
             str_format(settings->arena, "%.*s = %.*s", STR_ARGS(project->aliases[i].key),
                        STR_ARGS(project->aliases[i].goal)),
             project->source->path);
    for (size_t i = 0; project && i < project->accept_count; i++) {
        const struct suppression *accept = &project->accepts[i];
        if (accept->in.len == 0 || project_match(accept->in, showing->input->name))
            show(showing, say(settings, "undantag", "accept"), accept->rule, origin_of(showing, accept->place));
    }
}

static const struct plan *plan_of(const struct outcome *outcome, struct str path) {
    for (size_t i = 0; i < outcome->result_count; i++)
        if (str_equal(outcome->results[i]->path, path))
            return outcome->results[i]->plan;
    return NULL;
}

static void show_file(struct settings *settings, const struct lint_run *run, const struct lint_input *input,
                      struct buf *out) {
    const struct project *project = input->project;
    size_t doc = project ? project_find_doc(project, input->name) : PROJECT_NONE;
    struct showing showing = {.settings = settings,
                              .input = input,
                              .plan = plan_of(run->outcome, input->path),
                              .doc = doc == PROJECT_NONE ? NULL : &project->docs[doc],
                              .out = out};
    buf_format(out, "%.*s\n", STR_ARGS(input->path));
    show(&showing, say(settings, "projekt", "project"), project ? project->source->path : STR("-"),
         settings->config.len ? option_origin(settings, "config")
                              : str_from(project ? say(settings, "närmast", "nearest") : ""));
    if (showing.doc)
        show(&showing, say(settings, "dokument", "document"), showing.doc->id, origin_of(&showing, showing.doc->place));
    show_document(&showing);
    show_relations(&showing);
    show_packs(&showing);
    show_rules(&showing, linter_rules(run->linter));
    show_exceptions(&showing);
}

/* The options that the environment gives, of whichever command. */
static void show_environment(const struct settings *settings, struct buf *out) {
    struct showing showing = {.settings = settings, .out = out};
    const char *title = say(settings, "miljö\n", "environment\n");
    for (const struct option_row *row = option_rows; row->name; row++) {
        struct str name = option_variable(settings->arena, row);
        const char *value = name.len ? getenv(name.data) : NULL;
        if (!value || !*value)
            continue;
        buf_add(out, str_from(title));
        title = "";
        show(&showing, row->name, str_from(value), name);
    }
}

/* The findings that say why nothing can be shown. */
int command_config(struct settings *settings) {
    struct buf out = buf_in(settings->arena);
    int status = 0;
    if (settings->paths.count && !str_is(settings->paths.items[0], "show")) {
        complain_action(settings);
        return 2;
    }
    if (settings->paths.count < 2) {
        complain(settings, str_from(say(settings, "ange ett dokument: planlint config show FIL",
                                        "name a document: planlint config show FILE")));
        return 2;
    }
    settings->paths.items++;
    settings->paths.count--;
    struct lint_run run = command_run(settings);
    if (!run.linter) {
        command_complain_run(settings, run.outcome);
        status = 2;
    }
    for (size_t i = 0; run.linter && i < run.input_count; i++) {
        if (run.inputs[i].context)
            continue;
        show_file(settings, &run, &run.inputs[i], &out);
        if (plan_of(run.outcome, run.inputs[i].path))
            continue;
        complain(settings, str_format(settings->arena, say(settings, "%.*s kunde inte läsas", "%.*s could not be read"),
                                      STR_ARGS(run.inputs[i].path)));
        status = 2;
    }
    if (run.linter)
        show_environment(settings, &out);
    command_run_end(&run);
    return command_show(settings, buf_str(&out)) ? status : 2;
}
