#include "sam/role.h"

#include "base/list.h"
#include "base/text.h"
#include "sam/connector_internal.h"
#include "sam/destination_internal.h"
#include "sam/entry.h"
#include "sam/event_internal.h"
#include "sam/function_internal.h"
#include "sam/intrinsic.h"
#include "sam/other_resource_internal.h"
#include "sam/parameter_internal.h"
#include "sam/property_internal.h"
#include "sam/rename_internal.h"
#include "yaml/scalar.h"

#include <string.h>

/* Gives nodes that samgen made the position of their origin, for findings and decisions. */
static void set_position(struct sg_node *node, const struct sg_node *at)
{
    if (node->end)
        return;
    node->start = at->start;
    node->end = at->end;
    for (struct sg_node *child = node->first; child; child = child->next)
        set_position(child, at);
}

void sg_role_attach(const struct sg_template *t, struct sg_attached_list *list, struct sg_attached item)
{
    sg_grow(t->arena, list->items, list->count, list->capacity);
    set_position(item.node, item.entry);
    list->items[list->count++] = item;
}

static const struct sg_node *property(const struct sg_role *role, const char *name)
{
    const struct sg_node *value = sg_get(role->resource->properties, name);
    return value && !sg_is_null(value) ? value : NULL;
}

/* Adds a managed policy of SAM itself, whose ARN SAM writes without looking up the name. */
static void add_own(const struct sg_template *t, struct sg_role *role, const char *path, const char *because)
{
    struct sg_node *arn = sg_scalar(t->arena, sg_format(t->arena, "arn:%s:iam::aws:policy/%s", t->partition, path));
    sg_role_attach(t, &role->managed,
                   (struct sg_attached){.node = arn, .entry = role->resource->key, .because = because});
}

static const char *tracing_policy(const struct sg_template *t)
{
    return strcmp(t->partition, "aws") == 0 ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess";
}

static bool is_disabled(const struct sg_template *t, const struct sg_node *tracing)
{
    const struct sg_node *value = sg_with_parameters(t, tracing);
    return value && sg_is_text(value) && strcmp(value->text, "Disabled") == 0;
}

static void add_baselines(const struct sg_template *t, struct sg_role *role)
{
    const struct sg_node *tracing = property(role, "Tracing");
    if (sg_is_nothing(property(role, "DurableConfig")))
        add_own(t, role, "service-role/AWSLambdaBasicExecutionRole", "every function writes logs");
    else
        add_own(t, role, "service-role/AWSLambdaBasicDurableExecutionRolePolicy", "DurableConfig");
    if (!sg_is_nothing(tracing) && !is_disabled(t, tracing))
        add_own(t, role, tracing_policy(t), "Tracing");
    if (!sg_is_nothing(property(role, "VpcConfig")))
        add_own(t, role, "service-role/AWSLambdaVPCAccessExecutionRole", "VpcConfig");
}

/* Returns the trust policy that SAM writes without AssumeRolePolicyDocument. */
static struct sg_node *trust_of(struct sg_arena *a, const char *service)
{
    struct sg_node *services = sg_list(a), *principal = sg_map(a), *statement = sg_map(a), *statements = sg_list(a),
                   *document = sg_map(a), *actions = sg_list(a);
    sg_append(services, sg_scalar(a, service));
    sg_put(a, principal, "Service", services);
    sg_append(actions, sg_scalar(a, "sts:AssumeRole"));
    sg_put(a, statement, "Effect", sg_scalar(a, "Allow"));
    sg_put(a, statement, "Principal", principal);
    sg_put(a, statement, "Action", actions);
    sg_append(statements, statement);
    sg_put(a, document, "Version", sg_scalar(a, "2012-10-17"));
    sg_put(a, document, "Statement", statements);
    return document;
}

static struct sg_role new_role(const struct sg_template *t, const struct sg_resource *resource, const char *service)
{
    struct sg_role role = {.resource = resource, .id = sg_concat(t->arena, resource->id, "Role")};
    const struct sg_node *trust = property(&role, "AssumeRolePolicyDocument");
    role.trust = trust ? trust : trust_of(t->arena, service);
    role.path = property(&role, "RolePath");
    role.boundary = property(&role, "PermissionsBoundary");
    return role;
}

enum role_use { ROLE_ALWAYS, ROLE_SOMETIMES, ROLE_NEVER, ROLE_FAULTY };

/*
 * Returns when SAM creates the role of a function: always without Role, sometimes if Role is an Fn::If with
 * AWS::NoValue.
 */
static enum role_use use_of_role(const struct sg_template *t, const struct sg_resource *function)
{
    const struct sg_node *role = sg_get(function->properties, "Role");
    struct sg_if items;
    if (!role || sg_is_null(role))
        return ROLE_ALWAYS;
    if (!sg_is_if(role))
        return ROLE_NEVER;
    const struct sg_node *filled = sg_with_parameters(t, role);
    if (!filled || !sg_if_items(filled, &items)) {
        sg_fail(t->findings, sg_at(t, role), "%s: the Fn::If of Role must be a list of a condition and two values",
                function->id);
        return ROLE_FAULTY;
    }
    bool yes = sg_is_no_value(items.yes), no = sg_is_no_value(items.no);
    return yes && no ? ROLE_ALWAYS : yes || no ? ROLE_SOMETIMES : ROLE_NEVER;
}

static bool check_free_id(const struct sg_template *t, const struct sg_resource *resource)
{
    const char *id = sg_concat(t->arena, resource->id, "Role");
    const struct sg_resource *taken = sg_find_resource(t, id);
    return !taken || sg_fail(t->findings, sg_at(t, taken->key),
                             "SAM creates the role %s for %s, but the template has a resource with this ID; rename it",
                             id, resource->id);
}

