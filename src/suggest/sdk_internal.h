#ifndef SG_SUGGEST_SDK_INTERNAL_H
#define SG_SUGGEST_SDK_INTERNAL_H

#include "suggest/flow_internal.h"

#define SG_STARS_MOST 2 /* of a pattern of names.yaml */

/* A call of something that is not the code's own. */
struct sg_sdk_use {
    struct sg_flow *flow;
    struct sg_frame *frame;
    uint32_t at;
    const struct sg_code_row *row;
    const struct sg_thing *self; /* the client or object whose method it is; of a function of a library, the function */
    const char *stars[SG_STARS_MOST]; /* what the stars of the row's name stand for */
    const struct sg_arguments *given;
    struct sg_things *into;
};

/* What libraries make that no row knows. */
#define SG_OTHER_NAME "()"

/* What calls the routes of a program. */
#define SG_ADAPTER "(adapter)"

/* The method of a function that calls it and gives what it yields. */
#define SG_YIELDED "(yielded)"

/* sdk_row.c */
const struct sg_thing *sg_sdk_named(struct sg_flow *w, const char *name);
const struct sg_code_row *sg_sdk_row_of(struct sg_flow *w, const char *name, const char *stars[SG_STARS_MOST]);
bool sg_sdk_does(struct sg_flow *w, const char *name, const char *what);

/* sdk.c: what the words of `does` mean. */
void sg_sdk_use(const struct sg_sdk_use *use);

/* An argument of the call; none where it is not given. */
static inline const struct sg_things *sg_sdk_argument(const struct sg_sdk_use *u, uint32_t position)
{
    static const struct sg_things nothing;
    return position < u->given->count ? u->given->items[position] : &nothing;
}

/* The argument that the row is about, by its name if it has one. */
static inline const struct sg_things *sg_sdk_subject(const struct sg_sdk_use *u)
{
    const struct sg_things *things = sg_flow_argument(u->given, u->row->argument, u->row->gives);
    return things ? things : sg_sdk_argument(u, u->row->argument);
}

static inline void sg_sdk_give(const struct sg_sdk_use *u, const struct sg_thing *thing)
{
    sg_flow_add(u->flow, u->into, thing);
}

/* sdk_value.c: what goes through a call. */
void sg_sdk_same(const struct sg_sdk_use *use);
void sg_sdk_list(const struct sg_sdk_use *use);
void sg_sdk_map(const struct sg_sdk_use *use);
void sg_sdk_assign(const struct sg_sdk_use *use);
void sg_sdk_by_method(const struct sg_sdk_use *use);
void sg_sdk_elements(const struct sg_sdk_use *use);
void sg_sdk_pairs(const struct sg_sdk_use *use);
void sg_sdk_attribute(const struct sg_sdk_use *use);
void sg_sdk_set_attribute(const struct sg_sdk_use *use);

/* sdk_client.c */
const char *sg_sdk_host_parameter(const struct sg_flow *w, const char *service);
void sg_sdk_make_client(const struct sg_sdk_use *use);
void sg_sdk_client_method(const struct sg_sdk_use *use, const char *name);
const char *sg_sdk_service(struct sg_flow *w, const char *name);

/* sdk_command.c: operations that are made before they are sent, and what calls them in turn. */
void sg_sdk_make_command(const struct sg_sdk_use *use);
void sg_sdk_send(const struct sg_sdk_use *use);
void sg_sdk_make_paginator(const struct sg_sdk_use *use);
void sg_sdk_make_waiter(const struct sg_sdk_use *use);
void sg_sdk_paginate(const struct sg_sdk_use *use);
void sg_sdk_wait(const struct sg_sdk_use *use);
const struct sg_thing *sg_sdk_client_in(const struct sg_sdk_use *use, const char *source);
void sg_sdk_presign(const struct sg_sdk_use *use);
void sg_sdk_presign_named(const struct sg_sdk_use *use);
void sg_sdk_wait_for(const struct sg_sdk_use *use);
void sg_sdk_command_method(const struct sg_sdk_use *use, const char *name);

/* sdk_resource.c: the objects of boto3's resources. */
void sg_sdk_resource_method(const struct sg_sdk_use *use, const char *name);
const struct sg_code_row *sg_sdk_list_row(struct sg_flow *w, const struct sg_object *list, const char *name);
bool sg_sdk_list_method(const struct sg_sdk_use *use, const char *name);
void sg_sdk_make_resource(const struct sg_sdk_use *use);
bool sg_sdk_resource_member(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *of, const char *name,
                            struct sg_things *into);

/* sdk_request.c */
void sg_sdk_operation(const struct sg_sdk_use *use);
void sg_sdk_source(const struct sg_sdk_use *use, const char *source, struct sg_things *into);
void sg_sdk_answer(const struct sg_sdk_use *use, const char *service, const char *operation,
                   const struct sg_request *request);
const char *sg_sdk_operation_name(struct sg_flow *w, const char *service, const char *name);
void sg_sdk_request_input(const struct sg_sdk_use *use, struct sg_request *request);
void sg_sdk_call_back(const struct sg_sdk_use *use, const struct sg_things *answer);

/* sdk_call.c, sdk_argument.c, sdk_implied.c: the calls that requests become. */
void sg_sdk_arguments(struct sg_flow *w, const struct sg_request *request, struct sg_call *call);
void sg_sdk_add_call(struct sg_flow *w, const struct sg_call *call);
void sg_sdk_hosts(struct sg_flow *w, const struct sg_seen_set *urls, struct sg_seen_set *hosts);
bool sg_sdk_imply(struct sg_flow *w, const struct sg_call *call);
const struct sg_call_argument *sg_sdk_find_argument(const struct sg_call *call, const char *path);
void sg_sdk_add_argument(struct sg_flow *w, struct sg_call *call, const char *path, const struct sg_seen_set *values);

#endif
