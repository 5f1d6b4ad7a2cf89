#include "sam/resolve.h"

#include "catalog/pattern.h"
#include "catalog/type.h"
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
    const struct sg_kinds_of_type *kinds = sg_kinds_of_type(r->template->catalog, type, r->template->findings);
    for (size_t i = 0; kinds && i < kinds->count; i++) {
        const struct sg_kind *kind = kinds->items[i];
        if (!attribute)
            return kind;
        for (size_t y = 0; y < kind->yields.count; y++)
            if (sg_equals(kind->yields.items[y].attribute, attribute)) {
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

static const char *text_of(struct sg_resolver *r, const struct sg_resource *resource, const char *property)
{
    const struct sg_node *own = property ? sg_get(resource->properties, property) : NULL;
    const struct sg_node *value = own ? sg_resolve(r, own) : NULL;
    return sg_is_text(value) && *value->text && strlen(value->text) <= NAME_MOST ? value->text : NULL;
}

/* The name in a name or an ARN. */
static const char *name_in(const char *text)
{
    const char *colon = sg_starts_with(text, "arn:") ? strrchr(text, ':') : NULL;
    return colon ? colon + 1 : text;
}

/*
 * Returns what a resource gives that stands for one of a kind, such as an alias of a function; NULL when it gives
 * nothing.
 */
static const char *other_value(struct sg_resolver *r, const struct sg_resource *resource, const struct sg_kind *kind,
                               const struct sg_other_yield *y)
{
    const struct sg_template *t = r->template;
    const struct sg_arn_form *form = y->form ? sg_find_form(kind, y->form) : NULL;
    const char *own = text_of(r, resource, y->property), *of = text_of(r, resource, y->names);
    const char *name = own ? own : sg_physical_name(r, resource);
    bool qualified = form && strstr(form->arn, "{qualifier}");
    const struct sg_parts parts = {.partition = t->partition,
                                   .region = sg_region_text(r),
                                   .account = sg_account_text(r),
                                   .name = of          ? name_in(of)
                                           : qualified ? sg_physical_name(r, resource)
                                                       : name,
                                   .qualifier = own ? own : "1"};
    if (!sg_equals(y->gives, "arn"))
        return sg_equals(y->gives, "name") ? name : NULL;
    return sg_fill_pattern(t->arena, form ? form->arn : kind->arn, &parts);
}

static const char *value_for_other(struct sg_resolver *r, const struct sg_resource *resource, const char *attribute)
{
    const struct sg_kinds *kinds = sg_all_kinds(r->template->catalog, r->template->findings);
    for (size_t i = 0; kinds && i < kinds->count; i++)
        for (size_t y = 0; y < kinds->items[i].from_others.count; y++) {
            const struct sg_other_yield *row = &kinds->items[i].from_others.items[y];
            if (!row->sam && !row->separator && sg_equals(row->attribute, attribute) &&
                sg_strings_have(&row->types, resource->type))
                return other_value(r, resource, &kinds->items[i], row);
        }
    return NULL;
}

/*
 * Returns an example of the ARN of a resource of which nothing but that is known; NULL when the attribute is not its
 * ARN.
 */
static const char *some_arn(struct sg_resolver *r, const struct sg_resource *resource, const char *attribute)
{
    const struct sg_template *t = r->template;
    struct sg_type type;
    bool known = !r->symbolic && sg_find_type(t->arena, t->catalog, resource->type, &type);
    bool ref = known && sg_equals(attribute, "Ref") && sg_same_text(type.ref, "arn");
    if (!known || !(ref || sg_same_text(type.arn, attribute)))
        return NULL;
    const char *service = resource->type + (sg_starts_with(resource->type, "AWS::") ? strlen("AWS::") : 0);
    char *small = sg_copy_bytes(t->arena, service, strcspn(service, ":"));
    for (char *p = small; *p; p++)
        *p = sg_small_letter(*p);
    return sg_format(t->arena, "arn:%s:%s:%s:%s:%s", t->partition, small, sg_region_text(r), sg_account_text(r),
                     sg_physical_name(r, resource));
}

const char *sg_attribute_of(struct sg_resolver *r, const struct sg_resource *resource, const char *attribute)
{
    const struct sg_template *t = r->template;
    const struct sg_yield *yield = NULL;
    const char *name = sg_physical_name(r, resource);
    if (!resource->key && sg_equals(attribute, "Ref")) /* a role that SAM creates; this saves reading all kinds */
        return name;
    const struct sg_kind *kind = find_kind(r, resource->type, attribute, &yield);
    if (!kind) {
        const char *value = value_for_other(r, resource, attribute);
        value = value ? value : some_arn(r, resource, attribute);
        return value ? value : sg_equals(attribute, "Ref") && !r->symbolic ? name : NULL;
    }
    const struct sg_parts parts = {
        .partition = t->partition,
        .region = sg_region_text(r),
        .account = sg_account_text(r),
        .name = sg_concat(t->arena, name, kind->numbered ? ":1" : example_suffix(t->arena, kind->suffix))};
    if (yield->pattern)
        return sg_fill_pattern(t->arena, yield->pattern, &parts);
    if (sg_equals(yield->gives, "name") && !yield->separator)
        return name;
    if (sg_equals(yield->gives, "name") && !kind->arn) /* a part of the value is the name */
        return some_arn(r, resource, attribute);
    if (r->symbolic && sg_equals(yield->gives, "url") && !kind->urls.count)
        return NULL;
    if (sg_equals(yield->gives, "url") || !kind->arn)
        return url_of(r, kind, &parts);
    return sg_fill_pattern(t->arena, kind->arn, &parts);
}
