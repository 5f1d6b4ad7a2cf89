#include "suggest/permission_internal.h"

#include "base/text.h"
#include "iam/decide.h"
#include "iam/pattern.h"
#include "sam/mention.h"

#include <string.h>

static bool names(const struct sg_iam_statement *s, const char *arn)
{
    static const struct sg_iam_request nothing = {.asks = SG_ASKS_ANY};
    struct sg_iam_text text;
    if (!arn || s->any_resource)
        return true;
    if (!sg_iam_arn_text(arn, &text))
        text = sg_iam_text(arn);
    text.wild = strchr(arn, '*') != NULL;
    for (size_t i = 0; i < s->resource_count; i++)
        if (sg_iam_resource_match(&s->resources[i], &text, s->not_resource ? SG_COVERS : SG_REACHES, &nothing) ==
            SG_MATCHES)
            return !s->not_resource;
    return s->not_resource;
}

bool sg_statement_is_about(const struct sg_iam_statement *statement, const char *action, const char *arn)
{
    const struct sg_iam_request request = {.action = action, .resource = "*"};
    return sg_iam_concerns(statement, &request) && names(statement, arn);
}

/* ---- Policies of the resource ---- */

static bool mentions(struct sg_arena *a, const struct sg_node *value, const char *id)
{
    struct sg_strings found = {0};
    size_t length = strlen(id);
    sg_add_mentions(a, value, &found);
    for (size_t i = 0; i < found.count; i++)
        if (strncmp(found.items[i], id, length) == 0 && (!found.items[i][length] || found.items[i][length] == '.'))
            return true;
    return false;
}

/* Another resource of the template names both the role and the resource, or the resource itself names the role. */
static bool other_policy_names(const struct sg_surroundings *around, const struct sg_template_role *role,
                               const struct sg_resource *resource)
{
    const struct sg_template *t = around->joiner->template;
    for (size_t i = 0; i < t->count && role->role && resource; i++) {
        const struct sg_resource *other = &t->resources[i];
        bool policy = strstr(other->type, "Policy") && !sg_starts_with(other->type, "AWS::IAM::");
        if (!other->properties || (other != resource && !policy) || other == around->function)
            continue;
        if (mentions(around->joiner->arena, other->properties, role->role->id) &&
            (other == resource || mentions(around->joiner->arena, other->properties, resource->id)))
            return true;
    }
    return false;
}

/* ---- Policies of the role ---- */

static void take(struct sg_permission *best, enum sg_permitted state, const struct sg_granted *granted,
                 const struct sg_iam_statement *statement)
{
    static const int order[] = {
        [SG_NOT_PERMITTED] = 0, [SG_PERMITTED_UNKNOWN] = 1, [SG_PERMITTED_IF] = 2, [SG_PERMITTED] = 3};
    if (order[state] > order[best->state])
        *best =
            (struct sg_permission){.state = state, .when = granted->when, .granted = granted, .statement = statement};
}

static void ask_policy(const struct sg_granted *granted, const struct sg_code_need *need, bool named,
                       struct sg_permission *best)
{
    for (size_t i = 0; granted->policy && i < granted->policy->count; i++) {
        const struct sg_iam_statement *s = &granted->policy->statements[i];
        if (s->effect != SG_ALLOW || !sg_statement_is_about(s, need->action, NULL))
            continue;
        if (sg_statement_is_about(s, need->action, need->arn))
            take(best, granted->when ? SG_PERMITTED_IF : SG_PERMITTED, granted, s);
        else if ((granted->uncertain && granted->uncertain[i]) || !named)
            take(best, SG_PERMITTED_UNKNOWN, granted, s);
    }
}

struct sg_permission sg_code_permission(const struct sg_surroundings *around, const struct sg_code_role *role,
                                        const struct sg_code_need *need)
{
    struct sg_permission best = {.state = role->known ? SG_NOT_PERMITTED : SG_PERMITTED_UNKNOWN};
    /* What a parameter, an import or a name of another stack stands for may be what a statement names in another way. */
    bool named = need->used.type == SG_USED_TEMPLATE || need->used.type == SG_USED_EVENT ||
                 need->used.type == SG_USED_NONE || need->used.type == SG_USED_LITERAL;
    for (size_t i = 0; i < role->role->granted.count; i++)
        ask_policy(&role->role->granted.items[i], need, named, &best);
    if (best.state == SG_NOT_PERMITTED && other_policy_names(around, role->role, need->used.resource))
        best.state = SG_PERMITTED_UNKNOWN;
    return best;
}
