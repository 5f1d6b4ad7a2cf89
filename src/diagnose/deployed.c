#include "diagnose/deployed.h"

#include "base/text.h"
#include "diagnose/principal_internal.h"
#include "diagnose/judge_internal.h"
#include "diagnose/resource_internal.h"
#include "iam/arn.h"
#include "sam/binding.h"
#include "sam/role_use.h"
#include "explain/template_role.h"
#include "yaml/scalar.h"

#include <string.h>
#include <strings.h>

#define OWN_BINDINGS 3 /* account, stack, and the name of the resource */
#define DEFAULT_REGION "us-east-1"

/* The length of the suffix that CloudFormation adds to names. */
#define HASH_LEAST 10
#define HASH_MOST 13
#define ROLE_NAME_MOST 64

/* ---- The stack, from the denial ---- */

static const char *region_of(struct sg_arena *a, const struct sg_deployed *deployed, const char *resource)
{
    const char *own = sg_arn_part(a, resource, SG_ARN_PART_REGION);
    if (deployed->region)
        return deployed->region;
    return own && sg_is_region(own) ? own : DEFAULT_REGION;
}

/* The ID of the role that was denied, if SAM creates it or it is asked for by name. */
static const char *made_role(struct sg_arena *a, const struct sg_deployed *d)
{
    return d->role_id ? d->role_id : sg_concat(a, d->function, "Role");
}

/* "STACK-FunctionRole-HASH/..." */
static const char *stack_of(struct sg_arena *a, const struct sg_denial *denial, const struct sg_deployed *d)
{
    const char *role = denial->shown.principal ? strstr(denial->shown.principal, "assumed-role/") : NULL;
    const char *start = role ? role + strlen("assumed-role/") : NULL;
    const char *id = start ? strstr(start, sg_format(a, "-%s-", made_role(a, d))) : NULL;
    return id ? sg_copy_bytes(a, start, (size_t)(id - start)) : NULL;
}

/* Returns whether CloudFormation derived a name from an id: "stack-Id-HASH", in small letters for a bucket. */
static bool is_made_of(const char *name, const char *id)
{
    size_t length = strlen(id);
    for (const char *p = name; *p; p++)
        if ((p == name || p[-1] == '-') && strncasecmp(p, id, length) == 0 && p[length] == '-')
            return true;
    return false;
}

/* The name in an ARN: the part after the account and the type. */
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

/* The resource of the template with this name, or the one with the longest id from which the name is derived. */
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

/* ---- Reading ---- */

/* NULL after reporting. */
static const struct sg_deployed_region *read_region(struct sg_deployed *d, const char *region,
                                                    struct sg_findings *findings)
{
    for (size_t i = 0; i < d->region_count; i++)
        if (strcmp(d->regions[i].region, region) == 0)
            return &d->regions[i];
    if (d->region_count == SG_DEPLOYED_REGIONS_MOST)
        return &d->regions[0];
    struct sg_deployed_region *made = &d->regions[d->region_count];
    made->region = sg_copy(d->arena, region);
    made->template = sg_template_read(d->arena, d->catalog, d->source, made->region, findings);
    if (!made->template || !sg_build_roles(made->template, &made->roles))
        return NULL;
    d->region_count++;
    return made;
}

static struct sg_resolver resolver_of(const struct sg_deployed *d, const struct sg_template *template)
{
    return (struct sg_resolver){.template = template, .bindings = d->bindings, .binding_count = d->binding_count};
}

/* False after reporting that the function or role does not exist. */
static bool find_role(const struct sg_deployed *d, const struct sg_deployed_region *region, struct sg_template_role *r)
{
    const struct sg_role_choice choice = {d->function, d->role};
    return sg_explain_find_role(r, &region->roles, &choice);
}

