#include "serve/fact_internal.h"

#include "catalog/type.h"
#include "sam/template.h"
#include "yaml/load.h"

#define ATTRIBUTES_MOST 40

static void add_attributes(const struct sg_type *type, struct sg_buffer *b)
{
    if (!type->attributes.count)
        return;
    sg_add(b, "`!GetAtt` returns: ");
    for (size_t i = 0; i < type->attributes.count && i < ATTRIBUTES_MOST; i++)
        sg_add_format(b, "%s`%s`%s", i ? ", " : "", type->attributes.items[i],
                      sg_same_text(type->arn, type->attributes.items[i]) ? " (the ARN)" : "");
    sg_add(b, type->attributes.count > ATTRIBUTES_MOST ? ", ...\n\n" : "\n\n");
}

static void add_resource(struct samgen *samgen, const char *id, const char *type_name, struct sg_buffer *b)
{
    struct sg_type type;
    sg_add_format(b, "**%s**\n\nA resource of type ", id);
    sg_add_code(b, type_name);
    sg_add(b, ".\n\n");
    if (!sg_find_type(sg_api_arena(samgen), sg_api_catalog(samgen), type_name, &type)) {
        sg_add(b, "What `!Ref` and `!GetAtt` return is unknown: samgen has no data about this type.\n");
        return;
    }
    if (type.ref)
        sg_add_format(b, "`!Ref` returns its %s.\n\n", sg_ref_in_words(&type));
    else
        sg_add(b, "What `!Ref` returns is unknown.\n\n");
    add_attributes(&type, b);
}

static void add_parameter(const char *id, const struct sg_node *parameter, struct sg_buffer *b)
{
    const char *type = sg_get_text(parameter, "Type"), *initial = sg_get_text(parameter, "Default"),
               *description = sg_get_text(parameter, "Description");
    sg_add_format(b, "**%s**\n\nA parameter", id);
    if (type) {
        sg_add(b, " of type ");
        sg_add_code(b, type);
    }
    sg_add(b, ".");
    if (initial) {
        sg_add(b, " Default: ");
        sg_add_code(b, initial);
        sg_add(b, ".");
    }
    sg_add_format(b, "%s%s\n", description ? "\n\n" : "", description ? description : "");
}

bool sg_fact_id(struct samgen *samgen, const struct sg_node *root, const char *id, struct sg_buffer *b)
{
    const struct sg_node *resource = sg_get(sg_get(root, "Resources"), id);
    const struct sg_node *parameter = resource ? NULL : sg_get(sg_get(root, "Parameters"), id);
    const char *type = sg_get_text(resource, "Type");
    if (parameter)
        add_parameter(id, parameter, b);
    else if (resource)
        add_resource(samgen, id, type ? type : "?", b);
    return resource || parameter;
}
