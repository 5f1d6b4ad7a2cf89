#include "sam/names.h"

#include "sam/for_each_internal.h"
#include "sam/long_form.h"
#include "yaml/load.h"

#include <string.h>

static void add_names(const struct sg_node *map, bool resources, struct sg_names *names)
{
    for (const struct sg_node *key = map ? map->first : NULL; key; key = key->next->next) {
        const char *type = sg_get_text(key->next, "Type");
        names->items[names->count++] = (struct sg_name){
            .id = key->text,
            .type = !resources ? NULL
                    : type     ? type
                               : "",
            .properties = resources ? sg_get(key->next, "Properties") : key->next,
        };
    }
}

/* Adds what SAM creates: a role for each function and state machine, and the APIs of events that name none. */
static void add_made(struct sg_arena *a, struct sg_names *names)
{
    size_t written = names->count;
    for (size_t i = 0; i < written; i++) {
        const char *type = names->items[i].type;
        if (type && (strcmp(type, SG_FUNCTION_TYPE) == 0 || strcmp(type, SG_STATE_MACHINE_TYPE) == 0))
            names->items[names->count++] =
                (struct sg_name){.id = sg_concat(a, names->items[i].id, "Role"), .type = "AWS::IAM::Role"};
    }
    names->items[names->count++] = (struct sg_name){.id = "ServerlessRestApi", .type = "AWS::ApiGateway::RestApi"};
    names->items[names->count++] = (struct sg_name){.id = "ServerlessHttpApi", .type = "AWS::ApiGatewayV2::Api"};
}

#define MADE_ONCE 2 /* the two APIs */

static const struct sg_node *map_under(const struct sg_node *root, const char *key)
{
    const struct sg_node *map = sg_get(root, key);
    return map && map->type == SG_MAP ? map : NULL;
}

bool sg_template_names(struct sg_arena *a, const struct sg_source *source, struct sg_findings *findings,
                       struct sg_names *names)
{
    const struct sg_node *root = sg_yaml_load(a, source, SG_ALIASES_RESOLVED, findings);
    return root && sg_names_in(a, source, root, findings, names);
}

/* A copy of the tree in which loops are replaced by what they make; the tree itself if it has none that can be read. */
static const struct sg_node *unrolled(struct sg_arena *a, const struct sg_source *source, const struct sg_node *root)
{
    struct sg_template t = {.arena = a, .source = source};
    if (!sg_mentions_loop(source))
        return root;
    struct sg_node *copy = sg_copy_node(a, root);
    sg_long_form(a, source, copy, NULL);
    t.root = copy;
    t.parameters = sg_key_index_new(a, map_under(t.root, "Parameters"));
    t.mappings = map_under(t.root, "Mappings");
    return sg_unroll_loops(&t) ? t.root : root;
}

bool sg_names_in(struct sg_arena *a, const struct sg_source *source, const struct sg_node *root,
                 struct sg_findings *findings, struct sg_names *names)
{
    const struct sg_node *parameters = map_under(root, "Parameters"), *resources = map_under(root, "Resources");
    if (resources)
        resources = map_under(unrolled(a, source, root), "Resources");
    if (!resources)
        return sg_fail(findings, (struct sg_origin){.source = source},
                       "this is not a template, because it has no Resources");
    names->items =
        sg_new_array(a, struct sg_name, (parameters ? parameters->count : 0) + 2 * resources->count + MADE_ONCE);
    names->count = 0;
    names->globals = map_under(root, "Globals");
    names->source = source;
    add_names(parameters, false, names);
    add_names(resources, true, names);
    add_made(a, names);
    return true;
}
