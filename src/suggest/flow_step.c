#include "suggest/step_internal.h"

/* ---- Constants ---- */

static void step_text(const struct sg_step *s)
{
    sg_step_give(s, sg_flow_text(s->flow, SG_THING_TEXT, s->now->text));
}

static void step_number(const struct sg_step *s)
{
    sg_step_give(s, sg_flow_text(s->flow, SG_THING_NUMBER, s->now->text));
}

static void step_constant(const struct sg_step *s)
{
    sg_step_give(s, sg_flow_text(s->flow, SG_THING_CONSTANT, s->now->text));
}

static void step_other(const struct sg_step *s)
{
    const struct sg_things *of = sg_step_value(s, s->now->a), *keys = sg_step_value(s, s->now->b);
    for (uint32_t i = 0; i < of->count; i++)
        for (uint32_t j = 0; sg_flow_is_environment(s->flow, of->items[i]) && j < keys->count; j++)
            if (keys->items[j]->type == SG_THING_TEXT)
                sg_flow_ask_environment(s->flow, s->frame, s->at, keys->items[j]->text);
    sg_step_give(s, s->flow->unknown);
}

/* ---- Variables ---- */

/* Where the variable of a function around this one, or of this one, is kept. */
static struct sg_slot *slot_of(const struct sg_step *s)
{
    const struct sg_module *module = s->frame->body->module;
    uint32_t owner = module->unit->variables[s->now->variable].owner;
    struct sg_frame *frame = s->frame;
    while (frame && frame->body->index != owner)
        frame = frame->outer;
    if (!frame && owner == 0)
        frame = module->frame;
    return frame ? &frame->slots[module->slots[s->now->variable]] : NULL;
}

static void step_read(const struct sg_step *s)
{
    struct sg_slot *slot = slot_of(s);
    for (uint32_t i = 0; i < s->now->reaching_count; i++)
        sg_step_give_all(s, sg_step_value(s, s->frame->body->function->items[s->now->reaching[i]].a));
    if (!slot) {
        sg_step_give(s, s->flow->unknown);
        return;
    }
    if (s->now->from_entry) {
        sg_flow_watch(s->flow, &slot->entry, s->frame);
        sg_step_give_all(s, &slot->entry.things);
    }
    if (s->now->any_write) {
        sg_flow_watch(s->flow, &slot->all, s->frame);
        sg_step_give_all(s, &slot->all.things);
    }
}

static void step_write(const struct sg_step *s)
{
    struct sg_slot *slot = slot_of(s);
    if (slot)
        sg_flow_give_all(s->flow, &slot->all, sg_step_value(s, s->now->a));
    sg_step_give_all(s, sg_step_value(s, s->now->a));
}

static void step_builtin(const struct sg_step *s)
{
    sg_flow_builtin(s->flow, s->frame, s->now->text, s->into);
}

/* ---- Members ---- */

static void step_get(const struct sg_step *s)
{
    /* Python's os.environ.get is a method, JavaScript's process.env.get is a variable. */
    const struct sg_things *of = sg_step_value(s, s->now->a);
    bool by_name = s->frame->body->module->file->language != SG_CODE_PYTHON;
    for (uint32_t i = 0; i < of->count; i++)
        if (by_name && sg_flow_is_environment(s->flow, of->items[i]))
            sg_flow_read_environment(s->flow, s->frame, s->at, s->now->text, NULL, s->into);
        else
            sg_flow_member(s->flow, s->frame, of->items[i], s->now->text, s->into);
}

static void step_item(const struct sg_step *s)
{
    const struct sg_things *of = sg_step_value(s, s->now->a);
    for (uint32_t i = 0; i < of->count; i++)
        sg_flow_item(s->flow, s->frame, s->at, of->items[i], sg_step_value(s, s->now->b), s->into);
}

static void step_element(const struct sg_step *s)
{
    const struct sg_things *of = sg_step_value(s, s->now->a);
    for (uint32_t i = 0; i < of->count; i++)
        if (s->now->text && !(of->items[i]->object && of->items[i]->object->type == SG_OBJECT_MAP))
            sg_step_give(s, s->flow->unknown);
        else
            sg_flow_elements(s->flow, s->frame, of->items[i], s->into);
}

/* ---- Calls ---- */

/*
 * Methods of what is not the code's own: of a text, a list, the event. What such a value has under the name is not
 * called.
 */
