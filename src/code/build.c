#include "code/build_internal.h"

#include "base/list.h"

/* What a name means in one scope. The innermost is the first of the name; closing a scope takes its bindings back. */
struct binding {
    struct name *name;
    uint32_t variable;
    uint32_t scope;
    struct binding *outer;         /* of the same name, in a scope around */
    struct binding *next_in_scope; /* of another name */
};

struct name {
    struct binding *innermost;
};

struct sg_scope {
    uint32_t depth; /* of the file: 0 */
    struct sg_scope *outer;
    struct binding *bindings;
};

void sg_build_begin(struct sg_builder *b, struct sg_arena *a, struct sg_code_unit *unit, const struct sg_syntax *syntax)
{
    *b = (struct sg_builder){.arena = a, .unit = unit, .syntax = syntax, .function = SG_CODE_NONE};
    sg_build_enter(b, sg_build_function(b, 0, ""));
}

/* ---- Instructions ---- */

uint32_t sg_build_add(struct sg_builder *b, uint32_t node, enum sg_code_op op)
{
    struct sg_code_function *function = sg_build_function_at(b, b->function);
    const struct sg_syntax_node *at = sg_build_node(b, node);
    sg_grow(b->arena, function->items, function->count, function->capacity);
    function->items[function->count] = (struct sg_code_instruction){
        .op = op,
        .a = SG_CODE_NONE,
        .b = SG_CODE_NONE,
        .variable = SG_CODE_NONE,
        .function = SG_CODE_NONE,
        .start = at->start,
        .end = at->end,
        .line = at->line,
    };
    return function->count++;
}

struct sg_code_instruction *sg_build_at(const struct sg_builder *b, uint32_t index)
{
    return &sg_build_function_at(b, b->function)->items[index];
}

uint32_t sg_build_text(struct sg_builder *b, uint32_t node, enum sg_code_op op, const char *text)
{
    uint32_t index = sg_build_add(b, node, op);
    sg_build_at(b, index)->text = text;
    return index;
}

uint32_t sg_build_of(struct sg_builder *b, uint32_t node, enum sg_code_op op, uint32_t operand)
{
    uint32_t index = sg_build_add(b, node, op);
    sg_build_at(b, index)->a = operand;
    return index;
}

uint32_t sg_build_get(struct sg_builder *b, uint32_t node, uint32_t object, const char *name)
{
    uint32_t index = sg_build_of(b, node, SG_CODE_GET, object);
    sg_build_at(b, index)->text = name;
    return index;
}

uint32_t sg_build_item(struct sg_builder *b, uint32_t node, uint32_t object, uint32_t key)
{
    uint32_t index = sg_build_of(b, node, SG_CODE_ITEM, object);
    sg_build_at(b, index)->b = key;
    return index;
}

uint32_t sg_build_in(struct sg_builder *b, uint32_t node, uint32_t key, uint32_t object)
{
    uint32_t index = sg_build_text(b, node, SG_CODE_OTHER, SG_CODE_IN);
    sg_build_at(b, index)->a = object;
    sg_build_at(b, index)->b = key;
    return index;
}

uint32_t sg_build_read(struct sg_builder *b, uint32_t node, uint32_t variable)
{
    uint32_t index = sg_build_add(b, node, SG_CODE_READ);
    sg_build_at(b, index)->variable = variable;
    return index;
}

void sg_build_write(struct sg_builder *b, uint32_t node, uint32_t variable, uint32_t value)
{
    uint32_t index = sg_build_of(b, node, SG_CODE_WRITE, value);
    sg_build_at(b, index)->variable = variable;
}

void sg_build_set(struct sg_builder *b, uint32_t node, uint32_t object, const char *name, uint32_t value)
{
    uint32_t index = sg_build_of(b, node, SG_CODE_SET, object);
    sg_build_at(b, index)->text = name;
    sg_build_at(b, index)->b = value;
}

void sg_build_set_item(struct sg_builder *b, uint32_t node, uint32_t object, uint32_t key, uint32_t value)
{
    struct sg_items items = {0};
    sg_items_add(b, &items, key);
    uint32_t index = sg_build_with(b, node, SG_CODE_SET_ITEM, object, &items);
    sg_build_at(b, index)->b = value;
}

uint32_t sg_build_function_value(struct sg_builder *b, uint32_t node, uint32_t function)
{
    uint32_t index = sg_build_add(b, node, SG_CODE_FUNCTION);
    sg_build_at(b, index)->function = function;
    return index;
}

static void add_item(struct sg_builder *b, struct sg_items *items, struct sg_code_item item)
{
    sg_grow(b->arena, items->items, items->count, items->capacity);
    items->items[items->count++] = item;
}

void sg_items_add(struct sg_builder *b, struct sg_items *items, uint32_t value)
{
    add_item(b, items, (struct sg_code_item){.key = SG_CODE_NONE, .value = value});
}

void sg_items_add_named(struct sg_builder *b, struct sg_items *items, const char *name, uint32_t value)
{
    add_item(b, items, (struct sg_code_item){.name = name, .key = SG_CODE_NONE, .value = value});
}

void sg_items_add_keyed(struct sg_builder *b, struct sg_items *items, uint32_t key, uint32_t value)
{
    add_item(b, items, (struct sg_code_item){.key = key, .value = value});
}

void sg_items_add_spread(struct sg_builder *b, struct sg_items *items, uint32_t value)
{
    add_item(b, items, (struct sg_code_item){.key = SG_CODE_NONE, .value = value, .spread = true});
}

