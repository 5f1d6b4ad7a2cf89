#include "suggest/sdk_internal.h"

#include <stdlib.h>

/* The operation of a service by any spelling, in that of the API; NULL when there is none. */
const char *sg_sdk_operation_name(struct sg_flow *w, const char *service, const char *name)
{
    const char *key = sg_format(w->arena, "%s %s", service, name);
    void **known = sg_map_at(w->arena, &w->operations, key);
    if (!*known) {
        struct sg_operation found;
        bool is_one = sg_find_operation(w->arena, w->catalog, service, name, &found, w->findings);
        *known = sg_copy(w->arena, is_one && found.name ? found.name : "");
    }
    return sg_equals(*known, "") ? NULL : *known;
}

static struct sg_request *find_request(const struct sg_frame *frame, uint32_t at, const char *service,
                                       const char *operation)
{
    struct sg_request *request = frame->requests;
    while (request &&
           (request->at != at || !sg_equals(request->operation, operation) || !sg_equals(request->service, service)))
        request = request->next;
    return request;
}

/* The call of an operation at a place, by this client too. One that is not known (NULL) has the role's credentials. */
struct sg_request *sg_sdk_request(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const char *service,
                                  const char *operation, const struct sg_thing *client)
{
    struct sg_request *request = find_request(frame, at, service, operation);
    if (!request) {
        request = sg_new(w->arena, struct sg_request);
        *request = (struct sg_request){
            .frame = frame, .at = at, .service = service, .operation = operation, .next = frame->requests};
        frame->requests = request;
        sg_grow(w->arena, w->requests, w->request_count, w->request_capacity);
        w->requests[w->request_count++] = request;
    }
    bool foreign = client && (client->foreign || (client->object && client->object->foreign));
    request->own |= !foreign;
    request->foreign |= foreign;
    if (client && client->type == SG_THING_CLIENT && client->part_count)
        sg_flow_add_all(w, &request->endpoints, client->parts[0]);
    return request;
}

/* ---- What it is given ---- */

static struct sg_object *input_of(const struct sg_sdk_use *u, const char *operation)
{
    return sg_flow_object(u->flow, SG_OBJECT_MAP, u->frame, u->at, NULL,
                          sg_concat(u->flow->arena, "input ", operation));
}

static void set_named(const struct sg_sdk_use *u, struct sg_object *input)
{
    for (uint32_t i = 0; i < u->given->named_count; i++)
        sg_flow_set_field(u->flow, input, u->given->named[i].name, u->given->named[i].things);
    input->open |= u->given->open;
}

/* The first argument, or the named ones. */
void sg_sdk_request_input(const struct sg_sdk_use *u, struct sg_request *request)
{
    if (u->given->named_count || !u->given->count || u->given->open) {
        struct sg_object *input = input_of(u, request->operation);
        set_named(u, input);
        sg_flow_add(u->flow, &request->input, input->thing);
    }
    if (u->given->count)
        sg_flow_add_all(u->flow, &request->input, u->given->items[0]);
}

static void source_head(const struct sg_sdk_use *u, const char *head, struct sg_things *into)
{
    if (strcmp(head, "self") == 0) {
        sg_flow_add(u->flow, into, u->self);
        return;
    }
    bool number = sg_is_made_of(head, SG_DIGITS);
    const struct sg_things *given =
        sg_flow_argument(u->given, number ? (uint32_t)strtoul(head, NULL, 10) : UINT32_MAX, number ? NULL : head);
    if (given)
        sg_flow_add_all(u->flow, into, given);
}

static void source_members(const struct sg_sdk_use *u, const char *path, struct sg_things *things)
{
    while (*path == '.') {
        size_t length = sg_length_before(path + 1, '.');
        const char *name = sg_copy_bytes(u->flow->arena, path + 1, length);
        struct sg_things members = {0};
        for (uint32_t i = 0; i < things->count; i++) {
            const struct sg_thing *thing = things->items[i];
            struct sg_field *field = thing->object ? sg_flow_find_field(thing->object, name) : NULL;
            if (field) {
                sg_flow_watch(u->flow, &field->cell, u->frame);
                sg_flow_add_all(u->flow, &members, &field->cell.things);
            } else if (!thing->object && thing->type != SG_THING_TEXT && thing->type != SG_THING_ENVIRONMENT) {
                sg_flow_member(u->flow, u->frame, thing, name, &members);
            }
        }
        *things = members;
        path += 1 + length;
    }
}

/* The values of "1|bucket", "self.name" or "0.params": the first of the alternatives that is given. */
void sg_sdk_source(const struct sg_sdk_use *u, const char *source, struct sg_things *into)
{
    while (*source) {
        size_t length = sg_length_before(source, '|');
        const char *one = sg_copy_bytes(u->flow->arena, source, length);
        struct sg_things things = {0};
        size_t head = sg_length_before(one, '.');
        source_head(u, sg_copy_bytes(u->flow->arena, one, head), &things);
        source_members(u, one + head, &things);
        sg_flow_add_all(u->flow, into, &things);
        if (things.count)
            return;
        source += length + (source[length] == '|');
    }
}

