#ifndef SG_CLI_FILE_SET_H
#define SG_CLI_FILE_SET_H

#include <stdbool.h>

/* A set of files, which knows a file by its device and inode. NULL is the empty set; call free_file_set in the end. */
struct file_set;

/* Adds a file. Returns false if the set has it already; a file that cannot be looked up is always new. */
bool add_file_once(struct file_set **set, const char *path);
void free_file_set(struct file_set *set);

#endif
