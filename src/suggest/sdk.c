#include "suggest/sdk_internal.h"

/* ---- Functions that are called, now or later ---- */

static void call_subject(const struct sg_sdk_use *u, const struct sg_arguments *given, struct sg_things *into)
{
    const struct sg_things *callees = sg_sdk_subject(u);
    sg_flow_call_all(u->flow, u->frame, u->at, callees, given, into);
}

/* submit(f, a, b) calls f(a, b). */
static void use_call(const struct sg_sdk_use *u)
{
    struct sg_arguments rest = {.rest = u->given->rest, .open = u->given->open};
    for (uint32_t i = u->row->argument + 1; i < u->given->count; i++)
        rest.items[rest.count++] = u->given->items[i];
    for (uint32_t i = 0; i < u->given->named_count; i++)
        if (!u->row->gives || strcmp(u->given->named[i].name, u->row->gives) != 0)
            sg_flow_add_named(&rest, u->given->named[i].name, u->given->named[i].things);
    call_subject(u, &rest, u->into);
}

/* Thread(target=f, args=(a, b), kwargs={}) */
static void use_thread(const struct sg_sdk_use *u)
{
    struct sg_arguments given = {0};
    const struct sg_things *list = sg_flow_argument(u->given, UINT32_MAX, "args");
    for (uint32_t i = 0; list && i < list->count; i++) {
        const struct sg_object *items = list->items[i]->object;
        for (uint32_t j = 0; items && j < items->field_count && j < SG_ARGUMENTS_MOST && !given.count; j++)
            given.items[j] = &items->fields[j]->cell.things;
        given.count =
            items && !given.count && items->field_count < SG_ARGUMENTS_MOST ? items->field_count : given.count;
    }
    given.unknown = !given.count;
    struct sg_things nothing = {0};
    call_subject(u, &given, &nothing);
}

/* map(f, list) calls f(element). */
static void use_each(const struct sg_sdk_use *u)
{
    struct sg_things each[SG_ARGUMENTS_MOST] = {{0}}, results = {0};
    struct sg_arguments given = {0};
    struct sg_object *list = sg_flow_object(u->flow, SG_OBJECT_LIST, u->frame, u->at, NULL, "each");
    for (uint32_t i = u->row->argument + 1; i < u->given->count; i++) {
        for (uint32_t j = 0; j < u->given->items[i]->count; j++)
            sg_flow_elements(u->flow, u->frame, u->given->items[i]->items[j], &each[i]);
        given.items[given.count++] = &each[i];
    }
    call_subject(u, &given, &results);
    sg_flow_give_all(u->flow, &list->any, &results);
    sg_sdk_give(u, list->thing);
}

static void use_partial(const struct sg_sdk_use *u)
{
    const struct sg_things *callees = sg_sdk_argument(u, 0);
    for (uint32_t i = 0; i < callees->count; i++)
        sg_flow_make_partial(u->flow, u->frame, u->at, callees->items[i], u->given, 1, u->into);
}

/* new Promise((resolve, reject) => ...) */
static void use_promise(const struct sg_sdk_use *u)
{
    struct sg_object *promise = sg_flow_object(u->flow, SG_OBJECT_PROMISE, u->frame, u->at, NULL, "promise");
    struct sg_object *reject = sg_flow_object(u->flow, SG_OBJECT_PROMISE, u->frame, u->at, NULL, "reject");
    struct sg_things resolve = {0}, refuse = {0}, nothing = {0};
    sg_flow_add(u->flow, &resolve, promise->thing);
    sg_flow_add(u->flow, &refuse, reject->thing);
    const struct sg_arguments given = {.items = {&resolve, &refuse}, .count = 2};
    call_subject(u, &given, &nothing);
    sg_flow_watch(u->flow, &promise->any, u->frame);
    sg_flow_add_all(u->flow, u->into, &promise->any.things);
}

/* Gives the functions and classes among the arguments. Returns whether there are any. */
static bool give_code(const struct sg_sdk_use *u)
{
    bool found = false;
    for (uint32_t i = 0; i < u->given->count; i++)
        for (uint32_t j = 0; j < u->given->items[i]->count; j++)
            if (sg_flow_is_code(u->given->items[i]->items[j])) {
                sg_sdk_give(u, u->given->items[i]->items[j]);
                found = true;
            }
    return found;
}

