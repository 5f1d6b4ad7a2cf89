#include "apply/permission.h"

#include "apply/extend.h"
#include "apply/own_role_internal.h"

#include "sam/long_form.h"

#include <string.h>

/* SAM takes the last value of a key that occurs twice. */
static const struct sg_node *last_key(const struct sg_node *map, const char *name)
{
    const struct sg_node *found = NULL;
    for (const struct sg_node *key = map && map->type == SG_MAP ? map->first : NULL; key; key = key->next->next)
        if (strcmp(key->text, name) == 0)
            found = key;
    return found;
}

static struct sg_node *without_children(struct sg_arena *a, const struct sg_node *node)
{
    struct sg_node *copy = sg_new(a, struct sg_node);
    *copy = *node;
    copy->first = copy->last = copy->next = NULL;
    copy->count = 0;
    return copy;
}

/* A copy of the tree with this resource alone: the tree is large, and an edit changes it. */
static struct sg_node *resource_alone(struct sg_arena *a, const struct sg_node *root, const char *id)
{
    const struct sg_node *outer = last_key(root, "Resources"), *key = outer ? last_key(outer->next, id) : NULL;
    struct sg_node *copy = without_children(a, root);
    if (!key)
        return copy;
    struct sg_node *resources = without_children(a, outer->next);
    sg_append(resources, without_children(a, key));
    sg_append(resources, sg_copy_node(a, key->next));
    sg_append(copy, without_children(a, outer));
    sg_append(copy, resources);
    return copy;
}

bool sg_apply_permission(struct sg_edit *e, const struct sg_template *t, const struct sg_node *root,
                         const struct sg_role *role, const char *name, struct sg_node *entry)
{
    struct sg_node *entries = sg_list(e->arena), *alone = resource_alone(e->arena, root, role->resource->id);
    if (!sg_apply_has_room(t, role, entry))
        return false;
    if (e->json)
        sg_long_form(e->arena, t->source, entry, t->findings);
    sg_append(entries, entry);
    if (!role->own)
        return sg_apply_extend_policies(e, t, alone, role->resource->id, entries);
    struct sg_asked_grant grant = {.name = name};
    const struct sg_asked asked = {.grants = &grant, .count = 1};
    struct sg_addition *all = NULL, *addition = sg_apply_addition_to(e->arena, &all, role);
    sg_apply_add_to_role(t, addition, &asked, entries);
    return sg_apply_extend_role(e, t, alone, role->id, addition->managed, addition->policies);
}
