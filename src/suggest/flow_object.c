#include "suggest/flow_internal.h"

struct sg_field *sg_flow_find_field(const struct sg_object *object, const char *name)
{
    for (uint32_t i = 0; i < object->field_count; i++)
        if (sg_equals(object->fields[i]->name, name))
            return object->fields[i];
    return NULL;
}

/* The field of a name, made when there is none; NULL when there are too many. */
struct sg_field *sg_flow_field(struct sg_flow *w, struct sg_object *object, const char *name)
{
    struct sg_field *field = sg_flow_find_field(object, name);
    if (field || object->field_count >= SG_FIELDS_MOST)
        return field;
    field = sg_new(w->arena, struct sg_field);
    field->name = name;
    sg_grow(w->arena, object->fields, object->field_count, object->field_capacity);
    object->fields[object->field_count++] = field;
    /* Who asked for all fields watches the unnamed ones. */
    for (uint32_t i = 0; i < object->any.reader_count; i++)
        sg_flow_enqueue(w, object->any.readers[i]);
    return field;
}

void sg_flow_set_field(struct sg_flow *w, struct sg_object *object, const char *name, const struct sg_things *things)
{
    struct sg_field *field = sg_flow_field(w, object, name);
    sg_flow_give_all(w, field ? &field->cell : &object->any, things);
    if (field)
        field->unordered = true;
}

static void read_cell(struct sg_flow *w, struct sg_frame *reader, struct sg_cell *cell, struct sg_things *into)
{
    sg_flow_watch(w, cell, reader);
    sg_flow_add_all(w, into, &cell->things);
}

/* Everything that an iteration over a value can give. The keys of a map are asked for by a method. */
static void object_elements(struct sg_flow *w, struct sg_frame *reader, struct sg_object *object,
                            struct sg_things *into)
{
    if (object->type == SG_OBJECT_COMMAND || object->type == SG_OBJECT_CLASS || object->type == SG_OBJECT_FILE)
        return;
    read_cell(w, reader, &object->any, into);
    for (uint32_t i = 0; i < object->field_count; i++)
        read_cell(w, reader, &object->fields[i]->cell, into);
}

/* Each key of a map, as text. */
static void map_keys(struct sg_flow *w, struct sg_frame *reader, struct sg_object *object, struct sg_things *into)
{
    sg_flow_watch(w, &object->any, reader);
    for (uint32_t i = 0; i < object->field_count; i++)
        sg_flow_add(w, into, sg_flow_text(w, SG_THING_TEXT, object->fields[i]->name));
    if (object->any.things.count || object->open)
        sg_flow_add(w, into, w->unknown);
}

void sg_flow_elements(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *of, struct sg_things *into)
{
    switch (of->type) {
    case SG_THING_OBJECT:
        if (of->object->type == SG_OBJECT_MAP)
            map_keys(w, reader, of->object, into);
        else
            object_elements(w, reader, of->object, into);
        break;
    case SG_THING_EVENT:
    case SG_THING_ANSWER:
        sg_flow_add(w, into, sg_flow_path(w, of, "[]"));
        break;
    case SG_THING_ENVIRONMENT:
        sg_flow_add(w, into, sg_flow_part(w, of, false));
        break;
    case SG_THING_EXTERNAL:
    case SG_THING_METHOD:
    case SG_THING_CLIENT:
    case SG_THING_UNKNOWN:
    case SG_THING_CONTEXT:
    case SG_THING_JOINED:
        sg_flow_add(w, into, w->unknown);
        break;
    case SG_THING_TEXT:
    case SG_THING_NUMBER:
    case SG_THING_CONSTANT:
    case SG_THING_FUNCTION:
    case SG_THING_BOUND:
    case SG_THING_SUPER:
        break;
    }
}

/* into.update(from), {...from}, Object.assign. */
void sg_flow_merge(struct sg_flow *w, struct sg_frame *reader, struct sg_object *into, const struct sg_things *from)
{
    for (uint32_t i = 0; i < from->count; i++) {
        const struct sg_thing *thing = from->items[i];
        if (thing->type == SG_THING_CONSTANT || (thing->object && thing->object == into))
            continue;
        if (sg_flow_is_environment(w, thing)) {
            sg_flow_give(w, &into->any, sg_flow_text(w, SG_THING_ENVIRONMENT, SG_ANY_VARIABLE));
            continue;
        }
        if (thing->type != SG_THING_OBJECT) {
            into->open = true;
            continue;
        }
        struct sg_object *object = thing->object;
        sg_flow_watch(w, &object->any, reader);
        sg_flow_give_all(w, &into->any, &object->any.things);
        into->open |= object->open;
        for (uint32_t j = 0; j < object->field_count; j++) {
            sg_flow_watch(w, &object->fields[j]->cell, reader);
            sg_flow_set_field(w, into, object->fields[j]->name, &object->fields[j]->cell.things);
            struct sg_field *field = sg_flow_find_field(into, object->fields[j]->name);
            if (field)
                field->set_later = true;
        }
    }
}
