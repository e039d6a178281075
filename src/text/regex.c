#include "regex.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "arena.h"
#include "spot.h"

enum {
    /* The just-in-time compiler costs about as much as interpreting this many bytes: a regex is compiled to machine
     * code when it has read so much. A long subject is never interpreted, because that is slow where a pattern is
     * quadratic (fact 12: \s+$ on 50,000 blanks takes 25 s, and 0.4 ms as machine code). */
    JIT_AFTER_BYTES = 48 << 10,
    JIT_AT_ONCE_BYTES = 4 << 10,
    CALL_BYTES = 32, /* what one call costs, as bytes read */
    JIT_STACK_FIRST = 32 << 10,
    JIT_STACK_LAST = 1 << 20,
    WINDOW_FIRST = 4 << 10, /* start positions tried before the clock is read */
    WINDOW_SLOW = 32,       /* the same where one of them took more than CHEAP_MATCHES */
    CHEAP_MATCHES = 20000,  /* a window of these takes half a second at most; the default limit at each place 25 s */
    BACKREFERENCE_COST = 20 /* a backreference costs time that the match limit does not count (fact 13) */
};

struct regex {
    struct str pattern;
    unsigned flags;
    const struct spotter *spotter; /* NULL: no subject is dismissed */
    struct spots spots;

    pthread_mutex_t mutex;     /* held while compiling */
    _Atomic(bool) compiled;    /* the fields below it are final */
    pcre2_code *code;          /* NULL when the pattern is broken */
    _Atomic(pcre2_code *) jit; /* a copy with machine code; NULL until it pays */
    atomic_bool jit_tried;
    atomic_size_t bytes_read;
    int error;
    size_t error_offset;
    bool has_backreference, whole; /* whole: \G forbids to search in windows */
};

struct regex_scratch {
    struct arena *arena;
    struct spotted spotted; /* a paragraph is searched for one pattern after the other */
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack; /* made for the first subject that needs it */
    uint32_t match_limit;
    uint64_t time_ms, slow_ms; /* the second: spent by slow searches */
    bool watched;
    uint64_t making; /* nanoseconds */
};

static void release(void *object) {
    struct regex *regex = object;
    pcre2_code_free(atomic_load(&regex->jit));
    pcre2_code_free(regex->code);
    pthread_mutex_destroy(&regex->mutex);
}

struct regex *regex_create(struct arena *arena, struct str pattern, unsigned flags) {
    struct regex *regex = arena_new(arena, struct regex);
    regex->pattern = pattern;
    regex->flags = flags;
    pthread_mutex_init(&regex->mutex, NULL);
    arena_defer(arena, release, regex);
    return regex;
}

void regex_spot(struct regex *regex, struct spotter *spotter, const struct literal *literal) {
    regex->spotter = spotter;
    regex->spots = spotter_add(spotter, literal);
}

void regex_spot_known(struct regex *regex, const struct spotter *spotter, const struct spots *spots) {
    regex->spotter = spotter;
    regex->spots = *spots;
}

/* Fills the fields under `compiled`. The mutex is held. */
static void compile_locked(struct regex *regex) {
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;
    if ((regex->flags & REGEX_CASELESS) != 0)
        options |= PCRE2_CASELESS;
    PCRE2_SIZE offset = 0;
    PCRE2_SPTR pattern = (PCRE2_SPTR)(regex->pattern.len == 0 ? "" : regex->pattern.data);
    regex->code = pcre2_compile(pattern, regex->pattern.len, options, &regex->error, &offset, NULL);
    if (regex->code == NULL) {
        if (regex->error == PCRE2_ERROR_HEAP_FAILED)
            arena_out_of_memory();
        regex->error_offset = offset;
        return;
    }
    regex->error = 0;
    uint32_t references = 0;
    pcre2_pattern_info(regex->code, PCRE2_INFO_BACKREFMAX, &references);
    regex->has_backreference = references > 0;
    regex->whole = str_find(regex->pattern, STR("\\G"), 0) != SIZE_MAX;
}

