#include "sam/intrinsic.h"
#include "sam/role.h"
#include "yaml/scalar.h"

#include <string.h>

/* The id in !GetAtt Id.Arn or {Ref: Id}; NULL when the value is something else. */
static const char *named_id(const struct sg_node *value)
{
    const struct sg_node *ref = sg_intrinsic(value, "Ref"), *attribute = sg_intrinsic(value, "Fn::GetAtt");
    if (attribute && attribute->type == SG_LIST)
        ref = attribute->first;
    return sg_is_text(ref) ? ref->text : NULL;
}

static void attach_all(const struct sg_template *t, struct sg_attached_list *list, const struct sg_node *values,
                       enum sg_entry_type type)
{
    for (struct sg_node *item = values && values->type == SG_LIST ? values->first : NULL; item; item = item->next)
        sg_attach(t, list, (struct sg_attached){.type = type, .node = item, .entry = item});
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

/* The role that SAM made for some other function: !GetAtt OtherRole.Arn. */
static const struct sg_role *role_with_id(const struct sg_roles *roles, const char *id)
{
    for (size_t i = 0; i < roles->count; i++)
        if (strcmp(roles->items[i].id, id) == 0)
            return &roles->items[i];
    return NULL;
}

const struct sg_role *sg_role_of(const struct sg_template *t, const struct sg_roles *roles,
                                 const struct sg_resource *resource)
{
    const struct sg_role *made = sg_find_role(roles, resource->id);
    const char *id = made ? NULL : named_id(sg_get(resource->properties, "Role"));
    const struct sg_resource *role = id ? sg_find_resource(t, id) : NULL;
    if (made || !id)
        return made;
    return role && sg_has_type(role, "AWS::IAM::Role") ? own_role(t, resource, role) : role_with_id(roles, id);
}
