/* planlint hook install, and planlint hook run --staged: check what is about to be committed, without any other tool.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "files.h"
#include "git.h"
#include "store.h"

#define MARK "# The hook of planlint"
#define RUN "planlint hook run --staged"

/* The folder that git runs hooks from; false after a message. */
static bool find_folder(const struct settings *settings, struct str *folder) {
    static const char *const set[] = {"config", "--type=path", "--get", "core.hooksPath", NULL};
    static const char *const top[] = {"rev-parse", "--show-toplevel", NULL};
    static const char *const standard[] = {"rev-parse", "--git-path", "hooks", NULL};
    struct str root;
    if (!git_ask(settings, top, &root))
        return false;
    if (git_ask(settings, set, folder) && folder->len > 1) {
        /* A relative one counts from the root, which --git-path does not know in a folder below. */
        if (folder->data[0] != '/')
            *folder = str_format(settings->arena, "%.*s/%.*s", (int)root.len - 1, root.data, STR_ARGS(*folder));
    } else if (!git_ask(settings, standard, folder)) {
        return false;
    }
    *folder = str_slice(*folder, 0, folder->len - 1);
    return true;
}

/* The script. The program is named by its path: what commits is not always a shell with the same PATH. */
static struct str script(struct arena *arena) {
    struct buf out = buf_in(arena);
    char program[4096];
    ssize_t len = readlink("/proc/self/exe", program, sizeof(program));
    buf_add(&out, STR("#!/bin/sh\n" MARK ", written by \"planlint hook install\"; remove this file to be rid of it.\n"
                      "planlint='"));
    for (ssize_t i = 0; i < len; i++) {
        if (program[i] == '\'')
            buf_add(&out, STR("'\\'"));
        buf_byte(&out, program[i]);
    }
    buf_add(&out, STR("'\n[ -x \"$planlint\" ] || planlint=planlint\nexec \"$planlint\" hook run --staged\n"));
    return buf_str(&out);
}

static void complain_path(const struct settings *settings, const char *text, struct str path, const char *reason) {
    struct str message = str_from(text);
    struct str before = str_cut(&message, '@');
    complain(settings, str_format(settings->arena, "%.*s%.*s%.*s%s", STR_ARGS(before), STR_ARGS(path),
                                  STR_ARGS(message), reason));
}

/* Makes room for our hook; false after a message when somebody else's is there and stays. */
static bool clear_place(struct settings *settings, struct str path) {
    struct str content = {0}, reason = {0}, old = str_format(settings->arena, "%.*s.old", STR_ARGS(path));
    struct stat status;
    if (lstat(path.data, &status) != 0 && errno == ENOENT)
        return true;
    if (!file_read(settings->arena, path, 1 << 20, &content, &reason) && str_find(content, STR(MARK), 0) != SIZE_MAX)
        return true;
    if (!settings->force) {
        complain_path(settings,
                      say(settings,
                          "@ är någon annans krok och ändras inte. Lägg till denna rad i den: " RUN
                          "; eller ersätt den med --force",
                          "@ is a hook of someone else and stays as it is. Add this line to it: " RUN
                          "; or replace it by --force"),
                      path, "");
        return false;
    }
    if (lstat(old.data, &status) == 0 || errno != ENOENT) {
        complain_path(settings,
                      say(settings, "@ finns redan; flytta undan den först", "@ is there already; move it away first"),
                      old, "");
        return false;
    }
    if (rename(path.data, old.data) == 0)
        return true;
    complain_path(settings, say(settings, "@ kunde inte flyttas: ", "@ could not be moved: "), path, strerror(errno));
    return false;
}

static int install(struct settings *settings) {
    struct str folder, path;
    struct stat status;
    if (!find_folder(settings, &folder))
        return 2;
    folder = str_copy(settings->arena, folder);
    path = str_format(settings->arena, "%.*s/pre-commit", STR_ARGS(folder));
    if (mkdir(folder.data, 0777) != 0 && errno != EEXIST) {
        complain_path(settings, say(settings, "@ kunde inte skapas: ", "@ could not be made: "), folder,
                      strerror(errno));
        return 2;
    }
    if (!clear_place(settings, path) || !command_write(settings, path, script(settings->arena)))
        return 2;
    /* Whoever may read it may run it. */
    if (stat(path.data, &status) != 0 || chmod(path.data, status.st_mode | (status.st_mode & 0444) >> 2) != 0) {
        complain_path(settings, say(settings, "@ kunde inte göras körbar: ", "@ could not be made executable: "), path,
                      strerror(errno));
        return 2;
    }
    printf(say(settings, "%.*s granskar varje commit\n", "%.*s checks every commit\n"), STR_ARGS(path));
    return 0;
}

/* A commit of other things is none of our business. */
static bool is_ours(struct str name) {
    struct str folder = file_folder(name);
    return file_is_document(name) || str_is(str_slice(name, folder.len, name.len), PROJECT_FILE);
}

static int run(struct settings *settings) {
    struct str_list staged = {0}, removed = {0};
    int status = 0;
    settings->paths = (struct str_list){0};
    settings->lint.skip_foreign = true;
    if (!git_staged(settings, &staged, &removed) || !store_use_index(settings))
        return 2;
    for (size_t i = 0; i < staged.count; i++) {
        struct str path = store_path(settings, staged.items[i]);
        /* Not: a link, or what --intent-to-add announced. */
        if (is_ours(staged.items[i]) && store_has(settings, path))
            *vec_add(settings->arena, &settings->paths) = path;
    }
    for (size_t i = 0; i < removed.count; i++)
        if (file_is_document(removed.items[i]))
            *vec_add(settings->arena, &settings->removed) = store_path(settings, removed.items[i]);
    if (settings->paths.count || settings->removed.count)
        status = command_check(settings);
    return store_close(settings) ? status : 2;
}

int command_hook(struct settings *settings) {
    struct str word = settings->paths.count == 1 ? settings->paths.items[0] : (struct str){0};
    if (str_is(word, "install"))
        return install(settings);
    if (str_is(word, "run") && settings->staged)
        return run(settings);
    if (str_is(word, "run"))
        complain(settings, str_from(say(settings, "skriv " RUN, "write " RUN)));
    else
        complain_action(settings);
    return 2;
}
