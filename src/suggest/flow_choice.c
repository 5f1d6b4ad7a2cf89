#include "suggest/step_internal.h"

/*
 * `if x: return x` before `return y` is `x or y`, and `x if x else y` is it too: y counts only where x has no value. Of
 * a variable of the environment that is its default.
 */

#define DEEP_MOST 64   /* branches within each other; deeper ones guard nothing */
#define ACTIVE_MOST 16 /* that have returned before an instruction */

struct level {
    uint32_t branch;   /* SG_CODE_NONE: a loop or a try */
    uint32_t returned; /* the return of the first branch, or SG_CODE_NONE */
    bool first;
    uint32_t active; /* how many guards there were before it */
};

struct scan {
    struct sg_flow *flow;
    struct sg_body *body;
    struct level levels[DEEP_MOST];
    uint32_t deep;
    struct sg_guard active[ACTIVE_MOST];
    uint32_t active_count;
    struct level ended; /* the branch that has just ended */
};

static void add_guard(struct scan *s, uint32_t at, uint32_t condition, uint32_t first)
{
    struct sg_body *body = s->body;
    sg_grow(s->flow->arena, body->guards, body->guard_count, body->guard_capacity);
    body->guards[body->guard_count++] = (struct sg_guard){at, condition, first};
}

static void begin(struct scan *s, uint32_t at)
{
    const struct sg_code_instruction *now = &s->body->function->items[at];
    if (s->deep < DEEP_MOST)
        s->levels[s->deep] = (struct level){.branch = now->op == SG_CODE_BRANCH ? at : SG_CODE_NONE,
                                            .returned = SG_CODE_NONE,
                                            .first = now->op == SG_CODE_BRANCH,
                                            .active = s->active_count};
    s->deep++;
}

static uint32_t condition_of(const struct scan *s, const struct level *level)
{
    return level->branch == SG_CODE_NONE ? SG_CODE_NONE : s->body->function->items[level->branch].a;
}

/* From here on the first branch has returned. */
static void activate(struct scan *s, const struct level *level)
{
    uint32_t condition = condition_of(s, level);
    if (condition != SG_CODE_NONE && level->returned != SG_CODE_NONE && s->active_count < ACTIVE_MOST)
        s->active[s->active_count++] = (struct sg_guard){SG_CODE_NONE, condition, level->returned};
}

static void next_branch(struct scan *s)
{
    struct level *level = s->deep && s->deep <= DEEP_MOST ? &s->levels[s->deep - 1] : NULL;
    if (level && level->first)
        activate(s, level);
    if (level)
        level->first = false;
}

static void end(struct scan *s)
{
    if (!s->deep || s->deep-- > DEEP_MOST)
        return;
    s->ended = s->levels[s->deep];
    s->active_count = s->ended.active;
    activate(s, &s->ended);
}

static void take_return(struct scan *s, uint32_t at)
{
    for (uint32_t i = 0; i < s->active_count; i++)
        add_guard(s, at, s->active[i].condition, s->active[i].first);
    if (s->deep && s->deep <= DEEP_MOST && s->levels[s->deep - 1].first)
        s->levels[s->deep - 1].returned = at;
}

static void take_either(struct scan *s, uint32_t at)
{
    const struct sg_code_instruction *now = &s->body->function->items[at];
    bool ended = at && s->body->function->items[at - 1].op == SG_CODE_END;
    uint32_t condition = ended ? condition_of(s, &s->ended) : SG_CODE_NONE;
    if (condition != SG_CODE_NONE && now->count == 2)
        add_guard(s, at, condition, now->items[0].value);
}

void sg_flow_find_guards(struct sg_flow *w, struct sg_body *body)
{
    struct scan s = {.flow = w, .body = body};
    for (uint32_t i = 0; i < body->function->count; i++) {
        enum sg_code_op op = body->function->items[i].op;
        if (op == SG_CODE_BRANCH || op == SG_CODE_LOOP || op == SG_CODE_TRY)
            begin(&s, i);
        else if (op == SG_CODE_ELSE || op == SG_CODE_CATCH)
            next_branch(&s);
        else if (op == SG_CODE_END)
            end(&s);
        else if (op == SG_CODE_RETURN)
            take_return(&s, i);
        else if (op == SG_CODE_EITHER)
            take_either(&s, i);
    }
}

/* ---- Their effect ---- */

static bool reads(const struct sg_things *things, const char *name)
{
    for (uint32_t i = 0; i < things->count; i++)
        if (things->items[i]->type == SG_THING_ENVIRONMENT && sg_equals(things->items[i]->text, name))
            return true;
    return false;
}

/* The variable with what is used in place of it, as the guard has it. */
static const struct sg_thing *with_default(struct sg_flow *w, struct sg_frame *frame, const struct sg_guard *guard,
                                           const struct sg_thing *read, struct sg_things **defaults)
{
    struct sg_thing like = {.type = SG_THING_ENVIRONMENT, .text = read->text, .frame = frame, .at = guard->condition};
    const struct sg_thing *thing = sg_flow_with_set(w, &like, defaults);
    if (read->part_count && read->parts[0] != *defaults)
        sg_flow_add_all(w, *defaults, read->parts[0]);
    return thing;
}

/* Gives `things`, but in place of a variable that a guard asks for, the variable with its default. */
static void give_guarded(struct sg_flow *w, struct sg_frame *frame, const struct sg_guard *guard,
                         const struct sg_things *things, struct sg_things *into)
{
    for (uint32_t i = 0; i < things->count; i++) {
        const struct sg_thing *thing = things->items[i];
        struct sg_things *defaults;
        if (thing->type == SG_THING_ENVIRONMENT && reads(&frame->values[guard->condition], thing->text))
            thing = with_default(w, frame, guard, thing, &defaults);
        sg_flow_add(w, into, thing);
    }
}

