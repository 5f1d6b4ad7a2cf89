#include "place/resource_policy_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "catalog/pattern.h"
#include "place/place.h"

#include <string.h>

struct sg_policy_list sg_place_policies_new(struct sg_scope *scope, struct sg_catalog *catalog)
{
    struct sg_policy_list list = {.scope = scope, .catalog = catalog};
    struct sg_strings names = {0};
    sg_place_names(catalog, SG_POLICY, &names);
    for (size_t i = 0; i < names.count; i++) /* reports their faults, once */
        if (sg_find_policy_row(catalog, names.items[i], scope->findings))
            sg_push(scope->arena, &list.names, names.items[i]);
    return list;
}

static bool same_resource(const struct sg_value *x, const struct sg_value *y)
{
    const char *p = x->arn ? x->arn : x->name, *q = y->arn ? y->arn : y->name;
    const char *const pairs[][2] = {{p, q}, {x->account, y->account}, {x->region, y->region}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if ((pairs[i][0] == NULL) != (pairs[i][1] == NULL) || (pairs[i][0] && strcmp(pairs[i][0], pairs[i][1]) != 0))
            return false;
    return true;
}

static bool same_statement(const struct sg_statement *x, const struct sg_statement *y)
{
    bool same = sg_strings_equal(&x->actions, &y->actions) && sg_strings_equal(&x->resources, &y->resources) &&
                x->conditions.count == y->conditions.count;
    for (size_t i = 0; same && i < x->conditions.count; i++)
        same = strcmp(x->conditions.items[i].name, y->conditions.items[i].name) == 0 &&
               strcmp(x->conditions.items[i].key, y->conditions.items[i].key) == 0 &&
               sg_strings_equal(&x->conditions.items[i].values, &y->conditions.items[i].values);
    return same;
}

static bool has_statement(const struct sg_written_policy *policy, const struct sg_statement *statement)
{
    for (size_t i = 0; i < policy->count; i++)
        if (same_statement(&policy->statements[i], statement))
            return true;
    return false;
}

static const char *unique_sid(struct sg_arena *a, const struct sg_written_policy *policy, const char *sid)
{
    const char *unique = sid;
    for (size_t n = 2, i = 0; i < policy->count; i++)
        if (strcmp(policy->statements[i].sid, unique) == 0) {
            unique = sg_format(a, "%s%zu", sid, n++);
            i = (size_t)-1;
        }
    return unique;
}

void sg_place_add_policy(struct sg_policy_list *list, const struct sg_policy_row *row, const struct sg_value *value,
                         const struct sg_statement *statement)
{
    struct sg_arena *a = list->scope->arena;
    struct sg_written_policy *policy = NULL;
    for (size_t i = 0; i < list->count && !policy; i++)
        if (list->items[i].row == row && same_resource(list->items[i].value, value))
            policy = &list->items[i];
    if (!policy) {
        sg_grow(a, list->items, list->count, list->capacity);
        policy = &list->items[list->count++];
        *policy = (struct sg_written_policy){.row = row, .value = value};
    }
    if (has_statement(policy, statement))
        return;
    struct sg_statement *larger = sg_new_array(a, struct sg_statement, policy->count + 1);
    if (policy->count)
        memcpy(larger, policy->statements, policy->count * sizeof *larger);
    larger[policy->count] = *statement;
    larger[policy->count].sid = unique_sid(a, policy, statement->sid ? statement->sid : "Allow");
    policy->count++;
    policy->statements = larger;
}

static bool is_about(const struct sg_policy_row *row, const char *action)
{
    const size_t length = strcspn(action, ":");
    for (size_t i = 0; i < row->services.count; i++)
        if (strlen(row->services.items[i]) == length && strncmp(row->services.items[i], action, length) == 0)
            return true;
    return false;
}

const struct sg_policy_row *sg_place_policy_of(const struct sg_policy_list *list, const struct sg_kind *kind,
                                               const char *action, const char *pattern)
{
    const struct sg_policy_row *plain = NULL;
    for (size_t i = 0; i < list->names.count; i++) {
        const struct sg_policy_row *row =
            sg_find_policy_row(list->catalog, list->names.items[i], list->scope->findings);
        if (strcmp(row->kind->name, kind->name) != 0 || !is_about(row, action))
            continue;
        if (row->behind && strstr(pattern, row->behind))
            return row;
        if (!row->behind)
            plain = row;
    }
    return plain;
}

/* The ARN of the resource itself, arn:aws:s3:::bucket of arn:aws:s3:::bucket/key; NULL if the row has other ARNs. */
static const char *whole_arn(struct sg_arena *a, const struct sg_policy_row *row, const char *arn)
{
    struct sg_parts parts;
    const char *behind = row->behind ? strstr(arn, row->behind) : NULL;
    if ((row->behind && !behind) || !row->kind->arn || !sg_match_pattern(a, row->kind->arn, arn, &parts) ||
        !parts.name || !*parts.name)
        return NULL;
    size_t before = strlen(arn) - strlen(parts.name);
    size_t name = row->cut ? strcspn(parts.name, row->cut) : strlen(parts.name);
    if (behind)
        return sg_copy_bytes(a, arn, (size_t)(behind - arn));
    return name ? sg_copy_bytes(a, arn, before + name) : NULL;
}

/* Accepts names that are shorter than AWS now requires, because old resources have them. */
static bool read_silently(struct sg_scope *scope, const struct sg_kind *kind, const char *arn, struct sg_value *value)
{
    struct sg_kind any_length = *kind;
    struct sg_hush hush;
    any_length.least = 0;
    sg_hush(&hush, &scope->findings);
    bool ok = sg_read_value(scope, (struct sg_origin){.subject = arn}, &any_length, arn, value);
    value->kind = kind;
    sg_unhush(&hush);
    return ok;
}

/* "${Jobs.Arn}": the template says which type of resource it is. */
static const struct sg_policy_row *policy_of_reference(const struct sg_policy_list *list, const char *action,
                                                       const char *arn, struct sg_value *value)
{
    bool known = list->scope->names && sg_starts_with(arn, "${");
    const char *resource = sg_format(list->scope->arena, "%.*s}", (int)strcspn(arn, ".}"), arn);
    for (size_t i = 0; known && i < list->names.count; i++) {
        const struct sg_policy_row *row =
            sg_find_policy_row(list->catalog, list->names.items[i], list->scope->findings);
        if (!row->behind && row->kind->types.count && is_about(row, action) &&
            read_silently(list->scope, row->kind, resource, value))
            return row;
    }
    return NULL;
}

/* The row whose kind accepts the ARN; without `value`, the row whose kind has such ARNs but refuses the name in it. */
static const struct sg_policy_row *row_of_arn(const struct sg_policy_list *list, const char *action, const char *arn,
                                              struct sg_value *value, const char **whole)
{
    for (int with_behind = 1; with_behind >= 0; with_behind--)
        for (size_t i = 0; i < list->names.count; i++) {
            const struct sg_policy_row *row =
                sg_find_policy_row(list->catalog, list->names.items[i], list->scope->findings);
            *whole = (row->behind != NULL) == with_behind && is_about(row, action)
                         ? whole_arn(list->scope->arena, row, arn)
                         : NULL;
            struct sg_value ignored;
            if (*whole && read_silently(list->scope, row->kind, *whole, value ? value : &ignored) == (value != NULL))
                return row;
        }
    return NULL;
}

const struct sg_policy_row *sg_place_policy_of_arn(const struct sg_policy_list *list, const char *action,
                                                   const char *arn, struct sg_value *value)
{
    const char *whole;
    const struct sg_policy_row *row = row_of_arn(list, action, arn, value, &whole);
    return row ? row : policy_of_reference(list, action, arn, value);
}

static bool has_policies(const struct sg_policy_list *list, const char *action)
{
    bool has = false;
    for (size_t i = 0; !has && i < list->names.count; i++)
        has = is_about(sg_find_policy_row(list->catalog, list->names.items[i], list->scope->findings), action);
    return has;
}

bool sg_place_refuse_arn(const struct sg_policy_list *list, const char *action, const char *arn,
                         struct sg_origin origin)
{
    const char *whole;
    struct sg_value value;
    if (strcmp(arn, "*") == 0 && has_policies(list, action))
        return !sg_fail(list->scope->findings, origin,
                        "\"*\" does not show which resource gets the policy; write its ARN");
    const struct sg_policy_row *row = row_of_arn(list, action, arn, NULL, &whole);
    return row && !sg_read_value(list->scope, origin, row->kind, whole, &value);
}
