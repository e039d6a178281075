/* planlint version: what was built, by what, from which rules, and the libraries that it runs with. */
#include <jansson.h>
#include <libxml/parser.h>

#include "command.h"
#include "embedded.h"
#include "files.h"
#include "fold.h"
#include "regex.h"
#include "unpack.h"

/* "gcc 12.2.0, Release"; src/flags.cmake sets both. */
#ifndef PLANLINT_BUILD
#define PLANLINT_BUILD "unknown"
#endif
#ifndef PLANLINT_FLAGS
#define PLANLINT_FLAGS "unknown"
#endif

static void add_libraries(struct arena *arena, struct buf *out) {
    uint64_t number = 0; /* 20914 */
    (void)str_to_number(str_from(xmlParserVersion), &number);
    int libxml2 = (int)number;
    const struct {
        const char *name;
        struct str version;
    } libraries[] = {{"libxml2", str_format(arena, "%d.%d.%d", libxml2 / 10000, libxml2 / 100 % 100, libxml2 % 100)},
                     {"pcre2", regex_library(arena)},
                     {"zlib", str_from(unpack_library())},
                     {"utf8proc", str_from(fold_library())},
                     {"jansson", str_from(jansson_version_str())}};
    for (size_t i = 0; i < sizeof(libraries) / sizeof(*libraries); i++)
        buf_format(out, "  %-10s %.*s\n", libraries[i].name, STR_ARGS(libraries[i].version));
}

int command_version(struct settings *settings) {
    struct buf out = buf_in(settings->arena);
    buf_format(&out, "planlint %s\n", settings->report.version);
    if (settings->verbose) {
        buf_format(&out, "%s\n  %s\n  %s\n%s\n", say(settings, "byggt med", "built with"), PLANLINT_BUILD,
                   PLANLINT_FLAGS, say(settings, "bibliotek", "libraries"));
        add_libraries(settings->arena, &out);
        buf_format(&out, "%s\n", say(settings, "regler och scheman, SHA-256", "rules and schemas, SHA-256"));
        for (const struct embedded_file *file = embedded_files; file->name; file++)
            buf_format(&out, "  %s  %s\n", file->digest, file->name);
    }
    return command_show(settings, buf_str(&out)) ? 0 : 2;
}