/* Compiles at the first call of any thread; returns whether there is a program. */
static bool compile(struct regex *regex) {
    if (!atomic_load_explicit(&regex->compiled, memory_order_acquire)) {
        pthread_mutex_lock(&regex->mutex);
        if (!atomic_load_explicit(&regex->compiled, memory_order_relaxed)) {
            compile_locked(regex);
            atomic_store_explicit(&regex->compiled, true, memory_order_release);
        }
        pthread_mutex_unlock(&regex->mutex);
    }
    return regex->code != NULL;
}

bool regex_check(struct regex *regex, struct arena *arena, struct regex_error *out) {
    if (compile(regex))
        return true;
    out->offset = regex->error_offset;
    PCRE2_UCHAR message[256];
    int length = pcre2_get_error_message(regex->error, message, sizeof(message));
    out->message = length < 0 ? STR("unknown error") : str_copy(arena, (struct str){(char *)message, (size_t)length});
    return false;
}

size_t regex_group(struct regex *regex, const char *name) {
    if (!compile(regex))
        return REGEX_GROUPS;
    int number = pcre2_substring_number_from_name(regex->code, (PCRE2_SPTR)name);
    return number < 1 || number > REGEX_GROUPS ? REGEX_GROUPS : (size_t)number - 1;
}

size_t regex_groups(struct regex *regex) {
    uint32_t count = 0;
    if (compile(regex))
        pcre2_pattern_info(regex->code, PCRE2_INFO_CAPTURECOUNT, &count);
    return count;
}

static uint64_t processor_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static uint64_t processor_ms(void) {
    return processor_ns() / 1000000;
}

/* Returns when the making of a program begins, for end_making. */
static uint64_t begin_making(const struct regex_scratch *scratch) {
    return scratch->watched ? processor_ns() : 0;
}

static void end_making(struct regex_scratch *scratch, uint64_t before) {
    scratch->making += scratch->watched ? processor_ns() - before : 0;
}

/* Compiles when that is not done; returns whether there is a program. */
static bool ready(struct regex *regex, struct regex_scratch *scratch) {
    if (atomic_load_explicit(&regex->compiled, memory_order_acquire))
        return regex->code != NULL;
    uint64_t before = begin_making(scratch);
    bool compiled = compile(regex);
    end_making(scratch, before);
    return compiled;
}

/* Returns the program to run for a subject of `bytes`: machine code once that pays. It is made in a copy, because other
 * threads may be running the original. */
static pcre2_code *program_for(struct regex *regex, struct regex_scratch *scratch, size_t bytes) {
    pcre2_code *jit = atomic_load_explicit(&regex->jit, memory_order_acquire);
    if (jit != NULL)
        return jit;
    size_t read = atomic_fetch_add_explicit(&regex->bytes_read, bytes + CALL_BYTES, memory_order_relaxed) + bytes;
    if (read < JIT_AFTER_BYTES && bytes < JIT_AT_ONCE_BYTES)
        return regex->code;
    if (atomic_exchange(&regex->jit_tried, true))
        return regex->code;
    uint64_t before = begin_making(scratch);
    jit = pcre2_code_copy(regex->code);
    if (jit == NULL)
        arena_out_of_memory();
    int error = pcre2_jit_compile(jit, PCRE2_JIT_COMPLETE);
    end_making(scratch, before);
    if (error != 0) {
        pcre2_code_free(jit); /* a construct that it does not know, or no executable memory */
        return regex->code;
    }
    atomic_store_explicit(&regex->jit, jit, memory_order_release);
    return jit;
}

static void scratch_release(void *object) {
    struct regex_scratch *scratch = object;
    pcre2_match_data_free(scratch->data);
    pcre2_match_context_free(scratch->context);
    pcre2_jit_stack_free(scratch->stack);
}