static void call_method(const struct sg_step *s, const struct sg_code_instruction *member,
                        const struct sg_arguments *given)
{
    const struct sg_things *of = sg_step_value(s, member->a), *callees = sg_step_value(s, s->now->a);
    for (uint32_t i = 0; i < of->count; i++)
        sg_flow_builtin_method(s->flow, s->frame, s->at, of->items[i], member->text, given, s->into);
    for (uint32_t i = 0; i < callees->count; i++)
        if (callees->items[i]->type != SG_THING_UNKNOWN)
            sg_flow_call(s->flow, s->frame, s->at, callees->items[i], given, s->into);
}

static void step_call(const struct sg_step *s)
{
    struct sg_arguments given = {0};
    const struct sg_code_instruction *callee =
        s->now->a == SG_CODE_NONE ? NULL : &s->frame->body->function->items[s->now->a];
    sg_flow_read_arguments(s->flow, s->frame, s->now, &given);
    if (callee && callee->op == SG_CODE_GET)
        call_method(s, callee, &given);
    else
        sg_flow_call_all(s->flow, s->frame, s->at, sg_step_value(s, s->now->a), &given, s->into);
}

/* ---- Functions and classes ---- */

static void step_function(const struct sg_step *s)
{
    const struct sg_thing like = {
        .type = SG_THING_FUNCTION, .frame = s->frame, .body = &s->frame->body->module->bodies[s->now->function]};
    sg_step_give(s, sg_flow_thing(s->flow, &like));
}

static void step_class(const struct sg_step *s)
{
    struct sg_object *class = sg_flow_object(s->flow, SG_OBJECT_CLASS, s->frame, s->at, NULL, s->now->text);
    if (!class->bases) {
        struct sg_body *body = &s->frame->body->module->bodies[s->now->function];
        class->bases = sg_new(s->flow->arena, struct sg_things);
        class->body = sg_flow_frame(s->flow, body, s->frame, s->frame, s->at);
        class->body->class = class;
        sg_flow_enqueue(s->flow, class->body);
    }
    for (uint32_t i = 0; i < s->now->count; i++)
        sg_flow_add_all(s->flow, class->bases, sg_step_value(s, s->now->items[i].value));
    sg_step_give(s, class->thing);
}

/* The class whose method runs, also in a function within the method. */
static void step_super(const struct sg_step *s)
{
    struct sg_frame *method = s->frame;
    while (method->outer && !method->outer->class)
        method = method->outer;
    uint32_t self = method->body->function->self;
    if (!method->outer || self == SG_CODE_NONE)
        return;
    struct sg_cell *selves = &method->slots[method->body->module->slots[self]].entry;
    sg_flow_watch(s->flow, selves, s->frame);
    for (uint32_t i = 0; i < selves->things.count; i++)
        sg_step_give(s, sg_flow_thing(s->flow, &(struct sg_thing){.type = SG_THING_SUPER,
                                                                  .of = method->outer->class->thing,
                                                                  .self = selves->things.items[i]}));
}

/* Of a library there is nothing more to come; a file's exports may still grow. */
static void step_import(const struct sg_step *s)
{
    if (s->into->count == 1 && s->into->items[0]->type == SG_THING_EXTERNAL)
        return;
    sg_flow_import(s->flow, s->frame, s->now, s->into);
}

static void step_await(const struct sg_step *s)
{
    sg_step_give_all(s, sg_step_value(s, s->now->a));
}

static void step_return(const struct sg_step *s)
{
    struct sg_things returned = {0}, room = {0};
    if (s->now->a == SG_CODE_NONE)
        return;
    sg_flow_guarded_return(s->flow, s->frame, s->at, sg_step_value(s, s->now->a), &returned);
    sg_flow_give_all(s->flow, &s->frame->returned, sg_flow_outside(s->flow, s->frame, &returned, &room));
}

static void step_yield(const struct sg_step *s)
{
    s->frame->yields = sg_flow_object(s->flow, SG_OBJECT_LIST, s->frame, SG_CODE_NONE, NULL, "yields");
    sg_flow_give_all(s->flow, &s->frame->yields->any, sg_step_value(s, s->now->a));
    sg_flow_give(s->flow, &s->frame->returned, s->frame->yields->thing);
}

static void step_nothing(const struct sg_step *s)
{
    (void)s;
}

/* ---- What needs no second look ---- */

