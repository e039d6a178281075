/* A library for LD_PRELOAD that counts the calls which can fail, lets one of them fail, and looks at what is left when
 * main has returned. Test only; tests/inject/run.py drives it. What happens before main is not counted. From the
 * environment:
 * - INJECT_COUNTERS: a file with a `struct shared`; when it is longer, a `struct point` for each allocation follows
 * - INJECT_KIND: the kind of call that fails, as in run.py; without it calls are only counted
 * - INJECT_AT: which call of the kind, from 1
 * - INJECT_ERROR: its errno; 0: a read or write of half of what was asked for, a release that leaves what it releases
 * - INJECT_ON: calls from then on fail too
 * - INJECT_DO: the call does not fail: this shell command is run before it
 * - INJECT_SHOW: the number of an allocation whose callers are written to standard error
 * - INJECT_KNOWN: a file of STACKS numbers: the chains of callers that runs have had so far
 * - INJECT_FORK: before each allocation, or with INJECT_KNOWN each of a chain that is new, the process forks: in the
 *   child the allocation fails, and what becomes of the child is noted; then this process goes on as if nothing had
 *   been. Wants files as standard output and error, and one thread. So the start is shared by all runs and every
 *   allocation can have its turn. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "live.h"

/* The order of run.py. The last four release something: they fail by not doing it, and so plant a leak. */
enum kind { ALLOC, MAP, OPEN, STATUS, READ, WRITE, RENAME, CLOSE, SYNC, THREAD, SPAWN, FREE, UNMAP, SHUT, REAP, KINDS };

/* What was made after main began and is there when it has returned. As in run.py. */
struct left {
    uint32_t ended; /* 1: main has returned; 2: by _exit, with only `first` known, which is the last allocation then */
    uint32_t first; /* the number of the oldest block */
    uint32_t blocks, mappings, descriptors, threads, processes;
};

struct shared {
    _Atomic uint32_t counters[KINDS], failed; /* calls of each kind; those that failed */
    struct left left;
    uint32_t padding;
};

static struct shared unshared, *shared = &unshared;
static struct left *left = &unshared.left;
static _Atomic uint32_t mappings, threads;
static bool active, on;
static int chosen = -1, error;
static uint32_t at, show;
static const char *action;

/* What became of the allocation that failed once [0], and with all after it [1]. As in run.py. */
struct fate {
    int32_t status; /* as waitpid has it; -1: not tried */
    uint32_t said;  /* bytes on standard error */
    uint64_t out;   /* a hash of standard output */
    struct left left;
    uint32_t padding;
};
struct point {
    uint64_t stack; /* a hash of the callers, the same in each run */
    uint64_t fresh; /* whether the chain is new */
    struct fate fate[2];
};

enum { DEEP = 100, DESCRIPTORS = 64, SECONDS = 20, CHUNK = 1 << 16, STACKS = 1 << 16 };
static struct point *points;
static size_t point_count;
static bool open_before[DESCRIPTORS];
static bool forking, once; /* once: each chain of callers */
static int copies[2];      /* standard output and error of the children */

static uint64_t mix(uint64_t hash, uint64_t value) {
    return (hash ^ value) * 0x9E3779B97F4A7C15u ^ hash >> 29;
}

/* Addresses count from the start of their object: that is put elsewhere in each run. */
static uint64_t hash_stack(void) {
    void *callers[DEEP];
    int count = backtrace(callers, DEEP);
    uint64_t hash = 0;
    for (int i = 2; i < count; i++) {
        struct dl_find_object object;
        uintptr_t address = (uintptr_t)callers[i];
        if (_dl_find_object(callers[i], &object) == 0)
            address -= (uintptr_t)object.dlfo_map_start;
        hash = mix(hash, address);
    }
    return hash | 1;
}

static _Atomic uint64_t own_stacks[STACKS], *known = own_stacks;

static bool is_new(uint64_t stack) {
    for (size_t i = stack >> 20 & (STACKS - 1);; i = (i + 1) & (STACKS - 1)) {
        uint64_t found = 0;
        if (atomic_compare_exchange_strong(&known[i], &found, stack))
            return true;
        if (found == stack)
            return false;
    }
}

static uint64_t hash_file(int file) {
    static unsigned char bytes[CHUNK];
    uint64_t hash = 0xCBF29CE484222325u;
    off_t done = 0;
    for (ssize_t got; (got = pread(file, bytes, sizeof(bytes), done)) > 0; done += got)
        for (ssize_t i = 0; i < got; i++)
            hash = (hash ^ bytes[i]) * 0x100000001B3u;
    return hash;
}

