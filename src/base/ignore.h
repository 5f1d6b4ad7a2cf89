#ifndef SG_BASE_IGNORE_H
#define SG_BASE_IGNORE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Patterns that exclude paths, with the meaning that git gives the lines of a .gitignore: * and ? stop at '/', ** does
 * not, a pattern with a '/' before its end is relative to the folder of its file, a '/' at the end is for folders
 * alone, and '!' takes back what earlier patterns exclude.
 */

/* 1: the last pattern that is about the path excludes it; -1: it takes it back; 0: none is about it. */
int sg_ignore_judge(const char *const *patterns, size_t count, const char *path, bool is_folder);

/* Returns whether a path, relative to the folder of the patterns, or a folder above it, is excluded. */
bool sg_ignore_excludes(const char *const *patterns, size_t count, const char *path, bool is_folder);

#endif
