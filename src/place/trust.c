#include "place/trust.h"

#include "grant/fill.h"
#include "place/place.h"

/* The conditions whose options are all given, or NULL after reporting. */
static struct sg_node *conditions_node(struct sg_scope *scope, const struct sg_truster *truster,
                                       const struct sg_use *use)
{
    static const struct sg_statement always;
    const struct sg_filling filling = {.scope = scope, .use = use, .statement = &always, .style = SG_ARN_SHORTEST};
    struct sg_node *conditions = sg_map(scope->arena);
    for (size_t i = 0; i < truster->conditions.count; i++) {
        const struct sg_condition *c = &truster->conditions.items[i];
        struct sg_strings texts = {0};
        if (!c->values.count || !sg_place_all_given(use, c->values.items[0]))
            continue;
        if (!sg_grant_fill(&filling, c->values.items[0], &texts))
            return NULL;
        if (!sg_get(conditions, c->name))
            sg_put(scope->arena, conditions, c->name, sg_map(scope->arena));
        sg_put(scope->arena, sg_get(conditions, c->name), c->key, sg_text_node(scope, texts.items[0]));
    }
    return conditions;
}

static struct sg_node *document(struct sg_arena *a, const char *principal, struct sg_node *conditions)
{
    struct sg_node *root = sg_map(a), *policy = sg_map(a), *statement = sg_map(a), *who = sg_map(a);
    sg_put(a, statement, "Effect", sg_scalar(a, "Allow"));
    sg_put(a, who, "Service", sg_place_list_of(a, sg_scalar(a, principal)));
    sg_put(a, statement, "Principal", who);
    sg_put(a, statement, "Action", sg_place_list_of(a, sg_scalar(a, "sts:AssumeRole")));
    if (conditions && conditions->count)
        sg_put(a, statement, "Condition", conditions);
    sg_put(a, policy, "Version", sg_scalar(a, "2012-10-17"));
    sg_put(a, policy, "Statement", sg_place_list_of(a, statement));
    sg_put(a, root, "AssumeRolePolicyDocument", policy);
    return root;
}

struct sg_node *sg_place_trust(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked_grant *service)
{
    size_t errors = scope->findings->errors;
    const struct sg_truster *truster = sg_find_truster(catalog, service->name, scope->findings);
    struct sg_use use;
    if (!truster && errors == scope->findings->errors && sg_place_is_service_principal(service->name))
        return sg_place_trust_for(scope, service->name);
    if (!truster && errors == scope->findings->errors)
        sg_place_unknown(scope, catalog, SG_TRUST, service);
    if (!truster || !sg_read_options(scope, &truster->grant, service, &use))
        return NULL;
    struct sg_node *conditions = conditions_node(scope, truster, &use);
    if (!conditions)
        return NULL;
    sg_place_add_notes(scope, service->name, &truster->grant.notes);
    return document(scope->arena, truster->principal, conditions);
}

struct sg_node *sg_place_trust_for(struct sg_scope *scope, const char *principal)
{
    return document(scope->arena, principal, NULL);
}
