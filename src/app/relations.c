#include "relations.h"

#include "files.h"

/* Whether the address is that of a file: it has no scheme, is no bookmark, and every character stands for itself. */
static bool is_file(struct str href) {
    size_t colon = str_find(href, STR(":"), 0);
    return href.len && href.data[0] != '#' && href.data[0] != '/' && colon == SIZE_MAX &&
           str_find(href, STR("%"), 0) == SIZE_MAX && str_find(href, STR("\\"), 0) == SIZE_MAX;
}

static const xmlNode *meta_of(const struct plan *plan) {
    const xmlNode *root = xmlDocGetRootElement(plan->tree);
    for (const xmlNode *node = root ? root->children : NULL; node; node = node->next)
        if (node->type == XML_ELEMENT_NODE && tree_is(node, "meta"))
            return node;
    return NULL;
}

bool relations_check(const struct plan *plan, struct str path, const struct lint_options *options,
                     struct diag_list *diags) {
    const xmlNode *meta = meta_of(plan);
    bool missing = false;
    for (const xmlNode *node = meta ? meta->children : NULL; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE || !tree_is(node, "relates"))
            continue;
        struct str rest = tree_get(node, "href"), href = str_trim(str_cut(&rest, '#')), rel = tree_token(node, "rel");
        if (!is_file(href))
            continue;
        struct str folder = file_folder(path);
        if (options->is_there(options->there, str_format(plan->arena, "%.*s%.*s", STR_ARGS(folder), STR_ARGS(href))))
            continue;
        missing |= str_is(rel, "implements") || str_is(rel, "follows-up");
        struct diag *diag = diags ? diag_add(diags, "XDC001", tree_place(tree_attribute(node, "href"))) : NULL;
        if (!diag)
            continue;
        struct str name = tree_token(node, "doc");
        diag_arg(diags, diag, "document", name.len ? name : href);
        diag_arg(diags, diag, "path", href);
    }
    return missing;
}
