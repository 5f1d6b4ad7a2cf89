#include "cli/file_set.h"

#include <stdlib.h>
#include <sys/stat.h>

#define BUCKETS 1024

struct file {
    dev_t device;
    ino_t inode;
    struct file *next;
};

struct seen {
    struct file *buckets[BUCKETS];
};

bool was_seen(struct seen **seen, const char *path)
{
    struct stat st;
    if (!*seen)
        *seen = calloc(1, sizeof **seen);
    if (!*seen || stat(path, &st) != 0)
        return false;
    struct file **bucket = &(*seen)->buckets[st.st_ino % BUCKETS];
    for (const struct file *file = *bucket; file; file = file->next)
        if (file->inode == st.st_ino && file->device == st.st_dev)
            return true;
    struct file *file = malloc(sizeof *file);
    if (!file)
        return false;
    *file = (struct file){.device = st.st_dev, .inode = st.st_ino, .next = *bucket};
    *bucket = file;
    return false;
}

void free_seen(struct seen *seen)
{
    for (size_t i = 0; seen && i < BUCKETS; i++)
        while (seen->buckets[i]) {
            struct file *next = seen->buckets[i]->next;
            free(seen->buckets[i]);
            seen->buckets[i] = next;
        }
    free(seen);
}