/* Sets only grow, so an instruction whose inputs are as large as before gives what it gave. */
static uint32_t size_of_read(const struct sg_step *s)
{
    struct sg_slot *slot = slot_of(s);
    uint32_t size =
        slot ? (s->now->from_entry ? slot->entry.things.count : 0) + (s->now->any_write ? slot->all.things.count : 0)
             : 0;
    for (uint32_t i = 0; i < s->now->reaching_count; i++)
        size += sg_step_value(s, s->frame->body->function->items[s->now->reaching[i]].a)->count;
    return size;
}

/* SG_CODE_NONE: it depends on more than its operands. */
static uint32_t size_of_items(const struct sg_step *s)
{
    uint32_t size = 0;
    for (uint32_t i = 0; i < s->now->count; i++) {
        const struct sg_code_item *item = &s->now->items[i];
        if (item->spread)
            return SG_CODE_NONE;
        size += sg_step_value(s, item->value)->count + sg_step_value(s, item->key)->count;
    }
    return size;
}

static uint32_t size_of_inputs(const struct sg_step *s)
{
    enum sg_code_op op = s->now->op;
    if (op == SG_CODE_READ)
        return size_of_read(s);
    if (op == SG_CODE_MAP || op == SG_CODE_LIST || op == SG_CODE_JOIN)
        return size_of_items(s);
    if (op == SG_CODE_OTHER && s->now->text)
        return sg_step_value(s, s->now->a)->count + sg_step_value(s, s->now->b)->count;
    if (op == SG_CODE_WRITE || op == SG_CODE_AWAIT)
        return sg_step_value(s, s->now->a)->count;
    return op <= SG_CODE_CONSTANT || op == SG_CODE_FUNCTION || op == SG_CODE_OTHER ? 0 : SG_CODE_NONE;
}

/* Whether the inputs are as they were. */
static bool is_settled(const struct sg_step *s)
{
    uint32_t size = size_of_inputs(s);
    if (size == SG_CODE_NONE)
        return false;
    bool settled = s->frame->stamps[s->at] == size + 1;
    s->frame->stamps[s->at] = size + 1;
    return settled;
}

typedef void step_fn(const struct sg_step *s);

void sg_flow_step(struct sg_flow *w, struct sg_frame *frame, uint32_t at)
{
    static step_fn *const steps[] = {
        [SG_CODE_TEXT] = step_text,
        [SG_CODE_NUMBER] = step_number,
        [SG_CODE_CONSTANT] = step_constant,
        [SG_CODE_JOIN] = sg_step_join,
        [SG_CODE_LIST] = sg_step_list,
        [SG_CODE_MAP] = sg_step_map,
        [SG_CODE_READ] = step_read,
        [SG_CODE_BUILTIN] = step_builtin,
        [SG_CODE_GET] = step_get,
        [SG_CODE_ITEM] = step_item,
        [SG_CODE_ELEMENT] = step_element,
        [SG_CODE_CALL] = step_call,
        [SG_CODE_NEW] = step_call,
        [SG_CODE_EITHER] = sg_step_either,
        [SG_CODE_FALLBACK] = sg_step_fallback,
        [SG_CODE_FUNCTION] = step_function,
        [SG_CODE_CLASS] = step_class,
        [SG_CODE_SUPER] = step_super,
        [SG_CODE_IMPORT] = step_import,
        [SG_CODE_IMPORT_FROM] = step_import,
        [SG_CODE_AWAIT] = step_await,
        [SG_CODE_OTHER] = step_other,
        [SG_CODE_WRITE] = step_write,
        [SG_CODE_SET] = sg_step_set,
        [SG_CODE_SET_ITEM] = sg_step_set_item,
        [SG_CODE_RETURN] = step_return,
        [SG_CODE_YIELD] = step_yield,
        [SG_CODE_THROW] = step_nothing,
        [SG_CODE_EXPORT_ALL] = step_import,
        [SG_CODE_BRANCH] = step_nothing,
        [SG_CODE_ELSE] = step_nothing,
        [SG_CODE_LOOP] = step_nothing,
        [SG_CODE_TRY] = step_nothing,
        [SG_CODE_CATCH] = step_nothing,
        [SG_CODE_END] = step_nothing,
    };
    struct sg_things *into = &frame->values[at];
    uint32_t before = into->count;
    const struct sg_step step = {w, frame, &frame->body->function->items[at], at, into};
    if (is_settled(&step))
        return;
    w->at = at;
    steps[step.now->op](&step);
    frame->changed |= into->count != before;
}