/* What was written so far becomes what the child has written. */
static void copy_file(int from, int to) {
    static char bytes[CHUNK];
    off_t done = 0;
    if (ftruncate(to, 0) != 0 || lseek(to, 0, SEEK_SET) != 0)
        _exit(3);
    for (ssize_t got; (got = pread(from, bytes, sizeof(bytes), done)) > 0; done += got)
        if (write(to, bytes, (size_t)got) != got)
            _exit(3);
}

/* Returns true in the child. The offsets of open files are shared with it, so they are put back afterwards. */
static bool fork_child(struct fate *fate) {
    off_t offsets[DESCRIPTORS];
    int status;
    struct stat said;
    for (int i = 0; i < DESCRIPTORS; i++)
        offsets[i] = lseek(i, 0, SEEK_CUR);
    for (int i = 0; i < 2; i++)
        copy_file(i + 1, copies[i]);
    pid_t child = fork();
    if (child == 0) {
        dup2(copies[0], STDOUT_FILENO);
        dup2(copies[1], STDERR_FILENO);
        alarm(SECONDS);
        return true;
    }
    if (child < 0 || waitpid(child, &status, 0) != child || fstat(copies[1], &said) != 0)
        _exit(3);
    for (int i = 0; i < DESCRIPTORS; i++)
        if (offsets[i] >= 0)
            lseek(i, offsets[i], SEEK_SET);
    fate->status = status;
    fate->said = (uint32_t)said.st_size;
    fate->out = hash_file(copies[0]);
    return false;
}

/* Notes an allocation and lets it fail in children. */
static void note(uint32_t number) {
    if (number > point_count)
        return;
    struct point *point = &points[number - 1];
    *point = (struct point){.stack = hash_stack(), .fate = {{.status = -1}, {.status = -1}}};
    point->fresh = is_new(point->stack);
    int ways = !forking ? 0 : point->fresh ? 2 : once ? 0 : 1;
    for (int way = 0; way < ways; way++) {
        const struct left *once_left = &point->fate[0].left;
        /* When the process ended on the spot, no other allocation could fail. */
        if (way == 1 && once_left->ended == 2 && once_left->first == number)
            return;
        if (fork_child(&point->fate[way])) {
            chosen = ALLOC;
            at = number;
            on = way == 1;
            error = ENOMEM;
            point_count = 0;
            left = &point->fate[way].left;
            memcpy(&unshared, shared, sizeof(unshared));
            shared = &unshared;
            return;
        }
    }
}

static void show_callers(void) {
    void *callers[DEEP];
    backtrace_symbols_fd(callers, backtrace(callers, DEEP), STDERR_FILENO);
}

/* Somebody else does something at this moment. */
static bool act(void) {
    active = false;
    if (system(action) != 0) /* NOLINT: that of run.py */
        _exit(3);
    active = true;
    return false;
}

static bool fails(enum kind kind) {
    if (!active)
        return false;
    uint32_t number = atomic_fetch_add(&shared->counters[kind], 1) + 1;
    if (kind == ALLOC && (point_count || number == show)) {
        active = false;
        if (point_count)
            note(number);
        else
            show_callers();
        active = true;
    }
    if ((int)kind != chosen || (on ? number < at : number != at))
        return false;
    atomic_fetch_add(&shared->failed, 1);
    if (action)
        return act();
    if (error)
        errno = error;
    return true;
}

/* The function that a wrapper stands before. dlsym wants no memory when it finds what it looks for. */
static void *next(const char *name) {
    bool was = active;
    active = false;
    void *function = dlsym(RTLD_NEXT, name);
    active = was;
    return function;
}

/* ISO C has no cast from an object pointer to a function pointer; POSIX says that the bytes are the same. */
#define REAL(name)                                                                                                     \
    __typeof__(name) *real;                                                                                            \
    void *found = next(#name);                                                                                         \
    memcpy(&real, &found, sizeof(real))

/* glibc has its own names for these, so that looking for them needs no memory. */
void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t count, size_t bytes);
void *__libc_realloc(void *block, size_t bytes);
void __libc_free(void *block);

/* A thread that glibc starts keeps blocks with its stack, for the next one. */
static _Thread_local bool starting;

static void *added(void *block) {
    if (active && block && !starting)
        live_add(block, shared->counters[ALLOC]);
    return block;
}

void *malloc(size_t bytes) {
    return fails(ALLOC) ? NULL : added(__libc_malloc(bytes));
}

void *calloc(size_t count, size_t bytes) {
    return fails(ALLOC) ? NULL : added(__libc_calloc(count, bytes));
}