bool sg_diagnose_read_deployed(struct sg_deployed *d, struct sg_findings *findings)
{
    const struct sg_deployed_region *region = read_region(d, d->region ? d->region : DEFAULT_REGION, findings);
    if (!region)
        return false;
    struct sg_template_role r = {.template = region->template, .resolver = resolver_of(d, region->template)};
    const struct sg_findings before = *findings;
    if (!sg_check_bindings(&r.resolver))
        return false;
    if (!find_role(d, region, &r))
        return false;
    d->role_id = r.role ? sg_copy(d->arena, r.role->id) : NULL;
    if (r.role)
        return sg_explain_read_role(&r);
    sg_forget_since(findings, &before);
    sg_report(findings, SAMGEN_WARNING, (struct sg_origin){.subject = "--function"},
              "the template does not have the role of %s, so its permissions are unknown", d->function);
    return d->roleless = true;
}

/* ---- Asking ---- */

static const char *account_of(struct sg_arena *a, const struct sg_denial *denial, const char *resource)
{
    const char *account = denial->shown.principal ? sg_arn_account(a, denial->shown.principal) : NULL;
    return account ? account : sg_arn_account(a, resource);
}

/* A resource of another account does not belong to the template. */
static bool is_foreign(struct sg_arena *a, const char *account, const char *resource)
{
    const char *owner = sg_arn_account(a, resource);
    return account && owner && strcmp(account, owner) != 0;
}

/* The user's bindings, and those from the denial. */
static void bind(struct sg_arena *a, const struct sg_deployed *deployed, const struct sg_denial *denial,
                 const char *resource, struct sg_resolver *resolver, struct sg_deployed_answer *answer)
{
    struct samgen_binding *all = sg_new_array(a, struct samgen_binding, deployed->binding_count + OWN_BINDINGS);
    size_t count = deployed->binding_count;
    const char *account = account_of(a, denial, resource), *stack = stack_of(a, denial, deployed);
    if (count)
        memcpy(all, deployed->bindings, count * sizeof *all);
    if (account)
        all[count++] = (struct samgen_binding){.name = "AWS::AccountId", .value = account};
    if (stack)
        all[count++] = (struct samgen_binding){.name = "AWS::StackName", .value = stack};
    resolver->bindings = all;
    resolver->binding_count = count;
    const char *name = name_in(a, resource);
    const struct sg_resource *found = is_foreign(a, account, resource) ? NULL : find_named(resolver, name);
    if (!found)
        return;
    answer->id = found->id;
    answer->name = name;
    all[count++] = (struct samgen_binding){.name = found->id, .value = name};
    resolver->binding_count = count;
    resolver->names = NULL;
}

/* The name of the role that was denied, or NULL. */
static const char *denied_role(struct sg_arena *a, const struct sg_denial *denial)
{
    const char *role = denial->shown.principal ? strstr(denial->shown.principal, "assumed-role/") : NULL;
    if (!role)
        return NULL;
    role += strlen("assumed-role/");
    return sg_copy_bytes(a, role, strcspn(role, "/"));
}

/* The function whose role has the denied name, when it is another one than that of --function. */
static const char *other_function(struct sg_arena *a, const struct sg_deployed *d, const struct sg_template *t,
                                  const struct sg_denial *denial)
{
    const char *role = denied_role(a, denial);
    if (!role || is_made_of(role, made_role(a, d)))
        return NULL;
    for (size_t i = 0; i < t->count; i++)
        if (sg_has_type(&t->resources[i], SG_FUNCTION_TYPE) &&
            is_made_of(role, sg_concat(a, t->resources[i].id, "Role")))
            return t->resources[i].id;
    return NULL;
}

/*
 * Returns whether a role has a name that CloudFormation gives to the role of another function:
 * "stack-OtherRole-1AB2CD3EF4GH". False when a long id is cut, because its end is unknown.
 */
static bool is_role_of_other(struct sg_arena *a, const char *role, const char *function)
{
    const char *hash = role ? strrchr(role, '-') : NULL;
    size_t length = hash ? strlen(hash + 1) : 0;
    bool made = hash && hash - role >= 4 && strncmp(hash - 4, "Role", 4) == 0 && length >= HASH_LEAST &&
                length <= HASH_MOST && strspn(hash + 1, SG_ALNUM) == length;
    return made && !is_made_of(role, sg_concat(a, function, "Role"));
}

