/* planlint init [FOLDER]: writes a project file for the documents of a folder, after looking at them. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attribute.h"
#include "command.h"
#include "files.h"

/* A document that goes into the project file. */
struct found {
    const struct plan *plan;
    struct str id, href;
    const struct found *implements, *follows;
};

struct writing {
    const struct settings *settings;
    struct str folder; /* canonical */
    struct found *found;
    size_t count, unread;
    struct buf out;
};

/* The time that a document is for: the year of an activity plan or report, the period of a plan that says it. */
static struct interval time_of(const struct plan *plan) {
    if (plan->kind & (PLAN_AP | PLAN_RAPPORT))
        return plan->year;
    return plan->kind == PLAN_VP && !plan->period_assumed ? plan->period : (struct interval){1, 0};
}

/* Returns the document of this kind whose time meets `time`, or NULL. */
static const struct found *find(const struct writing *writing, enum plan_kind kind, struct interval time) {
    for (size_t i = 0; date_known(time) && i < writing->count; i++) {
        struct interval own = time_of(writing->found[i].plan);
        if (writing->found[i].plan->kind == kind && date_known(own) && own.first <= time.last && time.first <= own.last)
            return &writing->found[i];
    }
    return NULL;
}

/* Text for a comment, where "--" must not stand. */
static void add_comment(struct writing *writing, const char *what, struct str href) {
    buf_format(&writing->out, "  <!-- %s: ", what);
    for (size_t i = 0; i < href.len; i++) {
        if (href.data[i] == '-' && i > 0 && href.data[i - 1] == '-')
            buf_byte(&writing->out, ' ');
        buf_byte(&writing->out, href.data[i]);
    }
    buf_add(&writing->out, STR(" -->\n"));
}

/* "vp-2025", or "ap" when the year is not known; numbered when it is taken. */
static struct str make_id(const struct writing *writing, const struct plan *plan) {
    struct arena *arena = writing->settings->arena;
    struct interval time = time_of(plan);
    struct str base = date_known(time)
                          ? str_format(arena, "%s-%d", plan_kind_name(plan->kind), date_year_of(time.first))
                          : str_from(plan_kind_name(plan->kind));
    struct str id = base;
    for (size_t number = 2, i = 0; i < writing->count; i++)
        if (str_equal(writing->found[i].id, id)) {
            id = str_format(arena, "%.*s-%zu", STR_ARGS(base), number++);
            i = (size_t)-1; /* from the start: the new id may be taken too */
        }
    return id;
}

static void add_years(struct writing *writing, const char *name, struct interval time) {
    int first = date_year_of(time.first), last = date_year_of(time.last);
    struct arena *arena = writing->settings->arena;
    attribute_write(&writing->out, name,
                    first == last ? str_format(arena, "%d", first) : str_format(arena, "%d/%d", first, last));
}

static void add_doc(struct writing *writing, const struct found *found) {
    struct interval time = time_of(found->plan);
    buf_add(&writing->out, STR("  <doc"));
    attribute_write(&writing->out, "id", found->id);
    attribute_write(&writing->out, "kind", str_from(plan_kind_name(found->plan->kind)));
    if (date_known(time))
        add_years(writing, found->plan->kind == PLAN_VP ? "period" : "year", time);
    if (found->implements)
        attribute_write(&writing->out, "implements", found->implements->id);
    if (found->follows)
        attribute_write(&writing->out, "follows", found->follows->id);
    attribute_write(&writing->out, "href", found->href);
    buf_add(&writing->out, STR("/>\n"));
}

/* How many folders down a file lies. */
static size_t depth(struct str path) {
    size_t slashes = 0;
    for (size_t i = 0; i < path.len; i++)
        slashes += path.data[i] == '/';
    return slashes;
}

/* What lies higher up comes first: copies and old versions are put away in folders. */
static int by_depth(const void *left, const void *right) {
    const struct result *a = *(struct result *const *)left, *b = *(struct result *const *)right;
    size_t first = depth(a->path), second = depth(b->path);
    return first != second ? (first > second) - (first < second) : str_compare(a->path, b->path);
}

/* Takes the documents that say what they are; the others become comments, for whoever knows. */
static void take_documents(struct writing *writing, const struct outcome *outcome) {
    const struct settings *settings = writing->settings;
    writing->found = arena_array(settings->arena, struct found, outcome->result_count);
    qsort(outcome->results, outcome->result_count, sizeof *outcome->results, by_depth);
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct result *result = outcome->results[i];
        struct str real = file_real_folder(settings->arena, file_folder(result->path));
        struct str href = file_below(settings->arena, writing->folder, real, result->path);
        if (result->path.len == 0)
            continue;
        /* Without an answer about its folder nobody knows where it lies. */
        bool read = result->plan && real.len;
        writing->unread += !read;
        if (!read || result->plan->kind == PLAN_UNKNOWN) {
            add_comment(writing,
                        read ? say(settings, "slaget är okänt", "of unknown kind")
                             : say(settings, "kunde inte läsas", "could not be read"),
                        href);
        } else if (find(writing, result->plan->kind, time_of(result->plan))) {
            add_comment(writing, say(settings, "för samma tid som ett annat", "for the same time as another"), href);
        } else {
            struct str id = make_id(writing, result->plan);
            writing->found[writing->count++] = (struct found){.plan = result->plan, .id = id, .href = href};
        }
    }
}

