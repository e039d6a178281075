#include "words.h"

static const struct {
    const char *argument;
    enum words words;
} table[] = {{"FILE", WORDS_FILE},          {"PATH", WORDS_FILE},       {"PACK", WORDS_PACK},
             {"FOLDER", WORDS_FOLDER},      {"COMMAND", WORDS_COMMAND}, {"FORMAT[:PATH]", WORDS_FORMAT},
             {"NAME=VALUE", WORDS_LIMIT},   {"RULE", WORDS_RULE},       {"RULES", WORDS_RULES},
             {"RULE=LEVEL", WORDS_SEVERITY}};

enum words words_kind(struct str argument) {
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
        if (str_is(argument, table[i].argument))
            return table[i].words;
    return str_find(argument, STR("|"), 0) < argument.len ? WORDS_CHOICE : WORDS_FREE;
}

static void add_choices(struct arena *arena, struct str choices, struct str_list *out) {
    for (struct str rest = choices; rest.data;)
        *vec_add(arena, out) = str_cut(&rest, '|');
}

static void add_commands(struct arena *arena, struct str_list *out) {
    for (const struct command *row = commands; row->name; row++)
        *vec_add(arena, out) = str_from(row->name);
}

static void add_formats(struct arena *arena, struct str_list *out) {
    for (const struct report_format *row = report_formats; row->name; row++)
        *vec_add(arena, out) = str_from(row->name);
}

static void add_limits(struct arena *arena, struct str_list *out) {
    for (size_t i = 0; i < LIMIT_COUNT; i++)
        *vec_add(arena, out) = str_from(limits_table()[i].name);
}

static void add_packs(struct arena *arena, struct str_list *out) {
    struct str *names;
    size_t count = rules_pack_names(arena, &names);
    for (size_t i = 0; i < count; i++)
        *vec_add(arena, out) = names[i];
}

void words_list(struct arena *arena, struct str argument, struct str_list *out) {
    switch (words_kind(argument)) {
    case WORDS_CHOICE:
        add_choices(arena, argument, out);
        break;
    case WORDS_SEVERITY:
        add_choices(arena, STR("error|warning|info|off"), out);
        break;
    case WORDS_COMMAND:
        add_commands(arena, out);
        break;
    case WORDS_FORMAT:
        add_formats(arena, out);
        break;
    case WORDS_LIMIT:
        add_limits(arena, out);
        break;
    case WORDS_PACK:
        add_packs(arena, out);
        break;
    case WORDS_FREE:
    case WORDS_FILE:
    case WORDS_FOLDER:
    case WORDS_RULE:
    case WORDS_RULES:
        break;
    }
}
