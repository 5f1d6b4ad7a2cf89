#include "place/resource_policy_list_internal.h"

#include "base/list.h"
#include "catalog/pattern.h"
#include "place/place.h"

#include <string.h>

struct sg_policies_written sg_place_policies_new(struct sg_scope *scope, struct sg_catalog *catalog)
{
    struct sg_policies_written c = {.scope = scope, .catalog = catalog};
    struct sg_strings names = {0};
    sg_place_names(catalog, SG_POLICY, &names);
    for (size_t i = 0; i < names.count; i++) /* faults are told here, once */
        if (sg_find_callee(catalog, names.items[i], scope->findings))
            sg_push(scope->arena, &c.names, names.items[i]);
    return c;
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

static bool same_texts(const struct sg_strings *x, const struct sg_strings *y)
{
    bool same = x->count == y->count;
    for (size_t i = 0; same && i < x->count; i++)
        same = strcmp(x->items[i], y->items[i]) == 0;
    return same;
}

static bool same_statement(const struct sg_statement *x, const struct sg_statement *y)
{
    bool same = same_texts(&x->actions, &y->actions) && same_texts(&x->resources, &y->resources) &&
                x->conditions.count == y->conditions.count;
    for (size_t i = 0; same && i < x->conditions.count; i++)
        same = strcmp(x->conditions.items[i].name, y->conditions.items[i].name) == 0 &&
               strcmp(x->conditions.items[i].key, y->conditions.items[i].key) == 0 &&
               same_texts(&x->conditions.items[i].values, &y->conditions.items[i].values);
    return same;
}

static bool has_statement(const struct sg_callee_use *use, const struct sg_statement *statement)
{
    for (size_t i = 0; i < use->count; i++)
        if (same_statement(&use->statements[i], statement))
            return true;
    return false;
}

static const char *unique_sid(struct sg_arena *a, const struct sg_callee_use *use, const char *sid)
{
    const char *unique = sid;
    for (size_t n = 2, i = 0; i < use->count; i++)
        if (strcmp(use->statements[i].sid, unique) == 0) {
            unique = sg_format(a, "%s%zu", sid, n++);
            i = (size_t)-1;
        }
    return unique;
}

void sg_place_add_policy(struct sg_policies_written *c, const struct sg_callee *callee, const struct sg_value *value,
                         const struct sg_statement *statement)
{
    struct sg_arena *a = c->scope->arena;
    struct sg_callee_use *use = NULL;
    for (size_t i = 0; i < c->count && !use; i++)
        if (c->items[i].callee == callee && same_resource(c->items[i].value, value))
            use = &c->items[i];
    if (!use) {
        sg_grow(a, c->items, c->count, c->capacity);
        use = &c->items[c->count++];
        *use = (struct sg_callee_use){.callee = callee, .value = value};
    }
    if (has_statement(use, statement))
        return;
    struct sg_statement *larger = sg_new_array(a, struct sg_statement, use->count + 1);
    if (use->count)
        memcpy(larger, use->statements, use->count * sizeof *larger);
    larger[use->count] = *statement;
    larger[use->count].sid = unique_sid(a, use, statement->sid ? statement->sid : "Allow");
    use->count++;
    use->statements = larger;
}

static bool is_about(const struct sg_callee *callee, const char *action)
{
    const size_t length = strcspn(action, ":");
    for (size_t i = 0; i < callee->services.count; i++)
        if (strlen(callee->services.items[i]) == length && strncmp(callee->services.items[i], action, length) == 0)
            return true;
    return false;
}

const struct sg_callee *sg_place_policy_of(const struct sg_policies_written *c, const struct sg_kind *kind,
                                           const char *action, const char *pattern)
{
    const struct sg_callee *plain = NULL;
    for (size_t i = 0; i < c->names.count; i++) {
        const struct sg_callee *callee = sg_find_callee(c->catalog, c->names.items[i], c->scope->findings);
        if (strcmp(callee->kind->name, kind->name) != 0 || !is_about(callee, action))
            continue;
        if (callee->behind && strstr(pattern, callee->behind))
            return callee;
        if (!callee->behind)
            plain = callee;
    }
    return plain;
}

/* The ARN of the resource itself: arn:aws:s3:::bucket of arn:aws:s3:::bucket/key. NULL when the callee has no such ARN. */
static const char *whole_arn(struct sg_arena *a, const struct sg_callee *callee, const char *arn)
{
    struct sg_parts parts;
    const char *behind = callee->behind ? strstr(arn, callee->behind) : NULL;
    if ((callee->behind && !behind) || !callee->kind->arn || !sg_match_pattern(a, callee->kind->arn, arn, &parts) ||
        !parts.name || !*parts.name)
        return NULL;
    size_t before = strlen(arn) - strlen(parts.name);
    size_t name = callee->cut ? strcspn(parts.name, callee->cut) : strlen(parts.name);
    if (behind)
        return sg_copy_bytes(a, arn, (size_t)(behind - arn));
    return name ? sg_copy_bytes(a, arn, before + name) : NULL;
}

/* A name may be shorter than AWS lets new ones be. */
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

const struct sg_callee *sg_place_policy_of_arn(const struct sg_policies_written *c, const char *action, const char *arn,
                                               struct sg_value *value)
{
    for (int with_behind = 1; with_behind >= 0; with_behind--)
        for (size_t i = 0; i < c->names.count; i++) {
            const struct sg_callee *callee = sg_find_callee(c->catalog, c->names.items[i], c->scope->findings);
            const char *whole = (callee->behind != NULL) == with_behind && is_about(callee, action)
                                    ? whole_arn(c->scope->arena, callee, arn)
                                    : NULL;
            if (whole && read_silently(c->scope, callee->kind, whole, value))
                return callee;
        }
    return NULL;
}
