#include <samgen/samgen.h>

#include "sam/role_use.h"
#include "value/spec.h"
#include "yaml/load.h"

#include <string.h>

#include "api/api_internal.h"

/* A list that is being built. */
struct naming {
    struct samgen *samgen;
    const struct sg_source *source;
    struct sg_findings findings; /* nobody reads them: a file that is being written has mistakes */
    struct samgen_name *items;
    size_t count, capacity;
};

static void add(struct naming *n, enum samgen_name_type type, const char *name, const char *title)
{
    sg_grow(n->samgen->arena, n->items, n->count, n->capacity);
    n->items[n->count++] = (struct samgen_name){.type = type, .name = name, .title = title};
}

static void add_spec(struct naming *n, const struct sg_node *functions)
{
    for (const struct sg_node *item = functions->first; item; item = item->next) {
        const char *name = item->type == SG_MAP ? sg_get_text(item, "name") : NULL;
        if (name)
            add(n, SAMGEN_NAME_FUNCTION, name, "");
    }
}

static enum samgen_name_type type_of(const struct sg_template *t, const struct sg_resource *resource)
{
    if (sg_runs_with_role(t, resource))
        return SAMGEN_NAME_FUNCTION;
    return sg_has_type(resource, SG_ROLE_TYPE) ? SAMGEN_NAME_ROLE : SAMGEN_NAME_RESOURCE;
}

static void add_template(struct naming *n, struct sg_node *root)
{
    bool whole;
    const struct sg_template *t = sg_template_in_part(n->samgen->arena, n->samgen->catalog, n->source, root,
                                                      SG_DEFAULT_REGION, &n->findings, &whole);
    const struct sg_node *parameters = sg_get(root, "Parameters");
    bool has_parameters = parameters && parameters->type == SG_MAP;
    for (size_t i = 0; i < t->count; i++)
        add(n, type_of(t, &t->resources[i]), t->resources[i].id, t->resources[i].type);
    for (const struct sg_node *key = has_parameters ? parameters->first : NULL; key; key = key->next->next) {
        const char *type = key->next->type == SG_MAP ? sg_get_text(key->next, "Type") : NULL;
        add(n, SAMGEN_NAME_PARAMETER, key->text, type ? type : "");
    }
}

size_t samgen_names(struct samgen *samgen, const struct samgen_input *file, const struct samgen_name **names)
{
    struct naming n = {
        .samgen = samgen, .source = sg_api_input_source(samgen, file), .findings = {.arena = samgen->arena}};
    struct sg_node *root = sg_yaml_load(samgen->arena, n.source, SG_ALIASES_RESOLVED, &n.findings);
    const struct sg_node *functions = sg_get(root, "functions");
    if (functions && functions->type == SG_LIST)
        add_spec(&n, functions);
    else if (root && root->type == SG_MAP)
        add_template(&n, root);
    *names = n.items;
    return n.count;
}