/* An activity plan implements the plan of its year; a report follows the activity plan of its year, or reports on the
 * plan. */
static void relate(struct writing *writing) {
    for (size_t i = 0; i < writing->count; i++) {
        struct found *found = &writing->found[i];
        struct interval time = time_of(found->plan);
        if (found->plan->kind == PLAN_RAPPORT)
            found->follows = find(writing, PLAN_AP, time);
        if ((found->plan->kind & (PLAN_AP | PLAN_RAPPORT)) && !found->follows)
            found->implements = find(writing, PLAN_VP, time);
    }
}

static void write_project(struct writing *writing, const struct outcome *outcome) {
    const struct settings *settings = writing->settings;
    buf_format(&writing->out,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- %s -->\n<project xmlns=\"" PROJECT_NAMESPACE
               "\">\n  <use pack=\"recommended\"/>\n",
               say(settings, "Projektfil för planlint: vilka dokument som hör ihop och vad som gäller för dem.",
                   "Project file of planlint: which documents belong together and what holds for them."));
    take_documents(writing, outcome);
    relate(writing);
    for (enum plan_kind kind = PLAN_VP; kind <= PLAN_TIDPLAN; kind <<= 1)
        for (size_t i = 0; i < writing->count; i++)
            if (writing->found[i].plan->kind == kind)
                add_doc(writing, &writing->found[i]);
    buf_format(&writing->out, "  <!-- %s\n", say(settings, "Fler möjligheter:", "What else there is:"));
    buf_format(&writing->out,
               "  <alias heading=\"%s\" goal=\"4.1\" reason=\"%s\"/>\n  <set rule=\"TYP004\" severity=\"off\" "
               "in=\"arkiv/**\"/>\n  <accept rule=\"TRC001\" at=\"%s\" reason=\"%s\" until=\"2026-12-31\"/>\n"
               "  -->\n</project>\n",
               say(settings, "En rubrik", "A heading"),
               say(settings, "Varför den står för målet", "Why it stands for the goal"),
               say(settings, "En rubrik", "A heading"),
               say(settings, "Varför fyndet är i sin ordning", "Why the finding is in order"));
}

int command_init(struct settings *settings) {
    struct arena *arena = settings->arena;
    struct str folder = settings->paths.count ? settings->paths.items[0] : STR(".");
    struct str path =
        str_is(folder, ".") ? STR(PROJECT_FILE) : str_format(arena, "%.*s/" PROJECT_FILE, STR_ARGS(folder));
    if (settings->paths.count > 1) {
        complain(settings,
                 str_from(say(settings, "ange en mapp: planlint init MAPP", "name one folder: planlint init FOLDER")));
        return 2;
    }
    if (file_exists(arena, path)) {
        complain(settings, str_format(arena,
                                      say(settings, "%.*s finns redan och skrivs inte över",
                                          "%.*s is there already and is not overwritten"),
                                      STR_ARGS(path)));
        return 2;
    }
    settings->isolated = true;
    settings->paths.count = 0;
    *vec_add(arena, &settings->paths) = folder;
    struct lint_run run = command_run(settings);
    struct writing writing = {.settings = settings, .folder = file_real_folder(arena, folder), .out = buf_in(arena)};
    int status = 2;
    if (writing.folder.len == 0) {
        complain(settings, str_format(arena, "%.*s: %s", STR_ARGS(folder), strerror(errno)));
    } else if (!run.linter) {
        struct buf text = buf_in(arena);
        report_find(STR("text"))->render(run.outcome, &(struct report_options){.quiet = true}, &text);
        file_write_stderr(buf_str(&text));
    } else {
        write_project(&writing, run.outcome);
        if (command_write(settings, path, buf_str(&writing.out))) {
            printf(say(settings, "%.*s: %zu dokument\n",
                       writing.count == 1 ? "%.*s: %zu document\n" : "%.*s: %zu documents\n"),
                   STR_ARGS(path), writing.count);
            status = writing.unread ? 2 : 0;
        }
        if (writing.unread)
            complain(settings, str_format(arena,
                                          say(settings, "%zu dokument kunde inte läsas och står som kommentar",
                                              "%zu documents could not be read and stand in a comment"),
                                          writing.unread));
    }
    command_run_end(&run);
    return status;
}
