/* SG402: roles and policies that are larger than IAM allows (IAM User Guide, "IAM and AWS STS quotas"). */
#include "lint/rules_internal.h"
#include "lint/values_internal.h"

#include "grant/block.h"
#include "sam/attachment.h"
#include "sam/intrinsic.h"
#include "yaml/write.h"

#include <string.h>

#define ATTACHED_MOST 20 /* managed policies of a role, if the quota is raised as far as possible */

/* Counts the characters of a document as IAM does. Stand-ins for unknown values are short. */
static size_t count_exactly(struct sg_lint *l, const struct sg_node *document)
{
    const struct sg_node *resolved = sg_resolve(&l->resolver, document);
    struct sg_buffer b = sg_buffer_new(l->arena, SG_BUFFER_MOST);
    size_t count = 0;
    if (resolved)
        sg_write_json_value(&b, resolved, (struct sg_layout){0});
    for (const char *p = b.text; *p; p++)
        count += !strchr(" \t\r\n", *p);
    return count;
}

/*
 * Returns this number or more, much faster: most documents are far smaller than the limit. Only values are resolved,
 * which other rules ask for too.
 */
static size_t count_at_most(struct sg_lint *l, const struct sg_node *value)
{
    const struct sg_node *node = sg_intrinsic_name(value) ? sg_resolve(&l->resolver, value) : value;
    if (!node)
        return 0;
    const char *text = node->type == SG_SCALAR ? node->text : "";
    size_t length = strlen(text), escaped = 0;
    for (size_t i = 0; i < length; i++)
        escaped += text[i] <= '"' || text[i] > '~' || text[i] == '\\';
    size_t most = strlen("{},") + length + escaped * strlen("u0000");
    for (const struct sg_node *child = node->first; child; child = child->next)
        most += count_at_most(l, child);
    return most;
}

typedef size_t count_fn(struct sg_lint *l, const struct sg_node *document);

static size_t length_of(struct sg_lint *l, const struct sg_node *document, count_fn *count)
{
    return document ? count(l, document) : 0;
}

static size_t length_of_inline(struct sg_lint *l, const struct sg_node *policies, count_fn *count)
{
    size_t length = 0;
    for (struct sg_lint_values v = sg_lint_values_of(l, policies); sg_lint_next(&v);)
        length += length_of(l, sg_get(v.value, "PolicyDocument"), count);
    return length;
}

static size_t length_of_attached(struct sg_lint *l, const struct sg_role *role, count_fn *count)
{
    size_t length = 0;
    for (size_t i = 0; i < role->policies.count; i++)
        length += length_of_inline(l, role->policies.items[i].node, count);
    return length;
}

static void report_inline(struct sg_lint *l, size_t length)
{
    if (length > SG_INLINE_POLICY_MOST)
        sg_lint_report(l, SG402, l->resource->key,
                       "the inline policies of this role have %zu characters, but IAM allows %d; merge statements, or "
                       "move some into an AWS::IAM::ManagedPolicy",
                       length, SG_INLINE_POLICY_MOST);
}

static void report_attached(struct sg_lint *l, size_t count)
{
    if (count > ATTACHED_MOST)
        sg_lint_report(l, SG402, l->resource->key,
                       "this role has %zu managed policies, but IAM allows %d; remove or merge some", count,
                       ATTACHED_MOST);
}

static void check_made_role(struct sg_lint *l, const struct sg_role *role)
{
    l->resource = role->resource;
    if (length_of_attached(l, role, count_at_most) > SG_INLINE_POLICY_MOST)
        report_inline(l, length_of_attached(l, role, count_exactly));
    report_attached(l, role->managed.count);
}

static void check_managed(struct sg_lint *l, const struct sg_node *document)
{
    size_t length = length_of(l, document, count_at_most);
    length = length > SG_MANAGED_POLICY_MOST ? length_of(l, document, count_exactly) : 0;
    if (length > SG_MANAGED_POLICY_MOST)
        sg_lint_report(l, SG402, document, "this policy has %zu characters, but IAM allows %d; split it in two", length,
                       SG_MANAGED_POLICY_MOST);
}

/* Policies of their own resources, without those that a condition can leave out. */
static size_t length_of_own(struct sg_lint *l, const struct sg_resource **policies, count_fn *count)
{
    size_t length = 0;
    for (; *policies; policies++)
        if (!sg_has_type(*policies, "AWS::IAM::ManagedPolicy") && !sg_get((*policies)->body, "Condition"))
            length += length_of(l, sg_get((*policies)->properties, "PolicyDocument"), count);
    return length;
}

static void check_role(struct sg_lint *l, const struct sg_resource *r)
{
    const struct sg_node *policies = sg_get(r->properties, "Policies"),
                         *managed = sg_get(r->properties, "ManagedPolicyArns");
    const struct sg_resource **own = sg_attached_to(&l->resolver, r->id, sg_physical_name(&l->resolver, r));
    if (length_of_inline(l, policies, count_at_most) + length_of_own(l, own, count_at_most) > SG_INLINE_POLICY_MOST)
        report_inline(l, length_of_inline(l, policies, count_exactly) + length_of_own(l, own, count_exactly));
    report_attached(l, managed && managed->type == SG_LIST ? managed->count : 0);
}

static void check_resource(struct sg_lint *l, const struct sg_resource *r)
{
    if (sg_has_type(r, "AWS::IAM::ManagedPolicy"))
        check_managed(l, sg_get(r->properties, "PolicyDocument"));
    else if (sg_has_type(r, "AWS::IAM::Role"))
        check_role(l, r);
}

void sg_lint_check_limit(struct sg_lint *l)
{
    for (size_t i = 0; i < l->roles.count; i++)
        check_made_role(l, &l->roles.items[i]);
    for (const struct sg_resource *r = NULL; (r = sg_lint_next_resource(l, r));)
        check_resource(l, r);
}
