#include "suggest/flow_internal.h"

/* ---- Values: a hash table, so that equal ones are the same pointer ---- */

#define FIRST_SLOTS 256

static uint64_t mix(uint64_t hash, uint64_t more)
{
    hash = (hash ^ more) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 29);
}

static uint64_t hash_thing(const struct sg_thing *thing)
{
    uint64_t hash = mix((uint64_t)thing->type + 1, thing->text ? sg_text_hash(thing->text) : 0);
    hash = mix(hash, thing->flavor ? sg_text_hash(thing->flavor) : 0);
    hash = mix(hash, (uintptr_t)thing->of);
    hash = mix(hash, (uintptr_t)thing->self);
    hash = mix(hash, (uintptr_t)thing->frame);
    hash = mix(hash, (uintptr_t)thing->body);
    return mix(hash, (uint64_t)thing->at * 2 + thing->foreign);
}

static bool same_thing(const struct sg_thing *x, const struct sg_thing *y)
{
    return x->type == y->type && x->of == y->of && x->self == y->self && x->frame == y->frame && x->body == y->body &&
           x->at == y->at && x->foreign == y->foreign && sg_same_text(x->flavor, y->flavor) &&
           sg_same_text(x->text, y->text);
}

static struct sg_thing **find_slot(struct sg_thing **slots, uint32_t count, const struct sg_thing *thing)
{
    uint64_t at = hash_thing(thing);
    while (slots[at & (count - 1)] && !same_thing(slots[at & (count - 1)], thing))
        at++;
    return &slots[at & (count - 1)];
}

static void grow_table(struct sg_flow *w)
{
    uint32_t count = w->thing_slots ? 2 * w->thing_slots : FIRST_SLOTS;
    struct sg_thing **slots = sg_new_array(w->arena, struct sg_thing *, count);
    for (uint32_t i = 0; i < w->thing_slots; i++)
        if (w->things[i])
            *find_slot(slots, count, w->things[i]) = w->things[i];
    w->things = slots;
    w->thing_slots = count;
}

/* `object` and `parts` are not what tells things apart. */
static struct sg_thing *thing_like(struct sg_flow *w, const struct sg_thing *like)
{
    if (2 * w->thing_count >= w->thing_slots)
        grow_table(w);
    struct sg_thing **slot = find_slot(w->things, w->thing_slots, like);
    if (!*slot) {
        *slot = sg_new(w->arena, struct sg_thing);
        **slot = *like;
        w->thing_count++;
    }
    return *slot;
}

const struct sg_thing *sg_flow_thing(struct sg_flow *w, const struct sg_thing *like)
{
    return thing_like(w, like);
}

/*
 * The object that a place of the code makes. One place of one frame makes one object, however often it runs; `of` and
 * `name` tell those apart that one instruction makes.
 */
struct sg_object *sg_flow_object(struct sg_flow *w, enum sg_object_type type, struct sg_frame *frame, uint32_t at,
                                 const struct sg_thing *of, const char *name)
{
    static const char *const words[] = {"map",    "list",    "instance", "class",   "file",
                                        "module", "promise", "partial",  "command", "resource"};
    struct sg_thing *thing = thing_like(
        w, &(struct sg_thing){
               .type = SG_THING_OBJECT, .text = name, .flavor = words[type], .of = of, .frame = frame, .at = at});
    if (!thing->object) {
        thing->object = sg_new(w->arena, struct sg_object);
        *thing->object = (struct sg_object){.type = type, .name = name, .of = of, .frame = frame, .thing = thing};
    }
    return thing->object;
}

/* A value that a place makes of `count` sets, which may still grow. */
const struct sg_thing *sg_flow_composed(struct sg_flow *w, const struct sg_thing *like, uint32_t count,
                                        const struct sg_things ***parts)
{
    struct sg_thing *thing = thing_like(w, like);
    if (!thing->parts) {
        thing->parts = sg_new_array(w->arena, const struct sg_things *, count);
        thing->part_count = count;
    }
    *parts = thing->parts;
    return thing;
}

/* A value that a place makes with one set of its own, which is `*own`: the caller adds to it. */
const struct sg_thing *sg_flow_with_set(struct sg_flow *w, const struct sg_thing *like, struct sg_things **own)
{
    struct sg_thing *thing = thing_like(w, like);
    if (!thing->own) {
        const struct sg_things **parts = sg_new_array(w->arena, const struct sg_things *, 1);
        thing->own = sg_new(w->arena, struct sg_things);
        parts[0] = thing->own;
        thing->parts = parts;
        thing->part_count = 1;
    }
    *own = thing->own;
    return thing;
}

const struct sg_thing *sg_flow_text(struct sg_flow *w, enum sg_thing_type type, const char *text)
{
    return sg_flow_thing(w, &(struct sg_thing){.type = type, .text = text});
}

const struct sg_thing *sg_flow_method(struct sg_flow *w, const struct sg_thing *self, const char *name)
{
    return sg_flow_thing(w, &(struct sg_thing){.type = SG_THING_METHOD, .text = name, .self = self});
}

