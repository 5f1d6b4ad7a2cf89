#include "suggest/flow_internal.h"

#define FRAMES_MOST (SG_CLONES_MOST + 64) /* of one function; then the last one is used for all */

static struct sg_frame *known_frame(const struct sg_body *body, const struct sg_frame *outer,
                                    const struct sg_frame *caller, uint32_t at)
{
    for (uint32_t i = body->frame_count; i-- > 0;) {
        struct sg_frame *frame = body->frames[i];
        if (frame->outer == outer && frame->caller == caller && frame->at == at)
            return frame;
    }
    return NULL;
}

/* The frame of the same function that is being called already, for a function that calls itself. */
static struct sg_frame *called_already(const struct sg_body *body, const struct sg_frame *outer,
                                       struct sg_frame *caller, uint32_t *deep)
{
    for (*deep = 0; caller; caller = caller->caller, (*deep)++)
        if (caller->body == body && caller->outer == outer)
            return caller;
    return NULL;
}

static struct sg_frame *new_frame(struct sg_flow *w, struct sg_body *body, struct sg_frame *outer,
                                  struct sg_frame *caller, uint32_t at)
{
    struct sg_frame *frame = sg_new(w->arena, struct sg_frame);
    frame->body = body;
    frame->outer = outer;
    frame->caller = caller;
    frame->at = at;
    frame->number = w->frame_count++;
    frame->values = sg_new_array(w->arena, struct sg_things, body->function->count);
    frame->stamps = sg_new_array(w->arena, uint32_t, body->function->count);
    frame->slots = sg_new_array(w->arena, struct sg_slot, body->module->slot_count[body->index]);
    sg_grow(w->arena, body->frames, body->frame_count, body->frame_capacity);
    body->frames[body->frame_count++] = frame;
    return frame;
}

/* What the function does depends on the call. */
static bool takes_anything(const struct sg_code_function *function)
{
    return function->parameter_count || function->self != SG_CODE_NONE;
}

/*
 * The frame of a function for a call: one for this place, so that a helper's parameters are what this place gives, or
 * else one for all places: of a long function, one that many places call, and where calls are very deep.
 */
struct sg_frame *sg_flow_frame(struct sg_flow *w, struct sg_body *body, struct sg_frame *outer, struct sg_frame *caller,
                               uint32_t at)
{
    uint32_t deep = 0;
    struct sg_frame *frame = known_frame(body, outer, caller, at);
    if (!frame)
        frame = called_already(body, outer, caller, &deep);
    if (frame)
        return frame;
    bool alone = caller && (body->clones + 1) * body->function->count <= SG_CLONE_LENGTH &&
                 body->clones < SG_CLONES_MOST && w->frame_count < SG_FRAMES_MOST && deep < SG_CHAIN_MOST;
    if (!alone)
        frame = known_frame(body, outer, NULL, 0);
    if (!frame && body->frame_count >= FRAMES_MOST)
        frame = body->frames[FRAMES_MOST - 1];
    if (!frame) {
        body->clones += alone;
        frame = new_frame(w, body, outer, alone ? caller : NULL, alone ? at : 0);
        sg_flow_enqueue(w, frame);
    }
    frame->mixed |= (outer && outer->mixed) || (caller && (!alone || caller->mixed) && takes_anything(body->function));
    return frame;
}

/*
 * ---- What is still to be evaluated ----
 * The newest frame first: what is called is done before its caller, which then needs to run only once more for all of
 * it.
 */

static bool comes_first(const struct sg_flow *w, uint32_t x, uint32_t y)
{
    return w->queue[x]->number > w->queue[y]->number;
}

static void swap(struct sg_flow *w, uint32_t x, uint32_t y)
{
    struct sg_frame *frame = w->queue[x];
    w->queue[x] = w->queue[y];
    w->queue[y] = frame;
}

