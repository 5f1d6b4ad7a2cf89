#include "sam/intrinsic.h"
#include "sam/own_role.h"
#include "yaml/scalar.h"

#include <string.h>

/* Returns "Id" of "${Id.Arn}". */
static const char *id_in_sub(struct sg_arena *a, const struct sg_node *text)
{
    size_t length = sg_is_text(text) && sg_starts_with(text->text, "${") ? strcspn(text->text + 2, ".}") : 0;
    return length && strcmp(text->text + 2 + length, ".Arn}") == 0 ? sg_copy_bytes(a, text->text + 2, length) : NULL;
}

/* Returns the ID in !GetAtt Id.Arn or {Ref: Id}, or NULL when the value is something else. */
static const char *named_id(struct sg_arena *a, const struct sg_node *value)
{
    const struct sg_node *ref = sg_intrinsic(value, "Ref"), *attribute = sg_intrinsic(value, "Fn::GetAtt");
    if (attribute && attribute->type == SG_LIST)
        ref = attribute->first;
    return sg_is_text(ref) ? ref->text : id_in_sub(a, sg_intrinsic(value, "Fn::Sub"));
}

static void attach_all(const struct sg_template *t, struct sg_attached_list *list, struct sg_node *values,
                       enum sg_entry_type type)
{
    bool listed = values && values->type == SG_LIST; /* otherwise an intrinsic function that returns a list */
    if (listed && values->count > SG_ENTRIES_MOST) {
        sg_fail(t->findings, sg_at(t, values), "more than %d policies, the most that samgen reads", SG_ENTRIES_MOST);
        return;
    }
    for (struct sg_node *item = listed ? values->first : values; item; item = listed ? item->next : NULL)
        sg_role_attach(t, list, (struct sg_attached){.type = type, .node = item, .entry = item});
}

static const struct sg_role *own_role(const struct sg_template *t, const struct sg_resource *resource,
                                      const struct sg_resource *role)
{
    struct sg_role *own = sg_new(t->arena, struct sg_role);
    *own = (struct sg_role){
        .resource = resource,
        .id = role->id,
        .own = true,
        .trust = sg_get(role->properties, "AssumeRolePolicyDocument"),
        .path = sg_get(role->properties, "Path"),
        .boundary = sg_get(role->properties, "PermissionsBoundary"),
    };
    attach_all(t, &own->managed, sg_get(role->properties, "ManagedPolicyArns"), SG_MANAGED_ENTRY);
    attach_all(t, &own->policies, sg_get(role->properties, "Policies"), SG_DOCUMENT_ENTRY);
    return own;
}

/* Returns the role that SAM creates for another function: !GetAtt OtherRole.Arn. */
static const struct sg_role *role_with_id(const struct sg_roles *roles, const char *id)
{
    for (size_t i = 0; i < roles->count; i++)
        if (strcmp(roles->items[i].id, id) == 0)
            return &roles->items[i];
    return NULL;
}

/* Returns the branch of an Fn::If whose condition is true. */
static const struct sg_node *settled(struct sg_resolver *r, const struct sg_node *value)
{
    struct sg_if items;
    while (value && sg_if_items(value, &items) && items.condition->type == SG_SCALAR)
        value = sg_condition_holds(r, items.condition->text) ? items.yes : items.no;
    return value;
}

const struct sg_node *sg_own_role_given(const struct sg_resource *resource)
{
    return sg_get(resource->properties, sg_has_type(resource, SG_CFN_STATE_MACHINE_TYPE) ? "RoleArn" : "Role");
}

const struct sg_role *sg_own_role_of(struct sg_resolver *r, const struct sg_roles *roles,
                                     const struct sg_resource *resource)
{
    const struct sg_node *value = settled(r, sg_own_role_given(resource));
    return sg_is_nothing(value) || sg_is_no_value(value) ? sg_find_role(roles, resource->id)
                                                         : sg_role_named(r, roles, resource, value);
}

const struct sg_role *sg_role_named(struct sg_resolver *r, const struct sg_roles *roles,
                                    const struct sg_resource *resource, const struct sg_node *value)
{
    const struct sg_template *t = r->template;
    value = settled(r, value);
    const char *id = value ? named_id(t->arena, value) : NULL;
    const struct sg_resource *role = id ? sg_find_resource(t, id) : NULL;
    if (role && sg_has_type(role, "AWS::IAM::Role"))
        return own_role(t, resource, role);
    return id ? role_with_id(roles, id) : NULL;
}
