#include "diagnose/deployed.h"

#include "diagnose/principal.h"
#include "diagnose/resource.h"
#include "iam/arn.h"
#include "sam/binding.h"
#include "verb/expand.h"
#include "verb/template_role.h"

#include <string.h>
#include <strings.h>

#define OWN_BINDINGS 3 /* account, stack, and the name of the resource */
#define DEFAULT_REGION "us-east-1"

/* ---- What the denial tells of the stack ---- */

static bool is_region(const char *text)
{
    const char *dash = text ? strrchr(text, '-') : NULL;
    return dash && dash[1] && strspn(dash + 1, "0123456789") == strlen(dash + 1) &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz-0123456789") == strlen(text);
}

static const char *region_of(struct sg_arena *a, const struct sg_deployed *deployed, const char *resource)
{
    const char *own = sg_arn_part(a, resource, SG_ARN_PART_REGION);
    if (deployed->region)
        return deployed->region;
    return is_region(own) ? own : DEFAULT_REGION;
}

/* "STACK-FunctionRole-HASH/..." */
static const char *stack_of(struct sg_arena *a, const struct sg_denial *denial, const char *function)
{
    const char *role = denial->principal ? strstr(denial->principal, "assumed-role/") : NULL;
    const char *start = role ? role + strlen("assumed-role/") : NULL;
    const char *id = start ? strstr(start, sg_format(a, "-%sRole-", function)) : NULL;
    return id ? sg_copy_bytes(a, start, (size_t)(id - start)) : NULL;
}

/* Whether a name is one that CloudFormation makes of an id: "stack-Id-HASH", in small letters for a bucket. */
static bool is_made_of(const char *name, const char *id)
{
    size_t length = strlen(id);
    for (const char *p = name; *p; p++)
        if ((p == name || p[-1] == '-') && strncasecmp(p, id, length) == 0 && p[length] == '-')
            return true;
    return false;
}

/* The name in an ARN: what stands behind the account and a type, up to the next part. */
static const char *name_in(struct sg_arena *a, const char *arn)
{
    const char *name = sg_arn_at(arn, SG_ARN_PART_RESOURCE);
    if (!name)
        return NULL;
    const char *slash = name + strcspn(name, ":/");
    bool bucket = strncmp(sg_arn_at(arn, SG_ARN_PART_SERVICE), "s3:", 3) == 0;
    if (*slash && !bucket)
        name = slash + 1;
    return sg_copy_bytes(a, name, strcspn(name, ":/"));
}

/* The resource of the template that has this name or that the name is made of: the one with the longest id. */
static const struct sg_resource *find_named(struct sg_resolver *r, const char *name)
{
    const struct sg_template *t = r->template;
    const struct sg_resource *found = NULL;
    for (size_t i = 0; name && *name && i < t->count; i++) {
        const struct sg_resource *resource = &t->resources[i];
        bool made = is_made_of(name, resource->id);
        if ((made && (!found || strlen(resource->id) > strlen(found->id))) ||
            strcmp(sg_physical_name(r, resource), name) == 0)
            found = resource;
    }
    return found;
}

/* ---- Asking ---- */

static const struct sg_role *read_role(struct sg_arena *a, struct sg_catalog *catalog,
                                       const struct sg_deployed *deployed, const char *region,
                                       struct sg_findings *findings, struct sg_template_role *r)
{
    struct sg_roles roles;
    *r = (struct sg_template_role){0};
    r->template = sg_template_read(a, catalog, deployed->source, region, findings);
    if (!r->template || !sg_build_roles(r->template, &roles))
        return NULL;
    r->resolver = (struct sg_resolver){
        .template = r->template, .bindings = deployed->bindings, .binding_count = deployed->binding_count};
    if (!sg_check_bindings(&r->resolver))
        return NULL;
    r->role = sg_role_named(&r->resolver, &roles, deployed->function);
    return r->role;
}

bool sg_check_deployed(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_deployed *deployed,
                       struct sg_findings *findings)
{
    struct sg_template_role r;
    const char *region = deployed->region ? deployed->region : DEFAULT_REGION;
    return read_role(a, catalog, deployed, region, findings, &r) && sg_read_role_policies(&r);
}

/* The user's bindings, and what the denial tells. */
static void bind(struct sg_arena *a, const struct sg_deployed *deployed, const struct sg_denial *denial,
                 const char *resource, struct sg_template_role *r, struct sg_deployed_answer *answer)
{
    struct sg_binding *all = sg_new_array(a, struct sg_binding, deployed->binding_count + OWN_BINDINGS);
    size_t count = deployed->binding_count;
    const char *account = sg_arn_account(a, resource), *stack = stack_of(a, denial, deployed->function);
    if (!account && denial->principal)
        account = sg_arn_account(a, denial->principal);
    if (count)
        memcpy(all, deployed->bindings, count * sizeof *all);
    if (account)
        all[count++] = (struct sg_binding){.name = "AWS::AccountId", .value = account};
    if (stack)
        all[count++] = (struct sg_binding){.name = "AWS::StackName", .value = stack};
    r->resolver.bindings = all;
    r->resolver.binding_count = count;
    const char *name = name_in(a, resource);
    const struct sg_resource *found = find_named(&r->resolver, name);
    if (!found)
        return;
    answer->id = found->id;
    answer->name = name;
    all[count++] = (struct sg_binding){.name = found->id, .value = name};
    r->resolver.binding_count = count;
    r->resolver.names = NULL;
}

/* The first statement that allows the action, and why it does not allow the request. */
static void find_near(struct sg_arena *a, const struct sg_check *check, const struct sg_check_request *request,
                      struct sg_deployed_answer *answer)
{
    const struct sg_check_reason *reasons;
    size_t count = sg_check_reasons(check, a, request, &reasons);
    for (size_t i = 0; i < count; i++)
        if (reasons[i].effect == SG_ALLOW && reasons[i].reason && reasons[i].by.line &&
            !sg_starts_with(reasons[i].reason, "the action")) {
            answer->near = reasons[i].by;
            answer->reason = reasons[i].reason;
            return;
        }
}

bool sg_ask_deployed(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_deployed *deployed,
                     const struct sg_denial *denial, struct sg_deployed_answer *answer)
{
    struct sg_arena *a = scope->arena;
    struct sg_findings silent = {.arena = a};
    struct sg_template_role r;
    const struct sg_check_request request = {
        .iam = {.action = denial->action, .resource = sg_denied_resource(scope, catalog, denial)}};
    *answer = (struct sg_deployed_answer){0};
    if (!denial->action || !request.iam.resource || sg_check_fault(a, &request) ||
        !read_role(a, catalog, deployed, region_of(a, deployed, request.iam.resource), &silent, &r))
        return false;
    bind(a, deployed, denial, request.iam.resource, &r, answer);
    if (!sg_read_role_policies(&r))
        return false;
    struct sg_check *check = sg_check_new(a);
    sg_check_add_role(check, &r);
    const struct sg_iam_decision decision = sg_check_decide(check, a, &request);
    answer->result = decision.result;
    answer->by = sg_check_by(check, &decision);
    if (decision.result == SG_IMPLICIT_DENY)
        find_near(a, check, &request, answer);
    return true;
}
