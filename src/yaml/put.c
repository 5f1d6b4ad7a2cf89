#include "yaml/put.h"

#include "base/buffer.h"

void sg_put_plain(struct sg_arena *a, struct sg_node *map, const char *key, const char *word)
{
    struct sg_node *value = sg_scalar(a, word);
    value->plain = true;
    sg_put(a, map, key, value);
}

void sg_put_text(struct sg_arena *a, struct sg_node *map, const char *key, const char *text)
{
    if (text)
        sg_put(a, map, key, sg_scalar(a, sg_in_utf8(a, text)));
    else
        sg_put_plain(a, map, key, "null");
}

void sg_put_number(struct sg_arena *a, struct sg_node *map, const char *key, size_t number)
{
    sg_put_plain(a, map, key, sg_format(a, "%zu", number));
}

void sg_put_texts(struct sg_arena *a, struct sg_node *map, const char *key, const char *const *texts, size_t count)
{
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < count; i++)
        sg_append(list, sg_scalar(a, sg_in_utf8(a, texts[i])));
    sg_put(a, map, key, list);
}
