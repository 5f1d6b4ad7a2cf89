#include "sam/resolved_internal.h"

#include <stdint.h>

#define FIRST_SLOTS 64

/* By the addresses of the values. */
struct sg_resolved_values {
    struct sg_resolved *slots; /* a power of two, at most half of them used; a free one has no value */
    size_t count, slot_count;
};

static struct sg_resolved *slot_of(const struct sg_resolved_values *values, const struct sg_node *value)
{
    size_t i = (size_t)((uint64_t)(uintptr_t)value * 0x9E3779B97F4A7C15 >> 32);
    while (values->slots[i &= values->slot_count - 1].value && values->slots[i].value != value)
        i++;
    return &values->slots[i];
}

static void grow(struct sg_arena *a, struct sg_resolved_values *values)
{
    const struct sg_resolved_values old = *values;
    values->slot_count = old.slot_count ? 2 * old.slot_count : FIRST_SLOTS;
    values->slots = sg_new_array(a, struct sg_resolved, values->slot_count);
    for (size_t i = 0; i < old.slot_count; i++)
        if (old.slots[i].value)
            *slot_of(values, old.slots[i].value) = old.slots[i];
}

const struct sg_resolved *sg_resolved_before(const struct sg_resolver *r, const struct sg_node *value)
{
    const struct sg_resolved *found = r->resolved ? slot_of(r->resolved, value) : NULL;
    return found && found->value ? found : NULL;
}

void sg_resolved_keep(struct sg_resolver *r, const struct sg_resolved *found)
{
    struct sg_arena *a = r->template->arena;
    if (!r->resolved)
        r->resolved = sg_new(a, struct sg_resolved_values);
    if (2 * r->resolved->count >= r->resolved->slot_count)
        grow(a, r->resolved);
    *slot_of(r->resolved, found->value) = *found;
    r->resolved->count++;
}
