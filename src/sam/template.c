#include "sam/template.h"

#include "iam/arn.h"
#include "sam/for_each_internal.h"
#include "sam/globals_internal.h"
#include "sam/long_form.h"
#include "yaml/load.h"
#include "yaml/scalar.h"

#include <string.h>

struct sg_origin sg_at(const struct sg_template *t, const struct sg_node *node)
{
    return (struct sg_origin){.source = t->source, .offset = node->start};
}

const struct sg_resource *sg_find_resource(const struct sg_template *t, const char *id)
{
    return sg_map_get(&t->by_id, id);
}

static const struct sg_node *section(const struct sg_template *t, const char *name)
{
    const struct sg_node *map = sg_get(t->root, name);
    return map && map->type == SG_MAP ? map : NULL;
}

/* Returns whether the translator requires Properties of this type to be a map. */
static bool is_sam_type(const char *type)
{
    static const char *const names[] = {"Api",          "Application", "CapacityProvider", "Function",    "HttpApi",
                                        "LayerVersion", "SimpleTable", "StateMachine",     "WebSocketApi"};
    if (!sg_starts_with(type, SG_SAM_PREFIX))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sg_equals(type + strlen(SG_SAM_PREFIX), names[i]))
            return true;
    return false;
}

static bool read_resource(struct sg_template *t, const struct sg_node *key, struct sg_resource *resource)
{
    const struct sg_node *body = key->next, *type = sg_get(body, "Type"), *properties = sg_get(body, "Properties"),
                         *condition = sg_get(body, "Condition");
    *resource = (struct sg_resource){.id = key->text, .type = "", .key = key, .body = body};
    if (body->type != SG_MAP)
        return sg_fail(t->findings, sg_at(t, key), "the resource %s must be a map with Type and Properties", key->text);
    if (sg_is_text(type)) {
        resource->type = type->text;
        resource->type_length = strlen(type->text);
    }
    if (properties && properties->type == SG_MAP)
        resource->properties = properties;
    else if (properties && is_sam_type(resource->type))
        return sg_fail(t->findings, sg_at(t, key), "the Properties of %s must be a map", key->text);
    if (!sg_is_nothing(condition) && !sg_is_text(condition))
        return sg_fail(t->findings, sg_at(t, condition), "the Condition of %s must be the name of a condition",
                       key->text);
    return true;
}

static bool check_resources(const struct sg_template *t)
{
    const struct sg_node *resources = section(t, "Resources");
    return (resources && resources->count) ||
           sg_fail(t->findings, (struct sg_origin){.source = t->source},
                   "this is not a template, because it has no map Resources with a resource");
}

static bool read_resources(struct sg_template *t)
{
    const struct sg_node *resources = section(t, "Resources");
    if (resources->count / 2 > SG_RESOURCES_MOST)
        return sg_fail(t->findings, sg_at(t, resources), "more than %d resources, the most that samgen reads",
                       SG_RESOURCES_MOST);
    t->resources = sg_new_array(t->arena, struct sg_resource, resources->count / 2);
    t->givers = sg_new_array(t->arena, const struct sg_role_giver *, resources->count / 2);
    bool ok = true;
    for (const struct sg_node *key = resources->first; key; key = key->next->next) {
        struct sg_resource *resource = &t->resources[t->count++];
        *sg_map_at(t->arena, &t->by_id, key->text) = resource;
        ok = read_resource(t, key, resource) && ok;
    }
    return ok;
}

static bool check_mappings(struct sg_template *t)
{
    const struct sg_node *mappings = sg_get(t->root, "Mappings");
    return !mappings || mappings->type == SG_MAP || sg_fail(t->findings, sg_at(t, mappings), "Mappings must be a map");
}

struct sg_template *sg_template_in_part(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_source *source,
                                        struct sg_node *root, const char *region, struct sg_findings *findings,
                                        bool *whole)
{
    struct sg_template *t = sg_new(a, struct sg_template);
    *t = (struct sg_template){.arena = a,
                              .source = source,
                              .findings = findings,
                              .catalog = catalog,
                              .region = region,
                              .partition = sg_partition_of(region),
                              .root = root};
    sg_long_form(a, source, root, findings);
    t->parameters = sg_key_index_new(a, section(t, "Parameters"));
    t->mappings = section(t, "Mappings");
    bool ok = check_resources(t) && sg_unroll_loops(t) && read_resources(t) && check_mappings(t);
    t->conditions = sg_key_index_new(a, section(t, "Conditions"));
    *whole = ok && sg_merge_globals(t);
    return t;
}

struct sg_template *sg_template_of(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_source *source,
                                   struct sg_node *root, const char *region, struct sg_findings *findings)
{
    bool whole;
    struct sg_template *t = sg_template_in_part(a, catalog, source, root, region, findings, &whole);
    return whole ? t : NULL;
}

struct sg_template *sg_template_read(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_source *source,
                                     const char *region, struct sg_findings *findings)
{
    struct sg_node *root = sg_yaml_load(a, source, SG_ALIASES_RESOLVED, findings);
    return root ? sg_template_of(a, catalog, source, root, region, findings) : NULL;
}
