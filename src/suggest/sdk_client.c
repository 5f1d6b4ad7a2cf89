#include "suggest/sdk_internal.h"

/* ---- Which service ---- */

/* The name of a service's client, however the code names it; the code's own word when it is not known. */
const char *sg_sdk_service(struct sg_flow *w, const char *name)
{
    void **known = sg_map_at(w->arena, &w->services, name);
    if (!*known) {
        const struct sg_client *client = sg_find_client(w->catalog, name, w->findings);
        *known = sg_copy(w->arena, client ? client->name : name);
    }
    return *known;
}

/* ---- Whose credentials ---- */

struct credentials {
    bool own, foreign;
};

static bool is_own_variable(const struct sg_thing *thing)
{
    return thing->type == SG_THING_ENVIRONMENT && sg_starts_with(thing->text, "AWS_");
}

/* Variables of Lambda and `undefined` give the role's own. */
static void take_credentials(const struct sg_things *given, struct credentials *found)
{
    for (uint32_t i = 0; i < given->count; i++) {
        const struct sg_thing *thing = given->items[i];
        bool own = thing->type == SG_THING_CONSTANT || is_own_variable(thing);
        found->own |= own;
        found->foreign |= !own;
    }
}

static bool gives_credentials(const struct sg_flow *w, const char *name)
{
    for (size_t i = 0; i < w->names->credentials.count; i++)
        if (strcmp(w->names->credentials.items[i], name) == 0)
            return true;
    return false;
}

/* In the map of settings that a client of JavaScript is made with. A member that is set later may be missing. */
static void take_settings(struct sg_flow *w, struct sg_frame *reader, struct sg_object *map, struct credentials *found)
{
    bool given = false;
    sg_flow_watch(w, &map->any, reader);
    for (uint32_t i = 0; i < map->field_count; i++) {
        struct sg_field *field = map->fields[i];
        if (!gives_credentials(w, field->name))
            continue;
        struct credentials own = {0};
        sg_flow_watch(w, &field->cell, reader);
        take_credentials(&field->cell.things, &own);
        found->foreign |= own.foreign;
        found->own |= own.own || field->set_later;
        given = true;
    }
    found->own |= !given;
}

static struct credentials credentials_of(const struct sg_sdk_use *u)
{
    struct credentials found = {0};
    bool given = false;
    for (uint32_t i = 0; i < u->given->named_count; i++) {
        const struct sg_named *named = &u->given->named[i];
        if (!gives_credentials(u->flow, named->name) || !named->things->count)
            continue;
        take_credentials(named->things, &found);
        found.own |= u->given->spread;
        given = true;
    }
    for (uint32_t i = 0; i < u->given->count; i++)
        for (uint32_t j = 0; j < u->given->items[i]->count; j++) {
            const struct sg_thing *thing = u->given->items[i]->items[j];
            if (thing->type != SG_THING_OBJECT || thing->object->type != SG_OBJECT_MAP)
                continue;
            take_settings(u->flow, u->frame, thing->object, &found);
            given = true;
        }
    found.own |= !given;
    return found;
}

/* ---- Making clients ---- */

static bool is_resource(const struct sg_sdk_use *u)
{
    return u->row->gives && strcmp(u->row->gives, "resource") == 0;
}

/* What the named arguments, or the map of settings, say of one of these names. */
static void take_setting(const struct sg_sdk_use *u, const struct sg_strings *names, struct sg_things *into)
{
    for (size_t i = 0; i < names->count; i++) {
        sg_sdk_source(u, names->items[i], into);
        sg_sdk_source(u, sg_concat(u->flow->arena, "0.", names->items[i]), into);
    }
}

/* The parameter that the first label of the client's host stands for: "ApiId"; NULL: none. */
const char *sg_sdk_host_parameter(const struct sg_flow *w, const char *service)
{
    for (size_t i = 0; i < w->names->endpoints.count; i++) {
        const char *row = w->names->endpoints.items[i];
        size_t length = sg_length_before(row, '=');
        if (sg_is_word(service, row, length))
            return row + length + 1;
    }
    return NULL;
}

/* A client whose URL names the resource is known by the place that makes it. */
static const struct sg_thing *client_thing(const struct sg_sdk_use *u, const struct sg_thing *like)
{
    struct sg_things *endpoints;
    struct sg_thing own = *like;
    if (!sg_sdk_host_parameter(u->flow, like->text))
        return sg_flow_thing(u->flow, like);
    own.frame = u->frame;
    own.at = u->at;
    const struct sg_thing *client = sg_flow_with_set(u->flow, &own, &endpoints);
    take_setting(u, &u->flow->names->endpoint, endpoints);
    return client;
}

