#define _XOPEN_SOURCE 700 /* realpath */
#include "cli/file_set.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define BUCKETS 1024

struct file {
    dev_t device;
    ino_t inode;
    char *path; /* without links; NULL where the inode says which file it is */
    struct file *next;
};

struct file_set {
    struct file *inodes[BUCKETS], *paths[BUCKETS];
};

static bool is_same(const struct file *a, const struct file *b)
{
    return a->path ? strcmp(a->path, b->path) == 0 : a->inode == b->inode && a->device == b->device;
}

/* Takes the path of the file. */
static bool add(struct file **bucket, struct file file)
{
    const struct file *found = *bucket;
    while (found && !is_same(found, &file))
        found = found->next;
    struct file *own = found ? NULL : malloc(sizeof *own);
    if (own) {
        *own = file;
        own->next = *bucket;
        *bucket = own;
    } else
        free(file.path);
    return !found;
}

static size_t bucket_of(const char *path)
{
    size_t sum = 0;
    for (; *path; path++)
        sum = sum * 31 + (unsigned char)*path;
    return sum % BUCKETS;
}

bool add_file_once(struct file_set **set, const char *path, bool replaced)
{
    struct stat st;
    if (!*set)
        *set = calloc(1, sizeof **set);
    if (!*set || stat(path, &st) != 0)
        return true;
    bool is_new = add(&(*set)->inodes[st.st_ino % BUCKETS], (struct file){.device = st.st_dev, .inode = st.st_ino});
    char *real = replaced ? realpath(path, NULL) : NULL;
    return real ? add(&(*set)->paths[bucket_of(real)], (struct file){.path = real}) && is_new : is_new;
}

static void free_bucket(struct file *file)
{
    while (file) {
        struct file *next = file->next;
        free(file->path);
        free(file);
        file = next;
    }
}

void free_file_set(struct file_set *set)
{
    for (size_t i = 0; set && i < BUCKETS; i++) {
        free_bucket(set->inodes[i]);
        free_bucket(set->paths[i]);
    }
    free(set);
}
