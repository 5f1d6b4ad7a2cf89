#ifndef SG_CLI_FILE_SET_H
#define SG_CLI_FILE_SET_H

#include <stdbool.h>

/* A set of files, whatever their names are. NULL is the empty set; call free_file_set in the end. */
struct file_set;

/*
 * Adds a file. Returns false if the set has it already; a file that cannot be looked up is always new. With `replaced`,
 * a new file may take the place of one of the set at any time: it has another inode, so its path without links is
 * compared too.
 */
bool add_file_once(struct file_set **set, const char *path, bool replaced);
void free_file_set(struct file_set *set);

#endif