static bool check_shapes(const struct sg_template *t, const struct sg_resource *resource, const char *owner)
{
    const struct sg_properties properties = {
        .owner = owner, .subject = resource->id, .map = resource->properties, .at = resource->key};
    return sg_check_properties(t, &properties);
}

static bool check_id(const struct sg_template *t, const struct sg_resource *resource)
{
    size_t letters = sg_alnum_length(resource->id);
    return (resource->id[0] && resource->id[letters] == '\0') ||
           sg_fail(t->findings, sg_at(t, resource->key), "the logical ID \"%s\" must consist of letters and digits",
                   resource->id);
}

/* Checks the function and adds its role, if SAM creates one. Returns false after reporting an error. */
static bool build_function(const struct sg_template *t, const struct sg_resource *function,
                           struct sg_made_destinations *made, struct sg_roles *roles)
{
    struct sg_role role = new_role(t, function, "lambda.amazonaws.com");
    if (!check_id(t, function) || !check_shapes(t, function, "Function") || !sg_check_function(t, function))
        return false;
    enum role_use use = use_of_role(t, function);
    add_baselines(t, &role);
    bool ok = use != ROLE_FAULTY && sg_add_dead_letter_queue(t, &role);
    ok = sg_add_invoke_destinations(t, &role, made) && ok;
    ok = sg_add_entries(t, &role, NULL, NULL) && ok;
    ok = sg_add_events(t, function, &role) && ok;
    if (use == ROLE_NEVER || use == ROLE_FAULTY)
        return ok;
    role.conditional = use == ROLE_SOMETIMES;
    roles->items[roles->count++] = role;
    return check_free_id(t, function) && ok;
}

static bool build_machine(const struct sg_template *t, const struct sg_resource *machine, struct sg_roles *roles)
{
    struct sg_role role = new_role(t, machine, "states.amazonaws.com");
    const struct sg_node *own = sg_get(machine->properties, "Role"),
                         *policies = sg_get(machine->properties, "Policies");
    if (!check_id(t, machine) || !check_shapes(t, machine, "StateMachine") || !sg_check_state_machine(t, machine))
        return false;
    bool traced = sg_is_true(sg_get(sg_get(machine->properties, "Tracing"), "Enabled"));
    struct sg_node *tracing = traced ? sg_scalar(t->arena, tracing_policy(t)) : NULL;
    bool ok = sg_add_entries(t, &role, tracing, "Tracing");
    ok = sg_check_machine_events(t, machine) && ok;
    if (sg_is_nothing(own)) {
        roles->items[roles->count++] = role;
        return check_free_id(t, machine) && ok;
    }
    if (!sg_is_nothing(policies))
        return sg_fail(t->findings, sg_at(t, own), "%s: Role and Policies cannot be used together; remove one of them",
                       machine->id);
    return ok;
}

static const struct implicit_api {
    const char *id, *event, *property; /* property: of the event, which names another API */
} apis[] = {{"ServerlessRestApi", "Api", "RestApiId"}, {"ServerlessHttpApi", "HttpApi", "ApiId"}};

static bool makes_api(const struct sg_resource *resource, const struct implicit_api *api)
{
    const struct sg_node *events = sg_get(resource->properties, "Events");
    for (const struct sg_node *key = events && events->type == SG_MAP ? events->first : NULL; key;
         key = key->next->next) {
        const char *type = sg_get_text(key->next, "Type");
        if (type && strcmp(type, api->event) == 0 && !sg_get(sg_get(key->next, "Properties"), api->property))
            return true;
    }
    return false;
}

/*
 * SAM creates an API for events that name none, in place of any resource with the same ID. Warns and returns true when
 * that is this resource.
 */
static bool is_replaced_by_api(const struct sg_template *t, const struct sg_resource *resource)
{
    for (size_t a = 0; a < sizeof apis / sizeof *apis; a++)
        for (size_t i = 0; strcmp(resource->id, apis[a].id) == 0 && i < t->count; i++)
            if (makes_api(&t->resources[i], &apis[a])) {
                sg_report(t->findings, SAMGEN_WARNING, sg_at(t, resource->key),
                          "SAM creates the API %s for events that name none, which replaces this resource; rename it",
                          resource->id);
                return true;
            }
    return false;
}

bool sg_build_roles(const struct sg_template *t, struct sg_roles *roles)
{
    struct sg_made_destinations made = {0};
    bool ok = true;
    *roles = (struct sg_roles){.items = sg_new_array(t->arena, struct sg_role, t->count),
                               .own = sg_new_array(t->arena, struct sg_role *, t->count)};
    for (size_t i = 0; i < t->count; i++)
        if (sg_has_type(&t->resources[i], SG_FUNCTION_TYPE) && !is_replaced_by_api(t, &t->resources[i]))
            ok = build_function(t, &t->resources[i], &made, roles) && ok;
    for (size_t i = 0; i < t->count; i++)
        if (sg_has_type(&t->resources[i], SG_STATE_MACHINE_TYPE))
            ok = build_machine(t, &t->resources[i], roles) && ok;
    sg_rename_references(t, roles);
    struct sg_connector_policies connectors = {0};
    ok = sg_read_connectors(t, &connectors) && ok;
    return sg_check_other_resources(t) && ok;
}

const struct sg_role *sg_find_role(const struct sg_roles *roles, const char *id)
{
    for (size_t i = 0; i < roles->count; i++)
        if (strcmp(roles->items[i].resource->id, id) == 0)
            return &roles->items[i];
    return NULL;
}