uint32_t sg_build_with(struct sg_builder *b, uint32_t node, enum sg_code_op op, uint32_t operand,
                       const struct sg_items *items)
{
    uint32_t index = sg_build_of(b, node, op, operand);
    sg_build_at(b, index)->items = items->items;
    sg_build_at(b, index)->count = items->count;
    return index;
}

/* ---- Functions ---- */

uint32_t sg_build_function(struct sg_builder *b, uint32_t node, const char *name)
{
    struct sg_code_unit *unit = b->unit;
    sg_grow(b->arena, unit->functions, unit->function_count, unit->function_capacity);
    unit->functions[unit->function_count] = (struct sg_code_function){
        .name = name,
        .outer = b->function,
        .self = SG_CODE_NONE,
        .line = sg_build_node(b, node)->line,
    };
    return unit->function_count++;
}

struct sg_code_function *sg_build_function_at(const struct sg_builder *b, uint32_t index)
{
    return &b->unit->functions[index];
}

void sg_build_enter(struct sg_builder *b, uint32_t function)
{
    b->function = function;
    sg_build_open(b);
}

void sg_build_leave(struct sg_builder *b)
{
    sg_build_close(b);
    b->function = sg_build_function_at(b, b->function)->outer;
}

/* A function has few parameters, and those that a hostile one has are copied at each power of two. */
void sg_build_parameter(struct sg_builder *b, struct sg_code_parameter parameter)
{
    struct sg_code_function *function = sg_build_function_at(b, b->function);
    uint32_t count = function->parameter_count;
    if ((count & (count - 1)) == 0) {
        struct sg_code_parameter *more =
            sg_new_array(b->arena, struct sg_code_parameter, count ? 2 * (size_t)count : 1);
        if (count)
            memcpy(more, function->parameters, count * sizeof *more);
        function->parameters = more;
    }
    function->parameters[function->parameter_count++] = parameter;
}

/* ---- Variables and scopes ---- */

static uint32_t add_variable(struct sg_builder *b, const char *name, uint32_t owner)
{
    struct sg_code_unit *unit = b->unit;
    sg_grow(b->arena, unit->variables, unit->variable_count, unit->variable_capacity);
    unit->variables[unit->variable_count] = (struct sg_code_variable){.name = name, .owner = owner};
    return unit->variable_count++;
}

uint32_t sg_build_variable(struct sg_builder *b, const char *name)
{
    return add_variable(b, name, b->function);
}

static struct name *name_of(struct sg_builder *b, const char *text)
{
    void **at = sg_map_at(b->arena, &b->names, text);
    if (!*at)
        *at = sg_new(b->arena, struct name);
    return *at;
}

static struct binding *new_binding(struct sg_builder *b, struct sg_scope *scope, struct name *name, uint32_t variable)
{
    struct binding *binding = sg_new(b->arena, struct binding);
    *binding = (struct binding){.name = name, .variable = variable, .scope = scope->depth};
    binding->next_in_scope = scope->bindings;
    scope->bindings = binding;
    return binding;
}

void sg_build_bind(struct sg_builder *b, const char *name, uint32_t variable)
{
    struct name *at = name_of(b, name);
    if (at->innermost && at->innermost->scope == b->scope->depth) {
        at->innermost->variable = variable;
        return;
    }
    struct binding *binding = new_binding(b, b->scope, at, variable);
    binding->outer = at->innermost;
    at->innermost = binding;
}

uint32_t sg_build_declare(struct sg_builder *b, const char *name)
{
    struct name *at = name_of(b, name);
    if (at->innermost && at->innermost->scope == b->scope->depth)
        return at->innermost->variable;
    uint32_t variable = sg_build_variable(b, name);
    sg_build_bind(b, name, variable);
    return variable;
}

uint32_t sg_build_find(const struct sg_builder *b, const char *name)
{
    const struct name *at = sg_map_get(&b->names, name);
    for (const struct binding *x = at ? at->innermost : NULL; x; x = x->outer) {
        uint32_t owner = b->unit->variables[x->variable].owner;
        if (owner == b->function || !sg_build_function_at(b, owner)->is_class)
            return x->variable;
    }
    return SG_CODE_NONE;
}

uint32_t sg_build_declare_in_file(struct sg_builder *b, const char *name)
{
    struct name *at = name_of(b, name);
    struct binding **end = &at->innermost;
    while (*end && (*end)->scope > 0)
        end = &(*end)->outer;
    if (*end)
        return (*end)->variable;
    struct sg_scope *file = b->scope;
    while (file->outer)
        file = file->outer;
    *end = new_binding(b, file, at, add_variable(b, name, 0));
    return (*end)->variable;
}

void sg_build_open(struct sg_builder *b)
{
    struct sg_scope *scope = sg_new(b->arena, struct sg_scope);
    *scope = (struct sg_scope){.depth = b->scope ? b->scope->depth + 1 : 0, .outer = b->scope};
    b->scope = scope;
}

void sg_build_close(struct sg_builder *b)
{
    for (struct binding *binding = b->scope->bindings; binding; binding = binding->next_in_scope)
        binding->name->innermost = binding->outer;
    b->scope = b->scope->outer;
}

/* ---- The rest ---- */

const char *sg_build_source(struct sg_builder *b, uint32_t node)
{
    return sg_syntax_text(b->arena, b->syntax, node);
}

void sg_build_gap(struct sg_builder *b, uint32_t node, const char *why)
{
    struct sg_code_unit *unit = b->unit;
    sg_grow(b->arena, unit->gaps, unit->gap_count, unit->gap_capacity);
    unit->gaps[unit->gap_count++] = (struct sg_code_gap){.line = sg_build_node(b, node)->line, .why = why};
}
