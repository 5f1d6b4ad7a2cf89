#include "sam/names.h"

#include "yaml/load.h"

static void add_names(const struct sg_node *map, bool resources, struct sg_names *names)
{
    for (const struct sg_node *key = map ? map->first : NULL; key; key = key->next->next) {
        const char *type = sg_get_text(key->next, "Type");
        names->items[names->count++] = (struct sg_name){
            .id = key->text,
            .type = !resources ? NULL
                    : type     ? type
                               : "(no type)",
            .properties = resources ? sg_get(key->next, "Properties") : key->next,
        };
    }
}

static const struct sg_node *map_under(const struct sg_node *root, const char *key)
{
    const struct sg_node *map = sg_get(root, key);
    return map && map->type == SG_MAP ? map : NULL;
}

bool sg_template_names(struct sg_arena *a, const struct sg_source *source, struct sg_findings *findings,
                       struct sg_names *names)
{
    const struct sg_node *root = sg_yaml_load(a, source, SG_ALIASES_RESOLVED, findings);
    if (!root)
        return false;
    const struct sg_node *parameters = map_under(root, "Parameters"), *resources = map_under(root, "Resources");
    if (!resources)
        return sg_fail(findings, (struct sg_origin){.source = source}, "this is no template: it has no Resources");
    names->items = sg_new_array(a, struct sg_name, (parameters ? parameters->count : 0) + resources->count);
    names->count = 0;
    add_names(parameters, false, names);
    add_names(resources, true, names);
    return true;
}
