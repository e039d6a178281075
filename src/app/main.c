/* The program: arguments in, exit status out. Everything else is in the floors. */
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "help.h"
#include "xml.h"

#ifndef PLANLINT_VERSION
#define PLANLINT_VERSION "0.0.0"
#endif

static int run(struct settings *settings) {
    if (settings->version)
        return command_version(settings);
    if (settings->help || !settings->command) {
        if (settings->command)
            help_command(settings, settings->command);
        else
            help_program(settings);
        return settings->help ? 0 : 2;
    }
    return settings->command->run(settings);
}

int main(int argc, char **argv) {
    struct arena *arena = arena_create();
    struct settings settings = {.arena = arena, .report = {.version = PLANLINT_VERSION}};
    /* A closed pipe, or a file that may not grow, is a failed write with status 2, not a death by signal. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    xml_start();
    /* Else a report is cut short without a word when memory runs out. */
    json_set_alloc_funcs(arena_malloc, free);
    /* The keys of our objects are our own: jansson need not open /dev/urandom for a seed. */
    json_object_seed(1);
    int status = options_parse(&settings, argc, argv) ? run(&settings) : 2;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        complain(&settings, str_from(say(&settings, "det som skulle visas kunde inte skrivas till standard ut",
                                         "what was to be shown could not be written to standard output")));
        status = 2;
    }
    arena_destroy(arena);
    return status;
}
