#include "sam/event_need_internal.h"

#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

struct trigger {
    const struct sg_template *template;
    struct sg_needs *needs;
    struct sg_implicit_apis *apis;
    const struct sg_resource *resource;
    const char *target; /* the resource that is invoked, or its alias */
    const char *made;   /* the ID of the resource that SAM creates for the event */
    const struct sg_node *properties;
    bool machine;
};

static void need(const struct trigger *e, const char *from, const char *to)
{
    sg_add_need(e->template, e->needs, from, to);
}

static const char *with(const struct trigger *e, const char *suffix)
{
    return sg_concat(e->template->arena, e->made, suffix);
}

/* Returns "Api" for !Ref Api and for the text Api, or NULL. */
static const char *named(const struct sg_node *value)
{
    const struct sg_node *id = sg_intrinsic(value, "Ref") ? sg_intrinsic(value, "Ref") : value;
    return sg_is_text(id) ? id->text : NULL;
}

/* The permission has no SourceArn, so it does not need the bucket. */
static void add_bucket(const struct trigger *e)
{
    const char *bucket = named(sg_get(e->properties, "Bucket")), *permission = with(e, "Permission");
    need(e, permission, e->target);
    if (!bucket)
        return;
    need(e, bucket, e->target);
    need(e, bucket, permission);
}

static void add_pool(const struct trigger *e)
{
    const char *pool = named(sg_get(e->properties, "UserPool")),
               *permission = sg_concat(e->template->arena, e->resource->id, "CognitoPermission");
    need(e, permission, e->target);
    if (!pool)
        return;
    need(e, pool, e->target);
    need(e, permission, pool);
}

/* The definition of the API contains the event. */
static void add_to_api(const struct trigger *e, const char *api)
{
    sg_add_needs_of(e->template, e->needs, api, sg_get(e->properties, "Auth"));
    if (!e->machine) {
        need(e, api, e->target);
        return;
    }
    need(e, api, with(e, "Role"));
    need(e, with(e, "Role"), e->target);
    need(e, api, e->target);
}

/* Returns the API into which SAM writes the event if it has this type. `*written` is NULL when SAM creates the API. */
static const char *api_of(const struct trigger *e, const struct sg_node *id, const char *type,
                          const struct sg_node **written)
{
    const char *name = named(id);
    const struct sg_resource *api = name ? sg_find_resource(e->template, name) : NULL;
    *written = api ? api->properties : NULL;
    return api && sg_has_type(api, type) ? name : NULL;
}

/* The translator drops an event that it merges into a definition without paths. */
static bool is_merged(const struct sg_node *api)
{
    return !sg_is_nothing(sg_get(api, "MergeDefinitions")) &&
           !sg_is_nothing(sg_get(sg_get(api, "DefinitionBody"), "paths"));
}

/* SAM leaves a written definition as it is, unless it must merge events into it. */
static void add_api(const struct trigger *e)
{
    const struct sg_node *id = sg_get(e->properties, "RestApiId"), *written = NULL;
    const char *name = id ? api_of(e, id, SG_API_TYPE, &written) : SG_IMPLICIT_API;
    e->apis->rest = e->apis->rest || !id;
    bool managed = sg_is_nothing(sg_get(written, "DefinitionBody")) && sg_is_nothing(sg_get(written, "DefinitionUri"));
    if (name && (managed || (!e->machine && is_merged(written))))
        add_to_api(e, name);
}

/* SAM writes events into a given DefinitionBody too. */
static void add_http_api(const struct trigger *e)
{
    const struct sg_node *id = sg_get(e->properties, "ApiId"), *written = NULL;
    const char *name = id ? api_of(e, id, SG_HTTP_API_TYPE, &written) : SG_IMPLICIT_HTTP_API;
    e->apis->http = e->apis->http || !id;
    if (name && sg_is_nothing(sg_get(written, "DefinitionUri")))
        add_to_api(e, name);
}

/* A separate rule, subscription, schedule or mapping needs both ends, and neither end needs it. */
static void add_apart(const struct trigger *e)
{
    sg_add_needs_of(e->template, e->needs, e->made, e->properties);
    need(e, e->made, e->target);
    need(e, with(e, "Role"), e->target);
    need(e, with(e, "Permission"), e->made);
}

static const struct kind {
    const char *type;
    void (*add)(const struct trigger *);
} kinds[] = {
    {"S3", add_bucket},
    {"Cognito", add_pool},
    {"Api", add_api},
    {"HttpApi", add_http_api},
};

static void add_event(const struct trigger *e, const char *type)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].type, type) == 0) {
            kinds[i].add(e);
            return;
        }
    add_apart(e);
}

void sg_add_event_needs(const struct sg_template *t, const struct sg_resource *resource, struct sg_needs *needs,
                        struct sg_implicit_apis *made)
{
    bool machine = sg_has_type(resource, SG_STATE_MACHINE_TYPE);
    const struct sg_node *events = sg_get(resource->properties, "Events"),
                         *alias = sg_get(resource->properties, "AutoPublishAlias");
    if ((!machine && !sg_has_type(resource, SG_FUNCTION_TYPE)) || !events || events->type != SG_MAP)
        return;
    bool aliased =
        !sg_is_nothing(alias) && (!machine || sg_is_true(sg_get(resource->properties, "UseAliasAsEventTarget")));
    struct trigger e = {.template = t, .needs = needs, .apis = made, .resource = resource, .machine = machine};
    e.target = aliased ? sg_concat(t->arena, resource->id, ".Alias") : resource->id;
    for (const struct sg_node *key = events->first; key; key = key->next->next) {
        const char *type = sg_get_text(key->next, "Type");
        e.made = sg_concat(t->arena, resource->id, key->text);
        e.properties = sg_get(key->next, "Properties");
        if (type)
            add_event(&e, type);
    }
}
