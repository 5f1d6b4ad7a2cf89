#include "suggest/flow_internal.h"

bool sg_flow_is_code(const struct sg_thing *thing)
{
    return thing->type == SG_THING_FUNCTION || thing->type == SG_THING_BOUND ||
           (thing->type == SG_THING_OBJECT &&
            (thing->object->type == SG_OBJECT_CLASS || thing->object->type == SG_OBJECT_PARTIAL));
}

/* Code outside may call it. Whatever is in a list or map that is handed over may be called too. */
void sg_flow_escape(struct sg_flow *w, const struct sg_thing *thing)
{
    if (thing->type != SG_THING_FUNCTION && thing->type != SG_THING_BOUND)
        return;
    for (uint32_t i = 0; i < w->escaped_count; i++)
        if (w->escaped[i] == thing)
            return;
    sg_grow(w->arena, w->escaped, w->escaped_count, w->escaped_capacity);
    w->escaped[w->escaped_count++] = thing;
}

/* ---- Functions ---- */

static void call_function(struct sg_flow *w, struct sg_frame *caller, uint32_t at, const struct sg_thing *function,
                          const struct sg_thing *self, const struct sg_arguments *given, struct sg_things *into)
{
    struct sg_frame *frame = sg_flow_frame(w, function->body, function->frame, caller, at);
    uint32_t variable = function->body->function->self;
    sg_flow_give_arguments(w, frame, given);
    if (self && variable != SG_CODE_NONE)
        sg_flow_give(w, &frame->slots[function->body->module->slots[variable]].entry, self);
    sg_flow_watch(w, &frame->returned, caller);
    sg_flow_add_all(w, into, &frame->returned.things);
}

/* ---- Classes ---- */

/* A class without a constructor of its own, such as a dataclass: its arguments are its members. */
static void set_members(struct sg_flow *w, struct sg_object *instance, const struct sg_arguments *given)
{
    const struct sg_frame *body = instance->class->body;
    const struct sg_code_unit *unit = body->body->module->unit;
    uint32_t position = 0;
    for (uint32_t i = 0; i < given->named_count; i++)
        sg_flow_set_field(w, instance, given->named[i].name, given->named[i].things);
    for (uint32_t i = 0; i < unit->variable_count && position < given->count; i++)
        if (unit->variables[i].owner == body->body->index && unit->variables[i].declared)
            sg_flow_set_field(w, instance, unit->variables[i].name, given->items[position++]);
    instance->open |= given->open;
}

static void call_class(struct sg_flow *w, struct sg_frame *caller, uint32_t at, const struct sg_thing *class,
                       const struct sg_arguments *given, struct sg_things *into)
{
    struct sg_things constructors = {0}, nothing = {0};
    struct sg_object *instance = sg_flow_object(w, SG_OBJECT_INSTANCE, caller, at, class, class->text);
    instance->class = class->object;
    sg_flow_add(w, into, instance->thing);
    if (!sg_flow_class_member(w, caller, class->object, instance->thing, SG_CODE_CONSTRUCTOR, &constructors)) {
        set_members(w, instance, given);
        return;
    }
    for (uint32_t i = 0; i < constructors.count; i++)
        sg_flow_call(w, caller, at, constructors.items[i], given, &nothing);
}

static void call_member(struct sg_flow *w, struct sg_frame *caller, uint32_t at, const struct sg_thing *of,
                        const char *name, const struct sg_arguments *given, struct sg_things *into)
{
    struct sg_things members = {0};
    sg_flow_member(w, caller, of, name, &members);
    for (uint32_t i = 0; i < members.count; i++)
        if (members.items[i] != of)
            sg_flow_call(w, caller, at, members.items[i], given, into);
}

/* ---- Functions with some of their arguments ---- */

static void call_partial(struct sg_flow *w, struct sg_frame *caller, uint32_t at, struct sg_object *partial,
                         const struct sg_arguments *given, struct sg_things *into)
{
    struct sg_arguments all = {.rest = given->rest, .open = given->open, .unknown = given->unknown};
    for (uint32_t i = 0; i < partial->field_count; i++) {
        const char *name = partial->fields[i]->name;
        const struct sg_things *things = &partial->fields[i]->cell.things;
        sg_flow_watch(w, &partial->fields[i]->cell, caller);
        if (sg_is_made_of(name, SG_DIGITS) && all.count < SG_ARGUMENTS_MOST)
            all.items[all.count++] = things;
        else
            sg_flow_add_named(&all, name, things);
    }
    for (uint32_t i = 0; i < given->count && all.count < SG_ARGUMENTS_MOST; i++)
        all.items[all.count++] = given->items[i];
    for (uint32_t i = 0; i < given->named_count; i++)
        sg_flow_add_named(&all, given->named[i].name, given->named[i].things);
    sg_flow_call(w, caller, at, partial->of, &all, into);
}