void sg_flow_enqueue(struct sg_flow *w, struct sg_frame *frame)
{
    if (frame->queued)
        return;
    frame->queued = true;
    sg_grow(w->arena, w->queue, w->queue_count, w->queue_capacity);
    uint32_t at = w->queue_count++;
    w->queue[at] = frame;
    for (; at && comes_first(w, at, (at - 1) / 2); at = (at - 1) / 2)
        swap(w, at, (at - 1) / 2);
}

/* The next frame; NULL when there is none. */
struct sg_frame *sg_flow_dequeue(struct sg_flow *w)
{
    if (!w->queue_count)
        return NULL;
    struct sg_frame *frame = w->queue[0];
    w->queue[0] = w->queue[--w->queue_count];
    for (uint32_t at = 0, child; (child = 2 * at + 1) < w->queue_count; at = child) {
        if (child + 1 < w->queue_count && comes_first(w, child + 1, child))
            child++;
        if (!comes_first(w, child, at))
            break;
        swap(w, at, child);
    }
    frame->queued = false;
    return frame;
}

/*
 * A value that is not known yet decides whether another counts. The frame waits until nothing else is left to do; then
 * the value has none. Returns whether it waits.
 */
bool sg_flow_hold(struct sg_flow *w, struct sg_frame *frame)
{
    if (frame->released)
        return false;
    if (!frame->held) {
        frame->held = true;
        sg_grow(w->arena, w->held, w->held_count, w->held_capacity);
        w->held[w->held_count++] = frame;
    }
    return true;
}

/* ---- What a call gives to the parameters ---- */

static struct sg_slot *slot_of(const struct sg_frame *frame, uint32_t variable)
{
    return &frame->slots[frame->body->module->slots[variable]];
}

static void give_preset(struct sg_flow *w, struct sg_frame *frame, const struct sg_code_parameter *parameter)
{
    struct sg_slot *slot = slot_of(frame, parameter->variable);
    if (parameter->preset != SG_CODE_NONE && frame->outer)
        sg_flow_give_all(w, &slot->entry, &frame->outer->values[parameter->preset]);
}

/* Named arguments that no parameter has. */
static void give_rest_named(struct sg_flow *w, struct sg_frame *frame, uint32_t index, const struct sg_arguments *given)
{
    const struct sg_code_function *function = frame->body->function;
    struct sg_object *map = sg_flow_object(w, SG_OBJECT_MAP, frame, SG_CODE_NONE, NULL, "named");
    for (uint32_t i = 0; i < given->named_count; i++) {
        bool taken = false;
        for (uint32_t j = 0; j < function->parameter_count; j++)
            taken |= function->parameters[j].name && sg_equals(function->parameters[j].name, given->named[i].name);
        if (!taken)
            sg_flow_set_field(w, map, given->named[i].name, given->named[i].things);
    }
    map->open |= given->open || given->unknown;
    sg_flow_give(w, &slot_of(frame, function->parameters[index].variable)->entry, map->thing);
}

static void give_rest(struct sg_flow *w, struct sg_frame *frame, uint32_t index, uint32_t first,
                      const struct sg_arguments *given)
{
    struct sg_object *list = sg_flow_object(w, SG_OBJECT_LIST, frame, SG_CODE_NONE, NULL, "rest");
    for (uint32_t i = first; i < given->count; i++)
        sg_flow_set_field(w, list, sg_format(w->arena, "%u", (unsigned)(i - first)), given->items[i]);
    sg_flow_give_all(w, &list->any, &given->rest);
    list->open |= given->unknown;
    sg_flow_give(w, &slot_of(frame, frame->body->function->parameters[index].variable)->entry, list->thing);
}

static const struct sg_things *named(const struct sg_arguments *given, const char *name)
{
    for (uint32_t i = 0; name && i < given->named_count; i++)
        if (sg_equals(given->named[i].name, name))
            return given->named[i].things;
    return NULL;
}

