#include "lint/invoker_internal.h"

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
        i->row = sg_calls_of(l->callers, i->resource->type, &i->rows);
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
