#include "suggest/sdk_internal.h"

#define BASES_DEEP 12 /* classes that inherit from each other */

static void read_cell(struct sg_flow *w, struct sg_frame *reader, struct sg_cell *cell, struct sg_things *into)
{
    sg_flow_watch(w, cell, reader);
    sg_flow_add_all(w, into, &cell->things);
}

/* ---- Members of classes ---- */

static const struct sg_code_function *function_of(const struct sg_thing *thing)
{
    return thing->type == SG_THING_FUNCTION ? thing->body->function : NULL;
}

/* A member as an instance sees it: functions are bound to it, and those of properties are called. */
static void give_member(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *member,
                        const struct sg_thing *self, const struct sg_thing *class, struct sg_things *into)
{
    const struct sg_code_function *function = function_of(member);
    if (!function || function->is_static || function->self == SG_CODE_NONE) {
        sg_flow_add(w, into, member);
        return;
    }
    const struct sg_thing *of = function->takes_class ? class : self;
    if (!of) {
        sg_flow_add(w, into, member);
        return;
    }
    const struct sg_thing *bound =
        sg_flow_thing(w, &(struct sg_thing){.type = SG_THING_BOUND, .of = member, .self = of});
    if (function->is_getter)
        sg_flow_call(w, reader, SG_CODE_NONE, bound, &(struct sg_arguments){0}, into);
    else
        sg_flow_add(w, into, bound);
}

static bool own_member(struct sg_flow *w, struct sg_frame *reader, const struct sg_object *class,
                       const struct sg_thing *self, const char *name, struct sg_things *into)
{
    struct sg_frame *body = class->body;
    const struct sg_module *module = body->body->module;
    bool found = false;
    for (uint32_t i = 0; i < body->body->member_count; i++) {
        uint32_t index = body->body->members[i];
        if (!sg_equals(module->unit->variables[index].exported, name))
            continue;
        struct sg_things members = {0};
        read_cell(w, reader, &body->slots[module->slots[index]].all, &members);
        for (uint32_t j = 0; j < members.count; j++)
            give_member(w, reader, members.items[j], self, class->thing, into);
        found |= members.count > 0;
    }
    return found;
}

static bool base_member(struct sg_flow *w, struct sg_frame *reader, const struct sg_object *class,
                        const struct sg_thing *self, const char *name, struct sg_things *into, int deep);

static bool class_member(struct sg_flow *w, struct sg_frame *reader, const struct sg_object *class,
                         const struct sg_thing *self, const char *name, struct sg_things *into, int deep)
{
    struct sg_field *field = sg_flow_find_field(class, name);
    if (field)
        read_cell(w, reader, &field->cell, into);
    if (own_member(w, reader, class, self, name, into))
        return true;
    return deep < BASES_DEEP && base_member(w, reader, class, self, name, into, deep + 1);
}

static bool base_member(struct sg_flow *w, struct sg_frame *reader, const struct sg_object *class,
                        const struct sg_thing *self, const char *name, struct sg_things *into, int deep)
{
    for (uint32_t i = 0; i < class->bases->count; i++) {
        const struct sg_thing *base = class->bases->items[i];
        if (base->object && base->object->type == SG_OBJECT_CLASS &&
            class_member(w, reader, base->object, self, name, into, deep))
            return true;
    }
    return false;
}

bool sg_flow_class_member(struct sg_flow *w, struct sg_frame *reader, struct sg_object *class,
                          const struct sg_thing *self, const char *name, struct sg_things *into)
{
    return class_member(w, reader, class, self, name, into, 0);
}

/* ---- Members of objects ---- */

static void instance_member(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *of, const char *name,
                            struct sg_things *into)
{
    struct sg_object *object = of->object;
    struct sg_field *field = sg_flow_find_field(object, name);
    if (field)
        read_cell(w, reader, &field->cell, into);
    else
        sg_flow_watch(w, &object->any, reader);
    if (!sg_flow_setting(w, reader, object->class, name, into))
        sg_flow_class_member(w, reader, object->class, of, name, into);
}

