#include "suggest/step_internal.h"

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
