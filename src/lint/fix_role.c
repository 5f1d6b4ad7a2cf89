/* Fixes that add a permission to the role of a function or state machine. */
#include "lint/fix.h"

#include "lint/user_internal.h"

#include "apply/permission.h"
#include "catalog/catalog.h"
#include "sam/long_form.h"
#include "sam/mention.h"
#include "yaml/load.h"

#include <string.h>

/* Reads the file once more, because the tree that is checked has intrinsics in long form. */
static bool read_writing(struct sg_lint *l)
{
    if (l->writing || l->no_fixes)
        return l->writing != NULL;
    l->written = sg_yaml_load(l->arena, l->source, SG_ALIASES_RESOLVED, NULL);
    struct sg_edit *edit = sg_new(l->arena, struct sg_edit);
    if (l->written)
        *edit = sg_edit_new(l->arena, l->source, l->written);
    l->writing = l->written ? edit : NULL;
    return l->writing != NULL;
}

static const struct sg_splice *fix_of(struct sg_lint *l, const struct sg_lint_user *user, const char *name,
                                      struct sg_node *entry)
{
    const struct sg_findings before = sg_findings_now(l->template->findings);
    struct sg_edit edit = *l->writing;
    struct sg_splice *fix = sg_new(l->arena, struct sg_splice);
    bool made = sg_apply_permission(&edit, l->template, l->written, user->role, name, entry);
    sg_forget_since(l->template->findings, &before);
    if (made)
        *fix = sg_edit_joined(&edit);
    return made ? fix : NULL;
}

const struct sg_splice *sg_lint_fix_attach(struct sg_lint *l, const struct sg_lint_user *user, const char *policy)
{
    const struct sg_managed_name *known = sg_find_managed_name(l->catalog, policy, NULL);
    if (!known || !read_writing(l))
        return NULL;
    const char *arn =
        sg_format(l->arena, "arn:${AWS::Partition}:iam::aws:policy/%s%s", known->path ? known->path : "", policy);
    return fix_of(l, user, NULL, user->role->own ? sg_tagged(l->arena, "!Sub", arn) : sg_scalar(l->arena, policy));
}

/* ---- Statements ---- */

/* The value as its author wrote it, which has the same bytes; NULL: it comes from an alias or a merge. */
static const struct sg_node *written_at(const struct sg_node *node, const struct sg_node *value)
{
    if (node->start == value->start && node->end == value->end)
        return node;
    for (const struct sg_node *child = node->first; child; child = child->next)
        if (child->start < child->end && child->start <= value->start && value->end <= child->end)
            return written_at(child, value);
    return NULL;
}

/* Returns whether what the value refers to waits for the role, which would wait for it. */
static bool makes_circle(struct sg_lint *l, const struct sg_role *role, const struct sg_node *value)
{
    struct sg_node *copy = sg_copy_node(l->arena, value);
    struct sg_strings names = {0};
    sg_long_form(l->arena, l->source, copy, NULL);
    sg_add_mentions(l->arena, copy, &names);
    for (size_t i = 0; i < names.count; i++)
        if (!l->dependencies || sg_depends_on(l->dependencies, names.items[i], role->id, NULL))
            return true;
    return false;
}

static struct sg_node *document_of(struct sg_arena *a, const struct sg_strings *actions, const struct sg_node *resource)
{
    struct sg_node *document = sg_map(a), *statement = sg_map(a), *statements = sg_list(a), *list = sg_list(a);
    for (size_t i = 0; i < actions->count; i++)
        sg_append(list, sg_scalar(a, actions->items[i]));
    sg_put(a, statement, "Effect", sg_scalar(a, "Allow"));
    sg_put(a, statement, "Action", list);
    sg_put(a, statement, "Resource", sg_copy_node(a, resource));
    sg_append(statements, statement);
    sg_put(a, document, "Version", sg_scalar(a, "2012-10-17"));
    sg_put(a, document, "Statement", statements);
    return document;
}

/* "sqs-SendMessage" of "sqs:SendMessage"; a name of a policy has no colon. */
static const char *name_of(struct sg_arena *a, const char *action)
{
    size_t service = strcspn(action, ":");
    return sg_format(a, "%s-%s", sg_copy_bytes(a, action, service), action + service + 1);
}

const struct sg_splice *sg_lint_fix_allow(struct sg_lint *l, const struct sg_lint_user *user,
                                          const struct sg_strings *actions, const struct sg_node *resource)
{
    bool made = resource->start == resource->end;
    if (!read_writing(l) || makes_circle(l, user->role, resource))
        return NULL;
    const struct sg_node *value = made ? resource : written_at(l->written, resource);
    return value ? fix_of(l, user, name_of(l->arena, actions->items[0]), document_of(l->arena, actions, value)) : NULL;
}
