#include "suggest/method_internal.h"

/* The methods that texts, lists, maps and promises have in the languages, as far as values go through them. */

/* ---- Promises and futures: a value stands for its promise ---- */

static void method_then(const struct sg_method *m)
{
    struct sg_things self = {0};
    sg_flow_add(m->flow, &self, m->self);
    const struct sg_arguments given = {.items = {&self}, .count = 1};
    sg_method_call(m, &given, m->into);
}

static void method_same(const struct sg_method *m)
{
    sg_method_give(m, m->self);
}

/* .catch, .finally */
static void method_after(const struct sg_method *m)
{
    struct sg_things unknown = {0};
    sg_flow_add(m->flow, &unknown, m->flow->unknown);
    const struct sg_arguments given = {.items = {&unknown}, .count = 1};
    sg_method_call(m, &given, m->into);
    sg_method_give(m, m->self);
}

static void method_enter(const struct sg_method *m)
{
    if (sg_method_object(m) && sg_method_object(m)->type == SG_OBJECT_LIST)
        sg_method_elements(m, m->into);
    sg_method_give(m, m->self);
}

/* ---- Texts ---- */

static void method_join(const struct sg_method *m)
{
    sg_method_give(m, m->flow->unknown);
}

/* A variable of the environment that has several names in one text. */
static void method_split(const struct sg_method *m)
{
    const char *separator = sg_flow_only_text(sg_method_argument(m, 0));
    if (m->self->type == SG_THING_ENVIRONMENT && !m->self->flavor && separator && *separator)
        sg_method_give(m, sg_flow_split(m->flow, m->self, separator));
    else
        sg_method_give(m, m->flow->unknown);
}

static const struct {
    const char *name;
    void (*run)(const struct sg_method *m);
} methods[] = {
    {"map", sg_method_map},
    {"flatMap", sg_method_flat_map},
    {"forEach", sg_method_for_each},
    {"filter", sg_method_same_list},
    {"sort", sg_method_same_list},
    {"reverse", method_same},
    {"slice", sg_method_slice},
    {"flat", method_same},
    {"find", sg_method_one},
    {"findLast", sg_method_one},
    {"some", sg_method_for_each},
    {"every", sg_method_for_each},
    {"findIndex", sg_method_for_each},
    {"reduce", sg_method_reduce},
    {"push", sg_method_append},
    {"unshift", sg_method_append},
    {"append", sg_method_append},
    {"add", sg_method_append},
    {"insert", sg_method_insert},
    {"extend", sg_method_extend},
    {"update", sg_method_extend},
    {"concat", sg_method_concat},
    {"pop", sg_method_last},
    {"shift", sg_method_one},
    {"at", sg_method_last},
    {"popleft", sg_method_one},
    {"next", sg_method_one},
    {"get", sg_method_get},
    {"set", sg_method_set},
    {"setdefault", sg_method_set_default},
    {"values", sg_method_values},
    {"keys", sg_method_keys},
    {"items", sg_method_items},
    {"entries", sg_method_items},
    {"copy", method_same},
    {"then", method_then},
    {"catch", method_after},
    {"finally", method_after},
    {"promise", method_same},
    {"__enter__", method_enter},
    {"__aenter__", method_enter},
    {"strip", method_same},
    {"trim", method_same},
    {"rstrip", method_same},
    {"lstrip", method_same},
    {"trimEnd", method_same},
    {"toString", method_same},
    {"decode", method_same},
    {"encode", method_same},
    {"valueOf", method_same},
    {"join", method_join},
    {"splice", sg_method_slice},
    {"result", method_same},
    {"split", method_split},
};

/* Whether the code's own member of this name counts, and no method of the language. */
static bool has_own(const struct sg_thing *self, const char *name)
{
    if (self->type != SG_THING_OBJECT)
        return false;
    switch (self->object->type) {
    case SG_OBJECT_MAP:
    case SG_OBJECT_LIST:
        return sg_flow_find_field(self->object, name) != NULL;
    case SG_OBJECT_PROMISE:
        return false;
    case SG_OBJECT_INSTANCE:
    case SG_OBJECT_CLASS:
    case SG_OBJECT_FILE:
    case SG_OBJECT_MODULE:
    case SG_OBJECT_PARTIAL:
    case SG_OBJECT_COMMAND:
    case SG_OBJECT_RESOURCE:
        break;
    }
    return true;
}

static bool is_data(struct sg_flow *w, const struct sg_thing *self)
{
    switch (self->type) {
    case SG_THING_TEXT:
    case SG_THING_NUMBER:
    case SG_THING_CONSTANT:
    case SG_THING_ENVIRONMENT:
    case SG_THING_EVENT:
    case SG_THING_CONTEXT:
    case SG_THING_JOINED:
    case SG_THING_ANSWER:
    case SG_THING_UNKNOWN:
    case SG_THING_OBJECT:
        return true;
    case SG_THING_FUNCTION:
    case SG_THING_BOUND:
    case SG_THING_SUPER:
    case SG_THING_CLIENT:
    case SG_THING_METHOD:
        return false;
    case SG_THING_EXTERNAL:
        break;
    }
    return sg_flow_is_environment(w, self);
}

/* Runs a method of the language. Returns whether the value is of a kind that has such methods. */
bool sg_flow_builtin_method(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_thing *self,
                            const char *name, const struct sg_arguments *given, struct sg_things *into)
{
    const struct sg_method m = {w, frame, at, self, given, into};
    if (!is_data(w, self) || has_own(self, name))
        return false;
    if (self->type == SG_THING_EXTERNAL && strcmp(name, "get") == 0)
        return false; /* a row has it */
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (sg_equals(methods[i].name, name)) {
            methods[i].run(&m);
            return true;
        }
    sg_flow_escape_arguments(w, given);
    if (self->type != SG_THING_OBJECT && self->type != SG_THING_EXTERNAL)
        sg_flow_add(w, into, w->unknown);
    return true;
}