/* "Bucket=1|bucket"; "*=0.params" for a map that has all. `'text` is a text. */
static void take_parameter(const struct sg_sdk_use *u, const char *row, struct sg_object *input,
                           struct sg_request *request)
{
    size_t length = sg_length_before(row, '=');
    const char *name = sg_copy_bytes(u->flow->arena, row, length), *source = row + length + 1;
    struct sg_things things = {0};
    if (*source == '\'')
        sg_flow_add(u->flow, &things, sg_flow_text(u->flow, SG_THING_TEXT, source + 1));
    else
        sg_sdk_source(u, source, &things);
    if (*name == '.') /* of the resource that it gives */
        return;
    if (*name == '*')
        sg_flow_add_all(u->flow, &request->input, &things);
    else if (things.count)
        sg_flow_set_field(u->flow, input, name, &things);
}

/* ---- What it gives ---- */

/* Callbacks get an error and the answer. */
void sg_sdk_call_back(const struct sg_sdk_use *u, const struct sg_things *answer)
{
    struct sg_things unknown = {0}, nothing = {0};
    sg_flow_add(u->flow, &unknown, u->flow->unknown);
    const struct sg_arguments given = {.items = {&unknown, answer}, .count = 2};
    for (uint32_t i = 0; i < u->given->count; i++)
        for (uint32_t j = 0; j < u->given->items[i]->count; j++)
            if (sg_flow_is_code(u->given->items[i]->items[j]))
                sg_flow_call(u->flow, u->frame, u->at, u->given->items[i]->items[j], &given, &nothing);
}

/* Some answers have what the request named: the URL of a queue. */
static void named_answer(const struct sg_sdk_use *u, const struct sg_code_row *row, const struct sg_request *request,
                         struct sg_things *answer)
{
    struct sg_object *map = sg_flow_object(u->flow, SG_OBJECT_MAP, u->frame, u->at, NULL, row->name);
    for (size_t i = 0; i < row->parameters.count; i++) {
        size_t length = sg_length_before(row->parameters.items[i], '=');
        const char *name = sg_copy_bytes(u->flow->arena, row->parameters.items[i], length);
        struct sg_things things = request->input;
        source_members(u, sg_concat(u->flow->arena, ".", row->parameters.items[i] + length + 1), &things);
        sg_flow_set_field(u->flow, map, name, &things);
    }
    map->open = true;
    sg_flow_add(u->flow, answer, map->thing);
}

void sg_sdk_answer(const struct sg_sdk_use *u, const char *service, const char *operation,
                   const struct sg_request *request)
{
    struct sg_things answer = {0};
    const struct sg_code_row *row = sg_sdk_row(u->flow, sg_format(u->flow->arena, "answer:%s.%s", service, operation));
    if (row)
        named_answer(u, row, request, &answer);
    else
        sg_flow_add(u->flow, &answer,
                    sg_flow_text(u->flow, SG_THING_ANSWER, sg_format(u->flow->arena, "%s.%s", service, operation)));
    sg_sdk_call_back(u, &answer);
    sg_flow_add_all(u->flow, u->into, &answer);
}

/* ---- A helper, as its row says ---- */

static enum sg_call_via via_of(const struct sg_code_row *row)
{
    if (row->gives && strcmp(row->gives, "url") == 0)
        return SG_VIA_PRESIGNED;
    return SG_VIA_HELPER;
}

/* What a helper gives, if not the operation's answer: nothing, a URL, the resource itself or others of boto3. */
static void give_result(const struct sg_sdk_use *u, const char *service, const char *operation,
                        const struct sg_request *request)
{
    const char *gives = u->row->gives;
    if (!gives) {
        sg_sdk_answer(u, service, operation, request);
    } else if (strcmp(gives, "url") == 0) {
        sg_flow_add(u->flow, u->into, u->flow->unknown);
    } else if (strcmp(gives, "self") == 0) {
        sg_flow_add(u->flow, u->into, u->self);
    } else if (strcmp(gives, "nothing") != 0) {
        sg_sdk_make_resource(u);
    }
}

void sg_sdk_operation(const struct sg_sdk_use *u)
{
    const struct sg_thing *client = u->self && (u->self->type == SG_THING_CLIENT || u->self->object) ? u->self : NULL;
    const struct sg_thing *given = client ? NULL : sg_sdk_client_in(u, "0.client|0"); /* new Upload({client, params}) */
    for (size_t i = 0; i < u->row->operations.count; i++) {
        const char *operation = u->row->operations.items[i], *colon = strchr(operation, ':');
        const char *service = colon             ? sg_copy_bytes(u->flow->arena, operation, (size_t)(colon - operation))
                              : u->row->service ? u->row->service
                              : client && client->type == SG_THING_CLIENT ? client->text
                              : client                                    ? client->object->service
                                                                          : "";
        operation = colon ? colon + 1 : operation;
        struct sg_request *request =
            sg_sdk_request(u->flow, u->frame, u->at, service, operation, client ? client : given);
        request->via = via_of(u->row);
        struct sg_object *input = input_of(u, operation);
        if (client)
            set_named(u, input);
        for (size_t j = 0; j < u->row->parameters.count; j++)
            take_parameter(u, u->row->parameters.items[j], input, request);
        if (!u->row->parameters.count && client)
            sg_sdk_request_input(u, request);
        else
            sg_flow_add(u->flow, &request->input, input->thing);
        if (i == 0)
            give_result(u, service, operation, request);
    }
}