const struct sg_thing *sg_flow_split(struct sg_flow *w, const struct sg_thing *variable, const char *separator)
{
    const struct sg_thing list = {
        .type = SG_THING_ENVIRONMENT, .text = variable->text, .flavor = sg_concat(w->arena, SG_LIST_MARK, separator)};
    return sg_flow_thing(w, &list);
}

const struct sg_thing *sg_flow_part(struct sg_flow *w, const struct sg_thing *list, bool last)
{
    if (!list->flavor || !sg_starts_with(list->flavor, SG_LIST_MARK))
        return w->unknown;
    const char *separator = list->flavor + strlen(SG_LIST_MARK);
    const struct sg_thing part = {.type = SG_THING_ENVIRONMENT,
                                  .text = list->text,
                                  .flavor = last ? sg_concat(w->arena, SG_LAST_MARK, separator) : separator};
    return sg_flow_thing(w, &part);
}

/*
 * A member of the event, the context or an answer; "[]" is each element. What is too deep stays what it is a part of.
 */
const struct sg_thing *sg_flow_path(struct sg_flow *w, const struct sg_thing *of, const char *more)
{
    if (strlen(of->text) + strlen(more) > SG_PATH_MOST)
        return of;
    if (strcmp(more, "[]") == 0 && sg_ends_with(of->text, "[]"))
        return of;
    struct sg_thing part = *of;
    bool dot = *of->text && *more != '[';
    part.text = sg_format(w->arena, "%s%s%s", of->text, dot ? "." : "", more);
    return sg_flow_thing(w, &part);
}

/* ---- Sets ---- */

bool sg_flow_have(const struct sg_things *set, const struct sg_thing *thing)
{
    for (uint32_t i = set->count; i-- > 0;)
        if (set->items[i] == thing)
            return true;
    return false;
}

static void put(struct sg_flow *w, struct sg_things *set, const struct sg_thing *thing)
{
    sg_grow(w->arena, set->items, set->count, set->capacity);
    set->items[set->count++] = thing;
}

bool sg_flow_add(struct sg_flow *w, struct sg_things *set, const struct sg_thing *thing)
{
    if (set->full || sg_flow_have(set, thing))
        return false;
    if (set->count >= SG_THINGS_MOST) {
        set->full = true;
        thing = w->unknown;
        if (sg_flow_have(set, thing))
            return false;
    }
    put(w, set, thing);
    return true;
}

/* What was added from one set before is in the other in the same order, so each is found next to the one before it. */
bool sg_flow_add_all(struct sg_flow *w, struct sg_things *set, const struct sg_things *more)
{
    bool grew = false;
    uint32_t next = 0;
    if (set == more || set->full)
        return false;
    for (uint32_t i = 0; i < more->count; i++) {
        uint32_t at = next;
        while (at < set->count && set->items[at] != more->items[i])
            at++;
        if (at < set->count)
            next = at + 1;
        else
            grew |= sg_flow_add(w, set, more->items[i]);
    }
    return grew;
}

bool sg_flow_is_data(const struct sg_thing *thing)
{
    return thing->type == SG_THING_TEXT || thing->type == SG_THING_NUMBER || thing->type == SG_THING_JOINED ||
           thing->type == SG_THING_ENVIRONMENT;
}

/* In a mixed frame the data that one place gives is together with that of others: for none of them it is known. */
const struct sg_things *sg_flow_outside(struct sg_flow *w, const struct sg_frame *frame, const struct sg_things *things,
                                        struct sg_things *room)
{
    if (!frame->mixed)
        return things;
    for (uint32_t i = 0; i < things->count; i++)
        sg_flow_add(w, room, sg_flow_is_data(things->items[i]) ? w->unknown : things->items[i]);
    return room;
}

const char *sg_flow_only_text(const struct sg_things *set)
{
    return set->count == 1 && set->items[0]->type == SG_THING_TEXT ? set->items[0]->text : NULL;
}

/* ---- Cells ---- */

static void wake(struct sg_flow *w, struct sg_cell *cell)
{
    for (uint32_t i = 0; i < cell->reader_count; i++)
        sg_flow_enqueue(w, cell->readers[i]);
}

void sg_flow_give(struct sg_flow *w, struct sg_cell *cell, const struct sg_thing *thing)
{
    if (sg_flow_add(w, &cell->things, thing))
        wake(w, cell);
}

void sg_flow_give_all(struct sg_flow *w, struct sg_cell *cell, const struct sg_things *more)
{
    if (sg_flow_add_all(w, &cell->things, more))
        wake(w, cell);
}

void sg_flow_watch(struct sg_flow *w, struct sg_cell *cell, struct sg_frame *reader)
{
    if (!reader)
        return;
    for (uint32_t i = cell->reader_count; i-- > 0;)
        if (cell->readers[i] == reader)
            return;
    sg_grow(w->arena, cell->readers, cell->reader_count, cell->reader_capacity);
    cell->readers[cell->reader_count++] = reader;
}
