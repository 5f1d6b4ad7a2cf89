#include "suggest/sdk_internal.h"

/* The objects of boto3's resources: rows named "resource:s3.Bucket.objects" say what their members are. */

static const struct sg_code_row *member_row(struct sg_flow *w, const struct sg_object *object, const char *name)
{
    const struct sg_code_row *row = sg_sdk_row(w, sg_format(w->arena, "resource:%s.%s", object->name, name));
    return row ? row : sg_sdk_row(w, sg_format(w->arena, "resource:any.%s", name));
}

/* ---- Making them ---- */

static bool is_foreign(const struct sg_thing *self)
{
    return self && (self->foreign || (self->object && self->object->foreign));
}

/* ".name=0|name" of a row that makes a request too; "name=0|name" of others */
static void set_identifiers(const struct sg_sdk_use *u, struct sg_object *made)
{
    bool request = strcmp(u->row->does, "operation") == 0;
    for (size_t i = 0; i < u->row->parameters.count; i++) {
        const char *row = u->row->parameters.items[i];
        if ((*row == '.') != request)
            continue;
        row += request;
        size_t length = sg_length_before(row, '=');
        struct sg_things things = {0};
        sg_sdk_source(u, row + length + 1, &things);
        sg_flow_set_field(u->flow, made, sg_copy_bytes(u->flow->arena, row, length), &things);
    }
}

/* The resource that the row gives: "s3.Bucket"; "s3.ObjectSummary[]" is a list of them. */
void sg_sdk_make_resource(const struct sg_sdk_use *u)
{
    static const char list_end[] = "[]";
    struct sg_flow *w = u->flow;
    bool is_list = sg_ends_with(u->row->gives, list_end);
    const char *type = sg_copy_bytes(w->arena, u->row->gives, strlen(u->row->gives) - (is_list ? strlen(list_end) : 0));
    struct sg_object *made =
        sg_flow_object(w, SG_OBJECT_RESOURCE, u->frame, u->at, is_foreign(u->self) ? w->unknown : NULL, type);
    made->service = sg_copy_bytes(w->arena, type, sg_length_before(type, '.'));
    made->foreign = is_foreign(u->self);
    set_identifiers(u, made);
    if (!is_list) {
        sg_flow_add(w, u->into, made->thing);
        return;
    }
    struct sg_object *list = sg_flow_object(w, SG_OBJECT_LIST, u->frame, u->at, NULL, type);
    sg_flow_give(w, &list->any, made->thing);
    sg_flow_add(w, u->into, list->thing);
}

/* ---- Their members ---- */

static void give_identifiers(const struct sg_sdk_use *u, struct sg_object *input);

/* table.item_count calls DescribeTable, unless it is known already. */
static bool load_attribute(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *of, const char *name,
                           struct sg_things *into)
{
    const struct sg_code_row *row = sg_sdk_row(w, sg_concat(w->arena, "attributes:", of->object->name));
    if (!row || !reader || !row->operations.count || !sg_strings_have(&row->parameters, name))
        return false;
    const struct sg_sdk_use use = {.flow = w, .frame = reader, .at = w->at, .self = of, .row = row, .into = into};
    const char *operation = row->operations.items[0];
    struct sg_request *request = sg_sdk_request(w, reader, w->at, of->object->service, operation, of);
    struct sg_object *input =
        sg_flow_object(w, SG_OBJECT_MAP, reader, w->at, NULL, sg_concat(w->arena, "input ", operation));
    request->via = SG_VIA_HELPER;
    give_identifiers(&use, input);
    sg_flow_add(w, &request->input, input->thing);
    sg_flow_add(w, into, w->unknown);
    return true;
}

