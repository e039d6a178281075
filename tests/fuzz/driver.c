/* Runs a fuzz target over files, without libFuzzer: its corpus is an ordinary test. driver FILE-OR-FOLDER... */
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>

#include "harness.h"

/* Targets that know the form of their input have one. */
__attribute__((weak)) size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed);

enum { ROOM = 4096, NEIGHBOURS = 8 };

/* What libFuzzer would do to bytes: here one of them changes, the same one each time. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room) {
    (void)room;
    if (size)
        data[size / 2] ^= 0x5a;
    return size;
}

/* The same file cut and damaged: cheap neighbours that a corpus alone does not have. */
static void run_damaged(uint8_t *data, size_t size) {
    for (size_t part = 1; part < 3; part++)
        LLVMFuzzerTestOneInput(data, size * part / 3);
    for (size_t at = 7; at < size; at += size / 3 + 1) {
        data[at] ^= 0x5a;
        LLVMFuzzerTestOneInput(data, size);
        data[at] ^= 0x5a;
    }
}

static void run_mutated(const uint8_t *data, size_t size) {
    uint8_t *copy = malloc(size + ROOM);
    for (unsigned seed = 1; seed <= NEIGHBOURS; seed++) {
        if (size)
            memcpy(copy, data, size);
        LLVMFuzzerTestOneInput(copy, LLVMFuzzerCustomMutator(copy, size, size + ROOM, seed + (unsigned)size));
    }
    free(copy);
}

static void run_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    uint8_t *data = malloc(size > 0 ? (size_t)size : 1);
    size_t got = fread(data, 1, (size_t)size, file);
    LLVMFuzzerTestOneInput(data, got);
    if (LLVMFuzzerCustomMutator)
        run_mutated(data, got);
    else
        run_damaged(data, got);
    free(data);
    fclose(file);
}

int main(int argc, char **argv) {
    size_t files = 0;
    if (argc < 2)
        return 2;
    FTS *tree = fts_open(argv + 1, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    for (FTSENT *entry; tree && (entry = fts_read(tree));)
        if (entry->fts_info == FTS_F) {
            run_file(entry->fts_path);
            files++;
        }
    if (tree)
        fts_close(tree);
    printf("%zu files\n", files);
    return files ? 0 : 1;
}
