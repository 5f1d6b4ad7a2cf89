/* SG402: roles and policies that are larger than IAM takes (IAM User Guide, "IAM and AWS STS quotas"). */
#include "lint/rules_internal.h"

#include "sam/intrinsic.h"
#include "yaml/write.h"

#include <string.h>

#define INLINE_MOST 10240 /* characters of all inline policies of a role; white space does not count */
#define MANAGED_MOST 6144 /* of one managed policy */
#define ATTACHED_MOST 20  /* managed policies of a role, where the quota is raised as far as it can be */

/* The characters of a document that IAM counts; what stands for unknown values is short. */
static size_t length_of(struct sg_lint *l, const struct sg_node *document)
{
    struct sg_buffer b = sg_buffer_new(l->arena, SG_BUFFER_MOST);
    const struct sg_node *resolved = sg_resolve(&l->resolver, document);
    size_t count = 0;
    if (!resolved)
        return 0;
    sg_write_json_value(&b, resolved, (struct sg_layout){0});
    for (const char *p = b.text; *p; p++)
        count += !strchr(" \t\r\n", *p);
    return count;
}

struct sum {
    size_t length;
};

static void add_inline(struct sg_lint *l, const struct sg_node *policy, void *context)
{
    struct sum *sum = context;
    const struct sg_node *document = sg_get(policy, "PolicyDocument");
    sum->length += document ? length_of(l, document) : 0;
}

static void tell_inline(struct sg_lint *l, size_t length)
{
    if (length > INLINE_MOST)
        sg_lint_report(l, "SG402", l->resource->key,
                       "the inline policies of this role have %zu characters, but IAM allows %d; merge statements, or "
                       "move some into an AWS::IAM::ManagedPolicy",
                       length, INLINE_MOST);
}

static void tell_attached(struct sg_lint *l, size_t count)
{
    if (count > ATTACHED_MOST)
        sg_lint_report(l, "SG402", l->resource->key,
                       "this role has %zu managed policies, but IAM allows %d; remove or merge some", count,
                       ATTACHED_MOST);
}

static void check_made_role(struct sg_lint *l, const struct sg_role *role)
{
    struct sum sum = {0};
    l->resource = role->resource;
    for (size_t i = 0; i < role->policies.count; i++)
        sg_lint_each(l, role->policies.items[i].node, add_inline, &sum);
    tell_inline(l, sum.length);
    tell_attached(l, role->managed.count);
}

static void check_resource(struct sg_lint *l, const struct sg_resource *r)
{
    struct sum sum = {0};
    const struct sg_node *document = sg_get(r->properties, "PolicyDocument");
    const struct sg_node *managed = sg_get(r->properties, "ManagedPolicyArns");
    size_t length = sg_has_type(r, "AWS::IAM::ManagedPolicy") && document ? length_of(l, document) : 0;
    l->resource = r;
    if (length > MANAGED_MOST)
        sg_lint_report(l, "SG402", document, "this policy has %zu characters, but IAM allows %d; split it in two",
                       length, MANAGED_MOST);
    if (!sg_has_type(r, "AWS::IAM::Role"))
        return;
    sg_lint_each(l, sg_get(r->properties, "Policies"), add_inline, &sum);
    tell_inline(l, sum.length);
    tell_attached(l, managed && managed->type == SG_LIST ? managed->count : 0);
}

void sg_lint_check_limits(struct sg_lint *l)
{
    for (size_t i = 0; i < l->roles.count; i++)
        check_made_role(l, &l->roles.items[i]);
    for (size_t i = 0; i < l->template->count; i++)
        check_resource(l, &l->template->resources[i]);
}
