#include "diff.h"
#include "test.h"

static void a_patch_says_what_changed(void **state) {
    (void)state;
    static const struct {
        const char *before, *after, *wanted;
    } cases[] = {
        {"a\nb\n", "a\nb\n", ""},
        {"a\n", "b\n", "--- p\n+++ p\n@@ -1 +1 @@\n-a\n+b\n"},
        {"", "a\n", "--- p\n+++ p\n@@ -0,0 +1 @@\n+a\n"},
        {"a\n", "", "--- p\n+++ p\n@@ -1 +0,0 @@\n-a\n"},
        {"a\nb", "a\nc",
         "--- p\n+++ p\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"},
        {"1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\nx\n6\n", "--- p\n+++ p\n@@ -2,5 +2,5 @@\n 2\n 3\n 4\n-5\n+x\n 6\n"},
        {"a\nb\nc\n", "x\nb\ny\n", "--- p\n+++ p\n@@ -1,3 +1,3 @@\n-a\n+x\n b\n-c\n+y\n"},
        {"1\n2\n3\n4\n", "1\n3\n4\n", "--- p\n+++ p\n@@ -1,4 +1,3 @@\n 1\n-2\n 3\n 4\n"},
        {"a\n2\n3\n4\n5\n6\n7\n8\n9\nb\n", "x\n2\n3\n4\n5\n6\n7\n8\n9\ny\n",
         "--- p\n+++ p\n@@ -1,4 +1,4 @@\n-a\n+x\n 2\n 3\n 4\n@@ -7,4 +7,4 @@\n 7\n 8\n 9\n-b\n+y\n"},
        {"a\r\n", "b\r\n", "--- p\n+++ p\n@@ -1 +1 @@\n-a\r\n+b\r\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *arena = arena_create();
        struct buf out = buf_in(arena);
        diff_unified(&out, STR("p"), str_from(cases[i].before), str_from(cases[i].after));
        assert_str(buf_str(&out), cases[i].wanted, cases[i].before);
        arena_destroy(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_patch_says_what_changed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
