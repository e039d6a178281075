/* A pattern in the first line, a subject in the others: what regex_find answers is what PCRE2 alone answers, whatever
 * it did to spare the search. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "mutate.h"
#include "regex.h"

enum { LONGEST_PATTERN = 200, LONGEST_SUBJECT = 2000, MATCHES = 200 };

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed) {
    return mutate_text(data, size, room, seed);
}

struct plain {
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *context;
};

static enum regex_result plain_find(const struct plain *plain, struct str subject, size_t from,
                                    struct regex_match *match) {
    /* The subject is UTF-8. When PCRE2 10.42 checks that from an offset on, it looks back as far as the longest
     * lookbehind, and not as far as one within another: the second one then believes that the text begins there. */
    int rc = pcre2_match(plain->code, (PCRE2_SPTR)subject.data, subject.len, from, PCRE2_NO_UTF_CHECK, plain->data,
                         plain->context);
    const size_t *pairs = pcre2_get_ovector_pointer(plain->data);
    if (rc == PCRE2_ERROR_NOMATCH)
        return REGEX_NONE;
    if (rc < 0 || pairs[0] > pairs[1])
        return REGEX_LIMIT;
    match->begin = pairs[0];
    match->end = pairs[1];
    return REGEX_FOUND;
}

static void compare(struct arena *arena, struct str pattern, struct str subject, bool caseless) {
    int error;
    size_t offset;
    struct limits limits = limits_default();
    struct regex_error why;
    struct regex *regex = regex_create(arena, pattern, caseless ? REGEX_CASELESS : 0);
    limits.value[LIMIT_REGEX_MATCH] = 10000;
    struct plain plain = {
        .code = pcre2_compile((PCRE2_SPTR)pattern.data, pattern.len,
                              PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | (caseless ? PCRE2_CASELESS : 0), &error,
                              &offset, NULL)};
    bool compiles = regex_check(regex, arena, &why);
    if (compiles && plain.code) {
        struct regex_scratch *scratch = regex_scratch_create(arena, &limits);
        struct regex_match ours = {0}, theirs = {0};
        plain.data = pcre2_match_data_create_from_pattern(plain.code, NULL);
        plain.context = pcre2_match_context_create(NULL);
        pcre2_set_match_limit(plain.context, 10000);
        enum regex_result result = regex_find(regex, scratch, subject, 0, &ours);
        for (size_t count = 0, from = 0; count < MATCHES; count++) {
            enum regex_result other = plain_find(&plain, subject, from, &theirs);
            if (result == REGEX_LIMIT || other == REGEX_LIMIT)
                break;
            REQUIRE(result == other);
            if (result != REGEX_FOUND)
                break;
            REQUIRE(ours.begin == theirs.begin && ours.end == theirs.end);
            REQUIRE(ours.begin <= ours.end && ours.end <= subject.len);
            from = ours.end;
            if (ours.begin == ours.end) {
                if (from == subject.len)
                    break;
                utf8_next(subject, &from);
            }
            result = regex_again(regex, scratch, subject, &ours);
        }
        pcre2_match_context_free(plain.context);
        pcre2_match_data_free(plain.data);
    }
    pcre2_code_free(plain.code);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    harness_start();
    struct str rest = {(const char *)data, size};
    struct arena *arena = arena_create();
    if (utf8_check(rest) == rest.len) {
        struct str pattern = str_cut(&rest, '\n');
        struct str subject = str_copy(arena, rest);
        if (pattern.len && pattern.len <= LONGEST_PATTERN && subject.len <= LONGEST_SUBJECT) {
            pattern = str_copy(arena, pattern);
            compare(arena, pattern, subject, false);
            compare(arena, pattern, subject, true);
        }
    }
    arena_destroy(arena);
    return 0;
}
