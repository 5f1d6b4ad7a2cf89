#include "value/request.h"

#include "base/text.h"
#include "iam/arn.h"

#include <string.h>

/*
 * A role is in one partition, and a grant is mostly for resources in one region, so an ARN tells where its neighbours
 * are. Only names that are written out take the region: what the template has is in the region of the stack.
 */

static bool is_literal(const char *text)
{
    return text && *text && !sg_has_substitution(text);
}

/* The partition that a value says, or NULL. */
static const char *said_partition(struct sg_arena *a, const struct sg_value *value)
{
    bool policy = value->kind->value && strcmp(value->kind->value, "policy") == 0;
    if (policy && value->name && sg_starts_with(value->name, "arn:aws"))
        return sg_arn_part(a, value->name, SG_ARN_PART_PARTITION);
    return is_literal(value->partition) ? value->partition : NULL;
}

struct said {
    const char *partition, *given;
};

static bool take_partition(struct sg_scope *scope, const struct sg_given *given, struct said *said)
{
    for (size_t i = 0; i < given->count; i++) {
        const struct sg_value *value = &given->values[i];
        const char *partition = said_partition(scope->arena, value);
        if (!is_literal(partition))
            continue;
        if (said->partition && strcmp(said->partition, partition) != 0)
            return sg_fail(scope->findings, value->origin,
                           "\"%s\" is in the partition %s, but \"%s\" is in %s; nothing has access across partitions",
                           value->given, partition, said->given, said->partition);
        *said = (struct said){partition, value->given};
    }
    return true;
}

static bool is_key(const struct sg_use *use, const struct sg_given *given)
{
    return use->grant->kms && sg_equals(given->option->name, SG_KEY_OPTION);
}

/* The only region that the values of a use say; NULL when they say none or several. */
static const char *only_region(const struct sg_use *use, const struct sg_given *except)
{
    const char *region = NULL;
    for (size_t g = 0; g < use->count; g++)
        for (size_t i = 0; &use->given[g] != except && !is_key(use, &use->given[g]) && i < use->given[g].count; i++) {
            const char *said = use->given[g].values[i].region;
            if (!is_literal(said))
                continue;
            if (region && strcmp(region, said) != 0)
                return NULL;
            region = said;
        }
    return region;
}

/* The account of the only resource beside a key. */
static const char *account_beside(const struct sg_use *use, const struct sg_given *except)
{
    const char *account = NULL;
    for (size_t g = 0; g < use->count; g++)
        for (size_t i = 0; &use->given[g] != except && i < use->given[g].count; i++) {
            const struct sg_value *value = &use->given[g].values[i];
            bool has = is_literal(value->account);
            if (has && account && strcmp(account, value->account) != 0)
                return NULL;
            account = has ? value->account : account;
        }
    return account;
}

static bool share_region(struct sg_scope *scope, const struct sg_use *use, struct sg_given *given)
{
    const char *region = only_region(use, given);
    bool key = is_key(use, given), ok = true;
    for (size_t i = 0; region && i < given->count; i++) {
        struct sg_value *value = &given->values[i];
        const char *arn = value->form ? value->form->arn : value->kind->arn;
        if (key && is_literal(value->region) && strcmp(value->region, region) != 0)
            ok = sg_fail(scope->findings, value->origin, "\"%s\" is in %s, but what it encrypts is in %s", value->given,
                         value->region, region);
        if (!arn || !strstr(arn, "{region}") || value->region || value->arn || !is_literal(value->name))
            continue;
        value->region = region;
        if (key && !value->account)
            value->account = account_beside(use, given);
    }
    return ok;
}

bool sg_share_partition(struct sg_scope *scope, const struct sg_use *uses, size_t count)
{
    struct said said = {0};
    bool ok = true;
    for (size_t u = 0; u < count; u++)
        for (size_t g = 0; uses[u].grant && g < uses[u].count; g++)
            ok = take_partition(scope, &uses[u].given[g], &said) && ok;
    if (!said.partition || (scope->partition_is_set && !is_literal(scope->partition)))
        return ok;
    if (ok && scope->partition_is_set && strcmp(scope->partition, said.partition) != 0)
        sg_report(scope->findings, SAMGEN_WARNING, (struct sg_origin){.subject = "--partition"},
                  "%s has no effect, because \"%s\" is in the partition %s", scope->partition, said.given,
                  said.partition);
    scope->partition = said.partition;
    return ok;
}

bool sg_share_place(struct sg_scope *scope, struct sg_use *uses, size_t count)
{
    bool ok = sg_share_partition(scope, uses, count);
    for (size_t u = 0; u < count; u++) {
        struct sg_use *use = &uses[u];
        for (size_t g = 0; use->grant && g < use->count; g++)
            ok = share_region(scope, use, &use->given[g]) && ok;
        use->region = use->grant ? only_region(use, NULL) : NULL;
    }
    return ok;
}
