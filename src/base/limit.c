#include "limit.h"

static const struct limit_info table[LIMIT_COUNT] = {
#define LIMIT(identifier, name, value, swedish, english) [LIMIT_##identifier] = {name, {swedish, english}, value},
    LIMITS(LIMIT)
#undef LIMIT
};

const struct limit_info *limits_table(void) {
    return table;
}

struct limits limits_default(void) {
    struct limits limits;
    for (size_t i = 0; i < LIMIT_COUNT; i++)
        limits.value[i] = table[i].standard;
    return limits;
}

bool limits_allow(const struct limits *limits, size_t read, size_t spent) {
    enum { ALWAYS = 32 << 20 };
    return spent <= ALWAYS || (spent - ALWAYS) / limits->value[LIMIT_MEMORY_RATIO] <= read;
}

bool limits_set(struct limits *limits, struct str assignment) {
    struct str rest = assignment;
    struct str name = str_cut(&rest, '=');
    uint64_t value;
    if (!str_to_number(rest, &value) || value == 0)
        return false;
    for (size_t i = 0; i < LIMIT_COUNT; i++) {
        if (str_is(name, table[i].name)) {
            limits->value[i] = value;
            return true;
        }
    }
    return false;
}
