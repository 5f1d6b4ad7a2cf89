#include "suggest/sdk_internal.h"

/* ---- The worklist ---- */

/* A branch whose condition has no value: a parameter that is not given. */
static bool is_never(const struct sg_frame *frame, uint32_t branch)
{
    uint32_t condition = frame->body->function->items[branch].a;
    const struct sg_things *values = condition == SG_CODE_NONE ? NULL : &frame->values[condition];
    bool never = values && values->count;
    for (uint32_t i = 0; never && i < values->count; i++)
        never = values->items[i]->type == SG_THING_CONSTANT && strcmp(values->items[i]->text, "true") != 0;
    return never;
}

/* The next instruction after the branch: of what is instead of it, or its end. */
static uint32_t after_branch(const struct sg_code_function *function, uint32_t branch)
{
    uint32_t deep = 0, i = branch + 1;
    for (; i < function->count; i++) {
        enum sg_code_op op = function->items[i].op;
        if (!deep && (op == SG_CODE_ELSE || op == SG_CODE_END))
            return i;
        deep += op == SG_CODE_BRANCH || op == SG_CODE_LOOP || op == SG_CODE_TRY;
        deep -= op == SG_CODE_END;
    }
    return i;
}

static void run_frame(struct sg_flow *w, struct sg_frame *frame)
{
    const struct sg_code_function *function = frame->body->function;
    do {
        frame->changed = false;
        for (uint32_t i = 0; i < function->count; i++) {
            sg_flow_step(w, frame, i);
            if (function->items[i].op == SG_CODE_BRANCH && is_never(frame, i))
                i = after_branch(function, i) - 1;
        }
        w->steps += frame->body->function->count + 1;
    } while (frame->changed && frame->body->again && w->steps < w->steps_most);
}

static void run_queue(struct sg_flow *w)
{
    struct sg_frame *frame;
    while (w->steps < w->steps_most && (frame = sg_flow_dequeue(w)))
        run_frame(w, frame);
}

static void run(struct sg_flow *w)
{
    run_queue(w);
    while (w->held_count && w->steps < w->steps_most) {
        struct sg_frame *frame = w->held[--w->held_count];
        frame->released = true;
        sg_flow_enqueue(w, frame);
        run_queue(w);
    }
    if (w->queue_count && !w->over) {
        w->over = true;
        w->facts->complete = false;
        sg_push(w->result, &w->facts->not_read, "a part of the code (it is too long to follow all values)");
    }
}

/* ---- Where it begins ---- */

/* "app.handler" is a member of a member. */
static void find_handler(struct sg_flow *w, struct sg_module *module, const char *name, struct sg_things *found)
{
    struct sg_things of = {0};
    size_t length = sg_length_before(name, '.');
    sg_flow_exported(w, NULL, module, sg_copy_bytes(w->arena, name, length), &of);
    struct sg_cell *whole = &sg_flow_field(w, module->holder, "exports")->cell;
    for (uint32_t i = 0; i < whole->things.count; i++)
        if (whole->things.items[i] != module->exports->thing)
            sg_flow_member(w, NULL, whole->things.items[i], sg_copy_bytes(w->arena, name, length), &of);
    while (name[length] == '.') {
        struct sg_things members = {0};
        name += length + 1;
        length = sg_length_before(name, '.');
        for (uint32_t i = 0; i < of.count; i++)
            sg_flow_member(w, NULL, of.items[i], sg_copy_bytes(w->arena, name, length), &members);
        of = members;
    }
    sg_flow_add_all(w, found, &of);
}

/* Returns whether it is certain which code the handler is. */
static bool call_handler(struct sg_flow *w, const struct sg_things *handlers)
{
    struct sg_things event = {0}, context = {0}, answer = {0};
    bool certain = false;
    sg_flow_add(w, &event, sg_flow_text(w, SG_THING_EVENT, ""));
    sg_flow_add(w, &context, sg_flow_text(w, SG_THING_CONTEXT, ""));
    const struct sg_arguments given = {.items = {&event, &context}, .count = 2};
    for (uint32_t i = 0; i < handlers->count; i++) {
        const struct sg_thing *handler = handlers->items[i];
        bool called = sg_flow_is_code(handler) || (handler->object && handler->object->type == SG_OBJECT_INSTANCE);
        if (called)
            sg_flow_call(w, NULL, 0, handler, &given, &answer);
        certain |= called || (handler->type == SG_THING_EXTERNAL && strcmp(handler->text, SG_ADAPTER) == 0);
    }
    return certain;
}

