#define _GNU_SOURCE /* sched_getaffinity */
#include "processors.h"

#include <sched.h>
#include <stdint.h>
#include <stdio.h>

#include "str.h"

/* The file of the control group at `path`, cut to a folder: "200000 100000" is two processors, "max 100000" all. */
static size_t quota_of(const char *root, const char *path) {
    char name[4096 + 64], text[64];
    uint64_t quota, period;
    size_t allowed = SIZE_MAX;
    snprintf(name, sizeof(name), "%s/sys/fs/cgroup%s/cpu.max", root, path);
    FILE *file = fopen(name, "re");
    if (!file)
        return SIZE_MAX;
    struct str rest = fgets(text, sizeof(text), file) ? str_trim(str_from(text)) : (struct str){0};
    if (str_to_number(str_cut(&rest, ' '), &quota) && str_to_number(rest, &period) && period > 0)
        allowed = (size_t)((quota + period - 1) / period);
    fclose(file);
    return allowed > 0 ? allowed : 1;
}

/* The least quota of the control group of this process, "0::/a/b", and of those around it. */
static size_t quota(const char *root) {
    char name[4096], line[4096] = "";
    size_t least = SIZE_MAX;
    snprintf(name, sizeof(name), "%s/proc/self/cgroup", root);
    FILE *file = fopen(name, "re");
    if (!file)
        return SIZE_MAX;
    while (fgets(line, sizeof(line), file) && strncmp(line, "0::/", 4) != 0)
        line[0] = '\0';
    fclose(file);
    line[strcspn(line, "\n")] = '\0';
    /* "/a/b", "/a", "" */
    for (char *path = line + 3; line[0]; *strrchr(path, '/') = '\0') {
        size_t allowed = quota_of(root, path);
        if (allowed < least)
            least = allowed;
        if (!strchr(path, '/'))
            break;
    }
    return least;
}

size_t processors_allowed(const char *root) {
    cpu_set_t set;
    size_t count = sched_getaffinity(0, sizeof(set), &set) == 0 ? (size_t)CPU_COUNT(&set) : 1;
    size_t most = count > 1 || *root ? quota(root) : SIZE_MAX;
    return most < count ? most : count;
}
