/* A library for LD_PRELOAD that counts the calls which can fail, and lets one of them fail.
 * Test only; tests/inject/run.py drives it. What happens before main is not counted.
 *
 * INJECT_COUNTERS  a file of `KINDS + 1` 32-bit numbers: the calls of each kind, and at last the calls that failed
 * INJECT_KIND      the kind of call that fails, as in run.py; without it calls are only counted
 * INJECT_AT        which call of the kind, from 1
 * INJECT_ERROR     its errno; 0: a read or write of half of what was asked for
 * INJECT_ON        calls from then on fail too */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
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
#include <unistd.h>

/* The order of run.py. */
enum kind { ALLOC, MAP, OPEN, STATUS, READ, WRITE, RENAME, CLOSE, SYNC, THREAD, SPAWN, KINDS };

static _Atomic uint32_t unshared[KINDS + 1];
static _Atomic uint32_t *counters = unshared;
static bool active, on;
static int chosen = -1, error;
static uint32_t at;

static bool fails(enum kind kind) {
    if (!active)
        return false;
    uint32_t number = atomic_fetch_add(&counters[kind], 1) + 1;
    if ((int)kind != chosen || (on ? number < at : number != at))
        return false;
    atomic_fetch_add(&counters[KINDS], 1);
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

void *malloc(size_t bytes) {
    return fails(ALLOC) ? NULL : __libc_malloc(bytes);
}

void *calloc(size_t count, size_t bytes) {
    return fails(ALLOC) ? NULL : __libc_calloc(count, bytes);
}

void *realloc(void *block, size_t bytes) {
    return fails(ALLOC) ? NULL : __libc_realloc(block, bytes);
}

void *mmap(void *address, size_t bytes, int protection, int flags, int descriptor, off_t offset) {
    REAL(mmap);
    return fails(MAP) ? MAP_FAILED : real(address, bytes, protection, flags, descriptor, offset);
}

void *mremap(void *address, size_t old_bytes, size_t new_bytes, int flags, ...) {
    REAL(mremap);
    return fails(MAP) ? MAP_FAILED : real(address, old_bytes, new_bytes, flags);
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
    return fails(THREAD) ? error : real(thread, attributes, start, argument);
}

int posix_spawnp(pid_t *process, const char *file, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *attributes, char *const argv[], char *const environment[]) {
    REAL(posix_spawnp);
    return fails(SPAWN) ? error : real(process, file, actions, attributes, argv, environment);
}

static int (*program)(int argc, char **argv, char **environment);

static int number_of(const char *name) {
    const char *value = getenv(name);
    return value ? atoi(value) : 0;
}

static int begin(int argc, char **argv, char **environment) {
    const char *file = getenv("INJECT_COUNTERS");
    int descriptor = file ? open(file, O_RDWR | O_CLOEXEC) : -1;
    if (descriptor >= 0) {
        void *shared = mmap(NULL, sizeof(unshared), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
        if (shared != MAP_FAILED)
            counters = shared;
        close(descriptor);
    }
    chosen = getenv("INJECT_KIND") ? number_of("INJECT_KIND") : -1;
    at = (uint32_t)number_of("INJECT_AT");
    error = number_of("INJECT_ERROR");
    on = number_of("INJECT_ON") != 0;
    unsetenv("LD_PRELOAD"); /* what planlint starts is not looked at */
    active = true;
    return program(argc, argv, environment);
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
