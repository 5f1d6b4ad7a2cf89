#include "suggest/method_internal.h"

void sg_method_get(const struct sg_method *m)
{
    struct sg_object *object = sg_method_object(m);
    sg_flow_item(m->flow, m->frame, m->at, m->self, sg_method_argument(m, 0), m->into);
    const char *name = sg_flow_only_text(sg_method_argument(m, 0));
    if (object && !(name && sg_flow_find_field(object, name)))
        sg_flow_add_all(m->flow, m->into, sg_method_argument(m, 1));
}

void sg_method_set(const struct sg_method *m)
{
    struct sg_object *map = sg_method_object(m);
    const struct sg_things *keys = sg_method_argument(m, 0), *things = sg_method_argument(m, 1);
    for (uint32_t i = 0; i < keys->count; i++)
        if (keys->items[i]->type == SG_THING_TEXT) {
            sg_flow_set_environment(m->flow, m->self, keys->items[i]->text);
            if (map)
                sg_flow_set_field(m->flow, map, keys->items[i]->text, things);
        } else if (map) {
            sg_flow_give_all(m->flow, &map->any, things);
        }
    sg_method_give(m, m->self);
}

void sg_method_set_default(const struct sg_method *m)
{
    struct sg_things nothing = {0};
    struct sg_method set = *m;
    set.into = &nothing;
    sg_method_set(&set);
    sg_method_get(m);
}

void sg_method_values(const struct sg_method *m)
{
    struct sg_object *object = sg_method_object(m), *list;
    if (!object) {
        sg_method_give(m, m->self);
        return;
    }
    list = sg_flow_object(m->flow, SG_OBJECT_LIST, m->frame, m->at, m->self, "values");
    struct sg_things keys = {0}, values = {0};
    sg_flow_add(m->flow, &keys, m->flow->unknown);
    sg_flow_item(m->flow, m->frame, m->at, m->self, &keys, &values);
    sg_flow_give_all(m->flow, &list->any, &values);
    sg_method_give(m, list->thing);
}

void sg_method_keys(const struct sg_method *m)
{
    struct sg_object *list = sg_flow_object(m->flow, SG_OBJECT_LIST, m->frame, m->at, m->self, "keys");
    struct sg_things keys = {0};
    sg_method_elements(m, &keys);
    sg_flow_give_all(m->flow, &list->any, &keys);
    sg_method_give(m, list->thing);
}

/* A pair of key and value for each entry. */
void sg_method_items(const struct sg_method *m)
{
    struct sg_object *object = sg_method_object(m);
    struct sg_object *list = sg_flow_object(m->flow, SG_OBJECT_LIST, m->frame, m->at, m->self, "items");
    if (!object || object->type != SG_OBJECT_MAP) {
        struct sg_object *pair = sg_flow_object(m->flow, SG_OBJECT_LIST, m->frame, m->at, m->self, "pair");
        struct sg_things each = {0}, unknown = {0};
        sg_method_elements(m, &each);
        sg_flow_add(m->flow, &unknown, m->flow->unknown);
        sg_flow_set_field(m->flow, pair, "0", &unknown);
        sg_flow_set_field(m->flow, pair, "1", &each);
        sg_flow_give(m->flow, &list->any, pair->thing);
        sg_method_give(m, list->thing);
        return;
    }
    sg_flow_watch(m->flow, &object->any, m->frame);
    for (uint32_t i = 0; i < object->field_count; i++) {
        const char *name = object->fields[i]->name;
        struct sg_object *pair =
            sg_flow_object(m->flow, SG_OBJECT_LIST, m->frame, m->at, m->self, sg_concat(m->flow->arena, "=", name));
        struct sg_things key = {0};
        sg_flow_add(m->flow, &key, sg_flow_text(m->flow, SG_THING_TEXT, name));
        sg_flow_watch(m->flow, &object->fields[i]->cell, m->frame);
        sg_flow_set_field(m->flow, pair, "0", &key);
        sg_flow_set_field(m->flow, pair, "1", &object->fields[i]->cell.things);
        sg_flow_give(m->flow, &list->any, pair->thing);
    }
    if (object->any.things.count || object->open) {
        struct sg_object *pair = sg_flow_object(m->flow, SG_OBJECT_LIST, m->frame, m->at, m->self, "pair");
        struct sg_things unknown = {0};
        sg_flow_add(m->flow, &unknown, m->flow->unknown);
        sg_flow_set_field(m->flow, pair, "0", &unknown);
        sg_flow_set_field(m->flow, pair, "1", object->any.things.count ? &object->any.things : &unknown);
        sg_flow_give(m->flow, &list->any, pair->thing);
    }
    sg_method_give(m, list->thing);
}
