#include "place/resource_policy.h"

#include "base/text.h"
#include "catalog/pattern.h"
#include "iam/arn.h"
#include "place/place.h"
#include "value/name.h"

#include <ctype.h>
#include <string.h>

#define ARN_CHARACTERS SG_ALNUM "_+=,.@/:-"

static bool is_id(const char *text)
{
    while (isalnum((unsigned char)*text))
        text++;
    return !*text;
}

/*
 * Reads ARNs that the kind `role` does not have: of a session, arn:aws:sts::111122223333:assumed-role/R/S, or of a
 * user.
 */
static const char *whole_principal(struct sg_scope *scope, const char *given, struct sg_policy_access *access)
{
    static const char *const known[] = {"arn:{partition}:sts::{account}:assumed-role/{name}",
                                        "arn:{partition}:iam::{account}:user/{name}"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct sg_parts parts;
        if (!sg_match_pattern(scope->arena, known[i], given, &parts) || given[strspn(given, ARN_CHARACTERS)] ||
            !sg_is_account(parts.account) || !parts.name || !*parts.name)
            continue;
        access->account = parts.account;
        const char *role = sg_copy_bytes(scope->arena, parts.name, strcspn(parts.name, "/"));
        return i ? given : sg_format(scope->arena, "arn:%s:iam::%s:role/%s", parts.partition, parts.account, role);
    }
    return NULL;
}

/* The role that SAM creates for a function: its id is that of the function with "Role". */
static bool read_function_role(struct sg_scope *scope, struct sg_origin origin, const char *id,
                               struct sg_policy_access *access)
{
    const struct sg_name *name = sg_find_name(scope->names, id);
    if (!sg_check_id(scope, origin, id))
        return false;
    if (name && sg_get(name->properties, "Role"))
        return sg_fail(scope->findings, origin, "%s has its own Role; give that role", id);
    bool role = name && name->type && strcmp(name->type, "AWS::IAM::Role") == 0;
    if (name && !role && (!name->type || !sg_starts_with(name->type, "AWS::Serverless::")))
        return sg_fail(scope->findings, origin,
                       "\"%s\" is %s in the template; give a function, a state machine or a role", id,
                       name->type ? sg_with_article(scope->arena, name->type) : "a parameter");
    access->principal = sg_format(scope->arena, "${%s%s.Arn}", id, role ? "" : "Role");
    return true;
}

/* The id in ${Id} that the template says is of a function or a state machine; NULL for others. */
static const char *function_id(struct sg_scope *scope, struct sg_origin origin, const char *given)
{
    const char *id = sg_place_whole_reference(scope->arena, given);
    const struct sg_name *name = id ? sg_find_name(scope->names, id) : NULL;
    if (id && is_id(id) && !scope->names && !sg_ends_with(id, "Role"))
        sg_report(scope->findings, SAMGEN_NOTE, origin, "%s is taken for a role; for a function write %s", given, id);
    return name && name->type && strcmp(name->type, "AWS::IAM::Role") != 0 ? id : NULL;
}

bool sg_place_read_principal(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_origin origin,
                             const char *given, struct sg_policy_access *access)
{
    const struct sg_kind *kind = sg_find_kind(catalog, "role", scope->findings);
    struct sg_value value;
    if (sg_is_account(given)) {
        access->account = given;
        access->principal = sg_format(scope->arena, "arn:%s:iam::%s:root", scope->partition, given);
        return true;
    }
    if (sg_place_is_service_principal(given)) {
        access->service = true;
        access->principal = given;
        return true;
    }
    const char *taken = whole_principal(scope, given, access);
    if (taken) {
        access->principal = taken;
        return true;
    }
    const char *id = *given && is_id(given) ? given : function_id(scope, origin, given);
    if (id)
        return read_function_role(scope, origin, id, access);
    if (!kind || !sg_read_value(scope, origin, kind, given, &value))
        return false;
    access->account = value.account && !strstr(value.account, "${") ? value.account : NULL;
    access->principal = sg_value_arn(scope, origin, &value, NULL, SG_ARN_SHORTEST);
    return access->principal != NULL;
}

bool sg_place_read_source(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_origin origin,
                          const char *given, struct sg_policy_access *access)
{
    const struct sg_kind *kind = sg_find_place_kind(catalog, "ARN", scope->findings);
    struct sg_value source;
    if (!access->service)
        return sg_fail(scope->findings, origin, "only a service acts for a resource, but %s is not a service",
                       access->principal);
    if (!kind || !sg_read_value(scope, origin, kind, given, &source))
        return false;
    access->source = source.arn ? source.arn : source.name;
    return true;
}
