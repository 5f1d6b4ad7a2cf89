/* SG510: variables that name a resource on which the role has no permission. */
#include "lint/reference_internal.h"
#include "lint/rules_internal.h"
#include "lint/user_internal.h"
#include "lint/values_internal.h"

#include "sam/mention.h"

#include <string.h>

/* Not those of Globals: every function has them, whether it uses them or not. */
static struct sg_lint_values own_variables(struct sg_lint *l, const struct sg_resource *function)
{
    const struct sg_node *environment = sg_get(sg_get(function->body, "Properties"), "Environment");
    return sg_lint_values_at(l, sg_get(environment, "Variables"), "*");
}

/* Functions are often only named in a ServiceToken, a target or a message to another service. */
static bool is_function(const struct sg_resource *r)
{
    for (const char *const *type = sg_lint_functions; *type; type++)
        if (sg_has_type(r, *type))
            return true;
    return false;
}

/* ---- Topics ---- */

/* The resource that a name of sg_add_mentions is about, or NULL. */
static const struct sg_resource *resource_of(struct sg_lint *l, const char *name)
{
    return sg_find_resource(l->template, sg_copy_bytes(l->arena, name, strcspn(name, ".")));
}

static bool mentions(struct sg_lint *l, const struct sg_node *value, const struct sg_resource *r)
{
    struct sg_strings names = {0};
    sg_add_mentions(l->arena, value, &names);
    for (size_t i = 0; i < names.count; i++)
        if (resource_of(l, names.items[i]) == r)
            return true;
    return false;
}

static bool reads(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_resource *source)
{
    bool found = mentions(l, sg_get(user->resource->properties, "Events"), source);
    for (const struct sg_lint_mapping *m = user->mappings; m && !found; m = m->next)
        found = mentions(l, m->arn, source);
    return found;
}

/* Returns whether a function gets what is sent to an endpoint: it is the function, its event source, or calls it. */
static bool reaches(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_node *endpoint)
{
    struct sg_strings names = {0};
    sg_add_mentions(l->arena, endpoint, &names);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_resource *r = resource_of(l, names.items[i]);
        if (r && (r == user->resource || reads(l, user, r) || mentions(l, r->properties, user->resource)))
            return true;
    }
    return false;
}

static bool subscribes(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_resource *topic)
{
    bool found = false;
    for (const struct sg_resource *r = NULL; !found && (r = sg_lint_next_resource(l, r));)
        found = sg_has_type(r, "AWS::SNS::Subscription") && mentions(l, sg_get(r->properties, "TopicArn"), topic) &&
                reaches(l, user, sg_get(r->properties, "Endpoint"));
    return found;
}

/* A function that gets messages of several topics has their ARNs to tell them apart. */
static bool gets_messages(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_resource *topic)
{
    const struct sg_resource *checked = l->resource;
    if (!sg_has_type(topic, "AWS::SNS::Topic"))
        return false;
    bool found = reads(l, user, topic) || reaches(l, user, sg_get(topic->properties, "Subscription")) ||
                 subscribes(l, user, topic);
    l->resource = checked;
    return found;
}

/* ---- Variables ---- */

struct variable {
    const char *name;
    const struct sg_node *value;
    const struct sg_resource *named;
    const struct sg_target *target;
    const struct sg_resource *function;
};

static void report(struct sg_lint *l, const struct variable *v)
{
    struct sg_lint_finding *finding = sg_lint_report(
        l, SG510, v->value,
        "variable %s names the %s %s, but the role of %s has no permission on it; if the code calls it, grant %s",
        v->name, v->target->kind->noun, v->named->id, v->function->id, v->target->grants);
    sg_lint_offer(l, finding, v->function->id, v->target->kind, &v->target->kind->suggest, v->named->id);
}

static bool allows(const struct sg_grant *grant, const char *action)
{
    for (size_t i = 0; i < grant->needs.count; i++)
        if (sg_strings_have(&grant->needs.items[i].actions, action))
            return true;
    return false;
}

/* The first grant of the kind that allows all of the actions; empty: none does. */
static struct sg_strings grant_of(struct sg_lint *l, const struct sg_kind *kind, const struct sg_strings *actions)
{
    struct sg_strings found = {0};
    for (size_t i = 0; i < kind->suggest.count && !found.count; i++) {
        const struct sg_grant *grant = sg_find_grant(l->catalog, kind->suggest.items[i], NULL);
        bool all = grant != NULL;
        for (size_t k = 0; all && k < actions->count; k++)
            all = allows(grant, actions->items[k]);
        if (all)
            sg_push(l->arena, &found, kind->suggest.items[i]);
    }
    return found;
}

/* The code was read, and makes calls on the resource. */
static void report_calls(struct sg_lint *l, const struct variable *v, const struct sg_lint_code_use *use)
{
    struct sg_strings grants = grant_of(l, v->target->kind, &use->actions);
    struct sg_lint_finding *finding = sg_lint_report(
        l, SG510, v->value, "the code calls %s on the %s %s (%s), but the role of %s has no permission on it; grant %s",
        sg_join(l->arena, &use->actions, ", "), v->target->kind->noun, v->named->id, use->place, v->function->id,
        grants.count              ? grants.items[0]
        : use->actions.count == 1 ? "this action"
                                  : "these actions");
    finding->certain = true;
    if (grants.count)
        sg_lint_offer(l, finding, v->function->id, v->target->kind, &grants, v->named->id);
}

static void check_variable(struct sg_lint *l, const struct sg_lint_user *user, const char *name,
                           const struct sg_node *value)
{
    const struct sg_resource *named = value->first ? sg_lint_named(l, value, NULL) : NULL;
    if (!named || is_function(named))
        return;
    const struct sg_target *target = sg_lint_target_of(l, named);
    if (sg_lint_may_use(l, user->access, sg_concat(l->arena, target->service, ":*"), named) ||
        gets_messages(l, user, named))
        return;
    const struct variable variable = {name, value, named, target, user->resource};
    const struct sg_lint_code_use use =
        l->read_code ? l->read_code(l, user->resource, named, target->service) : (struct sg_lint_code_use){0};
    if (use.actions.count)
        report_calls(l, &variable, &use);
    else if (!use.all)
        report(l, &variable);
}

/* A function given a role ARN usually passes its variables on with that role, which is not checked. */
static bool has_role(struct sg_lint *l, struct sg_lint_values v)
{
    static const char *const roles[] = {"AWS::IAM::Role", NULL};
    while (sg_lint_next(&v))
        if (sg_lint_named(l, v.value, roles))
            return true;
    return false;
}

void sg_lint_check_environment(struct sg_lint *l)
{
    for (const struct sg_lint_user *u = NULL; (u = sg_lint_next_user(l, u));) {
        struct sg_lint_values v = own_variables(l, u->resource);
        if (sg_lint_is_machine(u) || has_role(l, v))
            continue;
        while (sg_lint_next(&v))
            check_variable(l, u, v.name, v.value);
    }
}