/*
 * The same for a role of the template itself: it has its RoleName, or a name made of its id, which CloudFormation may
 * cut.
 */
static bool is_role_of_another(const char *role, const struct sg_resource *own)
{
    const struct sg_node *name = sg_get(own->properties, "RoleName");
    const char *hash = role ? strrchr(role, '-') : NULL;
    size_t length = hash ? strlen(hash + 1) : 0;
    if (name)
        return role && sg_is_text(name) && strcmp(role, name->text) != 0;
    return length >= HASH_LEAST && length <= HASH_MOST && strspn(hash + 1, SG_ALNUM) == length &&
           strlen(role) < ROLE_NAME_MOST && !is_made_of(role, own->id);
}

/* Finds the first statement of which only the condition does not match, otherwise the first that allows the action. */
static void find_near(struct sg_arena *a, const struct sg_check *check, const struct samgen_request *request,
                      struct sg_deployed_answer *answer)
{
    const struct samgen_reason *reasons;
    size_t count = sg_check_reasons(check, a, request, &reasons);
    for (size_t i = 0; i < count; i++)
        if (!reasons[i].statement.denies && reasons[i].reason && reasons[i].statement.line && !answer->guarded &&
            !sg_starts_with(reasons[i].reason, "the action")) {
            answer->guarded = sg_starts_with(reasons[i].reason, "its condition");
            if (answer->reason && !answer->guarded)
                continue;
            answer->near = reasons[i].statement;
            answer->reason = reasons[i].reason;
        }
}

static bool is_json(const struct sg_source *source)
{
    size_t i = 0;
    while (i < source->length && strchr(" \t\r\n\xef\xbb\xbf", source->bytes[i]))
        i++;
    return i < source->length && source->bytes[i] == '{';
}

bool sg_diagnose_ask_deployed(struct sg_scope *scope, struct sg_deployed *d, const struct sg_denial *denial,
                              struct sg_deployed_answer *answer)
{
    struct sg_arena *a = scope->arena;
    struct sg_findings silent = {.arena = a};
    const struct samgen_request request = {.action = sg_diagnose_asked(denial),
                                           .resource = sg_diagnose_resource(scope, d->catalog, denial)};
    *answer = (struct sg_deployed_answer){.in_json = is_json(d->source)};
    if (d->roleless || !sg_diagnose_asked(denial) || !request.resource || sg_check_fault(a, &request))
        return false;
    const struct sg_deployed_region *region = read_region(d, region_of(a, d, request.resource), &silent);
    if (!region)
        return false;
    struct sg_template template = *region->template; /* the question is kept no longer than the answer */
    template.arena = a;
    template.findings = &silent;
    struct sg_template_role r = {.template = &template, .resolver = resolver_of(d, &template)};
    answer->other_function = other_function(a, d, &template, denial);
    if (answer->other_function)
        return true;
    bind(a, d, denial, request.resource, &r.resolver, answer);
    if (!find_role(d, region, &r) || !r.role || !sg_explain_read_role(&r))
        return false;
    answer->own_role = r.role->own ? r.role->id : NULL;
    const char *denied = denied_role(a, denial);
    if (r.role->own ? is_role_of_another(denied, r.role->resource)
                    : is_role_of_other(a, denied, r.role->resource->id)) {
        answer->other_role = denied;
        answer->id = answer->own_role = NULL;
        return true;
    }
    struct sg_check *check = sg_check_new(a);
    sg_explain_add_to_check(check, &r);
    const struct sg_iam_decision decision = sg_check_decide(check, a, &request);
    answer->result = decision.result;
    answer->by = sg_check_statement(check, &decision);
    if (decision.result == SAMGEN_IMPLICIT_DENY)
        find_near(a, check, &request, answer);
    return true;
}
