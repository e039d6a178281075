#define _GNU_SOURCE /* pipe2, environ */
#include "git.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files.h"

enum { ARGUMENTS = 24 };

/* The environment with GIT_OPTIONAL_LOCKS=0: asking what changed would else refresh the index. */
static char **quiet_environment(struct arena *arena) {
    size_t count = 0;
    while (environ[count])
        count++;
    char **copy = arena_array(arena, char *, count + 2);
    memcpy(copy, environ, count * sizeof(*copy));
    copy[count] = arena_array(arena, char, 32);
    strcpy(copy[count], "GIT_OPTIONAL_LOCKS=0");
    return copy;
}

/* What the system did not let us ask; returns false. */
static bool complain_system(const struct settings *settings) {
    complain(settings,
             str_format(settings->arena, say(settings, "git kunde inte tillfrågas: %s", "git could not be asked: %s"),
                        strerror(errno)));
    return false;
}

/* Starts git; `input` is a descriptor to read from, or -1 for nothing, `output` one to write to. */
static bool start(const struct settings *settings, const char *const *arguments, int input, int output,
                  pid_t *process) {
    char *argv[ARGUMENTS + 2] = {arena_array(settings->arena, char, 4)};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t ordinary;
    strcpy(argv[0], "git");
    for (size_t i = 0; i < ARGUMENTS && arguments[i]; i++) {
        argv[i + 1] = arena_array(settings->arena, char, strlen(arguments[i]) + 1);
        strcpy(argv[i + 1], arguments[i]);
    }
    int error = posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    sigemptyset(&ordinary);
    sigaddset(&ordinary, SIGPIPE); /* ignored by us, and that is inherited */
    sigaddset(&ordinary, SIGXFSZ);
    posix_spawnattr_setsigdefault(&attributes, &ordinary);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    if (!error && input < 0)
        error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    else if (!error)
        error = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    if (!error)
        error = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    if (!error)
        error = posix_spawnp(process, "git", &actions, &attributes, argv, quiet_environment(settings->arena));
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (error == ENOENT)
        complain(settings, str_from(say(settings, "programmet git finns inte; installera det eller lägg det i PATH",
                                        "the program git is not there; install it or put it in PATH")));
    else if (error)
        complain(settings, str_format(settings->arena,
                                      say(settings, "git kunde inte startas: %s", "git could not be started: %s"),
                                      strerror(error)));
    return error == 0;
}

/* Waits for its end. It tells faults itself, unless it was killed; broken pipes are told by who broke them. */
static bool succeeded(const struct settings *settings, pid_t process) {
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR)
        continue;
    if (WIFSIGNALED(status) && WTERMSIG(status) != SIGPIPE)
        complain(settings, str_format(settings->arena, say(settings, "git avbröts: %s", "git was ended: %s"),
                                      strsignal(WTERMSIG(status))));
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool git_ask(const struct settings *settings, const char *const *arguments, struct str *output) {
    struct buf content = buf_in(settings->arena);
    int ends[2];
    pid_t process;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return complain_system(settings);
    bool whole = true, started = start(settings, arguments, -1, ends[1], &process);
    close(ends[1]);
    for (ssize_t got = 1; started && got != 0;) {
        got = read(ends[0], buf_reserve(&content, 65536), 65536);
        if (got < 0 && errno != EINTR) {
            whole = complain_system(settings);
            break;
        }
        content.len += got > 0 ? (size_t)got : 0;
    }
    close(ends[0]);
    *output = buf_str(&content);
    return started && succeeded(settings, process) && whole; /* never half of a list */
}

/* ---- Objects ---- */