/* ---- What code outside calls ---- */

static bool is_called(const struct sg_thing *thing)
{
    const struct sg_thing *function = thing->type == SG_THING_BOUND ? thing->of : thing;
    for (uint32_t i = 0; i < function->body->frame_count; i++)
        if (function->body->frames[i]->outer == function->frame)
            return true;
    return false;
}

/*
 * ---- The code of other handlers ----
 * In `exports.other = middy(f)` what a library gets is called for `other` alone. `made` are the instructions of the
 * file whose values are made of f, and `used` those that another one takes.
 */
struct tracing {
    const struct sg_code_unit *unit;
    const char *handler;
    bool *made, *used, *variables; /* the last: those that hold what is made of f */
    bool exported, elsewhere;      /* as another handler; it goes somewhere else too */
};

static bool takes_made(const struct tracing *t, const struct sg_code_instruction *now)
{
    bool takes = now->op == SG_CODE_READ && t->variables[now->variable];
    const uint32_t operands[] = {now->a, now->b};
    for (size_t i = 0; i < sizeof operands / sizeof *operands; i++)
        if (operands[i] != SG_CODE_NONE && t->made[operands[i]])
            takes = t->used[operands[i]] = true;
    for (uint32_t i = 0; i < now->count; i++)
        if (t->made[now->items[i].value])
            takes = t->used[now->items[i].value] = true;
    return takes;
}

static void trace_export(struct tracing *t, const char *name)
{
    bool other = name && strcmp(name, "exports") != 0 && strcmp(name, t->handler) != 0;
    t->exported = t->exported || other;
    t->elsewhere = t->elsewhere || !other;
}

static void trace(struct tracing *t, uint32_t at)
{
    const struct sg_code_instruction *items = t->unit->functions[0].items, *now = &items[at];
    if (!takes_made(t, now))
        return;
    if (now->op == SG_CODE_SET) {
        const struct sg_code_instruction *of = &items[now->a];
        bool exports = of->op == SG_CODE_BUILTIN || of->op == SG_CODE_GET;
        trace_export(t, exports && sg_same_text(of->text, "exports") ? now->text : NULL);
    } else if (now->op == SG_CODE_WRITE) {
        const struct sg_code_variable *variable = &t->unit->variables[now->variable];
        t->variables[now->variable] = true;
        if (variable->exported)
            trace_export(t, variable->exported);
    } else {
        t->made[at] = true;
        t->elsewhere = t->elsewhere || now->op == SG_CODE_MAP || now->op == SG_CODE_LIST || now->op == SG_CODE_SET_ITEM;
    }
}

static bool is_read_inside(struct sg_flow *w, const struct tracing *t)
{
    for (uint32_t f = 1; f < t->unit->function_count; f++, w->steps++)
        for (uint32_t i = 0; i < t->unit->functions[f].count; i++) {
            const struct sg_code_instruction *now = &t->unit->functions[f].items[i];
            if (now->op == SG_CODE_READ && t->variables[now->variable])
                return true;
        }
    return false;
}