static void give_name(const struct sg_sdk_use *u)
{
    sg_sdk_give(u, sg_sdk_named(u->flow, sg_concat(u->flow->arena, u->self->text, "()")));
}

/* A wrapper: what it gives calls the function that it is given. Called without one it gives such a wrapper. */
static void use_wrap(const struct sg_sdk_use *u)
{
    if (!give_code(u))
        give_name(u);
}

/* What it gives has a row of its own: "functools.wraps()". */
static void use_makes(const struct sg_sdk_use *u)
{
    give_name(u);
}

/* A generator that is used as a context: entering it gives what it yields. */
static void use_context(const struct sg_sdk_use *u)
{
    for (uint32_t i = 0; i < u->given->count; i++)
        for (uint32_t j = 0; j < u->given->items[i]->count; j++)
            if (sg_flow_is_code(u->given->items[i]->items[j]))
                sg_sdk_give(u, sg_flow_method(u->flow, u->given->items[i]->items[j], SG_YIELDED));
}

/* What is only of interest when the first argument has the member that the row gives: "f(MEMBER)". */
static void use_with(const struct sg_sdk_use *u)
{
    const struct sg_things *first = sg_sdk_argument(u, 0);
    for (uint32_t i = 0; i < first->count; i++)
        if (first->items[i]->object && sg_flow_find_field(first->items[i]->object, u->row->gives))
            sg_sdk_give(u, sg_flow_text(u->flow, SG_THING_EXTERNAL,
                                        sg_format(u->flow->arena, "%s(%s)", u->row->name, u->row->gives)));
}

/* A program of routes: the handler calls whichever functions it was given before. */
static void use_adapter(const struct sg_sdk_use *u)
{
    sg_flow_escape_arguments(u->flow, u->given);
    sg_sdk_give(u, sg_flow_text(u->flow, SG_THING_EXTERNAL, SG_ADAPTER));
}

/* What is not known may call the functions that it is given, or wrap them. */
static void use_anything(const struct sg_sdk_use *u)
{
    sg_flow_escape_arguments(u->flow, u->given);
    give_code(u);
    give_name(u);
}

/* Code that signs requests itself: "appsync=appsync:GraphQL" says what it may do with the service that it signs for. */
static void use_sign(const struct sg_sdk_use *u)
{
    struct sg_things services = {0};
    sg_sdk_source(u, u->row->gives, &services);
    for (uint32_t i = 0; i < services.count; i++)
        for (size_t j = 0; j < u->row->parameters.count && services.items[i]->type == SG_THING_TEXT; j++) {
            const char *row = u->row->parameters.items[j], *service = services.items[i]->text;
            size_t length = sg_length_before(row, '=');
            if (!sg_is_word(service, row, length))
                continue;
            const char *operation = row + length + 1, *colon = strchr(operation, ':');
            sg_sdk_request(u->flow, u->frame, u->at,
                           sg_copy_bytes(u->flow->arena, operation, (size_t)(colon - operation)), colon + 1, NULL)
                ->via = SG_VIA_HELPER;
        }
    sg_push_once(u->flow->result, &u->flow->facts->not_read,
                 sg_format(u->flow->result, "%s (signs requests itself)", u->row->name));
    u->flow->facts->complete = false;
    give_name(u);
}

/* What makes calls of its own that are not followed: `gives` says what it does. */
static void use_unseen(const struct sg_sdk_use *u)
{
    sg_push_once(u->flow->result, &u->flow->facts->not_read,
                 sg_format(u->flow->result, "%s (%s)", u->row->name, u->row->gives));
    u->flow->facts->complete = false;
    use_anything(u);
}

static void use_nothing(const struct sg_sdk_use *u)
{
    (void)u;
}

/* Credentials of the role itself are as if none were given. */
static void use_own(const struct sg_sdk_use *u)
{
    sg_sdk_give(u, u->flow->none);
}

/* ---- The environment ---- */

static void use_environment(const struct sg_sdk_use *u)
{
    static const struct sg_things nothing;
    const struct sg_things *names = sg_sdk_subject(u),
                           *preset = sg_flow_argument(u->given, u->row->argument + 1, "default");
    for (uint32_t i = 0; i < names->count; i++)
        if (names->items[i]->type == SG_THING_TEXT)
            sg_flow_read_environment(u->flow, u->frame, u->at, names->items[i]->text, preset ? preset : &nothing,
                                     u->into);
}

