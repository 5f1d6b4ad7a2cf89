#include "diagnose/fix_making_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "diagnose/judge_internal.h"
#include "diagnose/principal_internal.h"
#include "diagnose/resource_internal.h"
#include "grant/command.h"
#include "grant/match.h"
#include "iam/arn.h"
#include "place/invoke_permission.h"
#include "place/resource_policy.h"
#include "place/trust.h"
#include "yaml/write.h"

#include <string.h>

/* ---- The policy of the resource ---- */

/* "arn:aws:iam::1:role/R" for "arn:aws:sts::1:assumed-role/R/session", because sessions end. */
static const char *role_of(struct sg_arena *a, const char *principal)
{
    const char *role = strstr(principal, ":assumed-role/"), *account = sg_arn_account(a, principal);
    if (!role || !account)
        return NULL;
    role += strlen(":assumed-role/");
    return sg_format(a, "arn:%s:iam::%s:role/%.*s", sg_diagnose_partition(a, principal), account,
                     (int)strcspn(role, "/"), role);
}

/* The characters of principals (IAM user guide, "IAM and AWS STS quotas"). Others are not put into a policy. */
#define PRINCIPAL_CHARACTERS SG_ALNUM "_+=,.@:/-"

/* The principal to allow, as policies name it; NULL when the text does not name it, or it is everyone. */
static const char *who_of(struct sg_arena *a, const struct sg_denial *denial)
{
    const char *kind = denial->shown.principal_kind, *who = denial->shown.principal;
    if (!who || who[strspn(who, PRINCIPAL_CHARACTERS)])
        return NULL;
    if (strcmp(kind, "assumed-role") == 0)
        return role_of(a, who);
    bool named = strcmp(kind, "iam-user") == 0 || strcmp(kind, "role") == 0;
    return named && sg_arn_account(a, who) ? who : NULL;
}

/*
 * Roles of IAM Identity Center have a path, which the ARNs of their sessions leave out, and KMS refuses a principal
 * that does not exist. The pattern of their ARNs, with the path and without the suffix that changes; NULL for other
 * roles.
 */
static const char *reserved_roles(struct sg_arena *a, const char *who)
{
    static const char reserved[] = "AWSReservedSSO_";
    const char *name = strstr(who, ":role/");
    name = name ? name + strlen(":role/") : NULL;
    const char *suffix = name && sg_starts_with(name, reserved) ? strrchr(name, '_') : NULL;
    if (!suffix || suffix < name + strlen(reserved))
        return NULL;
    return sg_format(a, "%.*saws-reserved/sso.amazonaws.com/*%.*s_*", (int)(name - who), who, (int)(suffix - name),
                     name);
}

/* Restricts the statements, which let the whole account in, to these roles. */
static void restrict_to(struct sg_arena *a, const struct sg_node *statements, const char *roles)
{
    for (struct sg_node *statement = statements->first; statement; statement = statement->next) {
        struct sg_node *condition = sg_map(a), *keys = sg_map(a), *values = sg_list(a);
        sg_append(values, sg_scalar(a, roles));
        sg_put(a, keys, "aws:PrincipalArn", values);
        sg_put(a, condition, "ArnLike", keys);
        sg_put(a, statement, "Condition", condition);
    }
}

/* `samgen resource-policy GRANT ... --role WHO --bare`, if a grant allows the action and no other. */
static const char *policy_command(struct sg_fix_making *m, const char *who)
{
    struct sg_arena *a = m->scope->arena;
    struct sg_asked_grant asked;
    if (!sg_grant_match(m->scope, m->catalog, SG_MATCH_ONE, sg_diagnose_asked(m->denial), m->resource, &asked) ||
        !sg_diagnose_allows_alone(m, &asked))
        return NULL;
    struct sg_buffer command = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_add_format(&command, "samgen resource-policy %s --role ", sg_grant_words(a, &asked));
    sg_grant_add_shell_word(&command, who);
    sg_add(&command, " --bare");
    return command.text;
}

/* The resource of the policy; NULL when it has characters with a meaning in policies or in `!Sub`. */
static const char *own_resource(struct sg_arena *a, const char *resource)
{
    static const char latest[] = ":$LATEST"; /* of a function: no permission can be given for it */
    if (resource && sg_ends_with(resource, latest))
        resource = sg_copy_bytes(a, resource, strlen(resource) - strlen(latest));
    return resource && !resource[strcspn(resource, "*?$")] ? resource : NULL;
}

/*
 * Statements to add to the existing policy, because a whole one would replace it; for a function it is a resource of
 * the template. A service gets none: it needs the resource for which it acts, and messages do not name that.
 */