/* Whether a function of a script becomes the value of other exports and goes nowhere else. */
static bool is_of_other_export(struct sg_flow *w, const struct sg_handler *handler, const struct sg_thing *thing)
{
    const struct sg_code_unit *unit = handler->file->unit;
    const struct sg_code_function *file = &unit->functions[0];
    if (handler->file->language == SG_CODE_PYTHON || thing->type != SG_THING_FUNCTION ||
        thing->body->module->file != handler->file || thing->body->function->outer != 0)
        return false;
    struct tracing t = {.unit = unit,
                        .handler = sg_copy_bytes(w->arena, handler->name, sg_length_before(handler->name, '.'))};
    t.made = sg_new_array(w->arena, bool, file->count);
    t.used = sg_new_array(w->arena, bool, file->count);
    t.variables = sg_new_array(w->arena, bool, unit->variable_count);
    for (uint32_t i = 0; i < file->count; i++) {
        t.made[i] = file->items[i].op == SG_CODE_FUNCTION && file->items[i].function == thing->body->index;
        trace(&t, i);
    }
    for (uint32_t i = 0; i < file->count; i++)
        t.elsewhere = t.elsewhere || (t.made[i] && !t.used[i] && file->items[i].op != SG_CODE_GET);
    w->steps += file->count; /* a limit of this work too */
    return t.exported && !t.elsewhere && !is_read_inside(w, &t);
}

/* Callbacks, routes, listeners: those that no code calls that was read. */
static void call_escaped(struct sg_flow *w, const struct sg_handler *handler)
{
    const struct sg_arguments unknown = {.unknown = true};
    struct sg_things answer = {0};
    for (uint32_t i = 0; i < w->escaped_count; i++) {
        if (is_called(w->escaped[i]) || is_of_other_export(w, handler, w->escaped[i]))
            continue;
        sg_flow_call(w, NULL, 0, w->escaped[i], &unknown, &answer);
        run(w);
    }
}

/* ---- When the handler is not certain: everything ---- */

static bool call_function_of(struct sg_flow *w, struct sg_body *body)
{
    const struct sg_arguments unknown = {.unknown = true};
    if (body->frame_count || body->function->outer == SG_CODE_NONE)
        return false;
    const struct sg_body *outer = &body->module->bodies[body->function->outer];
    for (uint32_t i = 0; i < outer->frame_count; i++)
        sg_flow_give_arguments(w, sg_flow_frame(w, body, outer->frames[i], NULL, 0), &unknown);
    return outer->frame_count > 0;
}

static void call_everything(struct sg_flow *w)
{
    bool more = true;
    w->unsure = true;
    while (more) {
        more = false;
        for (uint32_t i = 0; i < w->module_count; i++)
            for (uint32_t j = 1; j < w->module_list[i]->unit->function_count; j++)
                more |= call_function_of(w, &w->module_list[i]->bodies[j]);
        run(w);
    }
}

static void read_code(struct sg_flow *w, const struct sg_handler *handler)
{
    struct sg_things handlers = {0};
    struct sg_module *module = sg_flow_module(w, handler->file);
    run(w);
    find_handler(w, module, handler->name, &handlers);
    bool certain = call_handler(w, &handlers);
    run(w);
    call_escaped(w, handler);
    if (!handlers.count && !handler->file->unit->gap_count) {
        w->facts->complete = false;
        sg_push(w->result, &w->facts->not_read,
                sg_format(w->result, "the handler: %s does not define %s", handler->file->path, handler->name));
    }
    if (!certain)
        call_everything(w);
    sg_sdk_list_calls(w);
    sg_flow_list_environment(w);
}

void sg_read_calls(struct sg_arena *a, struct sg_catalog *catalog, struct sg_program *program,
                   const struct sg_handler *handler, struct sg_findings *findings, struct sg_code_facts *facts)
{
    struct sg_flow w = {.result = a,
                        .catalog = catalog,
                        .findings = findings,
                        .program = program,
                        .facts = facts,
                        .names = sg_code_names(catalog, findings)};
    *facts = (struct sg_code_facts){.complete = true};
    const uint64_t left = SG_STEPS_OF_ALL_MOST - program->files->steps;
    w.steps_most = left < SG_STEPS_MOST ? left : SG_STEPS_MOST;
    w.arena = sg_arena_new();
    w.unknown = sg_flow_text(&w, SG_THING_UNKNOWN, NULL);
    w.none = sg_flow_text(&w, SG_THING_CONSTANT, "none");
    read_code(&w, handler);
    program->files->steps += w.steps < left ? w.steps : left;
    sg_arena_free(w.arena);
}
