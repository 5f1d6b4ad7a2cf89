#include "sam/need_internal.h"

#include "base/list.h"
#include "sam/event_need_internal.h"
#include "sam/globals_internal.h"
#include "sam/mention.h"
#include "sam/role_use.h"
#include "yaml/scalar.h"

#include <string.h>

#define SOCKET_TYPE "AWS::Serverless::WebSocketApi"
#define GRAPH_TYPE "AWS::Serverless::GraphQLApi"
#define CONNECTOR_TYPE "AWS::Serverless::Connector"

void sg_add_need(const struct sg_template *t, struct sg_needs *needs, const char *from, const char *to)
{
    sg_grow(t->arena, needs->items, needs->count, needs->capacity);
    needs->items[needs->count++] = (struct sg_need){.from = from, .to = to};
}

void sg_add_needs_of(const struct sg_template *t, struct sg_needs *needs, const char *from, const struct sg_node *value)
{
    needs->names.count = 0;
    sg_add_mentions(t->arena, value, &needs->names);
    for (size_t i = 0; i < needs->names.count; i++)
        if (!sg_starts_with(needs->names.items[i], "AWS::")) /* pseudo parameters are many */
            sg_add_need(t, needs, from, needs->names.items[i]);
}

/* What SAM creates for a resource, and what it needs: another part, the resource itself (""), or nothing (NULL). */
static const struct part {
    const char *type, *name, *needs;
} parts[] = {
    {SG_FUNCTION_TYPE, ".Alias", ".Version"},
    {SG_FUNCTION_TYPE, ".Version", ""},
    {SG_FUNCTION_TYPE, ".DestinationQueue", NULL},
    {SG_FUNCTION_TYPE, ".DestinationTopic", NULL},
    {SG_STATE_MACHINE_TYPE, ".Alias", ".Version"},
    {SG_STATE_MACHINE_TYPE, ".Version", ""},
    {SG_API_TYPE, ".Stage", ".Deployment"},
    {SG_API_TYPE, ".Deployment", ""},
    {SG_API_TYPE, ".DomainName", NULL},
    {SG_HTTP_API_TYPE, ".Stage", ""},
    {SG_HTTP_API_TYPE, ".DomainName", NULL},
    {SOCKET_TYPE, ".Stage", ".Deployment"},
    {SOCKET_TYPE, ".Deployment", ""},
    {SOCKET_TYPE, ".DomainName", NULL},
    {GRAPH_TYPE, ".Parts", ""},
};

/* Properties that SAM moves to another part; NULL: roles and events, which are handled elsewhere. */
static const struct moved {
    const char *type, *property, *part;
} moved[] = {
    {SG_FUNCTION_TYPE, "Policies", NULL},
    {SG_FUNCTION_TYPE, "PermissionsBoundary", NULL},
    {SG_FUNCTION_TYPE, "RolePath", NULL},
    {SG_FUNCTION_TYPE, "AssumeRolePolicyDocument", NULL},
    {SG_FUNCTION_TYPE, "Events", NULL},
    {SG_FUNCTION_TYPE, "EventInvokeConfig", NULL},
    {SG_FUNCTION_TYPE, "FunctionUrlConfig", NULL},
    {SG_FUNCTION_TYPE, "AutoPublishAlias", NULL},
    {SG_FUNCTION_TYPE, "DeploymentPreference", ".Alias"},
    {SG_FUNCTION_TYPE, "ProvisionedConcurrencyConfig", ".Alias"},
    {SG_FUNCTION_TYPE, "VersionDescription", ".Version"},
    {SG_STATE_MACHINE_TYPE, "Policies", NULL},
    {SG_STATE_MACHINE_TYPE, "PermissionsBoundary", NULL},
    {SG_STATE_MACHINE_TYPE, "RolePath", NULL},
    {SG_STATE_MACHINE_TYPE, "Events", NULL},
    {SG_STATE_MACHINE_TYPE, "DeploymentPreference", ".Alias"},
    {SG_API_TYPE, "StageName", ".Stage"},
    {SG_API_TYPE, "Variables", ".Stage"},
    {SG_API_TYPE, "CacheClusterEnabled", ".Stage"},
    {SG_API_TYPE, "CacheClusterSize", ".Stage"},
    {SG_API_TYPE, "MethodSettings", ".Stage"},
    {SG_API_TYPE, "AccessLogSetting", ".Stage"},
    {SG_API_TYPE, "CanarySetting", ".Stage"},
    {SG_API_TYPE, "TracingEnabled", ".Stage"},
    {SG_API_TYPE, "Domain", ".DomainName"},
    {SG_HTTP_API_TYPE, "StageName", ".Stage"},
    {SG_HTTP_API_TYPE, "StageVariables", ".Stage"},
    {SG_HTTP_API_TYPE, "AccessLogSettings", ".Stage"},
    {SG_HTTP_API_TYPE, "DefaultRouteSettings", ".Stage"},
    {SG_HTTP_API_TYPE, "RouteSettings", ".Stage"},
    {SG_HTTP_API_TYPE, "Domain", ".DomainName"},
    {SOCKET_TYPE, "StageName", ".Stage"},
    {SOCKET_TYPE, "StageVariables", ".Stage"},
    {SOCKET_TYPE, "AccessLogSettings", ".Stage"},
    {SOCKET_TYPE, "DefaultRouteSettings", ".Stage"},
    {SOCKET_TYPE, "RouteSettings", ".Stage"},
    {SOCKET_TYPE, "Routes", ".Deployment"},
    {SOCKET_TYPE, "Auth", ".Deployment"},
    {SOCKET_TYPE, "Domain", ".DomainName"},
    {GRAPH_TYPE, "DataSources", ".Parts"},
    {GRAPH_TYPE, "Functions", ".Parts"},
    {GRAPH_TYPE, "Resolvers", ".Parts"},
    {GRAPH_TYPE, "SchemaInline", ".Parts"},
    {GRAPH_TYPE, "SchemaUri", ".Parts"},
    {GRAPH_TYPE, "DomainName", ".Parts"},
    {GRAPH_TYPE, "Cache", ".Parts"},
    {GRAPH_TYPE, "ApiKeys", ".Parts"},
};

