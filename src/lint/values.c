#include "lint/values_internal.h"

#include "base/text.h"
#include "sam/intrinsic.h"

#include <string.h>

struct sg_lint_values sg_lint_values_at(const struct sg_lint *l, const struct sg_node *value, const char *path)
{
    return (struct sg_lint_values){.arena = l->arena, .entered = value, .level.path = path};
}

struct sg_lint_values sg_lint_values_of(const struct sg_lint *l, const struct sg_node *value)
{
    return sg_lint_values_at(l, value, "");
}

/* The next item of the innermost list that has one, or NULL. */
static const struct sg_node *take(struct sg_lint_values *v)
{
    const struct sg_node *node = v->entered;
    v->entered = NULL;
    if (node)
        return node;
    while (!v->level.next && v->level.above)
        v->level = *v->level.above;
    struct sg_lint_level *level = &v->level;
    node = level->next;
    if (node && level->keys) {
        level->name = node->text;
        node = node->next;
    }
    level->next = node ? node->next : NULL;
    return node;
}

static void enter(struct sg_lint_values *v, const struct sg_node *first, bool keys, const char *path)
{
    const struct sg_lint_level *above = v->level.above;
    if (v->level.next) {
        struct sg_lint_level *kept = sg_new(v->arena, struct sg_lint_level);
        *kept = v->level;
        above = kept;
    }
    v->level = (struct sg_lint_level){.next = first, .keys = keys, .path = path, .name = v->level.name, .above = above};
}

static const struct sg_node *get(const struct sg_node *map, const char *key, size_t length)
{
    for (const struct sg_node *k = map->type == SG_MAP ? map->first : NULL; k; k = k->next->next)
        if (k->type == SG_SCALAR && sg_is_word(k->text, key, length))
            return k->next;
    return NULL;
}

/* Follows the names of a path from a value that is neither a list nor an Fn::If. */
static void follow(struct sg_lint_values *v, const struct sg_node *node, bool is_function, const char *path)
{
    size_t length = sg_length_before(path, '.');
    const char *rest = path + length + (path[length] == '.');
    const struct sg_node *value = get(node, path, length);
    if (*path == '*')
        enter(v, node->type == SG_MAP && !is_function ? node->first : NULL, true, rest);
    else if (value) {
        enter(v, NULL, false, rest);
        v->entered = value;
    }
}

bool sg_lint_next(struct sg_lint_values *v)
{
    struct sg_if items;
    for (const struct sg_node *node; (node = take(v));) {
        const char *path = v->level.path;
        bool is_function = sg_intrinsic_name(node) != NULL; /* few are */
        if (is_function && sg_is_no_value(node))
            continue;
        if (node->type == SG_LIST) {
            enter(v, node->first, false, path);
        } else if (is_function && sg_if_items(node, &items)) {
            enter(v, items.yes, false, path);
        } else if (*path) {
            follow(v, node, is_function, path);
        } else {
            v->value = node;
            v->name = v->level.name;
            return true;
        }
    }
    return false;
}