static void give_client(const struct sg_sdk_use *u, const char *service, bool foreign)
{
    if (is_resource(u)) {
        struct sg_object *resource =
            sg_flow_object(u->flow, SG_OBJECT_RESOURCE, u->frame, u->at, foreign ? u->flow->unknown : NULL, service);
        resource->service = service;
        resource->foreign = foreign;
        sg_flow_add(u->flow, u->into, resource->thing);
        return;
    }
    const struct sg_thing like = {.type = SG_THING_CLIENT,
                                  .text = service,
                                  .flavor = u->row->gives ? u->row->gives : "client",
                                  .foreign = foreign};
    sg_flow_add(u->flow, u->into, client_thing(u, &like));
}

/* The clients of a session have its credentials, those that are made of another client have the other's. */
static struct credentials inherited(const struct sg_sdk_use *u)
{
    struct credentials found = credentials_of(u);
    if (u->self && u->self->type == SG_THING_CLIENT && u->self->foreign)
        found = (struct credentials){.foreign = true};
    return found;
}

static void give_clients(const struct sg_sdk_use *u, const char *service)
{
    struct credentials found = inherited(u);
    service = sg_sdk_service(u->flow, service);
    if (found.own)
        give_client(u, service, false);
    if (found.foreign)
        give_client(u, service, true);
}

/* X.from(client): the same client with other methods. */
static bool give_wrapped(const struct sg_sdk_use *u)
{
    bool found = false;
    for (uint32_t i = 0; i < u->given->count; i++)
        for (uint32_t j = 0; j < u->given->items[i]->count; j++) {
            const struct sg_thing *client = u->given->items[i]->items[j];
            if (client->type != SG_THING_CLIENT)
                continue;
            give_client(u, client->text, client->foreign);
            found = true;
        }
    return found;
}

static void note_unknown_service(const struct sg_sdk_use *u)
{
    const struct sg_module *module = u->frame->body->module;
    uint32_t line = u->at == SG_CODE_NONE ? 1 : u->frame->body->function->items[u->at].line;
    sg_push_once(u->flow->result, &u->flow->facts->not_read,
                 sg_format(u->flow->result, "%s:%u (a client of a service that is not known)", module->file->path,
                           (unsigned)(line + module->file->first_line - 1)));
    u->flow->facts->complete = false;
}

/* The service is that of the row, or of its first star, or the first argument names it. */
void sg_sdk_make_client(const struct sg_sdk_use *u)
{
    const char *fixed = u->row->service ? u->row->service : u->stars[0];
    if (u->row->service && give_wrapped(u))
        return;
    if (fixed) {
        give_clients(u, fixed);
        return;
    }
    const struct sg_things *names = sg_flow_argument(u->given, 0, "service_name");
    for (uint32_t i = 0; names && i < names->count; i++)
        if (names->items[i]->type == SG_THING_TEXT)
            give_clients(u, names->items[i]->text);
        else
            note_unknown_service(u);
}

/* ---- Their methods ---- */

static const struct sg_code_row *method_row(struct sg_flow *w, const char *flavor, const char *service,
                                            const char *name)
{
    const struct sg_code_row *row = sg_sdk_row(w, sg_format(w->arena, "%s:%s.%s", flavor, service, name));
    return row ? row : sg_sdk_row(w, sg_format(w->arena, "%s:any.%s", flavor, name));
}

void sg_sdk_client_method(const struct sg_sdk_use *u, const char *name)
{
    struct sg_sdk_use use = *u;
    struct sg_flow *w = u->flow;
    use.row = method_row(w, u->self->flavor, u->self->text, name);
    if (!use.row && strcmp(u->self->flavor, "document") == 0)
        use.row = method_row(w, "client", u->self->text, name);
    if (use.row) {
        sg_sdk_use(&use);
        return;
    }
    const char *operation = sg_sdk_operation_name(w, u->self->text, name);
    if (!operation) {
        sg_flow_escape_arguments(w, u->given);
        sg_flow_add(w, u->into, w->unknown);
        return;
    }
    struct sg_request *request = sg_sdk_request(w, u->frame, u->at, u->self->text, operation, u->self);
    sg_sdk_request_input(u, request);
    sg_sdk_answer(u, u->self->text, operation, request);
}