static uint32_t limit_of(const struct limits *limits, enum limit limit) {
    return limits->value[limit] > UINT32_MAX ? UINT32_MAX : (uint32_t)limits->value[limit];
}

struct regex_scratch *regex_scratch_create(struct arena *arena, const struct limits *limits) {
    struct regex_scratch *scratch = arena_new(arena, struct regex_scratch);
    scratch->arena = arena;
    scratch->data = pcre2_match_data_create(REGEX_GROUPS + 1, NULL);
    scratch->context = pcre2_match_context_create(NULL);
    if (scratch->data == NULL || scratch->context == NULL)
        arena_out_of_memory();
    arena_defer(arena, scratch_release, scratch);
    scratch->match_limit = limit_of(limits, LIMIT_REGEX_MATCH);
    scratch->time_ms = limits->value[LIMIT_TIME_MS];
    pcre2_set_depth_limit(scratch->context, limit_of(limits, LIMIT_REGEX_DEPTH));
    pcre2_set_heap_limit(scratch->context, limit_of(limits, LIMIT_REGEX_HEAP_KIB));
    return scratch;
}

static void add_stack(struct regex_scratch *scratch) {
    scratch->stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_LAST, NULL);
    if (scratch->stack == NULL)
        arena_out_of_memory();
    pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
}

/* Runs one search of start positions [from, last]; returns PCRE2's result. */
static int run(struct regex *regex, pcre2_code *program, struct regex_scratch *scratch, struct str subject, size_t from,
               size_t last, uint32_t limit) {
    PCRE2_SPTR bytes = (PCRE2_SPTR)(subject.len == 0 ? "" : subject.data);
    if (regex->has_backreference)
        limit = limit / BACKREFERENCE_COST + 1;
    pcre2_set_match_limit(scratch->context, limit);
    pcre2_set_offset_limit(scratch->context, last);
    /* The check of what is given that pcre2_match makes costs more than a short text. */
    int result = (program != regex->code ? pcre2_jit_match : pcre2_match)(
        program, bytes, subject.len, from, PCRE2_NO_UTF_CHECK, scratch->data, scratch->context);
    /* Machine code has 32 KiB of the thread's stack, which is nearly always enough and costs no mapping. */
    if (result == PCRE2_ERROR_JIT_STACKLIMIT && scratch->stack == NULL) {
        add_stack(scratch);
        result =
            pcre2_jit_match(program, bytes, subject.len, from, PCRE2_NO_UTF_CHECK, scratch->data, scratch->context);
    }
    /* The interpreter keeps its stack on the heap, under its own limit (fact 14). */
    if (result == PCRE2_ERROR_JIT_STACKLIMIT)
        result =
            pcre2_match(regex->code, bytes, subject.len, from, PCRE2_NO_UTF_CHECK, scratch->data, scratch->context);
    return result;
}

void regex_watch(struct regex_scratch *scratch) {
    scratch->watched = true;
}

uint64_t regex_making(struct regex_scratch *scratch) {
    uint64_t making = scratch->making;
    scratch->making = 0;
    return making;
}