/* ---- Words ---- */

static const struct {
    const char *word;
    void (*run)(const struct sg_sdk_use *use);
} words[] = {
    {"same", sg_sdk_same},
    {"list", sg_sdk_list},
    {"map", sg_sdk_map},
    {"assign", sg_sdk_assign},
    {"method", sg_sdk_by_method},
    {"elements", sg_sdk_elements},
    {"pairs", sg_sdk_pairs},
    {"attribute", sg_sdk_attribute},
    {"set-attribute", sg_sdk_set_attribute},
    {"call", use_call},
    {"thread", use_thread},
    {"each", use_each},
    {"partial", use_partial},
    {"promise", use_promise},
    {"wrap", use_wrap},
    {"makes", use_makes},
    {"context", use_context},
    {"with", use_with},
    {"sign", use_sign},
    {"anything", use_anything},
    {"unseen", use_unseen},
    {"nothing", use_nothing},
    {"environment", use_environment},
    {"client", sg_sdk_make_client},
    {"resource", sg_sdk_make_resource},
    {"command", sg_sdk_make_command},
    {"send", sg_sdk_send},
    {"paginator", sg_sdk_make_paginator},
    {"waiter", sg_sdk_make_waiter},
    {"paginate", sg_sdk_paginate},
    {"wait", sg_sdk_wait},
    {"presign", sg_sdk_presign},
    {"presign-named", sg_sdk_presign_named},
    {"wait-for", sg_sdk_wait_for},
    {"operation", sg_sdk_operation},
    {"own-credentials", use_own},
    {"adapter", use_adapter},
};

void sg_sdk_use(const struct sg_sdk_use *u)
{
    for (size_t i = 0; u->row && i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, u->row->does) == 0) {
            words[i].run(u);
            return;
        }
    use_anything(u);
}

void sg_sdk_call(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_thing *callee,
                 const struct sg_arguments *given, struct sg_things *into)
{
    struct sg_sdk_use use = {.flow = w, .frame = frame, .at = at, .self = callee, .given = given, .into = into};
    use.row = sg_sdk_row_of(w, callee->text, use.stars);
    sg_sdk_use(&use);
}

/* f.call(this, a), f.apply(this, [a]), f.bind(this, a); what else is called on a function may wrap it. */
static void function_method(const struct sg_sdk_use *u, const char *name)
{
    struct sg_arguments rest = {0};
    for (uint32_t i = 1; i < u->given->count; i++)
        rest.items[rest.count++] = u->given->items[i];
    if (strcmp(name, "apply") == 0) {
        for (uint32_t i = 0; rest.count && i < rest.items[0]->count; i++)
            sg_flow_elements(u->flow, u->frame, rest.items[0]->items[i], &rest.rest);
        rest.count = 0;
    }
    if (strcmp(name, SG_YIELDED) == 0) {
        struct sg_things results = {0};
        sg_flow_call(u->flow, u->frame, u->at, u->self, u->given, &results);
        for (uint32_t i = 0; i < results.count; i++)
            sg_flow_elements(u->flow, u->frame, results.items[i], u->into);
    } else if (strcmp(name, "call") == 0 || strcmp(name, "apply") == 0) {
        sg_flow_call(u->flow, u->frame, u->at, u->self, &rest, u->into);
    } else if (strcmp(name, "bind") == 0) {
        sg_flow_make_partial(u->flow, u->frame, u->at, u->self, u->given, 1, u->into);
    } else {
        sg_sdk_give(u, u->self);
        give_code(u);
        sg_flow_escape_arguments(u->flow, u->given);
    }
}

bool sg_sdk_method(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_thing *self,
                   const char *name, const struct sg_arguments *given, struct sg_things *into)
{
    const struct sg_sdk_use use = {.flow = w, .frame = frame, .at = at, .self = self, .given = given, .into = into};
    if (self->type == SG_THING_CLIENT)
        sg_sdk_client_method(&use, name);
    else if (self->type == SG_THING_FUNCTION || self->type == SG_THING_BOUND)
        function_method(&use, name);
    else if (self->object && self->object->type == SG_OBJECT_RESOURCE)
        sg_sdk_resource_method(&use, name);
    else if (self->object && self->object->type == SG_OBJECT_COMMAND)
        sg_sdk_command_method(&use, name);
    else
        return sg_sdk_list_method(&use, name);
    return true;
}
