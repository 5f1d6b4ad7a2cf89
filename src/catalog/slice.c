#include "catalog/slice_internal.h"

#include "base/buffer.h"

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

static const char *item_end(const char *item)
{
    const char *end = next_item(item);
    return end ? end : item + strlen(item);
}

static bool is_named(const char *item, const char *end, const char *name)
{
    const char *start = item + strlen(ITEM) - 1;
    size_t length = strlen(name);
    return (size_t)(end - start) > length && strncmp(start, name, length) == 0 && start[length] == '\n';
}

static bool has_word(const char *item, const char *end, const char *word)
{
    size_t length = strlen(word);
    for (const char *p = item; (p = memchr(p, *word, (size_t)(end - p))); p++)
        if ((size_t)(end - p) >= length && memcmp(p, word, length) == 0)
            return true;
    return false;
}

typedef bool wanted_fn(const char *item, const char *end, const char *text);

/* What stands before the items, and those that are wanted. */
static bool slice_items(struct sg_arena *a, const struct sg_source *file, wanted_fn *is_wanted, const char *text,
                        struct sg_source *slice)
{
    const char *first = strstr(file->bytes, ITEM);
    if (!first)
        return false;
    struct sg_buffer made = sg_buffer_new(a, file->length);
    size_t head = (size_t)(first + 1 - file->bytes);
    sg_add_bytes(&made, file->bytes, head);
    for (const char *item = first + 1, *end; *item; item = end) {
        end = item_end(item);
        if (*item != ' ')
            return false;
        if (is_wanted(item, end, text))
            sg_add_bytes(&made, item, (size_t)(end - item));
    }
    *slice = (struct sg_source){.name = file->name, .bytes = made.text, .length = made.length};
    return made.length > head;
}

bool sg_slice_item(struct sg_arena *a, const struct sg_source *file, const char *name, struct sg_source *slice)
{
    return slice_items(a, file, is_named, name, slice);
}

bool sg_slice_items_with(struct sg_arena *a, const struct sg_source *file, const char *word, struct sg_source *slice)
{
    return slice_items(a, file, has_word, word, slice);
}
