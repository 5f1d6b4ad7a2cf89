#include "suggest/sdk_internal.h"

/* ---- Values that go through ---- */

void sg_sdk_same(const struct sg_sdk_use *u)
{
    sg_flow_add_all(u->flow, u->into, sg_sdk_subject(u));
}

void sg_sdk_list(const struct sg_sdk_use *u)
{
    struct sg_object *list = sg_flow_object(u->flow, SG_OBJECT_LIST, u->frame, u->at, NULL, "list");
    for (uint32_t i = 0; i < u->given->count; i++)
        sg_flow_set_field(u->flow, list, sg_format(u->flow->arena, "%u", (unsigned)i), u->given->items[i]);
    sg_flow_give_all(u->flow, &list->any, &u->given->rest);
    sg_sdk_give(u, list->thing);
}

/* A map of the named arguments; the first other one is its default. Also dict(a=b) and new Map(). */
void sg_sdk_map(const struct sg_sdk_use *u)
{
    struct sg_object *map = sg_flow_object(u->flow, SG_OBJECT_MAP, u->frame, u->at, NULL, "map");
    for (uint32_t i = 0; i < u->given->named_count; i++)
        sg_flow_set_field(u->flow, map, u->given->named[i].name, u->given->named[i].things);
    if (u->row->gives && u->given->count)
        sg_flow_set_field(u->flow, map, u->row->gives, u->given->items[0]);
    else if (u->given->count)
        sg_flow_merge(u->flow, u->frame, map, u->given->items[0]);
    map->open |= u->given->open;
    sg_sdk_give(u, map->thing);
}

/* Object.assign(a, b, c) */
void sg_sdk_assign(const struct sg_sdk_use *u)
{
    const struct sg_things *first = sg_sdk_argument(u, 0);
    for (uint32_t i = 0; i < first->count; i++)
        for (uint32_t j = 1; first->items[i]->object && j < u->given->count; j++)
            sg_flow_merge(u->flow, u->frame, first->items[i]->object, u->given->items[j]);
    sg_flow_add_all(u->flow, u->into, first);
}

/* Object.values(x) is x.values(): the row gives the name of the method. */
void sg_sdk_by_method(const struct sg_sdk_use *u)
{
    const struct sg_things *first = sg_sdk_argument(u, u->row->argument);
    struct sg_arguments rest = {0};
    for (uint32_t i = 0; i < u->given->count; i++)
        if (i != u->row->argument)
            rest.items[rest.count++] = u->given->items[i];
    for (uint32_t i = 0; i < first->count; i++)
        sg_flow_builtin_method(u->flow, u->frame, u->at, first->items[i], u->row->gives, &rest, u->into);
}

void sg_sdk_elements(const struct sg_sdk_use *u)
{
    const struct sg_things *first = sg_sdk_subject(u);
    struct sg_object *list = sg_flow_object(u->flow, SG_OBJECT_LIST, u->frame, u->at, NULL, "elements");
    struct sg_things each = {0};
    for (uint32_t i = 0; i < first->count; i++)
        sg_flow_elements(u->flow, u->frame, first->items[i], &each);
    if (u->given->count > 1 && u->given->items[1]->count) { /* Array.from(x, f) */
        struct sg_things results = {0};
        const struct sg_arguments given = {.items = {&each}, .count = 1};
        sg_flow_call_all(u->flow, u->frame, u->at, u->given->items[1], &given, &results);
        each = results;
    }
    sg_flow_give_all(u->flow, &list->any, &each);
    sg_sdk_give(u, list->thing);
}

/* enumerate(x): pairs of a number and an element */
void sg_sdk_pairs(const struct sg_sdk_use *u)
{
    struct sg_object *list = sg_flow_object(u->flow, SG_OBJECT_LIST, u->frame, u->at, NULL, "pairs");
    struct sg_object *pair = sg_flow_object(u->flow, SG_OBJECT_LIST, u->frame, u->at, NULL, "pair");
    uint32_t first = u->row->argument;
    for (uint32_t i = 0; i < u->given->count; i++) {
        struct sg_things each = {0};
        for (uint32_t j = 0; j < u->given->items[i]->count; j++)
            sg_flow_elements(u->flow, u->frame, u->given->items[i]->items[j], &each);
        sg_flow_set_field(u->flow, pair, sg_format(u->flow->arena, "%u", (unsigned)(i + first)), &each);
    }
    sg_flow_give(u->flow, &list->any, pair->thing);
    sg_sdk_give(u, list->thing);
}

/* getattr(x, "name") */
void sg_sdk_attribute(const struct sg_sdk_use *u)
{
    const struct sg_things *of = sg_sdk_argument(u, 0), *names = sg_sdk_argument(u, 1);
    for (uint32_t i = 0; i < names->count; i++)
        for (uint32_t j = 0; j < of->count; j++)
            if (names->items[i]->type == SG_THING_TEXT)
                sg_flow_member(u->flow, u->frame, of->items[j], names->items[i]->text, u->into);
            else
                sg_sdk_give(u, u->flow->unknown);
    sg_flow_add_all(u->flow, u->into, sg_sdk_argument(u, 2));
}

void sg_sdk_set_attribute(const struct sg_sdk_use *u)
{
    const struct sg_things *of = sg_sdk_argument(u, 0), *names = sg_sdk_argument(u, 1);
    for (uint32_t i = 0; i < names->count; i++)
        for (uint32_t j = 0; j < of->count; j++)
            if (names->items[i]->type == SG_THING_TEXT && of->items[j]->object)
                sg_flow_set_field(u->flow, of->items[j]->object, names->items[i]->text, sg_sdk_argument(u, 2));
}
