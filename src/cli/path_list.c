#include "cli/path_list.h"

#include <stdlib.h>
#include <string.h>

void add_path(struct path_list *list, const char *path)
{
    char **items = realloc(list->items, (list->count + 1) * sizeof *items);
    if (!items)
        return;
    list->items = items;
    if ((items[list->count] = strdup(path)))
        list->count++;
}

void free_paths(struct path_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
    *list = (struct path_list){0};
}
