#include "embedded.h"

struct str embedded_find(const char *name) {
    for (const struct embedded_file *file = embedded_files; file->name; file++)
        if (strcmp(file->name, name) == 0)
            return (struct str){file->data, file->len};
    return (struct str){0};
}