static void give_parameter(struct sg_flow *w, struct sg_frame *frame, const struct sg_code_parameter *parameter,
                           uint32_t position, const struct sg_arguments *given)
{
    struct sg_slot *slot = slot_of(frame, parameter->variable);
    const struct sg_things *things = position < given->count ? given->items[position] : named(given, parameter->name);
    slot->given |= things || given->unknown || given->rest.count || given->open;
    if (things) {
        sg_flow_give_all(w, &slot->entry, things);
    } else if (given->unknown) {
        sg_flow_give(w, &slot->entry, w->unknown);
    } else {
        sg_flow_give_all(w, &slot->entry, &given->rest);
        give_preset(w, frame, parameter);
        if (given->open)
            sg_flow_give(w, &slot->entry, w->unknown);
    }
}

void sg_flow_give_arguments(struct sg_flow *w, struct sg_frame *frame, const struct sg_arguments *given)
{
    const struct sg_code_function *function = frame->body->function;
    uint32_t position = 0;
    for (uint32_t i = 0; i < function->parameter_count; i++) {
        const struct sg_code_parameter *parameter = &function->parameters[i];
        if (parameter->rest_named)
            give_rest_named(w, frame, i, given);
        else if (parameter->rest)
            give_rest(w, frame, i, position, given);
        else
            give_parameter(w, frame, parameter, position++, given);
        if (parameter->rest)
            position = UINT32_MAX / 2; /* what follows is given by name alone */
    }
}

/* ---- The arguments of a call as written ---- */

static void add_positional(struct sg_arguments *given, const struct sg_things *things)
{
    if (given->count < SG_ARGUMENTS_MOST)
        given->items[given->count++] = things;
}

void sg_flow_add_named(struct sg_arguments *given, const char *name, const struct sg_things *things)
{
    if (given->named_count < SG_ARGUMENTS_MOST)
        given->named[given->named_count++] = (struct sg_named){name, things};
}

/* **map */
static void spread_map(struct sg_flow *w, struct sg_frame *frame, struct sg_object *map, struct sg_arguments *given)
{
    sg_flow_watch(w, &map->any, frame);
    given->open |= map->open || map->any.things.count;
    given->spread = true;
    for (uint32_t i = 0; i < map->field_count; i++) {
        sg_flow_watch(w, &map->fields[i]->cell, frame);
        sg_flow_add_named(given, map->fields[i]->name, &map->fields[i]->cell.things);
    }
}

/* *list: its items where they are known one by one */
static void spread(struct sg_flow *w, struct sg_frame *frame, const struct sg_things *things,
                   struct sg_arguments *given)
{
    for (uint32_t i = 0; i < things->count; i++) {
        struct sg_object *object = things->items[i]->object;
        if (object && object->type == SG_OBJECT_MAP) {
            spread_map(w, frame, object, given);
        } else if (object && object->type == SG_OBJECT_LIST && things->count == 1 && !object->open) {
            sg_flow_watch(w, &object->any, frame);
            sg_flow_add_all(w, &given->rest, &object->any.things);
            for (uint32_t j = 0; j < object->field_count; j++) {
                sg_flow_watch(w, &object->fields[j]->cell, frame);
                add_positional(given, &object->fields[j]->cell.things);
            }
        } else if (things->items[i]->type != SG_THING_CONSTANT) {
            sg_flow_elements(w, frame, things->items[i], &given->rest);
            given->open |= !object;
        }
    }
}

void sg_flow_read_arguments(struct sg_flow *w, struct sg_frame *frame, const struct sg_code_instruction *call,
                            struct sg_arguments *given)
{
    for (uint32_t i = 0; i < call->count; i++) {
        const struct sg_code_item *item = &call->items[i];
        if (item->spread)
            spread(w, frame, &frame->values[item->value], given);
        else if (item->name)
            sg_flow_add_named(given, item->name, &frame->values[item->value]);
        else
            add_positional(given, &frame->values[item->value]);
    }
}

/* The argument at a position, or of a name; NULL when there is none. */
const struct sg_things *sg_flow_argument(const struct sg_arguments *given, uint32_t position, const char *name)
{
    return position < given->count ? given->items[position] : named(given, name);
}
