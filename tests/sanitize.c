/* What a sanitizer finds ends the program with a status that is no answer of planlint's: by default it is 1, which
 * a test may expect. Part of planlint where AddressSanitizer is. */
const char *__asan_default_options(void);

__attribute__((visibility("default"), used)) const char *__asan_default_options(void) {
    return "exitcode=99";
}
