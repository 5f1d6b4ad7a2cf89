#include "lint/invoker_internal.h"

#include "catalog/type.h"
#include "lint/reference_internal.h"

#include <string.h>

/* The values that name what is called. They do not count if the service uses a role. */
static struct sg_lint_values values_in(struct sg_lint *l, const struct sg_call_row *row, const struct sg_node *map)
{
    const char *is = row->only ? sg_get_text(map, row->only) : NULL;
    bool counts = !row->only || (is && sg_strings_have(&row->is, is));
    bool has_role = row->role && (sg_get(map, row->role) || sg_get(l->resource->properties, row->role));
    return sg_lint_values_at(l, counts && !has_role ? map : NULL, row->value);
}

/* Goes on to the next row for this resource, or to that for the next resource that has any. */
static bool next_row(struct sg_lint *l, struct sg_lint_invocation *i)
{
    if (i->rows) {
        i->row++;
        i->rows--;
    }
    while (!i->rows) {
        i->resource = sg_lint_next_resource(l, i->resource);
        if (!i->resource)
            return false;
        const struct sg_lint_type *type = sg_lint_type_of(l, i->resource);
        i->row = type->calls;
        i->rows = type->call_count;
    }
    i->maps = sg_lint_values_at(l, i->resource->properties, i->row->path ? i->row->path : "");
    return true;
}

bool sg_lint_next_invocation(struct sg_lint *l, struct sg_lint_invocation *i)
{
    while (!sg_lint_next(&i->values)) {
        if (sg_lint_next(&i->maps))
            i->values = values_in(l, i->row, i->maps.value);
        else if (!next_row(l, i))
            return false;
    }
    i->value = i->values.value;
    return true;
}

const struct sg_resource *sg_lint_source_of(struct sg_lint *l, const struct sg_call_row *row)
{
    const struct sg_node *named = row->source ? sg_get(l->resource->properties, row->source) : NULL;
    return row->source ? sg_lint_named(l, named, NULL) : l->resource;
}

const char *sg_lint_arn_of(struct sg_lint *l, const struct sg_resource *r)
{
    struct sg_type type;
    if (!sg_find_type(l->arena, l->catalog, r->type, &type) || !type.arn)
        return NULL;
    return sg_format(l->arena, "!GetAtt %s.%s", r->id, type.arn);
}

const char *sg_lint_first_arn(struct sg_lint *l, const struct sg_resource *source)
{
    bool first = source && (sg_has_type(source, "AWS::Events::Rule") || sg_has_type(source, "AWS::SNS::Topic"));
    return first ? sg_lint_arn_of(l, source) : NULL;
}
