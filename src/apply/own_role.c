#include "apply/own_role_internal.h"

#include "sam/intrinsic.h"
#include "sam/long_form.h"

#include <string.h>

struct sg_addition *sg_apply_addition_to(struct sg_arena *a, struct sg_addition **all, const struct sg_role *role)
{
    struct sg_addition **end = all;
    for (; *end; end = &(*end)->next)
        if ((*end)->role == role)
            return *end;
    *end = sg_new(a, struct sg_addition);
    **end = (struct sg_addition){.role = role, .managed = sg_list(a), .policies = sg_list(a)};
    return *end;
}

/* ---- Names ---- */

#define NAME_MOST 128 /* characters of a PolicyName */

static bool has_name(const struct sg_node *policies, const char *name)
{
    for (const struct sg_node *item = policies ? policies->first : NULL; item; item = item->next)
        if (sg_same_text(sg_get_text(item, "PolicyName"), name))
            return true;
    return false;
}

/* Returns "sqs-send+dynamodb-write", or the first grants if that is too long; IAM allows a plus sign. */
static const char *name_of(struct sg_arena *a, const struct sg_asked *asked)
{
    const char *name = asked->count ? asked->grants[0].name : "statements";
    for (size_t i = 1; i < asked->count; i++) {
        const char *longer = sg_format(a, "%s+%s", name, asked->grants[i].name);
        if (strlen(longer) > NAME_MOST - strlen("-1000"))
            break;
        name = longer;
    }
    return name;
}

static const char *free_name(struct sg_arena *a, const struct sg_addition *addition, const struct sg_asked *asked)
{
    const struct sg_node *own = sg_get(addition->role->resource->properties, "Policies");
    const char *first = name_of(a, asked), *name = first;
    for (size_t n = 2; has_name(own, name) || has_name(addition->policies, name); n++)
        name = sg_format(a, "%s-%zu", first, n);
    return name;
}

void sg_apply_add_to_role(const struct sg_template *t, struct sg_addition *addition, const struct sg_asked *asked,
                          struct sg_node *entries)
{
    struct sg_arena *a = t->arena;
    for (struct sg_node *entry = entries->first, *next; entry; entry = next) {
        next = entry->next;
        entry->next = NULL;
        if (!sg_get(entry, "Statement")) {
            sg_append(addition->managed, entry);
            continue;
        }
        struct sg_node *policy = sg_map(a);
        sg_put(a, policy, "PolicyName", sg_scalar(a, free_name(a, addition, asked)));
        sg_put(a, policy, "PolicyDocument", entry);
        sg_append(addition->policies, policy);
    }
}

/* ---- What is there ---- */

static void add_items(struct sg_arena *a, const struct sg_node *list, const char *key, struct sg_node *known)
{
    bool many = list && list->type == SG_LIST;
    for (const struct sg_node *item = many ? list->first : list; item; item = many ? item->next : NULL) {
        const struct sg_node *value = key ? sg_get(item, key) : item;
        if (value)
            sg_append(known, sg_shared(a, value));
    }
}

/* What is added is as its author would write it; what is known is in long form. */
static void add_made(const struct sg_template *t, const struct sg_node *list, const char *key, struct sg_node *known)
{
    struct sg_node *copy = sg_copy_node(t->arena, list);
    sg_long_form(t->arena, t->source, copy, NULL);
    add_items(t->arena, copy, key, known);
}

void sg_apply_known_of_role(const struct sg_template *t, const struct sg_role *role, const struct sg_addition *all,
                            struct sg_node *known)
{
    const struct sg_node *properties = role->resource->properties;
    add_items(t->arena, sg_get(properties, "ManagedPolicyArns"), NULL, known);
    add_items(t->arena, sg_get(properties, "Policies"), "PolicyDocument", known);
    for (; all; all = all->next)
        if (all->role == role) {
            add_made(t, all->managed, NULL, known);
            add_made(t, all->policies, "PolicyDocument", known);
        }
}

void sg_apply_note_sharing(const struct sg_template *t, const struct sg_roles *roles, const struct sg_role *role,
                           const struct sg_resource *user)
{
    struct sg_resolver resolver = {.template = t, .all_branches = true};
    struct sg_role_uses uses = {0};
    struct sg_strings others = {0};
    sg_list_role_uses(&resolver, roles, &uses);
    for (size_t i = 0; i < uses.count; i++)
        if (uses.items[i].role == role && uses.items[i].user != user)
            sg_push_once(t->arena, &others, uses.items[i].user->id);
    if (user && others.count)
        sg_report(t->findings, SAMGEN_NOTE, (struct sg_origin){.subject = user->id},
                  "its role %s is also used by %s, which %s the same permissions", role->id,
                  sg_join(t->arena, &others, ", "), others.count > 1 ? "get" : "gets");
}
