#ifndef SG_CLI_IGNORE_H
#define SG_CLI_IGNORE_H

#include <stdbool.h>
#include <stddef.h>

/* The .gitignore files for a folder: its own and those above it in its git repository. NULL is none. */
struct ignore_file;

/* Adds the .gitignore of the folder `path`, when it has one, to those of the folders above it. */
struct ignore_file *enter_ignored(struct ignore_file *above, const char *path);

/* Reads the .gitignore files above a folder that no walk has entered, within its git repository. */
struct ignore_file *ignored_above(const char *path);

/* Frees the files that were added since `above`. */
void leave_ignored(struct ignore_file *files, const struct ignore_file *above);

/* Returns whether git ignores the entry `name` of the folder that was entered last. */
bool is_ignored(const struct ignore_file *files, const char *folder, const char *name, bool is_folder);

#endif
