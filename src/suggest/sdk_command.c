#include "suggest/sdk_internal.h"

/* ---- Commands ---- */

static void give(const struct sg_sdk_use *u, const struct sg_thing *thing)
{
    sg_flow_add(u->flow, u->into, thing);
}

static struct sg_object *make(const struct sg_sdk_use *u, const char *service, const char *operation,
                              const struct sg_thing *client)
{
    struct sg_object *command = sg_flow_object(u->flow, SG_OBJECT_COMMAND, u->frame, u->at, client, operation);
    command->service = service;
    give(u, command->thing);
    return command;
}

/* new GetObjectCommand({...}): service and operation are those of the row, or of its stars. */
void sg_sdk_make_command(const struct sg_sdk_use *u)
{
    const char *service = u->row->service ? u->row->service : u->stars[0];
    const char *name = u->row->operations.count ? u->row->operations.items[0] : u->stars[1];
    const char *operation =
        service && name ? sg_sdk_operation_name(u->flow, sg_sdk_service(u->flow, service), name) : NULL;
    if (!operation) {
        give(u, u->flow->unknown);
        return;
    }
    struct sg_object *command = make(u, sg_sdk_service(u->flow, service), operation, NULL);
    if (u->given->count)
        sg_flow_give_all(u->flow, &command->any, u->given->items[0]);
}

static bool is_command(const struct sg_thing *thing)
{
    return thing->type == SG_THING_OBJECT && thing->object->type == SG_OBJECT_COMMAND;
}

static void send_command(const struct sg_sdk_use *u, struct sg_object *command, const struct sg_thing *client,
                         enum sg_call_via via)
{
    struct sg_request *request = sg_sdk_request(u->flow, u->frame, u->at, command->service, command->name, client);
    request->via = via;
    sg_flow_watch(u->flow, &command->any, u->frame);
    sg_flow_add_all(u->flow, &request->input, &command->any.things);
    if (via == SG_VIA_CALL)
        sg_sdk_answer(u, command->service, command->name, request);
    else
        give(u, u->flow->unknown);
}

/* client.send(command) */
void sg_sdk_send(const struct sg_sdk_use *u)
{
    for (uint32_t i = 0; u->given->count && i < u->given->items[0]->count; i++) {
        const struct sg_thing *thing = u->given->items[0]->items[i];
        if (is_command(thing))
            send_command(u, thing->object, u->self, SG_VIA_CALL);
        else
            give(u, u->flow->unknown);
    }
}

/* ---- Clients that are arguments ---- */

/* The first client among the values of a source; NULL: it is not known. */
const struct sg_thing *sg_sdk_client_in(const struct sg_sdk_use *u, const char *source)
{
    struct sg_things clients = {0};
    sg_sdk_source(u, source, &clients);
    for (uint32_t i = 0; i < clients.count; i++)
        if (clients.items[i]->type == SG_THING_CLIENT)
            return clients.items[i];
    return NULL;
}

/* getSignedUrl(client, command) */
void sg_sdk_presign(const struct sg_sdk_use *u)
{
    for (uint32_t i = 0; u->given->count > 1 && i < u->given->items[1]->count; i++)
        if (is_command(u->given->items[1]->items[i]))
            send_command(u, u->given->items[1]->items[i]->object, sg_sdk_client_in(u, "0"), SG_VIA_PRESIGNED);
}

/* client.generate_presigned_url("get_object", Params={...}), client.getSignedUrl("getObject", {...}) */
static void presign_named(const struct sg_sdk_use *u, const char *name)
{
    const char *operation = sg_sdk_operation_name(u->flow, u->self->text, name);
    if (!operation)
        return;
    struct sg_request *request = sg_sdk_request(u->flow, u->frame, u->at, u->self->text, operation, u->self);
    request->via = SG_VIA_PRESIGNED;
    sg_sdk_source(u, "1|Params", &request->input);
}

static void each_name(const struct sg_sdk_use *u, const struct sg_things *names,
                      void (*use)(const struct sg_sdk_use *u, const char *name))
{
    for (uint32_t i = 0; names && i < names->count; i++)
        if (names->items[i]->type == SG_THING_TEXT)
            use(u, names->items[i]->text);
}