void sg_flow_make_partial(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_thing *function,
                          const struct sg_arguments *given, uint32_t first, struct sg_things *into)
{
    struct sg_object *partial = sg_flow_object(w, SG_OBJECT_PARTIAL, frame, at, function, "partial");
    for (uint32_t i = first; i < given->count; i++)
        sg_flow_set_field(w, partial, sg_format(w->arena, "%u", (unsigned)(i - first)), given->items[i]);
    for (uint32_t i = 0; i < given->named_count; i++)
        sg_flow_set_field(w, partial, given->named[i].name, given->named[i].things);
    sg_flow_add(w, into, partial->thing);
}

/* ---- Any value that is called ---- */

static void call_object(struct sg_flow *w, struct sg_frame *caller, uint32_t at, const struct sg_thing *callee,
                        const struct sg_arguments *given, struct sg_things *into)
{
    switch (callee->object->type) {
    case SG_OBJECT_CLASS:
        call_class(w, caller, at, callee, given, into);
        break;
    case SG_OBJECT_INSTANCE:
        call_member(w, caller, at, callee, "__call__", given, into);
        break;
    case SG_OBJECT_FILE:
        call_member(w, caller, at, callee, "default", given, into);
        break;
    case SG_OBJECT_PARTIAL:
        call_partial(w, caller, at, callee->object, given, into);
        break;
    case SG_OBJECT_PROMISE: /* its resolve function stands for it */
        if (given->count)
            sg_flow_give_all(w, &callee->object->any, given->items[0]);
        break;
    case SG_OBJECT_MAP:
    case SG_OBJECT_LIST:
    case SG_OBJECT_MODULE:
    case SG_OBJECT_COMMAND:
    case SG_OBJECT_RESOURCE:
        break;
    }
}

void sg_flow_escape_arguments(struct sg_flow *w, const struct sg_arguments *given)
{
    for (uint32_t i = 0; i < given->count; i++)
        for (uint32_t j = 0; j < given->items[i]->count; j++)
            sg_flow_escape(w, given->items[i]->items[j]);
    for (uint32_t i = 0; i < given->named_count; i++)
        for (uint32_t j = 0; j < given->named[i].things->count; j++)
            sg_flow_escape(w, given->named[i].things->items[j]);
}

void sg_flow_call(struct sg_flow *w, struct sg_frame *caller, uint32_t at, const struct sg_thing *callee,
                  const struct sg_arguments *given, struct sg_things *into)
{
    switch (callee->type) {
    case SG_THING_FUNCTION:
        call_function(w, caller, at, callee, NULL, given, into);
        break;
    case SG_THING_BOUND:
        call_function(w, caller, at, callee->of, callee->self, given, into);
        break;
    case SG_THING_OBJECT:
        call_object(w, caller, at, callee, given, into);
        break;
    case SG_THING_SUPER:
        call_member(w, caller, at, callee, SG_CODE_CONSTRUCTOR, given, into);
        break;
    case SG_THING_EXTERNAL:
        sg_sdk_call(w, caller, at, callee, given, into);
        break;
    case SG_THING_METHOD:
        sg_sdk_method(w, caller, at, callee->self, callee->text, given, into);
        break;
    case SG_THING_UNKNOWN:
        sg_flow_escape_arguments(w, given);
        sg_flow_add(w, into, w->unknown);
        break;
    case SG_THING_TEXT:
    case SG_THING_NUMBER:
    case SG_THING_CONSTANT:
    case SG_THING_ENVIRONMENT:
    case SG_THING_EVENT:
    case SG_THING_CONTEXT:
    case SG_THING_JOINED:
    case SG_THING_ANSWER:
    case SG_THING_CLIENT:
        break;
    }
}

void sg_flow_call_all(struct sg_flow *w, struct sg_frame *caller, uint32_t at, const struct sg_things *callees,
                      const struct sg_arguments *given, struct sg_things *into)
{
    for (uint32_t i = 0; i < callees->count; i++)
        sg_flow_call(w, caller, at, callees->items[i], given, into);
}
