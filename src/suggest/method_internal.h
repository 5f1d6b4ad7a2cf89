#ifndef SG_SUGGEST_METHOD_INTERNAL_H
#define SG_SUGGEST_METHOD_INTERNAL_H

#include "suggest/flow_internal.h"

/* A method of a text, a list, a map or a promise that is called. */
struct sg_method {
    struct sg_flow *flow;
    struct sg_frame *frame;
    uint32_t at;
    const struct sg_thing *self;
    const struct sg_arguments *given;
    struct sg_things *into;
};

static inline const struct sg_things *sg_method_argument(const struct sg_method *m, uint32_t position)
{
    static const struct sg_things nothing;
    return position < m->given->count ? m->given->items[position] : &nothing;
}

static inline void sg_method_give(const struct sg_method *m, const struct sg_thing *thing)
{
    sg_flow_add(m->flow, m->into, thing);
}

static inline struct sg_object *sg_method_object(const struct sg_method *m)
{
    return m->self->type == SG_THING_OBJECT ? m->self->object : NULL;
}

static inline void sg_method_elements(const struct sg_method *m, struct sg_things *into)
{
    sg_flow_elements(m->flow, m->frame, m->self, into);
}

/* Calls the functions among the first argument. */
static inline void sg_method_call(const struct sg_method *m, const struct sg_arguments *given, struct sg_things *into)
{
    const struct sg_things *callees = sg_method_argument(m, 0);
    for (uint32_t i = 0; i < callees->count; i++)
        if (callees->items[i]->type != SG_THING_UNKNOWN)
            sg_flow_call(m->flow, m->frame, m->at, callees->items[i], given, into);
}

/* flow_list.c */
void sg_method_map(const struct sg_method *m);
void sg_method_flat_map(const struct sg_method *m);
void sg_method_for_each(const struct sg_method *m);
void sg_method_same_list(const struct sg_method *m);
void sg_method_slice(const struct sg_method *m);
void sg_method_one(const struct sg_method *m);
void sg_method_last(const struct sg_method *m);
void sg_method_reduce(const struct sg_method *m);
void sg_method_append(const struct sg_method *m);
void sg_method_insert(const struct sg_method *m);
void sg_method_extend(const struct sg_method *m);
void sg_method_concat(const struct sg_method *m);

/* flow_map.c */
void sg_method_get(const struct sg_method *m);
void sg_method_set(const struct sg_method *m);
void sg_method_set_default(const struct sg_method *m);
void sg_method_values(const struct sg_method *m);
void sg_method_keys(const struct sg_method *m);
void sg_method_items(const struct sg_method *m);

#endif
