#include "lint/reference_internal.h"

#include "sam/attachment.h"
#include "sam/intrinsic.h"
#include "sam/mention.h"
#include "yaml/scalar.h"

#include <string.h>

/* ---- Whole templates ---- */

static bool is_known_transform(const struct sg_node *transform)
{
    return sg_is_text(transform) && (strcmp(transform->text, "AWS::Serverless-2016-10-31") == 0 ||
                                     strcmp(transform->text, "AWS::LanguageExtensions") == 0);
}

static bool are_known_transforms(const struct sg_node *transform)
{
    if (!transform || transform->type != SG_LIST)
        return is_known_transform(transform);
    for (const struct sg_node *item = transform->first; item; item = item->next)
        if (!is_known_transform(item))
            return false;
    return transform->count > 0;
}

/* The ids of resources that SAM adds begin with the id of the resource that they are for. */
static bool is_known_name(const struct sg_template *t, const char *name)
{
    char id[256];
    size_t length = strcspn(name, ".");
    if (sg_starts_with(name, "AWS::") || length >= sizeof id || sg_starts_with(name, "Serverless"))
        return true;
    for (; length; length--) {
        memcpy(id, name, length);
        id[length] = '\0';
        if (sg_find_resource(t, id) || sg_key_index_get(&t->parameters, id))
            return true;
    }
    return false;
}

/* A part of a template refers to resources in the other parts. */
static bool refers_to_itself_alone(const struct sg_lint *l)
{
    struct sg_strings names = {0};
    sg_add_mentions(l->arena, sg_get(l->template->root, "Resources"), &names);
    for (size_t i = 0; i < names.count; i++)
        if (!is_known_name(l->template, names.items[i]))
            return false;
    return true;
}

static bool has_connectors(const struct sg_template *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (sg_has_type(&t->resources[i], "AWS::Serverless::Connector") || sg_get(t->resources[i].body, "Connectors"))
            return true;
    return false;
}

bool sg_lint_is_whole(struct sg_lint *l)
{
    const struct sg_template *t = l->template;
    const struct sg_node *resources = sg_get(t->root, "Resources"), *transform = sg_get(t->root, "Transform");
    if ((transform && !are_known_transforms(transform)) || sg_get(t->root, "Fn::Transform"))
        return false;
    for (const struct sg_node *key = resources && resources->type == SG_MAP ? resources->first : NULL; key;
         key = key->next->next)
        if (sg_starts_with(key->text, "Fn::"))
            return false;
    for (size_t i = 0; i < t->loop_count; i++)
        if (t->loops[i].unread)
            return false;
    return (transform || refers_to_itself_alone(l)) &&
           !(has_connectors(t) && sg_attachments_of(&l->resolver)->unread_connector);
}

bool sg_lint_shows_senders(struct sg_lint *l)
{
    return l->is_whole && !(has_connectors(l->template) && sg_attachments_of(&l->resolver)->connected_apart);
}

/* ---- The resource that a value refers to ---- */

const char *const sg_lint_functions[] = {SG_FUNCTION_TYPE, "AWS::Lambda::Function", NULL};

static bool is_one_of(const struct sg_lint *l, const struct sg_resource *resource, const char *const *types)
{
    if (!types)
        return sg_lint_target_of(l, resource) != NULL;
    for (; *types; types++)
        if (sg_has_type(resource, *types))
            return true;
    return false;
}

static const struct sg_resource *resource_called(const struct sg_lint *l, const char *name)
{
    return sg_find_resource(l->template, sg_copy_bytes(l->arena, name, strcspn(name, ".")));
}

/* The resource that an alias or a version stands for, and that of an alias of a version. */
static const struct sg_resource *meant_by(const struct sg_lint *l, const struct sg_resource *resource)
{
    for (int step = 0; step < 3 && resource; step++) {
        const struct sg_stand_in *stand_in = sg_lint_type_of(l, resource)->stand_in;
        struct sg_strings names = {0};
        if (!stand_in)
            break;
        sg_add_mentions(l->arena, sg_get(resource->properties, stand_in->names), &names);
        resource = names.count ? resource_called(l, names.items[0]) : NULL;
    }
    return resource;
}

const struct sg_resource *sg_lint_called(struct sg_lint *l, const char *name, const char *const *types)
{
    const struct sg_resource *resource = meant_by(l, resource_called(l, name));
    return resource && is_one_of(l, resource, types) ? resource : NULL;
}

const struct sg_resource *sg_lint_named(struct sg_lint *l, const struct sg_node *value, const char *const *types)
{
    struct sg_strings names = {0};
    sg_add_mentions(l->arena, value, &names);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_resource *resource = sg_lint_called(l, names.items[i], types);
        if (resource)
            return resource;
    }
    return NULL;
}

size_t sg_lint_number(const struct sg_lint *l, const struct sg_resource *resource)
{
    return (size_t)(resource - l->template->resources);
}

bool sg_lint_is_service(const char *principal, const char *service)
{
    size_t name = strcspn(service, ".");
    return strncmp(principal, service, name + 1) == 0 && strstr(principal, ".amazonaws.com");
}

/* ---- Types ---- */

void sg_lint_find_types(struct sg_lint *l)
{
    const struct sg_template *t = l->template;
    struct sg_map known = {0}; /* a template has few types */
    l->types = sg_new_array(l->arena, const struct sg_lint_type *, t->count);
    for (size_t i = 0; i < t->count; i++) {
        const char *name = t->resources[i].type;
        void **found = sg_map_at(l->arena, &known, name);
        if (!*found) {
            struct sg_lint_type *type = sg_new(l->arena, struct sg_lint_type);
            type->target = sg_target_of(l->targets, name);
            type->stand_in = sg_stand_in_of(l->targets, name);
            type->holders = sg_holders_of(l->holders, name, &type->holder_count);
            type->calls = sg_calls_of(l->callers, name, &type->call_count);
            *found = type;
        }
        l->types[i] = *found;
    }
}

const struct sg_lint_type *sg_lint_type_of(const struct sg_lint *l, const struct sg_resource *resource)
{
    return l->types[sg_lint_number(l, resource)];
}

const struct sg_target *sg_lint_target_of(const struct sg_lint *l, const struct sg_resource *resource)
{
    return sg_lint_type_of(l, resource)->target;
}
