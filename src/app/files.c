#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baseline.h"
#include "project.h"

/* open, read and write directly: fault injection sees every call, and nothing is buffered twice. */

static const char *read_descriptor(struct arena *arena, int descriptor, uint64_t limit, size_t expected,
                                   struct str *bytes, struct str *reason) {
    struct buf content = buf_in(arena);
    for (;;) {
        /* One byte more than expected: the end of a file that has not grown is seen without more room. */
        size_t wanted = expected && expected >= content.len ? expected - content.len + 1 : 65536;
        ssize_t got = read(descriptor, buf_reserve(&content, wanted), wanted);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            *reason = str_copy(arena, str_from(strerror(errno)));
            return "DOC001";
        }
        content.len += (size_t)got;
        if (content.len > limit) {
            *reason = str_format(arena, "%llu", (unsigned long long)limit);
            return "DOC003";
        }
        if (got == 0)
            break;
    }
    *bytes = buf_str(&content);
    return NULL;
}

const char *file_read(struct arena *arena, struct str path, uint64_t limit, struct str *bytes, struct str *reason) {
    if (str_is(path, "-"))
        return read_descriptor(arena, STDIN_FILENO, limit, 0, bytes, reason);
    struct str name = str_copy(arena, path);
    /* O_NONBLOCK: opening a FIFO that nobody writes to must not hang. */
    int descriptor = open(name.data, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat status;
    const char *failure = NULL;
    if (descriptor < 0 || fstat(descriptor, &status) != 0) {
        *reason = str_copy(arena, str_from(strerror(errno)));
        failure = errno == ENOENT ? "DOC002" : "DOC001";
    } else if (!S_ISREG(status.st_mode)) {
        *reason = str_copy(arena, str_from(strerror(S_ISDIR(status.st_mode) ? EISDIR : EOPNOTSUPP)));
        failure = "DOC004";
    } else if ((uint64_t)status.st_size > limit) {
        *reason = str_format(arena, "%llu", (unsigned long long)limit);
        failure = "DOC003";
    } else {
        failure = read_descriptor(arena, descriptor, limit, (size_t)status.st_size, bytes, reason);
    }
    if (descriptor >= 0)
        close(descriptor);
    return failure;
}

const char *file_read_head(struct arena *arena, struct str path, size_t most, struct str *bytes) {
    int descriptor = open(str_copy(arena, path).data, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat status;
    ssize_t got = -1;
    char *head = arena_alloc(arena, most);
    if (descriptor >= 0 && fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode))
        got = read(descriptor, head, most);
    if (descriptor >= 0)
        close(descriptor);
    *bytes = (struct str){head, got < 0 ? 0 : (size_t)got};
    return got < 0 ? "DOC001" : NULL;
}

void file_report(struct diag_list *diags, const char *id, struct place place, struct str path, const char *failure,
                 struct str reason) {
    bool own = strcmp(failure, "DOC003") == 0;
    if (own)
        place = source_place(source_create(diags->arena, path, (struct str){0}, (struct str){0}), 0, 0);
    struct diag *diag = diag_fail(diags, own ? failure : id, place);
    diag_arg(diags, diag, "path", path);
    diag_arg(diags, diag, "reason", reason);
}

bool file_exists(struct arena *arena, struct str path) {
    struct stat status;
    return stat(str_copy(arena, path).data, &status) == 0 || (errno != ENOENT && errno != ENOTDIR && errno != EACCES);
}

struct str file_folder(struct str path) {
    size_t end = path.len;
    while (end > 0 && path.data[end - 1] != '/')
        end--;
    return str_slice(path, 0, end);
}

struct str file_real_folder(struct arena *arena, struct str folder) {
    char *resolved = realpath(folder.len ? str_copy(arena, folder).data : ".", NULL);
    struct str real = {0};
    if (resolved)
        real = str_format(arena, "%s%s", resolved, strcmp(resolved, "/") == 0 ? "" : "/");
    free(resolved);
    return real;
}

struct str file_relative(struct arena *arena, struct str real_folder, struct str path) {
    return file_below(arena, real_folder, file_real_folder(arena, file_folder(path)), path);
}

struct str file_below(struct arena *arena, struct str real_folder, struct str real, struct str path) {
    struct str folder = file_folder(path);
    if (real_folder.len == 0 || !str_starts(real, real_folder))
        return path;
    return str_format(arena, "%.*s%.*s", STR_ARGS(str_slice(real, real_folder.len, real.len)),
                      STR_ARGS(str_slice(path, folder.len, path.len)));
}

static void add(struct arena *arena, struct str_list *out, struct str path) {
    *vec_add(arena, out) = str_copy(arena, path);
}

static int by_bytes(const void *a, const void *b) {
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* A NUL-terminated copy for functions that want to write to it, or do not say that they will not. */
static char *writable(struct arena *arena, struct str s) {
    char *copy = arena_array(arena, char, s.len + 1);
    if (s.len)
        memcpy(copy, s.data, s.len);
    return copy;
}

/* Whether a file found in a folder is named like a document. What is named on the command line is read whatever its
 * name. */
static bool is_document_name(struct str name) {
    static const char *const suffixes[] = {".docx", ".docm", ".dotx", ".dotm", ".xml"};
    if (str_starts(name, STR("~$")) || str_is(name, PROJECT_FILE) || str_is(name, BASELINE_FILE))
        return false;
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
        size_t len = strlen(suffixes[i]);
        if (name.len > len && strncasecmp(name.data + name.len - len, suffixes[i], len) == 0)
            return true;
    }
    return false;
}

bool file_is_document(struct str path) {
    struct str folder = file_folder(path);
    bool hidden = str_starts(path, STR(".")) || str_find(folder, STR("/."), 0) != SIZE_MAX;
    struct str name = str_slice(path, folder.len, path.len);
    return !hidden && !str_starts(name, STR(".")) && is_document_name(name);
}

/* The type of an entry of a folder, DT_REG or DT_DIR or another; links are not followed. */
static int type_of(DIR *folder, const struct dirent *entry) {
    struct stat status;
    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type;
    return fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? IFTODT(status.st_mode)
                                                                                    : DT_UNKNOWN;
}

/* Adds the documents of a folder, and the folders in it to those that are walked after it. */
static bool walk_folder(struct arena *arena, struct str path, DIR *folder, struct str_list *folders,
                        struct str_list *out) {
    const char *slash = str_ends(path, STR("/")) ? "" : "/";
    for (struct dirent *entry; (void)(errno = 0), (entry = readdir(folder));) {
        int type = entry->d_name[0] == '.' ? DT_UNKNOWN : type_of(folder, entry);
        if (type == DT_DIR || (type == DT_REG && is_document_name(str_from(entry->d_name))))
            *vec_add(arena, type == DT_DIR ? folders : out) =
                str_format(arena, "%.*s%s%s", STR_ARGS(path), slash, entry->d_name);
    }
    return errno == 0;
}

/* Not by fts: fts_open of glibc 2.36 crashes when memory runs out. */
static const char *walk(struct arena *arena, struct str root, struct str_list *out) {
    size_t before = out->count;
    struct str_list folders = {0};
    bool whole = true;
    add(arena, &folders, root);
    for (size_t i = 0; whole && i < folders.count; i++) {
        DIR *folder = opendir(folders.items[i].data);
        if (folder) {
            whole = walk_folder(arena, folders.items[i], folder, &folders, out);
            int failure = errno; /* for the message */
            closedir(folder);
            errno = failure;
        } else if (errno == ENOMEM) {
            arena_out_of_memory();
        } else {
            add(arena, out, folders.items[i]); /* reading it says why */
        }
    }
    if (!whole)
        return "DOC001";
    if (out->count == before)
        return "CFG051";
    qsort(out->items + before, out->count - before, sizeof(*out->items), by_bytes);
    return NULL;
}

/* What a pattern matches: files as they are, of folders the documents in them. */
static const char *expand_pattern(struct arena *arena, const char *pattern, struct str_list *out) {
    glob_t found;
    size_t before = out->count;
    const char *reason = NULL;
    int failure = glob(pattern, GLOB_MARK, NULL, &found);
    if (failure == GLOB_NOSPACE)
        arena_out_of_memory();
    for (size_t i = 0; failure == 0 && i < found.gl_pathc && !reason; i++) {
        struct str path = str_copy(arena, str_from(found.gl_pathv[i]));
        if (!str_ends(path, STR("/"))) {
            add(arena, out, path);
            continue;
        }
        reason = walk(arena, path, out);
        if (reason && strcmp(reason, "CFG051") == 0)
            reason = NULL;
    }
    if (failure == 0)
        globfree(&found);
    return reason || out->count > before ? reason : "CFG051";
}

const char *file_expand(struct arena *arena, struct str path, struct str_list *out) {
    struct stat status;
    struct str name = str_copy(arena, path);
    if (str_is(path, "-")) {
        add(arena, out, path);
        return NULL;
    }
    if (stat(name.data, &status) == 0) {
        if (S_ISDIR(status.st_mode))
            return walk(arena, name, out);
        add(arena, out, path);
        return NULL;
    }
    if (strpbrk(name.data, "*?["))
        return expand_pattern(arena, name.data, out);
    add(arena, out, path); /* reading it says why it cannot be read */
    return NULL;
}

void file_list_parse(struct arena *arena, struct str text, bool nul_separated, struct str_list *out) {
    for (struct str rest = text; rest.data;) {
        struct str line = str_cut(&rest, nul_separated ? '\0' : '\n');
        if (!nul_separated && line.len && line.data[line.len - 1] == '\r')
            line.len--;
        if (line.len)
            add(arena, out, line);
    }
}

static bool write_all(int descriptor, struct str content) {
    for (size_t done = 0; done < content.len;) {
        ssize_t wrote = write(descriptor, content.data + done, content.len - done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        done += (size_t)wrote;
    }
    return true;
}

bool file_write_stdout(struct str content) {
    return write_all(STDOUT_FILENO, content);
}

bool file_write_stderr(struct str content) {
    return write_all(STDERR_FILENO, content);
}

/* An interrupted close has closed. */
static bool closed(int descriptor) {
    return close(descriptor) == 0 || errno == EINTR;
}

/* Writes a file of these permissions beside `path` and renames it into place. Owner and group are kept where that is
 * allowed. Between the two nothing may want memory: when there is none the file would stay. */
static bool write_and_rename(struct arena *arena, struct str path, struct str content, mode_t mode,
                             const struct stat *owner) {
    const char *target = str_copy(arena, path).data;
    char *name = writable(arena, str_format(arena, "%.*s.XXXXXX", STR_ARGS(path)));
    int descriptor = mkstemp(name);
    if (descriptor < 0)
        return false;
    bool ok = write_all(descriptor, content);
    if (ok && owner && fchown(descriptor, owner->st_uid, owner->st_gid) != 0)
        mode &= (mode_t) ~(S_ISUID | S_ISGID); /* another owner must not lend its rights */
    ok = ok && fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0;
    ok = closed(descriptor) && ok;
    ok = ok && rename(name, target) == 0;
    if (!ok) {
        int error = errno;
        unlink(name);
        errno = error;
    }
    return ok;
}

/* The same with signals held back until the file is in its place, or gone: nobody has to clean up after planlint, and a
 * signal still ends it as signals do. */
static bool put_in_place(struct arena *arena, struct str path, struct str content, mode_t mode,
                         const struct stat *owner) {
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    bool ok = write_and_rename(arena, path, content, mode, owner);
    int error = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return ok;
}

/* Opens and writes to what is there, or to a new file. */
static bool put_into(struct arena *arena, struct str path, struct str content, int flags) {
    int descriptor = open(str_copy(arena, path).data, O_WRONLY | O_NOCTTY | O_CLOEXEC | flags, 0666);
    bool ok = descriptor >= 0 && write_all(descriptor, content);
    int error = errno;
    if (descriptor >= 0 && !closed(descriptor) && ok)
        return false;
    errno = error;
    return ok;
}

bool file_write(struct arena *arena, struct str path, struct str content, struct str *reason) {
    mode_t mask = umask(0);
    umask(mask);
    struct str name = str_copy(arena, path);
    struct stat status;
    bool there = stat(name.data, &status) == 0, ok;
    if (there && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
        ok = put_into(arena, name, content, 0); /* never in the place of a device */
    } else if (!there && errno != ENOENT) {
        ok = false; /* what cannot be looked at may be a device as well */
    } else {
        char *target = there ? realpath(name.data, NULL) : NULL;
        ok = (!there || target) &&
             put_in_place(arena, target ? str_copy(arena, str_from(target)) : name, content, 0666 & ~mask, NULL);
        int error = errno;
        free(target);
        errno = error;
    }
    if (!ok)
        *reason = str_copy(arena, str_from(strerror(errno)));
    return ok;
}

bool file_append(struct arena *arena, struct str path, struct str content, struct str *reason) {
    bool ok = put_into(arena, path, content, O_APPEND | O_CREAT);
    if (!ok)
        *reason = str_copy(arena, str_from(strerror(errno)));
    return ok;
}

bool file_replace(struct arena *arena, struct str path, struct str before, struct str content, struct str *reason) {
    char *target = realpath(str_copy(arena, path).data, NULL);
    struct str name = str_copy(arena, str_from(target)), now = {0};
    struct stat status;
    free(target);
    if (name.len && file_read(arena, name, UINT64_MAX, &now, reason))
        return false;
    if (name.len && str_equal(now, content))
        return true;
    *reason = (struct str){0};
    if (name.len && !str_equal(now, before))
        return false;
    if (name.len && access(name.data, W_OK) == 0 && stat(name.data, &status) == 0 &&
        put_in_place(arena, name, content, status.st_mode & 07777, &status))
        return true;
    *reason = str_copy(arena, str_from(strerror(errno)));
    return false;
}