/* Of no bytes it is a release. A block that moves is forgotten before another thread can be given its place. */
void *realloc(void *block, size_t bytes) {
    if (fails(ALLOC))
        return NULL;
    bool known_block = live_drop(block);
    void *moved = __libc_realloc(block, bytes);
    if (moved || bytes == 0 || !known_block)
        return added(moved);
    live_add(block, shared->counters[ALLOC]);
    return NULL;
}

void free(void *block) {
    int before = errno; /* a release leaves errno as it is */
    bool leave = block && live_drop(block) && fails(FREE);
    if (leave)
        live_add(block, 1);
    else
        __libc_free(block);
    errno = before;
}

void *mmap(void *address, size_t bytes, int protection, int flags, int descriptor, off_t offset) {
    REAL(mmap);
    void *mapping = fails(MAP) ? MAP_FAILED : real(address, bytes, protection, flags, descriptor, offset);
    mappings += active && mapping != MAP_FAILED;
    return mapping;
}

int munmap(void *address, size_t bytes) {
    REAL(munmap);
    if (fails(UNMAP))
        return 0;
    mappings -= active;
    return real(address, bytes);
}

void *mremap(void *address, size_t old_bytes, size_t new_bytes, int flags, ...) {
    REAL(mremap);
    return fails(MAP) ? MAP_FAILED : real(address, old_bytes, new_bytes, flags);
}

void _exit(int status) {
    REAL(_exit);
    if (active) {
        left->first = shared->counters[ALLOC];
        left->ended = 2;
    }
    real(status);
    __builtin_unreachable();
}

static mode_t mode_of(int flags, va_list arguments) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

int open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    REAL(open);
    return fails(OPEN) ? -1 : real(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    REAL(openat);
    return fails(OPEN) ? -1 : real(folder, path, flags, mode);
}

FILE *fopen(const char *path, const char *mode) {
    REAL(fopen);
    return fails(OPEN) ? NULL : real(path, mode);
}

FILE *fdopen(int descriptor, const char *mode) {
    REAL(fdopen);
    return fails(OPEN) ? NULL : real(descriptor, mode);
}

DIR *opendir(const char *path) {
    REAL(opendir);
    return fails(OPEN) ? NULL : real(path);
}

int mkstemp(char *name) {
    REAL(mkstemp);
    return fails(OPEN) ? -1 : real(name);
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    return fails(OPEN) ? -1 : real(path, mode);
}

int pipe2(int ends[2], int flags) {
    REAL(pipe2);
    return fails(OPEN) ? -1 : real(ends, flags);
}

int fstat(int descriptor, struct stat *status) {
    REAL(fstat);
    return fails(STATUS) ? -1 : real(descriptor, status);
}

int stat(const char *path, struct stat *status) {
    REAL(stat);
    return fails(STATUS) ? -1 : real(path, status);
}

int lstat(const char *path, struct stat *status) {
    REAL(lstat);
    return fails(STATUS) ? -1 : real(path, status);
}

int access(const char *path, int mode) {
    REAL(access);
    return fails(STATUS) ? -1 : real(path, mode);
}

char *realpath(const char *path, char *resolved) {
    REAL(realpath);
    return fails(STATUS) ? NULL : real(path, resolved);
}

char *getcwd(char *path, size_t bytes) {
    REAL(getcwd);
    return fails(STATUS) ? NULL : real(path, bytes);
}

ssize_t read(int descriptor, void *bytes, size_t count) {
    REAL(read);
    if (fails(READ)) {
        if (error)
            return -1;
        count -= count / 2; /* never none: that would be the end of the file */
    }
    return real(descriptor, bytes, count);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    REAL(write);
    if (fails(WRITE)) {
        if (error)
            return -1;
        count -= count / 2; /* never none: that would be a write that does nothing for ever */
    }
    return real(descriptor, bytes, count);
}

int rename(const char *from, const char *to) {
    REAL(rename);
    return fails(RENAME) ? -1 : real(from, to);
}

int fchmod(int descriptor, mode_t mode) {
    REAL(fchmod);
    return fails(RENAME) ? -1 : real(descriptor, mode);
}

int fchown(int descriptor, uid_t user, gid_t group) {
    REAL(fchown);
    return fails(RENAME) ? -1 : real(descriptor, user, group);
}

/* A close that fails has closed all the same. */
int close(int descriptor) {
    REAL(close);
    if (fails(SHUT))
        return 0;
    int status = real(descriptor);
    return fails(CLOSE) ? -1 : status;
}

