/* planlint extract FILE: what planlint reads in a document, as text (one paragraph or table cell a line) or as the plan
 * tree. */
#include <libxml/xmlsave.h>
#include <stdio.h>

#include "command.h"
#include "files.h"

/* A line break inside a paragraph (w:br) is a line break here too, and counts in the line numbers of findings; tabs
 * stay. */
static void add_line(struct buf *out, const struct passage *passage) {
    buf_add(out, passage->text);
    buf_byte(out, '\n');
}

static void add_text(struct buf *out, const struct document *document, const struct plan *plan) {
    for (size_t i = 0; i < document->view_count; i++)
        add_line(out, document->view[i]);
    if (document->view_count == 0)
        for (size_t i = 0; i < plan->block_count; i++)
            add_line(out, plan->blocks[i].passage);
}

static void add_xml(struct buf *out, xmlDoc *tree) {
    xmlBuffer *buffer = xmlBufferCreate();
    xmlSaveCtxt *save = xmlSaveToBuffer(buffer, "UTF-8", XML_SAVE_FORMAT);
    xmlSaveDoc(save, tree);
    xmlSaveClose(save);
    buf_add(out, (struct str){(const char *)xmlBufferContent(buffer), (size_t)xmlBufferLength(buffer)});
    xmlBufferFree(buffer);
}

int command_extract(struct settings *settings) {
    struct diag_list diags = diag_list_in(settings->arena, 0);
    struct buf out = buf_in(settings->arena);
    struct str bytes = {0}, reason = {0};
    if (settings->as > EXTRACT_XML) {
        complain(settings,
                 str_from(say(settings, "--as för extract är text eller xml", "--as for extract is text or xml")));
        return 2;
    }
    if (settings->paths.count != 1) {
        complain(settings, str_from(say(settings, "ange ett dokument: planlint extract FIL",
                                        "name one document: planlint extract FILE")));
        return 2;
    }
    struct str path = settings->paths.items[0], name;
    struct projects *projects = projects_create(settings, &diags);
    const struct project *project = projects_find(projects, path, &name);
    struct linter *linter = diag_failed(&diags) ? NULL : command_linter(settings, projects, &diags);
    if (!linter) {
        command_complain(settings, &diags);
        return 2;
    }
    if (project)
        project_plan_options(project, project_find_doc(project, name), &settings->lint.plan);
    const char *failure =
        file_read(settings->arena, path, settings->lint.limits.value[LIMIT_INPUT_BYTES], &bytes, &reason);
    if (str_is(path, "-"))
        path = settings->stdin_filename.len ? settings->stdin_filename : STR("<stdin>");
    const struct profile *profile = linter_rules(linter)->profile;
    struct document *document = NULL;
    if (failure) {
        struct diag *diag = diag_fail(&diags, failure,
                                      source_place(source_create(settings->arena, path, (struct str){0}, bytes), 0, 0));
        diag_arg(&diags, diag, "path", path);
        diag_arg(&diags, diag, "reason", reason);
    } else {
        document =
            document_read(settings->arena, path, bytes, &settings->lint.limits, profile, &settings->lint.plan, &diags);
    }
    int status = 2;
    if (!document || !document->tree || diag_failed(&diags)) {
        command_complain(settings, &diags);
    } else {
        if (settings->as == EXTRACT_XML)
            add_xml(&out, document->tree);
        else
            add_text(&out, document,
                     plan_index(settings->arena, document->tree, document->source, profile, &settings->lint.plan));
        status = command_show(settings, buf_str(&out)) ? 0 : 2;
    }
    linter_destroy(linter);
    return status;
}
