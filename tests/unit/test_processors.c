#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "processors.h"
#include "test.h"

static void put(const char *root, const char *path, const char *content) {
    char name[256], command[512];
    snprintf(name, sizeof(name), "%s%s", root, path);
    snprintf(command, sizeof(command), "mkdir -p \"$(dirname '%s')\"", name);
    assert_int_equal(system(command), 0);
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static void the_least_quota_of_a_control_group_and_those_around_it_holds(void **state) {
    static const struct {
        const char *cgroup, *outer, *inner;
        size_t most; /* 0: as many as without a quota */
    } cases[] = {
        {"0::/a/b\n", "max 100000\n", "max 100000\n", 0},
        {"0::/a/b\n", "max 100000\n", "100000 100000\n", 1},
        {"0::/a/b\n", "50000 100000\n", "max 100000\n", 1},
        {"0::/a/b\n", "100001 100000\n", "900000 100000\n", 2},
        {"0::/\n", "20000 100000\n", "", 1},
        {"5:cpu:/x\n0::/a/b\n", "", "10000 100000\n", 1},
        {"5:cpu:/x\n", "10000 100000\n", "", 0},
        {"0::/a/b\n", "nonsense\n", "0 0\n", 0},
        {"", "10000 100000\n", "", 0},
    };
    size_t all = processors_allowed("/nowhere");
    (void)state;
    assert_true(all >= 1);
    for (size_t i = 0; i < COUNT(cases); i++) {
        char root[] = "/tmp/planlint-cgroup.XXXXXX", command[128];
        assert_non_null(mkdtemp(root));
        put(root, "/proc/self/cgroup", cases[i].cgroup);
        put(root, "/sys/fs/cgroup/a/cpu.max", cases[i].outer);
        put(root, "/sys/fs/cgroup/a/b/cpu.max", cases[i].inner);
        if (cases[i].cgroup[0] == '0' && cases[i].cgroup[4] == '\n')
            put(root, "/sys/fs/cgroup/cpu.max", cases[i].outer);
        size_t wanted = cases[i].most && cases[i].most < all ? cases[i].most : all;
        assert_number((int64_t)processors_allowed(root), (int64_t)wanted, cases[i].cgroup);
        snprintf(command, sizeof(command), "rm -r '%s'", root);
        assert_int_equal(system(command), 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_least_quota_of_a_control_group_and_those_around_it_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
