#include "suggest/step_internal.h"

#define COMBINED_MOST 16 /* texts that the parts of one text are put together to; more are kept as parts */

/* ---- Texts of several parts ---- */

/* Adds every text that the parts can make. Returns false when one of the parts is not a text, or there are too many. */
static bool combine(const struct sg_step *s)
{
    uint32_t total = 1;
    for (uint32_t i = 0; i < s->now->count; i++) {
        const struct sg_things *part = sg_step_value(s, s->now->items[i].value);
        for (uint32_t j = 0; j < part->count; j++)
            if (part->items[j]->type != SG_THING_TEXT && part->items[j]->type != SG_THING_NUMBER)
                return false;
        total *= part->count;
        if (!total || total > COMBINED_MOST)
            return total == 0;
    }
    for (uint32_t n = 0; n < total; n++) {
        const char *text = "";
        uint32_t rest = n;
        for (uint32_t i = 0; i < s->now->count; i++) {
            const struct sg_things *part = sg_step_value(s, s->now->items[i].value);
            text = sg_concat(s->flow->arena, text, part->items[rest % part->count]->text);
            rest /= part->count;
        }
        sg_step_give(s, sg_flow_text(s->flow, SG_THING_TEXT, text));
    }
    return true;
}

void sg_step_join(const struct sg_step *s)
{
    if (combine(s))
        return;
    const struct sg_things **parts;
    const struct sg_thing like = {.type = SG_THING_JOINED, .frame = s->frame, .at = s->at};
    const struct sg_thing *joined = sg_flow_composed(s->flow, &like, s->now->count, &parts);
    for (uint32_t i = 0; i < s->now->count; i++)
        parts[i] = sg_step_value(s, s->now->items[i].value);
    sg_step_give(s, joined);
}

/* ---- Lists and maps ---- */

static void put_spread(const struct sg_step *s, struct sg_object *list, const struct sg_things *spread)
{
    struct sg_things elements = {0};
    for (uint32_t i = 0; i < spread->count; i++)
        sg_flow_elements(s->flow, s->frame, spread->items[i], &elements);
    sg_flow_give_all(s->flow, &list->any, &elements);
    list->open = true;
}

void sg_step_list(const struct sg_step *s)
{
    struct sg_object *list = sg_flow_object(s->flow, SG_OBJECT_LIST, s->frame, s->at, NULL, NULL);
    for (uint32_t i = 0; i < s->now->count; i++) {
        const struct sg_code_item *item = &s->now->items[i];
        if (item->spread)
            put_spread(s, list, sg_step_value(s, item->value));
        else if (list->open)
            sg_flow_give_all(s->flow, &list->any, sg_step_value(s, item->value));
        else
            sg_flow_set_field(s->flow, list, sg_format(s->flow->arena, "%u", (unsigned)i),
                              sg_step_value(s, item->value));
    }
    sg_step_give(s, list->thing);
}

/*
 * What a field of this name is set to. Where a map keeps variables of the environment under their names, only the one
 * of the same name is in its field, though one instruction sets all of them; other texts are of other fields too.
 */
static const struct sg_things *of_key(const struct sg_step *s, const char *key, const struct sg_things *things,
                                      struct sg_things *filtered)
{
    bool named = false;
    for (uint32_t i = 0; i < things->count && !named; i++)
        named = things->items[i]->type == SG_THING_ENVIRONMENT && sg_equals(things->items[i]->text, key);
    for (uint32_t i = 0; i < things->count && named; i++)
        if (!sg_flow_is_data(things->items[i]) || sg_equals(things->items[i]->text, key))
            sg_flow_add(s->flow, filtered, things->items[i]);
    return named ? filtered : things;
}

static void put_keyed(const struct sg_step *s, struct sg_object *map, const struct sg_things *keys,
                      const struct sg_things *things)
{
    for (uint32_t i = 0; i < keys->count; i++)
        if (keys->items[i]->type == SG_THING_TEXT) {
            struct sg_things filtered = {0};
            const char *key = keys->items[i]->text;
            sg_flow_set_field(s->flow, map, key, of_key(s, key, things, &filtered));
        } else {
            sg_flow_give_all(s->flow, &map->any, things);
            sg_flow_give(s->flow, &map->keys, keys->items[i]);
        }
}

void sg_step_map(const struct sg_step *s)
{
    struct sg_object *map = sg_flow_object(s->flow, SG_OBJECT_MAP, s->frame, s->at, NULL, NULL);
    for (uint32_t i = 0; i < s->now->count; i++) {
        const struct sg_code_item *item = &s->now->items[i];
        if (item->spread)
            sg_flow_merge(s->flow, s->frame, map, sg_step_value(s, item->value));
        else if (item->name)
            sg_flow_write_field(s->flow, map, item->name, sg_step_value(s, item->value), s->frame, s->at);
        else if (item->key != SG_CODE_NONE)
            put_keyed(s, map, sg_step_value(s, item->key), sg_step_value(s, item->value));
    }
    sg_step_give(s, map->thing);
}

/* ---- Changes ---- */

static void set_member(const struct sg_step *s, const struct sg_thing *of, const char *name,
                       const struct sg_things *things)
{
    sg_flow_set_environment(s->flow, of, name);
    if (of->type != SG_THING_OBJECT)
        return;
    struct sg_field *known = sg_flow_find_field(of->object, name);
    struct sg_things room = {0};
    if (of->object->frame != s->frame)
        things = sg_flow_outside(s->flow, s->frame, things, &room);
    if (things == sg_step_value(s, s->now->b))
        sg_flow_write_field(s->flow, of->object, name, things, s->frame, s->at);
    else
        sg_flow_set_field(s->flow, of->object, name, things);
    struct sg_field *field = known ? NULL : sg_flow_find_field(of->object, name);
    if (field)
        field->set_later = true;
}

void sg_step_set(const struct sg_step *s)
{
    const struct sg_things *of = sg_step_value(s, s->now->a);
    for (uint32_t i = 0; i < of->count && s->now->text; i++)
        set_member(s, of->items[i], s->now->text, sg_step_value(s, s->now->b));
}

static void set_item(const struct sg_step *s, const struct sg_thing *of, const struct sg_things *keys)
{
    const struct sg_things *things = sg_step_value(s, s->now->b);
    for (uint32_t i = 0; i < keys->count; i++)
        if (keys->items[i]->type == SG_THING_TEXT || keys->items[i]->type == SG_THING_NUMBER) {
            struct sg_things filtered = {0};
            const char *key = keys->items[i]->text;
            set_member(s, of, key, of_key(s, key, things, &filtered));
        } else if (of->type == SG_THING_OBJECT) {
            sg_flow_give_all(s->flow, &of->object->any, things);
            sg_flow_give(s->flow, &of->object->keys, keys->items[i]);
        }
}

void sg_step_set_item(const struct sg_step *s)
{
    const struct sg_things *of = sg_step_value(s, s->now->a);
    for (uint32_t i = 0; i < of->count && s->now->count; i++)
        set_item(s, of->items[i], sg_step_value(s, s->now->items[0].value));
}