/* Functions of a map that know `this` are bound to it. */
static void give_fields(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *of, struct sg_cell *cell,
                        struct sg_things *into)
{
    struct sg_things members = {0};
    read_cell(w, reader, cell, &members);
    for (uint32_t i = 0; i < members.count; i++)
        give_member(w, reader, members.items[i], of, of, into);
}

static bool is_data(const struct sg_thing *thing)
{
    return thing->type == SG_THING_TEXT || thing->type == SG_THING_JOINED || thing->type == SG_THING_ENVIRONMENT;
}

/*
 * An entry of a map is not all of the map: of what is set under other names only the kind is known. Where variables of
 * the environment are set under their own names, it is the variable of this name.
 */
static void give_unnamed(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *of, const char *name,
                         struct sg_things *into)
{
    struct sg_cell *any = &of->object->any;
    sg_flow_watch(w, any, reader);
    for (uint32_t i = 0; i < any->things.count; i++) {
        const struct sg_thing *thing = any->things.items[i];
        bool named = thing->type == SG_THING_ENVIRONMENT && sg_equals(thing->text, name);
        if (thing->type == SG_THING_ENVIRONMENT && sg_equals(thing->text, SG_ANY_VARIABLE))
            sg_flow_add(w, into, sg_flow_text(w, SG_THING_ENVIRONMENT, name));
        else if (is_data(thing) && !named)
            sg_flow_add(w, into, w->unknown);
        else
            give_member(w, reader, thing, of, of, into);
    }
}

static void all_fields(struct sg_flow *w, struct sg_frame *reader, struct sg_object *object, struct sg_things *into)
{
    for (uint32_t i = 0; i < object->field_count; i++)
        read_cell(w, reader, &object->fields[i]->cell, into);
}

static void map_member(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *of, const char *name,
                       struct sg_things *into)
{
    struct sg_object *object = of->object;
    struct sg_field *field = sg_flow_find_field(object, name);
    if (field)
        give_fields(w, reader, of, &field->cell, into);
    if (object->type == SG_OBJECT_LIST && !sg_is_made_of(name, SG_DIGITS)) {
        if (sg_sdk_list_row(w, object, name))
            sg_flow_add(w, into, sg_flow_method(w, of, name));
        return;
    }
    if (object->type == SG_OBJECT_LIST)
        give_fields(w, reader, of, &object->any, into);
    else
        give_unnamed(w, reader, of, name, into);
    if (object->type == SG_OBJECT_LIST && !field)
        all_fields(w, reader, object, into);
    if (!field && object->open)
        sg_flow_add(w, into, w->unknown);
}

static void object_member(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *of, const char *name,
                          struct sg_things *into)
{
    struct sg_object *object = of->object;
    switch (object->type) {
    case SG_OBJECT_MAP:
    case SG_OBJECT_LIST:
    case SG_OBJECT_MODULE:
        map_member(w, reader, of, name, into);
        break;
    case SG_OBJECT_INSTANCE:
        instance_member(w, reader, of, name, into);
        break;
    case SG_OBJECT_CLASS:
        sg_flow_class_member(w, reader, object, NULL, name, into);
        break;
    case SG_OBJECT_FILE:
        sg_flow_exported(w, reader, object->module, name, into);
        break;
    case SG_OBJECT_PROMISE:
    case SG_OBJECT_PARTIAL:
        break;
    case SG_OBJECT_COMMAND:
        if (strcmp(name, "input") == 0)
            read_cell(w, reader, &object->any, into);
        else
            sg_flow_add(w, into, sg_flow_method(w, of, name));
        break;
    case SG_OBJECT_RESOURCE:
        if (sg_sdk_resource_member(w, reader, of, name, into))
            break;
        map_member(w, reader, of, name, into);
        if (!sg_flow_find_field(object, name))
            sg_flow_add(w, into, sg_flow_method(w, of, name));
        break;
    }
}

/* super().name: of the bases, bound to the instance. */
static void super_member(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *of, const char *name,
                         struct sg_things *into)
{
    base_member(w, reader, of->of->object, of->self, name, into, 0);
}

static void external_member(struct sg_flow *w, const struct sg_thing *of, const char *name, struct sg_things *into)
{
    if (strcmp(name, "default") == 0 || strcmp(of->text, SG_OTHER_NAME) == 0)
        sg_flow_add(w, into, of);
    else
        sg_flow_add(w, into, sg_sdk_named(w, sg_format(w->arena, "%s.%s", of->text, name)));
}

