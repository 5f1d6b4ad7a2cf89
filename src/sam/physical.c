#include "sam/resolve.h"

#include "catalog/pattern.h"
#include "iam/arn.h"
#include "sam/lookup_internal.h"
#include "yaml/scalar.h"

#include <string.h>

#define NAME_MOST 2048 /* AWS has no longer names */

/* Returns an example of a name that AWS generates. */
static const char *stand_in_for(const struct sg_resolver *r, const char *id)
{
    if (r->unknown_apart)
        return sg_concat(r->template->arena, "~", id);
    char *name = sg_copy(r->template->arena, id);
    for (char *p = name; *p; p++)
        *p = sg_small_letter(*p);
    return name;
}

/* Returns the kind of resources with this type and, unless it is NULL, this attribute. */
static const struct sg_kind *find_kind(const struct sg_resolver *r, const char *type, const char *attribute,
                                       const struct sg_yield **yield)
{
    const struct sg_kinds *kinds = sg_all_kinds(r->template->catalog, r->template->findings);
    for (size_t i = 0; kinds && i < kinds->count; i++) {
        const struct sg_kind *kind = &kinds->items[i];
        if (!sg_strings_have(&kind->types, type))
            continue;
        if (!attribute)
            return kind;
        for (size_t y = 0; y < kind->yields.count; y++)
            if (strcmp(kind->yields.items[y].attribute, attribute) == 0) {
                *yield = &kind->yields.items[y];
                return kind;
            }
    }
    return NULL;
}

/* Returns the name that the template gives the resource, or NULL. */
static const char *own_name(struct sg_resolver *r, const struct sg_resource *resource)
{
    const struct sg_kind *kind = find_kind(r, resource->type, NULL, NULL);
    const struct sg_node *own = kind && kind->property ? sg_get(resource->properties, kind->property) : NULL;
    const struct sg_node *name = own ? sg_resolve(r, own) : NULL;
    return sg_is_text(name) && *name->text && strlen(name->text) <= NAME_MOST ? name->text : NULL;
}

const char *sg_physical_name(struct sg_resolver *r, const struct sg_resource *resource)
{
    const struct sg_template *t = r->template;
    const char *bound = sg_bound_value(r, resource->id), *stand_in = stand_in_for(r, resource->id);
    if (bound || !resource->key) /* a resource that SAM creates has no name in the template */
        return bound ? bound : stand_in;
    size_t index = (size_t)(resource - t->resources);
    if (!r->names)
        r->names = sg_new_array(t->arena, const char *, t->count);
    if (!r->names[index]) {
        r->names[index] = stand_in; /* the value of a name that refers to itself */
        r->naming++;
        const char *own = own_name(r, resource);
        r->naming--;
        r->names[index] = own ? own : stand_in;
    }
    return r->names[index];
}

/* Returns an example of the suffix that AWS appends to names: one letter for each '?'. */
static const char *example_suffix(struct sg_arena *a, const char *suffix)
{
    static const char letters[] = "AbCdEf";
    char *text = sg_copy(a, suffix ? suffix : "");
    size_t next = 0;
    for (char *p = text; *p; p++)
        if (*p == '?')
            *p = letters[next++ % (sizeof letters - 1)];
    return text;
}

static const char *url_of(const struct sg_resolver *r, const struct sg_kind *kind, const struct sg_parts *parts)
{
    const struct sg_template *t = r->template;
    if (kind->urls.count)
        return sg_fill_pattern(t->arena, kind->urls.items[0], parts);
    return sg_format(t->arena, "%s.%s", parts->name, sg_partition_suffix(t->partition));
}

const char *sg_attribute_of(struct sg_resolver *r, const struct sg_resource *resource, const char *attribute)
{
    const struct sg_template *t = r->template;
    const struct sg_yield *yield = NULL;
    const char *name = sg_physical_name(r, resource);
    if (!resource->key && strcmp(attribute, "Ref") == 0) /* a role that SAM creates; this saves reading all kinds */
        return name;
    const struct sg_kind *kind = find_kind(r, resource->type, attribute, &yield);
    if (!kind) /* for some types it is the ARN */
        return strcmp(attribute, "Ref") == 0 && !r->symbolic ? name : NULL;
    const struct sg_parts parts = {
        .partition = t->partition,
        .region = sg_region_text(r),
        .account = sg_account_text(r),
        .name = sg_concat(t->arena, name, kind->numbered ? ":1" : example_suffix(t->arena, kind->suffix))};
    if (yield->pattern)
        return sg_fill_pattern(t->arena, yield->pattern, &parts);
    if (strcmp(yield->gives, "name") == 0 && !yield->separator)
        return name;
    if (r->symbolic && strcmp(yield->gives, "url") == 0 && !kind->urls.count)
        return NULL;
    if (strcmp(yield->gives, "url") == 0 || !kind->arn)
        return url_of(r, kind, &parts);
    return sg_fill_pattern(t->arena, kind->arn, &parts);
}