void sg_diagnose_fix_resource(struct sg_fix_making *m)
{
    struct sg_arena *a = m->scope->arena;
    const char *who = who_of(a, m->denial), *resource = own_resource(a, m->resource);
    if (!who || !sg_diagnose_asked(m->denial) || !resource)
        return;
    bool permission = strstr(resource, ":lambda:") != NULL;
    const char *roles = reserved_roles(a, who);
    if (roles && permission) /* it has no conditions */
        return;
    const char *account = sg_arn_account(a, who);
    const char *root = sg_format(a, "arn:%s:iam::%s:root", sg_diagnose_partition(a, who), account);
    const struct sg_policy_access access = {.principal = roles ? root : who,
                                            .account = account,
                                            .owner = sg_arn_account(a, resource),
                                            .bare = !permission,
                                            .quiet = true};
    struct sg_node *made =
        sg_place_resource_policy_for(m->scope, m->catalog, resource, sg_diagnose_asked(m->denial), &access);
    if (made && roles)
        restrict_to(a, made, roles);
    m->fix.text = made ? sg_yaml_text(a, made) : NULL;
    m->fix.command = made && !permission && !roles ? policy_command(m, who) : NULL;
}

/* ---- The trust policy of a role ---- */

/* The service that could not assume the role: the only one with this message, or the one that it names. */
static const char *service_of(const struct sg_denial *denial)
{
    if (denial->message && denial->message->service)
        return denial->message->service;
    const char *who = denial->shown.principal;
    bool is_service = who && sg_ends_with(who, ".amazonaws.com") && sg_is_made_of(who, PRINCIPAL_CHARACTERS);
    return is_service ? who : NULL;
}

void sg_diagnose_fix_trust(struct sg_fix_making *m)
{
    struct sg_arena *a = m->scope->arena;
    const char *service = service_of(m->denial);
    if (service) {
        m->fix.text = sg_yaml_text(a, sg_place_trust_for(m->scope, service));
        m->fix.command = sg_format(a, "samgen trust --service %s", service);
    } else if (!m->denial->message) {
        sg_diagnose_fix_resource(m);
        m->fix.command = NULL;
    }
}

/* ---- The permission to invoke a function ---- */

/* The source that invokes, by its service principal or by its name in messages. */
static const struct sg_invoker *invoker_of(struct sg_fix_making *m)
{
    const char *service = m->denial->message ? m->denial->message->service : m->denial->shown.principal;
    const char *named = service ? sg_named_principal(m->facts, service) : NULL;
    service = named ? named : service;
    return service && strchr(service, '.') ? sg_invoker_of(m->catalog, service, m->scope->findings) : NULL;
}

static const char *capitals(struct sg_arena *a, const char *word)
{
    char *text = sg_copy(a, word);
    for (char *p = text; *p; p++)
        if (*p >= 'a' && *p <= 'z')
            *p = (char)(*p - 'a' + 'A');
    return text;
}

/* The options that the permission of an invoker needs; capitals for values that the text does not have. */
static const char *invoke_options(struct sg_arena *a, const struct sg_invoker *invoker, const char *source,
                                  bool *filled)
{
    struct sg_buffer options = sg_buffer_new(a, SG_BUFFER_MOST);
    for (size_t i = 0; i < invoker->grant.options.count; i++) {
        const struct sg_option *option = &invoker->grant.options.items[i];
        if (!option->required || strcmp(option->name, "function") == 0)
            continue;
        sg_add_format(&options, " --%s ", option->name);
        sg_grant_add_shell_word(&options, source ? source : capitals(a, option->name));
        *filled = *filled && source;
    }
    return options.text;
}

/*
 * A permission without its source allows all resources of all accounts. If the message does not name the source, there
 * is only the call of samgen, with capitals for the values to fill in.
 */
void sg_diagnose_fix_invoke(struct sg_fix_making *m)
{
    struct sg_arena *a = m->scope->arena;
    const struct sg_invoker *invoker = invoker_of(m);
    struct sg_buffer command = sg_buffer_new(a, SG_BUFFER_MOST);
    const char *function = m->resource && strstr(m->resource, ":lambda:") ? m->resource : NULL;
    if (who_of(a, m->denial)) { /* a caller in another account, which has its own policies */
        sg_diagnose_fix_resource(m);
        return;
    }
    if (!invoker || invoker->instead)
        return;
    bool filled = function != NULL;
    sg_add_format(&command, "samgen invoke-permission --source %s --function ", invoker->grant.name);
    sg_grant_add_shell_word(&command, function ? function : "FUNCTION");
    sg_add(&command, invoke_options(a, invoker, m->denial->source, &filled));
    if (filled)
        m->fix.command = command.text;
    else
        m->fix.unfilled = command.text;
    if (function && m->denial->source)
        m->fix.text = sg_yaml_text(a, sg_place_invoke_permission_for(m->scope, m->catalog,
                                                                     invoker->permissions.items[0].principal, function,
                                                                     m->denial->source));
}
