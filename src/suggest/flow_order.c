#include "suggest/flow_internal.h"

/*
 * One map of parameters is often used for several calls, with a member changed between them. Where all writes to a
 * member are in the function that makes the call, their order tells which of them the call can see.
 */

static bool begins(enum sg_code_op op)
{
    return op == SG_CODE_BRANCH || op == SG_CODE_LOOP || op == SG_CODE_TRY;
}

static bool divides(enum sg_code_op op)
{
    return op == SG_CODE_ELSE || op == SG_CODE_CATCH;
}

/*
 * By instruction: the one that begins the arm around it, or SG_CODE_NONE; and by the beginning of an arm that around
 * it.
 */
static void find_arms(struct sg_flow *w, struct sg_body *body)
{
    uint32_t count = body->function->count, arm = SG_CODE_NONE;
    body->arms = sg_new_array(w->arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) {
        enum sg_code_op op = body->function->items[i].op;
        if ((divides(op) || op == SG_CODE_END) && arm != SG_CODE_NONE)
            arm = body->arms[arm];
        body->arms[i] = arm;
        if (begins(op) || divides(op))
            arm = i;
    }
}

static bool is_around(const struct sg_body *body, uint32_t arm, uint32_t at)
{
    if (arm == SG_CODE_NONE)
        return true;
    for (uint32_t around = body->arms[at]; around != SG_CODE_NONE; around = body->arms[around])
        if (around == arm)
            return true;
    return false;
}

/* The innermost loop around both, or SG_CODE_NONE. */
static uint32_t common_loop(const struct sg_body *body, uint32_t x, uint32_t y)
{
    for (uint32_t around = body->arms[x]; around != SG_CODE_NONE; around = body->arms[around])
        if (body->function->items[around].op == SG_CODE_LOOP && is_around(body, around, y))
            return around;
    return SG_CODE_NONE;
}

/* The last write that always comes before `at`; SG_CODE_NONE when there is none. */
static uint32_t last_certain(const struct sg_field *field, const struct sg_body *body, uint32_t at)
{
    uint32_t last = SG_CODE_NONE;
    for (uint32_t i = 0; i < field->write_count; i++) {
        uint32_t write = field->writes[i].at;
        if (write < at && is_around(body, body->arms[write], at) && (last == SG_CODE_NONE || write > last))
            last = write;
    }
    return last;
}

static bool is_seen(const struct sg_body *body, uint32_t write, uint32_t last, uint32_t at)
{
    if (write < at)
        return last == SG_CODE_NONE || write >= last;
    uint32_t loop = common_loop(body, write, at);
    return loop != SG_CODE_NONE && (last == SG_CODE_NONE || last < loop);
}

/* The values of a member that a call at this place sees. `room` is for when they are not all of them. */
const struct sg_things *sg_flow_seen_writes(struct sg_flow *w, const struct sg_field *field,
                                            const struct sg_frame *frame, uint32_t at, struct sg_things *room)
{
    struct sg_body *body = frame->body;
    bool ordered = field->write_count > 1 && !field->unordered && at < body->function->count;
    for (uint32_t i = 0; i < field->write_count && ordered; i++)
        ordered = field->writes[i].frame == frame;
    if (!ordered)
        return &field->cell.things;
    if (!body->arms)
        find_arms(w, body);
    uint32_t last = last_certain(field, body, at);
    for (uint32_t i = 0; i < field->write_count; i++)
        if (is_seen(body, field->writes[i].at, last, at))
            sg_flow_add_all(w, room, field->writes[i].things);
    return room->count ? room : &field->cell.things;
}

/* Sets a member at a place that counts in this order. `things` stays as long as the frame. */
void sg_flow_write_field(struct sg_flow *w, struct sg_object *object, const char *name, const struct sg_things *things,
                         const struct sg_frame *frame, uint32_t at)
{
    struct sg_field *field = sg_flow_field(w, object, name);
    if (!field) {
        sg_flow_give_all(w, &object->any, things);
        return;
    }
    sg_flow_give_all(w, &field->cell, things);
    for (uint32_t i = 0; i < field->write_count; i++)
        if (field->writes[i].frame == frame && field->writes[i].at == at)
            return;
    if (field->write_count == SG_WRITES_MOST)
        field->unordered = true;
    else
        field->writes[field->write_count++] = (struct sg_write){frame, at, things};
}
