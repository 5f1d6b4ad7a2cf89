#include "base/list.h"
#include "yaml/scalar.h"
#include "yaml/write.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static json_t *to_json(struct sg_arena *a, const struct sg_node *node);

static json_t *list_to_json(struct sg_arena *a, const struct sg_node *list)
{
    json_t *array = json_array();
    for (const struct sg_node *item = list->first; item; item = item->next)
        json_array_append_new(array, to_json(a, item));
    return array;
}

static json_t *map_to_json(struct sg_arena *a, const struct sg_node *map)
{
    json_t *object = json_object();
    for (const struct sg_node *key = map->first; key; key = key->next->next)
        json_object_set_new(object, key->text, to_json(a, key->next));
    return object;
}

static json_t *scalar_to_json(const struct sg_node *node)
{
    long long integer;
    switch (sg_scalar_type(node)) {
    case SG_NULL:
        return json_null();
    case SG_BOOLEAN:
        return json_boolean(sg_is_true(node));
    case SG_INTEGER:
        return sg_integer(node, &integer) ? json_integer(integer) : json_string(node->text);
    case SG_FLOAT:
        return isfinite(strtod(node->text, NULL)) ? json_real(strtod(node->text, NULL)) : json_string(node->text);
    case SG_TEXT:
        break;
    }
    return json_string(node->text);
}

static json_t *untagged(struct sg_arena *a, const struct sg_node *node)
{
    if (node->type == SG_LIST)
        return list_to_json(a, node);
    return node->type == SG_MAP ? map_to_json(a, node) : scalar_to_json(node);
}

/* !Ref and !Condition keep their names, every other short tag is Fn::NAME; !GetAtt A.B is a list of two. */
static json_t *to_json(struct sg_arena *a, const struct sg_node *node)
{
    if (!node->tag)
        return untagged(a, node);
    const char *name = node->tag + 1;
    bool bare = strcmp(name, "Ref") == 0 || strcmp(name, "Condition") == 0;
    const char *dot = node->type == SG_SCALAR ? strchr(node->text, '.') : NULL;
    json_t *value;
    if (strcmp(name, "GetAtt") == 0 && dot)
        value = json_pack("[s%s]", node->text, (size_t)(dot - node->text), dot + 1);
    else
        value = untagged(a, node);
    json_t *object = json_object();
    json_object_set_new(object, bare ? name : sg_format(a, "Fn::%s", name), value);
    return object;
}

void sg_write_json(struct sg_buffer *b, const struct sg_node *node, size_t indent)
{
    json_t *json = to_json(b->arena, node);
    char *text = json_dumps(json, JSON_INDENT(2) | JSON_ENCODE_ANY);
    b->full = b->full || !text; /* jansson refuses only without memory */
    for (const char *line = text; line;) {
        const char *end = strchr(line, '\n');
        sg_add_spaces(b, indent);
        sg_add_bytes(b, line, end ? (size_t)(end - line) : strlen(line));
        sg_add_char(b, '\n');
        line = end ? end + 1 : NULL;
    }
    free(text);
    json_decref(json);
}
