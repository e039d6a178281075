/* Runs a fuzz target over files, without libFuzzer: its corpus is an ordinary test. driver FILE-OR-FOLDER... */
#include <fts.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
    /* The same file cut and damaged: cheap neighbours that a corpus alone does not have. */
    for (size_t part = 1; part < 3; part++)
        LLVMFuzzerTestOneInput(data, got * part / 3);
    for (size_t at = 7; at < got; at += got / 3 + 1) {
        data[at] ^= 0x5a;
        LLVMFuzzerTestOneInput(data, got);
        data[at] ^= 0x5a;
    }
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
