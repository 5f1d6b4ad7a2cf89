/* replay TARGET FOLDER...: runs a fuzz target over every file of the folders: an ordinary test, by any compiler. */
#include "fuzz.h"
#include "targets.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int target_fn(const uint8_t *data, size_t size);

#define DECLARE(name) target_fn fuzz_##name;
TARGETS(DECLARE)

#define ROW(name) {#name, fuzz_##name},
static const struct {
    const char *name;
    target_fn *run;
} targets[] = {TARGETS(ROW)};

static void die(const char *path)
{
    perror(path);
    exit(2);
}

/* The text is copied to memory of exactly its size, so that a sanitizer sees a read past its end. */
static void replay_file(target_fn *run, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        die(path);
    long end = ftell(file);
    if (end < 0)
        die(path);
    rewind(file);
    size_t size = (size_t)end;
    uint8_t *data = malloc(size ? size : 1);
    if (!data || fread(data, 1, size, file) != size)
        die(path);
    fclose(file);
    run(data, size);
    free(data);
}

static int replay_folder(target_fn *run, const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir)
        die(folder);
    int count = 0;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        fprintf(stderr, "%s\n", path); /* the last one printed is the one that crashed */
        replay_file(run, path);
        count++;
    }
    closedir(dir);
    return count;
}

static target_fn *find_target(const char *name)
{
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        if (strcmp(targets[i].name, name) == 0)
            return targets[i].run;
    fprintf(stderr, "replay: there is no fuzz/fuzz_%s.c\n", name);
    exit(2);
}

int main(int argc, char **argv)
{
    int count = 0;
    target_fn *run = find_target(argc > 1 ? argv[1] : "");
    for (int i = 2; i < argc; i++)
        count += replay_folder(run, argv[i]);
    printf("%d inputs\n", count);
    return count > 0 ? 0 : 1;
}
