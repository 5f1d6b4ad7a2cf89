#include "sam/nested.h"

#include "yaml/scalar.h"

#include <string.h>

static const struct {
    const char *type, *property;
} places[] = {
    {"AWS::CloudFormation::Stack", "TemplateURL"},
    {"AWS::Serverless::Application", "Location"},
};

bool sg_is_nested(const struct sg_template *t, const struct sg_resource *resource, struct sg_nested *nested)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (!sg_has_type(resource, places[i].type))
            continue;
        const struct sg_node *place = sg_get(resource->properties, places[i].property);
        *nested = (struct sg_nested){.resource = resource};
        if (!place)
            nested->unread = sg_format(t->arena, "it has no %s", places[i].property);
        else if (sg_get(place, "ApplicationId"))
            nested->unread = "it is an application of the AWS Serverless Application Repository";
        else if (!sg_is_text(place))
            nested->unread = sg_format(t->arena, "its %s is known at deployment only", places[i].property);
        else if (strstr(place->text, "://"))
            nested->unread = sg_format(t->arena, "its %s is a URL", places[i].property);
        else
            nested->path = place->text;
        return true;
    }
    return false;
}

size_t sg_nested_bindings(const struct sg_nested *nested, const struct sg_template *inner,
                          const struct samgen_binding **bindings)
{
    struct sg_arena *a = inner->arena;
    const struct sg_node *given = sg_get(nested->resource->properties, "Parameters");
    struct samgen_binding *items = sg_new_array(a, struct samgen_binding, given ? given->count / 2 : 0);
    size_t count = 0;
    for (const struct sg_node *key = given && given->type == SG_MAP ? given->first : NULL; key; key = key->next->next)
        if (sg_key_index_get(&inner->parameters, key->text))
            items[count++] = (struct samgen_binding){
                .name = key->text,
                .value = key->next->type == SG_SCALAR ? key->next->text : sg_format(a, "${%s}", key->text)};
    *bindings = items;
    return count;
}
