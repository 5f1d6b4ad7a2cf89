#include "cli/file_set.h"

#include <stdlib.h>
#include <sys/stat.h>

#define BUCKETS 1024

struct file {
    dev_t device;
    ino_t inode;
    struct file *next;
};

struct file_set {
    struct file *buckets[BUCKETS];
};

bool add_file_once(struct file_set **set, const char *path)
{
    struct stat st;
    if (!*set)
        *set = calloc(1, sizeof **set);
    if (!*set || stat(path, &st) != 0)
        return true;
    struct file **bucket = &(*set)->buckets[st.st_ino % BUCKETS];
    for (const struct file *file = *bucket; file; file = file->next)
        if (file->inode == st.st_ino && file->device == st.st_dev)
            return false;
    struct file *file = malloc(sizeof *file);
    if (!file)
        return true;
    *file = (struct file){.device = st.st_dev, .inode = st.st_ino, .next = *bucket};
    *bucket = file;
    return true;
}

void free_file_set(struct file_set *set)
{
    for (size_t i = 0; set && i < BUCKETS; i++)
        while (set->buckets[i]) {
            struct file *next = set->buckets[i]->next;
            free(set->buckets[i]);
            set->buckets[i] = next;
        }
    free(set);
}