int fsync(int descriptor) {
    REAL(fsync);
    return fails(SYNC) ? -1 : real(descriptor);
}

/* These two return their error. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
    REAL(pthread_create);
    starting = true;
    int failure = fails(THREAD) ? error : real(thread, attributes, start, argument);
    starting = false;
    threads += active && failure == 0;
    return failure;
}

int posix_spawnp(pid_t *process, const char *file, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *attributes, char *const argv[], char *const environment[]) {
    REAL(posix_spawnp);
    return fails(SPAWN) ? error : real(process, file, actions, attributes, argv, environment);
}

int pthread_join(pthread_t thread, void **result) {
    REAL(pthread_join);
    threads -= active;
    return real(thread, result);
}

pid_t waitpid(pid_t process, int *status, int options) {
    REAL(waitpid);
    if (!fails(REAP))
        return real(process, status, options);
    *status = 0;
    return process;
}

static int (*program)(int argc, char **argv, char **environment);

static int number_of(const char *name) {
    const char *value = getenv(name);
    return value ? atoi(value) : 0;
}

/* Lets the libraries release what they keep for later, so that what is left belongs to somebody who forgot it. */
static void release_caches(void) {
    void (*clean_xml)(void) = NULL;
    void *found = dlsym(RTLD_DEFAULT, "xmlCleanupParser");
    memcpy(&clean_xml, &found, sizeof(found));
    if (clean_xml)
        clean_xml();
    fclose(stdout); /* main has flushed it; its buffer is a block */
}

static void look_at_left(void) {
    left->blocks = live_count(&left->first);
    left->mappings = mappings;
    left->threads = threads;
    left->descriptors = 0;
    for (int i = 0; i < DESCRIPTORS; i++)
        left->descriptors += !open_before[i] && fcntl(i, F_GETFD) >= 0;
    left->processes = waitpid(-1, NULL, WNOHANG) >= 0;
    left->ended = 1;
}

static void *map_file(const char *variable, size_t *bytes) {
    const char *name = getenv(variable);
    int descriptor = name ? open(name, O_RDWR | O_CLOEXEC) : -1;
    struct stat status;
    void *map = MAP_FAILED;
    if (descriptor >= 0 && fstat(descriptor, &status) == 0) {
        *bytes = (size_t)status.st_size;
        map = mmap(NULL, *bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    }
    if (descriptor >= 0)
        close(descriptor);
    return map == MAP_FAILED ? NULL : map;
}

static int begin(int argc, char **argv, char **environment) {
    size_t bytes = 0;
    char *map = map_file("INJECT_COUNTERS", &bytes);
    if (map && bytes >= sizeof(*shared)) {
        shared = (struct shared *)map; /* NOLINT: the file is laid out so */
        left = &shared->left;
        points = (struct point *)(map + sizeof(*shared)); /* NOLINT: likewise */
        point_count = (bytes - sizeof(*shared)) / sizeof(*points);
    }
    map = map_file("INJECT_KNOWN", &bytes);
    once = map && bytes == STACKS * sizeof(*known);
    if (once)
        known = (_Atomic uint64_t *)map; /* NOLINT: likewise */
    forking = getenv("INJECT_FORK") != NULL;
    show = (uint32_t)number_of("INJECT_SHOW");
    if (point_count || show) {
        void *first[1];
        backtrace(first, 1); /* loads what it needs now */
    }
    if (point_count)
        for (int i = 0; i < 2; i++)
            copies[i] = memfd_create("copy", MFD_CLOEXEC);
    chosen = getenv("INJECT_KIND") ? number_of("INJECT_KIND") : -1;
    at = (uint32_t)number_of("INJECT_AT");
    error = number_of("INJECT_ERROR");
    on = number_of("INJECT_ON") != 0;
    action = getenv("INJECT_DO");
    unsetenv("LD_PRELOAD"); /* what planlint starts is not looked at */
    for (int i = 0; i < DESCRIPTORS; i++)
        open_before[i] = fcntl(i, F_GETFD) >= 0;
    active = true;
    int status = program(argc, argv, environment);
    active = false;
    release_caches();
    look_at_left();
    return status;
}

/* What the start-up code of every program calls: from here on there is a main. */
int __libc_start_main(int (*main_function)(int, char **, char **), int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*loader_fini)(void), void *stack_end);

int __libc_start_main(int (*main_function)(int, char **, char **), int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*loader_fini)(void), void *stack_end) {
    REAL(__libc_start_main);
    program = main_function;
    return real(begin, argc, argv, init, fini, loader_fini, stack_end);
}