void sg_sdk_presign_named(const struct sg_sdk_use *u)
{
    each_name(u, sg_flow_argument(u->given, 0, "ClientMethod"), presign_named);
    give(u, u->flow->unknown);
}

/* ---- Paginators and waiters ---- */

static void make_paginator(const struct sg_sdk_use *u, const char *name)
{
    const char *operation = sg_sdk_operation_name(u->flow, u->self->text, name);
    if (operation)
        make(u, u->self->text, operation, u->self);
}

/* client.get_paginator("list_objects_v2") */
void sg_sdk_make_paginator(const struct sg_sdk_use *u)
{
    each_name(u, sg_flow_argument(u->given, 0, "operation_name"), make_paginator);
}

static const char *waited_for(const struct sg_sdk_use *u, const char *service, const char *waiter)
{
    const struct sg_client *client = sg_find_client(u->flow->catalog, service, u->flow->findings);
    return client && sg_is_made_of(waiter, SG_ALNUM "_")
               ? sg_waiter_operation(u->flow->catalog, client, waiter, u->flow->findings)
               : NULL;
}

static void make_waiter(const struct sg_sdk_use *u, const char *name)
{
    const char *operation = waited_for(u, u->self->text, name);
    if (operation)
        make(u, u->self->text, operation, u->self);
}

/* client.get_waiter("object_exists"); client.waitFor("objectExists", {...}) too gives what it asks for */
void sg_sdk_make_waiter(const struct sg_sdk_use *u)
{
    each_name(u, sg_flow_argument(u->given, 0, "waiter_name"), make_waiter);
}

static void request_of(const struct sg_sdk_use *u, const char *service, const char *operation)
{
    struct sg_request *request =
        sg_sdk_request(u->flow, u->frame, u->at, service, operation, sg_sdk_client_in(u, "0.client|0"));
    request->via = SG_VIA_HELPER;
    if (u->given->count > 1)
        sg_flow_add_all(u->flow, &request->input, u->given->items[1]);
    sg_sdk_answer(u, service, operation, request);
}

/* paginateListObjectsV2({client}, {...}) */
void sg_sdk_paginate(const struct sg_sdk_use *u)
{
    const char *service = u->row->service ? u->row->service : u->stars[0];
    const char *name = u->row->operations.count ? u->row->operations.items[0] : u->stars[1];
    const char *operation =
        service && name ? sg_sdk_operation_name(u->flow, sg_sdk_service(u->flow, service), name) : NULL;
    if (operation)
        request_of(u, sg_sdk_service(u->flow, service), operation);
}

/* waitUntilObjectExists({client, maxWaitTime}, {...}) */
void sg_sdk_wait(const struct sg_sdk_use *u)
{
    const char *service = sg_sdk_service(u->flow, u->stars[0]);
    const char *operation = waited_for(u, service, u->stars[1]);
    if (operation)
        request_of(u, service, operation);
}

static void wait_for(const struct sg_sdk_use *u, const char *name)
{
    const char *operation = waited_for(u, u->self->text, name);
    if (!operation)
        return;
    struct sg_request *request = sg_sdk_request(u->flow, u->frame, u->at, u->self->text, operation, u->self);
    request->via = SG_VIA_HELPER;
    sg_sdk_source(u, "1", &request->input);
    sg_sdk_answer(u, u->self->text, operation, request);
}

/* client.waitFor("objectExists", {...}) */
void sg_sdk_wait_for(const struct sg_sdk_use *u)
{
    each_name(u, sg_flow_argument(u->given, 0, NULL), wait_for);
}

/* paginator.paginate(...), waiter.wait(...) */
void sg_sdk_command_method(const struct sg_sdk_use *u, const char *name)
{
    struct sg_object *command = u->self->object;
    if (strcmp(name, "paginate") != 0 && strcmp(name, "wait") != 0) {
        give(u, u->flow->unknown);
        return;
    }
    struct sg_request *request = sg_sdk_request(u->flow, u->frame, u->at, command->service, command->name, command->of);
    request->via = SG_VIA_HELPER;
    sg_sdk_request_input(u, request);
    sg_sdk_answer(u, command->service, command->name, request);
}
