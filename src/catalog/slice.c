#include "catalog/slice.h"

#include <string.h>

#define ITEM "\n  - name: "

/* The next line, from `p` on, that begins an item or a key of the file; NULL when there is none. */
static const char *next_item(const char *p)
{
    for (p = strchr(p, '\n'); p; p = strchr(p + 1, '\n'))
        if (strncmp(p, ITEM, strlen(ITEM)) == 0 || (p[1] && !strchr(" #\n", p[1])))
            return p + 1;
    return NULL;
}

static bool is_named(const char *item, const char *name)
{
    const char *start = item + strlen(ITEM) - 1;
    size_t length = strlen(name);
    return strncmp(start, name, length) == 0 && start[length] == '\n';
}

bool sg_slice_item(struct sg_arena *a, const struct sg_source *file, const char *name, struct sg_source *slice)
{
    const char *first = strstr(file->bytes, ITEM), *found = NULL;
    for (const char *item = first ? first + 1 : NULL; item; item = next_item(item)) {
        if (*item != ' ')
            return false;
        if (is_named(item, name))
            found = item;
    }
    if (!found)
        return false;
    const char *end = next_item(found);
    size_t head = (size_t)(first + 1 - file->bytes), body = end ? (size_t)(end - found) : strlen(found);
    *slice = (struct sg_source){
        .name = file->name,
        .bytes = sg_format(a, "%.*s%.*s", (int)head, file->bytes, (int)body, found),
        .length = head + body,
    };
    return true;
}