#define MOVED_COUNT (sizeof moved / sizeof *moved)

/* The rows of a type are next to each other. */
struct moved_rows {
    const struct moved *first;
    size_t count;
};

/* Returns whether two types of SAM are equal, of which only the end differs. */
static bool is_same_type(const char *x, const char *y)
{
    return sg_equals(x + strlen(SG_SAM_PREFIX), y + strlen(SG_SAM_PREFIX));
}

static struct moved_rows rows_of(const char *type)
{
    struct moved_rows rows = {.first = moved};
    if (!sg_starts_with(type, SG_SAM_PREFIX)) /* most resources have other types */
        return rows;
    const char *other = NULL; /* neighbours have the same text, mostly at the same address */
    for (; rows.first < moved + MOVED_COUNT && (rows.first->type == other || !is_same_type(rows.first->type, type));
         rows.first++)
        other = rows.first->type;
    while (rows.first + rows.count < moved + MOVED_COUNT &&
           (rows.first[rows.count].type == rows.first->type || is_same_type(rows.first[rows.count].type, type)))
        rows.count++;
    return rows;
}

static const struct moved *find_moved(struct moved_rows rows, const char *property)
{
    for (size_t i = 0; i < rows.count; i++)
        if (sg_equals(rows.first[i].property, property))
            return &rows.first[i];
    return NULL;
}

static const char *part_id(const struct sg_template *t, const char *id, const char *part)
{
    return *part ? sg_concat(t->arena, id, part) : id;
}

static void add_properties(const struct sg_template *t, struct sg_needs *needs, const char *id, const char *type,
                           const struct sg_node *properties)
{
    const struct moved_rows rows = rows_of(type);
    for (const struct sg_node *key = properties ? properties->first : NULL; key; key = key->next->next) {
        const struct moved *to = find_moved(rows, key->text);
        if (!to)
            sg_add_needs_of(t, needs, id, key->next);
        else if (to->part)
            sg_add_needs_of(t, needs, part_id(t, id, to->part), key->next);
    }
    const char *other = NULL;
    const size_t count = sg_starts_with(type, SG_SAM_PREFIX) ? sizeof parts / sizeof *parts : 0;
    for (size_t i = 0; i < count; i++)
        if (parts[i].type == other || !is_same_type(parts[i].type, type))
            other = parts[i].type;
        else
            sg_add_need(t, needs, part_id(t, id, parts[i].name),
                        parts[i].needs ? part_id(t, id, parts[i].needs) : NULL);
}

/* Adds roles of the template itself, for connectors. */
static void add_given_role(const struct sg_template *t, struct sg_needs *needs, const struct sg_resource *r)
{
    const struct sg_node *given = sg_own_role_given(t, r);
    if (given)
        sg_add_needs_of(t, needs, part_id(t, r->id, ".Role"), given);
}

/* A connector becomes a managed policy on the role of its source; between two state machines the first waits for it. */
static void add_connection(const struct sg_template *t, struct sg_needs *needs, const char *id, const char *source,
                           const struct sg_node *destination)
{
    const char *target = sg_get_text(destination, "Id");
    const struct sg_resource *first = source ? sg_find_resource(t, source) : NULL,
                             *second = target ? sg_find_resource(t, target) : NULL;
    sg_add_needs_of(t, needs, id, destination);
    if (first)
        sg_add_need(t, needs, id, part_id(t, source, ".Role"));
    if (second)
        sg_add_need(t, needs, id, target);
    if (first && second && sg_has_type(first, SG_STATE_MACHINE_TYPE) && sg_has_type(second, SG_STATE_MACHINE_TYPE))
        sg_add_need(t, needs, source, id);
}

