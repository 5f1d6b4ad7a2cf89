#include "diagnose/resource_internal.h"
#include "diagnose/judge_internal.h"

#include "base/text.h"
#include "catalog/action.h"
#include "catalog/search.h"
#include "diagnose/principal_internal.h"
#include "iam/arn.h"

#include <string.h>
#include <strings.h>

#define BUCKET_LEAST 3 /* letters of the name of a bucket */

const char *sg_diagnose_partition(struct sg_arena *a, const char *arn)
{
    const char *partition = arn && sg_starts_with(arn, "arn:") ? sg_arn_part(a, arn, SG_ARN_PART_PARTITION) : NULL;
    return partition ? partition : "aws";
}

/* "role NAME" and similar words, which only IAM uses, in the account of the caller. */
static const char *arn_of_typed(struct sg_arena *a, const struct sg_denial *denial)
{
    static const char *const types[] = {"role ", "policy ", "user ", "group "};
    const char *account = denial->shown.principal ? sg_arn_account(a, denial->shown.principal) : NULL;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        size_t length = strlen(types[i]);
        if (!sg_starts_with(denial->shown.resource, types[i]))
            continue;
        const char *name = denial->shown.resource + length;
        if (sg_starts_with(name, "arn:"))
            return name;
        return account ? sg_format(a, "arn:%s:iam::%s:%.*s/%s", sg_diagnose_partition(a, denial->shown.principal),
                                   account, (int)length - 1, types[i], name)
                       : NULL;
    }
    return denial->shown.resource;
}

/* Returns whether only "*" allows the action, always or when the message names no resource. */
static bool works_on_all(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_denial *denial)
{
    bool said = denial->shown.action && !denial->missing; /* records often leave the resource out */
    const struct sg_action *action = sg_find_action(catalog, sg_diagnose_asked(denial), scope->findings);
    if (!action || denial->shown.resource || !said)
        return action && action->type_count == 0;
    bool of_function = strcmp(denial->shown.place, "execution-role") == 0; /* a grant has what a function needs */
    return action->type_count == 0 || action->on_all ||
           (of_function && sg_grant_only_on_all(catalog, sg_diagnose_asked(denial)));
}

/* Returns whether an ARN is complete. Texts hide accounts and names with asterisks, letters and brackets. */
static bool is_whole(const char *arn)
{
    const char *p = sg_arn_at(arn, SG_ARN_PART_ACCOUNT);
    if (!p || arn[strcspn(arn, "<>")] || strstr(arn, "..."))
        return false;
    size_t digits = strspn(p, SG_DIGITS), length = strcspn(p, ":");
    return p[length] == ':' && (length == 0 || (digits == 12 && length == 12) || strncmp(p, "aws:", 4) == 0);
}

/* API Gateway shows only the last four digits of the account: "********1380". */
static const char *with_account(struct sg_arena *a, const struct sg_denial *denial, const char *arn)
{
    const char *account = denial->shown.principal ? sg_arn_account(a, denial->shown.principal) : NULL;
    const char *mask = strstr(arn, ":********");
    const char *digits = mask ? mask + strlen(":********") : NULL;
    if (!account || !digits || strspn(digits, SG_DIGITS) != 4 || strncmp(account + 8, digits, 4) != 0)
        return arn;
    return sg_format(a, "%.*s:%s%s", (int)(mask - arn), arn, account, digits + 4);
}

/* "bucket/key" and "s3://bucket/key", whose ARNs need no account; NULL for other texts. */
static const char *arn_of_object(struct sg_arena *a, const struct sg_denial *denial, const char *resource)
{
    const char *action = sg_diagnose_asked(denial);
    bool url = sg_starts_with(resource, "s3://");
    const char *path = url ? resource + strlen("s3://") : resource;
    bool object = action && strncasecmp(action, "s3:", 3) == 0 && strstr(action, "Object") && strchr(path, '/');
    return object && sg_is_made_of(path, SG_ALNUM "-_./+=@") && strspn(path, SG_ALNUM "-.") >= BUCKET_LEAST
               ? sg_format(a, "arn:aws:s3:::%s", path)
               : NULL;
}

const char *sg_diagnose_resource(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_denial *denial)
{
    if (sg_diagnose_asked(denial) && works_on_all(scope, catalog, denial))
        return "*";
    const char *resource = denial->shown.resource ? arn_of_typed(scope->arena, denial) : NULL;
    const char *object = resource ? arn_of_object(scope->arena, denial, resource) : NULL;
    resource = object ? object : resource;
    if (!resource || !sg_starts_with(resource, "arn:"))
        return resource && strcmp(resource, "*") == 0 ? resource : NULL;
    resource = with_account(scope->arena, denial, resource);
    return is_whole(resource) ? resource : NULL;
}
