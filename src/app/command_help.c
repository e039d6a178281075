/* planlint help [COMMAND] */
#include "command.h"
#include "help.h"

int command_help(struct settings *settings) {
    if (settings->paths.count == 0) {
        help_program(settings);
        return 0;
    }
    const struct command *command = options_command(settings, settings->paths.items[0]);
    if (!command)
        return 2;
    help_command(settings, command);
    return 0;
}