void sg_flow_member(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *of, const char *name,
                    struct sg_things *into)
{
    switch (of->type) {
    case SG_THING_OBJECT:
        object_member(w, reader, of, name, into);
        break;
    case SG_THING_EVENT:
    case SG_THING_CONTEXT:
    case SG_THING_ANSWER:
        sg_flow_add(w, into, sg_flow_path(w, of, name));
        break;
    case SG_THING_SUPER:
        super_member(w, reader, of, name, into);
        break;
    case SG_THING_EXTERNAL:
        external_member(w, of, name, into);
        break;
    case SG_THING_CLIENT:
    case SG_THING_FUNCTION:
    case SG_THING_BOUND:
        sg_flow_add(w, into, sg_flow_method(w, of, name));
        break;
    case SG_THING_METHOD: /* client.exceptions.NotFound */
    case SG_THING_TEXT:
    case SG_THING_NUMBER:
    case SG_THING_ENVIRONMENT:
    case SG_THING_JOINED:
    case SG_THING_UNKNOWN:
        sg_flow_add(w, into, w->unknown);
        break;
    case SG_THING_CONSTANT:
        break;
    }
}

/* ---- x[key] ---- */

static bool is_path(const struct sg_thing *of)
{
    return of->type == SG_THING_EVENT || of->type == SG_THING_ANSWER || of->type == SG_THING_CONTEXT;
}

/* By a key that is not known: any of the fields. */
static void any_item(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *of, struct sg_things *into)
{
    struct sg_object *object = of->object;
    if (of->type == SG_THING_OBJECT &&
        (object->type == SG_OBJECT_MAP || object->type == SG_OBJECT_LIST || object->type == SG_OBJECT_INSTANCE)) {
        read_cell(w, reader, &object->any, into);
        for (uint32_t i = 0; i < object->field_count; i++)
            read_cell(w, reader, &object->fields[i]->cell, into);
        if (object->open)
            sg_flow_add(w, into, w->unknown);
    } else if (of->type == SG_THING_ENVIRONMENT) {
        sg_flow_add(w, into, w->unknown);
    } else {
        sg_flow_elements(w, reader, of, into);
    }
}

static void last_item(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *of, struct sg_things *into)
{
    struct sg_object *list = of->object;
    if (of->type == SG_THING_ENVIRONMENT) {
        sg_flow_add(w, into, sg_flow_part(w, of, true));
        return;
    }
    read_cell(w, reader, &list->any, into);
    if (list->field_count)
        read_cell(w, reader, &list->fields[list->field_count - 1]->cell, into);
}

/* x[-1] */
static bool asks_for_last(const struct sg_thing *of, const struct sg_thing *key)
{
    if (key->type != SG_THING_NUMBER || *key->text != '-')
        return false;
    return of->type == SG_THING_OBJECT || (of->type == SG_THING_ENVIRONMENT && sg_equals(key->text, "-1"));
}

static void item(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_thing *of,
                 const struct sg_thing *key, struct sg_things *into)
{
    bool number = key->type == SG_THING_NUMBER, text = key->type == SG_THING_TEXT;
    if (sg_flow_is_environment(w, of)) {
        if (text)
            sg_flow_read_environment(w, frame, at, key->text, NULL, into);
        else if (key->type != SG_THING_CONSTANT) /* a name that is not set yet is not read */
            sg_flow_add(w, into, sg_flow_text(w, SG_THING_ENVIRONMENT, SG_ANY_VARIABLE));
    } else if (number && is_path(of))
        sg_flow_elements(w, frame, of, into);
    else if (asks_for_last(of, key))
        last_item(w, frame, of, into);
    else if (text || number)
        sg_flow_member(w, frame, of, key->text, into);
    else
        any_item(w, frame, of, into);
}

void sg_flow_item(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_thing *of,
                  const struct sg_things *keys, struct sg_things *into)
{
    for (uint32_t i = 0; i < keys->count; i++)
        item(w, frame, at, of, keys->items[i], into);
}
