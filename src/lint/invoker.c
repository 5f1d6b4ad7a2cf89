#include "lint/invoker_internal.h"

#include "lint/reference_internal.h"

#include <string.h>

struct visit {
    const struct sg_call_row *row;
    sg_lint_invoker_fn *call;
    void *context;
};

static void visit_value(struct sg_lint *l, const struct sg_node *value, void *context)
{
    const struct visit *v = context;
    v->call(l, v->row, value, v->context);
}

static void visit_map(struct sg_lint *l, const struct sg_node *map, void *context)
{
    const struct visit *v = context;
    const struct sg_call_row *row = v->row;
    const char *is = row->only ? sg_get_text(map, row->only) : NULL;
    bool counts = !row->only || (is && sg_strings_have(&row->is, is));
    if (counts && !(row->role && (sg_get(map, row->role) || sg_get(l->resource->properties, row->role))))
        sg_lint_at_path(l, map, row->value, visit_value, context);
}

static void visit_resource(struct sg_lint *l, sg_lint_invoker_fn *call, void *context)
{
    size_t count;
    const struct sg_call_row *row = sg_calls_of(l->callers, l->resource->type, &count);
    for (; count; count--, row++) {
        struct visit v = {row, call, context};
        sg_lint_at_path(l, l->resource->properties, row->path ? row->path : "", visit_map, &v);
    }
}

void sg_lint_each_invoker(struct sg_lint *l, sg_lint_invoker_fn *call, void *context)
{
    for (size_t i = 0; i < l->template->count; i++) {
        l->resource = &l->template->resources[i];
        visit_resource(l, call, context);
    }
    l->resource = NULL;
}
