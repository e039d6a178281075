#include "progress.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FIRST = 1000, EVERY = 100 }; /* milliseconds */

struct progress {
    pthread_mutex_t mutex;
    int64_t next; /* when to show something, on the monotonic clock */
    bool shown;
};

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static bool is_set(const char *name) {
    const char *value = getenv(name);
    return value && *value;
}

/* From the threads of lint: whoever finds another at it goes on. */
static void show(void *of, size_t done, size_t total) {
    struct progress *progress = of;
    if (pthread_mutex_trylock(&progress->mutex) != 0)
        return;
    if (now() >= progress->next) {
        fprintf(stderr, "\rplanlint: %zu %%\033[K", done * 100 / total);
        fflush(stderr);
        progress->next = now() + EVERY;
        progress->shown = true;
    }
    pthread_mutex_unlock(&progress->mutex);
}

void progress_start(struct settings *settings) {
    const char *terminal = getenv("TERM");
    if (!isatty(STDERR_FILENO) || !terminal || strcmp(terminal, "dumb") == 0 || is_set("CI") || is_set("PRE_COMMIT"))
        return;
    struct progress *progress = arena_new(settings->arena, struct progress);
    pthread_mutex_init(&progress->mutex, NULL);
    progress->next = now() + FIRST;
    settings->progress = progress;
    settings->lint.progress = show;
    settings->lint.progress_of = progress;
}

void progress_end(struct settings *settings) {
    if (!settings->progress || !settings->progress->shown)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    settings->progress->shown = false;
}