/* `within` is the resource that contains the connector and is its source; NULL: the connector names its source. */
static void add_connector(const struct sg_template *t, struct sg_needs *needs, const char *id, const char *within,
                          const struct sg_node *properties)
{
    const struct sg_node *destination = sg_get(properties, "Destination"), *source = sg_get(properties, "Source"),
                         *role = sg_get(source, "RoleName");
    const char *from = within ? within : sg_get_text(source, "Id");
    sg_add_need(t, needs, id, NULL);
    sg_add_needs_of(t, needs, id, role ? role : source);
    if (!destination || destination->type != SG_LIST)
        add_connection(t, needs, id, from, destination);
    else
        for (const struct sg_node *item = destination->first; item; item = item->next)
            add_connection(t, needs, id, from, item);
}

/* DependsOn is a text or a list of texts. */
static void add_depends_on(const struct sg_template *t, struct sg_needs *needs, const char *id,
                           const struct sg_node *ids)
{
    for (const struct sg_node *item = ids->type == SG_LIST ? ids->first : ids; item;
         item = ids->type == SG_LIST ? item->next : NULL)
        if (item->type == SG_SCALAR)
            sg_add_need(t, needs, id, item->text);
}

/* Metadata and UpdatePolicy can refer to resources too. */
static void add_resource(const struct sg_template *t, struct sg_needs *needs, const struct sg_resource *r)
{
    sg_add_need(t, needs, r->id, NULL);
    add_given_role(t, needs, r);
    if (sg_has_type(r, CONNECTOR_TYPE))
        add_connector(t, needs, r->id, NULL, r->properties);
    else
        add_properties(t, needs, r->id, r->type, r->properties);
    for (const struct sg_node *key = r->body->first; key; key = key->next->next)
        if (sg_equals(key->text, "DependsOn"))
            add_depends_on(t, needs, r->id, key->next);
        else if (!sg_equals(key->text, "Connectors") && !sg_equals(key->text, "Properties"))
            sg_add_needs_of(t, needs, r->id, key->next);
    const struct sg_node *connectors = sg_get(r->body, "Connectors");
    for (const struct sg_node *key = connectors && connectors->type == SG_MAP ? connectors->first : NULL; key;
         key = key->next->next)
        add_connector(t, needs, sg_concat(t->arena, r->id, key->text), r->id, sg_get(key->next, "Properties"));
}

static void add_role(const struct sg_template *t, struct sg_needs *needs, const struct sg_role *role)
{
    const struct sg_attached_list *lists[] = {&role->managed, &role->policies};
    const struct sg_node *values[] = {role->trust, role->path, role->boundary,
                                      sg_get(role->resource->properties, "Tags")};
    sg_add_need(t, needs, role->resource->id, role->id);
    sg_add_need(t, needs, part_id(t, role->resource->id, ".Role"), role->id);
    sg_add_need(t, needs, role->id, NULL);
    for (size_t l = 0; l < 2; l++)
        for (size_t i = 0; i < lists[l]->count; i++)
            sg_add_needs_of(t, needs, role->id, lists[l]->items[i].node);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        sg_add_needs_of(t, needs, role->id, values[i]);
}

void sg_collect_needs(const struct sg_template *t, const struct sg_roles *roles, struct sg_needs *needs)
{
    static const struct {
        const char *id, *type;
    } apis[] = {{SG_IMPLICIT_API, SG_API_TYPE}, {SG_IMPLICIT_HTTP_API, SG_HTTP_API_TYPE}};
    const struct sg_node *globals = sg_get(t->root, "Globals");
    struct sg_implicit_apis made = {0};
    for (size_t i = 0; i < t->count; i++)
        sg_add_event_needs(t, &t->resources[i], needs, &made);
    const bool is_made[] = {made.rest, made.http};
    for (size_t i = 0; i < t->count; i++) {
        const char *id = t->resources[i].id;
        if (!(made.rest && sg_equals(id, SG_IMPLICIT_API)) && !(made.http && sg_equals(id, SG_IMPLICIT_HTTP_API)))
            add_resource(t, needs, &t->resources[i]);
    }
    for (size_t i = 0; i < 2; i++)
        if (is_made[i])
            add_properties(t, needs, apis[i].id, apis[i].type, sg_get(globals, apis[i].type + strlen(SG_SAM_PREFIX)));
    for (size_t i = 0; i < roles->count; i++)
        add_role(t, needs, &roles->items[i]);
}
