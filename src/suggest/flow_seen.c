#include "suggest/flow_internal.h"

#define SEEN_DEEP 6 /* texts made of texts */
#define ALTERNATIVES_MOST 24
#define SEEN_MOST 400 /* values of one parameter, with those of its parts */

static const struct sg_seen *add(struct sg_flow *w, struct sg_seen_set *set, const struct sg_seen *like)
{
    struct sg_seen *seen = sg_new(w->result, struct sg_seen);
    *seen = *like;
    sg_grow(w->result, set->items, set->count, set->capacity);
    set->items[set->count++] = seen;
    return seen;
}

static bool has(const struct sg_seen_set *set, enum sg_seen_type type, const char *text)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i]->type == type && sg_same_text(set->items[i]->text, text))
            return true;
    return false;
}

bool sg_flow_add_seen(struct sg_flow *w, struct sg_seen_set *set, enum sg_seen_type type, const char *text)
{
    if (has(set, type, text))
        return false;
    add(w, set, &(struct sg_seen){.type = type, .text = text ? sg_copy(w->result, text) : NULL});
    return true;
}

static void convert_all(struct sg_flow *w, const struct sg_things *things, struct sg_seen_set *seen, int deep);

static const struct sg_seen_set *convert_part(struct sg_flow *w, const struct sg_things *part, int deep)
{
    struct sg_seen_set *seen = sg_new(w->result, struct sg_seen_set);
    convert_all(w, part, seen, deep + 1);
    return seen;
}

static void convert_joined(struct sg_flow *w, const struct sg_thing *thing, struct sg_seen_set *seen, int deep)
{
    if (deep >= SEEN_DEEP) {
        sg_flow_add_seen(w, seen, SG_SEEN_UNKNOWN, NULL);
        return;
    }
    struct sg_seen_set *parts = sg_new_array(w->result, struct sg_seen_set, thing->part_count);
    for (uint32_t i = 0; i < thing->part_count; i++)
        parts[i] = *convert_part(w, thing->parts[i], deep);
    add(w, seen, &(struct sg_seen){.type = SG_SEEN_JOINED, .parts = parts, .part_count = thing->part_count});
}

static void convert_part_of_variable(struct sg_flow *w, const struct sg_thing *thing, struct sg_seen_set *seen)
{
    bool last = sg_starts_with(thing->flavor, SG_LAST_MARK);
    add(w, seen,
        &(struct sg_seen){.type = SG_SEEN_ENVIRONMENT,
                          .text = sg_copy(w->result, thing->text),
                          .separator = sg_copy(w->result, thing->flavor + (last ? strlen(SG_LAST_MARK) : 0)),
                          .last = last});
}

static void convert_environment(struct sg_flow *w, const struct sg_thing *thing, struct sg_seen_set *seen, int deep)
{
    if (sg_equals(thing->text, SG_ANY_VARIABLE) || (thing->flavor && sg_starts_with(thing->flavor, SG_LIST_MARK)))
        sg_flow_add_seen(w, seen, SG_SEEN_UNKNOWN, NULL);
    else if (thing->flavor)
        convert_part_of_variable(w, thing, seen);
    else if (!thing->part_count || deep >= SEEN_DEEP)
        sg_flow_add_seen(w, seen, SG_SEEN_ENVIRONMENT, thing->text);
    else
        add(w, seen,
            &(struct sg_seen){.type = SG_SEEN_ENVIRONMENT,
                              .text = sg_copy(w->result, thing->text),
                              .fallback = convert_part(w, thing->parts[0], deep)});
}

/* Powertools' classes of events have names of their own for parts of them. */
static void convert_event(struct sg_flow *w, const struct sg_thing *thing, struct sg_seen_set *seen)
{
    size_t length = strcspn(thing->text, ".[");
    const char *first = sg_copy_bytes(w->arena, thing->text, length);
    const struct sg_code_row *row = sg_sdk_row(w, sg_concat(w->arena, "event:", first));
    sg_flow_add_seen(w, seen, SG_SEEN_EVENT, row ? sg_concat(w->arena, row->gives, thing->text + length) : thing->text);
}

static void convert(struct sg_flow *w, const struct sg_thing *thing, struct sg_seen_set *seen, int deep)
{
    if (!w->seen_left) {
        sg_flow_add_seen(w, seen, SG_SEEN_UNKNOWN, NULL);
        return;
    }
    w->seen_left--;
    switch (thing->type) {
    case SG_THING_TEXT:
    case SG_THING_NUMBER:
        sg_flow_add_seen(w, seen, SG_SEEN_TEXT, thing->text);
        break;
    case SG_THING_ENVIRONMENT:
        convert_environment(w, thing, seen, deep);
        break;
    case SG_THING_EVENT:
        convert_event(w, thing, seen);
        break;
    case SG_THING_CONTEXT:
        sg_flow_add_seen(w, seen, SG_SEEN_CONTEXT, thing->text);
        break;
    case SG_THING_JOINED:
        convert_joined(w, thing, seen, deep);
        break;
    case SG_THING_ANSWER:
        sg_flow_add_seen(w, seen, SG_SEEN_ANSWER, thing->text);
        break;
    case SG_THING_CONSTANT: /* nothing, or a switch: names no resource */
        break;
    case SG_THING_UNKNOWN:
    case SG_THING_OBJECT:
    case SG_THING_FUNCTION:
    case SG_THING_BOUND:
    case SG_THING_SUPER:
    case SG_THING_EXTERNAL:
    case SG_THING_CLIENT:
    case SG_THING_METHOD:
        sg_flow_add_seen(w, seen, SG_SEEN_UNKNOWN, NULL);
        break;
    }
}

static void convert_all(struct sg_flow *w, const struct sg_things *things, struct sg_seen_set *seen, int deep)
{
    for (uint32_t i = 0; i < things->count && seen->count < ALTERNATIVES_MOST; i++)
        convert(w, things->items[i], seen, deep);
    if (!things->count || things->full || seen->count >= ALTERNATIVES_MOST)
        sg_flow_add_seen(w, seen, SG_SEEN_UNKNOWN, NULL);
}

/* Values as the result has them, in its arena. An empty set is one that nothing is known of. */
void sg_flow_seen(struct sg_flow *w, const struct sg_things *things, struct sg_seen_set *seen)
{
    w->seen_left = SEEN_MOST;
    convert_all(w, things, seen, 0);
}
