#include "sam/implicit_api_internal.h"

#include "yaml/scalar.h"

#include <string.h>

static const struct implicit_api {
    const char *id, *event, *property; /* the property of the event that names another API */
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

bool sg_is_replaced_by_api(const struct sg_template *t, const struct sg_resource *resource)
{
    for (size_t a = 0; a < sizeof apis / sizeof *apis; a++)
        for (size_t i = 0; strcmp(resource->id, apis[a].id) == 0 && i < t->count; i++)
            if (makes_api(&t->resources[i], &apis[a])) {
                sg_report(t->findings, SAMGEN_WARNING, sg_at(t, resource->key),
                          "SAM makes an API %s for events that name none, and this resource is lost; rename it",
                          resource->id);
                return true;
            }
    return false;
}