/* What is read without a call: collections, `meta`, its client, attributes. False: it is a method, or an identifier. */
bool sg_sdk_resource_member(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *of, const char *name,
                            struct sg_things *into)
{
    const struct sg_code_row *row = member_row(w, of->object, name);
    if (!row)
        return load_attribute(w, reader, of, name, into);
    if (strcmp(row->does, "itself") == 0) {
        sg_flow_add(w, into, of);
    } else if (strcmp(row->does, "its-client") == 0) {
        const struct sg_thing like = {
            .type = SG_THING_CLIENT, .text = of->object->service, .flavor = "client", .foreign = of->object->foreign};
        sg_flow_add(w, into, sg_flow_thing(w, &like));
    } else if (strcmp(row->does, "collection") == 0) {
        const char *type = sg_format(w->arena, "%s.%s", of->object->name, name);
        struct sg_object *made = sg_flow_object(w, SG_OBJECT_RESOURCE, of->frame, of->at, of, type);
        made->service = of->object->service;
        made->foreign = of->object->foreign;
        for (uint32_t i = 0; i < of->object->field_count; i++)
            sg_flow_set_field(w, made, of->object->fields[i]->name, &of->object->fields[i]->cell.things);
        sg_flow_add(w, into, made->thing);
    } else {
        return false;
    }
    return true;
}

/* The identifiers of the object, as parameters of its operations: the row "identifiers:dynamodb.Table". */
static void give_identifiers(const struct sg_sdk_use *u, struct sg_object *input)
{
    const struct sg_code_row *row =
        sg_sdk_row(u->flow, sg_concat(u->flow->arena, "identifiers:", u->self->object->name));
    for (size_t i = 0; row && i < row->parameters.count; i++) {
        size_t length = sg_length_before(row->parameters.items[i], '=');
        struct sg_things things = {0};
        sg_sdk_source(u, row->parameters.items[i] + length + 1, &things);
        sg_flow_set_field(u->flow, input, sg_copy_bytes(u->flow->arena, row->parameters.items[i], length), &things);
    }
}

/* table.query(...): the operation of that name, with the identifiers of the object. */
static bool call_operation(const struct sg_sdk_use *u, const char *name)
{
    struct sg_flow *w = u->flow;
    const struct sg_object *object = u->self->object;
    const char *operation = sg_sdk_operation_name(w, object->service, name);
    if (!operation)
        return false;
    struct sg_request *request = sg_sdk_request(w, u->frame, u->at, object->service, operation, u->self);
    sg_sdk_request_input(u, request);
    if (strchr(object->name, '.')) {
        struct sg_object *input =
            sg_flow_object(w, SG_OBJECT_MAP, u->frame, u->at, NULL, sg_concat(w->arena, "input ", operation));
        request->via = SG_VIA_HELPER;
        give_identifiers(u, input);
        sg_flow_add(w, &request->input, input->thing);
    }
    sg_sdk_answer(u, object->service, operation, request);
    return true;
}

void sg_sdk_resource_method(const struct sg_sdk_use *u, const char *name)
{
    struct sg_sdk_use use = *u;
    use.row = member_row(u->flow, u->self->object, name);
    if (use.row)
        sg_sdk_use(&use);
    else if (!call_operation(u, name))
        sg_flow_add(u->flow, u->into, u->flow->unknown);
}

/* bucket.objects.all().delete(): what boto3 does with all elements of such a list at once; NULL. */
const struct sg_code_row *sg_sdk_list_row(struct sg_flow *w, const struct sg_object *list, const char *name)
{
    bool is_typed = list->name && strchr(list->name, '.');
    return is_typed ? sg_sdk_row(w, sg_format(w->arena, "resource:%s[].%s", list->name, name)) : NULL;
}

bool sg_sdk_list_method(const struct sg_sdk_use *u, const char *name)
{
    const struct sg_object *list = u->self->object;
    struct sg_sdk_use use = *u;
    if (!list || list->type != SG_OBJECT_LIST || !(use.row = sg_sdk_list_row(u->flow, list, name)))
        return false;
    for (uint32_t i = 0; i < list->any.things.count; i++) {
        use.self = list->any.things.items[i];
        sg_sdk_use(&use);
    }
    return true;
}