static const struct sg_things *first_values(const struct sg_frame *frame, const struct sg_guard *guard)
{
    const struct sg_code_instruction *first = &frame->body->function->items[guard->first];
    uint32_t operand = first->op == SG_CODE_RETURN ? first->a : guard->first;
    return operand == SG_CODE_NONE ? NULL : &frame->values[operand];
}

/*
 * Adds `things` to the defaults of the variables that the guard both asks for and gives. Returns whether there are any.
 */
static bool take_as_default(struct sg_flow *w, struct sg_frame *frame, const struct sg_guard *guard,
                            const struct sg_things *things)
{
    const struct sg_things *asked = &frame->values[guard->condition], *first = first_values(frame, guard);
    bool taken = false;
    for (uint32_t i = 0; first && i < asked->count; i++) {
        struct sg_things *defaults;
        if (asked->items[i]->type != SG_THING_ENVIRONMENT || !reads(first, asked->items[i]->text))
            continue;
        with_default(w, frame, guard, asked->items[i], &defaults);
        sg_flow_add_all(w, defaults, things);
        taken = true;
    }
    return taken;
}

/* The values that a return gives. */
void sg_flow_guarded_return(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_things *things,
                            struct sg_things *into)
{
    const struct sg_body *body = frame->body;
    const struct sg_guard *own = NULL;
    bool taken = false;
    for (uint32_t i = 0; i < body->guard_count; i++) {
        bool concerns = body->guards[i].first == at || body->guards[i].at == at;
        if (concerns && !frame->values[body->guards[i].condition].count && sg_flow_hold(w, frame))
            return;
        if (body->guards[i].first == at)
            own = &body->guards[i];
        if (body->guards[i].at == at)
            taken |= take_as_default(w, frame, &body->guards[i], things);
    }
    if (taken)
        return;
    if (own)
        give_guarded(w, frame, own, things, into);
    else
        sg_flow_add_all(w, into, things);
}

/* The values of `x if c else y`. False when no variable of the environment decides. */
bool sg_flow_guarded_either(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_things *x,
                            const struct sg_things *y, struct sg_things *into)
{
    const struct sg_body *body = frame->body;
    for (uint32_t i = 0; i < body->guard_count; i++) {
        const struct sg_guard *guard = &body->guards[i];
        if (guard->at == at && !frame->values[guard->condition].count && sg_flow_hold(w, frame))
            return true;
        if (guard->at != at || !take_as_default(w, frame, guard, y))
            continue;
        give_guarded(w, frame, guard, x, into);
        return true;
    }
    return false;
}

/* ---- One of several values ---- */

void sg_step_either(const struct sg_step *s)
{
    if (s->now->count == 2 && sg_flow_guarded_either(s->flow, s->frame, s->at, sg_step_value(s, s->now->items[0].value),
                                                     sg_step_value(s, s->now->items[1].value), s->into))
        return;
    for (uint32_t i = 0; i < s->now->count; i++)
        sg_step_give_all(s, sg_step_value(s, s->now->items[i].value));
}

/* A variable of the environment with what is used where it is not defined. */
static void give_with_default(const struct sg_step *s, const struct sg_thing *read, uint32_t first)
{
    struct sg_things *defaults;
    struct sg_thing like = *read;
    like.frame = s->frame;
    like.at = s->at;
    like.parts = NULL;
    like.own = NULL;
    like.part_count = 0;
    const struct sg_thing *thing = sg_flow_with_set(s->flow, &like, &defaults);
    for (uint32_t i = first; i < s->now->count; i++)
        sg_flow_add_all(s->flow, defaults, sg_step_value(s, s->now->items[i].value));
    if (read->part_count)
        sg_flow_add_all(s->flow, defaults, read->parts[0]);
    sg_step_give(s, thing);
}

static bool is_nothing(const struct sg_thing *thing)
{
    return thing->type == SG_THING_CONSTANT && strcmp(thing->text, "true") != 0;
}

/* A parameter that the call does not give has no value, and needs no waiting for one. */
static bool may_come(const struct sg_step *s, uint32_t operand)
{
    const struct sg_code_instruction *read = &s->frame->body->function->items[operand];
    if (read->op != SG_CODE_READ || !read->from_entry || read->reaching_count)
        return true;
    const struct sg_module *module = s->frame->body->module;
    if (module->unit->variables[read->variable].owner != s->frame->body->index)
        return true;
    return s->frame->slots[module->slots[read->variable]].given;
}

/* Only an item that may have no value makes the next one count. */
void sg_step_fallback(const struct sg_step *s)
{
    for (uint32_t i = 0; i < s->now->count; i++) {
        const struct sg_things *item = sg_step_value(s, s->now->items[i].value);
        if (!item->count && i + 1 < s->now->count && may_come(s, s->now->items[i].value) &&
            sg_flow_hold(s->flow, s->frame))
            return;
        bool last = i + 1 == s->now->count, always = item->count > 0, read = false;
        for (uint32_t j = 0; j < item->count; j++) {
            const struct sg_thing *thing = item->items[j];
            if (thing->type == SG_THING_ENVIRONMENT && !last) {
                give_with_default(s, thing, i + 1);
                read = true;
            } else if (!is_nothing(thing) || last) {
                sg_step_give(s, thing);
            }
            always &= (thing->type == SG_THING_TEXT && *thing->text) || thing->type == SG_THING_OBJECT;
        }
        if (always || (read && item->count == 1))
            return;
    }
}
