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

static void check_variable(struct sg_lint *l, const struct sg_lint_user *user, const char *name,
                           const struct sg_node *value)
{
    const struct sg_resource *named = value->first ? sg_lint_named(l, value, NULL) : NULL;
    if (!named || is_function(named))
        return;
    const struct sg_target *target = sg_lint_target_of(l, named);
    if (!sg_lint_may_use(l, user->access, sg_concat(l->arena, target->service, ":*"), named) &&
        !gets_messages(l, user, named))
        sg_lint_offer(l,
                      sg_lint_report(l, SG510, value,
                                     "variable %s names the %s %s, but the role of %s has no permission on it; if the "
                                     "code calls it, grant %s",
                                     name, target->kind->noun, named->id, user->resource->id, target->grants),
                      user->resource->id, target->kind, named->id);
}

/* A function given a role ARN usually passes its variables on with that role, which is not checked. */
static bool has_role(struct sg_lint *l, const struct sg_resource *function)
{
    static const char *const roles[] = {"AWS::IAM::Role", NULL};
    for (struct sg_lint_values v = own_variables(l, function); sg_lint_next(&v);)
        if (sg_lint_named(l, v.value, roles))
            return true;
    return false;
}

void sg_lint_check_environment(struct sg_lint *l)
{
    for (const struct sg_lint_user *u = NULL; (u = sg_lint_next_user(l, u));) {
        if (sg_lint_is_machine(u) || has_role(l, u->resource))
            continue;
        for (struct sg_lint_values v = own_variables(l, u->resource); sg_lint_next(&v);)
            check_variable(l, u, v.name, v.value);
    }
}