bool git_objects_open(const struct settings *settings, struct git_objects *objects) {
    static const char *const arguments[] = {"cat-file", "--batch", NULL};
    int to[2], from[2];
    if (pipe2(to, O_CLOEXEC) != 0)
        return complain_system(settings);
    if (pipe2(from, O_CLOEXEC) != 0) {
        complain_system(settings);
        close(to[0]);
        close(to[1]);
        return false;
    }
    bool started = start(settings, arguments, to[0], from[1], &objects->process);
    close(to[0]);
    close(from[1]);
    objects->requests = fdopen(to[1], "w");
    if (!objects->requests)
        close(to[1]);
    objects->replies = fdopen(from[0], "r");
    if (!objects->replies)
        close(from[0]);
    bool opened = started && objects->requests && objects->replies;
    if (started && !opened)
        complain_system(settings);
    if (!opened)
        git_objects_close(settings, objects);
    return opened;
}

bool git_objects_close(const struct settings *settings, struct git_objects *objects) {
    if (objects->requests)
        fclose(objects->requests);
    if (objects->replies)
        fclose(objects->replies);
    return objects->process > 0 && succeeded(settings, objects->process);
}

const char *git_objects_read(struct git_objects *objects, struct arena *arena, struct str id, uint64_t limit,
                             struct str *bytes, struct str *reason) {
    char line[256] = "";
    uint64_t size;
    /* "ID blob SIZE", the bytes and a line feed; or "ID missing". */
    fprintf(objects->requests, "%.*s\n", STR_ARGS(id));
    *reason = STR("git cat-file");
    if (fflush(objects->requests) != 0 || !fgets(line, sizeof(line), objects->replies))
        return "DOC001";
    struct str header = str_trim(str_from(line)), rest = header;
    str_cut(&rest, ' ');
    str_cut(&rest, ' ');
    if (!str_to_number(rest, &size)) {
        *reason = str_copy(arena, header);
        return "DOC001";
    }
    if (size > limit) {
        /* Read away: the next reply stands behind it. */
        for (uint64_t done = 0; done <= size && getc(objects->replies) != EOF; done++)
            continue;
        *reason = str_format(arena, "%llu", (unsigned long long)limit);
        return "DOC003";
    }
    char *content = arena_array(arena, char, (size_t)size + 1);
    if (fread(content, 1, (size_t)size + 1, objects->replies) != size + 1)
        return "DOC001";
    *bytes = (struct str){content, (size_t)size};
    return NULL;
}

/* ---- What changed ---- */

/* diff.relative would cut the paths where the current folder is not the root. */
#define DIFF "-c", "diff.relative=false", "diff", "--name-only", "--no-ext-diff", "--ignore-submodules", "-z"

bool git_staged(const struct settings *settings, struct str_list *out, struct str_list *removed) {
    static const char *const there[] = {DIFF, "--cached", "--diff-filter=ACMRT", NULL};
    static const char *const gone[] = {DIFF, "--cached", "--no-renames", "--diff-filter=D", NULL};
    struct str names, others;
    if (!git_ask(settings, there, &names) || !git_ask(settings, gone, &others))
        return false;
    file_list_parse(settings->arena, names, true, out);
    file_list_parse(settings->arena, others, true, removed);
    return true;
}

bool git_changed_since(const struct settings *settings, struct str revision, struct str *root, struct str_list *out) {
    struct arena *arena = settings->arena;
    struct str name = str_copy(arena, revision), base, changed, added;
    const char *const top[] = {"rev-parse", "--show-toplevel", NULL};
    const char *const parted[] = {"merge-base", name.data, "HEAD", NULL};
    const char *const others[] = {"ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/", NULL};
    if (!git_ask(settings, parted, &base))
        return false;
    const char *const since[] = {DIFF, "--diff-filter=ACMRT", str_copy(arena, str_trim(base)).data, "--", NULL};
    /* The root last: without the repository, lost meanwhile, git lists files as if its index were empty. */
    if (!git_ask(settings, since, &changed) || !git_ask(settings, others, &added) || !git_ask(settings, top, root))
        return false;
    *root = file_real_folder(arena, str_format(arena, "%.*s/", (int)root->len - 1, root->data));
    if (root->len == 0)
        return complain_system(settings);
    file_list_parse(arena, changed, true, out);
    file_list_parse(arena, added, true, out);
    return true;
}
