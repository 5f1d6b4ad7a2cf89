#include "suggest/sdk_internal.h"

#define PATH_DEEP 6        /* maps and lists within each other in what an operation is given */
#define ARGUMENTS_MOST 120 /* of one call */
#define VISITS_MOST 80     /* values looked at in one parameter */

struct flattening {
    struct sg_flow *flow;
    const struct sg_request *request;
    struct sg_call *call;
    struct sg_strings *partly; /* paths of what is not wholly known */
    uint32_t *visits;
};

/* Its number, or how many there are. */
static size_t argument_number(const struct sg_call *call, const char *path)
{
    size_t i = 0;
    while (i < call->argument_count && !sg_equals(call->arguments[i].path, path))
        i++;
    return i;
}

const struct sg_call_argument *sg_sdk_find_argument(const struct sg_call *call, const char *path)
{
    size_t i = argument_number(call, path);
    return i < call->argument_count ? &call->arguments[i] : NULL;
}

static struct sg_call_argument *argument_at(struct sg_flow *w, struct sg_call *call, const char *path)
{
    size_t i = argument_number(call, path);
    if (i < call->argument_count)
        return &call->arguments[i];
    if (i >= ARGUMENTS_MOST)
        return NULL;
    if (!call->arguments)
        call->arguments = sg_new_array(w->result, struct sg_call_argument, ARGUMENTS_MOST);
    call->arguments[call->argument_count].path = sg_copy(w->result, path);
    return &call->arguments[call->argument_count++];
}

void sg_sdk_add_argument(struct sg_flow *w, struct sg_call *call, const char *path, const struct sg_seen_set *values)
{
    struct sg_call_argument *argument = argument_at(w, call, path);
    if (argument && !argument->values.count)
        argument->values = *values;
}

/* ---- Which writes to a field the call can see ---- */

static void flatten(const struct flattening *f, const char *path, const struct sg_things *things, int deep);

static void put(const struct flattening *f, const char *path, const struct sg_things *things)
{
    struct sg_call_argument *argument = argument_at(f->flow, f->call, path);
    if (argument)
        sg_flow_seen(f->flow, things, &argument->values);
    else
        f->call->whole = false;
}

static void put_one(const struct flattening *f, const char *path, const struct sg_thing *thing)
{
    const struct sg_thing *items[] = {thing};
    put(f, path, &(struct sg_things){.items = items, .count = 1});
}

static const char *below(const struct flattening *f, const char *path, const char *name)
{
    return *path ? sg_format(f->flow->arena, "%s.%s", path, name) : name;
}

static void flatten_map(const struct flattening *f, const char *path, const struct sg_object *map, int deep)
{
    const char *keys = sg_concat(f->flow->arena, path, "{}");
    for (uint32_t i = 0; i < map->field_count; i++) {
        const struct sg_field *field = map->fields[i];
        if (!deep)
            *f->visits = 0;
        if (*path)
            put_one(f, keys, sg_flow_text(f->flow, SG_THING_TEXT, field->name));
        struct sg_things room = {0};
        flatten(f, below(f, path, field->name),
                sg_flow_seen_writes(f->flow, field, f->request->frame, f->request->at, &room), deep + 1);
    }
    for (uint32_t i = 0; *path && i < map->keys.things.count; i++)
        put_one(f, keys, map->keys.things.items[i]);
    if (*path && map->any.things.count && !map->keys.things.count)
        put_one(f, keys, f->flow->unknown);
    if (map->any.things.count && *path)
        flatten(f, sg_concat(f->flow->arena, path, "{}."), &map->any.things, deep + 1);
    if (map->open || (map->any.things.count && !*path))
        f->call->whole = false;
}

static void flatten_list(const struct flattening *f, const char *path, const struct sg_object *list, int deep)
{
    const char *element = sg_concat(f->flow->arena, path, "[]");
    for (uint32_t i = 0; i < list->field_count; i++)
        flatten(f, element, &list->fields[i]->cell.things, deep + 1);
    flatten(f, element, &list->any.things, deep + 1);
    if (list->open && !list->any.things.count)
        f->call->whole = false;
}

/* A value that is not a map or list which the code makes. Of a part that is not known, its members are not known. */
static void flatten_value(const struct flattening *f, const char *path, const struct sg_thing *thing)
{
    if (*path)
        put_one(f, path, thing);
    if (thing->type != SG_THING_TEXT && thing->type != SG_THING_NUMBER && thing->type != SG_THING_CONSTANT &&
        thing->type != SG_THING_ENVIRONMENT && thing->type != SG_THING_JOINED)
        sg_push_once(f->flow->arena, f->partly, path);
}

static void flatten_one(const struct flattening *f, const char *path, const struct sg_thing *thing, int deep)
{
    if (thing->object && thing->object->entered)
        return;
    if (thing->object)
        thing->object->entered = true;
    if (thing->type == SG_THING_OBJECT && thing->object->type == SG_OBJECT_MAP)
        flatten_map(f, path, thing->object, deep);
    else if (thing->type == SG_THING_OBJECT && thing->object->type == SG_OBJECT_LIST)
        flatten_list(f, path, thing->object, deep);
    else if (*path || (thing->type != SG_THING_CONSTANT && !sg_flow_is_code(thing)))
        flatten_value(f, path, thing);
    if (thing->object)
        thing->object->entered = false;
}

static void flatten(const struct flattening *f, const char *path, const struct sg_things *things, int deep)
{
    if (deep >= PATH_DEEP || ++*f->visits > VISITS_MOST) {
        sg_push_once(f->flow->arena, f->partly, path);
        return;
    }
    for (uint32_t i = 0; i < things->count; i++)
        flatten_one(f, path, things->items[i], deep);
    if (!things->count && *path)
        put(f, path, things);
}

static bool is_below(const char *path, const char *part)
{
    size_t length = strlen(part);
    return length && strncmp(path, part, length) == 0 && path[length] && strchr(".[{", path[length]);
}

/*
 * A parameter within something that is not wholly known may be given too: no EventBusName is seen in a list made
 * elsewhere.
 */
static void doubt(const struct flattening *f, const struct sg_operation_parameters *parameters)
{
    for (size_t i = 0; i < parameters->count; i++)
        for (size_t j = 0; j < f->partly->count; j++)
            if (is_below(parameters->items[i].name, f->partly->items[j]))
                put_one(f, parameters->items[i].name, f->flow->unknown);
}

/* Sets the arguments of the call. */
void sg_sdk_arguments(struct sg_flow *w, const struct sg_request *request, struct sg_call *call)
{
    struct sg_strings partly = {0};
    uint32_t visits = 0;
    const struct flattening f = {w, request, call, &partly, &visits};
    struct sg_operation operation;
    call->whole = true;
    flatten(&f, "", &request->input, 0);
    call->whole &= !sg_strings_have(&partly, "");
    if (!sg_find_operation(w->arena, w->catalog, request->service, request->operation, &operation, w->findings))
        return;
    doubt(&f, &operation.own);
    doubt(&f, &operation.usual);
}
