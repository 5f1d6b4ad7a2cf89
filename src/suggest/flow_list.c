#include "suggest/method_internal.h"

static void call_with_elements(const struct sg_method *m, struct sg_things *into)
{
    struct sg_things each = {0}, unknown = {0}, self = {0};
    sg_method_elements(m, &each);
    sg_flow_add(m->flow, &unknown, m->flow->unknown);
    sg_flow_add(m->flow, &self, m->self);
    const struct sg_arguments given = {.items = {&each, &unknown, &self}, .count = 3};
    sg_method_call(m, &given, into);
}

void sg_method_map(const struct sg_method *m)
{
    struct sg_things results = {0};
    struct sg_object *list = sg_flow_object(m->flow, SG_OBJECT_LIST, m->frame, m->at, NULL, "map");
    call_with_elements(m, &results);
    sg_flow_give_all(m->flow, &list->any, &results);
    sg_method_give(m, list->thing);
}

void sg_method_flat_map(const struct sg_method *m)
{
    struct sg_things results = {0}, each = {0};
    struct sg_object *list = sg_flow_object(m->flow, SG_OBJECT_LIST, m->frame, m->at, NULL, "map");
    call_with_elements(m, &results);
    for (uint32_t i = 0; i < results.count; i++)
        sg_flow_elements(m->flow, m->frame, results.items[i], &each);
    sg_flow_give_all(m->flow, &list->any, &each);
    sg_method_give(m, list->thing);
}

void sg_method_for_each(const struct sg_method *m)
{
    struct sg_things results = {0};
    call_with_elements(m, &results);
}

void sg_method_same_list(const struct sg_method *m)
{
    sg_method_for_each(m);
    sg_method_give(m, m->self);
}

/* A part of a text is not the text. */
void sg_method_slice(const struct sg_method *m)
{
    bool whole =
        m->self->type == SG_THING_OBJECT || m->self->type == SG_THING_EVENT || m->self->type == SG_THING_ANSWER;
    sg_method_give(m, whole ? m->self : m->flow->unknown);
}

/* One of the parts of a variable is not each of them. */
void sg_method_one(const struct sg_method *m)
{
    sg_method_for_each(m);
    if (m->self->type == SG_THING_ENVIRONMENT)
        sg_method_give(m, m->flow->unknown);
    else
        sg_method_elements(m, m->into);
}

/* .pop(), .at(-1): the last one, where nothing else is said. */
void sg_method_last(const struct sg_method *m)
{
    const struct sg_things *which = sg_method_argument(m, 0);
    bool last = !which->count || (which->count == 1 && which->items[0]->type == SG_THING_NUMBER &&
                                  sg_equals(which->items[0]->text, "-1"));
    if (last && m->self->type == SG_THING_ENVIRONMENT)
        sg_method_give(m, sg_flow_part(m->flow, m->self, true));
    else
        sg_method_one(m);
}

void sg_method_reduce(const struct sg_method *m)
{
    struct sg_things each = {0}, unknown = {0};
    sg_method_elements(m, &each);
    sg_flow_add(m->flow, &unknown, m->flow->unknown);
    struct sg_object *sum = sg_flow_object(m->flow, SG_OBJECT_PROMISE, m->frame, m->at, NULL, "reduce");
    sg_flow_watch(m->flow, &sum->any, m->frame);
    sg_flow_give_all(m->flow, &sum->any, m->given->count > 1 ? m->given->items[1] : &each);
    const struct sg_arguments given = {.items = {&sum->any.things, &each, &unknown}, .count = 3};
    struct sg_things results = {0};
    sg_method_call(m, &given, &results);
    sg_flow_give_all(m->flow, &sum->any, &results);
    sg_flow_add_all(m->flow, m->into, &sum->any.things);
}

void sg_method_append(const struct sg_method *m)
{
    struct sg_object *list = sg_method_object(m);
    for (uint32_t i = 0; list && i < m->given->count; i++)
        sg_flow_give_all(m->flow, &list->any, m->given->items[i]);
    if (list)
        sg_flow_give_all(m->flow, &list->any, &m->given->rest);
}

void sg_method_insert(const struct sg_method *m)
{
    struct sg_object *list = sg_method_object(m);
    if (list)
        sg_flow_give_all(m->flow, &list->any, sg_method_argument(m, 1));
}

/* list.extend(other), map.update(other, name=value) */
void sg_method_extend(const struct sg_method *m)
{
    struct sg_object *object = sg_method_object(m);
    if (!object)
        return;
    const struct sg_things *more = sg_method_argument(m, 0);
    struct sg_things each = {0};
    if (object->type == SG_OBJECT_LIST) {
        for (uint32_t i = 0; i < more->count; i++)
            sg_flow_elements(m->flow, m->frame, more->items[i], &each);
        sg_flow_give_all(m->flow, &object->any, &each);
        return;
    }
    sg_flow_merge(m->flow, m->frame, object, more);
    for (uint32_t i = 0; i < m->given->named_count; i++) {
        sg_flow_set_field(m->flow, object, m->given->named[i].name, m->given->named[i].things);
        struct sg_field *field = sg_flow_find_field(object, m->given->named[i].name);
        if (field)
            field->set_later = true;
    }
}

void sg_method_concat(const struct sg_method *m)
{
    struct sg_object *list = sg_flow_object(m->flow, SG_OBJECT_LIST, m->frame, m->at, NULL, "concat");
    struct sg_things each = {0};
    if (m->self->type == SG_THING_TEXT || m->self->type == SG_THING_ENVIRONMENT || m->self->type == SG_THING_JOINED) {
        sg_method_give(m, m->flow->unknown);
        return;
    }
    sg_method_elements(m, &each);
    for (uint32_t i = 0; i < m->given->count; i++)
        for (uint32_t j = 0; j < m->given->items[i]->count; j++)
            sg_flow_elements(m->flow, m->frame, m->given->items[i]->items[j], &each);
    sg_flow_give_all(m->flow, &list->any, &each);
    sg_method_give(m, list->thing);
}