static bool is_continuation(char byte) {
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* The match limit bounds one start position and not the search (fact 12). So a long subject is searched in windows of
 * start positions, and the clock is read between them; a window doubles while that stays cheap. Whatever needs more
 * than a cheap search is done again in small windows, all of which together have the time of one document. */
static int search(struct regex *regex, struct regex_scratch *scratch, struct str subject, size_t from) {
    pcre2_code *program = program_for(regex, scratch, subject.len - from);
    uint32_t limit = scratch->match_limit < CHEAP_MATCHES ? scratch->match_limit : CHEAP_MATCHES;
    if (regex->whole)
        return run(regex, program, scratch, subject, from, subject.len, limit);
    uint64_t before = subject.len - from <= WINDOW_FIRST ? 0 : processor_ms(), spent = 0;
    size_t window = WINDOW_FIRST;
    for (bool slow = false;;) {
        size_t last = subject.len - from <= window ? subject.len : from + window;
        while (last < subject.len && is_continuation(subject.data[last]))
            last++;
        int result = run(regex, program, scratch, subject, from, last, limit);
        if (result == PCRE2_ERROR_MATCHLIMIT && limit < scratch->match_limit) {
            slow = true;
            limit = scratch->match_limit;
            window = WINDOW_SLOW;
            spent = scratch->slow_ms;
            before = processor_ms();
            continue;
        }
        if (!slow && (result != PCRE2_ERROR_NOMATCH || last == subject.len))
            return result;
        uint64_t now = processor_ms();
        spent += now - before;
        if (slow)
            scratch->slow_ms = spent;
        if (result != PCRE2_ERROR_NOMATCH || last == subject.len)
            return result;
        if (spent > scratch->time_ms)
            return PCRE2_ERROR_MATCHLIMIT;
        if (!slow)
            window = now - before <= 2 ? 2 * window : (window + 1) / 2;
        before = now;
        from = last + 1;
        while (from < subject.len && is_continuation(subject.data[from]))
            from++;
    }
}

static void copy_match(const struct regex_scratch *scratch, int pairs, struct regex_match *out) {
    const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(scratch->data);
    /* 0: more groups than there is room for, all REGEX_GROUPS are set. */
    size_t set = pairs == 0 ? REGEX_GROUPS + 1 : (size_t)pairs;
    out->begin = offsets[0];
    out->end = offsets[1];
    memset(out->group, 0xFF, sizeof(out->group)); /* SIZE_MAX */
    for (size_t i = 1; i < set; i++)
        if (offsets[2 * i] != PCRE2_UNSET) {
            out->group[i - 1].begin = offsets[2 * i];
            out->group[i - 1].end = offsets[2 * i + 1];
        }
}

const uint64_t *regex_look(struct regex_scratch *scratch, const struct spotter *spotter, struct str subject) {
    return spotter_look(spotter, scratch->arena, &scratch->spotted, subject);
}

bool regex_plain(const struct regex_scratch *scratch) {
    return scratch->spotted.plain;
}

const struct spots *regex_spots(const struct regex *regex) {
    return &regex->spots;
}

static bool may_match(const struct regex *regex, struct regex_scratch *scratch, struct str subject) {
    if (regex->spots.count == 0)
        return true;
    /* A literal is more than the edges of a text. The subject that others are asked about is not forgotten for it. */
    return subject.len != 0 && spots_admit(&regex->spots, regex_look(scratch, regex->spotter, subject));
}

enum regex_result regex_find(struct regex *regex, struct regex_scratch *scratch, struct str subject, size_t from,
                             struct regex_match *out) {
    while (from < subject.len && is_continuation(subject.data[from]))
        from++;
    if (from > subject.len || !may_match(regex, scratch, subject) || !ready(regex, scratch))
        return REGEX_NONE;
    int result = search(regex, scratch, subject, from);
    if (result == PCRE2_ERROR_NOMATCH)
        return REGEX_NONE;
    if (result == PCRE2_ERROR_NOMEMORY)
        arena_out_of_memory();
    if (result < 0)
        return REGEX_LIMIT;
    copy_match(scratch, result, out);
    return REGEX_FOUND;
}

enum regex_result regex_again(struct regex *regex, struct regex_scratch *scratch, struct str subject,
                              struct regex_match *match) {
    size_t from = match->end;
    if (match->begin == match->end) {
        if (from >= subject.len)
            return REGEX_NONE;
        utf8_next(subject, &from);
    }
    return regex_find(regex, scratch, subject, from, match);
}

struct str regex_library(struct arena *arena) {
    int room = pcre2_config(PCRE2_CONFIG_VERSION, NULL);
    char *version = arena_array(arena, char, (size_t)room);
    pcre2_config(PCRE2_CONFIG_VERSION, version);
    return str_from(version);
}
