#include "apply/own_role_internal.h"

#include "grant/block.h"
#include "sam/attachment.h"
#include "sam/granted.h"
#include "yaml/write.h"

#include <string.h>

#define MANAGED_RAISED 20 /* the most to which AWS raises the quota of managed policies of a role */

/* Counts the characters of a document as IAM does, without white space. Stand-ins for unknown values are short. */
static size_t size_of(struct sg_resolver *r, const struct sg_node *document)
{
    struct sg_buffer b = sg_buffer_new(r->template->arena, SG_BUFFER_MOST);
    const struct sg_node *resolved = document ? sg_resolve(r, document) : NULL;
    size_t count = 0;
    if (!resolved)
        return 0;
    sg_write_json_value(&b, resolved, (struct sg_layout){0});
    for (const char *p = b.text; *p; p++)
        count += !strchr(" \t\r\n", *p);
    return count;
}

static size_t inline_size(struct sg_resolver *r, const struct sg_role *role)
{
    size_t size = 0;
    for (size_t i = 0; i < role->policies.count; i++) {
        const struct sg_node *policy = sg_resolve(r, role->policies.items[i].node);
        size += size_of(r, sg_get(policy, "PolicyDocument"));
    }
    for (const struct sg_resource **to = sg_attached_to(r, role->id, sg_role_name(r, role)); *to; to++)
        if (!sg_has_type(*to, "AWS::IAM::ManagedPolicy"))
            size += size_of(r, sg_get((*to)->properties, "PolicyDocument"));
    return size;
}

static size_t managed_count(struct sg_resolver *r, const struct sg_role *role)
{
    size_t count = role->managed.count;
    for (const struct sg_resource **to = sg_attached_to(r, role->id, sg_role_name(r, role)); *to; to++)
        count += sg_has_type(*to, "AWS::IAM::ManagedPolicy");
    return count;
}

bool sg_apply_has_room(const struct sg_template *t, const struct sg_role *role, const struct sg_node *entry)
{
    struct sg_resolver r = {.template = t, .symbolic = true};
    return entry->type == SG_MAP ? inline_size(&r, role) + size_of(&r, entry) <= SG_INLINE_POLICY_MOST
                                 : managed_count(&r, role) < SG_MANAGED_POLICIES_MOST;
}

bool sg_apply_check_limits(const struct sg_template *t, const struct sg_template *made, const struct sg_roles *roles,
                           const char *id)
{
    struct sg_resolver r = {.template = made};
    const struct sg_role *role = sg_role_with_id(made, roles, id);
    size_t size = role ? inline_size(&r, role) : 0, managed = role ? managed_count(&r, role) : 0;
    const struct sg_origin origin = {.subject = id};
    if (size > SG_INLINE_POLICY_MOST)
        return sg_fail(t->findings, origin,
                       "with this the inline policies of the role have %zu characters, but IAM allows %d; attach a "
                       "managed policy instead (`samgen GRANT --as managed-policy --roles %s`)",
                       size, SG_INLINE_POLICY_MOST, id);
    if (managed > MANAGED_RAISED)
        return sg_fail(t->findings, origin,
                       "with this the role has %zu managed policies, but IAM allows %d; use --style inline", managed,
                       MANAGED_RAISED);
    if (managed > SG_MANAGED_POLICIES_MOST)
        sg_report(t->findings, SAMGEN_WARNING, origin,
                  "with this the role has %zu managed policies; IAM allows %d, or up to %d if you raise the quota",
                  managed, SG_MANAGED_POLICIES_MOST, MANAGED_RAISED);
    return true;
}
