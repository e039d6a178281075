/* planlint help [COMMAND] */
#include "command.h"

int command_help(struct settings *settings) {
    if (settings->paths.count == 0) {
        options_help(settings, NULL);
        return 0;
    }
    const struct command *command = options_command(settings, settings->paths.items[0]);
    if (!command)
        return 2;
    options_help(settings, command);
    return 0;
}
