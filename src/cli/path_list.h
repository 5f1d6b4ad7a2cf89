#ifndef SG_CLI_PATH_LIST_H
#define SG_CLI_PATH_LIST_H

#include <stddef.h>

/* Paths, each of which the list owns. It begins as all zero. */
struct path_list {
    char **items;
    size_t count;
};

/* Adds a copy of the path; without memory the path is left out. */
void add_path(struct path_list *list, const char *path);
void free_paths(struct path_list *list);

#endif
