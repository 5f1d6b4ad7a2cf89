#include "suggest/used_internal.h"

#include "base/text.h"
#include "catalog/target.h"
#include "catalog/type.h"
#include "iam/pattern.h"

#include <string.h>

static void add_name(struct sg_joiner *j, const struct sg_resource *resource, const char *service, const char *text)
{
    if (!text || !*text)
        return;
    for (size_t i = 0; i < j->name_count; i++)
        if (j->names[i].resource == resource && strcmp(j->names[i].text, text) == 0)
            return;
    sg_grow(j->arena, j->names, j->name_count, j->name_capacity);
    j->names[j->name_count++] = (struct sg_known_name){text, service, resource};
}

static void add_names_by(struct sg_joiner *j, struct sg_resolver *r, const struct sg_resource *resource)
{
    struct sg_type type;
    const struct sg_kinds_of_type *kinds = sg_kinds_of_type(j->catalog, resource->type, j->template->findings);
    const char *service = NULL;
    for (size_t i = 0; kinds && i < kinds->count && !service; i++)
        service = kinds->items[i]->arn ? sg_arn_service(j->arena, kinds->items[i]->arn) : NULL;
    if (!kinds || !kinds->count)
        return;
    if (r == j->apart || strcmp(sg_physical_name(r, resource), sg_physical_name(j->apart, resource)) != 0)
        add_name(j, resource, service, sg_physical_name(r, resource));
    add_name(j, resource, service, sg_attribute_of(r, resource, "Ref"));
    if (sg_find_type(j->arena, j->catalog, resource->type, &type) && type.arn)
        add_name(j, resource, service, sg_attribute_of(r, resource, type.arn));
}

/* Whether the template itself says the name; otherwise the plain resolver makes up an example. */
static bool has_own_name(struct sg_joiner *j, const struct sg_resource *resource)
{
    return *sg_physical_name(j->apart, resource) != '~' ||
           strcmp(sg_physical_name(j->apart, resource) + 1, resource->id) != 0;
}

void sg_joiner_start(struct sg_joiner *j)
{
    for (size_t i = 0; i < j->template->count; i++) {
        const struct sg_resource *resource = &j->template->resources[i];
        add_names_by(j, j->apart, resource);
        if (has_own_name(j, resource))
            add_names_by(j, j->plain, resource);
    }
}

/* Whether `text`, in which '*' is unknown, means the name. An ARN may go on after the name of a resource. */
static bool means(const char *text, const char *name)
{
    size_t length = strlen(name);
    bool arn = sg_starts_with(name, "arn:"), url = strstr(name, "://") != NULL;
    if (strchr(text, '*'))
        return (arn || url) && sg_iam_glob(text, name);
    return strcmp(text, name) == 0 || (arn && strncmp(text, name, length) == 0 && strchr(":/", text[length]));
}

const struct sg_resource *sg_resource_named(const struct sg_joiner *j, const char *text, const char *service)
{
    const struct sg_resource *found = NULL;
    for (size_t i = 0; i < j->name_count; i++) {
        const struct sg_known_name *name = &j->names[i];
        if ((service && name->service && strcmp(service, name->service) != 0) || !means(text, name->text))
            continue;
        if (found && found != name->resource)
            return NULL;
        found = name->resource;
    }
    return found;
}
