#ifndef SG_SUGGEST_STEP_INTERNAL_H
#define SG_SUGGEST_STEP_INTERNAL_H

#include "suggest/flow_internal.h"

/* One instruction that is evaluated in a frame. */
struct sg_step {
    struct sg_flow *flow;
    struct sg_frame *frame;
    const struct sg_code_instruction *now;
    uint32_t at;
    struct sg_things *into; /* its values */
};

static inline const struct sg_things *sg_step_value(const struct sg_step *s, uint32_t operand)
{
    static const struct sg_things nothing;
    return operand == SG_CODE_NONE ? &nothing : &s->frame->values[operand];
}

static inline void sg_step_give(const struct sg_step *s, const struct sg_thing *thing)
{
    sg_flow_add(s->flow, s->into, thing);
}

static inline void sg_step_give_all(const struct sg_step *s, const struct sg_things *things)
{
    sg_flow_add_all(s->flow, s->into, things);
}

/* flow_make.c: texts, lists, maps, and what changes them. */
void sg_step_join(const struct sg_step *s);
void sg_step_list(const struct sg_step *s);
void sg_step_map(const struct sg_step *s);
void sg_step_set(const struct sg_step *s);
void sg_step_set_item(const struct sg_step *s);

/* flow_choice.c: one of several values. */
void sg_step_either(const struct sg_step *s);
void sg_step_fallback(const struct sg_step *s);

#endif
